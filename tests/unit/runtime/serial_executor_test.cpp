#include "catch.hpp"
#include "runtime/context_executor.hpp"
#include "runtime/serial_executor.hpp"

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

namespace asio = boost::asio;
using ami::detail::context_executor;
using ami::detail::serial_executor;

static_assert(asio::execution::is_executor<serial_executor>::value);
static_assert(std::is_constructible_v<asio::any_io_executor, serial_executor>);
static_assert(std::is_constructible_v<asio::any_completion_executor, serial_executor>);

namespace {

class fixture {
public:
  asio::io_context io;
  std::shared_ptr<context_executor> context = std::make_shared<context_executor>(io.get_executor());
  serial_executor serial{context};
  std::vector<int> seen;

  auto note(int number) {
    return [this, number] { seen.push_back(number); };
  }
};

asio::awaitable<void> work_in_turns(serial_executor serial, int& inside, int& rounds) {
  asio::steady_timer timer{co_await asio::this_coro::executor};
  for (int i = 0; i < 20; ++i) {
    ++inside;
    rounds += inside == 1 && serial.running_in_this_thread() ? 1 : 0;
    --inside;
    timer.expires_after(std::chrono::microseconds{1});
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace

TEST_CASE("what a serial executor runs, it runs in order, and posts never within the call") {
  fixture f;
  asio::post(f.serial, f.note(1));
  asio::post(f.serial, f.note(2));
  f.serial.execute(f.note(3));
  asio::dispatch(f.serial, f.note(4));
  CHECK(f.seen.empty());
  f.io.run();
  CHECK(f.seen == std::vector{1, 2, 3, 4});
}

TEST_CASE("within a serial executor, dispatched functions run at once and posted ones afterwards") {
  fixture f;
  asio::post(f.serial, [&] {
    CHECK(f.serial.running_in_this_thread());
    asio::post(f.serial, f.note(2));
    asio::dispatch(f.serial, f.note(1));
    CHECK(f.seen == std::vector{1});
  });
  f.io.run();
  CHECK(f.seen == std::vector{1, 2});
  CHECK_FALSE(f.serial.running_in_this_thread());
}

TEST_CASE("on a thread of the context, a serial executor that is free runs at once") {
  fixture f;
  asio::post(f.io, [&] {
    asio::dispatch(f.serial, f.note(1));
    CHECK(f.seen == std::vector{1});
  });
  f.io.run();
  CHECK(f.seen == std::vector{1});
}

TEST_CASE("a serial executor is entered when nothing runs, and what waits comes first") {
  fixture f;
  CHECK(f.serial.try_run(f.note(1)));
  CHECK(f.seen == std::vector{1});
  CHECK(f.serial.try_run([&] {
    CHECK(f.serial.running_in_this_thread());
    CHECK_FALSE(f.serial.try_run(f.note(-1)));
    asio::post(f.serial, f.note(2));
  }));
  CHECK(f.seen == std::vector{1});
  CHECK(f.serial.try_run(f.note(3)));
  CHECK(f.seen == std::vector{1, 2, 3});
  // The turn that was asked for finds nothing, and another one comes for what waits later.
  f.io.run();
  CHECK(f.seen == std::vector{1, 2, 3});
  asio::post(f.serial, f.note(4));
  f.io.restart();
  f.io.run();
  CHECK(f.seen == std::vector{1, 2, 3, 4});
}

TEST_CASE("whoever goes first into a serial executor does nothing for the others") {
  fixture f;
  CHECK(f.serial.try_run_first(f.note(1)));
  asio::post(f.serial, f.note(2));
  CHECK(f.serial.try_run_first(f.note(3)));
  CHECK(f.seen == std::vector{1, 3});
  f.io.run();
  CHECK(f.seen == std::vector{1, 3, 2});
  CHECK(f.serial.try_run_first([&] { CHECK_FALSE(f.serial.try_run_first(f.note(-1))); }));
  CHECK(f.serial.try_run_first(f.note(4)));
  CHECK(f.seen == std::vector{1, 3, 2, 4});
}

TEST_CASE("what waits for a serial executor can be done before its turn comes") {
  fixture f;
  f.serial.run_waiting();
  asio::post(f.serial, [&] {
    f.note(1)();
    asio::post(f.serial, f.note(2));  // for a turn of its own
    f.serial.run_waiting();           // not from within
  });
  f.serial.run_waiting();
  CHECK(f.seen == std::vector{1});
  f.serial.run_waiting();
  CHECK(f.seen == std::vector{1, 2});
  f.io.run();
  CHECK(f.seen == std::vector{1, 2});
}

TEST_CASE("a serial executor posts nothing for what waits while a runner is expected, and then no longer") {
  fixture f;
  f.serial.expect_run_waiting();
  CHECK(f.serial.expects_run_waiting());
  f.serial.try_run([&] { asio::post(f.serial, f.note(1)); });
  CHECK(f.io.poll() == 0);
  CHECK(f.serial.has_work());
  f.serial.run_waiting();
  CHECK(f.seen == std::vector{1});
  CHECK_FALSE(f.serial.expects_run_waiting());

  SECTION("because it came") {
    f.serial.try_run([&] { asio::post(f.serial, f.note(2)); });
  }
  SECTION("because it will not come") {
    f.serial.expect_run_waiting();
    f.serial.try_run([&] { asio::post(f.serial, f.note(2)); });
    f.serial.stop_expecting();
  }
  f.io.restart();
  CHECK(f.io.poll() == 1);
  CHECK(f.seen == std::vector{1, 2});
}

TEST_CASE("a function that throws leaves a serial executor free, and the others their turn") {
  fixture f;
  const auto fails = [] { throw std::runtime_error{"in turn"}; };
  CHECK_THROWS_AS(f.serial.try_run(fails), std::runtime_error);
  CHECK(f.serial.try_run(f.note(1)));
  asio::post(f.serial, fails);
  asio::post(f.serial, f.note(2));
  CHECK_THROWS_AS(f.io.run(), std::runtime_error);
  f.io.run();
  CHECK(f.seen == std::vector{1, 2});
}

TEST_CASE("a serial executor never runs two things at once, whichever way they come") {
  asio::thread_pool pool{4};
  const auto context = std::make_shared<context_executor>(pool.get_executor());
  const serial_executor serial{context};
  constexpr int rounds = 2000;
  int count = 0;  // not atomic: the executor guards it
  std::vector<std::thread> users;
  users.reserve(4);
  for (int user = 0; user < 4; ++user) {
    users.emplace_back([&, user] {
      for (int i = 0; i < rounds; ++i) {
        if (user == 3 && i % 2 == 0) {
          serial.run_waiting();
        }
        const auto counts = [&] { ++count; };
        if (user == 0 || !(user == 1 ? serial.try_run_first(counts) : serial.try_run(counts))) {
          asio::post(serial, counts);
        }
      }
    });
  }
  int inside = 0;
  int turns = 0;
  asio::co_spawn(serial, work_in_turns(serial, inside, turns), asio::detached);
  asio::co_spawn(serial, work_in_turns(serial, inside, turns), asio::detached);
  for (std::thread& user : users) {
    user.join();
  }
  pool.join();
  CHECK(count == 4 * rounds);
  CHECK(turns == 40);
}

TEST_CASE("what still waits for a serial executor goes with the context") {
  const auto held = std::make_shared<int>(0);
  {
    asio::io_context io;
    const auto context = std::make_shared<context_executor>(io.get_executor());
    const serial_executor serial{context};
    asio::post(serial, [held, serial] { ++*held; });
    asio::post(serial, [held, serial] { ++*held; });
    serial.execute(asio::bind_executor(serial, [held] { ++*held; }));
    context->drop();
  }
  CHECK(*held == 0);
  CHECK(held.use_count() == 1);
}

TEST_CASE("what comes to a serial executor when its context is gone is not kept") {
  // As a coroutine does that is destroyed with its context, and posts a last thing to where it ran.
  class posts_at_its_end {
  public:
    posts_at_its_end(serial_executor serial, std::shared_ptr<int> held)
        : serial_{std::move(serial)}, held_{std::move(held)} {}
    posts_at_its_end(posts_at_its_end&&) = default;
    posts_at_its_end& operator=(posts_at_its_end&&) = delete;
    ~posts_at_its_end() {
      if (held_ != nullptr) {
        asio::post(serial_, [serial = serial_, held = held_] { ++*held; });
      }
    }
    void operator()() const { ++*held_; }

  private:
    serial_executor serial_;
    std::shared_ptr<int> held_;
  };
  const auto held = std::make_shared<int>(0);
  {
    asio::io_context io;
    const auto context = std::make_shared<context_executor>(io.get_executor());
    const serial_executor serial{context};
    asio::post(serial, posts_at_its_end{serial, held});
    context->drop();
  }
  CHECK(*held == 0);
  CHECK(held.use_count() == 1);
}
