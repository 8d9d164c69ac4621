// Execution contexts that go away first, and operations that race with their cancellation.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace asio::experimental::awaitable_operators;

namespace {

using user_stream = ami::event_stream<ami::events::user_event>;

}  // namespace

TEST_CASE("next() || next() loses nothing, also when both are ready") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  auto a = pbx.subscribe<ami::events::user_event>();
  auto b = pbx.subscribe<ami::events::user_event>();
  static constexpr int rounds = 50;
  auto script = [](fake_asterisk* fake, ami::manager manager, user_stream* one,
                   user_stream* other) -> asio::awaitable<void> {
    co_await manager.connect();
    for (int i = 0; i < rounds; ++i) {
      fake->send_event(frame_text::event("UserEvent").header("N", std::to_string(i)));
    }
    co_await manager.send_action(ami::actions::ping{});
    int next_of_one = 0;
    int next_of_other = 0;
    while (next_of_one + next_of_other < 2 * rounds) {
      auto ready = one->next() || other->next();
      const auto result = co_await std::move(ready);
      int& expected = result.index() == 0 ? next_of_one : next_of_other;
      const auto& event = result.index() == 0 ? std::get<0>(result) : std::get<1>(result);
      REQUIRE(event);
      REQUIRE((*event)["N"] == std::to_string(expected));
      ++expected;
    }
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx, &a, &b));
}

TEST_CASE("next() || timer loses nothing, also when the time is over") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  auto events = pbx.subscribe<ami::events::user_event>();
  static constexpr int rounds = 50;
  auto script = [](fake_asterisk* fake, ami::manager manager, user_stream* stream) -> asio::awaitable<void> {
    co_await manager.connect();
    for (int i = 0; i < rounds; ++i) {
      fake->send_event(frame_text::event("UserEvent").header("N", std::to_string(i)));
    }
    co_await manager.send_action(ami::actions::ping{});
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    asio::steady_timer timer{executor};
    int expected = 0;
    for (int tries = 0; expected < rounds && tries < 100 * rounds; ++tries) {
      timer.expires_after(tries % 2 == 0 ? -1ms : 1h);
      auto ready = timer.async_wait(asio::use_awaitable) || stream->next();
      const auto result = co_await std::move(ready);
      if (result.index() == 1) {
        const auto& event = std::get<1>(result);
        REQUIRE(event);
        REQUIRE((*event)["N"] == std::to_string(expected));
        ++expected;
      }
    }
    CHECK(expected == rounds);
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx, &events));
}

TEST_CASE("handles and streams outlive a context whose strand they were given") {
  fake_asterisk server;
  std::optional<asio::io_context> io{std::in_place};
  ami::manager pbx{asio::any_io_executor{asio::make_strand(*io)}, address_of(server)};
  auto events = pbx.subscribe<ami::events::hangup>();
  test::run(*io, [](ami::manager manager) -> asio::awaitable<void> { co_await manager.connect(); }(pbx));
  io.reset();
  CHECK(pbx.state() == ami::connection_state::disconnected);
  CHECK_FALSE(pbx.get_executor());
  CHECK_FALSE(events.try_next());
  CHECK(events.end_reason() == ami::errc::disconnected);
  auto more = pbx.subscribe<ami::events::hangup>();
  CHECK_FALSE(more.try_next());
  CHECK(more.end_reason() == ami::errc::disconnected);
}

TEST_CASE("what the manager's context never ran completes elsewhere, exactly once") {
  fake_asterisk server;
  std::optional<asio::io_context> io{std::in_place};
  asio::io_context other;
  ami::manager pbx{*io, address_of(server)};
  std::vector<std::string> done;
  const auto elsewhere = [&](std::string name) {
    return asio::bind_executor(
        other, [&done, name](ami::error_code error, auto&&...) { done.push_back(name + ": " + error.message()); });
  };
  auto stream = pbx.subscribe();
  SECTION("never begun") {
    pbx.async_connect(elsewhere("connect"));
    pbx.async_send_action(ami::actions::ping{}, elsewhere("send"));
    pbx.async_wait_for(ami::connection_state::connected, elsewhere("wait"));
    pbx.async_disconnect(elsewhere("disconnect"));
    io.reset();
    other.run();
    CHECK(done == std::vector<std::string>{"connect: disconnected", "send: the action was not sent",
                                           "wait: disconnected", "disconnect: " + ami::error_code{}.message()});
  }
  SECTION("begun") {
    test::run(*io, [](ami::manager manager) -> asio::awaitable<void> { co_await manager.connect(); }(pbx));
    server.on("Ping", [](const auto&, const auto&) {});
    pbx.async_send_action(ami::actions::ping{}, elsewhere("send"));
    stream.async_next(elsewhere("next"));
    for (int i = 0; i < 3; ++i) {
      io->poll();
    }
    io.reset();
    other.run();
    CHECK(done.size() == 2);
  }
  SECTION("posted") {
    // Both complete with errors at once, and the completion itself is posted.
    pbx.async_send_action(ami::action{"Ping"}.header("X", "a\r\nb"), elsewhere("send"));
    stream.close();
    stream.async_next(elsewhere("next"));
    io.reset();
    other.run();
    CHECK(done.size() == 2);
  }
  SECTION("begun afterwards") {
    io.reset();
    auto work = asio::make_work_guard(other);
    pbx.async_connect(elsewhere("connect"));
    pbx.async_send_action(ami::actions::ping{}, elsewhere("send"));
    stream.async_next(elsewhere("next"));
    CHECK(done.empty());
    test::run_until(other, [&] { return done.size() == 3; });
  }
}

TEST_CASE("a context may be destroyed while other threads use the manager") {
  for (int round = 0; round < 20; ++round) {
    fake_asterisk server;
    std::optional<asio::io_context> io{std::in_place};
    asio::io_context other;
    auto work = std::make_optional(asio::make_work_guard(other));
    std::atomic<int> begun{0};
    std::atomic<int> ended{0};
    std::atomic<bool> stop{false};
    ami::manager pbx{*io, address_of(server)};
    test::run(*io, [](ami::manager manager) -> asio::awaitable<void> { co_await manager.connect(); }(pbx));
    std::thread runner{[&] { other.run(); }};
    std::thread user{[&, handle = pbx]() mutable {
      while (!stop) {
        ++begun;
        handle.async_send_action(ami::actions::ping{}, asio::bind_executor(other, [&](auto, auto) { ++ended; }));
        auto stream = handle.subscribe<ami::events::hangup>();
        ++begun;
        stream.async_next(asio::bind_executor(other, [&](auto, auto) { ++ended; }));
      }
    }};
    while (begun < 20) {
      io->poll_one();
    }
    io.reset();
    while (begun < 200) {
      std::this_thread::yield();
    }
    stop = true;
    user.join();
    work.reset();
    runner.join();
    CHECK(begun == ended);
  }
}
