#include "live/call_tables.hpp"

#include <ami/event_view.hpp>
#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <algorithm>
#include <utility>

namespace ami::live {

namespace {

// "1795408097.517" behind an optional prefix: the second at which the server made it, and its number.
class id_age {
public:
  std::int64_t second_ = 0;
  std::int64_t number_ = 0;
};

std::optional<id_age> age_of(std::string_view id) noexcept {
  const std::size_t dot = id.rfind('.');
  if (dot == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view front = id.substr(0, dot);
  const std::size_t dash = front.rfind('-');
  const auto second = parse_integer(dash == std::string_view::npos ? front : front.substr(dash + 1));
  const auto number = parse_integer(id.substr(dot + 1));
  if (!second || !number) {
    return std::nullopt;
  }
  return id_age{*second, *number};
}

bool is_before_answer(channel_state state) noexcept {
  switch (state) {
  case channel_state::down:
  case channel_state::reserved:
  case channel_state::dialing:
  case channel_state::ring:
  case channel_state::ringing:
  case channel_state::pre_ring: return true;
  default: return false;
  }
}

std::optional<live_since> earlier(const std::optional<live_since>& a, const std::optional<live_since>& b) noexcept {
  if (!a || !b) {
    return a ? a : b;
  }
  return a->time() < b->time() ? a : b;
}

}  // namespace

std::optional<std::string_view> older_linkedid(std::string_view a, std::string_view b) noexcept {
  if (a == b) {
    return a;
  }
  const auto age_a = age_of(a);
  const auto age_b = age_of(b);
  if (!age_a || !age_b) {
    return std::nullopt;
  }
  const bool b_is_older =
      age_b->second_ < age_a->second_ || (age_b->second_ == age_a->second_ && age_b->number_ < age_a->number_);
  return b_is_older ? b : a;
}

void call_tables::join_call(std::string_view uniqueid, std::string_view linkedid, const live_since& since) {
  if (!calls_.contains(linkedid)) {
    live_call made;
    made.linkedid_ = linkedid;
    made.started_ = since;
    made.status_since_ = log_->happened_now();
    calls_.add(std::move(made));
  }
  live_call& call = calls_.edit(linkedid);
  call.legs_.emplace_back(uniqueid);
  if (since.time() < call.started_.time()) {
    call.started_ = since;
  }
  touch_call(linkedid);
}

// @param next the call that the channel goes to; empty when it ends.
void call_tables::leave_call(std::string_view uniqueid, std::string_view linkedid, std::string_view next) {
  if (!calls_.contains(linkedid)) {
    return;
  }
  live_call& call = calls_.edit(linkedid);
  std::erase(call.legs_, uniqueid);
  if (!call.legs_.empty()) {
    touch_call(linkedid);
    return;
  }
  const auto last = std::make_shared<const live_call>(call);
  const live_since now{log_->now(), log_->cause() == live_cause::event};
  calls_.erase(last->linkedid_, [&](live_call& record) { record.ended_ = now; });
  if (next.empty()) {
    return;
  }
  // The two calls became one: what is known of the one that ends is so of the other.
  if (!calls_.contains(next)) {
    live_call made = *last;
    made.linkedid_ = next;
    calls_.add(std::move(made));
    return;
  }
  live_call& other = calls_.edit(next);
  other.started_ = last->started_.time() < other.started_.time() ? last->started_ : other.started_;
  other.answered_ = earlier(other.answered_, last->answered_);
  if (other.queue_.empty()) {
    other.queue_ = last->queue_;
    other.queue_wait_ = last->queue_wait_;
  }
}

void call_tables::touch_call(std::string_view linkedid) {
  if (touched_.empty() || touched_.back() != linkedid) {
    touched_.emplace_back(linkedid);
  }
}

void call_tables::touch_calls_in(std::string_view bridge) {
  if (const live_bridge* known = bridges_.find(bridge)) {
    for (const auto& member : known->members()) {
      touch_call(channels_.find(member)->linkedid());
    }
  }
}

void call_tables::settle_calls() {
  if (touched_.size() > 1) {
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  }
  for (const auto& linkedid : touched_) {
    settle_call(linkedid);
  }
  touched_.clear();
}

void call_tables::settle_call(std::string_view linkedid) {
  const live_call* call = calls_.find(linkedid);
  if (call == nullptr) {
    return;
  }
  const live_call_status status = status_of(*call);
  if (status == call->status()) {
    return;
  }
  const bool first_answer =
      status >= live_call_status::talking && call->status() < live_call_status::talking && !call->answered();
  live_call& changed = calls_.edit(linkedid);
  changed.status_ = status;
  changed.status_since_ = log_->happened_now();
  if (first_answer) {
    changed.answered_ = log_->happened_now();
  }
}

live_call_status call_tables::status_of(const live_call& call) const {
  live_call_status status = live_call_status::other;
  const std::string* last_bridge = nullptr;
  for (const auto& leg : call.legs()) {
    const live_channel* channel = channels_.find(leg);
    if (channel == nullptr || channel->is_announcer()) {
      continue;
    }
    if (is_before_answer(channel->state())) {
      status = std::max(status, live_call_status::ringing);
    }
    if (!channel->queue().empty()) {
      status = std::max(status, live_call_status::waiting);
    }
    if (!channel->parking_lot().empty()) {
      status = std::max(status, live_call_status::parked);
    }
    // Those who are in the same bridge have the same status by it.
    if (!channel->bridge().empty() && (last_bridge == nullptr || *last_bridge != channel->bridge())) {
      last_bridge = &channel->bridge();
      if (const live_bridge* bridge = bridges_.find(channel->bridge())) {
        status = std::max(status, status_in_bridge(*bridge));
      }
    }
  }
  return status;
}

live_call_status call_tables::status_in_bridge(const live_bridge& bridge) const {
  if (bridge.kind() == live_bridge_kind::conference) {
    return live_call_status::conference;
  }
  if (!bridge.connects()) {
    return live_call_status::other;
  }
  std::size_t parties = 0;
  bool held = false;
  for (const auto& member : bridge.members()) {
    const live_channel* channel = channels_.find(member);
    if (channel != nullptr && !channel->is_announcer()) {
      ++parties;
      held = held || channel->held().value_or(false);
    }
  }
  if (parties < 2) {
    return live_call_status::other;
  }
  return held ? live_call_status::held : live_call_status::talking;
}

void call_tables::date_status(std::string_view linkedid, live_call_status status, const live_since& since) {
  const live_call* call = calls_.find(linkedid);
  if (call != nullptr && call->status() == status && !call->status_since()) {
    calls_.edit(linkedid).status_since_ = since;
  }
}

void call_tables::set_waiting(std::string_view uniqueid, std::string_view queue, const live_since& since) {
  const live_channel* known = channels_.find(uniqueid);
  if (known == nullptr) {
    return;
  }
  const std::string linkedid = known->linkedid();
  if (known->queue() != queue) {
    channels_.edit(uniqueid).queue_ = queue;
    live_call& call = calls_.edit(linkedid);
    call.queue_ = queue;
    call.queue_wait_.reset();
    touch_call(linkedid);
    settle_calls();
  }
  date_status(linkedid, live_call_status::waiting, since);
}

void call_tables::end_waiting(std::string_view uniqueid) {
  const live_channel* known = channels_.find(uniqueid);
  if (known != nullptr && !known->queue().empty()) {
    live_channel& channel = channels_.edit(uniqueid);
    channel.queue_.clear();
    touch_call(channel.linkedid_);
    settle_calls();
  }
}

void call_tables::set_queue_wait(std::string_view uniqueid, std::chrono::seconds wait) {
  if (const live_channel* known = channels_.find(uniqueid)) {
    if (const live_call* call = calls_.find(known->linkedid())) {
      record_editor<live_call>{calls_, *call}.set(&live_call::queue_wait_, std::optional{wait});
    }
  }
}

void call_tables::set_parked(std::string_view uniqueid, std::string_view lot, const live_since& since) {
  const live_channel* known = channels_.find(uniqueid);
  if (known == nullptr) {
    return;
  }
  const std::string linkedid = known->linkedid();
  if (known->parking_lot() != lot) {
    channels_.edit(uniqueid).parking_lot_ = lot;
    touch_call(linkedid);
    settle_calls();
  }
  date_status(linkedid, live_call_status::parked, since);
}

void call_tables::end_parked(std::string_view uniqueid) {
  const live_channel* known = channels_.find(uniqueid);
  if (known != nullptr && !known->parking_lot().empty()) {
    live_channel& channel = channels_.edit(uniqueid);
    channel.parking_lot_.clear();
    touch_call(channel.linkedid_);
    settle_calls();
  }
}

}  // namespace ami::live
