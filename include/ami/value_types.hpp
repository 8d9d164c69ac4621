// Types for the values of headers: states, causes and results, as enumerations, and their names.
//
//     if (hangup.cause() == ami::hangup_cause::user_busy) { ... }          // an optional compares with a value
//     log("{}", to_string(channel.channel_state().value_or(ami::channel_state::unknown)));
//
// The accessors of typed events return them as `std::optional`: nothing when the header is missing, or holds a text or
// number that is none of the enumerators. The raw text is always in get(). Enumerations whose comment says that other
// values occur are made of any number, so a `switch` over them needs a `default`. How texts become values is in
// ami/value_parsing.hpp.
#pragma once

#include <ami/config.hpp>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

namespace ami {

/// State of a channel, as the number in `ChannelState`. Source: Asterisk's channel states.
enum class channel_state {
  /// 0: it exists, and nothing has happened yet.
  down,
  /// 1, "Rsrvd": it is down, but taken.
  reserved,
  /// 2, "OffHook": the receiver is off the hook.
  off_hook,
  /// 3: digits have been dialled.
  dialing,
  /// 4: the channel calls somebody. That of a caller, until it is answered.
  ring,
  /// 5: the far end rings. That of a called one.
  ringing,
  /// 6: the line is up: answered.
  up,
  /// 7: the line is busy.
  busy,
  /// 8: digits have been dialled while off the hook.
  dialing_off_hook,
  /// 9: an incoming call was detected, and its ring is waited for.
  pre_ring,
  /// 10, and what the server has no name for.
  unknown,
};

/// State of a device: as the number in a queue member's `Status`, in upper case in `DeviceStateChange`, in words in
/// `EndpointList`. to_device_state() translates the states of extensions, channels, contacts, peers and agents.
enum class device_state {
  /// 0: the device exists, and the server knows nothing of its state.
  unknown,
  /// 1: free.
  not_in_use,
  /// 2: in at least one call.
  in_use,
  /// 3: it takes no further call.
  busy,
  /// 4: there is no such device.
  invalid,
  /// 5: not registered, or it does not answer.
  unavailable,
  /// 6: it rings.
  ringing,
  /// 7: it rings while in a call.
  ringing_in_use,
  /// 8: it has put a call on hold.
  on_hold,
};

/// Why a channel was hung up: a cause of ITU-T Q.850 in Asterisk's numbering, as the number in `Cause` of Hangup. Other
/// values occur. The comments say which ami::errc a call that was not answered fails with when the server tells nothing
/// but the cause; one without a comment is `errc::call_failed` there.
enum class hangup_cause {
  /// The server does not know, or was told nothing.
  not_defined = 0,
  /// No such number: `errc::call_unreachable`.
  unallocated = 1,
  /// `errc::call_unreachable`
  no_route_transit_net = 2,
  /// No route to the number: `errc::call_unreachable`.
  no_route_destination = 3,
  misdialled_trunk_prefix = 5,
  channel_unacceptable = 6,
  call_awarded_delivered = 7,
  preempted = 8,
  number_ported_not_here = 14,
  /// A party hung up: how most calls end.
  normal_clearing = 16,
  /// `errc::call_busy`
  user_busy = 17,
  /// The far end did not react at all: `errc::call_not_answered`.
  no_user_response = 18,
  /// It rang, and nobody answered: `errc::call_not_answered`.
  no_answer = 19,
  /// The telephone is not registered: `errc::call_unreachable`.
  subscriber_absent = 20,
  /// `errc::call_refused`
  call_rejected = 21,
  /// `errc::call_unreachable`
  number_changed = 22,
  redirected_to_new_destination = 23,
  /// Another telephone that rang for the same call took it.
  answered_elsewhere = 26,
  /// `errc::call_unreachable`
  destination_out_of_order = 27,
  /// `errc::call_unreachable`
  invalid_number_format = 28,
  facility_rejected = 29,
  response_to_status_enquiry = 30,
  /// A normal end for which no other cause fits.
  normal_unspecified = 31,
  /// No circuit is free: `errc::call_congested`, as the next three and requested_channel_unavailable.
  normal_circuit_congestion = 34,
  network_out_of_order = 38,
  normal_temporary_failure = 41,
  switch_congestion = 42,
  access_info_discarded = 43,
  /// `errc::call_congested`
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
  /// No such endpoint or extension, or rejected. A call through a Local channel whose far end is busy ends so too.
  failure = 0,
  /// It was hung up before it was answered.
  hangup = 1,
  /// It rang until the timeout.
  ring = 3,
  /// It was answered.
  answer = 4,
  /// The far end is busy.
  busy = 5,
  /// No circuit, or the network refused.
  congestion = 8,
};

/// State of an extension's hint, as the number in `Status` and in words in `StatusText` and `ExtensionStates`.
enum class extension_state {
  /// The extension or its hint was removed from the dialplan.
  removed = -2,
  /// The hint is not active. Also the state of an extension without a hint.
  deactivated = -1,
  /// No device of the hint is in use.
  idle = 0,
  /// At least one device is in a call.
  in_use = 1,
  /// All devices are busy.
  busy = 2,
  /// No device is registered.
  unavailable = 4,
  /// A device rings.
  ringing = 8,
  /// One rings while one is in a call.
  in_use_ringing = 9,
  /// Its calls are on hold.
  on_hold = 16,
  /// One is on hold while one is in a call.
  in_use_on_hold = 17,
};

/// Presence of a person, as the text in `Status` of PresenceStateChange.
enum class presence_state {
  /// Nobody has set it.
  not_set,
  /// Not there.
  unavailable,
  /// There.
  available,
  /// Away for a while.
  away,
  /// Away for long ("extended away").
  xa,
  /// There, and willing to chat.
  chat,
  /// Do not disturb.
  dnd,
};

/// How an attempt to call goes or went, as the text in `DialStatus`.
enum class dial_status {
  // Of DialState: the attempt goes on.

  /// The far end rings.
  ringing,
  /// The call is on its way.
  proceeding,
  /// There is early media, for example an announcement of the network.
  progress,

  // Of DialEnd: the attempt is over.

  /// Answered.
  answer,
  /// The far end is busy, or refused.
  busy,
  /// The caller hung up before an answer.
  cancel,
  /// No such device, or not registered.
  chan_unavail,
  /// No circuit, or the network refused.
  congestion,
  /// It rang until the timeout. The server says so of some calls that were refused, too.
  no_answer,
  /// The attempt was broken off.
  abort,
  /// The callee sent the caller on in the dialplan.
  continue_,
  /// The callee sent the caller to another place in the dialplan.
  goto_,
};

/// How a member joined a queue, as the text in `Membership`.
enum class queue_membership {
  /// By `member` in queues.conf.
  static_,
  /// By an application or an action (`QueueAdd`); such a member can be removed in the same way.
  dynamic,
  /// By a realtime database.
  realtime,
};

/// State of an agent, as the text in `Status` of Agents.
enum class agent_state {
  /// Not logged in: gets no calls.
  logged_off,
  /// Waits for a call.
  idle,
  /// Talks.
  on_call,
  /// Sent by Asterisk 11 and older.
  unknown,
};

/// Whether a PJSIP contact responds, as the text in `ContactStatus` of ContactStatus and in `Status` of ContactList and
/// ContactStatusDetail.
enum class contact_state {
  /// Not checked yet.
  unknown,
  /// It responded.
  reachable,
  /// It did not respond.
  unreachable,
  /// It is not checked: `qualify_frequency` is 0.
  not_qualified,
  /// It is new; the last state that Asterisk 13 and older report of it.
  created,
  /// It registered again; sent by Asterisk 13 and older.
  updated,
  /// It was removed: unregistered, or its registration has expired.
  removed,
};

/// Whether a peer or endpoint is reachable, as the text in `PeerStatus` of PeerStatus, in `Status` of PeerEntry and of
/// the reply to SIPshowpeer (`OK (3 ms)` is reachable), and in `Devicestatus` of DeviceEntry.
enum class peer_state {
  /// Not checked yet.
  unknown,
  /// It has registered; says nothing of whether it responds.
  registered,
  /// Its registration has ended.
  unregistered,
  /// It responded in time.
  reachable,
  /// It responds slowly.
  lagged,
  /// It did not respond.
  unreachable,
  /// Its registration was rejected.
  rejected,
  /// It is not checked.
  unmonitored,
};

/// How a registration with another server goes, as the text in `Status` of Registry and OutboundRegistrationDetail and
/// in `State` of RegistryEntry.
enum class registration_state {
  /// Not registered, and nothing under way.
  unregistered,
  /// The other server took the registration.
  registered,
  /// Asked, not answered.
  request_sent,
  /// Asked again, with a password.
  authentication_sent,
  /// The other server refused.
  rejected,
  /// The other server did not answer in time.
  timeout,
  /// The other server requires a password, and none is configured.
  no_authentication,
  /// Given up.
  failed,
  /// Unregistering.
  stopping,
  /// Unregistered on purpose.
  stopped,
  /// The server has no name for it.
  unknown,
};

/// How a call ended, as the text in `Disposition` of Cdr.
enum class call_disposition {
  /// Nobody answered; also a call whose caller hung up before.
  no_answer,
  /// The call could not be made.
  failed,
  /// The far end was busy.
  busy,
  /// It was answered, however short it was.
  answered,
  /// No circuit, or the network refused.
  congestion,
};

/// Direction of a key's tone, as the text in `Direction` of DTMFBegin, seen from the server.
enum class stream_direction {
  /// The channel pressed the key.
  received,
  /// The server played the tone to the channel.
  sent,
};

/// How a transfer ended, as the text in `Result` of BlindTransfer and AttendedTransfer.
enum class transfer_result {
  /// The transfer was made.
  success,
  /// An error of the server.
  fail,
  /// Impossible: no such extension, or the calls are in no state for it.
  invalid,
  /// The party may not transfer.
  not_permitted,
};

/// How a reload went, as the number in `Status` of Reload.
enum class reload_result {
  /// 0: done.
  success,
  /// 1: it comes later, when the server has started.
  queued,
  /// 2: no such module.
  not_found,
  /// 3: the module reports an error; the server's log has the reason.
  error,
  /// 4: another reload is under way.
  in_progress,
  /// 5: the module is loaded, and does not run.
  uninitialized,
  /// 6: the module cannot be reloaded.
  not_implemented,
};

/// An address with its port, and the transport if the server sends it. Views of an event's text: it must not outlive
/// the event.
/// @par Thread safety A value of views: any number of threads may read.
class network_address {
public:
  /// @param transport as for transport().
  /// @param host the IP address, without brackets.
  /// @param port the port.
  network_address(std::string_view transport, std::string_view host, std::uint16_t port) noexcept
      : transport_{transport}, host_{host}, port_{port} {}

  /// "TCP", "UDP", "TLS", "WS", ...; empty when it is not given.
  std::string_view transport() const noexcept { return transport_; }
  /// The IP address, without brackets.
  std::string_view host() const noexcept { return host_; }
  /// The TCP or UDP port.
  std::uint16_t port() const noexcept { return port_; }
  /// True for IPv6.
  bool is_v6() const noexcept { return host_.find(':') != std::string_view::npos; }

private:
  std::string_view transport_;
  std::string_view host_;
  std::uint16_t port_;
};

/// The enumerator's name with spaces, for example "not in use"; "invalid state" for a value without one. For
/// people; a literal, which lives for ever.
/// @par Thread safety Any thread, as all functions of this header.
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

/// Writes what to_string() returns, here and below.
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
