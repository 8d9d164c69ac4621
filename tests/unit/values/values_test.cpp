// Events, replies, errors, options: the values that users handle.
#include "catch.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>

#include <fmt/format.h>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace events = ami::events;

namespace {

ami::event make(const std::string& text) {
  return ami::event{ami::wire::frame::from_text(text)};
}

template <class T>
std::string streamed(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

// Views of temporaries do not compile.
template <class T>
concept gives_view_of_temporary = requires(T value) {
  std::move(value).template get_if<events::hangup>();
};
template <class T>
concept gives_name_of_temporary = requires(T value) {
  std::move(value).name();
};
static_assert(!gives_view_of_temporary<ami::event>);
static_assert(!gives_name_of_temporary<ami::event>);
template <class T>
concept asks_for_newchannel = requires(const T& value) {
  value.template get_if<events::newchannel>();
};
static_assert(asks_for_newchannel<ami::event_of<events::newchannel>>);
static_assert(!asks_for_newchannel<ami::event_of<events::hangup>>, "a type that was not subscribed to");
static_assert(sizeof(events::hangup) == sizeof(void*) && std::is_trivially_copyable_v<events::hangup>);

}  // namespace

TEST_CASE("typed events are found by name, in any case") {
  const auto event = make("Event: hangUP\r\nChannel: A\r\nCause: 16\r\nCause-txt: Normal Clearing\r\n");
  REQUIRE(event.is<events::hangup>());
  const auto gone = event.get_if<events::hangup>();
  CHECK(gone->channel() == "A");
  CHECK(gone->cause() == ami::hangup_cause::normal_clearing);
  CHECK(gone->cause_txt() == "Normal Clearing");
  CHECK_FALSE(gone->channel_state());
  CHECK(gone->exten().empty());
  CHECK_FALSE(event.get_if<events::newchannel>());
  const auto nobody = make("Event: Nobody\r\n");
  CHECK(nobody.get_if<events::unknown>()->name() == "Nobody");
  CHECK(make("Response: Success\r\nEvent: Hangup\r\n").is<events::unknown>());
  for (std::size_t i = 5; i < ami::event_type_count; ++i) {
    const auto type = static_cast<ami::event_type>(i);
    CHECK(ami::find_event_type(ami::to_string(type)) == type);
  }
  for (const char* internal : {"unknown", "lagged", "connection_lost", "connection_restored", ""}) {
    CHECK(ami::find_event_type(internal) == ami::event_type::unknown);
  }
}

TEST_CASE("match calls the first function that fits") {
  const auto event = make("Event: Newchannel\r\nChannel: A\r\n");
  std::string called;
  CHECK(event.match([&](const events::hangup&) { called += "hangup"; }, [&](events::newchannel) { called += "new"; },
                    [&](const auto&) { called += "rest"; }));
  CHECK(called == "new");
  CHECK_FALSE(event.match([&](const ami::lagged&) { called += "lagged"; }));
  CHECK(event.match([&](const ami::event& any) { called += any.name(); }));
  CHECK(called == "newNewchannel");
  CHECK(make("Event: X\r\n").match([&](const events::unknown& other) { called = other.name(); }));
  CHECK(called == "X");
}

TEST_CASE("gaps are events") {
  const ami::event lost{ami::connection_lost{ami::errc::connection_closed}};
  CHECK(lost.is_gap());
  CHECK(lost.get_if<ami::connection_lost>()->reason() == ami::errc::connection_closed);
  const ami::event slow{ami::lagged{7}};
  CHECK(slow.get_if<ami::lagged>()->count() == 7);
  CHECK(slow.name() == "lagged");
  CHECK(slow.frame().empty());
  CHECK_FALSE(make("Event: Hangup\r\n").is_gap());
}

TEST_CASE("a typed stream's event is a variant of what was subscribed to and the gaps") {
  using item = ami::event_of<events::newchannel, events::hangup>;
  const auto which = [](const item& event) {
    const auto variant = event.variant();
    return variant.index();
  };
  CHECK(which(item{make("Event: Newchannel\r\n")}) == 0);
  CHECK(which(item{make("Event: Hangup\r\n")}) == 1);
  CHECK(which(item{ami::event{ami::lagged{3}}}) == 2);
  CHECK(which(item{ami::event{ami::connection_lost{ami::errc::disconnected}}}) == 3);
  const item restored{ami::event{ami::connection_restored{2, std::chrono::seconds{3}}}};
  const auto variant = restored.variant();
  CHECK(std::get<ami::connection_restored>(variant).epoch() == 2);
  CHECK(std::get<ami::connection_restored>(variant).downtime() == std::chrono::seconds{3});
}

TEST_CASE("a message is a response or an event, by its first line") {
  const auto is_event = [](const char* text) {
    return std::holds_alternative<ami::event>(ami::to_message(ami::wire::frame::from_text(text)));
  };
  CHECK(is_event("Event: OriginateResponse\r\nResponse: Failure\r\n"));
  CHECK(is_event("(None) 1 2\n"));
  CHECK_FALSE(is_event("Response: Success\r\nEvent: x\r\n"));
}

TEST_CASE("escapes are undone by the field's accessor, and only the known ones") {
  const auto event = make("Event: Newchannel\r\nCallerIDName: O\\'Brien\\? \\\"x\\\" \\\\ \\n\r\n");
  CHECK(event.get_if<events::newchannel>()->caller_id_name() == "O'Brien? \"x\" \\ \n");
  CHECK(event["CallerIDName"] == "O\\'Brien\\? \\\"x\\\" \\\\ \\n");
  CHECK(ami::unescape("\\z \\") == "\\z \\");
  CHECK(ami::unescape("\\a\\b\\f\\r\\t\\v") == "\a\b\f\r\t\v");
}

TEST_CASE("numbers and booleans: all or nothing") {
  CHECK(ami::parse_integer("0") == 0);
  CHECK(ami::parse_integer("-12") == -12);
  CHECK(ami::parse_integer("+12") == 12);
  CHECK(ami::parse_integer("9223372036854775807") == INT64_MAX);
  for (const char* bad : {"", " 1", "1 ", "1.5", "0x1", "9223372036854775808", "+-1", "<unknown>", "+"}) {
    CHECK_FALSE(ami::parse_integer(bad));
  }
  for (const char* yes : {"yes", "Yes", "TRUE", "on", "1", "y", "Y", "t", "Enabled"}) {
    CHECK(ami::parse_boolean(yes) == true);
  }
  for (const char* no : {"no", "No", "False", "off", "0", "n", "f", "disabled"}) {
    CHECK(ami::parse_boolean(no) == false);
  }
  for (const char* neither : {"", "2", "maybe", "yess", "<unknown>"}) {
    CHECK_FALSE(ami::parse_boolean(neither));
  }
  const auto large = make("Event: Hangup\r\nCause: 256\r\n");
  CHECK_FALSE(large.get_if<events::hangup>()->cause());
  const auto negative = make("Event: Newstate\r\nChannelState: -1\r\n");
  CHECK_FALSE(negative.get_if<events::newstate>()->channel_state());
  CHECK(ami::parse_device_state("ringinuse") == ami::device_state::ringing_in_use);
  CHECK_FALSE(ami::parse_device_state("2"));
}

TEST_CASE("everything prints on one line, without secrets") {
  const auto event = make("Event: Hangup\r\nChannel: A\x01\r\nText: one\ntwo\r\nPassword: hidden\r\n");
  const std::string text = "Hangup Channel=A\\x01 Text=one\\ntwo Password=***";
  CHECK(ami::to_string(event) == text);
  CHECK(streamed(event) == text);
  CHECK(fmt::format("{}", event) == text);
  CHECK(fmt::format("{:>12}", ami::connection_state::connected) == "   connected");
  CHECK(fmt::format("{}", ami::event{ami::lagged{3}}) == "lagged count=3");
  CHECK(fmt::format("{}", ami::server_version{11, 0, 0}) == "11.0.0");
  CHECK(fmt::format("{}", ami::errc::permission_denied) == streamed(ami::errc::permission_denied));
  CHECK(fmt::format("{}", ami::outcome::unknown) == "outcome unknown");
  CHECK(streamed(ami::hangup_cause::user_busy) == "user busy");
  CHECK(streamed(ami::response{ami::wire::frame::from_text("Response: Error\r\nMessage: m\r\n")}) == "Error Message=m");
  const auto login = ami::action{"Login"}.header("Username", "u").header("Secret", "hidden").header("Key", "hidden");
  CHECK(ami::to_string(login) == "Login Username=u Secret=*** Key=***");
  CHECK(ami::to_string(ami::action{"DBPut"}.header("Key", "shown")) == "DBPut Key=shown");
  CHECK(ami::to_string(ami::options{"pbx"}.credentials("u", "hidden")) == "pbx:5038 user=u");
}

TEST_CASE("actions keep order and repeated keys, and typed setters replace") {
  auto call = ami::actions::originate{"A/1"}.exten("1").exten("2").variable("A", "1").variable("A", "2").async();
  call.header("ActionID", "mine");
  std::vector<std::string> lines;
  for (const auto& header : call.headers()) {
    lines.push_back(header.key() + "=" + header.value());
  }
  CHECK(lines == std::vector<std::string>{"Channel=A/1", "Exten=2", "Variable=A=1", "Variable=A=2", "Async=true"});
  REQUIRE(call.action_id() != nullptr);
  CHECK(*call.action_id() == "mine");
}

TEST_CASE("each error code has its own text and exactly one outcome") {
  std::set<std::string> texts;
  for (int i = static_cast<int>(ami::errc::invalid_options); i <= static_cast<int>(ami::errc::shutting_down); ++i) {
    const ami::error_code code = static_cast<ami::errc>(i);
    texts.insert(code.message());
    int outcomes = 0;
    for (const auto how :
         {ami::outcome::accepted, ami::outcome::never_sent, ami::outcome::unknown, ami::outcome::rejected}) {
      outcomes += code == how ? 1 : 0;
    }
    CHECK(outcomes == 1);
    CHECK(code.message() != "unknown error");
  }
  CHECK(texts.size() == static_cast<std::size_t>(ami::errc::shutting_down));
  CHECK(ami::error_code{} == ami::outcome::accepted);
  CHECK(ami::error_code{ami::errc::connection_refused} == boost::system::errc::connection_refused);
  CHECK(ami::error_code{ami::errc::response_timed_out} == boost::system::errc::timed_out);
  const ami::response refusal{ami::wire::frame::from_text("Response: Error\r\nMessage: No such channel\r\n")};
  const ami::error error{ami::errc::action_rejected, "Hangup: No such channel", refusal, ami::outcome::rejected};
  CHECK(std::string{error.what()}.find("Hangup: No such channel: rejected by the server") == 0);
}

TEST_CASE("command output of both forms") {
  const auto output = [](const char* text) {
    auto data = std::make_shared<ami::detail::reply_data>();
    data->response = ami::response{ami::wire::frame::from_text(text)};
    return ami::replies::command{ami::reply{data}}.output();
  };
  using lines = std::vector<std::string>;
  CHECK(
      output(
          "Response: Success\r\nMessage: Command output follows\r\nOutput: a: b\r\nOutput: \r\nOutput: c\r\r\nd\r\n") ==
      lines{"a: b", "", "c\r", "d"});
  CHECK(output("Response: Success\r\nMessage: Command output follows\r\n").empty());
}

TEST_CASE("hosts and ports") {
  const auto parsed = [](const char* text) {
    const ami::options how{text};
    return how.problem().empty() ? how.host() + " " + std::to_string(how.port()) : std::string{"refused"};
  };
  CHECK(parsed("pbx") == "pbx 5038");
  CHECK(parsed("pbx:5039") == "pbx 5039");
  CHECK(parsed("192.0.2.1:1") == "192.0.2.1 1");
  CHECK(parsed("2001:db8::1") == "2001:db8::1 5038");
  CHECK(parsed("[2001:db8::1]") == "2001:db8::1 5038");
  CHECK(parsed("[2001:db8::1]:65535") == "2001:db8::1 65535");
  for (const char* bad : {"", "pbx:", "pbx:0", "pbx:65536", "pbx:x", "[::1", "[::1]x", "a\nb"}) {
    CHECK(parsed(bad) == "refused");
  }
  const ami::options how = ami::options{"h"}.event_mask("call, user");
  CHECK(how.event_mask() == "call,user");
  CHECK(ami::options{"h"}.event_mask("system,calls").problem().find("calls") != std::string::npos);
  CHECK(ami::options{"h"}.event_mask("1").problem().empty());
  CHECK_FALSE(ami::options{"h"}.event_mask("").problem().empty());
  CHECK_FALSE(ami::options{"h"}.login_timeout(std::chrono::seconds{0}).problem().empty());
  ami::secret from{"short"};
  const ami::secret to{std::move(from)};
  CHECK(to.reveal() == "short");
  CHECK(from.empty());  // NOLINT(bugprone-use-after-move)
}
