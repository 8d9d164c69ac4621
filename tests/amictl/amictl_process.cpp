#include "amictl/amictl_process.hpp"

#include "support/run.hpp"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace test {

namespace {

std::system_error failed(const char* call) {
  return {errno, std::generic_category(), call};
}

// Those of this process but for what could name a server, and more.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& more) {
  std::vector<std::string> result;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text{*variable};
    if (!text.starts_with("AMI_") && !text.starts_with("AMICTL_") && !text.starts_with("XDG_CONFIG_HOME=") &&
        !more.contains(std::string{text.substr(0, text.find('='))})) {
      result.emplace_back(text);
    }
  }
  if (!more.contains("AMICTL_CONFIG")) {
    result.emplace_back("AMICTL_CONFIG=/nonexistent/amictl.ini");
  }
  for (const auto& [name, value] : more) {
    result.push_back(name + '=' + value);
  }
  return result;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

class pipe_ends {
public:
  pipe_ends() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw failed("pipe2");
    }
    read = ends[0];
    write = ends[1];
  }
  int read;
  int write;
};

void close_end(int& descriptor) {
  if (descriptor >= 0) {
    ::close(std::exchange(descriptor, -1));
  }
}

int code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string quoted(const std::string& text) {
  std::string result{"'"};
  for (const char letter : text) {
    if (letter == '\'') {
      result += "'\\''";
    } else {
      result += letter;
    }
  }
  return result + '\'';
}

}  // namespace

std::vector<std::string> process_result::lines() const {
  std::vector<std::string> result;
  std::istringstream text{output};
  for (std::string line; std::getline(text, line);) {
    result.push_back(line);
  }
  return result;
}

amictl_process::amictl_process(std::vector<std::string> arguments, std::map<std::string, std::string> environment,
                               std::string input) {
  arguments.insert(arguments.begin(), AMICTL_PROGRAM);
  std::vector<std::string> variables = environment_with(environment);
  const std::vector<char*> argument_pointers = pointers_to(arguments);
  const std::vector<char*> variable_pointers = pointers_to(variables);
  // A file, so that input of any length is there at once.
  const int in = ::memfd_create("input of amictl", MFD_CLOEXEC);
  if (in < 0 || ::write(in, input.data(), input.size()) != static_cast<ssize_t>(input.size())) {
    throw failed("the input of amictl");
  }
  ::lseek(in, 0, SEEK_SET);
  pipe_ends out;
  pipe_ends err;
  pid_ = ::fork();
  if (pid_ < 0) {
    throw failed("fork");
  }
  if (pid_ == 0) {
    ::setsid();  // no terminal to ask questions on
    ::dup2(in, STDIN_FILENO);
    ::dup2(out.write, STDOUT_FILENO);
    ::dup2(err.write, STDERR_FILENO);
    ::execve(argument_pointers[0], argument_pointers.data(), variable_pointers.data());
    ::_exit(127);
  }
  ::close(in);
  ::close(out.write);
  ::close(err.write);
  out_ = out.read;
  err_ = err.read;
}

amictl_process::~amictl_process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  close_end(out_);
  close_end(err_);
}

bool amictl_process::read_more() {
  std::array<pollfd, 2> wanted{{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  if (out_ < 0 && err_ < 0) {
    return false;
  }
  const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(patience).count();
  const int ready = ::poll(wanted.data(), wanted.size(), static_cast<int>(limit));
  if (ready == 0) {
    throw std::runtime_error{"amictl printed nothing for a minute: " + result_.output + result_.errors};
  }
  std::array<char, 65536> buffer{};
  const auto read_from = [&](const pollfd& source, int& descriptor, std::string& text) {
    if (descriptor < 0 || source.revents == 0) {
      return;
    }
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      close_end(descriptor);
    }
  };
  read_from(wanted[0], out_, result_.output);
  read_from(wanted[1], err_, result_.errors);
  return true;
}

bool amictl_process::wait_for_output(std::string_view text) {
  while (result_.output.find(text) == std::string::npos) {
    if (!read_more()) {
      return false;
    }
  }
  return true;
}

void amictl_process::send_signal(int number) const {
  ::kill(pid_, number);
}

void amictl_process::stop_reading() {
  close_end(out_);
}

process_result amictl_process::wait() {
  while (read_more()) {
  }
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  result_.code = code_of(status);
  return result_;
}

process_result run_amictl(std::vector<std::string> arguments, std::map<std::string, std::string> environment,
                          std::string input) {
  return amictl_process{std::move(arguments), std::move(environment), std::move(input)}.wait();
}

std::map<std::string, std::string> environment_of(const ami::testing::fake_asterisk& server) {
  return {{"AMI_HOST", server.host()},
          {"AMI_PORT", std::to_string(server.port())},
          {"AMI_USERNAME", "admin"},
          {"AMI_SECRET", "secret"}};
}

process_result run_at(const ami::testing::fake_asterisk& server, std::vector<std::string> arguments) {
  return run_amictl(std::move(arguments), environment_of(server));
}

amictl_screen::amictl_screen(std::vector<std::string> arguments, std::map<std::string, std::string> environment,
                             int columns, int rows, const std::string& program) {
  static std::atomic<int> count{0};
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("amictl-test-{}-{}", ::getpid(), ++count);
  std::filesystem::create_directories(folder);
  socket_ = (folder / "tmux").string();
  {
    std::ofstream settings{folder / "tmux.conf"};
    settings << "set -g default-shell /bin/sh\nset -g remain-on-exit on\nset -g status off\nset -g default-terminal "
                "screen\n";
  }
  // The shell notes the exit status, which tmux sometimes loses. Ctrl-C is for the program alone.
  std::string command = "trap : INT; env -i";
  for (const std::string& variable : environment_with(environment)) {
    // What tmux says of its terminal holds inside of it.
    if (!variable.starts_with("TERM=") && !variable.starts_with("TMUX")) {
      command += ' ' + quoted(variable);
    }
  }
  command += " TERM=screen LANG=C.UTF-8 LC_ALL=C.UTF-8 " + quoted(program);
  for (const std::string& argument : arguments) {
    command += ' ' + quoted(argument);
  }
  command += "; echo $? >" + quoted((folder / "status").string());
  tmux({"-u", "-f", (folder / "tmux.conf").string(), "new-session", "-d", "-x", std::to_string(columns), "-y",
        std::to_string(rows), command});
}

amictl_screen::~amictl_screen() {
  try {
    tmux({"kill-server"});
    std::filesystem::remove_all(std::filesystem::path{socket_}.parent_path());
  } catch (const std::exception&) {  // it has ended by itself, or the folder stays in /tmp
  }
}

std::string amictl_screen::tmux(const std::vector<std::string>& arguments) const {
  std::string command = "tmux -S " + quoted(socket_);
  for (const std::string& argument : arguments) {
    command += ' ' + quoted(argument);
  }
  command += " 2>&1";
  std::FILE* const process = ::popen(command.c_str(), "re");
  if (process == nullptr) {
    throw failed("popen");
  }
  std::string output;
  std::array<char, 4096> buffer{};
  for (std::size_t count = 0; (count = std::fread(buffer.data(), 1, buffer.size(), process)) != 0;) {
    output.append(buffer.data(), count);
  }
  ::pclose(process);
  return output;
}

std::string amictl_screen::text() const {
  return tmux({"capture-pane", "-p"});
}

bool amictl_screen::wait_until(const std::function<bool(const std::string& screen)>& condition) const {
  // tmux tells nobody when a screen changes.
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!condition(text())) {
    if (std::chrono::steady_clock::now() > end) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return true;
}

bool amictl_screen::wait_for(std::string_view wanted) const {
  return wait_until([&](const std::string& screen) { return screen.find(wanted) != std::string::npos; });
}

void amictl_screen::press(const std::string& keys) const {
  tmux({"send-keys", keys});
}

void amictl_screen::type(const std::string& text) const {
  tmux({"send-keys", "-l", text});
}

void amictl_screen::resize(int columns, int rows) const {
  tmux({"resize-window", "-x", std::to_string(columns), "-y", std::to_string(rows)});
}

int amictl_screen::wait_for_exit() const {
  std::string status;
  const bool ended = wait_until([&](const std::string&) {
    std::ifstream file{std::filesystem::path{socket_}.parent_path() / "status"};
    return static_cast<bool>(std::getline(file, status)) && !file.eof();
  });
  return ended ? std::stoi(status) : -1;
}

}  // namespace test
