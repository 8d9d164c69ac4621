// wire::frame: bytes, order, duplicates, and which line belongs to which key.
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/wire/frame_reader.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <memory>
#include <random>
#include <ranges>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace wire = ami::wire;
using test::frame_of;
using test::header_list;
using test::headers_of;

namespace {

// A view must not be taken from a frame that dies at once.
template <class T>
concept viewable = requires(T&& value) {
  std::forward<T>(value).view();
};
static_assert(viewable<const wire::frame&>);
static_assert(!viewable<wire::frame>);
static_assert(std::is_trivially_copyable_v<wire::frame_view> && sizeof(wire::frame_view) == sizeof(void*));
static_assert(std::ranges::input_range<wire::frame_view>);

}  // namespace

TEST_CASE("frame: headers stand in the order received, duplicates included") {
  const wire::frame frame =
      frame_of("Event: Status\r\nVariable: b=1\r\nChannel: A\r\nVARIABLE: a=2\r\nVariable: \r\n\r\n");
  CHECK(headers_of(frame) ==
        header_list{{"Event", "Status"}, {"Variable", "b=1"}, {"Channel", "A"}, {"VARIABLE", "a=2"}, {"Variable", ""}});
  CHECK(frame.view()["Variable"] == "b=1");
  CHECK(frame.view().get_all("variable") == std::vector<std::string_view>{"b=1", "a=2", ""});
  CHECK(frame.view().get_all("Nothing").empty());
  CHECK(frame.view().line_count() == 5);
  CHECK(frame.view().line(3) == "VARIABLE: a=2");
}

TEST_CASE("frame: keys compare whole and in any ASCII case") {
  const wire::frame frame = frame_of("Event: CEL\r\nCallerIDnum: 7\r\n\xc4rger: 1\r\nA[: 2\r\n\r\n");
  for (const char* key : {"CallerIDnum", "CALLERIDNUM", "calleridnum", "CallerIDNum"}) {
    CHECK(frame.view()[key] == "7");
  }
  for (const char* key : {"CallerIDnu", "CallerIDnum:", "CallerIDnum ", "allerIDnum", "", ":", "CEL"}) {
    CHECK_FALSE(frame.view().contains(key));
  }
  CHECK_FALSE(frame.view().contains(std::string_view{}));
  // Only letters have a case: '[' is not '{', and a byte above 127 equals itself alone.
  CHECK_FALSE(frame.view().contains("a{"));
  CHECK(frame.view().contains("\xc4RGER"));
  CHECK_FALSE(frame.view().contains("\xe4rger"));
}

TEST_CASE("frame: names compare without regard to ASCII case, null views too") {
  CHECK(wire::equal_ignoring_case({}, {}));
  CHECK(wire::equal_ignoring_case("", std::string_view{}));
  CHECK(wire::equal_ignoring_case("aZ-9", "Az-9"));
  CHECK_FALSE(wire::equal_ignoring_case("a", "ab"));
  CHECK_FALSE(wire::equal_ignoring_case("@", "`"));
  CHECK_FALSE(wire::equal_ignoring_case("[", "{"));
}

TEST_CASE("frame: a key ends at the first colon and blank, else at the first colon") {
  class expectation {
  public:
    std::string line;
    std::string key;
    std::string value;
  };
  const std::vector<expectation> lines{
      {"ChanVariable(SIP/10.0.0.1:5060-0001): MYV=x", "ChanVariable(SIP/10.0.0.1:5060-0001)", "MYV=x"},
      {"ChanVariable(SIP/10.0.0.1:5060-0001): a: b", "ChanVariable(SIP/10.0.0.1:5060-0001)", "a: b"},
      {"ChanVariable(Local/200@default-00000000;1): ", "ChanVariable(Local/200@default-00000000;1)", ""},
      {"Output: foo: bar", "Output", "foo: bar"},
      {"Output:  two blanks ", "Output", " two blanks "},
      {"Named Callgroup: x", "Named Callgroup", "x"},
      {"KeyOnly:", "KeyOnly", ""},
      {"Key :spaced", "Key ", "spaced"},
      {":startcolon", "", "startcolon"},
      {"Time:12:30", "Time", "12:30"},
      {"A:b:", "A", "b:"},
      {"100rel: yes", "100rel", "yes"},
      {"Tab:\tx", "Tab", "\tx"},
      {"::", "", ":"},
  };
  for (const auto& [line, key, value] : lines) {
    CAPTURE(line);
    const wire::field split = wire::split_line(line);
    CHECK(split.key == key);
    CHECK(split.value == value);
    const wire::frame frame = frame_of("Event: X\r\n" + line + "\r\nLast: 1\r\n\r\n");
    CHECK(headers_of(frame) == header_list{{"Event", "X"}, {key, value}, {"Last", "1"}});
    CHECK(frame.view().get(key) == value);
    // No other cut of the line is a key.
    for (std::size_t size = 0; size < line.size(); ++size) {
      const std::string other = line.substr(0, size);
      CHECK(frame.view().contains(other) == (other == key));
      CHECK(frame.view().get_all(other).size() == (other == key ? 1U : 0U));
    }
  }
}

TEST_CASE("frame: a line without a colon continues the value before it") {
  const wire::frame frame =
      frame_of("Event: Newexten\r\nAppData: ODD1=line1\nline2\r\nline3\r\nUniqueid: 1.2\r\nlast\r\n\r\n");
  CHECK(headers_of(frame) ==
        header_list{{"Event", "Newexten"}, {"AppData", "ODD1=line1\nline2\r\nline3"}, {"Uniqueid", "1.2\r\nlast"}});
  CHECK(frame.view()["AppData"] == "ODD1=line1\nline2\r\nline3");
  CHECK(frame.view().get_all("appdata") == std::vector<std::string_view>{"ODD1=line1\nline2\r\nline3"});
  CHECK(frame.view()["Uniqueid"] == "1.2\r\nlast");
  CHECK(frame.view().first_line("uniqueid") == "1.2");
  CHECK(frame.view().first_line("AppData") == "ODD1=line1");
  CHECK(frame.view().first_line("Event") == "Newexten");
  CHECK(frame.view().first_line("Absent").data() == nullptr);
  CHECK(wire::frame_view{}.first_line("Event").empty());
  CHECK(frame.view().line_count() == 6);
  // The name is the first line alone.
  const wire::frame named = frame_of("Event: UserEvent\r\nno colon\r\nA: b\r\n\r\n");
  CHECK(named.view().name() == "UserEvent");
  CHECK(named.view()["Event"] == "UserEvent\r\nno colon");
}

TEST_CASE("frame: the ActionID is its line alone, as GetConfig shows") {
  const wire::frame frame = frame_of("Response: Success\r\nActionID: cfg-7\r\nNo categories found\r\n\r\n");
  CHECK(frame.view().action_id() == "cfg-7");
  const auto id = [](std::string_view text) {
    const wire::frame holder = frame_of(text);
    return std::string{holder.view().action_id()};
  };
  CHECK(id("Response: Error\r\nMessage: x\r\n\r\n").empty());
  CHECK(id("Event: A\r\nactionid: \r\n\r\n").empty());
  CHECK(id("Event: A\r\nACTIONID:tight\r\n\r\n") == "tight");
  CHECK(id("Event: A\r\nActionID: first\r\nActionID: second\r\n\r\n") == "first");
  CHECK(id("Event: A\r\nActionID: ends ") == "ends ");
  CHECK(id("Event: A\r\nActionID-2: other\r\nXActionID: other\r\n\r\n").empty());
}

TEST_CASE("frame: values are bytes") {
  const std::string value{"caf\xe9 \xc3\xa9\r\t\x01\x7f\0tail ", 17};
  const wire::frame frame = frame_of("Event: X\r\nName: " + value + "\r\nEmpty: \r\nBare:\r\n\r\n");
  CHECK(frame.view()["Name"] == value);
  CHECK(frame.view().get("Empty") == std::string_view{});
  CHECK(frame.view().get("Bare") == std::string_view{});
  CHECK_FALSE(frame.view().get("Missing"));
  CHECK(frame.view()["Missing"].empty());
  CHECK(frame.view().bytes() == "Event: X\r\nName: " + value + "\r\nEmpty: \r\nBare:\r\n\r\n");
}

TEST_CASE("frame: Event and Response say what it is, whatever comes before") {
  const auto kind = [](std::string_view text) {
    const wire::frame frame = frame_of(text);
    return frame.view().kind();
  };
  CHECK(kind("Event: OriginateResponse\r\nResponse: Failure\r\nActionID: 1\r\n\r\n") == wire::frame_kind::event);
  CHECK(kind("Response: Success\r\nEvent: Hangup\r\n\r\n") == wire::frame_kind::response);
  CHECK(kind("event:x\n\n") == wire::frame_kind::event);
  CHECK(kind("RESPONSE: Success\n\n") == wire::frame_kind::response);
  for (const char* other :
       {"Event\n\n", "Event : x\n\n", " Event: x\n\n", "Events: x\n\n", "ActionID: 1\nEvents: x\n\n",
        "(None) 62 -1 0\nEvent: x\n\n", "   Members: \nEvent: x\n\n", "two words: x\nEvent: y\n\n",
        "<?xml version=\"1.0\" a:b=\"c\"?>\nEvent: x\n\n", ": x\nEvent: y\n\n", "\n", ""}) {
    CAPTURE(other);
    CHECK(kind(other) == wire::frame_kind::other);
  }
  const wire::frame twice = frame_of("Event: ResourceListDetail\r\nObjectName: x\r\nEvent: presence\r\n\r\n");
  CHECK(twice.view().name() == "ResourceListDetail");
  CHECK(twice.view().get_all("Event") == std::vector<std::string_view>{"ResourceListDetail", "presence"});
}

TEST_CASE("frame: it is the same in every order of its headers") {
  const auto check_all_orders = [](std::vector<std::string> lines, auto check) {
    std::ranges::sort(lines);
    do {
      std::string text;
      for (const std::string& line : lines) {
        text += line + "\r\n";
      }
      CAPTURE(text);
      const wire::frame made = frame_of(text);
      check(made.view(), text);
      wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
      reader.feed(text + "\r\n");
      REQUIRE(reader.next() == wire::frame_reader::result::frame);
      const wire::frame read = reader.current().to_frame();
      check(read.view(), text);
      CHECK(reader.current().kind() == made.view().kind());
      CHECK(reader.current().name() == made.view().name());
      CHECK(reader.current().first_value("ActionID") == "p-1");
      CHECK(reader.current().after_first_line() == (text + "\r\n").substr(text.find('\n') + 1));
    } while (std::ranges::next_permutation(lines).found);
  };
  check_all_orders({"Response: Success", "ActionID: p-1", "Message: m", "Server: a"}, [](auto view, const auto&) {
    CHECK(view.kind() == wire::frame_kind::response);
    CHECK(view.name() == "Success");
    CHECK(view.action_id() == "p-1");
    CHECK(view["Message"] == "m");
  });
  check_all_orders({"Event: Hangup", "ActionID: p-1", "Privilege: call,all", "Cause-txt: Response: x"},
                   [](auto view, const auto&) {
                     CHECK(view.kind() == wire::frame_kind::event);
                     CHECK(view.name() == "Hangup");
                   });
  check_all_orders({"Event: OriginateResponse", "Response: Failure", "ActionID: p-1"}, [](auto view, const auto& text) {
    CHECK(view.kind() == (text.starts_with("Response") ? wire::frame_kind::response : wire::frame_kind::event));
    const wire::raw_frame raw{view.bytes()};
    REQUIRE(raw.as_event());
    CHECK(raw.as_event()->kind() == wire::frame_kind::event);
    CHECK(raw.as_event()->name() == "OriginateResponse");
    const wire::frame as_event = raw.as_event()->to_frame();
    CHECK(as_event.view().name() == "OriginateResponse");
    CHECK(ami::event{as_event}.template is<ami::events::originate_response>());
  });
  CHECK_FALSE(wire::raw_frame{"Response: Success\r\nEvents: On\r\n\r\n"}.as_event());
}

TEST_CASE("frame: text without any key is kept as headers without a key") {
  const wire::frame frame = frame_of("(None)  62 -1\nTx:POKE    Tx:POKE\nmore\n\r\n");
  CHECK(frame.view().kind() == wire::frame_kind::other);
  CHECK(headers_of(frame) == header_list{{"", "(None)  62 -1"}, {"Tx", "POKE    Tx:POKE\nmore"}});
  CHECK(frame.view().name() == "(None)  62 -1");
}

TEST_CASE("frame: line ends of all kinds, and none at the end") {
  for (const char* text : {"Event: A\r\nB: c\r\n\r\n", "Event: A\nB: c\n\n", "Event: A\r\nB: c\n\r\n", "Event: A\nB: c",
                           "Event: A\nB: c\r", "Event: A\nB: c\r\n", "Event: A\nB: c\n\nC: not part of it\n\n"}) {
    CAPTURE(text);
    const wire::frame frame = frame_of(text);
    CHECK(headers_of(frame) == header_list{{"Event", "A"}, {"B", "c"}});
    CHECK(frame.view().line(1) == "B: c");
  }
}

TEST_CASE("frame: an empty one, a moved-from one and an assigned one") {
  wire::frame frame;
  CHECK(frame.view().empty());
  CHECK(frame.view().bytes().empty());
  CHECK(frame.view().name().empty());
  CHECK(frame.view().action_id().empty());
  CHECK(headers_of(frame).empty());
  CHECK(headers_of(wire::frame_view{}).empty());
  CHECK((wire::frame_view::iterator{} == std::default_sentinel));

  const wire::frame text = frame_of("Event: A\nB: c\n\n");
  frame = text;
  CHECK(frame.view().bytes().data() == text.view().bytes().data());
  wire::frame moved{std::move(frame)};
  CHECK(frame.view().empty());  // NOLINT(bugprone-use-after-move)
  CHECK(moved.view()["B"] == "c");
  const wire::frame& self = moved;
  moved = self;
  CHECK(moved.view()["B"] == "c");
  moved = wire::frame{};
  CHECK(moved.view().empty());
  CHECK(text.view()["B"] == "c");
}

TEST_CASE("frame: a view outlives the copy it came from while another copy lives") {
  auto first = std::make_unique<wire::frame>(frame_of("Event: A\nB: c\n\n"));
  const auto second = std::make_unique<wire::frame>(*first);
  const wire::frame_view view = first->view();
  first.reset();
  CHECK(view["B"] == "c");
}

TEST_CASE("frame: many threads copy, read and drop it at once") {
  auto shared = frame_of("Event: A\r\nB: c\r\nD: e\nf\r\n\r\n");
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([mine = shared, &wrong] {
      std::array<wire::frame, 4> copies;
      for (std::size_t round = 0; round < 2000; ++round) {
        copies[round % copies.size()] = mine;
        wrong += copies[round % 3].view().empty() || copies[round % 3].view()["d"] == "e\nf" ? 0 : 1;
      }
    });
  }
  shared = wire::frame{};
  for (auto& thread : threads) {
    thread.join();
  }
  CHECK(wrong == 0);
}

TEST_CASE("frame: iterating works with the standard algorithms and gives what looking up gives") {
  const wire::frame frame = frame_of("Event: A\r\nX: 1\r\nY: 2\nthree\nX: 4\r\nX:\r\n\r\n");
  const wire::frame_view view = frame.view();
  CHECK(std::ranges::distance(view) == 5);
  const auto found = std::ranges::find_if(view, [](const wire::field& f) { return f.key == "Y"; });
  REQUIRE(found != std::default_sentinel);
  CHECK(found->value == "2\nthree");
  for (const std::string_view key : {"Event", "X", "Y"}) {
    std::vector<std::string_view> iterated;
    for (const auto& field : view) {
      if (field.key == key) {
        iterated.push_back(field.value);
      }
    }
    CHECK(iterated == view.get_all(key));
    CHECK(view[key].data() == iterated.front().data());
  }
}

TEST_CASE("frame: a look-up finds what reading all headers finds") {
  std::mt19937 random{3};
  const std::array<std::string_view, 12> keys{"Channel",   "channel",  "Event", "EventList",
                                              "A",         "Uniqueid", "K:ey",  "ActionID",
                                              "Cause-txt", "No",       "Abcd",  "ConnectedLineName"};
  const auto text_of = [&](std::size_t most) {
    constexpr std::string_view bytes = "abcXYZ019 :;-\r:";
    std::string text;
    for (std::size_t size = random() % (most + 1); text.size() < size;) {
      text += bytes[random() % bytes.size()];
    }
    return text;
  };
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = "Event: X\r\n";
    for (auto lines = random() % 12; lines != 0; --lines) {
      if (random() % 4 != 0) {
        bytes += keys[random() % keys.size()];
        bytes += random() % 4 == 0 ? ":" : ": ";
      }
      bytes += text_of(random() % 8 == 0 ? 150 : 30);
      bytes += random() % 4 == 0 ? "\n" : "\r\n";
    }
    const wire::frame frame = frame_of(bytes + "\r\n");
    const header_list all = headers_of(frame);
    for (const std::string_view key : keys) {
      std::vector<std::string_view> expected;
      for (const auto& [name, value] : all) {
        if (wire::equal_ignoring_case(name, key)) {
          expected.emplace_back(value);
        }
      }
      CAPTURE(bytes, key);
      const auto found = frame.view().get(key);
      REQUIRE(found.has_value() == !expected.empty());
      REQUIRE((!found || *found == expected.front()));
      REQUIRE(frame.view()[key] == found.value_or(std::string_view{}));
      REQUIRE(frame.view().get_all(key) == expected);
    }
  }
}

TEST_CASE("frame: keys that no line can have are looked up without harm") {
  const auto frame = wire::frame::from_text("Event: X\nab\ncd: v\nLong: " + std::string(200, 'v') + "\n");
  for (const std::string_view key : {"ab\ncd", "X\nab\ncd", "\n", "ab\n", "\ncd", "cd: v\nLong"}) {
    CAPTURE(key);
    CHECK(frame.view()[key].size() <= 200);
    CHECK(frame.view().get_all(key).size() <= 1);
  }
  CHECK(frame.view()["Long"].size() == 200);
}

TEST_CASE("frame: text that ends in a carriage return makes a frame that a reader makes") {
  for (const std::string tail : {"", "\r", "\r\r", "\r\n\r", "\r\n\r\r", "Last: x\r", "Last: x\r\r"}) {
    CAPTURE(tail);
    const auto frame = wire::frame::from_text("Event: A\r\nKey: v\r\n" + tail);
    CHECK_FALSE(frame.view().bytes().ends_with('\r'));
    wire::frame_reader reader{{}, wire::frame_reader::greeting::absent};
    reader.feed(frame.view().bytes());
    reader.feed("\r\n\r\n");
    REQUIRE(reader.next() == wire::frame_reader::result::frame);
    const auto read = reader.current().to_frame();
    CHECK(headers_of(read) == headers_of(frame));
  }
  const auto nothing = wire::frame::from_text("\r\r");
  CHECK(nothing.view().bytes().empty());
}
