// Types for the values of headers.
#pragma once

#include <ami/config.hpp>

#include <cstdint>
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

/// State of a device: as the number in a queue member's `Status`, in upper case in `DeviceStateChange`, in words in
/// `EndpointList`. to_device_state() translates the states of extensions, channels, contacts, peers and agents.
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

/// Why a channel was hung up: a cause of ITU-T Q.850 in Asterisk's numbering. Other values occur.
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

/// How an Originate ended, as the number in `Reason` of OriginateResponse. Other values occur.
enum class originate_reason {
  failure = 0,  ///< No such endpoint or extension, or rejected.
  hangup = 1,
  ring = 3,  ///< It rang until the timeout.
  answer = 4,
  busy = 5,
  congestion = 8,
};

/// State of an extension's hint, as the number in `Status` and in words in `StatusText` and `ExtensionStates`.
enum class extension_state {
  removed = -2,
  deactivated = -1,  ///< Also that of an extension without a hint.
  idle = 0,
  in_use = 1,
  busy = 2,
  unavailable = 4,
  ringing = 8,
  in_use_ringing = 9,
  on_hold = 16,
  in_use_on_hold = 17,
};

/// Presence of a person, as the text in `Status` of PresenceStateChange.
enum class presence_state {
  not_set,
  unavailable,
  available,
  away,
  xa,  ///< Away for long.
  chat,
  dnd,  ///< Do not disturb.
};

/// How an attempt to call goes or went, as the text in `DialStatus`.
enum class dial_status {
  ringing,
  proceeding,
  progress,
  answer,
  busy,
  cancel,        ///< The caller hung up.
  chan_unavail,  ///< No such device, or not registered.
  congestion,
  no_answer,
  abort,
  continue_,  ///< The callee sent the caller on in the dialplan.
  goto_,      ///< The callee sent the caller to another place in the dialplan.
};

/// How a member joined a queue, as the text in `Membership`.
enum class queue_membership {
  static_,  ///< By the configuration.
  dynamic,  ///< By an application or an action.
  realtime,
};

/// State of an agent, as the text in `Status` of Agents.
enum class agent_state {
  logged_off,
  idle,
  on_call,
  unknown,  ///< Sent by Asterisk 11 and older.
};

/// Whether a PJSIP contact responds, as the text in `ContactStatus` of ContactStatus and in `Status` of ContactList and
/// ContactStatusDetail.
enum class contact_state {
  unknown,        ///< Not checked yet.
  reachable,      ///< It responded.
  unreachable,    ///< It did not respond.
  not_qualified,  ///< It is not checked.
  created,        ///< It is new; the last state that Asterisk 13 and older report of it.
  updated,        ///< It registered again; sent by Asterisk 13 and older.
  removed,        ///< It was removed.
};

/// Whether a peer or endpoint is reachable, as the text in `PeerStatus` of PeerStatus, in `Status` of PeerEntry and of
/// the reply to SIPshowpeer (`OK (3 ms)` is reachable), and in `Devicestatus` of DeviceEntry.
enum class peer_state {
  unknown,
  registered,
  unregistered,
  reachable,
  lagged,  ///< It responds slowly.
  unreachable,
  rejected,     ///< Its registration was rejected.
  unmonitored,  ///< It is not checked.
};

/// How a registration with another server goes, as the text in `Status` of Registry and OutboundRegistrationDetail and
/// in `State` of RegistryEntry.
enum class registration_state {
  unregistered,
  registered,
  request_sent,
  authentication_sent,
  rejected,
  timeout,
  no_authentication,  ///< The other server requires a password, and none is configured.
  failed,
  stopping,
  stopped,
  unknown,  ///< The server has no name for it.
};

/// How a call ended, as the text in `Disposition` of Cdr.
enum class call_disposition { no_answer, failed, busy, answered, congestion };

/// Direction of a key's tone, as the text in `Direction` of DTMFBegin, seen from the server.
enum class stream_direction { received, sent };

/// How a transfer ended, as the text in `Result` of BlindTransfer and AttendedTransfer.
enum class transfer_result { success, fail, invalid, not_permitted };

/// How a reload went, as the number in `Status` of Reload.
enum class reload_result { success, queued, not_found, error, in_progress, uninitialized, not_implemented };

/// An address with its port, and the transport if the server sends it. Views of an event's text.
class network_address {
public:
  network_address(std::string_view transport, std::string_view host, std::uint16_t port) noexcept
      : transport_{transport}, host_{host}, port_{port} {}

  /// "TCP", "UDP", "TLS", "WS", ...; empty when it is not given.
  std::string_view transport() const noexcept { return transport_; }
  /// The IP address, without brackets.
  std::string_view host() const noexcept { return host_; }
  std::uint16_t port() const noexcept { return port_; }
  /// True for IPv6.
  bool is_v6() const noexcept { return host_.find(':') != std::string_view::npos; }

private:
  std::string_view transport_;
  std::string_view host_;
  std::uint16_t port_;
};

/// The enumerator's name with spaces, for example "not in use"; "invalid state" for a value without one.
AMI_DECL std::string_view to_string(channel_state value) noexcept;
AMI_DECL std::string_view to_string(device_state value) noexcept;
AMI_DECL std::string_view to_string(extension_state value) noexcept;
AMI_DECL std::string_view to_string(presence_state value) noexcept;
AMI_DECL std::string_view to_string(dial_status value) noexcept;
AMI_DECL std::string_view to_string(queue_membership value) noexcept;
AMI_DECL std::string_view to_string(agent_state value) noexcept;
AMI_DECL std::string_view to_string(contact_state value) noexcept;
AMI_DECL std::string_view to_string(peer_state value) noexcept;
AMI_DECL std::string_view to_string(registration_state value) noexcept;
AMI_DECL std::string_view to_string(call_disposition value) noexcept;
AMI_DECL std::string_view to_string(stream_direction value) noexcept;
AMI_DECL std::string_view to_string(transfer_result value) noexcept;
AMI_DECL std::string_view to_string(reload_result value) noexcept;
/// The cause in words; "other cause" for a value without an enumerator.
AMI_DECL std::string_view to_string(hangup_cause value) noexcept;
/// The reason in words; "other reason" for a value without an enumerator.
AMI_DECL std::string_view to_string(originate_reason value) noexcept;

AMI_DECL std::ostream& operator<<(std::ostream& out, channel_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, device_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, hangup_cause value);
AMI_DECL std::ostream& operator<<(std::ostream& out, originate_reason value);
AMI_DECL std::ostream& operator<<(std::ostream& out, extension_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, presence_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, dial_status value);
AMI_DECL std::ostream& operator<<(std::ostream& out, queue_membership value);
AMI_DECL std::ostream& operator<<(std::ostream& out, agent_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, contact_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, peer_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, registration_state value);
AMI_DECL std::ostream& operator<<(std::ostream& out, call_disposition value);
AMI_DECL std::ostream& operator<<(std::ostream& out, stream_direction value);
AMI_DECL std::ostream& operator<<(std::ostream& out, transfer_result value);
AMI_DECL std::ostream& operator<<(std::ostream& out, reload_result value);

/// The device state that corresponds to a state. The mapping of channels and agents is Asterisk's own, and so is that
/// of extensions, except that a removed or deactivated hint, which a queue counts as invalid and the server calls
/// "Unknown", is device_state::unknown here. A contact, a peer or an endpoint is known only to be reachable or not: a
/// reachable one counts as not in use.
/// @par Thread safety Any thread.
AMI_DECL device_state to_device_state(extension_state value) noexcept;
AMI_DECL device_state to_device_state(channel_state value) noexcept;
AMI_DECL device_state to_device_state(contact_state value) noexcept;
AMI_DECL device_state to_device_state(peer_state value) noexcept;
AMI_DECL device_state to_device_state(agent_state value) noexcept;
inline device_state to_device_state(device_state value) noexcept {
  return value;
}
/// The same for the result of an accessor.
template <class State>
std::optional<device_state> to_device_state(const std::optional<State>& value) noexcept {
  return value ? std::optional<device_state>{to_device_state(*value)} : std::nullopt;
}

}  // namespace ami
