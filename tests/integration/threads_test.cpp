// Events that several threads read and consume, and consumers that do not keep up.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <cstddef>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace {

using numbered_stream = ami::event_stream<ami::events::user_event>;

std::string numbered(std::uint64_t from, std::uint64_t to) {
  std::string text;
  for (std::uint64_t number = from; number <= to; ++number) {
    text += "Event: UserEvent\r\nUserEvent: A\r\nNumber: " + std::to_string(number) + "\r\n\r\n";
  }
  return text;
}

// Whether all events up to the number `last` came in their order, or were counted as lost in their place.
asio::awaitable<bool> all_accounted_for(numbered_stream stream, std::uint64_t last) {
  std::uint64_t number = 0;
  while (number < last) {
    const auto event = co_await stream.next();
    if (!event) {
      co_return false;
    }
    if (const auto gap = event->get_if<ami::lagged>()) {
      number += gap->count();
    } else if (ami::parse_integer((*event)["Number"]) != static_cast<std::int64_t>(++number)) {
      co_return false;
    }
  }
  co_return number == last;
}

// An io_context that some threads run.
class running_context {
public:
  explicit running_context(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) {
      threads_.emplace_back([this] { io.run(); });
    }
  }
  running_context(const running_context&) = delete;
  running_context& operator=(const running_context&) = delete;
  ~running_context() {
    io.stop();
    for (std::thread& thread : threads_) {
      thread.join();
    }
  }

  asio::io_context io;

private:
  asio::executor_work_guard<asio::io_context::executor_type> busy_{io.get_executor()};
  std::vector<std::thread> threads_;
};

// The result of a coroutine on an executor that other threads run.
template <class T>
T wait_for(const asio::any_io_executor& executor, asio::awaitable<T> task) {
  auto result = asio::co_spawn(executor, std::move(task), asio::use_future);
  REQUIRE(result.wait_for(test::patience) == std::future_status::ready);
  return result.get();
}

constexpr std::uint64_t many = 30000;

}  // namespace

TEST_CASE("threads: each event of a flood comes in its order, or is counted as lost, wherever it is consumed") {
  // A queue of which the events of one batch are more than half makes the reader wait again and again.
  const auto capacity = GENERATE(1024U, 300U);
  fake_asterisk server{test::quiet()};
  std::optional<running_context> context;
  std::optional<running_context> apart;
  std::optional<asio::thread_pool> pool;
  asio::any_io_executor managers;
  asio::any_io_executor consumers;
  SECTION("on an io_context that two threads run") {
    context.emplace(2U);
    managers = consumers = context->io.get_executor();
  }
  SECTION("on a thread_pool") {
    pool.emplace(2U);
    managers = consumers = pool->get_executor();
  }
  SECTION("on a thread of its own") {
    context.emplace(1U);
    apart.emplace(1U);
    managers = context->io.get_executor();
    consumers = apart->io.get_executor();
  }
  ami::manager pbx{managers, test::address_of(server)};
  wait_for(managers, pbx.connect());
  auto stream = pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(capacity));
  server.send_raw(numbered(1, many));
  CHECK(wait_for(consumers, all_accounted_for(std::move(stream), many)));
  wait_for(managers, pbx.disconnect());
}

TEST_CASE("threads: a consumer that takes nothing is not waited for for ever") {
  test::connection c;
  auto stuck = c.pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(10));
  auto others = c.pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(many));
  c.server.send_raw(numbered(1, many));
  CHECK(test::run(c.io, all_accounted_for(std::move(others), many)));
  // It can go on where it is.
  CHECK(test::run(c.io, all_accounted_for(std::move(stuck), many)));
  c.settle();
}

TEST_CASE("threads: the connection can end while it waits for a consumer") {
  test::connection c;
  auto stuck = c.pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(2));
  const auto end = GENERATE(0, 1, 2);
  c.server.send_raw(numbered(1, 3000));
  test::run_until(c.io, [&] { return stuck.lost() != 0; });
  switch (end) {
  case 0: test::run(c.io, c.pbx.disconnect()); break;
  case 1:
    c.server.drop_connections();
    test::run_until(c.io, [&] { return c.pbx.state() == ami::connection_state::disconnected; });
    break;
  default: stuck.close(); c.settle();
  }
  SUCCEED();
}

TEST_CASE("threads: a coroutine that waits for a reply while its stream is full gets the reply") {
  test::connection c;
  const auto last = test::run(c.io, [](ami::manager pbx, fake_asterisk& server) -> asio::awaitable<bool> {
    auto stream = pbx.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(20));
    server.send_raw(numbered(1, many));
    for (int i = 0; i < 20; ++i) {
      co_await stream.next();
      co_await pbx.send_action(ami::actions::ping{});
    }
    co_return true;
  }(c.pbx, c.server));
  CHECK(last);
}
