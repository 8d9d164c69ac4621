// Frames as texts that tests can compare, and inputs read in pieces.
#pragma once

#include "catch.hpp"

#include <ami/error.hpp>
#include <ami/event.hpp>
#include <ami/wire/frame.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

using header_list = std::vector<std::pair<std::string, std::string>>;

/// All headers of a frame in their order.
inline header_list headers_of(const ami::wire::frame_view& frame) {
  header_list result;
  for (const auto& [key, value] : frame) {
    result.emplace_back(key, value);
  }
  return result;
}

inline ami::wire::frame frame_of(std::string_view text) {
  return ami::wire::frame::from_text(text);
}

inline ami::event event_of_text(std::string_view text) {
  return ami::event{frame_of(text)};
}

/// What a reader made of its input.
class reading {
public:
  std::string greeting;
  std::vector<std::string> frames;
  std::string rest;  // what was buffered at the end
  ami::wire::byte_account account;
  ami::error_code error;
  bool greeted = false;

  friend bool operator==(const reading& a, const reading& b) {
    return a.greeting == b.greeting && a.frames == b.frames && a.rest == b.rest && a.greeted == b.greeted &&
           a.error == b.error;
  }
};

/// Takes all that is whole out of `reader`.
inline void drain(ami::wire::frame_reader& reader, reading& into) {
  using result = ami::wire::frame_reader::result;
  for (;;) {
    const result found = reader.next();
    const auto account = reader.account();
    REQUIRE(account.received == account.greeting + account.frames + account.separators + account.pending);
    if (found == result::greeting) {
      into.greeting = reader.greeting_line();
      into.greeted = true;
    } else if (found == result::frame) {
      into.frames.emplace_back(reader.current().bytes());
    } else {
      into.error = found == result::error ? reader.error() : ami::error_code{};
      into.account = account;
      into.rest = reader.pending();
      return;
    }
  }
}

/// Reads `input` in pieces of the sizes that `next_size()` gives.
template <class NextSize>
reading read_in_pieces(std::string_view input, NextSize next_size,
                       ami::wire::frame_reader::greeting first = ami::wire::frame_reader::greeting::expected,
                       ami::wire::read_limits limits = {}) {
  ami::wire::frame_reader reader{limits, first};
  reading result;
  for (std::size_t at = 0; at < input.size();) {
    const std::size_t size = std::min<std::size_t>(next_size(), input.size() - at);
    reader.feed(input.substr(at, size));
    at += size;
    drain(reader, result);
    REQUIRE(result.account.received == at);
  }
  return result;
}

inline reading read_whole(std::string_view input,
                          ami::wire::frame_reader::greeting first = ami::wire::frame_reader::greeting::expected,
                          ami::wire::read_limits limits = {}) {
  return read_in_pieces(
      input, [&] { return input.size(); }, first, limits);
}

}  // namespace test
