// Whether a server was restarted between two sessions. No sockets, no clocks.
#pragma once

#include <ami/event_view.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace ami::session {

// A server that has loaded all its modules says FullyBooted in front of everything else that follows the login, to
// users who may read class system. The event says for how many seconds the server has been running.
class server_start {
public:
  using time_point = std::chrono::steady_clock::time_point;

  // The server took the login.
  void on_login() noexcept {
    // A session that ended before anything was known of it does not count.
    if (start_ || decided_) {
      before_ = std::exchange(start_, std::nullopt);
      known_at_ = last_known_at_;
    }
    decided_ = false;
    restarted_.reset();
  }

  // FullyBooted arrived `now`. `uptime`: the value of its header; empty when there is none.
  void on_fully_booted(std::string_view uptime, time_point now) noexcept {
    constexpr std::int64_t longest = 100LL * 366 * 24 * 3600;
    const auto seconds = parse_integer(uptime);
    if (seconds && *seconds >= 0 && *seconds <= longest) {
      start_ = now - std::chrono::seconds{*seconds};
      last_known_at_ = now;
    }
    if (std::exchange(decided_, true) || !before_ || !start_) {
      return;
    }
    // The two clocks differ a little. A start that seems to be earlier tells nothing: this machine may have been
    // asleep, the server's clock may have been set, or it may be another server.
    const auto tolerance = std::chrono::seconds{2} + (now - known_at_) / 5000;
    if (*start_ - *before_ > tolerance) {
      restarted_ = true;
    } else if (*before_ - *start_ <= tolerance) {
      restarted_ = false;
    }
  }

  // Something else came first, or FullyBooted was waited for long enough. The user may read the event if there was one
  // in the session before; then the server is still loading its modules. Not to be called for a session whose event
  // mask leaves the event out.
  void on_other() noexcept {
    if (!std::exchange(decided_, true) && before_) {
      restarted_ = true;
    }
  }

  // Of the session that on_login() began.
  bool decided() const noexcept { return decided_; }
  // Whether the server was started after the session before; nothing while it is not known.
  std::optional<bool> restarted() const noexcept { return restarted_; }

private:
  std::optional<time_point> before_;  // the start of the server of the session before
  std::optional<time_point> start_;
  time_point known_at_;       // when before_ was known
  time_point last_known_at_;  // the same for start_
  std::optional<bool> restarted_;
  bool decided_ = false;
};

}  // namespace ami::session
