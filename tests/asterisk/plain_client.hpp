// A client of the real Asterisk that is a socket and nothing else, and what the server's lists have as texts: what the
// library knows is compared with them.
#pragma once

#include "asterisk/real_server.hpp"
#include "catch.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstddef>
#include <map>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace test {

/// The headers of a frame; of several with one key the first.
using plain_frame = std::map<std::string, std::string>;

inline std::string value_of(const plain_frame& frame, const std::string& key) {
  const auto found = frame.find(key);
  return found != frame.end() ? found->second : std::string{};
}

/// Logged in without events. Each wait for the server has an end.
class plain_client {
public:
  plain_client() : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server.sin_port = htons(static_cast<std::uint16_t>(std::stoi(environment("AMI_TEST_PORT"))));
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0);
    read_to("\r\n");
    const plain_frame answer = ask("Login", "Username: admin\r\nSecret: s3cret\r\nEvents: off\r\n").front();
    REQUIRE(value_of(answer, "Response") == "Success");
  }
  plain_client(const plain_client&) = delete;
  plain_client& operator=(const plain_client&) = delete;
  ~plain_client() { ::close(socket_); }

  /// All that answers an action: the response, and the list that it begins.
  std::vector<plain_frame> ask(const std::string& action, const std::string& headers = {}) {
    const std::string id = "plain-" + std::to_string(++last_id_);
    send("Action: " + action + "\r\nActionID: " + id + "\r\n" + headers + "\r\n");
    std::vector<plain_frame> answer;
    for (;;) {
      plain_frame frame = frame_of(read_to("\r\n\r\n"));
      if (value_of(frame, "ActionID") != id) {
        continue;
      }
      answer.push_back(std::move(frame));
      const std::string state = value_of(answer.back(), "EventList");
      if (state == "Complete" || (answer.size() == 1 && state != "start")) {
        return answer;
      }
    }
  }

  /// The items of a list with this name.
  std::vector<plain_frame> items(const std::string& action, const std::string& item, const std::string& headers = {}) {
    std::vector<plain_frame> found = ask(action, headers);
    std::erase_if(found, [&](const plain_frame& frame) { return value_of(frame, "Event") != item; });
    return found;
  }

private:
  void send(std::string_view text) {
    while (!text.empty()) {
      const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      REQUIRE(sent > 0);
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  std::string read_to(std::string_view end) {
    constexpr int patience_in_ms = 20000;
    std::size_t found = received_.find(end);
    while (found == std::string::npos) {
      pollfd entry{socket_, POLLIN, 0};
      REQUIRE(::poll(&entry, 1, patience_in_ms) == 1);
      std::array<char, 65536> buffer{};
      const auto size = ::recv(socket_, buffer.data(), buffer.size(), 0);
      REQUIRE(size > 0);
      received_.append(buffer.data(), static_cast<std::size_t>(size));
      found = received_.find(end);
    }
    std::string text = received_.substr(0, found);
    received_.erase(0, found + end.size());
    return text;
  }

  static plain_frame frame_of(std::string_view text) {
    plain_frame made;
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find("\r\n"));
      text.remove_prefix(std::min(text.size(), line.size() + 2));
      const std::size_t colon = line.find(": ");
      if (colon != std::string_view::npos) {
        made.emplace(line.substr(0, colon), line.substr(colon + 2));
      }
    }
    return made;
  }

  std::string received_;
  int socket_;
  int last_id_ = 0;
};

}  // namespace test
