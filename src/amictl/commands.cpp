#include "amictl/commands.hpp"

namespace amictl {

void add_commands(CLI::App& root, tool& shared) {
  add_ping(root, shared);
  add_record(root, shared);
  add_replay(root, shared);
  add_decode(root, shared);
}

}  // namespace amictl
