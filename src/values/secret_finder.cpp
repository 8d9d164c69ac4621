#include "values/secret_finder.hpp"

#include "base/escaped_text.hpp"

#include <ami/action.hpp>

namespace ami::detail {

namespace {

bool has_prefix(std::string_view text, std::string_view prefix) noexcept {
  return wire::equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// Whether a setting of this name in a configuration file holds a secret.
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
  // The header that says what the frame is was written first, by the caller.
  bool named = frame.kind() == wire::frame_kind::other;
  const std::string_view naming = frame.kind() == wire::frame_kind::event ? "Event" : "Response";
  secret_finder secrets;
  for (const auto& [key, value] : frame) {
    if (!named && wire::equal_ignoring_case(key, naming)) {
      named = true;
      continue;
    }
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
