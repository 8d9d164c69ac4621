// The bytes of the disk buffer's files. A segment is a row of frames: length (4 bytes), CRC-32 of the content (4
// bytes), content, whose first byte is its kind. Numbers are little endian. The first frame is a header.
#pragma once

#include "record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace relay {

/// What a segment begins with: the numbers that were given before its first record.
class segment_header {
public:
  numbering numbers;
  std::uint32_t partitions = 0;
  /// The boot of the machine in which it was begun: a page that was written is not lost with the process, but with the
  /// machine.
  std::string boot;

  friend bool operator==(const segment_header& a, const segment_header& b) noexcept {
    return a.numbers == b.numbers && a.partitions == b.partitions && a.boot == b.boot;
  }
};

/// The last frame of a buffer that was closed and is on disk as a whole.
class segment_end {
public:
  friend bool operator==(const segment_end&, const segment_end&) noexcept { return true; }
};

[[nodiscard]] std::string encode(const segment_header& header);
[[nodiscard]] std::string encode(const segment_end& end);
[[nodiscard]] std::string encode(const record& value);

/// The first frame of some bytes.
class decoded_frame {
public:
  /// What it holds; monostate when it is damaged, or not whole.
  std::variant<std::monostate, segment_header, segment_end, record> content;
  /// Its bytes. When it is not whole: how many it needs to be, as far as can be told.
  std::size_t size = 0;
  /// There are fewer bytes than it needs: read more, or this is a torn end.
  bool is_cut = false;
};

/// Reads the first frame.
[[nodiscard]] decoded_frame decode(std::string_view bytes);

/// How far the sink has confirmed.
class confirmed_position {
public:
  std::uint64_t change = 0;  // counts the positions that were written
  std::uint64_t segment = 0;
  std::uint64_t offset = 0;

  friend bool operator==(const confirmed_position& a, const confirmed_position& b) noexcept {
    return a.change == b.change && a.segment == b.segment && a.offset == b.offset;
  }
};

/// The file of the position has two places of this size, which are written in turn, so that one is whole always.
inline constexpr std::size_t position_size = 28;
[[nodiscard]] std::string encode(const confirmed_position& position);
/// The later one that is whole; nothing when none is.
[[nodiscard]] std::optional<confirmed_position> decode_position(std::string_view file);

}  // namespace relay
