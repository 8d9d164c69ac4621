// The program as a process.
#include "catch.hpp"
#include "support/run.hpp"
#include "wallboard/browser.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <poll.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

// wallboard, with what it prints.
class process {
public:
  explicit process(std::vector<std::string> arguments, const std::string& token = {}) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(ends[1], 1);
      ::dup2(ends[1], 2);
      ::close(ends[0]);
      ::close(ends[1]);
      for (const char* name : {"AMI_HOST", "AMI_URL", "WALLBOARD_TOKEN"}) {
        ::unsetenv(name);
      }
      if (!token.empty()) {
        ::setenv("WALLBOARD_TOKEN", token.c_str(), 1);
      }
      arguments.insert(arguments.begin(), WALLBOARD_PROGRAM);
      std::vector<char*> pointers;
      for (auto& each : arguments) {
        pointers.push_back(each.data());
      }
      pointers.push_back(nullptr);
      ::execv(WALLBOARD_PROGRAM, pointers.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    out_ = ends[0];
  }
  ~process() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    ::close(out_);
  }
  process(const process&) = delete;
  process& operator=(const process&) = delete;

  // The next line; empty at the end.
  std::string line() {
    std::size_t end = 0;
    while ((end = text_.find('\n')) == std::string::npos) {
      pollfd ready{out_, POLLIN, 0};
      REQUIRE(::poll(&ready, 1, static_cast<int>(test::patience.count()) * 1000) == 1);
      std::array<char, 4096> buffer{};
      const auto count = ::read(out_, buffer.data(), buffer.size());
      if (count <= 0) {
        return std::exchange(text_, {});
      }
      text_.append(buffer.data(), static_cast<std::size_t>(count));
    }
    std::string result = text_.substr(0, end);
    text_.erase(0, end + 1);
    return result;
  }

  void send(int number) const { ::kill(pid_, number); }

  int wait() {
    while (!line().empty()) {
    }
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

private:
  pid_t pid_ = -1;
  int out_ = -1;
  std::string text_;
};

std::uint16_t port_of(const std::string& line) {
  const std::string start = "wallboard: http://127.0.0.1:";
  REQUIRE(line.starts_with(start));
  return static_cast<std::uint16_t>(std::stoi(line.substr(start.size())));
}

}  // namespace

TEST_CASE("wallboard: on the embedded call centre, until SIGTERM, also with open event streams") {
  const test::temporary_folder page;
  process program{{"--listen", "127.0.0.1:0", "--page", page.path().string()}};
  const std::string line = program.line();
  const auto port = port_of(line);
  const auto at = line.find("/#token=");
  REQUIRE(at != std::string::npos);
  CHECK(line.size() - at - 8 == 40);
  test::browser first{port};
  test::browser second{port};
  first.next_with_link("berlin", true);
  second.next_with_link("hamburg", true);
  program.send(SIGTERM);
  CHECK(first.read_to_end());
  CHECK(second.read_to_end());
  CHECK(program.wait() == 0);
}

TEST_CASE("wallboard: a token that is given is not printed, and Ctrl-C ends it") {
  const test::temporary_folder page;
  process program{{"--listen", "127.0.0.1:0", "--page", page.path().string()}, "g1ven"};
  const std::string line = program.line();
  port_of(line);
  CHECK(line.find("token") == std::string::npos);
  CHECK(line.find("g1ven") == std::string::npos);
  program.send(SIGINT);
  CHECK(program.wait() == 0);
}

TEST_CASE("wallboard: what makes no sense ends it with status 2 and one line") {
  const test::temporary_folder folder;
  const std::string config = (folder.path() / "pbx.ini").string();
  std::ofstream{config} << "[berlin]\nhost = 127.0.0.1\nlogin_timeout = soon\nusername = a\nsecret = s3cret\n";
  for (const auto& arguments : std::vector<std::vector<std::string>>{{"--listen", "8080"},
                                                                     {"--browsers", "5000"},
                                                                     {"--config", "/nonexistent"},
                                                                     {"--config", config},
                                                                     {"--token-file", "/dev/null"}}) {
    process program{arguments};
    const std::string line = program.line();
    INFO(arguments.at(1) << ": " << line);
    CHECK_FALSE(line.empty());
    CHECK(line.find("s3cret") == std::string::npos);
    CHECK(program.wait() == 2);
  }
  process taken{{"--listen", "127.0.0.1:0", "--page", "/nonexistent"}};
  CHECK(taken.line() == "wallboard: the folder of the page, /nonexistent, cannot be read");
  CHECK(taken.wait() == 1);
}
