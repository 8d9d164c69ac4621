// The doctor's rules on the way to a server: from what was observed to what it means.
#include "amictl/server_diagnosis.hpp"
#include "catch.hpp"

#include <boost/asio/error.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace amictl;
using namespace std::chrono_literals;

namespace {

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

peer_kind kind_of(std::string_view bytes) {
  return recognise(bytes).kind;
}

const std::chrono::system_clock::time_point today{std::chrono::hours{24 * 20000}};

tls_observation with_certificate(std::chrono::hours from, std::chrono::hours until) {
  tls_observation seen;
  seen.secured = true;
  seen.version = "TLSv1.3";
  certificate_facts facts;
  facts.subject = "CN = pbx.example";
  facts.issuer = "CN = a CA";
  facts.names = {"pbx.example", "192.0.2.1"};
  facts.not_before = today + from;
  facts.not_after = today + until;
  facts.fits_name = true;
  facts.sha256 = "AB:CD";
  seen.certificate = facts;
  return seen;
}

tls_demand demand(ami::error_code verdict = {}) {
  tls_demand wanted;
  wanted.name = "pbx.example";
  wanted.verdict = verdict;
  return wanted;
}

speech_observation said(std::string greeting) {
  speech_observation seen;
  seen.greeting = std::move(greeting);
  return seen;
}

}  // namespace

TEST_CASE("amictl doctor: a peer is known by its first bytes") {
  CHECK(kind_of("") == peer_kind::nothing);
  CHECK(kind_of("Asterisk Call Manager/11.0.0\r\n") == peer_kind::manager);
  CHECK(kind_of("SSH-2.0-OpenSSH_9.2p1\r\n") == peer_kind::ssh);
  CHECK(kind_of("220 mail.example ESMTP\r\n") == peer_kind::mail);
  CHECK(kind_of("+OK ready\r\n") == peer_kind::mail);
  CHECK(kind_of("Content-Type: auth/request\n\n") == peer_kind::freeswitch);
  CHECK(kind_of(std::string_view{"\x15\x03\x01\x00\x02\x02\x46", 7}) == peer_kind::tls);
  CHECK(kind_of("hello") == peer_kind::other);
  CHECK(kind_of("HTTP/1.1 404 Not Found\r\nServer: Asterisk/22.10.1\r\n\r\n") == peer_kind::asterisk_web);
  CHECK(kind_of("HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n") == peer_kind::web);
  CHECK(kind_of("HTTP/1.1 400 Bad Request\r\nServer: squid/5.7\r\n\r\n") == peer_kind::web_proxy);
  CHECK(kind_of("HTTP/1.1 502 Bad Gateway\r\nVia: 1.1 edge\r\n\r\n") == peer_kind::web_proxy);
  CHECK(kind_of("HTTP/1.0 407 Proxy Authentication Required\r\n\r\n") == peer_kind::web_proxy);
  CHECK(recognise("HTTP/1.1 404 Not Found\r\nserver:   Asterisk/22.10.1\r\n\r\n").software == "Asterisk/22.10.1");
}

TEST_CASE("amictl doctor: what a name and a port say") {
  name_observation name;
  name.host = "pbx";
  CHECK(judge_name(name).code == exit_code::not_connected);
  name.addresses = {"192.0.2.1", "2001:db8::1"};
  CHECK(judge_name(name).state == finding_state::ok);
  CHECK(says(judge_name(name).text, "192.0.2.1, 2001:db8::1"));
  name.timed_out = true;
  CHECK(says(judge_name(name).text, "was not resolved"));

  port_observation port;
  port.address = "192.0.2.1";
  port.port = 5038;
  CHECK(judge_port(port, false).state == finding_state::ok);
  port.error = boost::asio::error::connection_refused;
  CHECK(judge_port(port, false).code == exit_code::not_connected);
  CHECK(says(judge_port(port, false).remedy, "enabled = yes, bindaddr = 0.0.0.0, port = 5038"));
  CHECK(says(judge_port(port, true).remedy, "tlsenable = yes, tlsbindaddr = 0.0.0.0:5038"));
  port.error = boost::asio::error::host_unreachable;
  CHECK(says(judge_port(port, false).text, "no way to 192.0.2.1"));
  port.timed_out = true;
  CHECK(says(judge_port(port, false).text, "firewall"));
}

TEST_CASE("amictl doctor: what a greeting says, or its absence") {
  CHECK(judge_greeting(said("Asterisk Call Manager/11.0.0\r\n"), false, 5038).state == finding_state::ok);
  CHECK(says(judge_greeting(said("Asterisk Call Manager/11.0.0\r\n"), false, 5038).text, "Asterisk 22"));
  CHECK_FALSE(says(judge_greeting(said("Asterisk Call Manager/2.10.6\r\n"), false, 5038).text, "that of"));

  const auto ssh = judge_greeting(said("SSH-2.0-OpenSSH\r\n"), false, 22);
  CHECK(ssh.code == exit_code::not_connected);
  CHECK(says(ssh.text, "SSH server"));
  CHECK(says(ssh.remedy, "5038"));

  speech_observation web;
  web.http_answer = "HTTP/1.1 404 Not Found\r\nServer: Asterisk/22\r\n\r\n";
  CHECK(says(judge_greeting(web, false, 8088).text, "Asterisk's own web server"));
  CHECK(says(judge_greeting(web, false, 8088).remedy, "connect to port 5038"));
  CHECK(says(judge_greeting(web, true, 8089).remedy, "connect to port 5039"));

  speech_observation silent;
  CHECK(says(judge_greeting(silent, false, 5038).text, "says nothing"));
  silent.speaks_tls = true;
  CHECK(says(judge_greeting(silent, false, 5039).remedy, "--tls"));
  speech_observation closed;
  closed.closed = true;
  CHECK(says(judge_greeting(closed, false, 5038).remedy, "authlimit"));
}

TEST_CASE("amictl doctor: what a certificate says") {
  CHECK(judge_tls(with_certificate(-24h, 24h * 90), demand(), today, 5039).state == finding_state::ok);
  CHECK(says(judge_tls(with_certificate(-24h, 24h * 90), demand(), today, 5039).text, "trusted, 90 days left"));

  const auto soon = judge_tls(with_certificate(-24h, 24h * 5), demand(), today, 5039);
  CHECK(soon.state == finding_state::warning);
  CHECK(says(soon.text, "5 days more"));

  const auto expired =
      judge_tls(with_certificate(-240h, -24h * 3), demand(ami::errc::tls_certificate_expired), today, 5039);
  CHECK(expired.code == exit_code::not_connected);
  CHECK(says(expired.text, "expired on 2024-10-01, 3 days ago"));
  CHECK(says(expired.remedy, "tlscertfile"));

  const auto early = judge_tls(with_certificate(24h, 240h), demand(ami::errc::tls_certificate_expired), today, 5039);
  CHECK(says(early.text, "not valid before"));
  CHECK(says(early.remedy, "clocks"));

  auto elsewhere = with_certificate(-24h, 240h);
  elsewhere.certificate->fits_name = false;
  auto wanted = demand(ami::errc::tls_wrong_host);
  wanted.name = "other.example";
  const auto wrong_name = judge_tls(elsewhere, wanted, today, 5039);
  CHECK(says(wrong_name.text, "not issued for other.example"));
  CHECK(says(wrong_name.remedy, "tls_server_name=pbx.example"));

  const auto untrusted = judge_tls(with_certificate(-24h, 240h), demand(ami::errc::tls_untrusted), today, 5039);
  CHECK(says(untrusted.text, "no CA that is trusted here"));
  CHECK(says(untrusted.remedy, "tls_pinned_certificate_sha256=AB:CD"));

  auto pinned = demand(ami::errc::tls_untrusted);
  pinned.pins = true;
  CHECK(says(judge_tls(with_certificate(-24h, 240h), pinned, today, 5039).text, "not the pinned one"));

  // A connection that does not verify is made, and says what it would have found.
  auto careless = demand();
  careless.verifies = false;
  careless.verifies_name = false;
  const auto unverified = judge_tls(with_certificate(-240h, -24h), careless, today, 5039);
  CHECK(unverified.state == finding_state::warning);
  CHECK(says(unverified.text, "not verified"));
  CHECK(says(unverified.text, "expired"));
}

TEST_CASE("amictl doctor: why a handshake failed") {
  tls_observation failed;
  failed.error = "wrong version number";
  failed.without_tls = said("Asterisk Call Manager/11.0.0\r\n");
  CHECK(says(judge_tls(failed, demand(), today, 5038).text, "a manager without TLS"));
  CHECK(says(judge_tls(failed, demand(), today, 5038).remedy, "tlsenable = yes"));
  failed.without_tls = said("SSH-2.0-x\r\n");
  CHECK(says(judge_tls(failed, demand(), today, 22).text, "SSH server"));
  CHECK(judge_tls(failed, demand(), today, 22).check == "tls");
  failed.without_tls = {};
  CHECK(says(judge_tls(failed, demand(), today, 5039).text, "wrong version number"));
  CHECK(says(judge_tls(failed, demand(ami::errc::tls_client_certificate_refused), today, 5039).text, "of the client"));
  failed.timed_out = true;
  CHECK(says(judge_tls(failed, demand(), today, 5039).text, "does not answer the TLS handshake"));
}

TEST_CASE("amictl doctor: why a login failed") {
  login_observation seen;
  seen.user = "admin";
  seen.own_address = "192.0.2.7";
  CHECK(judge_login(seen).state == finding_state::ok);
  seen.challenge = false;
  CHECK(judge_login(seen).state == finding_state::warning);
  seen.tls = true;
  CHECK(judge_login(seen).state == finding_state::ok);

  seen.error = ami::errc::authentication_failed;
  const auto refused = judge_login(seen);
  CHECK(refused.code == exit_code::login_refused);
  CHECK(says(refused.text, "the secret of admin is wrong"));
  CHECK(says(refused.remedy, "[admin]: compare secret"));
  CHECK(says(refused.remedy, "permit = 192.0.2.7/255.255.255.255"));
  seen.own_address = "2001:db8::7";
  CHECK(says(judge_login(seen).remedy, "permit = 2001:db8::7/128"));

  seen.error = ami::errc::already_logged_in;
  CHECK(says(judge_login(seen).remedy, "allowmultiplelogin = yes"));
  seen.error = ami::errc::challenge_refused;
  CHECK(says(judge_login(seen).remedy, "login=challenge_or_plain"));
  CHECK(judge_login(seen).code == exit_code::login_refused);
  seen.error = ami::errc::md5_unavailable;
  CHECK(says(judge_login(seen).remedy, "login=plain"));
  seen.error = ami::errc::shutting_down;
  CHECK(judge_login(seen).code == exit_code::negative);
  CHECK(says(judge_login(seen).remedy, "core abort shutdown"));
  seen.error = ami::errc::login_timed_out;
  CHECK(judge_login(seen).code == exit_code::not_connected);
}
