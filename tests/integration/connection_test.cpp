// How connections begin and end, and what becomes of the actions and streams on them.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

using client = ami::testing::session;

namespace {

ami::error_code connect(asio::io_context& io, ami::manager& pbx) {
  return std::get<0>(test::run(io, pbx.async_connect(as_tuple)));
}

ami::error_code connect(asio::io_context& io, const ami::options& how) {
  ami::manager pbx{io, how};
  const auto error = connect(io, pbx);
  CHECK(pbx.state() == (error ? ami::connection_state::disconnected : ami::connection_state::connected));
  return error;
}

// A peer that says `text` to whoever connects, and then closes or waits for the client to go.
class talker {
public:
  talker(std::string text, bool closes) : acceptor_{io_, {asio::ip::make_address("127.0.0.1"), 0}} {
    thread_ = std::thread{[this, text = std::move(text), closes] {
      ami::error_code error;
      asio::ip::tcp::socket socket{io_};
      acceptor_.accept(socket, error);
      asio::write(socket, asio::buffer(text), error);
      if (closes) {
        socket.shutdown(asio::ip::tcp::socket::shutdown_send, error);
      }
      std::string rest(4096, ' ');
      while (!error) {
        socket.read_some(asio::buffer(rest), error);
      }
    }};
  }
  talker(const talker&) = delete;
  talker& operator=(const talker&) = delete;
  ~talker() { thread_.join(); }

  ami::options options() const {
    return ami::options{"127.0.0.1"}.port(acceptor_.local_endpoint().port()).credentials("admin", "secret");
  }

private:
  asio::io_context io_;
  asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("a greeting that does not end is not taken for silence") {
  asio::io_context io;
  talker peer{"Ast", false};
  ami::manager pbx{io, peer.options().login_timeout(50ms)};
  try {
    test::run(io, pbx.connect());
    FAIL("connected");
  } catch (const ami::error& error) {
    CHECK(error.code() == ami::errc::login_timed_out);
    CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("the server began a line, and did not end it"));
  }
}

TEST_CASE("the longest times there are do not end at once") {
  fake_asterisk server{fake_options{}};
  asio::io_context io;
  constexpr auto longest = std::chrono::milliseconds::max();
  ami::manager pbx{io, address_of(server)
                           .resolve_timeout(longest)
                           .connect_timeout(longest)
                           .login_timeout(longest)
                           .wait_fully_booted(longest)
                           .disconnect_timeout(longest)
                           .ping_after(longest)
                           .ping_timeout(longest)
                           .wait_for_connection(longest)
                           .reconnect(ami::reconnect_policy{}.max_delay(longest).stable_after(longest))};
  test::run(io, pbx.connect());
  server.delay_replies(20ms);
  auto reply = test::run(io, pbx.send_action(ami::actions::ping{}, ami::send_options{}.timeout(longest)));
  CHECK(reply.response().success());
  server.delay_replies(0ms);
  test::run(io, pbx.disconnect(longest));
  CHECK(server.wait_for_no_connections(longest));
}

TEST_CASE("options that cannot be used are refused, and say why") {
  asio::io_context io;
  for (const auto& how : {ami::options{""}, ami::options{"host:99999"}, ami::options{"h"}.event_mask("call,nonsense"),
                          ami::options{"h"}.credentials("a\r\nAction: Ping", "b"), ami::options{"[::1"}}) {
    CHECK(connect(io, how) == ami::errc::invalid_options);
  }
  try {
    ami::manager pbx{io, ami::options{"h"}.event_mask("call,nonsense")};
    test::run(io, pbx.connect());
    FAIL("connected with an unknown event class");
  } catch (const ami::error& error) {
    CHECK(std::string{error.what()}.find("nonsense") != std::string::npos);
  }
}

TEST_CASE("no connection: refused, no such host") {
  asio::io_context io;
  fake_asterisk server;
  const auto how = address_of(server);
  server.stop_listening();
  CHECK(connect(io, how) == ami::errc::connection_refused);
  CHECK(connect(io, ami::options{"no-such-host.invalid"}.credentials("a", "b")) == ami::errc::host_not_found);
}

TEST_CASE("what answers is not an Asterisk Manager Interface") {
  asio::io_context io;
  const std::string texts[] = {
      "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n",    "\r\n", "Asterisk Call Manage",
      std::string(400, 'x'),     std::string("\x16\x03\x01\x00\x05", 5)};
  for (const auto& text : texts) {
    const talker peer{text, true};
    CHECK(connect(io, peer.options()) == ami::errc::not_ami);
  }
  const talker overlong{std::string(100000, 'x'), false};
  CHECK(connect(io, overlong.options()) == ami::errc::not_ami);
}

TEST_CASE("no greeting, a peer that is silent, one that closes during the login") {
  asio::io_context io;
  {
    fake_asterisk server;
    server.refuse_sessions();
    CHECK(connect(io, address_of(server)) == ami::errc::no_greeting);
  }
  {
    fake_asterisk server;
    server.mute_sessions();
    CHECK(connect(io, address_of(server).login_timeout(50ms)) == ami::errc::login_timed_out);
  }
  {
    const talker peer{"Asterisk Call Manager/11.0.0\r\n", true};
    CHECK(connect(io, peer.options()) == ami::errc::connection_closed);
  }
  {
    const talker peer{"Asterisk Call Manager/11.0.0\r\nResponse: Succ", true};
    CHECK(connect(io, peer.options()) == ami::errc::connection_closed_in_frame);
  }
}

TEST_CASE("logins: refused, challenge only, plain only, once only") {
  asio::io_context io;
  {
    fake_asterisk server;
    CHECK(connect(io, address_of(server).credentials("admin", "wrong")) == ami::errc::authentication_failed);
    CHECK(connect(io, address_of(server).credentials("nobody", "secret")) == ami::errc::authentication_failed);
    CHECK(connect(io, address_of(server).credentials("admin", "wrong").login(ami::login_method::plain)) ==
          ami::errc::authentication_failed);
    CHECK_FALSE(connect(io, address_of(server).login(ami::login_method::plain)));
  }
  {
    fake_asterisk server{fake_options{}.challenge_login(false)};
    CHECK(connect(io, address_of(server)) == ami::errc::challenge_refused);
    CHECK_FALSE(connect(io, address_of(server).login(ami::login_method::challenge_or_plain)));
    // The secret was sent in clear text only where that was allowed.
    const auto requests = server.requests();
    CHECK(std::ranges::count_if(requests, [](const request& r) { return r.get("Secret").has_value(); }) == 1);
  }
  {
    fake_asterisk server{fake_options{}.user(ami::testing::fake_user{"admin", "secret"}.multiple_logins(false))};
    ami::manager first{io, address_of(server)};
    CHECK_FALSE(connect(io, first));
    CHECK(connect(io, address_of(server)) == ami::errc::already_logged_in);
  }
}

TEST_CASE("waiting for FullyBooted") {
  asio::io_context io;
  fake_asterisk booted;
  ami::manager pbx{io, address_of(booted).wait_fully_booted(10s)};
  auto stream = pbx.subscribe<ami::events::fully_booted>();
  CHECK_FALSE(connect(io, pbx));
  CHECK(stream.try_next().has_value());
}

TEST_CASE("a server that never says FullyBooted is served without it") {
  asio::io_context io;
  fake_asterisk server{quiet()};
  std::ostringstream log;
  const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(log, true);
  ami::manager pbx{io, address_of(server).wait_fully_booted(30ms).event_mask("call").logger(
                           std::make_shared<spdlog::logger>("ami", sink))};
  CHECK_FALSE(connect(io, pbx));
  CHECK(log.str().find("no FullyBooted within 30 ms") != std::string::npos);
  round_trip(io, pbx);
  // The mask came after the wait.
  const auto mask = server.wait_for_request("Events", 0ms);
  REQUIRE(mask);
  CHECK(mask->get("EventMask") == "call");
}

TEST_CASE("the time of arrival is that of the read, not that of the consumer") {
  asio::io_context io;
  fake_asterisk server{quiet()};
  ami::manager pbx{io, address_of(server)};
  auto events = pbx.subscribe();
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(connect(io, pbx));
  server.send_event(frame_text::event("UserEvent").header("N", 1));
  round_trip(io, pbx);
  const auto after_first = std::chrono::steady_clock::now();
  server.send_event(frame_text::event("UserEvent").header("N", 2));
  const auto reply = test::run(io, pbx.send_action(ami::actions::ping{}));
  const auto after_second = std::chrono::steady_clock::now();
  CHECK(events.buffered() == 2);
  const auto first = events.try_next();
  CHECK(events.buffered() == 1);
  const auto second = events.try_next();
  CHECK(events.buffered() == 0);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->arrived() > begin);
  CHECK(first->arrived() < after_first);
  CHECK(second->arrived() > after_first);
  CHECK(second->arrived() <= reply.response().frame().arrived());
  CHECK(reply.response().frame().arrived() < after_second);
}

TEST_CASE("connect() twice is an error, and harms the connection not at all") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  ami::error_code first = ami::errc::not_connected;
  ami::error_code second;
  pbx.async_connect([&](ami::error_code error) { first = error; });
  pbx.async_connect([&](ami::error_code error) { second = error; });
  test::run_until(io, [&] { return !first && second; });
  CHECK(second == ami::errc::already_connected);
  CHECK(connect(io, pbx) == ami::errc::already_connected);
  round_trip(io, pbx);
}

TEST_CASE("actions that fail say how far they got") {
  asio::io_context io;
  fake_asterisk server;
  server.on("Refused", [](const request&, const client& from) { from.reply_error("No such thing"); });
  server.on("Denied", [](const request&, const client& from) { from.reply_error("Permission denied"); });
  server.on("Late", [](const request&, const client& from) { from.reply_error("Asterisk is shutting down"); });
  server.on("Silent", [](const request&, const client&) {});
  ami::manager pbx{io, address_of(server).max_actions_in_flight(2)};
  const auto send = [&](const ami::action& what, ami::send_options how = {}) {
    return test::run(io, pbx.async_send_action(what, how, as_tuple));
  };
  const auto expect = [](const std::tuple<ami::error_code, ami::reply>& result, ami::errc code, ami::outcome how) {
    CHECK(std::get<0>(result) == code);
    CHECK(std::get<0>(result) == how);
    CHECK(std::get<1>(result).outcome() == how);
  };
  expect(send(ami::actions::ping{}), ami::errc::not_connected, ami::outcome::never_sent);
  CHECK_FALSE(connect(io, pbx));
  expect(send(ami::action{"Refused"}), ami::errc::action_rejected, ami::outcome::rejected);
  expect(send(ami::action{"Denied"}), ami::errc::permission_denied, ami::outcome::rejected);
  expect(send(ami::action{"Unheard"}), ami::errc::unknown_action, ami::outcome::rejected);
  expect(send(ami::action{"Late"}), ami::errc::shutting_down, ami::outcome::rejected);
  expect(send(ami::action{"X"}.header("A", "b\r\nAction: Logoff")), ami::errc::invalid_header,
         ami::outcome::never_sent);
  expect(send(ami::action{"X"}.header("A", std::string(1020, 'x'))), ami::errc::action_line_too_long,
         ami::outcome::never_sent);
  expect(send(ami::action{"X"}.action_id(std::string(65, 'x'))), ami::errc::invalid_action_id,
         ami::outcome::never_sent);
  expect(send(ami::action{"Silent"}, 20ms), ami::errc::response_timed_out, ami::outcome::unknown);

  pbx.async_send_action(ami::action{"Silent"}.action_id("mine"), [](ami::error_code, const ami::reply&) {});
  expect(send(ami::action{"Silent"}.action_id("mine")), ami::errc::duplicate_action_id, ami::outcome::never_sent);
  pbx.async_send_action(ami::action{"Silent"}, [](ami::error_code, const ami::reply&) {});
  expect(send(ami::actions::ping{}), ami::errc::queue_full, ami::outcome::never_sent);
  for (const auto& seen : server.requests()) {
    CHECK_FALSE(seen.is("X"));
  }
  try {
    ami::manager other{io, address_of(server)};
    test::run(io, other.connect());
    test::run(io, other.send_action(ami::action{"Refused"}));
    FAIL("was not refused");
  } catch (const ami::error& error) {
    CHECK(std::string{error.what()}.find("Refused: No such thing") == 0);
    CHECK(error.response().message() == "No such thing");
    CHECK(error.outcome() == ami::outcome::rejected);
  }
}

TEST_CASE("a late reply to an action that timed out harms nobody") {
  asio::io_context io;
  fake_asterisk server;
  std::promise<client> asked;
  server.on("Late", [&](const request&, const client& who) { asked.set_value(who); });
  ami::manager pbx{io, address_of(server)};
  CHECK_FALSE(connect(io, pbx));
  const auto late = test::run(io, pbx.async_send_action(ami::action{"Late"}.action_id("again"), 20ms, as_tuple));
  CHECK(std::get<0>(late) == ami::errc::response_timed_out);
  asked.get_future().get().reply_success("late");
  round_trip(io, pbx);
  // The ActionID is free again.
  server.on("Late", [](const request&, const client& who) { who.reply_success("now"); });
  const auto now = test::run(io, pbx.send_action(ami::action{"Late"}.action_id("again")));
  CHECK(now.message() == "now");
}

TEST_CASE("how connections end: the reason, the actions in flight, the streams") {
  const auto end = [](const auto& how, ami::error_code wanted) {
    asio::io_context io;
    fake_asterisk server;
    server.on("Silent", [](const request&, const client&) {});
    ami::manager pbx{io, address_of(server)};
    CHECK_FALSE(connect(io, pbx));
    auto stream = pbx.subscribe<ami::events::user_event>();
    ami::error_code action;
    pbx.async_send_action(ami::action{"Silent"}, [&](ami::error_code error, const ami::reply&) { action = error; });
    io.poll();
    REQUIRE(server.wait_for_request("Silent", 10s));
    server.send_event(frame_text::event("UserEvent").header("UserEvent", "Last"));
    how(server);
    const auto last = test::run(io, stream.next());
    REQUIRE(last);
    CHECK(last->is<ami::events::user_event>());
    const auto lost = test::run(io, stream.next());
    REQUIRE(lost);
    REQUIRE(lost->is<ami::connection_lost>());
    CHECK(lost->get_if<ami::connection_lost>()->reason() == wanted);
    CHECK_FALSE(test::run(io, stream.next()));
    CHECK(stream.end_reason() == wanted);
    test::run_until(io, [&] { return static_cast<bool>(action); });
    CHECK(action == ami::errc::reply_lost);
    CHECK(pbx.state() == ami::connection_state::disconnected);
    // The same manager connects again.
    CHECK_FALSE(connect(io, pbx));
    round_trip(io, pbx);
  };
  end([](fake_asterisk& server) { server.close_connections(); }, ami::errc::connection_closed);
  end([](fake_asterisk& server) { server.close_in_frame(); }, ami::errc::connection_closed_in_frame);
}

TEST_CASE("a reset link, and a server that sends more than the limits allow") {
  asio::io_context io;
  fake_asterisk server;
  {
    ami::manager pbx{io, address_of(server)};
    CHECK_FALSE(connect(io, pbx));
    auto stream = pbx.subscribe<ami::events::shutdown>();
    server.reset_connections();
    const auto lost = test::run(io, stream.next());
    REQUIRE(lost);
    CHECK(lost->get_if<ami::connection_lost>()->reason() == ami::errc::connection_reset);
  }
  {
    ami::manager pbx{io, address_of(server).limits(ami::wire::read_limits{}.max_line_bytes(1000))};
    CHECK_FALSE(connect(io, pbx));
    auto stream = pbx.subscribe<ami::events::shutdown>();
    server.send_raw("Event: UserEvent\r\nText: " + std::string(2000, 'x') + "\r\n\r\n");
    const auto lost = test::run(io, stream.next());
    REQUIRE(lost);
    CHECK(lost->get_if<ami::connection_lost>()->reason() == ami::errc::line_too_long);
  }
}

TEST_CASE("what is no event and no response is surfaced, and a foreign reply belongs to nobody") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  CHECK_FALSE(connect(io, pbx));
  auto stream = pbx.subscribe<ami::events::unknown, ami::events::originate_response>();
  server.send_raw("(None) 62 -1 0 Tx:POKE\n\r\nResponse: Success\r\nActionID: somebody\r\n\r\n"
                  "Event: OriginateResponse\r\nActionID: x-1\r\nResponse: Failure\r\nReason: 3\r\n\r\n"
                  "Event: NobodyKnows\r\nA: 1\r\nA: 2\r\n\r\n");
  round_trip(io, pbx);
  const auto text = stream.try_next();
  REQUIRE(text);
  CHECK(text->frame().kind() == ami::wire::frame_kind::other);
  const auto result = stream.try_next();
  REQUIRE(result);
  REQUIRE(result->is<ami::events::originate_response>());
  CHECK(result->get_if<ami::events::originate_response>()->reason() == ami::originate_reason::ring);
  const auto unknown = stream.try_next();
  REQUIRE(unknown);
  CHECK(unknown->name() == "NobodyKnows");
  CHECK(unknown->frame().get_all("A") == std::vector<std::string_view>{"1", "2"});
  CHECK_FALSE(stream.try_next());
}

TEST_CASE("disconnect() drains, is idempotent, and has a deadline") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  CHECK_FALSE(connect(io, pbx));
  auto stream = pbx.subscribe();
  int answered = 0;
  for (int i = 0; i < 100; ++i) {
    pbx.async_send_action(ami::actions::ping{}, [&](ami::error_code error, const auto&) { answered += error ? 0 : 1; });
  }
  int ended = 0;
  for (int i = 0; i < 3; ++i) {
    pbx.async_disconnect([&](ami::error_code error) { ended += error ? 0 : 1; });
  }
  test::run_until(io, [&] { return ended == 3; });
  CHECK(answered == 100);
  test::run(io, pbx.disconnect());
  while (auto event = stream.try_next()) {
    CHECK_FALSE(event->is_gap());
  }
  CHECK(stream.end_reason() == ami::errc::disconnected);
  CHECK(server.wait_for_no_connections(10s));

  server.on("Silent", [](const request&, const client&) {});
  server.on("Logoff", [](const request&, const client&) {});
  ami::manager hung{io, address_of(server).disconnect_timeout(30ms)};
  CHECK_FALSE(connect(io, hung));
  ami::error_code action;
  hung.async_send_action(ami::action{"Silent"}, [&](ami::error_code error, const auto&) { action = error; });
  test::run(io, hung.disconnect());
  test::run_until(io, [&] { return static_cast<bool>(action); });
  CHECK(action == ami::errc::reply_lost);
}

TEST_CASE("of two disconnect() at the same time the shorter limit holds") {
  fake_asterisk server;
  server.on("Logoff", [](const request&, const client&) {});
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  REQUIRE_FALSE(connect(io, pbx));
  int ended = 0;
  const auto began = std::chrono::steady_clock::now();
  pbx.async_disconnect(1h, [&](ami::error_code) { ++ended; });
  test::run_until(io, [&] { return pbx.state() == ami::connection_state::disconnecting; });
  pbx.async_disconnect(20ms, [&](ami::error_code) { ++ended; });
  pbx.async_disconnect(1h, [&](ami::error_code) { ++ended; });
  test::run_until(io, [&] { return ended == 3; });
  CHECK(std::chrono::steady_clock::now() - began >= 20ms);
}

TEST_CASE("disconnect() gives up a connect() in every phase") {
  asio::io_context io;
  fake_asterisk server;
  server.mute_sessions();
  for (const auto phase :
       {ami::connection_state::resolving, ami::connection_state::connecting, ami::connection_state::logging_in}) {
    ami::manager pbx{io, address_of(server)};
    ami::error_code connected;
    pbx.async_connect([&](ami::error_code error) { connected = error; });
    test::run_until(io, [&] { return pbx.state() >= phase; });
    test::run(io, pbx.disconnect());
    test::run_until(io, [&] { return static_cast<bool>(connected); });
    CHECK(connected == ami::errc::disconnected);
  }
}

TEST_CASE("subscribers see all events in order; a slow one loses its own, and is told how many") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  CHECK_FALSE(connect(io, pbx));
  constexpr int count = 5000;
  auto fast = pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(count));
  auto slow = pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(10));
  auto odd = pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(count).where(
      [](const ami::event& event) { return *ami::parse_integer(event["Sequence"]) % 2 == 1; }));
  auto gone = std::make_unique<ami::event_stream<>>(pbx.subscribe());
  gone->async_next([](ami::error_code, const auto&) {});
  gone.reset();
  server.flood(count);
  for (int i = 1; i <= count; ++i) {
    const auto event = test::run(io, fast.next());
    REQUIRE(event);
    REQUIRE((*event)["Sequence"] == std::to_string(i));
  }
  std::uint64_t seen = 0;
  std::uint64_t lost = 0;
  std::int64_t last = 0;
  while (auto event = slow.try_next()) {
    if (const auto gap = event->get_if<ami::lagged>()) {
      lost += gap->count();
      last += static_cast<std::int64_t>(gap->count());
    } else {
      ++seen;
      CHECK(ami::parse_integer((*event)["Sequence"]) == ++last);
    }
  }
  CHECK(seen == 10);
  CHECK(seen + lost == count);
  CHECK(slow.lost() == lost);
  CHECK(odd.try_next_batch(count).size() == count / 2);
}

namespace {

std::string burst_of_changes(std::uint64_t count) {
  std::string burst;
  for (std::uint64_t i = 0; i < count; ++i) {
    burst += "Event: DeviceStateChange\r\nDevice: a\r\n\r\n";
  }
  return burst;
}

// How many come before the first that is something else.
asio::awaitable<std::uint64_t> count_changes(ami::event_stream<ami::events::device_state_change> stream,
                                             std::uint64_t most) {
  std::uint64_t seen = 0;
  while (seen < most) {
    const auto event = co_await stream.next();
    if (!event || !event->is<ami::events::device_state_change>()) {
      break;
    }
    ++seen;
  }
  co_return seen;
}

// The same without a coroutine.
class counting_callback {
public:
  using stream_type = ami::event_stream<ami::events::device_state_change>;

  counting_callback(stream_type stream, std::uint64_t most) : stream_{std::move(stream)}, most_{most} {}

  void wait() {
    stream_.async_next([this](ami::error_code error, const auto& event) {
      done_ = error || !event || !event->template is<ami::events::device_state_change>() || ++seen_ == most_;
      if (!done_) {
        wait();
      }
    });
  }

  bool done() const noexcept { return done_; }
  std::uint64_t seen() const noexcept { return seen_; }

private:
  stream_type stream_;
  std::uint64_t most_;
  std::uint64_t seen_ = 0;
  bool done_ = false;
};

}  // namespace

TEST_CASE("a consumer that keeps up loses nothing of a burst, however small its events are") {
  constexpr std::uint64_t count = 50000;
  asio::io_context io{1};
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  CHECK_FALSE(connect(io, pbx));
  auto stream = pbx.subscribe<ami::events::device_state_change>();  // of the usual capacity
  server.send_raw(burst_of_changes(count));
  std::optional<std::uint64_t> seen;
  const auto note = [&](const std::exception_ptr&, std::uint64_t number) { seen = number; };
  SECTION("in a coroutine") {
    asio::co_spawn(io, count_changes(std::move(stream), count), note);
  }
  SECTION("in a coroutine on a strand") {
    asio::co_spawn(asio::make_strand(io), count_changes(std::move(stream), count), note);
  }
  SECTION("in a coroutine that can be cancelled, which takes one in each step") {
    asio::cancellation_signal signal;
    asio::co_spawn(io, count_changes(std::move(stream), count), asio::bind_cancellation_slot(signal.slot(), note));
    test::run_until(io, [&] { return seen.has_value(); });
  }
  SECTION("in callbacks, one for each") {
    counting_callback counting{std::move(stream), count};
    counting.wait();
    test::run_until(io, [&] { return counting.done(); });
    seen = counting.seen();
  }
  test::run_until(io, [&] { return seen.has_value(); });
  CHECK(seen == count);
}

TEST_CASE("a handler that blocks keeps nothing of what was read from the others") {
  constexpr std::uint64_t count = 5000;
  asio::io_context io{2};
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  CHECK_FALSE(connect(io, pbx));
  // Many at once are read only when many came before.
  constexpr std::uint64_t many = 20000;
  server.send_raw(burst_of_changes(many));
  test::run(io, count_changes(pbx.subscribe<ami::events::device_state_change>(), many));

  auto blocked = pbx.subscribe<ami::events::device_state_change>();
  auto stream = pbx.subscribe<ami::events::device_state_change>(ami::subscribe_options{}.capacity(count));
  std::promise<std::uint64_t> all_seen;
  std::atomic<bool> done{false};
  std::uint64_t seen = 0;
  blocked.async_next([&, all = all_seen.get_future()](ami::error_code, const auto&) mutable {
    seen = all.wait_for(10s) == std::future_status::ready ? all.get() : 0;
    done = true;
  });
  asio::co_spawn(io, count_changes(std::move(stream), count),
                 [&](const std::exception_ptr&, std::uint64_t number) { all_seen.set_value(number); });
  const std::string burst = burst_of_changes(count);
  const std::uint64_t before = server.bytes_sent();
  server.send_raw(burst);
  while (server.bytes_sent() < before + burst.size()) {
    std::this_thread::yield();
  }
  io.restart();
  std::thread other{[&] { io.run(); }};
  test::run_until(io, [&] { return done.load(); });
  pbx.async_disconnect(asio::detached);
  other.join();
  CHECK(seen == count);
}

TEST_CASE("what a handler sends can be taken back until the handler has returned") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  test::run(io, pbx.connect());
  std::vector<std::string> done;
  const auto note = [&](std::string name) {
    return [&done, name](ami::error_code error, const ami::reply& reply) {
      done.push_back(name + ": " + error.message() + ", " + std::string{to_string(reply.outcome())});
    };
  };
  asio::cancellation_signal signal;
  const auto type = GENERATE(asio::cancellation_type::terminal, asio::cancellation_type::total);
  const auto send = [&](const std::string& name) { return ami::action{"Ping"}.header("N", name); };
  pbx.async_send_action(ami::actions::ping{}, [&](ami::error_code, const ami::reply&) {
    pbx.async_send_action(send("alone"), note("alone"));  // has left
    pbx.async_send_action(send("before"), note("before"));
    pbx.async_send_action(send("it"), asio::bind_cancellation_slot(signal.slot(), note("it")));
    pbx.async_send_action(send("after"), note("after"));
    signal.emit(type);
  });
  test::run_until(io, [&] { return done.size() == 4; });
  const std::string accepted = ": " + ami::error_code{}.message() + ", accepted";
  const std::string aborted = ": " + ami::error_code{asio::error::operation_aborted}.message() + ", never sent";
  CHECK(done == std::vector<std::string>{"it" + aborted, "alone" + accepted, "before" + accepted, "after" + accepted});
  std::vector<std::string> sent;
  for (const auto& request : server.requests()) {
    if (!request["N"].empty()) {
      sent.emplace_back(request["N"]);
    }
  }
  CHECK(sent == std::vector<std::string>{"alone", "before", "after"});
  const auto counted = test::run(io, pbx.statistics());
  CHECK(counted.unsent_bytes == 0);
  CHECK(counted.actions_in_flight == 0);
}

TEST_CASE("the time of what a handler sends begins when the handler has returned") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  test::run(io, pbx.connect());
  std::vector<ami::error_code> done;
  const auto note = [&](ami::error_code error, const ami::reply&) { done.push_back(error); };
  constexpr auto limit = 400ms;
  // Few bytes, and more than leave together.
  const std::size_t size = GENERATE(10U, 7000U);
  constexpr std::size_t count = 12;
  ami::action what{"Ping"};
  for (std::size_t left = size; left != 0; left -= std::min<std::size_t>(left, 900)) {
    what.header("H" + std::to_string(left), std::string(std::min<std::size_t>(left, 900), 'x'));
  }
  pbx.async_send_action(ami::actions::ping{}, [&](ami::error_code, const ami::reply&) {
    pbx.async_send_action(ami::actions::ping{}, note);  // has left
    for (std::size_t i = 1; i < count; ++i) {
      pbx.async_send_action(what, ami::send_options{limit}, note);
    }
    // As a handler does that computes.
    for (const auto end = std::chrono::steady_clock::now() + limit + 20ms; std::chrono::steady_clock::now() < end;) {
    }
  });
  test::run_until(io, [&] { return done.size() == count; });
  CHECK(done == std::vector<ami::error_code>(count));
}

TEST_CASE("a reply to what has not been written ends it, and its bytes wait no longer") {
  fake_asterisk server{fake_options{}.receive_buffer(4096)};
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  test::run(io, pbx.connect());
  server.read_slowly(1, 1h);
  ami::action large{"Ping"};
  for (int i = 0; i < 60; ++i) {
    large.header("H" + std::to_string(i), std::string(900, 'x'));
  }
  for (int i = 0; i < 200; ++i) {
    pbx.async_send_action(large, [](ami::error_code, const ami::reply&) {});
  }
  bool answered = false;
  pbx.async_send_action(ami::action{"Ping"}.action_id("mine"),
                        [&](ami::error_code, const ami::reply&) { answered = true; });
  // Far more than the system takes is in front of it.
  REQUIRE(test::run(io, pbx.statistics()).unsent_bytes > 5'000'000);
  server.send_raw("Response: Success\r\nActionID: mine\r\n\r\n");
  test::run_until(io, [&] { return answered; });
  server.reset_connections();
  test::run(io, pbx.wait_for(ami::connection_state::disconnected));
  CHECK(test::run(io, pbx.statistics()).unsent_bytes == 0);
}

TEST_CASE("split writes and floods of garbage lose nothing") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  server.split_writes(1);
  CHECK_FALSE(connect(io, pbx));
  for (int i = 0; i < 20; ++i) {
    round_trip(io, pbx);
  }
  auto stream = pbx.subscribe();
  server.split_writes(0);
  server.send_garbage(100000);
  round_trip(io, pbx);
  CHECK(stream.try_next().has_value());
}

TEST_CASE("a reply is known in every order of its headers, and an OriginateResponse stays an event") {
  asio::io_context io;
  fake_asterisk server{quiet()};
  server.on("Login", [](const request& asked, const client& from) {
    from.log_in("admin");
    from.send_raw("ActionID: " + asked.action_id() +
                  "\r\nMessage: Authentication accepted\r\nResponse: Success\r\n\r\n");
  });
  server.on("RptStatus", [](const request& asked, const client& from) {
    from.send_raw("ActionID: " + asked.action_id() + "\r\nResponse: Success\r\nNode: 1999\r\n\r\n");
  });
  server.on("Vendor", [](const request& asked, const client& from) {
    from.send_raw("Privilege: Command\r\nActionID: " + asked.action_id() +
                  "\r\nResponse: Follows\r\none\n\ntwo\n--END COMMAND--\r\n\r\n");
  });
  ami::manager pbx{io, address_of(server).login(ami::login_method::plain)};
  CHECK_FALSE(connect(io, pbx));
  auto events = pbx.subscribe();
  const auto status = test::run(io, pbx.send_action(ami::action{"RptStatus"}));
  CHECK(status["Node"] == "1999");
  const auto vendor = test::run(io, pbx.send_action(ami::action{"Vendor"}));
  CHECK(vendor.output() == std::vector<std::string_view>{"one", "", "two"});
  // Not even the ActionID of an action in flight makes a reply of it, in whatever order.
  server.on("Hold", [](const request& asked, const client& from) {
    const std::string id = "ActionID: " + asked.action_id() + "\r\n";
    from.send_raw("Event: OriginateResponse\r\nResponse: Failure\r\n" + id + "Reason: 1\r\n\r\n");
    from.send_raw(id + "Event: OriginateResponse\r\nReason: 2\r\nResponse: Failure\r\n\r\n");
    from.send_raw("Response: Failure\r\nActionID: another-one\r\nReason: 3\r\nEvent: OriginateResponse\r\n\r\n");
    from.send_raw(id + "Response: Failure\r\nReason: 4\r\nEvent: OriginateResponse\r\n\r\n");
    from.send_raw("Response: Failure\r\n" + id + "Reason: 5\r\nEvent: OriginateResponse\r\n\r\n");
    from.reply_success();
  });
  CHECK(test::run(io, pbx.send_action(ami::action{"Hold"})).success());
  for (const char* const reason : {"1", "2", "3", "4", "5"}) {
    const auto event = events.try_next();
    REQUIRE(event);
    CHECK(event->is<ami::events::originate_response>());
    CHECK(event->name() == "OriginateResponse");
    CHECK((*event)["Reason"] == reason);
    CHECK((*event)["Response"] == "Failure");
  }
  CHECK_FALSE(events.try_next());
}

TEST_CASE("text without headers is the reply to the action that is answered so") {
  asio::io_context io;
  fake_asterisk server{quiet()};
  const auto answer = [&](const std::string& name, const std::string& text) {
    server.on(name, [text](const request&, const client& from) { from.send_raw(text); });
  };
  answer("Queues", "support has 0 calls\r\n   Members: \r\n\r\nsales has 0 calls\r\n\r\n\r\n\r\n");
  answer("RptLocalNodes", "<?xml version=\"1.0\"?>\r\n<nodes>\r\n</nodes>\r\n\r\n");
  answer("IAXnetstats", "\r\n");
  answer("Vendor", "Key: value, by chance\r\nno end\r\n");
  answer("Glued", "row\r\nEvent: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Behind\r\n\r\n");
  ami::manager pbx{io, address_of(server)};
  CHECK_FALSE(connect(io, pbx));
  auto events = pbx.subscribe();
  auto script = [&]() -> asio::awaitable<void> {
    const auto queues = co_await pbx.send_action(ami::action{"Queues"});
    CHECK(queues.output() ==
          std::vector<std::string_view>{"support has 0 calls", "   Members: ", "", "sales has 0 calls"});
    CHECK((co_await pbx.send_action(ami::action{"RptLocalNodes"})).output().size() == 3);
    CHECK((co_await pbx.send_action(ami::actions::iax_netstats{})).output().empty());
    const auto vendor = co_await pbx.send_action(ami::action{"Vendor"}.text_reply());
    CHECK(vendor.output() == std::vector<std::string_view>{"Key: value, by chance", "no end"});
    CHECK(vendor.success());
    const auto glued = co_await pbx.send_action(ami::action{"Glued"}.text_reply());
    CHECK(glued.output() == std::vector<std::string_view>{"row"});
    const auto behind = events.try_next();
    REQUIRE(behind);
    CHECK((*behind)["UserEvent"] == "Behind");
    // As a stream too.
    auto list = pbx.list(ami::action{"Queues"});
    CHECK_FALSE(co_await list.next());
    CHECK(list.reply().output().size() == 4);
    // Without the hint it is nobody's, and the action ends with its time.
    try {
      co_await pbx.send_action(ami::action{"Other"}, 20ms);
      FAIL("was answered");
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::response_timed_out);
    }
  };
  answer("Other", "text\r\n\r\n");
  test::run(io, script());
  const auto stray = events.try_next();
  REQUIRE(stray);
  CHECK(stray->name() == "text");
  CHECK_FALSE(events.try_next());
}

TEST_CASE("text that is too long, too late, or cut off by the end of the connection") {
  asio::io_context io;
  fake_asterisk server;
  server.on("Queues", [](const request&, const client& from) {
    for (int i = 0; i < 10; ++i) {
      from.send_raw(std::string(100, 'x') + "\r\n\r\n");
    }
  });
  ami::manager pbx{io, address_of(server)};
  CHECK_FALSE(connect(io, pbx));
  auto script = [&]() -> asio::awaitable<void> {
    const auto small =
        co_await pbx.async_send_action(ami::action{"Queues"}, ami::send_options{}.max_list_bytes(350), as_tuple);
    CHECK(std::get<0>(small) == ami::errc::list_overflow);
    CHECK(std::get<1>(small).output().size() == 5);
    CHECK((co_await pbx.send_action(ami::action{"Queues"})).output().size() == 19);
    // One that is late is not taken for the next one.
    server.sessions().front().half_open();
    const auto late = co_await pbx.async_send_action(ami::action{"Queues"}, 10ms, as_tuple);
    CHECK(std::get<0>(late) == ami::errc::response_timed_out);
    server.sessions().front().half_open(false);
    CHECK((co_await pbx.send_action(ami::action{"Queues"})).output().size() == 19);
    server.on("Queues", [](const request&, const client& from) {
      from.send_raw("part\r\n\r\n");
      from.close();
    });
    const auto cut = co_await pbx.async_send_action(ami::action{"Queues"}, as_tuple);
    CHECK(std::get<0>(cut) == ami::errc::reply_lost);
    CHECK(std::get<1>(cut).output() == std::vector<std::string_view>{"part"});
  };
  test::run(io, script());
}

TEST_CASE("an error of the connection is one line that says what happened") {
  asio::io_context io;
  const auto failure = [&](const ami::options& how) {
    ami::manager pbx{io, how};
    try {
      test::run(io, pbx.connect());
    } catch (const ami::error& error) {
      const std::string text = error.what();
      CHECK(text.find("boost") == std::string::npos);
      CHECK(text.find('\n') == std::string::npos);
      CHECK(text.size() < 300);
      return std::pair{error.code(), text};
    }
    FAIL("connected");
    return std::pair{ami::error_code{}, std::string{}};
  };
  {
    fake_asterisk server;
    server.on("Challenge", [](const request&, const client& from) { from.reset(); });
    CHECK(failure(address_of(server)).first == ami::errc::connection_reset);
  }
  {
    const talker web{"HTTP/1.1 400 Bad Request\r\n\r\n", true};
    const auto [error, text] = failure(web.options());
    CHECK(error == ami::errc::not_ami);
    CHECK_THAT(text, Catch::Matchers::ContainsSubstring("speaks HTTP"));
  }
  {
    const talker overlong{std::string(1000, 'x'), false};
    CHECK_THAT(failure(overlong.options()).second, Catch::Matchers::ContainsSubstring("another protocol"));
  }
  {
    fake_asterisk server;
    server.mute_sessions();
    const auto [error, text] = failure(address_of(server).login_timeout(20ms));
    CHECK(error == ami::errc::login_timed_out);
    CHECK_THAT(text, Catch::Matchers::ContainsSubstring("waits for the client to begin"));
  }
  {
    fake_asterisk server;
    server.refuse_sessions();
    const auto [error, text] = failure(address_of(server));
    CHECK(error == ami::errc::no_greeting);
    CHECK_THAT(text, Catch::Matchers::ContainsSubstring("said nothing"));
  }
  // An address that is never this host's, with the system's own words for it.
  const auto [error, text] = failure(ami::options{"255.255.255.255"}.credentials("a", "b").connect_timeout(2s));
  CAPTURE(error.message());
  CHECK((error == ami::errc::network_unreachable || error == ami::errc::host_unreachable ||
         error == boost::system::errc::permission_denied));
}
