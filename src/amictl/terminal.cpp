#include "amictl/terminal.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <string_view>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace amictl {

namespace {

class controlling_terminal {
public:
  controlling_terminal() noexcept : descriptor_{::open("/dev/tty", O_RDWR | O_CLOEXEC)} {}
  ~controlling_terminal() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  controlling_terminal(const controlling_terminal&) = delete;
  controlling_terminal& operator=(const controlling_terminal&) = delete;

  explicit operator bool() const noexcept { return descriptor_ >= 0; }
  int descriptor() const noexcept { return descriptor_; }

  void write(std::string_view text) const noexcept {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) {
        continue;
      }
      if (written <= 0) {
        return;
      }
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  // Without its line end; false at the end of the input.
  bool read_line(std::string& line) const {
    line.clear();
    for (;;) {
      char next = 0;
      const ssize_t count = ::read(descriptor_, &next, 1);
      if (count < 0 && errno == EINTR) {
        continue;
      }
      if (count <= 0) {
        return false;
      }
      if (next == '\n' || next == '\r') {
        return true;
      }
      line.push_back(next);
    }
  }

private:
  int descriptor_;
};

// No echo, and Ctrl-C is an ordinary character, so that the terminal is always put back.
class hidden_input {
public:
  explicit hidden_input(int descriptor) noexcept : descriptor_{descriptor} {
    restore_ = ::tcgetattr(descriptor_, &before_) == 0;
    if (restore_) {
      termios hidden = before_;
      hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ISIG);
      ::tcsetattr(descriptor_, TCSAFLUSH, &hidden);
    }
  }
  ~hidden_input() {
    if (restore_) {
      ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
    }
  }
  hidden_input(const hidden_input&) = delete;
  hidden_input& operator=(const hidden_input&) = delete;

private:
  termios before_{};
  int descriptor_;
  bool restore_ = false;
};

}  // namespace

bool output_is_terminal() noexcept {
  return ::isatty(STDOUT_FILENO) == 1;
}

bool error_is_terminal() noexcept {
  return ::isatty(STDERR_FILENO) == 1;
}

std::size_t terminal_width() {
  constexpr std::size_t usual = 80;
  if (const char* columns = std::getenv("COLUMNS")) {
    const long value = std::strtol(columns, nullptr, 10);
    if (value > 0) {
      return static_cast<std::size_t>(value);
    }
  }
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return usual;
}

std::string ask_secret(const std::string& question) {
  const controlling_terminal terminal;
  if (!terminal) {
    throw std::runtime_error{
        "no secret is given, and there is no terminal to ask for it: use AMI_SECRET, AMI_SECRET_FILE, "
        "--secret-file or a profile"};
  }
  constexpr char ctrl_c = 3;
  std::string secret;
  bool answered = false;
  {
    const hidden_input hidden{terminal.descriptor()};
    terminal.write(question);
    answered = terminal.read_line(secret) && secret.find(ctrl_c) == std::string::npos;
  }
  terminal.write("\n");
  if (!answered) {
    throw std::runtime_error{"the secret was not given"};
  }
  return secret;
}

bool confirm(const std::string& question) {
  const controlling_terminal terminal;
  if (!terminal) {
    return false;
  }
  terminal.write(question + " [y/N] ");
  std::string answer;
  return terminal.read_line(answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

}  // namespace amictl
