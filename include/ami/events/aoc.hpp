// Advice of charge.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::events {

/// Advice of charge during a call. Wire name: `AOC-D`.
class aoc_d : public event_view {
public:
  static constexpr event_type type_id = event_type::aoc_d;
  static constexpr std::string_view wire_name = "AOC-D";

  using event_view::event_view;

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
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
  /// `Charge`: kind of charge.
  std::string_view charge() const noexcept { return text("Charge"); }
  /// `Type`: kind of charge.
  std::string_view type() const noexcept { return text("Type"); }
  /// `BillingID`: kind of billing.
  std::string_view billing_id() const noexcept { return text("BillingID"); }
  /// `TotalType`: SubTotal or Total.
  std::string_view total_type() const noexcept { return text("TotalType"); }
  /// `Currency`: the currency.
  std::string_view currency() const noexcept { return text("Currency"); }
  /// `Name`: name of the currency.
  std::string_view name() const noexcept { return text("Name"); }
  /// `Cost`: amount of money.
  std::string_view cost() const noexcept { return text("Cost"); }
  /// `Multiplier`: multiplier of the cost.
  std::string_view multiplier() const noexcept { return text("Multiplier"); }
  /// `Units`: units used.
  std::string_view units() const noexcept { return text("Units"); }
  /// `NumberOf`: number of units.
  std::string_view number_of() const noexcept { return text("NumberOf"); }
  /// `TypeOf`: type of units.
  std::string_view type_of() const noexcept { return text("TypeOf"); }
};

/// Advice of charge at the end of a call. Wire name: `AOC-E`.
class aoc_e : public event_view {
public:
  static constexpr event_type type_id = event_type::aoc_e;
  static constexpr std::string_view wire_name = "AOC-E";

  using event_view::event_view;

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
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
  /// `ChargingAssociation`: what is charged for.
  std::string_view charging_association() const noexcept { return text("ChargingAssociation"); }
  /// `Number`: the number.
  std::string_view number() const noexcept { return text("Number"); }
  /// `Plan`: numbering plan.
  std::string_view plan() const noexcept { return text("Plan"); }
  /// `ID`: id of the association.
  std::optional<std::int64_t> id() const noexcept { return integer("ID"); }
  /// `Charge`: kind of charge.
  std::string_view charge() const noexcept { return text("Charge"); }
  /// `Type`: kind of charge.
  std::string_view type() const noexcept { return text("Type"); }
  /// `BillingID`: kind of billing.
  std::string_view billing_id() const noexcept { return text("BillingID"); }
  /// `TotalType`: SubTotal or Total.
  std::string_view total_type() const noexcept { return text("TotalType"); }
  /// `Currency`: the currency.
  std::string_view currency() const noexcept { return text("Currency"); }
  /// `Name`: name of the currency.
  std::string_view name() const noexcept { return text("Name"); }
  /// `Cost`: amount of money.
  std::string_view cost() const noexcept { return text("Cost"); }
  /// `Multiplier`: multiplier of the cost.
  std::string_view multiplier() const noexcept { return text("Multiplier"); }
  /// `Units`: units used.
  std::string_view units() const noexcept { return text("Units"); }
  /// `NumberOf`: number of units.
  std::string_view number_of() const noexcept { return text("NumberOf"); }
  /// `TypeOf`: type of units.
  std::string_view type_of() const noexcept { return text("TypeOf"); }
};

/// Advice of charge at the begin of a call: the rates. Rates are numbered: see frame(). Wire name: `AOC-S`.
class aoc_s : public event_view {
public:
  static constexpr event_type type_id = event_type::aoc_s;
  static constexpr std::string_view wire_name = "AOC-S";

  using event_view::event_view;

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
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
  /// `Chargeable`: what is charged for.
  std::string_view chargeable() const noexcept { return text("Chargeable"); }
  /// `RateType`: kind of rate.
  std::string_view rate_type() const noexcept { return text("RateType"); }
  /// `Currency`: the currency.
  std::string_view currency() const noexcept { return text("Currency"); }
  /// `Name`: name of the currency.
  std::string_view name() const noexcept { return text("Name"); }
  /// `Cost`: amount of money.
  std::string_view cost() const noexcept { return text("Cost"); }
  /// `Multiplier`: multiplier of the cost.
  std::string_view multiplier() const noexcept { return text("Multiplier"); }
  /// `ChargingType`: how it is charged.
  std::string_view charging_type() const noexcept { return text("ChargingType"); }
  /// `StepFunction`: step function.
  std::string_view step_function() const noexcept { return text("StepFunction"); }
  /// `Granularity`: least unit that is charged.
  std::string_view granularity() const noexcept { return text("Granularity"); }
  /// `Length`: length of the unit.
  std::string_view length() const noexcept { return text("Length"); }
  /// `Scale`: unit of the length.
  std::string_view scale() const noexcept { return text("Scale"); }
  /// `Unit`: unit of the volume.
  std::string_view unit() const noexcept { return text("Unit"); }
  /// `SpecialCode`: special code.
  std::string_view special_code() const noexcept { return text("SpecialCode"); }
};

}  // namespace ami::events
