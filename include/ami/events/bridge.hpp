// Events of bridges.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::events {

/// A channel entered a bridge. Wire name: `BridgeEnter`.
class bridge_enter : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_enter;
  static constexpr std::string_view wire_name = "BridgeEnter";

  using event_view::event_view;

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: what mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: who made the bridge, `<unknown>` when nobody says.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept {
    return enumeration<ami::channel_state>("ChannelState", 10);
  }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id.
  std::string_view caller_id_num() const noexcept { return text("CallerIDNum"); }
  /// `CallerIDName`: name of the channel's caller id.
  std::string caller_id_name() const { return unescaped("CallerIDName"); }
  /// `ConnectedLineNum`: number of the party it talks to.
  std::string_view connected_line_num() const noexcept { return text("ConnectedLineNum"); }
  /// `ConnectedLineName`: name of the party it talks to.
  std::string connected_line_name() const { return unescaped("ConnectedLineName"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
  /// `SwapUniqueid`: unique id of the channel that it takes the place of.
  std::string_view swap_uniqueid() const noexcept { return text("SwapUniqueid"); }
};

/// A channel left a bridge. Wire name: `BridgeLeave`.
class bridge_leave : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_leave;
  static constexpr std::string_view wire_name = "BridgeLeave";

  using event_view::event_view;

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: what mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: who made the bridge, `<unknown>` when nobody says.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept {
    return enumeration<ami::channel_state>("ChannelState", 10);
  }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id.
  std::string_view caller_id_num() const noexcept { return text("CallerIDNum"); }
  /// `CallerIDName`: name of the channel's caller id.
  std::string caller_id_name() const { return unescaped("CallerIDName"); }
  /// `ConnectedLineNum`: number of the party it talks to.
  std::string_view connected_line_num() const noexcept { return text("ConnectedLineNum"); }
  /// `ConnectedLineName`: name of the party it talks to.
  std::string connected_line_name() const { return unescaped("ConnectedLineName"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
};

}  // namespace ami::events
