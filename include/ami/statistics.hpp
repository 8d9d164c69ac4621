// What a connection has done, in numbers.
//
//     const ami::statistics now = co_await pbx.statistics();
//     log("{} events, {} lost, {} actions in flight", now.events, now.events_lost, now.actions_in_flight);
//     http_reply(ami::prometheus_text(now));                              // ami/prometheus.hpp
//
// Counters only grow, from the construction of the manager on; what is a moment's value says so. Names that others
// choose (of actions, of unknown events) are limited in number, so that a snapshot stays small.
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
/// microseconds to 50 seconds, and one bucket for all above. A value of some 170 bytes.
///
///     const auto& limits = ami::latency_histogram::limits();
///     for (std::size_t i = 0; i < limits.size(); ++i) { log("up to {}: {}", limits[i].count(), latency.in_bucket(i));
///     }
///
/// @par Thread safety None.
class AMI_DECL latency_histogram {
public:
  /// The number of buckets that have a limit.
  static constexpr std::size_t limit_count = 18;

  /// Nothing counted yet.
  latency_histogram() noexcept {}

  /// The largest duration that still belongs to each bucket, ascending.
  static const std::array<std::chrono::nanoseconds, limit_count>& limits() noexcept;

  /// Counts one.
  /// @param value how long it took; what is negative counts as zero.
  void add(std::chrono::nanoseconds value) noexcept;

  /// How many fell into a bucket and into none before; the sum over all buckets is count().
  /// @param bucket the index into limits(); `limit_count` is the bucket without a limit.
  /// @pre `bucket <= limit_count`
  std::uint64_t in_bucket(std::size_t bucket) const noexcept { return buckets_[bucket]; }
  /// How many there are.
  std::uint64_t count() const noexcept { return count_; }
  /// How long all of them took together; divided by count() it is the mean.
  std::chrono::nanoseconds sum() const noexcept { return sum_; }

private:
  std::array<std::uint64_t, limit_count + 1> buckets_{};
  std::uint64_t count_ = 0;
  std::chrono::nanoseconds sum_{};
};

/// A name and how often it was counted.
class named_count {
public:
  /// @param name_of the name.
  /// @param count_of how often.
  named_count(std::string name_of, std::uint64_t count_of) : name{std::move(name_of)}, count{count_of} {}

  /// What was counted: a reason in words, an event's wire name.
  std::string name;
  /// How often.
  std::uint64_t count;
};

/// What became of the actions of one name. When none is in flight,
/// `sent == accepted + rejected + timed_out + lost + cancelled`. Actions that never got as far as the connection, for
/// example because of an invalid header, are not counted; nor are those that the library sends on its own account.
class action_statistics {
public:
  /// @param name_of the name.
  explicit action_statistics(std::string name_of) : name{std::move(name_of)} {}

  /// As given by the caller; "other" for all names after the first 64.
  std::string name;
  /// Written to the server.
  std::uint64_t sent = 0;
  /// Answered with success.
  std::uint64_t accepted = 0;
  /// Answered with an error: `errc::action_rejected`, `errc::permission_denied` and their like.
  std::uint64_t rejected = 0;
  /// Sent, and not answered in time: `errc::response_timed_out`.
  std::uint64_t timed_out = 0;
  /// Sent, and the link ended before the reply: `errc::reply_lost`.
  std::uint64_t lost = 0;
  /// Sent, and given up by the caller, or for a list beyond its limits: `operation_aborted`, `errc::list_overflow`.
  std::uint64_t cancelled = 0;
  /// Given up before a byte was written: `errc::not_sent`, a wait for a connection that passed, cancellation.
  std::uint64_t never_sent = 0;
  /// From written to the whole reply, of those that were answered.
  latency_histogram latency;
};

/// One subscriber's queue.
class subscriber_statistics {
public:
  /// Zeros.
  subscriber_statistics() noexcept {}

  /// subscribe_options::name(); empty when it was given none.
  std::string name;
  /// Events that wait to be read now. When it stays near `capacity`, the consumer is too slow.
  std::uint64_t queued = 0;
  /// How many may wait: subscribe_options::capacity().
  std::uint64_t capacity = 0;
  /// Dropped because it was too slow; each loss is also a `lagged` event in the stream.
  std::uint64_t lost = 0;
  /// Replaced by a newer event of the same key: subscribe_options::coalesce().
  std::uint64_t coalesced = 0;
};

/// The counters of one connection at one moment, the result of manager::statistics(). They go on counting over
/// reconnects, from the construction of the manager on. A value: it owns everything, and does not change.
/// @par Thread safety As any value.
class statistics {
public:
  /// Zeros.
  statistics() noexcept {}

  // ---- The connection

  /// What the manager is doing now.
  connection_state state{};
  /// The protocol version that the last greeting named; 0.0.0 before the first.
  ami::server_version server_version;
  /// When the server took the login; none while there is no connection.
  std::optional<std::chrono::system_clock::time_point> connected_since;
  /// Logins that the server took; all but the first are reconnects.
  std::uint64_t connects = 0;
  /// Connections that ended unasked, by reason (the text of the error code), in the order of the texts.
  std::vector<named_count> links_lost;
  /// Attempts to connect that failed, by reason, likewise.
  std::vector<named_count> attempts_failed;

  // ---- What was read and written

  /// Bytes received, without what TLS adds.
  std::uint64_t bytes_in = 0;
  /// Bytes sent, likewise.
  std::uint64_t bytes_out = 0;
  /// Frames that are events, items of lists among them.
  std::uint64_t events = 0;
  /// Frames that are responses.
  std::uint64_t responses = 0;
  /// Frames that are neither.
  std::uint64_t other_frames = 0;
  /// What broke a limit of options::limits(), or is no AMI; each has ended a connection, or an attempt to connect.
  std::uint64_t malformed_frames = 0;
  /// Unmatched replies: no action waited for them, or none any more. Replies to actions that timed out come here when
  /// they are late.
  std::uint64_t stray_replies = 0;

  // ---- Events

  /// Events that at least one subscriber took.
  std::uint64_t events_published = 0;
  /// Events that no subscriber wanted; they are not looked at any further.
  std::uint64_t events_unwanted = 0;
  /// The published ones by type, but those without a typed view; types that did not occur are left out.
  std::vector<named_count> events_by_type;
  /// The published ones without a typed view, by wire name (its first 64 bytes, cut between two characters); "other"
  /// for all names after the first 64.
  std::vector<named_count> unknown_events;

  // ---- Actions

  /// By name, in the order of the names, "other" last.
  std::vector<action_statistics> actions;
  /// Written and not answered, now.
  std::uint64_t actions_in_flight = 0;
  /// Not written, now: they wait for a connection or for the socket.
  std::uint64_t actions_waiting = 0;
  /// The bytes of the actions that wait, now; limited by options::max_unsent_bytes().
  std::uint64_t unsent_bytes = 0;
  /// Pings that the library sent because nothing arrived: see options::ping_after().
  std::uint64_t pings = 0;
  /// How long the last of them took to be answered; none before the first answer.
  std::optional<std::chrono::nanoseconds> last_ping;

  // ---- Subscribers

  /// Those that there are now, in the order of their subscription.
  std::vector<subscriber_statistics> subscribers;
  /// Events dropped because a subscriber was too slow; those of subscribers that ended are included.
  std::uint64_t events_lost = 0;
  /// Events replaced by a newer one of the same key, likewise.
  std::uint64_t events_coalesced = 0;
};

}  // namespace ami
