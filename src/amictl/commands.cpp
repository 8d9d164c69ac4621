#include "amictl/commands.hpp"

namespace amictl {

void add_commands(CLI::App& root, tool& shared) {
  add_ping(root, shared);
  add_call(root, shared);
  add_hangup(root, shared);
  add_transfer(root, shared);
  add_pause(root, shared);
  add_reload(root, shared);
  add_bench(root, shared);
  add_doctor(root, shared);
}

}  // namespace amictl
