// amictl channels, calls, queues, endpoints and conferences: printed once, and on a terminal.
#include "amictl/amictl_process.hpp"
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <ami/testing/pbx_call.hpp>
#include <ami/testing/simulated_pbx.hpp>

#include <boost/json/parse.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace {

using ami::testing::pbx_call;
using ami::testing::pbx_conference;
using ami::testing::pbx_options;
using ami::testing::simulated_pbx;

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Telephones that answer at once, and calls that last.
fake_options phones() {
  return fake_options{}.pbx(
      pbx_options{}.ring_time(0ms, 0ms).talk_time(1h, 1h).conference(pbx_conference{"meeting", "800"}));
}

// Makes a call and waits for its channel.
void call(fake_asterisk& server, const std::string& telephone, const std::string& number = "9999") {
  server.with_pbx(
      [&](simulated_pbx& pbx) { pbx.originate(pbx_call{"PJSIP/" + telephone}.extension("default", number, 1), {}); });
}

boost::json::object parsed(const std::string& line) {
  return boost::json::parse(line).as_object();
}

// Whether a line has both texts.
bool has_line_with(const std::string& screen, std::string_view first, std::string_view second) {
  const std::size_t at = screen.find(first);
  return at != std::string::npos && screen.substr(at, screen.find('\n', at) - at).find(second) != std::string::npos;
}

}  // namespace

TEST_CASE("amictl channels: a table, once") {
  fake_asterisk server{phones()};
  call(server, "alice");
  call(server, "bob");
  const auto result = test::run_at(server, {"channels"});
  CHECK(result.errors.empty());
  CHECK(result.code == 0);
  REQUIRE(result.lines().size() == 3);
  CHECK(result.lines()[0].starts_with("CHANNEL "));
  CHECK(result.lines()[1].starts_with("PJSIP/alice-"));
  CHECK(contains(result.lines()[1], "Alice Martin <2001>"));
  CHECK(result.lines()[2].starts_with("PJSIP/bob-"));
  SECTION("sorted and filtered") {
    const auto reversed = test::run_at(server, {"channels", "--sort", "caller", "-r"});
    CHECK(reversed.lines()[1].starts_with("PJSIP/bob-"));
    CHECK(test::run_at(server, {"channels", "--filter", "ALICE"}).lines().size() == 2);
  }
  SECTION("a column that there is not") {
    const auto wrong = test::run_at(server, {"channels", "--sort", "colour"});
    CHECK(wrong.code == 2);
    CHECK(contains(wrong.errors, "CHANNEL, STATE"));
  }
}

TEST_CASE("amictl channels: JSON Lines, typed") {
  fake_asterisk server{phones()};
  call(server, "alice");
  const auto result = test::run_at(server, {"channels", "--json"});
  REQUIRE(result.lines().size() == 1);
  const auto line = parsed(result.lines()[0]);
  CHECK(line.at("server") == "127.0.0.1");
  CHECK(line.at("channel").as_string().starts_with("PJSIP/alice-"));
  CHECK(line.at("priority").is_int64());
  CHECK(line.at("talks_to").is_array());
  CHECK(line.at("seconds").is_double());
}

TEST_CASE("amictl calls: once") {
  fake_asterisk server{phones()};
  call(server, "alice", "2002");
  const auto text = test::run_at(server, {"calls"});
  REQUIRE(text.lines().size() == 2);
  CHECK(contains(text.lines()[1], "PJSIP/alice-"));
  const auto json = test::run_at(server, {"calls", "--json"});
  REQUIRE(json.lines().size() == 1);
  const auto line = parsed(json.lines()[0]);
  CHECK(line.at("legs").as_array().at(0).at("channel").as_string().starts_with("PJSIP/alice-"));
  CHECK(line.at("status").is_string());
}

TEST_CASE("amictl queues: once") {
  fake_asterisk server{phones()};
  server.with_pbx([](simulated_pbx& pbx) { pbx.queue_pause("PJSIP/hana", true, "sales", "lunch"); });
  const auto text = test::run_at(server, {"queues", "sales"});
  CHECK(text.code == 0);
  REQUIRE(text.lines().size() == 5);
  CHECK(contains(text.lines()[1], "0 waiting, 3 members"));
  CHECK(contains(text.output, "paused: lunch"));
  CHECK_FALSE(contains(text.output, "support"));
  const auto filtered = test::run_at(server, {"queues", "--filter", "paused"});
  CHECK(filtered.lines().size() == 3);
  const auto json = test::run_at(server, {"queues", "--json", "sales"});
  REQUIRE(json.lines().size() == 1);
  const auto line = parsed(json.lines()[0]);
  CHECK(line.at("queue") == "sales");
  CHECK(line.at("completed").is_int64());
  CHECK(line.at("callers").as_array().empty());
  CHECK(line.at("members").as_array().at(0).at("paused") == true);
  CHECK(line.at("members").as_array().at(0).at("paused_reason") == "lunch");
}

TEST_CASE("amictl endpoints: once") {
  fake_asterisk server{phones()};
  const auto text = test::run_at(server, {"endpoints"});
  CHECK(text.code == 0);
  CHECK(text.lines().size() > 10);  // ten telephones, and what calls come from
  CHECK(text.lines()[1].starts_with("alice"));
  const auto json = test::run_at(server, {"endpoints", "--json", "--filter", "alice"});
  REQUIRE(json.lines().size() == 1);
  CHECK(parsed(json.lines()[0]).at("endpoint") == "alice");
}

TEST_CASE("amictl conferences: once") {
  fake_asterisk server{phones()};
  CHECK(test::run_at(server, {"conferences"}).lines().size() == 1);
  call(server, "alice", "800");
  call(server, "bob", "800");
  server.with_pbx([](simulated_pbx& pbx) {
    while (pbx.confbridge_list("meeting").size() < 2) {
      pbx.advance(pbx.next_due().value());
    }
  });
  const auto text = test::run_at(server, {"conferences"});
  REQUIRE(text.lines().size() == 4);
  CHECK(contains(text.lines()[1], "2 participants"));
  const auto json = test::run_at(server, {"conferences", "--json"});
  REQUIRE(json.lines().size() == 1);
  CHECK(parsed(json.lines()[0]).at("participants").as_array().size() == 2);
}

TEST_CASE("amictl channels: what keeps the state from being valid is told") {
  fake_asterisk server{phones()};
  SECTION("no right to the list") {
    server.on("CoreShowChannels", [](const auto&, auto session) { session.reply_error("Permission denied"); });
    const auto result = test::run_at(server, {"channels"});
    CHECK(result.code == 1);
    CHECK(contains(result.errors, "127.0.0.1: channels: "));
  }
  SECTION("no answer in time") {
    server.on("CoreShowChannels", [](const auto&, auto) {});
    const auto result = test::run_at(server, {"channels", "--timeout", "0.2"});
    CHECK(result.code == 5);
    CHECK(contains(result.errors, "within 0.2 s"));
  }
  SECTION("no server") {
    auto environment = test::environment_of(server);
    environment["AMI_PORT"] = "1";
    CHECK(test::run_amictl({"channels"}, environment).code == 3);
  }
}

TEST_CASE("amictl channels: several servers in one table") {
  fake_asterisk berlin{phones()};
  fake_asterisk paris{phones()};
  call(berlin, "alice");
  call(paris, "alice");
  const auto path = std::filesystem::temp_directory_path() / ("amictl-live-" + std::to_string(::getpid()) + ".ini");
  const auto section = [](const std::string& name, int port) {
    return "[" + name + "]\nurl = ami://admin@127.0.0.1:" + std::to_string(port) + "\nsecret_command = echo secret\n";
  };
  std::ofstream{path} << section("berlin", berlin.port()) << section("paris", paris.port());
  const auto result = test::run_amictl({"-p", "berlin", "-p", "paris", "channels"}, {{"AMICTL_CONFIG", path.string()}});
  std::filesystem::remove(path);
  CHECK(result.errors.empty());
  REQUIRE(result.lines().size() == 3);
  CHECK(result.lines()[0].starts_with("SERVER "));
  CHECK(result.lines()[1].starts_with("berlin "));
  CHECK(result.lines()[2].starts_with("paris "));
}

TEST_CASE("amictl channels: on a terminal") {
  fake_asterisk server{phones()};
  const test::amictl_screen screen{{"channels"}, test::environment_of(server)};
  REQUIRE(screen.wait_for("127.0.0.1: valid"));
  CHECK(screen.wait_for("h hang up"));
  call(server, "alice");
  call(server, "bob");
  REQUIRE(screen.wait_for("PJSIP/alice-"));
  REQUIRE(screen.wait_for("PJSIP/bob-"));
  SECTION("sort and filter") {
    const auto alice_first = [](const std::string& text) { return text.find("alice-") < text.find("bob-"); };
    CHECK(alice_first(screen.text()));
    screen.press("r");
    CHECK(screen.wait_until([&](const std::string& text) { return !alice_first(text); }));
    screen.press("Right");
    CHECK(screen.wait_for("STATEv"));
    screen.press("/");
    screen.type("bob");
    CHECK(screen.wait_until([](const std::string& text) { return !contains(text, "PJSIP/alice-"); }));
    screen.press("Enter");
    CHECK(screen.wait_for("1 of 2 rows   filter: bob"));
    screen.press("Escape");
    CHECK(screen.wait_for("PJSIP/alice-"));
  }
  SECTION("hang up, after a confirmation") {
    screen.press("Down");
    screen.press("h");
    REQUIRE(screen.wait_for("Hang up PJSIP/bob-"));
    screen.press("n");
    REQUIRE(screen.wait_for("not done"));
    CHECK(server.channels().size() == 2);
    screen.press("h");
    REQUIRE(screen.wait_for("[y/N]"));
    screen.press("y");
    REQUIRE(screen.wait_until([](const std::string& text) { return !contains(text, "PJSIP/bob-"); }));
    CHECK(screen.wait_for("Channel Hungup"));
    CHECK(contains(screen.text(), "PJSIP/alice-"));
  }
  SECTION("the server's refusal is shown") {
    server.on("Hangup", [](const auto&, auto session) { session.reply_error("No such channel\x1b[2J"); });
    screen.press("h");
    REQUIRE(screen.wait_for("[y/N]"));
    screen.press("y");
    CHECK(screen.wait_for("No such channel"));
  }
  SECTION("another size") {
    screen.resize(60, 10);
    CHECK(screen.wait_until([](const std::string& text) {
      return contains(text, "PJSIP/a") && contains(text, "+ ") && !contains(text, "PJSIP/alice-") &&
             contains(text, "q quit");
    }));
    screen.resize(140, 20);
    CHECK(screen.wait_for("Alice Martin <2001>"));
  }
  screen.press("q");
  CHECK(screen.wait_for_exit() == 0);
  CHECK_FALSE(contains(screen.text(), "q quit"));  // the terminal is as before
}

TEST_CASE("amictl channels: a lost link is shown, and comes back") {
  fake_asterisk server{phones()};
  call(server, "alice");
  const test::amictl_screen screen{{"channels"}, test::environment_of(server)};
  REQUIRE(screen.wait_for("127.0.0.1: valid"));
  REQUIRE(screen.wait_for("PJSIP/alice-"));
  server.stop_listening();
  server.drop_connections();
  REQUIRE(screen.wait_for("connection lost"));
  server.listen_again();
  CHECK(screen.wait_for("127.0.0.1: valid"));
  screen.press("C-c");
  CHECK(screen.wait_for_exit() == 0);
}

TEST_CASE("amictl calls: hangs up all channels of a call") {
  fake_asterisk server{phones()};
  call(server, "alice", "2002");
  const test::amictl_screen screen{{"calls"}, test::environment_of(server)};
  REQUIRE(screen.wait_for("PJSIP/alice-"));
  REQUIRE(screen.wait_for("PJSIP/bob-"));
  screen.press("h");
  REQUIRE(screen.wait_for("Hang up the call of PJSIP/alice-"));
  screen.press("y");
  CHECK(screen.wait_until([](const std::string& text) { return !contains(text, "PJSIP/"); }));
  CHECK(screen.wait_for("Channel Hungup ("));
  CHECK(server.channels().empty());
  screen.press("q");
  CHECK(screen.wait_for_exit() == 0);
}

TEST_CASE("amictl queues: pauses a member") {
  fake_asterisk server{phones()};
  const test::amictl_screen screen{{"queues", "sales"}, test::environment_of(server)};
  REQUIRE(screen.wait_for("hana"));
  screen.press("p");  // a queue is no member
  screen.press("Down");
  screen.press("p");
  REQUIRE(screen.wait_for("Pause "));
  screen.press("y");
  CHECK(screen.wait_until([](const std::string& text) { return contains(text, ", paused"); }));
  screen.press("p");
  REQUIRE(screen.wait_for("Unpause "));
  screen.press("y");
  CHECK(screen.wait_until([](const std::string& text) { return !contains(text, ", paused"); }));
  CHECK(server.wait_for_request("QueuePause", 30s)->get("Queue") == "sales");
  screen.press("q");
  CHECK(screen.wait_for_exit() == 0);
}

TEST_CASE("amictl conferences: kicks a participant") {
  fake_asterisk server{phones()};
  server.on("ConfbridgeKick", [&server](const auto& asked, auto session) {
    server.hang_up(asked["Channel"]);
    session.reply_success("User kicked");
  });
  call(server, "alice", "800");
  call(server, "bob", "800");
  const test::amictl_screen screen{{"conferences"}, test::environment_of(server)};
  REQUIRE(screen.wait_for("PJSIP/bob-"));
  screen.press("End");
  screen.press("k");
  REQUIRE(screen.wait_for("out of meeting?"));
  screen.press("y");
  CHECK(screen.wait_for("User kicked"));
  CHECK(screen.wait_until([](const std::string& text) { return has_line_with(text, "meeting", "1 participant"); }));
  screen.press("q");
  CHECK(screen.wait_for_exit() == 0);
}
