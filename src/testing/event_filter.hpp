// The event filters that a client sets with the action Filter.
#pragma once

#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// One filter: a regular expression on the whole event, or a comparison of one header in the advanced form.
class event_filter {
public:
  // Empty when `expression` or `criteria` cannot be read; `problem` then has Asterisk's error message.
  static std::optional<event_filter> parse(std::string_view expression, std::string_view criteria,
                                           std::string& problem);

  bool excludes() const noexcept { return exclude_; }
  bool matches(std::string_view event) const;

private:
  event_filter() = default;

  enum class method { none, exact, starts_with, ends_with, contains, regex };

  bool read_criteria(std::string_view criteria);
  bool compares(std::string_view text) const;

  std::string name_;    // the name of events; empty for any
  std::string header_;  // the header that is compared; empty for the whole event
  std::string expression_;
  std::regex regex_;
  method method_ = method::regex;
  bool exclude_ = false;
};

}  // namespace ami::testing::detail
