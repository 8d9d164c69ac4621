// Maps errors of the operating system to this library's errors.
#pragma once

#include <ami/error.hpp>

namespace ami::detail {

// The error of this library for `error`, or `error` itself. Asio's errors carry the place in Asio's source that set
// them, which would appear in every text made of them; it is removed here.
inline error_code named_error(error_code error) noexcept {
  namespace generic = boost::system::errc;
  if (!error || error.category() == ami::error_category()) {
    return error;
  }
  if (error == generic::connection_refused) {
    return errc::connection_refused;
  }
  if (error == generic::connection_reset || error == generic::broken_pipe || error == generic::connection_aborted) {
    return errc::connection_reset;
  }
  if (error == generic::network_unreachable || error == generic::network_down) {
    return errc::network_unreachable;
  }
  if (error == generic::host_unreachable) {
    return errc::host_unreachable;
  }
  return {error.value(), error.category()};
}

}  // namespace ami::detail
