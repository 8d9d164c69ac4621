// What the examples connect to: the PBX that the environment names, or a fake Asterisk inside this process.
//
//   AMI_HOST       host or host:port; without it (and without AMI_URL), the embedded server
//   AMI_USERNAME   the manager user (default: admin)
//   AMI_SECRET     its secret
//
// and all others that ami::options::from_environment() knows, for example AMI_TLS=yes.
#pragma once

#include <ami/options.hpp>
#include <ami/testing/fake_asterisk.hpp>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

class example_server {
public:
  example_server() {
    if (value_of("AMI_HOST").empty() && value_of("AMI_URL").empty()) {
      // Short calls, so that there is something to see at once.
      using namespace std::chrono_literals;
      fake_.emplace(
          ami::testing::fake_options{}.pbx(ami::testing::pbx_options{}.ring_time(500ms, 1500ms).talk_time(1s, 4s)));
    }
  }

  // Is it the embedded one?
  bool embedded() const { return fake_.has_value(); }

  ami::options options() const {
    if (fake_) {
      return ami::options{fake_->host()}.port(fake_->port()).credentials("admin", "secret");
    }
    ami::options named = ami::options::from_environment();
    if (named.user().empty()) {
      named.credentials("admin", named.secret_text().reveal());
    }
    return named;
  }

  // The embedded server makes calls by itself; a real one has its own.
  void make_calls() {
    if (fake_) {
      fake_->simulate_calls(3);
    }
  }

  // The embedded server drops its connections, as a network that fails does.
  void drop_connections() {
    if (fake_) {
      fake_->drop_connections();
    }
  }

  // On the embedded server, one channel comes into AGI(agi:async), from a caller who presses 5 whenever he is asked.
  void bring_agi_call() {
    if (!fake_) {
      return;
    }
    using ami::testing::frame_text;
    const auto about = [](const std::string& name) {
      return frame_text::event(name, "agi,all")
          .header("Channel", "PJSIP/alice-00000001")
          .header("CallerIDNum", "2001")
          .header("Uniqueid", "1750000000.1");
    };
    fake_->on("AGI", [about](const ami::testing::request& what, const ami::testing::session& client) {
      client.reply_success("Added AGI command to queue");
      const std::string_view command = what["Command"];
      const bool asks = command.starts_with("GET DATA") || command.starts_with("WAIT FOR DIGIT");
      client.send_event(about("AsyncAGIExec")
                            .header("Result", asks ? "200%20result%3D5%0A" : "200%20result%3D0%0A")
                            .header("CommandId", what["CommandID"]));
      if (command == "HANGUP") {
        client.send_event(about("AsyncAGIEnd"));
      }
    });
    fake_->send_event(about("AsyncAGIStart").header("Env", "agi_request%3A%20async%0Aagi_callerid%3A%202001%0A%0A"));
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
