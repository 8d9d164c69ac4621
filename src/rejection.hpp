// What the server says when it refuses an action.
#pragma once

#include <ami/error.hpp>

#include <string_view>

namespace ami::detail {

// `message`: of a `Response: Error`.
inline errc rejection(std::string_view message) noexcept {
  if (message == "Permission denied") {
    return errc::permission_denied;
  }
  if (message.starts_with("Invalid/unknown command")) {
    return errc::unknown_action;
  }
  if (message == "Asterisk is shutting down") {
    return errc::shutting_down;
  }
  return errc::action_rejected;
}

}  // namespace ami::detail
