// Events of queues.
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

/// A queue calls a member. Wire name: `AgentCalled`.
class agent_called : public event_view {
public:
  static constexpr event_type type_id = event_type::agent_called;
  static constexpr std::string_view wire_name = "AgentCalled";

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

/// A member's call of a queue ended. An ordinary event, not the end of a list. Wire name: `AgentComplete`.
class agent_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::agent_complete;
  static constexpr std::string_view wire_name = "AgentComplete";

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
  /// `HoldTime`: how long the caller waited.
  std::optional<std::chrono::seconds> hold_time() const noexcept { return parse_seconds(text("HoldTime")); }
  /// `TalkTime`: how long they talked.
  std::optional<std::chrono::seconds> talk_time() const noexcept { return parse_seconds(text("TalkTime")); }
  /// `Reason`: who ended the call: caller, agent or transfer.
  std::string_view reason() const noexcept { return text("Reason"); }
};

/// A member answered a caller of a queue. Wire name: `AgentConnect`.
class agent_connect : public event_view {
public:
  static constexpr event_type type_id = event_type::agent_connect;
  static constexpr std::string_view wire_name = "AgentConnect";

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
  /// `RingTime`: how long it rang.
  std::optional<std::chrono::seconds> ring_time() const noexcept { return parse_seconds(text("RingTime")); }
  /// `HoldTime`: how long the caller waited.
  std::optional<std::chrono::seconds> hold_time() const noexcept { return parse_seconds(text("HoldTime")); }
};

/// A member hung up on a caller while it heard the announcement. Wire name: `AgentDump`.
class agent_dump : public event_view {
public:
  static constexpr event_type type_id = event_type::agent_dump;
  static constexpr std::string_view wire_name = "AgentDump";

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

/// A member did not answer a call of a queue. Wire name: `AgentRingNoAnswer`.
class agent_ring_no_answer : public event_view {
public:
  static constexpr event_type type_id = event_type::agent_ring_no_answer;
  static constexpr std::string_view wire_name = "AgentRingNoAnswer";

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
  /// `RingTime`: how long it rang.
  std::optional<std::chrono::milliseconds> ring_time() const noexcept { return parse_milliseconds(text("RingTime")); }
};

/// A caller hung up before anybody answered. Wire name: `QueueCallerAbandon`.
class queue_caller_abandon : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_caller_abandon;
  static constexpr std::string_view wire_name = "QueueCallerAbandon";

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
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `Position`: place in the queue, 1 is the first.
  std::optional<std::int64_t> position() const noexcept { return integer("Position"); }
  /// `OriginalPosition`: place in the queue when the caller joined.
  std::optional<std::int64_t> original_position() const noexcept { return integer("OriginalPosition"); }
  /// `HoldTime`: how long the caller waited.
  std::optional<std::chrono::seconds> hold_time() const noexcept { return parse_seconds(text("HoldTime")); }
};

/// A caller joined a queue. Wire name: `QueueCallerJoin`.
class queue_caller_join : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_caller_join;
  static constexpr std::string_view wire_name = "QueueCallerJoin";

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
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `Position`: place in the queue, 1 is the first.
  std::optional<std::int64_t> position() const noexcept { return integer("Position"); }
  /// `Count`: callers in the queue now.
  std::optional<std::int64_t> count() const noexcept { return integer("Count"); }
};

/// A caller left a queue. Wire name: `QueueCallerLeave`.
class queue_caller_leave : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_caller_leave;
  static constexpr std::string_view wire_name = "QueueCallerLeave";

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
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `Count`: callers in the queue now.
  std::optional<std::int64_t> count() const noexcept { return integer("Count"); }
  /// `Position`: place in the queue, 1 is the first.
  std::optional<std::int64_t> position() const noexcept { return integer("Position"); }
};

/// A caller in a queue, answer to the action QueueStatus. Wire name: `QueueEntry`.
class queue_entry : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_entry;
  static constexpr std::string_view wire_name = "QueueEntry";

  using event_view::event_view;

  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `Position`: place in the queue, 1 is the first.
  std::optional<std::int64_t> position() const noexcept { return integer("Position"); }
  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `CallerIDNum`: number of the caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the caller id, not escaped here; empty when it is unknown.
  std::string_view caller_id_name() const noexcept { return known_caller_id(text("CallerIDName")); }
  /// `ConnectedLineNum`: number of the other party; empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the other party, not escaped here; empty when it is unknown.
  std::string_view connected_line_name() const noexcept { return known_caller_id(text("ConnectedLineName")); }
  /// `Wait`: how long the caller waits.
  std::optional<std::chrono::seconds> wait() const noexcept { return parse_seconds(text("Wait")); }
  /// `Priority`: priority of the caller.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
};

/// A member of a queue, answer to the action QueueStatus. Wire name: `QueueMember`.
class queue_member : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_member;
  static constexpr std::string_view wire_name = "QueueMember";

  using event_view::event_view;

  /// `Name`: the member's name.
  std::string_view name() const noexcept { return text("Name"); }
  /// The member's name, by the name that the accessor has in all events.
  std::string_view member_name() const noexcept { return queue_member_name(frame()); }
  /// `Status`: its device's state.
  std::optional<ami::device_state> status() const noexcept { return parse_member_state(text("Status")); }
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `Location`: interface that the queue dials to reach the member.
  std::string_view location() const noexcept { return text("Location"); }
  /// Interface that the queue dials to reach the member, by the name that the accessor has in all events.
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
  /// `Paused`: whether it is paused.
  std::optional<bool> paused() const noexcept { return boolean("Paused"); }
  /// `PausedReason`: why it is paused.
  std::string_view paused_reason() const noexcept { return text("PausedReason"); }
  /// `Wrapuptime`: time it is left alone after a call.
  std::optional<std::chrono::seconds> wrapuptime() const noexcept { return parse_seconds(text("Wrapuptime")); }
};

/// A member was added to a queue. Wire name: `QueueMemberAdded`.
class queue_member_added : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_member_added;
  static constexpr std::string_view wire_name = "QueueMemberAdded";

  using event_view::event_view;

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

/// A queue's member was paused, or no longer is. Wire name: `QueueMemberPause`.
class queue_member_pause : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_member_pause;
  static constexpr std::string_view wire_name = "QueueMemberPause";

  using event_view::event_view;

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
  /// `Reason`: why it is paused, beside PausedReason. Only Asterisk 16.
  std::string_view reason() const noexcept { return text("Reason"); }
};

/// The penalty of a queue's member changed. Wire name: `QueueMemberPenalty`.
class queue_member_penalty : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_member_penalty;
  static constexpr std::string_view wire_name = "QueueMemberPenalty";

  using event_view::event_view;

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

/// A member was removed from a queue. Wire name: `QueueMemberRemoved`.
class queue_member_removed : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_member_removed;
  static constexpr std::string_view wire_name = "QueueMemberRemoved";

  using event_view::event_view;

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

/// Whether a queue's member is called while in use changed. Wire name: `QueueMemberRinginuse`.
class queue_member_ringinuse : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_member_ringinuse;
  static constexpr std::string_view wire_name = "QueueMemberRinginuse";

  using event_view::event_view;

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

/// The status of a queue's member changed. Wire name: `QueueMemberStatus`.
class queue_member_status : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_member_status;
  static constexpr std::string_view wire_name = "QueueMemberStatus";

  using event_view::event_view;

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

/// A queue, answer to the action QueueStatus. Wire name: `QueueParams`.
class queue_params : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_params;
  static constexpr std::string_view wire_name = "QueueParams";

  using event_view::event_view;

  /// `Max`: how many callers may wait, 0 for any number.
  std::optional<std::int64_t> max() const noexcept { return integer("Max"); }
  /// `Strategy`: how members are chosen.
  std::string_view strategy() const noexcept { return text("Strategy"); }
  /// `Calls`: callers that wait.
  std::optional<std::int64_t> calls() const noexcept { return integer("Calls"); }
  /// `Holdtime`: average time that callers wait.
  std::optional<std::chrono::seconds> holdtime() const noexcept { return parse_seconds(text("Holdtime")); }
  /// `TalkTime`: average length of calls.
  std::optional<std::chrono::seconds> talk_time() const noexcept { return parse_seconds(text("TalkTime")); }
  /// `Completed`: callers that were answered.
  std::optional<std::int64_t> completed() const noexcept { return integer("Completed"); }
  /// `Abandoned`: callers that hung up before they were answered.
  std::optional<std::int64_t> abandoned() const noexcept { return integer("Abandoned"); }
  /// `ServicelevelPerf`: callers answered in time, percent of those answered.
  std::optional<double> servicelevel_perf() const noexcept { return parse_real(text("ServicelevelPerf")); }
  /// `ServicelevelPerf2`: callers answered in time, percent of all.
  std::optional<double> servicelevel_perf2() const noexcept { return parse_real(text("ServicelevelPerf2")); }
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `ServiceLevel`: how long a caller may wait to be answered in time.
  std::optional<std::chrono::seconds> service_level() const noexcept { return parse_seconds(text("ServiceLevel")); }
  /// `Weight`: queues of more weight are served first.
  std::optional<std::int64_t> weight() const noexcept { return integer("Weight"); }
};

/// The end of the answer to the action QueueStatus. Wire name: `QueueStatusComplete`.
class queue_status_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_status_complete;
  static constexpr std::string_view wire_name = "QueueStatusComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A queue in short, answer to the action of the same name. Wire name: `QueueSummary`.
class queue_summary : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_summary;
  static constexpr std::string_view wire_name = "QueueSummary";

  using event_view::event_view;

  /// `HoldTime`: average time that callers wait.
  std::optional<std::chrono::seconds> hold_time() const noexcept { return parse_seconds(text("HoldTime")); }
  /// `TalkTime`: average length of calls.
  std::optional<std::chrono::seconds> talk_time() const noexcept { return parse_seconds(text("TalkTime")); }
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `LoggedIn`: members logged in.
  std::optional<std::int64_t> logged_in() const noexcept { return integer("LoggedIn"); }
  /// `Available`: members that can take a call.
  std::optional<std::int64_t> available() const noexcept { return integer("Available"); }
  /// `Callers`: callers that wait.
  std::optional<std::int64_t> callers() const noexcept { return integer("Callers"); }
  /// `LongestHoldTime`: how long the first caller waits.
  std::optional<std::chrono::seconds> longest_hold_time() const noexcept {
    return parse_seconds(text("LongestHoldTime"));
  }
};

/// The end of the answer to the action QueueSummary. Wire name: `QueueSummaryComplete`.
class queue_summary_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_summary_complete;
  static constexpr std::string_view wire_name = "QueueSummaryComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

}  // namespace ami::events
