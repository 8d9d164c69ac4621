#include "session/back_off.hpp"

#include <algorithm>
#include <cmath>

namespace ami {

reconnect_policy& reconnect_policy::initial_delay(time_span value) & noexcept {
  initial_delay_ = value;
  return *this;
}

reconnect_policy& reconnect_policy::max_delay(time_span value) & noexcept {
  max_delay_ = value;
  return *this;
}

reconnect_policy& reconnect_policy::multiplier(double value) & noexcept {
  multiplier_ = value;
  return *this;
}

reconnect_policy& reconnect_policy::jitter(double value) & noexcept {
  jitter_ = value;
  return *this;
}

reconnect_policy& reconnect_policy::stable_after(time_span value) & noexcept {
  stable_after_ = value;
  return *this;
}

reconnect_policy& reconnect_policy::max_attempts(std::uint32_t value) & noexcept {
  max_attempts_ = value;
  return *this;
}

std::string reconnect_policy::problem() const {
  if (initial_delay_ < duration::zero() || max_delay_ < initial_delay_ || stable_after_ < duration::zero()) {
    return "the reconnect policy's delays are negative, or its longest delay is below its first";
  }
  // Written so that what is not a number fails, too.
  if (!(multiplier_ >= 1) || !(jitter_ >= 0 && jitter_ <= 1)) {
    return "the reconnect policy's multiplier is below 1, or its jitter not from 0 to 1";
  }
  return {};
}

namespace session {

back_off::back_off(const reconnect_policy& policy, std::uint64_t seed) : policy_{policy}, random_{static_cast<std::minstd_rand::result_type>(seed)} {}

std::optional<back_off::duration> back_off::next(std::optional<std::chrono::nanoseconds> held) {
  if (held && *held >= policy_.stable_after()) {
    failures_ = 0;
  }
  ++failures_;
  if (policy_.max_attempts() != 0 && failures_ > policy_.max_attempts()) {
    return std::nullopt;
  }
  const auto longest = static_cast<double>(policy_.max_delay().count());
  double delay = static_cast<double>(policy_.initial_delay().count());
  // After many failures the power is infinite.
  if (delay > 0) {
    delay = std::min(delay * std::pow(policy_.multiplier(), failures_ - 1), longest);
  }
  std::uniform_real_distribution<double> part{0, policy_.jitter()};
  delay -= delay * part(random_);
  return duration{static_cast<duration::rep>(delay)};
}

}  // namespace session

}  // namespace ami
