#include "live/conference_tables.hpp"

#include "live/channel_headers.hpp"

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace ami::live {

namespace {

std::size_t place_in(const std::vector<std::shared_ptr<const live_participant>>& participants,
                     std::string_view uniqueid) noexcept {
  const auto found = std::ranges::find_if(participants, [&](const auto& each) { return each->uniqueid() == uniqueid; });
  return static_cast<std::size_t>(found - participants.begin());
}

}  // namespace

void conference_tables::on_event(const event& value) {
  const wire::frame_view frame = value.frame();
  if (value.type() == event_type::rename) {
    set_everywhere(frame.first_line("Uniqueid"), &live_participant::channel_name_, frame.first_line("Newname"));
    return;
  }
  if (value.type() == event_type::new_callerid) {
    const std::string_view changed = frame.first_line("Uniqueid");
    set_everywhere(changed, &live_participant::caller_id_num_, known_caller_id(frame.first_line("CallerIDNum")));
    set_everywhere(changed, &live_participant::caller_id_name_,
                   ami::detail::known_caller_name(frame.first_line("CallerIDName")));
    return;
  }
  const std::string_view name = frame.first_line("Conference");
  const std::string_view uniqueid = frame.first_line("Uniqueid");
  if (name.empty()) {
    return;
  }
  switch (value.type()) {
  case event_type::confbridge_start: show_bridge(name, frame); break;
  case event_type::confbridge_join:
    show_bridge(name, frame);
    on_join(name, frame);
    break;
  case event_type::confbridge_leave: on_leave(name, uniqueid); break;
  case event_type::confbridge_end:
    if (conferences_.contains(name)) {
      conferences_.erase(name);
    }
    break;
  case event_type::confbridge_mute: set(name, uniqueid, &live_participant::muted_, true); break;
  case event_type::confbridge_unmute: set(name, uniqueid, &live_participant::muted_, false); break;
  case event_type::confbridge_talking:
    set(name, uniqueid, &live_participant::talking_, parse_boolean(frame.first_line("TalkingStatus")));
    break;
  default: break;
  }
}

live_conference& conference_tables::edit_or_add(std::string_view name) {
  if (!conferences_.contains(name)) {
    live_conference made;
    made.name_ = name;
    conferences_.add(std::move(made));
  }
  return conferences_.edit(name);
}

void conference_tables::show_bridge(std::string_view name, wire::frame_view frame) {
  const live_conference* known = conferences_.find(name);
  const std::string_view bridge = frame.first_line("BridgeUniqueid");
  if (known == nullptr || known->bridge_ != bridge) {
    edit_or_add(name).bridge_ = bridge;
  }
}

template <class Member, class Value>
void conference_tables::set(std::string_view name, std::string_view uniqueid, Member live_participant::*member,
                            const Value& value) {
  const live_conference* known = conferences_.find(name);
  const std::size_t place = known != nullptr ? place_in(known->participants_, uniqueid) : 0;
  if (known == nullptr || place == known->participants_.size() || (*known->participants_[place]).*member == value) {
    return;
  }
  auto changed = std::make_shared<live_participant>(*known->participants_[place]);
  (*changed).*member = value;
  conferences_.edit(name).participants_[place] = std::move(changed);
}

live_participant conference_tables::participant_of(wire::frame_view frame) const {
  live_participant made;
  made.uniqueid_ = frame.first_line("Uniqueid");
  made.channel_name_ = frame.first_line("Channel");
  made.caller_id_num_ = known_caller_id(frame.first_line("CallerIDNum"));
  made.caller_id_name_ = ami::detail::known_caller_name(frame.first_line("CallerIDName"));
  made.admin_ = parse_boolean(frame.first_line("Admin")).value_or(false);
  made.muted_ = parse_boolean(frame.first_line("Muted")).value_or(false);
  // The lists have these, and the event of one that comes does not.
  made.talking_ = parse_boolean(frame.first_line("Talking"));
  made.waiting_ = parse_boolean(frame.first_line("Waiting"));
  const auto age = parse_seconds(frame.first_line("AnsweredTime"));
  made.since_ = live_since{log_->now() - age.value_or(std::chrono::seconds{0}), !age.has_value()};
  return made;
}

void conference_tables::on_join(std::string_view name, wire::frame_view frame) {
  live_participant joined = participant_of(frame);
  const auto& known = conferences_.find(name)->participants_;
  if (!joined.uniqueid_.empty() && place_in(known, joined.uniqueid_) == known.size()) {
    conferences_.edit(name).participants_.push_back(std::make_shared<const live_participant>(std::move(joined)));
  }
}

void conference_tables::on_leave(std::string_view name, std::string_view uniqueid) {
  const live_conference* known = conferences_.find(name);
  const std::size_t place = known != nullptr ? place_in(known->participants_, uniqueid) : 0;
  if (known != nullptr && place != known->participants_.size()) {
    auto& participants = conferences_.edit(name).participants_;
    participants.erase(participants.begin() + static_cast<std::ptrdiff_t>(place));
  }
}

// In each conference that the channel is in.
template <class Value>
void conference_tables::set_everywhere(std::string_view uniqueid, std::string live_participant::*member,
                                       const Value& value) {
  for (const auto& conference :
       conferences_.keys_where([&](const live_conference& each) { return each.participant(uniqueid) != nullptr; })) {
    set(conference, uniqueid, member, value);
  }
}

std::vector<std::string> conference_tables::merge_rooms(std::span<const event> items, list_judge& judge,
                                                        bool bridges_known) {
  std::unordered_set<std::string_view> listed;
  std::vector<std::string> rooms;
  for (const event& item : items) {
    const wire::frame_view frame = item.frame();
    const std::string_view name = frame.first_line("Conference");
    if (name.empty() || !listed.insert(name).second) {
      continue;
    }
    rooms.emplace_back(name);
    judge.begin_record();
    const auto locked = parse_boolean(frame.first_line("Locked"));
    if (!conferences_.contains(name)) {
      if (!judge.confirm(name, "listed")) {
        continue;
      }
      edit_or_add(name);
    }
    // The list does not have the bridge: after a gap it may be that of a later conference of this name.
    record_editor<live_conference> conference{conferences_, *conferences_.find(name)};
    if (log_->cause() == live_cause::seeding || conference.get().bridge().empty()) {
      conference.set(&live_conference::bridge_, bridges_known ? calls_->conference_bridge(name) : std::string{});
    }
    // No event tells it.
    conference.set(&live_conference::locked_, locked);
  }
  for (const auto& name :
       conferences_.keys_where([&](const live_conference& each) { return !listed.contains(each.name()); })) {
    judge.begin_record();
    if (judge.confirm(name, "not listed")) {
      conferences_.erase(name);
    }
  }
  return rooms;
}

void conference_tables::merge_participant(std::string_view name, wire::frame_view item, list_judge& judge) {
  live_participant listed = participant_of(item);
  const std::string subject = std::string{name}.append(1, '\n').append(listed.uniqueid_);
  const auto& participants = conferences_.find(name)->participants_;
  const std::size_t place = place_in(participants, listed.uniqueid_);
  if (place == participants.size()) {
    if (judge.confirm_told(subject, "listed")) {
      conferences_.edit(name).participants_.push_back(std::make_shared<const live_participant>(std::move(listed)));
    }
    return;
  }
  const live_participant& known = *participants[place];
  const bool same = known.admin_ == listed.admin_ && known.muted_ == listed.muted_ &&
                    known.channel_name_ == listed.channel_name_ && known.caller_id_num_ == listed.caller_id_num_ &&
                    known.caller_id_name_ == listed.caller_id_name_;
  if (judge.began_anew(known.since_, listed.since_)) {
    conferences_.edit(name).participants_[place] = std::make_shared<const live_participant>(std::move(listed));
    return;
  }
  if (same && known.waiting_ == listed.waiting_) {
    return;
  }
  auto changed = std::make_shared<live_participant>(known);
  changed->waiting_ = listed.waiting_;
  const std::string value = listed.channel_name_ + "\n" + listed.caller_id_num_ + "\n" + listed.caller_id_name_ +
                            (listed.admin_ ? "\nadmin" : "") + (listed.muted_ ? "\nmuted" : "");
  if (!same && judge.confirm(subject, "participant", value)) {
    changed->admin_ = listed.admin_;
    changed->muted_ = listed.muted_;
    changed->channel_name_ = listed.channel_name_;
    changed->caller_id_num_ = listed.caller_id_num_;
    changed->caller_id_name_ = listed.caller_id_name_;
  } else if (known.waiting_ == listed.waiting_) {
    return;
  }
  conferences_.edit(name).participants_[place] = std::move(changed);
}

void conference_tables::merge_participants(std::string_view name, std::span<const event> items, list_judge& judge) {
  if (!conferences_.contains(name)) {
    return;
  }
  judge.begin_record();
  std::unordered_set<std::string_view> listed;
  for (const event& item : items) {
    const std::string_view uniqueid = item.frame().first_line("Uniqueid");
    if (!uniqueid.empty()) {
      listed.insert(uniqueid);
      merge_participant(name, item.frame(), judge);
    }
  }
  const auto participants = conferences_.find(name)->participants_;
  for (const auto& each : participants) {
    if (!listed.contains(each->uniqueid()) &&
        judge.confirm(std::string{name}.append(1, '\n').append(each->uniqueid()), "not listed")) {
      on_leave(name, each->uniqueid());
    }
  }
}

}  // namespace ami::live
