#include "catalogue/reply_plan.hpp"

#include "catalogue/action_facts.hpp"

namespace ami::catalogue {

reply_plan find_reply_plan(std::string_view name) noexcept {
  reply_plan plan;
  if (const auto* facts = detail::find_action_facts(name)) {
    plan.form(facts->form, facts->event)
        .counted(facts->counted)
        .text(facts->name == "Command" ? text_reply::old_servers : text_reply::never);
  }
  return plan;
}

}  // namespace ami::catalogue
