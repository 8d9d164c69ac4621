// A program as a process of its own, whose output can be waited for.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace test {

/// Runs until it ends or this object does. What it writes, also to the error output, is read all the time.
class child_process {
public:
  /// @param command the program and its arguments.
  /// @param environment more variables; those of this process that begin with AMI_ or RELAY_ are left out.
  explicit child_process(std::vector<std::string> command, const std::map<std::string, std::string>& environment = {});
  /// Kills it, should it still run.
  ~child_process();
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;

  void send_signal(int number) const;
  /// Waits until the condition is true of what it has written; false when that does not happen within the tests'
  /// patience, or it ends before.
  bool wait_until(const std::function<bool(const std::string& output)>& condition);
  bool wait_for(std::string_view text);
  [[nodiscard]] std::string output() const;
  /// Waits for its end. The exit code, or 128 and the signal.
  int wait();
  /// The processor time that it has used so far, in seconds.
  [[nodiscard]] double processor_time() const;
  /// Ends it at once.
  void kill();

private:
  void read();

  pid_t pid_ = -1;
  int code_ = -1;
  int out_ = -1;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string output_;
  bool at_end_ = false;
  std::thread reader_;
};

}  // namespace test
