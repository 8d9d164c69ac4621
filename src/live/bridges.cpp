#include "live/call_tables.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace ami::live {

namespace {

live_bridge_kind kind_of_bridge(const bridge_snapshot& shown) noexcept {
  if (shown.bridge_type() == "parking" || shown.bridge_creator() == "Parking") {
    // A parked call that was fetched is in a bridge by the same creator that is none of the lot's.
    return shown.bridge_technology() == "holding_bridge" ? live_bridge_kind::parking : live_bridge_kind::mixing;
  }
  if (shown.bridge_technology() == "holding_bridge") {
    return live_bridge_kind::holding;
  }
  return shown.bridge_creator() == "ConfBridge" ? live_bridge_kind::conference : live_bridge_kind::mixing;
}

std::string_view known_text(std::string_view text) noexcept {
  return is_no_value(text) ? std::string_view{} : text;
}

}  // namespace

void call_tables::on_bridge_event(const event& value) {
  const auto shown = bridge_snapshot::find(value.frame(), "");
  if (!shown || shown->bridge_uniqueid().empty()) {
    return;
  }
  const std::string_view id = shown->bridge_uniqueid();
  if (value.type() == event_type::bridge_destroy) {
    destroy_bridge(id);
    return;
  }
  const std::string_view uniqueid = value.frame().first_line("Uniqueid");
  if (value.type() == event_type::bridge_leave) {
    // It may be late, and the channel in another one.
    const live_channel* known = channels_.find(uniqueid);
    if (known != nullptr && known->bridge() == id) {
      leave_bridge(uniqueid);
    }
    return;
  }
  show_bridge(*shown, nullptr);
  if (value.type() == event_type::bridge_enter && channels_.contains(uniqueid)) {
    enter_bridge(uniqueid, id, live_since{log_->now(), true});
    share_oldest_linkedid(id);
  }
}

// What an event or a list tells of a bridge; an unknown one is new.
void call_tables::show_bridge(const bridge_snapshot& shown, list_judge* judge) {
  const std::string_view id = shown.bridge_uniqueid();
  const live_bridge* known = bridges_.find(id);
  if (known == nullptr) {
    if (judge != nullptr && !judge->confirm(id, "listed")) {
      return;
    }
    live_bridge made;
    made.id_ = id;
    bridges_.add(std::move(made));
    known = bridges_.find(id);
  }
  const auto confirmed = [&](std::string_view field, std::string_view text) {
    return judge == nullptr || known->kind_ == live_bridge_kind::unknown || judge->confirm(id, field, text);
  };
  const live_bridge_kind kind = kind_of_bridge(shown);
  // The technology changes as channels come and go, and only the next event of the bridge tells it.
  const bool other_kind = known->kind_ != kind && confirmed("kind", to_string(kind));
  record_editor<live_bridge> bridge{bridges_, *known};
  bridge.set(&live_bridge::type_, shown.bridge_type());
  bridge.set(&live_bridge::technology_, shown.bridge_technology());
  bridge.set(&live_bridge::creator_, known_text(shown.bridge_creator()));
  bridge.set(&live_bridge::name_, known_text(shown.bridge_name()));
  if (other_kind) {
    bridge.set(&live_bridge::kind_, kind);
    touch_calls_in(id);
  }
}

// @pre The channel is known.
void call_tables::enter_bridge(std::string_view uniqueid, std::string_view id, std::optional<live_since> since) {
  const live_channel* known = channels_.find(uniqueid);
  if (known->bridge() == id) {
    return;
  }
  if (!known->bridge().empty()) {
    leave_bridge(uniqueid);
  }
  live_channel& channel = channels_.edit(uniqueid);
  channel.bridge_ = id;
  channel.bridge_since_ = since;
  touch_call(channel.linkedid_);
  if (!bridges_.contains(id)) {
    live_bridge made;
    made.id_ = id;
    bridges_.add(std::move(made));
  }
  live_bridge& bridge = bridges_.edit(id);
  bridge.members_.emplace_back(uniqueid);
  // Who was alone in it has somebody now.
  if (bridge.members_.size() == 2) {
    touch_call(channels_.find(bridge.members_.front())->linkedid());
  }
}

// @pre The channel is known and in a bridge.
void call_tables::leave_bridge(std::string_view uniqueid) {
  live_channel& channel = channels_.edit(uniqueid);
  const std::string id = std::exchange(channel.bridge_, {});
  channel.bridge_since_.reset();
  touch_call(channel.linkedid_);
  if (bridges_.contains(id)) {
    live_bridge& bridge = bridges_.edit(id);
    std::erase(bridge.members_, uniqueid);
    // The one that is left talks to nobody any more, and who was on hold is so no more.
    if (bridge.members_.size() == 1 || channel.held_.value_or(false)) {
      touch_calls_in(id);
    }
  }
}

void call_tables::destroy_bridge(std::string_view id) {
  if (const live_bridge* known = bridges_.find(id)) {
    const std::vector<std::string> members = known->members();
    const std::string name{id};
    for (const auto& member : members) {
      leave_bridge(member);
    }
    bridges_.erase(name);
  }
}

// The server gives those who are bridged the oldest Linkedid, and does not say so.
void call_tables::share_oldest_linkedid(std::string_view id) {
  const live_bridge* bridge = bridges_.find(id);
  if (!bridge->connects() || bridge->members().size() < 2) {
    return;
  }
  const std::vector<std::string> members = bridge->members();
  std::string oldest = channels_.find(members.front())->linkedid();
  bool differ = false;
  for (const auto& member : members) {
    const std::string& linkedid = channels_.find(member)->linkedid();
    const auto older = older_linkedid(oldest, linkedid);
    if (!older) {
      return;
    }
    differ = differ || linkedid != oldest;
    oldest = std::string{*older};
  }
  if (!differ) {
    return;
  }
  for (const auto& member : members) {
    const live_channel* known = channels_.find(member);
    if (known->linkedid() != oldest) {
      live_channel& channel = channels_.edit(member);
      const std::string before = std::exchange(channel.linkedid_, oldest);
      shown_.forget(member);
      leave_call(member, before, oldest);
      join_call(member, oldest, channel.since_);
    }
  }
}

std::string call_tables::conference_bridge(std::string_view conference) const {
  for (const live_bridge& each : bridges_) {
    if (each.kind() == live_bridge_kind::conference && each.name() == conference) {
      return each.id();
    }
  }
  return {};
}

void call_tables::merge_bridges(std::span<const event> items, list_judge& judge) {
  std::unordered_set<std::string_view> listed;
  for (const event& item : items) {
    const auto shown = bridge_snapshot::find(item.frame(), "");
    if (shown && !shown->bridge_uniqueid().empty()) {
      listed.insert(shown->bridge_uniqueid());
      judge.begin_record();
      show_bridge(*shown, &judge);
    }
  }
  for (const auto& id : bridges_.keys_where([&](const live_bridge& each) { return !listed.contains(each.id()); })) {
    judge.begin_record();
    if (judge.confirm(id, "not listed")) {
      destroy_bridge(id);
    }
  }
  settle_calls();
}

}  // namespace ami::live
