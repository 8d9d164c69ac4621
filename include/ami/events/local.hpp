// Events of Local channels.
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

/// The two halves of a Local channel are connected. Wire name: `LocalBridge`.
class local_bridge : public event_view {
public:
  static constexpr event_type type_id = event_type::local_bridge;
  static constexpr std::string_view wire_name = "LocalBridge";

  using event_view::event_view;

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
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `LocalOptimization`: whether the Local channel may be taken out of the call.
  std::optional<bool> local_optimization() const noexcept { return boolean("LocalOptimization"); }
};

/// A Local channel is about to be taken out of a call. Wire name: `LocalOptimizationBegin`.
class local_optimization_begin : public event_view {
public:
  static constexpr event_type type_id = event_type::local_optimization_begin;
  static constexpr std::string_view wire_name = "LocalOptimizationBegin";

  using event_view::event_view;

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
  /// `SourceChannel`: the channel's name (channel that the other half follows).
  std::string_view source_channel() const noexcept { return text("SourceChannel"); }
  /// `SourceChannelState`: the channel's state (channel that the other half follows).
  std::optional<ami::channel_state> source_channel_state() const noexcept {
    return parse_channel_state(text("SourceChannelState"));
  }
  /// `SourceChannelStateDesc`: the state in words (channel that the other half follows).
  std::string_view source_channel_state_desc() const noexcept { return text("SourceChannelStateDesc"); }
  /// `SourceCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel that the other half
  /// follows).
  std::string_view source_caller_id_num() const noexcept { return known_caller_id(text("SourceCallerIDNum")); }
  /// `SourceCallerIDName`: name of the channel's caller id; empty when it is unknown (channel that the other half
  /// follows).
  std::string source_caller_id_name() const { return detail::known_caller_name(text("SourceCallerIDName")); }
  /// `SourceConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel that the other half
  /// follows).
  std::string_view source_connected_line_num() const noexcept {
    return known_caller_id(text("SourceConnectedLineNum"));
  }
  /// `SourceConnectedLineName`: name of the party it talks to; empty when it is unknown (channel that the other half
  /// follows).
  std::string source_connected_line_name() const { return detail::known_caller_name(text("SourceConnectedLineName")); }
  /// `SourceLanguage`: language of prompts (channel that the other half follows).
  std::string_view source_language() const noexcept { return text("SourceLanguage"); }
  /// `SourceAccountCode`: account code for billing (channel that the other half follows).
  std::string_view source_account_code() const noexcept { return text("SourceAccountCode"); }
  /// `SourceContext`: context in the dialplan (channel that the other half follows).
  std::string_view source_context() const noexcept { return text("SourceContext"); }
  /// `SourceExten`: extension in the dialplan (channel that the other half follows).
  std::string_view source_exten() const noexcept { return text("SourceExten"); }
  /// `SourcePriority`: priority in the dialplan (channel that the other half follows).
  std::optional<std::int64_t> source_priority() const noexcept { return integer("SourcePriority"); }
  /// `SourceUniqueid`: unique id of the channel, an opaque text (channel that the other half follows).
  std::string_view source_uniqueid() const noexcept { return text("SourceUniqueid"); }
  /// `SourceLinkedid`: unique id of the oldest channel of the call (channel that the other half follows).
  std::string_view source_linkedid() const noexcept { return text("SourceLinkedid"); }
  /// `SourceTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel that the other
  /// half follows).
  std::string_view source_tenantid() const noexcept { return text("SourceTenantid"); }
  /// `SourceChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (channel
  /// that the other half follows).
  std::vector<std::pair<std::string, std::string>> source_chan_variables() const {
    return variables("SourceChanVariable");
  }
  /// The channel that the other half follows as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> source() const noexcept {
    return ami::channel_snapshot::find(frame(), "Source");
  }
  /// `DestUniqueId`: unique id of the channel that the other half is to follow.
  std::string_view dest_unique_id() const noexcept { return text("DestUniqueId"); }
  /// `Id`: id of the optimization.
  std::string_view id() const noexcept { return text("Id"); }
};

/// A Local channel was taken out of a call, or could not be. Wire name: `LocalOptimizationEnd`.
class local_optimization_end : public event_view {
public:
  static constexpr event_type type_id = event_type::local_optimization_end;
  static constexpr std::string_view wire_name = "LocalOptimizationEnd";

  using event_view::event_view;

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
  /// `Success`: whether it went well.
  std::optional<bool> success() const noexcept { return boolean("Success"); }
  /// `Id`: id of the optimization.
  std::string_view id() const noexcept { return text("Id"); }
};

}  // namespace ami::events
