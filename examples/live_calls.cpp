// Calls and queues as they are now, on a terminal: right also after the link died, and said when it is not. The
// embedded server drops the connection once.
#include "example_server.hpp"

#include <ami/live_state.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <iostream>

namespace asio = boost::asio;

void show(const ami::live_snapshot& now) {
  std::cout << "---\n";
  for (const auto& problem : now.problems()) {
    std::cout << "not to be relied on: " << problem << '\n';
  }
  for (const auto& call : now.calls()) {
    std::cout << call.linkedid() << "  " << call.status();
    for (const auto& leg : call.legs()) {
      const auto* const channel = now.channel(leg);
      std::cout << "  " << (channel != nullptr ? channel->name() : leg);
    }
    std::cout << "  for " << std::chrono::floor<std::chrono::seconds>(call.started().elapsed()).count() << " s\n";
  }
  for (const auto& queue : now.queues()) {
    std::cout << queue.name() << ": " << queue.caller_count() << " waiting, " << queue.member_count() << " members\n";
  }
}

asio::awaitable<void> watch(ami::manager pbx, example_server& server, std::chrono::seconds time) {
  const ami::live_state live{pbx};
  co_await pbx.connect();
  show(co_await live.wait_valid());
  asio::steady_timer tick{live.get_executor()};
  for (std::chrono::milliseconds passed{0}; time.count() == 0 || passed < time;
       passed += std::chrono::milliseconds{500}) {
    tick.expires_after(std::chrono::milliseconds{500});
    co_await tick.async_wait(asio::use_awaitable);
    show(live.snapshot());
    if (passed == std::chrono::seconds{1}) {
      server.drop_connections();
    }
  }
  co_await pbx.disconnect();
}

int main() {
  example_server server;  // a fake Asterisk, or the PBX that AMI_HOST names
  asio::io_context io;
  ami::manager pbx{io, server.options().reconnect(ami::reconnect_policy{})};
  asio::co_spawn(io, watch(pbx, server, server.duration(std::chrono::seconds{10})), asio::detached);
  server.make_calls();
  io.run();
}
