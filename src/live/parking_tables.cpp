#include "live/parking_tables.hpp"

#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

namespace ami::live {

namespace {

// Of a call whose time is over the server sends a number of seconds that is none.
std::optional<std::chrono::seconds> time_left(std::string_view text) noexcept {
  const auto left = parse_seconds(text);
  return left && *left > std::chrono::seconds{0} && *left < std::chrono::years{1} ? left : std::nullopt;
}

}  // namespace

void parking_tables::begin_changes() noexcept {
  lots_.begin_changes();
  parked_.begin_changes();
}

void parking_tables::on_event(const event& value) {
  const wire::frame_view frame = value.frame();
  const std::string_view uniqueid = frame.first_line("ParkeeUniqueid");
  switch (value.type()) {
  case event_type::parked_call: on_parked(frame); break;
  case event_type::parked_call_swap:
    // It takes the place of the one that is in the same space.
    remove_from_space(frame.first_line("Parkinglot"), frame.first_line("ParkingSpace"));
    on_parked(frame);
    break;
  case event_type::un_parked_call:
  case event_type::parked_call_time_out:
  case event_type::parked_call_give_up: remove(uniqueid); break;
  case event_type::rename: rename(frame.first_line("Uniqueid"), frame.first_line("Newname")); break;
  default: break;
  }
}

void parking_tables::on_parked(wire::frame_view frame) {
  live_parked_call shown = parked_of(frame, true);
  if (shown.uniqueid_.empty()) {
    return;
  }
  if (const live_parked_call* known = parked_.find(shown.uniqueid_)) {
    // A list had it already, perhaps before its channel was known; its clock goes on.
    if (known->lot_ == shown.lot_ && known->space_ == shown.space_) {
      calls_->set_parked(known->uniqueid_, known->lot_, known->since_);
      return;
    }
    remove(shown.uniqueid_);
  }
  add(std::move(shown));
}

live_parked_call parking_tables::parked_of(wire::frame_view frame, bool exact) const {
  live_parked_call made;
  made.uniqueid_ = frame.first_line("ParkeeUniqueid");
  made.channel_name_ = frame.first_line("ParkeeChannel");
  made.lot_ = frame.first_line("Parkinglot");
  made.space_ = frame.first_line("ParkingSpace");
  made.parker_ = frame.first_line("ParkerDialString");
  const auto age = parse_seconds(frame.first_line("ParkingDuration")).value_or(std::chrono::seconds{0});
  made.since_ = live_since{log_->now() - age, exact && age == std::chrono::seconds{0}};
  if (const auto left = time_left(frame.first_line("ParkingTimeout"))) {
    made.times_out_ = log_->now() + *left;
  }
  return made;
}

void parking_tables::add(live_parked_call parked) {
  if (!parked.lot_.empty() && !lots_.contains(parked.lot_)) {
    live_parking_lot lot;
    lot.name_ = parked.lot_;
    lots_.add(std::move(lot));
  }
  calls_->set_parked(parked.uniqueid_, parked.lot_, parked.since_);
  parked_.add(std::move(parked));
}

void parking_tables::remove(std::string_view uniqueid) {
  if (parked_.contains(uniqueid)) {
    calls_->end_parked(uniqueid);
    parked_.erase(uniqueid);
  }
}

void parking_tables::clear_calls() {
  for (const auto& uniqueid : parked_.keys_where([](const live_parked_call&) { return true; })) {
    remove(uniqueid);
  }
}

void parking_tables::remove_from_space(std::string_view lot, std::string_view space) {
  for (const auto& uniqueid :
       parked_.keys_where([&](const live_parked_call& each) { return each.lot() == lot && each.space() == space; })) {
    remove(uniqueid);
  }
}

void parking_tables::rename(std::string_view uniqueid, std::string_view name) {
  if (const live_parked_call* known = parked_.find(uniqueid)) {
    record_editor<live_parked_call>{parked_, *known}.set(&live_parked_call::channel_name_, name);
  }
}

void parking_tables::merge_lots(std::span<const event> items, list_judge& judge) {
  std::unordered_set<std::string_view> listed;
  for (const event& item : items) {
    const wire::frame_view frame = item.frame();
    const std::string_view name = frame.first_line("Name");
    if (name.empty()) {
      continue;
    }
    listed.insert(name);
    judge.begin_record();
    if (!lots_.contains(name)) {
      if (!judge.confirm(name, "lot")) {
        continue;
      }
      live_parking_lot made;
      made.name_ = name;
      lots_.add(std::move(made));
    }
    // These are in the server's files, and no event tells them.
    record_editor<live_parking_lot> lot{lots_, *lots_.find(name)};
    lot.set(&live_parking_lot::first_space_, frame.first_line("StartSpace"));
    lot.set(&live_parking_lot::last_space_, frame.first_line("StopSpace"));
    lot.set(&live_parking_lot::timeout_, parse_seconds(frame.first_line("Timeout")));
  }
  for (const auto& name :
       lots_.keys_where([&](const live_parking_lot& each) { return !listed.contains(each.name()); })) {
    judge.begin_record();
    if (judge.confirm(name, "no lot")) {
      lots_.erase(name);
    }
  }
}

void parking_tables::merge_parked(std::span<const event> items, list_judge& judge) {
  std::unordered_set<std::string_view> listed;
  for (const event& item : items) {
    const wire::frame_view frame = item.frame();
    live_parked_call shown = parked_of(frame, false);
    if (shown.uniqueid_.empty()) {
      continue;
    }
    listed.insert(frame.first_line("ParkeeUniqueid"));
    judge.begin_record();
    const live_parked_call* known = parked_.find(shown.uniqueid_);
    if (known == nullptr) {
      if (judge.confirm_told(shown.uniqueid_, "parked")) {
        add(std::move(shown));
      }
    } else if ((known->lot_ != shown.lot_ || known->space_ != shown.space_ || known->parker_ != shown.parker_ ||
                judge.began_anew(known->since_, shown.since_)) &&
               judge.confirm(shown.uniqueid_, "space", shown.space_)) {
      remove(shown.uniqueid_);
      add(std::move(shown));
    } else if (known->channel_name_ != shown.channel_name_ &&
               judge.confirm(shown.uniqueid_, "name", shown.channel_name_)) {
      rename(shown.uniqueid_, shown.channel_name_);
    }
  }
  for (const auto& uniqueid :
       parked_.keys_where([&](const live_parked_call& each) { return !listed.contains(each.uniqueid()); })) {
    judge.begin_record();
    if (judge.confirm(uniqueid, "not parked")) {
      remove(uniqueid);
    }
  }
}

void parking_tables::tell_calls() {
  for (const live_parked_call& parked : parked_) {
    calls_->set_parked(parked.uniqueid(), parked.lot(), parked.since());
  }
}

}  // namespace ami::live
