// The events that have a typed view, by name.
#pragma once

#include <ami/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ami {

/// Which typed view an event has.
enum class event_type : std::uint16_t {
  unknown,              ///< No typed view: `events::unknown` gives all of it.
  lagged,               ///< Not from the server: a subscriber was too slow.
  connection_lost,      ///< Not from the server: the connection ended.
  connection_restored,  ///< Not from the server: it is there again.
  bridge_enter,
  bridge_leave,
  contact_status,
  device_state_change,
  dial_begin,
  dial_end,
  fully_booted,
  hangup,
  newchannel,
  newstate,
  originate_response,
  peer_status,
  queue_caller_join,
  queue_caller_leave,
  queue_member_status,
  shutdown,
  user_event,
  var_set,
};

/// The number of values of event_type.
inline constexpr std::size_t event_type_count = static_cast<std::size_t>(event_type::var_set) + 1;

/// The type of the event that the wire calls `name` (any case); `event_type::unknown` when it has no typed view.
AMI_DECL event_type find_event_type(std::string_view name) noexcept;

/// The wire name, for example "Newchannel"; for the types that do not come from the server their C++ name.
AMI_DECL std::string_view to_string(event_type type) noexcept;

}  // namespace ami
