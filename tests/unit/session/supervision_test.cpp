// Back-off and liveness: when, without a clock.
#include "catch.hpp"
#include "session/back_off.hpp"
#include "session/liveness.hpp"

#include <chrono>

using ami::reconnect_policy;
using ami::session::back_off;
using ami::session::liveness;
using namespace std::chrono_literals;

TEST_CASE("back-off grows to its limit") {
  back_off wait{reconnect_policy{}.initial_delay(100ms).max_delay(1s).multiplier(2).jitter(0), 1};
  for (const auto expected : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
    CHECK(wait.next({}) == expected);
  }
  for (int i = 0; i < 5000; ++i) {
    REQUIRE(wait.next({}) == 1000ms);
  }
}

TEST_CASE("back-off without a wait remains without one, however often it fails") {
  back_off wait{reconnect_policy{}.initial_delay(0ms).max_delay(1s).multiplier(2).jitter(0.5), 1};
  for (int i = 0; i < 5000; ++i) {
    REQUIRE(wait.next({}) == 0ms);
  }
}

TEST_CASE("back-off begins anew after a connection that held") {
  back_off wait{reconnect_policy{}.initial_delay(100ms).max_delay(10s).jitter(0).stable_after(30s), 1};
  CHECK(wait.next({}) == 100ms);
  CHECK(wait.next({}) == 200ms);
  // Not long enough: the row goes on.
  CHECK(wait.next(29s) == 400ms);
  CHECK(wait.next(30s) == 100ms);
  CHECK(wait.next(31s) == 100ms);
}

TEST_CASE("back-off ends with the policy's attempts") {
  back_off wait{reconnect_policy{}.max_attempts(2).stable_after(1s), 1};
  CHECK(wait.next({}));
  CHECK(wait.next({}));
  CHECK_FALSE(wait.next({}));
  // A stable connection in between gives all of them back.
  CHECK(wait.next(1s));
  CHECK(wait.next({}));
  CHECK_FALSE(wait.next({}));
}

TEST_CASE("jitter spreads the waits over its part") {
  back_off wait{reconnect_policy{}.initial_delay(1000ms).max_delay(1000ms).jitter(0.5), 42};
  auto least = 10000ms;
  auto most = 0ms;
  for (int i = 0; i < 1000; ++i) {
    const auto delay = *wait.next({});
    least = std::min(least, delay);
    most = std::max(most, delay);
  }
  CHECK(least >= 500ms);
  CHECK(least < 520ms);
  CHECK(most <= 1000ms);
  CHECK(most > 980ms);
}

TEST_CASE("policies that cannot be used are refused") {
  CHECK(reconnect_policy{}.problem().empty());
  CHECK_FALSE(reconnect_policy{}.initial_delay(-1ms).problem().empty());
  CHECK_FALSE(reconnect_policy{}.initial_delay(2s).max_delay(1s).problem().empty());
  CHECK_FALSE(reconnect_policy{}.stable_after(-1ms).problem().empty());
  CHECK_FALSE(reconnect_policy{}.multiplier(0.9).problem().empty());
  CHECK_FALSE(reconnect_policy{}.jitter(1.1).problem().empty());
  CHECK_FALSE(reconnect_policy{}.jitter(-0.1).problem().empty());
  CHECK_FALSE(reconnect_policy{}.jitter(std::numeric_limits<double>::quiet_NaN()).problem().empty());
}

TEST_CASE("liveness pings what is idle, and gives up what stays silent") {
  using verdict = liveness::verdict;
  liveness watch{10s, 3s};
  liveness::time_point now{};
  watch.start(now);
  CHECK(watch.next() == now + 10s);
  CHECK(watch.check(now + 9s) == verdict::wait);
  // Traffic puts the ping off.
  watch.on_frame(now + 9s);
  CHECK(watch.check(now + 10s) == verdict::wait);
  CHECK(watch.next() == now + 19s);
  CHECK(watch.check(now + 19s) == verdict::ping);
  CHECK(watch.next() == now + 22s);
  CHECK(watch.check(now + 21s) == verdict::wait);
  SECTION("answered") {
    watch.on_answer(now + 21s);
    CHECK(watch.check(now + 22s) == verdict::wait);
    CHECK(watch.check(now + 31s) == verdict::ping);
  }
  SECTION("not answered, although frames arrive") {
    watch.on_frame(now + 21s);
    CHECK(watch.check(now + 22s) == verdict::dead);
  }
  SECTION("silent") {
    CHECK(watch.check(now + 22s) == verdict::dead);
  }
}

TEST_CASE("liveness can be switched off") {
  liveness watch{0s, 3s};
  watch.start({});
  CHECK_FALSE(watch.enabled());
  CHECK(watch.check(liveness::time_point{} + 1000h) == liveness::verdict::wait);
}
