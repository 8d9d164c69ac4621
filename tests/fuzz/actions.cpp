// The writer and the fake server's parser: an action is refused, or leaves as exactly its lines, none of them injected,
// and the server reads what was meant.
#include "fuzz/input.hpp"
#include "testing/request_parser.hpp"

#include <ami/action.hpp>
#include <ami/testing/request.hpp>
#include <ami/wire/action_writer.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

// A server skips the blanks behind the colon.
std::string_view without_leading_blanks(std::string_view value) {
  return value.substr(std::min(value.find_first_not_of(" \t"), value.size()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in{data, size};
  const std::size_t separator = in.number(2);
  const auto next = [&] { return std::string{in.text(separator == 0 ? "\n" : "|")}; };
  const std::string action_id = next();
  ami::action action{next()};
  while (!in.empty() && action.headers().size() < 200) {
    std::string key = next();
    std::string value = next();
    action.header(std::move(key), std::move(value));
  }

  std::string out = "before";
  std::string detail;
  if (ami::wire::write_action(action, action_id, out, detail)) {
    fuzz::require(out == "before", "what is refused leaves nothing");
    return 0;
  }
  const std::string_view text = std::string_view{out}.substr(6);
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  fuzz::require(lines == action.headers().size() + (action_id.empty() ? 2U : 3U), "each header is one line");
  fuzz::require(text.ends_with("\r\n\r\n") && text.find("\r\n\r\n") == text.size() - 4, "one blank line, at the end");

  ami::testing::detail::request_parser parser;
  parser.feed(text);
  auto message = parser.next();
  fuzz::require(message && !parser.next() && parser.buffered() == 0, "the server reads one message");
  fuzz::require(message->found() == ami::testing::detail::received_message::problem::none,
                "within the server's limits");
  const ami::testing::request read{std::move(message->lines()), 1, 1};
  fuzz::require(read.name() == without_leading_blanks(action.name()) && read.action_id() == action_id,
                "the server reads the same action");
  fuzz::require(read.headers().size() == action.headers().size() + (action_id.empty() ? 1U : 2U),
                "the server reads all headers");
  return 0;
}
