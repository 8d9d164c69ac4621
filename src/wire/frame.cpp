#include "line_scanner.hpp"

#include <ami/wire/frame.hpp>

#include <bit>
#include <cstdint>
#include <cstring>
#include <new>

namespace ami::wire {

namespace {

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

template <class Word>
bool same_words(const char* a, const char* b, std::size_t size) noexcept {
  Word first_a;
  Word first_b;
  Word last_a;
  Word last_b;
  std::memcpy(&first_a, a, sizeof(Word));
  std::memcpy(&first_b, b, sizeof(Word));
  std::memcpy(&last_a, a + size - sizeof(Word), sizeof(Word));
  std::memcpy(&last_b, b + size - sizeof(Word), sizeof(Word));
  return first_a == first_b && last_a == last_b;
}

// Keys and names are short: a call of memcmp() costs more than to compare them.
bool same_bytes(const char* a, const char* b, std::size_t size) noexcept {
  if (size >= sizeof(std::uint64_t) && size <= 2 * sizeof(std::uint64_t)) {
    return same_words<std::uint64_t>(a, b, size);
  }
  if (size >= sizeof(std::uint32_t) && size < sizeof(std::uint64_t)) {
    return same_words<std::uint32_t>(a, b, size);
  }
  return std::memcmp(a, b, size) == 0;
}

template <class Word>
bool word_holds_colon(const char* at) noexcept {
  constexpr Word lowest = static_cast<Word>(~Word{0} / 0xFFU);  // 1 in each byte
  Word word;
  std::memcpy(&word, at, sizeof(Word));
  const Word same = word ^ static_cast<Word>(lowest * ':');
  return ((same - lowest) & ~same & static_cast<Word>(lowest << 7U)) != 0;
}

bool holds_colon(std::string_view key) noexcept {
  const char* const last = key.data() + key.size();
  if (key.size() >= sizeof(std::uint64_t) && key.size() <= 2 * sizeof(std::uint64_t)) {
    return word_holds_colon<std::uint64_t>(key.data()) || word_holds_colon<std::uint64_t>(last - sizeof(std::uint64_t));
  }
  if (key.size() >= sizeof(std::uint32_t) && key.size() < sizeof(std::uint64_t)) {
    return word_holds_colon<std::uint32_t>(key.data()) || word_holds_colon<std::uint32_t>(last - sizeof(std::uint32_t));
  }
  return key.find(':') != std::string_view::npos;
}

// Takes the first line off `rest`, and gives it without its line end.
std::string_view take_line(std::string_view& rest) noexcept {
  const std::size_t line_feed = detail::find_line_feed(rest.data(), 0, rest.size());
  const std::string_view line = rest.substr(0, line_feed);
  rest.remove_prefix(line_feed < rest.size() ? line_feed + 1 : line_feed);
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

bool first_line_has_colon(std::string_view rest) noexcept {
  for (const char c : rest) {
    if (c == ':' || c == '\n') {
      return c == ':';
    }
  }
  return false;
}

// `value` with the lines without a colon that continue it; takes them off `rest`.
std::string_view with_continuation(std::string_view value, std::string_view& rest) noexcept {
  const char* end = value.data() + value.size();
  while (!rest.empty() && !first_line_has_colon(rest)) {
    const std::string_view line = take_line(rest);
    end = line.data() + line.size();
  }
  return {value.data(), static_cast<std::size_t>(end - value.data())};
}

// Where the key of `line` ends: at the first ": ", or, when there is none, at the first ':' (keys such as
// "ChanVariable(SIP/10.0.0.1:5060-0001)" hold a colon).
std::size_t key_end(std::string_view line) noexcept {
  const std::size_t separator = line.find(": ");
  return separator != std::string_view::npos ? separator : line.find(':');
}

std::size_t value_offset(std::string_view line, std::size_t colon) noexcept {
  const std::size_t after = colon + 1;
  return after < line.size() && line[after] == ' ' ? after + 1 : after;
}

// Of a text that has a colon there.
bool begins_with_key(std::string_view text, std::string_view key) noexcept {
  const bool same = key.size() >= sizeof(std::uint32_t) && same_bytes(text.data(), key.data(), key.size());
  if (!same && !equal_ignoring_case(text.substr(0, key.size()), key)) {
    return false;
  }
  if (text.size() > key.size() + 1 && text[key.size() + 1] == ' ') [[likely]] {
    return !holds_colon(key) || key.find(": ") == std::string_view::npos;
  }
  return key_end(take_line(text)) == key.size();
}

// The value of `key`, whose line is the first of `rest`; takes it and what continues it off.
std::string_view take_value(std::string_view& rest, std::string_view key) noexcept {
  const std::string_view line = take_line(rest);
  return with_continuation(line.substr(value_offset(line, key.size())), rest);
}

// Whether the line at `begin` has this key. Most lines are ruled out by one byte, most of the others by another.
[[gnu::always_inline]] inline bool has_key(std::string_view text, std::size_t begin, std::string_view key) noexcept {
  constexpr unsigned case_bit = 0x20;
  return text.size() - begin > key.size() && text.data()[begin + key.size()] == ':' &&
         (key.empty() || (static_cast<unsigned>(text.data()[begin] ^ key.front()) & ~case_bit) == 0) &&
         begins_with_key(text.substr(begin), key);
}

// Whether the line at `begin` has a key, so that it does not go on with the value before it; false when that takes a
// longer look.
bool surely_has_colon(std::string_view text, std::size_t begin) noexcept {
#if defined(__SSE2__)
  if (text.size() - begin >= 2 * sizeof(__m128i)) {
    const __m128i colon = _mm_set1_epi8(':');
    const __m128i line_feed = _mm_set1_epi8('\n');
    const auto first_of = [&](std::size_t at, bool& found) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
      const auto colons = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, colon)));
      const auto feeds = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, line_feed)));
      found = (colons | feeds) != 0;
      return (colons & (~colons + 1)) - 1 < (feeds & (~feeds + 1)) - 1;
    };
    bool found = false;
    const bool first = first_of(begin, found);
    return found ? first : first_of(begin + sizeof(__m128i), found);
  }
#endif
  return first_line_has_colon(text.substr(begin));
}

// The value of `key`, whose line begins there and, when that is known, ends at `line_feed`.
std::string_view value_at(std::string_view text, std::size_t begin, std::string_view key,
                          std::size_t line_feed) noexcept {
  const std::size_t value = value_offset(text, begin + key.size());
  if (line_feed == 0) {
    line_feed = detail::find_line_feed(text.data(), value, text.size());
  }
  if (line_feed + 1 < text.size() && !surely_has_colon(text, line_feed + 1)) {
    std::string_view rest = text.substr(begin);
    return take_value(rest, key);
  }
  const bool carriage_return = line_feed > value && text[line_feed - 1] == '\r';
  return text.substr(value, line_feed - value - (carriage_return ? 1 : 0));
}

// Where the first line with this key begins, from the line at `from` on; the size of `text` when there is none.
// `line_feed` is where that line ends, or 0 when that was not seen.
std::size_t find_line_of(std::string_view text, std::string_view key, std::size_t from,
                         std::size_t& line_feed) noexcept {
  line_feed = 0;
  if (has_key(text, from, key)) {
    return from;
  }
  std::size_t at = from;
#if defined(__SSE2__)
  // A line feed, and a colon where the key behind it ends: nearly always the line itself.
  const std::size_t key_and_feed = key.size() + 1;
  for (; text.size() - at >= detail::block_size + key_and_feed; at += detail::block_size) {
    const std::uint64_t feeds = detail::line_feeds(text.data() + at);
    for (std::uint64_t near = feeds & detail::places_of(':', text.data() + at + key_and_feed); near != 0;
         near &= near - 1) {
      const auto offset = static_cast<unsigned>(std::countr_zero(near));
      const std::size_t begin = at + offset + 1;
      if (has_key(text, begin, key)) {
        const std::uint64_t later = feeds >> offset >> 1U;
        line_feed = later != 0 ? begin + static_cast<std::size_t>(std::countr_zero(later)) : 0;
        return begin;
      }
    }
  }
#endif
  for (at = detail::find_line_feed(text.data(), at, text.size()); at < text.size();
       at = detail::find_line_feed(text.data(), at + 1, text.size())) {
    if (has_key(text, at + 1, key)) {
      return at + 1;
    }
  }
  return text.size();
}

// The first value of `key`, without data when there is none.
std::string_view find_value(std::string_view text, std::string_view key) noexcept {
  std::size_t line_feed = 0;
  const std::size_t begin = find_line_of(text, key, 0, line_feed);
  return begin != text.size() ? value_at(text, begin, key, line_feed) : std::string_view{};
}

}  // namespace

namespace detail {

const frame_data* empty_frame() noexcept {
  static const frame_data none{};
  return &none;
}

std::size_t find_header(std::string_view text, std::string_view key, std::size_t from) noexcept {
  std::size_t line_feed = 0;
  return find_line_of(text, key, from, line_feed);
}

std::string_view first_line_of_value(std::string_view text, std::string_view key) noexcept {
  text.remove_prefix(find_header(text, key, 0));
  if (text.empty()) {
    return {};
  }
  const std::string_view line = take_line(text);
  return line.substr(value_offset(line, key.size()));
}

}  // namespace detail

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  // Most of what is compared differs in its first byte.
  if (a.size() != b.size() || (!a.empty() && lower(a.front()) != lower(b.front()))) {
    return false;
  }
  if (a.empty() || same_bytes(a.data(), b.data(), a.size())) {
    return true;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) {
      return false;
    }
  }
  return true;
}

field split_line(std::string_view line) noexcept {
  const std::size_t colon = key_end(line);
  if (colon == std::string_view::npos) {
    return {{}, line};
  }
  return {line.substr(0, colon), line.substr(value_offset(line, colon))};
}

frame_kind classify(std::string_view first_line) noexcept {
  const std::string_view key = split_line(first_line).key;
  if (equal_ignoring_case(key, "Event")) {
    return frame_kind::event;
  }
  return equal_ignoring_case(key, "Response") ? frame_kind::response : frame_kind::other;
}

std::size_t frame_view::line_count() const noexcept {
  const std::string_view all = text();
  std::size_t count = all.empty() || all.ends_with('\n') ? 0 : 1;
  detail::scan_lines(all.data(), 0, all.size(), [&](std::size_t) { return ++count != 0; });
  return count;
}

std::string_view frame_view::line(std::size_t index) const noexcept {
  std::string_view rest = text();
  for (std::size_t i = 0; i < index; ++i) {
    take_line(rest);
  }
  return take_line(rest);
}

std::string_view frame_view::name() const noexcept {
  std::string_view rest = bytes();
  const std::string_view line = take_line(rest);
  for (const std::string_view key : {std::string_view{"Event: "}, std::string_view{"Response: "}}) {
    if (line.starts_with(key)) [[likely]] {
      return line.substr(key.size());
    }
  }
  return split_line(line).value;
}

std::optional<std::string_view> frame_view::get(std::string_view key) const noexcept {
  const std::string_view value = find_value(text(), key);
  return value.data() != nullptr ? std::optional{value} : std::nullopt;
}

std::string_view frame_view::operator[](std::string_view key) const noexcept {
  return find_value(text(), key);
}

std::vector<std::string_view> frame_view::get_all(std::string_view key) const {
  std::vector<std::string_view> values;
  for (std::string_view rest = text();;) {
    rest.remove_prefix(detail::find_header(rest, key, 0));
    if (rest.empty()) {
      return values;
    }
    values.push_back(take_value(rest, key));
  }
}

// Only the line itself: GetConfig answers with a bare text line right behind its ActionID.
std::string_view frame_view::action_id() const noexcept {
  return detail::first_line_of_value(text(), "ActionID");
}

void frame_view::line_iterator::read() noexcept {
  at_end_ = rest_.empty();
  current_ = take_line(rest_);
}

void frame_view::iterator::read() noexcept {
  at_end_ = rest_.empty();
  current_ = split_line(take_line(rest_));
  current_.value = with_continuation(current_.value, rest_);
}

frame frame::copy(std::string_view bytes, frame_kind kind) {
  const std::size_t size = sizeof(detail::frame_data) + bytes.size();
  auto* data = new (ami::detail::take_memory(size)) detail::frame_data;
  data->size = static_cast<std::uint32_t>(bytes.size());
  data->memory = static_cast<std::uint32_t>(size);
  data->kind = kind;
  data->end_size = bytes.ends_with("\n\r\n") ? 2 : bytes.ends_with("\n\n") ? 1 : 0;
  if (!bytes.empty()) {
    std::memcpy(const_cast<char*>(data->bytes()), bytes.data(), bytes.size());
  }
  return frame{data};
}

frame frame::copy(std::string_view bytes) {
  std::string_view rest = bytes;
  return copy(bytes, classify(take_line(rest)));
}

frame frame::from_text(std::string_view text) {
  std::size_t size = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = take_line(rest);
    if (line.empty()) {
      text = text.substr(0, size != 0 ? text.size() - rest.size() : 0);
      break;
    }
    size = text.size() - rest.size();
  }
  return copy(text);
}

}  // namespace ami::wire
