// What became of the callers of queues since midnight.
#include "catch.hpp"
#include "wallboard/queue_day.hpp"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string>

using namespace std::chrono_literals;
using wallboard::local_midnight;
using wallboard::milliseconds;
using wallboard::queue_counts;
using wallboard::queue_days;

namespace {

// The time zone of the process, for a while.
class time_zone {
public:
  explicit time_zone(const char* name) {
    if (const char* before = std::getenv("TZ")) {
      before_ = before;
    }
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~time_zone() {
    if (before_.empty()) {
      ::unsetenv("TZ");
    } else {
      ::setenv("TZ", before_.c_str(), 1);
    }
    ::tzset();
  }
  time_zone(const time_zone&) = delete;
  time_zone& operator=(const time_zone&) = delete;

private:
  std::string before_;
};

}  // namespace

TEST_CASE("Local midnight, in a zone behind and before UTC") {
  constexpr milliseconds noon = 1'750'075'200'000;  // 2025-06-16 12:00 UTC
  {
    const time_zone zone{"UTC0"};
    CHECK(local_midnight(noon + 123) == noon - 12 * 3'600'000);
    CHECK(local_midnight(noon - 12 * 3'600'000) == noon - 12 * 3'600'000);
    CHECK(local_midnight(noon - 12 * 3'600'000 - 1) == noon - 36 * 3'600'000);
  }
  {
    const time_zone zone{"XXX-14"};
    CHECK(local_midnight(noon) == noon - 2 * 3'600'000);
  }
  {
    const time_zone zone{"XXX+10"};
    CHECK(local_midnight(noon) == noon - 2 * 3'600'000);
  }
}

TEST_CASE("Local midnight on a day on which the clocks change") {
  const time_zone zone{"CET-1CEST,M3.5.0,M10.5.0/3"};
  constexpr milliseconds hour = 3'600'000;
  constexpr milliseconds spring = 1'743'289'200'000;  // 2025-03-30 00:00 CET: the day has 23 hours
  CHECK(local_midnight(spring + 20 * hour) == spring);
  CHECK(local_midnight(spring + 23 * hour - 1) == spring);
  CHECK(local_midnight(spring + 23 * hour) == spring + 23 * hour);
  constexpr milliseconds autumn = 1'761'429'600'000;  // 2025-10-26 00:00 CEST: 25 hours
  CHECK(local_midnight(autumn + 25 * hour - 1) == autumn);
  CHECK(local_midnight(autumn + 25 * hour) == autumn + 25 * hour);
}

TEST_CASE("Answers within a level that is asked for afterwards") {
  queue_counts counts;
  counts.answer(0s);
  counts.answer(20s);
  counts.answer(21s);
  counts.answer(5h);
  counts.answer(9h);
  counts.answer(std::nullopt);
  CHECK(counts.answered() == 6);
  CHECK(counts.answered_within(0s) == 1);
  CHECK(counts.answered_within(20s) == 2);
  CHECK(counts.answered_within(21s) == 3);
  CHECK(counts.answered_within(2h) == 5);
}

TEST_CASE("The day of a server's queues") {
  queue_days days{1000};
  CHECK(days.counts("sales").offered == 0);
  days.disconnected(1500);  // before the first connection nothing is counted, and nothing is missing
  CHECK_FALSE(days.incomplete_since().has_value());
  days.connected(2000);
  CHECK(days.since() == 2000);
  days.joined("sales");
  days.joined("sales");
  days.answered("sales", 4s);
  days.abandoned("sales");
  days.joined("support");
  CHECK(days.counts("sales").offered == 2);
  CHECK(days.counts("sales").answered() == 1);
  CHECK(days.counts("sales").abandoned == 1);
  CHECK(days.counts("support").offered == 1);
  CHECK_FALSE(days.incomplete_since().has_value());

  SECTION("a gap stays until midnight, and the first one counts") {
    days.disconnected(3000);
    days.connected(4000);
    days.lost(5000);
    CHECK(days.incomplete_since() == 3000);
    CHECK(days.since() == 2000);
    CHECK(days.begin_day(6000));
    CHECK_FALSE(days.incomplete_since().has_value());
    CHECK(days.since() == 6000);
    CHECK(days.counts("sales").offered == 0);
    CHECK_FALSE(days.begin_day(6000));
  }
  SECTION("a day that begins in a gap is incomplete from its beginning") {
    days.disconnected(3000);
    CHECK(days.begin_day(6000));
    CHECK(days.incomplete_since() == 6000);
    days.connected(7000);
    CHECK(days.incomplete_since() == 6000);
    CHECK(days.since() == 6000);
  }
  SECTION("a midnight before the beginning begins nothing") {
    CHECK_FALSE(days.begin_day(500));
    CHECK(days.counts("sales").offered == 2);
  }
}
