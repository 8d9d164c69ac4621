#include "amictl/action_check.hpp"

#include "amictl/catalogue.hpp"
#include "amictl/nearest.hpp"

#include <ami/wire/frame.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace amictl {

namespace {

using ami::wire::equal_ignoring_case;

// What Asterisk takes for a yes, and as a no.
constexpr std::array<std::string_view, 12> boolean_words{"true",  "yes", "on",  "y", "t", "1",
                                                         "false", "no",  "off", "n", "f", "0"};
constexpr std::array<std::string_view, 4> integer_types{"integer", "milliseconds", "seconds", "hangup cause (number)"};

template <class Words>
bool is_one_of(const Words& words, std::string_view value) noexcept {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return equal_ignoring_case(word, value); });
}

bool is_whole_number(std::string_view value) noexcept {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc{} && end == value.data() + value.size();
}

// What is wrong with a value; empty when nothing is.
std::string problem_of_value(const catalogue::field& known, std::string_view value) {
  if (known.type == "boolean" && !is_one_of(boolean_words, value)) {
    return "true or false is needed";
  }
  if (known.type == "one of") {
    const auto words = catalogue::words_of(known.values);
    if (!is_one_of(words, value)) {
      return fmt::format("one of {} is needed{}", fmt::join(words, ", "), did_you_mean(value, words));
    }
  }
  if (is_one_of(integer_types, known.type) && !is_whole_number(value)) {
    return known.type == "integer" ? "a whole number is needed"
                                   : fmt::format("a whole number is needed: {}", known.type);
  }
  if (known.type.starts_with("NAME=VALUE") && value.find('=') == std::string_view::npos) {
    return "NAME=VALUE is needed";
  }
  return {};
}

}  // namespace

ami::action parse_action(const std::string& name, const std::vector<std::string>& headers) {
  ami::action result{name};
  for (const std::string& header : headers) {
    const std::size_t sign = header.find('=');
    if (sign == std::string::npos || sign == 0) {
      throw std::runtime_error{fmt::format("{}: KEY=VALUE is needed", header)};
    }
    result.header(header.substr(0, sign), header.substr(sign + 1));
  }
  return result;
}

std::vector<std::string> problems_of(const ami::action& action) {
  const catalogue::action_entry* const known = catalogue::find_action(action.name());
  if (known == nullptr) {
    return {fmt::format("the catalogue has no action {}{}", action.name(),
                        did_you_mean(action.name(), catalogue::action_names()))};
  }
  std::vector<std::string> result;
  for (const auto& header : action.headers()) {
    const auto key = catalogue::find_key(*known, header.key());
    if (key) {
      // The value stays out of the text, since it may be a secret.
      if (const std::string problem = problem_of_value(*key, header.value()); !problem.empty()) {
        result.push_back(fmt::format("{} of {}: {}", key->key, known->name, problem));
      }
    } else if (!known->open) {
      const auto keys = catalogue::key_names(*known);
      std::string hint = did_you_mean(header.key(), keys);
      if (hint.empty()) {
        hint = keys.empty() ? ": it has none" : fmt::format(": it has {}", fmt::join(keys, ", "));
      }
      result.push_back(fmt::format("{} has no key {}{}", known->name, header.key(), hint));
    }
  }
  for (const catalogue::field key : known->keys) {
    const auto headers = action.headers();
    if (key.required && std::none_of(headers.begin(), headers.end(), [&](const ami::action::entry& header) {
          return equal_ignoring_case(header.key(), key.key);
        })) {
      result.push_back(fmt::format("{} needs {}, {}", known->name, key.key, key.doc));
    }
  }
  return result;
}

}  // namespace amictl
