#include "session/pending_actions.hpp"

#include "base/memory_reserve.hpp"
#include "catalogue/reply_plan.hpp"
#include "wire/action_text.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>

#include <algorithm>
#include <utility>

namespace ami::session {

pending_actions::pending_actions(std::string id_prefix, const list_limits& limits,
                                 detail::statistics_counters& counters)
    : replies_{std::move(id_prefix)}, counters_{&counters} {
  replies_.limit_lists(limits);
}

bool pending_actions::add(pending_ptr& action, time_point now) {
  pending_action& added = *action;
  if (!correlate(action)) {
    return false;
  }
  try {
    if (added.extras_ != nullptr && added.extras_->list_limits_) {
      replies_.limit_list(added.id_, *added.extras_->list_limits_);
    }
    if (added.timeout_ > options::duration::zero()) {
      added.due_ = now + added.timeout_;
      add_deadline(added.due_, added.id_, false);
    }
    if (added.may_wait_) {
      add_deadline(now + added.wait_for_connection_, added.id_, true);
    }
  } catch (...) {
    action = replies_.remove(added.id_);
    throw;
  }
  return true;
}

bool pending_actions::correlate(pending_ptr& action) {
  if (!action->of_user()) {
    return replies_.add_made(action);
  }
  auto plan = catalogue::find_reply_plan(action->name_).streamed(action->streamed_);
  if (action->text_reply_) {
    plan.form(catalogue::reply_form::text);
  }
  action->text_reply_ = plan.form() == catalogue::reply_form::text;
  if (action->text_reply_) {
    append_end_of_text(*action);
  }
  return action->names_itself_ ? replies_.add(action, action->extras_->action_id_, plan)
                               : replies_.add_made(action, plan);
}

// The Ping whose reply ends the text. It is written as one with the action, so that nothing comes in between.
void pending_actions::append_end_of_text(pending_action& action) const {
  const ami::action ping{"Ping"};
  const std::string action_id = replies_.make_text_end_id(action.id_);
  std::string ignored;
  std::size_t size = 0;
  wire::detail::check_action(ping, action_id, size, ignored);
  action_bytes both;
  char* const end = std::ranges::copy(action.bytes_.view(), both.make(action.bytes_.size() + size)).out;
  wire::detail::put_action(ping, action_id, end);
  action.bytes_.swap(both);
}

std::string pending_actions::action_id_of(const pending_action& action) const {
  return action.names_itself_ ? action.extras_->action_id_ : replies_.make_action_id(action.id_);
}

void pending_actions::prolong(pending_action& action, time_point now) noexcept {
  if (action.due_ != time_point::max()) {
    action.due_ = now + action.timeout_;
  }
}

void pending_actions::add_deadline(time_point when, key id, bool for_connection) {
  deadlines_.add({when, id, for_connection}, size(),
                 [this](const action_deadline& deadline) { return replies_.contains(deadline.id_); });
}

std::optional<action_deadline> pending_actions::take_passed(time_point now) {
  auto passed = deadlines_.take(now);
  while (passed && !replies_.contains(passed->id_)) {
    passed = deadlines_.take(now);
  }
  return passed;
}

pending_ptr pending_actions::fail(key id, error_code error, std::string_view detail, bool written) {
  pending_action* const found = find(id);
  if (found == nullptr) {
    return nullptr;
  }
  // Nothing is changed before everything is done that needs memory.
  reply result;
  if (found->of_user()) {
    result = detail::with_memory_reserve([&] { return failed_reply(*found, error, detail, written); });
  }
  pending_ptr taken;
  if (written) {
    detail::with_memory_reserve([&] { taken = replies_.abandon(id); });
  } else {
    taken = replies_.remove(id);
  }
  taken->error_ = error;
  taken->result_ = std::move(result);
  return taken;
}

pending_ptr pending_actions::fail_finished(error_code error, std::string_view detail) {
  pending_action* const found = replies_.finished_action();
  if (found == nullptr) {
    return nullptr;
  }
  if (found->of_user()) {
    found->result_ = detail::with_memory_reserve([&] { return failed_reply(*found, error, detail, true); });
  }
  found->error_ = error;
  return replies_.take_finished_action();
}

reply pending_actions::failed_reply(const pending_action& action, error_code error, std::string_view detail,
                                    bool written) {
  auto data = replies_.take_partial(action.id_);
  if (data == nullptr) {
    data = detail::make_reply_data();
  }
  data->more().detail = action.name_;
  if (!detail.empty()) {
    data->more().detail.append(": ").append(detail);
  }
  data->outcome = error == errc::list_overflow ? outcome::accepted : written ? outcome::unknown : outcome::never_sent;
  data->more().action_id = action_id_of(action);
  counters_->ended(action.name_, !written                            ? detail::action_end::never_sent
                                 : error == errc::response_timed_out ? detail::action_end::timed_out
                                 : error == errc::reply_lost         ? detail::action_end::lost
                                                                     : detail::action_end::cancelled);
  return reply{std::move(data)};
}

}  // namespace ami::session
