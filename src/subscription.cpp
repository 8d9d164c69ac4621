#include "subscription.hpp"

#include <ami/error.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace ami::detail {

namespace {

// Shared by a waiter, its cancellation handler and its completion: a cancellation that comes between the completion's
// posting and its run still wins, so that no event is taken for nobody.
class wait_state {
public:
  std::atomic<bool> cancelled{false};
};

}  // namespace

class subscription::waiter {
public:
  waiter(wait_handler handler, const boost::asio::any_io_executor& executor, std::uint64_t id)
      : handler_{std::move(handler), executor}, state_{std::make_shared<wait_state>()}, id_{id} {}

  stored_handler<wait_handler> handler_;
  std::shared_ptr<wait_state> state_;
  std::uint64_t id_;
};

subscription::subscription(boost::asio::any_io_executor executor, std::span<const event_filter> filters,
                           const subscribe_options& how)
    : executor_{std::move(executor)}, predicate_{how.predicate()}, capacity_{how.capacity()} {
  if (filters.empty()) {
    types_.set();
  }
  for (event_filter filter : filters) {
    if (filter.type_ == event_type::unknown && !filter.name_.empty()) {
      filter.type_ = find_event_type(filter.name_);
      filter.name_ = filter.type_ == event_type::unknown ? filter.name_ : std::string_view{};
    }
    if (filter.name_.empty() && filter.matches_ == nullptr) {
      types_.set(static_cast<std::size_t>(filter.type_));
    } else {
      conditional_types_.set(static_cast<std::size_t>(filter.type_));
      conditions_.push_back(filter);
    }
  }
}

subscription::~subscription() = default;

std::unique_ptr<subscription::waiter> subscription::take_waiter() noexcept {
  return std::move(waiter_);
}

// Looks at the reader's buffer, so that a frame that nobody wants is never copied.
bool subscription::wants_named(event_type type, const wire::raw_frame& raw) const noexcept {
  std::optional<std::string_view> name;
  for (const event_filter& filter : conditions_) {
    if (filter.type_ != type) {
      continue;
    }
    if (filter.name_.empty()) {
      return true;
    }
    if (!name) {
      name = type == event_type::user_event          ? raw.first_value("UserEvent")
             : raw.kind() == wire::frame_kind::event ? raw.name()
                                                     : std::string_view{};
    }
    if (wire::equal_ignoring_case(*name, filter.name_)) {
      return true;
    }
  }
  return false;
}

bool subscription::meets_condition(const event& value) const noexcept {
  return std::ranges::any_of(conditions_, [&](const event_filter& filter) {
    return filter.type_ == value.type() &&
           (filter.name_.empty() || is_named(value.frame(), filter.type_, filter.name_)) &&
           (filter.matches_ == nullptr || filter.matches_(value.frame()));
  });
}

bool subscription::accepts(const event& value) const {
  if (!types_.test(static_cast<std::size_t>(value.type())) && !value.is_gap() && !meets_condition(value)) {
    return false;
  }
  if (!predicate_ || value.is_gap()) {
    return true;
  }
  try {
    return predicate_(value);
  } catch (...) {
    return true;
  }
}

// With the lock held. Drops the oldest when full.
void subscription::put(event value) {
  if (queue_.size() - head_ == capacity_) {
    queue_[head_++] = event{};
    ++lost_now_;
    ++lost_total_;
    if (head_ >= capacity_) {
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(head_));
      head_ = 0;
    }
  }
  queue_.push_back(std::move(value));
}

void subscription::flush() {
  if (staged_.empty()) {
    return;
  }
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (!closed()) {
      for (event& value : staged_) {
        put(std::move(value));
      }
      waiting = take_waiter();
    }
  }
  staged_.clear();
  complete(std::move(waiting), {});
}

void subscription::end(boost::system::error_code reason) {
  flush();
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (!ended_) {
      ended_ = true;
      end_reason_ = reason;
    }
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
}

void subscription::abandon() {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (!ended_) {
      ended_ = true;
      end_reason_ = errc::disconnected;
    }
    abandoned_ = true;
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
}

void subscription::close() {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    closed_.store(true, std::memory_order_release);
    if (!ended_) {
      ended_ = true;
      end_reason_ = errc::disconnected;
    }
    queue_.clear();
    head_ = 0;
    lost_now_ = 0;
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
}

take_result subscription::take(event& item) {
  if (next_taken_ == taken_.size() || closed()) {
    taken_.clear();
    next_taken_ = 0;
    const std::lock_guard lock{mutex_};
    if (lost_now_ != 0) {
      item = event{lagged{std::exchange(lost_now_, 0)}};
      return take_result::item;
    }
    if (head_ == queue_.size()) {
      queue_.clear();
      head_ = 0;
      return ended_ ? take_result::ended : take_result::empty;
    }
    std::swap(taken_, queue_);
    next_taken_ = std::exchange(head_, 0);
  }
  item = std::move(taken_[next_taken_++]);
  return take_result::item;
}

void subscription::async_wait(wait_handler handler) {
  std::unique_ptr<waiter> waiting;
  boost::system::error_code error;
  {
    std::unique_lock lock{mutex_};
    if (abandoned_) {
      lock.unlock();
      complete_elsewhere(std::move(handler), [](wait_handler ready) { std::move(ready)(boost::system::error_code{}); });
      return;
    }
    waiting = std::make_unique<waiter>(std::move(handler), executor_, ++waiter_ids_);
    auto slot = waiting->handler_.handler().get_cancellation_slot();
    if (slot.is_connected()) {
      slot.assign(
          [self = weak_from_this(), id = waiting->id_, state = waiting->state_](boost::asio::cancellation_type) {
            state->cancelled.store(true, std::memory_order_release);
            if (const auto alive = self.lock()) {
              alive->cancel(id);
            }
          });
    }
    const bool ready = head_ != queue_.size() || lost_now_ != 0 || next_taken_ != taken_.size() || ended_;
    if (!ready && waiter_ != nullptr) {
      error = errc::already_waiting;
    } else if (!ready) {
      waiter_ = std::move(waiting);
    }
  }
  complete(std::move(waiting), error);
}

void subscription::cancel(std::uint64_t id) {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (waiter_ != nullptr && waiter_->id_ == id) {
      waiting = take_waiter();
    }
  }
  complete(std::move(waiting), boost::asio::error::operation_aborted);
}

void subscription::complete(std::unique_ptr<waiter> waiting, boost::system::error_code error) {
  if (waiting == nullptr) {
    return;
  }
  bool alive = false;
  {
    const std::lock_guard lock{mutex_};
    alive = !abandoned_;
  }
  post_completion(executor_, alive, waiting->handler_, [state = waiting->state_, error](wait_handler handler) {
    const bool cancelled = state->cancelled.load(std::memory_order_acquire);
    std::move(handler)(cancelled ? boost::system::error_code{boost::asio::error::operation_aborted} : error);
  });
}

boost::system::error_code subscription::end_reason() const {
  const std::lock_guard lock{mutex_};
  return end_reason_;
}

std::uint64_t subscription::lost() const {
  const std::lock_guard lock{mutex_};
  return lost_total_;
}

take_result take(subscription& source, event& item) {
  return source.take(item);
}

void async_wait(std::shared_ptr<subscription> source, wait_handler handler) {
  source->async_wait(std::move(handler));
}

}  // namespace ami::detail

namespace ami {

stream_base::stream_base(std::shared_ptr<detail::subscription> source) noexcept : source_{std::move(source)} {}

stream_base& stream_base::operator=(stream_base&& other) noexcept {
  if (this != &other) {
    close();
    source_ = std::move(other.source_);
  }
  return *this;
}

stream_base::~stream_base() {
  close();
}

void stream_base::close() noexcept {
  if (source_) {
    source_->close();
  }
}

boost::system::error_code stream_base::end_reason() const {
  return source_->end_reason();
}

std::uint64_t stream_base::lost() const {
  return source_->lost();
}

}  // namespace ami
