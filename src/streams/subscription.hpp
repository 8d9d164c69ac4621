// The queue between the connection's strand and one consumer.
#pragma once

#include "runtime/context_executor.hpp"
#include "streams/waitable.hpp"

#include <ami/detail/handler.hpp>
#include <ami/event.hpp>
#include <ami/event_stream.hpp>
#include <ami/statistics.hpp>
#include <ami/wire/frame_reader.hpp>

#include <atomic>
#include <bitset>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace ami::detail {

class subscription;

// Whoever reads several streams at once. Told on the connection's strand, without a lock held.
class stream_listener {
public:
  stream_listener(const stream_listener&) = delete;
  stream_listener& operator=(const stream_listener&) = delete;

  // Something can be taken.
  virtual void stream_ready() = 0;
  // Nothing more will come; what is buffered can still be taken. May be told more than once.
  virtual void stream_ended(subscription& which) = 0;

protected:
  stream_listener() = default;
  virtual ~stream_listener() = default;
};

// Three places hold events: `staged_` belongs to the strand, `queue_` is shared and locked, `taken_` belongs to the
// consumer. They change over in batches, so that an event costs no lock of its own.
class subscription final : public waitable, public event_source {
public:
  subscription(std::shared_ptr<const context_executor> context, std::span<const event_filter> filters,
               const subscribe_options& how);
  ~subscription() override;

  // From the strand.
  // Whether a frame is worth being made an event of; of the events of a conditional type accepts() has the last word.
  bool wants(event_type type, const wire::raw_frame& raw) const noexcept {
    const auto index = static_cast<std::size_t>(type);
    return types_.test(index) || (conditional_types_.test(index) && wants_named(type, raw));
  }
  std::bitset<event_type_count> types() const noexcept { return types_ | conditional_types_; }
  // Whether it takes an event that it wants(); when looks_at_events() says that there is more to ask.
  bool accepts(const event& value) const;
  // With the user's code, or in a way that costs: what that has seen other threads may have.
  bool looks_at_events() const noexcept { return looks_at_events_; }
  // What there is no memory for counts as lost.
  void stage(event value) {
    if (staged_.size() == staged_.capacity() || coalesce_key_) [[unlikely]] {
      stage_slowly(std::move(value));
    } else {
      staged_bytes_ += size_of(value);
      staged_.push_back(std::move(value));
    }
  }
  void flush();
  // No more events; what is buffered can still be taken.
  void end(boost::system::error_code reason);
  // The execution context goes away: nothing may be posted to it any more.
  void abandon();

  // From the consumer.
  take_result take(event& item);
  // Gives up what is buffered.
  void close();

  // From anywhere.
  // Ends it; what is buffered can still be taken.
  void retire();
  // Tells `listener` from now on, and at once when there is something already.
  void listen(std::weak_ptr<stream_listener> listener);
  // The connection has nothing more to do with it.
  bool closed() const noexcept { return closed_.load(std::memory_order_acquire); }
  boost::system::error_code end_reason() const;
  std::uint64_t lost() const;
  std::uint64_t coalesced() const;
  subscriber_statistics statistics() const;

private:
  static std::size_t size_of(const event& value) noexcept { return value.frame().bytes().size(); }
  void stage_slowly(event value);
  void put_staged();
  bool wants_named(event_type type, const wire::raw_frame& raw) const noexcept;
  bool meets_condition(const event& value) const noexcept;
  bool take_over_staged();
  void put(event value, std::string* key);
  bool replace_older(const event& value, const std::string& key);
  void drop_oldest();
  bool full(std::size_t bytes) const noexcept;
  void append(event value);
  void append_lost();
  void forget_queue() noexcept;
  bool take_gap(event& item);
  bool ready() const noexcept override;
  void tell(const std::weak_ptr<stream_listener>& listener, bool anything, bool ended);

  const std::function<bool(const event&)> predicate_;
  const std::function<std::string(const event&)> coalesce_key_;
  const std::string name_;
  const std::size_t capacity_;
  const std::size_t max_bytes_;
  const overflow overflow_;
  std::bitset<event_type_count> types_;              // wanted whatever else they are
  std::bitset<event_type_count> conditional_types_;  // wanted when a filter in conditions_ says so
  std::vector<event_filter> conditions_;
  bool looks_at_events_ = false;
  std::vector<event> staged_;
  std::size_t staged_bytes_ = 0;
  std::vector<std::string> staged_keys_;  // when events are coalesced
  std::uint64_t staged_lost_ = 0;         // behind those

  // Guarded by mutex_.
  std::vector<event> queue_;  // from head_ on
  std::size_t head_ = 0;
  std::size_t bytes_ = 0;        // of the frames from head_ on
  std::uint64_t lost_now_ = 0;   // dropped in front of queue_[head_], not reported yet
  std::uint64_t lost_then_ = 0;  // dropped behind the queue's end, not reported yet
  std::uint64_t lost_total_ = 0;
  std::uint64_t coalesced_ = 0;
  event dropped_lost_;  // the last gaps among what was dropped in front; of type unknown when there is none
  event dropped_restored_;
  std::unordered_map<std::string, std::uint64_t> newest_;  // by key: which event in the queue, counted from the first
  std::uint64_t first_ = 0;                                // number of queue_[0]
  std::weak_ptr<stream_listener> listener_;
  boost::system::error_code end_reason_;
  bool ended_ = false;
  std::atomic<bool> closed_{false};

  std::vector<event> taken_;  // what event_source points into
};

// Has the consumer look into its stream again: see waitable::wake().
void wake(event_source& source);

}  // namespace ami::detail
