#include "testing/request_parser.hpp"

namespace ami::testing::detail {

namespace {

constexpr std::size_t server_buffer = 1024;
constexpr std::size_t max_lines = 128;

}  // namespace

// Keeps only the last byte of a line that is too long: it may be the CR of the line end.
void request_parser::forget_overlong_line() {
  const std::size_t size = buffer_.size() - start_;
  if (size > server_buffer) {
    dropped_ += size - 1;
    buffer_.erase(0, buffer_.size() - 1);
    start_ = 0;
  }
  scanned_ = buffer_.size();
}

std::optional<received_message> request_parser::next() {
  for (;;) {
    const std::size_t end = buffer_.find('\n', scanned_);
    if (end == std::string::npos) {
      buffer_.erase(0, start_);
      start_ = 0;
      forget_overlong_line();
      return std::nullopt;
    }
    std::string_view line{buffer_.data() + start_, end - start_};
    const bool has_cr = line.ends_with('\r');
    const std::size_t length = dropped_ + line.size() - (has_cr ? 1 : 0);
    if (has_cr) {
      line.remove_suffix(1);
    }
    dropped_ = 0;
    start_ = scanned_ = end + 1;
    bool ends = false;
    if (length >= server_buffer) {
      problem_ = received_message::problem::line_too_long;
    } else if (length == server_buffer - 1 && has_cr) {
      // The line fills the server's buffer up to its CR; the remaining LF then counts as the blank line that ends the
      // message, and the following lines as another one.
      problem_ = received_message::problem::line_too_long;
      ends = true;
    } else {
      line = line.substr(0, line.find('\0'));
      ends = line.empty();
      if (!ends && lines_.size() < max_lines) {
        lines_.emplace_back(line);
      } else if (!ends && problem_ == received_message::problem::none) {
        problem_ = received_message::problem::too_many_lines;
      }
    }
    if (ends) {
      received_message message{std::exchange(lines_, {}), std::exchange(problem_, received_message::problem::none)};
      return message;
    }
  }
}

}  // namespace ami::testing::detail
