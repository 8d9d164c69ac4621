// Reads the values of an action's headers as the server does.
#pragma once

#include <ami/wire/frame.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace ami::testing::detail {

inline bool is_true(std::string_view text) noexcept {
  const auto is = [text](std::string_view word) { return wire::equal_ignoring_case(text, word); };
  return is("yes") || is("true") || is("y") || is("t") || is("1") || is("on");
}

inline std::optional<std::int64_t> number(std::string_view text) noexcept {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace ami::testing::detail
