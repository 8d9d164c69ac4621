// Gives each event to the streams that want it.
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

// The streams of one connection. subscribe() works from any thread; all else belongs to the strand, which takes new
// streams over before the next event.
class event_hub {
public:
  event_hub(std::shared_ptr<const context_executor> context, statistics_counters& counters)
      : context_{std::move(context)}, counters_{counters} {}

  // From any thread.
  std::shared_ptr<subscription> subscribe(std::span<const event_filter> filters, const subscribe_options& options);

  // On the strand. The streams see what is published at the next flush().
  // Takes new streams over.
  void refresh() {
    if (changed_.load(std::memory_order_acquire)) [[unlikely]] {
      add_new();
    }
  }
  // The types that any stream wants, as of the last refresh().
  const std::bitset<event_type_count>& types() const noexcept { return types_; }

  // An event of the server. Most events that no stream wants are known by the length of their name alone.
  void publish_event(const wire::raw_frame& raw) {
    refresh();
    if ((sizes_ & size_bit(raw.name())) != 0) {
      publish(raw, find_event_type(raw.name()));
    } else {
      counters_.unwanted();
    }
  }
  // A frame of the server whose type is known, also one that is no event.
  void publish(const wire::raw_frame& raw, event_type type);
  // An event of the library's own, for all streams.
  void publish(const event& value);
  // Only for streams that ask for it. They see it at once: there may be no flush() for a long time.
  void publish_state(const connection_state_changed& change);
  // Hands over what was published, and lets go of streams that were closed.
  void flush();
  // No more events; what is buffered can still be taken.
  void end(boost::system::error_code reason);
  // The execution context goes away: nothing may be posted to it any more.
  void abandon();
  // Adds the streams and what they lost to `result`.
  void fill(statistics& result);

private:
  static constexpr std::uint64_t size_bit(std::string_view name) noexcept {
    constexpr std::size_t largest = 63;
    return std::uint64_t{1} << std::min(name.size(), largest);
  }
  void add_new();
  void note_types();
  bool give(const wire::raw_frame& raw, event_type type);
  void count_gone(const subscription& gone);

  const std::shared_ptr<const context_executor> context_;
  statistics_counters& counters_;
  std::vector<std::shared_ptr<subscription>> subscriptions_;
  std::bitset<event_type_count> types_;  // wanted by any of them
  std::uint64_t sizes_ = 0;              // one bit for each length of such a type's name

  std::mutex mutex_;
  std::vector<std::shared_ptr<subscription>> new_;  // guarded by mutex_
  std::atomic<bool> changed_{false};
};

}  // namespace ami::detail
