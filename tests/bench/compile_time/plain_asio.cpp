// What the other files are measured against: a client of the manager interface in plain Boost.Asio coroutines that
// watches five kinds of events and sends three actions, with strings for everything.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

using headers = std::vector<std::pair<std::string, std::string>>;
using frame = std::map<std::string, std::string>;

asio::awaitable<frame> read_frame(asio::ip::tcp::socket& socket, std::string& buffer) {
  frame result;
  const std::size_t size =
      co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n", asio::use_awaitable);
  for (std::size_t at = 0; at < size;) {
    const std::size_t end = buffer.find("\r\n", at);
    const std::size_t colon = buffer.find(": ", at);
    if (colon < end) {
      result[buffer.substr(at, colon - at)] = buffer.substr(colon + 2, end - colon - 2);
    }
    at = end + 2;
  }
  buffer.erase(0, size);
  co_return result;
}

asio::awaitable<void> send_action(asio::ip::tcp::socket& socket, const std::string& name, const headers& values) {
  std::string bytes = "Action: " + name + "\r\n";
  for (const auto& [key, value] : values) {
    bytes += key + ": " + value + "\r\n";
  }
  bytes += "\r\n";
  co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
}

asio::awaitable<void> watch(asio::ip::tcp::socket& socket, std::string& buffer) {
  for (;;) {
    const frame event = co_await read_frame(socket, buffer);
    const auto value = [&](const std::string& key) {
      const auto found = event.find(key);
      return found != event.end() ? found->second : std::string{};
    };
    const std::string name = value("Event");
    if (name == "Newchannel") {
      std::cout << "new " << value("Channel") << '\n';
    } else if (name == "Hangup") {
      std::cout << "gone " << value("Channel") << ' ' << value("Cause") << '\n';
    } else if (name == "BridgeEnter") {
      std::cout << "in " << value("BridgeUniqueid") << '\n';
    } else if (name == "DialBegin") {
      std::cout << "dials " << value("DestChannel") << '\n';
    } else if (name == "QueueMemberStatus") {
      std::cout << "member " << value("Interface") << ' ' << (value("Paused") == "1") << '\n';
    }
  }
}

asio::awaitable<void> run() {
  asio::ip::tcp::socket socket{co_await asio::this_coro::executor};
  const asio::ip::tcp::endpoint server{asio::ip::make_address("127.0.0.1"), 5038};
  co_await socket.async_connect(server, asio::use_awaitable);
  std::string buffer;
  const headers user{{"Username", "admin"}, {"Secret", "secret"}};
  co_await send_action(socket, "Login", user);
  const headers nothing;
  co_await send_action(socket, "Ping", nothing);
  const headers call{{"Channel", "PJSIP/alice"}, {"Exten", "200"}, {"Context", "default"}, {"Priority", "1"}};
  co_await send_action(socket, "Originate", call);
  const headers pause{{"Interface", "PJSIP/alice"}, {"Paused", "true"}};
  co_await send_action(socket, "QueuePause", pause);
  asio::steady_timer timer{co_await asio::this_coro::executor, std::chrono::seconds{1}};
  co_await timer.async_wait(asio::use_awaitable);
  co_await watch(socket, buffer);
}

}  // namespace

int main() {
  asio::io_context io;
  asio::co_spawn(io, run(), [](const std::exception_ptr& failure) {
    if (failure) {
      std::cerr << "failed\n";
    }
  });
  io.run();
}
