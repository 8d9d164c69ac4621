// A client of the fake server that sends text and reads text, for tests of the bytes.
#pragma once

#include "catch.hpp"
#include "support/run.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cerrno>
#include <chrono>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace test {

// A client without any cleverness. Every read is bounded.
class raw_client {
public:
  static constexpr const char* greeting = "Asterisk Call Manager/11.0.0\r\n";

  explicit raw_client(const ami::testing::fake_asterisk& server, int receive_buffer = 0) : socket_{context_} {
    socket_.open(boost::asio::ip::tcp::v4());
    if (receive_buffer > 0) {
      socket_.set_option(boost::asio::socket_base::receive_buffer_size{receive_buffer});
    }
    socket_.connect({boost::asio::ip::address_v4::loopback(), server.port()});
  }

  void send(std::string_view text) { boost::asio::write(socket_, boost::asio::buffer(text)); }
  void shut_down_sending() { socket_.shutdown(boost::asio::socket_base::shutdown_send); }

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
    return std::exchange(received_, {});
  }
  bool was_reset() const noexcept { return was_reset_; }

  std::string exchange(std::string_view text) {
    send(text);
    return read_frame();
  }
  void log_in(std::string_view mask = "on") {
    CHECK(read_until("\r\n") == greeting);
    const std::string answer =
        exchange("Action: Login\r\nUsername: admin\r\nSecret: secret\r\nEvents: " + std::string{mask} + "\r\n\r\n");
    REQUIRE(answer == "Response: Success\r\nMessage: Authentication accepted\r\n\r\n");
  }

private:
  bool receive() {
    pollfd entry{};
    entry.fd = socket_.native_handle();
    entry.events = POLLIN;
    const int ready = ::poll(&entry, 1, static_cast<int>(std::chrono::milliseconds{patience}.count()));
    if (ready == 0) {
      FAIL("nothing received in time; so far: " << received_);
    }
    std::array<char, std::size_t{64} << 10> buffer{};
    const auto count = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), 0);
    if (count > 0) {
      received_.append(buffer.data(), static_cast<std::size_t>(count));
      return true;
    }
    was_reset_ = count < 0 && errno == ECONNRESET;
    return false;
  }

  boost::asio::io_context context_;
  boost::asio::ip::tcp::socket socket_;
  std::string received_;
  bool was_reset_ = false;
};

}  // namespace test
