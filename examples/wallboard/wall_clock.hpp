// The service's clock: the times of a snapshot, which are those of a steady clock, as milliseconds since the epoch.
#pragma once

#include <ami/live_values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace wallboard {

/// Milliseconds since the epoch: what JavaScript's Date takes.
using milliseconds = std::int64_t;

inline milliseconds since_epoch(std::chrono::system_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

/// Reckons times by one pair of readings, so that the same time is the same number each time it is asked for:
/// `ami::live_since::wall_clock()` reads both clocks anew, and would differ by a millisecond now and then.
class wall_clock {
public:
  /// @param steady, system both clocks at the same moment.
  wall_clock(ami::live_time steady, std::chrono::system_clock::time_point system)
      : offset_{since_epoch(system) - of_steady(steady)} {}

  milliseconds operator()(ami::live_time time) const { return of_steady(time) + offset_; }
  milliseconds operator()(const ami::live_since& since) const { return (*this)(since.time()); }
  std::optional<milliseconds> operator()(const std::optional<ami::live_since>& since) const {
    return since ? std::optional{(*this)(*since)} : std::nullopt;
  }

  friend bool operator==(const wall_clock&, const wall_clock&) = default;

private:
  static milliseconds of_steady(ami::live_time time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
  }

  milliseconds offset_;
};

}  // namespace wallboard
