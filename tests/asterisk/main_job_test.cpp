// The main job on a real Asterisk: logins, actions, events. The server comes from run.sh.
#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

using test::environment;
using test::is_asterisk_22;
using test::server;

namespace {

// What Asterisk's own console prints for a command, as lines.
std::vector<std::string> console(const std::string& command) {
  const std::string text = test::console(command);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

ami::error_code connect_error(asio::io_context& io, ami::manager pbx) {
  return std::get<0>(test::run(io, pbx.async_connect(asio::as_tuple(asio::use_awaitable))));
}

}  // namespace

TEST_CASE("both logins work, and the version is known") {
  asio::io_context io;
  for (const auto method : {ami::login_method::challenge, ami::login_method::plain}) {
    ami::manager pbx{io, server().login(method).wait_fully_booted(20s)};
    test::run(io, pbx.connect());
    CHECK(pbx.state() == ami::connection_state::connected);
    CHECK(pbx.server_version().major_number() == (is_asterisk_22() ? 11 : 5));
    const auto pong = test::run(io, pbx.send_action(ami::actions::ping{}));
    CHECK(pong["Ping"] == "Pong");
    CHECK_FALSE(pong.timestamp().empty());
    test::run(io, pbx.disconnect());
    CHECK(pbx.state() == ami::connection_state::disconnected);
  }
}

TEST_CASE("a wrong password, an unknown user and a refused address are authentication errors") {
  asio::io_context io;
  for (const auto method : {ami::login_method::challenge, ami::login_method::plain}) {
    CHECK(connect_error(io, {io, server("admin", "wrong").login(method)}) == ami::errc::authentication_failed);
    CHECK(connect_error(io, {io, server("nobody", "wrong").login(method)}) == ami::errc::authentication_failed);
  }
  CHECK(connect_error(io, {io, server("acl", "acl")}) == ami::errc::authentication_failed);
  try {
    ami::manager pbx{io, server("admin", "not-the-secret")};
    test::run(io, pbx.connect());
    FAIL("logged in with a wrong password");
  } catch (const ami::error& error) {
    CHECK(error.response()["Message"] == "Authentication failed");
    CHECK(std::string{error.what()}.find("not-the-secret") == std::string::npos);
  }
}

TEST_CASE("a user that may log in once is told so") {
  asio::io_context io;
  ami::manager first{io, server("single", "single")};
  test::run(io, first.connect());
  CHECK(connect_error(io, {io, server("single", "single")}) == ami::errc::already_logged_in);
  test::run(io, first.disconnect());
}

TEST_CASE("a limited user is denied what it may not do") {
  asio::io_context io;
  ami::manager pbx{io, server("limited", "limited")};
  test::run(io, pbx.connect());
  const auto send = [&](const ami::action& action) {
    return test::run(io, pbx.async_send_action(action, asio::as_tuple(asio::use_awaitable)));
  };
  const auto denied = send(ami::action{"Command"}.header("Command", "core show version"));
  CHECK(std::get<0>(denied) == ami::errc::permission_denied);
  CHECK(std::get<1>(denied).outcome() == ami::outcome::rejected);
  const auto unknown = send(ami::action{"NoSuchAction"});
  CHECK(std::get<0>(unknown) == ami::errc::unknown_action);
  const auto ping = send(ami::actions::ping{});
  CHECK_FALSE(std::get<0>(ping));
  const auto channels = send(ami::actions::core_show_channels{});
  CHECK_FALSE(std::get<0>(channels));
  CHECK(std::get<1>(channels).is_list());
  CHECK(std::get<1>(channels).completion()["ListItems"] == "0");
  test::run(io, pbx.disconnect());
}

namespace {

class call_events {
public:
  std::vector<std::string> created;
  std::vector<std::string> hung_up;
  std::vector<ami::channel_state> states;
  std::optional<ami::events::originate_response> outcome_view;
  std::vector<ami::event> kept;
  std::string variable;
};

// Collects the events of one call until both halves of the Local channel are gone and its result is known.
asio::awaitable<call_events> follow(ami::event_stream<> stream, std::string linkedid, std::string action_id) {
  call_events call;
  bool resulted = false;
  while (call.hung_up.size() < 2 || !resulted) {
    auto event = co_await stream.next();
    REQUIRE(event);
    if (const auto result = event->get_if<ami::events::originate_response>();
        result && result->action_id() == action_id) {
      call.kept.push_back(*event);
      call.outcome_view = result;
      resulted = true;
    }
    if ((*event)["Linkedid"] != linkedid) {
      continue;
    }
    event->match([&](const ami::events::newchannel& made) { call.created.emplace_back(made.channel()); },
                 [&](const ami::events::newstate& changed) { call.states.push_back(*changed.channel_state()); },
                 [&](const ami::events::hangup& gone) { call.hung_up.emplace_back(gone.channel()); },
                 [&](const ami::events::var_set& set) {
                   if (set.variable() == "FROM_TEST") {
                     call.variable = set.value();
                   }
                 });
  }
  co_return call;
}

}  // namespace

TEST_CASE("an originated Local channel is seen as typed events through to its hangup") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  auto stream = pbx.subscribe();
  const auto queued = test::run(io, pbx.send_action(ami::actions::originate{"Local/102@default"}
                                                        .application("Wait")
                                                        .data("1")
                                                        .channel_id("ami-test-call")
                                                        .other_channel_id("ami-test-call-2")
                                                        .variable("FROM_TEST", R"(a,"b" c\d)")
                                                        .async()));
  const auto call = test::run(io, follow(std::move(stream), "ami-test-call", std::string{queued.action_id()}));
  CHECK(call.created.size() == 2);
  CHECK(call.hung_up.size() == 2);
  CHECK(std::ranges::find(call.states, ami::channel_state::up) != call.states.end());
  REQUIRE(call.outcome_view);
  CHECK(call.outcome_view->response() == "Success");
  CHECK(call.outcome_view->reason() == ami::originate_reason::answer);
  CHECK(call.outcome_view->uniqueid() == "ami-test-call");
  CHECK(call.variable == R"(a,"b" c\d)");
  test::run(io, pbx.disconnect());
}

namespace {

asio::awaitable<std::size_t> ping_all(ami::manager pbx, std::size_t count) {
  std::size_t answered = 0;
  std::size_t in_order = 0;
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer done{executor, asio::steady_timer::time_point::max()};
  for (std::size_t i = 0; i < count; ++i) {
    pbx.async_send_action(ami::actions::ping{}, [&, i](ami::error_code error, const ami::replies::ping& pong) {
      in_order += !error && pong["Ping"] == "Pong" && answered == i ? 1U : 0U;
      if (++answered == count) {
        done.cancel();
      }
    });
  }
  ami::error_code ignored;
  co_await done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_return in_order;
}

}  // namespace

TEST_CASE("2,000 pipelined pings are answered, each to its own caller and in order") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  CHECK(test::run(io, ping_all(pbx, 2000)) == 2000);
  test::run(io, pbx.disconnect());
}

namespace {

asio::awaitable<ami::event> next_newchannel(ami::event_stream<ami::events::newchannel> stream, std::string uniqueid) {
  for (;;) {
    auto event = co_await stream.next();
    REQUIRE(event);
    if ((*event)["Uniqueid"] == uniqueid) {
      co_return *event;
    }
  }
}

asio::awaitable<ami::event> next_caller_id(ami::event_stream<> stream, std::string uniqueid) {
  for (;;) {
    auto event = co_await stream.next();
    REQUIRE(event);
    if (event->name() == "NewCallerid" && (*event)["Uniqueid"] == uniqueid) {
      co_return *event;
    }
  }
}

}  // namespace

TEST_CASE("Latin-1 and quote bytes in a caller id arrive unchanged") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  const std::string name = "caf\xe9 O'Brien? x";
  auto caller_ids = pbx.subscribe();
  auto channels = pbx.subscribe<ami::events::newchannel>();
  const auto queued = test::run(io, pbx.send_action(ami::actions::originate{"Local/102@default"}
                                                        .application("Wait")
                                                        .data("1")
                                                        .channel_id("ami-bytes")
                                                        .caller_id("\"" + name + "\" <2001>")
                                                        .async()));
  CHECK(queued.success());
  const auto made = test::run(io, next_newchannel(std::move(channels), "ami-bytes"));
  CHECK(made["Uniqueid"] == "ami-bytes");
  const auto changed = test::run(io, next_caller_id(std::move(caller_ids), "ami-bytes"));
  CHECK(ami::unescape(changed["CallerIDName"]) == name);
  CHECK(changed["CallerIDName"].find("caf\xe9 O\\'Brien\\?") == 0);
  const auto listed = test::run(io, pbx.send_action(ami::actions::status{}));
  bool found = false;
  for (const auto& item : listed.items()) {
    found = found || (item["Uniqueid"] == "ami-bytes" && ami::unescape(item["CallerIDName"]) == name);
  }
  CHECK(found);
  CHECK(listed.completion()["Items"] == std::to_string(listed.items().size()));
  test::run(io, pbx.disconnect());
}

TEST_CASE("an injected header is refused before anything is sent") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  const auto result =
      test::run(io, pbx.async_send_action(
                        ami::actions::setvar{"AMI_TEST", "x\r\n\r\nAction: Setvar\r\nVariable: AMI_FORGED\r\nValue: 1"},
                        asio::as_tuple(asio::use_awaitable)));
  CHECK(std::get<0>(result) == ami::errc::invalid_header);
  CHECK(std::get<0>(result) == ami::outcome::never_sent);
  const auto value_of = [&](const std::string& variable) {
    const auto reply = test::run(io, pbx.send_action(ami::actions::getvar{variable}));
    return std::string{reply.value()};
  };
  CHECK(value_of("AMI_FORGED").empty());
  CHECK(value_of("AMI_TEST").empty());
  test::run(io, pbx.send_action(ami::actions::setvar{"AMI_TEST", "plain, \"text\" with \\ bytes"}));
  CHECK(value_of("AMI_TEST") == "plain, \"text\" with \\ bytes");
  test::run(io, pbx.disconnect());
}

TEST_CASE("the event mask of the login and of the action hold") {
  asio::io_context io;
  ami::manager pbx{io, server().event_mask("user, call")};
  ami::manager other{io, server()};
  test::run(io, pbx.connect());
  test::run(io, other.connect());
  auto stream = pbx.subscribe();
  test::run(io, other.send_action(ami::actions::user_event{"First"}.header("Text", "one")));
  const auto first = test::run(io, stream.next());
  REQUIRE(first);
  CHECK(first->get_if<ami::events::user_event>()->user_event_() == "First");
  CHECK((*first)["Text"] == "one");
  CHECK_FALSE(test::run(io, pbx.send_action(ami::actions::events{"off"})).on());
  test::run(io, other.send_action(ami::actions::user_event{"Second"}));
  CHECK(test::run(io, pbx.send_action(ami::actions::events{"user"})).on());
  test::run(io, other.send_action(ami::actions::user_event{"Third"}));
  const auto third = test::run(io, stream.next());
  REQUIRE(third);
  CHECK(third->get_if<ami::events::user_event>()->user_event_() == "Third");
  test::run(io, pbx.disconnect());
  test::run(io, other.disconnect());
}

TEST_CASE("a command's output equals what the console prints") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  const auto applications = test::run(io, pbx.send_action(ami::actions::command{"core show applications"}));
  const auto printed = console("core show applications");
  CHECK(applications.output().size() > 10);
  CHECK(applications.output() == std::vector<std::string_view>(printed.begin(), printed.end()));
  const auto wrong = test::run(
      io, pbx.async_send_action(ami::actions::command{"no such command"}, asio::as_tuple(asio::use_awaitable)));
  CHECK(std::get<0>(wrong) == ami::errc::action_rejected);
  CHECK(std::get<1>(wrong).output().size() == 1);
  test::run(io, pbx.disconnect());
}

TEST_CASE("hanging up and redirecting a channel") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  auto stream = pbx.subscribe<ami::events::hangup>();
  test::run(io, pbx.send_action(ami::actions::originate{"Local/100@default"}
                                    .application("Wait")
                                    .data("30")
                                    .channel_id("ami-redirected")
                                    .other_channel_id("ami-redirected-2")));
  const auto listed = test::run(io, pbx.send_action(ami::actions::core_show_channels{}));
  std::string channel;
  for (const auto& item : listed.items()) {
    if (item["Uniqueid"] == "ami-redirected") {
      channel = item["Channel"];
    }
  }
  REQUIRE_FALSE(channel.empty());
  const auto uniqueid = test::run(io, pbx.send_action(ami::actions::getvar{"UNIQUEID"}.channel(channel)));
  CHECK(uniqueid.value() == "ami-redirected");
  test::run(io, pbx.send_action(ami::actions::redirect{channel, "default", "100"}));
  test::run(io, pbx.send_action(ami::actions::hangup{channel}.cause(ami::hangup_cause::user_busy)));
  for (;;) {
    const auto event = test::run(io, stream.next());
    REQUIRE(event);
    if (const auto gone = event->get_if<ami::events::hangup>(); gone && gone->uniqueid() == "ami-redirected") {
      CHECK(gone->cause() == ami::hangup_cause::user_busy);
      break;
    }
  }
  test::run(io, pbx.disconnect());
}

TEST_CASE("how long a queue's member rang") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  auto stream = pbx.subscribe<ami::events::agent_ring_no_answer>();
  const std::string never_answers = "Local/101@default/n";
  test::run(io, pbx.send_action(ami::actions::queue_pause{"Local/100@default", true}.queue("support")));
  test::run(io, pbx.send_action(ami::actions::queue_add{"support", never_answers}));
  test::run(io, pbx.send_action(
                    ami::actions::originate{"Local/100@default"}.application("Queue").data("support,t,,,2").async()));
  const auto missed = test::run(io, stream.next());
  REQUIRE(missed);
  const auto rang = missed->get_if<ami::events::agent_ring_no_answer>();
  REQUIRE(rang);
  CHECK(rang->interface() == never_answers);
  INFO((*missed)["RingTime"]);
  CHECK(rang->ring_time() >= 1s);
  CHECK(rang->ring_time() <= 4s);
  test::run(io, pbx.send_action(ami::actions::queue_remove{"support", never_answers}));
  test::run(io, pbx.send_action(ami::actions::queue_pause{"Local/100@default", false}.queue("support")));
  test::run(io, pbx.disconnect());
}

TEST_CASE("a server that shuts down gracefully takes no login, and is waited for") {
  asio::io_context io;
  ami::manager pbx{io, server()};
  test::run(io, pbx.connect());
  // Calls keep the server up meanwhile; this one ends by itself.
  test::run(io, pbx.send_action(ami::actions::originate{"Local/100@default"}.application("Wait").data("8").async()));
  test::run(io, [](ami::manager manager) -> asio::awaitable<void> {
    for (bool seen = false; !seen;) {
      const auto channels = co_await manager.send_action(ami::actions::core_show_channels{});
      seen = channels.completion()["ListItems"] == "2";
    }
  }(pbx));
  ami::manager supervised{
      io, server().wait_fully_booted(30s).reconnect(ami::reconnect_policy{}.initial_delay(20ms).max_delay(100ms))};
  auto states =
      supervised.subscribe<ami::connection_state_changed>(ami::subscribe_options{}.capacity(std::size_t{1} << 20U));
  // The command is not answered.
  ami::manager console_user{io, server()};
  test::run(io, console_user.connect());
  std::string commanded = "no answer";
  asio::co_spawn(io, test::restart(console_user, "core restart gracefully"),
                 [&](const std::exception_ptr&, std::string result) { commanded = std::move(result); });
  const auto refusal = test::run(io, [](ami::manager manager) -> asio::awaitable<ami::reply> {
    for (;;) {
      auto [error, reply] =
          co_await manager.async_send_action(ami::action{"Ping"}, asio::as_tuple(asio::use_awaitable));
      if (error) {
        CHECK(error == ami::errc::shutting_down);
        co_return reply;
      }
    }
  }(pbx));
  CHECK(refusal.message() == "Asterisk is shutting down");
  for (const auto method : {ami::login_method::challenge, ami::login_method::plain}) {
    CHECK(connect_error(io, {io, server().login(method)}) == ami::errc::shutting_down);
  }
  // What the tests that follow want as well: a server that has started.
  test::run(io, supervised.connect());
  bool refused = false;
  while (const auto change = states.try_next()) {
    const auto state = change->get_if<ami::connection_state_changed>();
    refused = refused || (state && state->reason() == ami::errc::shutting_down);
  }
  CHECK(refused);
  test::run(io, supervised.disconnect());
  test::run(io, pbx.disconnect());
}

namespace {

// What the connection says of itself, a line for each change.
std::string told(ami::event_stream<ami::connection_state_changed>& states) {
  std::string text;
  while (const auto event = states.try_next()) {
    if (const auto change = event->get_if<ami::connection_state_changed>()) {
      text.append("\n").append(to_string(change->to())).append(": ").append(change->reason().message());
    }
  }
  return text;
}

}  // namespace

TEST_CASE("after a reconnect it is known whether the server was restarted, and its modules are loaded") {
  asio::io_context io;
  ami::manager pbx{io, server().reconnect(ami::reconnect_policy{}.initial_delay(10ms).max_delay(50ms))};
  auto gaps = pbx.subscribe<ami::events::fully_booted>();
  auto states = pbx.subscribe<ami::connection_state_changed>(ami::subscribe_options{}.capacity(std::size_t{1} << 20U));
  test::run(io, pbx.connect());
  const auto restarted = [](ami::manager manager, decltype(gaps)* stream) -> asio::awaitable<std::optional<bool>> {
    std::optional<bool> result;
    for (bool restored = false; !restored;) {
      const auto event = co_await stream->next();
      REQUIRE(event);
      restored = event->is<ami::connection_restored>();
      if (restored) {
        result = event->get_if<ami::connection_restored>()->restarted();
      }
    }
    co_await manager.wait_for(ami::connection_state::connected);
    // A server whose modules are still being loaded would not know it.
    const auto queues = co_await manager.send_action(ami::actions::queue_status{});
    CHECK(queues.response().success());
    co_return result;
  };
  test::cut_links();
  CHECK(test::run(io, restarted(pbx, &gaps)) == false);
  std::string commanded = "no answer";
  asio::co_spawn(io, test::restart(pbx, "core restart now"),
                 [&](const std::exception_ptr&, std::string result) { commanded = std::move(result); });
  std::optional<bool> result;
  asio::co_spawn(io, restarted(pbx, &gaps),
                 [&](const std::exception_ptr&, std::optional<bool> value) { result = value.value_or(false); });
  const auto end = std::chrono::steady_clock::now() + test::patience;
  test::run_until(
      io, [&] { return result || std::chrono::steady_clock::now() > end; }, 2 * test::patience);
  INFO("the command: " << commanded << told(states));
  CHECK(result == true);
  test::run(io, pbx.disconnect());
}
