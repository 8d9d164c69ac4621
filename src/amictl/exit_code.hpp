// How amictl ends, for scripts. The same numbers for every command; `amictl --help` lists them.
#pragma once

#include <ami/errc.hpp>

namespace amictl {

enum class exit_code : int {
  success = 0,
  negative = 1,         // the server said no, a call did not come about, an input has errors, the doctor found a fault
  usage = 2,            // the arguments or the configuration make no sense; nothing was sent
  not_connected = 3,    // no connection: name, network, TLS, no manager interface
  login_refused = 4,    // user or secret, or the server refuses this address
  outcome_unknown = 5,  // the link broke or time ran out: what was asked for may have been done
  interrupted = 130,    // Ctrl-C before the result
};

/// The exit code for an operation that failed.
/// @param code what it failed with.
exit_code exit_code_of(ami::error_code code) noexcept;

}  // namespace amictl
