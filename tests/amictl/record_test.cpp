// amictl record and replay: the bytes of a server, into a file and out of it.
#include "amictl/amictl_process.hpp"
#include "amictl/record_login.hpp"
#include "catch.hpp"
#include "support/certificates.hpp"
#include "support/fake_server.hpp"

#include <ami/testing/recording.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using ami::testing::recorded;
using ami::testing::recorded_step;
using ami::testing::recording;
using amictl::record_login;

namespace {

class recording_file {
public:
  recording_file() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("amictl-record-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".ami");
    std::filesystem::remove(path_);
  }
  explicit recording_file(const recording& what) : recording_file{} {
    std::string text;
    ami::testing::recording_writer writer{what.header(), [&](std::string_view more) { text += more; }};
    for (const recorded_step& step : what.steps()) {
      switch (step.kind()) {
      case recorded::opened: writer.opened(step.at(), step.bytes()); break;
      case recorded::server: writer.server(step.at(), step.bytes()); break;
      case recorded::client: writer.client(step.at(), step.bytes()); break;
      case recorded::closed: writer.closed(step.at()); break;
      case recorded::lost: writer.lost(step.at(), step.bytes()); break;
      case recorded::stopped: writer.stopped(step.at()); break;
      }
    }
    std::ofstream{path_, std::ios::binary} << text;
  }
  ~recording_file() { std::filesystem::remove(path_); }
  recording_file(const recording_file&) = delete;
  recording_file& operator=(const recording_file&) = delete;

  std::string path() const { return path_.string(); }
  std::string text() const {
    std::ifstream file{path_, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  recording read() const { return recording::read_file(path()); }

private:
  std::filesystem::path path_;
};

std::string event_bytes(const std::string& name, const std::string& more = {}) {
  return "Event: " + name + "\r\nPrivilege: call,all\r\n" + more + "\r\n";
}

std::vector<recorded> kinds_without_bytes(const recording& from) {
  std::vector<recorded> result;
  for (const auto& step : from.steps()) {
    if (step.kind() != recorded::server && step.kind() != recorded::client) {
      result.push_back(step.kind());
    }
  }
  return result;
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// Until a text is in the recording so many times.
void wait_for_text(const recording_file& file, std::string_view text, std::size_t count = 1) {
  const auto end = std::chrono::steady_clock::now() + test::patience;
  while (count_of(file.text(), text) < count && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
  REQUIRE(count_of(file.text(), text) >= count);
}

void wait_for_logins(const fake_asterisk& server, std::uint64_t count) {
  const auto end = std::chrono::steady_clock::now() + test::patience;
  while (server.logins() < count && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
  REQUIRE(server.logins() == count);
}

ami::wire::frame frame_of(const std::string& text) {
  return ami::wire::frame::from_text(text);
}

constexpr const char* greeting_line = "Asterisk Call Manager/11.0.0\r\n";
constexpr const char* accepted = "Response: Success\r\nActionID: x\r\nMessage: Authentication accepted\r\n\r\n";

}  // namespace

TEST_CASE("amictl record: every byte of the server, and no secret") {
  fake_asterisk server{quiet().user("admin", "verysecret")};
  auto environment = test::environment_of(server);
  environment["AMI_SECRET"] = "verysecret";
  std::string key;
  server.on("Login", [&](const request& action, const ami::testing::session& client) {
    key = action["Key"];
    client.reply_default(action);
  });
  const recording_file file;
  test::amictl_process record{{"record", file.path(), "--json"}, environment};
  REQUIRE(server.wait_for_sessions(1, test::patience));
  server.send_raw(event_bytes("Latin", "Name: caf\xe9 \\ \xc3\xa9\r\n"));
  server.send_raw("Event: AuthDetail\r\nPassword: hush\r\n\r\n");
  server.send_raw(event_bytes("Last"));
  wait_for_text(file, "Event: Last\\r\\n");
  record.send_signal(SIGINT);
  const auto result = record.wait();
  CHECK(result.code == 0);
  CHECK(result.errors.empty());
  const auto figures = boost::json::parse(result.output).as_object();
  CHECK(figures.at("events").to_number<int>() == 3);
  CHECK(figures.at("links").to_number<int>() == 1);

  const std::string text = file.text();
  CHECK(key.size() == 32);
  CHECK(text.find(key) == std::string::npos);
  CHECK(text.find("verysecret") == std::string::npos);
  CHECK(text.find("AuthType") == std::string::npos);
  CHECK(text.find("hush") == std::string::npos);
  CHECK(text.find("Username: admin") != std::string::npos);
  const recording read = file.read();
  CHECK(read.header().server() == server.host() + ":" + std::to_string(server.port()));
  CHECK(read.header().began());
  const std::string bytes = read.server_bytes();
  CHECK(bytes.starts_with(greeting_line));
  CHECK(bytes.ends_with(event_bytes("Latin", "Name: caf\xe9 \\ \xc3\xa9\r\n") +
                        "Event: AuthDetail\r\nPassword: ****\r\n\r\n" + event_bytes("Last")));
  CHECK(bytes.size() == server.bytes_sent());
  CHECK(figures.at("bytes").to_number<std::size_t>() == bytes.size());
  CHECK(kinds_without_bytes(read) == std::vector{recorded::opened, recorded::stopped});
  struct stat status {};
  REQUIRE(::stat(file.path().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
}

TEST_CASE("amictl record: ends of links, and a link again") {
  fake_asterisk server{quiet()};
  const recording_file file;
  test::amictl_process record{{"record", file.path()}, test::environment_of(server)};
  REQUIRE(server.wait_for_sessions(1, test::patience));
  server.send_raw("Event: Cut");
  server.close_connections();
  wait_for_logins(server, 2);
  server.reset_connections();
  wait_for_logins(server, 3);
  wait_for_text(file, "accepted", 3);
  record.send_signal(SIGTERM);
  CHECK(record.wait().code == 0);
  CHECK(kinds_without_bytes(file.read()) == std::vector{recorded::opened, recorded::closed, recorded::opened,
                                                        recorded::lost, recorded::opened, recorded::stopped});
  CHECK(file.text().find("< Event: Cut\n") != std::string::npos);
}

TEST_CASE("amictl record: ends after a time, or with the link") {
  fake_asterisk server{quiet()};
  SECTION("a time, which begins with the login") {
    const recording_file file;
    CHECK(test::run_at(server, {"record", file.path(), "--for", "1ms"}).code == 0);
    CHECK(file.text().find("Authentication accepted") != std::string::npos);
  }
  SECTION("a time") {
    const recording_file file;
    const auto result = test::run_at(server, {"record", file.path(), "--for", "50ms"});
    CHECK(result.code == 0);
    CHECK(kinds_without_bytes(file.read()).back() == recorded::stopped);
    CHECK(test::run_at(server, {"record", file.path(), "--for", "50ms"}).code == 2);
    CHECK(test::run_at(server, {"record", file.path(), "--for", "50ms", "--overwrite"}).code == 0);
  }
  SECTION("the link") {
    const recording_file file;
    test::amictl_process record{{"record", file.path(), "--once"}, test::environment_of(server)};
    REQUIRE(server.wait_for_sessions(1, test::patience));
    server.close_connections();
    CHECK(record.wait().code == 5);
  }
  SECTION("a server that is silent") {
    server.on("Ping", [](const auto&, auto) {});
    const recording_file file;
    auto environment = test::environment_of(server);
    environment["AMI_PING_AFTER"] = "20ms";
    environment["AMI_PING_TIMEOUT"] = "20ms";
    const auto result = test::run_amictl({"record", file.path(), "--once"}, environment);
    CHECK(result.code == 5);
    CHECK(file.text().find("> Action: Ping") != std::string::npos);
    CHECK(kinds_without_bytes(file.read())[1] == recorded::lost);
  }
}

TEST_CASE("amictl record: no connection leaves no file") {
  fake_asterisk server{quiet()};
  auto environment = test::environment_of(server);
  const recording_file file;
  SECTION("wrong secret") {
    environment["AMI_SECRET"] = "wrong";
    const auto result = test::run_amictl({"record", file.path()}, environment);
    CHECK(result.code == 4);
    CHECK(result.errors.find("Authentication failed") != std::string::npos);
  }
  SECTION("nobody listens") {
    environment["AMI_PORT"] = "1";
    CHECK(test::run_amictl({"record", file.path()}, environment).code == 3);
  }
  SECTION("no folder") {
    CHECK(test::run_amictl({"record", "/nonexistent/x"}, environment).code == 2);
  }
  CHECK_FALSE(std::filesystem::exists(file.path()));
}

TEST_CASE("amictl record: over TLS, whose certificate is verified") {
  const test::certificate_authority authority{"Test CA"};
  const auto own = authority.issue_for_loopback();
  const recording_file ca;
  std::ofstream{ca.path()} << authority.pem();
  fake_asterisk server{quiet().tls(own.pem, own.key)};
  const recording_file file;
  auto arguments = std::vector<std::string>{"record", file.path(), "--for", "200ms"};
  SECTION("trusted") {
    arguments.insert(arguments.end(), {"--ca-file", ca.path()});
    CHECK(test::run_at(server, arguments).code == 0);
    CHECK(file.read().server_bytes().starts_with(greeting_line));
  }
  SECTION("not trusted") {
    arguments.emplace_back("--tls");
    const auto result = test::run_at(server, arguments);
    CHECK(result.code == 3);
    INFO(result.errors);
    CHECK(result.errors.find("certificate") != std::string::npos);
  }
  SECTION("issued for another name") {
    arguments.insert(arguments.end(), {"--ca-file", ca.path(), "-o", "tls_server_name=pbx.example.org"});
    CHECK(test::run_at(server, arguments).code == 3);
  }
  SECTION("pinned") {
    arguments.insert(arguments.end(),
                     {"--tls", "-o", "tls_pinned_certificate_sha256=" + test::fingerprint_of(own.pem)});
    CHECK(test::run_at(server, arguments).code == 0);
  }
  SECTION("another is pinned") {
    arguments.insert(arguments.end(),
                     {"--tls", "-o", "tls_pinned_certificate_sha256=" + test::fingerprint_of(authority.pem())});
    CHECK(test::run_at(server, arguments).code == 3);
  }
}

TEST_CASE("amictl record: logging in step by step") {
  using step = record_login::step;
  SECTION("with a challenge, a mask and a filter") {
    const ami::options options =
        ami::options{"h"}.credentials("u", "p").event_mask("call").event_filter("!Event: VarSet");
    record_login login{options};
    REQUIRE(login.on_greeting("Asterisk Call Manager/11.0.0") == step::send);
    CHECK(login.output() == "Action: Challenge\r\nActionID: amictl-1\r\nAuthType: MD5\r\n\r\n");
    const auto event = frame_of("Event: FullyBooted\r\n");
    CHECK(login.on_frame(event.view()) == step::wait);
    const auto challenge = frame_of("Response: Success\r\nActionID: amictl-1\r\nChallenge: 12\r\n");
    REQUIRE(login.on_frame(challenge.view()) == step::send);
    // md5("12p")
    CHECK(login.output() == "Action: Login\r\nActionID: amictl-2\r\nUsername: u\r\nAuthType: MD5\r\n"
                            "Key: cf85062b6955d68d48757b5f5c4ab42f\r\nEvents: call\r\n\r\n");
    const auto good = frame_of("Response: Success\r\nActionID: amictl-2\r\nMessage: Authentication accepted\r\n");
    REQUIRE(login.on_frame(good.view()) == step::send);
    CHECK(login.output().starts_with("Action: Filter\r\n"));
    const auto filtered = frame_of("Response: Success\r\nActionID: amictl-3\r\n");
    CHECK(login.on_frame(filtered.view()) == step::done);
    CHECK(login.output().empty());
  }
  SECTION("in clear text only when that is wanted") {
    const auto refused = frame_of("Response: Error\r\nActionID: amictl-1\r\nMessage: Must specify AuthType\r\n");
    const ami::options careful = ami::options{"h"}.credentials("u", "p");
    record_login strict{careful};
    strict.on_greeting("Asterisk Call Manager/11.0.0");
    CHECK(strict.on_frame(refused.view()) == step::failed);
    CHECK(strict.error() == ami::errc::challenge_refused);
    const ami::options lenient = ami::options{careful}.login(ami::login_method::challenge_or_plain);
    record_login either{lenient};
    either.on_greeting("Asterisk Call Manager/11.0.0");
    CHECK(either.on_frame(refused.view()) == step::send);
    CHECK(either.output().find("Secret: p\r\n") != std::string::npos);
  }
  SECTION("at what is no manager interface") {
    const ami::options options = ami::options{"h"}.credentials("u", "p");
    record_login login{options};
    CHECK(login.on_greeting("HTTP/1.1 400 Bad Request") == step::failed);
    CHECK(login.error() == ami::errc::not_ami);
  }
}

TEST_CASE("amictl replay: what was recorded is served byte by byte") {
  const recording_file file;
  std::string sent;
  {
    fake_asterisk server{quiet()};
    test::amictl_process record{{"record", file.path()}, test::environment_of(server)};
    REQUIRE(server.wait_for_sessions(1, test::patience));
    for (int number = 0; number < 50; ++number) {
      sent += event_bytes("E" + std::to_string(number), "Name: caf\xe9\r\nText: " + std::string(1000, 'x') + "\r\n");
    }
    server.send_raw(sent + "Event: Cu");
    server.close_connections();
    wait_for_text(file, " closed\n");
    record.send_signal(SIGINT);
    CHECK(record.wait().code == 0);
  }
  test::amictl_process replay{{"replay", file.path(), "--serve", "0", "--speed", "0", "--json"}};
  REQUIRE(replay.wait_for_output("}\n"));
  const auto address = boost::json::parse(replay.output().substr(0, replay.output().find('\n'))).as_object();
  for (int client = 0; client < 2; ++client) {
    asio::io_context io;
    asio::ip::tcp::socket socket{io};
    socket.connect({asio::ip::address_v4::loopback(), address.at("port").to_number<std::uint16_t>()});
    asio::write(socket, asio::buffer(std::string{"Action: Login\r\nUsername: c" + std::to_string(client) +
                                                 "\r\nSecret: y\r\n\r\n"}));
    std::string read;
    boost::system::error_code end;
    asio::read(socket, asio::dynamic_buffer(read), end);
    CHECK(end == asio::error::eof);
    CHECK(read == std::string{greeting_line} + "Response: Success\r\nMessage: Authentication accepted\r\n\r\n" + sent +
                      "Event: Cu");
  }
  replay.send_signal(SIGINT);
  CHECK(replay.wait().code == 0);
}

TEST_CASE("amictl replay: events in their order, with the ends of links") {
  const std::string begin = std::string{greeting_line} + accepted;
  const recording what{ami::testing::recording_header{}
                           .server("pbx:5038")
                           .began(std::chrono::system_clock::time_point{std::chrono::seconds{1785663000}}),
                       {{0s, recorded::opened, "here"},
                        {0s, recorded::server, begin},
                        {1h, recorded::server, event_bytes("Hangup", "Channel: PJSIP/a-1\r\nCause: 16\r\n")},
                        {1h, recorded::server, "Event: Item\r\nActionID: 7\r\n\r\n"},
                        {2h, recorded::lost, "reset"},
                        {3h, recorded::opened, {}},
                        {3h, recorded::server, begin + event_bytes("Hold")}}};
  const recording_file file{what};
  const auto text = test::run_amictl({"replay", file.path(), "--speed", "0"}, {{"TZ", "UTC"}});
  CHECK(text.code == 0);
  CHECK(text.errors.empty());
  REQUIRE(text.lines().size() == 4);
  CHECK(text.lines()[0].starts_with("10:30:00.000 Hangup"));
  CHECK(text.lines()[0].find("Cause=16") != std::string::npos);
  CHECK(text.lines()[1] == "11:30:00.000 --- the link was lost: reset ---");
  CHECK(text.lines()[3].starts_with("12:30:00.000 Hold"));
  const auto json = test::run_amictl({"replay", file.path(), "--speed", "1000000000", "--json"});
  REQUIRE(json.lines().size() == 4);
  const auto event = boost::json::parse(json.lines()[0]).as_object();
  CHECK(event.at("time") == "2026-08-02T10:30:00.000Z");
  CHECK(event.at("server") == "pbx:5038");
  CHECK(event.at("headers").at("Cause") == 16);

  const std::string cut = file.text().substr(0, file.text().size() - 5);
  const auto rest = test::run_amictl({"replay", "-", "--speed", "0"}, {}, cut);
  CHECK(rest.code == 1);
  CHECK(rest.lines().size() == 3);
  CHECK(rest.errors.find("cut off") != std::string::npos);
  CHECK(test::run_amictl({"replay", "-"}, {}, "Event: A\r\n\r\n").code == 1);
  CHECK(test::run_amictl({"replay", "/nonexistent"}).code == 2);
}
