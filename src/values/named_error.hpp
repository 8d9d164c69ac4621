// Errors of the operating system by the names that this library has for them.
#pragma once

#include <ami/error.hpp>

namespace ami::detail {

// What `error` means for a connection. An error that has no name here is given back without the place in Asio's source
// that an error of Asio carries, and that would stand in every text that is made of it.
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
