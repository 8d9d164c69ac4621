// What clients send -> requests, with the limits and oddities of the server's own parser. No sockets, no clocks.
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

  received_message(std::vector<std::string> lines, problem what) : lines_{std::move(lines)}, problem_{what} {}

  std::vector<std::string>& lines() noexcept { return lines_; }
  problem what() const noexcept { return problem_; }

private:
  std::vector<std::string> lines_;
  problem problem_;
};

class request_parser {
public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }
  // The next whole message, empty ones included.
  std::optional<received_message> next();
  // Bytes that were fed and not looked at yet.
  std::size_t buffered() const noexcept { return buffer_.size() - start_; }

private:
  void forget_overlong_line();

  std::string buffer_;
  std::size_t start_ = 0;    // of the line being read
  std::size_t scanned_ = 0;  // up to here there is no line end
  std::size_t dropped_ = 0;  // bytes of the line being read that are not kept
  std::vector<std::string> lines_;
  received_message::problem problem_ = received_message::problem::none;
};

}  // namespace ami::testing::detail
