// What a manager is doing.
#pragma once

#include <ami/config.hpp>

#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace ami {

/// What a manager is doing.
enum class connection_state : std::uint8_t {
  disconnected,   ///< No connection: connect() may be called.
  resolving,      ///< The host name is being resolved.
  connecting,     ///< A TCP connection is being made.
  logging_in,     ///< Greeting and login.
  connected,      ///< Actions and events flow.
  disconnecting,  ///< disconnect() waits for what is due.
  waiting,        ///< Supervised: the next attempt to connect comes after a pause.
};

/// The name of a state, for example "logging in".
AMI_DECL std::string_view to_string(connection_state value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, connection_state value);

}  // namespace ami
