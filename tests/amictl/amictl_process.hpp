// Runs amictl as a user does: as a process with arguments, an environment and a terminal.
#pragma once

#include <ami/testing/fake_asterisk.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace test {

/// What a process printed, and how it ended.
class process_result {
public:
  std::string output;
  std::string errors;
  int code = -1;  // the exit code; 128 + signal when a signal ended it

  /// The lines of the output.
  [[nodiscard]] std::vector<std::string> lines() const;
};

/// amictl as a process of its own, without a terminal. Its environment has nothing that could name a server by chance.
class amictl_process {
public:
  /// Starts it.
  /// @param arguments the command line after "amictl".
  /// @param environment more variables.
  /// @param input what it reads from standard input.
  explicit amictl_process(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {},
                          std::string input = {});
  /// Ends it, should it still run.
  ~amictl_process();
  amictl_process(const amictl_process&) = delete;
  amictl_process& operator=(const amictl_process&) = delete;

  /// Reads on until the output has this text; false when the process ends without.
  bool wait_for_output(std::string_view text);
  /// What it has printed so far, as far as it was read.
  const std::string& output() const { return result_.output; }
  void send_signal(int number) const;
  /// Closes the output, as a reader that has seen enough.
  void stop_reading();
  /// Reads on until it ends.
  process_result wait();

private:
  bool read_more();

  process_result result_;
  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
};

/// Runs amictl to its end.
process_result run_amictl(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {},
                          std::string input = {});

/// The environment that leads to a fake server: AMI_HOST, AMI_PORT, AMI_USERNAME, AMI_SECRET.
std::map<std::string, std::string> environment_of(const ami::testing::fake_asterisk& server);

/// The arguments, run by amictl against a fake server.
process_result run_at(const ami::testing::fake_asterisk& server, std::vector<std::string> arguments);

/// amictl on a terminal: in a tmux of this test's own, of which the screen can be read and into which keys can be sent.
class amictl_screen {
public:
  /// @param columns, rows the size of the terminal.
  /// @param program what runs instead of amictl.
  explicit amictl_screen(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {},
                         int columns = 120, int rows = 30, const std::string& program = AMICTL_PROGRAM);
  ~amictl_screen();
  amictl_screen(const amictl_screen&) = delete;
  amictl_screen& operator=(const amictl_screen&) = delete;

  /// What is on the screen, without colours.
  [[nodiscard]] std::string text() const;
  /// Waits until the screen fulfils a condition; false when it does not within the tests' patience.
  bool wait_until(const std::function<bool(const std::string& screen)>& condition) const;
  /// Waits until this text is on the screen.
  bool wait_for(std::string_view text) const;
  /// Sends keys, as tmux names them: "q", "Enter", "C-c", "Down".
  void press(const std::string& keys) const;
  /// Types a text.
  void type(const std::string& text) const;
  void resize(int columns, int rows) const;
  /// Waits until the program has ended, and returns its exit code; -1 when it does not end within the tests' patience.
  int wait_for_exit() const;

private:
  std::string tmux(const std::vector<std::string>& arguments) const;

  std::string socket_;
};

}  // namespace test
