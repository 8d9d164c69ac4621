// What the catalogue knows of an action by its name.
#pragma once

#include <ami/action.hpp>
#include <ami/session/correlator.hpp>

#include <string_view>

namespace ami::detail {

class action_facts {
public:
  std::string_view name;  // lower case
  repeat safety;
  session::reply_form form;
  std::string_view event;  // what reply_plan::event() is for this form
  bool counted;            // ListItems is the number of items
};

// The facts of the action `name` (any case), or null.
const action_facts* find_action_facts(std::string_view name) noexcept;

}  // namespace ami::detail
