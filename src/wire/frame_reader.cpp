#include "line_scanner.hpp"

#include <ami/error.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <cstring>

namespace ami::wire {

namespace {

// Far above any greeting ("Asterisk Call Manager/11.0.0") and far below what a wrong service might send.
constexpr std::size_t max_greeting_bytes = 255;

constexpr std::string_view follows_line = "Response: Follows";
constexpr std::string_view follows_end = "--END COMMAND--";

std::string_view strip_cr(std::string_view line) noexcept {
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

}  // namespace

std::string_view raw_frame::first_line() const noexcept {
  return strip_cr(bytes_.substr(0, bytes_.find('\n')));
}

std::string_view raw_frame::first_value(std::string_view key) const noexcept {
  for (const std::uint32_t begin : lines_) {
    const std::string_view rest = bytes_.substr(begin);
    if (rest.size() > key.size() && rest[key.size()] == ':' && equal_ignoring_case(rest.substr(0, key.size()), key)) {
      const field header = split_line(strip_cr(rest.substr(0, rest.find('\n'))));
      if (header.key.size() == key.size()) {
        return header.value;
      }
    }
  }
  return {};
}

frame_reader::frame_reader(read_limits limits, greeting first)
    : limits_{limits}, greeting_expected_{first == greeting::expected} {}

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
  scanned_ = 0;
  consumed_ += lf + 1;
  account_.greeting = lf + 1;
  return result::greeting;
}

// A line ended at offset `lf` of the frame being read. `need_more`: the frame goes on.
frame_reader::result frame_reader::line_ends(std::size_t lf) {
  const std::string_view line = strip_cr({start() + line_start_, lf - line_start_});
  const std::size_t begin = line_start_;
  line_start_ = lf + 1;
  if (line.empty() && !follows_) {
    if (!lines_.empty()) {
      return line_start_ > limits_.max_frame_bytes() ? fail(errc::frame_too_large) : result::frame;
    }
    // A blank line between frames: what comes next begins behind it.
    consumed_ += line_start_;
    account_.separators += line_start_;
    line_start_ = 0;
    return result::need_more;
  }
  if (line.size() > limits_.max_line_bytes()) {
    return fail(errc::line_too_long);
  }
  if (lines_.size() == limits_.max_fields()) {
    return fail(errc::too_many_fields);
  }
  if (line_start_ > limits_.max_frame_bytes()) {
    return fail(errc::frame_too_large);
  }
  if (lines_.empty()) {
    follows_ = equal_ignoring_case(line, follows_line);
  } else if (follows_ && line.ends_with(follows_end)) {
    follows_ = false;
  }
  lines_.push_back(static_cast<std::uint32_t>(begin));
  return result::need_more;
}

frame_reader::result frame_reader::next() {
  if (error_) {
    return result::error;
  }
  if (greeting_expected_) {
    return read_greeting();
  }
  if (current_.bytes().data() != nullptr) {
    current_ = {};
    lines_.clear();
  }
  result found = result::need_more;
  while (found == result::need_more && scanned_ < available()) {
    const std::size_t consumed_before = consumed_;
    const std::size_t stopped = detail::scan_lines(start(), scanned_, available(), [&](std::size_t lf) {
      // Nearly every line: not blank, not the first, nothing to look at. The rest is in line_ends().
      const std::size_t length = lf - line_start_;
      if (length > 1 && length <= limits_.max_line_bytes() && !lines_.empty() && lines_.size() < limits_.max_fields() &&
          !follows_) [[likely]] {
        lines_.push_back(static_cast<std::uint32_t>(line_start_));
        line_start_ = lf + 1;
        return true;
      }
      found = line_ends(lf);
      // A separator moves the frame's start, and with it all offsets.
      return found == result::need_more && consumed_ == consumed_before;
    });
    scanned_ = stopped - (consumed_ - consumed_before);
  }
  if (found == result::frame) {
    current_ = raw_frame{{start(), line_start_}, lines_};
    account_.frames += line_start_;
    consumed_ += line_start_;
    scanned_ = 0;
    line_start_ = 0;
  } else if (found == result::need_more) {
    if (available() - line_start_ > limits_.max_line_bytes() + 1) {
      return fail(errc::line_too_long);
    }
    if (available() > limits_.max_frame_bytes()) {
      return fail(errc::frame_too_large);
    }
  }
  return found;
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
