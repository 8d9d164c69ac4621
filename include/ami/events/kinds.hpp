// Kinds of events, each with what all its events have: `any_queue_member`, `any_channel` and others.
// Made by src/catalogue/generate.py from src/catalogue/kinds.toml: change those, not this file.
//
//     auto members = pbx.subscribe<ami::events::any_queue_member>();
//     void show(const ami::events::any_queue_member& member);          // takes a queue_member_pause, too
#pragma once

#include <ami/event_type.hpp>
#include <ami/event_types.hpp>
#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::events {

/// A queue offers a call to a member: it rings, answers, does not, or the call ends.
///
/// Events: `AgentCalled`, `AgentComplete`, `AgentConnect`, `AgentDump`, `AgentRingNoAnswer`.
class any_agent_call
    : public event_kind<event_type::agent_called, event_type::agent_complete, event_type::agent_connect,
                        event_type::agent_dump, event_type::agent_ring_no_answer> {
public:
  using event_kind::event_kind;

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
  /// `DestChannel`: the channel's name (channel called).
  std::string_view dest_channel() const noexcept { return text("DestChannel"); }
  /// `DestChannelState`: the channel's state (channel called).
  std::optional<ami::channel_state> dest_channel_state() const noexcept {
    return parse_channel_state(text("DestChannelState"));
  }
  /// `DestChannelStateDesc`: the state in words (channel called).
  std::string_view dest_channel_state_desc() const noexcept { return text("DestChannelStateDesc"); }
  /// `DestCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel called).
  std::string_view dest_caller_id_num() const noexcept { return known_caller_id(text("DestCallerIDNum")); }
  /// `DestCallerIDName`: name of the channel's caller id; empty when it is unknown (channel called).
  std::string dest_caller_id_name() const { return detail::known_caller_name(text("DestCallerIDName")); }
  /// `DestConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel called).
  std::string_view dest_connected_line_num() const noexcept { return known_caller_id(text("DestConnectedLineNum")); }
  /// `DestConnectedLineName`: name of the party it talks to; empty when it is unknown (channel called).
  std::string dest_connected_line_name() const { return detail::known_caller_name(text("DestConnectedLineName")); }
  /// `DestLanguage`: language of prompts (channel called).
  std::string_view dest_language() const noexcept { return text("DestLanguage"); }
  /// `DestAccountCode`: account code for billing (channel called).
  std::string_view dest_account_code() const noexcept { return text("DestAccountCode"); }
  /// `DestContext`: context in the dialplan (channel called).
  std::string_view dest_context() const noexcept { return text("DestContext"); }
  /// `DestExten`: extension in the dialplan (channel called).
  std::string_view dest_exten() const noexcept { return text("DestExten"); }
  /// `DestPriority`: priority in the dialplan (channel called).
  std::optional<std::int64_t> dest_priority() const noexcept { return integer("DestPriority"); }
  /// `DestUniqueid`: unique id of the channel, an opaque text (channel called).
  std::string_view dest_uniqueid() const noexcept { return text("DestUniqueid"); }
  /// `DestLinkedid`: unique id of the oldest channel of the call (channel called).
  std::string_view dest_linkedid() const noexcept { return text("DestLinkedid"); }
  /// `DestTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel called).
  std::string_view dest_tenantid() const noexcept { return text("DestTenantid"); }
  /// `DestChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (channel
  /// called).
  std::vector<std::pair<std::string, std::string>> dest_chan_variables() const { return variables("DestChanVariable"); }
  /// The channel called as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> dest() const noexcept { return ami::channel_snapshot::find(frame(), "Dest"); }
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `MemberName`: the member's name. Also by the names of Asterisk 11 and before: see ami::queue_member_name().
  std::string_view member_name() const noexcept { return queue_member_name(frame()); }
  /// `Interface`: interface that the queue dials to reach the member. Also by the names of Asterisk 11 and before:
  /// see ami::queue_member_interface().
  std::string_view interface() const noexcept { return queue_member_interface(frame()); }
};

/// An agent logs in or off.
///
/// Events: `AgentLogin`, `AgentLogoff`.
class any_agent_session : public event_kind<event_type::agent_login, event_type::agent_logoff> {
public:
  using event_kind::event_kind;

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
  /// `Agent`: the agent's id.
  std::string_view agent() const noexcept { return text("Agent"); }
};

/// An AGI script begins or ends a command.
///
/// Events: `AGIExecEnd`, `AGIExecStart`.
class any_agi_exec : public event_kind<event_type::agi_exec_end, event_type::agi_exec_start> {
public:
  using event_kind::event_kind;

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
  /// `Command`: the command.
  std::string_view command() const noexcept { return text("Command"); }
  /// `CommandId`: id of the command.
  std::string_view command_id() const noexcept { return text("CommandId"); }
};

/// A bridge comes, goes or changes, or a channel enters or leaves it.
///
/// Events: `BridgeCreate`, `BridgeDestroy`, `BridgeEnter`, `BridgeLeave`, `BridgeVideoSourceUpdate`.
class any_bridge : public event_kind<event_type::bridge_create, event_type::bridge_destroy, event_type::bridge_enter,
                                     event_type::bridge_leave, event_type::bridge_video_source_update> {
public:
  using event_kind::event_kind;

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

/// A channel enters or leaves a bridge.
///
/// Events: `BridgeEnter`, `BridgeLeave`.
class any_bridge_member : public event_kind<event_type::bridge_enter, event_type::bridge_leave> {
public:
  using event_kind::event_kind;

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

/// Call completion: a call back to somebody who was busy or did not answer.
///
/// Events: `CCAvailable`, `CCCallerRecalling`, `CCCallerStartMonitoring`, `CCCallerStopMonitoring`, `CCFailure`,
/// `CCMonitorFailed`, `CCOfferTimerStart`, `CCRecallComplete`, `CCRequestAcknowledged`, `CCRequested`.
class any_call_completion
    : public event_kind<event_type::cc_available, event_type::cc_caller_recalling,
                        event_type::cc_caller_start_monitoring, event_type::cc_caller_stop_monitoring,
                        event_type::cc_failure, event_type::cc_monitor_failed, event_type::cc_offer_timer_start,
                        event_type::cc_recall_complete, event_type::cc_request_acknowledged, event_type::cc_requested> {
public:
  using event_kind::event_kind;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
};

/// Somebody begins or ends to listen in.
///
/// Events: `ChanSpyStart`, `ChanSpyStop`.
class any_chan_spy : public event_kind<event_type::chan_spy_start, event_type::chan_spy_stop> {
public:
  using event_kind::event_kind;

  /// `SpyerChannel`: the channel's name (channel that listens).
  std::string_view spyer_channel() const noexcept { return text("SpyerChannel"); }
  /// `SpyerChannelState`: the channel's state (channel that listens).
  std::optional<ami::channel_state> spyer_channel_state() const noexcept {
    return parse_channel_state(text("SpyerChannelState"));
  }
  /// `SpyerChannelStateDesc`: the state in words (channel that listens).
  std::string_view spyer_channel_state_desc() const noexcept { return text("SpyerChannelStateDesc"); }
  /// `SpyerCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel that listens).
  std::string_view spyer_caller_id_num() const noexcept { return known_caller_id(text("SpyerCallerIDNum")); }
  /// `SpyerCallerIDName`: name of the channel's caller id; empty when it is unknown (channel that listens).
  std::string spyer_caller_id_name() const { return detail::known_caller_name(text("SpyerCallerIDName")); }
  /// `SpyerConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel that listens).
  std::string_view spyer_connected_line_num() const noexcept { return known_caller_id(text("SpyerConnectedLineNum")); }
  /// `SpyerConnectedLineName`: name of the party it talks to; empty when it is unknown (channel that listens).
  std::string spyer_connected_line_name() const { return detail::known_caller_name(text("SpyerConnectedLineName")); }
  /// `SpyerLanguage`: language of prompts (channel that listens).
  std::string_view spyer_language() const noexcept { return text("SpyerLanguage"); }
  /// `SpyerAccountCode`: account code for billing (channel that listens).
  std::string_view spyer_account_code() const noexcept { return text("SpyerAccountCode"); }
  /// `SpyerContext`: context in the dialplan (channel that listens).
  std::string_view spyer_context() const noexcept { return text("SpyerContext"); }
  /// `SpyerExten`: extension in the dialplan (channel that listens).
  std::string_view spyer_exten() const noexcept { return text("SpyerExten"); }
  /// `SpyerPriority`: priority in the dialplan (channel that listens).
  std::optional<std::int64_t> spyer_priority() const noexcept { return integer("SpyerPriority"); }
  /// `SpyerUniqueid`: unique id of the channel, an opaque text (channel that listens).
  std::string_view spyer_uniqueid() const noexcept { return text("SpyerUniqueid"); }
  /// `SpyerLinkedid`: unique id of the oldest channel of the call (channel that listens).
  std::string_view spyer_linkedid() const noexcept { return text("SpyerLinkedid"); }
  /// `SpyerTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel that listens).
  std::string_view spyer_tenantid() const noexcept { return text("SpyerTenantid"); }
  /// `SpyerChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (channel
  /// that listens).
  std::vector<std::pair<std::string, std::string>> spyer_chan_variables() const {
    return variables("SpyerChanVariable");
  }
  /// The channel that listens as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> spyer() const noexcept { return ami::channel_snapshot::find(frame(), "Spyer"); }
  /// `SpyeeChannel`: the channel's name (channel listened to).
  std::string_view spyee_channel() const noexcept { return text("SpyeeChannel"); }
  /// `SpyeeChannelState`: the channel's state (channel listened to).
  std::optional<ami::channel_state> spyee_channel_state() const noexcept {
    return parse_channel_state(text("SpyeeChannelState"));
  }
  /// `SpyeeChannelStateDesc`: the state in words (channel listened to).
  std::string_view spyee_channel_state_desc() const noexcept { return text("SpyeeChannelStateDesc"); }
  /// `SpyeeCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel listened to).
  std::string_view spyee_caller_id_num() const noexcept { return known_caller_id(text("SpyeeCallerIDNum")); }
  /// `SpyeeCallerIDName`: name of the channel's caller id; empty when it is unknown (channel listened to).
  std::string spyee_caller_id_name() const { return detail::known_caller_name(text("SpyeeCallerIDName")); }
  /// `SpyeeConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel listened to).
  std::string_view spyee_connected_line_num() const noexcept { return known_caller_id(text("SpyeeConnectedLineNum")); }
  /// `SpyeeConnectedLineName`: name of the party it talks to; empty when it is unknown (channel listened to).
  std::string spyee_connected_line_name() const { return detail::known_caller_name(text("SpyeeConnectedLineName")); }
  /// `SpyeeLanguage`: language of prompts (channel listened to).
  std::string_view spyee_language() const noexcept { return text("SpyeeLanguage"); }
  /// `SpyeeAccountCode`: account code for billing (channel listened to).
  std::string_view spyee_account_code() const noexcept { return text("SpyeeAccountCode"); }
  /// `SpyeeContext`: context in the dialplan (channel listened to).
  std::string_view spyee_context() const noexcept { return text("SpyeeContext"); }
  /// `SpyeeExten`: extension in the dialplan (channel listened to).
  std::string_view spyee_exten() const noexcept { return text("SpyeeExten"); }
  /// `SpyeePriority`: priority in the dialplan (channel listened to).
  std::optional<std::int64_t> spyee_priority() const noexcept { return integer("SpyeePriority"); }
  /// `SpyeeUniqueid`: unique id of the channel, an opaque text (channel listened to).
  std::string_view spyee_uniqueid() const noexcept { return text("SpyeeUniqueid"); }
  /// `SpyeeLinkedid`: unique id of the oldest channel of the call (channel listened to).
  std::string_view spyee_linkedid() const noexcept { return text("SpyeeLinkedid"); }
  /// `SpyeeTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel listened to).
  std::string_view spyee_tenantid() const noexcept { return text("SpyeeTenantid"); }
  /// `SpyeeChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (channel
  /// listened to).
  std::vector<std::pair<std::string, std::string>> spyee_chan_variables() const {
    return variables("SpyeeChanVariable");
  }
  /// The channel listened to as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> spyee() const noexcept { return ami::channel_snapshot::find(frame(), "Spyee"); }
};

/// Any event of one channel: of each that has the headers of one channel, and of no second one. Those that a dialplan
/// or a client can send without a channel (`UserEvent`, `VarSet`, `MessageWaiting`) are among them: then snapshot()
/// is empty.
///
/// Events: `AgentLogin`, `AgentLogoff`, `AGIExecEnd`, `AGIExecStart`, `AOC-D`, `AOC-E`, `AOC-S`, `AsyncAGIEnd`,
/// `AsyncAGIExec`, `AsyncAGIStart`, `BridgeEnter`, `BridgeLeave`, `ChannelTalkingStart`, `ChannelTalkingStop`,
/// `ConfbridgeJoin`, `ConfbridgeLeave`, `ConfbridgeMute`, `ConfbridgeTalking`, `ConfbridgeUnmute`, `DAHDIChannel`,
/// `DTMFBegin`, `DTMFEnd`, `FAXStatus`, `Flash`, `Hangup`, `HangupHandlerPop`, `HangupHandlerPush`,
/// `HangupHandlerRun`, `HangupRequest`, `Hold`, `MCID`, `MeetmeJoin`, `MeetmeLeave`, `MeetmeMute`, `MeetmeTalking`,
/// `MeetmeTalkRequest`, `MessageWaiting`, `MiniVoiceMail`, `MixMonitorMute`, `MixMonitorStart`, `MixMonitorStop`,
/// `MonitorStart`, `MonitorStop`, `MusicOnHoldStart`, `MusicOnHoldStop`, `NewAccountCode`, `NewCallerid`,
/// `Newchannel`, `NewConnectedLine`, `Newexten`, `Newstate`, `QueueCallerAbandon`, `QueueCallerJoin`,
/// `QueueCallerLeave`, `ReceiveFAX`, `RTCPReceived`, `RTCPSent`, `SendFAX`, `SessionTimeout`, `SoftHangupRequest`,
/// `Unhold`, `UserEvent`, `VarSet`, `Wink`.
class any_channel
    : public event_kind<
          event_type::agent_login, event_type::agent_logoff, event_type::agi_exec_end, event_type::agi_exec_start,
          event_type::aoc_d, event_type::aoc_e, event_type::aoc_s, event_type::async_agi_end,
          event_type::async_agi_exec, event_type::async_agi_start, event_type::bridge_enter, event_type::bridge_leave,
          event_type::channel_talking_start, event_type::channel_talking_stop, event_type::confbridge_join,
          event_type::confbridge_leave, event_type::confbridge_mute, event_type::confbridge_talking,
          event_type::confbridge_unmute, event_type::dahdi_channel, event_type::dtmf_begin, event_type::dtmf_end,
          event_type::fax_status, event_type::flash, event_type::hangup, event_type::hangup_handler_pop,
          event_type::hangup_handler_push, event_type::hangup_handler_run, event_type::hangup_request, event_type::hold,
          event_type::mc_id, event_type::meetme_join, event_type::meetme_leave, event_type::meetme_mute,
          event_type::meetme_talk_request, event_type::meetme_talking, event_type::message_waiting,
          event_type::mini_voice_mail, event_type::mix_monitor_mute, event_type::mix_monitor_start,
          event_type::mix_monitor_stop, event_type::monitor_start, event_type::monitor_stop,
          event_type::music_on_hold_start, event_type::music_on_hold_stop, event_type::new_account_code,
          event_type::new_callerid, event_type::new_connected_line, event_type::newchannel, event_type::newexten,
          event_type::newstate, event_type::queue_caller_abandon, event_type::queue_caller_join,
          event_type::queue_caller_leave, event_type::receive_fax, event_type::rtcp_received, event_type::rtcp_sent,
          event_type::send_fax, event_type::session_timeout, event_type::soft_hangup_request, event_type::unhold,
          event_type::user_event, event_type::var_set, event_type::wink> {
public:
  using event_kind::event_kind;

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

/// A conference of ConfBridge begins, ends or is recorded, or somebody in it comes, goes, talks or is muted.
///
/// Events: `ConfbridgeEnd`, `ConfbridgeJoin`, `ConfbridgeLeave`, `ConfbridgeMute`, `ConfbridgeRecord`,
/// `ConfbridgeStart`, `ConfbridgeStopRecord`, `ConfbridgeTalking`, `ConfbridgeUnmute`.
class any_confbridge
    : public event_kind<event_type::confbridge_end, event_type::confbridge_join, event_type::confbridge_leave,
                        event_type::confbridge_mute, event_type::confbridge_record, event_type::confbridge_start,
                        event_type::confbridge_stop_record, event_type::confbridge_talking,
                        event_type::confbridge_unmute> {
public:
  using event_kind::event_kind;

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

/// Somebody joins or leaves a conference of ConfBridge, talks in it or is muted.
///
/// Events: `ConfbridgeJoin`, `ConfbridgeLeave`, `ConfbridgeMute`, `ConfbridgeTalking`, `ConfbridgeUnmute`.
class any_confbridge_participant
    : public event_kind<event_type::confbridge_join, event_type::confbridge_leave, event_type::confbridge_mute,
                        event_type::confbridge_talking, event_type::confbridge_unmute> {
public:
  using event_kind::event_kind;

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

/// A channel dials another one: begins to, hears how it goes, ends.
///
/// Events: `DialBegin`, `DialEnd`, `DialState`.
class any_dial : public event_kind<event_type::dial_begin, event_type::dial_end, event_type::dial_state> {
public:
  using event_kind::event_kind;

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
  /// `DestChannel`: the channel's name (channel called).
  std::string_view dest_channel() const noexcept { return text("DestChannel"); }
  /// `DestChannelState`: the channel's state (channel called).
  std::optional<ami::channel_state> dest_channel_state() const noexcept {
    return parse_channel_state(text("DestChannelState"));
  }
  /// `DestChannelStateDesc`: the state in words (channel called).
  std::string_view dest_channel_state_desc() const noexcept { return text("DestChannelStateDesc"); }
  /// `DestCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel called).
  std::string_view dest_caller_id_num() const noexcept { return known_caller_id(text("DestCallerIDNum")); }
  /// `DestCallerIDName`: name of the channel's caller id; empty when it is unknown (channel called).
  std::string dest_caller_id_name() const { return detail::known_caller_name(text("DestCallerIDName")); }
  /// `DestConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel called).
  std::string_view dest_connected_line_num() const noexcept { return known_caller_id(text("DestConnectedLineNum")); }
  /// `DestConnectedLineName`: name of the party it talks to; empty when it is unknown (channel called).
  std::string dest_connected_line_name() const { return detail::known_caller_name(text("DestConnectedLineName")); }
  /// `DestLanguage`: language of prompts (channel called).
  std::string_view dest_language() const noexcept { return text("DestLanguage"); }
  /// `DestAccountCode`: account code for billing (channel called).
  std::string_view dest_account_code() const noexcept { return text("DestAccountCode"); }
  /// `DestContext`: context in the dialplan (channel called).
  std::string_view dest_context() const noexcept { return text("DestContext"); }
  /// `DestExten`: extension in the dialplan (channel called).
  std::string_view dest_exten() const noexcept { return text("DestExten"); }
  /// `DestPriority`: priority in the dialplan (channel called).
  std::optional<std::int64_t> dest_priority() const noexcept { return integer("DestPriority"); }
  /// `DestUniqueid`: unique id of the channel, an opaque text (channel called).
  std::string_view dest_uniqueid() const noexcept { return text("DestUniqueid"); }
  /// `DestLinkedid`: unique id of the oldest channel of the call (channel called).
  std::string_view dest_linkedid() const noexcept { return text("DestLinkedid"); }
  /// `DestTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel called).
  std::string_view dest_tenantid() const noexcept { return text("DestTenantid"); }
  /// `DestChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (channel
  /// called).
  std::vector<std::pair<std::string, std::string>> dest_chan_variables() const { return variables("DestChanVariable"); }
  /// The channel called as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> dest() const noexcept { return ami::channel_snapshot::find(frame(), "Dest"); }
};

/// A key of a telephone is pressed or let go.
///
/// Events: `DTMFBegin`, `DTMFEnd`.
class any_dtmf : public event_kind<event_type::dtmf_begin, event_type::dtmf_end> {
public:
  using event_kind::event_kind;

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
  /// `Digit`: the key.
  std::string_view digit() const noexcept { return text("Digit"); }
  /// `Direction`: whether it was received or sent.
  std::optional<ami::stream_direction> direction() const noexcept { return parse_stream_direction(text("Direction")); }
};

/// A fax was sent or received.
///
/// Events: `ReceiveFAX`, `SendFAX`.
class any_fax : public event_kind<event_type::receive_fax, event_type::send_fax> {
public:
  using event_kind::event_kind;

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
  /// `LocalStationID`: own station id.
  std::string_view local_station_id() const noexcept { return text("LocalStationID"); }
  /// `RemoteStationID`: station id of the far end.
  std::string_view remote_station_id() const noexcept { return text("RemoteStationID"); }
  /// `PagesTransferred`: pages transferred.
  std::optional<std::int64_t> pages_transferred() const noexcept { return integer("PagesTransferred"); }
  /// `Resolution`: resolution of the page.
  std::string_view resolution() const noexcept { return text("Resolution"); }
  /// `TransferRate`: bits per second.
  std::optional<std::int64_t> transfer_rate() const noexcept { return integer("TransferRate"); }
  /// `FileName`: the files.
  std::vector<std::string_view> file_name() const { return all("FileName"); }
};

/// A channel is to be hung up, or was.
///
/// Events: `Hangup`, `HangupRequest`, `SoftHangupRequest`.
class any_hangup : public event_kind<event_type::hangup, event_type::hangup_request, event_type::soft_hangup_request> {
public:
  using event_kind::event_kind;

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
  /// `Cause`: why, as a number of Q.850.
  std::optional<ami::hangup_cause> cause() const noexcept { return enumeration<ami::hangup_cause>("Cause", 255); }
  /// `TechCause`: why, as a number of the channel's technology. Not in Asterisk 16.
  std::optional<std::int64_t> tech_cause() const noexcept { return integer("TechCause"); }
};

/// The state or the presence of a hint changes.
///
/// Events: `ExtensionStatus`, `PresenceStatus`.
class any_hint : public event_kind<event_type::extension_status, event_type::presence_status> {
public:
  using event_kind::event_kind;

  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Hint`: the devices of the hint.
  std::string_view hint() const noexcept { return text("Hint"); }
};

/// A channel puts the other party on hold, or takes it back.
///
/// Events: `Hold`, `Unhold`.
class any_hold : public event_kind<event_type::hold, event_type::unhold> {
public:
  using event_kind::event_kind;

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

/// The two halves of a Local channel are joined, or replaced by the channels behind them.
///
/// Events: `LocalBridge`, `LocalOptimizationBegin`, `LocalOptimizationEnd`.
class any_local_channel : public event_kind<event_type::local_bridge, event_type::local_optimization_begin,
                                            event_type::local_optimization_end> {
public:
  using event_kind::event_kind;

  /// `LocalOneChannel`: the channel's name (first half of the Local channel).
  std::string_view local_one_channel() const noexcept { return text("LocalOneChannel"); }
  /// `LocalOneChannelState`: the channel's state (first half of the Local channel).
  std::optional<ami::channel_state> local_one_channel_state() const noexcept {
    return parse_channel_state(text("LocalOneChannelState"));
  }
  /// `LocalOneChannelStateDesc`: the state in words (first half of the Local channel).
  std::string_view local_one_channel_state_desc() const noexcept { return text("LocalOneChannelStateDesc"); }
  /// `LocalOneCallerIDNum`: number of the channel's caller id; empty when it is unknown (first half of the Local
  /// channel).
  std::string_view local_one_caller_id_num() const noexcept { return known_caller_id(text("LocalOneCallerIDNum")); }
  /// `LocalOneCallerIDName`: name of the channel's caller id; empty when it is unknown (first half of the Local
  /// channel).
  std::string local_one_caller_id_name() const { return detail::known_caller_name(text("LocalOneCallerIDName")); }
  /// `LocalOneConnectedLineNum`: number of the party it talks to; empty when it is unknown (first half of the Local
  /// channel).
  std::string_view local_one_connected_line_num() const noexcept {
    return known_caller_id(text("LocalOneConnectedLineNum"));
  }
  /// `LocalOneConnectedLineName`: name of the party it talks to; empty when it is unknown (first half of the Local
  /// channel).
  std::string local_one_connected_line_name() const {
    return detail::known_caller_name(text("LocalOneConnectedLineName"));
  }
  /// `LocalOneLanguage`: language of prompts (first half of the Local channel).
  std::string_view local_one_language() const noexcept { return text("LocalOneLanguage"); }
  /// `LocalOneAccountCode`: account code for billing (first half of the Local channel).
  std::string_view local_one_account_code() const noexcept { return text("LocalOneAccountCode"); }
  /// `LocalOneContext`: context in the dialplan (first half of the Local channel).
  std::string_view local_one_context() const noexcept { return text("LocalOneContext"); }
  /// `LocalOneExten`: extension in the dialplan (first half of the Local channel).
  std::string_view local_one_exten() const noexcept { return text("LocalOneExten"); }
  /// `LocalOnePriority`: priority in the dialplan (first half of the Local channel).
  std::optional<std::int64_t> local_one_priority() const noexcept { return integer("LocalOnePriority"); }
  /// `LocalOneUniqueid`: unique id of the channel, an opaque text (first half of the Local channel).
  std::string_view local_one_uniqueid() const noexcept { return text("LocalOneUniqueid"); }
  /// `LocalOneLinkedid`: unique id of the oldest channel of the call (first half of the Local channel).
  std::string_view local_one_linkedid() const noexcept { return text("LocalOneLinkedid"); }
  /// `LocalOneTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (first half of the
  /// Local channel).
  std::string_view local_one_tenantid() const noexcept { return text("LocalOneTenantid"); }
  /// `LocalOneChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (first
  /// half of the Local channel).
  std::vector<std::pair<std::string, std::string>> local_one_chan_variables() const {
    return variables("LocalOneChanVariable");
  }
  /// The first half of the Local channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> local_one() const noexcept {
    return ami::channel_snapshot::find(frame(), "LocalOne");
  }
  /// `LocalTwoChannel`: the channel's name (second half of the Local channel).
  std::string_view local_two_channel() const noexcept { return text("LocalTwoChannel"); }
  /// `LocalTwoChannelState`: the channel's state (second half of the Local channel).
  std::optional<ami::channel_state> local_two_channel_state() const noexcept {
    return parse_channel_state(text("LocalTwoChannelState"));
  }
  /// `LocalTwoChannelStateDesc`: the state in words (second half of the Local channel).
  std::string_view local_two_channel_state_desc() const noexcept { return text("LocalTwoChannelStateDesc"); }
  /// `LocalTwoCallerIDNum`: number of the channel's caller id; empty when it is unknown (second half of the Local
  /// channel).
  std::string_view local_two_caller_id_num() const noexcept { return known_caller_id(text("LocalTwoCallerIDNum")); }
  /// `LocalTwoCallerIDName`: name of the channel's caller id; empty when it is unknown (second half of the Local
  /// channel).
  std::string local_two_caller_id_name() const { return detail::known_caller_name(text("LocalTwoCallerIDName")); }
  /// `LocalTwoConnectedLineNum`: number of the party it talks to; empty when it is unknown (second half of the Local
  /// channel).
  std::string_view local_two_connected_line_num() const noexcept {
    return known_caller_id(text("LocalTwoConnectedLineNum"));
  }
  /// `LocalTwoConnectedLineName`: name of the party it talks to; empty when it is unknown (second half of the Local
  /// channel).
  std::string local_two_connected_line_name() const {
    return detail::known_caller_name(text("LocalTwoConnectedLineName"));
  }
  /// `LocalTwoLanguage`: language of prompts (second half of the Local channel).
  std::string_view local_two_language() const noexcept { return text("LocalTwoLanguage"); }
  /// `LocalTwoAccountCode`: account code for billing (second half of the Local channel).
  std::string_view local_two_account_code() const noexcept { return text("LocalTwoAccountCode"); }
  /// `LocalTwoContext`: context in the dialplan (second half of the Local channel).
  std::string_view local_two_context() const noexcept { return text("LocalTwoContext"); }
  /// `LocalTwoExten`: extension in the dialplan (second half of the Local channel).
  std::string_view local_two_exten() const noexcept { return text("LocalTwoExten"); }
  /// `LocalTwoPriority`: priority in the dialplan (second half of the Local channel).
  std::optional<std::int64_t> local_two_priority() const noexcept { return integer("LocalTwoPriority"); }
  /// `LocalTwoUniqueid`: unique id of the channel, an opaque text (second half of the Local channel).
  std::string_view local_two_uniqueid() const noexcept { return text("LocalTwoUniqueid"); }
  /// `LocalTwoLinkedid`: unique id of the oldest channel of the call (second half of the Local channel).
  std::string_view local_two_linkedid() const noexcept { return text("LocalTwoLinkedid"); }
  /// `LocalTwoTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (second half of the
  /// Local channel).
  std::string_view local_two_tenantid() const noexcept { return text("LocalTwoTenantid"); }
  /// `LocalTwoChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (second
  /// half of the Local channel).
  std::vector<std::pair<std::string, std::string>> local_two_chan_variables() const {
    return variables("LocalTwoChanVariable");
  }
  /// The second half of the Local channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> local_two() const noexcept {
    return ami::channel_snapshot::find(frame(), "LocalTwo");
  }
};

/// Somebody joins or leaves a conference of MeetMe, talks in it, asks to, or is muted.
///
/// Events: `MeetmeJoin`, `MeetmeLeave`, `MeetmeMute`, `MeetmeTalkRequest`, `MeetmeTalking`.
class any_meetme_user : public event_kind<event_type::meetme_join, event_type::meetme_leave, event_type::meetme_mute,
                                          event_type::meetme_talk_request, event_type::meetme_talking> {
public:
  using event_kind::event_kind;

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

/// A call is parked, fetched, given up or replaced, or goes back to who parked it.
///
/// Events: `ParkedCall`, `ParkedCallGiveUp`, `ParkedCallSwap`, `ParkedCallTimeOut`, `UnParkedCall`.
class any_parked_call
    : public event_kind<event_type::parked_call, event_type::parked_call_give_up, event_type::parked_call_swap,
                        event_type::parked_call_time_out, event_type::un_parked_call> {
public:
  using event_kind::event_kind;

  /// `ParkeeChannel`: the channel's name (channel parked).
  std::string_view parkee_channel() const noexcept { return text("ParkeeChannel"); }
  /// `ParkeeChannelState`: the channel's state (channel parked).
  std::optional<ami::channel_state> parkee_channel_state() const noexcept {
    return parse_channel_state(text("ParkeeChannelState"));
  }
  /// `ParkeeChannelStateDesc`: the state in words (channel parked).
  std::string_view parkee_channel_state_desc() const noexcept { return text("ParkeeChannelStateDesc"); }
  /// `ParkeeCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel parked).
  std::string_view parkee_caller_id_num() const noexcept { return known_caller_id(text("ParkeeCallerIDNum")); }
  /// `ParkeeCallerIDName`: name of the channel's caller id; empty when it is unknown (channel parked).
  std::string parkee_caller_id_name() const { return detail::known_caller_name(text("ParkeeCallerIDName")); }
  /// `ParkeeConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel parked).
  std::string_view parkee_connected_line_num() const noexcept {
    return known_caller_id(text("ParkeeConnectedLineNum"));
  }
  /// `ParkeeConnectedLineName`: name of the party it talks to; empty when it is unknown (channel parked).
  std::string parkee_connected_line_name() const { return detail::known_caller_name(text("ParkeeConnectedLineName")); }
  /// `ParkeeLanguage`: language of prompts (channel parked).
  std::string_view parkee_language() const noexcept { return text("ParkeeLanguage"); }
  /// `ParkeeAccountCode`: account code for billing (channel parked).
  std::string_view parkee_account_code() const noexcept { return text("ParkeeAccountCode"); }
  /// `ParkeeContext`: context in the dialplan (channel parked).
  std::string_view parkee_context() const noexcept { return text("ParkeeContext"); }
  /// `ParkeeExten`: extension in the dialplan (channel parked).
  std::string_view parkee_exten() const noexcept { return text("ParkeeExten"); }
  /// `ParkeePriority`: priority in the dialplan (channel parked).
  std::optional<std::int64_t> parkee_priority() const noexcept { return integer("ParkeePriority"); }
  /// `ParkeeUniqueid`: unique id of the channel, an opaque text (channel parked).
  std::string_view parkee_uniqueid() const noexcept { return text("ParkeeUniqueid"); }
  /// `ParkeeLinkedid`: unique id of the oldest channel of the call (channel parked).
  std::string_view parkee_linkedid() const noexcept { return text("ParkeeLinkedid"); }
  /// `ParkeeTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel parked).
  std::string_view parkee_tenantid() const noexcept { return text("ParkeeTenantid"); }
  /// `ParkeeChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (channel
  /// parked).
  std::vector<std::pair<std::string, std::string>> parkee_chan_variables() const {
    return variables("ParkeeChanVariable");
  }
  /// The channel parked as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> parkee() const noexcept {
    return ami::channel_snapshot::find(frame(), "Parkee");
  }
  /// `ParkerChannel`: the channel's name (channel that parked it).
  std::string_view parker_channel() const noexcept { return text("ParkerChannel"); }
  /// `ParkerChannelState`: the channel's state (channel that parked it).
  std::optional<ami::channel_state> parker_channel_state() const noexcept {
    return parse_channel_state(text("ParkerChannelState"));
  }
  /// `ParkerChannelStateDesc`: the state in words (channel that parked it).
  std::string_view parker_channel_state_desc() const noexcept { return text("ParkerChannelStateDesc"); }
  /// `ParkerCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel that parked it).
  std::string_view parker_caller_id_num() const noexcept { return known_caller_id(text("ParkerCallerIDNum")); }
  /// `ParkerCallerIDName`: name of the channel's caller id; empty when it is unknown (channel that parked it).
  std::string parker_caller_id_name() const { return detail::known_caller_name(text("ParkerCallerIDName")); }
  /// `ParkerConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel that parked it).
  std::string_view parker_connected_line_num() const noexcept {
    return known_caller_id(text("ParkerConnectedLineNum"));
  }
  /// `ParkerConnectedLineName`: name of the party it talks to; empty when it is unknown (channel that parked it).
  std::string parker_connected_line_name() const { return detail::known_caller_name(text("ParkerConnectedLineName")); }
  /// `ParkerLanguage`: language of prompts (channel that parked it).
  std::string_view parker_language() const noexcept { return text("ParkerLanguage"); }
  /// `ParkerAccountCode`: account code for billing (channel that parked it).
  std::string_view parker_account_code() const noexcept { return text("ParkerAccountCode"); }
  /// `ParkerContext`: context in the dialplan (channel that parked it).
  std::string_view parker_context() const noexcept { return text("ParkerContext"); }
  /// `ParkerExten`: extension in the dialplan (channel that parked it).
  std::string_view parker_exten() const noexcept { return text("ParkerExten"); }
  /// `ParkerPriority`: priority in the dialplan (channel that parked it).
  std::optional<std::int64_t> parker_priority() const noexcept { return integer("ParkerPriority"); }
  /// `ParkerUniqueid`: unique id of the channel, an opaque text (channel that parked it).
  std::string_view parker_uniqueid() const noexcept { return text("ParkerUniqueid"); }
  /// `ParkerLinkedid`: unique id of the oldest channel of the call (channel that parked it).
  std::string_view parker_linkedid() const noexcept { return text("ParkerLinkedid"); }
  /// `ParkerTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel that parked
  /// it).
  std::string_view parker_tenantid() const noexcept { return text("ParkerTenantid"); }
  /// `ParkerChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (channel
  /// that parked it).
  std::vector<std::pair<std::string, std::string>> parker_chan_variables() const {
    return variables("ParkerChanVariable");
  }
  /// The channel that parked it as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> parker() const noexcept {
    return ami::channel_snapshot::find(frame(), "Parker");
  }
  /// `ParkerDialString`: dial string of the channel that parked it.
  std::string_view parker_dial_string() const noexcept { return text("ParkerDialString"); }
  /// `Parkinglot`: the parking lot.
  std::string_view parkinglot() const noexcept { return text("Parkinglot"); }
  /// `ParkingSpace`: place in the parking lot.
  std::optional<std::int64_t> parking_space() const noexcept { return integer("ParkingSpace"); }
  /// `ParkingTimeout`: time until it is sent away.
  std::optional<std::chrono::seconds> parking_timeout() const noexcept { return parse_seconds(text("ParkingTimeout")); }
  /// `ParkingDuration`: how long it was parked.
  std::optional<std::chrono::seconds> parking_duration() const noexcept {
    return parse_seconds(text("ParkingDuration"));
  }
};

/// A caller joins or leaves a queue, or gives up.
///
/// Events: `QueueCallerAbandon`, `QueueCallerJoin`, `QueueCallerLeave`.
class any_queue_caller : public event_kind<event_type::queue_caller_abandon, event_type::queue_caller_join,
                                           event_type::queue_caller_leave> {
public:
  using event_kind::event_kind;

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
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `Position`: place in the queue, 1 is the first.
  std::optional<std::int64_t> position() const noexcept { return integer("Position"); }
};

/// A member of a queue comes or goes, or its state, pause or penalty changes.
///
/// Events: `QueueMemberAdded`, `QueueMemberPause`, `QueueMemberPenalty`, `QueueMemberRemoved`,
/// `QueueMemberRinginuse`, `QueueMemberStatus`.
class any_queue_member : public event_kind<event_type::queue_member_added, event_type::queue_member_pause,
                                           event_type::queue_member_penalty, event_type::queue_member_removed,
                                           event_type::queue_member_ringinuse, event_type::queue_member_status> {
public:
  using event_kind::event_kind;

  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `MemberName`: the member's name. Also by the names of Asterisk 11 and before: see ami::queue_member_name().
  std::string_view member_name() const noexcept { return queue_member_name(frame()); }
  /// `Interface`: interface that the queue dials to reach the member. Also by the names of Asterisk 11 and before:
  /// see ami::queue_member_interface().
  std::string_view interface() const noexcept { return queue_member_interface(frame()); }
  /// `StateInterface`: whose state is the member's.
  std::string_view state_interface() const noexcept { return text("StateInterface"); }
  /// `Membership`: whether it is dynamic, realtime or static.
  std::optional<ami::queue_membership> membership() const noexcept {
    return parse_queue_membership(text("Membership"));
  }
  /// `Penalty`: higher ones are called later.
  std::optional<std::int64_t> penalty() const noexcept { return integer("Penalty"); }
  /// `CallsTaken`: calls answered.
  std::optional<std::int64_t> calls_taken() const noexcept { return integer("CallsTaken"); }
  /// `LastCall`: end of the last call.
  std::optional<std::chrono::sys_seconds> last_call() const noexcept { return parse_epoch(text("LastCall")); }
  /// `LastPause`: begin of the last pause.
  std::optional<std::chrono::sys_seconds> last_pause() const noexcept { return parse_epoch(text("LastPause")); }
  /// `LoginTime`: when it was added.
  std::optional<std::chrono::sys_seconds> login_time() const noexcept { return parse_epoch(text("LoginTime")); }
  /// `InCall`: whether it is in a call of the queue.
  std::optional<bool> in_call() const noexcept { return boolean("InCall"); }
  /// `Status`: its device's state.
  std::optional<ami::device_state> status() const noexcept { return parse_member_state(text("Status")); }
  /// `Paused`: whether it is paused.
  std::optional<bool> paused() const noexcept { return boolean("Paused"); }
  /// `PausedReason`: why it is paused.
  std::string_view paused_reason() const noexcept { return text("PausedReason"); }
  /// `Ringinuse`: whether it is called while in use.
  std::optional<bool> ringinuse() const noexcept { return boolean("Ringinuse"); }
  /// `Wrapuptime`: time it is left alone after a call.
  std::optional<std::chrono::seconds> wrapuptime() const noexcept { return parse_seconds(text("Wrapuptime")); }
};

/// A report on the media of a channel was sent or received.
///
/// Events: `RTCPReceived`, `RTCPSent`.
class any_rtcp : public event_kind<event_type::rtcp_received, event_type::rtcp_sent> {
public:
  using event_kind::event_kind;

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
  /// `SSRC`: the stream's source.
  std::optional<std::uint64_t> ssrc() const noexcept { return parse_hex(text("SSRC")); }
  /// `PT`: type of the packet, for example 200(SR).
  std::string_view pt() const noexcept { return text("PT"); }
  /// `From`: where it was received from.
  std::optional<ami::network_address> from() const noexcept { return parse_host_port(text("From")); }
  /// `RTT`: round trip.
  std::optional<std::chrono::microseconds> rtt() const noexcept { return parse_decimal_seconds(text("RTT")); }
  /// `ReportCount`: number of report blocks.
  std::optional<std::int64_t> report_count() const noexcept { return integer("ReportCount"); }
  /// `SentNTP`: when it was sent.
  std::optional<std::chrono::sys_time<std::chrono::microseconds>> sent_ntp() const noexcept {
    return parse_epoch_fraction(text("SentNTP"));
  }
  /// `SentRTP`: RTP timestamp.
  std::optional<std::int64_t> sent_rtp() const noexcept { return integer("SentRTP"); }
  /// `SentPackets`: packets sent.
  std::optional<std::int64_t> sent_packets() const noexcept { return integer("SentPackets"); }
  /// `SentOctets`: bytes sent.
  std::optional<std::int64_t> sent_octets() const noexcept { return integer("SentOctets"); }
  /// `To`: where it was sent to.
  std::optional<ami::network_address> to() const noexcept { return parse_host_port(text("To")); }
  /// `MES`: media experience score. Not in Asterisk 16.
  std::optional<double> mes() const noexcept { return parse_real(text("MES")); }
  /// `Report<index>SourceSSRC`: source that block `index` is about.
  std::optional<std::uint64_t> report_source_ssrc(std::size_t index) const noexcept {
    return parse_hex(text(numbered_key{"Report", index, "SourceSSRC"}));
  }
  /// `Report<index>FractionLost`: 256ths of the packets lost since the report before.
  std::optional<std::int64_t> report_fraction_lost(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "FractionLost"});
  }
  /// `Report<index>CumulativeLost`: packets lost.
  std::optional<std::int64_t> report_cumulative_lost(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "CumulativeLost"});
  }
  /// `Report<index>HighestSequence`: highest sequence number received.
  std::optional<std::int64_t> report_highest_sequence(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "HighestSequence"});
  }
  /// `Report<index>SequenceNumberCycles`: how often sequence numbers wrapped around.
  std::optional<std::int64_t> report_sequence_number_cycles(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "SequenceNumberCycles"});
  }
  /// `Report<index>IAJitter`: jitter between arrivals, in units of the timestamp.
  std::optional<std::int64_t> report_ia_jitter(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "IAJitter"});
  }
  /// `Report<index>LSR`: middle 32 bits of the last sender report's time.
  std::optional<std::int64_t> report_lsr(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "LSR"});
  }
  /// `Report<index>DLSR`: time since the last sender report.
  std::optional<std::chrono::microseconds> report_dlsr(std::size_t index) const noexcept {
    return parse_decimal_seconds(text(numbered_key{"Report", index, "DLSR"}));
  }
};

/// A security event: somebody logs in, is refused or asks for what is not allowed.
///
/// Events: `AuthMethodNotAllowed`, `ChallengeResponseFailed`, `ChallengeSent`, `FailedACL`, `InvalidAccountID`,
/// `InvalidPassword`, `InvalidTransport`, `LoadAverageLimit`, `MemoryLimit`, `RequestBadFormat`, `RequestNotAllowed`,
/// `RequestNotSupported`, `SessionLimit`, `SuccessfulAuth`, `UnexpectedAddress`.
class any_security
    : public event_kind<event_type::auth_method_not_allowed, event_type::challenge_response_failed,
                        event_type::challenge_sent, event_type::failed_acl, event_type::invalid_account_id,
                        event_type::invalid_password, event_type::invalid_transport, event_type::load_average_limit,
                        event_type::memory_limit, event_type::request_bad_format, event_type::request_not_allowed,
                        event_type::request_not_supported, event_type::session_limit, event_type::successful_auth,
                        event_type::unexpected_address> {
public:
  using event_kind::event_kind;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A call was transferred, attended or blind.
///
/// Events: `AttendedTransfer`, `BlindTransfer`.
class any_transfer : public event_kind<event_type::attended_transfer, event_type::blind_transfer> {
public:
  using event_kind::event_kind;

  /// `TransfereeChannel`: the channel's name (channel transferred).
  std::string_view transferee_channel() const noexcept { return text("TransfereeChannel"); }
  /// `TransfereeChannelState`: the channel's state (channel transferred).
  std::optional<ami::channel_state> transferee_channel_state() const noexcept {
    return parse_channel_state(text("TransfereeChannelState"));
  }
  /// `TransfereeChannelStateDesc`: the state in words (channel transferred).
  std::string_view transferee_channel_state_desc() const noexcept { return text("TransfereeChannelStateDesc"); }
  /// `TransfereeCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel transferred).
  std::string_view transferee_caller_id_num() const noexcept { return known_caller_id(text("TransfereeCallerIDNum")); }
  /// `TransfereeCallerIDName`: name of the channel's caller id; empty when it is unknown (channel transferred).
  std::string transferee_caller_id_name() const { return detail::known_caller_name(text("TransfereeCallerIDName")); }
  /// `TransfereeConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel transferred).
  std::string_view transferee_connected_line_num() const noexcept {
    return known_caller_id(text("TransfereeConnectedLineNum"));
  }
  /// `TransfereeConnectedLineName`: name of the party it talks to; empty when it is unknown (channel transferred).
  std::string transferee_connected_line_name() const {
    return detail::known_caller_name(text("TransfereeConnectedLineName"));
  }
  /// `TransfereeLanguage`: language of prompts (channel transferred).
  std::string_view transferee_language() const noexcept { return text("TransfereeLanguage"); }
  /// `TransfereeAccountCode`: account code for billing (channel transferred).
  std::string_view transferee_account_code() const noexcept { return text("TransfereeAccountCode"); }
  /// `TransfereeContext`: context in the dialplan (channel transferred).
  std::string_view transferee_context() const noexcept { return text("TransfereeContext"); }
  /// `TransfereeExten`: extension in the dialplan (channel transferred).
  std::string_view transferee_exten() const noexcept { return text("TransfereeExten"); }
  /// `TransfereePriority`: priority in the dialplan (channel transferred).
  std::optional<std::int64_t> transferee_priority() const noexcept { return integer("TransfereePriority"); }
  /// `TransfereeUniqueid`: unique id of the channel, an opaque text (channel transferred).
  std::string_view transferee_uniqueid() const noexcept { return text("TransfereeUniqueid"); }
  /// `TransfereeLinkedid`: unique id of the oldest channel of the call (channel transferred).
  std::string_view transferee_linkedid() const noexcept { return text("TransfereeLinkedid"); }
  /// `TransfereeTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel
  /// transferred).
  std::string_view transferee_tenantid() const noexcept { return text("TransfereeTenantid"); }
  /// `TransfereeChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names
  /// (channel transferred).
  std::vector<std::pair<std::string, std::string>> transferee_chan_variables() const {
    return variables("TransfereeChanVariable");
  }
  /// The channel transferred as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> transferee() const noexcept {
    return ami::channel_snapshot::find(frame(), "Transferee");
  }
  /// `Result`: how it ended.
  std::optional<ami::transfer_result> result() const noexcept { return parse_transfer_result(text("Result")); }
  /// `IsExternal`: whether a call from outside was transferred.
  std::optional<bool> is_external() const noexcept { return boolean("IsExternal"); }
};

}  // namespace ami::events
