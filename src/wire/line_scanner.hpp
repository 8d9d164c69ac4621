// Finds line feeds in a block of memory, 64 bytes at a time where the CPU allows it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ami::wire::detail {

// Calls `on_line_feed(offset)` for each LF in [begin, end) in order until it returns false.
// Returns the offset behind the LF that stopped it, or `end`.
template <class OnLineFeed>
std::size_t scan_lines(const char* data, std::size_t begin, std::size_t end, OnLineFeed&& on_line_feed) {
  std::size_t at = begin;
#if defined(__SSE2__)
  const __m128i line_feed = _mm_set1_epi8('\n');
  for (; end - at >= 64; at += 64) {
    std::uint64_t mask = 0;
    for (std::size_t part = 0; part < 4; ++part) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + at + part * 16));
      const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, line_feed)));
      mask |= static_cast<std::uint64_t>(bits) << (part * 16);
    }
    for (; mask != 0; mask &= mask - 1) {
      const std::size_t offset = at + static_cast<std::size_t>(std::countr_zero(mask));
      if (!on_line_feed(offset)) {
        return offset + 1;
      }
    }
  }
#endif
  while (at < end) {
    const void* found = std::memchr(data + at, '\n', end - at);
    if (found == nullptr) {
      break;
    }
    at = static_cast<std::size_t>(static_cast<const char*>(found) - data);
    if (!on_line_feed(at)) {
      return at + 1;
    }
    ++at;
  }
  return end;
}

}  // namespace ami::wire::detail
