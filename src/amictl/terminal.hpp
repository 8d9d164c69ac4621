// What the standard streams are connected to, and questions to whoever sits there.
#pragma once

#include <cstddef>
#include <string>

namespace amictl {

/// Whether somebody can read what is written to standard output (or error) as it comes.
bool output_is_terminal() noexcept;
bool error_is_terminal() noexcept;

/// The columns of the terminal: `COLUMNS`, else what the terminal says, else 80.
std::size_t terminal_width();

/// Asks for a secret on the controlling terminal, without showing what is typed; works with redirected streams, too.
/// The terminal is as before afterwards, whatever ends the question, Ctrl-C included.
/// @param question is shown, for example "Secret of admin at pbx: ".
/// @throws std::runtime_error when there is no terminal, or the question was not answered.
std::string ask_secret(const std::string& question);

/// Asks a yes-or-no question on the controlling terminal; no terminal and an empty answer are a no.
bool confirm(const std::string& question);

}  // namespace amictl
