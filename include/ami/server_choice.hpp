// Which of several servers is to have an action.
#pragma once

#include <cstdint>

namespace ami {

/// Which server cluster::send_any() tries first.
enum class pick : std::uint8_t {
  round_robin,      ///< Each in turn, in the order in which they were added.
  least_in_flight,  ///< The one with the fewest actions of send_any() in flight; of several the one added first.
  first,            ///< The one added first: the others are its reserve.
};

}  // namespace ami
