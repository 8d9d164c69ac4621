// The channels that an event shows, found in one pass over its headers.
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame.hpp>

#include <optional>
#include <string_view>

namespace ami::live {

/// The headers of one channel in an event, as received. Views of the frame.
class AMI_DECL channel_headers {
public:
  std::string_view prefix_;
  std::string_view channel_;
  std::string_view state_;
  std::string_view caller_id_num_;
  std::string_view caller_id_name_;
  std::string_view connected_line_num_;
  std::string_view connected_line_name_;
  std::string_view account_code_;
  std::string_view context_;
  std::string_view exten_;
  std::string_view priority_;
  std::string_view uniqueid_;
  std::string_view linkedid_;

  /// Takes the value of a header of the group.
  /// @param name the header's name without the prefix.
  /// @return false when the group has no such header.
  bool take(std::string_view name, std::string_view value) noexcept;
};

/// Finds the groups of headers that show a channel: those that begin with `Channel` and `ChannelState` behind the same
/// prefix, whatever that is. It reads the bytes itself: most of the cost of an event is here, and the headers of a
/// group have an order in which they need no look-up.
class AMI_DECL channel_scanner {
public:
  /// @param frame outlives this.
  explicit channel_scanner(wire::frame_view frame) noexcept : rest_{frame.bytes()} {}
  /// Whole lines of a frame, which outlives this.
  explicit channel_scanner(std::string_view lines) noexcept : rest_{lines} {}

  /// The next channel; nothing when there are no more.
  std::optional<channel_headers> next() noexcept;

private:
  void read_group(channel_headers& found) noexcept;

  std::string_view rest_;  // after the last line that was read
};

}  // namespace ami::live
