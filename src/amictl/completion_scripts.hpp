// The scripts that make shells ask amictl what can be typed.
#pragma once

#include <string_view>

namespace amictl {

/// The script for a shell: "bash", "zsh" or "fish"; empty for any other.
std::string_view completion_script(std::string_view shell) noexcept;

}  // namespace amictl
