// wire::write_action: the exact bytes, and what is refused before one of them is written.
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/wire/action_writer.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wire = ami::wire;
using ami::action;
using ami::errc;

namespace {

class written {
public:
  std::string bytes;
  std::string detail;
  ami::error_code error;
};

// Writes behind other bytes, which must never change.
written write(const action& value, std::string_view id = "id-1") {
  written result;
  std::string out = "Action: Before\r\n\r\n";
  const std::string before = out;
  result.error = wire::write_action(value, id, out, result.detail);
  REQUIRE(out.starts_with(before));
  result.bytes = out.substr(before.size());
  if (result.error) {
    CHECK(out == before);
    CHECK_FALSE(result.detail.empty());
    CHECK(std::ranges::all_of(result.detail, [](char c) { return c >= ' ' && c <= '~'; }));
  } else {
    CHECK(result.detail.empty());
  }
  return result;
}

ami::error_code error_of(const action& value, std::string_view id = "id-1") {
  return write(value, id).error;
}

}  // namespace

TEST_CASE("writer: Action and ActionID first, then the headers in order, CR LF, one blank line") {
  CHECK(write(action{"Ping"}).bytes == "Action: Ping\r\nActionID: id-1\r\n\r\n");
  CHECK(
      write(action{"Originate"}.header("Variable", "b=1").header("Channel", "Local/1@a").header("Variable", "a=2"), "z")
          .bytes == "Action: Originate\r\nActionID: z\r\nVariable: b=1\r\nChannel: Local/1@a\r\nVariable: a=2\r\n\r\n");
  CHECK(write(action{"X"}.header("Empty", "").header("Blanks", "  two ").header("Bytes", "caf\xe9 a:b: c\t")).bytes ==
        "Action: X\r\nActionID: id-1\r\nEmpty: \r\nBlanks:   two \r\nBytes: caf\xe9 a:b: c\t\r\n\r\n");
}

TEST_CASE("writer: the ActionID is what the caller of write_action says") {
  // A header of that name is taken as action_id(), whatever its case, and is never written a second time.
  const action own = action{"Ping"}.header("aCTIONid", "mine").header("A", "b");
  REQUIRE(own.action_id() != nullptr);
  CHECK(*own.action_id() == "mine");
  CHECK(own.headers().size() == 1);
  CHECK(write(own, *own.action_id()).bytes == "Action: Ping\r\nActionID: mine\r\nA: b\r\n\r\n");
}

TEST_CASE("writer: CR, LF and NUL are refused wherever they stand") {
  for (const char bad : {'\r', '\n', '\0'}) {
    for (const std::string& text : {std::string{"se"} + bad + "cret", std::string(1, bad) + "secret",
                                    std::string{"secret"} + bad, std::string{"x\r\n\r\nAction: secret"} + bad}) {
      const std::vector<std::pair<written, errc>> attempts{
          {write(action{text}), errc::invalid_header},
          {write(action{"A"}.header("Good", "1").header("Some-Key", text)), errc::invalid_header},
          {write(action{"A"}.header(text, "value")), errc::invalid_header},
          {write(action{"A"}, text), errc::invalid_action_id},
      };
      for (const auto& [attempt, expected] : attempts) {
        CHECK(attempt.error == expected);
      }
      CHECK(attempts[1].first.detail.find("Some-Key") != std::string::npos);
      CHECK(attempts[1].first.detail.find("secret") == std::string::npos);
      CHECK(attempts[3].first.detail.find("secret") == std::string::npos);
    }
  }
}

TEST_CASE("writer: CR, LF and NUL are refused at every place of values of every size") {
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      for (const char byte : {'\r', '\n', '\0', '\t', ' ', '\x0F', '\x10', '\x7F', '\x80', '\x8D', '\xFF'}) {
        std::string value(size, 'v');
        value[place] = byte;
        CAPTURE(size, place, static_cast<int>(byte));
        const bool refused = byte == '\r' || byte == '\n' || byte == '\0';
        CHECK((error_of(action{"A"}.header("K", value)) == errc::invalid_header) == refused);
      }
    }
  }
}

TEST_CASE("writer: other control bytes and bytes above 127 pass unchanged") {
  for (int code = 1; code < 256; ++code) {
    const char byte = static_cast<char>(code);
    if (byte == '\r' || byte == '\n') {
      continue;
    }
    const std::string value = std::string{"a"} + byte + "b";
    CHECK(write(action{"A"}.header("K", value)).bytes == "Action: A\r\nActionID: id-1\r\nK: " + value + "\r\n\r\n");
  }
}

TEST_CASE("writer: keys that the server would not read as such are refused") {
  for (const char* key :
       {"", ":", "a:", ":a", "a:b", "a: b", " a", "a ", "\ta", "a\t", " ", "Action", "ACTION", "action"}) {
    CAPTURE(key);
    CHECK(error_of(action{"A"}.header(key, "v")) == errc::invalid_header);
  }
  for (const char* key : {"a b", "Action-000000", "Actions", "ChanVariable(x)", "100rel", "\xe9"}) {
    CAPTURE(key);
    CHECK_FALSE(error_of(action{"A"}.header(key, "v")));
  }
  CHECK(error_of(action{""}) == errc::invalid_header);
  // An error's text shows the key without its control bytes and what is beyond ASCII.
  std::string out;
  std::string detail;
  CHECK(ami::wire::write_action(action{"A"}.header("a:\x01\x7f\xe9~", "v"), "id-1", out, detail));
  CHECK(detail.find("'a:???~'") != std::string::npos);
}

TEST_CASE("writer: a line has at most 1022 bytes") {
  for (const std::string& key : {std::string{"K"}, std::string(500, 'k')}) {
    const auto with_line_of = [&](std::size_t size) {
      return write(action{"A"}.header(key, std::string(size - key.size() - 2, 'v')));
    };
    const auto longest = with_line_of(1022);
    CHECK_FALSE(longest.error);
    CHECK(longest.bytes.size() == std::string_view{"Action: A\r\nActionID: id-1\r\n\r\n"}.size() + 1022 + 2);
    for (const std::size_t size : {1023U, 1024U, 1025U, 5000U}) {
      const auto refused = with_line_of(size);
      CHECK(refused.error == errc::action_line_too_long);
      CHECK(refused.detail.find(key.substr(0, 64)) != std::string::npos);
      CHECK(refused.detail.find("vvvv") == std::string::npos);
    }
  }
  CHECK_FALSE(error_of(action{std::string(1022 - 8, 'n')}));
  CHECK(error_of(action{std::string(1023 - 8, 'n')}) == errc::action_line_too_long);
  // A key that fills the line alone.
  CHECK(error_of(action{"A"}.header(std::string(2000, 'k'), "")) == errc::action_line_too_long);
}

TEST_CASE("writer: an action has at most 128 headers, Action and ActionID included") {
  action value{"A"};
  for (int i = 2; i < 128; ++i) {
    value.header("K", std::to_string(i));
  }
  const auto most = write(value);
  CHECK_FALSE(most.error);
  CHECK(std::ranges::count(most.bytes, '\n') == 128 + 1);
  // The ActionID is no further header.
  value.header("ActionID", "x");
  CHECK_FALSE(error_of(value));
  value.header("K", "128");
  CHECK(error_of(value) == errc::too_many_headers);
}

TEST_CASE("writer: an ActionID has 1 to 64 bytes and no blanks at its ends") {
  for (const std::string& id : {std::string(64, 'x'), std::string{"x"}, std::string{"a b"}, std::string{"a:b"}}) {
    CHECK(write(action{"A"}, id).bytes == "Action: A\r\nActionID: " + id + "\r\n\r\n");
  }
  for (const std::string& id : {std::string{}, std::string(65, 'x'), std::string(1000, 'x'), std::string{" x"},
                                std::string{"x "}, std::string{"\tx"}, std::string{"x\t"}, std::string{" "}}) {
    CHECK(error_of(action{"A"}, id) == errc::invalid_action_id);
  }
}

TEST_CASE("writer: a refused header leaves nothing of those before it") {
  std::string out = "kept";
  std::string detail;
  CHECK(wire::write_action(action{"A"}.header("Good", "1").header("Bad", "a\nb"), "id", out, detail));
  CHECK(out == "kept");
  CHECK_FALSE(wire::write_action(action{"A"}, "id", out, detail));
  CHECK(out == "keptAction: A\r\nActionID: id\r\n\r\n");
}

TEST_CASE("writer: whatever is written reads back as the same headers and as one action") {
  std::mt19937 random{29};
  constexpr std::string_view alphabet{"ab: ,\\\"\t\xe9\x01\r\n\0", 13};
  const auto text = [&](std::size_t most) {
    std::string result;
    for (std::size_t left = random() % (most + 1); left > 0; --left) {
      // The last three are rare, so that most actions can be written.
      const std::size_t last = random() % 40 == 0 ? alphabet.size() : alphabet.size() - 3;
      result += alphabet[random() % last];
    }
    return result;
  };
  std::size_t accepted = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string name = "N" + text(4);
    const std::string id = "i" + text(4) + "d";
    action value{name};
    test::header_list expected{{"Action", name}, {"ActionID", id}};
    for (std::size_t count = random() % 6; count > 0; --count) {
      const std::string key = "k" + text(3);
      const std::string content = text(12);
      value.header(key, content);
      expected.emplace_back(key, content);
    }
    const auto attempt = write(value, id);
    if (attempt.error) {
      ++refused;
      continue;
    }
    ++accepted;
    const auto read = test::read_whole(attempt.bytes, wire::frame_reader::greeting::absent);
    REQUIRE(read.frames == std::vector<std::string>{attempt.bytes});
    const auto frame = test::frame_of(read.frames[0]);
    REQUIRE(test::headers_of(frame) == expected);
  }
  CHECK(accepted > 1000);
  CHECK(refused > 300);
}
