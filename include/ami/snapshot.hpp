// Snapshots of a channel and of a bridge: the groups of headers that many events have, with and without a prefix.
#pragma once

#include <ami/config.hpp>
#include <ami/names.hpp>
#include <ami/values.hpp>
#include <ami/wire/frame.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

/// The headers of one channel in an event: `DestChannel`, `DestCallerIDNum`, ... for the prefix "Dest". A view, it must
/// not outlive the event; trivially copyable.
/// @par Thread safety As the typed events: any number of threads may read.
class AMI_DECL channel_snapshot {
public:
  /// @pre `prefix` lives as long as the view: a literal.
  channel_snapshot(wire::frame_view frame, std::string_view prefix) noexcept : frame_{frame}, prefix_{prefix} {}

  /// The snapshot with that prefix, or nothing when the event has none. In UserEvents of ARI the prefix is a number:
  /// "2".
  static std::optional<channel_snapshot> find(wire::frame_view frame, std::string_view prefix) noexcept;

  /// The text before each key.
  std::string_view prefix() const noexcept { return prefix_; }

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// The channel's device: `PJSIP/alice` of "PJSIP/alice-00000001". See ami::channel_device().
  std::string_view device() const noexcept { return channel_device(channel()); }
  /// The name of the other half, when it is one of a Local channel. See ami::other_half().
  std::optional<std::string> other_half() const { return ami::other_half(channel()); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept;
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id, empty when it is unknown (see ami::known_caller_id()).
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the channel's caller id, empty when it is unknown.
  std::string caller_id_name() const;
  /// `ConnectedLineNum`: number of the party it talks to, empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the party it talks to, empty when it is unknown.
  std::string connected_line_name() const;
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept;
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of the channel variables that manager.conf adds (channelvars).
  std::vector<std::pair<std::string, std::string>> chan_variables() const;

private:
  std::string_view text(std::string_view key) const noexcept;

  wire::frame_view frame_;
  std::string_view prefix_;
};

/// The headers of one bridge in an event, as channel_snapshot.
class AMI_DECL bridge_snapshot {
public:
  /// @pre `prefix` lives as long as the view: a literal.
  bridge_snapshot(wire::frame_view frame, std::string_view prefix) noexcept : frame_{frame}, prefix_{prefix} {}

  /// The snapshot with that prefix, or nothing when the event has none.
  static std::optional<bridge_snapshot> find(wire::frame_view frame, std::string_view prefix) noexcept;

  /// What stands before each key.
  std::string_view prefix() const noexcept { return prefix_; }

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: what mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name of the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept;
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }

private:
  std::string_view text(std::string_view key) const noexcept;

  wire::frame_view frame_;
  std::string_view prefix_;
};

}  // namespace ami
