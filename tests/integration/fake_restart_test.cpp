// A restart of the fake server, with modules that load late.
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/text_client.hpp"

#include <ami/testing/simulated_pbx.hpp>

#include <chrono>
#include <set>
#include <string>
#include <utility>

using ami::testing::pbx_call;
using ami::testing::pbx_member;
using ami::testing::simulated_pbx;
using test::text_client;

namespace {

constexpr auto fully_booted = "Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n"
                              "Uptime: 0\r\nLastReload: 0\r\n\r\n";

std::string start_time(text_client& client) {
  const std::string status = client.ask("Action: CoreStatus");
  return status.substr(0, status.find("CoreReloadDate"));
}

std::string unknown(const std::string& action) {
  return "Response: Error\r\nMessage: Invalid/unknown command: " + action +
         ". Use Action: ListCommands to show available commands.\r\n\r\n";
}

}  // namespace

TEST_CASE("fake server: a restart ends sessions and calls, and starts later", "[fake]") {
  fake_asterisk server{quiet()};
  std::string before;
  std::set<std::string> unique_ids;
  for (int round = 0; round < 3; ++round) {
    text_client client{server, "system"};
    const std::string start = start_time(client);
    CHECK(start != std::exchange(before, start));
    server.with_pbx([&](simulated_pbx& pbx) {
      CHECK(pbx.channels().empty());
      CHECK(pbx.queue_summary().size() == 2);
      CHECK(pbx.queue_status("support", {}).size() == 4);
      pbx.queue_add("support", pbx_member{"PJSIP/alice"});
      pbx.originate(pbx_call{"PJSIP/alice"}.application("Wait", "60"), {});
      CHECK(unique_ids.insert(*pbx.variable(pbx.channels().front(), "UNIQUEID")).second);
    });
    server.restart();
    CHECK(client.read_to_end() ==
          "Event: Shutdown\r\nPrivilege: system,all\r\nShutdown: Cleanly\r\nRestart: True\r\n\r\n\r\n");
  }
}

TEST_CASE("fake server: while it boots, the actions of modules are unknown", "[fake]") {
  fake_asterisk server{fake_options{}};
  server.on("QueuePause", [](const request&, ami::testing::session client) { client.reply_success("scripted"); });
  server.restart(1h);
  text_client client{server, "system"};
  CHECK(client.ask("Action: Ping").starts_with("Response: Success\r\n"));
  CHECK(client.ask("Action: CoreShowChannels").starts_with("Response: Success\r\n"));
  for (const char* const name :
       {"QueueStatus", "QueuePause", "ConfbridgeListRooms", "ParkedCalls", "PJSIPShowEndpoints"}) {
    CHECK(client.ask(std::string{"Action: "} + name) == unknown(name));
  }
  CHECK(client.ask("Action: ListCommands").find("QueueStatus") == std::string::npos);
  server.finish_boot();
  CHECK(client.read_frame() == fully_booted);
  CHECK(client.ask("Action: QueueStatus").starts_with("Response: Success\r\n"));
  CHECK(client.ask("Action: QueuePause").find("scripted") != std::string::npos);
  CHECK(client.ask("Action: ListCommands").find("QueueStatus") != std::string::npos);
  server.finish_boot();
  CHECK(client.ask("Action: Ping").starts_with("Response: Success\r\n"));
  text_client late{server, "system"};
  CHECK(late.read_frame().starts_with("Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: "));
}

TEST_CASE("fake server: the boot ends by itself, and not before the last restart's", "[fake]") {
  fake_asterisk server{fake_options{}};
  server.restart(1h);
  server.restart(5ms);
  text_client client{server, "system"};
  CHECK(client.read_frame().starts_with("Event: FullyBooted\r\n"));
  CHECK(client.ask("Action: QueueStatus").starts_with("Response: Success\r\n"));
  server.restart(5ms);
  server.restart(1h);
  text_client other{server, "system"};
  CHECK(other.ask("Action: QueueStatus") == unknown("QueueStatus"));
}

TEST_CASE("fake server and manager: a client comes back after a restart", "[fake]") {
  fake_asterisk server{fake_options{}};
  asio::io_context io;
  ami::manager pbx{io, address_when_booted(server).reconnect(at_once())};
  test::run(io, pbx.connect());
  server.restart(1h);
  test::run_until(io, [&] { return server.logins() == 2; });
  server.finish_boot();
  test::run(io, pbx.wait_for(ami::connection_state::connected));
  const ami::reply queues = test::run(io, pbx.send_action(ami::action{"QueueStatus"}));
  CHECK_FALSE(queues.items().empty());
  test::run(io, pbx.disconnect());
}
