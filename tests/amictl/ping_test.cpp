// amictl ping, and what all commands have in common: the connection's flags, exit codes, signals, pipes.
#include "amictl/amictl_process.hpp"
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/json/parse.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// A configuration file of this test's own.
class configuration {
public:
  explicit configuration(const std::string& text, std::filesystem::perms rights = std::filesystem::perms::owner_read |
                                                                                  std::filesystem::perms::owner_write) {
    path_ = std::filesystem::temp_directory_path() / ("amictl-test-" + std::to_string(::getpid()) + ".ini");
    std::ofstream{path_} << text;
    std::filesystem::permissions(path_, rights);
  }
  ~configuration() { std::filesystem::remove(path_); }
  configuration(const configuration&) = delete;
  configuration& operator=(const configuration&) = delete;

  std::map<std::string, std::string> environment() const { return {{"AMICTL_CONFIG", path_.string()}}; }

private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("amictl ping: figures for people") {
  const fake_asterisk server{test::quiet()};
  const auto result = test::run_at(server, {"ping", "-c", "3", "-i", "0"});
  CHECK(result.errors.empty());
  CHECK(result.code == 0);
  REQUIRE(result.lines().size() == 6);
  CHECK(result.lines()[0].starts_with("Pong from 127.0.0.1: seq=1 time="));
  CHECK(result.lines()[4] == "3 sent, 3 received, 0% loss");
  CHECK(result.lines()[5].starts_with("rtt min/avg/max/mdev = "));
}

TEST_CASE("amictl ping: JSON Lines") {
  const fake_asterisk server{test::quiet()};
  const auto result = test::run_at(server, {"ping", "-c", "2", "-i", "0", "--json"});
  CHECK(result.code == 0);
  REQUIRE(result.lines().size() == 3);
  const auto first = boost::json::parse(result.lines()[0]).as_object();
  CHECK(first.at("seq").to_number<int>() == 1);
  CHECK(first.at("time_ms").is_double());
  const auto sum = boost::json::parse(result.lines()[2]).as_object();
  CHECK(sum.at("sent").to_number<int>() == 2);
  CHECK(sum.at("received").to_number<int>() == 2);
}

TEST_CASE("amictl ping: no answer") {
  fake_asterisk server{test::quiet()};
  server.on("Ping", [](const auto&, auto) {});
  const auto result = test::run_at(server, {"ping", "-c", "1", "-W", "0.05"});
  CHECK(result.code == 1);
  CHECK(has(result.errors, "no answer to ping 1 within 0.05 s"));
  CHECK(has(result.output, "1 sent, 0 received, 100% loss"));
}

TEST_CASE("amictl: Ctrl-C ends what runs until then, with its result") {
  const fake_asterisk server{test::quiet()};
  test::amictl_process ping{{"ping", "-i", "0.01"}, test::environment_of(server)};
  REQUIRE(ping.wait_for_output("seq=2"));
  ping.send_signal(SIGINT);
  const auto result = ping.wait();
  CHECK(result.code == 0);
  CHECK(has(result.output, "ping statistics"));
}

TEST_CASE("amictl: who reads the output may go") {
  const fake_asterisk server{test::quiet()};
  test::amictl_process ping{{"ping", "-i", "0.01"}, test::environment_of(server)};
  REQUIRE(ping.wait_for_output("seq=1"));
  ping.stop_reading();
  const auto result = ping.wait();
  CHECK(result.code == 0);
  CHECK(result.errors.empty());
}

TEST_CASE("amictl: exit codes tell why there is no connection") {
  const fake_asterisk server{test::quiet()};
  auto environment = test::environment_of(server);
  SECTION("wrong secret") {
    environment["AMI_SECRET"] = "wrong";
    const auto result = test::run_amictl({"ping", "-c", "1"}, environment);
    CHECK(result.code == 4);
    CHECK(has(result.errors, "amictl: "));
    CHECK_FALSE(has(result.errors, "wrong"));
  }
  SECTION("nobody listens") {
    environment["AMI_PORT"] = "1";
    CHECK(test::run_amictl({"ping", "-c", "1"}, environment).code == 3);
  }
  SECTION("no secret, and nobody to ask") {
    environment.erase("AMI_SECRET");
    const auto result = test::run_amictl({"ping", "-c", "1"}, environment);
    CHECK(result.code == 2);
    CHECK(has(result.errors, "--secret-file"));
  }
  SECTION("an argument that makes no sense") {
    const auto result = test::run_amictl({"ping", "-c", "no"}, environment);
    CHECK(result.code == 2);
    CHECK(has(result.errors, "--count"));
  }
}

TEST_CASE("amictl: a profile names the server") {
  const fake_asterisk server{test::quiet()};
  const std::string url = "url = ami://admin@" + server.host() + ":" + std::to_string(server.port()) + "\n";
  SECTION("with a command that prints the secret") {
    const configuration file{"[berlin]\n" + url + "secret_command = echo secret\n"};
    const auto result = test::run_amictl({"-p", "berlin", "ping", "-c", "1"}, file.environment());
    CHECK(result.errors.empty());
    CHECK(result.code == 0);
    CHECK(has(result.output, "Pong from berlin"));
  }
  SECTION("whose file others may read") {
    const configuration file{"[berlin]\n" + url + "secret = secret\n", std::filesystem::perms{0644}};
    const auto result = test::run_amictl({"ping", "-p", "berlin", "-c", "1"}, file.environment());
    CHECK(result.code == 2);
    CHECK(has(result.errors, "chmod 600"));
  }
  SECTION("that is not there") {
    const configuration file{"[berlin]\n" + url};
    const auto result = test::run_amictl({"ping", "-p", "paris", "-c", "1"}, file.environment());
    CHECK(result.code == 2);
    CHECK(has(result.errors, "there is no profile \"paris\""));
  }
  SECTION("with a setting that is none") {
    const configuration file{"[berlin]\n" + url + "pasword = x\n"};
    const auto result = test::run_amictl({"ping", "-p", "berlin", "-c", "1"}, file.environment());
    CHECK(result.code == 2);
    CHECK(has(result.errors, "there is no setting \"pasword\""));
  }
}

TEST_CASE("amictl: a secret that is given nowhere is asked for without echo") {
  const fake_asterisk server{test::quiet()};
  auto environment = test::environment_of(server);
  environment.erase("AMI_SECRET");
  const test::amictl_screen screen{{"ping", "-c", "1"}, environment};
  REQUIRE(screen.wait_for("Secret of admin at 127.0.0.1:"));
  screen.type("secret");
  screen.press("Enter");
  CHECK(screen.wait_for_exit() == 0);
  CHECK(has(screen.text(), "Pong from 127.0.0.1"));
  CHECK_FALSE(has(screen.text(), ": secret"));
}

TEST_CASE("amictl --help lists the commands and the exit codes") {
  const auto result = test::run_amictl({"--help"});
  CHECK(result.code == 0);
  CHECK(has(result.output, "ping"));
  CHECK(has(result.output, "Exit codes:"));
  CHECK(has(test::run_amictl({"ping", "--help"}).output, "amictl -p berlin ping -c 5"));
}
