// Runs a program of the cookbook as a user does, on a fake server.
#pragma once

#include "catch.hpp"
#include "support/process/child_process.hpp"
#include "support/run.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace test {

/// The variables that lead to a server, with the prefix that the program is told.
inline std::map<std::string, std::string> leading_to(const ami::testing::fake_asterisk& server,
                                                     const std::string& prefix = "AMI_") {
  return {{prefix + "HOST", server.host()},
          {prefix + "PORT", std::to_string(server.port())},
          {prefix + "USERNAME", "admin"},
          {prefix + "SECRET", "secret"}};
}

/// A program of the cookbook with its arguments.
class recipe : public child_process {
public:
  recipe(const ami::testing::fake_asterisk& server, const std::string& name, std::vector<std::string> arguments = {})
      : recipe{name, std::move(arguments), leading_to(server)} {}
  recipe(const std::string& name, std::vector<std::string> arguments,
         const std::map<std::string, std::string>& environment)
      : child_process{command(name, std::move(arguments)), environment} {}

  /// Stops it as Ctrl-C does, and gives its exit code.
  int interrupt() {
    send_signal(SIGINT);
    return wait();
  }
  bool says(const std::string& text) const { return output().find(text) != std::string::npos; }

private:
  static std::vector<std::string> command(const std::string& name, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), std::string{COOKBOOK_FOLDER} + '/' + name);
    return arguments;
  }
};

/// Waits until a condition is true of the server or of a file; false when that does not happen within the tests'
/// patience.
template <class Condition>
bool eventually(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return true;
}

/// The channel of a telephone that was answered, for which this waits.
inline std::string answered_channel(const ami::testing::fake_asterisk& server, const std::string& device) {
  std::string result;
  constexpr int up = 6;
  const bool answered = eventually([&] {
    for (const std::string& name : server.channels()) {
      const auto channel = server.channel(name);
      if (name.starts_with(device + '-') && channel && channel->state() == up) {
        result = name;
      }
    }
    return !result.empty();
  });
  INFO(device);
  REQUIRE(answered);
  return result;
}

/// Telephones that ring for a moment and talk until they are hung up; in two queues, and with a conference.
inline ami::testing::fake_options quick_telephones() {
  using namespace ami::testing;
  using namespace std::chrono_literals;
  const auto telephone = [](const char* name, const char* number, const char* caller) {
    return pbx_endpoint{name, number, caller}.behaviour(endpoint_behaviour::answers);
  };
  return fake_options{}.pbx(pbx_options{}
                                .endpoint(telephone("alice", "2001", "Alice Martin"))
                                .endpoint(telephone("bob", "2002", "Bob"))
                                .endpoint(telephone("carol", "2003", "Carol"))
                                .endpoint(telephone("dora", "2004", "Dora").behaviour(endpoint_behaviour::busy))
                                .queue(pbx_queue{"support", "500"}.member("bob"))
                                .queue(pbx_queue{"sales", "501"}.member("carol"))
                                .conference(pbx_conference{"standup", "600"})
                                .all_states(true)
                                .ring_time(20ms, 20ms)
                                .talk_time(1h, 1h));
}

inline std::string text_of(const std::string& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}
inline void write_text(const std::string& path, const std::string& text) {
  std::ofstream{path} << text;
}

}  // namespace test
