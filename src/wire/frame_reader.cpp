#include "line_scanner.hpp"

#include <ami/error.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <cstring>

namespace ami::wire {

namespace {

// Far above any greeting ("Asterisk Call Manager/11.0.0") and far below what a wrong service might send.
constexpr std::size_t max_greeting_bytes = 255;

constexpr std::string_view event_key = "Event: ";
constexpr std::string_view response_key = "Response: ";
constexpr std::string_view follows_line = "Response: Follows";
constexpr std::string_view follows_end = "--END COMMAND--";

std::string_view strip_cr(std::string_view line) noexcept {
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

}  // namespace

raw_frame::raw_frame(std::string_view bytes) noexcept : bytes_{bytes} {
  const auto rest_of_line = [&](std::size_t begin) {
    return strip_cr(bytes.substr(begin, detail::find_line_feed(bytes.data(), begin, bytes.size()) - begin));
  };
  if (bytes.starts_with(event_key)) [[likely]] {
    name_ = rest_of_line(event_key.size());
    kind_ = frame_kind::event;
  } else if (bytes.starts_with(response_key)) {
    name_ = rest_of_line(response_key.size());
    kind_ = frame_kind::response;
  } else {
    const std::string_view line = first_line();
    kind_ = classify(line);
    name_ = split_line(line).value;
  }
}

std::string_view raw_frame::first_line() const noexcept {
  return strip_cr(bytes_.substr(0, bytes_.find('\n')));
}

std::string_view raw_frame::first_value(std::string_view key) const noexcept {
  return detail::first_line_of_value(bytes_, key);
}

frame_reader::frame_reader(read_limits limits, greeting first)
    : limits_{limits}, always_within_limits_{std::min(
                           {limits.max_line_bytes(), limits.max_fields(), limits.max_frame_bytes()})},
      greeting_expected_{first == greeting::expected}, between_frames_{!greeting_expected_} {}

const char* frame_reader::start() const noexcept {
  return static_cast<const char*>(buffer_.data().data()) + consumed_;
}

std::size_t frame_reader::available() const noexcept {
  return buffer_.size() - consumed_;
}

void frame_reader::drop_consumed() {
  buffer_.consume(consumed_);
  consumed_ = 0;
}

boost::asio::mutable_buffer frame_reader::prepare(std::size_t size) {
  drop_consumed();
  return buffer_.prepare(size);
}

void frame_reader::commit(std::size_t size) {
  buffer_.commit(size);
  account_.received += size;
}

void frame_reader::feed(std::string_view bytes) {
  if (bytes.empty()) {
    return;
  }
  const auto room = prepare(bytes.size());
  std::memcpy(room.data(), bytes.data(), bytes.size());
  commit(bytes.size());
}

frame_reader::result frame_reader::fail(boost::system::error_code error) noexcept {
  error_ = error;
  between_frames_ = false;
  return result::error;
}

frame_reader::result frame_reader::read_greeting() {
  const std::string_view text{start(), available()};
  const std::size_t lf = text.find('\n', scanned_);
  if (std::min(lf, text.size()) > max_greeting_bytes) {
    return fail(errc::not_ami);
  }
  if (lf == std::string_view::npos) {
    scanned_ = text.size();
    return result::need_more;
  }
  greeting_ = strip_cr(text.substr(0, lf));
  greeting_expected_ = false;
  between_frames_ = true;
  scanned_ = 0;
  consumed_ += lf + 1;
  account_.greeting = lf + 1;
  return result::greeting;
}

// Consumes the blank lines before a frame. True when it is known how the frame ends: with a blank line, or, when it is
// "Response: Follows", with the one behind its end marker.
bool frame_reader::begin_frame(std::string_view text) noexcept {
  std::size_t separators = 0;
  for (;;) {
    if (text.starts_with('\n')) {
      text.remove_prefix(1);
      separators += 1;
    } else if (text.starts_with("\r\n")) {
      text.remove_prefix(2);
      separators += 2;
    } else {
      break;
    }
  }
  consumed_ += separators;
  account_.separators += separators;
  if (text.empty() || text == "\r") {
    return false;
  }
  if (text.front() == 'R' || text.front() == 'r') {
    const std::size_t line_feed = detail::find_line_feed(text.data(), scanned_, text.size());
    scanned_ = line_feed;
    if (line_feed == text.size()) {
      return false;
    }
    const std::string_view line = strip_cr(text.substr(0, line_feed));
    constexpr std::size_t status = std::string_view{"Response: "}.size();
    follows_ = line.size() == follows_line.size() && (line[status] == 'F' || line[status] == 'f') &&
               equal_ignoring_case(line, follows_line);
  }
  scanned_ = 0;
  return true;
}

// For "Response: Follows", which may hold blank lines. Gives the frame's size, or 0.
std::size_t frame_reader::find_marked_end(std::string_view text) noexcept {
  std::size_t size = 0;
  std::size_t line_start = scanned_;
  detail::scan_lines(text.data(), scanned_, text.size(), [&](std::size_t line_feed) {
    const std::string_view line = strip_cr(text.substr(line_start, line_feed - line_start));
    line_start = line_feed + 1;
    if (!marker_seen_) {
      marker_seen_ = scanned_ != 0 && line.ends_with(follows_end);
    } else if (line.empty()) {
      size = line_start;
    }
    scanned_ = line_start;
    return size == 0;
  });
  return size;
}

// Looks at the lines of what was found of a frame only when it is so large that a limit of lines can be exceeded.
boost::system::error_code frame_reader::check_lines(std::string_view text, bool ended) noexcept {
  boost::system::error_code error;
  detail::scan_lines(text.data(), checked_, text.size(), [&](std::size_t line_feed) {
    const std::string_view line = strip_cr(text.substr(checked_, line_feed - checked_));
    const bool ends_frame = line.empty() && line_feed + 1 == text.size() && ended;
    checked_ = line_feed + 1;
    if (line.size() > limits_.max_line_bytes()) {
      error = errc::line_too_long;
    } else if (!ends_frame && ++lines_ > limits_.max_fields()) {
      error = errc::too_many_fields;
    }
    return !error;
  });
  if (!error && text.size() - checked_ > limits_.max_line_bytes() + 1) {
    error = errc::line_too_long;
  }
  return error;
}

frame_reader::result frame_reader::give(const raw_frame& found) noexcept {
  current_ = found;
  account_.frames += found.bytes().size();
  consumed_ += found.bytes().size();
  return result::frame;
}

// Nearly all that comes: a whole event or response of ordinary size. True when it was one; otherwise nothing has
// changed.
bool frame_reader::next_ordinary(std::string_view text) noexcept {
  std::string_view key = event_key;
  frame_kind kind = frame_kind::event;
  if (!text.starts_with(event_key)) {
    // Not one that may be "Response: Follows".
    if (!text.starts_with(response_key) || text.size() == response_key.size() || text[response_key.size()] == 'F' ||
        text[response_key.size()] == 'f') {
      return false;
    }
    key = response_key;
    kind = frame_kind::response;
  }
  const detail::frame_end end = detail::find_frame_end(text.data(), text.size());
  if (end.line_feed_ >= std::min(text.size(), always_within_limits_)) {
    return false;
  }
  const std::string_view name =
      strip_cr(text.substr(key.size(), end.first_line_feed(text.data(), text.size()) - key.size()));
  give(raw_frame{text.substr(0, end.line_feed_ + 1), name, kind});
  return true;
}

frame_reader::result frame_reader::next() {
  std::string_view text = pending();
  if (between_frames_ && next_ordinary(text)) [[likely]] {
    return result::frame;
  }
  current_ = {};
  if (error_) {
    return result::error;
  }
  if (greeting_expected_) {
    return read_greeting();
  }
  if (!begun_) {
    begun_ = begin_frame(text);
    between_frames_ = !begun_;
    text = pending();
  }
  std::size_t size = 0;
  if (begun_ && follows_) {
    size = find_marked_end(text);
  } else if (begun_) {
    const std::size_t line_feed = detail::find_blank_line(text.data(), scanned_, text.size());
    size = line_feed < text.size() ? line_feed + 1 : 0;
    // What may belong to a blank line that is not complete yet is looked at again.
    scanned_ = std::max<std::size_t>(text.size(), 2) - 2;
  }
  const bool ended = size != 0;
  if (ended) {
    text = text.substr(0, size);
  }
  if (text.size() > always_within_limits_) [[unlikely]] {
    if (const auto error = check_lines(text, ended)) {
      return fail(error);
    }
  }
  if (text.size() > limits_.max_frame_bytes()) {
    return fail(errc::frame_too_large);
  }
  if (!ended) {
    return result::need_more;
  }
  scanned_ = 0;
  checked_ = 0;
  lines_ = 0;
  begun_ = false;
  between_frames_ = true;
  follows_ = false;
  marker_seen_ = false;
  return give(raw_frame{text});
}

byte_account frame_reader::account() const noexcept {
  byte_account total = account_;
  total.pending = available();
  return total;
}

bool frame_reader::mid_frame() const noexcept {
  return available() != 0;
}

std::string_view frame_reader::pending() const noexcept {
  return {start(), available()};
}

}  // namespace ami::wire
