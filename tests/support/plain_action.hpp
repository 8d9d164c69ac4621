// Actions whose reply nobody waits for.
#pragma once

#include "session/correlator.hpp"
#include "session/pending_action.hpp"

#include <memory>
#include <string_view>

namespace test {

class plain_action final : public ami::session::pending_action {
public:
  void run() override {}
};

inline ami::session::pending_ptr make_action(ami::session::correlator::key id) {
  auto made = std::make_unique<plain_action>();
  made->id_ = id;
  return made;
}

// False when the table does not take an action of this id.
inline bool add(ami::session::correlator& table, ami::session::correlator::key id, std::string_view action_id,
                ami::catalogue::reply_plan plan = {}) {
  auto action = make_action(id);
  return table.add(action, action_id, plan);
}
inline bool add_made(ami::session::correlator& table, ami::session::correlator::key id,
                     ami::catalogue::reply_plan plan = {}) {
  auto action = make_action(id);
  return table.add_made(action, plan);
}

}  // namespace test
