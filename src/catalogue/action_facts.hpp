// What the catalogue knows of an action by its name.
#pragma once

#include "catalogue/reply_plan.hpp"

#include <ami/action.hpp>

#include <cstdint>
#include <string_view>

namespace ami::detail {

class action_facts {
public:
  std::string_view name;  // as on the wire; it is found in any case
  repeat safety;
  catalogue::reply_form form;
  std::string_view event;  // what reply_plan::event() is for this form
  bool counted;            // ListItems is the number of items
  std::string_view empty;  // what an error says that only means that the list is empty; * stands for any text
  // The versions of Asterisk that have the action: from the first to the last one that was looked at; 0 and 255 where
  // that is the oldest or the newest of all. No version at all (0 and 0): it is not one of Asterisk's own actions.
  std::uint8_t first_version;
  std::uint8_t last_version;
};

// The facts of the action `name` (any case), or null.
const action_facts* find_action_facts(std::string_view name) noexcept;

}  // namespace ami::detail
