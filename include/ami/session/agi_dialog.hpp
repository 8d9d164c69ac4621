// AsyncAGI without sockets: commands as text, results from text, and which event answers which command.
#pragma once

#include <ami/config.hpp>
#include <ami/error.hpp>
#include <ami/event.hpp>

#include <boost/system/error_code.hpp>

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

namespace ami::session {

/// One channel in AsyncAGI: one command at a time, answered by its CommandID.
/// @par Thread safety None.
class AMI_DECL agi_dialog {
public:
  /// @param uniqueid the channel's.
  /// @param id_prefix the first part of the CommandIDs: random, because other clients may send commands too.
  agi_dialog(std::string uniqueid, std::string id_prefix);

  const std::string& uniqueid() const noexcept { return uniqueid_; }
  /// True for the events that it wants to see.
  static bool concerns(const event& value, std::string_view uniqueid) noexcept;

  /// A command is to be sent. @return its CommandID. @pre not busy() and not ended()
  std::string begin();
  /// The command was not sent, or nobody waits for its result any more. A late result belongs to nobody.
  void abandon() noexcept { current_.clear(); }
  /// Any event; those that do not concern the channel change nothing.
  void on_event(const event& value);
  /// The channel is known to be out of AsyncAGI; or the connection ended.
  void end(boost::system::error_code reason);

  /// True while a command waits for its result.
  bool busy() const noexcept { return !current_.empty(); }
  /// True when the channel has left AsyncAGI, or nothing of it can be seen any more.
  bool ended() const noexcept { return static_cast<bool>(end_reason_); }
  /// Why: `errc::agi_ended`, or how the connection ended.
  boost::system::error_code end_reason() const noexcept { return end_reason_; }
  /// The result of the command, once.
  std::optional<async_agi::result> take();

private:
  std::string uniqueid_;
  std::string id_prefix_;
  std::string current_;
  std::optional<async_agi::result> result_;
  boost::system::error_code end_reason_;
  unsigned ids_ = 0;
};

}  // namespace ami::session
