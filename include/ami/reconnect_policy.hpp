// When a lost connection is re-established.
#pragma once

#include <ami/config.hpp>
#include <ami/time_span.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace ami {

/// When and how often a supervised manager tries to connect again: exponential back-off with jitter.
///
///     ami::options{"pbx"}.reconnect(ami::reconnect_policy{}.max_delay(10s))
///
/// The n-th attempt in a row waits `initial_delay * multiplier^(n-1)`, at most `max_delay`, less a random part of it,
/// so that many clients of a server that comes back do not arrive together. After a connection that lasted
/// `stable_after` the count starts again; a shorter one does not reset it, so that a server that accepts and drops
/// connections is not flooded.
class AMI_DECL reconnect_policy {
public:
  using duration = std::chrono::milliseconds;

  /// With the defaults that the setters name.
  reconnect_policy() noexcept {}

  /// The delay before the first attempt in a row. Default: 250 ms.
  reconnect_policy& initial_delay(time_span value) & noexcept;
  reconnect_policy&& initial_delay(time_span value) && noexcept { return std::move(initial_delay(value)); }
  /// The longest delay. Default: 30 s.
  reconnect_policy& max_delay(time_span value) & noexcept;
  reconnect_policy&& max_delay(time_span value) && noexcept { return std::move(max_delay(value)); }
  /// The factor by which the delay grows from attempt to attempt. Default: 2; at least 1.
  reconnect_policy& multiplier(double value) & noexcept;
  reconnect_policy&& multiplier(double value) && noexcept { return std::move(multiplier(value)); }
  /// The random part of a delay: 0 none, 1 all of it. Default: 0.5.
  reconnect_policy& jitter(double value) & noexcept;
  reconnect_policy&& jitter(double value) && noexcept { return std::move(jitter(value)); }
  /// How long a connection must last before the count of attempts starts again. Default: 30 s.
  reconnect_policy& stable_after(time_span value) & noexcept;
  reconnect_policy&& stable_after(time_span value) && noexcept { return std::move(stable_after(value)); }
  /// How many further attempts in a row are made before the manager gives up. Default: 0, no limit.
  reconnect_policy& max_attempts(std::uint32_t value) & noexcept;
  reconnect_policy&& max_attempts(std::uint32_t value) && noexcept { return std::move(max_attempts(value)); }

  // What was set, or the default.
  duration initial_delay() const noexcept { return initial_delay_; }
  duration max_delay() const noexcept { return max_delay_; }
  double multiplier() const noexcept { return multiplier_; }
  double jitter() const noexcept { return jitter_; }
  duration stable_after() const noexcept { return stable_after_; }
  std::uint32_t max_attempts() const noexcept { return max_attempts_; }

  /// Empty when the policy can be used, else a description of what is wrong with it.
  std::string problem() const;

private:
  duration initial_delay_{250};
  duration max_delay_{30000};
  duration stable_after_{30000};
  double multiplier_ = 2;
  double jitter_ = 0.5;
  std::uint32_t max_attempts_ = 0;
};

}  // namespace ami
