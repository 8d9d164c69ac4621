#include "line_scanner.hpp"

#include <ami/wire/frame.hpp>

#include <cstring>
#include <new>

namespace ami::wire {

namespace {

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
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
  if (!equal_ignoring_case(text.substr(0, key.size()), key)) {
    return false;
  }
  if (text.substr(key.size() + 1).starts_with(' ')) {
    return key.find(": ") == std::string_view::npos;
  }
  return key_end(take_line(text)) == key.size();
}

// The value of `key`, whose line is the first of `rest`; takes it and what continues it off.
std::string_view take_value(std::string_view& rest, std::string_view key) noexcept {
  const std::string_view line = take_line(rest);
  return with_continuation(line.substr(value_offset(line, key.size())), rest);
}

}  // namespace

namespace detail {

const frame_data* empty_frame() noexcept {
  static const frame_data none{};
  return &none;
}

std::size_t find_header(std::string_view text, std::string_view key, std::size_t from) noexcept {
  const std::size_t size = text.size();
  const auto has_key = [&](std::size_t begin) {
    return size - begin > key.size() && text[begin + key.size()] == ':' && begins_with_key(text.substr(begin), key);
  };
  if (has_key(from)) {
    return from;
  }
  std::size_t found = size;
  scan_lines(text.data(), from, size, [&](std::size_t line_feed) {
    if (!has_key(line_feed + 1)) {
      return true;
    }
    found = line_feed + 1;
    return false;
  });
  return found;
}

}  // namespace detail

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  // Most of what is compared differs in its first byte.
  if (a.size() != b.size() || (!a.empty() && lower(a.front()) != lower(b.front()))) {
    return false;
  }
  if (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0) {
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
  std::string_view rest = text();
  rest.remove_prefix(detail::find_header(rest, key, 0));
  return !rest.empty() ? std::optional{take_value(rest, key)} : std::nullopt;
}

std::string_view frame_view::operator[](std::string_view key) const noexcept {
  return get(key).value_or(std::string_view{});
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

std::string_view frame_view::action_id() const noexcept {
  // Only the line itself: GetConfig answers with a bare text line right behind its ActionID.
  constexpr std::string_view key = "ActionID";
  std::string_view rest = text();
  rest.remove_prefix(detail::find_header(rest, key, 0));
  if (rest.empty()) {
    return {};
  }
  const std::string_view line = take_line(rest);
  return line.substr(value_offset(line, key.size()));
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
