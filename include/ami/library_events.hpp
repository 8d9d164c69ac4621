// The events that the library itself inserts between the server's, at the place in the stream where they belong.
//
//     event->match([](const ami::events::newchannel& made) { add(made); },
//                  [](const ami::lagged&)                  { read_all_again(); },     // this consumer was too slow
//                  [](const ami::connection_lost& gap)     { mark_stale(gap.reason()); },
//                  [](const ami::connection_restored&)     { read_all_again(); });
//
// The first three are gaps: every stream has them, whatever types it asked for, since what a program knows of the
// server is incomplete after one. Ask for the state anew then, with the actions that list it. They are values of a few
// bytes.
#pragma once

#include <ami/event_type.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ami {

enum class connection_state : std::uint8_t;

/// The subscriber was too slow and its queue full: `count` events were lost at this place. Arrives in order with the
/// events around it. See subscribe_options::capacity() and when_full().
/// @par Thread safety As any value, here and below.
class lagged {
public:
  /// What tells it apart from other events, as for every typed event.
  static constexpr event_type type_id = event_type::lagged;
  static constexpr std::string_view wire_name = "lagged";

  /// @param count how many were lost; for tests, as the constructors below.
  explicit lagged(std::uint64_t count) noexcept : count_{count} {}
  /// How many events this stream would have yielded here.
  std::uint64_t count() const noexcept { return count_; }

private:
  std::uint64_t count_;
};

/// The connection ended; events of the server between this and `connection_restored` are lost, and nobody knows how
/// many. Streams of a supervised manager, and of a cluster, go on after it; any other ends. There is none for an end
/// that disconnect() or the last handle made.
class connection_lost {
public:
  static constexpr event_type type_id = event_type::connection_lost;
  static constexpr std::string_view wire_name = "connection_lost";

  /// @param reason why.
  explicit connection_lost(boost::system::error_code reason) noexcept : reason_{reason} {}
  /// Why: one of the codes of ami::errc for the end of a connection, for example `errc::connection_closed`.
  boost::system::error_code reason() const noexcept { return reason_; }

private:
  boost::system::error_code reason_;
};

/// The connection is re-established: logged in, with mask and filters set. Not for a connection that connect() made.
class connection_restored {
public:
  static constexpr event_type type_id = event_type::connection_restored;
  static constexpr std::string_view wire_name = "connection_restored";

  /// @param epoch the number of the connection.
  /// @param downtime how long there was none.
  /// @param restarted as for restarted().
  connection_restored(std::uint64_t epoch, std::chrono::nanoseconds downtime,
                      std::optional<bool> restarted = {}) noexcept
      : epoch_{epoch}, downtime_{downtime}, restarted_{restarted} {}
  /// The number of this connection; the manager's first one is 1.
  std::uint64_t epoch() const noexcept { return epoch_; }
  /// How long there was no connection, from the loss to the login.
  std::chrono::nanoseconds downtime() const noexcept { return downtime_; }
  /// Whether the server was started anew meanwhile: then all its calls have ended. False when only the link was lost.
  /// It is known from the event FullyBooted, which says how long the server has been running, and so nothing for users
  /// without the right to read class system, mostly nothing with `options::wait_fully_booted(0s)`, and nothing when the
  /// server seems to have been started earlier than the one before, as another server may have been.
  std::optional<bool> restarted() const noexcept { return restarted_; }

private:
  std::uint64_t epoch_;
  std::chrono::nanoseconds downtime_;
  std::optional<bool> restarted_;
};

/// The state of a manager has changed. Only for streams that subscribe to it by name,
/// `subscribe<connection_state_changed>()`; a stream of all events does not have it, since it is not an event of the
/// server.
///
/// Comes in order with the events around it: the change to `connected` after the `connection_restored`, that from
/// `connected` before the `connection_lost`, and the one to `disconnected` as the last of a stream that ends with the
/// connection. Unlike a gap it may be dropped when the stream is full.
class connection_state_changed {
public:
  static constexpr event_type type_id = event_type::connection_state_changed;
  static constexpr std::string_view wire_name = "connection_state_changed";

  /// @param from, to the states.
  /// @param reason as for reason().
  connection_state_changed(connection_state from, connection_state to, boost::system::error_code reason) noexcept
      : reason_{reason}, from_{from}, to_{to} {}
  /// The state before.
  connection_state from() const noexcept { return from_; }
  /// The new state; manager::state() may have changed again.
  connection_state to() const noexcept { return to_; }
  /// Why a connection or an attempt ended, for changes to `waiting` and `disconnected`; `errc::disconnected` when that
  /// was requested. No error for other changes.
  boost::system::error_code reason() const noexcept { return reason_; }

private:
  boost::system::error_code reason_;
  connection_state from_;
  connection_state to_;
};

}  // namespace ami
