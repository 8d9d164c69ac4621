// Events of one channel calling another.
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

/// A channel begins to call another. Without a calling channel (Originate) only the `Dest` headers are there. Wire
/// name: `DialBegin`.
class dial_begin : public event_view {
public:
  static constexpr event_type type_id = event_type::dial_begin;
  static constexpr std::string_view wire_name = "DialBegin";

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
  /// `DialString`: the dial string.
  std::string_view dial_string() const noexcept { return text("DialString"); }
};

/// A call attempt ended. Wire name: `DialEnd`.
class dial_end : public event_view {
public:
  static constexpr event_type type_id = event_type::dial_end;
  static constexpr std::string_view wire_name = "DialEnd";

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
  /// `DialStatus`: state or result of the attempt.
  std::optional<ami::dial_status> dial_status() const noexcept { return parse_dial_status(text("DialStatus")); }
  /// `Forward`: where the call was forwarded to.
  std::string_view forward() const noexcept { return text("Forward"); }
};

/// A call attempt made progress. Wire name: `DialState`.
class dial_state : public event_view {
public:
  static constexpr event_type type_id = event_type::dial_state;
  static constexpr std::string_view wire_name = "DialState";

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
  /// `DialStatus`: state or result of the attempt.
  std::optional<ami::dial_status> dial_status() const noexcept { return parse_dial_status(text("DialStatus")); }
  /// `Forward`: where the call was forwarded to.
  std::string_view forward() const noexcept { return text("Forward"); }
};

}  // namespace ami::events
