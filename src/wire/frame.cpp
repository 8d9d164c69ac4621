#include <ami/wire/frame.hpp>

#include <cstring>
#include <new>

namespace ami::wire {

namespace {

constexpr auto npos = static_cast<std::size_t>(-1);

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

std::string_view without_line_end(std::string_view line) noexcept {
  if (line.ends_with('\n')) {
    line.remove_suffix(1);
  }
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
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

}  // namespace

namespace detail {

const frame_data* empty_frame() noexcept {
  static const frame_data none{};
  return &none;
}

}  // namespace detail

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) {
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

std::string_view frame_view::line(std::size_t index) const noexcept {
  const std::uint32_t* lines = data_->lines();
  const std::uint32_t begin = lines[index];
  const std::uint32_t end = index + 1 < data_->line_count ? lines[index + 1] : data_->size;
  std::string_view text{data_->bytes() + begin, end - begin};
  if (index + 1 == data_->line_count) {
    // The last line is followed by the blank line that ends the frame.
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) {
      text.remove_suffix(1);
    }
    return text;
  }
  return without_line_end(text);
}

std::string_view frame_view::name() const noexcept {
  return empty() ? std::string_view{} : split_line(line(0)).value;
}

std::size_t frame_view::find_line(std::string_view key, std::size_t from) const noexcept {
  const std::uint32_t* lines = data_->lines();
  const char* bytes = data_->bytes();
  const std::uint32_t count = data_->line_count;
  for (std::size_t i = from; i < count; ++i) {
    const std::uint32_t begin = lines[i];
    const std::uint32_t end = i + 1 < count ? lines[i + 1] : data_->size;
    if (end - begin > key.size() && bytes[begin + key.size()] == ':' &&
        equal_ignoring_case({bytes + begin, key.size()}, key) && key_end(line(i)) == key.size()) {
      return i;
    }
  }
  return npos;
}

std::string_view frame_view::value_at(std::size_t line_index, std::size_t offset) const noexcept {
  const std::string_view first = line(line_index);
  const char* const begin = first.data() + offset;
  const char* end = first.data() + first.size();
  for (std::size_t next = line_index + 1; next < line_count(); ++next) {
    const std::string_view text = line(next);
    if (text.find(':') != std::string_view::npos) {
      break;
    }
    end = text.data() + text.size();
  }
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::optional<std::string_view> frame_view::get(std::string_view key) const noexcept {
  const std::size_t index = find_line(key, 0);
  if (index == npos) {
    return std::nullopt;
  }
  return value_at(index, value_offset(line(index), key.size()));
}

std::string_view frame_view::operator[](std::string_view key) const noexcept {
  return get(key).value_or(std::string_view{});
}

std::vector<std::string_view> frame_view::get_all(std::string_view key) const {
  std::vector<std::string_view> values;
  for (std::size_t i = find_line(key, 0); i != npos; i = find_line(key, i + 1)) {
    values.push_back(value_at(i, value_offset(line(i), key.size())));
  }
  return values;
}

std::string_view frame_view::action_id() const noexcept {
  // Only the line itself: GetConfig answers with a bare text line right behind its ActionID.
  const std::size_t index = find_line("ActionID", 0);
  if (index == npos) {
    return {};
  }
  const std::string_view text = line(index);
  return text.substr(value_offset(text, std::string_view{"ActionID"}.size()));
}

void frame_view::iterator::read() noexcept {
  const std::size_t count = frame_.line_count();
  if (line_ >= count) {
    return;
  }
  const std::string_view text = frame_.line(line_);
  const field first = split_line(text);
  const auto offset = static_cast<std::size_t>(first.value.data() - text.data());
  current_.key = first.key;
  current_.value = frame_.value_at(line_, offset);
  const char* const end = current_.value.data() + current_.value.size();
  next_ = line_ + 1;
  while (next_ < count && frame_.line(next_).data() < end) {
    ++next_;
  }
  // A continuation line can be empty of text and then begins exactly at the value's end.
  while (next_ < count && frame_.line(next_).find(':') == std::string_view::npos) {
    ++next_;
  }
}

frame frame::copy(std::string_view bytes, std::span<const std::uint32_t> lines) {
  void* memory = ::operator new(sizeof(detail::frame_data) + lines.size_bytes() + bytes.size());
  auto* data = new (memory) detail::frame_data;
  data->size = static_cast<std::uint32_t>(bytes.size());
  data->line_count = static_cast<std::uint32_t>(lines.size());
  if (!lines.empty()) {
    std::memcpy(const_cast<std::uint32_t*>(data->lines()), lines.data(), lines.size_bytes());
  }
  if (!bytes.empty()) {
    std::memcpy(const_cast<char*>(data->bytes()), bytes.data(), bytes.size());
  }
  if (!lines.empty()) {
    data->kind = classify(frame_view{*data}.line(0));
  }
  return frame{data};
}

frame frame::from_text(std::string_view text) {
  std::vector<std::uint32_t> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = text.find('\n', at);
    end = end == std::string_view::npos ? text.size() : end + 1;
    if (without_line_end(text.substr(at, end - at)).empty()) {
      return copy(text.substr(0, end), lines);
    }
    lines.push_back(static_cast<std::uint32_t>(at));
    at = end;
  }
  return copy(text, lines);
}

}  // namespace ami::wire
