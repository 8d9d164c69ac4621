// Advice of charge.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <cstddef>
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
  /// `Charge/Type`: kind of charge: NotAvailable, Free, Currency or Units.
  std::string_view charge_type() const noexcept { return text("Charge/Type"); }
  /// `Charge/BillingID`: kind of billing.
  std::string_view charge_billing_id() const noexcept { return text("Charge/BillingID"); }
  /// `Charge/TotalType`: SubTotal or Total.
  std::string_view charge_total_type() const noexcept { return text("Charge/TotalType"); }
  /// `Charge/Currency/Name`: name of the currency.
  std::string_view charge_currency_name() const noexcept { return text("Charge/Currency/Name"); }
  /// `Charge/Currency/Cost`: amount of money, to be multiplied.
  std::optional<std::int64_t> charge_currency_cost() const noexcept { return integer("Charge/Currency/Cost"); }
  /// `Charge/Currency/Multiplier`: multiplier of the cost, for example 1/100.
  std::string_view charge_currency_multiplier() const noexcept { return text("Charge/Currency/Multiplier"); }
  /// `Charge/Units(<index>)/NumberOf`: number of units.
  std::optional<std::int64_t> charge_units_number_of(std::size_t index) const noexcept {
    return integer(numbered_key{"Charge/Units(", index, ")/NumberOf"});
  }
  /// `Charge/Units(<index>)/TypeOf`: type of the units.
  std::optional<std::int64_t> charge_units_type_of(std::size_t index) const noexcept {
    return integer(numbered_key{"Charge/Units(", index, ")/TypeOf"});
  }
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
  /// `ChargingAssociation/Number`: number that is charged for.
  std::string_view charging_association_number() const noexcept { return text("ChargingAssociation/Number"); }
  /// `ChargingAssociation/Plan`: numbering plan of the number.
  std::optional<std::int64_t> charging_association_plan() const noexcept { return integer("ChargingAssociation/Plan"); }
  /// `ChargingAssociation/ID`: id of the association.
  std::optional<std::int64_t> charging_association_id() const noexcept { return integer("ChargingAssociation/ID"); }
  /// `Charge/Type`: kind of charge: NotAvailable, Free, Currency or Units.
  std::string_view charge_type() const noexcept { return text("Charge/Type"); }
  /// `Charge/BillingID`: kind of billing.
  std::string_view charge_billing_id() const noexcept { return text("Charge/BillingID"); }
  /// `Charge/TotalType`: SubTotal or Total.
  std::string_view charge_total_type() const noexcept { return text("Charge/TotalType"); }
  /// `Charge/Currency/Name`: name of the currency.
  std::string_view charge_currency_name() const noexcept { return text("Charge/Currency/Name"); }
  /// `Charge/Currency/Cost`: amount of money, to be multiplied.
  std::optional<std::int64_t> charge_currency_cost() const noexcept { return integer("Charge/Currency/Cost"); }
  /// `Charge/Currency/Multiplier`: multiplier of the cost, for example 1/100.
  std::string_view charge_currency_multiplier() const noexcept { return text("Charge/Currency/Multiplier"); }
  /// `Charge/Units(<index>)/NumberOf`: number of units.
  std::optional<std::int64_t> charge_units_number_of(std::size_t index) const noexcept {
    return integer(numbered_key{"Charge/Units(", index, ")/NumberOf"});
  }
  /// `Charge/Units(<index>)/TypeOf`: type of the units.
  std::optional<std::int64_t> charge_units_type_of(std::size_t index) const noexcept {
    return integer(numbered_key{"Charge/Units(", index, ")/TypeOf"});
  }
};

/// Advice of charge at the begin of a call: the rates. Which headers a rate has depends on its kind. Wire name:
/// `AOC-S`.
class aoc_s : public event_view {
public:
  static constexpr event_type type_id = event_type::aoc_s;
  static constexpr std::string_view wire_name = "AOC-S";

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
  /// `(null)(<index>)/Chargeable`: what rate `index` is for.
  std::string_view rate_chargeable(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Chargeable"});
  }
  /// `(null)(<index>)/Duration/ChargingType`: StepFunction or ContinuousCharging.
  std::string_view rate_duration_charging_type(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Duration/ChargingType"});
  }
  /// `(null)(<index>)/Duration/Time/Length`: how much time the amount is for.
  std::optional<std::int64_t> rate_duration_time_length(std::size_t index) const noexcept {
    return integer(numbered_key{"(null)(", index, ")/Duration/Time/Length"});
  }
  /// `(null)(<index>)/Duration/Time/Scale`: unit of that time.
  std::string_view rate_duration_time_scale(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Duration/Time/Scale"});
  }
  /// `(null)(<index>)/Duration/Granularity/Length`: least time that is charged.
  std::optional<std::int64_t> rate_duration_granularity_length(std::size_t index) const noexcept {
    return integer(numbered_key{"(null)(", index, ")/Duration/Granularity/Length"});
  }
  /// `(null)(<index>)/Duration/Granularity/Scale`: unit of that time.
  std::string_view rate_duration_granularity_scale(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Duration/Granularity/Scale"});
  }
  /// `(null)(<index>)/Duration/Currency/Name`: name of the currency of what is charged for a time.
  std::string_view rate_duration_currency_name(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Duration/Currency/Name"});
  }
  /// `(null)(<index>)/Duration/Currency/Cost`: amount of money charged for a time, to be multiplied.
  std::optional<std::int64_t> rate_duration_currency_cost(std::size_t index) const noexcept {
    return integer(numbered_key{"(null)(", index, ")/Duration/Currency/Cost"});
  }
  /// `(null)(<index>)/Duration/Currency/Multiplier`: multiplier of the cost, for example 1/100.
  std::string_view rate_duration_currency_multiplier(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Duration/Currency/Multiplier"});
  }
  /// `(null)(<index>)/Flat/Currency/Name`: name of the currency of what is charged once.
  std::string_view rate_flat_currency_name(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Flat/Currency/Name"});
  }
  /// `(null)(<index>)/Flat/Currency/Cost`: amount of money charged once, to be multiplied.
  std::optional<std::int64_t> rate_flat_currency_cost(std::size_t index) const noexcept {
    return integer(numbered_key{"(null)(", index, ")/Flat/Currency/Cost"});
  }
  /// `(null)(<index>)/Flat/Currency/Multiplier`: multiplier of the cost, for example 1/100.
  std::string_view rate_flat_currency_multiplier(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Flat/Currency/Multiplier"});
  }
  /// `(null)(<index>)/Volume/Unit`: unit of the volume: Octet, Segment or Message.
  std::string_view rate_volume_unit(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Volume/Unit"});
  }
  /// `(null)(<index>)/Volume/Currency/Name`: name of the currency of what is charged for a volume.
  std::string_view rate_volume_currency_name(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Volume/Currency/Name"});
  }
  /// `(null)(<index>)/Volume/Currency/Cost`: amount of money charged for a volume, to be multiplied.
  std::optional<std::int64_t> rate_volume_currency_cost(std::size_t index) const noexcept {
    return integer(numbered_key{"(null)(", index, ")/Volume/Currency/Cost"});
  }
  /// `(null)(<index>)/Volume/Currency/Multiplier`: multiplier of the cost, for example 1/100.
  std::string_view rate_volume_currency_multiplier(std::size_t index) const noexcept {
    return text(numbered_key{"(null)(", index, ")/Volume/Currency/Multiplier"});
  }
  /// `(null)(<index>)/SpecialCode/SpecialCode`: code of a special rate.
  std::optional<std::int64_t> rate_special_code_special_code(std::size_t index) const noexcept {
    return integer(numbered_key{"(null)(", index, ")/SpecialCode/SpecialCode"});
  }
};

}  // namespace ami::events
