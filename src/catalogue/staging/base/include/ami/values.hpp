// Values that headers carry, as types.
#pragma once

#include <ami/config.hpp>

#include <iosfwd>
#include <optional>
#include <string_view>

namespace ami {

/// State of a channel, as the number in `ChannelState`. Source: Asterisk's channel states.
enum class channel_state {
  down,
  reserved,
  off_hook,
  dialing,
  ring,     ///< The channel calls somebody.
  ringing,  ///< The far end rings.
  up,
  busy,
  dialing_off_hook,
  pre_ring,
  unknown,
};

/// State of a device, as the number in a queue member's `Status` and in upper case in `DeviceStateChange`.
enum class device_state {
  unknown,
  not_in_use,
  in_use,
  busy,
  invalid,
  unavailable,
  ringing,
  ringing_in_use,
  on_hold,
};

/// Why a channel was hung up: a cause of ITU-T Q.850 as Asterisk numbers it. Other values occur.
enum class hangup_cause {
  not_defined = 0,
  unallocated = 1,
  no_route_transit_net = 2,
  no_route_destination = 3,
  misdialled_trunk_prefix = 5,
  channel_unacceptable = 6,
  call_awarded_delivered = 7,
  preempted = 8,
  number_ported_not_here = 14,
  normal_clearing = 16,
  user_busy = 17,
  no_user_response = 18,
  no_answer = 19,
  subscriber_absent = 20,
  call_rejected = 21,
  number_changed = 22,
  redirected_to_new_destination = 23,
  answered_elsewhere = 26,
  destination_out_of_order = 27,
  invalid_number_format = 28,
  facility_rejected = 29,
  response_to_status_enquiry = 30,
  normal_unspecified = 31,
  normal_circuit_congestion = 34,
  network_out_of_order = 38,
  normal_temporary_failure = 41,
  switch_congestion = 42,
  access_info_discarded = 43,
  requested_channel_unavailable = 44,
  facility_not_subscribed = 50,
  outgoing_call_barred = 52,
  incoming_call_barred = 54,
  bearer_capability_not_authorized = 57,
  bearer_capability_not_available = 58,
  bearer_capability_not_implemented = 65,
  channel_not_implemented = 66,
  facility_not_implemented = 69,
  invalid_call_reference = 81,
  incompatible_destination = 88,
  invalid_message_unspecified = 95,
  mandatory_element_missing = 96,
  message_type_nonexistent = 97,
  wrong_message = 98,
  element_nonexistent = 99,
  invalid_element_contents = 100,
  wrong_call_state = 101,
  recovery_on_timer_expire = 102,
  mandatory_element_length_error = 103,
  protocol_error = 111,
  interworking = 127,
};

/// How an Originate went, as the number in `Reason` of OriginateResponse. Other values occur.
enum class originate_reason {
  failure = 0,  ///< No such endpoint or extension, or refused.
  hangup = 1,
  ring = 3,  ///< It rang until the timeout.
  answer = 4,
  busy = 5,
  congestion = 8,
};

/// The state that the text of `DeviceStateChange` names, for example "NOT_INUSE" (any case).
AMI_DECL std::optional<device_state> parse_device_state(std::string_view text) noexcept;

/// The enumerator's name with blanks, for example "not in use"; "invalid state" for a value without one.
AMI_DECL std::string_view to_string(channel_state value) noexcept;
AMI_DECL std::string_view to_string(device_state value) noexcept;
/// The cause in words; "other cause" for a value without an enumerator.
AMI_DECL std::string_view to_string(hangup_cause value) noexcept;
/// The reason in words; "other reason" for a value without an enumerator.
AMI_DECL std::string_view to_string(originate_reason value) noexcept;

AMI_DECL std::ostream& operator<<(std::ostream& out, channel_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, device_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, hangup_cause value);
AMI_DECL std::ostream& operator<<(std::ostream& out, originate_reason value);

}  // namespace ami
