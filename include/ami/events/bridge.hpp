// Events of bridges.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::events {

/// A bridge was made. Wire name: `BridgeCreate`.
class bridge_create : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_create;
  static constexpr std::string_view wire_name = "BridgeCreate";

  using event_view::event_view;

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: the technology that mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// The bridge as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> bridge() const noexcept { return ami::bridge_snapshot::find(frame(), ""); }
};

/// A bridge is gone. Wire name: `BridgeDestroy`.
class bridge_destroy : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_destroy;
  static constexpr std::string_view wire_name = "BridgeDestroy";

  using event_view::event_view;

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: the technology that mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// The bridge as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> bridge() const noexcept { return ami::bridge_snapshot::find(frame(), ""); }
};

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
  /// `BridgeTechnology`: the technology that mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// The bridge as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> bridge() const noexcept { return ami::bridge_snapshot::find(frame(), ""); }
  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept { return parse_channel_state(text("ChannelState")); }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the channel's caller id; empty when it is unknown.
  std::string caller_id_name() const { return detail::known_caller_name(text("CallerIDName")); }
  /// `ConnectedLineNum`: number of the party it talks to; empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the party it talks to; empty when it is unknown.
  std::string connected_line_name() const { return detail::known_caller_name(text("ConnectedLineName")); }
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
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
  /// `SwapUniqueid`: unique id of the channel that it takes the place of.
  std::string_view swap_uniqueid() const noexcept { return text("SwapUniqueid"); }
};

/// A channel of a bridge, answer to the action BridgeInfo. Wire name: `BridgeInfoChannel`.
class bridge_info_channel : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_info_channel;
  static constexpr std::string_view wire_name = "BridgeInfoChannel";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept { return parse_channel_state(text("ChannelState")); }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the channel's caller id; empty when it is unknown.
  std::string caller_id_name() const { return detail::known_caller_name(text("CallerIDName")); }
  /// `ConnectedLineNum`: number of the party it talks to; empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the party it talks to; empty when it is unknown.
  std::string connected_line_name() const { return detail::known_caller_name(text("ConnectedLineName")); }
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
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
};

/// The end of the list of a bridge's channels, and the bridge itself. Wire name: `BridgeInfoComplete`.
class bridge_info_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_info_complete;
  static constexpr std::string_view wire_name = "BridgeInfoComplete";

  using event_view::event_view;

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: the technology that mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// The bridge as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> bridge() const noexcept { return ami::bridge_snapshot::find(frame(), ""); }
  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
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
  /// `BridgeTechnology`: the technology that mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// The bridge as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> bridge() const noexcept { return ami::bridge_snapshot::find(frame(), ""); }
  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept { return parse_channel_state(text("ChannelState")); }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the channel's caller id; empty when it is unknown.
  std::string caller_id_name() const { return detail::known_caller_name(text("CallerIDName")); }
  /// `ConnectedLineNum`: number of the party it talks to; empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the party it talks to; empty when it is unknown.
  std::string connected_line_name() const { return detail::known_caller_name(text("ConnectedLineName")); }
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
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
};

/// The end of the list of bridges. Wire name: `BridgeListComplete`.
class bridge_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_list_complete;
  static constexpr std::string_view wire_name = "BridgeListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A bridge, answer to the action BridgeList. Wire name: `BridgeListItem`.
class bridge_list_item : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_list_item;
  static constexpr std::string_view wire_name = "BridgeListItem";

  using event_view::event_view;

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: the technology that mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// The bridge as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> bridge() const noexcept { return ami::bridge_snapshot::find(frame(), ""); }
};

/// Two bridges were merged. Wire name: `BridgeMerge`.
class bridge_merge : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_merge;
  static constexpr std::string_view wire_name = "BridgeMerge";

  using event_view::event_view;

  /// `ToBridgeUniqueid`: unique id of the bridge (bridge that stays).
  std::string_view to_bridge_uniqueid() const noexcept { return text("ToBridgeUniqueid"); }
  /// `ToBridgeType`: kind of bridge (bridge that stays).
  std::string_view to_bridge_type() const noexcept { return text("ToBridgeType"); }
  /// `ToBridgeTechnology`: the technology that mixes the media (bridge that stays).
  std::string_view to_bridge_technology() const noexcept { return text("ToBridgeTechnology"); }
  /// `ToBridgeCreator`: the creator of the bridge, `<unknown>` when it is not known (bridge that stays).
  std::string_view to_bridge_creator() const noexcept { return text("ToBridgeCreator"); }
  /// `ToBridgeName`: name given to the bridge, `<unknown>` without one (bridge that stays).
  std::string_view to_bridge_name() const noexcept { return text("ToBridgeName"); }
  /// `ToBridgeNumChannels`: number of channels in the bridge (bridge that stays).
  std::optional<std::int64_t> to_bridge_num_channels() const noexcept { return integer("ToBridgeNumChannels"); }
  /// `ToBridgeVideoSourceMode`: how the video source is chosen (bridge that stays).
  std::string_view to_bridge_video_source_mode() const noexcept { return text("ToBridgeVideoSourceMode"); }
  /// `ToBridgeVideoSource`: unique id of the video source, when one is set (bridge that stays).
  std::string_view to_bridge_video_source() const noexcept { return text("ToBridgeVideoSource"); }
  /// The bridge that stays as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> to_bridge() const noexcept { return ami::bridge_snapshot::find(frame(), "To"); }
  /// `FromBridgeUniqueid`: unique id of the bridge (bridge that goes away).
  std::string_view from_bridge_uniqueid() const noexcept { return text("FromBridgeUniqueid"); }
  /// `FromBridgeType`: kind of bridge (bridge that goes away).
  std::string_view from_bridge_type() const noexcept { return text("FromBridgeType"); }
  /// `FromBridgeTechnology`: the technology that mixes the media (bridge that goes away).
  std::string_view from_bridge_technology() const noexcept { return text("FromBridgeTechnology"); }
  /// `FromBridgeCreator`: the creator of the bridge, `<unknown>` when it is not known (bridge that goes away).
  std::string_view from_bridge_creator() const noexcept { return text("FromBridgeCreator"); }
  /// `FromBridgeName`: name given to the bridge, `<unknown>` without one (bridge that goes away).
  std::string_view from_bridge_name() const noexcept { return text("FromBridgeName"); }
  /// `FromBridgeNumChannels`: number of channels in the bridge (bridge that goes away).
  std::optional<std::int64_t> from_bridge_num_channels() const noexcept { return integer("FromBridgeNumChannels"); }
  /// `FromBridgeVideoSourceMode`: how the video source is chosen (bridge that goes away).
  std::string_view from_bridge_video_source_mode() const noexcept { return text("FromBridgeVideoSourceMode"); }
  /// `FromBridgeVideoSource`: unique id of the video source, when one is set (bridge that goes away).
  std::string_view from_bridge_video_source() const noexcept { return text("FromBridgeVideoSource"); }
  /// The bridge that goes away as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> from_bridge() const noexcept {
    return ami::bridge_snapshot::find(frame(), "From");
  }
};

/// The end of the list of bridge technologies. Wire name: `BridgeTechnologyListComplete`.
class bridge_technology_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_technology_list_complete;
  static constexpr std::string_view wire_name = "BridgeTechnologyListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A bridge technology. Wire name: `BridgeTechnologyListItem`.
class bridge_technology_list_item : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_technology_list_item;
  static constexpr std::string_view wire_name = "BridgeTechnologyListItem";

  using event_view::event_view;

  /// `BridgeTechnology`: name of the technology.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgePriority`: which technology is preferred.
  std::optional<std::int64_t> bridge_priority() const noexcept { return integer("BridgePriority"); }
  /// `BridgeSuspended`: whether it is out of use.
  std::optional<bool> bridge_suspended() const noexcept { return boolean("BridgeSuspended"); }
};

/// The video source of a bridge changed. Wire name: `BridgeVideoSourceUpdate`.
class bridge_video_source_update : public event_view {
public:
  static constexpr event_type type_id = event_type::bridge_video_source_update;
  static constexpr std::string_view wire_name = "BridgeVideoSourceUpdate";

  using event_view::event_view;

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: the technology that mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// The bridge as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> bridge() const noexcept { return ami::bridge_snapshot::find(frame(), ""); }
  /// `BridgePreviousVideoSource`: unique id of the video source before.
  std::string_view bridge_previous_video_source() const noexcept { return text("BridgePreviousVideoSource"); }
};

}  // namespace ami::events
