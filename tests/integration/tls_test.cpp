// TLS, against the fake server: whole sessions, reconnects, and every way in which it can fail.
#include "catch.hpp"
#include "support/certificates.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unistd.h>
#include <vector>

namespace {

const test::certificate_authority& authority() {
  static const test::certificate_authority one{"ami test CA"};
  return one;
}

const test::certificate& server_certificate() {
  static const test::certificate one = authority().issue_for_loopback();
  return one;
}

fake_options secure() {
  return fake_options{}.tls(server_certificate().pem, server_certificate().key);
}

ami::tls_options trusting() {
  return ami::tls_options{}.ca_pem(authority().pem());
}

ami::options client_of(const fake_asterisk& server, ami::tls_options tls = trusting()) {
  return address_of(server).tls(std::move(tls));
}

class connect_result {
public:
  ami::error_code error;
  std::string text;
};

asio::awaitable<void> try_connect(ami::manager manager, connect_result* result) {
  try {
    co_await manager.connect();
    co_await manager.disconnect();
  } catch (const ami::error& error) {
    result->error = error.code();
    result->text = error.what();
  }
}

// What connect() says; after a success it is disconnected.
connect_result connect(const ami::options& how) {
  asio::io_context io;
  connect_result result;
  test::run(io, try_connect(ami::manager{io, how}, &result));
  return result;
}

bool says(const connect_result& result, std::string_view part) {
  CAPTURE(result.text);
  return result.text.find(part) != std::string::npos;
}

class temporary_file {
public:
  explicit temporary_file(std::string_view content) {
    static int count = 0;
    path_ = (std::filesystem::temp_directory_path() /
             ("ami-tls-test-" + std::to_string(getpid()) + "-" + std::to_string(++count)))
                .string();
    std::ofstream{path_} << content;
  }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  ~temporary_file() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

private:
  std::string path_;
};

}  // namespace

TEST_CASE("TLS: a whole session, from login to close_notify") {
  for (const auto version : {ami::tls_version::v1_2, ami::tls_version::v1_3}) {
    fake_asterisk server{secure().tls_maximum_version(version)};
    // The client is the first to close: else nobody reads what it says last.
    server.on("Logoff", [](const auto&, ami::testing::session link) { link.reply(frame_text::response("Goodbye")); });
    asio::io_context io;
    ami::manager pbx{io, client_of(server)};
    auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
      co_await manager.connect();
      auto events = manager.subscribe<ami::events::user_event>();
      const auto pong = co_await manager.send_action(ami::actions::ping{});
      CHECK(pong["Ping"] == "Pong");
      const std::string text(1000, 'x');
      co_await manager.send_action(ami::actions::setvar{"LONG", text});
      const auto answer = co_await manager.send_action(ami::actions::getvar{"LONG"});
      CHECK(answer.value() == text);
      fake->send_event(frame_text::event("UserEvent").header("UserEvent", "One"));
      const auto event = co_await events.next();
      REQUIRE(event);
      CHECK((*event)["UserEvent"] == "One");
      co_await manager.disconnect();
      const auto end = co_await events.next();
      CHECK_FALSE(end);
      CHECK(events.end_reason() == ami::errc::disconnected);
    };
    test::run(io, script(&server, pbx));
    CHECK(server.wait_for_no_connections(10s));
    CHECK(server.close_notifies() == 1);
    // No name is asked for where there is only an address.
    CHECK(server.tls_server_name().empty());
  }
}

TEST_CASE("TLS: a server that never says FullyBooted is served without it") {
  fake_asterisk server{secure().fully_booted(false)};
  asio::io_context io;
  ami::manager pbx{io, client_of(server).wait_fully_booted(30ms).event_mask("user")};
  auto events = pbx.subscribe<ami::events::user_event>();
  test::run(io, pbx.connect());
  // What was cancelled was a read, and the session goes on.
  server.send_event(frame_text::event("UserEvent").header("Text", std::string(100000, 'x')));
  round_trip(io, pbx);
  CHECK(events.try_next());
}

TEST_CASE("TLS: a flood arrives in whole, while actions are answered") {
  fake_asterisk server{secure()};
  constexpr std::uint64_t count = 50000;
  asio::io_context io;
  ami::manager pbx{io, client_of(server)};
  auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    auto events = manager.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(count));
    fake->flood(count);
    std::uint64_t received = 0;
    std::uint64_t pings = 0;
    while (received < count) {
      const auto event = co_await events.next();
      REQUIRE(event);
      ++received;
      REQUIRE((*event)["Sequence"] == std::to_string(received));
      if (received % 5000 == 0) {
        const auto pong = co_await manager.send_action(ami::actions::ping{});
        pings += pong.success() ? 1U : 0U;
      }
    }
    CHECK(pings == count / 5000);
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx));
}

// With TLS the first write is always under way when the handler sends the next action.
TEST_CASE("TLS: the time of what a handler sends begins when the handler has returned") {
  fake_asterisk server{secure()};
  asio::io_context io;
  ami::manager pbx{io, client_of(server)};
  test::run(io, pbx.connect());
  std::vector<ami::error_code> done;
  const auto note = [&](ami::error_code error, const ami::reply&) { done.push_back(error); };
  constexpr std::chrono::milliseconds limit{400};
  pbx.async_send_action(ami::actions::ping{}, [&](ami::error_code, const ami::reply&) {
    pbx.async_send_action(ami::actions::ping{}, note);
    pbx.async_send_action(ami::actions::ping{}, ami::send_options{limit}, note);
    for (const auto end = std::chrono::steady_clock::now() + limit + limit / 20;
         std::chrono::steady_clock::now() < end;) {
    }
  });
  test::run_until(io, [&] { return done.size() == 2; });
  CHECK(done == std::vector<ami::error_code>(2));
}

TEST_CASE("TLS: large writes, also through small windows and in small pieces") {
  fake_asterisk server{secure().receive_buffer(4096)};
  server.split_writes(3);
  server.read_slowly(512, 0ms);
  asio::io_context io;
  ami::manager pbx{io, client_of(server)};
  auto script = [](ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    int answered = 0;
    for (int i = 0; i < 200; ++i) {
      manager.async_send_action(ami::actions::setvar{"V" + std::to_string(i), std::string(900, 'v')},
                                [&](ami::error_code error, const ami::reply&) { answered += error ? 0 : 1; });
    }
    const auto last = co_await manager.send_action(ami::actions::getvar{"V199"});
    CHECK(last.value().size() == 900);
    CHECK(answered == 200);
    co_await manager.disconnect();
  };
  test::run(io, script(pbx));
}

TEST_CASE("TLS: the name is asked for and verified") {
  SECTION("the host") {
    fake_asterisk server{secure()};
    CHECK_FALSE(
        connect(ami::options{"localhost"}.port(server.port()).credentials("admin", "secret").tls(trusting())).error);
    CHECK(server.tls_server_name() == "localhost");
  }
  SECTION("another one than the host, with a wildcard in the certificate") {
    const auto pbx = authority().issue(test::certificate_request{"pbx"}.names("DNS:*.pbx.example"));
    fake_asterisk server{fake_options{}.tls(pbx.pem, pbx.key)};
    CHECK_FALSE(connect(client_of(server, trusting().server_name("one.pbx.example."))).error);
    CHECK(server.tls_server_name() == "one.pbx.example");
    CHECK(connect(client_of(server, trusting().server_name("pbx.example"))).error == ami::errc::tls_wrong_host);
    CHECK(connect(client_of(server)).error == ami::errc::tls_wrong_host);
  }
}

TEST_CASE("TLS: a server that cannot be trusted gets no login") {
  const auto refused = [](const fake_options& how, ami::tls_options tls = trusting()) {
    fake_asterisk server{how};
    const connect_result result = connect(client_of(server, std::move(tls)));
    CHECK(server.requests_received() == 0);
    return result;
  };
  SECTION("expired") {
    const auto old = authority().issue(test::certificate_request{"localhost"}.names("IP:127.0.0.1").valid(-48h, -24h));
    const auto result = refused(fake_options{}.tls(old.pem, old.key));
    CHECK(result.error == ami::errc::tls_certificate_expired);
    CHECK(says(result, "certificate has expired"));
  }
  SECTION("not valid yet") {
    const auto early = authority().issue(test::certificate_request{"localhost"}.names("IP:127.0.0.1").valid(24h, 48h));
    CHECK(refused(fake_options{}.tls(early.pem, early.key)).error == ami::errc::tls_certificate_expired);
  }
  SECTION("for another host") {
    const auto other =
        authority().issue(test::certificate_request{"127.0.0.1"}.names("DNS:other.example,IP:127.0.0.2"));
    CHECK(refused(fake_options{}.tls(other.pem, other.key)).error == ami::errc::tls_wrong_host);
  }
  SECTION("of an unknown CA") {
    const test::certificate_authority other{"another CA"};
    const auto result = refused(secure(), ami::tls_options{}.ca_pem(other.pem()));
    CHECK(result.error == ami::errc::tls_untrusted);
    CHECK(says(result, "issuer certificate"));
  }
  SECTION("of a CA that the system does not know") {
    CHECK(refused(secure(), ami::tls_options{}).error == ami::errc::tls_untrusted);
    CHECK(refused(secure(),
                  ami::tls_options{}.ca_pem(test::certificate_authority{"another CA"}.pem()).also_system_cas(true))
              .error == ami::errc::tls_untrusted);
  }
  SECTION("signed by itself") {
    // Not for this host either; nobody says that it is trusted, so that is what counts.
    const test::certificate_authority self{"localhost"};
    CHECK(refused(secure(), ami::tls_options{}.ca_pem(self.pem())).error == ami::errc::tls_untrusted);
  }
}

TEST_CASE("TLS: without verification all of them are taken, and the options say so") {
  const auto old = test::certificate_authority{"another CA"}.issue(test::certificate_request{"x"}.valid(-48h, -24h));
  fake_asterisk server{fake_options{}.tls(old.pem, old.key)};
  const auto how = client_of(server, ami::tls_options{}.unsafe_without_verification());
  CHECK_FALSE(connect(how).error);
  CHECK(ami::to_string(how).find("unverified") != std::string::npos);
}

TEST_CASE("TLS: a pinned certificate is trusted, whatever its name, its CA and its time are") {
  // As Asterisk's own script makes it: a common name, no other names, and a CA that nobody knows.
  const test::certificate_authority other{"Asterisk Private CA"};
  const auto script = other.issue(test::certificate_request{"pbx.example"});
  const auto expired = other.issue(test::certificate_request{"pbx.example"}.valid(-48h, -24h));
  const auto early = other.issue(test::certificate_request{"pbx.example"}.valid(24h, 48h));
  const auto by_itself = other.own();
  for (const auto version : {ami::tls_version::v1_2, ami::tls_version::v1_3}) {
    for (const auto& shown : {script, expired, early, by_itself}) {
      fake_asterisk server{fake_options{}.tls(shown.pem, shown.key).tls_maximum_version(version)};
      const std::string print = test::fingerprint_of(shown.pem);
      const temporary_file file{shown.pem};
      const auto by_print = connect(client_of(server, ami::tls_options{}.pinned_certificate_sha256(print)));
      CAPTURE(by_print.text);
      CHECK_FALSE(by_print.error);
      CHECK_FALSE(connect(client_of(server, ami::tls_options{}.pinned_certificate_pem(shown.pem))).error);
      CHECK_FALSE(connect(client_of(server, ami::tls_options{}.pinned_certificate_file(file.path()))).error);
      CHECK_FALSE(
          connect(client_of(server, ami::tls_options{}.pinned_certificate_pem(shown.pem).server_name("any"))).error);
      CHECK(server.tls_server_name() == "any");
    }
  }
}

TEST_CASE("TLS: any other certificate than the pinned one is refused before the login") {
  // Two that have signed themselves, the second to take the place of the first, are no chain.
  const test::certificate_authority one{"pbx"};
  const test::certificate_authority next{"pbx"};
  const auto pinned = authority().issue_for_loopback();
  for (const auto version : {ami::tls_version::v1_2, ami::tls_version::v1_3}) {
    // Of the same CA, for the right host, and valid.
    fake_asterisk server{secure().tls_maximum_version(version)};
    for (const auto& tls : {ami::tls_options{}.pinned_certificate_pem(pinned.pem),
                            ami::tls_options{}.pinned_certificate_sha256(test::fingerprint_of(pinned.pem)),
                            // The CA's certificate is not the server's.
                            ami::tls_options{}.pinned_certificate_pem(authority().pem()),
                            ami::tls_options{}.pinned_certificate_pem(one.pem() + next.pem() + one.pem())}) {
      const auto result = connect(client_of(server, tls));
      CHECK(result.error == ami::errc::tls_untrusted);
      CHECK(says(result, test::fingerprint_of(server_certificate().pem)));
    }
    CHECK(server.requests_received() == 0);
    // Several, while a server changes its certificate: by calls, and in one text with a private key between them.
    CHECK_FALSE(
        connect(client_of(server, ami::tls_options{}
                                      .pinned_certificate_pem(pinned.pem)
                                      .pinned_certificate_sha256(test::fingerprint_of(server_certificate().pem))))
            .error);
    const temporary_file both{pinned.pem + test::encrypted_key(pinned.key, "unknown") + pinned.key +
                              server_certificate().pem};
    CHECK_FALSE(connect(client_of(server, ami::tls_options{}.pinned_certificate_file(both.path()))).error);
  }
}

TEST_CASE("TLS: a pinned certificate and a client certificate") {
  fake_asterisk server{secure().tls_client_ca(authority().pem())};
  const auto client = authority().issue(test::certificate_request{"client"});
  const auto pinning = ami::tls_options{}.pinned_certificate_pem(server_certificate().pem);
  CHECK(connect(client_of(server, pinning)).error == ami::errc::tls_client_certificate_refused);
  CHECK_FALSE(
      connect(client_of(server, ami::tls_options{pinning}.client_certificate_pem(client.pem, client.key))).error);
  const auto nameless = trusting().ca_without_name();
  CHECK(connect(client_of(server, nameless)).error == ami::errc::tls_client_certificate_refused);
  CHECK_FALSE(
      connect(client_of(server, ami::tls_options{nameless}.client_certificate_pem(client.pem, client.key))).error);
}

TEST_CASE("TLS: a CA without a name asks for everything but the name") {
  const auto error = [](const test::certificate& shown, ami::tls_options tls) {
    fake_asterisk server{fake_options{}.tls(shown.pem, shown.key)};
    const auto result = connect(client_of(server, std::move(tls)));
    CHECK((result.error || server.logins() == 1));
    CHECK((!result.error || server.requests_received() == 0));
    return result.error;
  };
  const auto nameless = trusting().ca_without_name();
  const temporary_file file{authority().pem()};
  const auto script = authority().issue(test::certificate_request{"pbx.example"});
  CHECK(error(script, trusting()) == ami::errc::tls_wrong_host);
  CHECK_FALSE(error(script, nameless));
  CHECK_FALSE(error(script, ami::tls_options{}.ca_file(file.path()).ca_without_name()));
  CHECK_FALSE(error(script, ami::tls_options{nameless}.server_name("elsewhere")));
  CHECK_FALSE(error(authority().issue(test::certificate_request{"x"}.names("IP:192.0.2.1")), nameless));
  CHECK(error(authority().issue(test::certificate_request{"x"}.valid(-48h, -24h)), nameless) ==
        ami::errc::tls_certificate_expired);
  const test::certificate_authority other{"ami test CA"};
  CHECK(error(other.issue(test::certificate_request{"x"}), nameless) == ami::errc::tls_untrusted);
  CHECK(error(other.own(), nameless) == ami::errc::tls_untrusted);
}

TEST_CASE("TLS: pinned certificates and CAs are read anew for each connection") {
  const auto first = authority().issue(test::certificate_request{"x"});
  const test::certificate_authority other{"another CA"};
  const auto second = other.issue(test::certificate_request{"x"});
  const bool pins = GENERATE(true, false);
  CAPTURE(pins);
  const temporary_file file{pins ? first.pem : authority().pem()};
  const auto tls = pins ? ami::tls_options{}.pinned_certificate_file(file.path())
                        : ami::tls_options{}.ca_file(file.path()).ca_without_name();
  auto server = std::make_unique<fake_asterisk>(fake_options{}.tls(first.pem, first.key));
  const auto port = server->port();
  asio::io_context io;
  ami::manager pbx{io, client_of(*server, tls).reconnect(ami::reconnect_policy{}.initial_delay(5ms).max_delay(5ms))};
  auto changes = pbx.subscribe<ami::connection_state_changed>();
  const auto next_failure = [&] {
    for (;;) {
      const auto change = test::run(io, changes.next());
      REQUIRE(change);
      if (const auto state = change->get_if<ami::connection_state_changed>();
          state && state->to() == ami::connection_state::waiting) {
        return state->reason();
      }
    }
  };
  test::run(io, pbx.connect());
  server.reset();
  server = std::make_unique<fake_asterisk>(fake_options{}.port(port).tls(second.pem, second.key));
  // The server has its new certificate, and the file does not: as often as it is tried.
  for (int refused = 0; refused < 2;) {
    refused += next_failure() == ami::errc::tls_untrusted ? 1 : 0;
  }
  // Somebody is in the middle of writing it.
  std::ofstream{file.path()} << "half a certi";
  while (next_failure() != ami::errc::invalid_options) {
  }
  CHECK(server->requests_received() == 0);
  std::ofstream{file.path()} << (pins ? second.pem : other.pem());
  test::run(io, pbx.wait_for(ami::connection_state::connected));
  CHECK(server->logins() == 1);
  test::run(io, pbx.disconnect());
}

TEST_CASE("TLS: client certificates") {
  for (const auto version : {ami::tls_version::v1_2, ami::tls_version::v1_3}) {
    CAPTURE(static_cast<int>(version));
    fake_asterisk server{secure().tls_client_ca(authority().pem()).tls_maximum_version(version)};
    const auto good = authority().issue(test::certificate_request{"client"});
    const test::certificate_authority other{"another CA"};
    const auto bad = other.issue(test::certificate_request{"client"});

    CHECK_FALSE(connect(client_of(server, trusting().client_certificate_pem(good.pem, good.key))).error);
    CHECK(connect(client_of(server)).error == ami::errc::tls_client_certificate_refused);
    CHECK(connect(client_of(server, trusting().client_certificate_pem(bad.pem, bad.key))).error ==
          ami::errc::tls_client_certificate_refused);

    const temporary_file certificate{good.pem};
    const temporary_file key{test::encrypted_key(good.key, "a passphrase")};
    const auto files = trusting().client_certificate_file(certificate.path(), key.path());
    CHECK_FALSE(connect(client_of(server, ami::tls_options{files}.key_passphrase("a passphrase"))).error);
    const auto wrong = connect(client_of(server, ami::tls_options{files}.key_passphrase("the wrong one")));
    CHECK(wrong.error == ami::errc::invalid_options);
    CHECK(says(wrong, "private key"));
    CHECK_FALSE(says(wrong, "the wrong one"));
    CHECK(connect(client_of(server, files)).error == ami::errc::invalid_options);
  }
}

TEST_CASE("TLS: an old version is refused") {
  fake_asterisk server{secure().tls_maximum_version(ami::tls_version::v1_2)};
  const auto result = connect(client_of(server, trusting().minimum_version(ami::tls_version::v1_3)));
  CHECK(result.error == ami::errc::tls_handshake_failed);
  CHECK(says(result, "protocol version"));
  CHECK(connect(client_of(server, trusting().ciphers("ECDHE-ECDSA-AES128-GCM-SHA256"))).error == ami::error_code{});
}

TEST_CASE("TLS: files and texts that cannot be used are invalid options") {
  fake_asterisk server{secure()};
  const auto invalid = [&](ami::tls_options tls, std::string_view part) {
    CAPTURE(part);
    const auto result = connect(client_of(server, std::move(tls)));
    CHECK(result.error == ami::errc::invalid_options);
    CHECK(says(result, part));
  };
  const temporary_file nonsense{"no certificate\n"};
  const temporary_file ca{authority().pem()};
  CHECK_FALSE(connect(client_of(server, ami::tls_options{}.ca_file(ca.path()))).error);
  invalid(ami::tls_options{}.ca_file("/no/such/file"), "cannot be read: /no/such/file");
  invalid(ami::tls_options{}.ca_file(nonsense.path()), "the CA file");
  invalid(ami::tls_options{}.ca_directory("/no/such/folder"), "/no/such/folder");
  invalid(ami::tls_options{}.ca_pem("nonsense"), "the CA's text");
  invalid(ami::tls_options{}.ca_pem("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"), "the CA's text");
  invalid(trusting().ciphers("NO-SUCH-CIPHER"), "ciphers");
  invalid(trusting().client_certificate_pem(server_certificate().pem, ""), "private key");
  invalid(trusting().client_certificate_file("/no/such/certificate", ca.path()), "/no/such/certificate");
  invalid(trusting().client_certificate_file(ca.path(), "/no/such/key"), "/no/such/key");
  const auto other = authority().issue(test::certificate_request{"other"});
  invalid(trusting().client_certificate_pem(server_certificate().pem, other.key), "private key");
  const auto pinning = [] { return ami::tls_options{}; };
  const std::string broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  const temporary_file only_key{server_certificate().key};
  const temporary_file half{server_certificate().pem + broken};
  invalid(pinning().pinned_certificate_file("/no/such/pin"), "cannot be read: /no/such/pin");
  invalid(pinning().pinned_certificate_file("/"), "pinned certificate's file");
  invalid(pinning().pinned_certificate_file(nonsense.path()), "holds no certificate in PEM form: " + nonsense.path());
  invalid(pinning().pinned_certificate_file(only_key.path()), "holds no certificate in PEM form");
  invalid(pinning().pinned_certificate_file(half.path()), "holds a certificate that cannot be used");
  invalid(pinning().pinned_certificate_pem(""), "the pinned certificate's text holds no certificate");
  invalid(pinning().pinned_certificate_pem(broken), "holds a certificate that cannot be used");
  invalid(pinning().pinned_certificate_sha256("AB:CD"), "64 hexadecimal digits");
  // The CA of a chain would be a pin too.
  const temporary_file chain{server_certificate().pem + authority().pem()};
  invalid(pinning().pinned_certificate_file(chain.path()), "with the one that signed it");
  invalid(pinning().pinned_certificate_pem(authority().pem() + server_certificate().pem),
          "with the one that signed it");
  invalid(pinning().pinned_certificate_pem(server_certificate().pem).ca_pem(authority().pem()), "no CA is asked");
  invalid(pinning().ca_without_name(), "system");
  // Nobody was asked.
  CHECK(server.connections_accepted() == 1);
}

TEST_CASE("TLS: a port that speaks plain AMI is told apart") {
  fake_asterisk server;
  const auto result = connect(client_of(server));
  CHECK(result.error == ami::errc::tls_not_tls);
  CHECK(server.logins() + server.failed_logins() == 0);
}

TEST_CASE("TLS: a plain client at a TLS port") {
  SECTION("gets no greeting, and is told why that may be") {
    fake_asterisk server{secure()};
    const auto result = connect(address_of(server).login_timeout(50ms));
    CHECK(result.error == ami::errc::login_timed_out);
    CHECK(says(result, "TLS"));
  }
  SECTION("is thrown off") {
    fake_asterisk server{secure().login_timeout(50ms)};
    const auto result = connect(address_of(server));
    CHECK(result.error == ami::errc::no_greeting);
    CHECK(says(result, "TLS"));
  }
}

TEST_CASE("TLS: a server that is silent, or closes, during the handshake") {
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  const auto how = ami::options{"127.0.0.1"}.port(acceptor.local_endpoint().port()).tls(trusting());
  SECTION("silent") {
    connect_result result;
    test::run(io, try_connect(ami::manager{io, ami::options{how}.connect_timeout(50ms)}, &result));
    CHECK(result.error == ami::errc::tls_timed_out);
  }
  SECTION("closes") {
    acceptor.async_accept([](ami::error_code, asio::ip::tcp::socket socket) { socket.close(); });
    connect_result result;
    test::run(io, try_connect(ami::manager{io, how}, &result));
    CHECK(result.error == ami::errc::tls_handshake_failed);
    CHECK_FALSE(result.text.empty());
  }
  SECTION("the caller disconnects meanwhile") {
    ami::manager pbx{io, how};
    bool accepted = false;
    std::optional<ami::error_code> connected;
    std::optional<ami::error_code> disconnected;
    asio::ip::tcp::socket peer{io};
    acceptor.async_accept(peer, [&](ami::error_code error) { accepted = !error; });
    pbx.async_connect([&](ami::error_code error) { connected = error; });
    test::run_until(io, [&] { return accepted; });
    std::string hello(5, ' ');
    peer.async_read_some(asio::buffer(hello), [&](ami::error_code, std::size_t) {
      pbx.async_disconnect([&](ami::error_code error) { disconnected = error; });
    });
    test::run_until(io, [&] { return connected && disconnected; });
    CHECK(*connected == ami::errc::disconnected);
    CHECK_FALSE(*disconnected);
    CHECK(hello[0] == '\x16');
  }
}

TEST_CASE("TLS: lost connections are made again, each with a session of its own") {
  fake_asterisk server{secure()};
  asio::io_context io;
  ami::manager pbx{io, client_of(server).reconnect(at_once())};
  auto events = pbx.subscribe<ami::events::user_event>();
  auto script = [](fake_asterisk* fake, ami::manager manager, decltype(events)* stream) -> asio::awaitable<void> {
    co_await manager.connect();
    for (int round = 0; round < 5; ++round) {
      if (round % 3 == 0) {
        fake->drop_connections();
      } else if (round % 3 == 1) {
        fake->reset_connections();
      } else {
        fake->close_connections();
      }
      const auto lost = co_await stream->next();
      REQUIRE(lost);
      CHECK(lost->is<ami::connection_lost>());
      const auto restored = co_await stream->next();
      REQUIRE(restored);
      CHECK(restored->is<ami::connection_restored>());
      co_await manager.wait_for(ami::connection_state::connected);
      const auto pong = co_await manager.send_action(ami::actions::ping{});
      CHECK(pong.success());
    }
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx, &events));
  CHECK(server.logins() == 6);
}

TEST_CASE("TLS: a certificate that is not trusted does not end the supervision") {
  fake_asterisk plain;
  fake_asterisk server{secure()};
  asio::io_context io;
  // The first server fails as long as it is there, and the second is the one.
  ami::manager pbx{
      io, client_of(plain).or_host("127.0.0.1:" + std::to_string(server.port())).reconnect(at_once().max_attempts(2))};
  auto script = [](ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    co_await manager.disconnect();
  };
  test::run(io, script(pbx));
  CHECK(server.logins() == 1);

  ami::manager alone{io, client_of(plain).reconnect(at_once().max_attempts(3))};
  connect_result result;
  test::run(io, try_connect(alone, &result));
  CHECK(result.error == ami::errc::tls_not_tls);
  CHECK(plain.connections_accepted() == 5);
}

namespace {

asio::awaitable<void> read_to_end(ami::event_stream<ami::events::user_event> stream, ami::error_code* reason) {
  while (auto event = co_await stream.next()) {
  }
  *reason = stream.end_reason();
}

}  // namespace

TEST_CASE("TLS: how the server ends a connection") {
  for (const bool notify : {true, false}) {
    fake_asterisk server{secure().tls_close_notify(notify)};
    asio::io_context io;
    ami::manager pbx{io, client_of(server)};
    auto stream = pbx.subscribe<ami::events::user_event>();
    auto connecting = [](ami::manager manager) -> asio::awaitable<void> { co_await manager.connect(); };
    test::run(io, connecting(pbx));
    ami::error_code reason;
    SECTION(notify ? "between frames, with close_notify" : "between frames") {
      server.close_connections();
      test::run(io, read_to_end(std::move(stream), &reason));
      CHECK(reason == ami::errc::connection_closed);
    }
    SECTION(notify ? "in a frame, with close_notify" : "in a frame") {
      server.close_in_frame();
      test::run(io, read_to_end(std::move(stream), &reason));
      CHECK(reason == ami::errc::connection_closed_in_frame);
    }
  }
}

TEST_CASE("TLS: a server that goes silent is given up, and disconnect() does not wait for it") {
  fake_asterisk server{secure()};
  asio::io_context io;
  SECTION("ping") {
    ami::manager pbx{io, client_of(server).ping_after(5ms).ping_timeout(50ms)};
    auto stream = pbx.subscribe<ami::events::user_event>();
    auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
      co_await manager.connect();
      fake->half_open();
    };
    test::run(io, script(&server, pbx));
    ami::error_code reason;
    test::run(io, read_to_end(std::move(stream), &reason));
    CHECK(reason == ami::errc::ping_timed_out);
  }
  SECTION("disconnect") {
    ami::manager pbx{io, client_of(server).disconnect_timeout(50ms)};
    auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
      co_await manager.connect();
      fake->half_open();
      co_await manager.disconnect();
      CHECK(manager.state() == ami::connection_state::disconnected);
    };
    test::run(io, script(&server, pbx));
  }
}

TEST_CASE("TLS: garbage inside of it is passed over as without it") {
  fake_asterisk server{secure()};
  asio::io_context io;
  ami::manager pbx{io, client_of(server)};
  auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    fake->send_garbage(100);
    const auto pong = co_await manager.send_action(ami::actions::ping{});
    CHECK(pong.success());
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx));
}

namespace {

asio::awaitable<void> pump(asio::ip::tcp::socket* from, asio::ip::tcp::socket* to) {
  std::string bytes(4096, ' ');
  ami::error_code error;
  while (!error) {
    const std::size_t size =
        co_await from->async_read_some(asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
      co_await asio::async_write(*to, asio::buffer(bytes.data(), size),
                                 asio::redirect_error(asio::use_awaitable, error));
    }
  }
}

}  // namespace

TEST_CASE("TLS: a connection into which somebody else writes is broken") {
  fake_asterisk server{secure()};
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  asio::ip::tcp::socket client{io};
  asio::ip::tcp::socket upstream{io};
  upstream.connect({asio::ip::address_v4::loopback(), server.port()});
  acceptor.async_accept(client, [&](ami::error_code) {
    asio::co_spawn(io, pump(&client, &upstream), asio::detached);
    asio::co_spawn(io, pump(&upstream, &client), asio::detached);
  });
  ami::manager pbx{io, client_of(server).port(acceptor.local_endpoint().port())};
  auto stream = pbx.subscribe<ami::events::user_event>();
  auto connecting = [](ami::manager manager) -> asio::awaitable<void> { co_await manager.connect(); };
  test::run(io, connecting(pbx));
  asio::write(client, asio::buffer(std::string_view{"Event: UserEvent\r\nUserEvent: Forged\r\n\r\n"}));
  auto script = [](decltype(stream)* events) -> asio::awaitable<void> {
    const auto lost = co_await events->next();
    REQUIRE(lost);
    CHECK(lost->is<ami::connection_lost>());
  };
  test::run(io, script(&stream));
  CHECK(stream.end_reason() == ami::errc::tls_broken);
}

TEST_CASE("TLS: handles and contexts go away at any time") {
  fake_asterisk server{secure()};
  for (int step = 0; step < 40; ++step) {
    asio::io_context io;
    std::optional<ami::manager> pbx{std::in_place, io, client_of(server)};
    int ended = 0;
    pbx->async_connect([&](ami::error_code) { ++ended; });
    for (int i = 0; i < step; ++i) {
      io.run_one_for(2ms);
    }
    if (step % 2 == 0) {
      pbx.reset();
      test::run_until(io, [&] { return ended == 1; });
    }
    // The others end with the context.
  }
  CHECK(server.wait_for_no_connections(10s));
}
