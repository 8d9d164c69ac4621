// The conversions behind the typed accessors: escapes, integers, booleans, enumerations.
#include "catch.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

TEST_CASE("conversion: unescape undoes C escapes and keeps every other backslash") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"\\a", "\a"},
      {"\\b", "\b"},
      {"\\f", "\f"},
      {"\\n", "\n"},
      {"\\r", "\r"},
      {"\\t", "\t"},
      {"\\v", "\v"},
      {"\\\\", "\\"},
      {"\\'", "'"},
      {R"(\")", "\""},
      {"\\?", "?"},
      {"\\\\n", "\\n"},
      {"\\\\\\n", "\\\n"},
      {"", ""},
      {"\\", "\\"},
      {"a\\", "a\\"},
      {"\\x41", "\\x41"},
      {"\\0", "\\0"},
      {"\\N", "\\N"},
      {"caf\xe9\\ ", "caf\xe9\\ "},
      {R"(O\'Brien\? \"Bob\")", "O'Brien? \"Bob\""},
  };
  for (const auto& [escaped, plain] : table) {
    CAPTURE(escaped);
    CHECK(ami::unescape(escaped) == plain);
  }
  // Every byte that Asterisk escapes comes back.
  std::string all;
  for (int code = 1; code < 256; ++code) {
    all += static_cast<char>(code);
  }
  std::string escaped;
  constexpr std::string_view special = "\a\b\f\n\r\t\v\\'\"?";
  constexpr std::string_view letters = "abfnrtv\\'\"?";
  for (const char c : all) {
    const auto at = special.find(c);
    escaped += at == std::string_view::npos ? std::string(1, c) : std::string{"\\"} + letters[at];
  }
  CHECK(ami::unescape(escaped) == all);
}

TEST_CASE("conversion: integers are whole or nothing") {
  using limit = std::numeric_limits<std::int64_t>;
  CHECK(ami::parse_integer("0") == 0);
  CHECK(ami::parse_integer("-0") == 0);
  CHECK(ami::parse_integer("007") == 7);
  CHECK(ami::parse_integer("+7") == 7);
  CHECK(ami::parse_integer("-12") == -12);
  CHECK(ami::parse_integer(std::to_string(limit::max())) == limit::max());
  CHECK(ami::parse_integer(std::to_string(limit::min())) == limit::min());
  for (const char* text : {"", " ", "+", "-", "+-1", "-+1", "++1", "--1", " 1", "1 ", "1.0", "1e3", "0x10", "1,2",
                           "one", "9223372036854775808", "-9223372036854775809", "1\r", "<unknown>"}) {
    CAPTURE(text);
    CHECK_FALSE(ami::parse_integer(text).has_value());
  }
  CHECK_FALSE(ami::parse_integer({}).has_value());
  CHECK_FALSE(ami::parse_integer(std::string_view{"1\0", 2}).has_value());
}

TEST_CASE("conversion: booleans in all of Asterisk's spellings") {
  for (const char* text : {"yes", "Yes", "YES", "true", "True", "on", "On", "1", "y", "Y", "t", "T", "enabled"}) {
    CAPTURE(text);
    CHECK(ami::parse_boolean(text) == true);
  }
  for (const char* text : {"no", "No", "false", "FALSE", "off", "0", "n", "N", "f", "Disabled"}) {
    CAPTURE(text);
    CHECK(ami::parse_boolean(text) == false);
  }
  for (const char* text : {"", " yes", "yes ", "2", "-1", "yess", "ye", "<unknown>"}) {
    CAPTURE(text);
    CHECK_FALSE(ami::parse_boolean(text).has_value());
  }
  CHECK_FALSE(ami::parse_boolean({}).has_value());
}

TEST_CASE("conversion: values of enumerations have names and parse") {
  CHECK(ami::parse_device_state("NOT_INUSE") == ami::device_state::not_in_use);
  CHECK(ami::parse_device_state("onhold") == ami::device_state::on_hold);
  CHECK_FALSE(ami::parse_device_state("").has_value());
  CHECK_FALSE(ami::parse_device_state("1").has_value());
  CHECK(ami::to_string(ami::channel_state::dialing_off_hook) == "dialing off hook");
  CHECK(ami::to_string(ami::hangup_cause::normal_clearing) == "normal clearing");
  CHECK(ami::to_string(static_cast<ami::hangup_cause>(4)) == "other cause");
  CHECK(ami::to_string(static_cast<ami::originate_reason>(2)) == "other reason");
  CHECK(ami::to_string(static_cast<ami::channel_state>(99)) == "invalid state");
  CHECK(fmt::format("{:>6}", ami::channel_state::up) == "    up");
}
