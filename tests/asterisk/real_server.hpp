// The real Asterisk that run.sh has started, as the tests see it.
#pragma once

#include "catch.hpp"

#include <ami/action.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace test {

// What run.sh says, see there.
inline std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  REQUIRE(value != nullptr);
  return value;
}

inline bool is_asterisk_22() {
  return environment("AMI_TEST_SUITE") == "sid";
}

inline ami::options server(std::string user = "admin", std::string_view secret = "s3cret") {
  return ami::options{"127.0.0.1:" + environment("AMI_TEST_PORT")}.credentials(std::move(user), secret);
}

// Shuts down this process's connections to the server, as a network that fails does: both sides see their end.
inline void cut_links() {
  const int port = std::stoi(environment("AMI_TEST_PORT"));
  constexpr int most_descriptors = 1024;
  for (int descriptor = 3; descriptor < most_descriptors; ++descriptor) {
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) == 0 && peer.sin_family == AF_INET &&
        ntohs(peer.sin_port) == port) {
      ::shutdown(descriptor, SHUT_RDWR);
    }
  }
}

// What Asterisk's own console prints for a command.
inline std::string console(const std::string& command) {
  const std::string line = "'" + environment("AMI_TEST_CLI") + "' '" + command + "'";
  FILE* const pipe = popen(line.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    text += static_cast<char>(c);
  }
  REQUIRE(pclose(pipe) == 0);
  return text;
}

// Sends "core restart now" or the like until the server takes it: it knows these commands only a moment after it says
// that it is fully booted, and refuses them before. Returns what became of the last one; most are never answered.
inline boost::asio::awaitable<std::string> restart(ami::manager pbx, std::string command) {
  for (;;) {
    const auto action = ami::action{"Command"}.header("Command", command);
    auto answer = co_await pbx.async_send_action(action, boost::asio::as_tuple(boost::asio::use_awaitable));
    const auto& [error, reply] = answer;
    if (error != ami::errc::action_rejected) {
      co_return error.message();
    }
  }
}

}  // namespace test
