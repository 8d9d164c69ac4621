// Pings a server that has become silent, and gives the link up when it does not answer.
#pragma once

#include "connection/action_sender.hpp"
#include "connection/current_attempt.hpp"
#include "connection/environment.hpp"
#include "session/liveness.hpp"

namespace ami::detail {

// Executes what session::liveness decides. On the strand.
class liveness_watch {
public:
  liveness_watch(environment& shared, current_attempt& attempt, action_sender& sender) noexcept
      : shared_{shared}, attempt_{attempt}, sender_{sender}, liveness_{shared.settings_.ping_after(),
                                                                       shared.settings_.ping_timeout()} {}
  liveness_watch(const liveness_watch&) = delete;
  liveness_watch& operator=(const liveness_watch&) = delete;

  // The connection is there.
  void start();
  void stop() { shared_.io_->liveness_alarm_.cancel(); }
  // A whole frame arrived.
  void on_frame(clock_type::time_point now) noexcept { liveness_.on_frame(now); }
  // The ping was answered, `latency` after it had been written.
  void on_answer(clock_type::time_point now, clock_type::duration latency);

private:
  void arm();
  void fired();

  environment& shared_;
  current_attempt& attempt_;
  action_sender& sender_;
  session::liveness liveness_;
};

}  // namespace ami::detail
