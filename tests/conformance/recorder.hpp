// A plain socket beside the library: logged in as the same user with the same events, it keeps every byte.
#pragma once

#include "asterisk/real_server.hpp"
#include "catch.hpp"

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace conformance {

/// The frames of a session as the lines say: a blank line ends one. Without the blank line; empty ones are left out.
inline std::vector<std::string> frames_of(std::string_view bytes) {
  std::vector<std::string> frames;
  std::string frame;
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n') + 1);
    bytes.remove_prefix(line.size());
    if (line == "\r\n" || line == "\n") {
      if (!frame.empty()) {
        frames.push_back(frame);
      }
      frame.clear();
    } else {
      frame += line;
    }
  }
  return frames;
}

/// Reads on a thread of its own, so that the server never waits for it.
class recorder {
public:
  recorder() : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server.sin_port = htons(static_cast<std::uint16_t>(std::stoi(test::environment("AMI_TEST_PORT"))));
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0);
    const std::string login = "Action: Login\r\nUsername: admin\r\nSecret: s3cret\r\nEvents: on\r\n\r\n";
    REQUIRE(::send(socket_, login.data(), login.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(login.size()));
    reader_ = std::thread{[this] { read(); }};
    wait_for("Message: Authentication accepted");
  }
  recorder(const recorder&) = delete;
  recorder& operator=(const recorder&) = delete;
  ~recorder() {
    ::shutdown(socket_, SHUT_RDWR);
    reader_.join();
    ::close(socket_);
  }

  /// Waits until `text` has come.
  void wait_for(std::string_view text) {
    std::unique_lock lock{mutex_};
    const bool came =
        arrived_.wait_for(lock, std::chrono::seconds{30}, [&] { return bytes_.find(text) != std::string::npos; });
    INFO(text);
    REQUIRE(came);
  }
  std::string bytes() {
    const std::lock_guard lock{mutex_};
    return bytes_;
  }

private:
  void read() {
    std::array<char, 65536> buffer{};
    for (;;) {
      const auto size = ::recv(socket_, buffer.data(), buffer.size(), 0);
      if (size <= 0) {
        return;
      }
      const std::lock_guard lock{mutex_};
      bytes_.append(buffer.data(), static_cast<std::size_t>(size));
      arrived_.notify_all();
    }
  }

  int socket_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::string bytes_;
  std::thread reader_;
};

}  // namespace conformance
