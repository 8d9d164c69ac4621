// What a simulated PBX has, compared with what the live state says of it.
#pragma once

#include "testing/pbx_simulation.hpp"

#include <ami/live_snapshot.hpp>
#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

/// What the live state cannot know, and says so in its documentation. Everything else has to be right.
class unknowable {
public:
  /// Channels that were there when events were lost, and of which no Hold or Unhold, or no DialBegin or DialEnd, has
  /// come since: no list has what these tell.
  std::set<std::string> holds;
  std::set<std::string> dials;
  /// Queues, and members of queues, that came or went by a reload, of which no event tells; and when they did.
  std::map<std::string, std::chrono::microseconds> queues;
  std::map<std::pair<std::string, std::string>, std::chrono::microseconds> members;
};

/// Compares all tables with the simulation that the events and lists were of.
class live_truth {
public:
  using simulation = ami::testing::detail::pbx_simulation;

  /// @param began when the PBX was started.
  /// @param origin the second since 1970 of that moment.
  /// @param slack how much later than it happened an event may have come.
  live_truth(const simulation& pbx, const ami::live_snapshot& now, ami::live_time began,
             std::chrono::milliseconds slack)
      : pbx_{&pbx}, now_{&now}, began_{began}, slack_{slack} {}

  /// @return what differs in the parts that say that they are valid; empty when nothing does.
  std::string differences(const unknowable& allowed) {
    allowed_ = &allowed;
    text_.clear();
    if (valid(ami::live_part::channels)) {
      compare_channels();
      compare_bridges();
      compare_calls();
    }
    if (valid(ami::live_part::queues)) {
      compare_queues();
    }
    if (valid(ami::live_part::devices)) {
      compare_devices();
    }
    if (valid(ami::live_part::endpoints)) {
      compare_endpoints();
    }
    if (valid(ami::live_part::parking)) {
      compare_parking();
    }
    if (valid(ami::live_part::conferences)) {
      compare_conferences();
    }
    return text_;
  }

private:
  using channel = ami::testing::detail::channel;
  using stage = ami::testing::detail::stage;

  bool valid(ami::live_part part) const noexcept { return now_->state(part).valid(); }

  // ---- What differs, in words

  static std::string text_of(const char* value) { return value; }
  static std::string text_of(const std::string& value) { return value; }
  static std::string text_of(std::string_view value) { return std::string{value}; }
  static std::string text_of(bool value) { return value ? "yes" : "no"; }
  template <class Number>
  requires std::is_integral_v<Number> || std::is_enum_v<Number>
  static std::string text_of(Number value) { return std::to_string(static_cast<std::int64_t>(value)); }
  template <class Value>
  static std::string text_of(const std::optional<Value>& value) {
    return value ? text_of(*value) : std::string{"nothing"};
  }
  static std::string text_of(std::chrono::seconds value) { return std::to_string(value.count()) + " s"; }
  static std::string text_of(std::chrono::sys_seconds value) { return text_of(value.time_since_epoch()); }
  static std::string text_of(const std::multiset<std::string>& values) {
    std::string text{"{"};
    for (const auto& value : values) {
      text.append(value).append(1, ' ');
    }
    return text.append(1, '}');
  }

  template <class True, class Known>
  void expect(std::string_view subject, std::string_view field, const True& truth, const Known& known) {
    if (!(known == truth)) {
      text_.append(subject).append(1, ' ').append(field).append(" is ").append(text_of(truth));
      text_.append(", known as ").append(text_of(known)).append(1, '\n');
    }
  }
  void differs(std::string_view subject, std::string_view problem) {
    text_.append(subject).append(1, ' ').append(problem).append(1, '\n');
  }
  // When something began: at the event's arrival, or to a second before a list's.
  void expect_since(std::string_view subject, simulation::duration truth, const ami::live_since& known) {
    const auto at = began_ + truth;
    const auto earliest = known.exact() ? at : at - std::chrono::seconds{1};
    const auto latest = (known.exact() ? at : at + std::chrono::seconds{1}) + slack_;
    if (known.time() < earliest || known.time() > latest) {
      const auto late = std::chrono::duration_cast<std::chrono::milliseconds>(known.time() - at);
      differs(subject, "began " + std::to_string(late.count()) + " ms before what is known");
    }
  }

  template <class Members>
  static std::multiset<std::string> sorted(const Members& members) {
    return {members.begin(), members.end()};
  }

  // ---- Channels, bridges and calls

  static bool waits(const channel& leg) noexcept {
    const auto& owner = *leg.owner;
    return &leg == owner.caller && (owner.stage == stage::queued || owner.stage == stage::ringing_member);
  }
  static bool is_parked(const channel& leg) noexcept {
    return leg.owner->stage == stage::parked && &leg == leg.owner->caller;
  }
  static std::string dialed_by(const channel& leg) {
    const auto& owner = *leg.owner;
    const bool dialed = &leg == owner.callee && (owner.stage == stage::dialing || owner.stage == stage::ringing_member);
    return dialed ? owner.caller->uniqueid : std::string{};
  }

  void compare_channels() {
    if (now_->channels().size() != pbx_->all_channels().size()) {
      std::set<std::string> there;
      for (const auto& [number, leg] : pbx_->all_channels()) {
        there.insert(leg.uniqueid);
      }
      for (const auto& known : now_->channels()) {
        if (!there.contains(known.uniqueid())) {
          differs(known.uniqueid(), known.name() + " is gone");
        }
      }
    }
    for (const auto& [number, leg] : pbx_->all_channels()) {
      const ami::live_channel* known = now_->channel(leg.uniqueid);
      if (known == nullptr) {
        differs(leg.uniqueid, leg.name + " is not known");
        continue;
      }
      compare_channel(leg, *known);
    }
  }

  void compare_channel(const channel& leg, const ami::live_channel& known) {
    const std::string& id = leg.uniqueid;
    expect(id, "name", leg.name, known.name());
    expect(id, "linkedid", leg.linkedid, known.linkedid());
    expect(id, "state", leg.state, static_cast<int>(known.state()));
    expect(id, "caller number", leg.caller_num, known.caller_id_num());
    expect(id, "caller name", leg.caller_name, known.caller_id_name());
    expect(id, "line number", leg.connected_num, known.connected_line_num());
    expect(id, "line name", leg.connected_name, known.connected_line_name());
    expect(id, "account", leg.account, known.account_code());
    expect(id, "context", leg.context, known.context());
    expect(id, "exten", leg.exten, known.exten());
    expect(id, "priority", leg.priority, known.priority());
    expect(id, "application", leg.application, known.application());
    expect(id, "bridge", leg.bridge_id, known.bridge());
    expect(id, "local", leg.name.starts_with("Local/"), known.is_local());
    expect(id, "announcer", false, known.is_announcer());
    expect_since(id, leg.created, known.since());
    // What only events tell is known of a channel that was seen from its start without a loss, and right where it is
    // known.
    if (known.held() || (known.since().exact() && !allowed_->holds.contains(id))) {
      expect(id, "hold", std::optional{leg.on_hold}, known.held());
    }
    if (known.dialed_by() || (known.since().exact() && !allowed_->dials.contains(id))) {
      expect(id, "dialed by", std::optional{dialed_by(leg)}, known.dialed_by());
    }
    if (valid(ami::live_part::queues)) {
      expect(id, "queue", waits(leg) ? leg.owner->queue->about.name() : std::string{}, known.queue());
    }
    if (valid(ami::live_part::parking)) {
      expect(id, "lot", is_parked(leg) ? "default" : "", known.parking_lot());
    }
  }

  static ami::live_bridge_kind kind_of(const ami::testing::detail::pbx_bridge& bridge) {
    return bridge.creator == "Parking"      ? ami::live_bridge_kind::parking
           : bridge.creator == "ConfBridge" ? ami::live_bridge_kind::conference
                                            : ami::live_bridge_kind::mixing;
  }
  static std::multiset<std::string> members_of(const ami::testing::detail::pbx_bridge& bridge) {
    std::multiset<std::string> members;
    for (const channel* member : bridge.members) {
      members.insert(member->uniqueid);
    }
    return members;
  }
  static std::string_view known_text(const std::string& text) noexcept {
    return text == ami::testing::detail::no_value ? std::string_view{} : std::string_view{text};
  }

  void compare_bridges() {
    expect("bridges", "number", pbx_->all_bridges().size(), now_->bridges().size());
    for (const auto& [id, bridge] : pbx_->all_bridges()) {
      const ami::live_bridge* known = now_->bridge(id);
      if (known == nullptr) {
        differs(id, "is not known");
        continue;
      }
      expect(id, "kind", kind_of(bridge), known->kind());
      expect(id, "type", bridge.type, known->type());
      expect(id, "technology", bridge.technology, known->technology());
      expect(id, "creator", known_text(bridge.creator), known->creator());
      expect(id, "name", known_text(bridge.name), known->name());
      expect(id, "members", members_of(bridge), sorted(known->members()));
    }
  }

  ami::live_call_status status_of(const channel& leg) const {
    using status = ami::live_call_status;
    status found = leg.state == ami::testing::detail::up ? status::other : status::ringing;
    found = std::max(found, waits(leg) ? status::waiting : status::other);
    found = std::max(found, is_parked(leg) ? status::parked : status::other);
    if (leg.bridge_id.empty()) {
      return found;
    }
    const auto& bridge = pbx_->all_bridges().find(leg.bridge_id)->second;
    const auto kind = kind_of(bridge);
    if (kind == ami::live_bridge_kind::conference) {
      return status::conference;
    }
    if (kind != ami::live_bridge_kind::mixing || bridge.members.size() < 2) {
      return found;
    }
    // Hold counts as far as it is known, which the channels are compared for.
    const bool held = std::ranges::any_of(bridge.members, [&](const channel* member) {
      const ami::live_channel* known = now_->channel(member->uniqueid);
      return known != nullptr && known->held().value_or(false);
    });
    return std::max(found, held ? status::held : status::talking);
  }

  void compare_calls() {
    std::map<std::string, std::pair<std::multiset<std::string>, ami::live_call_status>> calls;
    for (const auto& [number, leg] : pbx_->all_channels()) {
      auto& [legs, status] = calls[leg.linkedid];
      legs.insert(leg.uniqueid);
      status = std::max(status, status_of(leg));
    }
    expect("calls", "number", calls.size(), now_->calls().size());
    for (const auto& [linkedid, truth] : calls) {
      const ami::live_call* known = now_->call(linkedid);
      if (known == nullptr) {
        differs(linkedid, "is no known call");
        continue;
      }
      expect(linkedid, "legs", truth.first, sorted(known->legs()));
      if (valid(ami::live_part::queues) && valid(ami::live_part::parking)) {
        expect(linkedid, "status", truth.second, known->status());
      }
    }
  }

  // ---- Queues

  void compare_queues() {
    std::set<std::string> there;
    for (const auto& queue : pbx_->all_queues()) {
      const std::string& name = queue.about.name();
      if (!queue.is_there()) {
        continue;
      }
      there.insert(name);
      const ami::live_queue* known = now_->queue(name);
      const bool silent = allowed_->queues.contains(name);
      if (known == nullptr) {
        if (!silent || !queue.waiting.empty()) {
          differs(name, "is not known");
        }
        continue;
      }
      compare_callers(queue, *known);
      if (!silent) {
        compare_members(queue, *known);
      }
    }
    for (const auto& known : now_->queues()) {
      if (!there.contains(known.name())) {
        if (!allowed_->queues.contains(known.name()) || known.caller_count() != 0) {
          differs(known.name(), "is gone");
        }
      }
    }
  }

  void compare_callers(const ami::testing::detail::call_queue& queue, const ami::live_queue& known) {
    const std::string& name = queue.about.name();
    expect(name, "callers", queue.waiting.size(), known.caller_count());
    std::size_t position = 0;
    for (const ami::live_queue_caller& caller : known.callers()) {
      if (position == queue.waiting.size()) {
        break;
      }
      const auto& truth = *queue.waiting[position++];
      expect(name, "position", position, caller.position());
      expect(name, "caller", truth.caller->uniqueid, caller.uniqueid());
      expect(name, "caller's channel", truth.caller->name, caller.channel_name());
      expect(name, "caller's number", truth.caller->caller_num, caller.caller_id_num());
      expect(name, "caller's name", truth.caller->caller_name, caller.caller_id_name());
      expect(name, "caller's priority", std::int64_t{0}, caller.priority().value_or(0));
      expect_since(name, truth.joined, caller.since());
    }
  }

  void compare_members(const ami::testing::detail::call_queue& queue, const ami::live_queue& known) {
    const std::string& name = queue.about.name();
    std::set<std::string> there;
    for (const auto& member : queue.members) {
      there.insert(member->interface);
      if (allowed_->members.contains({name, member->interface})) {
        continue;
      }
      const std::string subject = name + " " + member->interface;
      const ami::live_queue_member* shown = known.member(member->interface);
      if (shown == nullptr) {
        differs(subject, "is not known");
        continue;
      }
      using ami::queue_membership;
      expect(subject, "name", member->name, shown->name());
      expect(subject, "state interface", member->state_interface, shown->state_interface());
      expect(subject, "status", member->status, static_cast<int>(shown->status()));
      expect(subject, "paused", member->paused, shown->paused());
      expect(subject, "reason", member->paused_reason, shown->paused_reason());
      expect(subject, "in call", member->in_call != 0, shown->in_call());
      expect(subject, "penalty", member->penalty, shown->penalty());
      expect(subject, "membership",
             std::optional{member->dynamic ? queue_membership::dynamic : queue_membership::static_},
             shown->membership());
      expect(subject, "last pause", epoch(member->last_pause), shown->last_pause());
      expect(subject, "login", epoch(member->login_time), shown->login_time());
      // These are told with other changes only.
      if (shown->calls_taken() > member->calls_taken) {
        expect(subject, "calls", member->calls_taken, shown->calls_taken());
      }
      if (shown->calls_taken() == member->calls_taken) {
        expect(subject, "last call", epoch(member->last_call), shown->last_call());
      }
    }
    for (const auto& member : known.members()) {
      if (!there.contains(member->interface()) && !allowed_->members.contains({name, member->interface()})) {
        differs(name + " " + member->interface(), "is gone");
      }
    }
  }

  static std::optional<std::chrono::sys_seconds> epoch(std::int64_t second) {
    return second != 0 ? std::optional{std::chrono::sys_seconds{std::chrono::seconds{second}}} : std::nullopt;
  }

  // ---- Devices and endpoints

  void compare_device(const std::string& name, const std::string& state) {
    const ami::live_device* known = now_->device(name);
    if (known == nullptr) {
      differs(name, "is not known");
    } else {
      expect(name, "state", ami::parse_device_state(state), std::optional{known->state()});
    }
  }

  void compare_devices() {
    expect("devices", "number", pbx_->all_telephones().size() + pbx_->all_pseudo_devices().size(),
           now_->devices().size());
    for (const auto& line : pbx_->all_telephones()) {
      compare_device("PJSIP/" + line.about.name(), line.state);
    }
    for (const auto& [name, state] : pbx_->all_pseudo_devices()) {
      compare_device(name, state);
    }
  }

  void compare_endpoints() {
    expect("endpoints", "number", pbx_->all_telephones().size(), now_->endpoints().size());
    for (const auto& line : pbx_->all_telephones()) {
      const std::string& name = line.about.name();
      const ami::live_endpoint* known = now_->endpoint(name);
      if (known == nullptr) {
        differs(name, "is not known");
        continue;
      }
      expect(name, "state", ami::parse_device_state(line.state), std::optional{known->state()});
      std::multiset<std::string> contacts;
      for (const auto& contact : known->contacts()) {
        contacts.insert(contact.uri());
      }
      const bool is_away = line.about.behaviour() == ami::testing::endpoint_behaviour::unreachable;
      expect(name, "contacts",
             is_away ? std::multiset<std::string>{} : std::multiset<std::string>{"sip:" + name + "@127.0.0.1:5060"},
             contacts);
    }
  }

  // ---- Parking and conferences

  void compare_parking() {
    expect("lots", "number", 1U, now_->parking_lots().size());
    if (const ami::live_parking_lot* lot = now_->parking_lot("default")) {
      expect("default", "first space", "701", lot->first_space());
      expect("default", "last space", "706", lot->last_space());
      expect("default", "timeout", std::optional{std::chrono::seconds{60}}, lot->timeout());
    }
    expect("parked calls", "number", pbx_->all_parked().size(), now_->parked_calls().size());
    for (const auto& [space, parked] : pbx_->all_parked()) {
      const channel& leg = *parked->caller;
      const ami::live_parked_call* known = now_->parked_call(leg.uniqueid);
      if (known == nullptr) {
        differs(leg.uniqueid, "is not known as parked");
        continue;
      }
      expect(leg.uniqueid, "parked name", leg.name, known->channel_name());
      expect(leg.uniqueid, "lot", "default", known->lot());
      expect(leg.uniqueid, "space", std::to_string(space), known->space());
      expect(leg.uniqueid, "parker", parked->parker, known->parker());
      expect_since(leg.uniqueid, parked->joined, known->since());
      // Both times are cut to whole seconds.
      const auto end = began_ + parked->joined + parked->parking_limit;
      if (!known->times_out() && !known->since().exact()) {
        continue;  // a list in the last second, whose 0 may as well mean that the call never goes back
      }
      const auto known_end = known->times_out().value_or(ami::live_time{});
      if (known_end < end - std::chrono::seconds{1} || known_end > end + slack_) {
        differs(leg.uniqueid, "has another end of its parking");
      }
    }
  }

  void compare_conferences() {
    std::size_t there = 0;
    for (const auto& room : pbx_->all_conferences()) {
      if (room.members.empty()) {
        continue;
      }
      ++there;
      const std::string& name = room.about.name();
      const ami::live_conference* known = now_->conference(name);
      if (known == nullptr) {
        differs(name, "is not known");
        continue;
      }
      // The lists do not have the bridge.
      if (!known->bridge().empty()) {
        expect(name, "bridge", room.bridge_id, known->bridge());
      }
      expect(name, "locked", false, known->locked().value_or(false));
      expect(name, "participants", room.members.size(), known->participant_count());
      for (const auto* member : room.members) {
        const channel& leg = *member->caller;
        const ami::live_participant* shown = known->participant(leg.uniqueid);
        if (shown == nullptr) {
          differs(leg.uniqueid, "is not known in the conference");
          continue;
        }
        expect(leg.uniqueid, "name in the conference", leg.name, shown->channel_name());
        expect(leg.uniqueid, "number in the conference", leg.caller_num, shown->caller_id_num());
        expect(leg.uniqueid, "caller name in the conference", leg.caller_name, shown->caller_id_name());
        expect(leg.uniqueid, "admin", false, shown->admin());
        expect(leg.uniqueid, "muted", leg.muted, shown->muted());
        expect(leg.uniqueid, "talking", false, shown->talking().value_or(false));
        expect(leg.uniqueid, "waiting", false, shown->waiting().value_or(false));
        expect_since(leg.uniqueid, member->joined, shown->since());
      }
    }
    expect("conferences", "number", there, now_->conferences().size());
  }

  const simulation* pbx_;
  const ami::live_snapshot* now_;
  const unknowable* allowed_ = nullptr;
  ami::live_time began_;
  std::chrono::milliseconds slack_;
  std::string text_;
};

}  // namespace test
