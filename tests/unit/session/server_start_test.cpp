// session::server_start: whether the server was restarted between two sessions.
#include "catch.hpp"
#include "session/server_start.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

using ami::session::server_start;
using namespace std::chrono_literals;

namespace {

constexpr server_start::time_point begin{10000s};

// After a session in which the server said at `begin` that it had been running for `uptime`.
server_start known(std::string_view uptime) {
  server_start start;
  start.on_login();
  start.on_fully_booted(uptime, begin);
  return start;
}

}  // namespace

TEST_CASE("start of the server: the first session tells nothing") {
  auto start = known("903");
  CHECK(start.decided());
  CHECK_FALSE(start.restarted());
  server_start other;
  other.on_login();
  CHECK_FALSE(other.decided());
  other.on_other();
  CHECK(other.decided());
  CHECK_FALSE(other.restarted());
}

TEST_CASE("start of the server: the uptime tells a lost link from a restart") {
  auto start = known("903");
  start.on_login();
  CHECK_FALSE(start.decided());
  CHECK_FALSE(start.restarted());
  SECTION("the link was lost") {
    start.on_fully_booted("963", begin + 60s);
    CHECK(start.restarted() == false);
  }
  SECTION("whole seconds, and the time on the way, are no restart") {
    start.on_fully_booted(GENERATE("961", "962", "963", "964", "965"), begin + 60s);
    CHECK(start.restarted() == false);
  }
  SECTION("it was restarted") {
    start.on_fully_booted("5", begin + 60s);
    CHECK(start.restarted() == true);
  }
  SECTION("a start that seems to be earlier tells nothing") {
    start.on_fully_booted("100000", begin + 60s);
    CHECK(start.decided());
    CHECK_FALSE(start.restarted());
  }
  SECTION("clocks that drift are no restart") {
    // 20 s in twelve days.
    start.on_fully_booted(std::to_string(903 + 1000000 - 20), begin + 1000000s);
    CHECK(start.restarted() == false);
    start.on_login();
    start.on_fully_booted("3", begin + 1000100s);
    CHECK(start.restarted() == true);
  }
  SECTION("a session that was lost before anything was known of it does not count") {
    start.on_login();
    start.on_fully_booted("5", begin + 60s);
    CHECK(start.restarted() == true);
  }
  SECTION("of each session, not only of the second") {
    start.on_fully_booted("5", begin + 60s);
    start.on_login();
    start.on_fully_booted("15", begin + 70s);
    CHECK(start.restarted() == false);
  }
}

TEST_CASE("start of the server: a server that says something else first is still loading its modules") {
  auto start = known("903");
  start.on_login();
  start.on_other();
  CHECK(start.restarted() == true);
  // It is decided: what comes later tells the same at most.
  start.on_fully_booted("903", begin);
  CHECK(start.restarted() == true);
  // But its time is known to the next session.
  start.on_login();
  start.on_fully_booted("904", begin + 1s);
  CHECK(start.restarted() == false);
}

TEST_CASE("start of the server: a user who never saw the event is told nothing") {
  server_start start;
  for (int session = 0; session < 3; ++session) {
    start.on_login();
    start.on_other();
    CHECK(start.decided());
    CHECK_FALSE(start.restarted());
  }
}

TEST_CASE("start of the server: an uptime that cannot be read is none") {
  auto start = known(GENERATE("", "soon", "-5", "99999999999999999", "1.5"));
  start.on_login();
  start.on_fully_booted("5", begin + 60s);
  CHECK(start.decided());
  CHECK_FALSE(start.restarted());
}
