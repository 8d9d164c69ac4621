#include "streams/subscription.hpp"

#include "base/memory_reserve.hpp"

#include <ami/error.hpp>

#include <algorithm>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

namespace ami::detail {

namespace {

// Makes a lagged event of `count`, and resets it. `arrived`: of the last of the lost events.
event lag(std::uint64_t& count, event::time_point arrived) {
  event reported = with_memory_reserve([&] { return event{lagged{count}, arrived}; });
  count = 0;
  return reported;
}

}  // namespace

subscription::subscription(std::shared_ptr<const context_executor> context, std::span<const event_filter> filters,
                           const subscribe_options& options)
    : waitable{std::move(context)}, predicate_{options.predicate()}, coalesce_key_{options.coalesce_key()},
      name_{options.name()}, capacity_{options.capacity()}, max_bytes_{options.max_bytes()}, overflow_{
                                                                                                 options.when_full()} {
  if (filters.empty()) {
    types_.set();
    types_.reset(static_cast<std::size_t>(event_type::connection_state_changed));
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
  runs_user_code_ = predicate_ || coalesce_key_ || !conditions_.empty();
}

subscription::~subscription() = default;

// Reads the reader's buffer, so that a frame that no stream wants is never copied.
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
  if (!predicate_ || value.is_gap() || value.type() == event_type::connection_state_changed) {
    return true;
  }
  try {
    return predicate_(value);
  } catch (...) {
    return true;
  }
}

bool subscription::full(std::size_t bytes) const noexcept {
  const std::size_t count = queue_.size() - head_;
  // A single event always fits, however large it is.
  return count >= capacity_ || (count != 0 && bytes_ + bytes > max_bytes_);
}

void subscription::append(event value) {
  const std::size_t bytes = size_of(value);
  with_memory_reserve([&] { queue_.push_back(std::move(value)); });
  bytes_ += bytes;
}

// Appends a lagged event for the events dropped at the queue's end.
void subscription::append_lost() {
  if (std::uint64_t count = lost_at_end_; count != 0) {
    append(lag(count, lost_at_end_until_));
    lost_at_end_ = 0;
  }
}

// Events are counted, gaps are kept: the last connection_lost and connection_restored stand for all that were dropped.
void subscription::drop_oldest() {
  event oldest = std::exchange(queue_[head_++], event{});
  bytes_ -= size_of(oldest);
  if (oldest.is<connection_lost>()) {
    dropped_lost_ = std::move(oldest);
    dropped_restored_ = event{};
  } else if (oldest.is<connection_restored>()) {
    dropped_restored_ = std::move(oldest);
  } else {
    const std::uint64_t count = oldest.is<lagged>() ? oldest.get_if<lagged>()->count() : 1;
    lost_in_front_ += count;
    lost_in_front_until_ = oldest.arrived();
    lost_total_ += oldest.is<lagged>() ? 0 : 1;
  }
  if (head_ >= capacity_ && head_ * 2 >= queue_.size()) {
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(head_));
    first_ += head_;
    head_ = 0;
  }
}

// Replaces an older event of the same key that still waits. False when there is none.
bool subscription::replace_older(const event& value, const std::string& key) {
  const auto found = newest_.find(key);
  if (found == newest_.end() || found->second < first_ + head_) {
    return false;
  }
  event& older = queue_[found->second - first_];
  bytes_ += size_of(value);
  bytes_ -= size_of(older);
  older = value;
  ++coalesced_;
  return true;
}

// To be called with the lock held.
void subscription::put(event value, std::string* key) {
  if (key != nullptr && replace_older(value, *key)) {
    return;
  }
  if (value.is_gap()) {
    append_lost();
    append(std::move(value));
    // Bounds the number of gaps too, for a link that fails again and again while nobody reads.
    while (queue_.size() - head_ > 2 * capacity_ + 8) {
      drop_oldest();
    }
    return;
  }
  const std::size_t bytes = size_of(value);
  if (full(bytes)) {
    switch (overflow_) {
    case overflow::drop_oldest:
      while (full(bytes) && head_ != queue_.size()) {
        drop_oldest();
      }
      break;
    case overflow::drop_newest:
      ++lost_at_end_;
      ++lost_total_;
      lost_at_end_until_ = value.arrived();
      return;
    case overflow::close:
      if (!ended_) {
        ended_ = true;
        end_reason_ = errc::stream_overflowed;
      }
      ++lost_total_;
      return;
    }
  }
  append_lost();
  append(std::move(value));
  if (key != nullptr) {
    if (newest_.size() > 2 * capacity_ + 8) {
      std::erase_if(newest_, [&](const auto& entry) { return entry.second < first_ + head_; });
    }
    try {
      newest_.insert_or_assign(std::move(*key), first_ + queue_.size() - 1);
    } catch (const std::bad_alloc&) {
      return;  // the next event of that key does not replace this one
    }
  }
}

// Calls the user's key function here, where no lock is held.
void subscription::stage_slow(event value) {
  if (staged_lost_ != 0) {
    ++staged_lost_;  // keeps the order: nothing may follow before the lost events have been reported
    return;
  }
  try {
    if (coalesce_key_) {
      std::string key;
      try {
        key = value.is_gap() ? std::string{} : coalesce_key_(value);
      } catch (...) {
        key.clear();
      }
      with_memory_reserve([&] { staged_keys_.push_back(std::move(key)); });
    }
    const std::size_t bytes = size_of(value);
    with_memory_reserve([&] { staged_.push_back(std::move(value)); });
    staged_bytes_ += bytes;
  } catch (const std::bad_alloc&) {
    ++staged_lost_;
  }
}

// When the queue is empty and everything fits, the two vectors are swapped.
bool subscription::swap_in_staged() {
  if (coalesce_key_ || staged_lost_ != 0 || ended_ || lost_at_end_ != 0 || head_ != queue_.size() ||
      staged_.size() > capacity_ || staged_bytes_ > max_bytes_) {
    return false;
  }
  queue_.clear();
  queue_.swap(staged_);
  first_ += head_;
  head_ = 0;
  bytes_ = staged_bytes_;
  return true;
}

// To be called with the lock held. An event for which there is no memory counts as lost, and so do those behind it.
void subscription::put_staged() {
  std::uint64_t lost = 0;
  event::time_point arrived;
  for (std::size_t i = 0; i < staged_.size(); ++i) {
    arrived = staged_[i].arrived();
    // The stream ended by an overflow: the events behind it are lost as well.
    if (ended_) {
      lost_total_ += staged_[i].is_gap() ? 0 : 1;
      continue;
    }
    bool kept = lost == 0;
    try {
      if (kept) {
        put(std::move(staged_[i]), staged_keys_.empty() || staged_keys_[i].empty() ? nullptr : &staged_keys_[i]);
      }
    } catch (const std::bad_alloc&) {
      kept = false;
    }
    lost += kept ? 0 : 1;
  }
  lost += staged_lost_;
  if (lost != 0) {
    // The events for which there was no memory came with the others of the batch.
    lost_at_end_until_ = arrived;
  }
  lost_at_end_ += lost;
  lost_total_ += lost;
}

// To be called with the lock held.
bool subscription::ask_for_room() noexcept {
  const bool asks = !ended_ && !behind_ &&
                    ((queue_.size() - head_) * 2 > capacity_ || (head_ != queue_.size() && bytes_ > max_bytes_ / 2));
  room_wanted_ = room_wanted_ || asks;
  return asks;
}

// To be called without the lock, when room_wanted_ was set.
void subscription::tell_of_room() {
  if (const auto owner = owner_.lock()) {
    owner->room_made();
  }
}

void subscription::stop_waiting() {
  const std::lock_guard lock{mutex_};
  if (std::exchange(room_wanted_, false)) {
    constexpr unsigned most = 10;
    behind_ = true;
    takes_left_ = 1U << in_vain_;
    in_vain_ = std::min(in_vain_ + 1, most);
  }
}

bool subscription::room_wanted() const {
  const std::lock_guard lock{mutex_};
  return room_wanted_;
}

bool subscription::flush() {
  if (staged_.empty() && staged_lost_ == 0) {
    return false;
  }
  std::unique_ptr<waiter> waiting;
  std::weak_ptr<stream_listener> listener;
  bool ended = false;
  bool wait = false;
  {
    const std::lock_guard lock{mutex_};
    if (!closed() && !swap_in_staged()) {
      put_staged();
    }
    if (!closed()) {
      waiting = take_waiter();
      listener = listener_;
      ended = ended_;
      wait = ask_for_room();
    }
  }
  staged_.clear();
  staged_bytes_ = 0;
  staged_keys_.clear();
  staged_lost_ = 0;
  complete(std::move(waiting), {});
  notify(listener, true, ended);
  return wait;
}

void subscription::end(boost::system::error_code reason) {
  flush();
  std::unique_ptr<waiter> waiting;
  std::weak_ptr<stream_listener> listener;
  {
    const std::lock_guard lock{mutex_};
    if (!ended_) {
      ended_ = true;
      end_reason_ = reason;
    }
    room_wanted_ = false;
    waiting = take_waiter();
    listener = listener_;
  }
  complete(std::move(waiting), {});
  notify(listener, true, true);
}

void subscription::retire() {
  std::unique_ptr<waiter> waiting;
  bool room_made = false;
  {
    const std::lock_guard lock{mutex_};
    closed_.store(true, std::memory_order_release);
    if (!ended_) {
      ended_ = true;
      end_reason_ = errc::disconnected;
    }
    waiting = take_waiter();
    room_made = std::exchange(room_wanted_, false);
  }
  complete(std::move(waiting), {});
  if (room_made) {
    tell_of_room();
  }
}

void subscription::abandon() {
  end(errc::disconnected);
}

void subscription::clear_queue() noexcept {
  queue_.clear();
  first_ = 0;
  head_ = 0;
  bytes_ = 0;
  newest_.clear();
}

void subscription::close() {
  std::unique_ptr<waiter> waiting;
  bool room_made = false;
  {
    const std::lock_guard lock{mutex_};
    closed_.store(true, std::memory_order_release);
    discarded_.store(true, std::memory_order_release);
    if (!ended_) {
      ended_ = true;
      end_reason_ = errc::disconnected;
    }
    clear_queue();
    lost_in_front_ = 0;
    lost_at_end_ = 0;
    dropped_lost_ = event{};
    dropped_restored_ = event{};
    waiting = take_waiter();
    room_made = std::exchange(room_wanted_, false);
  }
  complete(std::move(waiting), {});
  if (room_made) {
    tell_of_room();
  }
}

// To be called with the lock held: takes what has to be reported before the queue's first event.
bool subscription::take_gap(event& item) {
  if (lost_in_front_ != 0) {
    item = lag(lost_in_front_, lost_in_front_until_);
    return true;
  }
  for (event* const gap : {&dropped_lost_, &dropped_restored_}) {
    if (gap->is_gap()) {
      item = std::exchange(*gap, event{});
      return true;
    }
  }
  return false;
}

take_result subscription::take(event& item) {
  event* next = next_taken();
  if (next == nullptr) {
    taken_.clear();
    next_taken_ = nullptr;
    end_of_taken_ = nullptr;
    std::unique_lock lock{mutex_};
    if (take_gap(item)) {
      return take_result::item;
    }
    if (head_ == queue_.size()) {
      clear_queue();
      if (lost_at_end_ != 0) {
        item = lag(lost_at_end_, lost_at_end_until_);
        return take_result::item;
      }
      return ended_ ? take_result::ended : take_result::empty;
    }
    std::swap(taken_, queue_);
    next = taken_.data() + head_;
    next_taken_ = next + 1;
    end_of_taken_ = taken_.data() + taken_.size();
    clear_queue();
    if (behind_ && --takes_left_ == 0) {
      behind_ = false;
    }
    if (std::exchange(room_wanted_, false)) [[unlikely]] {
      in_vain_ = 0;
      lock.unlock();
      tell_of_room();
    }
  }
  item = std::move(*next);
  return take_result::item;
}

bool subscription::ready() const noexcept {
  return head_ != queue_.size() || lost_in_front_ != 0 || lost_at_end_ != 0 || next_taken_ != end_of_taken_ ||
         dropped_lost_.is_gap() || dropped_restored_.is_gap() || ended_;
}

void subscription::listen(std::weak_ptr<stream_listener> listener) {
  bool anything = false;
  bool ended = false;
  {
    const std::lock_guard lock{mutex_};
    listener_ = listener;
    anything = ready();
    ended = ended_;
  }
  notify(listener, anything, ended);
}

// To be called without the lock.
void subscription::notify(const std::weak_ptr<stream_listener>& listener, bool anything, bool ended) {
  if (!anything) {
    return;
  }
  if (const auto alive = listener.lock()) {
    if (ended) {
      alive->stream_ended(*this);
    } else {
      alive->stream_ready();
    }
  }
}

boost::system::error_code subscription::end_reason() const {
  const std::lock_guard lock{mutex_};
  return end_reason_;
}

std::uint64_t subscription::lost() const {
  const std::lock_guard lock{mutex_};
  return lost_total_;
}

subscriber_statistics subscription::statistics() const {
  subscriber_statistics result;
  result.name = name_;
  result.capacity = capacity_;
  const std::lock_guard lock{mutex_};
  result.queued = queue_.size() - head_;
  result.lost = lost_total_;
  result.coalesced = coalesced_;
  return result;
}

std::size_t subscription::buffered() const {
  if (discarded_.load(std::memory_order_acquire)) {
    return 0;
  }
  const std::lock_guard lock{mutex_};
  const auto gaps = static_cast<std::size_t>(lost_in_front_ != 0) + static_cast<std::size_t>(lost_at_end_ != 0) +
                    static_cast<std::size_t>(dropped_lost_.is_gap()) +
                    static_cast<std::size_t>(dropped_restored_.is_gap());
  return static_cast<std::size_t>(end_of_taken_ - next_taken_) + queue_.size() - head_ + gaps;
}

std::uint64_t subscription::coalesced() const {
  const std::lock_guard lock{mutex_};
  return coalesced_;
}

namespace {

// subscription is the only class derived from event_source.
subscription& as_subscription(event_source& source) noexcept {
  return static_cast<subscription&>(source);
}

const subscription& as_subscription(const event_source& source) noexcept {
  return static_cast<const subscription&>(source);
}

}  // namespace

take_result take(event_source& source, event& item) {
  return as_subscription(source).take(item);
}

void async_wait(std::shared_ptr<event_source> source, wait_handler handler) {
  as_subscription(*source).async_wait(std::move(handler));
}

void wake(event_source& source) {
  as_subscription(source).wake();
}

void close_source(event_source& source) noexcept {
  as_subscription(source).close();
}

boost::system::error_code end_reason_of(const event_source& source) {
  return as_subscription(source).end_reason();
}

std::uint64_t lost_by(const event_source& source) {
  return as_subscription(source).lost();
}

std::size_t buffered_by(const event_source& source) {
  return as_subscription(source).buffered();
}

std::uint64_t coalesced_by(const event_source& source) {
  return as_subscription(source).coalesced();
}

}  // namespace ami::detail
