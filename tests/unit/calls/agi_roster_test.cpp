#include "calls/agi_roster.hpp"
#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/event.hpp>

#include <string>
#include <string_view>

using ami::async_agi::detail::agi_roster;

namespace {

ami::event event_of(std::string_view name, std::string_view uniqueid) {
  return test::event_of_text("Event: " + std::string{name} + "\r\nUniqueid: " + std::string{uniqueid} + "\r\n\r\n");
}

ami::event start_of(std::string_view uniqueid) {
  return event_of("AsyncAGIStart", uniqueid);
}

}  // namespace

TEST_CASE("a visit to AsyncAGI goes on until its end") {
  agi_roster roster;
  const ami::event start = start_of("1.1");
  roster.started(start);
  const auto visit = roster.claim(start);
  CHECK_FALSE(visit->ended);

  SECTION("of its own channel") {
    roster.ended(event_of("AsyncAGIEnd", "1.1"));
    CHECK(visit->ended);
  }
  SECTION("not that of another channel") {
    roster.ended(event_of("AsyncAGIEnd", "1.2"));
    CHECK_FALSE(visit->ended);
  }
  SECTION("or the hangup") {
    roster.ended(event_of("Hangup", "1.1"));
    CHECK(visit->ended);
  }
  SECTION("or the loss of the connection") {
    roster.all_ended();
    CHECK(visit->ended);
  }
}

TEST_CASE("a visit to AsyncAGI that ended before it was claimed has ended") {
  agi_roster roster;
  const ami::event start = start_of("1.1");
  roster.started(start);
  roster.ended(event_of("AsyncAGIEnd", "1.1"));
  CHECK(roster.claim(start)->ended);
}

TEST_CASE("the next visit of a channel to AsyncAGI ends the one before, whose end was not seen") {
  agi_roster roster;
  const ami::event first = start_of("1.1");
  const ami::event second = start_of("1.1");
  roster.started(first);
  roster.started(second);
  const auto visit = roster.claim(second);
  CHECK(roster.claim(first)->ended);
  CHECK_FALSE(visit->ended);
  roster.ended(event_of("AsyncAGIEnd", "1.1"));
  CHECK(visit->ended);
}

TEST_CASE("a copy of the event that began a visit to AsyncAGI claims it, once") {
  agi_roster roster;
  const ami::event start = start_of("1.1");
  const ami::event copy = start;
  roster.started(start);
  roster.ended(event_of("Hangup", "1.1"));
  CHECK(roster.claim(copy)->ended);
  CHECK_FALSE(roster.claim(start)->ended);
}

TEST_CASE("a visit to AsyncAGI whose start the roster has not seen goes on") {
  agi_roster roster;
  CHECK_FALSE(roster.claim(start_of("1.1"))->ended);
}
