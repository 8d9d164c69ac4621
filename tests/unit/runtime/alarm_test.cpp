#include "catch.hpp"
#include "runtime/alarm.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

using timer_alarm = ami::runtime::alarm;

namespace {

constexpr auto long_ago = timer_alarm::time_point{};
constexpr auto much_later = timer_alarm::never - std::chrono::hours{1};

class fixture {
public:
  boost::asio::io_context io;
  std::optional<timer_alarm> timer{std::in_place, io.get_executor()};
  std::vector<int> fired;

  void set(timer_alarm::time_point when, int number) {
    timer->set(when, [this, number] { fired.push_back(number); });
  }

  // Does all that is due, and waits for nothing.
  void run() {
    io.restart();
    io.poll();
  }
};

}  // namespace

TEST_CASE("alarm: calls what was set when that is due") {
  fixture f;
  CHECK(f.timer->due() == timer_alarm::never);
  f.set(much_later, 1);
  CHECK(f.timer->due() == much_later);
  f.run();
  CHECK(f.fired.empty());
  f.set(long_ago, 2);
  CHECK(f.timer->due() == long_ago);
  f.run();
  CHECK(f.fired == std::vector{2});
  CHECK(f.timer->due() == timer_alarm::never);
}

TEST_CASE("alarm: can be set again by what it calls") {
  fixture f;
  f.timer->set(long_ago, [&] {
    CHECK(f.timer->due() == timer_alarm::never);
    f.fired.push_back(1);
    f.set(long_ago, 2);
  });
  f.run();
  CHECK(f.fired == std::vector{1, 2});
}

TEST_CASE("alarm: calls nothing after it was cancelled") {
  fixture f;
  f.set(long_ago, 1);
  f.timer->cancel();
  CHECK(f.timer->due() == timer_alarm::never);
  f.run();
  CHECK(f.fired.empty());
}

TEST_CASE("alarm: never fires for an old setting whose handler was already on its way") {
  // An earlier timer of the context runs its handler in the same poll, when both have expired: the alarm's handler is
  // queued behind it and can no longer be cancelled.
  fixture f;
  boost::asio::steady_timer before{f.io, long_ago};
  const auto late = long_ago + std::chrono::nanoseconds{1};

  SECTION("and was cancelled") {
    before.async_wait([&](boost::system::error_code) { f.timer->cancel(); });
    f.set(late, 1);
    f.run();
    CHECK(f.fired.empty());
  }
  SECTION("and was set again, for later") {
    before.async_wait([&](boost::system::error_code) { f.set(much_later, 2); });
    f.set(late, 1);
    f.run();
    CHECK(f.fired.empty());
    CHECK(f.timer->due() == much_later);
  }
  SECTION("and was set again, for now") {
    before.async_wait([&](boost::system::error_code) { f.set(long_ago, 2); });
    f.set(late, 1);
    f.run();
    CHECK(f.fired == std::vector{2});
  }
  SECTION("and is gone") {
    before.async_wait([&](boost::system::error_code) { f.timer.reset(); });
    f.set(late, 1);
    f.run();
    CHECK(f.fired.empty());
  }
}

TEST_CASE("alarm: keeps nothing of a setting that was replaced") {
  fixture f;
  const auto held = std::make_shared<int>(0);
  f.timer->set(much_later, [held] { ++*held; });
  CHECK(held.use_count() == 2);
  f.set(much_later, 1);
  f.run();
  CHECK(held.use_count() == 1);
}
