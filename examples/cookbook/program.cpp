#include "program.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <exception>
#include <iostream>
#include <utility>

namespace asio = boost::asio;

namespace cookbook {

namespace {

int run(const char* name, ami::options settings, const job& work) {
  std::cout << std::unitbuf;
  asio::io_context io;
  ami::manager pbx{io, std::move(settings)};
  int status = 1;

  asio::cancellation_signal stop;
  bool stopped = false;
  asio::signal_set signals{io, SIGINT, SIGTERM};
  signals.async_wait([&](ami::error_code error, int) {
    if (!error) {
      stopped = true;
      stop.emit(asio::cancellation_type::terminal);
    }
  });

  const auto ended = [&](const std::exception_ptr& failure, int result) {
    signals.cancel();
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
      status = result;
    } catch (const std::exception& error) {
      if (!stopped) {
        std::cerr << name << ": " << error.what() << '\n';
      }
    }
    if (stopped) {
      status = 0;
    }
    pbx.async_disconnect([](ami::error_code) {});
  };
  asio::co_spawn(io, work(pbx), asio::bind_cancellation_slot(stop.slot(), ended));
  io.run();
  return status;
}

}  // namespace

int run_command(const char* name, const job& work) {
  return run(name, ami::options::from_environment(), work);
}

int run_service(const char* name, const job& work) {
  return run(name, ami::options::from_environment().reconnect(ami::reconnect_policy{}), work);
}

}  // namespace cookbook
