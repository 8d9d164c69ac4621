// Passes each event to the streams that want it.
#pragma once

#include "runtime/context_executor.hpp"
#include "session/statistics_counters.hpp"
#include "streams/subscription.hpp"

#include <ami/event.hpp>
#include <ami/event_stream.hpp>
#include <ami/event_type.hpp>
#include <ami/statistics.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/system/error_code.hpp>

#include <algorithm>
#include <atomic>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

namespace ami::detail {

// The streams of one connection. Only subscribe() may be called from any thread; all other functions belong to the
// strand, on which new streams are added before the next event.
class event_hub {
public:
  event_hub(std::shared_ptr<const context_executor> context, statistics_counters& counters)
      : context_{std::move(context)}, counters_{counters} {}

  // To be called before anything else. `owner`: is told of room in streams that flush() wants to wait for.
  void owned_by(std::weak_ptr<stream_owner> owner) noexcept { owner_ = std::move(owner); }

  // From any thread.
  std::shared_ptr<subscription> subscribe(std::span<const event_filter> filters, const subscribe_options& options);

  // On the strand. Streams see what is published only after the next flush().
  // Adds streams that subscribe() has made.
  void refresh() {
    if (changed_.load(std::memory_order_acquire)) [[unlikely]] {
      add_new();
    }
  }
  // The types that at least one stream wants, as of the last refresh().
  const std::bitset<event_type_count>& types() const noexcept { return types_; }

  // Publishes an event of the server. For most events that no stream wants the length of their name is enough to know.
  void publish_event(const wire::raw_frame& raw) {
    refresh();
    if ((sizes_ & size_bit(raw.name())) != 0) {
      publish(raw, find_event_type(raw.name()));
    } else {
      counters_.unwanted();
    }
  }
  // Publishes a frame of the server whose type is known; it may be a response.
  void publish(const wire::raw_frame& raw, event_type type);
  // Publishes an event that the library has made, to all streams.
  void publish(const event& value);
  // Publishes to streams that ask for such changes. They see it at once, because the next flush() may be far away.
  void publish_state(const connection_state_changed& change, event::time_point now);
  // Makes what was published visible to the consumers, and removes closed streams. True when one of the consumers
  // should be waited for, as subscription::flush() says.
  bool flush() { return !subscriptions_.empty() && flush_streams(); }
  // Whether a consumer that is waited for has not made room yet.
  bool room_wanted() const;
  // The consumers have been waited for in vain.
  void stop_waiting();
  // Ends all streams; their buffered events can still be taken.
  void end(boost::system::error_code reason);
  // To be called when the execution context is being destroyed: nothing is posted to it any more.
  void abandon();
  void fill(statistics& result);

private:
  static constexpr std::uint64_t size_bit(std::string_view name) noexcept {
    constexpr std::size_t largest = 63;
    return std::uint64_t{1} << std::min(name.size(), largest);
  }
  void add_new();
  void note_types();
  bool flush_streams();
  bool stage_frame(const wire::raw_frame& raw, event_type type);
  void count_gone(const subscription& gone);

  const std::shared_ptr<const context_executor> context_;
  statistics_counters& counters_;
  std::weak_ptr<stream_owner> owner_;
  std::vector<std::shared_ptr<subscription>> subscriptions_;
  std::bitset<event_type_count> types_;  // the union of all streams' types
  std::uint64_t sizes_ = 0;              // a bit for each length of the names of types_

  std::mutex mutex_;
  std::vector<std::shared_ptr<subscription>> new_;  // guarded by mutex_
  std::atomic<bool> changed_{false};
};

}  // namespace ami::detail
