// What a manager is doing.
//
//     if (pbx.state() == ami::connection_state::connected) { ... }            // now; may change at any time
//     co_await pbx.wait_for(ami::connection_state::connected);                // until it is
//     auto changes = pbx.subscribe<ami::connection_state_changed>();          // every change, in order with the events
#pragma once

#include <ami/config.hpp>

#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace ami {

/// What a manager is doing. An attempt to connect goes through resolving, connecting and logging_in; its failure leads
/// to waiting when the manager is supervised (`options::reconnect()`) and may try again, else to disconnected. With
/// several servers in the options the next one is resolved without a pause.
enum class connection_state : std::uint8_t {
  /// No connection, and none is coming: connect() may be called. Actions fail with `errc::not_connected`.
  disconnected,
  /// The host name is being resolved.
  resolving,
  /// A TCP connection is being made, and then the TLS handshake.
  connecting,
  /// The greeting, the login, and then FullyBooted (if that is waited for), the event mask and the filters.
  logging_in,
  /// Actions and events flow. It may take until `options::ping_after()` and `ping_timeout()` have passed until a link
  /// that died without a word is noticed.
  connected,
  /// disconnect() waits for what is due: replies, and the server's goodbye. New actions fail with
  /// `errc::not_connected`.
  disconnecting,
  /// Supervised: the next attempt to connect comes after a pause. Actions wait for it or fail, as
  /// `options::wait_for_connection()` says.
  waiting,
};

/// The name of a state, for example "logging in". A literal: it lives for ever.
/// @par Thread safety Any thread.
AMI_DECL std::string_view to_string(connection_state value) noexcept;
/// Writes that name.
AMI_DECL std::ostream& operator<<(std::ostream& out, connection_state value);

}  // namespace ami
