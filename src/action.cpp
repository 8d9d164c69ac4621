#include "action_facts.hpp"
#include "text.hpp"

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

action& action::header(std::string key, std::string value) & {
  if (wire::equal_ignoring_case(key, "ActionID")) {
    return action_id(std::move(value));
  }
  headers_.emplace_back(std::move(key), std::move(value));
  return *this;
}

void action::set(std::string_view key, std::string value) {
  const auto same = [&](const entry& e) { return wire::equal_ignoring_case(e.key(), key); };
  if (const auto found = std::ranges::find_if(headers_, same); found != headers_.end()) {
    found->value_ = std::move(value);
  } else {
    headers_.emplace_back(std::string{key}, std::move(value));
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
