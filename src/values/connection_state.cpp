#include <ami/connection_state.hpp>

#include <ostream>

namespace ami {

std::string_view to_string(connection_state value) noexcept {
  switch (value) {
  case connection_state::disconnected: return "disconnected";
  case connection_state::resolving: return "resolving";
  case connection_state::connecting: return "connecting";
  case connection_state::logging_in: return "logging in";
  case connection_state::connected: return "connected";
  case connection_state::disconnecting: return "disconnecting";
  case connection_state::waiting: return "waiting";
  }
  return "invalid state";
}

std::ostream& operator<<(std::ostream& out, connection_state value) {
  return out << to_string(value);
}

}  // namespace ami
