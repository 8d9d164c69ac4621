// JSON and back: nothing is lost, whatever the bytes; numbers and booleans where the catalogue says so.
#include "catch.hpp"
#include "support/data.hpp"

#include <ami/ami.hpp>
#include <ami/json.hpp>
#include <ami/wire/action_writer.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
namespace wire = ami::wire;

using header_list = std::vector<std::pair<std::string, std::string>>;

header_list headers_of(wire::frame_view frame) {
  header_list result;
  for (const auto& [key, value] : frame) {
    result.emplace_back(key, value);
  }
  return result;
}

std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// As JSON goes through files and sockets: as text.
json::value through_text(const json::value& value) {
  return json::parse(json::serialize(value));
}

ami::json_options everything() {
  return ami::json_options{}.secrets();
}

// Calls function(frame) for each frame that a reader finds in `bytes`.
template <class Function>
void for_each_frame_in(std::string_view bytes, Function function) {
  const bool greets = bytes.starts_with("Asterisk Call Manager");
  wire::frame_reader reader{{}, greets ? wire::frame_reader::greeting::expected : wire::frame_reader::greeting::absent};
  reader.feed(bytes);
  for (auto found = reader.next(); found != wire::frame_reader::result::need_more; found = reader.next()) {
    REQUIRE(found != wire::frame_reader::result::error);
    if (found == wire::frame_reader::result::frame) {
      function(reader.current().to_frame());
    }
  }
}

template <class Function>
void for_each_captured_frame(Function function) {
  std::size_t recordings = 0;
  for (const auto& entry : fs::directory_iterator{test::data_directory() / "captures"}) {
    if (entry.path().extension() == ".raw") {
      ++recordings;
      std::ifstream file{entry.path(), std::ios::binary};
      CAPTURE(entry.path().string());
      for_each_frame_in(std::string{std::istreambuf_iterator<char>{file}, {}}, function);
    }
  }
  REQUIRE(recordings > 50);
}

// Whether the bytes come back too: where lines end as they usually do, and every line has colon and blank.
bool same_after_json(const wire::frame& frame, const ami::json_options& how) {
  const auto back = ami::from_json<wire::frame>(through_text(ami::to_json(frame.view(), how)));
  CAPTURE(std::string{frame.view().bytes()});
  REQUIRE(headers_of(back.view()) == headers_of(frame.view()));
  REQUIRE(back.view().kind() == frame.view().kind());
  REQUIRE(back.view().name() == frame.view().name());
  REQUIRE(back.view().line_count() == frame.view().line_count());
  return back.view().bytes() == frame.view().bytes();
}

bool same_after_json(std::string_view text) {
  return same_after_json(wire::frame::from_text(text), everything());
}

json::value to_json_of(std::string_view text, const ami::json_options& how = {}) {
  const wire::frame frame = wire::frame::from_text(text);
  return ami::to_json(frame.view(), how);
}

template <class Function>
std::string complaint(Function function) {
  try {
    function();
  } catch (const ami::error& error) {
    CHECK(error.code() == boost::system::errc::invalid_argument);
    return error.what();
  }
  return {};
}

ami::event event_of(std::string_view text) {
  return ami::event{wire::frame::from_text(text)};
}

// The kinds of values, as tests/data/catalogue_keys.txt has them: event -> key -> kind.
std::map<std::string, std::map<std::string, std::string>> catalogue_kinds() {
  std::map<std::string, std::map<std::string, std::string>> kinds;
  std::ifstream file{test::data_directory() / "catalogue_keys.txt"};
  for (std::string line; std::getline(file, line);) {
    std::istringstream words{line};
    std::string what;
    std::string event;
    std::string kind;
    std::string key;
    words >> what >> event >> kind >> std::ws;
    std::getline(words, key);
    if (what == "key") {
      kinds[lower(event)][lower(key)] = kind;
    }
  }
  return kinds;
}

}  // namespace

TEST_CASE("JSON: the form of an event", "[json]") {
  const auto event = event_of("Event: Newchannel\r\nPrivilege: call,all\r\nChannelState: 4\r\nChanVariable: A=1\r\n"
                              "ChanVariable: B=2\r\n\r\n");
  CHECK(json::serialize(ami::to_json(event)) ==
        R"({"type":"event","headers":{"Event":"Newchannel","Privilege":"call,all","ChannelState":"4",)"
        R"("ChanVariable":["A=1","B=2"]}})");
  CHECK(json::serialize(ami::to_json(event, ami::json_options{}.typed())) ==
        R"({"type":"event","headers":{"Event":"Newchannel","Privilege":"call,all","ChannelState":4,)"
        R"("ChanVariable":["A=1","B=2"]}})");
  const auto back = ami::from_json<ami::event>(through_text(ami::to_json(event)));
  CHECK(back.is<ami::events::newchannel>());
  CHECK(back.frame().bytes() == event.frame().bytes());
}

TEST_CASE("JSON: every recorded frame comes back, untyped and typed", "[json][captures]") {
  std::size_t frames = 0;
  std::size_t same_bytes = 0;
  for_each_captured_frame([&](const wire::frame& frame) {
    ++frames;
    same_bytes += same_after_json(frame, everything()) ? 1 : 0;
    same_after_json(frame, everything().typed());
  });
  CHECK(frames > 10000);
  CHECK(same_bytes * 100 > frames * 95);
}

TEST_CASE("JSON: odd frames come back", "[json]") {
  CHECK(same_after_json("Event: A\r\nX: 1\r\nY: 2\r\nX: 3\r\nx: 4\r\n\r\n"));
  CHECK(same_after_json("Event: A\r\n: no key\r\n: again\r\nX: \r\n\r\n"));
  CHECK(same_after_json("text without a colon\r\nmore of it\r\n\r\n"));
  CHECK(same_after_json("Event: A\r\nAppData: line1\nline2\r\nline3\r\nB: \r\r\n\r\n"));
  CHECK(same_after_json("Event: A\r\nChanVariable(SIP/10.0.0.1:5060-0001): a: b\r\nC:: d\r\n\r\n"));
  CHECK(same_after_json("Event:  A \r\norder: 1\r\nheaders: 2\r\ntype: 3\r\ntext: 4\r\n\r\n"));
  // As headers, though not as bytes.
  CHECK_FALSE(same_after_json("Event: A\nX:1\n\n"));
  CHECK_FALSE(same_after_json(":text\r\nX: 1\r\n\r\n"));
  CHECK_FALSE(same_after_json(":\r\nX: 1\r\n\r\n"));
  CHECK_FALSE(same_after_json(":a:b\r\n\r\n"));
  CHECK(same_after_json(": a:b\r\n\r\n"));
  CHECK_FALSE(same_after_json(":\r\r\n\r\n"));
  CHECK(same_after_json(""));

  std::size_t follows = 0;
  for_each_frame_in("Response: Follows\r\nPrivilege: Command\r\nfirst\n\nX: 1\n\n\nlast--END COMMAND--\r\n\r\n",
                    [&](const wire::frame& frame) {
                      ++follows;
                      CHECK(frame.view().line_count() == 8);
                      same_after_json(frame, everything());
                    });
  CHECK(follows == 1);
}

TEST_CASE("JSON: repeated keys are arrays, and where they are apart the order is told", "[json]") {
  const auto together = to_json_of("Event: A\r\nX: 1\r\nX: 2\r\nY: 3\r\n\r\n");
  CHECK(json::serialize(together) == R"({"type":"event","headers":{"Event":"A","X":["1","2"],"Y":"3"}})");
  const auto apart = to_json_of("Event: A\r\nX: 1\r\nY: 2\r\nX: 3\r\n\r\n");
  CHECK(json::serialize(apart) ==
        R"({"type":"event","headers":{"Event":"A","X":["1","3"],"Y":"2"},"order":["Event","X","Y","X"]})");
}

TEST_CASE("JSON: bytes that are no UTF-8, and text that looks like the form they are given", "[json]") {
  CHECK(ami::to_json_text("caf\xe9") == "caf\xee\xbf\xa9");  // U+EFE9
  CHECK(ami::to_json_text("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80") == "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
  CHECK(ami::to_json_text("\xee\xbf\xa9") == "\xee\xbf\xae\xee\xbe\xbf\xee\xbe\xa9");
  CHECK(json::serialize(to_json_of("Event: A\r\nCaf\xe9: \xe9\r\n\r\n")) ==
        "{\"type\":\"event\",\"headers\":{\"Event\":\"A\",\"Caf\xee\xbf\xa9\":\"\xee\xbf\xa9\"}}");
  CHECK(same_after_json("Event: A\r\nCallerIDName: caf\xe9\r\nK\xff\xfe: \x80\r\n\r\n"));

  const std::string_view nasty[] = {"\xc0\x80",
                                    "\xed\xa0\x80",
                                    "\xf4\x90\x80\x80",
                                    "\xe2\x82",
                                    "\xf0\x9f\x98",
                                    "\xee\xbe\x80",
                                    "\xee\xbf\xbf",
                                    "\xee\xbe",
                                    "\xee",
                                    "\xef\xbf\xbf",
                                    "\xee\xbe\x80\xbf",
                                    "\xee\xee\xbe\x80",
                                    "\xff",
                                    "\x7f",
                                    "\xc2"};
  for (const auto text : nasty) {
    const std::string encoded = ami::to_json_text(text);
    CHECK(ami::from_json_text(encoded) == text);
    boost::system::error_code error;
    json::parse(json::serialize(json::value(json::string{encoded})), error);
    CHECK_FALSE(error);
  }
  std::mt19937 random{3};
  constexpr std::string_view alphabet{"a\x80\xbf\xc2\xe0\xed\xee\xbe\xef\xf0\xf4\x90\xa0\xff\x00\x9f", 16};
  for (int round = 0; round < 50000; ++round) {
    std::string text;
    for (std::size_t i = random() % 12; i > 0; --i) {
      text += alphabet[random() % alphabet.size()];
    }
    const std::string encoded = ami::to_json_text(text);
    REQUIRE(ami::from_json_text(encoded) == text);
    boost::system::error_code error;
    json::parse(json::serialize(json::value(json::string{encoded})), error);
    REQUIRE_FALSE(error);
  }
}

TEST_CASE("JSON: text that ends in a carriage return comes back") {
  for (const std::string tail : {"\r", "\r\n\r", "Last: x\r"}) {
    CAPTURE(tail);
    CHECK_NOTHROW(same_after_json("Event: A\r\nKey: v\r\n" + tail));
  }
}

TEST_CASE("JSON: frames of random bytes come back", "[json]") {
  std::mt19937 random{17};
  constexpr std::string_view parts[] = {"Event: A\r\n",
                                        "Response: Follows\r\n",
                                        "X",
                                        ":",
                                        " ",
                                        ": ",
                                        "\r\n",
                                        "\n",
                                        "\r",
                                        "\xe9",
                                        "\xee\xbe\x80",
                                        "key",
                                        "--END COMMAND--",
                                        "X: 1\r\n",
                                        "Y: yes\r\n",
                                        "Event: QueueMember\r\nPaused: ",
                                        "Paused: 1\r\n",
                                        "Status: 07\r\n"};
  std::size_t frames = 0;
  std::size_t apart = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (std::size_t i = 1 + random() % 20; i > 0; --i) {
      bytes += random() % 8 == 0 ? std::string(1, static_cast<char>(random())) : parts[random() % std::size(parts)];
    }
    bytes += "\r\n\r\n--END COMMAND--\r\n\r\n";
    for_each_frame_in(bytes, [&](const wire::frame& frame) {
      ++frames;
      same_after_json(frame, everything());
      same_after_json(frame, everything().typed());
      apart += ami::to_json(frame.view()).as_object().contains("order") ? 1 : 0;
    });
  }
  CHECK(frames > 20000);
  CHECK(apart > 500);
}

TEST_CASE("JSON: numbers and booleans where the catalogue has them, and nowhere else", "[json][captures]") {
  const auto kinds = catalogue_kinds();
  const std::set<std::string> whole{"integer",          "minutes",         "seconds",       "milliseconds",
                                    "microseconds",     "epoch",           "channel_state", "hangup_cause",
                                    "originate_reason", "extension_state", "reload_result", "device_state_number"};
  const std::set<std::string> fractions{"real", "decimal_seconds", "epoch_fraction"};
  std::size_t integers = 0;
  std::size_t reals = 0;
  std::size_t booleans = 0;
  std::size_t texts = 0;
  for_each_captured_frame([&](const wire::frame& frame) {
    const auto view = frame.view();
    const auto known = kinds.find(lower(view.name()));
    if (view.kind() != wire::frame_kind::event || known == kinds.end()) {
      return;
    }
    const json::value all = ami::to_json(view, everything().typed());
    for (const auto& [key, json] : all.at("headers").as_object()) {
      const auto found = known->second.find(lower(key));
      if (found == known->second.end() || json.is_array() || lower(key) == "event") {
        continue;
      }
      const auto text = *view.get(key);
      CAPTURE(std::string{view.name()}, std::string{key}, std::string{text}, found->second);
      if (whole.contains(found->second)) {
        const auto number = ami::parse_integer(text);
        REQUIRE(json.is_int64() == number.has_value());
        REQUIRE((!number || json.get_int64() == *number));
        integers += number ? 1 : 0;
      } else if (fractions.contains(found->second)) {
        const auto number = ami::parse_real(text);
        REQUIRE(json.is_double() == number.has_value());
        REQUIRE((!number || json.get_double() == *number));
        reals += number ? 1 : 0;
      } else if (found->second == "boolean") {
        const auto value = ami::parse_boolean(text);
        REQUIRE(json.is_bool() == value.has_value());
        REQUIRE((!value || json.get_bool() == *value));
        booleans += value ? 1 : 0;
      } else {
        REQUIRE(json.is_string());
        ++texts;
      }
    }
  });
  CHECK(integers > 5000);
  CHECK(reals > 10);
  CHECK(booleans > 1000);
  CHECK(texts > 20000);
}

TEST_CASE("JSON: typed values are those of the accessors", "[json][captures]") {
  namespace events = ami::events;
  std::size_t seen = 0;
  for_each_captured_frame([&](const wire::frame& frame) {
    const ami::event event{frame};
    const json::value all = ami::to_json(event, everything().typed());
    const auto& headers = all.at("headers").as_object();
    const auto same = [&](std::string_view key, const auto& value) {
      if (value) {
        ++seen;
        CAPTURE(std::string{event.name()}, std::string{key});
        REQUIRE(headers.at(key).to_number<double>() == static_cast<double>(*value));
      }
    };
    const auto same_truth = [&](std::string_view key, std::optional<bool> value) {
      if (value) {
        ++seen;
        REQUIRE(headers.at(key).as_bool() == *value);
      }
    };
    event.match(
        [&](const events::newchannel& e) {
          same("ChannelState", e.channel_state());
          same("Priority", e.priority());
        },
        [&](const events::hangup& e) { same("Cause", e.cause()); },
        [&](const events::queue_member_status& e) {
          same_truth("Paused", e.paused());
          same_truth("InCall", e.in_call());
          same("CallsTaken", e.calls_taken());
          same("Status", e.status());
        },
        [&](const events::confbridge_list& e) { same_truth("Muted", e.muted()); },
        [&](const events::rtcp_sent& e) { same("ReportCount", e.report_count()); });
  });
  CHECK(seen > 500);
}

TEST_CASE("JSON: typed values keep their text", "[json]") {
  constexpr std::string_view text = "Event: QueueMember\r\nPaused: 1\r\nInCall: true\r\nCallsTaken: 007\r\n"
                                    "LastCall: 0\r\nStatus: none\r\nName: 12\r\n\r\n";
  const auto typed = to_json_of(text, ami::json_options{}.typed());
  CHECK(json::serialize(typed) ==
        R"({"type":"event","headers":{"Event":"QueueMember","Paused":true,"InCall":true,"CallsTaken":7,"LastCall":0,)"
        R"("Status":"none","Name":"12"},"text":{"Paused":"1","CallsTaken":"007"}})");
  const auto same = ami::from_json<wire::frame>(through_text(typed));
  CHECK(same.view().bytes() == text);

  // What was changed afterwards counts.
  auto changed = typed;
  changed.at("headers").as_object()["Paused"] = false;
  changed.at("headers").as_object()["CallsTaken"] = 8;
  const auto back = ami::from_json<ami::event>(changed);
  CHECK(back["Paused"] == "false");
  CHECK(back["CallsTaken"] == "8");

  // Repeated, with a text for some.
  CHECK(same_after_json(wire::frame::from_text("Event: Hangup\r\nCause: 16\r\nCause: 017\r\nX: 1\r\nCause: +1\r\n"
                                               "Cause: 3\r\nCause: x\r\n\r\n"),
                        everything().typed()));
  // Fractions, however a writer of JSON writes them.
  const auto rtcp = to_json_of("Event: RTCPSent\r\nMES: 88.100000\r\nRTT: 3.0\r\nSentNTP: 1795405828.992365\r\n\r\n",
                               ami::json_options{}.typed());
  CHECK(rtcp.at("headers").at("MES").as_double() == 88.1);
  auto rewritten = through_text(rtcp);
  rewritten.at("headers").as_object()["RTT"] = 3;
  const auto again = ami::from_json<ami::event>(rewritten);
  CHECK(again["MES"] == "88.100000");
  CHECK(again["RTT"] == "3.0");
  CHECK(again["SentNTP"] == "1795405828.992365");
}

TEST_CASE("JSON: what is no event of the catalogue has no numbers", "[json]") {
  const auto typed = ami::json_options{}.typed();
  CHECK(to_json_of("Event: Nonesuch\r\nPriority: 1\r\n\r\n", typed).at("headers").at("Priority").is_string());
  CHECK(to_json_of("IAX: x\r\nPriority: 1\r\n\r\n", typed).at("headers").at("Priority").is_string());
  CHECK(to_json_of("Response: Success\r\nValue: 1\r\nStatus: 1\r\n\r\n", typed).at("headers").at("Value").is_string());
  CHECK(to_json_of("Response: Success\r\nCoreMaxCalls: 5\r\n\r\n", typed).at("headers").at("CoreMaxCalls") == 5);
  CHECK(to_json_of("Event: Nonesuch\r\nTimestamp: 1.5\r\n\r\n", typed).at("headers").at("Timestamp") == 1.5);
}

TEST_CASE("JSON: actions send the same afterwards", "[json]") {
  const auto bytes_of = [](const ami::action& action) {
    std::string bytes;
    std::string detail;
    REQUIRE_FALSE(ami::wire::write_action(action, "id", bytes, detail));
    return bytes;
  };
  const auto originate = ami::actions::originate{"PJSIP/caf\xe9"}
                             .exten("200")
                             .context("default")
                             .priority(1)
                             .variable("A", "1")
                             .timeout(std::chrono::seconds{20})
                             .variable("B", "2")
                             .async()
                             .action_id("mine");
  for (const auto& how : {ami::json_options{}, ami::json_options{}.typed()}) {
    const auto back = ami::from_json<ami::action>(through_text(ami::to_json(originate, how)));
    CHECK(bytes_of(back) == bytes_of(originate));
    REQUIRE(back.action_id() != nullptr);
    CHECK(*back.action_id() == "mine");
  }
  const auto typed = ami::to_json(originate, ami::json_options{}.typed());
  CHECK(typed.at("headers").at("Timeout") == 20000);
  CHECK(typed.at("headers").at("Async") == true);
  CHECK(typed.at("headers").at("Exten").is_string());
  // What cannot be sent can still be written down.
  const ami::action odd = ami::action{"X\n\xff"}.header("a\r\nb", "c\r\n\r\nd").header("", "");
  const auto back = ami::from_json<ami::action>(through_text(ami::to_json(odd)));
  CHECK(back.name() == odd.name());
  CHECK(back.action_id() == nullptr);
  REQUIRE(back.headers().size() == 2);
  CHECK(back.headers()[0].key() == "a\r\nb");
  CHECK(back.headers()[0].value() == "c\r\n\r\nd");
}

TEST_CASE("JSON: secrets are hidden unless they are asked for", "[json]") {
  const ami::action login =
      ami::action{"Login"}.header("Username", "admin").header("Secret", "s3cret").header("Key", "s3cret");
  const auto hidden = ami::to_json(login);
  CHECK(json::serialize(hidden) ==
        R"({"type":"action","name":"Login","headers":{"Username":"admin","Secret":null,"Key":null}})");
  CHECK(complaint([&] { ami::from_json<ami::action>(hidden); }).find("hidden") != std::string::npos);
  const auto shown = ami::to_json(login, everything());
  const auto read = ami::from_json<ami::action>(shown);
  CHECK(read.headers()[1].value() == "s3cret");
  CHECK(ami::to_json(ami::action{"Getvar"}.header("Key", "x")).at("headers").at("Key") == "x");

  constexpr std::string_view detail =
      "Event: AuthDetail\r\nPassword: s3cret\r\nMd5Cred: s3cret\r\nX: 1\r\npassword: s3cret\r\n\r\n";
  for (const auto& how : {ami::json_options{}, ami::json_options{}.typed()}) {
    CHECK(json::serialize(to_json_of(detail, how)).find("s3cret") == std::string::npos);
  }
  CHECK(same_after_json(detail));
}

TEST_CASE("JSON: replies come back with their items", "[json]") {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->outcome = ami::outcome::accepted;
  data->more().action_id = "x-1\xff";
  data->is_list = true;
  data->response = ami::response{wire::frame::from_text("Response: Success\r\nEventList: start\r\n\r\n")};
  data->more().items = {event_of("Event: Status\r\nChannel: a\r\n\r\n"),
                        event_of("Event: Status\r\nChannel: b\r\n\r\n")};
  data->more().completion = event_of("Event: StatusComplete\r\nItems: 2\r\n\r\n");
  const ami::reply list{data};
  for (const auto& how : {ami::json_options{}, ami::json_options{}.typed()}) {
    const auto back = ami::from_json<ami::reply>(through_text(ami::to_json(list, how)));
    CHECK(back.success());
    CHECK(back.action_id() == list.action_id());
    CHECK(back.is_list());
    REQUIRE(back.items().size() == 2);
    CHECK(back.items()[1].get_if<ami::events::status>()->channel() == "b");
    CHECK(back.completion().is<ami::events::status_complete>());
    CHECK(back.response().frame().bytes() == list.response().frame().bytes());
  }
  CHECK(ami::to_json(list, ami::json_options{}.typed()).at("completion").at("headers").at("Items") == 2);

  auto failed = std::make_shared<ami::detail::reply_data>();
  failed->outcome = ami::outcome::unknown;
  failed->more().detail = "deadline";
  const auto back = ami::from_json<ami::reply>(through_text(ami::to_json(ami::reply{failed})));
  CHECK(back.outcome() == ami::outcome::unknown);
  CHECK(back.detail() == "deadline");
  CHECK(back.response().empty());
  CHECK_FALSE(back.is_list());
  CHECK(back.completion().frame().empty());
  const ami::replies::getvar typed{
      ami::from_json<ami::reply>(json::parse(R"({"type":"reply","outcome":"accepted","action_id":"","detail":"",)"
                                             R"("response":{"headers":{"Response":"Success","Value":"5"}}})"))};
  CHECK(typed.value() == "5");
}

TEST_CASE("JSON: a reply of bare text comes back, and so does an action that is answered so", "[json]") {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->outcome = ami::outcome::accepted;
  data->more().action_id = "p-1";
  data->more().text = "one \xe9\r\n\r\nthree\n";
  const ami::reply text{data};
  const auto json = ami::to_json(text);
  CHECK(json.as_object().contains("text"));
  const auto back = ami::from_json<ami::reply>(json);
  CHECK(back.output() == std::vector<std::string_view>{"one \xe9", "", "three"});
  CHECK(back.success());
  CHECK(back.action_id() == "p-1");
  CHECK_FALSE(ami::to_json(ami::reply{}).as_object().contains("text"));

  const auto asked = ami::action{"Vendor"}.text_reply();
  const auto again = ami::from_json<ami::action>(ami::to_json(asked));
  CHECK(again.is_text_reply());
  CHECK_FALSE(ami::from_json<ami::action>(ami::to_json(ami::action{"Ping"})).is_text_reply());
  CHECK_THROWS_AS(ami::from_json<ami::action>(boost::json::parse(R"({"name": "A", "headers": {}, "text_reply": 1})")),
                  ami::error);
}

TEST_CASE("JSON: gaps come back", "[json]") {
  const auto back = [](const ami::event& event) {
    return ami::from_json<ami::event>(through_text(ami::to_json(event)));
  };
  const auto gap = back(ami::lagged{UINT64_MAX});
  CHECK(gap.get_if<ami::lagged>()->count() == UINT64_MAX);
  for (const ami::error_code reason :
       {ami::error_code{ami::errc::connection_closed}, ami::error_code{boost::asio::error::connection_reset},
        ami::error_code{boost::asio::error::eof}, ami::error_code{boost::asio::error::host_not_found},
        make_error_code(boost::system::errc::timed_out), ami::error_code{}}) {
    const auto lost = back(ami::connection_lost{reason});
    CHECK(lost.get_if<ami::connection_lost>()->reason() == reason);
  }
  const auto changed = back(ami::connection_state_changed{ami::connection_state::connected,
                                                          ami::connection_state::waiting, ami::errc::ping_timed_out});
  CHECK(changed.get_if<ami::connection_state_changed>()->from() == ami::connection_state::connected);
  CHECK(changed.get_if<ami::connection_state_changed>()->to() == ami::connection_state::waiting);
  CHECK(changed.get_if<ami::connection_state_changed>()->reason() == ami::errc::ping_timed_out);
  CHECK_THROWS(ami::from_json<ami::event>(
      json::parse(R"({"type":"connection_state_changed","from":"asleep","to":"waiting","reason":{}})")));
  const auto restored = back(ami::connection_restored{7, std::chrono::nanoseconds{1500000001}});
  CHECK(restored.get_if<ami::connection_restored>()->epoch() == 7);
  CHECK(restored.get_if<ami::connection_restored>()->downtime() == std::chrono::nanoseconds{1500000001});
  CHECK_FALSE(restored.get_if<ami::connection_restored>()->restarted());
  for (const bool restarted : {true, false}) {
    const auto known = back(ami::connection_restored{7, {}, restarted});
    CHECK(known.get_if<ami::connection_restored>()->restarted() == restarted);
  }
  CHECK_THROWS(ami::from_json<ami::event>(
      json::parse(R"({"type":"connection_restored","epoch":1,"downtime":0,"restarted":"yes"})")));
  const auto empty = back(ami::event{});
  CHECK(empty.type() == ami::event_type::unknown);
  CHECK(empty.frame().empty());
}

TEST_CASE("JSON: written by hand", "[json]") {
  const auto event = ami::from_json<ami::event>(
      json::parse(R"({"headers":{"Event":"Hangup","Cause":16,"X":[1,true,"a",1.5],"Y":false}})"));
  CHECK(event.get_if<ami::events::hangup>()->cause() == ami::hangup_cause::normal_clearing);
  CHECK(headers_of(event.frame()) ==
        header_list{
            {"Event", "Hangup"}, {"Cause", "16"}, {"X", "1"}, {"X", "true"}, {"X", "a"}, {"X", "1.5"}, {"Y", "false"}});
}

TEST_CASE("JSON: what cannot be read is refused with a sentence", "[json]") {
  const std::string_view wrong_events[] = {"1",
                                           "[]",
                                           "{}",
                                           R"({"headers":[]})",
                                           R"({"type":"action","name":"Ping","headers":{}})",
                                           R"({"type":5,"headers":{}})",
                                           R"({"headers":{"Event":null}})",
                                           R"({"headers":{"Event":{"a":1}}})",
                                           R"({"headers":{"Event":[["a"]]}})",
                                           R"({"headers":{"Event":"a\r\nB: c"}})",
                                           R"({"headers":{"Event":"a\n\n"}})",
                                           R"({"headers":{"Event":"a\r\n\r\nEvent: b"}})",
                                           R"({"headers":{"Event":"A","B\r\nC":"d"}})",
                                           R"({"headers":{"Event":"A","B: C":"d"}})",
                                           R"({"headers":{"Event":"A","B":"c"},"order":["Event"]})",
                                           R"({"headers":{"Event":"A","B":"c"},"order":["Event","B","B"]})",
                                           R"({"headers":{"Event":"A","B":"c"},"order":["Event","C"]})",
                                           R"({"headers":{"Event":"A"},"order":[1]})",
                                           R"({"headers":{"Event":"A"},"order":{}})",
                                           R"({"type":"lagged"})",
                                           R"({"type":"lagged","count":-1})",
                                           R"({"type":"connection_lost"})",
                                           R"({"type":"connection_lost","reason":{"category":"nobody","value":1}})",
                                           R"({"type":"connection_lost","reason":{"category":"ami","value":"x"}})",
                                           R"({"type":"connection_restored","epoch":1})"};
  for (const auto text : wrong_events) {
    CAPTURE(std::string{text});
    CHECK(complaint([&] {
            ami::from_json<ami::event>(json::parse(json::string_view{text.data(), text.size()}));
          }).starts_with("JSON: "));
  }
  const std::string_view wrong_actions[] = {R"({"type":"event","headers":{}})", R"({"type":"action","headers":{}})",
                                            R"({"type":"action","name":"A"})",
                                            R"({"type":"action","name":"A","action_id":1,"headers":{}})"};
  for (const auto text : wrong_actions) {
    CAPTURE(std::string{text});
    CHECK_FALSE(complaint([&] {
                  ami::from_json<ami::action>(json::parse(json::string_view{text.data(), text.size()}));
                }).empty());
  }
  const std::string_view wrong_replies[] = {
      R"({"type":"event","headers":{}})", R"({"type":"reply","outcome":"maybe","action_id":"","detail":""})",
      R"({"type":"reply","outcome":"accepted","action_id":"","detail":"","items":{}})",
      R"({"type":"reply","outcome":"accepted","detail":""})"};
  for (const auto text : wrong_replies) {
    CAPTURE(std::string{text});
    CHECK_FALSE(complaint([&] {
                  ami::from_json<ami::reply>(json::parse(json::string_view{text.data(), text.size()}));
                }).empty());
  }
}
