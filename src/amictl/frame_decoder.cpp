#include "amictl/frame_decoder.hpp"

#include <ami/error.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace amictl {

namespace {

constexpr std::string_view greeting_begin = "Asterisk Call Manager";
// The first whose servers answer Command without an end marker: Asterisk 14.
constexpr unsigned first_without_marker = 3;

// The first number in "Asterisk Call Manager/11.0.0"; 0 when there is none.
unsigned protocol_major(std::string_view greeting) noexcept {
  greeting.remove_prefix(std::min(greeting.find('/'), greeting.size() - 1) + 1);
  unsigned value = 0;
  std::from_chars(greeting.data(), greeting.data() + greeting.size(), value);
  return value;
}

// Text that a server may send without headers has none of these; bytes of another protocol have.
bool has_control_bytes(std::string_view bytes) noexcept {
  return std::ranges::any_of(bytes, [](char byte) {
    constexpr char escape = 0x1B;  // colours in the output of a command
    const auto value = static_cast<unsigned char>(byte);
    return (value < 0x20 && byte != '\t' && byte != '\r' && byte != '\n' && byte != escape) || value == 0x7F;
  });
}

// Where the first blank line ends; npos when there is none.
std::size_t after_blank_line(std::string_view bytes) noexcept {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (rest.starts_with('\n')) {
      return at + 2;
    }
    if (rest.starts_with("\r\n")) {
      return at + 3;
    }
  }
  return std::string_view::npos;
}

decoded_frame::kind kind_of(ami::wire::frame_kind value) noexcept {
  switch (value) {
  case ami::wire::frame_kind::event: return decoded_frame::kind::event;
  case ami::wire::frame_kind::response: return decoded_frame::kind::response;
  case ami::wire::frame_kind::other: break;
  }
  return decoded_frame::kind::other;
}

}  // namespace

std::string_view to_string(decoded_frame::kind value) noexcept {
  switch (value) {
  case decoded_frame::kind::banner: return "banner";
  case decoded_frame::kind::event: return "event";
  case decoded_frame::kind::response: return "response";
  case decoded_frame::kind::other: break;
  }
  return "other";
}

frame_decoder::frame_decoder(frame_function on_frame, problem_function on_problem, ami::wire::read_limits limits)
    : on_frame_{std::move(on_frame)}, on_problem_{std::move(on_problem)}, limits_{limits} {}

std::uint64_t frame_decoder::position() const noexcept {
  const ami::wire::byte_account account = reader_.account();
  return start_ + account.greeting + account.frames + account.separators;
}

void frame_decoder::begin(bool with_greeting) {
  using greeting = ami::wire::frame_reader::greeting;
  reader_ = ami::wire::frame_reader{limits_, with_greeting ? greeting::expected : greeting::absent};
  if (!old_output_) {
    reader_.expect_output([](std::string_view) { return false; });
  }
  begun_ = true;
}

void frame_decoder::feed(std::string_view bytes) {
  if (skipping_) {
    const std::uint64_t before = tail_.size();
    tail_ += bytes;
    const std::size_t end = after_blank_line(tail_);
    if (end == std::string::npos) {
      constexpr std::size_t part_of_blank_line = 2;
      const std::size_t keep = std::min(tail_.size(), part_of_blank_line);
      start_ += tail_.size() - keep;
      tail_.erase(0, tail_.size() - keep);
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(end - before));
    start_ += end;
    tail_.clear();
    skipping_ = false;
    begin(false);
  }
  if (!begun_) {
    head_ += bytes;
    if (head_.size() < greeting_begin.size() && greeting_begin.starts_with(head_)) {
      return;
    }
    begin(head_.starts_with(greeting_begin));
    const std::string first = std::exchange(head_, {});
    reader_.feed(first);
  } else {
    reader_.feed(bytes);
  }
  read();
}

void frame_decoder::read() {
  using result = ami::wire::frame_reader::result;
  for (;;) {
    switch (reader_.next()) {
    case result::need_more: return;
    case result::greeting: {
      decoded_frame found;
      found.what = decoded_frame::kind::banner;
      found.banner = reader_.greeting_line();
      found.offset = start_;
      old_output_ = protocol_major(found.banner) < first_without_marker;
      if (!old_output_) {
        reader_.expect_output([](std::string_view) { return false; });
      }
      on_frame_(found);
      break;
    }
    case result::frame: deliver(); break;
    case result::error:
      recover();
      if (skipping_) {
        return;
      }
      break;
    }
  }
}

void frame_decoder::deliver() {
  const ami::wire::raw_frame& current = reader_.current();
  const std::uint64_t offset = position() - current.bytes().size();
  if (current.kind() == ami::wire::frame_kind::other && has_control_bytes(current.bytes())) {
    on_problem_(offset, "bytes that are no text of a manager interface");
    return;
  }
  decoded_frame found;
  found.what = kind_of(current.kind());
  found.frame = current.to_frame();
  found.offset = offset;
  on_frame_(found);
}

// After a part that is beyond the limits.
void frame_decoder::recover() {
  const std::uint64_t offset = position();
  on_problem_(offset, reader_.error().message());
  const std::string rest{reader_.pending()};
  start_ = offset;
  begun_ = true;
  const std::size_t end = after_blank_line(rest);
  if (end != std::string::npos) {
    start_ += end;
    begin(false);
    reader_.feed(std::string_view{rest}.substr(end));
    return;
  }
  skipping_ = true;
  tail_.clear();
  feed(rest);
}

void frame_decoder::skip(std::uint64_t missing_bytes, std::string_view reason) {
  const std::uint64_t pending = skipping_ ? tail_.size() : begun_ ? reader_.pending().size() : head_.size();
  start_ = (skipping_ || !begun_ ? start_ : position()) + pending;
  on_problem_(start_, reason);
  start_ += missing_bytes;
  head_.clear();
  tail_.clear();
  begun_ = true;
  skipping_ = true;
}

void frame_decoder::finish() {
  if (!begun_ && !head_.empty()) {
    begin(false);
    reader_.feed(std::exchange(head_, {}));
    read();
  }
  if (begun_ && !skipping_ && reader_.mid_frame()) {
    on_problem_(position(), "the bytes end inside of a frame");
  }
}

}  // namespace amictl
