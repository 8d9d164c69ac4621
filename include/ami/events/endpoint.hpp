// Events of devices, peers and contacts.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ami::events {

/// The status of a PJSIP contact changed. Wire name: `ContactStatus`.
class contact_status : public event_view {
public:
  static constexpr event_type type_id = event_type::contact_status;
  static constexpr std::string_view wire_name = "ContactStatus";

  using event_view::event_view;

  /// `URI`: the contact's URI.
  std::string_view uri() const noexcept { return text("URI"); }
  /// `ContactStatus`: its new status.
  std::optional<ami::contact_state> contact_status_() const noexcept {
    return parse_contact_state(text("ContactStatus"));
  }
  /// `AOR`: address of record.
  std::string_view aor() const noexcept { return text("AOR"); }
  /// `EndpointName`: its endpoint.
  std::string_view endpoint_name() const noexcept { return text("EndpointName"); }
  /// `RoundtripUsec`: round trip.
  std::optional<std::chrono::microseconds> roundtrip_usec() const noexcept {
    return parse_microseconds(text("RoundtripUsec"));
  }
};

/// A device of chan_skinny, answer to the action SKINNYdevices. Up to Asterisk 20. Wire name: `DeviceEntry`.
class device_entry : public event_view {
public:
  static constexpr event_type type_id = event_type::device_entry;
  static constexpr std::string_view wire_name = "DeviceEntry";

  using event_view::event_view;

  /// `Type`: model of the device.
  std::string_view type() const noexcept { return text("Type"); }
  /// `Channeltype`: technology of the channel.
  std::string_view channeltype() const noexcept { return text("Channeltype"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `ChannelObjectType`: kind of object.
  std::string_view channel_object_type() const noexcept { return text("ChannelObjectType"); }
  /// `DeviceId`: the device's id.
  std::string_view device_id() const noexcept { return text("DeviceId"); }
  /// `IPaddress`: IP address.
  std::string_view ip_address() const noexcept { return text("IPaddress"); }
  /// `Devicestatus`: whether it is registered.
  std::optional<ami::peer_state> devicestatus() const noexcept { return parse_peer_state(text("Devicestatus")); }
  /// `NumberOfLines`: number of lines.
  std::optional<std::int64_t> number_of_lines() const noexcept { return integer("NumberOfLines"); }
};

/// The end of the list of devices. Up to Asterisk 20. Wire name: `DevicelistComplete`.
class devicelist_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::devicelist_complete;
  static constexpr std::string_view wire_name = "DevicelistComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// The state of a device changed. Wire name: `DeviceStateChange`.
class device_state_change : public event_view {
public:
  static constexpr event_type type_id = event_type::device_state_change;
  static constexpr std::string_view wire_name = "DeviceStateChange";

  using event_view::event_view;

  /// `Device`: the device, for example PJSIP/alice.
  std::string_view device() const noexcept { return text("Device"); }
  /// `State`: its new state.
  std::optional<ami::device_state> state() const noexcept { return parse_device_state(text("State")); }
};

/// The end of the list of device states. Wire name: `DeviceStateListComplete`.
class device_state_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::device_state_list_complete;
  static constexpr std::string_view wire_name = "DeviceStateListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// The presence of an XMPP contact changed. Wire name: `JabberStatus`.
class jabber_status : public event_view {
public:
  static constexpr event_type type_id = event_type::jabber_status;
  static constexpr std::string_view wire_name = "JabberStatus";

  using event_view::event_view;

  /// `Status`: the presence as a number.
  std::optional<std::int64_t> status() const noexcept { return integer("Status"); }
  /// `Priority`: priority of the resource.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Account`: name of the XMPP connection.
  std::string_view account() const noexcept { return text("Account"); }
  /// `JID`: address of the XMPP contact.
  std::string_view j_id() const noexcept { return text("JID"); }
  /// `Resource`: resource of the XMPP contact.
  std::string_view resource() const noexcept { return text("Resource"); }
  /// `Description`: description.
  std::string_view description() const noexcept { return text("Description"); }
};

/// A line of chan_skinny, answer to the action SKINNYlines. Up to Asterisk 20. Wire name: `LineEntry`.
class line_entry : public event_view {
public:
  static constexpr event_type type_id = event_type::line_entry;
  static constexpr std::string_view wire_name = "LineEntry";

  using event_view::event_view;

  /// `Device`: its device.
  std::string_view device() const noexcept { return text("Device"); }
  /// `Channeltype`: technology of the channel.
  std::string_view channeltype() const noexcept { return text("Channeltype"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `ChannelObjectType`: kind of object.
  std::string_view channel_object_type() const noexcept { return text("ChannelObjectType"); }
  /// `Instance`: its place on the device.
  std::optional<std::int64_t> instance() const noexcept { return integer("Instance"); }
  /// `Label`: its label.
  std::string_view label() const noexcept { return text("Label"); }
};

/// The end of the list of lines. Up to Asterisk 20. Wire name: `LinelistComplete`.
class linelist_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::linelist_complete;
  static constexpr std::string_view wire_name = "LinelistComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A phone of chan_mobile connected or went away. Wire name: `MobileStatus`.
class mobile_status : public event_view {
public:
  static constexpr event_type type_id = event_type::mobile_status;
  static constexpr std::string_view wire_name = "MobileStatus";

  using event_view::event_view;

  /// `Status`: Connect or Disconnect.
  std::string_view status() const noexcept { return text("Status"); }
  /// `Device`: the phone.
  std::string_view device() const noexcept { return text("Device"); }
};

/// A peer of chan_iax2 or chan_sip. Which headers are there depends on the action that asked. Wire name: `PeerEntry`.
class peer_entry : public event_view {
public:
  static constexpr event_type type_id = event_type::peer_entry;
  static constexpr std::string_view wire_name = "PeerEntry";

  using event_view::event_view;

  /// `Status`: whether it answers.
  std::optional<ami::peer_state> status() const noexcept { return parse_peer_state(text("Status")); }
  /// `Channeltype`: technology of the channel.
  std::string_view channeltype() const noexcept { return text("Channeltype"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `ObjectUsername`: user name.
  std::string_view object_username() const noexcept { return text("ObjectUsername"); }
  /// `ChanObjectType`: kind of object.
  std::string_view chan_object_type() const noexcept { return text("ChanObjectType"); }
  /// `IPaddress`: IP address.
  std::string_view ip_address() const noexcept { return text("IPaddress"); }
  /// `IPport`: port.
  std::optional<std::int64_t> ip_port() const noexcept { return integer("IPport"); }
  /// `Mask`: network mask.
  std::string_view mask() const noexcept { return text("Mask"); }
  /// `Port`: port.
  std::optional<std::int64_t> port() const noexcept { return integer("Port"); }
  /// `Dynamic`: whether it registers.
  std::optional<bool> dynamic() const noexcept { return boolean("Dynamic"); }
  /// `AutoForcerport`: whether NAT is found out.
  std::optional<bool> auto_forcerport() const noexcept { return boolean("AutoForcerport"); }
  /// `Forcerport`: whether answers go where requests come from.
  std::optional<bool> forcerport() const noexcept { return boolean("Forcerport"); }
  /// `AutoComedia`: whether symmetric media is found out.
  std::optional<bool> auto_comedia() const noexcept { return boolean("AutoComedia"); }
  /// `Comedia`: whether media is symmetric.
  std::optional<bool> comedia() const noexcept { return boolean("Comedia"); }
  /// `VideoSupport`: whether video is supported.
  std::optional<bool> video_support() const noexcept { return boolean("VideoSupport"); }
  /// `TextSupport`: whether text is supported.
  std::optional<bool> text_support() const noexcept { return boolean("TextSupport"); }
  /// `ACL`: whether it has an access control list.
  std::optional<bool> acl() const noexcept { return boolean("ACL"); }
  /// `Trunk`: whether calls are bundled.
  std::optional<bool> trunk() const noexcept { return boolean("Trunk"); }
  /// `Encryption`: whether calls are encrypted.
  std::optional<bool> encryption() const noexcept { return boolean("Encryption"); }
  /// `RealtimeDevice`: whether it comes from a database.
  std::optional<bool> realtime_device() const noexcept { return boolean("RealtimeDevice"); }
  /// `Description`: description.
  std::string_view description() const noexcept { return text("Description"); }
  /// `Accountcode`: account code for billing.
  std::string_view accountcode() const noexcept { return text("Accountcode"); }
};

/// The end of the list of peers. Wire name: `PeerlistComplete`.
class peerlist_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::peerlist_complete;
  static constexpr std::string_view wire_name = "PeerlistComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// The status of a peer changed. Wire name: `PeerStatus`.
class peer_status : public event_view {
public:
  static constexpr event_type type_id = event_type::peer_status;
  static constexpr std::string_view wire_name = "PeerStatus";

  using event_view::event_view;

  /// `ChannelType`: technology of the channel.
  std::string_view channel_type() const noexcept { return text("ChannelType"); }
  /// `Peer`: the peer, with its technology.
  std::string_view peer() const noexcept { return text("Peer"); }
  /// `PeerStatus`: its new status.
  std::optional<ami::peer_state> peer_status_() const noexcept { return parse_peer_state(text("PeerStatus")); }
  /// `Cause`: why, when the server says so.
  std::string_view cause() const noexcept { return text("Cause"); }
  /// `Address`: where it registered from.
  std::string_view address() const noexcept { return text("Address"); }
  /// `Port`: port.
  std::optional<std::int64_t> port() const noexcept { return integer("Port"); }
  /// `Time`: round trip.
  std::optional<std::chrono::milliseconds> time() const noexcept { return parse_milliseconds(text("Time")); }
};

/// The end of the list of registrations. Wire name: `RegistrationsComplete`.
class registrations_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::registrations_complete;
  static constexpr std::string_view wire_name = "RegistrationsComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A registration with another server changed. Wire name: `Registry`.
class registry : public event_view {
public:
  static constexpr event_type type_id = event_type::registry;
  static constexpr std::string_view wire_name = "Registry";

  using event_view::event_view;

  /// `ChannelType`: technology of the channel.
  std::string_view channel_type() const noexcept { return text("ChannelType"); }
  /// `Username`: the user's name.
  std::string_view username() const noexcept { return text("Username"); }
  /// `Domain`: the domain.
  std::string_view domain() const noexcept { return text("Domain"); }
  /// `Status`: status of the registration.
  std::optional<ami::registration_state> status() const noexcept { return parse_registration_state(text("Status")); }
  /// `Cause`: why, when the server says so.
  std::string_view cause() const noexcept { return text("Cause"); }
};

/// A registration of chan_iax2 or chan_sip. Which headers are there depends on the action that asked. Wire name:
/// `RegistryEntry`.
class registry_entry : public event_view {
public:
  static constexpr event_type type_id = event_type::registry_entry;
  static constexpr std::string_view wire_name = "RegistryEntry";

  using event_view::event_view;

  /// `State`: state of the registration.
  std::optional<ami::registration_state> state() const noexcept { return parse_registration_state(text("State")); }
  /// `Host`: the other server.
  std::string_view host() const noexcept { return text("Host"); }
  /// `Port`: port.
  std::optional<std::int64_t> port() const noexcept { return integer("Port"); }
  /// `Username`: the user's name.
  std::string_view username() const noexcept { return text("Username"); }
  /// `Domain`: the domain.
  std::string_view domain() const noexcept { return text("Domain"); }
  /// `DomainPort`: port of the domain.
  std::optional<std::int64_t> domain_port() const noexcept { return integer("DomainPort"); }
  /// `Refresh`: time between two registrations.
  std::optional<std::chrono::seconds> refresh() const noexcept { return parse_seconds(text("Refresh")); }
  /// `RegistrationTime`: when it registered.
  std::optional<std::chrono::sys_seconds> registration_time() const noexcept {
    return parse_epoch(text("RegistrationTime"));
  }
  /// `DNSmanager`: whether its name is looked up again.
  std::optional<bool> dns_manager() const noexcept { return boolean("DNSmanager"); }
  /// `Perceived`: own address as the other server sees it.
  std::string_view perceived() const noexcept { return text("Perceived"); }
};

/// The end of the answer to the action SIPpeerstatus. Up to Asterisk 20. Wire name: `SIPpeerstatusComplete`.
class sip_peer_status_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::sip_peer_status_complete;
  static constexpr std::string_view wire_name = "SIPpeerstatusComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A peer of chan_sip was asked whether it is there, by the action SIPqualifypeer. Up to Asterisk 20. Wire name:
/// `SIPQualifyPeerDone`.
class sip_qualify_peer_done : public event_view {
public:
  static constexpr event_type type_id = event_type::sip_qualify_peer_done;
  static constexpr std::string_view wire_name = "SIPQualifyPeerDone";

  using event_view::event_view;

  /// `Peer`: the peer, with its technology.
  std::string_view peer() const noexcept { return text("Peer"); }
};

}  // namespace ami::events
