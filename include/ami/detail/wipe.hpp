// Overwrites texts that may be secret.
#pragma once

#include <ami/config.hpp>

#include <string>

namespace ami::detail {

/// Overwrites all of the text's memory and empties it. A string that was moved from needs this too: a short one is
/// empty but keeps its bytes.
AMI_DECL void wipe(std::string& text) noexcept;

}  // namespace ami::detail
