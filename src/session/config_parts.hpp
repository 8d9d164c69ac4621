// Many changes of a configuration file -> as many actions as they need. No sockets, no clocks.
#pragma once

#include <ami/actions/config.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace ami::detail {

// One of the actions.
class config_part {
public:
  actions::update_config action;
  // The changes in it, counted from 1 over all of them; the last one is below the first one when there is none.
  std::size_t first = 1;
  std::size_t last = 0;
};

class config_plan {
public:
  std::vector<config_part> parts;
  // Why nothing can be sent: which change it is, and what is wrong with it.
  boost::system::error_code error;
  std::string detail;
};

// Each part has as many changes as go into one action, in their order and numbered from 0. The first one reads the file
// that is to be read, the others what the ones before have written; only the last one reloads. All lines are checked,
// so that the first part is not sent when a later one cannot be.
config_plan plan_config_update(const actions::update_config& changes);

}  // namespace ami::detail
