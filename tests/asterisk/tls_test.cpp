// TLS on a real Asterisk: the certificates come from start.sh, and those that are wrong are made here.
#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/certificates.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <tuple>

namespace asio = boost::asio;
using namespace std::chrono_literals;

using test::environment;

namespace {

ami::tls_options trusting() {
  return ami::tls_options{}.ca_file(environment("AMI_TEST_TLS_CA"));
}

ami::options server(const char* port, const std::string& host = "127.0.0.1") {
  return ami::options{host + ":" + environment(port)}.credentials("admin", "s3cret");
}

ami::error_code connect_error(const ami::options& how) {
  asio::io_context io;
  ami::manager pbx{io, how};
  return std::get<0>(test::run(io, pbx.async_connect(asio::as_tuple(asio::use_awaitable))));
}

}  // namespace

TEST_CASE("TLS: a session on the real server, by address and by name") {
  for (const char* const host : {"127.0.0.1", "localhost"}) {
    for (const auto version : {ami::tls_version::v1_2, ami::tls_version::v1_3}) {
      asio::io_context io;
      ami::manager pbx{
          io, server("AMI_TEST_TLS_PORT", host).tls(trusting().minimum_version(version)).wait_fully_booted(20s)};
      test::run(io, pbx.connect());
      auto stream = pbx.subscribe<ami::events::user_event>();
      const std::string text(900, 'x');
      for (int i = 0; i < 200; ++i) {
        const std::string number = std::to_string(i);
        test::run(io, pbx.send_action(ami::actions::user_event{"Tls"}.header("Number", number).header("Text", text)));
        const auto event = test::run(io, stream.next());
        REQUIRE(event);
        CHECK((*event)["Number"] == number);
        CHECK((*event)["Text"] == text);
      }
      const auto output = test::run(io, pbx.send_action(ami::actions::command{"core show applications"}));
      CHECK(output.output().size() > 10);
      test::run(io, pbx.disconnect());
    }
  }
}

TEST_CASE("TLS: the real server's certificate has to be the right one") {
  const test::certificate_authority other{"another CA"};
  CHECK(connect_error(server("AMI_TEST_TLS_PORT").tls(ami::tls_options{}.ca_pem(other.pem()))) ==
        ami::errc::tls_untrusted);
  CHECK(connect_error(server("AMI_TEST_TLS_PORT").tls(ami::tls_options{})) == ami::errc::tls_untrusted);
  CHECK(connect_error(server("AMI_TEST_TLS_PORT").tls(trusting().server_name("pbx.example"))) ==
        ami::errc::tls_wrong_host);
  CHECK(connect_error(server("AMI_TEST_TLS_PORT").tls(trusting().server_name("127.0.0.2"))) ==
        ami::errc::tls_wrong_host);
  CHECK_FALSE(connect_error(server("AMI_TEST_TLS_PORT").tls(ami::tls_options{}.unsafe_without_verification())));
}

TEST_CASE("TLS: a pinned certificate of the real server, and its CA without a name") {
  const std::string file = environment("AMI_TEST_TLS_CERTIFICATE");
  std::ifstream stream{file};
  const std::string pem{std::istreambuf_iterator<char>{stream}, {}};
  REQUIRE_FALSE(pem.empty());
  // As with the certificates of Asterisk's own script, whose name is not that of the host.
  const auto error = [](ami::tls_options tls) {
    return connect_error(server("AMI_TEST_TLS_PORT").tls(tls.server_name("192.0.2.1")));
  };
  CHECK(error(trusting()) == ami::errc::tls_wrong_host);
  CHECK_FALSE(error(trusting().ca_without_name()));
  // The file that Asterisk itself reads, with the private key in it.
  CHECK_FALSE(error(ami::tls_options{}.pinned_certificate_file(file)));
  CHECK_FALSE(error(ami::tls_options{}.pinned_certificate_pem(pem)));
  CHECK_FALSE(error(ami::tls_options{}.pinned_certificate_sha256(test::fingerprint_of(pem))));
  CHECK_FALSE(connect_error(ami::options::from_url("amis://admin:s3cret@127.0.0.1:" + environment("AMI_TEST_TLS_PORT") +
                                                   "?tls_pinned_certificate_sha256=" + std::string(64, '0') + "," +
                                                   test::fingerprint_of(pem))));

  const test::certificate_authority other{"another CA"};
  CHECK(error(ami::tls_options{}.pinned_certificate_pem(other.issue_for_loopback().pem)) == ami::errc::tls_untrusted);
  CHECK(error(ami::tls_options{}.pinned_certificate_file(environment("AMI_TEST_TLS_CA"))) == ami::errc::tls_untrusted);
  CHECK(error(ami::tls_options{}.ca_pem(other.pem()).ca_without_name()) == ami::errc::tls_untrusted);
}

TEST_CASE("TLS: the wrong port of the real server") {
  CHECK(connect_error(server("AMI_TEST_PORT").tls(trusting())) == ami::errc::tls_not_tls);
  // It waits for the client to begin.
  CHECK(connect_error(server("AMI_TEST_TLS_PORT").login_timeout(500ms)) == ami::errc::login_timed_out);
}

TEST_CASE("TLS: a wrong secret is told over TLS as without it") {
  CHECK(connect_error(server("AMI_TEST_TLS_PORT").credentials("admin", "wrong").tls(trusting())) ==
        ami::errc::authentication_failed);
}

TEST_CASE("TLS: a session that the real server kicks is made again") {
  asio::io_context io;
  ami::manager pbx{io, server("AMI_TEST_TLS_PORT")
                           .tls(trusting())
                           .reconnect(ami::reconnect_policy{}.initial_delay(10ms).max_delay(10ms))};
  test::run(io, pbx.connect());
  auto stream = pbx.subscribe<ami::events::user_event>();
  // Logging off by hand: the server says goodbye and closes.
  const auto bye = test::run(io, pbx.async_send_action(ami::action{"Logoff"}, asio::as_tuple(asio::use_awaitable)));
  CHECK_FALSE(std::get<0>(bye));
  const auto lost = test::run(io, stream.next());
  REQUIRE(lost);
  REQUIRE(lost->get_if<ami::connection_lost>());
  CHECK(lost->get_if<ami::connection_lost>()->reason() == ami::errc::connection_closed);
  const auto restored = test::run(io, stream.next());
  REQUIRE(restored);
  CHECK(restored->is<ami::connection_restored>());
  test::run(io, pbx.wait_for(ami::connection_state::connected));
  CHECK(test::run(io, pbx.send_action(ami::actions::ping{})).success());
  test::run(io, pbx.disconnect());
}
