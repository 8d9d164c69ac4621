#include "amictl/commands.hpp"

namespace amictl {

void add_commands(CLI::App& root, tool& shared) {
  add_ping(root, shared);
  add_action(root, shared);
  add_actions(root, shared);
  add_events(root, shared);
  add_command_line_command(root, shared);
  add_watch(root, shared);
  add_channels(root, shared);
  add_calls(root, shared);
  add_queues(root, shared);
  add_endpoints(root, shared);
  add_conferences(root, shared);
  add_call(root, shared);
  add_hangup(root, shared);
  add_transfer(root, shared);
  add_pause(root, shared);
  add_reload(root, shared);
  add_record(root, shared);
  add_replay(root, shared);
  add_decode(root, shared);
  add_bench(root, shared);
  add_doctor(root, shared);
  add_completion(root, shared);
  add_man(root, shared);
}

}  // namespace amictl
