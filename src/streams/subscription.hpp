// The queue between the connection's strand and one consumer.
#pragma once

#include "runtime/context_executor.hpp"
#include "streams/waitable.hpp"

#include <ami/config.hpp>
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

// A reader of several streams at once. It is called on the connection's strand, without a lock held.
class stream_listener {
public:
  stream_listener(const stream_listener&) = delete;
  stream_listener& operator=(const stream_listener&) = delete;

  // An item can be taken.
  virtual void stream_ready() = 0;
  // The stream has ended; its buffered items can still be taken. May be called more than once.
  virtual void stream_ended(subscription& which) = 0;

protected:
  stream_listener() = default;
  virtual ~stream_listener() = default;
};

// The connection that fills a stream.
class stream_owner {
public:
  stream_owner(const stream_owner&) = delete;
  stream_owner& operator=(const stream_owner&) = delete;

  // A consumer has made the room that flush() said was missing. From any thread.
  virtual void room_made() noexcept = 0;

protected:
  stream_owner() = default;
  ~stream_owner() = default;
};

// An event passes three places: `staged_`, which belongs to the strand, `queue_`, which is shared and locked, and
// `taken_`, which belongs to the consumer. Events move on in batches, so that none costs a lock of its own.
class subscription final : public waitable, public event_source {
public:
  subscription(std::shared_ptr<const context_executor> context, std::span<const event_filter> filters,
               const subscribe_options& options);
  ~subscription() override;

  // To be called before anything else.
  void owned_by(std::weak_ptr<stream_owner> owner) noexcept { owner_ = std::move(owner); }

  // From the strand:
  // Whether a frame is worth making an event of. For a type with conditions accepts() decides in the end.
  bool wants(event_type type, const wire::raw_frame& raw) const noexcept {
    const auto index = static_cast<std::size_t>(type);
    return types_.test(index) || (conditional_types_.test(index) && wants_named(type, raw));
  }
  std::bitset<event_type_count> types() const noexcept { return types_ | conditional_types_; }
  // Whether the stream takes an event that it wants(). To be asked when runs_user_code().
  bool accepts(const event& value) const;
  // True when accepts() or stage() call a predicate, key or matches(): another thread may then hold the frame.
  bool runs_user_code() const noexcept { return runs_user_code_; }
  // An event for which there is no memory counts as lost.
  void stage(event value) {
    if (staged_.size() == staged_.capacity() || coalesce_key_) [[unlikely]] {
      stage_slow(std::move(value));
    } else {
      staged_bytes_ += size_of(value);
      staged_.push_back(std::move(value));
    }
  }
  // Makes what was staged visible to the consumer. True when the queue is more than half full: then it is worth waiting
  // a moment for the consumer, and its owner is told when it has taken what there is.
  bool flush();
  // Whether flush() has said so, and the consumer has not taken anything since.
  bool room_wanted() const;
  // The consumer has been waited for in vain: flush() says no more that it is worth waiting until the consumer has
  // taken something; after the second time in a row twice, after the third four times, so that a consumer that is
  // always late costs the others next to nothing.
  void stop_waiting();
  // Ends the stream; buffered events can still be taken.
  void end(boost::system::error_code reason);
  // To be called when the execution context is being destroyed: nothing is posted to it any more.
  void abandon();

  // From the consumer:
  AMI_DECL take_result take(event& item);
  // Ends the stream and drops what is buffered.
  AMI_DECL void close();

  // From any thread:
  // Ends the stream; buffered events can still be taken.
  void retire();
  // Sets the listener, and calls it at once when an item can be taken already.
  AMI_DECL void listen(std::weak_ptr<stream_listener> listener);
  // True when the connection is to forget this stream.
  bool closed() const noexcept { return closed_.load(std::memory_order_acquire); }
  AMI_DECL boost::system::error_code end_reason() const;
  std::uint64_t lost() const;
  std::uint64_t coalesced() const;
  // How many events take() gives until it finds nothing. From the consumer.
  std::size_t buffered() const;
  subscriber_statistics statistics() const;

private:
  static std::size_t size_of(const event& value) noexcept { return value.frame().bytes().size(); }
  void stage_slow(event value);
  void put_staged();
  bool wants_named(event_type type, const wire::raw_frame& raw) const noexcept;
  bool meets_condition(const event& value) const noexcept;
  bool swap_in_staged();
  bool ask_for_room() noexcept;
  void tell_of_room();
  void put(event value, std::string* key);
  bool replace_older(const event& value, const std::string& key);
  void drop_oldest();
  bool full(std::size_t bytes) const noexcept;
  void append(event value);
  void append_lost();
  void clear_queue() noexcept;
  bool take_gap(event& item);
  bool ready() const noexcept override;
  void notify(const std::weak_ptr<stream_listener>& listener, bool anything, bool ended);

  const std::function<bool(const event&)> predicate_;
  const std::function<std::string(const event&)> coalesce_key_;
  const std::string name_;
  const std::size_t capacity_;
  const std::size_t max_bytes_;
  const overflow overflow_;
  std::weak_ptr<stream_owner> owner_;
  std::bitset<event_type_count> types_;              // wanted without a condition
  std::bitset<event_type_count> conditional_types_;  // wanted when a filter in conditions_ matches
  std::vector<event_filter> conditions_;
  bool runs_user_code_ = false;
  std::vector<event> staged_;
  std::size_t staged_bytes_ = 0;
  std::vector<std::string> staged_keys_;  // parallel to staged_, when events are coalesced
  std::uint64_t staged_lost_ = 0;         // lost behind the events of staged_

  // Guarded by mutex_.
  std::vector<event> queue_;  // the first head_ of them are gone
  std::size_t head_ = 0;
  std::size_t bytes_ = 0;                  // of the events in the queue
  std::uint64_t lost_in_front_ = 0;        // dropped in front of queue_[head_], not reported yet
  std::uint64_t lost_at_end_ = 0;          // dropped behind the queue's end, not reported yet
  event::time_point lost_in_front_until_;  // when the last of these arrived
  event::time_point lost_at_end_until_;
  std::uint64_t lost_total_ = 0;
  std::uint64_t coalesced_ = 0;
  event dropped_lost_;  // the last gaps among the events dropped in front; of type unknown when there is none
  event dropped_restored_;
  std::unordered_map<std::string, std::uint64_t> newest_;  // by key: the number of the newest event in the queue
  std::uint64_t first_ = 0;                                // the number of queue_[0]
  std::weak_ptr<stream_listener> listener_;
  boost::system::error_code end_reason_;
  bool ended_ = false;
  bool room_wanted_ = false;  // the owner waits for room_made()
  bool behind_ = false;       // the consumer was waited for in vain
  unsigned in_vain_ = 0;      // how often in a row
  unsigned takes_left_ = 0;   // how often it has to take something before it is waited for again
  std::atomic<bool> closed_{false};

  std::vector<event> taken_;  // event_source has pointers into it
};

// Makes the consumer look at its stream again: see waitable::wake().
void wake(event_source& source);

}  // namespace ami::detail
