// amictl watch: which events it shows, and how.
#include "amictl/amictl_process.hpp"
#include "amictl/watch_filter.hpp"
#include "amictl/watch_line.hpp"
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <ami/event.hpp>

#include <boost/asio/error.hpp>
#include <boost/json/parse.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace {

using amictl::watch_filter;

ami::event event_of_text(const std::string& text) {
  return ami::event{ami::wire::frame::from_text(text)};
}

bool text_has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

const ami::event hangup =
    event_of_text("Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/alice-00000001\r\n"
                  "ChannelStateDesc: Up\r\nUniqueid: 10.1\r\nLinkedid: 10.1\r\nCause: 16\r\n\r\n");
const ami::event member_paused = event_of_text("Event: QueueMemberPause\r\nPrivilege: agent,all\r\nQueue: sales\r\n"
                                               "Interface: PJSIP/bob\r\nPaused: 1\r\n\r\n");

frame_text paused(const std::string& member) {
  return frame_text::event("QueueMemberPause").header("Queue", "sales").header("Interface", member).header("Paused", 1);
}

}  // namespace

TEST_CASE("amictl watch: patterns") {
  CHECK(amictl::fits_pattern("QueueMemberPause", "queue*"));
  CHECK(amictl::fits_pattern("QueueMemberPause", "*member*pause"));
  CHECK(amictl::fits_pattern("aXbXc", "a*xc"));
  CHECK(amictl::fits_pattern("", "*"));
  CHECK(amictl::fits_pattern("abc", "a?c**"));
  CHECK_FALSE(amictl::fits_pattern("Hangup", "Hang"));
  CHECK_FALSE(amictl::fits_pattern("abc", "a?"));
  CHECK_FALSE(amictl::fits_pattern("", "?"));
  CHECK_FALSE(amictl::fits_pattern(std::string(5000, 'a'), "*a*a*a*a*a*b"));
}

TEST_CASE("amictl watch: filter by type, kind and class") {
  watch_filter filter;
  CHECK(filter.passes(hangup));
  SECTION("type, in any case") {
    CHECK(filter.add_type("hangUP"));
    CHECK(filter.passes(hangup));
    CHECK_FALSE(filter.passes(member_paused));
  }
  SECTION("several types") {
    CHECK(filter.add_type("Hangup"));
    CHECK(filter.add_type("queue*"));
    CHECK(filter.passes(hangup));
    CHECK(filter.passes(member_paused));
  }
  SECTION("kind") {
    CHECK(filter.add_type("any_queue_member"));
    CHECK(filter.passes(member_paused));
    CHECK_FALSE(filter.passes(hangup));
  }
  SECTION("a name that the catalogue does not have") {
    CHECK_FALSE(filter.add_type("MyOwnEvent"));
    CHECK(filter.passes(event_of_text("Event: MyOwnEvent\r\n\r\n")));
  }
  SECTION("class") {
    filter.add_class("Agent");
    CHECK(filter.passes(member_paused));
    CHECK_FALSE(filter.passes(hangup));
    filter.add_class("call");
    CHECK(filter.passes(hangup));
  }
  SECTION("gaps always pass") {
    filter.add_type("Hangup");
    CHECK(filter.passes(ami::event{ami::lagged{3}}));
  }
}

TEST_CASE("amictl watch: filter by fields and channels") {
  watch_filter filter;
  SECTION("a pattern") {
    filter.add_field("channel=pjsip/ALICE*");
    CHECK(filter.passes(hangup));
    CHECK_FALSE(filter.passes(member_paused));
  }
  SECTION("not a pattern: holds also without the header") {
    filter.add_field("Channel!=PJSIP/alice*");
    CHECK_FALSE(filter.passes(hangup));
    CHECK(filter.passes(member_paused));
  }
  SECTION("an expression") {
    filter.add_field("Cause~^1[67]$");
    CHECK(filter.passes(hangup));
    CHECK_FALSE(filter.passes(member_paused));
  }
  SECTION("not an expression, which may hold signs") {
    filter.add_field("Channel!~ali(=|!|ce)");
    CHECK_FALSE(filter.passes(hangup));
    CHECK(filter.passes(member_paused));
  }
  SECTION("all have to hold") {
    filter.add_field("Queue=sales");
    filter.add_field("Paused=0");
    CHECK_FALSE(filter.passes(member_paused));
  }
  SECTION("what is none") {
    CHECK_THROWS_AS(filter.add_field("Queue"), std::runtime_error);
    CHECK_THROWS_AS(filter.add_field("=sales"), std::runtime_error);
    CHECK_THROWS_AS(filter.add_field("Queue!sales"), std::runtime_error);
    CHECK_THROWS_AS(filter.add_field("Queue~(sales"), std::runtime_error);
  }
  SECTION("a channel's device, in any header that names a channel") {
    filter.add_channel("PJSIP/alice");
    CHECK(filter.passes(hangup));
    CHECK(filter.passes(event_of_text("Event: DialBegin\r\nDestChannel: PJSIP/alice-00000007\r\n\r\n")));
    CHECK_FALSE(filter.passes(event_of_text("Event: DialBegin\r\nDestChannel: PJSIP/alicia-00000007\r\n\r\n")));
    CHECK_FALSE(filter.passes(member_paused));
  }
}

TEST_CASE("amictl watch: follows a call with all of its channels") {
  watch_filter filter;
  filter.follow_call("10.1");
  const auto passes = [&](const std::string& text) { return filter.passes(event_of_text(text + "\r\n\r\n")); };
  CHECK(filter.passes(hangup));
  CHECK_FALSE(filter.passes(member_paused));
  // A second channel, then an event that has no Linkedid, only the channel's name or Uniqueid.
  CHECK_FALSE(passes("Event: RTCPSent\r\nChannel: PJSIP/bob-00000002"));
  CHECK(passes("Event: DialBegin\r\nChannel: PJSIP/alice-00000001\r\nUniqueid: 10.1\r\nLinkedid: 10.1\r\n"
               "DestChannel: PJSIP/bob-00000002\r\nDestUniqueid: 10.2\r\nDestLinkedid: 10.1"));
  CHECK(passes("Event: RTCPSent\r\nChannel: PJSIP/bob-00000002"));
  CHECK(passes("Event: Cdr\r\nUniqueID: 10.2"));
  // A bridge gives it the Linkedid of an older call, which is followed from then on.
  CHECK_FALSE(passes("Event: Newstate\r\nChannel: PJSIP/carol-00000000\r\nUniqueid: 9.1\r\nLinkedid: 9.1"));
  CHECK(passes("Event: BridgeEnter\r\nChannel: PJSIP/bob-00000002\r\nUniqueid: 10.2\r\nLinkedid: 9.1"));
  CHECK(passes("Event: Newstate\r\nChannel: PJSIP/carol-00000000\r\nUniqueid: 9.1\r\nLinkedid: 9.1"));
  CHECK_FALSE(passes("Event: Newstate\r\nChannel: PJSIP/dave-00000003\r\nUniqueid: 11.1\r\nLinkedid: 11.1"));
}

TEST_CASE("amictl watch: what is told of an event") {
  const auto fields = amictl::telling_fields(hangup, false);
  REQUIRE(fields.size() == 2);
  CHECK(fields[0].first == "Channel");
  CHECK(fields[1].first == "Cause");
  CHECK(fields[1].second == "16");
  CHECK(amictl::telling_fields(hangup, true).size() == 6);
  // Without a channel's description its keys are the event's own.
  const auto state = event_of_text("Event: ExtensionStatus\r\nPrivilege: call,all\r\nExten: 200\r\nStatus: 0\r\n\r\n");
  CHECK(amictl::telling_fields(state, false).front().second == "200");
  const auto secret = event_of_text("Event: UserEvent\r\nUserEvent: x\r\nSecret: geheim\r\n\r\n");
  CHECK(amictl::telling_fields(secret, true).back().second == "***");
  CHECK(text_has(amictl::gap_text(ami::event{ami::lagged{12}}), "12 events lost"));
  CHECK(amictl::gap_text(hangup).empty());
}

TEST_CASE("amictl watch: lines for people") {
  fake_asterisk server;
  test::amictl_process watch{{"watch", "Queue*", "-n", "2"}, test::environment_of(server)};
  REQUIRE(server.wait_for_sessions(1, 30s));
  server.send_event(frame_text::event("Hangup").header("Channel", "PJSIP/alice-00000001"));
  server.send_event(paused("PJSIP/bob\x1b[2J"));
  server.send_event(paused("PJSIP/carol"));
  const auto result = watch.wait();
  CHECK(result.code == 0);
  CHECK(result.errors.empty());
  REQUIRE(result.lines().size() == 2);
  CHECK(text_has(result.lines()[0], " QueueMemberPause     Queue=sales Interface=PJSIP/bob\\x1b[2J Paused=1"));
  CHECK(text_has(result.lines()[1], "Interface=PJSIP/carol"));
}

TEST_CASE("amictl watch: JSON Lines, typed") {
  fake_asterisk server;
  test::amictl_process watch{{"watch", "--class", "agent", "-n", "1", "--json"}, test::environment_of(server)};
  REQUIRE(server.wait_for_sessions(1, 30s));
  server.send_event(paused("PJSIP/bob"));
  const auto result = watch.wait();
  REQUIRE(result.lines().size() == 1);
  const auto line = boost::json::parse(result.lines()[0]).as_object();
  CHECK(line.at("server") == "127.0.0.1");
  CHECK(line.at("time").as_string().ends_with("Z"));
  CHECK(line.at("type") == "event");
  CHECK(line.at("headers").at("Event") == "QueueMemberPause");
  CHECK(line.at("headers").at("Paused") == true);
}

TEST_CASE("amictl watch: ends after a time, and by Ctrl-C") {
  fake_asterisk server;
  CHECK(test::run_at(server, {"watch", "--for", "10ms"}).code == 0);
  CHECK(test::run_at(server, {"watch", "--for", "long"}).code == 2);
  CHECK(test::run_at(server, {"watch", "-f", "nothing"}).code == 2);
  test::amictl_process watch{{"watch"}, test::environment_of(server)};
  REQUIRE(watch.wait_for_output("FullyBooted"));
  watch.send_signal(SIGINT);
  CHECK(watch.wait().code == 0);
}

TEST_CASE("amictl watch: a lost link is shown, and comes back") {
  fake_asterisk server;
  test::amictl_process watch{{"watch", "Hangup", "Reload", "-n", "2"}, test::environment_of(server)};
  REQUIRE(server.wait_for_sessions(1, 30s));
  server.send_event(frame_text::event("Reload").header("Module", "All"));
  REQUIRE(watch.wait_for_output("Reload"));
  server.drop_connections();
  REQUIRE(watch.wait_for_output("connection lost"));
  REQUIRE(watch.wait_for_output("connection restored"));
  server.send_event(frame_text::event("Hangup").header("Channel", "PJSIP/alice-00000001"));
  const auto result = watch.wait();
  CHECK(result.code == 0);
  CHECK(text_has(result.lines().back(), "Hangup"));
}

TEST_CASE("amictl watch: there is no server") {
  fake_asterisk server;
  auto environment = test::environment_of(server);
  SECTION("no such port") {
    environment["AMI_PORT"] = "1";
    const auto result = test::run_amictl({"watch"}, environment);
    CHECK(result.code == 3);
    CHECK(text_has(result.errors, "127.0.0.1"));
  }
  SECTION("wrong secret") {
    environment["AMI_SECRET"] = "wrong";
    CHECK(test::run_amictl({"watch"}, environment).code == 4);
  }
}

TEST_CASE("amictl watch: several servers, of which one is not there") {
  fake_asterisk berlin;
  fake_asterisk paris;
  const auto path = std::filesystem::temp_directory_path() / ("amictl-watch-" + std::to_string(::getpid()) + ".ini");
  const auto section = [](const std::string& name, int port) {
    return "[" + name + "]\nurl = ami://admin@127.0.0.1:" + std::to_string(port) + "\nsecret_command = echo secret\n";
  };
  std::ofstream{path} << section("berlin", berlin.port()) << section("paris", paris.port()) << section("rome", 1);
  test::amictl_process watch{{"-p", "berlin,paris,rome", "watch", "Hangup", "-n", "2"},
                             {{"AMICTL_CONFIG", path.string()}}};
  REQUIRE(berlin.wait_for_sessions(1, 30s));
  REQUIRE(paris.wait_for_sessions(1, 30s));
  berlin.send_event(frame_text::event("Hangup").header("Channel", "PJSIP/alice-00000001"));
  REQUIRE(watch.wait_for_output("alice"));
  paris.send_event(frame_text::event("Hangup").header("Channel", "PJSIP/bob-00000001"));
  const auto result = watch.wait();
  std::filesystem::remove(path);
  CHECK(result.code == 0);
  REQUIRE(result.lines().size() == 2);
  CHECK(text_has(result.lines()[0], " berlin Hangup"));
  CHECK(text_has(result.lines()[1], " paris Hangup"));
  CHECK(text_has(result.errors, "rome: "));
}
