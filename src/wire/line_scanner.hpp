// Finds line feeds and the headers between them, 64 bytes at a time where the CPU can.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ami::wire::detail {

#if defined(__SSE2__)
inline constexpr std::size_t block_size = 64;

// A bit for each of the 64 bytes at `data`, set where the byte is `wanted`.
inline std::uint64_t places_of(char wanted, const char* data) noexcept {
  const __m128i all_wanted = _mm_set1_epi8(wanted);
  const auto part = [&](std::size_t offset) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + offset));
    return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, all_wanted)))};
  };
  return part(0) | part(16) << 16U | part(32) << 32U | part(48) << 48U;
}
#endif

// The bits in which two texts differ, for a size of one to two words.
template <class Word>
Word differing_bits(const char* a, const char* b, std::size_t size) noexcept {
  Word first_a;
  Word first_b;
  Word last_a;
  Word last_b;
  std::memcpy(&first_a, a, sizeof(Word));
  std::memcpy(&first_b, b, sizeof(Word));
  std::memcpy(&last_a, a + size - sizeof(Word), sizeof(Word));
  std::memcpy(&last_b, b + size - sizeof(Word), sizeof(Word));
  return static_cast<Word>((first_a ^ first_b) | (last_a ^ last_b));
}

template <class Word>
bool same_words(const char* a, const char* b, std::size_t size) noexcept {
  return differing_bits<Word>(a, b, size) == 0;
}

inline std::size_t find_line_feed(const char* data, std::size_t begin, std::size_t end) noexcept {
  const void* found = begin < end ? std::memchr(data + begin, '\n', end - begin) : nullptr;
  return found != nullptr ? static_cast<std::size_t>(static_cast<const char*>(found) - data) : end;
}

// Does the same without a call, for a line feed that is probably near.
inline std::size_t find_near_line_feed(const char* data, std::size_t begin, std::size_t end) noexcept {
#if defined(__SSE2__)
  const __m128i line_feed = _mm_set1_epi8('\n');
  for (int i = 0; i < 2 && end - begin >= sizeof(line_feed); ++i, begin += sizeof(line_feed)) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + begin));
    const auto found = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, line_feed)));
    if (found != 0) {
      return begin + static_cast<std::size_t>(std::countr_zero(found));
    }
  }
#endif
  return find_line_feed(data, begin, end);
}

// Calls `on_line_feed(offset)` for each LF in [begin, end) in order until it returns false. Returns the offset behind
// the LF at which it stopped, or `end`.
template <class OnLineFeed>
std::size_t scan_lines(const char* data, std::size_t begin, std::size_t end, OnLineFeed&& on_line_feed) {
  std::size_t at = begin;
#if defined(__SSE2__)
  for (; end - at >= block_size; at += block_size) {
    for (std::uint64_t mask = places_of('\n', data + at); mask != 0; mask &= mask - 1) {
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

// The result of a search for blank lines.
class blank_lines {
public:
  std::size_t count_ = 0;
  std::size_t searched_ = 0;  // the search stopped here
};

// The searches that reading events takes, implemented with one set of instructions.
class searcher {
public:
  const char* name_;

  // Finds the line feeds in [begin, end) that end a blank line (those with LF or LF CR before them), in order, until
  // `found` is full. `found` receives their positions plus `base`.
  blank_lines (*find_blank_lines_)(const char* data, std::size_t begin, std::size_t end, std::uint64_t base,
                                   std::span<std::uint64_t> found) noexcept;

  // The offset of the first line with this key (in any case), from the line that begins at `from` on; text.size() when
  // there is none. `from` is at most text.size().
  std::size_t (*find_header_)(std::string_view text, std::string_view key, std::size_t from) noexcept;

  // The first value of the key with its continuation lines; data() is null when there is none.
  std::string_view (*find_value_)(std::string_view text, std::string_view key) noexcept;

  // The same without the continuation lines.
  std::string_view (*find_first_line_)(std::string_view text, std::string_view key) noexcept;
};

// Those that this CPU can run, the fastest one last.
std::span<const searcher> searchers() noexcept;

// Call the fastest one.
blank_lines find_blank_lines(const char* data, std::size_t begin, std::size_t end, std::uint64_t base,
                             std::span<std::uint64_t> found) noexcept;
std::size_t find_header(std::string_view text, std::string_view key, std::size_t from) noexcept;
std::string_view find_value(std::string_view text, std::string_view key) noexcept;
std::string_view find_first_line(std::string_view text, std::string_view key) noexcept;

// The value on the first line with the key; empty when there is none. `second` is the offset of the second line, if the
// text has one.
std::string_view first_line_of_value(std::string_view text, std::string_view key, std::size_t second) noexcept;

// Removes the first line from `rest` and returns it without its line end.
std::string_view take_line(std::string_view& rest) noexcept;
// Returns the value of `key`, whose line is the first of `rest`; removes it and its continuation lines.
std::string_view take_value(std::string_view& rest, std::string_view key) noexcept;
// Returns `value` with its continuation lines, those without a colon, and removes them from `rest`.
std::string_view with_continuation(std::string_view value, std::string_view& rest) noexcept;
// The offset at which the key of `line` ends: that of the first ": ", or, when there is none, of the first ':' (keys
// such as "ChanVariable(SIP/10.0.0.1:5060-0001)" contain a colon).
std::size_t key_end(std::string_view line) noexcept;
inline std::size_t value_offset(std::string_view line, std::size_t colon) noexcept {
  const std::size_t after = std::min(colon + 1, line.size());  // the key that is looked up may contain a line end
  return after < line.size() && line[after] == ' ' ? after + 1 : after;
}

}  // namespace ami::wire::detail
