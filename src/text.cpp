#include "text.hpp"

#include <ami/action.hpp>

namespace ami::detail {

void append_escaped(std::string& out, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (const char c : bytes) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (code < 0x20 || code == 0x7f) {
      out += "\\x";
      out += digits[code >> 4U];
      out += digits[code & 15U];
    } else {
      out += c;
    }
  }
}

namespace {

bool has_prefix(std::string_view text, std::string_view prefix) noexcept {
  return wire::equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// The name of a setting in a configuration file, whose value is a secret.
bool is_secret_setting(std::string_view name) noexcept {
  while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) {
    name.remove_suffix(1);
  }
  for (const std::string_view end : {"secret", "password", "passwd", "md5_cred", "password_digest", "refresh_token"}) {
    if (name.size() >= end.size() && wire::equal_ignoring_case(name.substr(name.size() - end.size()), end)) {
      return true;
    }
  }
  return false;
}

bool names_secret_setting(std::string_view json) noexcept {
  for (std::size_t quote = json.find('"'); quote != std::string_view::npos; quote = json.find('"', quote + 1)) {
    if (is_secret_setting(json.substr(0, quote))) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool secret_finder::hides(std::string_view key, std::string_view value) {
  if (is_secret_header(key) || (login_ && wire::equal_ignoring_case(key, "Key"))) {
    return true;
  }
  if (has_prefix(key, "Line-")) {
    return is_secret_setting(value.substr(0, value.find('=')));
  }
  if (has_prefix(key, "Var-")) {
    secret_number_ = is_secret_setting(value) ? key.substr(4) : std::string_view{};
    return false;
  }
  for (const std::string_view prefix : {"Value-", "Match-"}) {
    if (has_prefix(key, prefix)) {
      return !secret_number_.empty() && key.substr(prefix.size()) == secret_number_;
    }
  }
  return wire::equal_ignoring_case(key, "JSON") && names_secret_setting(value);
}

void append_headers(std::string& out, const wire::frame_view& frame) {
  bool first = true;
  secret_finder secrets;
  for (const auto& [key, value] : frame) {
    if (first && frame.kind() != wire::frame_kind::other) {
      first = false;
      continue;
    }
    first = false;
    out += ' ';
    append_escaped(out, key);
    out += '=';
    if (secrets.hides(key, value)) {
      out += "***";
    } else {
      append_escaped(out, value);
    }
  }
}

}  // namespace ami::detail
