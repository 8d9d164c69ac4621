// The doctor's rules about a session: from what was observed to what it means.
#include "amictl/session_diagnosis.hpp"
#include "catch.hpp"

#include <ami/event_type.hpp>
#include <ami/testing/frame_text.hpp>

#include <string>
#include <string_view>

using namespace amictl;

namespace {

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// A healthy session of a user who may do everything, on an idle PBX.
session_observation healthy() {
  session_observation seen;
  seen.user = "admin";
  seen.recent = true;
  seen.rights = {class_set::all(), class_set::all()};
  seen.fully_booted = true;
  seen.greeted = true;
  seen.seen = class_set::parse("system,security,user");
  seen.actions = {{"Ping", class_set{}}, {"UserEvent", class_set::parse("user")}};
  seen.waited = measured_time{5000};
  seen.provoked = provoked_event::arrived;
  seen.clock_ahead = measured_time{3};
  seen.round_trip = measured_time{0.2};
  seen.longest_trip = measured_time{0.4};
  return seen;
}

session_observation reading(std::string_view classes) {
  session_observation seen = healthy();
  seen.user = "watcher";
  seen.rights.read = class_set::parse(classes);
  return seen;
}

}  // namespace

TEST_CASE("amictl doctor: classes as masks, rights and privileges have them") {
  CHECK(class_set::parse("call, Agent").names() == "call, agent");
  CHECK(class_set::parse("on") == class_set::all());
  CHECK(class_set::parse("system,call,all") == class_set::all());
  CHECK(class_set::parse("off").empty());
  CHECK(class_set::parse("").empty());
  CHECK(class_set::parse("<none>").empty());
  CHECK(class_set::parse("66").names() == "call, user");
  CHECK(class_set::parse("0").empty());
  CHECK(class_set::parse("1073741824").names() == "message");
  CHECK(class_set{}.names() == "none");
  CHECK(parse_privilege_header("call,all") == class_set::parse("call"));
  CHECK(parse_privileges("Hangup channel.  (Priv: system,call,all)") == class_set::parse("system,call"));
  CHECK(parse_privileges("Keepalive command.  (Priv: <none>)") == class_set{});
  CHECK_FALSE(parse_privileges("Success"));
}

// The text names "class (Event, Event), class (Event)".
TEST_CASE("amictl doctor: the events of each class are called as they are") {
  std::string_view rest;
  const std::string all = class_set::all().with_event_names();
  rest = all;
  int names = 0;
  while (!rest.empty()) {
    const std::string_view event_class = rest.substr(0, rest.find(" ("));
    rest.remove_prefix(event_class.size() + 2);
    std::string_view events = rest.substr(0, rest.find(')'));
    rest.remove_prefix(events.size() + 1);
    rest.remove_prefix(rest.starts_with(", ") ? 2 : 0);
    while (!events.empty()) {
      const std::string name{events.substr(0, events.find(", "))};
      events.remove_prefix(std::min(name.size() + 2, events.size()));
      INFO(name);
      CHECK(ami::find_event_type(name) != ami::event_type::unknown);
      const auto usual = ami::testing::frame_text::event(name);
      // The fake server does not know the classes of those two.
      if (event_class != "agi" && event_class != "aoc" && name != "FailedACL") {
        CHECK(std::string{*usual.get("Privilege")} == std::string{event_class} + ",all");
      }
      ++names;
    }
  }
  CHECK(names > 30);
}

TEST_CASE("amictl doctor: what manager show user says") {
  const auto rights = parse_user_rights({"", "           username: limited", "             secret: <Set>",
                                         "          read perm: call", "         write perm: reporting,user"});
  REQUIRE(rights.read);
  REQUIRE(rights.write);
  CHECK(rights.read->names() == "call");
  CHECK(rights.write->names() == "user, reporting");
  CHECK_FALSE(parse_user_rights({"No such manager: x"}).read);
}

TEST_CASE("amictl doctor: a healthy session has no finding to worry about") {
  for (const finding& found : judge_session(healthy())) {
    INFO(found.check << ": " << found.text);
    CHECK(found.state == finding_state::ok);
  }
}

TEST_CASE("amictl doctor: the events that a user will never get") {
  const auto found = judge_read(reading("call"));
  CHECK(found.state == finding_state::warning);
  CHECK(mentions(found.text, "watcher may read call; it will never get the events of system ("));
  CHECK(mentions(found.text, "agent (QueueCallerJoin"));
  CHECK(mentions(found.text, "user (UserEvent)"));
  CHECK_FALSE(mentions(found.text, "call (Newchannel"));
  CHECK(mentions(found.remedy, "[watcher]: read = system,call,agent,user,"));
  CHECK(judge_read(reading("")).state == finding_state::bad);
  CHECK(judge_read(reading("")).code == exit_code::negative);

  // Without the right to ask: what comes with each login, and did not, is proof.
  session_observation seen = healthy();
  seen.rights = {};
  CHECK(judge_read(seen).state == finding_state::ok);
  seen.fully_booted = false;
  seen.greeted = false;
  seen.seen = class_set::parse("call");
  const auto guessed = judge_read(seen);
  CHECK(guessed.state == finding_state::warning);
  CHECK(mentions(guessed.text, "may read call; it will never get the events of system ("));
  CHECK(mentions(guessed.text, "security (SuccessfulAuth"));
  CHECK(mentions(guessed.text, "whether it may read agent (QueueCallerJoin"));
  CHECK(mentions(guessed.remedy, "manager show user admin"));
  CHECK(mentions(guessed.remedy, "an eventfilter of this user may be the reason"));
  seen.waited = measured_time{100};  // it may still come
  CHECK_FALSE(mentions(judge_read(seen).text, "Registry), security"));
  seen.waited = measured_time{5000};
  seen.recent = false;
  CHECK_FALSE(mentions(judge_read(seen).text, "never get the events of system (Reload, Shutdown, PeerStatus, "
                                              "ContactStatus, Registry), security"));
}

TEST_CASE("amictl doctor: the actions that a user may use") {
  session_observation seen = healthy();
  seen.rights.write = class_set::parse("call,user");
  const auto found = judge_actions(seen);
  CHECK(found.state == finding_state::ok);
  CHECK(mentions(found.text, "may use 2 actions"));
  CHECK(mentions(found.text, "not: originate (Originate), command (Command)"));
  CHECK(mentions(found.remedy, "write = call,user,originate"));
  // From the list of actions alone.
  seen.rights = {};
  CHECK(mentions(judge_actions(seen).text, "classes that it may write: user;"));
  seen.actions = {{"Ping", class_set{}}};
  CHECK(judge_actions(seen).state == finding_state::warning);
  seen.actions_error = ami::errc::response_timed_out;
  CHECK(mentions(judge_actions(seen).text, "ListCommands failed"));
}

TEST_CASE("amictl doctor: the event mask in force") {
  session_observation seen = healthy();
  seen.mask = "off";
  CHECK(judge_mask(seen).state == finding_state::bad);
  CHECK(mentions(judge_mask(seen).remedy, "-o events=on"));
  seen.mask = "on";
  CHECK(judge_mask(seen).state == finding_state::ok);
  seen.mask_is_on = false;  // the server knows better
  CHECK(judge_mask(seen).state == finding_state::bad);
  seen.mask_is_on = true;
  seen.mask = "call,user";
  CHECK(judge_mask(seen).state == finding_state::warning);
  CHECK(mentions(judge_mask(seen).text, "leaves out system ("));
  session_observation limited = reading("call");
  limited.mask = "agent";
  CHECK(judge_mask(limited).state == finding_state::bad);
  CHECK(mentions(judge_mask(limited).text, "may read nothing"));
}

TEST_CASE("amictl doctor: a filter shows by an event that does not come back") {
  session_observation seen = healthy();
  seen.provoked = provoked_event::missing;
  CHECK(judge_filter(seen).state == finding_state::bad);
  CHECK(mentions(judge_filter(seen).remedy, "eventfilter"));
  CHECK(judge_events(seen).state == finding_state::warning);
  seen.rights.read = class_set::parse("call");
  CHECK(judge_filter(seen).state == finding_state::skipped);
  seen.rights = {};
  seen.seen = {};
  CHECK(judge_filter(seen).state == finding_state::warning);
  seen.provoked = provoked_event::not_allowed;
  CHECK(judge_filter(seen).state == finding_state::skipped);
  seen.events = {{"Hangup", 1}};
  CHECK(judge_filter(seen).state == finding_state::ok);
}

TEST_CASE("amictl doctor: is the server up, and does it stay") {
  session_observation seen = healthy();
  seen.fully_booted = false;
  CHECK(mentions(judge_boot(seen).text, "still starting"));
  CHECK(judge_boot(seen).state == finding_state::warning);
  seen.rights = {};
  CHECK(mentions(judge_boot(seen).text, "may not read class system, or the server is still starting"));
  CHECK(judge_boot(reading("call")).state == finding_state::ok);
  session_observation limited = reading("call");
  limited.fully_booted = false;
  CHECK(judge_boot(limited).state == finding_state::skipped);
  seen.shutting_down = true;
  CHECK(judge_boot(seen).state == finding_state::bad);
}

TEST_CASE("amictl doctor: a session that ends says why, and nothing of what did not come") {
  session_observation seen = healthy();
  seen.fully_booted = false;
  seen.lost = ami::errc::connection_closed;
  REQUIRE(judge_session(seen).size() == 1);
  CHECK(judge_session(seen).front().check == "link");
  seen.shutting_down = true;
  REQUIRE(judge_session(seen).size() == 1);
  CHECK(judge_session(seen).front().check == "booted");
}

TEST_CASE("amictl doctor: the clock, within half a round trip") {
  session_observation seen = healthy();
  seen.clock_ahead = measured_time{-3600000};
  CHECK(judge_clock(seen).state == finding_state::warning);
  CHECK(mentions(judge_clock(seen).text, "3600.0 s behind"));
  seen.clock_ahead = measured_time{2500};
  CHECK(mentions(judge_clock(seen).text, "2.5 s ahead of"));
  seen.round_trip = measured_time{1200};
  CHECK(judge_clock(seen).state == finding_state::ok);
  seen.clock_ahead.reset();
  CHECK(judge_clock(seen).state == finding_state::skipped);
}

TEST_CASE("amictl doctor: the risk of writetimeout") {
  session_observation seen = healthy();
  CHECK(judge_link(seen).state == finding_state::ok);
  seen.longest_trip = measured_time{80};
  CHECK(judge_link(seen).state == finding_state::warning);
  CHECK(mentions(judge_link(seen).remedy, "[admin]: writetimeout = 5000"));
  seen.longest_trip = measured_time{20};
  seen.bytes_per_second = 20000;
  CHECK(judge_link(seen).state == finding_state::warning);
  seen.bytes_per_second = 5e6;
  CHECK(judge_link(seen).state == finding_state::ok);
  seen.lost = ami::errc::connection_closed;
  CHECK(judge_link(seen).state == finding_state::bad);
}

TEST_CASE("amictl doctor: events, or why there are none") {
  session_observation seen = healthy();
  CHECK(mentions(judge_events(seen).text, "the PBX is idle"));
  seen.provoked = provoked_event::not_allowed;
  CHECK(judge_events(seen).state == finding_state::warning);
  CHECK(mentions(judge_events(seen).remedy, "write = user"));
  seen.provoked = provoked_event::not_asked;
  CHECK(mentions(judge_events(seen).remedy, "--wait 60"));
  seen.events = {{"Hangup", 2}, {"Newchannel", 3}};
  CHECK(judge_events(seen).state == finding_state::ok);
  CHECK(mentions(judge_events(seen).text, "5 in 5.0 s: Newchannel 3, Hangup 2"));
}
