// The figures of amictl bench.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace amictl {

/// How long each of many things took.
class duration_figures {
public:
  using duration = std::chrono::nanoseconds;

  /// @param expected how many there will be.
  explicit duration_figures(std::size_t expected) { all_.reserve(expected); }

  void add(duration value) { all_.push_back(value); }
  std::size_t count() const noexcept { return all_.size(); }
  /// The time that this share of them did not exceed (nearest rank): 0 for the shortest, 0.5 for the median, 1 for the
  /// longest. Zero when there are none.
  /// @param share between 0 and 1.
  duration at(double share);

private:
  std::vector<duration> all_;
  std::size_t sorted_ = 0;  // so many of them are in order
};

/// How many in a second; 0 when no time has passed.
double per_second(double count, std::chrono::nanoseconds time) noexcept;

/// The part of the time for each; 0 for none.
std::chrono::nanoseconds for_each_of(std::chrono::nanoseconds time, std::size_t count) noexcept;

}  // namespace amictl
