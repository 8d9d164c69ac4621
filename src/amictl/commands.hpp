// The sub-commands of amictl, in the order in which the help lists them. See `tool` for how one is written.
#pragma once

namespace CLI {
class App;
}

namespace amictl {

class tool;

void add_ping(CLI::App& root, tool& shared);
void add_action(CLI::App& root, tool& shared);
void add_actions(CLI::App& root, tool& shared);
void add_events(CLI::App& root, tool& shared);
void add_command_line_command(CLI::App& root, tool& shared);
void add_watch(CLI::App& root, tool& shared);
void add_channels(CLI::App& root, tool& shared);
void add_calls(CLI::App& root, tool& shared);
void add_queues(CLI::App& root, tool& shared);
void add_endpoints(CLI::App& root, tool& shared);
void add_conferences(CLI::App& root, tool& shared);
void add_call(CLI::App& root, tool& shared);
void add_hangup(CLI::App& root, tool& shared);
void add_transfer(CLI::App& root, tool& shared);
void add_pause(CLI::App& root, tool& shared);  // and unpause
void add_reload(CLI::App& root, tool& shared);
void add_record(CLI::App& root, tool& shared);
void add_replay(CLI::App& root, tool& shared);
void add_decode(CLI::App& root, tool& shared);
void add_bench(CLI::App& root, tool& shared);
void add_doctor(CLI::App& root, tool& shared);
void add_completion(CLI::App& root, tool& shared);
void add_man(CLI::App& root, tool& shared);

/// All of them.
void add_commands(CLI::App& root, tool& shared);

}  // namespace amictl
