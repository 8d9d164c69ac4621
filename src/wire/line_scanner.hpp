// Finds line feeds and what they delimit, 64 bytes at a time where the CPU allows it.
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

// One bit for each of the 64 bytes at `data`: set where it is `wanted`.
inline std::uint64_t places_of(char wanted, const char* data) noexcept {
  const __m128i all_wanted = _mm_set1_epi8(wanted);
  const auto part = [&](std::size_t offset) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + offset));
    return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, all_wanted)))};
  };
  return part(0) | part(16) << 16U | part(32) << 32U | part(48) << 48U;
}
#endif

// Of between one and two words: where they differ, the bits that are set.
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

// The same for one that is near: without a call.
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

// Calls `on_line_feed(offset)` for each LF in [begin, end) in order until it returns false.
// Returns the offset behind the LF that stopped it, or `end`.
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

// What a search for blank lines found.
class blank_lines {
public:
  std::size_t count_ = 0;
  std::size_t searched_ = 0;  // how far it came
};

// One way to do the searches that an event costs.
class searcher {
public:
  const char* name_;

  // The line feeds in [begin, end) that end a blank line, that is, have LF or LF CR before them, in their order: as
  // many as there is room for. `found` gets their places with `base` added.
  blank_lines (*find_blank_lines_)(const char* data, std::size_t begin, std::size_t end, std::uint64_t base,
                                   std::span<std::uint64_t> found) noexcept;

  // Where the first line with this key (any case) begins, from the line that begins at `from` on; the size of `text`
  // when there is none. `from` is at most that.
  std::size_t (*find_header_)(std::string_view text, std::string_view key, std::size_t from) noexcept;

  // The first value of the key with the lines that continue it; without data when there is none.
  std::string_view (*find_value_)(std::string_view text, std::string_view key) noexcept;

  // The same without the lines that continue it.
  std::string_view (*find_first_line_)(std::string_view text, std::string_view key) noexcept;
};

// Those that this CPU has the instructions for, the best one last.
std::span<const searcher> searchers() noexcept;

// By the best one.
blank_lines find_blank_lines(const char* data, std::size_t begin, std::size_t end, std::uint64_t base,
                             std::span<std::uint64_t> found) noexcept;
std::size_t find_header(std::string_view text, std::string_view key, std::size_t from) noexcept;
std::string_view find_value(std::string_view text, std::string_view key) noexcept;
std::string_view find_first_line(std::string_view text, std::string_view key) noexcept;

// The value on the first line with the key; empty when there is none. `second` is where the second line begins, if that
// is within the text.
std::string_view first_line_of_value(std::string_view text, std::string_view key, std::size_t second) noexcept;

// Takes the first line off `rest`, and gives it without its line end.
std::string_view take_line(std::string_view& rest) noexcept;
// The value of `key`, whose line is the first of `rest`; takes it and what continues it off.
std::string_view take_value(std::string_view& rest, std::string_view key) noexcept;
// `value` with the lines without a colon that continue it; takes them off `rest`.
std::string_view with_continuation(std::string_view value, std::string_view& rest) noexcept;
// Where the key of `line` ends: at the first ": ", or, when there is none, at the first ':' (keys such as
// "ChanVariable(SIP/10.0.0.1:5060-0001)" hold a colon).
std::size_t key_end(std::string_view line) noexcept;
inline std::size_t value_offset(std::string_view line, std::size_t colon) noexcept {
  const std::size_t after = std::min(colon + 1, line.size());  // a key that somebody looks up may hold a line end
  return after < line.size() && line[after] == ' ' ? after + 1 : after;
}

}  // namespace ami::wire::detail
