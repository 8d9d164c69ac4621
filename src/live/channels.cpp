#include "live/call_tables.hpp"

#include <ami/event_view.hpp>
#include <ami/events/channel.hpp>
#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <functional>
#include <unordered_set>
#include <utility>

namespace ami::live {

namespace {

bool is_announcer_name(std::string_view name) noexcept {
  return name.starts_with("CBAnn/") || name.starts_with("CBRec/") || name.starts_with("Announcer/") ||
         name.starts_with("Recorder/");
}

// The text of a caller's name, in `memory` where the server escaped something.
std::string_view plain_name(std::string_view escaped, std::string& memory) {
  if (escaped.find('\\') == std::string_view::npos) {
    return known_caller_id(escaped);
  }
  memory = ami::detail::known_caller_name(escaped);
  return memory;
}

std::int64_t priority_of(std::string_view text) noexcept {
  return parse_integer(text).value_or(0);
}

}  // namespace

call_tables::call_tables(change_log& log)
    : channels_{log, live_part::channels}, bridges_{log, live_part::channels}, calls_{log, live_part::channels},
      log_{&log} {}

void call_tables::begin_changes() noexcept {
  channels_.begin_changes();
  bridges_.begin_changes();
  calls_.begin_changes();
}

void call_tables::on_event(const event& value) {
  const wire::frame_view frame = value.frame();
  switch (value.type()) {
  // Anybody may write any header into one.
  case event_type::user_event: return;
  // Frequent ones that show no channel.
  case event_type::device_state_change:
  case event_type::extension_status:
  case event_type::contact_status:
  case event_type::peer_status:
  case event_type::queue_member_status:
  case event_type::cdr: return;
  case event_type::newchannel: on_new_channel(frame); break;
  case event_type::hangup: on_hangup(frame.first_line("Uniqueid")); break;
  default: show_channel(value);
  }
  switch (value.type()) {
  case event_type::newexten: on_new_exten(frame); break;
  case event_type::rename: on_rename(frame); break;
  case event_type::hold: on_hold(frame, true); break;
  case event_type::unhold: on_hold(frame, false); break;
  case event_type::dial_begin: on_dial(frame, true); break;
  case event_type::dial_end: on_dial(frame, false); break;
  case event_type::bridge_create:
  case event_type::bridge_enter:
  case event_type::bridge_leave:
  case event_type::bridge_destroy: on_bridge_event(value); break;
  default: break;
  }
  settle_calls();
}

void call_tables::show_channel(const event& value) {
  if (const auto only = only_channel(value)) {
    if (shown_.is_known(*only)) {
      return;
    }
    if (const auto shown = channel_scanner{only->headers_}.next()) {
      update(*shown);
    }
    if (channels_.contains(only->uniqueid_)) {
      shown_.remember(*only, channels_.size());
    }
    return;
  }
  // An event of several channels shows them as they were when what it tells began, and comes when that is over.
  channel_scanner scanner{value.frame()};
  const auto shown = scanner.next();
  if (shown && shown->prefix_.empty() && !scanner.next()) {
    update(*shown);
  }
}

void call_tables::on_new_channel(wire::frame_view frame) {
  const auto shown = channel_scanner{frame}.next();
  if (!shown || shown->uniqueid_.empty()) {
    return;
  }
  // A list may have had it already; its clock goes on.
  if (channels_.contains(shown->uniqueid_)) {
    update(*shown);
  } else {
    add_channel(*shown, live_since{log_->now(), true}, true);
  }
}

void call_tables::add_channel(const channel_headers& shown, const live_since& since, bool seen_from_start) {
  live_channel made;
  made.uniqueid_ = shown.uniqueid_;
  made.name_ = shown.channel_;
  made.linkedid_ = shown.linkedid_.empty() ? shown.uniqueid_ : shown.linkedid_;
  made.state_ = parse_channel_state(shown.state_).value_or(channel_state::unknown);
  made.is_local_ = made.name_.starts_with("Local/");
  made.is_announcer_ = is_announcer_name(made.name_);
  std::string memory;
  made.caller_id_num_ = known_caller_id(shown.caller_id_num_);
  made.caller_id_name_ = plain_name(shown.caller_id_name_, memory);
  made.connected_line_num_ = known_caller_id(shown.connected_line_num_);
  made.connected_line_name_ = plain_name(shown.connected_line_name_, memory);
  made.account_code_ = shown.account_code_;
  made.context_ = shown.context_;
  made.exten_ = shown.exten_;
  made.priority_ = priority_of(shown.priority_);
  made.since_ = since;
  if (seen_from_start) {
    if (after_gap_) {
      holds_heard_.insert(made.uniqueid_);
      dials_heard_.insert(made.uniqueid_);
    }
    made.state_since_ = since;
    made.held_ = false;
    made.dialed_by_.emplace();
  }
  const std::string linkedid = made.linkedid_;
  channels_.add(std::move(made));
  join_call(shown.uniqueid_, linkedid, since);
}

void call_tables::update(const channel_headers& shown) {
  if (const live_channel* known = channels_.find(shown.uniqueid_)) {
    update(*known, shown, nullptr);
  } else {
    ++dropped_;
  }
}

// @param judge null for an event, whose values are taken as they are.
void call_tables::update(const live_channel& known, const channel_headers& shown, list_judge* judge) {
  record_editor<live_channel> channel{channels_, known};
  const auto set = [&](auto member, std::string_view field, auto value, std::string_view text) {
    return channel.get().*member != value && (judge == nullptr || judge->confirm(shown.uniqueid_, field, text)) &&
           channel.set(member, value);
  };
  const auto set_text = [&](auto member, std::string_view field, std::string_view value) {
    return set(member, field, value, value);
  };
  std::string memory;
  if (!shown.channel_.empty() && set_text(&live_channel::name_, "name", shown.channel_)) {
    channel.change().is_local_ = channel.get().name_.starts_with("Local/");
    channel.change().is_announcer_ = is_announcer_name(channel.get().name_);
  }
  const bool new_state = set(&live_channel::state_, "state",
                             parse_channel_state(shown.state_).value_or(channel_state::unknown), shown.state_);
  if (new_state) {
    channel.change().state_since_ = log_->happened_now();
  }
  set_text(&live_channel::caller_id_num_, "caller number", known_caller_id(shown.caller_id_num_));
  set_text(&live_channel::caller_id_name_, "caller name", plain_name(shown.caller_id_name_, memory));
  set_text(&live_channel::connected_line_num_, "line number", known_caller_id(shown.connected_line_num_));
  set_text(&live_channel::connected_line_name_, "line name", plain_name(shown.connected_line_name_, memory));
  set_text(&live_channel::account_code_, "account", shown.account_code_);
  std::string before;
  if (!shown.linkedid_.empty() && channel.get().linkedid_ != shown.linkedid_) {
    before = channel.get().linkedid_;
    if (!set_text(&live_channel::linkedid_, "linkedid", shown.linkedid_)) {
      before.clear();
    }
  }
  update_place(channel, shown);
  if (channel.changed()) {
    shown_.forget(shown.uniqueid_);
  }
  if (!before.empty()) {
    leave_call(shown.uniqueid_, before, shown.linkedid_);
    join_call(shown.uniqueid_, shown.linkedid_, channel.get().since_);
  } else if (new_state) {
    touch_call(channel.get().linkedid_);
  }
}

// It changes without an event for those who may not read class dialplan, so that no list is in contradiction to it.
void call_tables::update_place(record_editor<live_channel>& channel, const channel_headers& shown) {
  channel.set(&live_channel::context_, shown.context_);
  channel.set(&live_channel::exten_, shown.exten_);
  channel.set(&live_channel::priority_, priority_of(shown.priority_));
}

void call_tables::on_new_exten(wire::frame_view frame) {
  if (const live_channel* known = channels_.find(frame.first_line("Uniqueid"))) {
    record_editor<live_channel>{channels_, *known}.set(&live_channel::application_, frame.first_line("Application"));
  }
}

void call_tables::on_rename(wire::frame_view frame) {
  const std::string_view name = frame.first_line("Newname");
  const live_channel* known = channels_.find(frame.first_line("Uniqueid"));
  if (known == nullptr) {
    ++dropped_;
  } else if (!name.empty()) {
    record_editor<live_channel> channel{channels_, *known};
    if (channel.set(&live_channel::name_, name)) {
      shown_.forget(channel.get().uniqueid());
      channel.change().is_local_ = name.starts_with("Local/");
      channel.change().is_announcer_ = is_announcer_name(name);
    }
  }
}

void call_tables::on_hold(wire::frame_view frame, bool held) {
  if (const live_channel* known = channels_.find(frame.first_line("Uniqueid"))) {
    record_editor<live_channel> channel{channels_, *known};
    if (after_gap_) {
      holds_heard_.insert(known->uniqueid());
    }
    if (channel.set(&live_channel::held_, std::optional{held})) {
      touch_calls_in(channel.get().bridge());
    }
  }
}

void call_tables::on_dial(wire::frame_view frame, bool begins) {
  if (const live_channel* dialed = channels_.find(frame.first_line("DestUniqueid"))) {
    if (after_gap_) {
      dials_heard_.insert(dialed->uniqueid());
    }
    const std::string_view caller = begins ? frame.first_line("Uniqueid") : std::string_view{};
    record_editor<live_channel>{channels_, *dialed}.set(&live_channel::dialed_by_, std::optional<std::string>{caller});
  }
}

void call_tables::remove_channel(std::string_view uniqueid) {
  const live_channel* known = channels_.find(uniqueid);
  if (known == nullptr) {
    ++dropped_;
    return;
  }
  // Of which `uniqueid` may be a part.
  const std::shared_ptr<const live_channel> last = channels_.share(uniqueid);
  if (!last->bridge().empty()) {
    leave_bridge(last->uniqueid());
  }
  leave_call(last->uniqueid(), last->linkedid(), {});
  shown_.forget(last->uniqueid());
  channels_.erase(last->uniqueid());
}

void call_tables::on_hangup(std::string_view uniqueid) {
  remove_channel(uniqueid);
  // Asterisk 16 may list a channel for a moment after it has told its Hangup.
  constexpr std::chrono::seconds long_enough{10};
  while (!hung_up_.empty() && log_->now() - hung_up_.front().second > long_enough) {
    hung_up_.pop_front();
  }
  hung_up_.emplace_back(uniqueid, log_->now());
}

void call_tables::on_gap() {
  end_gap();
  after_gap_ = true;
}

void call_tables::end_gap() {
  after_gap_ = false;
  holds_heard_.clear();
  dials_heard_.clear();
}

void call_tables::merge_channels(std::span<const event> items, list_judge& judge) {
  std::unordered_set<std::string_view> gone;
  for (const auto& [uniqueid, when] : hung_up_) {
    gone.insert(uniqueid);
  }
  std::unordered_set<std::string_view> listed;
  for (const event& item : items) {
    const std::string_view uniqueid = item.frame().first_line("Uniqueid");
    // A client may choose the Uniqueid of an earlier channel for a new one.
    if (!gone.contains(uniqueid) || channels_.contains(uniqueid)) {
      listed.insert(uniqueid);
      judge.begin_record();
      merge_channel(item.frame(), judge);
    }
  }
  for (const auto& uniqueid :
       channels_.keys_where([&](const live_channel& each) { return !listed.contains(each.uniqueid()); })) {
    judge.begin_record();
    if (judge.confirm_told(uniqueid, "not listed")) {
      remove_channel(uniqueid);
    }
  }
  end_gap();
  settle_calls();
}

void call_tables::merge_channel(wire::frame_view item, list_judge& judge) {
  const auto shown = channel_scanner{item}.next();
  if (!shown || shown->uniqueid_.empty()) {
    return;
  }
  const live_channel* known = channels_.find(shown->uniqueid_);
  if (known == nullptr) {
    if (!judge.confirm_told(shown->uniqueid_, "listed")) {
      return;
    }
    const auto age = parse_hms(item.first_line("Duration")).value_or(std::chrono::seconds{0});
    add_channel(*shown, live_since{log_->now() - age, false}, false);
  } else {
    update(*known, *shown, &judge);
  }
  known = channels_.find(shown->uniqueid_);
  const std::string_view bridge = item.first_line("BridgeId");
  // BridgeList was read before. A bridge that is newer is told by events that are still to come, and one that is not
  // there is a leftover: Asterisk 22 may name the bridge of before in this list for good after some transfers.
  const bool there = bridge.empty() || bridges_.contains(bridge);
  if (there && known->bridge() != bridge && judge.confirm(shown->uniqueid_, "bridge", bridge)) {
    if (bridge.empty()) {
      leave_bridge(shown->uniqueid_);
    } else {
      enter_bridge(shown->uniqueid_, bridge, std::nullopt);
    }
    known = channels_.find(shown->uniqueid_);
  }
  settle_untold(*known, judge);
  record_editor<live_channel>{channels_, *channels_.find(shown->uniqueid_)}.set(&live_channel::application_,
                                                                                item.first_line("Application"));
}

// What no list has is not known after a gap, and who is up is dialed no more, even if the end of the dialing was lost.
void call_tables::settle_untold(const live_channel& known, list_judge& judge) {
  const bool was_held = known.held().value_or(false);
  record_editor<live_channel> channel{channels_, known};
  if (after_gap_ && !holds_heard_.contains(channel.get().uniqueid())) {
    if (channel.set(&live_channel::held_, std::optional<bool>{}) && was_held) {
      touch_calls_in(channel.get().bridge());
    }
  }
  if (after_gap_ && !dials_heard_.contains(channel.get().uniqueid())) {
    channel.set(&live_channel::dialed_by_, std::optional<std::string>{});
  }
  const auto& dialed_by = channel.get().dialed_by();
  if (channel.get().state() == channel_state::up && (!dialed_by || !dialed_by->empty())) {
    if (!dialed_by || judge.confirm(channel.get().uniqueid(), "dialed")) {
      channel.change().dialed_by_.emplace();
    }
  }
}

void call_tables::clear() {
  calls_.clear();
  bridges_.clear();
  channels_.clear();
  shown_.clear();
  touched_.clear();
  hung_up_.clear();
}

// Which channels hung up a short time ago is so all the same.
void call_tables::forget() noexcept {
  calls_.forget();
  bridges_.forget();
  channels_.forget();
  shown_.clear();
  touched_.clear();
  end_gap();
}

}  // namespace ami::live
