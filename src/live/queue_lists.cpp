#include "live/queue_tables.hpp"

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <algorithm>

namespace ami::live {

// What QueueStatus has of one queue.
class queue_tables::listed_queue {
public:
  std::optional<wire::frame_view> params_;
  std::vector<wire::frame_view> members_;
  std::vector<wire::frame_view> callers_;
};

namespace {

std::int64_t figure_of(wire::frame_view frame, std::string_view key) noexcept {
  return parse_integer(frame.first_line(key)).value_or(0);
}

std::chrono::seconds seconds_of(wire::frame_view frame, std::string_view key) noexcept {
  return parse_seconds(frame.first_line(key)).value_or(std::chrono::seconds{0});
}

std::string subject_of(std::string_view queue, std::string_view part) {
  return std::string{queue}.append(1, '\n').append(part);
}

}  // namespace

std::unordered_map<std::string_view, queue_tables::listed_queue> queue_tables::sort_by_queue(
    std::span<const event> items) {
  std::unordered_map<std::string_view, listed_queue> sorted;
  for (const event& item : items) {
    const wire::frame_view frame = item.frame();
    const std::string_view name = frame.first_line("Queue");
    if (name.empty()) {
      continue;
    }
    if (item.type() == event_type::queue_params) {
      sorted[name].params_ = frame;
    } else if (item.type() == event_type::queue_member) {
      sorted[name].members_.push_back(frame);
    } else if (item.type() == event_type::queue_entry) {
      sorted[name].callers_.push_back(frame);
    }
  }
  return sorted;
}

void queue_tables::merge(std::span<const event> items, list_judge& judge) {
  auto sorted = sort_by_queue(items);
  for (auto& [name, listed] : sorted) {
    judge.begin_record();
    merge_queue(name, listed, judge);
  }
  for (const auto& name : queues_.keys_where([&](const live_queue& each) { return !sorted.contains(each.name()); })) {
    judge.begin_record();
    if (judge.confirm(name, "not listed")) {
      remove_queue(name);
    }
  }
}

void queue_tables::merge_queue(std::string_view name, listed_queue& listed, list_judge& judge) {
  if (!queues_.contains(name)) {
    if (!judge.confirm(name, "listed")) {
      return;
    }
    edit_or_add(name);
  }
  merge_members(name, listed, judge);
  merge_callers(name, listed, judge);
  if (listed.params_) {
    // No event tells these, so that they are no difference.
    record_editor<live_queue> queue{queues_, *queues_.find(name)};
    queue.set(&live_queue::strategy_, listed.params_->first_line("Strategy"));
    queue.set(&live_queue::figures_, std::optional{figures_of(*listed.params_)});
  }
}

live_queue_figures queue_tables::figures_of(wire::frame_view frame) {
  live_queue_figures made;
  made.max_ = figure_of(frame, "Max");
  made.completed_ = figure_of(frame, "Completed");
  made.abandoned_ = figure_of(frame, "Abandoned");
  made.weight_ = figure_of(frame, "Weight");
  made.hold_time_ = seconds_of(frame, "Holdtime");
  made.talk_time_ = seconds_of(frame, "TalkTime");
  made.service_level_ = seconds_of(frame, "ServiceLevel");
  made.service_level_performance_ = parse_real(frame.first_line("ServicelevelPerf")).value_or(0);
  made.service_level_performance2_ = parse_real(frame.first_line("ServicelevelPerf2")).value_or(0);
  return made;
}

void queue_tables::merge_members(std::string_view name, const listed_queue& listed, list_judge& judge) {
  std::vector<std::string_view> interfaces;
  for (const wire::frame_view item : listed.members_) {
    interfaces.push_back(queue_member_interface(item));
    merge_member(name, item, judge);
  }
  std::ranges::sort(interfaces);
  std::vector<std::string> gone;
  for (const auto& member : queues_.find(name)->members_) {
    if (!std::ranges::binary_search(interfaces, std::string_view{member->interface_}) &&
        judge.confirm(subject_of(name, member->interface_), "not listed")) {
      gone.push_back(member->interface_);
    }
  }
  if (!gone.empty()) {
    std::erase_if(queues_.edit(name).members_,
                  [&](const auto& member) { return std::ranges::find(gone, member->interface_) != gone.end(); });
  }
}

void queue_tables::merge_member(std::string_view name, wire::frame_view item, list_judge& judge) {
  live_queue_member listed = member_of(item);
  const live_queue* queue = queues_.find(name);
  const std::size_t place = place_of_member(*queue, listed.interface_);
  const std::string subject = subject_of(name, listed.interface_);
  if (place == queue->members_.size()) {
    if (judge.confirm(subject, "listed")) {
      queues_.edit(name).members_.push_back(std::make_shared<const live_queue_member>(std::move(listed)));
    }
    return;
  }
  const live_queue_member& known = *queue->members_[place];
  const bool same = known.name_ == listed.name_ && known.state_interface_ == listed.state_interface_ &&
                    known.paused_ == listed.paused_ && known.paused_reason_ == listed.paused_reason_ &&
                    known.penalty_ == listed.penalty_ && known.membership_ == listed.membership_ &&
                    known.status_ == listed.status_ && known.in_call_ == listed.in_call_;
  const bool same_figures = known.calls_taken_ == listed.calls_taken_ && known.last_call_ == listed.last_call_ &&
                            known.last_pause_ == listed.last_pause_ && known.login_time_ == listed.login_time_;
  if (same && same_figures) {
    return;
  }
  // The same difference has the same headers, but for the figures, which change without an event.
  std::string value;
  for (const auto key : {"StateInterface", "Membership", "Penalty", "InCall", "Status", "Paused", "PausedReason"}) {
    value.append(item.first_line(key)).append(1, '\n');
  }
  // A reload changes members without an event, but not what the telephone of one does.
  const auto confirm = known.status_ != listed.status_ ? &list_judge::confirm_told : &list_judge::confirm;
  if (!same && !(judge.*confirm)(subject, "member", value)) {
    if (same_figures) {
      return;
    }
    auto figures = std::make_shared<live_queue_member>(known);
    figures->calls_taken_ = listed.calls_taken_;
    figures->last_call_ = listed.last_call_;
    figures->last_pause_ = listed.last_pause_;
    figures->login_time_ = listed.login_time_;
    queues_.edit(name).members_[place] = std::move(figures);
    return;
  }
  queues_.edit(name).members_[place] = std::make_shared<const live_queue_member>(std::move(listed));
}

std::shared_ptr<const queue_tables::caller> queue_tables::caller_of(wire::frame_view item) const {
  auto made = std::make_shared<caller>();
  made->uniqueid_ = item.first_line("Uniqueid");
  made->channel_name_ = item.first_line("Channel");
  made->caller_id_num_ = known_caller_id(item.first_line("CallerIDNum"));
  made->caller_id_name_ = known_caller_id(item.first_line("CallerIDName"));
  made->priority_ = parse_integer(item.first_line("Priority"));
  made->since_ = live_since{log_->now() - seconds_of(item, "Wait"), false};
  return made;
}

void queue_tables::merge_callers(std::string_view name, listed_queue& listed, list_judge& judge) {
  std::ranges::stable_sort(listed.callers_, {}, [](wire::frame_view item) { return figure_of(item, "Position"); });
  std::vector<std::string_view> uniqueids;
  for (const wire::frame_view item : listed.callers_) {
    const std::string_view uniqueid = item.first_line("Uniqueid");
    uniqueids.push_back(uniqueid);
    const live_queue* queue = queues_.find(name);
    const std::size_t place = place_of_caller(*queue, uniqueid);
    if (place != queue->callers_.size()) {
      const auto& known = queue->callers_[place];
      if (auto again = caller_of(item); judge.began_anew(known->since_, again->since_)) {
        queues_.edit(name).callers_[place] = again;
        link(*again, name);
        continue;
      }
      merge_caller(name, place, item, judge);
    } else if (judge.confirm_told(subject_of(name, uniqueid), "waits")) {
      if (const auto found = queue_of_caller_.find(uniqueid); found != queue_of_caller_.end()) {
        const std::string other = found->second;
        erase_caller(other, uniqueid);
      }
      auto& callers = queues_.edit(name).callers_;
      const std::size_t end = std::min(callers.size(), uniqueids.size() - 1);
      const auto added = caller_of(item);
      callers.insert(callers.begin() + static_cast<std::ptrdiff_t>(end), added);
      link(*added, name);
    }
  }
  std::ranges::sort(uniqueids);
  const std::vector<live_queue::caller_data> callers = queues_.find(name)->callers_;
  for (const auto& waiting : callers) {
    if (!std::ranges::binary_search(uniqueids, std::string_view{waiting->uniqueid_}) &&
        judge.confirm(subject_of(name, waiting->uniqueid_), "waits no more")) {
      erase_caller(name, waiting->uniqueid_);
    }
  }
  merge_order(name, listed, judge);
}

void queue_tables::merge_caller(std::string_view name, std::size_t place, wire::frame_view item, list_judge& judge) {
  const caller& known = *queues_.find(name)->callers_[place];
  const auto listed = caller_of(item);
  const bool renamed = known.channel_name_ != listed->channel_name_ &&
                       judge.confirm(subject_of(name, known.uniqueid_), "name", listed->channel_name_);
  // No event tells the priority, nor each caller id: the list has what the channel has at that moment, and its events
  // what the server has told of it. So they are no difference.
  if (!renamed && known.priority_ == listed->priority_ && known.caller_id_num_ == listed->caller_id_num_ &&
      known.caller_id_name_ == listed->caller_id_name_) {
    return;
  }
  auto changed = std::make_shared<caller>(known);
  changed->priority_ = listed->priority_;
  changed->channel_name_ = renamed ? listed->channel_name_ : known.channel_name_;
  changed->caller_id_num_ = listed->caller_id_num_;
  changed->caller_id_name_ = listed->caller_id_name_;
  queues_.edit(name).callers_[place] = std::move(changed);
}

// Looked at only when both have the same callers: else their differences come first.
void queue_tables::merge_order(std::string_view name, const listed_queue& listed, list_judge& judge) {
  const live_queue* queue = queues_.find(name);
  if (queue->callers_.size() != listed.callers_.size()) {
    return;
  }
  std::vector<live_queue::caller_data> ordered;
  std::string order;
  for (const wire::frame_view item : listed.callers_) {
    const std::size_t place = place_of_caller(*queue, item.first_line("Uniqueid"));
    if (place == queue->callers_.size()) {
      return;
    }
    ordered.push_back(queue->callers_[place]);
    order.append(item.first_line("Uniqueid")).append(1, '\n');
  }
  if (ordered != queue->callers_ && judge.confirm(name, "order", order)) {
    queues_.edit(name).callers_ = std::move(ordered);
  }
}

void queue_tables::remove_queue(std::string_view name) {
  const std::vector<live_queue::caller_data> callers = queues_.find(name)->callers_;
  for (const auto& waiting : callers) {
    forget_caller(waiting->uniqueid_);
  }
  queues_.erase(name);
}

}  // namespace ami::live
