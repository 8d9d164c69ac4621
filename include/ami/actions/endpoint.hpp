// Actions on peers of chan_iax2, chan_sip and chan_skinny, and on devices.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/detail/variable_assignment.hpp>
#include <ami/event_view.hpp>
#include <ami/events/endpoint.hpp>
#include <ami/list_reply.hpp>
#include <ami/names.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::replies {

/// A peer of chan_sip.
class AMI_DECL sip_show_peer : public reply {
public:
  sip_show_peer() noexcept {}
  explicit sip_show_peer(reply base) noexcept : reply{std::move(base)} {}

  /// `Channeltype`: technology of the channel.
  std::string_view channeltype() const& noexcept { return text("Channeltype"); }
  std::string_view channeltype() const&& = delete;
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const& noexcept { return text("ObjectName"); }
  std::string_view object_name() const&& = delete;
  /// `ChanObjectType`: kind of object.
  std::string_view chan_object_type() const& noexcept { return text("ChanObjectType"); }
  std::string_view chan_object_type() const&& = delete;
  /// `SecretExist`: whether it has a password.
  std::optional<bool> secret_exist() const noexcept { return parse_boolean(text("SecretExist")); }
  /// `RemoteSecretExist`: whether it has a password for outgoing calls.
  std::optional<bool> remote_secret_exist() const noexcept { return parse_boolean(text("RemoteSecretExist")); }
  /// `MD5SecretExist`: whether it has a hashed password.
  std::optional<bool> md5_secret_exist() const noexcept { return parse_boolean(text("MD5SecretExist")); }
  /// `Context`: context of its calls.
  std::string_view context() const& noexcept { return text("Context"); }
  std::string_view context() const&& = delete;
  /// `SubscribeContext`: context of its subscriptions.
  std::string_view subscribe_context() const& noexcept { return text("SubscribeContext"); }
  std::string_view subscribe_context() const&& = delete;
  /// `Language`: language of prompts.
  std::string_view language() const& noexcept { return text("Language"); }
  std::string_view language() const&& = delete;
  /// `ToneZone`: zone of its tones.
  std::string_view tone_zone() const& noexcept { return text("ToneZone"); }
  std::string_view tone_zone() const&& = delete;
  /// `AMAflags`: flag for billing.
  std::string_view ama_flags() const& noexcept { return text("AMAflags"); }
  std::string_view ama_flags() const&& = delete;
  /// `CID-CallingPres`: presentation of its caller id.
  std::string_view c_id_calling_pres() const& noexcept { return text("CID-CallingPres"); }
  std::string_view c_id_calling_pres() const&& = delete;
  /// `Callgroup`: its call groups.
  std::string_view callgroup() const& noexcept { return text("Callgroup"); }
  std::string_view callgroup() const&& = delete;
  /// `Pickupgroup`: its pickup groups.
  std::string_view pickupgroup() const& noexcept { return text("Pickupgroup"); }
  std::string_view pickupgroup() const&& = delete;
  /// `Named Callgroup`: its named call groups.
  std::string_view named_callgroup() const& noexcept { return text("Named Callgroup"); }
  std::string_view named_callgroup() const&& = delete;
  /// `Named Pickupgroup`: its named pickup groups.
  std::string_view named_pickupgroup() const& noexcept { return text("Named Pickupgroup"); }
  std::string_view named_pickupgroup() const&& = delete;
  /// `MOHSuggest`: class of the music suggested.
  std::string_view moh_suggest() const& noexcept { return text("MOHSuggest"); }
  std::string_view moh_suggest() const&& = delete;
  /// `VoiceMailbox`: its mailbox.
  std::string_view voice_mailbox() const& noexcept { return text("VoiceMailbox"); }
  std::string_view voice_mailbox() const&& = delete;
  /// `TransferMode`: which transfers it may make.
  std::string_view transfer_mode() const& noexcept { return text("TransferMode"); }
  std::string_view transfer_mode() const&& = delete;
  /// `LastMsgsSent`: messages last told to it, -1 for none yet.
  std::optional<std::int64_t> last_msgs_sent() const noexcept { return integer("LastMsgsSent"); }
  /// `Maxforwards`: most hops of its calls, 0 for the default.
  std::optional<std::int64_t> maxforwards() const noexcept { return integer("Maxforwards"); }
  /// `Call-limit`: most calls at a time.
  std::optional<std::int64_t> call_limit() const noexcept { return integer("Call-limit"); }
  /// `Busy-level`: calls from which on it is busy.
  std::optional<std::int64_t> busy_level() const noexcept { return integer("Busy-level"); }
  /// `MaxCallBR`: most bits per second of a call.
  std::string_view max_call_br() const& noexcept { return text("MaxCallBR"); }
  std::string_view max_call_br() const&& = delete;
  /// `Dynamic`: whether it registers.
  std::optional<bool> dynamic() const noexcept { return parse_boolean(text("Dynamic")); }
  /// `Callerid`: caller id, name and number; empty when it is unknown.
  std::string_view callerid() const& noexcept { return known_caller_id(text("Callerid")); }
  std::string_view callerid() const&& = delete;
  /// `RegExpire`: time until its registration expires.
  std::string_view reg_expire() const& noexcept { return text("RegExpire"); }
  std::string_view reg_expire() const&& = delete;
  /// `SIP-AuthInsecure`: what is not authenticated.
  std::string_view sip_auth_insecure() const& noexcept { return text("SIP-AuthInsecure"); }
  std::string_view sip_auth_insecure() const&& = delete;
  /// `SIP-Forcerport`: whether answers go where requests come from; with a in front when found out.
  std::string_view sip_forcerport() const& noexcept { return text("SIP-Forcerport"); }
  std::string_view sip_forcerport() const&& = delete;
  /// `SIP-Comedia`: whether media is symmetric; with a in front when found out.
  std::string_view sip_comedia() const& noexcept { return text("SIP-Comedia"); }
  std::string_view sip_comedia() const&& = delete;
  /// `ACL`: whether it has an access control list.
  std::optional<bool> acl() const noexcept { return parse_boolean(text("ACL")); }
  /// `SIP-CanReinvite`: whether media may go directly.
  std::optional<bool> sip_can_reinvite() const noexcept { return parse_boolean(text("SIP-CanReinvite")); }
  /// `SIP-DirectMedia`: whether media may go directly.
  std::optional<bool> sip_direct_media() const noexcept { return parse_boolean(text("SIP-DirectMedia")); }
  /// `SIP-PromiscRedir`: whether it may redirect calls to anywhere.
  std::optional<bool> sip_promisc_redir() const noexcept { return parse_boolean(text("SIP-PromiscRedir")); }
  /// `SIP-UserPhone`: whether user=phone is added.
  std::optional<bool> sip_user_phone() const noexcept { return parse_boolean(text("SIP-UserPhone")); }
  /// `SIP-VideoSupport`: whether video is supported.
  std::optional<bool> sip_video_support() const noexcept { return parse_boolean(text("SIP-VideoSupport")); }
  /// `SIP-TextSupport`: whether text is supported.
  std::optional<bool> sip_text_support() const noexcept { return parse_boolean(text("SIP-TextSupport")); }
  /// `SIP-T.38Support`: whether T.38 is supported.
  std::optional<bool> sip_t38_support() const noexcept { return parse_boolean(text("SIP-T.38Support")); }
  /// `SIP-T.38EC`: error correction of T.38.
  std::string_view sip_t38_ec() const& noexcept { return text("SIP-T.38EC"); }
  std::string_view sip_t38_ec() const&& = delete;
  /// `SIP-T.38MaxDtgrm`: largest datagram of T.38.
  std::optional<std::int64_t> sip_t38_max_datagram() const noexcept { return integer("SIP-T.38MaxDtgrm"); }
  /// `SIP-Sess-Timers`: how session timers are used.
  std::string_view sip_sess_timers() const& noexcept { return text("SIP-Sess-Timers"); }
  std::string_view sip_sess_timers() const&& = delete;
  /// `SIP-Sess-Refresh`: who refreshes the session.
  std::string_view sip_sess_refresh() const& noexcept { return text("SIP-Sess-Refresh"); }
  std::string_view sip_sess_refresh() const&& = delete;
  /// `SIP-Sess-Expires`: session timer.
  std::optional<std::chrono::seconds> sip_sess_expires() const noexcept {
    return parse_seconds(text("SIP-Sess-Expires"));
  }
  /// `SIP-Sess-Min`: shortest session timer.
  std::optional<std::chrono::seconds> sip_sess_min() const noexcept { return parse_seconds(text("SIP-Sess-Min")); }
  /// `SIP-RTP-Engine`: engine of its media.
  std::string_view sip_rtp_engine() const& noexcept { return text("SIP-RTP-Engine"); }
  std::string_view sip_rtp_engine() const&& = delete;
  /// `SIP-Encryption`: whether media is encrypted.
  std::optional<bool> sip_encryption() const noexcept { return parse_boolean(text("SIP-Encryption")); }
  /// `SIP-RTCP-Mux`: whether RTP and RTCP share a port.
  std::optional<bool> sip_rtcp_mux() const noexcept { return parse_boolean(text("SIP-RTCP-Mux")); }
  /// `SIP-DTMFmode`: how keys are sent.
  std::string_view sip_dtm_fmode() const& noexcept { return text("SIP-DTMFmode"); }
  std::string_view sip_dtm_fmode() const&& = delete;
  /// `ToHost`: host that it is reached at.
  std::string_view to_host() const& noexcept { return text("ToHost"); }
  std::string_view to_host() const&& = delete;
  /// `Address-IP`: address that it is reached at.
  std::string_view address_ip() const& noexcept { return text("Address-IP"); }
  std::string_view address_ip() const&& = delete;
  /// `Address-Port`: port that it is reached at.
  std::optional<std::int64_t> address_port() const noexcept { return integer("Address-Port"); }
  /// `Default-addr-IP`: address until it registers.
  std::string_view default_addr_ip() const& noexcept { return text("Default-addr-IP"); }
  std::string_view default_addr_ip() const&& = delete;
  /// `Default-addr-port`: port until it registers.
  std::optional<std::int64_t> default_addr_port() const noexcept { return integer("Default-addr-port"); }
  /// `Default-Username`: user until it registers.
  std::string_view default_username() const& noexcept { return text("Default-Username"); }
  std::string_view default_username() const&& = delete;
  /// `Codecs`: codecs allowed.
  std::string_view codecs() const& noexcept { return text("Codecs"); }
  std::string_view codecs() const&& = delete;
  /// `Status`: whether it answers.
  std::optional<ami::peer_state> status() const noexcept { return parse_peer_state(text("Status")); }
  /// `SIP-Useragent`: its User-Agent.
  std::string_view sip_useragent() const& noexcept { return text("SIP-Useragent"); }
  std::string_view sip_useragent() const&& = delete;
  /// `Reg-Contact`: contact that it registered.
  std::string_view reg_contact() const& noexcept { return text("Reg-Contact"); }
  std::string_view reg_contact() const&& = delete;
  /// `QualifyFreq`: time between two checks.
  std::string_view qualify_freq() const& noexcept { return text("QualifyFreq"); }
  std::string_view qualify_freq() const&& = delete;
  /// `Parkinglot`: its parking lot.
  std::string_view parkinglot() const& noexcept { return text("Parkinglot"); }
  std::string_view parkinglot() const&& = delete;
  /// `SIP-Use-Reason-Header`: whether the Reason header is used.
  std::optional<bool> sip_use_reason_header() const noexcept { return parse_boolean(text("SIP-Use-Reason-Header")); }
  /// `Description`: description.
  std::string_view description() const& noexcept { return text("Description"); }
  std::string_view description() const&& = delete;
};

/// The reply to the action IAXpeerlist.
using iax_peer_list = list_reply<ami::events::peerlist_complete, ami::events::peer_entry>;

/// The reply to the action IAXpeers.
using iax_peers = list_reply<ami::events::peerlist_complete, ami::events::peer_entry>;

/// The reply to the action IAXregistry.
using iax_registry = list_reply<ami::events::registrations_complete, ami::events::registry_entry>;

/// The reply to the action SIPpeers.
using sip_peers = list_reply<ami::events::peerlist_complete, ami::events::peer_entry>;

/// The reply to the action SIPpeerstatus.
using sip_peer_status = list_reply<ami::events::sip_peer_status_complete, ami::events::peer_status>;

/// The reply to the action SIPshowregistry.
using sip_show_registry = list_reply<ami::events::registrations_complete, ami::events::registry_entry>;

/// The reply to the action SKINNYdevices.
using skinny_devices = list_reply<ami::events::devicelist_complete, ami::events::device_entry>;

/// The reply to the action SKINNYlines.
using skinny_lines = list_reply<ami::events::linelist_complete, ami::events::line_entry>;

}  // namespace ami::replies

namespace ami::actions {

/// Asks for statistics of IAX2. They are text without headers: see reply::output(). Action `IAXnetstats`, needs class
/// system or reporting. Safe to repeat: it only reads.
class iax_netstats : public basic_action<iax_netstats> {
public:
  static constexpr repeat repeat_safety = repeat::read;

  iax_netstats() : basic_action{"IAXnetstats"} {}
};

/// Lists the peers of chan_iax2. Action `IAXpeerlist`, needs class system or reporting. The reply is a list of
/// `PeerEntry`. Safe to repeat: it only reads.
class iax_peer_list : public basic_action<iax_peer_list> {
public:
  using reply_type = replies::iax_peer_list;
  static constexpr repeat repeat_safety = repeat::read;

  iax_peer_list() : basic_action{"IAXpeerlist"} {}
};

/// Lists the peers of chan_iax2, as events without ActionID that stand before the end of the list. Action `IAXpeers`,
/// needs class system or reporting. The reply is a list of `PeerEntry`. Safe to repeat: it only reads.
class iax_peers : public basic_action<iax_peers> {
public:
  using reply_type = replies::iax_peers;
  static constexpr repeat repeat_safety = repeat::read;

  iax_peers() : basic_action{"IAXpeers"} {}
};

/// Lists the registrations of chan_iax2. Action `IAXregistry`, needs class system or reporting. The reply is a list
/// of `RegistryEntry`. Safe to repeat: it only reads.
class iax_registry : public basic_action<iax_registry> {
public:
  using reply_type = replies::iax_registry;
  static constexpr repeat repeat_safety = repeat::read;

  iax_registry() : basic_action{"IAXregistry"} {}
};

/// Sends a NOTIFY with chan_sip. Up to Asterisk 20. Action `SIPnotify`, needs class system. Not safe to repeat.
class sip_notify : public basic_action<sip_notify> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the peer
  explicit sip_notify(std::string channel) : basic_action{"SIPnotify"} { put("Channel", std::move(channel)); }

  /// `Variable`: a header, or Content for the body; call it once for each.
  sip_notify& variable(std::string_view name, std::string_view value) & {
    return header("Variable", detail::variable_assignment(name, value));
  }
  sip_notify&& variable(std::string_view name, std::string_view value) && { return std::move(variable(name, value)); }
  /// `Variable`, for each pair of name and value of a range.
  template <class Range>
  sip_notify& variables(Range&& range) & {
    for (const auto& [name, value] : range) {
      variable(name, value);
    }
    return *this;
  }
  template <class Range>
  sip_notify&& variables(Range&& range) && {
    return std::move(variables(range));
  }
  /// `Call-ID`: Call-ID of the dialog.
  sip_notify& call_id(std::string value) & { return put("Call-ID", std::move(value)); }
  sip_notify&& call_id(std::string value) && { return std::move(put("Call-ID", std::move(value))); }
};

/// Lists the peers of chan_sip. Up to Asterisk 20. Action `SIPpeers`, needs class system or reporting. The reply is a
/// list of `PeerEntry`. Safe to repeat: it only reads.
class sip_peers : public basic_action<sip_peers> {
public:
  using reply_type = replies::sip_peers;
  static constexpr repeat repeat_safety = repeat::read;

  sip_peers() : basic_action{"SIPpeers"} {}
};

/// Lists the status of peers of chan_sip, as events PeerStatus. Up to Asterisk 20. Action `SIPpeerstatus`, needs
/// class system. The reply is a list of `PeerStatus`. Safe to repeat: it only reads.
class sip_peer_status : public basic_action<sip_peer_status> {
public:
  using reply_type = replies::sip_peer_status;
  static constexpr repeat repeat_safety = repeat::read;

  sip_peer_status() : basic_action{"SIPpeerstatus"} {}

  /// `Peer`: the peer.
  sip_peer_status& peer(std::string value) & { return put("Peer", std::move(value)); }
  sip_peer_status&& peer(std::string value) && { return std::move(put("Peer", std::move(value))); }
};

/// Checks a peer of chan_sip. The result comes as the event SIPQualifyPeerDone. Up to Asterisk 20. Action
/// `SIPqualifypeer`, needs class system or reporting. Not safe to repeat.
class sip_qualify_peer : public basic_action<sip_qualify_peer> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param peer `Peer`: the peer
  explicit sip_qualify_peer(std::string peer) : basic_action{"SIPqualifypeer"} { put("Peer", std::move(peer)); }
};

/// Asks for a peer of chan_sip. Up to Asterisk 20. Action `SIPshowpeer`, needs class system or reporting. Safe to
/// repeat: it only reads.
class sip_show_peer : public basic_action<sip_show_peer> {
public:
  using reply_type = replies::sip_show_peer;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param peer `Peer`: the peer
  explicit sip_show_peer(std::string peer) : basic_action{"SIPshowpeer"} { put("Peer", std::move(peer)); }
};

/// Lists the registrations of chan_sip. Up to Asterisk 20. Action `SIPshowregistry`, needs class system or reporting.
/// The reply is a list of `RegistryEntry`. Safe to repeat: it only reads.
class sip_show_registry : public basic_action<sip_show_registry> {
public:
  using reply_type = replies::sip_show_registry;
  static constexpr repeat repeat_safety = repeat::read;

  sip_show_registry() : basic_action{"SIPshowregistry"} {}
};

/// Lists the devices of chan_skinny. The server sends all of them and the end of the list as one frame, which is
/// reply::completion(). Up to Asterisk 20. Action `SKINNYdevices`, needs class system or reporting. The reply is a
/// list of `DeviceEntry`. Safe to repeat: it only reads.
class skinny_devices : public basic_action<skinny_devices> {
public:
  using reply_type = replies::skinny_devices;
  static constexpr repeat repeat_safety = repeat::read;

  skinny_devices() : basic_action{"SKINNYdevices"} {}
};

/// Lists the lines of chan_skinny. The server sends all of them and the end of the list as one frame, which is
/// reply::completion(). Up to Asterisk 20. Action `SKINNYlines`, needs class system or reporting. The reply is a list
/// of `LineEntry`. Safe to repeat: it only reads.
class skinny_lines : public basic_action<skinny_lines> {
public:
  using reply_type = replies::skinny_lines;
  static constexpr repeat repeat_safety = repeat::read;

  skinny_lines() : basic_action{"SKINNYlines"} {}
};

/// Asks for a device of chan_skinny. The answer is text: see reply::output(); for an unknown one it is empty. Up to
/// Asterisk 20. Action `SKINNYshowdevice`, needs class system or reporting. Safe to repeat: it only reads.
class skinny_show_device : public basic_action<skinny_show_device> {
public:
  static constexpr repeat repeat_safety = repeat::read;

  /// @param device `Device`: name of the device
  explicit skinny_show_device(std::string device) : basic_action{"SKINNYshowdevice"} {
    put("Device", std::move(device));
  }
};

/// Asks for a line of chan_skinny. The answer is text: see reply::output(); for an unknown one it is empty. Up to
/// Asterisk 20. Action `SKINNYshowline`, needs class system or reporting. Safe to repeat: it only reads.
class skinny_show_line : public basic_action<skinny_show_line> {
public:
  static constexpr repeat repeat_safety = repeat::read;

  /// @param line `Line`: name of the line
  explicit skinny_show_line(std::string line) : basic_action{"SKINNYshowline"} { put("Line", std::move(line)); }
};

}  // namespace ami::actions
