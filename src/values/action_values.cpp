// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#include <ami/actions.hpp>

namespace ami::actions {

std::string_view to_string(charge_type value) noexcept {
  switch (value) {
  case charge_type::na: return "NA";
  case charge_type::free: return "FREE";
  case charge_type::currency: return "Currency";
  case charge_type::unit: return "Unit";
  }
  return {};
}

std::string_view to_string(charged_item value) noexcept {
  switch (value) {
  case charged_item::na: return "NA";
  case charged_item::special_arrangement: return "SpecialArrangement";
  case charged_item::basic_communication: return "BasicCommunication";
  case charged_item::call_attempt: return "CallAttempt";
  case charged_item::call_setup: return "CallSetup";
  case charged_item::user_user_info: return "UserUserInfo";
  case charged_item::supplementary_service: return "SupplementaryService";
  }
  return {};
}

std::string_view to_string(charging_type value) noexcept {
  switch (value) {
  case charging_type::continuous_charging: return "ContinuousCharging";
  case charging_type::step_function: return "StepFunction";
  }
  return {};
}

std::string_view to_string(aoc_billing_id value) noexcept {
  switch (value) {
  case aoc_billing_id::normal: return "Normal";
  case aoc_billing_id::reverse_charge: return "ReverseCharge";
  case aoc_billing_id::credit_card: return "CreditCard";
  case aoc_billing_id::call_fwd_unconditional: return "CallFwdUnconditional";
  case aoc_billing_id::call_fwd_busy: return "CallFwdBusy";
  case aoc_billing_id::call_fwd_no_reply: return "CallFwdNoReply";
  case aoc_billing_id::call_deflection: return "CallDeflection";
  case aoc_billing_id::call_transfer: return "CallTransfer";
  }
  return {};
}

std::string_view to_string(aoc_message_type value) noexcept {
  switch (value) {
  case aoc_message_type::s: return "S";
  case aoc_message_type::d: return "D";
  case aoc_message_type::e: return "E";
  }
  return {};
}

std::string_view to_string(aoc_rate_type value) noexcept {
  switch (value) {
  case aoc_rate_type::na: return "NA";
  case aoc_rate_type::free: return "Free";
  case aoc_rate_type::free_from_beginning: return "FreeFromBeginning";
  case aoc_rate_type::duration: return "Duration";
  case aoc_rate_type::flat: return "Flat";
  case aoc_rate_type::volume: return "Volume";
  case aoc_rate_type::special_code: return "SpecialCode";
  }
  return {};
}

std::string_view to_string(currency_multiplier value) noexcept {
  switch (value) {
  case currency_multiplier::one_thousandth: return "OneThousandth";
  case currency_multiplier::one_hundredth: return "OneHundredth";
  case currency_multiplier::one_tenth: return "OneTenth";
  case currency_multiplier::one: return "One";
  case currency_multiplier::ten: return "Ten";
  case currency_multiplier::hundred: return "Hundred";
  case currency_multiplier::thousand: return "Thousand";
  }
  return {};
}

std::string_view to_string(time_scale value) noexcept {
  switch (value) {
  case time_scale::one_hundredth_second: return "OneHundredthSecond";
  case time_scale::one_tenth_second: return "OneTenthSecond";
  case time_scale::second: return "Second";
  case time_scale::ten_seconds: return "TenSeconds";
  case time_scale::minute: return "Minute";
  case time_scale::hour: return "Hour";
  case time_scale::day: return "Day";
  }
  return {};
}

std::string_view to_string(total_type value) noexcept {
  switch (value) {
  case total_type::total: return "Total";
  case total_type::sub_total: return "SubTotal";
  }
  return {};
}

std::string_view to_string(volume_unit value) noexcept {
  switch (value) {
  case volume_unit::octet: return "Octet";
  case volume_unit::segment: return "Segment";
  case volume_unit::message: return "Message";
  }
  return {};
}

std::string_view to_string(bridge_tone value) noexcept {
  switch (value) {
  case bridge_tone::no: return "no";
  case bridge_tone::channel1: return "Channel1";
  case bridge_tone::channel2: return "Channel2";
  case bridge_tone::both: return "Both";
  }
  return {};
}

std::string_view to_string(playback_control value) noexcept {
  switch (value) {
  case playback_control::stop: return "stop";
  case playback_control::forward: return "forward";
  case playback_control::reverse: return "reverse";
  case playback_control::pause: return "pause";
  case playback_control::restart: return "restart";
  }
  return {};
}

std::string_view to_string(load_type value) noexcept {
  switch (value) {
  case load_type::load: return "load";
  case load_type::unload: return "unload";
  case load_type::reload: return "reload";
  case load_type::refresh: return "refresh";
  }
  return {};
}

std::string_view to_string(pri_debug_level value) noexcept {
  switch (value) {
  case pri_debug_level::off: return "off";
  case pri_debug_level::on: return "on";
  case pri_debug_level::hex: return "hex";
  case pri_debug_level::intense: return "intense";
  }
  return {};
}

std::string_view to_string(audio_direction value) noexcept {
  switch (value) {
  case audio_direction::in: return "in";
  case audio_direction::out: return "out";
  case audio_direction::all: return "all";
  }
  return {};
}

std::string_view to_string(recording_direction value) noexcept {
  switch (value) {
  case recording_direction::read: return "read";
  case recording_direction::write: return "write";
  case recording_direction::both: return "both";
  }
  return {};
}

}  // namespace ami::actions
