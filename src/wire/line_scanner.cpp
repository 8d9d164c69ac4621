#include "line_scanner.hpp"

#if defined(__SSE2__) && defined(__GNUC__)
#include <immintrin.h>
#define AMI_AVX2_WHERE_THERE_IS 1
#endif

namespace ami::wire::detail {

namespace {

// Which line feeds of one block of 64 bytes after the other may end a blank line: another one is right before them, or
// two bytes before. Most lines are never looked at by themselves.
class candidates {
public:
  std::uint64_t in(std::uint64_t feeds) noexcept {
    const std::uint64_t found = feeds & (feeds << 1U | feeds << 2U | from_before_);
    from_before_ = feeds >> 63U | feeds >> 62U;
    return found;
  }

private:
  std::uint64_t from_before_ = 0;
};

bool is_blank_line(const char* data, std::size_t begin, std::size_t line_feed) noexcept {
  const std::size_t before = line_feed - begin;
  return before != 0 &&
         (data[line_feed - 1] == '\n' || (before != 1 && data[line_feed - 1] == '\r' && data[line_feed - 2] == '\n'));
}

// The first candidate that ends a blank line, or `none`.
std::size_t first_blank(const char* data, std::size_t begin, std::size_t at, std::uint64_t near,
                        std::size_t none) noexcept {
  for (; near != 0; near &= near - 1) {
    const std::size_t line_feed = at + static_cast<std::size_t>(std::countr_zero(near));
    if (is_blank_line(data, begin, line_feed)) [[likely]] {
      return line_feed;
    }
  }
  return none;
}

std::size_t find_line_by_line(const char* data, std::size_t begin, std::size_t end, std::size_t at) noexcept {
  for (at = find_line_feed(data, at, end); at < end; at = find_line_feed(data, at + 1, end)) {
    if (is_blank_line(data, begin, at)) {
      return at;
    }
  }
  return end;
}

#if defined(AMI_AVX2_WHERE_THERE_IS)
__attribute__((target("avx2"))) std::uint64_t line_feeds_avx2(const char* data) noexcept {
  const __m256i line_feed = _mm256_set1_epi8('\n');
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data + sizeof(low)));
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, line_feed))) |
         std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, line_feed)))} << 32U;
}

__attribute__((target("avx2"))) frame_end find_with_avx2(const char* data, std::size_t begin,
                                                         std::size_t end) noexcept {
  std::size_t at = begin;
  std::uint64_t first_block = 0;
  if (end - begin >= block_size) {
    const std::size_t last = end - block_size;
    candidates near;
    first_block = line_feeds_avx2(data + at);
    for (std::uint64_t feeds = first_block;;) {
      if (const std::uint64_t some = near.in(feeds); some != 0) {
        if (const std::size_t found = first_blank(data, begin, at, some, end); found != end) {
          return {first_block, found};
        }
      }
      at += block_size;
      if (at > last) {
        break;
      }
      __builtin_prefetch(data + at + 8 * block_size);  // the CPU does not see a page's end coming
      feeds = line_feeds_avx2(data + at);
    }
  }
  return {first_block, find_line_by_line(data, begin, end, at)};
}
#endif

frame_end find(const char* data, std::size_t begin, std::size_t end) noexcept {
  std::size_t at = begin;
  std::uint64_t first_block = 0;
#if defined(AMI_AVX2_WHERE_THERE_IS)
  if (__builtin_cpu_supports("avx2") != 0) [[likely]] {
    return find_with_avx2(data, begin, end);
  }
#endif
#if defined(__SSE2__)
  for (candidates near; end - at >= block_size; at += block_size) {
    const std::uint64_t feeds = line_feeds(data + at);
    first_block = at == begin ? feeds : first_block;
    if (const std::uint64_t some = near.in(feeds); some != 0) {
      if (const std::size_t found = first_blank(data, begin, at, some, end); found != end) {
        return {first_block, found};
      }
    }
  }
#endif
  return {first_block, find_line_by_line(data, begin, end, at)};
}

}  // namespace

std::size_t find_blank_line(const char* data, std::size_t begin, std::size_t end) noexcept {
  return find(data, begin, end).line_feed_;
}

frame_end find_frame_end(const char* data, std::size_t size) noexcept {
  return find(data, 0, size);
}

}  // namespace ami::wire::detail
