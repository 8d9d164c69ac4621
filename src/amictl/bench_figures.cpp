#include "amictl/bench_figures.hpp"

#include <algorithm>
#include <cmath>

namespace amictl {

duration_figures::duration duration_figures::at(double share) {
  if (all_.empty()) {
    return duration::zero();
  }
  if (sorted_ != all_.size()) {
    std::ranges::sort(all_);
    sorted_ = all_.size();
  }
  const double rank = std::ceil(share * static_cast<double>(all_.size()));
  const auto index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
  return all_[std::min(index, all_.size() - 1)];
}

double per_second(double count, std::chrono::nanoseconds time) noexcept {
  const double seconds = std::chrono::duration<double>{time}.count();
  return seconds > 0 ? count / seconds : 0;
}

std::chrono::nanoseconds for_each_of(std::chrono::nanoseconds time, std::size_t count) noexcept {
  return count != 0 ? time / static_cast<std::chrono::nanoseconds::rep>(count) : std::chrono::nanoseconds::zero();
}

}  // namespace amictl
