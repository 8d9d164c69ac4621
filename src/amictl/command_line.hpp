// The command line of amictl as a whole.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

namespace amictl {

class tool;

/// The command line with all sub-commands, for parsing, for the help and for what is made from the same text (the
/// manual page, completion).
/// @param shared what the commands fill; outlives the result.
std::unique_ptr<CLI::App> make_command_line(tool& shared);

/// Parses the arguments, runs the command, and turns whatever it throws into a line on standard error and an exit code.
int run_amictl(int argc, char** argv);

}  // namespace amictl
