// Turns the bytes of clients into requests, with the limits and oddities of the server's own parser. No sockets, no
// clocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

class received_message {
public:
  enum class problem : std::uint8_t { none, line_too_long, too_many_lines };

  received_message(std::vector<std::string> lines, problem found) : lines_{std::move(lines)}, problem_{found} {}

  std::vector<std::string>& lines() noexcept { return lines_; }
  problem found() const noexcept { return problem_; }

private:
  std::vector<std::string> lines_;
  problem problem_;
};

class request_parser {
public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }
  // The next whole message, which may be empty.
  std::optional<received_message> next();
  // The number of bytes that were fed and not used yet.
  std::size_t buffered() const noexcept { return buffer_.size() - start_; }

private:
  void forget_overlong_line();

  std::string buffer_;
  std::size_t start_ = 0;    // the beginning of the current line
  std::size_t scanned_ = 0;  // up to here no line end was found
  std::size_t dropped_ = 0;  // bytes of the current line that were not kept
  std::vector<std::string> lines_;
  received_message::problem problem_ = received_message::problem::none;
};

}  // namespace ami::testing::detail
