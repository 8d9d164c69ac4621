#include "testing/event_filter.hpp"

#include <ami/wire/frame.hpp>

#include <utility>

namespace ami::testing::detail {

namespace {

// The value of a header in the text of an event; empty when there is none.
std::optional<std::string_view> header_of(std::string_view event, std::string_view key) {
  while (!event.empty()) {
    const std::size_t end = event.find('\n');
    std::string_view line = event.substr(0, end);
    event.remove_prefix(end == std::string_view::npos ? event.size() : end + 1);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    const wire::field field = wire::split_line(line);
    if (wire::equal_ignoring_case(field.key, key)) {
      return field.value;
    }
  }
  return std::nullopt;
}

}  // namespace

// "action(exclude),name(UserEvent),header(X),method(exact)", in any order.
bool event_filter::read_criteria(std::string_view criteria) {
  while (!criteria.empty()) {
    const std::size_t open = criteria.find('(');
    const std::size_t close = criteria.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
      return false;
    }
    const std::string_view word = criteria.substr(0, open);
    const std::string_view value = criteria.substr(open + 1, close - open - 1);
    criteria.remove_prefix(close + 1);
    if (criteria.starts_with(',')) {
      criteria.remove_prefix(1);
    }
    constexpr std::pair<std::string_view, method> methods[] = {
        {"none", method::none},           {"exact", method::exact},       {"starts_with", method::starts_with},
        {"ends_with", method::ends_with}, {"contains", method::contains}, {"regex", method::regex}};
    bool known = false;
    if (word == "action") {
      known = value == "include" || value == "exclude";
      exclude_ = value == "exclude";
    } else if (word == "name") {
      known = true;
      name_ = value;
    } else if (word == "header") {
      known = true;
      header_ = value;
    } else if (word == "method") {
      for (const auto& [text, meaning] : methods) {
        if (text == value) {
          known = true;
          method_ = meaning;
        }
      }
    }
    if (!known) {
      return false;
    }
  }
  return true;
}

std::optional<event_filter> event_filter::parse(std::string_view expression, std::string_view criteria,
                                                std::string& problem) {
  event_filter filter;
  if (criteria.empty()) {
    if (expression.starts_with('!')) {
      filter.exclude_ = true;
      expression.remove_prefix(1);
    }
  } else {
    filter.method_ = expression.empty() ? method::none : method::regex;
    if (!filter.read_criteria(criteria)) {
      problem = "Filter was formatted incorrectly.  Check the syntax of the filter given.";
      return std::nullopt;
    }
  }
  filter.expression_ = expression;
  if (filter.method_ == method::regex) {
    try {
      filter.regex_ = std::regex{filter.expression_, std::regex::extended};
    } catch (const std::regex_error&) {
      problem = "Filter did not compile.  Check the syntax of the filter given.";
      return std::nullopt;
    }
  }
  return filter;
}

bool event_filter::compares(std::string_view text) const {
  switch (method_) {
  case method::none: return true;
  case method::exact: return text == expression_;
  case method::starts_with: return text.starts_with(expression_);
  case method::ends_with: return text.ends_with(expression_);
  case method::contains: return text.find(expression_) != std::string_view::npos;
  case method::regex: return std::regex_search(text.begin(), text.end(), regex_);
  }
  return false;
}

bool event_filter::matches(std::string_view event) const {
  if (!name_.empty() && header_of(event, "Event") != name_) {
    return false;
  }
  if (header_.empty()) {
    return compares(event);
  }
  const auto value = header_of(event, header_);
  return value && compares(*value);
}

}  // namespace ami::testing::detail
