// A fake server plays recordings: every byte at its time, in virtual time, with the ends of the links.
#include "catch.hpp"
#include "support/data.hpp"
#include "support/fake_server.hpp"
#include "support/raw_client.hpp"

#include <ami/testing/recording.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

using ami::testing::recorded;
using ami::testing::recorded_step;
using ami::testing::recording;

namespace {

constexpr const char* recorded_greeting = "Asterisk Call Manager/9.9.9\r\n";
constexpr const char* recorded_login = "Response: Success\r\nActionID: r\r\nMessage: Authentication accepted\r\n\r\n";
constexpr const char* login_answer = "Response: Success\r\nMessage: Authentication accepted\r\n\r\n";

recorded_step from_server(std::chrono::microseconds at, std::string bytes) {
  return {at, recorded::server, std::move(bytes)};
}

std::string event_text(const std::string& name) {
  return "Event: " + name + "\r\nPrivilege: call,all\r\n\r\n";
}

// From the login on.
recording link_of(std::vector<recorded_step> steps) {
  steps.insert(steps.begin(), from_server(0s, std::string{recorded_greeting} + recorded_login));
  return recording{{}, std::move(steps)};
}

void log_in(test::raw_client& client, const std::string& more = {}) {
  CHECK(client.read_until("\r\n") == recorded_greeting);
  CHECK(client.exchange("Action: Login\r\nUsername: anybody\r\nSecret: x\r\n" + more + "\r\n") == login_answer);
}

fake_options by_hand() {
  return quiet().any_login(true).manual_clock(true);
}

}  // namespace

TEST_CASE("a recording is played in virtual time") {
  fake_asterisk server{by_hand()};
  server.play(link_of({from_server(60s, event_text("A")), from_server(24h, event_text("B"))}));
  test::raw_client client{server};
  log_in(client);
  server.advance(59s);
  CHECK(client.exchange("Action: Events\r\nEventMask: on\r\n\r\n") == "Response: Success\r\nEvents: On\r\n\r\n");
  server.advance(1s);
  CHECK(client.read_frame() == event_text("A"));
  server.advance(24h);
  CHECK(client.read_frame() == event_text("B"));
  CHECK(server.wait_for_played(1, 10s));
}

TEST_CASE("a test moves the clock of the simulated PBX, too") {
  fake_asterisk server{by_hand()};
  server.originate(ami::testing::pbx_call{"PJSIP/alice"}.application("Wait", "60"));
  CHECK(server.channels().size() == 1);
  server.advance(1h);
  CHECK(server.channels().empty());
}

TEST_CASE("every capture is played byte by byte") {
  for (const auto& entry : std::filesystem::directory_iterator{test::data_directory() / "captures"}) {
    INFO(entry.path().string());
    std::ifstream file{entry.path(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    // What a program finds that knows lines only: events with their classes or without an ActionID.
    std::string expected;
    bool played = false;
    for (std::size_t at = bytes.find('\n') + 1; at < bytes.size();) {
      std::size_t end = bytes.find("\n\r\n", at);
      end = end == std::string::npos ? bytes.size() : end + 3;
      const std::string frame = bytes.substr(at, end - at);
      at = end;
      const bool rest = !frame.ends_with("\n\r\n");
      if (frame.starts_with("\r\n") && !rest) {
        FAIL("a blank line that is counted to no frame");
      }
      played = rest || (!frame.starts_with("Response: ") &&
                        (!frame.starts_with("Event: ") || frame.find("\nPrivilege: ") != std::string::npos ||
                         frame.find("\nActionID: ") == std::string::npos));
      expected += played ? frame : std::string{};
      while (bytes.compare(at, 2, "\r\n") == 0) {
        expected += played ? "\r\n" : "";
        at += 2;
      }
    }
    fake_asterisk server{quiet().any_login(true)};
    std::vector<recorded_step> steps;
    for (std::size_t at = 0; at < bytes.size(); at += 1000) {
      steps.push_back(from_server(std::chrono::hours{at}, bytes.substr(at, 1000)));
    }
    steps.emplace_back(std::chrono::hours{bytes.size()}, recorded::closed, std::string{});
    server.play(recording{{}, std::move(steps)}, 0);
    test::raw_client client{server};
    client.read_until("\r\n");
    client.send("Action: Login\r\nUsername: anybody\r\n\r\n");
    CHECK(client.read_frame() == login_answer);
    const std::string read = client.read_to_end();
    CHECK(read.size() == expected.size());
    CHECK(read == expected);
    CHECK(server.wait_for_played(1, 10s));
  }
}

TEST_CASE("ends of links are played, and who comes back gets the next link") {
  fake_asterisk server{by_hand()};
  const std::string begin = std::string{recorded_greeting} + recorded_login;
  server.play(recording{{},
                        {from_server(0s, begin),
                         from_server(1s, event_text("A") + "Event: Cu"),
                         {2s, recorded::closed, {}},
                         from_server(9s, begin),
                         from_server(10s, event_text("B")),
                         {11s, recorded::lost, "reset"},
                         from_server(20s, begin),
                         from_server(21s, event_text("C")),
                         {22s, recorded::stopped, {}}}});
  {
    test::raw_client client{server};
    log_in(client);
    server.advance(3s);
    CHECK(client.read_to_end() == event_text("A") + "Event: Cu");
    CHECK_FALSE(client.was_reset());
  }
  {
    test::raw_client client{server};
    log_in(client);
    server.advance(1s);
    CHECK(client.read_frame() == event_text("B"));
    server.advance(1s);
    CHECK(client.read_to_end().empty());
    CHECK(client.was_reset());
  }
  test::raw_client client{server};
  log_in(client);
  test::raw_client other{server};
  log_in(other);
  server.advance(1s);
  CHECK(client.read_frame() == event_text("C"));
  CHECK(other.read_frame() == event_text("A"));  // its own play-through
  server.advance(1s);
  CHECK(server.wait_for_played(1, 10s));
  CHECK(client.exchange("Action: Ping\r\n\r\n").starts_with("Response: Success\r\nPing: Pong\r\n"));
}

TEST_CASE("masks hold for a recording") {
  fake_asterisk server{by_hand()};
  server.play(link_of({from_server(1s, event_text("A") + "Event: B\r\nPrivilege: system,all\r\n\r\n")}));
  test::raw_client client{server};
  log_in(client, "Events: system\r\n");
  server.advance(1s);
  CHECK(client.read_frame() == "Event: B\r\nPrivilege: system,all\r\n\r\n");
}

TEST_CASE("a recording is played to a manager that reconnects") {
  fake_asterisk server{by_hand()};
  const std::string begin = std::string{recorded_greeting} + recorded_login;
  server.play(recording{{},
                        {from_server(0s, begin),
                         from_server(1h, event_text("Hangup")),
                         {2h, recorded::lost, {}},
                         from_server(3h, begin),
                         from_server(4h, event_text("Hold"))}});
  asio::io_context io;
  ami::manager pbx{io, address_of(server).reconnect(at_once())};
  auto events = pbx.subscribe();
  test::run(io, pbx.connect());
  CHECK(pbx.server_version() == ami::server_version{9, 9, 9});
  const auto next = [](auto* from) -> asio::awaitable<std::string> {
    auto event = co_await from->next();
    co_return std::string{event->name()};
  };
  server.advance(90min);
  CHECK(test::run(io, next(&events)) == "Hangup");
  server.advance(30min);
  CHECK(test::run(io, next(&events)) == "connection_lost");
  CHECK(test::run(io, next(&events)) == "connection_restored");
  server.advance(2h);
  CHECK(test::run(io, next(&events)) == "Hold");
}

TEST_CASE("a recording of much is played as fast as a client reads") {
  std::vector<recorded_step> steps;
  std::string expected;
  for (int number = 0; number < 2000; ++number) {
    const std::string event = "Event: E" + std::to_string(number) + "\r\nText: " + std::string(5000, 'x') + "\r\n\r\n";
    expected += event;
    steps.push_back(from_server(std::chrono::hours{number}, event));
  }
  steps.emplace_back(3000h, recorded::lost, std::string{});
  fake_asterisk server{quiet().any_login(true).max_unsent(std::size_t{2} << 20)};
  server.play(link_of(std::move(steps)), 0);
  test::raw_client client{server};
  log_in(client);
  CHECK(client.read_to_end() == expected);
}
