// What a recording plays: events and their times, without what only the recorded client asked for.
#include "catch.hpp"
#include "testing/playback.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using ami::testing::event_classes;
using ami::testing::recorded;
using ami::testing::recorded_step;
using ami::testing::recording;
using ami::testing::detail::play_through;
using ami::testing::detail::playback_plan;
using ami::testing::detail::played_link;

namespace {

constexpr const char* greeting = "Asterisk Call Manager/11.0.0\r\n";
constexpr const char* accepted = "Response: Success\r\nActionID: 1\r\nMessage: Authentication accepted\r\n\r\n";

recorded_step server(std::chrono::microseconds at, std::string bytes) {
  return {at, recorded::server, std::move(bytes)};
}

playback_plan plan_of(std::vector<recorded_step> steps) {
  return playback_plan{recording{{}, std::move(steps)}};
}

}  // namespace

TEST_CASE("a recording plays its events with the times since the login") {
  const playback_plan plan = plan_of({{0s, recorded::opened, {}},
                                      server(1s, greeting),
                                      server(2s, "Response: Success\r\nChallenge: 1\r\n\r\n"),
                                      server(3s, accepted),
                                      server(4s, "Event: FullyBooted\r\nPrivilege: system,all\r\n\r\nEvent: Ha"),
                                      server(10s, "ngup\r\nPrivilege: call,all\r\n\r\n\r\n"),
                                      server(11s, "Event: Plain\r\n\r\nEvent: Cut"),
                                      {12s, recorded::closed, {}}});
  CHECK(plan.greeting() == "Asterisk Call Manager/11.0.0");
  REQUIRE(plan.links().size() == 1);
  const played_link& link = plan.links().front();
  REQUIRE(link.frames.size() == 4);
  CHECK(link.frames[0].at == 1s);
  CHECK(link.frames[0].classes.bits() == event_classes::parse("system").bits());
  CHECK(link.frames[1].at == 7s);
  CHECK(link.frames[1].bytes == "Event: Hangup\r\nPrivilege: call,all\r\n\r\n\r\n");
  CHECK(link.frames[2].classes.empty());
  CHECK(link.frames[3].bytes == "Event: Cut");
  CHECK(link.ends == played_link::end::closed);
  CHECK(link.end_at == 9s);
}

TEST_CASE("a recording plays no replies to the recorded client") {
  const playback_plan plan =
      plan_of({server(0s, std::string{greeting} + accepted),
               server(1s, "Response: Success\r\nActionID: 2\r\nEventList: start\r\n\r\n"),
               server(1s, "Event: QueueMember\r\nActionID: 2\r\nQueue: a\r\n\r\n"),
               server(1s, "Event: QueueStatusComplete\r\nActionID: 2\r\n\r\n\r\n"),
               server(2s, "Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: 3\r\n\r\n"),
               server(2s, "Response: Follows\r\nPrivilege: Command\r\n\r\n")});
  REQUIRE(plan.links().size() == 1);
  REQUIRE(plan.links()[0].frames.size() == 1);
  CHECK(plan.links()[0].frames[0].bytes.starts_with("Event: OriginateResponse"));
  CHECK(plan.links()[0].ends == played_link::end::none);
}

TEST_CASE("a recording of several links has an end for each") {
  const std::string begin = std::string{greeting} + accepted;
  const playback_plan plan = plan_of({{0s, recorded::opened, {}},
                                      server(0s, begin + "Event: A\r\n\r\n"),
                                      {1s, recorded::lost, "reset"},
                                      {2s, recorded::opened, {}},
                                      {3s, recorded::lost, "refused"},
                                      {5s, recorded::opened, {}},
                                      server(5s, begin),
                                      server(6s, "Event: B\r\n\r\n"),
                                      {7s, recorded::stopped, {}}});
  REQUIRE(plan.links().size() == 2);
  CHECK(plan.links()[0].ends == played_link::end::lost);
  CHECK(plan.links()[1].ends == played_link::end::none);
  CHECK(plan.links()[1].frames[0].at == 1s);
  CHECK(plan_of({}).links().size() == 1);
}

TEST_CASE("the speed of a play-through") {
  const auto plan = std::make_shared<const playback_plan>(plan_of(
      {server(0s, std::string{greeting} + accepted), server(8s, "Event: A\r\n\r\n"), {10s, recorded::closed, {}}}));
  play_through twice{plan, 0, 2, 100s};
  CHECK(twice.next_due() == 104s);
  REQUIRE(twice.frame() != nullptr);
  twice.done();
  CHECK(twice.frame() == nullptr);
  CHECK(twice.next_due() == 105s);
  twice.done();
  CHECK_FALSE(twice.next_due());
  CHECK_FALSE(twice.next_link());
  const play_through fast{plan, 0, 0, 100s};
  CHECK(fast.is_fast());
  CHECK(fast.next_due() == 100s);
}
