// AGI commands as text, and the results from text.
//
//     std::string text{"DATABASE GET"};
//     ami::async_agi::append_argument(text, "blocked numbers");              // quoted as needed
//     ami::async_agi::append_argument(text, number);
//     const auto answer = co_await call.command(text);                       // 200 result=1 (yes)
//     if (answer.data() == "yes") { ... }
#pragma once

#include <ami/config.hpp>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::async_agi {

/// The answer to an AGI command: `200 result=1 (value) endpos=800`, or a code of its own and a text.
/// @par Thread safety A value: as any.
class AMI_DECL result {
public:
  /// No answer: its code is 0.
  result() = default;

  /// Reads an answer as the server gives it, percent encoding undone. What it does not understand has code 0.
  static result parse(std::string_view text);

  /// 200: the command was run. 510: no such command. 511: not on a channel that has hung up. 520: wrong arguments.
  /// 0: no answer that can be read.
  int code() const noexcept { return code_; }
  /// True for code 200; the command itself may have failed all the same, see value().
  bool success() const noexcept { return code_ == 200; }
  /// What stands behind `result=`, which may be digits with `*` and `#`; empty when there is nothing.
  const std::string& value_text() const& noexcept { return value_; }
  const std::string& value_text() const&& = delete;
  /// The same as a number. Most commands give -1 when the channel has hung up.
  std::optional<std::int64_t> value() const noexcept;
  /// What stands in parentheses, for example the value of a variable; nothing when there are none.
  const std::optional<std::string>& data() const& noexcept { return data_; }
  const std::optional<std::string>& data() const&& = delete;
  /// `endpos`: at which sample a playback or recording ended.
  std::optional<std::int64_t> endpos() const noexcept { return endpos_; }
  /// The digit that ended the command, when the value is the number of a character; else 0.
  char digit() const noexcept;
  /// The whole answer without the line end.
  const std::string& text() const& noexcept { return text_; }
  const std::string& text() const&& = delete;

  friend AMI_DECL std::ostream& operator<<(std::ostream& out, const result& value);

private:
  std::string text_;
  std::string value_;
  std::optional<std::string> data_;
  std::optional<std::int64_t> endpos_;
  int code_ = 0;
};

/// Appends an argument to an AGI command, after a blank, quoted so that the server takes it as one argument with
/// exactly this text. CR, LF and NUL cannot be sent; the action that holds them is refused with `errc::invalid_header`.
AMI_DECL void append_argument(std::string& command, std::string_view argument);

/// The environment of AsyncAGIStart: lines of `name: value`, percent encoding undone.
/// @return names and values in their order, names as received ("agi_channel").
AMI_DECL std::vector<std::pair<std::string, std::string>> parse_environment(std::string_view text);

}  // namespace ami::async_agi
