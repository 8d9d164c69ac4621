#include "cluster/merged_stream.hpp"

#include "connection/connection.hpp"

#include <ami/error.hpp>

#include <algorithm>
#include <utility>

namespace ami::detail {

namespace {

// How many events of a server are taken before those of the next: few enough to be fair, enough to keep the locks few.
constexpr std::size_t turn = 16;

}  // namespace

class merged_stream::lane final : public stream_listener, public std::enable_shared_from_this<lane> {
public:
  lane(std::weak_ptr<merged_stream> owner, std::shared_ptr<const std::string> name,
       const std::shared_ptr<connection>& server)
      : owner_{std::move(owner)}, name_{std::move(name)}, server_{server} {}

  void stream_ready() override {
    if (const auto owner = owner_.lock()) {
      owner->lane_ready(shared_from_this());
    }
  }

  void stream_ended(subscription& which) override {
    if (const auto owner = owner_.lock()) {
      owner->source_ended(shared_from_this(), which);
    }
  }

  const std::weak_ptr<merged_stream> owner_;
  const std::shared_ptr<const std::string> name_;
  const std::weak_ptr<connection> server_;

  // Guarded by the owner's mutex.
  std::atomic<bool> queued_{false};                    // is among those that are ready; read without the mutex too
  std::deque<std::shared_ptr<subscription>> sources_;  // the first is read, the last is fed
  bool leaving_ = false;
  bool renewing_ = false;
};

merged_stream::merged_stream(std::shared_ptr<const context_executor> context, std::span<const event_filter> filters,
                             subscribe_options settings)
    : waitable{context}, context_{std::move(context)}, filters_{filters.begin(), filters.end()}, settings_{std::move(
                                                                                                     settings)} {}

merged_stream::~merged_stream() = default;

bool merged_stream::ready() const noexcept {
  return !ready_.empty() || current_ != nullptr || ended_;
}

std::shared_ptr<subscription> merged_stream::subscribe_to(connection& server) const {
  return server.subscribe(filters_, settings_);
}

// ---- The servers

void merged_stream::add(std::shared_ptr<const std::string> name, const std::shared_ptr<connection>& server) {
  {
    const std::lock_guard lock{mutex_};
    if (ended_ || finishing_) {
      return;
    }
  }
  auto added =
      std::make_shared<lane>(std::static_pointer_cast<merged_stream>(shared_from_this()), std::move(name), server);
  const auto source = subscribe_to(*server);
  added->sources_.push_back(source);
  bool late = false;
  {
    const std::lock_guard lock{mutex_};
    late = ended_;
    if (!late) {
      lanes_.push_back(added);
    }
  }
  if (late) {
    source->close();
  } else {
    source->listen(added);
  }
}

void merged_stream::remove(std::string_view name) {
  std::vector<std::shared_ptr<lane>> leaving;
  {
    const std::lock_guard lock{mutex_};
    std::ranges::copy_if(lanes_, std::back_inserter(leaving),
                         [&](const auto& joined) { return !joined->leaving_ && *joined->name_ == name; });
  }
  retire(leaving);
}

// What is buffered remains; the consumer finds the end of each behind it.
void merged_stream::retire(const std::vector<std::shared_ptr<lane>>& lanes) {
  std::vector<std::shared_ptr<subscription>> sources;
  {
    const std::lock_guard lock{mutex_};
    for (const auto& joined : lanes) {
      joined->leaving_ = true;
      sources.insert(sources.end(), joined->sources_.begin(), joined->sources_.end());
    }
  }
  for (const auto& source : sources) {
    source->retire();
  }
  for (const auto& joined : lanes) {
    lane_ready(joined);
  }
}

void merged_stream::lane_ready(std::shared_ptr<lane> which) {
  // The consumer takes it back before it looks into the queue, whose own lock orders the two.
  if (which->queued_.load(std::memory_order_acquire)) {
    return;
  }
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (!which->queued_.load(std::memory_order_relaxed) && !closed_.load(std::memory_order_relaxed)) {
      which->queued_.store(true, std::memory_order_release);
      ready_.push_back(std::move(which));
    }
    waiting = take_waiter();
  }
  complete(std::move(waiting), {});
}

// A connection that is not made again by itself ended. The next one's events are to be seen from its beginning, so the
// new queue is there before the old one's end is known to anybody.
void merged_stream::source_ended(const std::shared_ptr<lane>& which, const subscription& source) {
  std::shared_ptr<connection> server;
  const bool overflowed = source.end_reason() == errc::stream_overflowed;
  {
    const std::lock_guard lock{mutex_};
    if (!overflowed && !finishing_ && !ended_ && !which->leaving_ && !which->renewing_ &&
        // Empty: the consumer was quicker.
        (which->sources_.empty() || which->sources_.back().get() == &source)) {
      server = which->server_.lock();
      which->renewing_ = server != nullptr;
    }
  }
  if (server != nullptr) {
    const auto fresh = subscribe_to(*server);
    bool wanted = !fresh->end_reason();  // ended already: its execution context is gone
    {
      const std::lock_guard lock{mutex_};
      which->renewing_ = false;
      wanted = wanted && !finishing_ && !ended_ && !which->leaving_;
      if (wanted) {
        which->sources_.push_back(fresh);
      }
    }
    if (wanted) {
      fresh->listen(which);
    } else {
      fresh->close();
    }
  }
  lane_ready(which);
}

// ---- The end

void merged_stream::finish() {
  const std::lock_guard lock{mutex_};
  finishing_ = true;
}

void merged_stream::end(boost::system::error_code reason) {
  std::vector<std::shared_ptr<lane>> lanes;
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (ended_) {
      return;
    }
    finishing_ = true;
    lanes = lanes_;
  }
  // First: what is ready when ended_ is set is all that there will be.
  retire(lanes);
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

void merged_stream::close() {
  std::vector<std::shared_ptr<lane>> lanes;
  std::vector<std::shared_ptr<subscription>> sources;
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (closed_.exchange(true, std::memory_order_acq_rel)) {
      return;
    }
    finishing_ = true;
    if (!ended_) {
      ended_ = true;
      end_reason_ = errc::disconnected;
    }
    lanes.swap(lanes_);
    for (const auto& joined : lanes) {
      joined->leaving_ = true;
      for (const auto& source : joined->sources_) {
        lost_before_ += source->lost();
        coalesced_before_ += source->coalesced();
        sources.push_back(source);
      }
    }
    ready_.clear();
    waiting = take_waiter();
  }
  for (const auto& source : sources) {
    source->close();
  }
  complete(std::move(waiting), {});
}

boost::system::error_code merged_stream::end_reason() const {
  const std::lock_guard lock{mutex_};
  return end_reason_;
}

std::uint64_t merged_stream::lost() const {
  const std::lock_guard lock{mutex_};
  std::uint64_t sum = lost_before_;
  for (const auto& joined : lanes_) {
    for (const auto& source : joined->sources_) {
      sum += source->lost();
    }
  }
  return sum;
}

std::uint64_t merged_stream::coalesced() const {
  const std::lock_guard lock{mutex_};
  std::uint64_t sum = coalesced_before_;
  for (const auto& joined : lanes_) {
    for (const auto& source : joined->sources_) {
      sum += source->coalesced();
    }
  }
  return sum;
}

// ---- The consumer

std::size_t merged_stream::buffered() const {
  if (closed_.load(std::memory_order_acquire)) {
    return 0;
  }
  const std::lock_guard lock{mutex_};
  std::size_t sum = 0;
  for (const auto& joined : lanes_) {
    for (const auto& source : joined->sources_) {
      sum += source->buffered();
    }
  }
  return sum;
}

bool merged_stream::begin_next_lane() {
  const std::lock_guard lock{mutex_};
  while (!ready_.empty()) {
    auto next = std::move(ready_.front());
    ready_.pop_front();
    // From here on what arrives puts it among the ready ones again.
    next->queued_.store(false, std::memory_order_release);
    if (!next->sources_.empty()) {
      current_source_ = next->sources_.front();
      current_ = std::move(next);
      turn_left_ = turn;
      return true;
    }
    if (next->leaving_) {
      std::erase(lanes_, next);
    }
  }
  return false;
}

// All of the current queue was taken.
void merged_stream::current_ended() {
  bool overflowed = false;
  {
    const std::lock_guard lock{mutex_};
    overflowed = current_source_->end_reason() == errc::stream_overflowed;
    if (closed_.load(std::memory_order_acquire)) {
      current_source_.reset();
    } else {
      lost_before_ += current_source_->lost();
      coalesced_before_ += current_source_->coalesced();
      current_->sources_.pop_front();
      current_source_ = current_->sources_.empty() ? nullptr : current_->sources_.front();
      if (current_source_ == nullptr && current_->leaving_) {
        std::erase(lanes_, current_);
      }
    }
  }
  if (current_source_ == nullptr) {
    current_.reset();
  }
  if (overflowed) {
    end(errc::stream_overflowed);
  }
}

take_result merged_stream::take(event& item, std::shared_ptr<const std::string>& server) {
  for (;;) {
    if (closed_.load(std::memory_order_acquire)) {
      current_.reset();
      current_source_.reset();
      return take_result::ended;
    }
    if (current_ == nullptr && !begin_next_lane()) {
      const std::lock_guard lock{mutex_};
      // Whatever became ready in between.
      if (!ready_.empty()) {
        continue;
      }
      return ended_ ? take_result::ended : take_result::empty;
    }
    switch (current_source_->take(item)) {
    case take_result::item:
      server = current_->name_;
      if (--turn_left_ == 0) {
        auto behind = std::move(current_);
        current_source_.reset();
        lane_ready(std::move(behind));
      }
      return take_result::item;
    case take_result::empty:
      current_.reset();
      current_source_.reset();
      break;
    case take_result::ended: current_ended(); break;
    }
  }
}

take_result take(merged_stream& source, event& item, std::shared_ptr<const std::string>& server) {
  return source.take(item, server);
}

void async_wait(std::shared_ptr<merged_stream> source, wait_handler handler) {
  source->async_wait(std::move(handler));
}

void close_source(merged_stream& source) noexcept {
  source.close();
}

boost::system::error_code end_reason_of(const merged_stream& source) {
  return source.end_reason();
}

std::size_t buffered_by(const merged_stream& source) {
  return source.buffered();
}

std::uint64_t lost_by(const merged_stream& source) {
  return source.lost();
}

std::uint64_t coalesced_by(const merged_stream& source) {
  return source.coalesced();
}

}  // namespace ami::detail
