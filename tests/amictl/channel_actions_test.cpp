// amictl hangup, transfer, pause, unpause and reload: what is sent, what is said of the answer, and the exit codes.
#include "amictl/action_report.hpp"
#include "amictl/amictl_process.hpp"
#include "amictl/channel_match.hpp"
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

using ami::testing::endpoint_behaviour;
using ami::testing::fake_user;
using ami::testing::pbx_call;
using ami::testing::pbx_endpoint;
using ami::testing::pbx_options;
using ami::testing::pbx_queue;
using ami::testing::session;
using amictl::exit_code;

namespace {

bool action_text_has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// A server without calls of its own, where alice and carol answer and talk until somebody hangs up.
class office {
public:
  explicit office(int calls = 2, const fake_options& options = {}) : server{with_telephones(options)} {
    for (int number = 0; number != calls; ++number) {
      server.originate(pbx_call{number % 2 == 0 ? "PJSIP/alice" : "PJSIP/carol"}.application("Wait", "600"));
    }
  }

  static fake_options with_telephones(fake_options options) {
    return options.pbx(pbx_options{}
                           .endpoint(pbx_endpoint{"alice", "2001", "Alice"}.behaviour(endpoint_behaviour::answers))
                           .endpoint(pbx_endpoint{"carol", "2003", "Carol"}.behaviour(endpoint_behaviour::answers))
                           .queue(pbx_queue{"support", "500"}.member("alice"))
                           .queue(pbx_queue{"sales", "501"}.member("alice"))
                           .ring_time(10ms, 10ms)
                           .talk_time(600s, 600s));
  }

  std::string channel(std::string_view device) const {
    for (const std::string& name : server.channels()) {
      if (name.starts_with(device)) {
        return name;
      }
    }
    throw std::runtime_error{"no such channel"};
  }

  fake_asterisk server;
};

std::ptrdiff_t action_count(const fake_asterisk& server, std::string_view name) {
  const auto all = server.requests();
  return std::ranges::count_if(all, [&](const request& sent) { return sent.is(name); });
}

}  // namespace

TEST_CASE("amictl hangup: exactly the channels that are named") {
  office pbx{3};
  const std::string carol = pbx.channel("PJSIP/carol");
  SECTION("one") {
    const auto result = test::run_at(pbx.server, {"hangup", carol, "--cause", "17"});
    CHECK(result.errors.empty());
    CHECK(result.code == 0);
    CHECK(result.output == carol + ": Channel Hungup\n");
    CHECK(pbx.server.channels().size() == 2);
    CHECK(pbx.server.wait_for_request("Hangup", 5s)->get("Cause") == "17");
  }
  SECTION("several, one of which is not there") {
    const auto result = test::run_at(pbx.server, {"--json", "hangup", "PJSIP/nobody-1", carol});
    CHECK(result.code == 1);
    REQUIRE(result.lines().size() == 2);
    const auto refused = boost::json::parse(result.lines()[0]).as_object();
    CHECK(refused.at("channel").as_string() == "PJSIP/nobody-1");
    CHECK(refused.at("outcome").as_string() == "rejected");
    CHECK(refused.at("message").as_string() == "No such channel");
    const auto done = boost::json::parse(result.lines()[1]).as_object();
    CHECK(done.at("outcome").as_string() == "accepted");
    CHECK(done.at("action").as_string() == "Hangup");
    CHECK(pbx.server.channels().size() == 2);
  }
  SECTION("a pattern is no name") {
    const auto result = test::run_at(pbx.server, {"hangup", "/.*/"});
    CHECK(result.code == 2);
    CHECK(action_text_has(result.errors, "--match"));
    CHECK(pbx.server.channels().size() == 3);
  }
  SECTION("none") {
    CHECK(test::run_at(pbx.server, {"hangup"}).code == 2);
    CHECK(test::run_at(pbx.server, {"hangup", carol, "--match", "x"}).code == 2);
    CHECK(test::run_at(pbx.server, {"hangup", carol, "--cause", "200"}).code == 2);
    CHECK(action_count(pbx.server, "Hangup") == 0);
  }
}

TEST_CASE("amictl hangup: those of the list that match") {
  office pbx{3};
  SECTION("without a question") {
    const auto result = test::run_at(pbx.server, {"hangup", "--match", "^PJSIP/alice", "--yes"});
    INFO(result.output << result.errors);
    CHECK(result.code == 0);
    CHECK(result.lines().size() == 2);
    CHECK(action_text_has(result.output, "PJSIP/alice-"));
    REQUIRE(pbx.server.channels().size() == 1);
    CHECK(pbx.server.channels()[0].starts_with("PJSIP/carol"));
  }
  SECTION("one of which ends meanwhile") {
    pbx.server.on("Hangup", [](const request&, session from) { from.reply_error("No such channel"); });
    const auto result = test::run_at(pbx.server, {"hangup", "--match", "^PJSIP/carol", "--yes"});
    CHECK(result.code == 0);
    CHECK(action_text_has(result.output, ": No such channel"));
  }
  SECTION("which the server refuses") {
    pbx.server.on("Hangup", [](const request&, session from) { from.reply_error("Not today"); });
    CHECK(test::run_at(pbx.server, {"hangup", "--match", "^PJSIP/carol", "--yes"}).code == 1);
  }
  SECTION("no terminal to ask on") {
    const auto result = test::run_at(pbx.server, {"hangup", "--match", "^PJSIP/alice"});
    CHECK(result.code == 2);
    CHECK(action_text_has(result.errors, "--yes"));
    CHECK(pbx.server.channels().size() == 3);
  }
  SECTION("none matches") {
    const auto result = test::run_at(pbx.server, {"hangup", "--match", "^SIP/", "--yes"});
    CHECK(result.code == 1);
    CHECK(action_text_has(result.errors, "no channel matches"));
  }
  SECTION("no regular expression") {
    CHECK(test::run_at(pbx.server, {"hangup", "--match", "(", "--yes"}).code == 2);
    CHECK(pbx.server.connections_accepted() == 0);
  }
  SECTION("the question is answered with no") {
    const test::amictl_screen screen{{"hangup", "--match", "alice"}, test::environment_of(pbx.server)};
    REQUIRE(screen.wait_for("[y/N]"));
    CHECK(action_text_has(screen.text(), "PJSIP/alice-"));
    CHECK_FALSE(action_text_has(screen.text(), "PJSIP/carol-"));
    screen.type("n");
    screen.press("Enter");
    CHECK(screen.wait_for_exit() == 2);
    CHECK(pbx.server.channels().size() == 3);
  }
  SECTION("the question is answered with yes") {
    const test::amictl_screen screen{{"hangup", "--match", "alice"}, test::environment_of(pbx.server)};
    REQUIRE(screen.wait_for("[y/N]"));
    screen.type("y");
    screen.press("Enter");
    CHECK(screen.wait_for_exit() == 0);
    CHECK(pbx.server.channels().size() == 1);
  }
}

TEST_CASE("amictl hangup: the link breaks before the answer") {
  office pbx;
  pbx.server.on("Hangup", [&pbx](const request&, session) { pbx.server.drop_connections(); });
  const auto result = test::run_at(pbx.server, {"hangup", "PJSIP/alice-1", "PJSIP/alice-2"});
  CHECK(result.code == 5);
  CHECK(action_text_has(result.output, "PJSIP/alice-1: "));
  CHECK(action_text_has(result.output, "it may have been done"));
  CHECK_FALSE(result.errors.empty());
  CHECK(action_count(pbx.server, "Hangup") == 1);
}

TEST_CASE("amictl hangup, transfer, pause, reload: without the right to") {
  fake_options options;
  options.user(fake_user{"guest", "secret"}.write("reporting"));
  office pbx{1, options};
  auto environment = test::environment_of(pbx.server);
  environment["AMI_USERNAME"] = "guest";
  const std::string alice = pbx.channel("PJSIP/alice");
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"hangup", alice},
                                                    {"transfer", alice, "200"},
                                                    {"transfer", alice, "200", "--blind"},
                                                    {"pause", "PJSIP/alice"}}) {
    const auto result = test::run_amictl(arguments, environment);
    INFO(result.output << result.errors);
    CHECK(result.code == 1);
    CHECK(action_text_has(result.output, "ermission denied"));
  }
  CHECK(pbx.server.channels().size() == 1);
}

TEST_CASE("amictl transfer: the channel itself") {
  office pbx{1};
  const std::string alice = pbx.channel("PJSIP/alice");
  SECTION("to its own context") {
    const auto result = test::run_at(pbx.server, {"transfer", alice, "777"});
    CHECK(result.errors.empty());
    CHECK(result.code == 0);
    CHECK(result.output == alice + ": Redirect successful\n");
    const auto sent = pbx.server.wait_for_request("Redirect", 5s);
    REQUIRE(sent);
    CHECK(sent->get("Context") == pbx.server.channel(alice)->context());
    CHECK(sent->get("Exten") == "777");
    CHECK(sent->get("Priority") == "1");
  }
  SECTION("to another") {
    const auto result =
        test::run_at(pbx.server, {"--json", "transfer", alice, "777", "--context", "elsewhere", "--priority", "start"});
    const auto sent = pbx.server.wait_for_request("Redirect", 5s);
    REQUIRE(sent);
    CHECK(sent->get("Context") == "elsewhere");
    CHECK(sent->get("Priority") == "start");
    const auto said = boost::json::parse(result.output).as_object();
    CHECK(said.at("exten").as_string() == "777");
    CHECK(said.at("context").as_string() == "elsewhere");
  }
  SECTION("that is not there, nor its context") {
    const auto result = test::run_at(pbx.server, {"--json", "transfer", "PJSIP/nobody-1", "777"});
    CHECK(result.code == 1);
    CHECK(result.errors.empty());
    CHECK(boost::json::parse(result.output).as_object().at("outcome").as_string() == "rejected");
    CHECK(action_count(pbx.server, "Redirect") == 0);
  }
  SECTION("that is not there") {
    const auto result = test::run_at(pbx.server, {"transfer", "PJSIP/nobody-1", "777", "--context", "default"});
    CHECK(result.code == 1);
    CHECK(action_text_has(result.output, "Channel does not exist"));
  }
}

TEST_CASE("amictl transfer: the party that it talks to") {
  office pbx{1};
  const std::string alice = pbx.channel("PJSIP/alice");
  pbx.server.on("BlindTransfer", [](const request&, session from) { from.reply_success("Transfer succeeded"); });
  pbx.server.on("Atxfer", [](const request&, session from) { from.reply_success("Atxfer successfully queued"); });
  SECTION("at once") {
    const auto result = test::run_at(pbx.server, {"transfer", alice, "777", "--blind"});
    CHECK(result.code == 0);
    const auto sent = pbx.server.wait_for_request("BlindTransfer", 5s);
    REQUIRE(sent);
    CHECK(sent->get("Channel") == alice);
    CHECK(sent->get("Exten") == "777");
    CHECK_FALSE(sent->get("Context"));
  }
  SECTION("after a word with the target") {
    const auto result = test::run_at(pbx.server, {"transfer", alice, "777", "--attended", "--context", "inside"});
    CHECK(result.code == 0);
    CHECK(result.output == alice + ": Atxfer successfully queued\n");
    CHECK(pbx.server.wait_for_request("Atxfer", 5s)->get("Context") == "inside");
  }
  SECTION("not both") {
    CHECK(test::run_at(pbx.server, {"transfer", alice, "777", "--attended", "--blind"}).code == 2);
    CHECK(test::run_at(pbx.server, {"transfer", alice, "777", "--blind", "--priority", "2"}).code == 2);
    CHECK(test::run_at(pbx.server, {"transfer", alice}).code == 2);
  }
}

TEST_CASE("amictl pause, unpause") {
  office pbx{0};
  const auto paused = test::run_at(pbx.server, {"pause", "PJSIP/alice", "--queue", "support", "--reason", "lunch"});
  CHECK(paused.errors.empty());
  CHECK(paused.code == 0);
  CHECK(action_text_has(paused.output, "PJSIP/alice: Interface paused successfully"));
  const auto sent = pbx.server.wait_for_request("QueuePause", 5s);
  REQUIRE(sent);
  CHECK(sent->get("Queue") == "support");
  CHECK(sent->get("Reason") == "lunch");
  CHECK(sent->get("Paused") == "true");

  const auto unpaused = test::run_at(pbx.server, {"unpause", "PJSIP/alice", "--json"});
  CHECK(unpaused.code == 0);
  const auto said = boost::json::parse(unpaused.output).as_object();
  CHECK(said.at("paused").as_bool() == false);
  CHECK(said.at("interface").as_string() == "PJSIP/alice");
  CHECK(said.at("outcome").as_string() == "accepted");
  CHECK(pbx.server.wait_for_request("QueuePause", 5s)->get("Paused") == "false");

  const auto nobody = test::run_at(pbx.server, {"pause", "PJSIP/nobody"});
  CHECK(nobody.code == 1);
  CHECK(action_text_has(nobody.output, "Interface not found"));
}

TEST_CASE("amictl reload: one server") {
  fake_asterisk server{test::quiet()};
  server.on("Reload", [](const request& sent, session from) {
    if (sent.get("Module") == "nothing.so") {
      from.reply_error("No such module");
    } else {
      from.reply_success("Module Reloaded");
    }
  });
  CHECK(test::run_at(server, {"reload"}).output == "127.0.0.1: Module Reloaded\n");
  const auto single = test::run_at(server, {"reload", "app_queue.so", "--json"});
  CHECK(single.code == 0);
  CHECK(boost::json::parse(single.output).as_object().at("module").as_string() == "app_queue.so");
  const auto wrong = test::run_at(server, {"reload", "nothing.so"});
  CHECK(wrong.code == 1);
  CHECK(wrong.output == "127.0.0.1, nothing.so: No such module\n");
}

TEST_CASE("amictl reload: several servers, of which one is not there") {
  fake_asterisk berlin{test::quiet()};
  fake_asterisk paris{test::quiet()};
  for (fake_asterisk* const server : {&berlin, &paris}) {
    server->on("Reload", [](const request&, session from) { from.reply_success("Module Reloaded"); });
  }
  const auto path = std::filesystem::temp_directory_path() / fmt::format("amictl-reload-{}.ini", ::getpid());
  const auto section = [](const char* name, std::uint16_t port) {
    return fmt::format("[{}]\nurl = ami://admin@127.0.0.1:{}\nsecret_command = echo secret\n", name, port);
  };
  std::ofstream{path} << section("berlin", berlin.port()) << section("rome", 1) << section("paris", paris.port());
  const auto result = test::run_amictl({"-p", "berlin,rome,paris", "reload"}, {{"AMICTL_CONFIG", path.string()}});
  std::filesystem::remove(path);
  CHECK(result.output == "berlin: Module Reloaded\nparis: Module Reloaded\n");
  CHECK(action_text_has(result.errors, "rome: "));
  CHECK(result.code == 3);
}

TEST_CASE("amictl hangup: which names match") {
  const std::vector<amictl::listed_channel> all{
      {"PJSIP/alice-00000001", "1.1", "Up", "2001", "2002", "00:00:07"},
      {"PJSIP/bob-00000002", "1.2", "Ring", "", "", ""},
      {"Local/2001@default-00000001;1", "1.3", "Up", "", "", ""},
  };
  const auto names = [&](const std::string& expression) {
    std::vector<std::string> result;
    for (const auto& channel : amictl::matching_channels(all, amictl::channel_pattern(expression))) {
      result.push_back(channel.uniqueid);
    }
    return result;
  };
  CHECK(names("alice") == std::vector<std::string>{"1.1"});
  CHECK(names("^PJSIP/") == std::vector<std::string>{"1.1", "1.2"});
  CHECK(names(";[12]$") == std::vector<std::string>{"1.3"});
  CHECK(names("ALICE").empty());
  CHECK_THROWS_AS(amictl::channel_pattern("["), std::runtime_error);
  CHECK(amictl::describe_channel(all[0]) == "PJSIP/alice-00000001  Up  2001 with 2002  since 00:00:07");
  CHECK(amictl::describe_channel({"PJSIP/\x1b[2J", "1", "Up", "", "", ""}) == R"(PJSIP/\x1b[2J  Up)");
}

TEST_CASE("amictl: the worst of several exit codes") {
  using amictl::worse_of;
  CHECK(worse_of(exit_code::success, exit_code::success) == exit_code::success);
  CHECK(worse_of(exit_code::negative, exit_code::success) == exit_code::negative);
  CHECK(worse_of(exit_code::negative, exit_code::outcome_unknown) == exit_code::outcome_unknown);
  CHECK(worse_of(exit_code::outcome_unknown, exit_code::not_connected) == exit_code::outcome_unknown);
  CHECK(worse_of(exit_code::negative, exit_code::not_connected) == exit_code::not_connected);
}
