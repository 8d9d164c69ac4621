// A dialplan in C++: every channel that executes AGI(agi:async) is served by a coroutine of its own.
//
// On a real PBX: exten => 150,1,AGI(agi:async) in extensions.conf, a manager user with class agi to read and write, and
// call 150. It serves until it is interrupted; on the embedded server, one call.
#include "example_server.hpp"

#include <ami/ami.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// A call that is dropped here, by an exception for instance, goes on in the dialplan.
asio::awaitable<void> serve(ami::async_agi::call call) {
  const std::string caller{call.variable("agi_callerid")};
  std::cout << "call     from " << caller << " on " << call.channel() << '\n';
  try {
    co_await call.answer();
    co_await call.exec("Playback", "hello-world");
    const auto digits = co_await call.get_data("enter-a-number1", 5s, 1);
    std::cout << "digits   " << digits.value_text() << '\n';
    co_await call.set_variable("CHOICE", digits.value_text());
    co_await call.say_digits(digits.value_text());
    co_await call.hangup();
    std::cout << "hung up\n";
  } catch (const ami::error& error) {
    std::cout << "ended    " << error.what() << '\n';
  }
}

asio::awaitable<void> run(ami::manager pbx, example_server& server) {
  co_await pbx.connect();
  auto calls = ami::async_agi::accept(pbx);
  server.bring_agi_call();
  while (auto call = co_await calls.next()) {
    if (server.embedded()) {
      co_await serve(std::move(*call));
      break;
    }
    asio::co_spawn(co_await asio::this_coro::executor, serve(std::move(*call)), asio::detached);
  }
  co_await pbx.disconnect();
}

}  // namespace

int main() {
  example_server server;
  asio::io_context io;
  ami::manager pbx{io, server.options()};
  int status = 1;
  asio::co_spawn(io, run(pbx, server), [&](const std::exception_ptr& failure) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
      status = 0;
    } catch (const std::exception& error) {
      std::cerr << "async_agi: " << error.what() << '\n';
    }
  });
  io.run();
  return status;
}
