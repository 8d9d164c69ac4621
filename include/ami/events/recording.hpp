// Events of recording and of listening in.
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

/// A channel begins to listen to another. Wire name: `ChanSpyStart`.
class chan_spy_start : public event_view {
public:
  static constexpr event_type type_id = event_type::chan_spy_start;
  static constexpr std::string_view wire_name = "ChanSpyStart";

  using event_view::event_view;

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

/// A channel stopped listening to another. Wire name: `ChanSpyStop`.
class chan_spy_stop : public event_view {
public:
  static constexpr event_type type_id = event_type::chan_spy_stop;
  static constexpr std::string_view wire_name = "ChanSpyStop";

  using event_view::event_view;

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

/// A mixed recording was muted, or no longer is. Wire name: `MixMonitorMute`.
class mix_monitor_mute : public event_view {
public:
  static constexpr event_type type_id = event_type::mix_monitor_mute;
  static constexpr std::string_view wire_name = "MixMonitorMute";

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
  /// `Direction`: the muted direction: read, write or both.
  std::string_view direction() const noexcept { return text("Direction"); }
  /// `State`: whether it is muted.
  std::optional<bool> state() const noexcept { return boolean("State"); }
};

/// A mixed recording begins. Wire name: `MixMonitorStart`.
class mix_monitor_start : public event_view {
public:
  static constexpr event_type type_id = event_type::mix_monitor_start;
  static constexpr std::string_view wire_name = "MixMonitorStart";

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

/// A mixed recording ended. Wire name: `MixMonitorStop`.
class mix_monitor_stop : public event_view {
public:
  static constexpr event_type type_id = event_type::mix_monitor_stop;
  static constexpr std::string_view wire_name = "MixMonitorStop";

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

/// A recording begins. Up to Asterisk 20. Wire name: `MonitorStart`.
class monitor_start : public event_view {
public:
  static constexpr event_type type_id = event_type::monitor_start;
  static constexpr std::string_view wire_name = "MonitorStart";

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

/// A recording ended. Up to Asterisk 20. Wire name: `MonitorStop`.
class monitor_stop : public event_view {
public:
  static constexpr event_type type_id = event_type::monitor_stop;
  static constexpr std::string_view wire_name = "MonitorStop";

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

}  // namespace ami::events
