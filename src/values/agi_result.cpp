#include "base/escaped_text.hpp"

#include <ami/agi_result.hpp>
#include <ami/event_view.hpp>

#include <algorithm>
#include <ostream>

namespace ami::async_agi {

namespace {

std::string_view without_line_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

result result::parse(std::string_view text) {
  result parsed;
  text = without_line_end(text);
  parsed.text_ = text;
  constexpr std::size_t code_size = 3;
  if (text.size() < code_size || !is_digit(text[0]) || !is_digit(text[1]) || !is_digit(text[2]) ||
      (text.size() > code_size && text[code_size] != ' ' && text[code_size] != '-')) {
    return parsed;
  }
  parsed.code_ = static_cast<int>(parse_integer(text.substr(0, code_size)).value_or(0));
  constexpr std::string_view key = "result=";
  std::string_view rest = text.substr(std::min(text.size(), code_size + 1));
  if (!parsed.success() || !rest.starts_with(key)) {
    return parsed;
  }
  rest.remove_prefix(key.size());
  const std::size_t value_end = std::min(rest.find(' '), rest.size());
  parsed.value_ = rest.substr(0, value_end);
  rest.remove_prefix(value_end);
  // The data may contain anything, also line ends and parentheses: it ends at the last one. Further keys may follow.
  if (rest.starts_with(" (")) {
    const std::size_t close = rest.rfind(')');
    if (close != std::string_view::npos) {
      parsed.data_ = rest.substr(2, close - 2);
      rest.remove_prefix(close + 1);
    }
  }
  constexpr std::string_view position = " endpos=";
  const std::size_t at = rest.find(position);
  if (at != std::string_view::npos) {
    rest.remove_prefix(at + position.size());
    parsed.endpos_ = parse_integer(rest.substr(0, rest.find(' ')));
  }
  return parsed;
}

std::optional<std::int64_t> result::value() const noexcept {
  return parse_integer(value_);
}

char result::digit() const noexcept {
  const auto number = value();
  constexpr std::int64_t last = 127;
  return number && *number > 0 && *number <= last ? static_cast<char>(*number) : '\0';
}

std::ostream& operator<<(std::ostream& out, const result& value) {
  std::string text;
  ami::detail::append_escaped(text, value.text());
  return out << text;
}

void append_argument(std::string& command, std::string_view argument) {
  command += " \"";
  for (const char c : argument) {
    if (c == '"' || c == '\\') {
      command += '\\';
    }
    command += c;
  }
  command += '"';
}

std::vector<std::pair<std::string, std::string>> parse_environment(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> variables;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = without_line_end(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      // The value of a variable, such as a caller id, may contain a line end.
      if (!line.empty() && !variables.empty()) {
        variables.back().second.append("\n").append(line);
      }
      continue;
    }
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' ')) {
      value.remove_prefix(1);
    }
    variables.emplace_back(line.substr(0, colon), value);
  }
  return variables;
}

}  // namespace ami::async_agi
