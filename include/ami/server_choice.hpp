// Which of several servers an action is sent to.
#pragma once

#include <cstdint>

namespace ami {

/// Which server cluster::send_any() tries first, and in which order the others after it. Only servers that are
/// connected are tried.
enum class pick : std::uint8_t {
  /// The one after the server that was first the last time, in the order in which they were added: spreads the load
  /// evenly where all servers are alike.
  round_robin,
  /// The one with the fewest actions of send_any() in flight; among equals the one added first. A slow server gets
  /// less. Actions that are sent by a server's own manager are not counted.
  least_in_flight,
  /// The one added first; the others are its reserve.
  first,
};

}  // namespace ami
