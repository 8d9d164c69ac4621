// AsyncAGI without sockets: arguments, answers, environments, and which event answers which command.
#include "catch.hpp"
#include "session/agi_dialog.hpp"
#include "support/data.hpp"

#include <ami/ami.hpp>
#include <ami/wire/frame_reader.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace wire = ami::wire;
using ami::async_agi::append_argument;
using ami::async_agi::parse_environment;
using ami::async_agi::result;
using ami::session::agi_dialog;

namespace {

// Splits a command as Asterisk documents it: blanks separate, quotes hold together, a backslash takes the next byte as
// it is.
std::vector<std::string> split_like_the_server(std::string_view text) {
  std::vector<std::string> words;
  bool quoted = false;
  bool escaped = false;
  bool between = true;
  for (const char c : text) {
    if (!escaped && c == '\\') {
      escaped = true;
      continue;
    }
    if (!escaped && !quoted && (c == ' ' || c == '\t')) {
      between = true;
      continue;
    }
    if (between) {
      words.emplace_back();
      between = false;
    }
    if (!escaped && c == '"') {
      quoted = !quoted;
    } else {
      words.back() += c;
    }
    escaped = false;
  }
  return words;
}

ami::event event(const std::string& text) {
  return ami::event{wire::frame::from_text(text)};
}

std::string exec_event(const std::string& id, const std::string& answer) {
  return "Event: AsyncAGIExec\r\nUniqueid: u1\r\nResult: " + answer + "\r\nCommandId: " + id + "\r\n";
}

}  // namespace

TEST_CASE("every argument arrives as one argument with its exact bytes", "[agi]") {
  std::string all;
  for (int c = 1; c < 256; ++c) {
    all += static_cast<char>(c);
  }
  for (const std::string& text :
       {std::string{}, std::string{" "}, std::string{"two words"}, std::string{"\""}, std::string{"\\"},
        std::string{"\\\""}, std::string{"a\" \"HANGUP"}, std::string{"trailing\\"}, std::string{"tab\there"}, all}) {
    std::string command = "SET VARIABLE";
    append_argument(command, text);
    append_argument(command, "next");
    const auto words = split_like_the_server(command);
    REQUIRE(words.size() == 4);
    CHECK(words[2] == text);
    CHECK(words[3] == "next");
  }
}

TEST_CASE("answers to AGI commands", "[agi]") {
  const auto plain = result::parse("200 result=1\n");
  CHECK(plain.success());
  CHECK(plain.value() == 1);
  CHECK_FALSE(plain.data());
  CHECK_FALSE(plain.endpos());
  CHECK(plain.text() == "200 result=1");

  const auto data = result::parse("200 result=1 (Local/150@default-00000064;2)\n");
  CHECK(data.data() == "Local/150@default-00000064;2");
  const auto empty = result::parse("200 result=1 ()\n");
  CHECK(empty.data() == "");
  const auto nested = result::parse("200 result=1 (a (b) c\nd) endpos=5)\n");
  CHECK(nested.data() == "a (b) c\nd) endpos=5");
  CHECK_FALSE(result::parse("200 result=1 (a) endpos=5)\n").endpos());

  const auto played = result::parse("200 result=35 endpos=8640\n");
  CHECK(played.value() == 35);
  CHECK(played.digit() == '#');
  CHECK(played.endpos() == 8640);
  const auto recorded = result::parse("200 result=0 (timeout) endpos=16000\n");
  CHECK(recorded.data() == "timeout");
  CHECK(recorded.endpos() == 16000);
  CHECK(recorded.digit() == '\0');

  const auto digits = result::parse("200 result=12*3 (timeout)\n");
  CHECK(digits.value_text() == "12*3");
  CHECK_FALSE(digits.value());
  const auto none = result::parse("200 result= (timeout)\n");
  CHECK(none.value_text().empty());
  CHECK(none.data() == "timeout");
  CHECK(result::parse("200 result=-1 endpos=0\n").value() == -1);

  const auto unknown = result::parse("510 Invalid or unknown command\n");
  CHECK_FALSE(unknown.success());
  CHECK(unknown.code() == 510);
  CHECK(result::parse("511 Command Not Permitted on a dead channel or intercept routine\n").code() == 511);
  const auto usage =
      result::parse("520-Invalid command syntax.  Proper usage follows:\nUsage: X\n520 End of proper usage.\n");
  CHECK(usage.code() == 520);
  CHECK(usage.text().ends_with("End of proper usage."));

  for (const std::string_view odd : {"", "\n", "20", "200x", "HANGUP", "two hundred", "200 (x", "200 result=1 (open"}) {
    CAPTURE(odd);
    const auto parsed = result::parse(odd);
    CHECK_FALSE(parsed.data());
    CHECK_FALSE(parsed.endpos());
  }
}

TEST_CASE("the environment of a recorded call", "[agi]") {
  std::ifstream file{test::data_directory() / "captures" / "agi_async_and_script.raw", std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  wire::frame_reader reader{{}, wire::frame_reader::greeting::expected};
  reader.feed(bytes);
  agi_dialog dialog{"1795407126.403", "cmd"};
  std::vector<std::pair<std::string, std::string>> variables;
  std::vector<int> codes;
  const std::string ids[] = {"cmd-1", "cmd 2: odd", "c3", "c4"};
  for (auto found = reader.next(); found != wire::frame_reader::result::need_more; found = reader.next()) {
    if (found == wire::frame_reader::result::greeting) {
      continue;
    }
    const ami::event value{reader.current().to_frame()};
    if (const auto start = value.get_if<ami::events::async_agi_start>(); start && variables.empty()) {
      variables = parse_environment(start->env());
    }
    if (value.is<ami::events::async_agi_exec>()) {
      codes.push_back(result::parse(value.get_if<ami::events::async_agi_exec>()->result()).code());
    }
    dialog.on_event(value);
  }
  REQUIRE(variables.size() == 20);
  CHECK(variables[0] == std::pair<std::string, std::string>{"agi_request", "async"});
  CHECK(variables[1] == std::pair<std::string, std::string>{"agi_channel", "Local/150@default-00000064;2"});
  CHECK(variables[18] == std::pair<std::string, std::string>{"agi_accountcode", ""});
  CHECK(codes == std::vector<int>{200, 200, 200, 510, 200});
  CHECK(dialog.ended());
  CHECK(dialog.end_reason() == ami::errc::agi_ended);
}

TEST_CASE("environments with line ends and without colons", "[agi]") {
  const auto variables = parse_environment("lost\nagi_callerid: a\nb\r\nagi_empty: \nagi_none:\nagi_colon: x: y\n\n");
  REQUIRE(variables.size() == 4);
  CHECK(variables[0].second == "a\nb");
  CHECK(variables[1].second.empty());
  CHECK(variables[2].second.empty());
  CHECK(variables[3].second == "x: y");
  CHECK(parse_environment("").empty());
}

TEST_CASE("a command is answered by its own result only", "[agi]") {
  agi_dialog dialog{"u1", "p"};
  const std::string first = dialog.begin();
  CHECK(first == "p-1");
  CHECK(dialog.busy());
  // Another client's command, one without an id, another channel's.
  dialog.on_event(event(exec_event("other-1", "200%20result%3D0%0A")));
  dialog.on_event(event("Event: AsyncAGIExec\r\nUniqueid: u1\r\nResult: 200%20result%3D0%0A\r\n"));
  dialog.on_event(event("Event: AsyncAGIExec\r\nUniqueid: u2\r\nResult: x\r\nCommandId: p-1\r\n"));
  CHECK(dialog.busy());
  CHECK_FALSE(dialog.take());
  dialog.on_event(event(exec_event(first, "200%20result%3D1%20(a%25b)%0A")));
  CHECK_FALSE(dialog.busy());
  const auto answer = dialog.take();
  REQUIRE(answer);
  CHECK(answer->data() == "a%b");
  CHECK_FALSE(dialog.take());

  // What was given up is nobody's, also when it answers late.
  const std::string second = dialog.begin();
  dialog.abandon();
  const std::string third = dialog.begin();
  CHECK(second != third);
  dialog.on_event(event(exec_event(second, "200%20result%3D0%0A")));
  CHECK(dialog.busy());
  dialog.on_event(event(exec_event(third, "200%20result%3D7%0A")));
  CHECK(dialog.take()->value() == 7);
}

TEST_CASE("a channel leaves AsyncAGI by its end, by a hangup, with the connection", "[agi]") {
  agi_dialog ended{"u1", "p"};
  ended.on_event(event("Event: AsyncAGIEnd\r\nUniqueid: u2\r\n"));
  CHECK_FALSE(ended.ended());
  const auto id = ended.begin();
  ended.on_event(event("Event: AsyncAGIEnd\r\nUniqueid: u1\r\n"));
  CHECK(ended.end_reason() == ami::errc::agi_ended);
  ended.on_event(event(exec_event(id, "200%20result%3D0%0A")));
  CHECK_FALSE(ended.take());

  agi_dialog hung_up{"u1", "p"};
  hung_up.on_event(event("Event: Hangup\r\nUniqueid: u1\r\nCause: 16\r\n"));
  CHECK(hung_up.end_reason() == ami::errc::agi_ended);

  agi_dialog with_text{"u1", "p"};
  with_text.on_event(event("Event: Hangup\r\nCause: 16\r\nUniqueid: u1\r\ntext behind it\r\n"));
  CHECK(with_text.end_reason() == ami::errc::agi_ended);

  agi_dialog lost{"u1", "p"};
  lost.on_event(ami::event{ami::lagged{3}});
  CHECK_FALSE(lost.ended());
  lost.on_event(ami::event{ami::connection_lost{ami::errc::connection_closed_in_frame}});
  CHECK(lost.end_reason() == ami::errc::connection_closed_in_frame);
  lost.end(ami::errc::agi_ended);
  CHECK(lost.end_reason() == ami::errc::connection_closed_in_frame);
}
