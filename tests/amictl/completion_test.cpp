// amictl completion: what can be typed at a place, what a server adds, and the scripts in real shells; amictl man.
#include "amictl/amictl_process.hpp"
#include "amictl/command_line.hpp"
#include "amictl/completion_point.hpp"
#include "amictl/completion_scripts.hpp"
#include "amictl/manual.hpp"
#include "amictl/tool.hpp"
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <ami/version.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

using texts = std::vector<std::string>;

bool contains(const texts& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

texts words_of(const std::vector<amictl::candidate>& candidates) {
  texts result;
  std::transform(candidates.begin(), candidates.end(), std::back_inserter(result),
                 [](const amictl::candidate& proposed) { return proposed.word; });
  return result;
}

// The point of a command line, which it looks into.
class typed_line {
public:
  explicit typed_line(const texts& words) : point{*root, words} {}

  texts words() const { return words_of(point.candidates()); }

  amictl::tool shared;
  std::unique_ptr<CLI::App> root = amictl::make_command_line(shared);
  amictl::completion_point point;
};

texts candidates_for(const texts& words) {
  return typed_line{words}.words();
}

amictl::completion_source source_of(const texts& words) {
  return typed_line{words}.point.source();
}

// What `amictl __complete` prints, without the descriptions.
texts completed(const std::map<std::string, std::string>& environment, texts words) {
  words.insert(words.begin(), {"__complete", "--"});
  const auto result = test::run_amictl(words, environment);
  CHECK(result.code == 0);
  CHECK(result.errors.empty());
  texts lines = result.lines();
  for (std::string& line : lines) {
    line = line.substr(0, line.find('\t'));
  }
  return lines;
}

bool has_program(const std::string& name) {
  return std::system(("command -v " + name + " > /dev/null 2>&1").c_str()) == 0;
}

// A file that is there as long as this object.
class scratch_file {
public:
  scratch_file(const std::string& name, const std::string& text)
      : path_{std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "-" + name)} {
    std::ofstream{path_} << text;
  }
  ~scratch_file() { std::filesystem::remove(path_); }
  scratch_file(const scratch_file&) = delete;
  scratch_file& operator=(const scratch_file&) = delete;

  std::string path() const { return path_.string(); }

private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("amictl completion: commands, flags and values come from the command line itself") {
  CHECK(contains(candidates_for({""}), "action"));
  CHECK(contains(candidates_for({""}), "ping"));
  CHECK_FALSE(contains(candidates_for({""}), "__complete"));
  CHECK(candidates_for({"pin"}) == texts{"ping"});
  CHECK(candidates_for({"no-such-command", ""}).empty());
  CHECK(candidates_for({"ping", "--co"}) == texts{"--count", "--config"});
  CHECK(contains(candidates_for({"ping", "-"}), "--json"));
  CHECK(candidates_for({"ping", "--count", ""}).empty());
  CHECK(candidates_for({"completion", ""}) == texts{"bash", "zsh", "fish"});
  CHECK(candidates_for({"completion", "b"}) == texts{"bash"});
  CHECK(candidates_for({"completion", "bash", ""}).empty());
  CHECK(candidates_for({}).size() == candidates_for({""}).size());
}

TEST_CASE("amictl completion: names, keys and values of the catalogue") {
  CHECK(candidates_for({"action", "queuepa"}) == texts{"QueuePause"});
  CHECK(candidates_for({"actions", "queuepa"}) == texts{"QueuePause"});
  CHECK(candidates_for({"events", "newch"}) == texts{"Newchannel"});
  CHECK(candidates_for({"action", "QueuePause", ""}) == texts{"Interface=", "Paused=", "Queue=", "Reason="});
  CHECK(candidates_for({"action", "QueuePause", "interface=x", "P"}) == texts{"Paused="});
  CHECK(candidates_for({"action", "QueuePause", "Paused=true", "P"}).empty());
  CHECK(candidates_for({"action", "QueuePause", "Paused="}) == texts{"Paused=true", "Paused=false"});
  CHECK(candidates_for({"action", "MuteAudio", "Direction=i"}) == texts{"Direction=in"});
  CHECK(candidates_for({"action", "Originate", "Variable=A=1", "Var"}) == texts{"Variable="});
  CHECK(contains(candidates_for({"action", "UpdateConfig", ""}), "Cat-000000="));
  CHECK(candidates_for({"action", "NoSuch", ""}).empty());
  CHECK(contains(candidates_for({"events", "--class", ""}), "dtmf"));
}

TEST_CASE("amictl completion: which argument is looked up where") {
  using amictl::completion_source;
  CHECK(source_of({"action", "QueuePause", "Queue="}) == completion_source::queues);
  CHECK(source_of({"action", "QueuePause", "Interface=PJSIP/"}) == completion_source::members);
  CHECK(source_of({"action", "Hangup", "Channel="}) == completion_source::channels);
  CHECK(source_of({"action", "Ping", "Channel="}) == completion_source::action_headers);
  CHECK(source_of({"-p", ""}) == completion_source::profiles);
  CHECK(source_of({"--profile="}) == completion_source::profiles);
  CHECK(source_of({"ping", "--secret-file", ""}) == completion_source::files);
  CHECK(source_of({"-H", ""}) == completion_source::nothing);
  const typed_line line{{"-p", "berlin", "--json", "-Hpbx", "--port=7", "action", "--tls", "QueuePause", "Queue=su"}};
  CHECK(line.point.common_flags() == texts{"-p", "berlin", "--json", "-Hpbx", "--port=7", "--tls"});
  CHECK(line.point.prefix() == "Queue=");
  CHECK(line.point.typed() == "su");
  const typed_line list{{"-p", "berlin,pa"}};
  CHECK(list.point.prefix() == "berlin,");
  CHECK(list.point.typed() == "pa");
  CHECK(source_of({"action", "--", "Hangup", "Channel="}) == completion_source::channels);
}

TEST_CASE("amictl completion: what a server knows") {
  fake_asterisk server{test::quiet()};
  server.originate(ami::testing::pbx_call{"PJSIP/alice"}.application("Wait", "60"));
  const auto environment = test::environment_of(server);
  const auto channels = completed(environment, {"action", "Hangup", "Channel=pjsip/al"});
  REQUIRE(channels.size() == 1);
  CHECK(channels.front().starts_with("Channel=PJSIP/alice-"));
  CHECK(completed(environment, {"action", "QueuePause", "Queue=sup"}) == texts{"Queue=support"});
  CHECK(contains(completed(environment, {"action", "QueuePause", "Interface="}), "Interface=PJSIP/erin"));
  // The flags of the line count, not only the environment.
  auto elsewhere = environment;
  elsewhere.erase("AMI_HOST");
  elsewhere["AMI_PORT"] = "1";
  CHECK(completed(elsewhere, {"action", "QueuePause", "Queue=sup"}).empty());
  CHECK(completed(elsewhere, {"-P", std::to_string(server.port()), "action", "QueuePause", "Queue=sup"}) ==
        texts{"Queue=support"});
}

TEST_CASE("amictl completion: a server that is silent, refuses, or wants a secret costs no message and no time") {
  fake_asterisk server{test::quiet()};
  auto environment = test::environment_of(server);
  const texts words{"action", "Hangup", "Channel="};
  SECTION("silent") {
    server.mute_sessions();
    const auto began = std::chrono::steady_clock::now();
    CHECK(completed(environment, words).empty());
    // The limit is 900 ms; the rest is for a machine that is busy.
    CHECK(std::chrono::steady_clock::now() - began < 10s);
  }
  SECTION("wrong secret") {
    environment["AMI_SECRET"] = "wrong";
    CHECK(completed(environment, words).empty());
  }
  SECTION("no secret") {
    environment.erase("AMI_SECRET");
    CHECK(completed(environment, words).empty());
    CHECK(server.connections_accepted() == 0);
  }
  SECTION("flags that make no sense") {
    CHECK(completed(environment, {"-o", "x", "action", "Hangup", "Channel="}).empty());
  }
  SECTION("a secret that a command would print") {
    const scratch_file asked{"asked", ""};
    const scratch_file profiles{"complete.ini", "[here]\nurl = ami://admin@127.0.0.1:" + std::to_string(server.port()) +
                                                    "\nsecret_command = rm " + asked.path() + "\n"};
    environment = {{"AMICTL_CONFIG", profiles.path()}};
    CHECK(completed(environment, {"-p", "here", "action", "Hangup", "Channel="}).empty());
    CHECK(std::filesystem::exists(asked.path()));
    CHECK(completed(environment, {"-p", "h"}) == texts{"here"});
  }
}

TEST_CASE("amictl completion: the script works in a real bash") {
  if (!has_program("bash") || !has_program("tmux")) {
    WARN("bash or tmux is not installed");
    return;
  }
  fake_asterisk server{test::quiet()};
  const auto program = std::filesystem::absolute(AMICTL_PROGRAM).string();
  const scratch_file settings{"bashrc", "PATH=" + std::filesystem::path{program}.parent_path().string() +
                                            ":$PATH\nPS1='> '\nsource <(amictl completion bash)\n"};
  const test::amictl_screen screen{
      {"--noprofile", "--rcfile", settings.path(), "-i"}, test::environment_of(server), 150, 30, "bash"};
  REQUIRE(screen.wait_for(">"));
  screen.type("amictl action queuepau");
  screen.press("Tab");
  CHECK(screen.wait_for("amictl action QueuePause"));
  screen.type("Que");
  screen.press("Tab");
  CHECK(screen.wait_for("QueuePause Queue="));
  screen.type("sup");
  screen.press("Tab");
  CHECK(screen.wait_for("QueuePause Queue=support"));
  screen.type("Pau");
  screen.press("Tab");
  screen.press("t");
  screen.press("Tab");
  CHECK(screen.wait_for("Queue=support Paused=true"));
  screen.type("Interface=");
  screen.press("Tab");
  CHECK(screen.wait_for("Interface=PJSIP/"));
}

TEST_CASE("amictl completion: the scripts are understood by their shells") {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    INFO(shell);
    const auto printed = test::run_amictl({"completion", shell});
    CHECK(printed.code == 0);
    CHECK(printed.output == amictl::completion_script(shell));
    CHECK(printed.output.find("__complete") != std::string::npos);
    if (has_program(shell)) {
      const scratch_file script{"script." + shell, printed.output};
      CHECK(std::system((shell + " -n " + script.path()).c_str()) == 0);
    }
  }
  CHECK(test::run_amictl({"completion", "tcsh"}).code == 2);
}

TEST_CASE("amictl man: the page has every command and every flag") {
  const auto result = test::run_amictl({"man"});
  CHECK(result.code == 0);
  const std::string& page = result.output;
  CHECK(page.starts_with(".TH AMICTL 1 "));
  amictl::tool shared;
  const auto root = amictl::make_command_line(shared);
  CHECK(page == amictl::manual_page(*root, "amictl " AMI_VERSION_STRING));
  for (const CLI::App* const command : root->get_subcommands([](const CLI::App*) { return true; })) {
    INFO(command->get_name());
    CHECK((page.find("\n.SS " + command->get_name() + "\n") != std::string::npos) != command->get_group().empty());
  }
  for (const char* const part :
       {"\n.SH NAME\n", "\n.SH SYNOPSIS\n", "\n.SH COMMANDS\n", "\n.SH EXIT CODES\n",
        "\\fB\\-\\-secret\\-file\\fR \\fIFILE\\fR", "\\fIACTION\\fR [\\fIKEY=VALUE\\fR ...]"}) {
    INFO(part);
    CHECK(page.find(part) != std::string::npos);
  }
  if (has_program("groff")) {
    const scratch_file file{"amictl.1", page};
    const scratch_file complaints{"complaints", ""};
    CHECK(std::system(("groff -man -Tutf8 -ww -z " + file.path() + " > " + complaints.path() + " 2>&1").c_str()) == 0);
    std::ifstream said{complaints.path()};
    CHECK(std::string{std::istreambuf_iterator<char>{said}, {}} == "");
  }
}
