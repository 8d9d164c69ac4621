// The real Asterisk that run.sh has started, as the tests see it.
#pragma once

#include "catch.hpp"

#include <ami/options.hpp>

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

}  // namespace test
