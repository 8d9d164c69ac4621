// amictl action and amictl command, and the check of an action against the catalogue.
#include "amictl/action_check.hpp"
#include "amictl/amictl_process.hpp"
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/json/parse.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> objections(const std::string& name, const std::vector<std::string>& headers) {
  return amictl::problems_of(amictl::parse_action(name, headers));
}

using texts = std::vector<std::string>;

// A configuration file with two servers: one that is there, and one that is not.
class two_profiles {
public:
  explicit two_profiles(const fake_asterisk& server)
      : path_{std::filesystem::temp_directory_path() / ("amictl-two-" + std::to_string(::getpid()) + ".ini")} {
    std::ofstream{path_} << "[one]\nurl = ami://admin@127.0.0.1:" << server.port()
                         << "\nsecret_command = echo secret\n"
                            "[gone]\nurl = ami://admin@127.0.0.1:1\nsecret_command = echo secret\n";
  }
  ~two_profiles() { std::filesystem::remove(path_); }
  two_profiles(const two_profiles&) = delete;
  two_profiles& operator=(const two_profiles&) = delete;

  std::map<std::string, std::string> environment() const { return {{"AMICTL_CONFIG", path_.string()}}; }

private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("amictl action: names and values are compared with the catalogue") {
  CHECK(objections("QueuePause", {"Interface=PJSIP/alice", "paused=YES", "ActionID=7"}).empty());
  CHECK(objections("queuepause", {"Interface=PJSIP/alice"}) == texts{"QueuePause needs Paused, whether it is paused"});
  CHECK(objections("QueuePause", {"Interface=x", "Paused=maybe"}) ==
        texts{"Paused of QueuePause: true or false is needed"});
  CHECK(objections("QueuePause", {"Interfce=x", "Paused=1"}).front() ==
        "QueuePause has no key Interfce: did you mean Interface?");
  CHECK(objections("QueuePause", {"Interface=x", "Paused=1", "Zzz=2"}) ==
        texts{"QueuePause has no key Zzz: it has Interface, Paused, Queue, Reason"});
  CHECK(objections("QueuePuase", {}) == texts{"the catalogue has no action QueuePuase: did you mean QueuePause?"});
  CHECK(objections("Ping", {"X=1"}) == texts{"Ping has no key X: it has none"});
  CHECK(objections("QueuePenalty", {"Interface=x", "Penalty=high"}) ==
        texts{"Penalty of QueuePenalty: a whole number is needed"});
  CHECK(objections("QueuePenalty", {"Interface=x", "Penalty=-3"}).empty());
  CHECK(objections("Originate", {"Channel=x", "Timeout=3s"}) ==
        texts{"Timeout of Originate: a whole number is needed: milliseconds"});
  CHECK(objections("Originate", {"Channel=x", "Variable=A=1", "Variable=B=2"}).empty());
  CHECK(objections("Originate", {"Channel=x", "Variable=A"}).size() == 1);
  CHECK(objections("MuteAudio", {"Channel=x", "State=on", "Direction=inn"}) ==
        texts{"Direction of MuteAudio: one of in, out, all is needed: did you mean in?"});
  CHECK(objections("UpdateConfig", {"SrcFilename=a", "DstFilename=a", "Action-000000=append", "Cat-000000=x"}).empty());
  CHECK(objections("UserEvent", {"UserEvent=x", "Anything=y"}).empty());
  CHECK_THROWS(amictl::parse_action("Ping", {"X"}));
  CHECK_THROWS(amictl::parse_action("Ping", {"=X"}));
}

TEST_CASE("amictl action: sends what is asked, and shows the response") {
  fake_asterisk server{test::quiet()};
  server.on("Originate", [](const ami::testing::request&, ami::testing::session client) {
    client.reply(
        ami::testing::frame_text::response("Success").header("Message", "Queued\x1b[31m").header("Extra", "7"));
  });
  const auto result = test::run_at(server, {"action", "Originate", "Channel=PJSIP/alice", "Exten=200", "Async=yes",
                                            "Variable=A=1", "Variable=B=2=3"});
  CHECK(result.errors.empty());
  CHECK(result.code == 0);
  CHECK(result.output == "Success: Queued\\x1b[31m\nExtra: 7\n");
  const auto sent = server.wait_for_request("Originate", test::patience);
  REQUIRE(sent);
  CHECK(sent->get_all("Variable") == std::vector<std::string_view>{"A=1", "B=2=3"});
  CHECK(sent->get("Async") == "yes");
}

TEST_CASE("amictl action: what the catalogue objects to is not sent, unless it must be") {
  fake_asterisk server{test::quiet()};
  server.on("QueuePuase",
            [](const ami::testing::request&, ami::testing::session client) { client.reply_success("so be it"); });
  const auto refused = test::run_at(server, {"action", "QueuePuase", "Interface=x"});
  CHECK(refused.code == 2);
  CHECK(says(refused.errors, "did you mean QueuePause?"));
  CHECK(says(refused.errors, "--force"));
  CHECK(server.connections_accepted() == 0);
  const auto forced = test::run_at(server, {"action", "--force", "QueuePuase", "Interface=x"});
  CHECK(forced.code == 0);
  CHECK(forced.output == "Success: so be it\n");
  CHECK(test::run_at(server, {"action", "Ping", "nothing"}).code == 2);
}

TEST_CASE("amictl action: a list, for people and as JSON Lines") {
  const fake_asterisk server{test::quiet()};
  const auto text = test::run_at(server, {"action", "QueueStatus", "Queue=support"});
  CHECK(text.code == 0);
  CHECK(says(text.output, "\nQueueParams\n  Queue: support\n"));
  CHECK(says(text.output, "\nQueueMember\n"));
  CHECK(says(text.output, "\n4 items\n"));
  const auto lines = test::run_at(server, {"action", "QueueStatus", "Queue=support", "--json"}).lines();
  REQUIRE(lines.size() == 6);
  CHECK(boost::json::parse(lines[0]).at("type") == "response");
  CHECK(boost::json::parse(lines[1]).at("headers").at("Max").is_number());
  CHECK(boost::json::parse(lines[2]).at("headers").at("Event") == "QueueMember");
  CHECK(boost::json::parse(lines[5]).at("headers").at("Event") == "QueueStatusComplete");
}

TEST_CASE("amictl action: a refusal is exit code 1, with the server's words") {
  fake_asterisk server{test::quiet()};
  server.on("QueuePause", [](const ami::testing::request&, ami::testing::session client) {
    client.reply_error("Interface not found");
  });
  const std::vector<std::string> command{"action", "QueuePause", "Interface=x", "Paused=true"};
  const auto text = test::run_at(server, command);
  CHECK(text.code == 1);
  CHECK(text.output.empty());
  CHECK(says(text.errors, "Interface not found"));
  auto json = command;
  json.emplace_back("--json");
  const auto typed = test::run_at(server, json);
  CHECK(typed.code == 1);
  CHECK(boost::json::parse(typed.output).at("headers").at("Message") == "Interface not found");
}

TEST_CASE("amictl action: no answer within the timeout is exit code 5") {
  fake_asterisk server{test::quiet()};
  server.on("QueueReload", [](const ami::testing::request&, const ami::testing::session&) {});
  CHECK(test::run_at(server, {"action", "QueueReload", "--timeout", "0.05"}).code == 5);
}

TEST_CASE("amictl command: prints the output") {
  fake_asterisk server{test::quiet()};
  server.on_command("core show channels", "Channel\tLocation\n0 active \x1b[1mchannels");
  server.on_command("core shw", "No such command 'core shw'", false);
  const auto words = test::run_at(server, {"command", "core", "show", "channels"});
  CHECK(words.errors.empty());
  CHECK(words.code == 0);
  CHECK(words.output == "Channel\tLocation\n0 active \\x1b[1mchannels\n");
  CHECK(test::run_at(server, {"command", "core show channels"}).output == words.output);
  const auto json = boost::json::parse(test::run_at(server, {"command", "--json", "core show channels"}).output);
  CHECK(json.at("output").as_array().size() == 2);
  CHECK(json.at("success") == true);
  const auto wrong = test::run_at(server, {"command", "core shw"});
  CHECK(wrong.code == 1);
  CHECK(says(wrong.output, "No such command 'core shw'"));
  CHECK(test::run_at(server, {"command"}).code == 2);
}

TEST_CASE("amictl command: on several servers") {
  fake_asterisk first{test::quiet()};
  first.on_command("core show uptime", "System uptime: 1 week");
  const two_profiles profiles{first};
  const auto result = test::run_amictl({"-p", "one,gone", "command", "core show uptime"}, profiles.environment());
  CHECK(result.code == 3);
  CHECK(result.output == "== one ==\nSystem uptime: 1 week\n");
  CHECK(says(result.errors, "amictl: gone: "));
}
