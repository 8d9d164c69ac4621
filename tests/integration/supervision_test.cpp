// Connections that are lost and made again: what streams, actions and the server see of it.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace {

ami::options supervised(const fake_asterisk& server) {
  return address_of(server).reconnect(at_once());
}

// The numbers of requests of a name.
std::ptrdiff_t count_of(const fake_asterisk& server, std::string_view name) {
  const auto requests = server.requests();
  return std::ranges::count_if(requests, [&](const auto& request) { return request.name() == name; });
}

}  // namespace

TEST_CASE("a lost connection is made again, and streams see the gap in its place") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  auto events = pbx.subscribe<ami::events::user_event>();
  auto script = [](fake_asterisk* fake, ami::manager manager, decltype(events)* stream) -> asio::awaitable<void> {
    co_await manager.connect();
    for (std::uint64_t round = 1; round <= 3; ++round) {
      fake->send_event(frame_text::event("UserEvent").header("Round", std::to_string(round)));
      auto before = co_await stream->next();
      REQUIRE(before);
      CHECK((*before)["Round"] == std::to_string(round));
      fake->drop_connections();
      const auto lost = co_await stream->next();
      REQUIRE(lost);
      REQUIRE(lost->get_if<ami::connection_lost>());
      CHECK(lost->get_if<ami::connection_lost>()->reason() != ami::error_code{});
      const auto restored = co_await stream->next();
      REQUIRE(restored);
      REQUIRE(restored->get_if<ami::connection_restored>());
      CHECK(restored->get_if<ami::connection_restored>()->epoch() == round + 1);
      CHECK(restored->get_if<ami::connection_restored>()->downtime() > 0ns);
      co_await manager.wait_for(ami::connection_state::connected);
    }
    co_await manager.disconnect();
    const auto end = co_await stream->next();
    CHECK_FALSE(end);
    CHECK(stream->end_reason() == ami::errc::disconnected);
    CHECK(stream->lost() == 0);
  };
  test::run(io, script(&server, pbx, &events));
  CHECK(server.logins() == 4);
}

TEST_CASE("after a reconnect streams are told whether the server was restarted") {
  fake_asterisk server{quiet()};
  // What follows each login.
  std::vector<std::string> sent{"", "", "", "", ""};
  const auto booted = [](int uptime) {
    return "Event: FullyBooted\r\nUptime: " + std::to_string(uptime) + "\r\nStatus: Fully Booted\r\n\r\n";
  };
  const std::string other = "Event: PeerStatus\r\nPeer: PJSIP/a\r\n\r\n";
  sent = {booted(1000), booted(1000), booted(5), other + booted(6), booted(7)};
  const std::vector<std::optional<bool>> expected{false, true, true, false};
  std::size_t logins = 0;
  server.on("Login", [&](const request& asked, const ami::testing::session& to) {
    to.log_in("admin");
    to.send_raw("Response: Success\r\nActionID: " + asked.action_id() + "\r\nMessage: Authentication accepted\r\n\r\n" +
                sent.at(logins++));
  });
  asio::io_context io;
  ami::manager pbx{io, supervised(server).login(ami::login_method::plain).wait_fully_booted(10s)};
  auto events = pbx.subscribe<ami::events::fully_booted, ami::events::peer_status>();
  test::run(io, pbx.connect());
  std::vector<std::optional<bool>> seen;
  auto script = [](fake_asterisk* fake, ami::manager manager, decltype(events)* stream, std::size_t count,
                   std::vector<std::optional<bool>>* restarts) -> asio::awaitable<void> {
    const auto first = co_await stream->next();
    REQUIRE(first);
    CHECK(first->is<ami::events::fully_booted>());
    while (restarts->size() != count) {
      fake->drop_connections();
      const auto lost = co_await stream->next();
      REQUIRE(lost);
      REQUIRE(lost->is<ami::connection_lost>());
      // In front of all that follows the login.
      const auto restored = co_await stream->next();
      REQUIRE(restored);
      REQUIRE(restored->is<ami::connection_restored>());
      CHECK(restored->arrived() > lost->arrived());
      restarts->push_back(restored->get_if<ami::connection_restored>()->restarted());
      co_await manager.wait_for(ami::connection_state::connected);
      while (stream->buffered() != 0) {
        const auto event = co_await stream->next();
        REQUIRE(event);
        CHECK_FALSE(event->is_gap());
      }
    }
  };
  test::run(io, script(&server, pbx, &events, expected.size(), &seen));
  CHECK(seen == expected);
}

TEST_CASE("a supervised manager sends actions only when the server is fully booted") {
  fake_asterisk server{quiet()};
  asio::io_context io;
  ami::manager pbx{io, supervised(server).wait_fully_booted(10s).wait_for_connection(10s)};
  auto events = pbx.subscribe<ami::events::fully_booted>();
  bool connected = false;
  pbx.async_connect([&](ami::error_code error) { connected = !error; });
  test::run_until(io, [&] { return server.logins() == 1; });
  bool answered = false;
  pbx.async_send_action(ami::actions::ping{}, ami::send_options{}, [&](ami::error_code error, const auto&) {
    // The event is in front of what was sent after it.
    answered = !error && events.buffered() == 1;
  });
  server.send_event(frame_text::event("UserEvent"));
  // What is asked of the server meanwhile is not sent.
  for (int i = 0; i < 100 && !connected; ++i) {
    io.poll();
  }
  CHECK_FALSE(connected);
  CHECK(count_of(server, "Ping") == 0);
  server.send_event(frame_text::event("FullyBooted").header("Uptime", 3).header("Status", "Fully Booted"));
  test::run_until(io, [&] { return answered; });
  CHECK(connected);
  CHECK(count_of(server, "Ping") == 1);
}

TEST_CASE("a login that fails before connect() has returned is no loss of a connection") {
  fake_asterisk server{quiet()};
  int refusals = 2;
  server.on("Events", [&](const request& asked, const ami::testing::session& to) {
    if (refusals-- > 0) {
      to.drop();
    } else {
      to.reply_default(asked);
    }
  });
  asio::io_context io;
  ami::manager pbx{io, supervised(server).event_mask("user")};
  auto events = pbx.subscribe<ami::events::user_event>();
  test::run(io, pbx.connect());
  CHECK(events.buffered() == 0);
  CHECK(server.logins() == 3);
}

TEST_CASE("a supervised connect() tries until there is a server") {
  fake_asterisk server;
  server.stop_listening();
  asio::io_context io;
  ami::manager pbx{io, supervised(server).reconnect(ami::reconnect_policy{}.initial_delay(1ms).max_delay(1ms))};
  bool connected = false;
  auto script = [](ami::manager manager, bool* done) -> asio::awaitable<void> {
    co_await manager.connect();
    *done = true;
  };
  asio::co_spawn(io, script(pbx, &connected), asio::detached);
  // A few attempts fail.
  test::run(io, [](ami::manager manager) -> asio::awaitable<void> {
    for (int i = 0; i < 3; ++i) {
      co_await manager.wait_for(ami::connection_state::waiting);
      co_await manager.wait_for(ami::connection_state::connecting);
    }
  }(pbx));
  CHECK_FALSE(connected);
  server.listen_again();
  test::run_until(io, [&] { return connected; });
  CHECK(pbx.state() == ami::connection_state::connected);
}

TEST_CASE("refused credentials are final, at the first login and later") {
  fake_asterisk server{ami::testing::fake_options{}.user("admin", "secret").login_failure_delay(0ms)};
  asio::io_context io;
  SECTION("at once") {
    ami::manager pbx{io, supervised(server).credentials("admin", "wrong")};
    auto script = [](ami::manager manager) -> asio::awaitable<ami::error_code> {
      const auto [error] = co_await manager.async_connect(as_tuple);
      co_return error;
    };
    CHECK(test::run(io, script(pbx)) == ami::errc::authentication_failed);
    CHECK(server.failed_logins() == 1);
    CHECK(pbx.state() == ami::connection_state::disconnected);
  }
  SECTION("later") {
    ami::manager pbx{io, supervised(server)};
    auto events = pbx.subscribe();
    auto script = [](fake_asterisk* fake, ami::manager manager, decltype(events)* stream) -> asio::awaitable<void> {
      co_await manager.connect();
      fake->on("Challenge", [](const auto&, ami::testing::session link) { link.reply_success(); });
      fake->on("Login", [](const auto&, ami::testing::session link) { link.reply_error("Authentication failed"); });
      fake->drop_connections();
      bool lost = false;
      while (auto event = co_await stream->next()) {
        lost = lost || event->is<ami::connection_lost>();
      }
      CHECK(lost);
    };
    test::run(io, script(&server, pbx, &events));
    CHECK((events.end_reason() == ami::errc::authentication_failed ||
           events.end_reason() == ami::errc::challenge_refused));
    CHECK(pbx.state() == ami::connection_state::disconnected);
  }
}

TEST_CASE("a server that is shutting down is waited for, whatever it refuses") {
  fake_asterisk server;
  asio::io_context io;
  const auto policy = ami::reconnect_policy{}.initial_delay(1ms).max_delay(1ms);
  ami::manager pbx{io, supervised(server)
                           .reconnect(policy)
                           .login(ami::login_method::challenge_or_plain)
                           .event_mask("call")
                           .event_filter("!Event: VarSet")};
  auto states = pbx.subscribe<ami::connection_state_changed>();
  const auto waits_for = [&](ami::errc reason) -> asio::awaitable<void> {
    for (bool seen = false; !seen;) {
      const auto change = co_await states.next();
      REQUIRE(change);
      if (const auto state = change->get_if<ami::connection_state_changed>()) {
        REQUIRE(state->to() != ami::connection_state::disconnected);
        seen = state->to() == ami::connection_state::waiting && state->reason() == reason;
      }
    }
  };
  SECTION("the login") {
    test::run(io, pbx.connect());
    server.clear_requests();
    server.shut_down_gracefully();
    const auto [error, reply] = test::run(io, pbx.async_send_action(ami::actions::ping{}, as_tuple));
    CHECK(error == ami::errc::shutting_down);
    CHECK(reply.outcome() == ami::outcome::rejected);
    server.drop_connections();
    test::run(io, waits_for(ami::errc::shutting_down));
    // Nor does the secret leave in clear text.
    CHECK(count_of(server, "Challenge") > 0);
    CHECK(count_of(server, "Login") == 0);
    server.shut_down_gracefully(false);
  }
  SECTION("what follows the login") {
    const std::string action = GENERATE("Events", "Filter");
    server.on(action, [](const auto&, ami::testing::session link) { link.reply_error("Asterisk is shutting down"); });
    asio::co_spawn(io, pbx.connect(), asio::detached);
    test::run(io, waits_for(ami::errc::shutting_down));
    server.off(action);
  }
  test::run(io, pbx.wait_for(ami::connection_state::connected));
  test::run(io, pbx.disconnect());
}

TEST_CASE("a connect() that is ended while a server is waited for does not tell that server's refusal") {
  fake_asterisk server;
  server.shut_down_gracefully();
  asio::io_context io;
  ami::manager pbx{io, supervised(server).reconnect(ami::reconnect_policy{}.initial_delay(60s).max_delay(60s))};
  std::optional<ami::error_code> error;
  std::string text;
  asio::co_spawn(
      io,
      [](ami::manager manager, std::optional<ami::error_code>* code, std::string* words) -> asio::awaitable<void> {
        try {
          co_await manager.connect();
        } catch (const ami::error& failure) {
          *code = failure.code();
          *words = failure.what();
          CHECK(failure.response().empty());
        }
      }(pbx, &error, &text),
      asio::detached);
  test::run(io, pbx.wait_for(ami::connection_state::waiting));
  test::run(io, pbx.disconnect());
  test::run_until(io, [&] { return error.has_value(); });
  CHECK(error == ami::errc::disconnected);
  CHECK(text.find("shutting") == std::string::npos);
}

TEST_CASE("a server that is shutting down fails a connect() without supervision") {
  fake_asterisk server;
  server.shut_down_gracefully();
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  try {
    test::run(io, pbx.connect());
    FAIL("connected");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::shutting_down);
    CHECK(error.code() == ami::outcome::rejected);
    CHECK(error.outcome() == ami::outcome::rejected);
    CHECK(error.response().message() == "Asterisk is shutting down");
  }
}

TEST_CASE("while a supervised manager waits, it can be ended") {
  fake_asterisk server;
  server.stop_listening();
  asio::io_context io;
  std::optional<ami::manager> pbx{
      std::in_place, io, supervised(server).reconnect(ami::reconnect_policy{}.initial_delay(1h).max_delay(1h))};
  std::optional<ami::error_code> connect_error;
  asio::cancellation_signal stop;
  pbx->async_connect(asio::bind_cancellation_slot(stop.slot(), [&](ami::error_code error) { connect_error = error; }));
  test::run(io, [](ami::manager manager) -> asio::awaitable<void> {
    co_await manager.wait_for(ami::connection_state::waiting);
  }(*pbx));
  SECTION("by disconnect()") {
    std::optional<ami::error_code> disconnect_error;
    pbx->async_disconnect([&](ami::error_code error) { disconnect_error = error; });
    test::run_until(io, [&] { return connect_error && disconnect_error; });
    CHECK(*connect_error == ami::errc::disconnected);
    CHECK_FALSE(*disconnect_error);
    CHECK(pbx->state() == ami::connection_state::disconnected);
  }
  SECTION("by cancellation") {
    stop.emit(asio::cancellation_type::terminal);
    test::run_until(io, [&] { return connect_error.has_value(); });
    CHECK(*connect_error == asio::error::operation_aborted);
    // Nothing stands in the way of the next one.
    CHECK(pbx->state() == ami::connection_state::disconnected);
  }
  SECTION("by the last handle") {
    pbx.reset();
    test::run_until(io, [&] { return connect_error.has_value(); });
    CHECK(*connect_error == ami::errc::disconnected);
  }
  // Nothing is left to wait for.
  io.restart();
  io.poll();
  CHECK(io.stopped());
}

TEST_CASE("actions without a connection fail at once, or wait for it") {
  fake_asterisk server;
  server.stop_listening();
  asio::io_context io;
  ami::manager pbx{io, supervised(server).reconnect(ami::reconnect_policy{}.initial_delay(1ms).max_delay(1ms))};
  std::vector<std::string> done;
  const auto note = [&](std::string name) {
    return [&done, name](ami::error_code error, const ami::reply& reply) {
      done.push_back(name + ": " + error.message() + ", " + std::string{to_string(reply.outcome())});
    };
  };
  bool connected = false;
  pbx.async_connect([&](ami::error_code error) { connected = !error; });
  pbx.async_send_action(ami::actions::ping{}, note("at once"));
  test::run_until(io, [&] { return !done.empty(); });
  CHECK(done.back() == "at once: not connected, never sent");

  pbx.async_send_action(ami::actions::ping{}, ami::send_options{}.wait_for_connection(2ms), note("too short"));
  test::run_until(io, [&] { return done.size() == 2; });
  CHECK(done.back() == "too short: not connected, never sent");

  pbx.async_send_action(ami::actions::ping{}, ami::send_options{5ms}.wait_for_connection(1h), note("deadline"));
  test::run_until(io, [&] { return done.size() == 3; });
  CHECK(done.back() == "deadline: not connected, never sent");

  for (int i = 0; i < 3; ++i) {
    pbx.async_send_action(ami::action{"Ping"}.header("N", std::to_string(i)),
                          ami::send_options{}.wait_for_connection(1h), note("held"));
  }
  server.listen_again();
  test::run_until(io, [&] { return done.size() == 6; });
  CHECK(done[3] == "held: " + ami::error_code{}.message() + ", accepted");
  CHECK(count_of(server, "Ping") == 3);
  CHECK(connected);
}

TEST_CASE("what was in flight when the link died is answered at once, and never sent again") {
  fake_asterisk server;
  server.on("Originate", [](const auto&, ami::testing::session link) { link.drop(); });
  asio::io_context io;
  ami::manager pbx{io, supervised(server).wait_for_connection(1h)};
  auto script = [](ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    const auto [error, reply] =
        co_await manager.async_send_action(ami::actions::originate{"Local/1@default"}.exten("2"), as_tuple);
    CHECK(error == ami::errc::reply_lost);
    CHECK(error == ami::outcome::unknown);
    CHECK(reply.outcome() == ami::outcome::unknown);
    // The next one waits for the new connection.
    const auto pong = co_await manager.send_action(ami::actions::ping{});
    CHECK(pong.success());
    co_await manager.disconnect();
  };
  test::run(io, script(pbx));
  CHECK(count_of(server, "Originate") == 1);
  CHECK(server.logins() == 2);
}

TEST_CASE("an action of which no byte left waits for the next connection, if it may") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  test::run(io, pbx.connect());
  std::vector<std::string> done;
  const auto send = [&](const std::string& name, bool waits) {
    ami::send_options how;
    if (waits) {
      how.wait_for_connection(1h);
    }
    pbx.async_send_action(
        ami::action{"Ping"}.header("N", name), how, [&, name](ami::error_code error, const ami::reply& reply) {
          done.push_back(name + ": " + error.message() + ", " + std::string{to_string(reply.outcome())});
        });
  };
  const std::string accepted = ": " + ami::error_code{}.message() + ", accepted";
  const std::string not_sent = ": " + make_error_code(ami::errc::not_sent).message() + ", never sent";
  // Before the reader has its turn, so that it is the write that finds the link dead.
  const auto reset = [&] {
    server.reset_connections();
    REQUIRE(server.wait_for_no_connections(10s));
  };
  SECTION("alone") {
    asio::post(io, [&] {
      reset();
      send("1", true);
    });
    test::run_until(io, [&] { return done.size() == 1; });
    CHECK(done.back() == "1" + accepted);
  }
  SECTION("several together, in their order") {
    asio::post(io, [&] {
      reset();
      for (const auto* const name : {"1", "2", "3"}) {
        send(name, *name != '2');
      }
    });
    test::run_until(io, [&] { return done.size() == 3; });
    CHECK(done == std::vector<std::string>{"2" + not_sent, "1" + accepted, "3" + accepted});
  }
  SECTION("sent by handlers, the first alone") {
    pbx.async_send_action(ami::actions::ping{}, [&](ami::error_code, const ami::reply&) {
      reset();
      send("1", true);
      send("2", false);
      send("3", true);
    });
    test::run_until(io, [&] { return done.size() == 3; });
    // The first one's write was at once, and failed.
    const std::string not_connected = ": " + make_error_code(ami::errc::not_connected).message() + ", never sent";
    CHECK(done == std::vector<std::string>{"2" + not_connected, "1" + accepted, "3" + accepted});
  }
  SECTION("sent by handlers, when others have left") {
    pbx.async_send_action(ami::actions::ping{}, [&](ami::error_code, const ami::reply&) {
      pbx.async_send_action(ami::actions::ping{}, [](ami::error_code, const ami::reply&) {});
      reset();
      send("1", true);
      send("2", false);
      send("3", true);
    });
    test::run_until(io, [&] { return done.size() == 3; });
    CHECK(done == std::vector<std::string>{"2" + not_sent, "1" + accepted, "3" + accepted});
  }
  const auto requests = server.requests();
  CHECK(std::ranges::count_if(requests, [](const auto& one) { return one["N"] == "1"; }) == 1);
  CHECK(std::ranges::count_if(requests, [](const auto& one) { return one["N"] == "2"; }) == 0);
  CHECK(server.logins() == 2);
}

TEST_CASE("what waits for a connection waits as long as it may, not longer") {
  fake_asterisk server{ami::testing::fake_options{}.receive_buffer(4096)};
  asio::io_context io;
  ami::manager pbx{io, supervised(server).reconnect(ami::reconnect_policy{}.initial_delay(1ms).max_delay(1ms))};
  test::run(io, pbx.connect());
  using clock = std::chrono::steady_clock;
  constexpr auto limit = 50ms;
  std::optional<ami::error_code> answer;
  std::chrono::nanoseconds waited{};
  const auto send = [&](ami::send_options how) {
    pbx.async_send_action(ami::actions::ping{}, how.wait_for_connection(limit),
                          [&, begun = clock::now()](ami::error_code error, const ami::reply& reply) {
                            answer = error;
                            waited = clock::now() - begun;
                            CHECK(reply.outcome() == ami::outcome::never_sent);
                          });
  };
  const auto no_server = [&] {
    server.stop_listening();
    server.reset_connections();
    REQUIRE(server.wait_for_no_connections(10s));
  };
  SECTION("from when it was sent, also by a handler that took its time before") {
    pbx.async_send_action(ami::actions::ping{}, [&](ami::error_code, const ami::reply&) {
      pbx.async_send_action(ami::actions::ping{}, [](ami::error_code, const ami::reply&) {});  // has left
      pbx.async_send_action(ami::actions::ping{}, [](ami::error_code, const ami::reply&) {});  // leaves with the next
      no_server();
      for (const auto end = clock::now() + 2 * limit; clock::now() < end;) {
      }
      send(ami::send_options{});
    });
    test::run_until(io, [&] { return answer.has_value(); });
    CHECK(answer == ami::errc::not_connected);
    CHECK(waited >= limit);
  }
  SECTION("not when the time was over while it could not be written") {
    server.read_slowly(1, 1h);
    ami::action large{"Ping"};
    for (int i = 0; i < 60; ++i) {
      large.header("H" + std::to_string(i), std::string(900, 'x'));
    }
    for (int i = 0; i < 200; ++i) {
      pbx.async_send_action(large, ami::send_options{1h}, [](ami::error_code, const ami::reply&) {});
    }
    send(ami::send_options{0ms});
    // Behind its end.
    asio::steady_timer over{io, 2 * limit};
    bool passed = false;
    over.async_wait([&](ami::error_code) { passed = true; });
    test::run_until(io, [&] { return passed; });
    test::run(io, pbx.statistics());  // behind what was due on the strand
    CHECK_FALSE(answer);
    no_server();
    test::run_until(io, [&] { return answer.has_value(); });
    CHECK(answer == ami::errc::not_sent);
  }
}

TEST_CASE("mask and filters are set after each login, before anything else is sent") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, supervised(server)
                           .event_mask("call,user")
                           .event_filter("!Event: VarSet")
                           .event_filter("Newchannel", "action(include),name(Newchannel)")};
  auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    for (int round = 0; round < 2; ++round) {
      const auto requests = fake->requests();
      std::vector<std::string> names;
      for (const auto& request : requests) {
        names.push_back(request.name());
      }
      CHECK(names == std::vector<std::string>{"Challenge", "Login", "Events", "Filter", "Filter"});
      REQUIRE(requests.size() == 5);
      CHECK(requests[1]["Events"] == "call,user");
      CHECK(requests[2]["EventMask"] == "call,user");
      CHECK(requests[3]["Filter"] == "!Event: VarSet");
      CHECK(requests[4]["MatchCriteria"] == "action(include),name(Newchannel)");
      fake->clear_requests();
      fake->drop_connections();
      co_await manager.wait_for(ami::connection_state::waiting);
      co_await manager.wait_for(ami::connection_state::connected);
    }
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx));
}

TEST_CASE("what arrives while mask and filters are set reaches the streams, and confirms nothing") {
  fake_asterisk server;
  asio::io_context io;
  server.on("Events", [](const auto& asked, const ami::testing::session& link) {
    link.send_raw("Event: UserEvent\r\nUserEvent: A\r\n\r\n"
                  "Response: Error\r\nActionID: foreign\r\nMessage: No\r\n\r\n"
                  "Event: UserEvent\r\nUserEvent: B\r\nActionID: " +
                  asked.action_id() + "\r\n\r\n" + "Response: Success\r\nActionID: " + asked.action_id() +
                  "\r\nEvents: On\r\n\r\nEvent: UserEvent\r\nUserEvent: C\r\n\r\n");
  });
  ami::manager pbx{io, supervised(server).event_mask("user").event_filter("!Event: VarSet")};
  auto events = pbx.subscribe<ami::events::user_event>();
  auto script = [](ami::manager manager, decltype(events)* stream) -> asio::awaitable<void> {
    co_await manager.connect();
    for (const char* const name : {"A", "B", "C"}) {
      const auto event = co_await stream->next();
      REQUIRE(event);
      CHECK((*event)["UserEvent"] == name);
    }
    const auto counted = co_await manager.statistics();
    CHECK(counted.stray_replies == 1);
    CHECK(counted.connects == 1);
    co_await manager.disconnect();
  };
  test::run(io, script(pbx, &events));
}

TEST_CASE("a server that never confirms mask or filters is given up in time") {
  fake_asterisk server;
  asio::io_context io;
  server.on(GENERATE("Events", "Filter"), [](const auto&, const ami::testing::session&) {});
  ami::manager pbx{io, address_of(server)
                           .event_mask("system,user")
                           .event_filter("!Event: VarSet")
                           .wait_fully_booted(10s)
                           .login_timeout(50ms)};
  const auto [error] = test::run(io, pbx.async_connect(as_tuple));
  CHECK(error == ami::errc::login_timed_out);
}

TEST_CASE("what the filters drop does not arrive") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, supervised(server)
                           .event_filter("!UserEvent: Hide")
                           .event_filter("1", "action(exclude),name(UserEvent),header(X),method(exact)")};
  auto events = pbx.subscribe<ami::events::user_event>();
  auto script = [](fake_asterisk* fake, ami::manager manager, decltype(events)* stream) -> asio::awaitable<void> {
    co_await manager.connect();
    fake->send_event(frame_text::event("UserEvent").header("UserEvent", "Hide"));
    fake->send_event(frame_text::event("UserEvent").header("UserEvent", "A").header("X", "1"));
    fake->send_event(frame_text::event("UserEvent").header("UserEvent", "B").header("X", "11"));
    const auto event = co_await stream->next();
    REQUIRE(event);
    CHECK((*event)["UserEvent"] == "B");
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx, &events));
}

TEST_CASE("the mask follows the typed subscriptions") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, supervised(server).event_mask_from_subscriptions(true)};
  const auto masks = [&] {
    std::vector<std::string> found;
    for (const auto& request : server.requests()) {
      if (request.name() == "Events") {
        found.emplace_back(request["EventMask"]);
      }
    }
    return found;
  };
  const auto ping = [](ami::manager manager) -> asio::awaitable<void> {
    co_await manager.send_action(ami::actions::ping{});
  };
  auto calls = pbx.subscribe<ami::events::newchannel, ami::events::hangup>();
  test::run(io, [](ami::manager manager) -> asio::awaitable<void> { co_await manager.connect(); }(pbx));
  CHECK(masks() == std::vector<std::string>{"call"});
  auto queues = pbx.subscribe<ami::events::queue_member_status>();
  test::run(io, ping(pbx));
  CHECK(masks() == std::vector<std::string>{"call", "call,agent"});
  // What is asked for already changes nothing; and the mask does not shrink.
  queues.close();
  auto more = pbx.subscribe<ami::events::newstate>();
  test::run(io, ping(pbx));
  CHECK(masks().size() == 2);
  auto all = pbx.subscribe();
  test::run(io, ping(pbx));
  CHECK(masks() == std::vector<std::string>{"call", "call,agent", "on"});
}

TEST_CASE("a mask that is refused during a shutdown is asked for again when that was called off") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, supervised(server).event_mask_from_subscriptions(true)};
  auto calls = pbx.subscribe<ami::events::hangup>();
  const auto ping = [&] { test::run(io, pbx.async_send_action(ami::actions::ping{}, as_tuple)); };
  test::run(io, pbx.connect());
  server.shut_down_gracefully();
  auto queues = pbx.subscribe<ami::events::queue_member_status>();
  ping();
  CHECK(count_of(server, "Events") == 2);
  server.shut_down_gracefully(false);
  ping();
  ping();
  CHECK(count_of(server, "Events") == 3);
  server.send_event(frame_text::event("QueueMemberStatus").header("Privilege", "agent,all").header("Queue", "a"));
  const auto event = test::run(io, queues.next());
  REQUIRE(event);
  CHECK((*event)["Queue"] == "a");
  // Once.
  ping();
  CHECK(count_of(server, "Events") == 3);
}

TEST_CASE("a silent server is pinged, and given up when it does not answer") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, supervised(server).ping_after(5ms).ping_timeout(50ms)};
  auto events = pbx.subscribe<ami::events::user_event>();
  auto script = [](fake_asterisk* fake, ami::manager manager, decltype(events)* stream) -> asio::awaitable<void> {
    co_await manager.connect();
    // It answers, so nothing happens but pings.
    while (count_of(*fake, "Ping") < 3) {
      co_await manager.send_action(ami::actions::core_settings{});
      const asio::any_io_executor executor = co_await asio::this_coro::executor;
      asio::steady_timer pause{executor, 6ms};
      co_await pause.async_wait(asio::use_awaitable);
    }
    CHECK(manager.state() == ami::connection_state::connected);
    CHECK(fake->logins() == 1);
    fake->half_open();
    const auto lost = co_await stream->next();
    REQUIRE(lost);
    REQUIRE(lost->get_if<ami::connection_lost>());
    CHECK(lost->get_if<ami::connection_lost>()->reason() == ami::errc::ping_timed_out);
    fake->half_open(false);
    co_await manager.wait_for(ami::connection_state::connected);
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx, &events));
}

TEST_CASE("servers are tried in their order") {
  fake_asterisk first;
  fake_asterisk second;
  asio::io_context io;
  ami::manager pbx{io, ami::options{"127.0.0.1"}
                           .port(first.port())
                           .or_host("127.0.0.1:" + std::to_string(second.port()))
                           .credentials("admin", "secret")
                           .reconnect(at_once())};
  auto script = [](fake_asterisk* one, fake_asterisk* other, ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    CHECK(one->logins() == 1);
    one->stop_listening();
    one->drop_connections();
    co_await manager.wait_for(ami::connection_state::waiting);
    co_await manager.wait_for(ami::connection_state::connected);
    CHECK(other->logins() == 1);
    one->listen_again();
    other->drop_connections();
    co_await manager.wait_for(ami::connection_state::waiting);
    co_await manager.wait_for(ami::connection_state::connected);
    CHECK(one->logins() == 2);
    CHECK(other->logins() == 1);
    co_await manager.disconnect();
  };
  test::run(io, script(&first, &second, pbx));
}

TEST_CASE("state changes come in order, and only to those who ask for them") {
  fake_asterisk server{quiet()};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  auto changes = pbx.subscribe<ami::connection_state_changed>();
  auto chosen = pbx.subscribe<ami::connection_state_changed>(
      ami::subscribe_options{}.where([](const ami::event&) { return false; }));
  auto all = pbx.subscribe();
  auto others = pbx.subscribe<ami::events::hangup>();
  auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    fake->drop_connections();
    co_await manager.wait_for(ami::connection_state::waiting);
    co_await manager.wait_for(ami::connection_state::connected);
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx));
  const auto seen_by = [](auto& stream) {
    std::vector<std::string> seen;
    while (auto event = stream.try_next()) {
      const ami::event& plain = *event;
      seen.push_back(plain.is<ami::connection_lost>() || plain.is<ami::connection_restored>()
                         ? std::string{plain.name()}
                         : to_string(plain));
    }
    return seen;
  };
  const std::string change = "connection_state_changed from=";
  const std::string closed = " reason=" + make_error_code(ami::errc::connection_closed).message();
  const std::string asked = " reason=" + make_error_code(ami::errc::disconnected).message();
  const std::vector<std::string> expected{change + "disconnected to=resolving",
                                          change + "resolving to=connecting",
                                          change + "connecting to=logging in",
                                          change + "logging in to=connected",
                                          change + "connected to=waiting" + closed,
                                          "connection_lost",
                                          change + "waiting to=resolving",
                                          change + "resolving to=connecting",
                                          change + "connecting to=logging in",
                                          "connection_restored",
                                          change + "logging in to=connected",
                                          change + "connected to=disconnecting",
                                          change + "disconnecting to=disconnected" + asked};
  CHECK(seen_by(changes) == expected);
  CHECK(seen_by(chosen) == expected);
  const std::vector<std::string> gaps{"connection_lost", "connection_restored"};
  CHECK(seen_by(all) == gaps);
  CHECK(seen_by(others) == gaps);
}

TEST_CASE("a state change wakes who waits for it, without a connection") {
  std::uint16_t port = 0;
  {
    const fake_asterisk server;
    port = server.port();
  }
  asio::io_context io;
  ami::manager pbx{io, ami::options{"127.0.0.1"}.port(port).credentials("admin", "secret")};
  auto changes = pbx.subscribe<ami::connection_state_changed>();
  pbx.async_connect([](ami::error_code) {});
  auto script = [](decltype(changes)* stream) -> asio::awaitable<void> {
    for (;;) {
      const auto event = co_await stream->next();
      REQUIRE(event);
      const auto change = event->template get_if<ami::connection_state_changed>();
      REQUIRE(change);
      if (change->to() == ami::connection_state::disconnected) {
        CHECK(change->from() == ami::connection_state::connecting);
        CHECK(change->reason() == ami::errc::connection_refused);
        co_return;
      }
    }
  };
  test::run(io, script(&changes));
}

TEST_CASE("wait_for() completes at once, later, or when it is cancelled") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  test::run(io, [](ami::manager manager) -> asio::awaitable<void> {
    co_await manager.wait_for(ami::connection_state::disconnected);
  }(pbx));
  asio::cancellation_signal stop;
  std::optional<ami::error_code> waited;
  pbx.async_wait_for(ami::connection_state::connected,
                     asio::bind_cancellation_slot(stop.slot(), [&](ami::error_code error) { waited = error; }));
  SECTION("later") {
    pbx.async_connect([](ami::error_code) {});
    test::run_until(io, [&] { return waited.has_value(); });
    CHECK_FALSE(*waited);
  }
  SECTION("cancelled") {
    stop.emit(asio::cancellation_type::total);
    test::run_until(io, [&] { return waited.has_value(); });
    CHECK(*waited == asio::error::operation_aborted);
  }
}

TEST_CASE("who waits for a state that will not come learns it when the last handle goes away") {
  fake_asterisk server;
  asio::io_context io;
  std::optional<ami::manager> pbx{std::in_place, io, supervised(server)};
  std::optional<ami::error_code> connected;
  std::optional<ami::error_code> waiting;
  SECTION("never connected") {}
  SECTION("connected") {
    test::run(io, [](ami::manager manager) -> asio::awaitable<void> { co_await manager.connect(); }(*pbx));
    server.stop_listening();
    server.drop_connections();
    test::run(io, [](ami::manager manager) -> asio::awaitable<void> {
      co_await manager.wait_for(ami::connection_state::waiting);
    }(*pbx));
  }
  pbx->async_wait_for(ami::connection_state::connected, [&](ami::error_code error) { connected = error; });
  pbx->async_wait_for(ami::connection_state::logging_in, [&](ami::error_code error) { waiting = error; });
  pbx.reset();
  test::run_until(io, [&] { return connected && waiting; });
  CHECK(*connected == ami::errc::disconnected);
  CHECK(*waiting == ami::errc::disconnected);
  // Nothing is left to run.
  io.restart();
  CHECK(io.run_for(10s) < 50);
  CHECK(io.stopped());
}
