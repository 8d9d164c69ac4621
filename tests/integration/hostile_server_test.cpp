// What a server sends that no server should: nothing of it may silence a connection unnoticed.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using client = ami::testing::session;

namespace {

const char* const asterisk_13 = "Asterisk Call Manager/2.10.6";
const char* const asterisk_22 = "Asterisk Call Manager/11.0.0";

frame_text numbered(int number) {
  return frame_text::event("UserEvent").header("UserEvent", "Numbered").header("Number", std::to_string(number));
}

}  // namespace

TEST_CASE("a forged \"Response: Follows\" is passed over, and what follows arrives") {
  const auto* const greeting = GENERATE(asterisk_13, asterisk_22);
  const auto forged =
      GENERATE(as<std::string>{}, "Response: Follows\r\n\r\n", "Response: Follows\r\nPrivilege: Command\r\n\r\n",
               "Response: Follows\r\nPrivilege: Command\r\nActionID: 1\r\n\r\n");
  CAPTURE(greeting, forged);
  fake_asterisk server{fake_options{}.greeting(greeting)};
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  auto events = pbx.subscribe<ami::events::user_event>();
  std::optional<client> asked_by;
  std::string asked_with;
  server.on("Command", [&](const request& asked, const client& from) {
    asked_by = from;
    asked_with = asked.action_id();
  });
  auto script = [&]() -> asio::awaitable<void> {
    co_await pbx.connect();
    server.send_raw(forged);
    server.send_event(numbered(1));
    auto event = co_await events.next();
    REQUIRE(event);
    CHECK((*event)["Number"] == "1");
    // Also while a Command is in flight, whose reply is another one.
    std::optional<ami::replies::command> reply;
    pbx.async_send_action(ami::actions::command{"core show uptime"},
                          [&](ami::error_code error, ami::replies::command given) {
                            CHECK_FALSE(error);
                            reply = std::move(given);
                          });
    co_await pbx.send_action(ami::actions::ping{});
    REQUIRE(asked_by);
    server.send_raw(forged);
    server.send_event(numbered(2));
    event = co_await events.next();
    REQUIRE(event);
    CHECK((*event)["Number"] == "2");
    asked_by->send_raw(greeting == asterisk_13
                           ? "Response: Follows\r\nPrivilege: Command\r\nActionID: " + asked_with +
                                 "\r\none\n\nthree\n--END COMMAND--\r\n\r\n"
                           : "Response: Success\r\nActionID: " + asked_with +
                                 "\r\nMessage: Command output follows\r\nOutput: one\r\nOutput: \r\n"
                                 "Output: three\r\n\r\n");
    co_await pbx.send_action(ami::actions::ping{});
    REQUIRE(reply);
    CHECK(std::as_const(*reply).output() == std::vector<std::string_view>{"one", "", "three"});
    co_await pbx.disconnect();
  };
  test::run(io, script());
}

TEST_CASE("a server that never ends its frame is given up, although its bytes arrive all the time") {
  const auto* const greeting = GENERATE(asterisk_13, asterisk_22);
  CAPTURE(greeting);
  fake_asterisk server{fake_options{}.greeting(greeting)};
  asio::io_context io;
  ami::manager pbx{io, address_of(server).ping_after(20ms).ping_timeout(100ms)};
  auto events = pbx.subscribe<ami::events::user_event>();
  // The text of an action that is in flight has no end marker; elsewhere it is a frame without a blank line, which the
  // replies to pings do not end either.
  const bool of_a_command = GENERATE(true, false);
  if (!of_a_command) {
    server.on("Ping", [](const request& asked, const client& from) {
      from.send_raw("Response: Success\r\nActionID: " + asked.action_id() + "\r\nPing: Pong\r\n");
    });
  }
  server.on("Command", [&](const request& asked, const client& from) {
    from.send_raw("Response: Follows\r\nPrivilege: Command\r\nActionID: " + asked.action_id() + "\r\n");
  });
  auto script = [&]() -> asio::awaitable<void> {
    co_await pbx.connect();
    if (of_a_command) {
      pbx.async_send_action(ami::actions::command{"x"}, asio::detached);
      REQUIRE(server.wait_for_request("Command", 10s));
    }
    asio::steady_timer pause{co_await asio::this_coro::executor};
    while (pbx.state() == ami::connection_state::connected) {
      server.send_raw("Key: value\r\n");
      pause.expires_after(1ms);
      co_await pause.async_wait(asio::use_awaitable);
    }
    while (co_await events.next()) {
    }
    CHECK(events.end_reason() == ami::errc::ping_timed_out);
  };
  test::run(io, script());
}

TEST_CASE("an event with stray line feeds in its values arrives as one event") {
  fake_asterisk server{quiet()};
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  auto events = pbx.subscribe();
  auto script = [&]() -> asio::awaitable<void> {
    co_await pbx.connect();
    server.send_raw(
        "Event: RPT_TXKEYED\r\nPrivilege: call,all\r\nNode: 1999\r\nLastKeyedTime: Tue Nov  3 12:00:00\n\r\n"
        "LastTxKeyedTime: Tue Nov  3 12:00:01\n\r\nEventValue: 1\r\n\r\n");
    server.send_event(numbered(1));
    const auto cut = co_await events.next();
    REQUIRE(cut);
    CHECK((*cut)["LastKeyedTime"] == "Tue Nov  3 12:00:00");
    CHECK((*cut)["LastTxKeyedTime"] == "Tue Nov  3 12:00:01");
    CHECK((*cut)["EventValue"] == "1");
    const auto next = co_await events.next();
    REQUIRE(next);
    CHECK((*next)["Number"] == "1");
    co_await pbx.disconnect();
  };
  test::run(io, script());
}
