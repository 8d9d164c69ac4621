#include <ami/values.hpp>
#include <ami/wire/frame.hpp>

#include <array>
#include <ostream>

namespace ami {

std::optional<device_state> parse_device_state(std::string_view text) noexcept {
  static constexpr std::array<std::string_view, 9> names{"UNKNOWN",     "NOT_INUSE", "INUSE",     "BUSY",  "INVALID",
                                                         "UNAVAILABLE", "RINGING",   "RINGINUSE", "ONHOLD"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (wire::equal_ignoring_case(names[i], text)) {
      return static_cast<device_state>(i);
    }
  }
  return std::nullopt;
}

std::string_view to_string(channel_state value) noexcept {
  switch (value) {
  case channel_state::down: return "down";
  case channel_state::reserved: return "reserved";
  case channel_state::off_hook: return "off hook";
  case channel_state::dialing: return "dialing";
  case channel_state::ring: return "ring";
  case channel_state::ringing: return "ringing";
  case channel_state::up: return "up";
  case channel_state::busy: return "busy";
  case channel_state::dialing_off_hook: return "dialing off hook";
  case channel_state::pre_ring: return "pre ring";
  case channel_state::unknown: return "unknown";
  }
  return "invalid state";
}

std::ostream& operator<<(std::ostream& out, channel_state value) {
  return out << to_string(value);
}

std::string_view to_string(device_state value) noexcept {
  switch (value) {
  case device_state::unknown: return "unknown";
  case device_state::not_in_use: return "not in use";
  case device_state::in_use: return "in use";
  case device_state::busy: return "busy";
  case device_state::invalid: return "invalid";
  case device_state::unavailable: return "unavailable";
  case device_state::ringing: return "ringing";
  case device_state::ringing_in_use: return "ringing in use";
  case device_state::on_hold: return "on hold";
  }
  return "invalid state";
}

std::ostream& operator<<(std::ostream& out, device_state value) {
  return out << to_string(value);
}

std::string_view to_string(hangup_cause value) noexcept {
  switch (value) {
  case hangup_cause::not_defined: return "not defined";
  case hangup_cause::unallocated: return "unallocated";
  case hangup_cause::no_route_transit_net: return "no route transit net";
  case hangup_cause::no_route_destination: return "no route destination";
  case hangup_cause::misdialled_trunk_prefix: return "misdialled trunk prefix";
  case hangup_cause::channel_unacceptable: return "channel unacceptable";
  case hangup_cause::call_awarded_delivered: return "call awarded delivered";
  case hangup_cause::preempted: return "preempted";
  case hangup_cause::number_ported_not_here: return "number ported not here";
  case hangup_cause::normal_clearing: return "normal clearing";
  case hangup_cause::user_busy: return "user busy";
  case hangup_cause::no_user_response: return "no user response";
  case hangup_cause::no_answer: return "no answer";
  case hangup_cause::subscriber_absent: return "subscriber absent";
  case hangup_cause::call_rejected: return "call rejected";
  case hangup_cause::number_changed: return "number changed";
  case hangup_cause::redirected_to_new_destination: return "redirected to new destination";
  case hangup_cause::answered_elsewhere: return "answered elsewhere";
  case hangup_cause::destination_out_of_order: return "destination out of order";
  case hangup_cause::invalid_number_format: return "invalid number format";
  case hangup_cause::facility_rejected: return "facility rejected";
  case hangup_cause::response_to_status_enquiry: return "response to status enquiry";
  case hangup_cause::normal_unspecified: return "normal unspecified";
  case hangup_cause::normal_circuit_congestion: return "normal circuit congestion";
  case hangup_cause::network_out_of_order: return "network out of order";
  case hangup_cause::normal_temporary_failure: return "normal temporary failure";
  case hangup_cause::switch_congestion: return "switch congestion";
  case hangup_cause::access_info_discarded: return "access info discarded";
  case hangup_cause::requested_channel_unavailable: return "requested channel unavailable";
  case hangup_cause::facility_not_subscribed: return "facility not subscribed";
  case hangup_cause::outgoing_call_barred: return "outgoing call barred";
  case hangup_cause::incoming_call_barred: return "incoming call barred";
  case hangup_cause::bearer_capability_not_authorized: return "bearer capability not authorized";
  case hangup_cause::bearer_capability_not_available: return "bearer capability not available";
  case hangup_cause::bearer_capability_not_implemented: return "bearer capability not implemented";
  case hangup_cause::channel_not_implemented: return "channel not implemented";
  case hangup_cause::facility_not_implemented: return "facility not implemented";
  case hangup_cause::invalid_call_reference: return "invalid call reference";
  case hangup_cause::incompatible_destination: return "incompatible destination";
  case hangup_cause::invalid_message_unspecified: return "invalid message unspecified";
  case hangup_cause::mandatory_element_missing: return "mandatory element missing";
  case hangup_cause::message_type_nonexistent: return "message type nonexistent";
  case hangup_cause::wrong_message: return "wrong message";
  case hangup_cause::element_nonexistent: return "element nonexistent";
  case hangup_cause::invalid_element_contents: return "invalid element contents";
  case hangup_cause::wrong_call_state: return "wrong call state";
  case hangup_cause::recovery_on_timer_expire: return "recovery on timer expire";
  case hangup_cause::mandatory_element_length_error: return "mandatory element length error";
  case hangup_cause::protocol_error: return "protocol error";
  case hangup_cause::interworking: return "interworking";
  }
  return "other cause";
}

std::ostream& operator<<(std::ostream& out, hangup_cause value) {
  return out << to_string(value);
}

std::string_view to_string(originate_reason value) noexcept {
  switch (value) {
  case originate_reason::failure: return "failure";
  case originate_reason::hangup: return "hangup";
  case originate_reason::ring: return "ring";
  case originate_reason::answer: return "answer";
  case originate_reason::busy: return "busy";
  case originate_reason::congestion: return "congestion";
  }
  return "other reason";
}

std::ostream& operator<<(std::ostream& out, originate_reason value) {
  return out << to_string(value);
}

}  // namespace ami
