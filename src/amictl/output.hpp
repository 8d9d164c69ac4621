// Standard output and standard error of amictl: results, JSON Lines, colours, and progress.
#pragma once

#include <boost/json/value.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace amictl {

/// Whoever read the output has gone, as `head` does. Ends the program with success: there is nobody left to write for.
class output_closed : public std::exception {
public:
  const char* what() const noexcept override { return "nobody reads the output any more"; }
};

/// What a text is about; each has one colour.
enum class tone { plain, strong, faint, good, warning, bad, name };

/// Where commands write their results: standard output, buffered. What goes to people beside that (errors, progress,
/// questions) goes to standard error or to the terminal.
class output {
public:
  output() = default;
  ~output();
  output(const output&) = delete;
  output& operator=(const output&) = delete;

  /// Chooses JSON Lines instead of text for people; see json().
  void use_json(bool value) noexcept { json_ = value; }
  /// Whether the command has to write JSON Lines.
  [[nodiscard]] bool json() const noexcept { return json_; }
  /// Colours: by default on a terminal that is not "dumb", unless `NO_COLOR` is set.
  void use_colours(bool value) noexcept { colours_ = value; }
  /// Whether there are colours.
  [[nodiscard]] bool colours() const noexcept { return colours_; }

  /// Writes a line. It is kept until flush() or until much has come together.
  /// @throws output_closed when nobody reads any more.
  /// @throws std::system_error when writing fails in another way (a full disk).
  void line(std::string_view text);
  /// Writes a value as a line of JSON.
  void line(const boost::json::value& value);
  /// Writes bytes as they are.
  void bytes(std::string_view text);
  /// Writes what is kept. Commands that wait for something call it before.
  void flush();

  /// The text, in its colour where there are colours.
  [[nodiscard]] std::string in(tone colour, std::string_view text) const;

private:
  std::string kept_;
  bool json_ = false;
  bool colours_ = false;
  bool closed_ = false;
};

/// The text as it can be shown: control characters, which could move a terminal's cursor or change its colours, as
/// `\xHH`, and bytes that are no UTF-8 as U+FFFD. What a server sends is shown only like this.
std::string shown(std::string_view bytes);

/// The text with bytes that are no UTF-8 as U+FFFD, as JSON needs it.
std::string as_utf8(std::string_view bytes);

/// Writes a line to standard error: "amictl: text".
void complain(std::string_view text);

}  // namespace amictl
