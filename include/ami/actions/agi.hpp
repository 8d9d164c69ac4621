// Actions of AGI and advice of charge.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ami::actions {

/// What advice of charge says.
enum class charge_type { na, free, currency, unit };

/// The header's text.
AMI_DECL std::string_view to_string(charge_type value) noexcept;

/// What is charged for.
enum class charged_item {
  na,
  special_arrangement,
  basic_communication,
  call_attempt,
  call_setup,
  user_user_info,
  supplementary_service,
};

/// The header's text.
AMI_DECL std::string_view to_string(charged_item value) noexcept;

/// How it is charged.
enum class charging_type { continuous_charging, step_function };

/// The header's text.
AMI_DECL std::string_view to_string(charging_type value) noexcept;

/// Kind of billing.
enum class aoc_billing_id {
  normal,
  reverse_charge,
  credit_card,
  call_fwd_unconditional,
  call_fwd_busy,
  call_fwd_no_reply,
  call_deflection,
  call_transfer,
};

/// The header's text.
AMI_DECL std::string_view to_string(aoc_billing_id value) noexcept;

/// When advice of charge is given: at the begin, during, at the end of a call.
enum class aoc_message_type { s, d, e };

/// The header's text.
AMI_DECL std::string_view to_string(aoc_message_type value) noexcept;

/// Kind of rate.
enum class aoc_rate_type { na, free, free_from_beginning, duration, flat, volume, special_code };

/// The header's text.
AMI_DECL std::string_view to_string(aoc_rate_type value) noexcept;

/// Multiplier of an amount of money.
enum class currency_multiplier { one_thousandth, one_hundredth, one_tenth, one, ten, hundred, thousand };

/// The header's text.
AMI_DECL std::string_view to_string(currency_multiplier value) noexcept;

/// Unit of a time.
enum class time_scale { one_hundredth_second, one_tenth_second, second, ten_seconds, minute, hour, day };

/// The header's text.
AMI_DECL std::string_view to_string(time_scale value) noexcept;

/// Kind of sum.
enum class total_type { total, sub_total };

/// The header's text.
AMI_DECL std::string_view to_string(total_type value) noexcept;

/// Unit of a volume.
enum class volume_unit { octet, segment, message };

/// The header's text.
AMI_DECL std::string_view to_string(volume_unit value) noexcept;

/// Queues a command for a channel in AsyncAGI. The result comes as the event AsyncAGIExec. Action `AGI`, needs class
/// agi. Not safe to repeat.
class agi : public basic_action<agi> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param command `Command`: the command
  agi(std::string channel, std::string command) : basic_action{"AGI"} {
    put("Channel", std::move(channel));
    put("Command", std::move(command));
  }

  /// `CommandID`: id that the event AsyncAGIExec will have as CommandId.
  agi& command_id(std::string value) & { return put("CommandID", std::move(value)); }
  agi&& command_id(std::string value) && { return std::move(put("CommandID", std::move(value))); }
};

/// Sends advice of charge to a channel. Action `AOCMessage`, needs class aoc. Not safe to repeat.
class aoc_message : public basic_action<aoc_message> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param msg_type `MsgType`: when it is given
  explicit aoc_message(actions::aoc_message_type msg_type) : basic_action{"AOCMessage"} {
    put("MsgType", std::string{to_string(msg_type)});
  }

  /// `Channel`: the channel's name.
  aoc_message& channel(std::string value) & { return put("Channel", std::move(value)); }
  aoc_message&& channel(std::string value) && { return std::move(put("Channel", std::move(value))); }
  /// `ChannelPrefix`: begin of the name of the channels that get it.
  aoc_message& channel_prefix(std::string value) & { return put("ChannelPrefix", std::move(value)); }
  aoc_message&& channel_prefix(std::string value) && { return std::move(put("ChannelPrefix", std::move(value))); }
  /// `ChargeType`: kind of charge.
  aoc_message& charge_type(actions::charge_type value) & { return put("ChargeType", std::string{to_string(value)}); }
  aoc_message&& charge_type(actions::charge_type value) && { return std::move(charge_type(value)); }
  /// `CurrencyName`: name of the currency.
  aoc_message& currency_name(std::string value) & { return put("CurrencyName", std::move(value)); }
  aoc_message&& currency_name(std::string value) && { return std::move(put("CurrencyName", std::move(value))); }
  /// `CurrencyAmount`: amount of money.
  aoc_message& currency_amount(std::int64_t value) & { return put("CurrencyAmount", std::to_string(value)); }
  aoc_message&& currency_amount(std::int64_t value) && { return std::move(currency_amount(value)); }
  /// `CurrencyMultiplier`: multiplier of the amount.
  aoc_message& currency_multiplier(actions::currency_multiplier value) & {
    return put("CurrencyMultiplier", std::string{to_string(value)});
  }
  aoc_message&& currency_multiplier(actions::currency_multiplier value) && {
    return std::move(currency_multiplier(value));
  }
  /// `TotalType`: kind of sum.
  aoc_message& total_type(actions::total_type value) & { return put("TotalType", std::string{to_string(value)}); }
  aoc_message&& total_type(actions::total_type value) && { return std::move(total_type(value)); }
  /// `AOCBillingId`: kind of billing.
  aoc_message& aoc_billing_id(actions::aoc_billing_id value) & {
    return put("AOCBillingId", std::string{to_string(value)});
  }
  aoc_message&& aoc_billing_id(actions::aoc_billing_id value) && { return std::move(aoc_billing_id(value)); }
  /// `ChargingAssociationId`: id of the association.
  aoc_message& charging_association_id(std::int64_t value) & {
    return put("ChargingAssociationId", std::to_string(value));
  }
  aoc_message&& charging_association_id(std::int64_t value) && { return std::move(charging_association_id(value)); }
  /// `ChargingAssociationNumber`: number that is charged.
  aoc_message& charging_association_number(std::string value) & {
    return put("ChargingAssociationNumber", std::move(value));
  }
  aoc_message&& charging_association_number(std::string value) && {
    return std::move(put("ChargingAssociationNumber", std::move(value)));
  }
  /// `ChargingAssociationPlan`: numbering plan of that number.
  aoc_message& charging_association_plan(std::string value) & {
    return put("ChargingAssociationPlan", std::move(value));
  }
  aoc_message&& charging_association_plan(std::string value) && {
    return std::move(put("ChargingAssociationPlan", std::move(value)));
  }
  /// `ChargedItem`: what is charged for.
  aoc_message& charged_item(actions::charged_item value) & { return put("ChargedItem", std::string{to_string(value)}); }
  aoc_message&& charged_item(actions::charged_item value) && { return std::move(charged_item(value)); }
  /// `RateType`: kind of rate.
  aoc_message& rate_type(actions::aoc_rate_type value) & { return put("RateType", std::string{to_string(value)}); }
  aoc_message&& rate_type(actions::aoc_rate_type value) && { return std::move(rate_type(value)); }
  /// `Time`: length of the time.
  aoc_message& time(std::int64_t value) & { return put("Time", std::to_string(value)); }
  aoc_message&& time(std::int64_t value) && { return std::move(time(value)); }
  /// `TimeScale`: unit of the time.
  aoc_message& time_scale(actions::time_scale value) & { return put("TimeScale", std::string{to_string(value)}); }
  aoc_message&& time_scale(actions::time_scale value) && { return std::move(time_scale(value)); }
  /// `Granularity`: length of a step.
  aoc_message& granularity(std::int64_t value) & { return put("Granularity", std::to_string(value)); }
  aoc_message&& granularity(std::int64_t value) && { return std::move(granularity(value)); }
  /// `GranularityTimeScale`: unit of the step.
  aoc_message& granularity_time_scale(actions::time_scale value) & {
    return put("GranularityTimeScale", std::string{to_string(value)});
  }
  aoc_message&& granularity_time_scale(actions::time_scale value) && {
    return std::move(granularity_time_scale(value));
  }
  /// `ChargingType`: how it is charged.
  aoc_message& charging_type(actions::charging_type value) & {
    return put("ChargingType", std::string{to_string(value)});
  }
  aoc_message&& charging_type(actions::charging_type value) && { return std::move(charging_type(value)); }
  /// `VolumeUnit`: unit of the volume.
  aoc_message& volume_unit(actions::volume_unit value) & { return put("VolumeUnit", std::string{to_string(value)}); }
  aoc_message&& volume_unit(actions::volume_unit value) && { return std::move(volume_unit(value)); }
  /// `Code`: special code.
  aoc_message& code(std::int64_t value) & { return put("Code", std::to_string(value)); }
  aoc_message&& code(std::int64_t value) && { return std::move(code(value)); }
  /// `UnitAmount(n)` and `UnitType(n)`: an amount of units of a type; call it once for each.
  AMI_DECL aoc_message& unit(std::int64_t amount, std::int64_t type) &;
  aoc_message&& unit(std::int64_t amount, std::int64_t type) && { return std::move(unit(amount, type)); }
};

}  // namespace ami::actions
