// ami::options, send_options and secret.
#include "catch.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <cstring>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using namespace std::chrono_literals;
using ami::options;
using ami::secret;

namespace {

static_assert(!std::is_aggregate_v<options> && !std::is_aggregate_v<ami::send_options>);
static_assert(!std::is_convertible_v<std::string, secret> && !std::is_convertible_v<std::string, options>);

template <class T>
concept streamable = requires(std::ostream& out, const T& value) {
  out << value;
};
static_assert(streamable<options> && !streamable<secret>, "a secret has no textual form");

// All bytes of an object, without what it may point to.
template <class T>
std::string bytes_of(const T& object) {
  std::string bytes(sizeof(T), '\0');
  std::memcpy(bytes.data(), static_cast<const void*>(&object), sizeof(T));
  return bytes;
}

bool usable(const options& how) {
  return how.problem().empty();
}

}  // namespace

TEST_CASE("options: host and port out of one text") {
  const auto is = [](const char* text, std::string_view host, int port) {
    CAPTURE(text);
    const options how{text};
    CHECK(how.problem().empty());
    CHECK(how.host() == host);
    CHECK(how.port() == port);
  };
  is("pbx.example.org", "pbx.example.org", 5038);
  is("pbx.example.org:1", "pbx.example.org", 1);
  is("192.0.2.1", "192.0.2.1", 5038);
  is("192.0.2.1:65535", "192.0.2.1", 65535);
  is("::1", "::1", 5038);
  is("2001:db8::1", "2001:db8::1", 5038);
  is("fe80::1%eth0", "fe80::1%eth0", 5038);
  is("[2001:db8::1]", "2001:db8::1", 5038);
  is("[2001:db8::1]:5039", "2001:db8::1", 5039);
  is("[pbx]:7", "pbx", 7);
}

TEST_CASE("options: hosts and ports that cannot be") {
  for (const char* text :
       {"", ":5038", "[]:5038", "[]", "[::1", "[::1]5038", "[::1]:", "pbx:", "pbx:0", "pbx:65536", "pbx:-1", "pbx:+1",
        "pbx: 1", "pbx:1 ", "pbx:x", "pbx:99999999999999999999", "pb\nx", "pb\rx"}) {
    CAPTURE(text);
    CHECK_FALSE(usable(options{text}));
  }
  CHECK_FALSE(usable(options{std::string{"a\0b", 3}}));
}

TEST_CASE("options: port() goes before the port in the host's text") {
  const options how = options{"pbx:1000"}.port(2000);
  CHECK(how.port() == 2000);
  CHECK(how.host() == "pbx");
  CHECK_FALSE(usable(options{"pbx"}.port(0)));
}

TEST_CASE("options: the event mask has known words only, since the server passes over others in silence") {
  for (const char* mask :
       {"on", "off", "ON", "yes", "no", "all", "none", "call", "call,system", "CALL,Agent", "1", "0", "1073741824",
        // NOLINTNEXTLINE(bugprone-suspicious-missing-comma)
        "system,call,log,verbose,command,agent,user,config,dtmf,reporting,cdr,"
        "dialplan,originate,agi,cc,aoc,test,security,message"}) {
    CAPTURE(mask);
    CHECK(usable(options{"h"}.event_mask(mask)));
  }
  for (const char* mask : {"", ",", "call,", ",call", "call,,user", "calls", "call;user", "bogus", "call,bogus", "-1",
                           "0x1", "on,call", "call,off", "1,2", "call\r\nAction: x"}) {
    CAPTURE(mask);
    const options how = options{"h"}.event_mask(mask);
    CHECK_FALSE(usable(how));
    CHECK(how.problem().find_first_of("\r\n") == std::string::npos);
  }
  CHECK(options{"h"}.event_mask("system,calls").problem().find("'calls'") != std::string::npos);
}

TEST_CASE("options: blanks in the event mask are dropped, since the server would stop there") {
  const options how = options{"h"}.event_mask(" system,\tuser , call ");
  CHECK(how.event_mask() == "system,user,call");
  CHECK(usable(how));
  const options all{"h"};
  CHECK_FALSE(all.event_mask().has_value());
}

TEST_CASE("options: timeouts and limits that cannot be") {
  CHECK(usable(options{"h"}));
  for (const auto bad : {0ms, -1ms}) {
    CHECK_FALSE(usable(options{"h"}.resolve_timeout(bad)));
    CHECK_FALSE(usable(options{"h"}.connect_timeout(bad)));
    CHECK_FALSE(usable(options{"h"}.login_timeout(bad)));
  }
  CHECK(usable(options{"h"}.action_timeout(0ms).disconnect_timeout(0ms)));
  CHECK_FALSE(usable(options{"h"}.action_timeout(-1ms)));
  CHECK_FALSE(usable(options{"h"}.disconnect_timeout(-1ms)));
  CHECK_FALSE(usable(options{"h"}.wait_fully_booted(-1ms)));
  CHECK(usable(options{"h"}.wait_fully_booted(1s)));
  CHECK_FALSE(usable(options{"h"}.max_actions_in_flight(0)));
  CHECK(usable(options{"h"}.max_actions_in_flight(1)));
}

TEST_CASE("options: credentials that would break the login's lines, and no problem shows them") {
  for (const char* bad : {"hun\nter2", "hun\rter2", "hunter2\r\nAction: x"}) {
    for (const options& how : {options{"h"}.credentials("alice", bad), options{"h"}.credentials(bad, "x")}) {
      CHECK_FALSE(usable(how));
      CHECK(how.problem().find("ter2") == std::string::npos);
    }
  }
  CHECK_FALSE(usable(options{"h"}.credentials("alice", std::string_view{"a\0b", 3})));
  CHECK(usable(options{"h"}.credentials("alice", "caf\xe9: \"x\" \\")));
}

TEST_CASE("options: setters keep what they are given, on temporaries and on objects") {
  options how{"h"};
  how.credentials("alice", "hunter2").login(ami::login_method::plain).login_timeout(1s).action_timeout(2s);
  how.resolve_timeout(3s).connect_timeout(4s).disconnect_timeout(5s).max_actions_in_flight(6).wait_fully_booted(7s);
  how.limits(ami::wire::read_limits{}.max_fields(8));
  CHECK(how.user() == "alice");
  CHECK(how.secret_text().reveal() == "hunter2");
  CHECK(how.login() == ami::login_method::plain);
  CHECK(how.login_timeout() == 1s);
  CHECK(how.action_timeout() == 2s);
  CHECK(how.resolve_timeout() == 3s);
  CHECK(how.connect_timeout() == 4s);
  CHECK(how.disconnect_timeout() == 5s);
  CHECK(how.max_actions_in_flight() == 6);
  CHECK(how.wait_fully_booted() == 7s);
  CHECK(how.limits().max_fields() == 8);
  const options copy = how;
  how.credentials("bob", "other");
  CHECK(copy.secret_text().reveal() == "hunter2");
  CHECK(options{"h"}.login() == ami::login_method::challenge);
}

TEST_CASE("options: shown as one line, never with the secret") {
  const options how = options{"pbx:5039"}.credentials("alice", "hunter2").event_mask("call");
  const std::string text = ami::to_string(how);
  CHECK(text == "pbx:5039 user=alice");
  std::ostringstream out;
  out << how;
  CHECK(out.str() == text);
  CHECK(fmt::format("{}", how) == text);
  CHECK(ami::to_string(options{"2001:db8::1"}) == "[2001:db8::1]:5038");
  CHECK(ami::to_string(options{"a\nb"}.credentials("c\x1b[2J", "")) == "a\\nb:5038 user=c\\x1b[2J");
}

TEST_CASE("options: an action's timeout converts from a duration") {
  const ami::send_options none;
  CHECK_FALSE(none.timeout());
  const ami::send_options seconds = 2s;
  CHECK(seconds.timeout() == 2000ms);
  CHECK(ami::send_options{}.timeout(0ms).timeout() == 0ms);
}

// A streamed list keeps nothing, and has limits of its own: those of what is kept cannot be mistaken for them.
template <class Options>
concept limits_what_is_kept = requires(Options how) {
  how.max_list_items(1);
  how.max_list_bytes(1);
};
static_assert(limits_what_is_kept<options> && limits_what_is_kept<ami::send_options>);
static_assert(!limits_what_is_kept<ami::list_options>);

TEST_CASE("options: a list that is kept has limits, which an action may have otherwise") {
  CHECK(options{"pbx"}.max_list_items() == 262'144);
  CHECK(options{"pbx"}.max_list_bytes() == std::size_t{64} << 20);
  const options how = options{"pbx"}.max_list_items(5).max_list_bytes(6);
  CHECK(how.max_list_items() == 5);
  CHECK(how.max_list_bytes() == 6);
  CHECK_FALSE(ami::send_options{}.max_list_items());
  CHECK_FALSE(ami::send_options{}.max_list_bytes());
  const ami::send_options own = ami::send_options{}.max_list_items(7).max_list_bytes(8);
  CHECK(own.max_list_items() == std::size_t{7});
  CHECK(own.max_list_bytes() == std::size_t{8});
}

TEST_CASE("options: a secret that is moved or replaced leaves nothing behind") {
  for (const std::string& text : {std::string{"hunter2"}, std::string{"fifteen bytes!!"}, std::string(100, 's')}) {
    CAPTURE(text);
    const std::string trace = text.substr(1, 6);
    secret first{text};
    secret second{std::move(first)};
    CHECK(second.reveal() == text);
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move)
    CHECK(bytes_of(first).find(trace) == std::string::npos);

    const secret copy = second;
    second = secret{};
    CHECK(second.empty());
    CHECK(bytes_of(second).find(trace) == std::string::npos);
    CHECK(copy.reveal() == text);

    second = copy;
    CHECK(second.reveal() == text);
    const secret& self = second;
    second = self;
    CHECK(second.reveal() == text);
    second = secret{"x"};
    CHECK(second.reveal() == "x");
    CHECK(bytes_of(second).find(trace) == std::string::npos);
  }
}

TEST_CASE("options: a secret's memory is overwritten when it is destroyed") {
  alignas(secret) unsigned char memory[sizeof(secret)] = {};
  auto* const value = new (static_cast<void*>(memory)) secret{"hunter2"};
  CHECK(value->reveal() == "hunter2");
  value->~secret();
  CHECK(bytes_of(memory).find("unter2") == std::string::npos);
}
