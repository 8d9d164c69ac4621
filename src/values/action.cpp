#include "base/escaped_text.hpp"
#include "catalogue/action_facts.hpp"
#include "values/secret_finder.hpp"

#include <ami/action.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <ostream>

namespace ami {

bool is_secret_header(std::string_view key) noexcept {
  using wire::equal_ignoring_case;
  for (const std::string_view secret :
       {"Secret", "Password", "NewPassword", "Md5Cred", "PasswordDigest", "OauthSecret", "RefreshToken"}) {
    if (equal_ignoring_case(key, secret)) {
      return true;
    }
  }
  return false;
}

std::string_view to_string(repeat value) noexcept {
  switch (value) {
  case repeat::read: return "read";
  case repeat::set: return "set";
  case repeat::unsafe: return "unsafe";
  }
  return "invalid repeat";
}

std::ostream& operator<<(std::ostream& out, repeat value) {
  return out << to_string(value);
}

repeat find_repeat_safety(std::string_view action_name) noexcept {
  const auto* facts = detail::find_action_facts(action_name);
  return facts != nullptr ? facts->safety : repeat::unsafe;
}

// Moving copies a short text and leaves it in the source.
action::entry::entry(std::string key, std::string value) : key_{std::move(key)}, value_{std::move(value)} {
  detail::wipe(value);
}

action::entry::entry(entry&& other) noexcept : key_{std::move(other.key_)}, value_{std::move(other.value_)} {
  detail::wipe(other.value_);
}

// A plain assignment would free or keep the old value without overwriting it.
action::entry& action::entry::operator=(const entry& other) {
  return *this = entry{other};
}

action::entry& action::entry::operator=(entry&& other) noexcept {
  if (this != &other) {
    key_ = std::move(other.key_);
    detail::wipe(value_);
    value_ = std::move(other.value_);
    detail::wipe(other.value_);
  }
  return *this;
}

action::entry::~entry() {
  detail::wipe(value_);
}

void action::append(std::string key, std::string&& value) {
  if (wire::equal_ignoring_case(key, "ActionID")) {
    action_id(std::move(value));
  } else {
    headers_.emplace_back(std::move(key), std::move(value));
    detail::wipe(value);
  }
}

void action::set(std::string_view key, std::string&& value) {
  const auto same = [&](const entry& e) { return wire::equal_ignoring_case(e.key(), key); };
  if (const auto found = std::ranges::find_if(headers_, same); found != headers_.end()) {
    *found = entry{std::move(found->key_), std::move(value)};
  } else {
    headers_.emplace_back(std::string{key}, std::move(value));
  }
  detail::wipe(value);
}

void action::remove(std::string_view key) {
  const auto same = [&](const entry& e) { return wire::equal_ignoring_case(e.key(), key); };
  if (const auto found = std::ranges::find_if(headers_, same); found != headers_.end()) {
    headers_.erase(found);
  }
}

std::string to_string(const action& value) {
  detail::secret_finder secrets{value.name()};
  std::string text;
  detail::append_escaped(text, value.name());
  for (const auto& header : value.headers()) {
    text += ' ';
    detail::append_escaped(text, header.key());
    text += '=';
    if (secrets.hides(header.key(), header.value())) {
      text.append("***");
    } else {
      detail::append_escaped(text, header.value());
    }
  }
  return text;
}

std::ostream& operator<<(std::ostream& out, const action& value) {
  return out << to_string(value);
}

}  // namespace ami
