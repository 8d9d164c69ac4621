// amictl on a real server, where the program is built: AMI_TEST_AMICTL names it.
#include "asterisk/real_server.hpp"
#include "catch.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/wait.h>

namespace {

class amictl_result {
public:
  std::string output;
  int code = -1;
};

amictl_result amictl(const std::string& user, const std::string& secret, const char* port,
                     const std::string& arguments) {
  const std::string command = "AMI_HOST=127.0.0.1 AMI_PORT=" + test::environment(port) + " AMI_USERNAME=" + user +
                              " AMI_SECRET=" + secret + " '" + test::environment("AMI_TEST_AMICTL") + "' " + arguments;
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  amictl_result result;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    result.output += static_cast<char>(c);
  }
  const int status = pclose(pipe);
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

amictl_result amictl(const std::string& arguments) {
  return amictl("admin", "s3cret", "AMI_TEST_PORT", arguments);
}

amictl_result doctor(const std::string& user, const std::string& secret, const char* port,
                     const std::string& arguments = {}) {
  return amictl(user, secret, port, "doctor --wait 1.1 " + arguments);
}

bool has(const amictl_result& result, std::string_view text) {
  return result.output.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("amictl doctor on a real server") {
  if (std::getenv("AMI_TEST_AMICTL") == nullptr) {
    SUCCEED("amictl is not built");
    return;
  }
  SECTION("a user who may do everything") {
    const auto result = doctor("admin", "s3cret", "AMI_TEST_PORT");
    INFO(result.output);
    CHECK(result.code == 0);
    CHECK(has(result, "the server has said FullyBooted"));
    CHECK(has(result, "admin may read all classes of events"));
    CHECK(has(result, "an event that was provoked came through"));
    CHECK_FALSE(has(result, "warning"));
  }
  SECTION("a user who may read call only") {
    const auto result = doctor("limited", "limited", "AMI_TEST_PORT");
    INFO(result.output);
    CHECK(result.code == 0);
    CHECK(has(result, "will never get the events of system (Reload, Shutdown"));
    CHECK(has(result, "security (SuccessfulAuth"));
    CHECK(has(result, "agent (QueueCallerJoin"));
    CHECK(has(result, "[limited]: read = "));
  }
  SECTION("a wrong secret, and an address that the ACL leaves out") {
    for (const char* const user : {"admin", "acl"}) {
      const auto result = doctor(user, user == std::string_view{"acl"} ? "acl" : "wrong", "AMI_TEST_PORT");
      INFO(result.output);
      CHECK(result.code == 4);
      CHECK(has(result, "permit = 127.0.0.1/255.255.255.255"));
    }
  }
  SECTION("ports of other things") {
    const auto web = doctor("admin", "s3cret", "AMI_TEST_HTTP_PORT", "--timeout 1");
    INFO(web.output);
    CHECK(web.code == 3);
    CHECK(has(web, "Asterisk's own web server (Asterisk/"));
    const auto secured = doctor("admin", "s3cret", "AMI_TEST_TLS_PORT", "--timeout 1");
    INFO(secured.output);
    CHECK(secured.code == 3);
    CHECK(has(secured, "speaks TLS"));
    const auto plain = doctor("admin", "s3cret", "AMI_TEST_PORT", "--tls");
    INFO(plain.output);
    CHECK(plain.code == 3);
    CHECK(has(plain, "a manager without TLS"));
  }
  SECTION("TLS, trusted and not") {
    const auto trusted =
        doctor("admin", "s3cret", "AMI_TEST_TLS_PORT", "--ca-file " + test::environment("AMI_TEST_TLS_CA"));
    INFO(trusted.output);
    CHECK(trusted.code == 0);
    CHECK(has(trusted, "trusted, for 1 day more"));
    const auto untrusted = doctor("admin", "s3cret", "AMI_TEST_TLS_PORT", "--tls");
    INFO(untrusted.output);
    CHECK(untrusted.code == 3);
    CHECK(has(untrusted, "no CA that is trusted here has signed it"));
  }
}

TEST_CASE("amictl makes a call on a real server, shows it and hangs it up") {
  if (std::getenv("AMI_TEST_AMICTL") == nullptr) {
    SUCCEED("amictl is not built");
    return;
  }
  const auto call = amictl("call Local/200@default/n --application Wait --data 60 --until answered --json");
  INFO(call.output);
  REQUIRE(call.code == 0);
  REQUIRE(has(call, R"("stage":"answered")"));
  const auto channels = amictl("channels --json");
  INFO(channels.output);
  CHECK(channels.code == 0);
  CHECK(has(channels, R"("channel":"Local/200@default-)"));
  const auto calls = amictl("calls --once");
  INFO(calls.output);
  CHECK(calls.code == 0);
  CHECK(has(calls, "Local/200@default-"));
  const auto queues = amictl("queues support --json");
  INFO(queues.output);
  CHECK(queues.code == 0);
  CHECK(has(queues, R"("Local/100@default)"));
  const auto hangup = amictl("hangup --match '^Local/200@default-' --yes");
  INFO(hangup.output);
  CHECK(hangup.code == 0);
  const auto after = amictl("channels --once --filter Local/200@default");
  INFO(after.output);
  CHECK(after.code == 0);
  CHECK_FALSE(has(after, "Local/200@default-"));
  // Nobody answers, and busy, as exit codes.
  CHECK(amictl("call Local/103@default/n --application Wait --data 1").code == 1);
  CHECK(amictl("call Local/no-such-extension@default/n --application Wait --data 1").code == 1);
}
