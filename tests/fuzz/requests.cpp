// The fake server's parser of requests: any chunking gives the same messages.
#include "fuzz/input.hpp"
#include "testing/request_parser.hpp"

#include <ami/testing/request.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using ami::testing::detail::request_parser;

class reading {
public:
  std::vector<std::vector<std::string>> messages;
  std::size_t problems = 0;

  friend bool operator==(const reading&, const reading&) = default;
};

reading read(std::string_view bytes, std::size_t chunk) {
  request_parser parser;
  reading result;
  for (std::size_t at = 0; at < bytes.size(); at += chunk) {
    parser.feed(bytes.substr(at, chunk));
    while (auto message = parser.next()) {
      result.problems += message->found() != ami::testing::detail::received_message::problem::none ? 1 : 0;
      const ami::testing::request as_request{message->lines(), 1, 1};
      fuzz::require(as_request.headers().size() <= message->lines().size(), "a header is a line");
      result.messages.push_back(std::move(message->lines()));
    }
  }
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  const std::size_t chunk = 1 + in.number(100);
  const std::string_view bytes = in.rest();
  fuzz::require(read(bytes, chunk) == read(bytes, std::max<std::size_t>(bytes.size(), 1)), "any chunks give the same");
  return 0;
}
