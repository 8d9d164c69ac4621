// Handles, streams and the io_context destroyed at every step of a session: nothing hangs, leaks or is used afterwards.
// The sanitizers do the looking.
#include "catch.hpp"
#include "support/destroyed_at_steps.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace {

// What a service does: connects, reads a stream, sends plain and list actions, an action that is never answered, and
// disconnects.
asio::awaitable<void> read_events(std::shared_ptr<ami::event_stream<>> stream, census) {
  while (auto event = co_await stream->next()) {
  }
}

asio::awaitable<void> never_answered(ami::manager pbx, census) {
  auto result = co_await pbx.async_send_action(ami::action{"Silent"}, as_tuple);
  CHECK(std::get<0>(result));
}

asio::awaitable<void> session(ami::manager pbx, census) {
  auto connected = co_await pbx.async_connect(as_tuple);
  if (std::get<0>(connected)) {
    co_return;
  }
  for (int i = 0; i < 3; ++i) {
    auto pong = co_await pbx.async_send_action(ami::actions::ping{}, as_tuple);
    auto list = co_await pbx.async_send_action(ami::actions::status{}, as_tuple);
    if (std::get<0>(pong) || std::get<0>(list)) {
      co_return;
    }
  }
  co_await pbx.async_disconnect(as_tuple);
}

enum class victim { handle, stream, context, everything_at_once };

class used_manager {
public:
  used_manager(fake_asterisk& server, asio::io_context& io, int& living)
      : server_{&server}, pbx_{std::in_place, io, address_when_booted(server)},
        stream_{std::make_shared<ami::event_stream<>>(pbx_->subscribe())} {
    // The coroutines own copies of the handle.
    asio::co_spawn(io, session(*pbx_, census{living}), asio::detached);
    asio::co_spawn(io, never_answered(*pbx_, census{living}), asio::detached);
    asio::co_spawn(io, read_events(stream_, census{living}), asio::detached);
  }

  void destroy(victim chosen, std::unique_ptr<asio::io_context>& io) {
    switch (chosen) {
    case victim::handle: pbx_.reset(); break;
    case victim::stream: close(); break;
    case victim::context: io.reset(); break;
    case victim::everything_at_once:
      pbx_.reset();
      stream_.reset();
      io.reset();
      break;
    }
  }
  void let_go() {
    pbx_.reset();
    // "Silent" is never answered: the end of the connection ends it.
    server_->drop_connections();
  }

private:
  void close() {
    stream_->close();
    stream_.reset();
  }

  fake_asterisk* server_;
  std::optional<ami::manager> pbx_;
  std::shared_ptr<ami::event_stream<>> stream_;
};

}  // namespace

TEST_CASE("destroying a handle, a stream or the context at every step of a session") {
  fake_asterisk server;
  server.on("Silent", [](const ami::testing::request&, const ami::testing::session&) {});
  const auto used = [&](asio::io_context& io, int& living) {
    return std::make_unique<used_manager>(server, io, living);
  };
  for (const victim what : {victim::handle, victim::stream, victim::context, victim::everything_at_once}) {
    int steps = 0;
    while (steps < 200 && test::destroy_after(used, what, steps)) {
      ++steps;
      // Connected, logged in and all actions answered: past this only the silent action waits.
      if (steps > 80) {
        break;
      }
    }
    CHECK(steps > 20);
  }
  CHECK(server.wait_for_no_connections(20s));
}

TEST_CASE("when the last handle goes, everything that waits completes") {
  fake_asterisk server;
  server.on("Silent", [](const ami::testing::request&, const ami::testing::session&) {});
  asio::io_context io;
  std::optional<ami::manager> pbx{std::in_place, io, address_when_booted(server)};
  test::run(io, pbx->connect());
  auto stream = pbx->subscribe<ami::events::hangup>();
  ami::error_code sent;
  ami::outcome how{};
  bool stream_ended = false;
  pbx->async_send_action(ami::action{"Silent"}, [&](ami::error_code error, const ami::reply& reply) {
    sent = error;
    how = reply.outcome();
  });
  stream.async_next([&](ami::error_code error, const auto& event) { stream_ended = !error && !event; });
  io.poll();
  REQUIRE(server.wait_for_request("Silent", 10s));
  pbx.reset();
  test::run_until(io, [&] { return sent && stream_ended; });
  CHECK(sent == ami::errc::reply_lost);
  CHECK(how == ami::outcome::unknown);
  CHECK(stream.end_reason() == ami::errc::disconnected);
  CHECK(server.wait_for_no_connections(10s));
}

TEST_CASE("the last handle may go from inside a handler") {
  fake_asterisk server;
  asio::io_context io;
  auto pbx = std::make_shared<ami::manager>(io, address_when_booted(server));
  auto* const raw = pbx.get();
  bool done = false;
  raw->async_connect([&, pbx](ami::error_code error) mutable {
    CHECK_FALSE(error);
    auto* const manager = pbx.get();
    manager->async_send_action(ami::actions::ping{}, [&, pbx = std::move(pbx)](ami::error_code, const auto&) mutable {
      pbx.reset();
      done = true;
    });
  });
  pbx.reset();
  test::run_until(io, [&] { return done; });
  io.run_for(10s);
  CHECK(io.stopped());
  CHECK(server.wait_for_no_connections(10s));
}

namespace {

// Of a thread pool. A thread that asks for it comes back from execute() late, as one would that was interrupted there:
// when `let_go` is ready, or cannot be expected any more.
class delaying_executor {
public:
  explicit delaying_executor(asio::thread_pool& pool) : inner_{pool.get_executor()} {}

  static void delay_next(std::shared_future<void> let_go) { next_delay = std::move(let_go); }

  template <class Function>
  void execute(Function function) const {
    asio::require(inner_, asio::execution::blocking.never).execute(std::move(function));
    if (const auto delay = std::exchange(next_delay, {}); delay.valid()) {
      delay.wait_for(300ms);
    }
  }
  asio::execution_context& query(asio::execution::context_t /*what*/) const noexcept {
    return asio::query(inner_, asio::execution::context);
  }
  static constexpr asio::execution::blocking_t query(asio::execution::blocking_t /*what*/) noexcept {
    return asio::execution::blocking.never;
  }
  delaying_executor require(asio::execution::blocking_t::never_t /*how*/) const noexcept { return *this; }
  friend bool operator==(const delaying_executor& a, const delaying_executor& b) noexcept {
    return a.inner_ == b.inner_;
  }

private:
  inline static thread_local std::shared_future<void> next_delay;

  asio::thread_pool::executor_type inner_;
};

asio::awaitable<ami::error_code> ping_and_forget(asio::any_io_executor executor, ami::options how,
                                                 std::shared_future<void> gone) {
  ami::manager pbx{std::move(executor), std::move(how)};
  delaying_executor::delay_next(std::move(gone));
  try {
    co_await pbx.send_action(ami::actions::ping{});
  } catch (const ami::error& problem) {
    co_return problem.code();
  }
  co_return ami::error_code{};
}

// Options that set `gone` when the last of their copies is destroyed.
ami::options options_that_tell(std::promise<void>& gone) {
  const std::shared_ptr<std::promise<void>> witness{&gone, [](std::promise<void>* last) { last->set_value(); }};
  return ami::options{"127.0.0.1"}.logger({witness, nullptr});
}

}  // namespace

TEST_CASE("another thread completes an action, and drops the last handle, before the call that sent it returns") {
  asio::thread_pool pool{3};
  const asio::any_io_executor executor{delaying_executor{pool}};
  std::promise<void> gone;
  const auto connection_gone = gone.get_future().share();
  std::promise<ami::error_code> result;
  asio::co_spawn(executor, ping_and_forget(executor, options_that_tell(gone), connection_gone),
                 [&](const std::exception_ptr&, ami::error_code error) { result.set_value(error); });
  CHECK(result.get_future().get() == ami::errc::not_connected);
  connection_gone.wait();
  pool.join();
}

TEST_CASE("a consumer on another context sees the end when the manager's context is destroyed") {
  fake_asterisk server;
  server.on("Silent", [](const ami::testing::request&, const ami::testing::session&) {});
  asio::io_context consumer;
  auto io = std::make_unique<asio::io_context>();
  ami::manager pbx{*io, address_when_booted(server)};
  auto stream = pbx.subscribe<ami::events::hangup>();
  test::run(*io, pbx.connect());
  bool ended = false;
  ami::error_code lost;
  stream.async_next(
      asio::bind_executor(consumer, [&](ami::error_code error, const auto& event) { ended = !error && !event; }));
  pbx.async_send_action(ami::action{"Silent"},
                        asio::bind_executor(consumer, [&](ami::error_code error, const ami::reply&) { lost = error; }));
  io->poll();
  io.reset();
  test::run_until(consumer, [&] { return ended && lost; });
  CHECK(stream.end_reason() == ami::errc::disconnected);
  // What is asked for now can only be dropped.
  pbx.async_send_action(ami::actions::ping{},
                        [](ami::error_code, const auto&) { FAIL("ran on a context that is gone"); });
  CHECK(pbx.state() == ami::connection_state::disconnected);
}

TEST_CASE("a stopped context, destroyed before the handles") {
  fake_asterisk server;
  std::optional<ami::manager> pbx;
  std::optional<ami::event_stream<>> stream;
  {
    asio::io_context io;
    pbx.emplace(io, address_when_booted(server));
    stream.emplace(pbx->subscribe());
    test::run(io, pbx->connect());
    io.stop();
    pbx->async_send_action(ami::actions::ping{},
                           [](ami::error_code, const auto&) { FAIL("ran on a stopped context"); });
  }
  CHECK(stream->try_next());
}

TEST_CASE("handles and streams in many threads") {
  fake_asterisk server;
  asio::thread_pool pool{2};
  std::atomic<int> answered{0};
  std::atomic<int> seen{0};
  constexpr int threads = 4;
  constexpr int rounds = 50;
  {
    ami::manager pbx{pool, address_when_booted(server)};
    pbx.async_connect(asio::use_future).get();
    std::vector<std::thread> users;
    for (int i = 0; i < threads; ++i) {
      users.emplace_back([&, pbx]() mutable {
        auto stream = pbx.subscribe<ami::events::user_event>();
        for (int round = 0; round < rounds; ++round) {
          const auto name = "Round" + std::to_string(round);
          answered += pbx.async_send_action(ami::actions::user_event{name}, asio::use_future).get().success() ? 1 : 0;
          const auto event = stream.async_next(asio::use_future).get();
          seen += event ? 1 : 0;
          const ami::manager copy = pbx;
          static_cast<void>(copy.state());
        }
      });
    }
    for (auto& user : users) {
      user.join();
    }
    pbx.async_disconnect(asio::use_future).get();
  }
  pool.join();
  CHECK(answered == threads * rounds);
  CHECK(seen == threads * rounds);
}
