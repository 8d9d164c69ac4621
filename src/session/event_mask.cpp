#include "session/event_mask.hpp"

#include "session/rejection.hpp"

#include <ami/error.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace ami::session {

namespace {

bool mask_is_off(std::string_view mask) noexcept {
  return wire::equal_ignoring_case(mask, "off") || wire::equal_ignoring_case(mask, "none") ||
         wire::equal_ignoring_case(mask, "no") || wire::equal_ignoring_case(mask, "false") || mask == "0";
}

}  // namespace

std::optional<std::string> event_mask::wanted(const std::bitset<event_type_count>& types) {
  if (!follows_streams_) {
    return own_;
  }
  classes_.add(types);
  return classes_.mask(own_.value_or(""));
}

const std::optional<std::string>& event_mask::begin(const std::bitset<event_type_count>& types) {
  classes_ = {};
  refused_ = false;
  asked_ = wanted(types);
  return asked_;
}

std::optional<std::string> event_mask::change(const std::bitset<event_type_count>& types) {
  auto now = wanted(types);
  if (now == asked_) {
    return std::nullopt;
  }
  asked_ = std::move(now);
  return asked_;
}

void event_mask::on_refusal(std::string_view message) {
  refused_ = detail::rejection(message) == errc::shutting_down;
}

std::string with_class_system(const std::string& mask) {
  if (mask_is_off(mask)) {
    return "system";
  }
  for (const std::string_view all : {"on", "yes", "true", "y"}) {
    if (wire::equal_ignoring_case(mask, all)) {
      return mask;
    }
  }
  if (std::ranges::all_of(mask, [](char c) { return c >= '0' && c <= '9'; })) {
    std::uint64_t bits = 0;
    const auto [end, error] = std::from_chars(mask.data(), mask.data() + mask.size(), bits);
    return error == std::errc{} ? std::to_string(bits | 1U) : mask;
  }
  return mask + ",system";
}

boost::system::error_code judge_mask_answer(std::string_view mask, wire::frame_view answer) {
  const bool refused = wire::equal_ignoring_case(answer.name(), "Error");
  if (refused && detail::rejection(answer.first_line("Message")) == errc::shutting_down) {
    return errc::shutting_down;
  }
  const bool off = !mask_is_off(mask) && wire::equal_ignoring_case(answer.first_line("Events"), "Off");
  return refused || off ? make_error_code(errc::event_mask_rejected) : boost::system::error_code{};
}

}  // namespace ami::session
