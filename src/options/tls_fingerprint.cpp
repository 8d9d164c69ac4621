#include "options/tls_fingerprint.hpp"

#include <ami/wire/frame.hpp>

#include <cstddef>

namespace ami::detail {

namespace {

constexpr std::string_view blanks = " \t\r\n";

int digit(char c) noexcept {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string_view without_outer_blanks(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == std::string_view::npos ? std::string_view{}
                                         : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace

std::optional<fingerprint> parse_fingerprint(std::string_view text) noexcept {
  text = without_outer_blanks(text);
  if (const std::size_t sign = text.find('='); sign != std::string_view::npos) {
    const std::string_view label = text.substr(0, sign);
    if (!wire::equal_ignoring_case(label, "sha256 Fingerprint") && !wire::equal_ignoring_case(label, "sha256")) {
      return std::nullopt;
    }
    text = without_outer_blanks(text.substr(sign + 1));
  }
  fingerprint value{};
  constexpr std::size_t digits = 2 * std::tuple_size_v<fingerprint>;
  const bool colons = text.size() == digits + value.size() - 1;
  if (!colons && text.size() != digits) {
    return std::nullopt;
  }
  const std::size_t step = colons ? 3 : 2;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string_view byte = text.substr(i * step, step);
    const int high = digit(byte[0]);
    const int low = digit(byte[1]);
    if (high < 0 || low < 0 || (byte.size() > 2 && byte[2] != ':')) {
      return std::nullopt;
    }
    value[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return value;
}

std::string to_string(const fingerprint& value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const unsigned char byte : value) {
    if (!text.empty()) {
      text += ':';
    }
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
  }
  return text;
}

}  // namespace ami::detail
