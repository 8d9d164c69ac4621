// A client that sends text and reads text, for tests of the bytes that the fake server sends.
#pragma once

#include "catch.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace test {

// Every read is bounded in time.
class text_client {
public:
  // Connects and logs in.
  explicit text_client(const ami::testing::fake_asterisk& server, std::string_view events = "off") : socket_{context_} {
    socket_.connect({boost::asio::ip::address_v4::loopback(), server.port()});
    read_until("\r\n");
    send("Action: Login\r\nUsername: admin\r\nSecret: secret\r\nEvents: " + std::string{events} + "\r\n\r\n");
    REQUIRE(read_frame() == "Response: Success\r\nMessage: Authentication accepted\r\n\r\n");
  }

  void send(std::string_view text) { boost::asio::write(socket_, boost::asio::buffer(text)); }
  // Everything up to the end of `mark`.
  std::string read_until(std::string_view mark) {
    for (;;) {
      const std::size_t found = received_.find(mark);
      if (found != std::string::npos) {
        std::string text = received_.substr(0, found + mark.size());
        received_.erase(0, text.size());
        return text;
      }
      if (!receive()) {
        FAIL("the server closed before \"" << mark << "\"; received: " << received_);
      }
    }
  }
  std::string read_frame() { return read_until("\r\n\r\n"); }
  // Everything up to the end of the connection.
  std::string read_to_end() {
    while (receive()) {
    }
    return received_;
  }
  // The reply to an action, given as its headers without the blank line; a list's up to the frame that completes it.
  std::string ask(std::string_view action) {
    send(std::string{action} + "\r\n\r\n");
    std::string reply = read_frame();
    if (reply.find("EventList: start\r\n") != std::string::npos) {
      reply += read_until("EventList: Complete\r\n");
      reply += read_frame();
    }
    return reply;
  }

private:
  bool receive() {
    pollfd entry{};
    entry.fd = socket_.native_handle();
    entry.events = POLLIN;
    constexpr int limit_ms = 60000;
    if (::poll(&entry, 1, limit_ms) == 0) {
      FAIL("nothing received in time; so far: " << received_);
    }
    std::array<char, std::size_t{16} << 10> buffer{};
    const auto count = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), 0);
    if (count <= 0) {
      return false;
    }
    received_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
  }

  boost::asio::io_context context_;
  boost::asio::ip::tcp::socket socket_;
  std::string received_;
};

}  // namespace test
