// The five lines: connect, subscribe, send an action, read typed events.
#include "example_server.hpp"

#include <ami/ami.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>

namespace asio = boost::asio;

asio::awaitable<void> main_job(ami::manager pbx) {
  co_await pbx.connect();
  auto calls = pbx.subscribe<ami::events::newchannel, ami::events::hangup>();
  auto pong = co_await pbx.send_action(ami::actions::ping{});
  std::cout << "The server's clock says " << pong.timestamp() << '\n';

  int hangups = 0;
  while (auto event = co_await calls.next()) {
    event->match(
        [](const ami::events::newchannel& made) {
          std::cout << "new   " << made.channel() << " in context " << made.context() << '\n';
        },
        [&](const ami::events::hangup& gone) {
          std::cout << "gone  " << gone.channel() << ": " << gone.cause_txt() << '\n';
          ++hangups;
        },
        [](const ami::lagged& gap) { std::cout << "lost  " << gap.count() << " events\n"; });
    if (hangups == 4) {
      break;
    }
  }
  co_await pbx.disconnect();
}

int main() {
  example_server server;  // a fake Asterisk, or the PBX that AMI_HOST names
  asio::io_context io;
  ami::manager pbx{io, server.options()};
  int status = 0;
  asio::co_spawn(io, main_job(pbx), [&](const std::exception_ptr& failure) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
    } catch (const std::exception& error) {
      std::cerr << "quickstart: " << error.what() << '\n';
      status = 1;
    }
  });
  server.make_calls();
  io.run();
  return status;
}
