// The sub-commands of amictl, in the order in which the help lists them. See `tool` for how one is written.
#pragma once

namespace CLI {
class App;
}

namespace amictl {

class tool;

void add_ping(CLI::App& root, tool& shared);
void add_record(CLI::App& root, tool& shared);
void add_replay(CLI::App& root, tool& shared);
void add_decode(CLI::App& root, tool& shared);

/// All of them.
void add_commands(CLI::App& root, tool& shared);

}  // namespace amictl
