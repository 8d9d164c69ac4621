// ami::action and the typed actions: what they hold, and what they show.
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>
#include <ami/wire/action_writer.hpp>

#include <fmt/format.h>

#include <chrono>
#include <concepts>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using ami::action;
namespace actions = ami::actions;
using test::header_list;

namespace {

header_list headers_of(const action& value) {
  header_list result;
  for (const auto& header : value.headers()) {
    result.emplace_back(header.key(), header.value());
  }
  return result;
}

// An action must not be an aggregate: GCC 12 destroys such a temporary twice in a co_await expression.
static_assert(!std::is_aggregate_v<action> && !std::is_aggregate_v<actions::ping> &&
              !std::is_aggregate_v<actions::originate> && !std::is_aggregate_v<action::entry>);
// The setters keep the type and the value category.
static_assert(std::same_as<decltype(actions::originate{"x"}.exten("1")), actions::originate&&>);
static_assert(std::same_as<decltype(actions::originate{"x"}.header("a", "b").action_id("c")), actions::originate&&>);
static_assert(std::same_as<decltype(std::declval<actions::originate&>().header("a", "b")), actions::originate&>);
static_assert(std::same_as<decltype(std::declval<const actions::originate&>().action_id()), const std::string*>);
static_assert(std::same_as<actions::command::reply_type, ami::replies::command>);

}  // namespace

TEST_CASE("action: headers stay in order, and repeated keys are repeated") {
  const action value = action{"QueueAdd"}.header("B", "1").header("A", "2").header("b", "3").header("A", "2");
  CHECK(value.name() == "QueueAdd");
  CHECK(headers_of(value) == header_list{{"B", "1"}, {"A", "2"}, {"b", "3"}, {"A", "2"}});
  CHECK(value.action_id() == nullptr);
}

TEST_CASE("action: the ActionID is no header, and the last one counts") {
  action value{"Ping"};
  value.action_id("one");
  value.header("ACTIONID", "two");
  REQUIRE(value.action_id() != nullptr);
  CHECK(*value.action_id() == "two");
  CHECK(value.headers().empty());
  // An empty one is the caller's too: it is refused when it is sent, not replaced.
  CHECK(action{"Ping"}.action_id("").action_id() != nullptr);
}

TEST_CASE("action: copies are independent of each other") {
  const auto first = actions::hangup{"A/1"};
  auto second = first;
  second.cause(ami::hangup_cause::user_busy).action_id("x");
  CHECK(headers_of(first) == header_list{{"Channel", "A/1"}});
  CHECK(headers_of(second) == header_list{{"Channel", "A/1"}, {"Cause", "17"}});
  CHECK(first.action_id() == nullptr);
}

TEST_CASE("action: to_string shows one line without secrets") {
  CHECK(ami::to_string(action{"Ping"}) == "Ping");
  CHECK(ami::to_string(action{"A"}.header("K", "v").header("E", "")) == "A K=v E=");
  for (const char* key : {"Secret", "SECRET", "secret", "Password", "password", "MD5Cred", "PasswordDigest",
                          "OAuthSecret", "RefreshToken"}) {
    CAPTURE(key);
    CHECK(ami::is_secret_header(key));
    const auto text = ami::to_string(action{"Any"}.header(key, "hidden"));
    CHECK(text == std::string{"Any "} + key + "=***");
  }
  for (const char* key : {"Secrets", "Key", "Passwor", "", "Username", "Value"}) {
    CHECK_FALSE(ami::is_secret_header(key));
  }
  CHECK(ami::to_string(action{"login"}.header("key", "hidden")) == "login key=***");
  CHECK(ami::to_string(action{"DBPut"}.header("Family", "f").header("Key", "shown")) == "DBPut Family=f Key=shown");
}

TEST_CASE("action: no text of an action breaks the line it is shown on") {
  const auto text = ami::to_string(action{"A\nB"}.header("K\r\x1b[2J", "v\n\x7f\\"));
  CHECK(text == "A\\nB K\\r\\x1b[2J=v\\n\\x7f\\\\");
}

TEST_CASE("action: ostream and fmt give the same text as to_string, for typed actions too") {
  const auto value = actions::setvar{"X", "a b"}.channel("PJSIP/1");
  std::ostringstream out;
  out << value;
  CHECK(out.str() == "Setvar Variable=X Value=a b Channel=PJSIP/1");
  CHECK(ami::to_string(value) == out.str());
  CHECK(fmt::format("{}", value) == out.str());
  CHECK(fmt::format("{:>6}", action{"Ping"}) == "  Ping");
}

TEST_CASE("action: typed setters replace what they set before, in its place") {
  auto call = actions::originate{"PJSIP/alice"}.exten("1").context("c").priority(1);
  call.exten("2").priority("start");
  CHECK(headers_of(call) ==
        header_list{{"Channel", "PJSIP/alice"}, {"Exten", "2"}, {"Context", "c"}, {"Priority", "start"}});
  // header() appends, always.
  call.header("Exten", "3");
  CHECK(headers_of(call).back() == std::pair<std::string, std::string>{"Exten", "3"});
  CHECK(call.headers().size() == 5);
}

TEST_CASE("action: every setter of originate sets the header that the server reads") {
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  const auto call = actions::originate{"Local/1@a"}
                        .application("Playback")
                        .data("beep&beep")
                        .timeout(seconds{2})
                        .caller_id("Alice <2001>")
                        .account("acc")
                        .early_media(true)
                        .codecs("ulaw,alaw")
                        .channel_id("my-1")
                        .other_channel_id("my-2")
                        .async();
  CHECK(call.name() == "Originate");
  CHECK(headers_of(call) == header_list{{"Channel", "Local/1@a"},
                                        {"Application", "Playback"},
                                        {"Data", "beep&beep"},
                                        {"Timeout", "2000"},
                                        {"CallerID", "Alice <2001>"},
                                        {"Account", "acc"},
                                        {"EarlyMedia", "true"},
                                        {"Codecs", "ulaw,alaw"},
                                        {"ChannelId", "my-1"},
                                        {"OtherChannelId", "my-2"},
                                        {"Async", "true"}});
  CHECK(headers_of(actions::originate{"x"}.async(false).early_media(false).timeout(milliseconds{1})) ==
        header_list{{"Channel", "x"}, {"Async", "false"}, {"EarlyMedia", "false"}, {"Timeout", "1"}});
}

TEST_CASE("action: variables are escaped as the server takes them apart, and are never merged") {
  const auto call = actions::originate{"x"}
                        .variable("A", "1")
                        .variable("A", "a,b")
                        .variable("__B", "say \"hi\"")
                        .variable("C", "back\\slash")
                        .variable("D", "")
                        .variable("E", "p=q (r) 'caf\xe9'");
  CHECK(headers_of(call) == header_list{{"Channel", "x"},
                                        {"Variable", "A=1"},
                                        {"Variable", "A=a\\,b"},
                                        {"Variable", "__B=say \\\"hi\\\""},
                                        {"Variable", "C=back\\\\slash"},
                                        {"Variable", "D="},
                                        {"Variable", "E=p=q (r) 'caf\xe9'"}});
}

TEST_CASE("action: a line end in a variable is refused when it is written") {
  std::string out;
  std::string detail;
  const auto call = actions::originate{"x"}.variable("A", "1\r\nVariable: B=2");
  CHECK(ami::wire::write_action(call, "id", out, detail) == ami::errc::invalid_header);
  CHECK(out.empty());
}

TEST_CASE("action: the typed actions have their wire names and required headers") {
  const auto is = [](const action& value, std::string_view name, const header_list& headers) {
    CHECK(value.name() == name);
    CHECK(headers_of(value) == headers);
  };
  is(actions::ping{}, "Ping", {});
  is(actions::command{"core show uptime"}, "Command", {{"Command", "core show uptime"}});
  is(actions::events{"call,user"}, "Events", {{"EventMask", "call,user"}});
  is(actions::user_event{"Mine"}.header("Body", "b"), "UserEvent", {{"UserEvent", "Mine"}, {"Body", "b"}});
  is(actions::logoff{}, "Logoff", {});
  is(actions::hangup{"/^PJSIP/"}.cause(ami::hangup_cause::normal_clearing), "Hangup",
     {{"Channel", "/^PJSIP/"}, {"Cause", "16"}});
  is(actions::getvar{"CALLERID(num)"}.channel("A/1"), "Getvar", {{"Variable", "CALLERID(num)"}, {"Channel", "A/1"}});
  is(actions::setvar{"V", " x"}, "Setvar", {{"Variable", "V"}, {"Value", " x"}});
  is(actions::status{}.channel("A/1").variables("X,Y").all_variables(), "Status",
     {{"Channel", "A/1"}, {"Variables", "X,Y"}, {"AllVariables", "true"}});
  is(actions::core_show_channels{}, "CoreShowChannels", {});
  is(actions::redirect{"A/1", "default", "200"}, "Redirect",
     {{"Channel", "A/1"}, {"Context", "default"}, {"Exten", "200"}, {"Priority", "1"}});
  is(actions::redirect{"A/1", "c", "e", "p"}.extra_channel("B/1").extra_context("d").extra_exten("f").extra_priority(
         "2"),
     "Redirect",
     {{"Channel", "A/1"},
      {"Context", "c"},
      {"Exten", "e"},
      {"Priority", "p"},
      {"ExtraChannel", "B/1"},
      {"ExtraContext", "d"},
      {"ExtraExten", "f"},
      {"ExtraPriority", "2"}});
}
