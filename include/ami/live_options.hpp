// What a live state keeps, and how often it asks the server.
#pragma once

#include <ami/live_values.hpp>
#include <ami/time_span.hpp>

#include <bitset>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

namespace ami {

/// How a live_state is kept. A value with fluent setters.
/// @par Thread safety As any value.
class live_options {
public:
  using duration = std::chrono::milliseconds;

  /// All parts, with the defaults that the setters name.
  live_options() noexcept {}

  /// Keeps a part or leaves it out: then it costs nothing, and its table is empty. Default: all parts are kept.
  live_options& keep(live_part part, bool value = true) & {
    parts_.set(static_cast<std::size_t>(part), value);
    return *this;
  }
  live_options&& keep(live_part part, bool value = true) && { return std::move(keep(part, value)); }
  /// Keeps this part and no other but those that further calls of keep() name.
  live_options& keep_only(live_part part) & {
    parts_.reset();
    return keep(part);
  }
  live_options&& keep_only(live_part part) && { return std::move(keep_only(part)); }
  /// How often the state is compared with the lists of the server; zero for never. Default: every 5 minutes.
  live_options& verify_every(time_span value) & {
    verify_every_ = value;
    return *this;
  }
  live_options&& verify_every(time_span value) && { return std::move(verify_every(value)); }
  /// A comparison that finds differences is repeated after this time, when the events that were on their way have come;
  /// what differs still is repaired. Default: 2 s.
  live_options& confirm_after(time_span value) & {
    confirm_after_ = value;
    return *this;
  }
  live_options&& confirm_after(time_span value) && { return std::move(confirm_after(value)); }
  /// The shortest and the longest pause between two readings of the lists when gaps follow each other; it doubles each
  /// time. A first gap after half a minute of quiet is followed by the lists at once. Default: 1 s, 1 minute.
  live_options& pauses(time_span shortest, time_span longest) & {
    shortest_pause_ = shortest;
    longest_pause_ = longest;
    return *this;
  }
  live_options&& pauses(time_span shortest, time_span longest) && { return std::move(pauses(shortest, longest)); }

  /// True when that part is kept.
  bool keeps(live_part part) const noexcept { return parts_.test(static_cast<std::size_t>(part)); }

  // What was set, or the default.
  duration verify_every() const noexcept { return verify_every_; }
  duration confirm_after() const noexcept { return confirm_after_; }
  duration shortest_pause() const noexcept { return shortest_pause_; }
  duration longest_pause() const noexcept { return longest_pause_; }

private:
  std::bitset<live_part_count> parts_ = std::bitset<live_part_count>{}.set();
  duration verify_every_{std::chrono::minutes{5}};
  duration confirm_after_{std::chrono::seconds{2}};
  duration shortest_pause_{std::chrono::seconds{1}};
  duration longest_pause_{std::chrono::minutes{1}};
};

}  // namespace ami
