// ami::options from a URL.
#include "catch.hpp"

#include <ami/ami.hpp>

#include <string>
#include <string_view>

using namespace std::chrono_literals;
using ami::options;

namespace {

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
