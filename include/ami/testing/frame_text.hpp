// Frames and lists of a server as text, built header by header.
#pragma once

#include <ami/testing/channel_snapshot.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// A set of the classes of the manager interface ("call", "system", ...): those a user may read or write, those in a
/// session's mask, or those of an event.
/// @par Thread safety As any value.
class event_classes {
public:
  /// No class.
  event_classes() noexcept {}

  /// All classes.
  static event_classes all() noexcept { return event_classes{~std::uint32_t{0}}; }
  /// Reads a mask as the server does: "on" (yes, true, y, all), "off" (no, false), a decimal bit mask, or class names
  /// separated by commas. Unknown names are ignored, and spaces make a name unknown.
  static event_classes parse(std::string_view mask) noexcept;

  /// True when there is no class in it.
  bool empty() const noexcept { return bits_ == 0; }
  /// True when all classes of `other` are in it.
  bool contains(event_classes other) const noexcept { return (bits_ & other.bits_) == other.bits_; }
  /// True when at least one class of `other` is in it.
  bool intersects(event_classes other) const noexcept { return (bits_ & other.bits_) != 0; }
  /// The classes as the server's bit mask.
  std::uint32_t bits() const noexcept { return bits_; }

private:
  explicit event_classes(std::uint32_t bits) noexcept : bits_{bits} {}

  std::uint32_t bits_ = 0;
};

/// One frame from a server to its clients. Nothing is checked: a test may want to send what no server sends.
///
///     frame_text::event("Newchannel").header("Channel", "PJSIP/alice-00000001").header("Uniqueid", "1700000000.1")
///
/// @par Thread safety None; a value.
class frame_text {
public:
  /// An event with the `Privilege` header that Asterisk sends with it; class call when the name is unknown here.
  static frame_text event(std::string name);
  /// An event of the given classes, for example "call" or "system,call".
  static frame_text event(std::string name, const std::string& classes);
  /// An event without `Privilege`, as the items of lists are.
  static frame_text item(std::string name);
  /// A response: "Success", "Error", "Goodbye".
  static frame_text response(std::string status);

  /// A frame without lines.
  frame_text() = default;

  /// Appends `key: value`.
  frame_text& header(std::string_view key, std::string_view value) &;
  frame_text&& header(std::string_view key, std::string_view value) && { return std::move(header(key, value)); }
  /// Appends `key: number`.
  frame_text& header(std::string_view key, std::int64_t number) & { return header(key, std::to_string(number)); }
  frame_text&& header(std::string_view key, std::int64_t number) && { return std::move(header(key, number)); }
  /// Appends the 14 headers that describe a channel in events: `Channel`, `ChannelState`, ... `Linkedid`.
  /// @param prefix what the keys begin with: "", "Dest", "LocalOne", "Transferee", ...
  /// @param leg the channel.
  frame_text& channel(std::string_view prefix, const channel_snapshot& leg) &;
  frame_text&& channel(std::string_view prefix, const channel_snapshot& leg) && {
    return std::move(channel(prefix, leg));
  }
  /// Appends a line unchanged, without a line end.
  frame_text& line(std::string text) &;
  frame_text&& line(std::string text) && { return std::move(line(std::move(text))); }
  /// Inserts `key: value` after the first line, where responses have their ActionID.
  frame_text& second_header(std::string_view key, std::string_view value) &;
  frame_text&& second_header(std::string_view key, std::string_view value) && {
    return std::move(second_header(key, value));
  }

  /// The first value of `key` (any case), or nothing.
  std::optional<std::string_view> get(std::string_view key) const& noexcept;
  std::optional<std::string_view> get(std::string_view key) const&& = delete;
  /// The classes in its `Privilege` header; none without that header.
  event_classes classes() const noexcept;
  /// The lines without their line ends.
  const std::vector<std::string>& lines() const& noexcept { return lines_; }
  const std::vector<std::string>& lines() const&& = delete;

  /// The bytes: every line with CR LF, and the blank line that ends the frame.
  std::string str() const;

private:
  std::vector<std::string> lines_;
};

/// The reply to an action that lists something: a response, items, and the event that completes it.
///
///     list_text{"CoreShowChannelsComplete"}.message("Channels will follow").item(frame_text::item("CoreShowChannel"))
///
/// @par Thread safety None; a value.
class list_text {
public:
  /// @param complete_name the name of the event that completes the list.
  explicit list_text(std::string complete_name) : complete_name_{std::move(complete_name)} {}

  /// The response's `Message`. Default: none.
  list_text& message(std::string text) & {
    message_ = std::move(text);
    return *this;
  }
  list_text&& message(std::string text) && { return std::move(message(std::move(text))); }
  /// Appends an item. It gets the ActionID as its last header unless it has one.
  list_text& item(frame_text text) & {
    items_.push_back(std::move(text));
    return *this;
  }
  list_text&& item(frame_text text) && { return std::move(item(std::move(text))); }
  /// The items have the ActionID on their second line, as in CoreShowChannels, instead of their last.
  list_text& action_id_second(bool value = true) & {
    action_id_second_ = value;
    return *this;
  }
  list_text&& action_id_second(bool value = true) && { return std::move(action_id_second(value)); }
  /// Appends a header to the completing event.
  list_text& extra(std::string key, std::string value) & {
    extras_.emplace_back(std::move(key), std::move(value));
    return *this;
  }
  list_text&& extra(std::string key, std::string value) && {
    return std::move(extra(std::move(key), std::move(value)));
  }

  /// The number of items.
  std::size_t size() const noexcept { return items_.size(); }
  /// The bytes of the whole reply.
  /// @param action_id the ActionID of all its frames; empty for none.
  std::string str(std::string_view action_id) const;

private:
  std::string complete_name_;
  std::string message_;
  std::vector<frame_text> items_;
  std::vector<std::pair<std::string, std::string>> extras_;
  bool action_id_second_ = false;
};

/// `text` as Asterisk writes CallerIDName, ConnectedLineName and VarSet's Value: C escapes for control characters,
/// backslash, quotes and the question mark. `O'Brien` becomes `O\'Brien`.
std::string escape_c(std::string_view text);

}  // namespace ami::testing
