// Events of devices, peers and contacts.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::events {

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

/// The status of a peer changed. Wire name: `PeerStatus`.
class peer_status : public event_view {
public:
  static constexpr event_type type_id = event_type::peer_status;
  static constexpr std::string_view wire_name = "PeerStatus";

  using event_view::event_view;

  /// `ChannelType`: technology of the peer.
  std::string_view channel_type() const noexcept { return text("ChannelType"); }
  /// `Peer`: the peer, with its technology.
  std::string_view peer() const noexcept { return text("Peer"); }
  /// `PeerStatus`: its new status, for example Registered, Reachable, Unreachable.
  std::string_view peer_status_() const noexcept { return text("PeerStatus"); }
  /// `Cause`: why, when the server says so.
  std::string_view cause() const noexcept { return text("Cause"); }
  /// `Address`: where it registered from.
  std::string_view address() const noexcept { return text("Address"); }
  /// `Port`: port it registered from.
  std::string_view port() const noexcept { return text("Port"); }
  /// `Time`: round trip in milliseconds.
  std::optional<std::int64_t> time() const noexcept { return integer("Time"); }
};

/// The status of a PJSIP contact changed. Wire name: `ContactStatus`.
class contact_status : public event_view {
public:
  static constexpr event_type type_id = event_type::contact_status;
  static constexpr std::string_view wire_name = "ContactStatus";

  using event_view::event_view;

  /// `URI`: the contact's URI.
  std::string_view uri() const noexcept { return text("URI"); }
  /// `ContactStatus`: its new status, for example Reachable, NonQualified.
  std::string_view contact_status_() const noexcept { return text("ContactStatus"); }
  /// `AOR`: its address of record.
  std::string_view aor() const noexcept { return text("AOR"); }
  /// `EndpointName`: its endpoint.
  std::string_view endpoint_name() const noexcept { return text("EndpointName"); }
  /// `RoundtripUsec`: round trip in microseconds.
  std::optional<std::int64_t> roundtrip_usec() const noexcept { return integer("RoundtripUsec"); }
};

}  // namespace ami::events
