#include "wallboard/records.hpp"

#include <ami/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wallboard {

namespace json = boost::json;

namespace {

std::string text(std::string_view bytes) {
  return ami::to_json_text(bytes);
}

template <class Enumeration>
std::string_view name(Enumeration value) {
  return to_string(value);
}

// Parentheses: with braces, a value would be an array of one.
template <class Value>
json::value or_null(const std::optional<Value>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::value or_null(const std::optional<std::chrono::sys_seconds>& time) {
  return time ? json::value(since_epoch(*time)) : json::value(nullptr);
}

bool is_party(const ami::live_channel& channel) {
  return !channel.is_local() && !channel.is_announcer();
}

// Those whom a leg dials. A Local channel is seen through: the other half of it dials the telephone.
void add_dialed(const ami::live_snapshot& now, std::string_view uniqueid, json::array& dialed, int depth = 0) {
  constexpr int deepest = 8;  // of Local channels behind each other
  for (const auto* channel : now.dials(uniqueid)) {
    if (is_party(*channel)) {
      dialed.emplace_back(text(channel->uniqueid()));
    } else if (const auto* behind = now.other_half(*channel); behind != nullptr && depth < deepest) {
      add_dialed(now, behind->uniqueid(), dialed, depth + 1);
    }
  }
}

json::array talks_to(const ami::live_snapshot& now, const ami::live_channel& leg) {
  json::array others;
  // Who is in a conference says its record: with each of a hundred in the records of the other ones, these would be
  // ten thousand.
  const auto* bridge = now.bridge(leg.bridge());
  if (bridge != nullptr && bridge->kind() != ami::live_bridge_kind::conference) {
    for (const auto* other : now.talks_to(leg.uniqueid())) {
      if (is_party(*other)) {
        others.emplace_back(text(other->uniqueid()));
      }
    }
  }
  return others;
}

json::value leg_record(const ami::live_snapshot& now, const ami::live_channel& leg, const wall_clock& clock) {
  json::array dials;
  add_dialed(now, leg.uniqueid(), dials);
  return {{"uniqueid", text(leg.uniqueid())},   {"channel", text(leg.name())},
          {"device", text(leg.device())},       {"number", text(leg.caller_id_num())},
          {"name", text(leg.caller_id_name())}, {"state", name(leg.state())},
          {"held", or_null(leg.held())},        {"talks_to", talks_to(now, leg)},
          {"dials", std::move(dials)},          {"application", text(leg.application())},
          {"exten", text(leg.exten())},         {"since", clock(leg.since())}};
}

json::value parked_record(const ami::live_parked_call& parked, const wall_clock& clock) {
  json::value record{{"lot", text(parked.lot())},
                     {"space", text(parked.space())},
                     {"parker", text(parked.parker())},
                     {"since", clock(parked.since())},
                     {"times_out", nullptr}};
  if (const auto end = parked.times_out()) {
    record.as_object()["times_out"] = clock(*end);
  }
  return record;
}

// What he does comes before whether he is to get calls: one who paused while he talks talks.
std::string_view state_of(const ami::live_queue_member& member) {
  switch (member.status()) {
  case ami::device_state::invalid:
  case ami::device_state::unavailable: return "unavailable";
  case ami::device_state::in_use:
  case ami::device_state::busy:
  case ami::device_state::ringing_in_use: return "talking";
  case ami::device_state::ringing: return "ringing";
  case ami::device_state::on_hold: return "on_hold";
  case ami::device_state::unknown:
  case ami::device_state::not_in_use: break;
  }
  return member.in_call() ? "talking" : member.paused() ? "paused" : "free";
}

json::value member_record(const ami::live_queue_member& member) {
  return {{"interface", text(member.interface())},
          {"name", text(member.name())},
          {"status", name(member.status())},
          {"state", state_of(member)},
          {"paused", member.paused()},
          {"reason", text(member.paused_reason())},
          {"since_pause", member.paused() ? or_null(member.last_pause()) : json::value(nullptr)},
          {"in_call", member.in_call()},
          {"calls_taken", member.calls_taken()},
          {"last_call", or_null(member.last_call())},
          {"penalty", member.penalty()}};
}

json::value caller_record(const ami::live_queue_caller& caller, const wall_clock& clock) {
  return {{"position", caller.position()},
          {"uniqueid", text(caller.uniqueid())},
          {"number", text(caller.caller_id_num())},
          {"name", text(caller.caller_id_name())},
          {"since", clock(caller.since())}};
}

// The per cent of the calls that ended in one of two ways: those that still wait, and those that left for another
// reason, are in neither.
json::value day_record(const queue_counts& counts, const queue_days& days, std::chrono::seconds level) {
  json::value record{{"since", days.since()},
                     {"offered", counts.offered},
                     {"answered", counts.answered()},
                     {"abandoned", counts.abandoned},
                     {"in_service_level", counts.answered_within(level)},
                     {"service_level", nullptr},
                     {"percent", nullptr},
                     {"incomplete_since", or_null(days.incomplete_since())}};
  if (level > std::chrono::seconds::zero()) {
    record.as_object()["service_level"] = level.count();
    if (const std::uint64_t ended = counts.answered() + counts.abandoned; ended != 0) {
      const double share = static_cast<double>(counts.answered_within(level)) / static_cast<double>(ended);
      record.as_object()["percent"] = std::round(share * 1000) / 10;
    }
  }
  return record;
}

json::value contact_record(const ami::live_contact& contact) {
  json::value record{{"uri", text(contact.uri())}, {"state", nullptr}, {"round_trip_us", nullptr}};
  if (const auto state = contact.state()) {
    record.as_object()["state"] = name(*state);
  }
  if (const auto time = contact.round_trip()) {
    record.as_object()["round_trip_us"] = time->count();
  }
  return record;
}

bool is_up(ami::device_state state) {
  return state != ami::device_state::unavailable && state != ami::device_state::invalid &&
         state != ami::device_state::unknown;
}

constexpr std::string_view pjsip = "PJSIP/";

}  // namespace

json::value call_record(const ami::live_snapshot& now, std::string_view linkedid, const wall_clock& clock) {
  const auto* call = now.call(linkedid);
  if (call == nullptr) {
    return nullptr;
  }
  json::array legs;
  json::value parked;
  for (const auto& uniqueid : call->legs()) {
    const auto* leg = now.channel(uniqueid);
    if (leg != nullptr && is_party(*leg)) {
      legs.push_back(leg_record(now, *leg, clock));
    }
    if (const auto* found = now.parked_call(uniqueid); found != nullptr && parked.is_null()) {
      parked = parked_record(*found, clock);
    }
  }
  if (legs.empty()) {
    return nullptr;
  }
  json::value record{{"linkedid", text(call->linkedid())},
                     {"status", name(call->status())},
                     {"since", or_null(clock(call->status_since()))},
                     {"started", clock(call->started())},
                     {"answered", or_null(clock(call->answered()))},
                     {"queue", text(call->queue())},
                     {"queue_wait", nullptr},
                     {"parked", std::move(parked)},
                     {"legs", std::move(legs)}};
  if (const auto wait = call->queue_wait()) {
    record.as_object()["queue_wait"] = wait->count();
  }
  return record;
}

json::value queue_record(const ami::live_snapshot& now, std::string_view queue_name, const wall_clock& clock,
                         const queue_days& days, std::chrono::seconds usual_level) {
  const auto* queue = now.queue(queue_name);
  if (queue == nullptr) {
    return nullptr;
  }
  json::array callers;
  for (const auto& caller : queue->callers()) {
    callers.push_back(caller_record(caller, clock));
  }
  json::array members;
  for (const auto& member : queue->members()) {
    members.push_back(member_record(*member));
  }
  const auto own = queue->figures() ? queue->figures()->service_level() : std::chrono::seconds::zero();
  const auto level = own > std::chrono::seconds::zero() ? own : usual_level;
  return {{"name", text(queue->name())},
          {"strategy", text(queue->strategy())},
          {"callers", std::move(callers)},
          {"members", std::move(members)},
          {"day", day_record(days.counts(queue->name()), days, level)}};
}

json::value endpoint_record(const ami::live_snapshot& now, std::string_view key, const wall_clock& clock) {
  json::array contacts;
  if (const auto* endpoint = now.endpoint(key)) {
    for (const auto& contact : endpoint->contacts()) {
      contacts.push_back(contact_record(contact));
    }
    return {{"name", text(endpoint->name())},
            {"state", name(endpoint->state())},
            {"up", is_up(endpoint->state())},
            {"since", or_null(clock(endpoint->since()))},
            {"contacts", std::move(contacts)}};
  }
  const auto* device = now.device(key);
  if (device == nullptr || device->kind() != ami::live_device_kind::real) {
    return nullptr;
  }
  if (key.starts_with(pjsip) && now.endpoint(key.substr(pjsip.size())) != nullptr) {
    return nullptr;  // that is the endpoint
  }
  return {{"name", text(device->name())},
          {"state", name(device->state())},
          {"up", is_up(device->state())},
          {"since", or_null(clock(device->since()))},
          {"contacts", std::move(contacts)}};
}

json::value conference_record(const ami::live_snapshot& now, std::string_view key, const wall_clock& clock) {
  const auto* conference = now.conference(key);
  if (conference == nullptr) {
    return nullptr;
  }
  json::array participants;
  for (const auto& who : conference->participants()) {
    participants.push_back({{"uniqueid", text(who->uniqueid())},
                            {"channel", text(who->channel_name())},
                            {"number", text(who->caller_id_num())},
                            {"name", text(who->caller_id_name())},
                            {"admin", who->admin()},
                            {"muted", who->muted()},
                            {"talking", or_null(who->talking())},
                            {"since", clock(who->since())}});
  }
  return {{"name", text(conference->name())},
          {"locked", or_null(conference->locked())},
          {"participants", std::move(participants)}};
}

json::value link_record(const link_state& link, const std::vector<std::string>& problems, milliseconds since,
                        std::optional<milliseconds> incomplete_since) {
  json::array texts;
  if (!link.failure.empty()) {
    texts.emplace_back(text("link: " + link.failure));
  }
  for (const auto& problem : problems) {
    texts.emplace_back(text(problem));
  }
  return {{"state", name(link.state)},
          {"since", since},
          {"valid", !incomplete_since.has_value()},
          {"incomplete_since", or_null(incomplete_since)},
          {"problems", std::move(texts)},
          {"version", link.version.empty() ? json::value(nullptr) : json::value(text(link.version))},
          {"events_lost", link.events_lost},
          {"reconnects", link.reconnects}};
}

std::vector<std::string> problems_of(const ami::live_snapshot& now) {
  std::vector<std::string> texts;
  for (const auto part : ami::live_parts) {
    const auto& state = now.state(part);
    if (!state.valid() && state.validity() != ami::live_validity::not_loaded &&
        state.validity() != ami::live_validity::left_out) {
      texts.push_back(std::string{to_string(part)} + ": " + state.text());
    }
  }
  return texts;
}

}  // namespace wallboard
