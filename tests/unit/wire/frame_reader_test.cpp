// wire::frame_reader: the greeting, line ends, separators, raw text, limits, and the same frames however the input is
// cut.
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/buffer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace wire = ami::wire;
using result = wire::frame_reader::result;
using texts = std::vector<std::string>;
constexpr auto absent = wire::frame_reader::greeting::absent;

namespace {

// All that real servers do to a reader, in few bytes.
const std::string& odd_session() {
  static const std::string text =
      "Asterisk Call Manager/5.0.4\r\n"
      "Response: Error\r\nMessage: no\n\r\n\r\n"
      "(None) 62 Tx:P  \n\r\n"
      "Event: A\r\nV: 1\r2\r\r\n\r\n\r\n\n"
      "Response: Follows\r\nPrivilege: Command\r\nt\n\n\r\nEvent: x\n--END COMMAND--\r\n\r\n"
      "Event: B\n\nEvent: C\r\nV";
  return text;
}

}  // namespace

TEST_CASE("reader: the greeting is one line, with no blank line behind it") {
  for (const char* end : {"\r\n", "\n"}) {
    const auto read = test::read_whole(std::string{"Asterisk Call Manager/11.0.0"} + end + "Event: A\r\n\r\n");
    CHECK(read.greeting == "Asterisk Call Manager/11.0.0");
    CHECK(read.frames == texts{"Event: A\r\n\r\n"});
    CHECK(read.account.greeting == 28 + std::string_view{end}.size());
  }
  const auto part = test::read_whole("Asterisk Call Manager/11.0.0\r");
  CHECK_FALSE(part.greeted);
  CHECK(part.account.pending == 29);
  CHECK(test::read_whole("\r\nEvent: A\r\n\r\n").greeted);
}

TEST_CASE("reader: without a greeting the first line belongs to a frame") {
  const auto read = test::read_whole("Event: A\r\n\r\n", absent);
  CHECK_FALSE(read.greeted);
  CHECK(read.frames == texts{"Event: A\r\n\r\n"});
}

TEST_CASE("reader: one CR before LF is the line end's, every other CR is data") {
  const auto read = test::read_whole("Event: A\r\nV: 1\r2\r\r\nW: \r\n\r\n", absent);
  REQUIRE(read.frames.size() == 1);
  const auto frame = test::frame_of(read.frames[0]);
  CHECK(frame.view()["V"] == "1\r2\r");
  CHECK(frame.view().get("W") == std::string_view{});
  // A line that is only a CR is not blank.
  CHECK(test::read_whole("Event: A\r\n\r\r\nW: 1\r\n\r\n", absent).frames.size() == 1);
}

TEST_CASE("reader: blank lines between frames are separators, of either kind and any number") {
  const auto read = test::read_whole("\r\n\nEvent: A\r\n\r\n\r\n\n\r\nEvent: B\n\n\n\r\n", absent);
  CHECK(read.frames == texts{"Event: A\r\n\r\n", "Event: B\n\n"});
  CHECK(read.account.separators == 3 + 5 + 3);
  CHECK(read.account.frames == 12 + 10);
  CHECK(read.account.pending == 0);
}

TEST_CASE("reader: a stray LF in front of the blank line does not make a second frame") {
  const auto read = test::read_whole(
      "Response: Error\r\nActionID: 1\r\nMessage: Unable to retrieve endpoint nosuch\n\r\n\r\nEvent: A\r\n\r\n",
      absent);
  REQUIRE(read.frames.size() == 2);
  CHECK(read.frames[0] == "Response: Error\r\nActionID: 1\r\nMessage: Unable to retrieve endpoint nosuch\n\r\n");
  CHECK(read.frames[1] == "Event: A\r\n\r\n");
  CHECK(read.account.separators == 2);
}

namespace {

test::reading read_joining(const std::string& input) {
  wire::frame_reader reader{{}, absent};
  reader.join_cut_events();
  reader.feed(input);
  test::reading read;
  test::drain(reader, read);
  CHECK(reader.account().received == read.account.frames + read.account.separators + read.account.pending);
  return read;
}

}  // namespace

TEST_CASE("reader: an event that a stray LF cuts is whole when its rest is there") {
  const std::string begin = "Event: RPT_LINKS\r\nPrivilege: call,all\r\nNode: 1999\r\nLastKeyedTime: Tue Nov  3\n\r\n";
  const std::string middle = "LastTxKeyedTime: Wed Nov  4\n\r\n";
  const std::string end = "ChanVariable(SIP/1.2.3.4:5060-1): A=1\r\nText\r\n\r\n";
  const std::string received = begin + middle + end;
  const std::string whole = begin.substr(0, begin.size() - 2) + middle.substr(0, middle.size() - 2) + end;
  const std::string next = "Event: B\r\n\r\n";
  const auto read = read_joining(received + next + received + "\r\n" + next);
  CHECK(read.frames == texts{whole, next, whole, next});
  CHECK(read.account.separators == 2);
  CHECK(read.account.pending == 0);
  const auto frame = test::frame_of(read.frames[0]);
  CHECK(frame.view()["LastKeyedTime"] == "Tue Nov  3");
  CHECK(frame.view()["LastTxKeyedTime"] == "Wed Nov  4");
  CHECK(frame.view()["ChanVariable(SIP/1.2.3.4:5060-1)"] == "A=1\r\nText");
  CHECK(frame.view().line_count() == 7);

  // Also when it came in two pieces, the second one of which has the blank line.
  wire::frame_reader reader{{}, absent};
  reader.join_cut_events();
  reader.feed(begin.substr(0, 30));
  CHECK(reader.next() == result::need_more);
  reader.feed(begin.substr(30) + middle + end + next);
  REQUIRE(reader.next() == result::frame);
  CHECK(reader.current().bytes() == whole);
  CHECK(reader.current().kind() == wire::frame_kind::event);
  CHECK(reader.current().name() == "RPT_LINKS");
  REQUIRE(reader.next() == result::frame);
  CHECK(reader.current().bytes() == next);
  CHECK_FALSE(reader.mid_frame());

  // More of them than the reader keeps blank lines of.
  std::string many;
  for (int i = 0; i < 100; ++i) {
    many += received + next;
  }
  CHECK(read_joining(many).frames.size() == 200);
  // Unless it is asked for, every blank line ends a frame.
  CHECK(test::read_whole(received, absent).frames == texts{begin, middle, end});
}

TEST_CASE("reader: what may be another frame is not taken for the rest of an event") {
  const std::string event = "Event: A\r\nLastKeyedTime: x\n\r\n";
  for (const std::string other :
       {"Event: B\r\n\r\n", "event:B\r\n\r\n", "Response: Success\r\nPing: Pong\r\n\r\n", "ActionID: 1\r\nA: b\r\n\r\n",
        "Server: proxy\r\nResponse: Success\r\n\r\n", "Node: 1\r\nactionid: 7\r\n\r\n", "Node: 1\r\nEvent: C\n\n",
        "(None)   62 -1    0   Tx:POKE\n\r\n", "no colon\r\nA: b\r\n\r\n", "A:b\r\n\r\n", "has 0 calls: none\r\n\r\n",
        ": b\r\n\r\n"}) {
    CAPTURE(other);
    CHECK(read_joining(event + other).frames == texts{event, other});
  }
  // A key may have digits, dashes and underscores, and nothing else.
  for (const std::string key : {"A1", "a-b", "a_b", "Z9(PJSIP/a-1)"}) {
    CAPTURE(key);
    CHECK(read_joining(event + key + ": x\r\n\r\n").frames.size() == 1);
  }
  for (const std::string key : {"a.b", "a b", "a/b", "a[b", "a{b", "a@b", "(b)"}) {
    CAPTURE(key);
    CHECK(read_joining(event + key + ": x\r\n\r\n").frames.size() == 2);
  }
  // An event's real end, and what is not an event.
  const std::string rest = "LastTxKeyedTime: y\r\n\r\n";
  CHECK(read_joining(event + "\r\n" + rest).frames == texts{event, rest});
  for (const std::string first : {"Response: Success\r\nLastKeyedTime: x\n\r\n", "Event: A\r\nLastKeyedTime: x\r\n\r\n",
                                  "Event: A\nLastKeyedTime: x\n\n", "Text\r\nLastKeyedTime: x\n\r\n"}) {
    CAPTURE(first);
    CHECK(read_joining(first + rest).frames == texts{first, rest});
  }
  // Nothing waits for a rest that may never come, nor goes beyond a limit for it.
  wire::frame_reader reader{{}, absent};
  reader.join_cut_events();
  reader.feed(event + "LastTxKeyedTime: y\r\n");
  REQUIRE(reader.next() == result::frame);
  CHECK(reader.current().bytes() == event);
  wire::frame_reader limited{wire::read_limits{}.max_frame_bytes(event.size() + rest.size() - 1), absent};
  limited.join_cut_events();
  limited.feed(event + rest);
  REQUIRE(limited.next() == result::frame);
  CHECK(limited.current().bytes() == event);
}

TEST_CASE("reader: the text that IAXnetstats answers with does not eat the next event") {
  const auto read = test::read_whole(
      "(None)   62 -1    0   Tx:POKE\n(None)   63 -1    0   Tx:PING\n\r\nEvent: TestEvent\r\nType: x\r\n\r\n\r\n"
      "Response: Success\r\nActionID: 2\r\n\r\n",
      absent);
  REQUIRE(read.frames.size() == 3);
  const auto first_lines = [&](std::size_t i) { return read.frames[i].substr(0, read.frames[i].find('\n')); };
  CHECK(first_lines(0) == "(None)   62 -1    0   Tx:POKE");
  CHECK(first_lines(1) == "Event: TestEvent\r");
  CHECK(first_lines(2) == "Response: Success\r");
}

TEST_CASE("reader: Response: Follows goes to the end of its marker line, blank lines included") {
  const std::string text = "Response: Follows\r\nPrivilege: Command\r\nActionID: 9\r\nfirst\n\n\r\nEvent: not "
                           "one\n\n--END COMMAND--\r\n\r\n";
  const auto read = test::read_whole(text + "Event: A\r\n\r\n", absent);
  CHECK(read.frames == texts{text, "Event: A\r\n\r\n"});
  // The marker may stand behind text that has no line end, and in any case of the header.
  const std::string tight = "response: follows\r\n\nlast line--END COMMAND--\r\n\r\n";
  CHECK(test::read_whole(tight + "Event: A\r\n\r\n", absent).frames == texts{tight, "Event: A\r\n\r\n"});
  // Only as the first line; elsewhere it is a header.
  CHECK(test::read_whole("Event: A\r\nResponse: Follows\r\n\r\nEvent: B\r\n\r\n", absent).frames.size() == 2);
  // Without its end it stays pending.
  const auto open = test::read_whole("Response: Follows\r\nx\n\n\r\n", absent);
  CHECK(open.frames.empty());
  CHECK(open.rest == "Response: Follows\r\nx\n\n\r\n");
}

TEST_CASE("reader: Response: Follows that is not expected ends with a blank line") {
  const auto read = [](const std::string& input, std::size_t piece) {
    wire::frame_reader reader{{}, absent};
    reader.expect_output([](std::string_view action_id) { return action_id == "mine"; });
    test::reading found;
    for (std::size_t at = 0; at < input.size(); at += piece) {
      reader.feed(std::string_view{input}.substr(at, piece));
      test::drain(reader, found);
    }
    return found;
  };
  const std::string end = "--END COMMAND--\r\n\r\n";
  const std::string event = "Event: A\r\n\r\n";
  const auto expected = GENERATE("Response: Follows\r\nPrivilege: Command\r\nActionID: mine\r\n",
                                 "response: follows\nactionid: mine\n", "Response: Follows\r\nActionID: mine\r\n");
  const auto forged =
      GENERATE("Response: Follows\r\n\r\n", "Response: Follows\n\n", "Response: Follows\r\nPrivilege: Command\r\n\r\n",
               "Response: Follows\r\nPrivilege: Command\r\nActionID: other\r\n\r\n",
               "Response: Follows\r\nPrivilege: Command\r\nPrivilege: Command\r\nActionID: mine\r\n\r\n",
               "Response: Follows\r\nText\r\nActionID: mine\r\n\r\n");
  for (const std::size_t piece : {1U, 2U, 7U, 1000U}) {
    CAPTURE(piece, expected, forged);
    const std::string output = std::string{expected}.append("text\n\r\nEvent: not one\r\n\r\n").append(end);
    const texts frames{event, forged, event, output, event, forged, event};
    std::string input;
    for (const std::string& frame : frames) {
      input += frame;
    }
    const auto found = read(input, piece);
    CHECK(found.frames == frames);
    CHECK(found.rest.empty());
  }
  // Long lines are text, whatever they begin with; the frame is known to be an ordinary one before they end.
  const std::string long_line = "Response: Follows\r\nPrivilege: " + std::string(1000, 'p') + "\r\n";
  CHECK(read(long_line + "ActionID: mine\r\n\r\n" + event, 1).frames ==
        texts{long_line + "ActionID: mine\r\n\r\n", event});
}

TEST_CASE("reader: a first line that came in two pieces is no matter to the Response: Follows behind it") {
  wire::frame_reader reader{{}, absent};
  const std::string text = "Response: Follows\r\n\r\nEvent: not one\r\n\r\n--END COMMAND--\r\n\r\n";
  reader.feed("Response: Completely-done");
  CHECK(reader.next() == result::need_more);
  reader.feed("\r\n\r\n" + text);
  REQUIRE(reader.next() == result::frame);
  REQUIRE(reader.next() == result::frame);
  CHECK(reader.current().bytes() == text);
  CHECK(reader.next() == result::need_more);
}

TEST_CASE("reader: a raw frame says what it is before it is copied") {
  wire::frame_reader reader{{}, absent};
  reader.feed("event: Hangup\r\nCause: 16\r\n\r\n");
  REQUIRE(reader.next() == result::frame);
  CHECK(reader.current().kind() == wire::frame_kind::event);
  CHECK(reader.current().name() == "Hangup");
  CHECK(reader.current().first_line() == "event: Hangup");
  const wire::frame kept = reader.current().to_frame();
  CHECK(kept.view().line_count() == 2);
  reader.feed(std::string(100000, 'x') + "\n\n");
  REQUIRE(reader.next() == result::frame);
  CHECK(kept.view()["Cause"] == "16");
  CHECK(wire::raw_frame{}.first_line().empty());
  CHECK(wire::raw_frame{"Event: Hangup"}.after_first_line().empty());
  CHECK(wire::raw_frame{"text"}.after_first_line().empty());
}

TEST_CASE("reader: the first line of a raw frame's first value, whichever line it is on") {
  using lines = std::vector<std::string>;
  std::string end;
  lines rest;
  // In a frame of these lines and the rest.
  const auto value_in = [&](const lines& first) {
    std::string bytes;
    for (const lines& part : {first, rest, lines{""}}) {
      for (const std::string& line : part) {
        bytes += line;
        bytes += end;
      }
    }
    CAPTURE(bytes);
    wire::frame_reader reader{{}, absent};
    reader.feed(bytes);
    REQUIRE(reader.next() == result::frame);
    const std::string_view found = reader.current().first_value("ActionID");
    CHECK(wire::raw_frame{reader.current().bytes()}.first_value("ActionID") == found);
    return std::string{found};
  };
  for (const std::string ending : {"\r\n", "\n"}) {
    end = ending;
    for (const std::string first :
         {"Response: Success", "Response:", "Event: A", "event: A", "Other: line", "no colon",
          "Message: one that is longer than a block of sixty-four bytes, as some are", "x", "Response: Success\r"}) {
      for (const lines& last : {lines{}, lines{"Last: 1"}, lines{"ActionID: 2"}}) {
        rest = last;
        CHECK(value_in({first, "ActionID: 1"}) == "1");
        CHECK(value_in({first, "actionid: 1: x "}) == "1: x ");
        CHECK(value_in({first, "ActionID:1"}) == "1");
        CHECK(value_in({first, "ActionID: 1", "goes on"}) == "1");
        CHECK(value_in({first, "Message: x", "ActionID: 1"}) == "1");
        CHECK(value_in({first, "ActionID: "}).empty());
        CHECK(value_in({"ActionID: 0", "ActionID: 1"}) == "0");
        CHECK(value_in({first}) == (last == lines{"ActionID: 2"} ? "2" : ""));
      }
    }
  }
}

TEST_CASE("reader: mid_frame is true from the first byte of a frame to its blank line") {
  wire::frame_reader reader;
  CHECK_FALSE(reader.mid_frame());
  const std::string input = "Asterisk Call Manager/11.0.0\r\nEvent: A\r\nB: c\r\n\r\n";
  const std::size_t greeting = input.find('\n') + 1;
  test::reading read;
  for (std::size_t i = 0; i < input.size(); ++i) {
    reader.feed(std::string_view{input}.substr(i, 1));
    test::drain(reader, read);
    CHECK(reader.mid_frame() == (i + 1 != greeting && i + 1 != input.size()));
  }
}

TEST_CASE("reader: every cut in one or two places gives the same greeting, frames and rest") {
  const std::string& input = odd_session();
  const auto whole = test::read_whole(input);
  REQUIRE(whole.frames == texts{"Response: Error\r\nMessage: no\n\r\n", "(None) 62 Tx:P  \n\r\n",
                                "Event: A\r\nV: 1\r2\r\r\n\r\n",
                                "Response: Follows\r\nPrivilege: Command\r\nt\n\n\r\nEvent: x\n--END COMMAND--\r\n\r\n",
                                "Event: B\n\n"});
  CHECK(whole.rest == "Event: C\r\nV");
  for (std::size_t first = 0; first <= input.size(); ++first) {
    for (std::size_t second = first; second <= input.size(); ++second) {
      std::vector<std::size_t> sizes{input.size(), second - first, first};
      const auto cut = test::read_in_pieces(input, [&] {
        const std::size_t size = sizes.back();
        sizes.pop_back();
        return size;
      });
      if (!(cut == whole)) {
        FAIL("cut at " << first << " and " << second);
      }
    }
  }
}

TEST_CASE("reader: after every single byte each byte has its place") {
  const std::string& input = odd_session();
  const auto bytes = test::read_in_pieces(input, [] { return std::size_t{1}; });
  CHECK(bytes == test::read_whole(input));
  std::size_t in_frames = 0;
  for (const auto& frame : bytes.frames) {
    in_frames += frame.size();
  }
  CHECK(bytes.account.frames == in_frames);
  CHECK(bytes.account.pending == bytes.rest.size());
  CHECK(bytes.account.greeting == bytes.greeting.size() + 2);
  CHECK(bytes.account.separators == 2 + 3);
}

TEST_CASE("reader: lines of every length around the block size of the scanner") {
  std::string input;
  texts frames;
  for (std::size_t size = 0; size < 200; ++size) {
    frames.push_back("Event: " + std::string(size, 'e') + "\r\nV: " + std::string(200 - size, 'v') + "\n\r\n");
    input += frames.back();
    input.append(size % 3, '\n');
  }
  CHECK(test::read_whole(input, absent).frames == frames);
  std::mt19937 random{3};
  for (const unsigned largest : {3U, 64U, 65U, 700U}) {
    CHECK(test::read_in_pieces(
              input, [&] { return 1 + random() % largest; }, absent)
              .frames == frames);
  }
}

TEST_CASE("reader: random bytes of an unkind alphabet never lose their place") {
  std::mt19937 random{17};
  constexpr std::string_view alphabet{"\r\n\r\n: aE\0", 9};
  for (int round = 0; round < 500; ++round) {
    std::string input(random() % 300, ' ');
    for (char& c : input) {
      c = alphabet[random() % alphabet.size()];
    }
    const auto whole = test::read_whole(input, absent);
    CHECK_FALSE(whole.error);
    CHECK(test::read_in_pieces(
              input, [&] { return 1 + random() % 20; }, absent) == whole);
    for (const auto& bytes : whole.frames) {
      const auto frame = test::frame_of(bytes);
      REQUIRE(frame.view().bytes() == bytes);
      REQUIRE_FALSE(frame.view().empty());
    }
  }
}

TEST_CASE("reader: gives memory back in the middle of everything") {
  wire::frame_reader reader{{}, absent};
  const std::string begun = "Event: A\r\nValue: begun";
  reader.feed(std::string(300000, '\n') + "Event: B\r\n\r\n" + begun);
  REQUIRE(reader.next() == result::frame);
  reader.shrink_to_fit();
  CHECK(reader.pending() == begun);
  CHECK(reader.next() == result::need_more);
  reader.shrink_to_fit();
  reader.feed("\r\n\r\n");
  REQUIRE(reader.next() == result::frame);
  CHECK(reader.current().bytes() == begun + "\r\n\r\n");
  reader.shrink_to_fit();
  CHECK(reader.next() == result::need_more);
  reader.feed("Event: C\n\n");
  REQUIRE(reader.next() == result::frame);
  const auto account = reader.account();
  CHECK(account.received == account.frames + account.separators);
}

TEST_CASE("reader: what is left of a frame does not move the room for the next read elsewhere") {
  constexpr std::size_t size = 64 << 10;
  const std::string frame = "Event: A\r\nValue: " + std::string(2000, 'v') + "\r\n\r\n";
  std::string sent;
  while (sent.size() < 40 * size) {
    sent += frame;
  }
  wire::frame_reader reader{{}, absent};
  const char* const first = static_cast<const char*>(reader.prepare(size).data());
  for (std::size_t at = 0; at + size <= sent.size(); at += size) {
    const auto room = reader.prepare(size);
    REQUIRE(room.data() == first + reader.pending().size());
    std::memcpy(room.data(), sent.data() + at, size);
    reader.commit(size);
    while (reader.next() == result::frame) {
      REQUIRE(reader.current().bytes() == frame);
    }
  }
  CHECK(reader.account().received == 40 * size);
}

TEST_CASE("reader: a frame has the time of the bytes that complete it") {
  using clock = std::chrono::steady_clock;
  wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
  const auto give = [&](std::string_view bytes, int seconds) {
    const auto room = reader.prepare(bytes.size());
    std::memcpy(room.data(), bytes.data(), bytes.size());
    reader.commit(bytes.size(), clock::time_point{std::chrono::seconds{seconds}});
  };
  const auto arrived = [&] {
    REQUIRE(reader.next() == wire::frame_reader::result::frame);
    const auto frame = reader.current().to_frame();
    CHECK(frame.view().arrived() == reader.current().arrived());
    return std::chrono::duration_cast<std::chrono::seconds>(frame.view().arrived().time_since_epoch()).count();
  };
  give("Event: A\r\n\r\nResponse: Success\r\n\r\nEvent: B\r\n", 1);
  CHECK(arrived() == 1);
  CHECK(arrived() == 1);
  REQUIRE(reader.next() == wire::frame_reader::result::need_more);
  give("\r", 2);
  REQUIRE(reader.next() == wire::frame_reader::result::need_more);
  give("\nEvent: C\r\n\r\n", 3);
  CHECK(arrived() == 3);
  CHECK(reader.current().as_event()->arrived() == reader.current().arrived());
  CHECK(arrived() == 3);
  const auto made = wire::frame::from_text("Event: D");
  CHECK(made.view().arrived() == clock::time_point{});
}

TEST_CASE("reader: prepare and commit take what a socket gives") {
  const std::string& input = odd_session();
  wire::frame_reader reader;
  test::reading read;
  std::size_t at = 0;
  while (at < input.size()) {
    const auto room = reader.prepare(64);
    REQUIRE(room.size() >= 64);
    // A short read fills a part of the room only; an empty one nothing.
    const std::size_t size =
        boost::asio::buffer_copy(boost::asio::buffer(room, at % 7), boost::asio::buffer(input) + at);
    reader.commit(size);
    at += size;
    test::drain(reader, read);
    if (at % 7 == 0) {
      reader.feed(std::string_view{input}.substr(at, 1));
      at += std::min<std::size_t>(1, input.size() - at);
      test::drain(reader, read);
    }
  }
  CHECK(read == test::read_whole(input));
  reader.feed({});
  CHECK(reader.next() == result::need_more);
  CHECK(reader.account().received == input.size());
}
