// A SIP telephone on the loopback interface: sipp with one of the scenarios of telephone/, as a process.
#pragma once

#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/data.hpp"

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <spawn.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

extern char** environ;

namespace conformance {

/// A free UDP port, which is not kept.
inline std::string free_udp_port() {
  const int probe = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(probe, reinterpret_cast<const sockaddr*>(&address), size) == 0);
  REQUIRE(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(probe);
  return std::to_string(ntohs(address.sin_port));
}

/// One run of a scenario; it is ended with the object.
class telephone {
public:
  /// @param port the telephone's own port
  /// @param password of the user carol
  /// @param place the number that is called
  telephone(const std::string& scenario, const std::string& port, const std::string& password = "carol",
            const std::string& place = "dial") {
    const auto folder = test::data_directory().parent_path() / "conformance" / "telephone";
    std::vector<std::string> words{"sipp",
                                   "127.0.0.1:" + test::environment("AMI_TEST_SIP_PORT"),
                                   "-sf",
                                   (folder / (scenario + ".xml")).string(),
                                   "-i",
                                   "127.0.0.1",
                                   "-p",
                                   port,
                                   "-m",
                                   "1",
                                   "-s",
                                   "carol",
                                   "-au",
                                   "carol",
                                   "-ap",
                                   password,
                                   "-key",
                                   "place",
                                   place,
                                   "-nostdin",
                                   "-timeout",
                                   "40",
                                   "-timeout_error"};
    std::vector<char*> arguments;
    for (auto& word : words) {
      arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    REQUIRE(::posix_spawnp(&process_, "sipp", &files, nullptr, arguments.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&files);
  }
  telephone(const telephone&) = delete;
  telephone& operator=(const telephone&) = delete;
  ~telephone() {
    if (process_ != 0) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
    }
  }

  /// Whether it takes calls: its port is bound.
  static bool listens(const std::string& port) {
    char wanted[16];
    std::snprintf(wanted, sizeof wanted, ":%04X ", static_cast<unsigned>(std::stoi(port)));
    std::ifstream sockets{"/proc/net/udp"};
    for (std::string line; std::getline(sockets, line);) {
      if (line.find(wanted) != std::string::npos) {
        return true;
      }
    }
    return false;
  }

  /// Whether it has ended as the scenario says; false also while it runs.
  bool has_succeeded() {
    int status = 0;
    if (process_ != 0 && ::waitpid(process_, &status, WNOHANG) == process_) {
      process_ = 0;
      INFO(status);
      REQUIRE(WIFEXITED(status));
      REQUIRE(WEXITSTATUS(status) == 0);
    }
    return process_ == 0;
  }

private:
  pid_t process_ = 0;
};

}  // namespace conformance
