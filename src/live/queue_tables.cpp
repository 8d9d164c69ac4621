#include "live/queue_tables.hpp"

#include "live/channel_headers.hpp"

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <algorithm>

namespace ami::live {

namespace {

std::int64_t count_of(wire::frame_view frame, std::string_view key) noexcept {
  return parse_integer(frame.first_line(key)).value_or(0);
}

}  // namespace

void queue_tables::on_event(const event& value) {
  const wire::frame_view frame = value.frame();
  switch (value.type()) {
  case event_type::queue_caller_join: on_join(frame); break;
  case event_type::queue_caller_leave: on_leave(frame); break;
  case event_type::queue_member_added: on_member(frame, true); break;
  case event_type::queue_member_removed: on_member_removed(frame); break;
  case event_type::queue_member_status:
  case event_type::queue_member_pause:
  case event_type::queue_member_penalty:
  case event_type::queue_member_ringinuse: on_member(frame, false); break;
  case event_type::agent_connect:
    on_agent(frame, true);
    if (const auto wait = parse_seconds(frame.first_line("HoldTime"))) {
      calls_->set_queue_wait(frame.first_line("Uniqueid"), *wait);
    }
    break;
  case event_type::agent_complete:
  case event_type::agent_dump: on_agent(frame, false); break;
  case event_type::rename:
    change_caller(frame.first_line("Uniqueid"),
                  [&](caller& waiting) { waiting.channel_name_ = frame.first_line("Newname"); });
    break;
  case event_type::new_callerid: on_new_caller_id(frame); break;
  case event_type::bridge_enter:
  case event_type::hangup: on_gone(frame.first_line("Uniqueid")); break;
  default: break;
  }
}

live_queue& queue_tables::edit_or_add(std::string_view name) {
  if (!queues_.contains(name)) {
    live_queue made;
    made.name_ = name;
    queues_.add(std::move(made));
  }
  return queues_.edit(name);
}

std::size_t queue_tables::place_of_caller(const live_queue& queue, std::string_view uniqueid) noexcept {
  const auto found =
      std::ranges::find_if(queue.callers_, [&](const auto& each) { return each->uniqueid_ == uniqueid; });
  return static_cast<std::size_t>(found - queue.callers_.begin());
}

std::size_t queue_tables::place_of_member(const live_queue& queue, std::string_view interface) noexcept {
  const auto found =
      std::ranges::find_if(queue.members_, [&](const auto& each) { return each->interface_ == interface; });
  return static_cast<std::size_t>(found - queue.members_.begin());
}

void queue_tables::link(const caller& waiting, std::string_view queue) {
  queue_of_caller_.insert_or_assign(waiting.uniqueid_, std::string{queue});
  calls_->set_waiting(waiting.uniqueid_, queue, waiting.since_);
}

void queue_tables::forget_caller(std::string_view uniqueid) {
  if (const auto found = queue_of_caller_.find(uniqueid); found != queue_of_caller_.end()) {
    queue_of_caller_.erase(found);
  }
  calls_->end_waiting(uniqueid);
}

// The place is that of the event, because callers with a priority go in front of others.
void queue_tables::on_join(wire::frame_view frame) {
  const std::string_view name = frame.first_line("Queue");
  const auto shown = channel_scanner{frame}.next();
  if (name.empty() || !shown || shown->uniqueid_.empty()) {
    return;
  }
  if (const auto found = queue_of_caller_.find(shown->uniqueid_); found != queue_of_caller_.end()) {
    if (found->second == name) {
      // A list had it already, perhaps before its channel was known.
      const live_queue& queue = *queues_.find(name);
      calls_->set_waiting(shown->uniqueid_, name, queue.callers_[place_of_caller(queue, shown->uniqueid_)]->since_);
      check_count(name, frame);
      return;
    }
    on_gone(shown->uniqueid_);
  }
  auto joined = std::make_shared<caller>();
  joined->uniqueid_ = shown->uniqueid_;
  joined->channel_name_ = shown->channel_;
  joined->caller_id_num_ = known_caller_id(shown->caller_id_num_);
  joined->caller_id_name_ = ami::detail::known_caller_name(shown->caller_id_name_);
  joined->since_ = live_since{log_->now(), true};
  live_queue& queue = edit_or_add(name);
  const auto position = std::max<std::int64_t>(count_of(frame, "Position"), 1) - 1;
  const auto place = std::min(static_cast<std::size_t>(position), queue.callers_.size());
  queue.callers_.insert(queue.callers_.begin() + static_cast<std::ptrdiff_t>(place), joined);
  link(*joined, name);
  check_count(name, frame);
}

// Who was taken out of the queue from outside, to be bridged or parked, leaves it without an event.
void queue_tables::on_gone(std::string_view uniqueid) {
  if (const auto found = queue_of_caller_.find(uniqueid); found != queue_of_caller_.end()) {
    const std::string queue = found->second;
    erase_caller(queue, uniqueid);
  }
}

void queue_tables::on_leave(wire::frame_view frame) {
  const std::string_view name = frame.first_line("Queue");
  erase_caller(name, frame.first_line("Uniqueid"));
  check_count(name, frame);
}

void queue_tables::erase_caller(std::string_view name, std::string_view uniqueid) {
  const live_queue* known = queues_.find(name);
  if (known == nullptr) {
    return;
  }
  const std::size_t place = place_of_caller(*known, uniqueid);
  if (place != known->callers_.size()) {
    auto& callers = queues_.edit(name).callers_;
    const auto gone = callers[place];
    callers.erase(callers.begin() + static_cast<std::ptrdiff_t>(place));
    forget_caller(gone->uniqueid_);
  }
}

// Callers that came or went unseen show here.
void queue_tables::check_count(std::string_view name, wire::frame_view frame) {
  const live_queue* queue = queues_.find(name);
  const std::size_t known = queue != nullptr ? queue->caller_count() : 0;
  const auto count = parse_integer(frame.first_line("Count"));
  doubt_ = doubt_ || (count && *count != static_cast<std::int64_t>(known));
}

// Ignored when nobody with that Uniqueid waits.
template <class Change>
void queue_tables::change_caller(std::string_view uniqueid, Change change) {
  const auto found = queue_of_caller_.find(uniqueid);
  if (found == queue_of_caller_.end()) {
    return;
  }
  live_queue& queue = queues_.edit(found->second);
  auto& place = queue.callers_[place_of_caller(queue, found->first)];
  auto changed = std::make_shared<caller>(*place);
  change(*changed);
  place = std::move(changed);
}

void queue_tables::on_new_caller_id(wire::frame_view frame) {
  if (const auto shown = channel_scanner{frame}.next()) {
    change_caller(shown->uniqueid_, [&](caller& waiting) {
      waiting.caller_id_num_ = known_caller_id(shown->caller_id_num_);
      waiting.caller_id_name_ = ami::detail::known_caller_name(shown->caller_id_name_);
    });
  }
}

live_queue_member queue_tables::member_of(wire::frame_view frame) {
  live_queue_member made;
  made.interface_ = queue_member_interface(frame);
  made.name_ = queue_member_name(frame);
  made.state_interface_ = frame.first_line("StateInterface");
  made.paused_ = frame.first_line("Paused") == "1";
  // The event that ends a pause may give the reason for its end.
  made.paused_reason_ = made.paused_ ? frame.first_line("PausedReason") : std::string_view{};
  made.in_call_ = frame.first_line("InCall") == "1";
  made.penalty_ = count_of(frame, "Penalty");
  made.calls_taken_ = count_of(frame, "CallsTaken");
  made.last_call_ = parse_epoch(frame.first_line("LastCall"));
  made.last_pause_ = parse_epoch(frame.first_line("LastPause"));
  made.login_time_ = parse_epoch(frame.first_line("LoginTime"));
  made.membership_ = parse_queue_membership(frame.first_line("Membership"));
  made.status_ = parse_member_state(frame.first_line("Status")).value_or(device_state::unknown);
  return made;
}

// Each of these events has all of the member. One of a member that is not known may be late, of one that has gone, or
// be the first sign of one that a reload brought: only the list can tell.
void queue_tables::on_member(wire::frame_view frame, bool may_be_new) {
  const std::string_view name = frame.first_line("Queue");
  live_queue_member shown = member_of(frame);
  if (name.empty() || shown.interface_.empty()) {
    return;
  }
  const live_queue* known = queues_.find(name);
  const std::size_t place = known != nullptr ? place_of_member(*known, shown.interface_) : 0;
  const bool is_new = known == nullptr || place == known->members_.size();
  if (is_new && !may_be_new) {
    doubt_ = true;
    return;
  }
  auto& members = edit_or_add(name).members_;
  auto made = std::make_shared<const live_queue_member>(std::move(shown));
  if (is_new) {
    members.push_back(std::move(made));
  } else {
    members[place] = std::move(made);
  }
}

void queue_tables::on_member_removed(wire::frame_view frame) {
  const std::string_view name = frame.first_line("Queue");
  const live_queue* known = queues_.find(name);
  if (known == nullptr) {
    return;
  }
  const std::size_t place = place_of_member(*known, queue_member_interface(frame));
  if (place != known->members_.size()) {
    auto& members = queues_.edit(name).members_;
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(place));
  }
}

// No event of the member tells that it talks: it is so between these.
void queue_tables::on_agent(wire::frame_view frame, bool in_call) {
  const std::string_view name = frame.first_line("Queue");
  const live_queue* known = queues_.find(name);
  const std::size_t place = known != nullptr ? place_of_member(*known, queue_member_interface(frame)) : 0;
  if (known == nullptr || place == known->members_.size()) {
    // One that was removed may well end its call.
    doubt_ = doubt_ || in_call;
    return;
  }
  if (known->members_[place]->in_call_ != in_call) {
    auto changed = std::make_shared<live_queue_member>(*known->members_[place]);
    changed->in_call_ = in_call;
    queues_.edit(name).members_[place] = std::move(changed);
  }
}

bool queue_tables::is_of_member(std::string_view device) const {
  return std::ranges::any_of(queues_, [&](const live_queue& queue) {
    return std::ranges::any_of(queue.members_, [&](const auto& each) { return each->state_interface_ == device; });
  });
}

// "Queue:sales_avail" and "Queue:sales_pause_PJSIP/alice".
void queue_tables::on_device(std::string_view device, bool heard) {
  constexpr std::string_view provider = "Queue:";
  constexpr std::string_view available = "_avail";
  constexpr std::string_view pause = "_pause_";
  if (!device.starts_with(provider)) {
    doubt_ = doubt_ || (!heard && is_of_member(device));
    return;
  }
  const std::string_view rest = device.substr(provider.size());
  if (rest.ends_with(available)) {
    doubt_ = doubt_ || !queues_.contains(rest.substr(0, rest.size() - available.size()));
    return;
  }
  // Any of them may be part of a name.
  for (std::size_t at = rest.find(pause); at != std::string_view::npos; at = rest.find(pause, at + 1)) {
    const live_queue* queue = queues_.find(rest.substr(0, at));
    if (queue != nullptr && queue->member(rest.substr(at + pause.size())) != nullptr) {
      return;
    }
  }
  doubt_ = doubt_ || rest.find(pause) != std::string_view::npos;
}

void queue_tables::tell_calls() {
  for (const live_queue& queue : queues_) {
    for (const auto& waiting : queue.callers_) {
      calls_->set_waiting(waiting->uniqueid_, queue.name_, waiting->since_);
    }
  }
}

void queue_tables::clear_callers() {
  const auto is_busy = [](const live_queue& queue) {
    return !queue.callers_.empty() ||
           std::ranges::any_of(queue.members_, [](const auto& each) { return each->in_call_; });
  };
  for (const auto& name : queues_.keys_where(is_busy)) {
    live_queue& queue = queues_.edit(name);
    queue.callers_.clear();
    for (auto& member : queue.members_) {
      if (member->in_call_) {
        auto changed = std::make_shared<live_queue_member>(*member);
        changed->in_call_ = false;
        member = std::move(changed);
      }
    }
  }
  for (const auto& [uniqueid, queue] : queue_of_caller_) {
    calls_->end_waiting(uniqueid);
  }
  queue_of_caller_.clear();
}

}  // namespace ami::live
