// When to ask a silent server whether it is still there. No sockets; the caller has the clock.
#pragma once

#include <chrono>
#include <cstdint>

namespace ami::session {

/// Decides from what arrives when to ping, and when to give a connection up. A connection on which whole frames arrive
/// is not pinged. A ping that was sent has to be answered: bytes that only ever make one frame longer show nothing,
/// since the answer may be among them and would never be found there.
/// @par Thread safety None.
class liveness {
public:
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::steady_clock::time_point;

  /// What to do now.
  enum class verdict : std::uint8_t {
    wait,  ///< Nothing before next().
    ping,  ///< Send a Ping.
    dead,  ///< Give the connection up.
  };

  /// @param idle how long no frame may arrive before a ping; zero: never ping.
  /// @param limit how long the ping's answer may take.
  liveness(duration idle, duration limit) noexcept;

  /// The connection is there.
  void start(time_point now) noexcept;
  /// A whole frame arrived.
  void on_frame(time_point now) noexcept { last_ = now; }
  /// The ping was answered.
  void on_answer(time_point now) noexcept {
    last_ = now;
    pinged_ = false;
  }
  /// Looks at the clock.
  verdict check(time_point now) noexcept;
  /// When to call check() next, unless something arrives.
  time_point next() const noexcept;
  /// False when nothing is to be watched.
  bool enabled() const noexcept { return idle_ > duration::zero(); }

private:
  duration idle_;
  duration limit_;
  time_point last_{};
  time_point pinged_at_{};
  bool pinged_ = false;
};

}  // namespace ami::session
