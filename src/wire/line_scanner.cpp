#include "wire/line_scanner.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>

#if defined(__SSE2__) && defined(__GNUC__)
#include <immintrin.h>
#define AMI_HAS_AVX2_DISPATCH 1
#endif

namespace ami::wire::detail {

namespace {

template <class Word>
bool word_holds_colon(const char* at) noexcept {
  constexpr Word lowest = static_cast<Word>(~Word{0} / 0xFFU);  // the lowest bit of each byte
  Word word;
  std::memcpy(&word, at, sizeof(Word));
  const Word same = word ^ static_cast<Word>(lowest * ':');
  return ((same - lowest) & ~same & static_cast<Word>(lowest << 7U)) != 0;
}

template <class Word>
bool words_hold_colon(const char* at, std::size_t size) noexcept {
  return word_holds_colon<Word>(at) || word_holds_colon<Word>(at + size - sizeof(Word));
}

// Keys are short: calling memcmp() would cost more than the comparison. True when `text` begins with exactly these
// bytes and the key has no colon; when false, begins_with_key() has to decide.
[[gnu::always_inline]] inline bool surely_is_key(const char* text, std::string_view key) noexcept {
  if (key.size() >= sizeof(std::uint64_t) && key.size() <= 2 * sizeof(std::uint64_t)) {
    return same_words<std::uint64_t>(text, key.data(), key.size()) &&
           !words_hold_colon<std::uint64_t>(text, key.size());
  }
  return key.size() >= sizeof(std::uint32_t) && key.size() < sizeof(std::uint64_t) &&
         same_words<std::uint32_t>(text, key.data(), key.size()) && !words_hold_colon<std::uint32_t>(text, key.size());
}

// True when `text` begins with another key, in whatever case; when false, begins_with_key() has to decide.
[[gnu::always_inline]] inline bool surely_is_other_key(const char* text, std::string_view key) noexcept {
  constexpr std::uint64_t but_case = 0xDFDFDFDFDFDFDFDFU;
  if (key.size() >= sizeof(std::uint64_t) && key.size() <= 2 * sizeof(std::uint64_t)) {
    return (differing_bits<std::uint64_t>(text, key.data(), key.size()) & but_case) != 0;
  }
  return key.size() >= sizeof(std::uint32_t) && key.size() < sizeof(std::uint64_t) &&
         (differing_bits<std::uint32_t>(text, key.data(), key.size()) & static_cast<std::uint32_t>(but_case)) != 0;
}

// The full comparison, of a text with a colon behind the key.
[[gnu::noinline]] bool begins_with_key(std::string_view text, std::string_view key) noexcept {
  if (!equal_ignoring_case(text.substr(0, key.size()), key)) {
    return false;
  }
  if (text.size() > key.size() + 1 && text[key.size() + 1] == ' ') {
    return key.find(": ") == std::string_view::npos;
  }
  return key_end(take_line(text)) == key.size();
}

// For most lines the first byte that is tested decides, for most of the others the second.
[[gnu::always_inline]] inline bool may_have_key(const char* line, std::string_view key) noexcept {
  constexpr unsigned case_bit = 0x20;
  return line[key.size()] == ':' && (key.empty() || (static_cast<unsigned>(line[0] ^ key.front()) & ~case_bit) == 0);
}

// Whether the line at `begin` has this key.
[[gnu::always_inline]] inline bool has_key(std::string_view text, std::size_t begin, std::string_view key) noexcept {
  const char* const line = text.data() + begin;
  if (text.size() - begin <= key.size() || !may_have_key(line, key)) {
    return false;
  }
  // A space behind it makes this colon the end of the key, unless the key has a colon of its own.
  if (text.size() - begin > key.size() + 1 && line[key.size() + 1] == ' ' && surely_is_key(line, key)) [[likely]] {
    return true;
  }
  return begins_with_key(text.substr(begin), key);
}

bool first_line_has_colon(std::string_view rest) noexcept {
  for (const char c : rest) {
    if (c == ':' || c == '\n') {
      return c == ':';
    }
  }
  return false;
}

enum class extent { whole, first_line };

// The value on the line at `begin`; with extent::whole also the lines that continue it.
template <extent Extent>
[[gnu::noinline]] std::string_view value_at(std::string_view text, std::size_t begin, std::string_view key) noexcept {
  text.remove_prefix(begin);
  if constexpr (Extent == extent::whole) {
    return take_value(text, key);
  } else {
    const std::string_view line = take_line(text);
    return line.substr(value_offset(line, key.size()));
  }
}

// Searches line by line for a line with this key. `at` is the beginning or the end of a line.
std::size_t find_header_line_by_line(std::string_view text, std::string_view key, std::size_t at) noexcept {
  for (at = find_line_feed(text.data(), at, text.size()); at < text.size();
       at = find_line_feed(text.data(), at + 1, text.size())) {
    if (has_key(text, at + 1, key)) {
      return at + 1;
    }
  }
  return text.size();
}

bool ends_blank_line(const char* data, std::size_t line_feed) noexcept {
  return (line_feed > 0 && data[line_feed - 1] == '\n') ||
         (line_feed > 1 && data[line_feed - 1] == '\r' && data[line_feed - 2] == '\n');
}

blank_lines find_blank_lines_one_by_one(const char* data, std::size_t begin, std::size_t end, std::uint64_t base,
                                        std::span<std::uint64_t> found, std::size_t count) noexcept {
  for (std::size_t at = find_line_feed(data, begin, end); at < end; at = find_line_feed(data, at + 1, end)) {
    if (ends_blank_line(data, at)) {
      found[count++] = base + at;
      if (count == found.size()) {
        return {count, at + 1};
      }
    }
  }
  return {count, end};
}

namespace portable {

blank_lines find_blank_lines(const char* data, std::size_t begin, std::size_t end, std::uint64_t base,
                             std::span<std::uint64_t> found) noexcept {
  return find_blank_lines_one_by_one(data, begin, end, base, found, 0);
}

std::size_t find_header(std::string_view text, std::string_view key, std::size_t from) noexcept {
  return has_key(text, from, key) ? from : find_header_line_by_line(text, key, from);
}

template <extent Extent>
std::string_view find_value(std::string_view text, std::string_view key) noexcept {
  const std::size_t begin = portable::find_header(text, key, 0);
  return begin != text.size() ? value_at<Extent>(text, begin, key) : std::string_view{};
}

}  // namespace portable

#if defined(__SSE2__)

// The line feeds of the one or two bytes before a block, as bits: the positions in the block at which a line feed ends
// a blank line because of them.
std::uint64_t carried_into(const char* data, std::size_t block) noexcept {
  const std::uint64_t last = block > 0 && data[block - 1] == '\n' ? 1 : 0;
  const std::uint64_t last_but_one = block > 1 && data[block - 2] == '\n' ? 1 : 0;
  return last | last << 1U | last_but_one;
}

#define AMI_SEARCHER sse2
#define AMI_TARGET
namespace sse2 {
using detail::places_of;
}
#include "wire/vector_search.ipp"  // NOLINT(bugprone-suspicious-include)
#undef AMI_SEARCHER
#undef AMI_TARGET

#if defined(AMI_HAS_AVX2_DISPATCH)
#define AMI_SEARCHER avx2
#define AMI_TARGET __attribute__((target("avx2,bmi")))
namespace avx2 {
AMI_TARGET inline std::uint64_t places_of(char wanted, const char* data) noexcept {
  const __m256i all_wanted = _mm256_set1_epi8(wanted);
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data + sizeof(low)));
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all_wanted))) |
         std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all_wanted)))} << 32U;
}
}  // namespace avx2
#include "wire/vector_search.ipp"  // NOLINT(bugprone-suspicious-include)
#undef AMI_SEARCHER
#undef AMI_TARGET

bool has_avx2() noexcept {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0;
}
#endif
#endif

constexpr auto all_searchers = std::to_array<searcher>({
  {"portable", &portable::find_blank_lines, &portable::find_header, &portable::find_value<extent::whole>,
   &portable::find_value<extent::first_line>},
#if defined(__SSE2__)
      {"SSE2", &sse2::find_blank_lines, &sse2::find_header, &sse2::find_value<extent::whole>,
       &sse2::find_value<extent::first_line>},
#if defined(AMI_HAS_AVX2_DISPATCH)
      {"AVX2", &avx2::find_blank_lines, &avx2::find_header, &avx2::find_value<extent::whole>,
       &avx2::find_value<extent::first_line>},
#endif
#endif
});

[[gnu::always_inline]] inline std::size_t searcher_count() noexcept {
#if defined(AMI_HAS_AVX2_DISPATCH)
  return has_avx2() ? all_searchers.size() : all_searchers.size() - 1;
#else
  return all_searchers.size();
#endif
}

// Calls the best searcher without a function pointer.
template <auto Member>
class best {
public:
  template <class... Arguments>
  [[gnu::always_inline]] static auto call(Arguments... arguments) noexcept {
#if defined(AMI_HAS_AVX2_DISPATCH)
    if (!has_avx2()) [[unlikely]] {
      return (all_searchers[all_searchers.size() - 2].*Member)(arguments...);
    }
#endif
    return (all_searchers[all_searchers.size() - 1].*Member)(arguments...);
  }
};

}  // namespace

std::span<const searcher> searchers() noexcept {
  return {all_searchers.data(), searcher_count()};
}

blank_lines find_blank_lines(const char* data, std::size_t begin, std::size_t end, std::uint64_t base,
                             std::span<std::uint64_t> found) noexcept {
  return best<&searcher::find_blank_lines_>::call(data, begin, end, base, found);
}

std::size_t find_header(std::string_view text, std::string_view key, std::size_t from) noexcept {
  return best<&searcher::find_header_>::call(text, key, from);
}

std::string_view find_value(std::string_view text, std::string_view key) noexcept {
  return best<&searcher::find_value_>::call(text, key);
}

std::string_view find_first_line(std::string_view text, std::string_view key) noexcept {
  return best<&searcher::find_first_line_>::call(text, key);
}

std::string_view first_line_of_value(std::string_view text, std::string_view key, std::size_t second) noexcept {
  const bool on_second = second < text.size() && has_key(text, second, key) && !has_key(text, 0, key);
  text.remove_prefix(on_second ? second : find_header(text, key, 0));
  if (text.empty()) {
    return {};
  }
  const std::string_view line = take_line(text);
  return line.substr(value_offset(line, key.size()));
}

std::string_view take_line(std::string_view& rest) noexcept {
  const std::size_t line_feed = find_line_feed(rest.data(), 0, rest.size());
  const std::string_view line = rest.substr(0, line_feed);
  rest.remove_prefix(line_feed < rest.size() ? line_feed + 1 : line_feed);
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::string_view with_continuation(std::string_view value, std::string_view& rest) noexcept {
  const char* end = value.data() + value.size();
  while (!rest.empty() && !first_line_has_colon(rest)) {
    const std::string_view line = take_line(rest);
    end = line.data() + line.size();
  }
  return {value.data(), static_cast<std::size_t>(end - value.data())};
}

std::size_t key_end(std::string_view line) noexcept {
  const std::size_t separator = line.find(": ");
  return separator != std::string_view::npos ? separator : line.find(':');
}

std::string_view take_value(std::string_view& rest, std::string_view key) noexcept {
  const std::string_view line = take_line(rest);
  return with_continuation(line.substr(value_offset(line, key.size())), rest);
}

}  // namespace ami::wire::detail
