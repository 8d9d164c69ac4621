// What became of the callers of a server's queues since local midnight, counted from events.
#pragma once

#include "wallboard/wall_clock.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace wallboard {

/// The last local midnight up to `now`, by the time zone of the process.
milliseconds local_midnight(milliseconds now);

/// The counts of one queue. Each event counts on the day on which it comes: who joined before midnight and is answered
/// after it is answered today.
class queue_counts {
public:
  std::uint64_t offered = 0;    ///< Callers that joined; one that comes back counts again.
  std::uint64_t abandoned = 0;  ///< Those that hung up, or were given up, while they waited.

  /// A member answered.
  /// @param hold how long the caller had waited; nothing when the event does not tell, which is within no level.
  void answer(std::optional<std::chrono::seconds> hold);

  std::uint64_t answered() const noexcept { return answered_; }
  /// Those that were answered after at most `level`. They are kept by their time, so that a level that is changed
  /// in the configuration holds for the whole day.
  std::uint64_t answered_within(std::chrono::seconds level) const;

private:
  std::uint64_t answered_ = 0;
  std::map<std::chrono::seconds, std::uint64_t> by_hold_;
};

/// The queues of one server. What was missed in a gap stays missed: the figures are incomplete until the next midnight.
class queue_days {
public:
  /// @param start when the program began to watch the server.
  explicit queue_days(milliseconds start) : since_{start} {}

  /// The server is connected: the first time, counting begins.
  void connected(milliseconds now);
  /// The connection was lost.
  void disconnected(milliseconds now);
  /// Events were lost.
  void lost(milliseconds now);
  /// Begins a new day when there is one.
  /// @param midnight the last local midnight.
  /// @return whether one began, and all counts are zero.
  bool begin_day(milliseconds midnight);

  void joined(std::string_view queue) { ++counts_of(queue).offered; }
  void abandoned(std::string_view queue) { ++counts_of(queue).abandoned; }
  void answered(std::string_view queue, std::optional<std::chrono::seconds> hold) { counts_of(queue).answer(hold); }

  /// The counts of a queue; zeros for one of which no event has told.
  const queue_counts& counts(std::string_view queue) const;
  /// Since when it is counted: midnight, or the first connection after it.
  milliseconds since() const noexcept { return since_; }
  /// Since when something may be missing; nothing when the counts are complete.
  std::optional<milliseconds> incomplete_since() const noexcept { return incomplete_since_; }

private:
  queue_counts& counts_of(std::string_view queue);

  std::map<std::string, queue_counts, std::less<>> counts_;
  std::optional<milliseconds> incomplete_since_;
  milliseconds since_;
  bool began_ = false;
  bool connected_ = false;
};

}  // namespace wallboard
