// Which of several servers an action is sent to.
#pragma once

#include <cstdint>

namespace ami {

/// Which server cluster::send_any() tries first.
enum class pick : std::uint8_t {
  round_robin,      ///< Each one in order of their addition.
  least_in_flight,  ///< The one with the fewest actions of send_any() in flight; among equals the one added first.
  first,            ///< The one added first; the others are its reserve.
};

}  // namespace ami
