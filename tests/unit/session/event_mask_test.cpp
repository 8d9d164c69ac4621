// session::event_mask: which mask the server should have, and when it is asked for.
#include "catch.hpp"
#include "session/event_mask.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>

#include <bitset>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>

using ami::errc;
using ami::event_type;
using ami::session::event_mask;
using ami::session::judge_mask_answer;

namespace {

using types = std::bitset<ami::event_type_count>;
using mask = std::optional<std::string>;

types set_of(std::initializer_list<event_type> all) {
  types set;
  for (const event_type type : all) {
    set.set(static_cast<std::size_t>(type));
  }
  return set;
}

const types nothing;
const types calls = set_of({event_type::newchannel, event_type::hangup});
const types queues = set_of({event_type::queue_member_status});
constexpr const char* shutting_down = "Asterisk is shutting down";

ami::error_code judge(const std::string& asked, const std::string& answer) {
  const auto frame = test::frame_of(answer);
  return judge_mask_answer(asked, frame.view());
}

}  // namespace

TEST_CASE("event_mask: without a wish the server's default stays") {
  event_mask plain{std::nullopt, false};
  CHECK(plain.begin(calls) == std::nullopt);
  CHECK(plain.change(calls | queues) == std::nullopt);
}

TEST_CASE("event_mask: that of the options alone does not follow the streams") {
  event_mask fixed{"call,user", false};
  CHECK(fixed.begin(queues) == mask{"call,user"});
  CHECK(fixed.change(types{}.set()) == std::nullopt);
  CHECK(fixed.begin(nothing) == mask{"call,user"});
}

TEST_CASE("event_mask: it has the classes that streams want, and the options' own in front") {
  event_mask following{std::nullopt, true};
  CHECK(following.begin(nothing) == mask{"off"});
  CHECK(following.begin(calls) == mask{"call"});
  CHECK(following.begin(calls | queues) == mask{"call,agent"});
  CHECK(following.begin(types{}.set()) == mask{"on"});
  event_mask both{"system", true};
  CHECK(both.begin(nothing) == mask{"system"});
  CHECK(both.begin(calls) == mask{"system,call"});
}

TEST_CASE("event_mask: during a session it grows, is asked for once, and never shrinks") {
  event_mask following{std::nullopt, true};
  CHECK(following.begin(calls) == mask{"call"});
  CHECK(following.change(calls) == std::nullopt);
  CHECK(following.change(queues) == mask{"call,agent"});
  CHECK(following.change(queues) == std::nullopt);
  CHECK(following.change(nothing) == std::nullopt);
  CHECK(following.change(calls | queues) == std::nullopt);
  CHECK(following.change(types{}.set()) == mask{"on"});
}

TEST_CASE("event_mask: a new session begins with what is wanted then") {
  event_mask following{std::nullopt, true};
  CHECK(following.begin(calls | queues) == mask{"call,agent"});
  CHECK(following.begin(queues) == mask{"agent"});
  CHECK(following.change(queues) == std::nullopt);
}

TEST_CASE("event_mask: refused during a shutdown, it is asked for once more when that is called off") {
  event_mask following{std::nullopt, true};
  CHECK(following.begin(calls) == mask{"call"});
  CHECK_FALSE(following.on_accepted());
  CHECK(following.change(queues) == mask{"call,agent"});
  following.on_refusal(shutting_down);
  CHECK(following.change(queues) == std::nullopt);  // as long as nothing is accepted
  CHECK(following.on_accepted());
  CHECK(following.change(queues) == mask{"call,agent"});
  CHECK_FALSE(following.on_accepted());
  CHECK(following.change(queues) == std::nullopt);
  // Refused again, and called off again.
  following.on_refusal(shutting_down);
  CHECK(following.on_accepted());
  CHECK(following.change(nothing) == mask{"call,agent"});
}

TEST_CASE("event_mask: what is refused for another reason is not asked for again") {
  event_mask following{std::nullopt, true};
  CHECK(following.begin(calls) == mask{"call"});
  CHECK(following.change(queues) == mask{"call,agent"});
  following.on_refusal("Permission denied");
  CHECK_FALSE(following.on_accepted());
  CHECK(following.change(queues) == std::nullopt);
}

TEST_CASE("event_mask: a refusal is forgotten when the next session begins") {
  event_mask following{std::nullopt, true};
  CHECK(following.begin(calls) == mask{"call"});
  CHECK(following.change(queues) == mask{"call,agent"});
  following.on_refusal(shutting_down);
  CHECK(following.begin(queues) == mask{"agent"});
  CHECK_FALSE(following.on_accepted());
}

TEST_CASE("event_mask: class system is added to any mask that does not have it") {
  using ami::session::with_class_system;
  CHECK(with_class_system("user") == "user,system");
  CHECK(with_class_system("call,agent") == "call,agent,system");
  for (const char* const all : {"on", "Yes", "true", "y"}) {
    CHECK(with_class_system(all) == all);
  }
  for (const char* const off : {"off", "none", "No", "false", "0"}) {
    CHECK(with_class_system(off) == "system");
  }
  CHECK(with_class_system("2") == "3");
  CHECK(with_class_system("3") == "3");
  CHECK(with_class_system("2147483647") == "2147483647");
}

TEST_CASE("event_mask: Events: Off means that the server did not understand, unless that was asked for") {
  const std::string on = "Response: Success\r\nEvents: On\r\n";
  const std::string off = "Response: Success\r\nEvents: Off\r\n";
  for (const char* const asked : {"on", "call", "call,user", "1", "00"}) {
    CAPTURE(asked);
    CHECK_FALSE(judge(asked, on));
    CHECK(judge(asked, off) == errc::event_mask_rejected);
  }
  for (const char* const asked : {"off", "Off", "none", "no", "false", "0"}) {
    CAPTURE(asked);
    CHECK_FALSE(judge(asked, on));
    CHECK_FALSE(judge(asked, off));
  }
  CHECK_FALSE(judge("call", "Response: Success\r\n"));
  CHECK(judge("call", "Response: Error\r\nMessage: Invalid event mask\r\n") == errc::event_mask_rejected);
  CHECK(judge("off", "Response: Error\r\nMessage: Permission denied\r\n") == errc::event_mask_rejected);
  CHECK(judge("call", std::string{"Response: Error\r\nMessage: "} + shutting_down + "\r\n") == errc::shutting_down);
}
