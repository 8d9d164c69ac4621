// amictl call: each way in which a call can go, Ctrl-C, and the loss of the connection.
#include "amictl/amictl_process.hpp"
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

using ami::testing::endpoint_behaviour;
using ami::testing::fake_user;
using ami::testing::pbx_call;
using ami::testing::pbx_endpoint;
using ami::testing::pbx_options;
using ami::testing::session;

namespace {

bool call_output_has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

fake_options telephones_to_call() {
  return fake_options{}.pbx(
      pbx_options{}
          .endpoint(pbx_endpoint{"alice", "2001", "Alice"}.behaviour(endpoint_behaviour::answers))
          .endpoint(pbx_endpoint{"bob", "2002", "Bob"}.behaviour(endpoint_behaviour::busy))
          .endpoint(pbx_endpoint{"carol", "2003", "Carol"}.behaviour(endpoint_behaviour::never_answers))
          .endpoint(pbx_endpoint{"dave", "2004", "Dave"}.behaviour(endpoint_behaviour::unreachable))
          .ring_time(10ms, 60ms)
          .talk_time(10ms, 100ms));
}

std::ptrdiff_t originates_of(const fake_asterisk& server) {
  const auto all = server.requests();
  return std::ranges::count_if(all, [](const request& sent) { return sent.is("Originate"); });
}

std::vector<std::string> stages_of(const test::process_result& result) {
  std::vector<std::string> stages;
  for (const std::string& line : result.lines()) {
    stages.emplace_back(boost::json::parse(line).as_object().at("stage").as_string());
  }
  return stages;
}

}  // namespace

TEST_CASE("amictl call: to the end of an answered call") {
  fake_asterisk server{telephones_to_call()};
  const auto result =
      test::run_at(server, {"call", "PJSIP/alice", "--exten", "200", "--callerid", "Desk <100>", "--variable",
                            "CAMPAIGN=autumn, late", "--variable", "B=2", "--timeout", "20s", "--account", "sales",
                            "--codecs", "alaw,ulaw", "--hang-up-after", "50ms"});
  INFO(result.output);
  CHECK(result.errors.empty());
  CHECK(result.code == 0);
  CHECK(call_output_has(result.output, "dialling PJSIP/alice"));
  CHECK(call_output_has(result.output, "channel PJSIP/alice-"));
  CHECK(call_output_has(result.output, "ringing"));
  CHECK(call_output_has(result.output, "answered"));
  CHECK(call_output_has(result.output, "ended: cause 16, Normal Clearing, 0.0"));
  CHECK(call_output_has(result.output, "s after the answer"));
  const auto sent = server.wait_for_request("Originate", 5s);
  REQUIRE(sent);
  CHECK(sent->get("Exten") == "200");
  CHECK(sent->get("Context") == "default");
  CHECK(sent->get("Priority") == "1");
  CHECK(sent->get("CallerID") == "Desk <100>");
  CHECK(sent->get("Timeout") == "20000");
  CHECK(sent->get("Account") == "sales");
  CHECK(sent->get("Codecs") == "alaw,ulaw");
  CHECK(call_output_has(std::string{(*sent)["Variable"]}, "CAMPAIGN"));
}

TEST_CASE("amictl call: an application, each stage as JSON") {
  fake_asterisk server{telephones_to_call()};
  const auto result =
      test::run_at(server, {"--json", "call", "PJSIP/alice", "--application", "Playback", "--data", "demo-congrats"});
  INFO(result.output);
  CHECK(result.code == 0);
  CHECK(stages_of(result) == std::vector<std::string>{"queued", "created", "ringing", "answered", "hung up"});
  const auto last = boost::json::parse(result.lines().back()).as_object();
  CHECK(last.at("cause").as_int64() == 16);
  CHECK(last.at("talk_ms").as_int64() >= 0);
  CHECK(last.at("elapsed_ms").as_int64() >= last.at("talk_ms").as_int64());
  CHECK(last.at("error").is_null());
  CHECK(last.at("channel").as_string().starts_with("PJSIP/alice-"));
  CHECK(last.at("server").as_string() == "127.0.0.1");
  CHECK(server.wait_for_request("Originate", 5s)->get("Data") == "demo-congrats");
}

TEST_CASE("amictl call: until it is answered, and then it goes on without amictl") {
  fake_asterisk server{telephones_to_call()};
  const auto result = test::run_at(server, {"call", "PJSIP/alice", "-a", "Wait", "-d", "600", "--until", "answered"});
  CHECK(result.code == 0);
  CHECK(call_output_has(result.output, "answered"));
  REQUIRE(server.wait_for_no_connections(5s));
  CHECK(server.channels().size() == 1);
}

TEST_CASE("amictl call: a call that does not come about") {
  fake_asterisk server{telephones_to_call()};
  SECTION("busy") {
    const auto result = test::run_at(server, {"call", "PJSIP/bob", "--exten", "200"});
    CHECK(result.code == 1);
    CHECK(call_output_has(result.output, "failed: the far end is busy"));
  }
  SECTION("not answered") {
    const auto result = test::run_at(server, {"--json", "call", "PJSIP/carol", "--exten", "200", "-t", "200ms"});
    CHECK(result.code == 1);
    CHECK(stages_of(result).back() == "failed");
    CHECK_FALSE(boost::json::parse(result.lines().back()).as_object().at("error").as_string().empty());
  }
  SECTION("not there") {
    const auto result = test::run_at(server, {"call", "PJSIP/dave", "--exten", "200"});
    CHECK(result.code == 1);
    CHECK(call_output_has(result.output, "failed: "));
  }
  SECTION("refused by the server") {
    server.on("Originate", [](const request&, session from) { from.reply_error("Originate\x1b[2J failed"); });
    const auto result = test::run_at(server, {"call", "PJSIP/alice", "--exten", "200"});
    CHECK(result.code == 1);
    CHECK(call_output_has(result.output, R"(failed: Originate: Originate\x1b[2J failed)"));
  }
  CHECK(originates_of(server) == 1);
}

TEST_CASE("amictl call: without the right to call") {
  fake_options options = telephones_to_call();
  options.user(fake_user{"guest", "secret"}.write("reporting"));
  fake_asterisk server{options};
  auto environment = test::environment_of(server);
  environment["AMI_USERNAME"] = "guest";
  const auto result = test::run_amictl({"--json", "call", "PJSIP/alice", "--exten", "200"}, environment);
  CHECK(result.code == 1);
  CHECK(stages_of(result) == std::vector<std::string>{"failed"});
  CHECK(call_output_has(result.output, "ermission denied"));
}

TEST_CASE("amictl call: Ctrl-C hangs up") {
  fake_asterisk server{telephones_to_call()};
  SECTION("what rings") {
    test::amictl_process call{{"call", "PJSIP/carol", "--exten", "200"}, test::environment_of(server)};
    REQUIRE(call.wait_for_output("ringing"));
    call.send_signal(SIGINT);
    const auto result = call.wait();
    CHECK(result.code == 130);
    CHECK(call_output_has(result.errors, "hanging up"));
    CHECK(call_output_has(result.output, "failed: the call was cancelled"));
  }
  SECTION("what was answered") {
    test::amictl_process call{{"call", "PJSIP/alice", "-a", "Wait", "-d", "600"}, test::environment_of(server)};
    REQUIRE(call.wait_for_output("answered"));
    call.send_signal(SIGTERM);
    const auto result = call.wait();
    CHECK(result.code == 130);
    CHECK(call_output_has(result.output, "ended: cause 16"));
  }
  CHECK(server.channels().empty());
}

TEST_CASE("amictl call: on a terminal it says what it waits for") {
  fake_asterisk server{telephones_to_call()};
  const test::amictl_screen screen{{"call", "PJSIP/carol", "--exten", "200"}, test::environment_of(server)};
  REQUIRE(screen.wait_for("it rings, Ctrl-C hangs up"));
  screen.press("C-c");
  CHECK(screen.wait_for_exit() == 130);
  CHECK(call_output_has(screen.text(), "failed: the call was cancelled"));
  CHECK_FALSE(call_output_has(screen.text(), "it rings, Ctrl-C"));
  CHECK(server.channels().empty());
}

TEST_CASE("amictl call: a second Ctrl-C leaves at once") {
  fake_asterisk server{telephones_to_call()};
  server.on("Hangup", [](const request&, session) {});
  test::amictl_process call{{"call", "PJSIP/carol", "--exten", "200"}, test::environment_of(server)};
  REQUIRE(call.wait_for_output("ringing"));
  call.send_signal(SIGINT);
  REQUIRE(server.wait_for_request("Hangup", 10s));
  call.send_signal(SIGINT);
  CHECK(call.wait().code == 130);
}

TEST_CASE("amictl call: a hangup that is refused leaves the outcome unknown") {
  fake_asterisk server{telephones_to_call()};
  server.on("Hangup", [](const request&, session from) { from.reply_error("Permission denied"); });
  test::amictl_process call{{"call", "PJSIP/carol", "--exten", "200"}, test::environment_of(server)};
  REQUIRE(call.wait_for_output("ringing"));
  call.send_signal(SIGINT);
  const auto result = call.wait();
  CHECK(result.code == 5);
  CHECK(call_output_has(result.output, "lost: "));
}

TEST_CASE("amictl call: the connection breaks") {
  fake_asterisk server{telephones_to_call()};
  SECTION("and comes back: what was answered is followed on") {
    test::amictl_process call{{"--json", "call", "PJSIP/alice", "-a", "Wait", "-d", "600"},
                              test::environment_of(server)};
    REQUIRE(call.wait_for_output("answered"));
    server.drop_connections();
    REQUIRE(server.wait_for_sessions(1, 10s));
    REQUIRE(server.wait_for_request("Status", 10s));
    server.hang_up_all();
    const auto result = call.wait();
    CHECK(result.code == 0);
    CHECK(stages_of(result).back() == "hung up");
    CHECK(call_output_has(result.errors, "the connection is lost"));
    CHECK(call_output_has(result.errors, "connected again"));
  }
  SECTION("and comes back: what rings is hung up") {
    test::amictl_process call{{"call", "PJSIP/carol", "--exten", "200"}, test::environment_of(server)};
    REQUIRE(call.wait_for_output("ringing"));
    server.drop_connections();
    const auto result = call.wait();
    CHECK(result.code == 1);
    CHECK(call_output_has(result.output, "failed: the call was cancelled"));
    CHECK(server.channels().empty());
  }
  SECTION("and stays away: nobody knows") {
    test::amictl_process call{{"call", "PJSIP/carol", "--exten", "200", "--link-wait", "100ms"},
                              test::environment_of(server)};
    REQUIRE(call.wait_for_output("ringing"));
    server.stop_listening();
    server.drop_connections();
    const auto result = call.wait();
    CHECK(result.code == 5);
    CHECK(call_output_has(result.output, "lost: "));
    CHECK(call_output_has(result.output, "the call may be going on"));
  }
  SECTION("before the answer to the Originate") {
    server.on("Originate", [&server](const request&, session) {
      server.stop_listening();
      server.drop_connections();
    });
    const auto result =
        test::run_at(server, {"--json", "call", "PJSIP/carol", "--exten", "200", "--link-wait", "100ms"});
    CHECK(result.code == 5);
    CHECK(stages_of(result) == std::vector<std::string>{"lost"});
  }
  CHECK(originates_of(server) == 1);
}

TEST_CASE("amictl call: nothing is sent when it makes no sense") {
  fake_asterisk server{telephones_to_call()};
  CHECK(test::run_at(server, {"call", "PJSIP/alice"}).code == 2);
  CHECK(test::run_at(server, {"call"}).code == 2);
  CHECK(test::run_at(server, {"call", "PJSIP/alice", "--exten", "1", "--application", "Echo"}).code == 2);
  CHECK(test::run_at(server, {"call", "PJSIP/alice", "--context", "a"}).code == 2);
  CHECK(test::run_at(server, {"call", "PJSIP/alice", "--exten", "1", "--until", "later"}).code == 2);
  CHECK(test::run_at(server, {"call", "PJSIP/alice", "--exten", "1", "--timeout", "1parsec"}).code == 2);
  CHECK(test::run_at(server, {"call", "PJSIP/alice", "--exten", "1", "--variable", "novalue"}).code == 2);
  CHECK(test::run_at(server, {"call", "PJSIP/alice", "--exten", "1\r\nAction: Logoff"}).code == 2);
  CHECK(originates_of(server) == 0);
}

TEST_CASE("amictl call: there is no server") {
  const fake_asterisk server{telephones_to_call()};
  auto environment = test::environment_of(server);
  SECTION("nobody listens") {
    environment["AMI_PORT"] = "1";
    CHECK(test::run_amictl({"call", "PJSIP/alice", "--exten", "200"}, environment).code == 3);
  }
  SECTION("the wrong secret") {
    environment["AMI_SECRET"] = "wrong";
    CHECK(test::run_amictl({"call", "PJSIP/alice", "--exten", "200"}, environment).code == 4);
  }
}
