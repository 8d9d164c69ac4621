// The events that the library itself inserts between the server's.
#pragma once

#include <ami/event_type.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace ami {

enum class connection_state : std::uint8_t;

/// The subscriber was too slow and its queue full: `count` events were lost at this place. Arrives in order with the
/// events around it.
class lagged {
public:
  static constexpr event_type type_id = event_type::lagged;
  static constexpr std::string_view wire_name = "lagged";

  explicit lagged(std::uint64_t count) noexcept : count_{count} {}
  /// How many events were lost.
  std::uint64_t count() const noexcept { return count_; }

private:
  std::uint64_t count_;
};

/// The connection ended; events of the server between this and `connection_restored` are lost.
class connection_lost {
public:
  static constexpr event_type type_id = event_type::connection_lost;
  static constexpr std::string_view wire_name = "connection_lost";

  explicit connection_lost(boost::system::error_code reason) noexcept : reason_{reason} {}
  /// Why, for example `errc::connection_closed`.
  boost::system::error_code reason() const noexcept { return reason_; }

private:
  boost::system::error_code reason_;
};

/// The connection is re-established.
class connection_restored {
public:
  static constexpr event_type type_id = event_type::connection_restored;
  static constexpr std::string_view wire_name = "connection_restored";

  connection_restored(std::uint64_t epoch, std::chrono::nanoseconds downtime) noexcept
      : epoch_{epoch}, downtime_{downtime} {}
  /// The number of this connection; the manager's first one is 1.
  std::uint64_t epoch() const noexcept { return epoch_; }
  /// How long there was no connection.
  std::chrono::nanoseconds downtime() const noexcept { return downtime_; }

private:
  std::uint64_t epoch_;
  std::chrono::nanoseconds downtime_;
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
