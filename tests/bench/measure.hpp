// Clocks, memory, the command line, and one line of JSON: what the benchmark programs share.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <sched.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace bench {

/// Seconds of a clock that only goes forward.
inline double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Seconds of processor time of this process, in user space and in the kernel.
inline double cpu_time() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& value) {
    return static_cast<double>(value.tv_sec) + static_cast<double>(value.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// KiB of a line of /proc/self/status: "VmRSS:" now, "VmHWM:" the most there was.
inline std::uint64_t memory_kib(std::string_view line_start) {
  std::ifstream status{"/proc/self/status"};
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(line_start)) {
      return std::strtoull(line.c_str() + line_start.size(), nullptr, 10);
    }
  }
  return 0;
}

/// The value that `part` (0 to 1) of the samples do not exceed.
inline double quantile(std::vector<double>& samples, double part) {
  if (samples.empty()) {
    return 0;
  }
  const auto at = std::min(samples.size() - 1, static_cast<std::size_t>(static_cast<double>(samples.size()) * part));
  const auto place = samples.begin() + static_cast<std::ptrdiff_t>(at);
  std::nth_element(samples.begin(), place, samples.end());
  return *place;
}

/// `--name value` pairs and, before them, one word.
class arguments {
public:
  arguments(int count, char** words) : words_(words + 1, words + count) {}

  std::string mode() const {
    return !words_.empty() && !words_.front().starts_with("--") ? words_.front() : std::string{};
  }
  std::uint64_t number(std::string_view name, std::uint64_t otherwise) const {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      if (words_[i] == name) {
        return std::strtoull(words_[i + 1].c_str(), nullptr, 10);
      }
    }
    return otherwise;
  }
  std::string text(std::string_view name, std::string_view otherwise) const {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      if (words_[i] == name) {
        return words_[i + 1];
      }
    }
    return std::string{otherwise};
  }
  /// `--cpu N`: this process runs there only.
  void pin_to_cpu() const {
    constexpr std::uint64_t none = CPU_SETSIZE;
    const std::uint64_t cpu = number("--cpu", none);
    if (cpu < none) {
      cpu_set_t only;
      CPU_ZERO(&only);
      CPU_SET(cpu, &only);
      if (sched_setaffinity(0, sizeof only, &only) != 0) {
        std::perror("sched_setaffinity");
        std::exit(1);
      }
    }
  }

private:
  std::vector<std::string> words_;
};

/// Figures by name, printed as one line of JSON.
class figures {
public:
  figures& add(std::string_view name, double value) {
    text_ += fmt::format("{}\"{}\": {:.9g}", text_.empty() ? "" : ", ", name, value);
    return *this;
  }
  figures& add(std::string_view name, std::uint64_t value) {
    text_ += fmt::format("{}\"{}\": {}", text_.empty() ? "" : ", ", name, value);
    return *this;
  }
  void print() const { fmt::print("{{{}}}\n", text_); }

private:
  std::string text_;
};

/// Processor time and time between two points.
class stopwatch {
public:
  void start() {
    cpu_ = cpu_time();
    time_ = now();
  }
  void stop() {
    time_ = now() - time_;
    cpu_ = cpu_time() - cpu_;
  }
  double seconds() const noexcept { return time_; }
  double cpu() const noexcept { return cpu_; }

private:
  double time_ = 0;
  double cpu_ = 0;
};

/// Of round trips: how long the middle one and the slow ones took, and how many there were in a second.
inline void add_round_trips(figures& to, std::vector<double>& samples, const stopwatch& watch) {
  to.add("p50_us", quantile(samples, 0.50) * 1e6).add("p99_us", quantile(samples, 0.99) * 1e6);
  to.add("rate", static_cast<double>(samples.size()) / watch.seconds());
  to.add("cpu_us", watch.cpu() * 1e6 / static_cast<double>(samples.size()));
}

/// Ends the program, which is named in the message, as failed.
[[noreturn]] inline void complain(const std::string& message) {
  fmt::print(stderr, "{}: {}\n", program_invocation_short_name, message);
  std::exit(1);
}

/// The main() of a client: `Client` is made of the arguments, and its run_mode() says whether there is such a mode.
template <class Client>
int run_client(int argc, char** argv) {
  const arguments given{argc, argv};
  given.pin_to_cpu();
  ::alarm(static_cast<unsigned>(given.number("--limit", 120)));
  try {
    Client client{given};
    if (client.run_mode(given.mode())) {
      return 0;
    }
    complain("no such mode");
  } catch (const std::exception& problem) {
    complain(problem.what());
  }
}

}  // namespace bench
