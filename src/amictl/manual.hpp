// The manual page, made from the same text as the help.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace amictl {

/// The page amictl(1), as troff: the commands with their flags and examples, the flags that all have, the exit codes.
/// @param version is shown in the page's foot.
std::string manual_page(const CLI::App& root, const std::string& version);

}  // namespace amictl
