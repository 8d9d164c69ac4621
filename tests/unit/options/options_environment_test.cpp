// ami::options from environment variables.
#include "catch.hpp"

#include <ami/ami.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
using ami::options;

namespace {

// Variables with a prefix of this test's own, which are gone afterwards.
class variables {
public:
  variables() = default;
  variables(const variables&) = delete;
  variables& operator=(const variables&) = delete;
  ~variables() {
    for (const std::string& name : names_) {
      unsetenv(name.c_str());
    }
  }
  variables& set(const std::string& name, const std::string& value) {
    names_.push_back("AMI_UNIT_TEST_" + name);
    setenv(names_.back().c_str(), value.c_str(), 1);
    return *this;
  }
  options read() const { return options::from_environment("AMI_UNIT_TEST_"); }

private:
  std::vector<std::string> names_;
};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("options from the environment") {
  variables env;
  SECTION("by host") {
    const options how =
        env.set("HOST", "pbx,pbx2:7").set("PORT", "1000").set("USERNAME", "alice").set("SECRET", "hunter").read();
    REQUIRE(how.problem().empty());
    CHECK(ami::to_string(how) == "pbx:1000,pbx2:7 user=alice");
    CHECK(how.secret_text().reveal() == "hunter");
  }
  SECTION("by URL, with variables that go before it") {
    const options how = env.set("URL", "amis://u:p@pbx?login_timeout=1s&ping_after=1s")
                            .set("USERNAME", "alice")
                            .set("SECRET", "hunter")
                            .set("LOGIN_TIMEOUT", "2s")
                            .set("EVENTS", "call")
                            .set("TLS_CA_FILE", "/etc/ca.pem")
                            .set("TLS_SERVER_NAME", "name")
                            .set("RECONNECT", "")
                            .read();
    REQUIRE(how.problem().empty());
    CHECK(ami::to_string(how) == "pbx:5039 tls user=alice");
    CHECK(how.secret_text().reveal() == "hunter");
    CHECK(how.login_timeout() == 2s);
    CHECK(how.ping_after() == 1s);
    CHECK(how.event_mask() == "call");
    CHECK(how.tls()->ca_file() == "/etc/ca.pem");
    CHECK_FALSE(how.reconnect());
  }
  SECTION("with TLS") {
    const options how = env.set("HOST", "pbx")
                            .set("TLS", "yes")
                            .set("TLS_CERTIFICATE_FILE", "/c")
                            .set("TLS_KEY_FILE", "/k")
                            .set("TLS_KEY_PASSPHRASE", "hunter")
                            .read();
    REQUIRE(how.problem().empty());
    CHECK(how.port() == 5039);
    CHECK(how.tls()->key_passphrase().reveal() == "hunter");
  }
  SECTION("with a secret in a file") {
    const auto path = (std::filesystem::temp_directory_path() / ("ami-secret-" + std::to_string(getpid()))).string();
    std::ofstream{path} << "hunter two\r\nsecond line\n";
    const options how = env.set("HOST", "pbx").set("SECRET_FILE", path).read();
    std::filesystem::remove(path);
    REQUIRE(how.problem().empty());
    CHECK(how.secret_text().reveal() == "hunter two");
    CHECK(has(env.read().problem(), "AMI_UNIT_TEST_SECRET_FILE"));
    CHECK(has(env.set("SECRET", "hunter").read().problem(), "both"));
  }
}

TEST_CASE("options from the environment: what is wrong") {
  variables env;
  const auto wrong = [&](std::string_view part) {
    const options how = env.read();
    CAPTURE(how.problem());
    CHECK(has(how.problem(), part));
    CHECK_FALSE(has(how.problem(), "hunter"));
    CHECK(ami::to_string(how) == ":5038");
  };
  SECTION("nothing set") {
    wrong("neither AMI_UNIT_TEST_URL nor AMI_UNIT_TEST_HOST is set");
  }
  SECTION("port") {
    env.set("HOST", "pbx").set("PORT", "70000");
    wrong("AMI_UNIT_TEST_PORT");
  }
  SECTION("URL") {
    env.set("URL", "amis://u:hun/hunter@pbx");
    wrong("percent-encoded");
  }
  SECTION("TLS switched off and asked for") {
    env.set("URL", "amis://pbx").set("TLS", "no");
    wrong("AMI_UNIT_TEST_TLS");
  }
  SECTION("TLS neither on nor off") {
    env.set("HOST", "pbx").set("TLS", "perhaps");
    wrong("AMI_UNIT_TEST_TLS");
  }
  SECTION("a setting of TLS without it") {
    env.set("HOST", "pbx").set("TLS_CA_FILE", "/ca");
    wrong("needs TLS");
  }
  SECTION("a passphrase without TLS") {
    env.set("HOST", "pbx").set("TLS_KEY_PASSPHRASE", "hunter");
    wrong("TLS");
  }
  SECTION("a setting") {
    env.set("HOST", "pbx").set("ACTION_TIMEOUT", "soon");
    wrong("'action_timeout'");
  }
}

TEST_CASE("options from a program's own configuration") {
  std::map<std::string, std::string, std::less<>> section{{"host", "pbx,pbx2:7"}, {"port", "1000"},
                                                          {"username", "alice"},  {"secret", "hunter"},
                                                          {"tls", "yes"},         {"login_timeout", "2s"}};
  const auto read = [&section] {
    return options::from_values([&section](std::string_view name) -> std::string_view {
      const auto found = section.find(name);
      return found != section.end() ? std::string_view{found->second} : std::string_view{};
    });
  };
  SECTION("names are those of the variables, in lower case") {
    const options made = read();
    REQUIRE(made.problem().empty());
    CHECK(ami::to_string(made) == "pbx:1000,pbx2:7 tls user=alice");
    CHECK(made.secret_text().reveal() == "hunter");
    CHECK(made.login_timeout() == 2s);
  }
  SECTION("a host goes before that of the URL, whose settings stay") {
    section = {{"url", "ami://u:p@elsewhere?ping_after=1s"}, {"host", "pbx"}};
    const options made = read();
    REQUIRE(made.problem().empty());
    CHECK(ami::to_string(made) == "pbx:5038 user=u");
    CHECK(made.ping_after() == 1s);
  }
  SECTION("what is wrong is named as it was looked up") {
    section["port"] = "none";
    CHECK(read().problem() == "port is no number from 1 to 65535");
    section["port"] = "1";
    section["secret_file"] = "/nowhere";
    CHECK(read().problem() == "there are both secret and secret_file");
    section.clear();
    CHECK(read().problem() == "neither url nor host is set");
  }
}
