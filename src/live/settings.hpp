// How the live state is to be kept.
#pragma once

#include <ami/live_values.hpp>

#include <bitset>
#include <chrono>
#include <optional>

namespace ami::live {

/// What is asked for and how often. The times are limits on what is asked of the server.
/// @par Thread safety As any value.
class settings {
public:
  using duration = std::chrono::milliseconds;

  /// The parts that are kept, by the numbers of live_part.
  std::bitset<live_part_count> parts_ = std::bitset<live_part_count>{}.set();
  /// The longest wait for FullyBooted after a reconnect. Users without class system never see it.
  duration boot_wait_ = std::chrono::seconds{15};
  /// The pause before the next seeding after one that a gap spoiled or followed; it doubles from the first of these to
  /// the second.
  duration least_pause_ = std::chrono::seconds{1};
  duration most_pause_ = std::chrono::minutes{1};
  /// A seeding that held for so long is followed by the next one without a pause.
  duration steady_after_ = std::chrono::seconds{30};
  /// How often a valid part is compared with its lists; nothing for never.
  std::optional<duration> verify_every_ = std::chrono::minutes{5};
  /// When a comparison that found differences is repeated: events that were on their way have come by then.
  duration confirm_after_ = std::chrono::seconds{2};
  /// The shortest time from one list of a part to another that an odd event asks for. It doubles from the first of
  /// these to the second while such lists find nothing.
  duration doubt_pause_ = std::chrono::seconds{5};
  duration most_doubt_pause_ = std::chrono::minutes{5};
  /// When a list is asked for again that failed, or whose module is not loaded.
  duration retry_after_ = std::chrono::minutes{1};
  /// When a list is asked for again to which there is no right.
  duration retry_denied_after_ = std::chrono::hours{1};
};

}  // namespace ami::live
