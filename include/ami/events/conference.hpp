// Events of ConfBridge and MeetMe conferences.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::events {

/// A conference ended. Wire name: `ConfbridgeEnd`.
class confbridge_end : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_end;
  static constexpr std::string_view wire_name = "ConfbridgeEnd";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
};

/// A channel joined a conference. Wire name: `ConfbridgeJoin`.
class confbridge_join : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_join;
  static constexpr std::string_view wire_name = "ConfbridgeJoin";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `Admin`: whether the user is an administrator.
  std::optional<bool> admin() const noexcept { return boolean("Admin"); }
  /// `Muted`: whether it is muted.
  std::optional<bool> muted() const noexcept { return boolean("Muted"); }
};

/// A channel left a conference. Wire name: `ConfbridgeLeave`.
class confbridge_leave : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_leave;
  static constexpr std::string_view wire_name = "ConfbridgeLeave";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `Admin`: whether the user is an administrator.
  std::optional<bool> admin() const noexcept { return boolean("Admin"); }
};

/// A channel in a conference, answer to the action of the same name. Wire name: `ConfbridgeList`.
class confbridge_list : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_list;
  static constexpr std::string_view wire_name = "ConfbridgeList";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `Admin`: whether the user is an administrator.
  std::optional<bool> admin() const noexcept { return boolean("Admin"); }
  /// `MarkedUser`: whether the user is marked.
  std::optional<bool> marked_user() const noexcept { return boolean("MarkedUser"); }
  /// `WaitMarked`: whether it waits for a marked user.
  std::optional<bool> wait_marked() const noexcept { return boolean("WaitMarked"); }
  /// `EndMarked`: whether it leaves with the last marked user.
  std::optional<bool> end_marked() const noexcept { return boolean("EndMarked"); }
  /// `Waiting`: whether it waits for a marked user.
  std::optional<bool> waiting() const noexcept { return boolean("Waiting"); }
  /// `Muted`: whether it is muted.
  std::optional<bool> muted() const noexcept { return boolean("Muted"); }
  /// `Talking`: whether it talks.
  std::optional<bool> talking() const noexcept { return boolean("Talking"); }
  /// `AnsweredTime`: how long it is answered.
  std::optional<std::chrono::seconds> answered_time() const noexcept { return parse_seconds(text("AnsweredTime")); }
  /// `EndMarkedAny`: whether it leaves with any marked user. Not in Asterisk 16.
  std::optional<bool> end_marked_any() const noexcept { return boolean("EndMarkedAny"); }
};

/// The end of the list of a conference's channels. Wire name: `ConfbridgeListComplete`.
class confbridge_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_list_complete;
  static constexpr std::string_view wire_name = "ConfbridgeListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A conference, answer to the action of the same name. Wire name: `ConfbridgeListRooms`.
class confbridge_list_rooms : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_list_rooms;
  static constexpr std::string_view wire_name = "ConfbridgeListRooms";

  using event_view::event_view;

  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `Parties`: number of users.
  std::optional<std::int64_t> parties() const noexcept { return integer("Parties"); }
  /// `Marked`: marked users.
  std::optional<std::int64_t> marked() const noexcept { return integer("Marked"); }
  /// `Locked`: whether no further participant can join.
  std::optional<bool> locked() const noexcept { return boolean("Locked"); }
  /// `Muted`: whether all users are muted.
  std::optional<bool> muted() const noexcept { return boolean("Muted"); }
};

/// The end of the list of conferences. Wire name: `ConfbridgeListRoomsComplete`.
class confbridge_list_rooms_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_list_rooms_complete;
  static constexpr std::string_view wire_name = "ConfbridgeListRoomsComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A channel in a conference was muted. Wire name: `ConfbridgeMute`.
class confbridge_mute : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_mute;
  static constexpr std::string_view wire_name = "ConfbridgeMute";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `Admin`: whether the user is an administrator.
  std::optional<bool> admin() const noexcept { return boolean("Admin"); }
};

/// The recording of a conference begins. Wire name: `ConfbridgeRecord`.
class confbridge_record : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_record;
  static constexpr std::string_view wire_name = "ConfbridgeRecord";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
};

/// A conference begins. Wire name: `ConfbridgeStart`.
class confbridge_start : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_start;
  static constexpr std::string_view wire_name = "ConfbridgeStart";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
};

/// The recording of a conference ended. Wire name: `ConfbridgeStopRecord`.
class confbridge_stop_record : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_stop_record;
  static constexpr std::string_view wire_name = "ConfbridgeStopRecord";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
};

/// A channel in a conference begins to talk or stops. Wire name: `ConfbridgeTalking`.
class confbridge_talking : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_talking;
  static constexpr std::string_view wire_name = "ConfbridgeTalking";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `TalkingStatus`: whether it talks.
  std::optional<bool> talking_status() const noexcept { return boolean("TalkingStatus"); }
  /// `Admin`: whether the user is an administrator.
  std::optional<bool> admin() const noexcept { return boolean("Admin"); }
};

/// A channel in a conference is no longer muted. Wire name: `ConfbridgeUnmute`.
class confbridge_unmute : public event_view {
public:
  static constexpr event_type type_id = event_type::confbridge_unmute;
  static constexpr std::string_view wire_name = "ConfbridgeUnmute";

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
  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `Admin`: whether the user is an administrator.
  std::optional<bool> admin() const noexcept { return boolean("Admin"); }
};

/// A MeetMe conference ended. Wire name: `MeetmeEnd`.
class meetme_end : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_end;
  static constexpr std::string_view wire_name = "MeetmeEnd";

  using event_view::event_view;

  /// `Meetme`: the conference's number.
  std::string_view meetme() const noexcept { return text("Meetme"); }
};

/// A channel joined a MeetMe conference. Wire name: `MeetmeJoin`.
class meetme_join : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_join;
  static constexpr std::string_view wire_name = "MeetmeJoin";

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
  /// `Meetme`: the conference's number.
  std::string_view meetme() const noexcept { return text("Meetme"); }
  /// `User`: number of the user in the conference.
  std::string_view user() const noexcept { return text("User"); }
};

/// A channel left a MeetMe conference. Wire name: `MeetmeLeave`.
class meetme_leave : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_leave;
  static constexpr std::string_view wire_name = "MeetmeLeave";

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
  /// `Meetme`: the conference's number.
  std::string_view meetme() const noexcept { return text("Meetme"); }
  /// `User`: number of the user in the conference.
  std::string_view user() const noexcept { return text("User"); }
  /// `Duration`: how long it took.
  std::optional<std::chrono::seconds> duration() const noexcept { return parse_seconds(text("Duration")); }
};

/// A user of a MeetMe conference, answer to the action of the same name. Wire name: `MeetmeList`.
class meetme_list : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_list;
  static constexpr std::string_view wire_name = "MeetmeList";

  using event_view::event_view;

  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `UserNumber`: number of the user.
  std::optional<std::int64_t> user_number() const noexcept { return integer("UserNumber"); }
  /// `CallerIDNum`: number of the caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the caller id; empty when it is unknown.
  std::string_view caller_id_name() const noexcept { return known_caller_id(text("CallerIDName")); }
  /// `ConnectedLineNum`: number of the other party; empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the other party, not escaped here; empty when it is unknown.
  std::string_view connected_line_name() const noexcept { return known_caller_id(text("ConnectedLineName")); }
  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `Admin`: whether the user is an administrator.
  std::optional<bool> admin() const noexcept { return boolean("Admin"); }
  /// `Role`: what the user may do: Listen only, Talk only or Talk and listen.
  std::string_view role() const noexcept { return text("Role"); }
  /// `MarkedUser`: whether the user is marked.
  std::optional<bool> marked_user() const noexcept { return boolean("MarkedUser"); }
  /// `Muted`: whether and by whom it is muted.
  std::string_view muted() const noexcept { return text("Muted"); }
  /// `Talking`: whether it talks.
  std::string_view talking() const noexcept { return text("Talking"); }
};

/// The end of the list of users of MeetMe conferences. Wire name: `MeetmeListComplete`.
class meetme_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_list_complete;
  static constexpr std::string_view wire_name = "MeetmeListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A MeetMe conference, answer to the action of the same name. Wire name: `MeetmeListRooms`.
class meetme_list_rooms : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_list_rooms;
  static constexpr std::string_view wire_name = "MeetmeListRooms";

  using event_view::event_view;

  /// `Conference`: the conference's name.
  std::string_view conference() const noexcept { return text("Conference"); }
  /// `Parties`: number of users.
  std::optional<std::int64_t> parties() const noexcept { return integer("Parties"); }
  /// `Marked`: marked users: a number, or N/A.
  std::string_view marked() const noexcept { return text("Marked"); }
  /// `Activity`: how long it exists.
  std::optional<std::chrono::seconds> activity() const noexcept { return parse_hms(text("Activity")); }
  /// `Creation`: how it was made.
  std::string_view creation() const noexcept { return text("Creation"); }
  /// `Locked`: whether no further participant can join.
  std::optional<bool> locked() const noexcept { return boolean("Locked"); }
};

/// The end of the list of MeetMe conferences. Wire name: `MeetmeListRoomsComplete`.
class meetme_list_rooms_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_list_rooms_complete;
  static constexpr std::string_view wire_name = "MeetmeListRoomsComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A user of a MeetMe conference was muted, or no longer is. Wire name: `MeetmeMute`.
class meetme_mute : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_mute;
  static constexpr std::string_view wire_name = "MeetmeMute";

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
  /// `Meetme`: the conference's number.
  std::string_view meetme() const noexcept { return text("Meetme"); }
  /// `User`: number of the user in the conference.
  std::string_view user() const noexcept { return text("User"); }
  /// `Duration`: how long it took.
  std::optional<std::chrono::seconds> duration() const noexcept { return parse_seconds(text("Duration")); }
  /// `Status`: whether it is muted.
  std::optional<bool> status() const noexcept { return boolean("Status"); }
};

/// A user of a MeetMe conference begins to talk or stops. Wire name: `MeetmeTalking`.
class meetme_talking : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_talking;
  static constexpr std::string_view wire_name = "MeetmeTalking";

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
  /// `Meetme`: the conference's number.
  std::string_view meetme() const noexcept { return text("Meetme"); }
  /// `User`: number of the user in the conference.
  std::string_view user() const noexcept { return text("User"); }
  /// `Duration`: how long it took.
  std::optional<std::chrono::seconds> duration() const noexcept { return parse_seconds(text("Duration")); }
  /// `Status`: whether it talks.
  std::optional<bool> status() const noexcept { return boolean("Status"); }
};

/// A user of a MeetMe conference asks to talk, or no longer does. Wire name: `MeetmeTalkRequest`.
class meetme_talk_request : public event_view {
public:
  static constexpr event_type type_id = event_type::meetme_talk_request;
  static constexpr std::string_view wire_name = "MeetmeTalkRequest";

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
  /// `Meetme`: the conference's number.
  std::string_view meetme() const noexcept { return text("Meetme"); }
  /// `User`: number of the user in the conference.
  std::string_view user() const noexcept { return text("User"); }
  /// `Duration`: how long it took.
  std::optional<std::chrono::seconds> duration() const noexcept { return parse_seconds(text("Duration")); }
  /// `Status`: whether it asks to talk.
  std::optional<bool> status() const noexcept { return boolean("Status"); }
};

}  // namespace ami::events
