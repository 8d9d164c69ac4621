// Overwrites what may be a secret.
#pragma once

#include <ami/config.hpp>

#include <string>

namespace ami::detail {

/// Overwrites all of the text's memory, and empties it. Also of use for a string that was moved from: it is empty, but
/// a short one keeps its bytes.
AMI_DECL void wipe(std::string& text) noexcept;

}  // namespace ami::detail
