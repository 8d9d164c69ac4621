// Several servers that are to have the same configuration: compares a file on all of them, and reloads a module when it
// is.
//
//   reload_servers extensions.conf pbx_config.so BERLIN LONDON
//
// The variables of each server begin with its name: BERLIN_HOST, BERLIN_USERNAME, BERLIN_SECRET, LONDON_HOST, ...
// The manager user needs: write = config,system
#include <ami/actions/config.hpp>
#include <ami/cluster.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// A file as one text, comments left out.
std::string text_of(const ami::replies::get_config& file) {
  std::string result;
  for (const auto& category : file.categories()) {
    result += '[' + category.name() + "]\n";
    for (const auto& [name, value] : category.lines()) {
      result += name + " = " + value + '\n';
    }
  }
  return result;
}

asio::awaitable<int> check_and_reload(ami::cluster pbxs, std::string file, std::string module) {
  // Waits until each is connected or has failed. Which have, their answers say: those that are not connected.
  co_await pbxs.async_connect(asio::as_tuple(asio::use_awaitable));
  bool same = true;
  std::string first;
  for (const auto& answer : co_await pbxs.send_all(ami::actions::get_config{file}, 10s)) {
    if (answer.error()) {
      std::cout << answer.server() << ": " << answer.error().message() << '\n';
      same = false;
      continue;
    }
    const std::string text = text_of(answer.reply());
    if (first.empty()) {
      first = text;
    } else if (text != first) {
      std::cout << answer.server() << ": another " << file << '\n';
      same = false;
    }
  }
  if (!same) {
    co_await pbxs.disconnect();
    co_return 3;  // half of the servers with a new dialplan would be worse than none
  }
  int status = 0;
  for (const auto& answer : co_await pbxs.send_all(ami::actions::reload{}.module(module), 30s)) {
    std::cout << answer.server() << ": " << (answer.error() ? answer.error().message() : "reloaded") << '\n';
    status = answer.error() ? 4 : status;
  }
  co_await pbxs.disconnect();
  co_return status;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) {
    std::cerr << "usage: reload_servers FILE MODULE SERVER...\n";
    return 2;
  }
  asio::io_context io;
  ami::cluster pbxs{io};
  for (int i = 3; i < count; ++i) {
    pbxs.add(arguments[i], ami::options::from_environment(std::string{arguments[i]} + '_'));
  }
  int status = 1;
  asio::co_spawn(io, check_and_reload(pbxs, arguments[1], arguments[2]),
                 [&](const std::exception_ptr& failure, int result) {
                   status = result;
                   try {
                     if (failure) {
                       std::rethrow_exception(failure);
                     }
                   } catch (const std::exception& error) {
                     std::cerr << "reload_servers: " << error.what() << '\n';
                     status = 1;
                   }
                 });
  io.run();
  return status;
}
