// ami::options out of a URL and out of the environment, and ami::tls_options.
#include "catch.hpp"

#include <ami/ami.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
using ami::options;
using ami::tls_options;

namespace {

static_assert(!std::is_aggregate_v<tls_options>);

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

TEST_CASE("options from a URL: scheme, user, hosts and ports") {
  const options plain = options::from_url("ami://alice@pbx.example.org");
  CHECK(plain.problem().empty());
  CHECK(plain.host() == "pbx.example.org");
  CHECK(plain.port() == 5038);
  CHECK(plain.user() == "alice");
  CHECK(plain.secret_text().empty());
  CHECK_FALSE(plain.tls());

  const options secure = options::from_url("AMIS://alice@pbx.example.org/");
  CHECK(secure.problem().empty());
  CHECK(secure.port() == 5039);
  REQUIRE(secure.tls());
  CHECK(secure.tls()->verifies());
  CHECK(secure.tls()->system_cas());

  const options several = options::from_url("amis://bob@[2001:db8::1]:7,pbx2,192.0.2.1:8");
  REQUIRE(several.problem().empty());
  REQUIRE(several.servers().size() == 3);
  CHECK(ami::to_string(several.servers()[0]) == "[2001:db8::1]:7");
  CHECK(ami::to_string(several.servers()[1]) == "pbx2:5039");
  CHECK(ami::to_string(several.servers()[2]) == "192.0.2.1:8");
  const options nobody = options::from_url("ami://pbx");
  CHECK(nobody.user().empty());
}

TEST_CASE("options from a URL: percent-encoding, and a secret that is never shown") {
  const options how = options::from_url("amis://al%69ce%40home:p%40ss%2Fw%3Ard%25%C3%A9@pbx");
  REQUIRE(how.problem().empty());
  CHECK(how.user() == "alice@home");
  CHECK(how.secret_text().reveal() == "p@ss/w:rd%\xc3\xa9");
  CHECK(ami::to_string(how) == "pbx:5039 tls user=alice@home");
  // A colon needs no encoding in the secret.
  const options with_colon = options::from_url("ami://u:a:b@pbx");
  CHECK(with_colon.secret_text().reveal() == "a:b");
}

TEST_CASE("options from a URL: settings") {
  const options how = options::from_url(
      "amis://u@pbx?events=call,agent&login=plain&reconnect=yes&login_timeout=500ms&action_timeout=0&ping_after=2m&"
      "wait_fully_booted=1h&connect_timeout=3s&resolve_timeout=4s&disconnect_timeout=5s&wait_for_connection=6s&"
      "ping_timeout=7s&tcp_keep_alive=no&events_from_subscriptions=on&tls_ca_file=%2Fetc%2Fca.pem&tls_ca_directory=/ca&"
      "tls_certificate_file=/c&tls_key_file=/k&tls_server_name=name&tls_minimum_version=1.3&tls_ciphers=HIGH");
  REQUIRE(how.problem().empty());
  CHECK(how.event_mask() == "call,agent");
  CHECK(how.event_mask_from_subscriptions());
  CHECK(how.login() == ami::login_method::plain);
  CHECK(how.reconnect());
  CHECK(how.login_timeout() == 500ms);
  CHECK(how.action_timeout() == 0ms);
  CHECK(how.ping_after() == 2min);
  CHECK(how.wait_fully_booted() == 1h);
  CHECK(how.connect_timeout() == 3s);
  CHECK(how.resolve_timeout() == 4s);
  CHECK(how.disconnect_timeout() == 5s);
  CHECK(how.wait_for_connection() == 6s);
  CHECK(how.ping_timeout() == 7s);
  CHECK_FALSE(how.tcp_keep_alive());
  CHECK(how.tls()->ca_file() == "/etc/ca.pem");
  CHECK(how.tls()->ca_directory() == "/ca");
  CHECK(how.tls()->certificate_file() == "/c");
  CHECK(how.tls()->key_file() == "/k");
  CHECK(how.tls()->server_name() == "name");
  CHECK(how.tls()->minimum_version() == ami::tls_version::v1_3);
  CHECK(how.tls()->ciphers() == "HIGH");
  CHECK(how.tls()->verifies());
  const options unsafe = options::from_url("amis://pbx?tls_unsafe_without_verification=yes");
  CHECK_FALSE(unsafe.tls()->verifies());
  CHECK(ami::to_string(unsafe) == "pbx:5039 tls(unverified)");
  const std::string pin(64, 'a');
  const options pinned = options::from_url(
      "amis://10.0.0.1?tls_pinned_certificate_file=%2Fetc%2Fpbx.pem&tls_pinned_certificate_sha256=" + pin + "," +
      std::string(64, 'B'));
  CHECK(pinned.problem().empty());
  CHECK(pinned.tls()->pinned_certificate_files() == std::vector<std::string>{"/etc/pbx.pem"});
  CHECK(pinned.tls()->pinned_certificate_sha256s() == std::vector<std::string>{pin, std::string(64, 'B')});
  CHECK(ami::to_string(pinned) == "10.0.0.1:5039 tls(pinned)");
  // As a script puts them together.
  for (const auto* const around : {",", "%0A", ",%0A", ",%20,"}) {
    CAPTURE(around);
    const options joined =
        options::from_url("amis://pbx?tls_pinned_certificate_sha256=" + std::string{around} + pin + "," + pin + around);
    CHECK(joined.problem().empty());
    REQUIRE(joined.tls());
    CHECK(joined.tls()->pinned_certificate_sha256s().size() == 2);
  }
  for (const auto* const nothing : {"", ",", "%0A", ",%20,"}) {
    CAPTURE(nothing);
    CHECK_FALSE(
        options::from_url("amis://pbx?tls_pinned_certificate_sha256=" + std::string{nothing}).problem().empty());
  }
  const options any_name = options::from_url("amis://10.0.0.1?tls_ca_file=/ca&tls_ca_without_name=yes");
  CHECK(any_name.problem().empty());
  CHECK(any_name.tls()->verifies());
  CHECK_FALSE(any_name.tls()->verifies_name());
  CHECK(ami::to_string(any_name) == "10.0.0.1:5039 tls(any name)");
  const options once = options::from_url("ami://pbx?reconnect=no");
  CHECK_FALSE(once.reconnect());
  CHECK(options::from_url("ami://pbx/?login=challenge_or_plain").login() == ami::login_method::challenge_or_plain);
}

TEST_CASE("options from a URL: what is wrong is said, without user or secret") {
  const auto wrong = [](const std::string& url, std::string_view part) {
    CAPTURE(url);
    const options how = options::from_url(url);
    const std::string problem = how.problem();
    CAPTURE(problem);
    CHECK(has(problem, part));
    CHECK_FALSE(has(problem, "hunter"));
    CHECK(problem.find_first_of("\r\n\x1b") == std::string::npos);
    CHECK(ami::to_string(how) == ":5038");
    CHECK(how.secret_text().empty());
  };
  wrong("", "ami://");
  wrong("pbx", "ami://");
  wrong("http://u:hunter@pbx", "ami://");
  wrong("ami:/u:hunter@pbx", "ami://");
  wrong("ami://", "host is empty");
  wrong("ami://u:hunter@", "host is empty");
  wrong("ami://u@pbx,", "host is empty");
  wrong("ami://u:hunter@pbx:x", "port");
  wrong("ami://u:hunter@pbx:0", "port");
  wrong("ami://u:hunter@[::1", "bracket");
  // Special characters in a secret, not encoded: no part of it is taken for a host or a setting.
  wrong("ami://u:hun/hunter@pbx", "percent-encoded");
  wrong("ami://u:12?hunter=1@pbx", "percent-encoded");
  wrong("ami://u:12#hunter@pbx", "percent-encoded");
  wrong("ami://u:hunter%@pbx", "percent-encoding");
  wrong("ami://u:hunter%4@pbx", "percent-encoding");
  wrong("ami://u:hunter%zz@pbx", "percent-encoding");
  wrong("ami://u:hunter%0d%0a@pbx", "CR, LF");
  wrong("ami://p%zzbx", "percent-encoding");
  wrong("ami://pbx/path", "path");
  wrong("ami://pbx?events=call#x", "fragment");
  wrong("ami://pbx?evnts=call", "'evnts' is unknown");
  wrong("ami://pbx?\x1b[2J=1", "unknown");
  wrong("ami://pbx?events=call&events=on", "twice");
  wrong("ami://pbx?events=%z", "percent-encoding");
  wrong("ami://pbx?events=bogus", "bogus");
  wrong("ami://pbx?login=md5", "'login'");
  wrong("ami://pbx?reconnect=perhaps", "'reconnect'");
  wrong("ami://pbx?login_timeout=5", "'login_timeout'");
  wrong("ami://pbx?login_timeout=-5s", "'login_timeout'");
  wrong("ami://pbx?login_timeout=5d", "'login_timeout'");
  wrong("ami://pbx?login_timeout=99999999999999999999s", "'login_timeout'");
  wrong("ami://pbx?login_timeout", "'login_timeout'");
  wrong("ami://pbx?login_timeout=0", "must be positive");
  wrong("ami://pbx?tls_ca_file=/ca", "needs TLS");
  wrong("amis://pbx?tls_minimum_version=1.1", "'tls_minimum_version'");
  wrong("amis://pbx?tls_certificate_file=/c", "private key");
  wrong("amis://pbx?tls_ca_file=/ca&tls_ca_without_name=perhaps", "'tls_ca_without_name'");
  wrong("amis://pbx?tls_ca_without_name=yes", "system");
  wrong("amis://pbx?tls_pinned_certificate_sha256=12:34", "64 hexadecimal digits");
  wrong("amis://pbx?tls_pinned_certificate_sha256=" + std::string(64, 'a') + ",12:34", "64 hexadecimal digits");
  wrong("ami://pbx?tls_pinned_certificate_file=/c", "needs TLS");
  wrong("amis://pbx?tls_unsafe_without_verification=perhaps", "'tls_unsafe_without_verification'");
}

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

TEST_CASE("options: TLS changes the port where none is given") {
  CHECK(options{"pbx"}.tls(tls_options{}).port() == 5039);
  CHECK(options{"pbx:5038"}.tls(tls_options{}).port() == 5038);
  CHECK(options{"pbx"}.port(5038).tls(tls_options{}).port() == 5038);
  CHECK(options{"pbx"}.tls(tls_options{}).port(7).port() == 7);
  const options before = options{"a:1"}.or_host("b").tls(tls_options{});
  CHECK(before.servers()[0].port() == 1);
  CHECK(before.servers()[1].port() == 5039);
  const options after = options{"a"}.tls(tls_options{}).or_host("b");
  CHECK(after.servers()[1].port() == 5039);
  const options plain{"pbx"};
  CHECK_FALSE(plain.tls());
}

TEST_CASE("tls_options: defaults, and what cannot be") {
  const tls_options how;
  CHECK(how.problem().empty());
  CHECK(how.verifies());
  CHECK(how.minimum_version() == ami::tls_version::v1_2);
  CHECK(how.system_cas());
  CHECK_FALSE(tls_options{}.ca_file("x").system_cas());
  CHECK_FALSE(tls_options{}.ca_directory("x").system_cas());
  CHECK_FALSE(tls_options{}.ca_pem("x").system_cas());
  CHECK(tls_options{}.ca_pem("x").also_system_cas(true).system_cas());
  CHECK_FALSE(tls_options{}.client_certificate_file("c", "").problem().empty());
  CHECK_FALSE(tls_options{}.client_certificate_file("", "k").problem().empty());
  CHECK_FALSE(tls_options{}.client_certificate_pem("c", "").problem().empty());
  CHECK_FALSE(tls_options{}.key_passphrase("p").problem().empty());
  CHECK_FALSE(tls_options{}.server_name(std::string{"a\0b", 3}).problem().empty());
  const auto either = tls_options{}.client_certificate_pem("c", "hunter").client_certificate_file("c", "k");
  CHECK(either.key_pem().empty());
  CHECK(either.problem().empty());
  CHECK(has(options{"pbx"}.tls(tls_options{}.key_passphrase("hunter")).problem(), "passphrase"));
  CHECK_FALSE(has(options{"pbx"}.tls(tls_options{}.key_passphrase("hunter")).problem(), "hunter"));
}

TEST_CASE("tls_options: a pinned certificate, and a CA without a name") {
  const std::string digits = "0123456789abcdefABCDEF0123456789abcdef0123456789ABCDEF0123456789";
  std::string colons;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    colons += (i == 0 ? "" : ":") + digits.substr(i, 2);
  }
  const auto problem = [](const std::string& text) { return tls_options{}.pinned_certificate_sha256(text).problem(); };
  for (const std::string& good : {digits, colons, " " + digits + "\r\n", "sha256 Fingerprint=" + colons,
                                  "SHA256 Fingerprint=" + colons + "\n", "sha256=" + digits}) {
    CAPTURE(good);
    CHECK(problem(good).empty());
  }
  std::string shifted = colons;
  std::swap(shifted[2], shifted[3]);
  std::string no_digit = digits;
  no_digit[63] = 'g';
  std::string spaced = colons;
  spaced[5] = ' ';
  for (const std::string& bad :
       {std::string{}, digits.substr(1), digits + "0", digits.substr(0, 40), shifted, no_digit, spaced, colons + ":",
        "sha1 Fingerprint=" + digits, "=" + digits, digits.substr(0, 63) + std::string(1, '\0')}) {
    CAPTURE(bad);
    CHECK(has(problem(bad), "64 hexadecimal digits"));
  }
  // What was pasted by mistake may be a secret.
  CHECK_FALSE(has(problem("hunter2"), "hunter2"));
  CHECK(has(problem("hunter2"), "7 characters"));

  CHECK(tls_options{}.pinned_certificate_file("a").pinned_certificate_file("b").problem().empty());
  CHECK(tls_options{}.pinned_certificate_file("a").server_name("pbx").problem().empty());
  CHECK_FALSE(tls_options{}.pinned_certificate_file("a").verifies_name());
  CHECK(tls_options{}.pinned_certificate_file("a").verifies());
  CHECK(tls_options{}.ca_file("a").verifies_name());
  CHECK_FALSE(tls_options{}.pinned_certificate_file("").problem().empty());
  CHECK_FALSE(tls_options{}.pinned_certificate_file(std::string{"a\0b", 3}).problem().empty());
  // What contradicts itself is not guessed at.
  CHECK(has(tls_options{}.pinned_certificate_pem("p").ca_pem("c").problem(), "no CA is asked"));
  CHECK(has(tls_options{}.pinned_certificate_pem("p").also_system_cas(true).problem(), "no CA is asked"));
  CHECK(has(tls_options{}.pinned_certificate_pem("p").ca_without_name().problem(), "no CA is asked"));
  CHECK(has(tls_options{}.pinned_certificate_pem("p").unsafe_without_verification().problem(), "none is verified"));
  CHECK(has(tls_options{}.ca_without_name().problem(), "system"));
  CHECK(has(tls_options{}.ca_pem("c").also_system_cas(true).ca_without_name().problem(), "system"));
  CHECK(tls_options{}.ca_pem("c").ca_without_name().problem().empty());
  CHECK(tls_options{}.ca_without_name(false).problem().empty());
}
