// Frames, the reader and the action writer.
#include "catch.hpp"

#include <ami/ami.hpp>
#include <ami/wire/action_writer.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace wire = ami::wire;
using reader_result = wire::frame_reader::result;

namespace {

using headers = std::vector<std::pair<std::string, std::string>>;

headers headers_of(wire::frame_view frame) {
  headers result;
  for (const auto& [key, value] : frame) {
    result.emplace_back(key, value);
  }
  return result;
}

// All frames of `input`, fed in the pieces that end at `cuts`.
std::vector<std::string> read(std::string_view input, std::vector<std::size_t> cuts) {
  wire::frame_reader reader;
  std::vector<std::string> result;
  cuts.push_back(input.size());
  std::size_t at = 0;
  for (const std::size_t cut : cuts) {
    reader.feed(input.substr(at, cut - at));
    at = cut;
    for (;;) {
      const auto found = reader.next();
      if (found == reader_result::greeting) {
        result.emplace_back(reader.greeting_line());
      } else if (found == reader_result::frame) {
        result.emplace_back(reader.current().bytes());
      } else {
        REQUIRE(found == reader_result::need_more);
        break;
      }
    }
  }
  const auto account = reader.account();
  REQUIRE(account.received == input.size());
  REQUIRE(account.received == account.greeting + account.frames + account.separators + account.pending);
  result.emplace_back(reader.pending());
  return result;
}

}  // namespace

TEST_CASE("a frame keeps order, duplicates and bytes, and finds keys in any case") {
  const wire::frame frame = wire::frame::from_text(
      "Event: Status\r\nChannel: A/1\r\nVariable: x=1\r\nVARIABLE: y=2\r\nName: caf\xe9 \r\nEmpty: \r\n"
      "Bare:\r\nTight:v\r\n\r\n");
  const auto view = frame.view();
  CHECK(view.kind() == wire::frame_kind::event);
  CHECK(view.name() == "Status");
  CHECK(view["channel"] == "A/1");
  CHECK(view.get_all("Variable") == std::vector<std::string_view>{"x=1", "y=2"});
  CHECK(view["Name"] == "caf\xe9 ");
  CHECK(view.get("Empty") == std::string_view{});
  CHECK(view.get("Bare") == std::string_view{});
  CHECK(view["Tight"] == "v");
  CHECK_FALSE(view.get("Chan"));
  CHECK_FALSE(view.get("Channels"));
  CHECK(headers_of(view).size() == 8);
}

TEST_CASE("keys may hold colons, values may hold lines, and only the first line names the type") {
  const wire::frame snapshot = wire::frame::from_text(
      "Event: Newexten\nChanVariable(SIP/10.0.0.1:5060-0001): MYV=x\nAppData: one\ntwo\r\n\nUnread: 1\n");
  CHECK(snapshot.view()["ChanVariable(SIP/10.0.0.1:5060-0001)"] == "MYV=x");
  CHECK(snapshot.view()["AppData"] == "one\ntwo");
  CHECK_FALSE(snapshot.view().contains("Unread"));

  const wire::frame twice = wire::frame::from_text("Event: ResourceListDetail\nEvent: presence\nResponse: x\n");
  CHECK(twice.view().name() == "ResourceListDetail");
  CHECK(twice.view().get_all("Event").size() == 2);
  CHECK(twice.view().kind() == wire::frame_kind::event);

  const wire::frame odd = wire::frame::from_text("Event: UserEvent\nKey :spaced\n:startcolon\nKeyOnly:\n");
  CHECK(odd.view()["Key "] == "spaced");
  CHECK(odd.view().get("KeyOnly") == std::string_view{});
  CHECK(headers_of(odd.view())[2] == std::pair<std::string, std::string>{"", "startcolon"});
}

TEST_CASE("an ActionID ends with its line, whatever text follows") {
  const wire::frame frame = wire::frame::from_text("Response: Success\r\nActionID: i-1\r\nNo categories found\r\n\r\n");
  CHECK(frame.view().action_id() == "i-1");
  CHECK(frame.view()["ActionID"] == "i-1\r\nNo categories found");
}

TEST_CASE("an empty frame answers everything with nothing") {
  const wire::frame none;
  CHECK(none.view().empty());
  CHECK(none.view().name().empty());
  CHECK(none.view().action_id().empty());
  CHECK_FALSE(none.view().get("A"));
  CHECK(headers_of(none.view()).empty());
}

TEST_CASE("copies of a frame share its bytes, in several threads too") {
  auto frame = wire::frame::from_text("Event: A\nB: c\n");
  const char* const bytes = frame.view().bytes().data();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([copy = frame, bytes] {
      for (int round = 0; round < 1000; ++round) {
        const wire::frame again = copy;
        if (again.view().bytes().data() != bytes || again.view()["B"] != "c") {
          std::terminate();
        }
      }
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  const wire::frame moved = std::move(frame);
  CHECK(moved.view().bytes().data() == bytes);
  CHECK(frame.view().empty());  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("splitting the input at every pair of places gives the same frames") {
  const std::string input =
      "Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nMessage: x\n\r\n\r\n"
      "(None) 62 Tx:POKE  \n\r\nEvent: A\nV: 1\r2\r\n\n\n\r\n"
      "Response: Follows\r\nActionID: 1\r\nText\n\nmore: text\n--END COMMAND--\r\n\r\nEvent: B\r\n\r\nEvent: C\r\n";
  const auto whole = read(input, {});
  REQUIRE(whole == std::vector<std::string>{"Asterisk Call Manager/11.0.0", "Response: Success\r\nMessage: x\n\r\n",
                                            "(None) 62 Tx:POKE  \n\r\n", "Event: A\nV: 1\r2\r\n\n",
                                            "Response: Follows\r\nActionID: 1\r\nText\n\nmore: text\n"
                                            "--END COMMAND--\r\n\r\n",
                                            "Event: B\r\n\r\n", "Event: C\r\n"});
  for (std::size_t first = 0; first <= input.size(); ++first) {
    for (std::size_t second = first; second <= input.size(); ++second) {
      REQUIRE(read(input, {first, second}) == whole);
    }
  }
}

TEST_CASE("limits end the reading, each with its own code, and for good") {
  const auto error_of = [](wire::read_limits limits, const std::string& input, std::size_t piece) {
    wire::frame_reader reader{limits, wire::frame_reader::greeting::absent};
    for (std::size_t at = 0; at < input.size(); at += piece) {
      reader.feed(std::string_view{input}.substr(at, piece));
      while (true) {
        const auto found = reader.next();
        if (found == reader_result::error) {
          CHECK(reader.next() == reader_result::error);
          return reader.error();
        }
        if (found == reader_result::need_more) {
          break;
        }
      }
    }
    return ami::error_code{};
  };
  const std::string line(100, 'x');
  for (const std::size_t piece : {std::size_t{1}, std::size_t{33}, std::size_t{100000}}) {
    using limits = wire::read_limits;
    CHECK_FALSE(error_of(limits{}.max_line_bytes(103), "A: " + line + "\r\n\r\n", piece));
    CHECK(error_of(limits{}.max_line_bytes(102), "A: " + line + "\r\n\r\n", piece) == ami::errc::line_too_long);
    CHECK(error_of(limits{}.max_line_bytes(102), "A: " + line + line, piece) == ami::errc::line_too_long);
    CHECK_FALSE(error_of(limits{}.max_fields(2), "A: 1\nB: 2\n\nA: 1\nB: 2\n\n", piece));
    CHECK(error_of(limits{}.max_fields(2), "A: 1\nB: 2\nC: 3\n\n", piece) == ami::errc::too_many_fields);
    CHECK(error_of(limits{}.max_frame_bytes(20), "A: 1\nB: 2\n\nA: 1\nB: 2\n\n", piece) == ami::error_code{});
    CHECK(error_of(limits{}.max_frame_bytes(20), "A: 1\nB: 2\nC: 3\nD: 4\nE: 5\n\n", piece) ==
          ami::errc::frame_too_large);
  }
}

TEST_CASE("an action is written as the server reads it") {
  std::string out = "before ";
  std::string detail;
  const auto action = ami::actions::originate{"PJSIP/alice"}.exten("200").variable("A", "x,y\\\"z").variable("B", "");
  CHECK_FALSE(wire::write_action(action, "p-1", out, detail));
  CHECK(out == "before Action: Originate\r\nActionID: p-1\r\nChannel: PJSIP/alice\r\nExten: 200\r\n"
               "Variable: A=x\\,y\\\\\\\"z\r\nVariable: B=\r\n\r\n");
}

TEST_CASE("what cannot be sent safely is refused, and nothing of it is written") {
  const auto error_of = [](const ami::action& action, std::string_view id = "p-1") {
    std::string out = "kept";
    std::string detail;
    const auto error = wire::write_action(action, id, out, detail);
    CHECK((error ? out == "kept" : out.size() > 4));
    CHECK(error.failed() == !detail.empty());
    CHECK(detail.find("forged") == std::string::npos);
    return error;
  };
  using ami::action;
  using ami::errc;
  for (const char bad : {'\r', '\n', '\0'}) {
    const std::string text = std::string{"forged"} + bad + "x";
    CHECK(error_of(action{text}) == errc::invalid_header);
    CHECK(error_of(action{"A"}.header("K", text)) == errc::invalid_header);
    CHECK(error_of(action{"A"}.header(std::string{"K"} + bad, "v")) == errc::invalid_header);
    CHECK(error_of(action{"A"}, text) == errc::invalid_action_id);
  }
  for (const char* key : {"", "K:", " K", "K ", "Action", "aCTION"}) {
    CHECK(error_of(action{"A"}.header(key, "v")) == errc::invalid_header);
  }
  CHECK(error_of(action{""}) == errc::invalid_header);
  CHECK_FALSE(error_of(action{"A"}.header("K", std::string(1022 - 3, 'x'))));
  CHECK(error_of(action{"A"}.header("K", std::string(1023 - 3, 'x'))) == errc::action_line_too_long);
  CHECK_FALSE(error_of(action{"A"}, std::string(64, 'x')));
  CHECK(error_of(action{"A"}, std::string(65, 'x')) == errc::invalid_action_id);
  for (const char* id : {"", " x", "x\t"}) {
    CHECK(error_of(action{"A"}, id) == errc::invalid_action_id);
  }
  action many{"A"};
  for (int i = 0; i < 126; ++i) {
    many.header("K", "v");
  }
  CHECK_FALSE(error_of(many));
  CHECK(error_of(many.header("K", "v")) == errc::too_many_headers);
}

TEST_CASE("random actions are read back as they were written") {
  std::mt19937 random{11};
  const auto text = [&](std::size_t most) {
    std::string result;
    for (std::size_t size = random() % most; result.size() < size;) {
      result += static_cast<char>(random() % 256);
    }
    return result;
  };
  int written = 0;
  for (int round = 0; round < 3000; ++round) {
    ami::action action{"Name"};
    headers expected{{"Action", "Name"}, {"ActionID", "p-1"}};
    for (std::size_t count = random() % 5; count > 0; --count) {
      const std::string key = "K" + std::to_string(random() % 3);
      const std::string value = "v" + text(6);
      action.header(key, value);
      expected.emplace_back(key, value);
    }
    std::string out;
    std::string detail;
    if (wire::write_action(action, "p-1", out, detail)) {
      CHECK(out.empty());
      continue;
    }
    ++written;
    wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
    reader.feed(out);
    REQUIRE(reader.next() == reader_result::frame);
    const wire::frame frame = reader.current().to_frame();
    CHECK(headers_of(frame.view()) == expected);
    CHECK(reader.next() == reader_result::need_more);
    CHECK(reader.pending().empty());
  }
  CHECK(written > 1000);
}

namespace {

// The frames of `bytes`, found line by line.
std::vector<std::string> frames_of(std::string_view bytes) {
  std::vector<std::string> frames;
  std::string frame;
  while (bytes.find('\n') != std::string_view::npos) {
    const std::string_view line = bytes.substr(0, bytes.find('\n') + 1);
    bytes.remove_prefix(line.size());
    const bool blank = line == "\n" || line == "\r\n";
    if (!blank || !frame.empty()) {
      frame += line;
    }
    if (blank && !frame.empty()) {
      frames.push_back(std::exchange(frame, {}));
    }
  }
  return frames;
}

// The first value of `key` in `frame`, found line by line.
std::optional<std::string> value_in(std::string_view frame, std::string_view key) {
  std::optional<std::string> value;
  std::string ends;  // of the lines so far
  while (!frame.empty()) {
    const std::size_t end = std::min(frame.find('\n'), frame.size() - 1) + 1;
    std::string_view line = frame.substr(0, end);
    std::string line_end = "\n";
    line.remove_suffix(line.ends_with('\n') ? 1 : 0);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
      line_end = "\r\n";
    }
    frame.remove_prefix(end);
    if (frame.empty() && line.empty()) {
      break;
    }
    if (line.find(':') != std::string_view::npos) {
      if (value) {
        break;
      }
      const auto header = wire::split_line(line);
      if (wire::equal_ignoring_case(header.key, key)) {
        value = std::string{header.value};
      }
    } else if (value) {
      *value += ends + std::string{line};
    }
    ends = line_end;
  }
  return value;
}

}  // namespace

TEST_CASE("frames and values of random bytes in random pieces are those that a search line by line finds") {
  std::mt19937 random{11};
  const std::vector<std::string> pieces{"\n",
                                        "\r\n",
                                        "\r",
                                        "\n\n",
                                        "\r\n\r\n",
                                        "Key: v",
                                        "key:v",
                                        "A: b: c",
                                        "Ke",
                                        "text",
                                        ":",
                                        " ",
                                        "Event: X",
                                        std::string(61, 'x'),
                                        std::string(200, 'y')};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = "Event: E\r\n";
    const std::size_t variety = 2 + random() % (pieces.size() - 1);
    for (std::size_t i = random() % 80; i > 0; --i) {
      bytes += pieces[random() % variety];
    }
    const auto expected = frames_of(bytes);
    wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
    std::vector<std::string> found;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t size = 1 + random() % (random() % 2 == 0 ? 3 : 200);
      reader.feed(std::string_view{bytes}.substr(at, size));
      at += size;
      while (reader.next() == reader_result::frame) {
        found.emplace_back(reader.current().bytes());
        const wire::frame frame = reader.current().to_frame();
        REQUIRE(reader.current().kind() == wire::classify(found.back()));
        REQUIRE(reader.current().name() == frame.view().name());
        if (reader.current().kind() == wire::frame_kind::other) {
          REQUIRE(reader.current().name() == wire::split_line(reader.current().first_line()).value);
        }
        for (const std::string_view key : {"Key", "A", "Event", "Ke"}) {
          const auto value = frame.view().get(key);
          REQUIRE((value ? std::optional<std::string>{*value} : std::nullopt) == value_in(found.back(), key));
        }
        std::size_t lines = 0;
        for (const std::string_view line : frame.view().lines()) {
          REQUIRE(frame.view().line(lines) == line);
          ++lines;
        }
        REQUIRE(frame.view().line_count() == lines);
      }
    }
    REQUIRE(found == expected);
    const auto account = reader.account();
    REQUIRE(account.received == account.frames + account.separators + account.pending);
  }
}
