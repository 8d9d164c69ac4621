// What a connection has done, in numbers.
#pragma once

#include <ami/config.hpp>
#include <ami/connection_state.hpp>
#include <ami/server_version.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ami {

/// How many of something took how long, in buckets whose limits are fixed: 1, 2 and 5 of each power of ten from 100
/// microseconds to 50 seconds, and one bucket for all above.
/// @par Thread safety None.
class AMI_DECL latency_histogram {
public:
  /// The number of buckets that have a limit.
  static constexpr std::size_t limit_count = 18;

  latency_histogram() noexcept {}

  /// The largest duration that still belongs to each bucket.
  static const std::array<std::chrono::nanoseconds, limit_count>& limits() noexcept;

  /// Counts one; what is negative counts as zero.
  void add(std::chrono::nanoseconds value) noexcept;

  /// How many fell into a bucket and into none before; `limit_count` is the bucket without a limit.
  std::uint64_t in_bucket(std::size_t bucket) const noexcept { return buckets_[bucket]; }
  /// How many there are.
  std::uint64_t count() const noexcept { return count_; }
  /// All of them together.
  std::chrono::nanoseconds sum() const noexcept { return sum_; }

private:
  std::array<std::uint64_t, limit_count + 1> buckets_{};
  std::uint64_t count_ = 0;
  std::chrono::nanoseconds sum_{};
};

/// A name and how often it was counted.
class named_count {
public:
  named_count(std::string name_of, std::uint64_t count_of) : name{std::move(name_of)}, count{count_of} {}

  std::string name;
  std::uint64_t count;
};

/// What became of the actions of one name. When none is in flight,
/// `sent == accepted + rejected + timed_out + lost + cancelled`. Actions that never got as far as the connection, for
/// example because of an invalid header, are not counted; nor are those that the library sends on its own account.
class action_statistics {
public:
  explicit action_statistics(std::string name_of) : name{std::move(name_of)} {}

  std::string name;              ///< As given by the caller; "other" for all names after the first few dozen.
  std::uint64_t sent = 0;        ///< Written to the server.
  std::uint64_t accepted = 0;    ///< Answered with success.
  std::uint64_t rejected = 0;    ///< Answered with an error.
  std::uint64_t timed_out = 0;   ///< Sent, and not answered in time.
  std::uint64_t lost = 0;        ///< Sent, and the link ended before the reply.
  std::uint64_t cancelled = 0;   ///< Sent, and given up by the caller, or for a list beyond its limits.
  std::uint64_t never_sent = 0;  ///< Refused or given up before a byte was written.
  latency_histogram latency;     ///< From written to the whole reply.
};

/// One subscriber's queue.
class subscriber_statistics {
public:
  subscriber_statistics() noexcept {}

  std::string name;             ///< subscribe_options::name(); empty when it was given none.
  std::uint64_t queued = 0;     ///< Events that wait to be read.
  std::uint64_t capacity = 0;   ///< How many may wait.
  std::uint64_t lost = 0;       ///< Dropped because it was too slow.
  std::uint64_t coalesced = 0;  ///< Replaced by a newer event of the same key.
};

/// The counters of one connection at one moment, the result of manager::statistics(). They go on counting over
/// reconnects, from the construction of the manager on.
class statistics {
public:
  statistics() noexcept {}

  connection_state state{};
  ami::server_version server_version;
  /// When the server took the login; none while there is no connection.
  std::optional<std::chrono::system_clock::time_point> connected_since;
  std::uint64_t connects = 0;                ///< Logins that the server took; all but the first are reconnects.
  std::vector<named_count> links_lost;       ///< Connections that ended unasked, by reason.
  std::vector<named_count> attempts_failed;  ///< Attempts to connect that failed, by reason.

  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t events = 0;            ///< Frames that are events, items of lists among them.
  std::uint64_t responses = 0;         ///< Frames that are responses.
  std::uint64_t other_frames = 0;      ///< Frames that are neither.
  std::uint64_t malformed_frames = 0;  ///< Frames that broke a limit.
  std::uint64_t stray_replies = 0;     ///< Unmatched replies: no action waited for them, or none any more.

  std::uint64_t events_published = 0;       ///< Events that at least one subscriber took.
  std::uint64_t events_unwanted = 0;        ///< Events that no subscriber wanted; they are not looked at any further.
  std::vector<named_count> events_by_type;  ///< The published ones, but those without a typed view.
  /// Those, by wire name (its first 64 bytes, cut between two characters); "other" after the first few dozen.
  std::vector<named_count> unknown_events;
  std::vector<action_statistics> actions;             ///< By name.
  std::uint64_t actions_in_flight = 0;                ///< Written, not answered.
  std::uint64_t actions_waiting = 0;                  ///< Not written.
  std::uint64_t unsent_bytes = 0;                     ///< Of the actions that wait.
  std::uint64_t pings = 0;                            ///< Sent by the library because nothing arrived.
  std::optional<std::chrono::nanoseconds> last_ping;  ///< How long the last of them took to be answered.
  std::vector<subscriber_statistics> subscribers;     ///< Those that there are now, in the order of their subscription.
  std::uint64_t events_lost = 0;       ///< Dropped because a subscriber was too slow; those that ended included.
  std::uint64_t events_coalesced = 0;  ///< Replaced by a newer event of the same key, likewise.
};

}  // namespace ami
