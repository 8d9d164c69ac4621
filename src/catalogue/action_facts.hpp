// Facts about an action, found by its name.
#pragma once

#include "catalogue/reply_plan.hpp"

#include <ami/action.hpp>

#include <cstdint>
#include <string_view>

namespace ami::detail {

class action_facts {
public:
  std::string_view name;  // as sent; looked up in any case
  repeat safety;
  catalogue::reply_form form;
  std::string_view event;  // see reply_plan::event()
  bool counted;            // ListItems is the number of items
  std::string_view empty;  // the error message that means that the list is empty; * stands for any text
  // The versions of Asterisk that have the action. 0 as the first one and 255 as the last one: it exists in the oldest
  // or the newest version that the catalogue covers. Both 0: it is not one of Asterisk's own actions.
  std::uint8_t first_version;
  std::uint8_t last_version;
};

// The facts of the action `name` (any case), or null.
const action_facts* find_action_facts(std::string_view name) noexcept;

}  // namespace ami::detail
