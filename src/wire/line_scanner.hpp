// Finds line feeds and what they delimit, 64 bytes at a time where the CPU allows it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ami::wire::detail {

#if defined(__SSE2__)
inline constexpr std::size_t block_size = 64;

// One bit for each of the 64 bytes at `data`: set where it is `wanted`.
inline std::uint64_t places_of(char wanted, const char* data) noexcept {
  const __m128i all_wanted = _mm_set1_epi8(wanted);
  const auto part = [&](std::size_t offset) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + offset));
    return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, all_wanted)))};
  };
  return part(0) | part(16) << 16U | part(32) << 32U | part(48) << 48U;
}

inline std::uint64_t line_feeds(const char* data) noexcept {
  return places_of('\n', data);
}
#endif

inline std::size_t find_line_feed(const char* data, std::size_t begin, std::size_t end) noexcept {
  const void* found = begin < end ? std::memchr(data + begin, '\n', end - begin) : nullptr;
  return found != nullptr ? static_cast<std::size_t>(static_cast<const char*>(found) - data) : end;
}

// Calls `on_line_feed(offset)` for each LF in [begin, end) in order until it returns false.
// Returns the offset behind the LF that stopped it, or `end`.
template <class OnLineFeed>
std::size_t scan_lines(const char* data, std::size_t begin, std::size_t end, OnLineFeed&& on_line_feed) {
  std::size_t at = begin;
#if defined(__SSE2__)
  for (; end - at >= block_size; at += block_size) {
    for (std::uint64_t mask = line_feeds(data + at); mask != 0; mask &= mask - 1) {
      const std::size_t offset = at + static_cast<std::size_t>(std::countr_zero(mask));
      if (!on_line_feed(offset)) {
        return offset + 1;
      }
    }
  }
#endif
  for (at = find_line_feed(data, at, end); at < end; at = find_line_feed(data, at + 1, end)) {
    if (!on_line_feed(at)) {
      return at + 1;
    }
  }
  return end;
}

// The line feed that ends the first blank line, as far as the bytes of [begin, end) say, or `end`.
std::size_t find_blank_line(const char* data, std::size_t begin, std::size_t end) noexcept;

// Where a frame ends, and what was seen on the way there.
class frame_end {
public:
  std::uint64_t first_feeds_ = 0;  // the line feeds of its first 64 bytes, where so many were looked at
  std::size_t line_feed_ = 0;      // of the blank line; the number of bytes when there is none

  // Where its first line ends.
  std::size_t first_line_feed(const char* data, std::size_t size) const noexcept {
    return first_feeds_ != 0 ? static_cast<std::size_t>(std::countr_zero(first_feeds_)) : find_line_feed(data, 0, size);
  }
};

// find_blank_line() of a frame that begins with the bytes.
frame_end find_frame_end(const char* data, std::size_t size) noexcept;

// Where the first line with this key (any case) begins, from the line that begins at `from` on; the size of `text` when
// there is none.
std::size_t find_header(std::string_view text, std::string_view key, std::size_t from) noexcept;

// The value on that line; empty when there is none.
std::string_view first_line_of_value(std::string_view text, std::string_view key) noexcept;

}  // namespace ami::wire::detail
