// Small values of the live state: its parts, whether each can be relied on, and how exact a time is.
//
//     const auto& queues = now.state(ami::live_part::queues);
//     if (!queues.valid()) { show_warning(queues.text()); }                        // "lost 12 events"
#pragma once

#include <ami/config.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami {

namespace live {
class part_states;
}

/// A time in the live state: that of a steady clock, so that durations are right when somebody sets the time of the
/// computer.
using live_time = std::chrono::steady_clock::time_point;

/// What the live state is made of. Each part is listed by its own actions, and is valid or not for itself.
enum class live_part : std::uint8_t {
  channels,     ///< Channels, bridges and calls: CoreShowChannels and BridgeList, events of class call.
  queues,       ///< Queues with their callers and members: QueueStatus, events of class agent.
  devices,      ///< States of devices: DeviceStateList, events of class call.
  endpoints,    ///< Endpoints of PJSIP: PJSIPShowEndpoints, events of classes call and system.
  parking,      ///< Parking lots and parked calls: Parkinglots and ParkedCalls, events of class call.
  conferences,  ///< Conferences of ConfBridge: ConfbridgeListRooms and ConfbridgeList, events of class call.
};

/// The number of parts.
inline constexpr std::size_t live_part_count = 6;

/// All parts, for a loop.
inline constexpr std::array<live_part, live_part_count> live_parts{live_part::channels, live_part::queues,
                                                                   live_part::devices,  live_part::endpoints,
                                                                   live_part::parking,  live_part::conferences};

/// The enumerator's name: "channels".
AMI_DECL std::string_view to_string(live_part value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, live_part value);

/// Whether a part can be relied on, and why not.
enum class live_validity : std::uint8_t {
  valid,            ///< It is what the server has, but for events that are on their way.
  never_seeded,     ///< No list has been read yet.
  seeding,          ///< Its lists are being read.
  events_lost,      ///< Events are missing since the last list.
  connection_lost,  ///< There is no connection, or a new one whose lists have not been read.
  no_right,         ///< This user has no right to it: the server refuses the list, or its events do not come.
  not_loaded,       ///< The server does not know the action: its module is not loaded.
  list_failed,      ///< The list was refused for another reason, or did not come to its end.
  left_out,         ///< This part was not asked for.
};

/// The enumerator's name with blanks: "never seeded".
AMI_DECL std::string_view to_string(live_validity value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, live_validity value);

/// How one part of the live state is.
/// @par Thread safety As any value.
class AMI_DECL live_part_state {
public:
  live_part_state() = default;

  /// True when the part can be relied on.
  bool valid() const noexcept { return validity_ == live_validity::valid; }
  /// Whether it can be relied on, or why not.
  live_validity validity() const noexcept { return validity_; }
  /// The same for people, with the number of events that were lost or the server's words: "lost 12 events".
  std::string text() const;
  /// How many events are known to be missing since the part was valid; 0 when nobody knows.
  std::uint64_t events_lost() const noexcept { return events_lost_; }
  /// When the part was last compared with the server's lists, or read from them; nothing when it never was.
  std::optional<live_time> last_verified() const noexcept { return last_verified_; }

private:
  friend class live::part_states;

  std::string detail_;  // the server's words
  std::uint64_t events_lost_ = 0;
  std::optional<live_time> last_verified_;
  live_validity validity_ = live_validity::never_seeded;
};

/// When something began, and how exactly that is known.
/// @par Thread safety As any value.
class AMI_DECL live_since {
public:
  /// The epoch of the clock; only for containers.
  live_since() = default;
  /// @param time when it began.
  /// @param exact true for the arrival of an event, false for a time that was reckoned from whole seconds.
  live_since(live_time time, bool exact) noexcept : time_{time}, exact_{exact} {}

  /// When it began: the arrival of the event that told it, or a list's arrival less the seconds that the list gave.
  live_time time() const noexcept { return time_; }
  /// True when an event told it; false when a list did, which gives whole seconds: the real time is up to a second
  /// earlier.
  bool exact() const noexcept { return exact_; }
  /// How long ago that was.
  std::chrono::nanoseconds elapsed(live_time now = std::chrono::steady_clock::now()) const noexcept {
    return now - time_;
  }
  /// The same as a time of day. It is reckoned from both clocks as they are now.
  std::chrono::system_clock::time_point wall_clock() const {
    return std::chrono::system_clock::now() -
           std::chrono::duration_cast<std::chrono::system_clock::duration>(elapsed());
  }

  friend bool operator==(const live_since& a, const live_since& b) noexcept {
    return a.time_ == b.time_ && a.exact_ == b.exact_;
  }

private:
  live_time time_;
  bool exact_ = false;
};

}  // namespace ami
