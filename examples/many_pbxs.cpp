// Several PBXs as one: their calls in one stream, an action for any or for all of them, and one that goes down
// meanwhile. Runs on three embedded servers; a cluster of real ones differs only in the options.
#include <ami/ami.hpp>
#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <map>
#include <string>

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Where each server listens: an embedded one here.
ami::options server_options(const ami::testing::fake_asterisk& server) {
  return ami::options{server.host()}
      .port(server.port())
      .credentials("admin", "secret")
      .reconnect(ami::reconnect_policy{}.initial_delay(50ms));
}

asio::awaitable<void> main_job(ami::cluster pbxs, ami::testing::fake_asterisk& london) {
  auto calls = pbxs.subscribe<ami::events::newchannel, ami::events::hangup>();
  co_await pbxs.connect();

  // To all: each answers for itself, and one that is down does not hold up the others.
  const auto versions = co_await pbxs.send_all(ami::actions::core_settings{}, 5s);
  for (const auto& answer : versions) {
    std::cout << answer.server() << ": "
              << (answer.error() ? answer.error().message() : std::string{answer.reply()["AsteriskVersion"]}) << '\n';
  }

  // To any: never sent twice.
  const auto pong = co_await pbxs.send_any(ami::actions::ping{}, ami::pick::least_in_flight);
  std::cout << "a ping was answered by " << pong.server() << '\n';

  std::map<std::string, int> hangups;
  bool lost = false;
  bool restored = false;
  while (hangups.size() < 3 || !restored) {
    const auto event = co_await calls.next();
    if (!event) {
      break;
    }
    event->match(
        [&](const ami::events::newchannel& made) {
          std::cout << event->server() << ": new " << made.channel() << '\n';
        },
        [&](const ami::events::hangup& gone) {
          std::cout << event->server() << ": gone " << gone.channel() << '\n';
          ++hangups[event->server()];
        },
        [&](const ami::connection_lost& gap) {
          std::cout << event->server() << ": lost, " << gap.reason().message() << '\n';
        },
        [&](const ami::connection_restored&) {
          std::cout << event->server() << ": here again\n";
          restored = true;
        });
    if (!lost && !hangups.empty()) {
      london.drop_connections();
      lost = true;
    }
  }
  co_await pbxs.disconnect();
}

int main() {
  std::array<ami::testing::fake_asterisk, 3> servers;
  asio::io_context io;
  ami::cluster pbxs{io};
  pbxs.add("berlin", server_options(servers[0]));
  pbxs.add("london", server_options(servers[1]));
  pbxs.add("paris", server_options(servers[2]));
  int status = 0;
  asio::co_spawn(io, main_job(pbxs, servers[1]), [&](const std::exception_ptr& failure) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
    } catch (const std::exception& error) {
      std::cerr << "many_pbxs: " << error.what() << '\n';
      status = 1;
    }
  });
  for (auto& server : servers) {
    server.simulate_calls(3);
  }
  io.run();
  return status;
}
