// What the examples connect to: the PBX that the environment names, or a fake Asterisk inside this process.
//
//   AMI_HOST       host or host:port; without it, the embedded server
//   AMI_USERNAME   the manager user (default: admin)
//   AMI_SECRET     its secret
#pragma once

#include <ami/options.hpp>
#include <ami/testing/fake_asterisk.hpp>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>

class example_server {
public:
  example_server() {
    if (value_of("AMI_HOST").empty()) {
      fake_.emplace();
    }
  }

  // Is it the embedded one?
  bool embedded() const { return fake_.has_value(); }

  ami::options options() const {
    if (fake_) {
      return ami::options{fake_->host()}.port(fake_->port()).credentials("admin", "secret");
    }
    const std::string user = value_of("AMI_USERNAME");
    return ami::options{value_of("AMI_HOST")}.credentials(user.empty() ? "admin" : user, value_of("AMI_SECRET"));
  }

  // The embedded server makes calls by itself; a real one has its own.
  void make_calls() {
    if (fake_) {
      fake_->simulate_calls(3);
    }
  }

  // How long an example that has no end of its own runs on the embedded server; zero: until it is interrupted.
  std::chrono::seconds duration(std::chrono::seconds usual) const {
    const std::string seconds = value_of("AMI_EXAMPLE_SECONDS");
    if (!seconds.empty()) {
      return std::chrono::seconds{std::stoi(seconds)};
    }
    return embedded() ? usual : std::chrono::seconds::zero();
  }

private:
  static std::string value_of(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
  }

  std::optional<ami::testing::fake_asterisk> fake_;
};
