// How long to wait before the next attempt to connect. No sockets, no clocks.
#pragma once

#include <ami/reconnect_policy.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>

namespace ami::session {

/// Counts failed attempts in a row and says how long to wait before the next one.
/// @par Thread safety None.
class back_off {
public:
  using duration = reconnect_policy::duration;

  /// @param policy copied.
  /// @param seed of the jitter.
  back_off(const reconnect_policy& policy, std::uint64_t seed);

  /// An attempt failed, or a connection ended.
  /// @param held how long the connection was there; nothing when none was made.
  /// @returns the wait before the next attempt, or nothing when there is to be none.
  std::optional<duration> next(std::optional<std::chrono::nanoseconds> held);

  /// Failed attempts and short connections in a row.
  std::uint32_t failures() const noexcept { return failures_; }

private:
  reconnect_policy policy_;
  std::minstd_rand random_;  // good enough for jitter; the state of std::mt19937_64 takes 2.5 KB in each connection
  std::uint32_t failures_ = 0;
};

}  // namespace ami::session
