#include "amictl/commands.hpp"

namespace amictl {

void add_commands(CLI::App& root, tool& shared) {
  add_ping(root, shared);
  add_watch(root, shared);
  add_channels(root, shared);
  add_calls(root, shared);
  add_queues(root, shared);
  add_endpoints(root, shared);
  add_conferences(root, shared);
}

}  // namespace amictl
