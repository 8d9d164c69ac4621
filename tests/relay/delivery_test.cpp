#include "catch.hpp"
#include "relay/delivery.hpp"

#include <chrono>

using relay::delivery;
using step = relay::delivery::step;
using namespace std::chrono_literals;

namespace {

const delivery::time_point start{};

}  // namespace

TEST_CASE("Records are sent as soon as there are any") {
  delivery plan{100ms, 1s};
  CHECK(plan.next(0, start) == step::wait);
  CHECK(!plan.until());
  CHECK(plan.next(1, start) == step::send);
  plan.attempted(10, 10, start);
  CHECK(plan.next(5, start) == step::send);
  CHECK(plan.confirmed() == 10);
  CHECK(plan.retries() == 0);
}

TEST_CASE("After a failure the next attempt waits, each time longer") {
  delivery plan{100ms, 1s};
  auto now = start;
  for (const auto pause : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
    CHECK(plan.next(5, now) == step::send);
    plan.attempted(5, 0, now);
    CHECK(plan.is_failing());
    CHECK(plan.next(5, now) == step::wait);
    CHECK(plan.until() == now + pause);
    CHECK(plan.next(5, now + pause - 1ms) == step::wait);
    now += pause;
  }
  CHECK(plan.retries() == 6);
  SECTION("A success ends that") {
    plan.attempted(5, 5, now);
    CHECK(!plan.is_failing());
    CHECK(plan.next(5, now) == step::send);
    plan.attempted(5, 0, now);
    CHECK(plan.until() == now + 100ms);
  }
  SECTION("A part of one makes the pause short again") {
    plan.attempted(5, 2, now);
    CHECK(plan.is_failing());
    CHECK(plan.until() == now + 100ms);
    CHECK(plan.confirmed() == 2);
  }
}

TEST_CASE("At the end all is delivered, or the time is up") {
  delivery plan{100ms, 1s};
  plan.stop(start + 10s);
  CHECK(plan.next(0, start) == step::finish);
  CHECK(plan.next(3, start) == step::send);
  CHECK(plan.until() == start + 10s);
  plan.attempted(3, 0, start);
  CHECK(plan.next(3, start) == step::wait);
  CHECK(plan.until() == start + 100ms);
  CHECK(plan.next(3, start + 100ms) == step::send);
  CHECK(plan.next(3, start + 10s) == step::finish);
}
