// The frame reader: any chunking gives the same frames, and every byte is accounted for.
#include "fuzz/input.hpp"

#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wire = ami::wire;

namespace {

class reading {
public:
  std::vector<std::string> items;
  std::string rest;
  int error = 0;

  friend bool operator==(const reading&, const reading&) = default;
};

template <class NextSize>
reading read(std::string_view bytes, bool greets, bool has_output, NextSize next_size) {
  const wire::read_limits limits = wire::read_limits{}.max_line_bytes(4000).max_frame_bytes(16'000).max_fields(100);
  wire::frame_reader reader{limits,
                            greets ? wire::frame_reader::greeting::expected : wire::frame_reader::greeting::absent};
  reader.expect_output([has_output](std::string_view) { return has_output; });
  reading result;
  std::size_t at = 0;
  while (at < bytes.size() && result.error == 0) {
    const std::size_t size = std::min<std::size_t>(std::max<std::size_t>(next_size(), 1), bytes.size() - at);
    reader.feed(bytes.substr(at, size));
    at += size;
    for (;;) {
      const auto found = reader.next();
      const auto account = reader.account();
      fuzz::require(account.received == account.greeting + account.frames + account.separators + account.pending,
                    "each byte is in one place");
      if (found == wire::frame_reader::result::greeting) {
        result.items.emplace_back(reader.greeting_line());
      } else if (found == wire::frame_reader::result::frame) {
        result.items.emplace_back(reader.current().bytes());
        const wire::frame copy = reader.current().to_frame();
        fuzz::require(copy.view().kind() == reader.current().kind() && copy.view().name() == reader.current().name(),
                      "a copy is the same frame");
      } else {
        result.error = found == wire::frame_reader::result::error ? reader.error().value() : 0;
        break;
      }
    }
  }
  // After an error the rest depends on how much came at once.
  result.rest = result.error == 0 ? std::string{reader.pending()} : std::string{};
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  const bool greets = in.flag();
  const bool has_output = in.flag();
  const std::size_t most = 1 + in.number(64);
  std::size_t seed = in.number(256);
  const std::string_view bytes = in.rest();
  const reading whole = read(bytes, greets, has_output, [&] { return bytes.size(); });
  fuzz::require(whole == read(bytes, greets, has_output, [] { return std::size_t{1}; }), "byte by byte gives the same");
  const auto random_size = [&] {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return 1 + (seed >> 8) % most;
  };
  fuzz::require(whole == read(bytes, greets, has_output, random_size), "any chunks give the same");
  return 0;
}
