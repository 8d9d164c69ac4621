// A busy call centre, simulated: what the wallboard shows when there is no PBX.
#pragma once

#include "wallboard/pbx_feed.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <vector>

namespace wallboard {

/// Two fake Asterisks in this process, "berlin" and "hamburg".
class call_centre {
public:
  call_centre();

  /// How to connect to them.
  std::vector<pbx_settings> pbxs() const;

private:
  ami::testing::fake_asterisk berlin_;
  ami::testing::fake_asterisk hamburg_;
};

}  // namespace wallboard
