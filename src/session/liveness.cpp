#include "session/liveness.hpp"

namespace ami::session {

liveness::liveness(duration idle, duration limit) noexcept : idle_{idle}, limit_{limit} {}

void liveness::start(time_point now) noexcept {
  on_answer(now);
}

liveness::verdict liveness::check(time_point now) noexcept {
  if (!enabled() || now < next()) {
    return verdict::wait;
  }
  if (pinged_) {
    return verdict::dead;
  }
  pinged_ = true;
  pinged_at_ = now;
  return verdict::ping;
}

liveness::time_point liveness::next() const noexcept {
  return pinged_ ? pinged_at_ + limit_ : last_ + idle_;
}

}  // namespace ami::session
