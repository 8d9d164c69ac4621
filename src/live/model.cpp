#include "live/model.hpp"

#include "catalogue/event_classes.hpp"

#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>

namespace ami::live {

namespace {

std::uint32_t classes_of(event_type type) noexcept {
  return ami::detail::event_class_bits[static_cast<std::size_t>(type)];
}

// The class of events without which a part is worth nothing.
std::uint32_t class_of(live_part part) noexcept {
  return classes_of(part == live_part::queues ? event_type::queue_caller_join : event_type::newchannel);
}

}  // namespace

model::model(settings wanted)
    : settings_{wanted}, states_{log_, settings_}, schedule_{settings_}, calls_{log_}, queues_{log_, calls_},
      devices_{log_}, parking_{log_, calls_}, conferences_{log_, calls_} {}

void model::begin(live_time now, live_cause cause) noexcept {
  log_.begin(now, cause);
  if (log_.watched()) {
    calls_.begin_changes();
    queues_.begin_changes();
    devices_.begin_changes();
    parking_.begin_changes();
    conferences_.begin_changes();
  }
}

void model::start(live_time now) {
  begin(now, live_cause::event);
  schedule_.start(now);
}

void model::on_booted(live_time now) {
  begin(now, live_cause::event);
  schedule_.on_booted(now);
}

// Makes a change of the tables, of all that belongs to it or none.
template <class Function>
void model::attempt(live_time now, Function change) noexcept {
  try {
    change();
  } catch (const std::bad_alloc&) {
    forget(now);
  }
}

// Nothing here may need memory.
void model::forget(live_time now) noexcept {
  ++counters_.gaps_;
  calls_.forget();
  queues_.forget();
  devices_.forget();
  parking_.forget();
  conferences_.forget();
  items_.clear();
  last_snapshot_.reset();
  states_.forget(schedule_.connected() ? live_validity::events_lost : live_validity::connection_lost);
  schedule_.on_events_lost(now);
  log_.lose();
}

void model::on_event(const event& value, live_time now) noexcept {
  attempt(now, [&] {
    begin(now, live_cause::event);
    if (const auto lost = value.get_if<lagged>()) {
      lose_events(lost->count());
    } else if (value.is<connection_restored>()) {
      schedule_.on_connection_restored(now);
    } else if (value.is_gap()) {
      lose_connection();
    } else {
      ++counters_.events_;
      note_class(value);
      apply(value);
      if (queues_.take_doubt()) {
        schedule_.doubt(live_part::queues, now);
      }
    }
  });
  // What only an old snapshot keeps alive goes little by little, and not all of it with the next snapshot.
  if (last_snapshot_ && last_snapshot_->generation_ != log_.generation()) {
    last_snapshot_.reset();
  }
}

bool model::hears(live_part part) const noexcept {
  return (heard_ & class_of(part)) == class_of(part);
}

void model::note_class(const event& value) {
  const std::uint32_t classes = classes_of(value.type());
  // Some may be of any class, and an item of somebody's list needs no right to read events.
  if ((heard_ | classes) == heard_ || classes == ami::detail::every_class || !value.frame().action_id().empty()) {
    return;
  }
  heard_ |= classes;
  for (const live_part part : live_parts) {
    if (silent_.test(static_cast<std::size_t>(part)) && hears(part)) {
      silent_.reset(static_cast<std::size_t>(part));
      schedule_.take_in(part);
      states_.set(part, live_validity::events_lost);
    }
  }
}

// A list had what an event should have told, and none of its class has come since the login. The server does not say
// what this user may read: a missing right, a filter of the user and a server that leaves the events out look the same.
void model::miss_class_of(live_part missed) {
  const bool agent = missed == live_part::queues;
  for (const live_part part : live_parts) {
    if (class_of(part) == class_of(missed) && schedule_.asks_for(part)) {
      silent_.set(static_cast<std::size_t>(part));
      states_.set(part, live_validity::no_right,
                  agent ? "no event of class agent comes" : "no event of class call comes");
      schedule_.leave_out(part);
      forget_places(part);
    }
  }
}

void model::on_connection_lost(live_time now) noexcept {
  attempt(now, [&] {
    begin(now, live_cause::event);
    lose_connection();
  });
}

void model::apply(const event& value) {
  if (states_.wanted(live_part::channels)) {
    calls_.on_event(value);
  }
  const wire::frame_view frame = value.frame();
  switch (value.type()) {
  case event_type::queue_caller_join:
  case event_type::queue_caller_leave:
  case event_type::queue_member_added:
  case event_type::queue_member_removed:
  case event_type::queue_member_status:
  case event_type::queue_member_pause:
  case event_type::queue_member_penalty:
  case event_type::queue_member_ringinuse:
  case event_type::agent_connect:
  case event_type::agent_complete:
  case event_type::agent_dump:
  case event_type::bridge_enter:
  case event_type::hangup:
    if (states_.wanted(live_part::queues)) {
      queues_.on_event(value);
    }
    break;
  case event_type::parked_call:
  case event_type::parked_call_swap:
  case event_type::un_parked_call:
  case event_type::parked_call_time_out:
  case event_type::parked_call_give_up:
    // With an ActionID it is an item of somebody's list.
    if (states_.wanted(live_part::parking) && frame.action_id().empty()) {
      parking_.on_event(value);
    }
    break;
  case event_type::confbridge_start:
  case event_type::confbridge_join:
  case event_type::confbridge_leave:
  case event_type::confbridge_end:
  case event_type::confbridge_mute:
  case event_type::confbridge_unmute:
  case event_type::confbridge_talking:
    if (states_.wanted(live_part::conferences)) {
      conferences_.on_event(value);
    }
    break;
  case event_type::rename:
  case event_type::new_callerid:
    queues_.on_event(value);
    parking_.on_event(value);
    conferences_.on_event(value);
    break;
  case event_type::device_state_change: apply_device_state(frame); break;
  case event_type::contact_status:
    if (states_.wanted(live_part::endpoints)) {
      devices_.on_contact_status(frame);
    }
    break;
  case event_type::fully_booted: schedule_.on_booted(log_.now()); break;
  case event_type::reload: schedule_.on_reload(log_.now()); break;
  default: break;
  }
}

void model::apply_device_state(wire::frame_view frame) {
  if (!frame.action_id().empty()) {
    return;
  }
  devices_.on_device_state(frame, states_.wanted(live_part::devices), states_.wanted(live_part::endpoints));
  if (states_.wanted(live_part::queues)) {
    queues_.on_device(frame.first_line("Device"), hears(live_part::queues));
  }
}

// The schedule goes first, for which there is always memory.
void model::lose_connection() {
  schedule_.on_connection_lost(log_.now());
  heard_ = 0;
  lose_all([&](live_part part) { states_.set(part, live_validity::connection_lost); });
}

void model::lose_events(std::uint64_t count) {
  schedule_.on_events_lost(log_.now());
  lose_all([&](live_part part) { states_.lose_events(part, count); });
}

template <class Lose>
void model::lose_all(Lose lose) {
  ++counters_.gaps_;
  calls_.on_gap();
  devices_.on_gap();
  items_.clear();
  for (const live_part part : live_parts) {
    // What the server refuses was not known before either.
    if (states_.wanted(part) && states_.of(part).validity() != live_validity::no_right) {
      lose(part);
    }
  }
}

void model::forbid(live_part part, std::string reason, live_time now) noexcept {
  if (states_.wanted(part)) {
    attempt(now, [&] {
      begin(now, live_cause::event);
      schedule_.leave_out(part);
      states_.set(part, live_validity::no_right, std::move(reason));
    });
  }
}

bool model::verified_since(live_time begin) const noexcept {
  return std::ranges::none_of(live_parts, [&](live_part part) {
    const live_part_state& state = states_.of(part);
    return schedule_.will_be_seeded(part) || (state.valid() && state.last_verified() < begin);
  });
}

std::optional<list_request> model::next_request(live_time now) noexcept {
  try {
    auto request = schedule_.next(now);
    if (request && request->kind() != list_kind::core_status && !schedule_.comparing()) {
      begin(now, live_cause::event);
      states_.set(request->part(), live_validity::seeding);
    }
    return request;
  } catch (const std::bad_alloc&) {
    schedule_.put_off(now);
    return std::nullopt;
  }
}

void model::on_list_item(event item) noexcept {
  if (schedule_.spoiled() || items_lost_) {
    return;
  }
  try {
    items_.push_back(std::move(item));
  } catch (const std::bad_alloc&) {
    items_lost_ = true;
  }
}

void model::on_list_end(list_outcome outcome, std::string_view text, live_time now) noexcept {
  if (!schedule_.running()) {
    return;
  }
  begin(now, live_cause::seeding);
  if (std::exchange(items_lost_, false) || outcome == list_outcome::no_memory) {
    counters_.spoiled_lists_ += schedule_.spoiled() ? 1U : 0U;
    schedule_.put_off(now);
  } else {
    try {
      end_list(outcome, text);
    } catch (const std::bad_alloc&) {
      schedule_.put_off(now);
      forget(now);
    }
  }
  items_.clear();
}

void model::end_list(list_outcome outcome, std::string_view text) {
  const list_kind kind = schedule_.running()->kind();
  const bool empty = outcome == list_outcome::error && is_error_when_empty(kind);
  if (schedule_.spoiled() || outcome == list_outcome::lost || kind == list_kind::core_status) {
    const live_part part = schedule_.running()->part();
    const bool failed = kind != list_kind::core_status && !schedule_.spoiled();
    counters_.spoiled_lists_ += schedule_.spoiled() ? 1U : 0U;
    schedule_.drop(outcome == list_outcome::lost, log_.now());
    if (failed && schedule_.needs_seeding(part)) {
      states_.set(part, live_validity::list_failed, "its end did not come");
    }
  } else if (outcome == list_outcome::complete || empty) {
    take_over_list();
  } else {
    refuse_list(outcome, text);
  }
}

void model::take_over_list() {
  const list_request list = *schedule_.running();
  const bool comparing = schedule_.comparing();
  list_judge judge = comparing ? list_judge{log_, schedule_.differences_before()} : list_judge{log_};
  judge.begin_record();
  const auto conferences = merge(list, judge);
  ++counters_.lists_;
  counters_.repairs_ += judge.repaired();
  const auto progress = schedule_.finish(judge.found(), judge.repaired(), conferences, log_.now());
  counters_.comparisons_ += progress == list_schedule::progress::compared ? 1U : 0U;
  if (judge.untold() != 0 && !hears(list.part())) {
    miss_class_of(list.part());
    return;
  }
  if (progress == list_schedule::progress::seeded || progress == list_schedule::progress::compared) {
    states_.verified(list.part(), schedule_.compared_at());
    states_.set(list.part(), live_validity::valid);
  }
}

std::vector<std::string> model::merge(const list_request& list, list_judge& judge) {
  switch (list.kind()) {
  case list_kind::core_status: break;
  case list_kind::core_show_channels:
    calls_.merge_channels(items_, judge);
    queues_.tell_calls();
    parking_.tell_calls();
    break;
  case list_kind::bridge_list: calls_.merge_bridges(items_, judge); break;
  case list_kind::queue_status: queues_.merge(items_, judge); break;
  case list_kind::device_state_list: devices_.merge_devices(items_, judge); break;
  case list_kind::pjsip_show_endpoints: devices_.merge_endpoints(items_, judge); break;
  case list_kind::parking_lots: parking_.merge_lots(items_, judge); break;
  case list_kind::parked_calls: parking_.merge_parked(items_, judge); break;
  case list_kind::confbridge_list_rooms:
    return conferences_.merge_rooms(items_, judge, states_.of(live_part::channels).valid());
  case list_kind::confbridge_list: conferences_.merge_participants(list.conference(), items_, judge); break;
  }
  return {};
}

void model::refuse_list(list_outcome outcome, std::string_view text) {
  const list_request list = *schedule_.running();
  std::string detail{action_name(list.kind())};
  switch (outcome) {
  case list_outcome::permission_denied: states_.set(list.part(), live_validity::no_right, std::move(detail)); break;
  case list_outcome::unknown_action: states_.set(list.part(), live_validity::not_loaded, std::move(detail)); break;
  default: states_.set(list.part(), live_validity::list_failed, detail.append(": ").append(text)); break;
  }
  schedule_.refuse(outcome == list_outcome::permission_denied, log_.now());
  forget_places(list.part());
}

// Nothing will be known of the part: of a call it would be said for ever that it waits, or is parked.
void model::forget_places(live_part part) {
  if (part == live_part::queues) {
    queues_.clear_callers();
  } else if (part == live_part::parking) {
    parking_.clear_calls();
  }
}

void model::on_core_status(wire::frame_view response, live_time now) noexcept {
  if (!schedule_.running() || schedule_.running()->kind() != list_kind::core_status) {
    return;
  }
  begin(now, live_cause::restart);
  try {
    compare_start(response);
    schedule_.finish({}, 0, {}, now);
  } catch (const std::bad_alloc&) {
    schedule_.put_off(now);
    forget(now);
  }
}

void model::compare_start(wire::frame_view response) {
  std::string started{response.first_line("CoreStartupDate")};
  started.append(1, ' ').append(response.first_line("CoreStartupTime"));
  if (started.size() == 1) {
    return;
  }
  if (!started_.empty() && started != started_) {
    forget_calls();
    schedule_.on_restart();
    ++counters_.restarts_;
  }
  started_ = std::move(started);
}

// A part that is valid has been read since the connection was restored, and has the calls of now. The channels go
// first: those that are gone need not be told that they wait no more.
void model::forget_calls() {
  const auto is_old = [&](live_part part) { return !states_.of(part).valid(); };
  if (is_old(live_part::channels)) {
    calls_.clear();
  }
  if (is_old(live_part::queues)) {
    queues_.clear_callers();
  }
  if (is_old(live_part::parking)) {
    parking_.clear_calls();
  }
  if (is_old(live_part::conferences)) {
    conferences_.clear();
  }
  devices_.on_restart();
}

live_snapshot model::snapshot() {
  if (!last_snapshot_ || last_snapshot_->generation_ != log_.generation()) {
    auto made = std::make_shared<snapshot_data>();
    made->states_ = states_.all();
    made->channels_ = calls_.freeze_channels();
    made->bridges_ = calls_.freeze_bridges();
    made->calls_ = calls_.freeze_calls();
    made->queues_ = queues_.freeze();
    made->devices_ = devices_.freeze_devices();
    made->endpoints_ = devices_.freeze_endpoints();
    made->lots_ = parking_.freeze_lots();
    made->parked_ = parking_.freeze_parked();
    made->conferences_ = conferences_.freeze();
    made->generation_ = log_.generation();
    last_snapshot_ = std::move(made);
  }
  return live_snapshot{last_snapshot_};
}

model_counters model::counters() const noexcept {
  model_counters counted = counters_;
  counted.unknown_channels_ = calls_.dropped();
  return counted;
}

}  // namespace ami::live
