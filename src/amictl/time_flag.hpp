// Flags that take a time: "30s", "1.5m", "250ms".
#pragma once

#include <chrono>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace amictl {

/// Adds a flag that takes a time with its unit (`ms`, `s`, `m`, `h`); without a unit it is in seconds.
/// @param names as CLI11 wants them: "-t,--timeout".
/// @param value where it goes; outlives the command line, and keeps its value when the flag is not given.
/// @param text what the help says of it.
CLI::Option& add_time_option(CLI::App& command, const std::string& names, std::chrono::milliseconds& value,
                             const std::string& text);

}  // namespace amictl
