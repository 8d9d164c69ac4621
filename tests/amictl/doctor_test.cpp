// amictl doctor, as a process, on set-ups that are broken in one way each.
#include "amictl/amictl_process.hpp"
#include "catch.hpp"
#include "support/certificates.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using asio::ip::tcp;

// Accepts connections, says nothing by itself, and answers each request that ends with a blank line, unless the answer
// is empty.
class deaf_server {
public:
  explicit deaf_server(std::string greeting, std::string answer)
      : acceptor_{io_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}}, greeting_{std::move(greeting)},
        answer_{std::move(answer)} {
    asio::co_spawn(io_, serve(this), asio::detached);
    thread_ = std::thread{[this] { io_.run(); }};
  }
  ~deaf_server() {
    io_.stop();
    thread_.join();
  }
  deaf_server(const deaf_server&) = delete;
  deaf_server& operator=(const deaf_server&) = delete;

  std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

private:
  static asio::awaitable<void> serve(deaf_server* self) {
    for (;;) {
      tcp::socket accepted = co_await self->acceptor_.async_accept(asio::use_awaitable);
      asio::co_spawn(self->io_, talk(self, std::move(accepted)), asio::detached);
    }
  }

  static asio::awaitable<void> talk(deaf_server* self, tcp::socket peer) {
    std::string received;
    co_await asio::async_write(peer, asio::buffer(self->greeting_), as_tuple);
    for (;;) {
      auto result = co_await asio::async_read_until(peer, asio::dynamic_buffer(received), "\r\n\r\n", as_tuple);
      if (std::get<0>(result)) {
        co_return;
      }
      received.clear();
      if (!self->answer_.empty()) {
        co_await asio::async_write(peer, asio::buffer(self->answer_), as_tuple);
        co_return;
      }
    }
  }

  asio::io_context io_;
  tcp::acceptor acceptor_;
  std::string greeting_;
  std::string answer_;
  std::thread thread_;
};

// A file that is there during a test.
class text_file {
public:
  explicit text_file(const std::string& text) {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("amictl-doctor-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".pem");
    std::ofstream{path_} << text;
  }
  ~text_file() { std::filesystem::remove(path_); }
  text_file(const text_file&) = delete;
  text_file& operator=(const text_file&) = delete;

  std::string path() const { return path_.string(); }

private:
  std::filesystem::path path_;
};

class report {
public:
  int code = -1;
  std::map<std::string, boost::json::object> findings;
  std::string output;

  std::string state(const char* check) const { return text_in(check, "state"); }
  std::string text(const char* check) const { return text_in(check, "text"); }
  std::string remedy(const char* check) const { return text_in(check, "remedy"); }
  // The checks that are bad.
  std::vector<std::string> bad() const {
    std::vector<std::string> result;
    for (const auto& [check, object] : findings) {
      if (object.at("state").as_string() == "bad") {
        result.push_back(check);
      }
    }
    return result;
  }

private:
  std::string text_in(const char* check, const char* key) const {
    const auto found = findings.find(check);
    return found != findings.end() ? std::string{found->second.at(key).as_string()} : std::string{"missing"};
  }
};

report diagnose(std::map<std::string, std::string> environment, std::vector<std::string> arguments = {}) {
  arguments.insert(arguments.begin(), {"doctor", "--json"});
  if (std::find(arguments.begin(), arguments.end(), "--wait") == arguments.end()) {
    arguments.insert(arguments.end(), {"--wait", "0.1"});
  }
  const auto result = test::run_amictl(std::move(arguments), std::move(environment));
  report made;
  made.code = result.code;
  made.output = result.output + result.errors;
  for (const std::string& line : result.lines()) {
    const auto object = boost::json::parse(line).as_object();
    made.findings[std::string{object.at("check").as_string()}] = object;
  }
  return made;
}

report diagnose(const fake_asterisk& server, std::vector<std::string> arguments = {}) {
  return diagnose(test::environment_of(server), std::move(arguments));
}

std::map<std::string, std::string> environment_of_port(const std::string& port) {
  return {{"AMI_HOST", "127.0.0.1"}, {"AMI_PORT", port}, {"AMI_USERNAME", "admin"}, {"AMI_SECRET", "secret"}};
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// What Asterisk prints for `manager show user`.
void tell_rights(fake_asterisk& server, const std::string& user, const std::string& read, const std::string& write) {
  server.on_command("manager show user " + user,
                    "\n           username: " + user +
                        "\n             secret: <Set>\n                ACL: no\n          read perm: " + read +
                        "\n         write perm: " + write + "\n    displayconnects: yes\nallowmultiplelogin: yes");
}

const std::vector<std::string> only(const char* check) {
  return {check};
}

}  // namespace

TEST_CASE("amictl doctor: a healthy server") {
  fake_asterisk server;
  tell_rights(server, "admin", "all", "all");
  const auto found = diagnose(server);
  INFO(found.output);
  CHECK(found.code == 0);
  for (const auto& [check, object] : found.findings) {
    INFO(check);
    CHECK(object.at("state").as_string() == "ok");
  }
  CHECK(found.findings.size() == 12);
  CHECK(contains(found.text("greeting"), "Asterisk 22"));
  CHECK(contains(found.text("events"), "One that was provoked (UserEvent) came"));
  CHECK(contains(found.text("actions"), "admin may use"));
  SECTION("with TLS") {
    const test::certificate_authority ca{"test CA"};
    const auto shown = ca.issue(test::certificate_request{"localhost"}.names("IP:127.0.0.1").valid(-1h, 24h * 100));
    fake_asterisk secure{fake_options{}.tls(shown.pem, shown.key)};
    const text_file file{ca.pem()};
    const auto with_tls = diagnose(secure, {"--ca-file", file.path()});
    INFO(with_tls.output);
    CHECK(with_tls.code == 0);
    CHECK(with_tls.state("tls") == "ok");
    CHECK(contains(with_tls.text("tls"), "certificate for 127.0.0.1, issued by CN = test CA, trusted, 99 days left"));
  }
  SECTION("text for people") {
    const auto text = test::run_at(server, {"doctor", "--wait", "0.1"});
    CHECK(text.code == 0);
    REQUIRE(text.lines().size() >= 12);
    CHECK(text.lines()[0] == "127.0.0.1:" + std::to_string(server.port()));
    CHECK(contains(text.lines()[1], "  ok       name      127.0.0.1 is an address"));
  }
  SECTION("events that come by themselves need no other") {
    server.clear_requests();
    server.simulate_calls(200);
    const auto busy = diagnose(server, {"--wait", "5"});
    CHECK(contains(busy.text("events"), "Newchannel"));
    CHECK_FALSE(server.wait_for_request("UserEvent", 0ms));
  }
  SECTION("nothing is provoked with --passive") {
    server.clear_requests();
    const auto quiet = diagnose(server, {"--passive"});
    CHECK(quiet.state("events") == "warning");
    CHECK_FALSE(server.wait_for_request("UserEvent", 0ms));
  }
}

TEST_CASE("amictl doctor: a port on which nobody listens") {
  const auto found = diagnose(environment_of_port("1"));
  CHECK(found.code == 3);
  CHECK(found.bad() == only("port"));
  CHECK(contains(found.text("port"), "is closed"));
  CHECK(contains(found.remedy("port"), "enabled = yes"));
  CHECK(found.state("login") == "skipped");
}

TEST_CASE("amictl doctor: a name that has no address") {
  auto environment = environment_of_port("5038");
  environment["AMI_HOST"] = "no-such-host.invalid";
  const auto found = diagnose(environment, {"--timeout", "2"});
  CHECK(found.code == 3);
  CHECK(found.bad() == only("name"));
}

TEST_CASE("amictl doctor: TLS on a port without") {
  const fake_asterisk server;
  const auto found = diagnose(server, {"--tls"});
  CHECK(found.code == 3);
  CHECK(found.bad() == only("tls"));
  CHECK(contains(found.text("tls"), "a manager without TLS"));
  CHECK(contains(found.remedy("tls"), "tlsenable = yes"));
}

TEST_CASE("amictl doctor: no TLS on a port with") {
  const test::certificate_authority ca{"test CA"};
  const auto shown = ca.issue_for_loopback();
  const fake_asterisk server{fake_options{}.tls(shown.pem, shown.key)};
  const auto found = diagnose(server, {"--timeout", "1"});
  CHECK(found.code == 3);
  CHECK(found.bad() == only("greeting"));
  CHECK(contains(found.text("greeting"), "speaks TLS"));
  CHECK(contains(found.remedy("greeting"), "--tls"));
}

TEST_CASE("amictl doctor: a certificate that has expired") {
  const test::certificate_authority ca{"test CA"};
  const auto shown = ca.issue(test::certificate_request{"localhost"}.names("IP:127.0.0.1").valid(-240h, -73h));
  const fake_asterisk server{fake_options{}.tls(shown.pem, shown.key)};
  const text_file file{ca.pem()};
  const auto found = diagnose(server, {"--ca-file", file.path()});
  CHECK(found.code == 3);
  CHECK(found.bad() == only("tls"));
  CHECK(contains(found.text("tls"), "expired on "));
  CHECK(contains(found.text("tls"), ", 3 days ago"));
  CHECK(contains(found.remedy("tls"), "renew it"));
}

TEST_CASE("amictl doctor: a certificate for another name") {
  const test::certificate_authority ca{"test CA"};
  const auto shown = ca.issue(test::certificate_request{"pbx.example"}.names("DNS:pbx.example"));
  const fake_asterisk server{fake_options{}.tls(shown.pem, shown.key)};
  const text_file file{ca.pem()};
  const auto found = diagnose(server, {"--ca-file", file.path()});
  CHECK(found.code == 3);
  CHECK(found.bad() == only("tls"));
  CHECK(contains(found.text("tls"), "certificate for pbx.example"));
  CHECK(contains(found.text("tls"), "not issued for 127.0.0.1"));
  CHECK(contains(found.remedy("tls"), "tls_server_name=pbx.example"));
  SECTION("of a CA that nobody trusts") {
    const test::certificate_authority other{"another CA"};
    const text_file other_file{other.pem()};
    const auto untrusted = diagnose(server, {"--ca-file", other_file.path(), "-o", "tls_server_name=pbx.example"});
    CHECK(untrusted.code == 3);
    CHECK(contains(untrusted.text("tls"), "no CA that is trusted here"));
    CHECK(contains(untrusted.remedy("tls"), test::fingerprint_of(shown.pem)));
  }
}

TEST_CASE("amictl doctor: a wrong secret") {
  const fake_asterisk server;
  auto environment = test::environment_of(server);
  environment["AMI_SECRET"] = "wr0ng";
  const auto found = diagnose(environment);
  CHECK(found.code == 4);
  CHECK(found.bad() == only("login"));
  CHECK(
      contains(found.text("login"), "the secret of admin is wrong, there is no such user, or its deny, permit or acl"));
  CHECK(contains(found.remedy("login"), "[admin]: compare secret"));
  CHECK_FALSE(contains(found.output, "wr0ng"));
}

TEST_CASE("amictl doctor: an address that the user's ACL leaves out") {
  fake_asterisk server;
  // As a real server does, which says the same as of a wrong secret.
  server.on("Login", [](const auto&, auto session) {
    session.reply_error("Authentication failed");
    session.close();
  });
  const auto found = diagnose(server);
  CHECK(found.code == 4);
  CHECK(found.bad() == only("login"));
  CHECK(contains(found.text("login"), "acl leaves out 127.0.0.1"));
  CHECK(contains(found.remedy("login"), "permit = 127.0.0.1/255.255.255.255"));
}

TEST_CASE("amictl doctor: a server without a login by challenge") {
  const fake_asterisk server{fake_options{}.challenge_login(false)};
  const auto found = diagnose(server);
  CHECK(found.code == 4);
  CHECK(contains(found.remedy("login"), "login=challenge_or_plain"));
}

TEST_CASE("amictl doctor: a user who may read call only") {
  fake_asterisk server{fake_options{}.user(ami::testing::fake_user{"admin", "secret"}.read("call"))};
  const auto check = [](const report& found) {
    INFO(found.output);
    CHECK(found.code == 0);
    CHECK(found.state("read") == "warning");
    CHECK(contains(found.text("read"), "it will never get the events of system (Reload, Shutdown"));
    CHECK(contains(found.text("read"), "agent (QueueCallerJoin"));
    CHECK(contains(found.text("read"), "user (UserEvent)"));
    CHECK(contains(found.remedy("read"), "[admin]: read = "));
    CHECK_FALSE(contains(found.text("read"), "call (Newchannel"));
  };
  SECTION("and says so when asked") {
    tell_rights(server, "admin", "call", "all");
    const auto found = diagnose(server);
    check(found);
    CHECK(contains(found.text("read"), "admin may read call; it"));
  }
  SECTION("and whose rights show by what comes") {
    server.simulate_calls(200);
    const auto found = diagnose(server, {"--wait", "5"});
    check(found);
    CHECK(contains(found.text("read"), "whether it may read"));
  }
}

TEST_CASE("amictl doctor: a user who may provoke nothing") {
  fake_asterisk server{fake_options{}.user(ami::testing::fake_user{"admin", "secret"}.read("call").write("reporting"))};
  const auto found = diagnose(server);
  CHECK(found.code == 0);
  CHECK(found.state("events") == "warning");
  CHECK(contains(found.remedy("events"), "write = user"));
  CHECK(contains(found.text("actions"), "classes that it may write: reporting; not: call (Redirect), originate"));
}

TEST_CASE("amictl doctor: an event mask that is off") {
  fake_asterisk server;
  tell_rights(server, "admin", "all", "all");
  const auto found = diagnose(server, {"-o", "events=off"});
  CHECK(found.code == 1);
  CHECK(found.bad() == only("mask"));
  CHECK(contains(found.text("mask"), "sends no event at all"));
  CHECK(contains(found.remedy("mask"), "events=on"));
  SECTION("or has a few classes") {
    const auto narrow = diagnose(server, {"-o", "events=call,user"});
    CHECK(narrow.code == 0);
    CHECK(contains(narrow.text("mask"), "leaves out system ("));
  }
}

TEST_CASE("amictl doctor: a filter that drops everything") {
  fake_asterisk server;
  tell_rights(server, "admin", "all", "all");
  server.on("UserEvent", [](const auto&, auto session) { session.reply_success("Event Sent"); });
  const auto found = diagnose(server, {"--timeout", "1"});
  CHECK(found.code == 1);
  CHECK(found.bad() == only("filter"));
  CHECK(contains(found.text("filter"), "a filter drops it"));
  CHECK(contains(found.remedy("filter"), "[admin]: widen or remove eventfilter"));
}

TEST_CASE("amictl doctor: a clock that is wrong") {
  fake_asterisk server;
  server.on("Ping", [](const auto&, auto session) {
    const auto hours_ago = std::chrono::system_clock::now() - 2h;
    const auto time = std::chrono::duration_cast<std::chrono::seconds>(hours_ago.time_since_epoch()).count();
    session.reply(
        frame_text::response("Success").header("Ping", "Pong").header("Timestamp", std::to_string(time) + ".5"));
  });
  const auto found = diagnose(server);
  CHECK(found.code == 0);
  CHECK(found.state("clock") == "warning");
  CHECK(contains(found.text("clock"), "behind this one"));
  CHECK(contains(found.text("clock"), "7"));
  CHECK(contains(found.remedy("clock"), "timedatectl set-ntp true"));
}

TEST_CASE("amictl doctor: a server that is shutting down") {
  fake_asterisk server;
  server.shut_down_gracefully();
  const auto found = diagnose(server);
  CHECK(found.code == 1);
  CHECK(found.bad() == only("login"));
  CHECK(contains(found.text("login"), "shutting down"));
  CHECK(contains(found.remedy("login"), "core abort shutdown"));
}

TEST_CASE("amictl doctor: a server that begins to shut down meanwhile") {
  fake_asterisk server;
  server.on("ListCommands", [&](const auto&, auto session) { session.reply_error("Asterisk is shutting down"); });
  const auto found = diagnose(server);
  CHECK(found.code == 1);
  CHECK(found.bad() == only("booted"));
}

TEST_CASE("amictl doctor: a server that is still starting") {
  fake_asterisk server;
  tell_rights(server, "admin", "all", "all");
  server.restart(1h);
  const auto found = diagnose(server);
  CHECK(found.code == 0);
  CHECK(found.state("booted") == "warning");
  CHECK(contains(found.text("booted"), "still starting"));
}

TEST_CASE("amictl doctor: a server that hangs up meanwhile") {
  fake_asterisk server;
  server.on("ListCommands", [](const auto&, auto session) { session.drop(); });
  const auto found = diagnose(server);
  CHECK(found.code == 1);
  CHECK(found.bad() == only("link"));
}

TEST_CASE("amictl doctor: the port of Asterisk's web server") {
  const deaf_server server{"", "HTTP/1.1 404 Not Found\r\nServer: Asterisk/22.10.1\r\nContent-Length: 0\r\n\r\n"};
  const auto found = diagnose(environment_of_port(server.port()), {"--timeout", "1"});
  CHECK(found.code == 3);
  CHECK(found.bad() == only("greeting"));
  CHECK(contains(found.text("greeting"), "Asterisk's own web server (Asterisk/22.10.1)"));
  CHECK(contains(found.remedy("greeting"), "connect to port 5038"));
  SECTION("with TLS asked for") {
    const auto with_tls = diagnose(environment_of_port(server.port()), {"--timeout", "1", "--tls"});
    CHECK(with_tls.code == 3);
    CHECK(contains(with_tls.text("tls"), "Asterisk's own web server"));
  }
}

TEST_CASE("amictl doctor: a proxy that answers HTTP") {
  const deaf_server server{"", "HTTP/1.1 400 Bad Request\r\nServer: squid/5.7\r\nVia: 1.1 proxy (squid/5.7)\r\n\r\n"};
  const auto found = diagnose(environment_of_port(server.port()), {"--timeout", "1"});
  CHECK(found.code == 3);
  CHECK(found.bad() == only("greeting"));
  CHECK(contains(found.text("greeting"), "an HTTP proxy (squid/5.7)"));
  CHECK(contains(found.remedy("greeting"), "ssh -L"));
}

TEST_CASE("amictl doctor: a proxy that accepts and says nothing") {
  const deaf_server server{"", ""};
  const auto found = diagnose(environment_of_port(server.port()), {"--timeout", "0.2"});
  CHECK(found.code == 3);
  CHECK(found.bad() == only("greeting"));
  CHECK(contains(found.text("greeting"), "accepts the connection and says nothing"));
  CHECK(contains(found.remedy("greeting"), "past proxies"));
  SECTION("with TLS asked for") {
    const auto with_tls = diagnose(environment_of_port(server.port()), {"--timeout", "0.2", "--tls"});
    CHECK(with_tls.code == 3);
    CHECK(contains(with_tls.text("tls"), "does not answer the TLS handshake"));
  }
}

TEST_CASE("amictl doctor: another server, whose words cannot harm a terminal") {
  const deaf_server server{"SSH-2.0-\x1b[31mOpenSSH\r\n", ""};
  const auto found = test::run_amictl({"doctor"}, environment_of_port(server.port()));
  CHECK(found.code == 3);
  CHECK(contains(found.output, "SSH server (SSH-2.0-\\x1b[31mOpenSSH)"));
  CHECK_FALSE(contains(found.output, "\x1b"));
}

TEST_CASE("amictl doctor: a server that closes without a greeting") {
  fake_asterisk server;
  server.refuse_sessions();
  const auto found = diagnose(server);
  CHECK(found.code == 3);
  CHECK(contains(found.remedy("greeting"), "authlimit"));
}
