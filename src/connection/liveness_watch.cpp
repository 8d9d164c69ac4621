#include "connection/liveness_watch.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>

#include <spdlog/common.h>

#include <chrono>

namespace ami::detail {

void liveness_watch::start() {
  liveness_.start(clock_type::now());
  arm();
}

void liveness_watch::on_answer(clock_type::time_point now, clock_type::duration latency) {
  shared_.counters_.ping_answered(latency);
  liveness_.on_answer(now);
}

void liveness_watch::arm() {
  if (!liveness_.enabled()) {
    return;
  }
  shared_.io_->liveness_alarm_.set(std::chrono::time_point_cast<clock_type::duration>(liveness_.next()),
                                   [weak = shared_.watch(*this)] {
                                     if (const auto self = weak.lock()) {
                                       self->fired();
                                     }
                                   });
}

void liveness_watch::fired() {
  switch (liveness_.check(clock_type::now())) {
  case session::liveness::verdict::wait: break;
  case session::liveness::verdict::ping:
    shared_.log_.write(spdlog::level::debug, "no frame arrives: pinging");
    shared_.counters_.ping();
    sender_.send_own(action{"Ping"}, session::action_owner::ping);
    break;
  case session::liveness::verdict::dead: attempt_.stop(errc::ping_timed_out); return;
  }
  arm();
}

}  // namespace ami::detail
