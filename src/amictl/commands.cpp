#include "amictl/commands.hpp"

namespace amictl {

void add_commands(CLI::App& root, tool& shared) {
  add_ping(root, shared);
  add_action(root, shared);
  add_actions(root, shared);
  add_events(root, shared);
  add_command_line_command(root, shared);
  add_completion(root, shared);
  add_man(root, shared);
}

}  // namespace amictl
