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
    before_ = std::exchange(start_, std::nullopt);
    decided_ = false;
    restarted_.reset();
  }

  // FullyBooted arrived `now`. `uptime`: the value of its header; empty when there is none.
  void on_fully_booted(std::string_view uptime, time_point now) noexcept {
    constexpr std::int64_t longest = 100LL * 366 * 24 * 3600;
    const auto seconds = parse_integer(uptime);
    if (seconds && *seconds >= 0 && *seconds <= longest) {
      start_ = now - std::chrono::seconds{*seconds};
    }
    if (!std::exchange(decided_, true) && before_ && start_) {
      restarted_ = *start_ - *before_ > tolerance || *before_ - *start_ > tolerance;
    }
  }

  // Something else came first, or FullyBooted was waited for long enough. The user may read the event if there was one
  // in the session before; then the server is still loading its modules.
  void on_other() noexcept {
    if (!std::exchange(decided_, true) && before_) {
      restarted_ = true;
    }
  }

  // Of the session that on_login() began.
  bool decided() const noexcept { return decided_; }
  // Whether this is another start of the server than that of the session before, or another server; nothing while it
  // is not known.
  std::optional<bool> restarted() const noexcept { return restarted_; }

private:
  // The uptime is in whole seconds, and the event takes some time to arrive.
  static constexpr std::chrono::seconds tolerance{2};

  std::optional<time_point> before_;  // the start of the server of the session before
  std::optional<time_point> start_;
  std::optional<bool> restarted_;
  bool decided_ = false;
};

}  // namespace ami::session
