#include "support/process/child_process.hpp"

#include "support/run.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace test {

namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

}  // namespace

child_process::child_process(std::vector<std::string> command, const std::map<std::string, std::string>& environment) {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text{*variable};
    if (!text.starts_with("AMI_") && !text.starts_with("RELAY_")) {
      variables.emplace_back(text);
    }
  }
  for (const auto& [name, value] : environment) {
    variables.push_back(name + '=' + value);
  }
  const std::vector<char*> arguments = pointers_to(command);
  const std::vector<char*> variable_pointers = pointers_to(variables);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::system_error{errno, std::generic_category(), "pipe2"};
  }
  pid_ = ::fork();
  if (pid_ < 0) {
    throw std::system_error{errno, std::generic_category(), "fork"};
  }
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // also when the test is killed
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::execvpe(arguments[0], arguments.data(), variable_pointers.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  out_ = ends[0];
  reader_ = std::thread{[this] { read(); }};
}

child_process::~child_process() {
  kill();
  ::close(out_);
}

void child_process::read() {
  std::array<char, 4096> bytes{};
  for (;;) {
    const ssize_t count = ::read(out_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    const std::lock_guard lock{mutex_};
    changed_.notify_all();
    if (count <= 0) {
      at_end_ = true;
      return;
    }
    output_.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

void child_process::send_signal(int number) const {
  if (pid_ > 0) {
    ::kill(pid_, number);
  }
}

bool child_process::wait_until(const std::function<bool(const std::string& output)>& condition) {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, patience, [&] { return at_end_ || condition(output_); }) && condition(output_);
}

bool child_process::wait_for(std::string_view text) {
  return wait_until([&](const std::string& output) { return output.find(text) != std::string::npos; });
}

std::string child_process::output() const {
  const std::lock_guard lock{mutex_};
  return output_;
}

int child_process::wait() {
  if (pid_ > 0) {
    // The end of its output comes with its own.
    std::unique_lock lock{mutex_};
    if (!changed_.wait_for(lock, patience, [&] { return at_end_; })) {
      send_signal(SIGKILL);
    }
    lock.unlock();
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    reader_.join();
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return code_;
}

double child_process::processor_time() const {
  std::ifstream file{"/proc/" + std::to_string(pid_) + "/stat"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  // Behind the name, which may have blanks: the 12th and the 13th.
  std::istringstream fields{text.substr(text.rfind(')') + 1)};
  std::string skipped;
  for (int i = 0; i < 11; ++i) {
    fields >> skipped;
  }
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void child_process::kill() {
  send_signal(SIGKILL);
  wait();
}

}  // namespace test
