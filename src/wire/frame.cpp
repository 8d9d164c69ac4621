#include "base/address_sanitizer.hpp"
#include "wire/line_scanner.hpp"

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

// Keys and names are short: calling memcmp() would cost more than the comparison.
bool same_bytes(const char* a, const char* b, std::size_t size) noexcept {
  if (size >= sizeof(std::uint64_t) && size <= 2 * sizeof(std::uint64_t)) {
    return detail::same_words<std::uint64_t>(a, b, size);
  }
  if (size >= sizeof(std::uint32_t) && size < sizeof(std::uint64_t)) {
    return detail::same_words<std::uint32_t>(a, b, size);
  }
  return std::memcmp(a, b, size) == 0;
}

}  // namespace

namespace detail {

// Called by each function that a user's program may call with a view of a freed frame.
static inline void report_if_freed(const frame_data* data) noexcept {
  ami::detail::report_if_freed(data, sizeof(frame_data));
}
static inline void report_if_freed(std::string_view text) noexcept {
  ami::detail::report_if_freed(text.data(), text.size());
}

// For find_value(), the most frequent of these functions. As a tail call it needs no stack for the check.
[[gnu::noinline]] static std::string_view report_or_find_value(const frame_data* data, std::string_view text,
                                                               std::string_view key) noexcept {
  report_if_freed(data);
  return find_value(text, key);
}

const frame_data* empty_frame() noexcept {
  static const frame_data none{};
  return &none;
}

std::string_view name_of(std::string_view text, frame_kind kind) noexcept {
  if (kind == frame_kind::other) {
    return split_line(take_line(text)).value;
  }
  return first_line_of_value(text, kind == frame_kind::event ? "Event" : "Response", text.size());
}

}  // namespace detail

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  // Most texts that are compared differ in their first byte.
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
  const std::size_t colon = detail::key_end(line);
  if (colon == std::string_view::npos) {
    return {{}, line};
  }
  return {line.substr(0, colon), line.substr(detail::value_offset(line, colon))};
}

frame_kind classify(std::string_view text) noexcept {
  std::string_view rest = text;
  const std::string_view key = split_line(detail::take_line(rest)).key;
  if (equal_ignoring_case(key, "Event")) {
    return frame_kind::event;
  }
  if (equal_ignoring_case(key, "Response")) {
    return frame_kind::response;
  }
  // Text of a `Response: Follows` may have lines that look like headers, but does not begin with one.
  if (key.empty() || key.find_first_of(" \t<") != std::string_view::npos) {
    return frame_kind::other;
  }
  const std::size_t event = detail::find_header(text, "Event", 0);
  const std::size_t response = detail::find_header(text, "Response", 0);
  // No response has a header `Event`, but its text may look as if it had.
  const bool has_text =
      response < event && equal_ignoring_case(detail::first_line_of_value(text, "Response", text.size()), "Follows");
  if (event != text.size() && !has_text) {
    return frame_kind::event;
  }
  return response != text.size() ? frame_kind::response : frame_kind::other;
}

std::size_t frame_view::line_count() const noexcept {
  detail::report_if_freed(data_);
  const std::string_view all = text();
  std::size_t count = all.empty() || all.ends_with('\n') ? 0 : 1;
  detail::scan_lines(all.data(), 0, all.size(), [&](std::size_t) { return ++count != 0; });
  return count;
}

std::string_view frame_view::line(std::size_t index) const noexcept {
  detail::report_if_freed(data_);
  std::string_view rest = text();
  for (std::size_t i = 0; i < index; ++i) {
    detail::take_line(rest);
  }
  return detail::take_line(rest);
}

std::string_view frame_view::name() const noexcept {
  detail::report_if_freed(data_);
  std::string_view rest = bytes();
  const std::string_view line = detail::take_line(rest);
  const std::string_view key = kind() == frame_kind::event ? "Event: " : "Response: ";
  if (line.starts_with(key)) [[likely]] {
    return line.substr(key.size());
  }
  return detail::name_of(text(), kind());
}

std::optional<std::string_view> frame_view::get(std::string_view key) const noexcept {
  detail::report_if_freed(data_);
  const std::string_view value = detail::find_value(text(), key);
  return value.data() != nullptr ? std::optional{value} : std::nullopt;
}

std::string_view frame_view::operator[](std::string_view key) const noexcept {
  if (ami::detail::address_sanitizer_is_here()) [[unlikely]] {
    return detail::report_or_find_value(data_, text(), key);
  }
  return detail::find_value(text(), key);
}

std::string_view frame_view::first_line(std::string_view key) const noexcept {
  detail::report_if_freed(data_);
  return detail::find_first_line(text(), key);
}

std::vector<std::string_view> frame_view::get_all(std::string_view key) const {
  detail::report_if_freed(data_);
  std::vector<std::string_view> values;
  for (std::string_view rest = text();;) {
    rest.remove_prefix(detail::find_header(rest, key, 0));
    if (rest.empty()) {
      return values;
    }
    values.push_back(detail::take_value(rest, key));
  }
}

// Without continuation lines: in the reply to GetConfig a line of plain text follows the ActionID.
std::string_view frame_view::action_id() const noexcept {
  detail::report_if_freed(data_);
  return detail::first_line_of_value(text(), "ActionID", text().size());
}

void frame_view::line_iterator::read() noexcept {
  detail::report_if_freed(rest_);
  at_end_ = rest_.empty();
  current_ = detail::take_line(rest_);
}

void frame_view::iterator::read() noexcept {
  detail::report_if_freed(rest_);
  at_end_ = rest_.empty();
  current_ = split_line(detail::take_line(rest_));
  current_.value = detail::with_continuation(current_.value, rest_);
}

frame frame::copy(std::string_view bytes, frame_kind kind, std::chrono::steady_clock::time_point arrived) {
  const std::size_t size = sizeof(detail::frame_data) + bytes.size();
  auto* data = new (ami::detail::allocate_recycled(size)) detail::frame_data;
  data->size = static_cast<std::uint32_t>(bytes.size());
  data->memory = static_cast<std::uint32_t>(size);
  data->kind = kind;
  data->arrived = arrived;
  data->end_size = bytes.ends_with("\n\r\n") ? 2 : bytes.ends_with("\n\n") ? 1 : 0;
  if (!bytes.empty()) {
    std::memcpy(const_cast<char*>(data->bytes()), bytes.data(), bytes.size());
  }
  return frame{data};
}

frame frame::copy(std::string_view bytes) {
  return copy(bytes, classify(bytes));
}

frame frame::from_text(std::string_view text) {
  // A carriage return is part of the line end only directly before the line feed.
  while (text.ends_with('\r')) {
    text.remove_suffix(1);
  }
  std::size_t size = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = detail::take_line(rest);
    if (line.empty()) {
      text = text.substr(0, size != 0 ? text.size() - rest.size() : 0);
      break;
    }
    size = text.size() - rest.size();
  }
  return copy(text);
}

}  // namespace ami::wire
