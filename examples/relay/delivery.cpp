#include "delivery.hpp"

#include <algorithm>

namespace relay {

delivery::step delivery::next(std::size_t buffered, time_point now) const noexcept {
  if (deadline_ && (buffered == 0 || now >= *deadline_)) {
    return step::finish;
  }
  if (buffered == 0 || (retry_at_ && now < *retry_at_)) {
    return step::wait;
  }
  return step::send;
}

std::optional<delivery::time_point> delivery::until() const noexcept {
  if (retry_at_ && deadline_) {
    return std::min(*retry_at_, *deadline_);
  }
  return retry_at_ ? retry_at_ : deadline_;
}

void delivery::attempted(std::size_t offered, std::size_t confirmed, time_point now) noexcept {
  confirmed_ += confirmed;
  if (confirmed != 0) {
    pause_ = duration::zero();
  }
  if (confirmed == offered) {
    retry_at_.reset();
    return;
  }
  ++retries_;
  pause_ = std::clamp(pause_ * 2, shortest_pause_, longest_pause_);
  retry_at_ = now + pause_;
}

}  // namespace relay
