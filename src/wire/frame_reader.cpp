#include "wire/line_scanner.hpp"

#include <ami/error.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace ami::wire {

namespace {

// Much longer than any greeting ("Asterisk Call Manager/11.0.0"), and much shorter than what a wrong service may send.
constexpr std::size_t max_greeting_bytes = 255;

constexpr std::string_view event_key = "Event: ";
constexpr std::string_view response_key = "Response: ";
constexpr std::string_view follows_end = "--END COMMAND--";
// Much longer than the header lines of such a response: a longer line is its text already.
constexpr std::size_t max_follows_header_bytes = 256;

// As starts_with(), which the compiler may call instead of expanding it, and every frame is looked at with this. To
// compare a number of bytes that is known when compiling needs no call.
template <const std::string_view& Prefix>
bool begins_with(std::string_view text) noexcept {
  return text.size() >= Prefix.size() && std::memcmp(text.data(), Prefix.data(), Prefix.size()) == 0;
}

std::string_view strip_cr(std::string_view line) noexcept {
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

// The end of an event whose value ends with LF: together with the line end it looks like a blank line, and cuts the
// event in two.
constexpr std::string_view cut_end = "\n\r\n";

// Whether an event may have been cut. For nearly all events the first byte that is tested decides.
bool may_be_cut(std::string_view event) noexcept {
  return event[event.size() - cut_end.size() - 1] != '\r' && event.ends_with(cut_end);
}

bool is_plain_key(std::string_view key) noexcept {
  // The name of a channel follows in parentheses: "ChanVariable(SIP/10.0.0.1:5060-0001)".
  const std::string_view word = key.substr(0, key.find('('));
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// Whether these bytes, which end with a blank line, can only be the rest of the event before them: every frame of a
// server has one of these three keys, and any other text has no key in its first line.
bool is_rest_of_event(std::string_view frame) noexcept {
  const std::string_view first = detail::take_line(frame);
  const std::size_t colon = detail::key_end(first);
  if (colon == std::string_view::npos || !first.substr(colon).starts_with(": ") ||
      !is_plain_key(first.substr(0, colon))) {
    return false;
  }
  for (std::string_view line = first; !line.empty(); line = detail::take_line(frame)) {
    const std::string_view key = split_line(line).key;
    if (equal_ignoring_case(key, "Event") || equal_ignoring_case(key, "Response") ||
        equal_ignoring_case(key, "ActionID")) {
      return false;
    }
  }
  return true;
}

}  // namespace

raw_frame::raw_frame(std::string_view bytes) noexcept : bytes_{bytes} {
  const auto rest_of_line = [&](std::size_t begin) {
    return strip_cr(bytes.substr(begin, detail::find_line_feed(bytes.data(), begin, bytes.size()) - begin));
  };
  if (begins_with<event_key>(bytes)) [[likely]] {
    name_ = rest_of_line(event_key.size());
    kind_ = frame_kind::event;
  } else if (begins_with<response_key>(bytes)) {
    name_ = rest_of_line(response_key.size());
    kind_ = frame_kind::response;
  } else {
    kind_ = classify(bytes);
    name_ = detail::name_of(bytes, kind_);
    const std::string_view line = first_line();
    named_first_ = name_.data() + name_.size() == line.data() + line.size();
  }
}

std::optional<raw_frame> raw_frame::as_event() const noexcept {
  const std::string_view event = first_value("Event");
  if (event.empty()) {
    return std::nullopt;
  }
  raw_frame found{bytes_, event, frame_kind::event, false};
  found.arrived_ = arrived_;
  return found;
}

std::string_view raw_frame::first_line() const noexcept {
  return strip_cr(bytes_.substr(0, bytes_.find('\n')));
}

std::string_view raw_frame::after_first_line() const noexcept {
  std::string_view rest = bytes_;
  if (named_first_) [[likely]] {
    rest.remove_prefix(static_cast<std::size_t>(name_.data() - bytes_.data()) + name_.size());
  } else {
    rest.remove_prefix(first_line().size());
  }
  rest.remove_prefix(rest.starts_with('\r') ? 1U : 0U);
  rest.remove_prefix(rest.empty() ? 0U : 1U);
  return rest;
}

std::string_view raw_frame::first_value(std::string_view key) const noexcept {
  // In replies the ActionID is on the second line.
  return detail::first_line_of_value(bytes_, key, bytes_.size() - after_first_line().size());
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
  dropped_ += consumed_;
  consumed_ = 0;
}

boost::asio::mutable_buffer frame_reader::prepare(std::size_t size) {
  drop_consumed();
  // With some slack, so that the buffer is allocated once for each size of a read. A buffer that grew by a few bytes
  // now and then would leave freed blocks of many sizes behind.
  const std::size_t room = size + size / 8;
  if (buffer_.size() + size > buffer_.capacity()) {
    // Growing needs the old block and the new one at the same time. A large frame gets at once all that it may ever
    // need, so that the two are not both large. The system maps only the pages that are used.
    const bool large = buffer_.size() > limits_.max_frame_bytes() / 8;
    try {
      buffer_.reserve(std::max(buffer_.size(), large ? limits_.max_frame_bytes() : 0) + room);
    } catch (const std::bad_alloc&) {
      buffer_.reserve(buffer_.size() + room);
    }
  }
  return buffer_.prepare(size);
}

void frame_reader::commit(std::size_t size, std::chrono::steady_clock::time_point now) {
  buffer_.commit(size);
  arrived_ = now;
  account_.received += size;
}

void frame_reader::shrink_to_fit() {
  drop_consumed();
  buffer_.shrink_to_fit();
}

void frame_reader::expect_output(std::function<bool(std::string_view action_id)> is_expected) {
  is_output_expected_ = std::move(is_expected);
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

// Whether the frame is a "Response: Follows" that ends with its end marker; empty as long as the header lines that
// decide it have not arrived. Its ActionID and `Privilege` may precede or follow the first line.
std::optional<bool> frame_reader::has_marked_end(std::string_view text) const {
  bool follows = false;
  std::optional<bool> expected;
  for (int line = 0; line < 3; ++line) {
    const std::size_t line_feed = detail::find_line_feed(text.data(), 0, text.size());
    if (line_feed > max_follows_header_bytes) {
      return false;
    }
    if (line_feed == text.size()) {
      return std::nullopt;
    }
    const field header = split_line(strip_cr(text.substr(0, line_feed)));
    text.remove_prefix(line_feed + 1);
    if (equal_ignoring_case(header.key, "Response")) {
      follows = equal_ignoring_case(header.value, "Follows");
      if (!follows) {
        return false;
      }
    } else if (equal_ignoring_case(header.key, "ActionID")) {
      expected = !is_output_expected_ || is_output_expected_(header.value);
    } else if (!equal_ignoring_case(header.key, "Privilege")) {
      return false;
    }
    if (follows && !is_output_expected_) {
      return true;
    }
    if (follows && expected) {
      return expected;
    }
  }
  return false;
}

// Consumes the blank lines before a frame. True when it is known how the frame ends.
bool frame_reader::begin_frame(std::string_view text) {
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
  if (constexpr std::string_view initials = "RrAaPp"; initials.find(text.front()) != std::string_view::npos) {
    const std::optional<bool> marked = has_marked_end(text);
    if (!marked) {
      return false;
    }
    follows_ = *marked;
  }
  scanned_ = 0;
  return true;
}

// Returns the size of a "Response: Follows", which may hold blank lines, or 0 when its end has not arrived.
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

// Looks at single lines only when the frame is large enough to exceed a limit on lines.
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

frame_reader::result frame_reader::deliver(const raw_frame& found) noexcept {
  current_ = found;
  current_.arrived_ = arrived_;
  account_.frames += found.bytes().size();
  consumed_ += found.bytes().size();
  return result::frame;
}

// Searches the buffered bytes for more blank lines; false when there are none.
bool frame_reader::find_blank_lines() noexcept {
  const std::uint64_t received = account_.received;
  // The text of a "Response: Follows" was passed without this search.
  searched_ = std::max(searched_, position());
  if (searched_ == received) {
    return false;
  }
  const char* const data = static_cast<const char*>(buffer_.data().data());
  const auto found = detail::find_blank_lines(data, static_cast<std::size_t>(searched_ - dropped_), buffer_.size(),
                                              dropped_, blank_lines_);
  next_blank_line_ = 0;
  blank_line_count_ = found.count_;
  searched_ = dropped_ + found.searched_;
  return found.count_ != 0;
}

// The size of the frame that begins here, including the blank line that ends it; 0 when that has not arrived. No frame
// begins with a blank line, so the bytes before it make no difference.
std::size_t frame_reader::size_to_blank_line() noexcept {
  for (; next_blank_line_ != blank_line_count_ || find_blank_lines(); ++next_blank_line_) {
    if (blank_lines_[next_blank_line_] > position()) {
      return static_cast<std::size_t>(blank_lines_[next_blank_line_] + 1 - position());
    }
  }
  return 0;
}

// Returns an event that may have been cut in two, with the rest of it as far as that has arrived. The blank line that
// ends `event` has been taken from the list.
frame_reader::result frame_reader::deliver_joined(std::string_view event) noexcept {
  if (event.size() > always_within_limits_) {
    return deliver(raw_frame{event});
  }
  try {
    joined_.reserve(std::min(available(), always_within_limits_));
  } catch (const std::bad_alloc&) {
    return deliver(raw_frame{event});
  }
  joined_ = event;
  std::size_t taken = event.size();
  while (may_be_cut(joined_) && (next_blank_line_ != blank_line_count_ || find_blank_lines())) {
    const auto end = static_cast<std::size_t>(blank_lines_[next_blank_line_] + 1 - position());
    const std::string_view rest{start() + taken, end - taken};
    if (end > always_within_limits_ || !is_rest_of_event(rest)) {
      break;
    }
    ++next_blank_line_;
    joined_.resize(joined_.size() - cut_end.size() + 1);
    joined_ += rest;
    taken = end;
  }
  if (taken == event.size()) {
    return deliver(raw_frame{event});
  }
  account_.frames += taken - joined_.size();
  consumed_ += taken - joined_.size();
  return deliver(raw_frame{joined_});
}

// The fast path for a whole event or response of ordinary size. When it returns false only the list of blank lines has
// changed.
bool frame_reader::next_ordinary() noexcept {
  if (next_blank_line_ == blank_line_count_ && !find_blank_lines()) {
    return false;
  }
  const std::uint64_t line_feed = blank_lines_[next_blank_line_] - position();
  // Also true for a blank line between frames, for which the subtraction wraps around.
  if (line_feed >= always_within_limits_) [[unlikely]] {
    return false;
  }
  const std::string_view text{start(), static_cast<std::size_t>(line_feed + 1)};
  std::size_t name = event_key.size();
  frame_kind kind = frame_kind::event;
  if (!begins_with<event_key>(text)) {
    // A "Response: Follows" is left to the slow path.
    name = response_key.size();
    if (!begins_with<response_key>(text) || text[name] == 'F' || text[name] == 'f') {
      return false;
    }
    kind = frame_kind::response;
  } else if (joins_cut_events_ && may_be_cut(text)) [[unlikely]] {
    return false;
  }
  scanned_ = 0;
  const std::size_t name_end = detail::find_near_line_feed(text.data(), name, text.size());
  ++next_blank_line_;
  return deliver(raw_frame{text, strip_cr({text.data() + name, name_end - name}), kind}) == result::frame;
}

frame_reader::result frame_reader::next() {
  if (between_frames_ && next_ordinary()) [[likely]] {
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
    begun_ = begin_frame(pending());
    between_frames_ = !begun_;
  }
  std::string_view text = pending();
  std::size_t size = 0;
  if (begun_ && follows_) {
    size = find_marked_end(text);
  } else if (begun_) {
    size = size_to_blank_line();
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
  next_blank_line_ += follows_ ? 0 : 1;
  scanned_ = 0;
  checked_ = 0;
  lines_ = 0;
  begun_ = false;
  between_frames_ = true;
  follows_ = false;
  marker_seen_ = false;
  if (joins_cut_events_ && begins_with<event_key>(text) && may_be_cut(text)) {
    return deliver_joined(text);
  }
  return deliver(raw_frame{text});
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
