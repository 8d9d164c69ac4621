// Base of the typed events: a pointer to a frame and the conversions that their accessors use.
#pragma once

#include <ami/config.hpp>
#include <ami/event_type.hpp>
#include <ami/wire/frame.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

/// A key with a number in it, such as `Report0SSRC`, without an allocation.
class AMI_DECL numbered_key {
public:
  /// Keys longer than any that exist are cut.
  numbered_key(std::string_view before, std::size_t index, std::string_view after) noexcept;

  /// The key.
  operator std::string_view() const noexcept { return {text_, size_}; }

private:
  char text_[64] = {};
  std::size_t size_ = 0;
};

/// A typed view of an event's frame. Trivially copyable, one pointer, owns nothing: it must not outlive the
/// `ami::event` it came from (keep a copy of the event to keep the view).
///
/// Text accessors return the raw bytes, empty when the header is missing; get() tells the two apart. Accessors of
/// values that Asterisk escapes (`CallerIDName` and the like) return the unescaped text. Typed accessors return nothing
/// when the header is missing or does not parse; get() always has the raw text.
///
/// A line without a colon continues the value before it, whatever header that is: old servers put the text of a user
/// event after the channel's `Uniqueid`. The accessors of values that are one line (names, ids, numbers, states) return
/// that line, those of free text (`AppData`, a variable's `Value`, a presence's `Message`) return all lines; get() and
/// operator[] return all lines of any header.
/// @par Thread safety Frames never change: any number of threads may read.
class AMI_DECL event_view {
public:
  event_view() noexcept {}
  /// @param frame the frame of an event.
  explicit event_view(wire::frame_view frame) noexcept : frame_{frame} {}

  /// The whole frame.
  wire::frame_view frame() const noexcept { return frame_; }
  /// The first value of `key` (any case), or nothing.
  std::optional<std::string_view> get(std::string_view key) const noexcept { return frame_.get(key); }
  /// The first value of `key`, or an empty view.
  std::string_view operator[](std::string_view key) const noexcept { return frame_[key]; }

  /// `Privilege`: the event's classes, for example "call,all".
  std::string_view privilege() const noexcept { return text("Privilege"); }
  /// `ActionID` of the action that caused the event; it may be another client's.
  std::string_view action_id() const noexcept { return frame_.action_id(); }

  /// `Timestamp`: when the server sent it; only with `timestampevents` in manager.conf.
  std::optional<std::chrono::sys_time<std::chrono::microseconds>> timestamp() const noexcept;
  /// `SystemName`: name of the server; only when asterisk.conf has one.
  std::string_view system_name() const noexcept { return text("SystemName"); }
  /// `SequenceNumber`: number of the event; only with debugging of the manager interface.
  std::optional<std::int64_t> sequence_number() const noexcept { return integer("SequenceNumber"); }
  /// `File`: the file of Asterisk's source that made the event; only with debugging of the manager interface.
  std::string_view source_file() const noexcept { return text("File"); }
  /// `Line`: the line in that file; only with debugging of the manager interface.
  std::optional<std::int64_t> source_line() const noexcept { return integer("Line"); }
  /// `Func`: the function in that file; only with debugging of the manager interface.
  std::string_view source_function() const noexcept { return text("Func"); }
  /// Name and value, C escapes undone, of each `name=value` under `key`.
  std::vector<std::pair<std::string, std::string>> variables(std::string_view key) const;
  /// `ChanVariable(<channel>)`: name and value of the variables that manager.conf adds (channelvars) to events without
  /// a snapshot of the channel.
  std::vector<std::pair<std::string, std::string>> channel_variables(std::string_view channel) const;

protected:
  // The value without continuation lines; lines() has those too.
  std::string_view text(std::string_view key) const noexcept { return frame_.first_line(key); }
  std::string_view lines(std::string_view key) const noexcept { return frame_[key]; }
  std::string unescaped(std::string_view key) const;
  std::optional<std::int64_t> integer(std::string_view key) const noexcept;
  std::optional<bool> boolean(std::string_view key) const noexcept;
  std::string_view nth(std::string_view key, std::size_t index) const noexcept;
  std::vector<std::string_view> all(std::string_view key) const { return frame_.get_all(key); }
  template <class Enum>
  std::optional<Enum> enumeration(std::string_view key, std::int64_t last) const noexcept {
    const auto value = integer(key);
    return value && *value >= 0 && *value <= last ? std::optional<Enum>{static_cast<Enum>(*value)} : std::nullopt;
  }

private:
  wire::frame_view frame_;
};

/// Reverses the C escapes with which Asterisk writes some values (`\'`, `\"`, `\?`, `\\`, `\a`, `\b`, `\f`, `\n`, `\r`,
/// `\t`, `\v`). Any other backslash is kept.
AMI_DECL std::string unescape(std::string_view value);

/// Reverses percent encoding. Invalid sequences are kept.
AMI_DECL std::string percent_decode(std::string_view value);

/// A whole decimal number, optionally signed; nothing for anything else, or when it does not fit.
AMI_DECL std::optional<std::int64_t> parse_integer(std::string_view value) noexcept;

/// A boolean in any of Asterisk's spellings (yes/no, true/false, on/off, y/n, t/f, 1/0, enabled/disabled; any case).
AMI_DECL std::optional<bool> parse_boolean(std::string_view value) noexcept;

}  // namespace ami
