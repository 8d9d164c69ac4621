// Decides what the sink's thread does next.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace relay {

/// The delivery of a buffer's records, in order and at least once: always the first ones that are not confirmed, and
/// after a failure the same again, with a pause that grows. A pure state machine: time is an argument.
class delivery {
public:
  using time_point = std::chrono::steady_clock::time_point;
  using duration = std::chrono::milliseconds;

  enum class step {
    send,    ///< Deliver the first records of the buffer.
    wait,    ///< Until there is something in the buffer, or until(), whichever comes first, but after a failure not
             ///< before until().
    finish,  ///< End: nothing is left, or the time is up.
  };

  /// @param shortest_pause, longest_pause between two attempts after failures.
  delivery(duration shortest_pause, duration longest_pause) noexcept
      : shortest_pause_{shortest_pause}, longest_pause_{longest_pause} {}

  /// What to do now.
  /// @param buffered how many records are not confirmed.
  [[nodiscard]] step next(std::size_t buffered, time_point now) const noexcept;
  /// When next() has to be asked again at the latest; nothing when only more records, or the end, change the answer.
  [[nodiscard]] std::optional<time_point> until() const noexcept;
  /// What an attempt came to.
  /// @param offered, confirmed how many of the first records the sink was given, and has taken for good.
  void attempted(std::size_t offered, std::size_t confirmed, time_point now) noexcept;
  /// No more records come: end when all are delivered, or at the deadline.
  void stop(time_point deadline) noexcept { deadline_ = deadline; }

  /// How many records were confirmed so far.
  [[nodiscard]] std::uint64_t confirmed() const noexcept { return confirmed_; }
  /// How many attempts did not come to their end.
  [[nodiscard]] std::uint64_t retries() const noexcept { return retries_; }
  /// True when the last attempt failed.
  [[nodiscard]] bool is_failing() const noexcept { return retry_at_.has_value(); }

private:
  duration shortest_pause_;
  duration longest_pause_;
  duration pause_{0};
  std::optional<time_point> retry_at_;
  std::optional<time_point> deadline_;
  std::uint64_t confirmed_ = 0;
  std::uint64_t retries_ = 0;
};

}  // namespace relay
