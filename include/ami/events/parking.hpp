// Events of parking lots.
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

/// A call was parked, or is. Without the parker's channel its headers are missing. Wire name: `ParkedCall`.
class parked_call : public event_view {
public:
  static constexpr event_type type_id = event_type::parked_call;
  static constexpr std::string_view wire_name = "ParkedCall";

  using event_view::event_view;

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

/// A parked call hung up. Wire name: `ParkedCallGiveUp`.
class parked_call_give_up : public event_view {
public:
  static constexpr event_type type_id = event_type::parked_call_give_up;
  static constexpr std::string_view wire_name = "ParkedCallGiveUp";

  using event_view::event_view;

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

/// The end of the list of parked calls. Wire name: `ParkedCallsComplete`.
class parked_calls_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::parked_calls_complete;
  static constexpr std::string_view wire_name = "ParkedCallsComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
  /// `Total`: number of items of the list.
  std::optional<std::int64_t> total() const noexcept { return integer("Total"); }
};

/// A parked channel was replaced by another. Wire name: `ParkedCallSwap`.
class parked_call_swap : public event_view {
public:
  static constexpr event_type type_id = event_type::parked_call_swap;
  static constexpr std::string_view wire_name = "ParkedCallSwap";

  using event_view::event_view;

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

/// A parked call was parked for too long and is sent away. Wire name: `ParkedCallTimeOut`.
class parked_call_time_out : public event_view {
public:
  static constexpr event_type type_id = event_type::parked_call_time_out;
  static constexpr std::string_view wire_name = "ParkedCallTimeOut";

  using event_view::event_view;

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

/// A parking lot, answer to the action Parkinglots. Wire name: `Parkinglot`.
class parkinglot : public event_view {
public:
  static constexpr event_type type_id = event_type::parkinglot;
  static constexpr std::string_view wire_name = "Parkinglot";

  using event_view::event_view;

  /// `Name`: name of the parking lot.
  std::string_view name() const noexcept { return text("Name"); }
  /// `StartSpace`: first place.
  std::optional<std::int64_t> start_space() const noexcept { return integer("StartSpace"); }
  /// `StopSpace`: last place.
  std::optional<std::int64_t> stop_space() const noexcept { return integer("StopSpace"); }
  /// `Timeout`: how long a call is parked.
  std::optional<std::chrono::seconds> timeout() const noexcept { return parse_seconds(text("Timeout")); }
};

/// The end of the list of parking lots. Wire name: `ParkinglotsComplete`.
class parkinglots_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::parkinglots_complete;
  static constexpr std::string_view wire_name = "ParkinglotsComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A parked call was taken back. Wire name: `UnParkedCall`.
class un_parked_call : public event_view {
public:
  static constexpr event_type type_id = event_type::un_parked_call;
  static constexpr std::string_view wire_name = "UnParkedCall";

  using event_view::event_view;

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
  /// `RetrieverChannel`: the channel's name (channel that took it back).
  std::string_view retriever_channel() const noexcept { return text("RetrieverChannel"); }
  /// `RetrieverChannelState`: the channel's state (channel that took it back).
  std::optional<ami::channel_state> retriever_channel_state() const noexcept {
    return parse_channel_state(text("RetrieverChannelState"));
  }
  /// `RetrieverChannelStateDesc`: the state in words (channel that took it back).
  std::string_view retriever_channel_state_desc() const noexcept { return text("RetrieverChannelStateDesc"); }
  /// `RetrieverCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel that took it back).
  std::string_view retriever_caller_id_num() const noexcept { return known_caller_id(text("RetrieverCallerIDNum")); }
  /// `RetrieverCallerIDName`: name of the channel's caller id; empty when it is unknown (channel that took it back).
  std::string retriever_caller_id_name() const { return detail::known_caller_name(text("RetrieverCallerIDName")); }
  /// `RetrieverConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel that took it
  /// back).
  std::string_view retriever_connected_line_num() const noexcept {
    return known_caller_id(text("RetrieverConnectedLineNum"));
  }
  /// `RetrieverConnectedLineName`: name of the party it talks to; empty when it is unknown (channel that took it
  /// back).
  std::string retriever_connected_line_name() const {
    return detail::known_caller_name(text("RetrieverConnectedLineName"));
  }
  /// `RetrieverLanguage`: language of prompts (channel that took it back).
  std::string_view retriever_language() const noexcept { return text("RetrieverLanguage"); }
  /// `RetrieverAccountCode`: account code for billing (channel that took it back).
  std::string_view retriever_account_code() const noexcept { return text("RetrieverAccountCode"); }
  /// `RetrieverContext`: context in the dialplan (channel that took it back).
  std::string_view retriever_context() const noexcept { return text("RetrieverContext"); }
  /// `RetrieverExten`: extension in the dialplan (channel that took it back).
  std::string_view retriever_exten() const noexcept { return text("RetrieverExten"); }
  /// `RetrieverPriority`: priority in the dialplan (channel that took it back).
  std::optional<std::int64_t> retriever_priority() const noexcept { return integer("RetrieverPriority"); }
  /// `RetrieverUniqueid`: unique id of the channel, an opaque text (channel that took it back).
  std::string_view retriever_uniqueid() const noexcept { return text("RetrieverUniqueid"); }
  /// `RetrieverLinkedid`: unique id of the oldest channel of the call (channel that took it back).
  std::string_view retriever_linkedid() const noexcept { return text("RetrieverLinkedid"); }
  /// `RetrieverTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel that took
  /// it back).
  std::string_view retriever_tenantid() const noexcept { return text("RetrieverTenantid"); }
  /// `RetrieverChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names
  /// (channel that took it back).
  std::vector<std::pair<std::string, std::string>> retriever_chan_variables() const {
    return variables("RetrieverChanVariable");
  }
  /// The channel that took it back as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> retriever() const noexcept {
    return ami::channel_snapshot::find(frame(), "Retriever");
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

}  // namespace ami::events
