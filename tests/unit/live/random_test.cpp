// A server that does things at random, whose lists are ahead of its events, with gaps, link losses and restarts:
// whenever the live state says that it is valid and no event is on its way, it is what the server has.
#include "catch.hpp"
#include "support/live_pbx.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using kind = ami::live::list_kind;
using test::channel_text;
using test::live_pbx;
using namespace std::chrono_literals;

namespace {

class true_channel {
public:
  std::string name;
  std::string linkedid;
  std::string number;
  int state = 0;
  std::string bridge;
  std::string queue;
  std::string space;       // where it is parked
  std::string conference;  // whose bridge is `bridge`
};

class true_member {
public:
  int status = 1;
  bool paused = false;
  bool in_call = false;

  friend bool operator==(const true_member&, const true_member&) = default;
};

class true_queue {
public:
  std::vector<std::string> callers;
  std::map<std::string, true_member> members;

  friend bool operator==(const true_queue&, const true_queue&) = default;
};

// What the server has, and the events that it has not written yet.
class server {
public:
  explicit server(unsigned seed) : random_{seed} { queues_["sales"]; }

  unsigned pick(std::size_t below) { return static_cast<unsigned>(random_() % std::max<std::size_t>(below, 1)); }

  void act() {
    switch (pick(17)) {
    case 0:
    case 1: make_channel(); break;
    case 2: with_channel([&](auto& uniqueid, auto&) { hang_up(std::string{uniqueid}); }); break;
    case 3:
      with_channel([&](auto& uniqueid, auto& channel) { channel.state = 6, tell("Newstate", text(uniqueid)); });
      break;
    case 4:
      with_channel([&](auto& uniqueid, auto& channel) {
        channel.number = std::to_string(pick(100));
        tell("NewCallerid", text(uniqueid));
      });
      break;
    case 5:
    case 6:
    case 7:
      with_channel([&](auto& uniqueid, auto& channel) { bridge(uniqueid, channel, "b" + std::to_string(pick(4))); });
      break;
    case 8: with_channel([&](auto& uniqueid, auto& channel) { leave_place(uniqueid, channel); }); break;
    case 9:
      with_channel([&](auto& uniqueid, auto& channel) {
        const std::string old = channel.name;
        channel.name = "PJSIP/renamed-" + std::to_string(pick(1000));
        tell("Rename", "Channel: " + old + "\nNewname: " + channel.name + "\nUniqueid: " + uniqueid + "\n");
      });
      break;
    case 10: with_channel([&](auto& uniqueid, auto& channel) { join_queue(uniqueid, channel); }); break;
    case 11:
    case 12: change_member(); break;
    case 13: with_channel([&](auto& uniqueid, auto& channel) { park(uniqueid, channel); }); break;
    case 14: with_channel([&](auto& uniqueid, auto& channel) { join_conference(uniqueid, channel); }); break;
    case 15: {
      const std::string device = "PJSIP/device" + std::to_string(pick(5));
      devices_[device] = pick(2) == 0 ? "INUSE" : "NOT_INUSE";
      tell("DeviceStateChange", "Device: " + device + "\nState: " + devices_[device] + "\n");
      break;
    }
    default: with_channel([&](auto& uniqueid, auto&) { tell("VarSet", text(uniqueid) + "Variable: x\nValue: y\n"); });
    }
  }

  // Changes of which no event tells.
  void act_silently() {
    if (pick(2) == 0) {
      queues_[pick(2) == 0 ? "sales" : "silent"].members["PJSIP/silent" + std::to_string(pick(3))];
    } else {
      with_channel([&](auto&, auto& channel) {
        channel.linkedid = channels_.begin()->first;
        share_linkedid(channel.bridge);
      });
    }
  }

  void restart() {
    channels_.clear();
    bridges_.clear();
    devices_.clear();
    events_.clear();
    for (auto& [name, queue] : queues_) {
      queue.callers.clear();
      for (auto& [interface, member] : queue.members) {
        member.in_call = false;
      }
    }
    ++second_;
  }

  std::map<kind, std::vector<std::string>> lists() const;

  std::string started() const { return std::to_string(second_); }

  std::deque<std::pair<std::string, std::string>> events_;
  std::map<std::string, true_channel> channels_;
  std::map<std::string, std::vector<std::string>> bridges_;
  std::map<std::string, true_queue> queues_;
  std::map<std::string, std::string> devices_;

private:
  template <class Function>
  void with_channel(Function function) {
    if (!channels_.empty()) {
      auto at = std::next(channels_.begin(), pick(channels_.size()));
      function(at->first, at->second);
    }
  }

  void tell(std::string name, std::string headers) { events_.emplace_back(std::move(name), std::move(headers)); }

  channel_text shown(const std::string& uniqueid) const {
    const true_channel& channel = channels_.at(uniqueid);
    return channel_text{uniqueid, channel.name}
        .linkedid(channel.linkedid)
        .state(channel.state)
        .caller(channel.number, "x");
  }
  std::string text(const std::string& uniqueid, std::string_view prefix = {}) const { return shown(uniqueid)(prefix); }
  std::string bridge_of(const std::string& id) const {
    if (id == "park") {
      return test::bridge_text(id, "holding_bridge", "parking", "Parking");
    }
    return id == "conf" ? test::bridge_text(id, "softmix", "base", "ConfBridge") : test::bridge_text(id);
  }

  void make_channel() {
    if (channels_.size() > 25) {
      return;
    }
    const std::string uniqueid = std::to_string(1795400000 + second_) + "." + std::to_string(++number_);
    const bool joins = !channels_.empty() && pick(2) == 0;
    const std::string linkedid = joins ? channels_.begin()->second.linkedid : uniqueid;
    true_channel& made = channels_[uniqueid];
    made.name = "PJSIP/phone-" + std::to_string(number_);
    made.linkedid = linkedid;
    made.number = "1";
    tell("Newchannel", text(uniqueid));
  }

  void hang_up(const std::string& uniqueid) {
    leave_place(uniqueid, channels_.at(uniqueid));
    tell("Hangup", text(uniqueid) + "Cause: 16\n");
    channels_.erase(uniqueid);
  }

  // Out of a bridge, a queue, a parking space or a conference.
  void leave_place(const std::string& uniqueid, true_channel& channel) {
    if (!channel.queue.empty()) {
      auto& callers = queues_[channel.queue].callers;
      std::erase(callers, uniqueid);
      tell("QueueCallerLeave", text(uniqueid) + "Queue: " + std::exchange(channel.queue, {}) +
                                   "\nPosition: 1\nCount: " + std::to_string(callers.size()) + "\n");
    }
    if (!channel.space.empty()) {
      tell("UnParkedCall",
           text(uniqueid, "Parkee") + "Parkinglot: default\nParkingSpace: " + std::exchange(channel.space, {}) + "\n");
    }
    if (!channel.conference.empty()) {
      tell("ConfbridgeLeave", "Conference: " + std::exchange(channel.conference, {}) + "\n" + text(uniqueid));
      if (bridges_["conf"].size() == 1) {
        tell("ConfbridgeEnd", "Conference: 2000\n" + bridge_of("conf"));
      }
    }
    if (!channel.bridge.empty()) {
      const std::string id = std::exchange(channel.bridge, {});
      std::erase(bridges_[id], uniqueid);
      tell("BridgeLeave", bridge_of(id) + text(uniqueid));
      if (bridges_[id].empty()) {
        bridges_.erase(id);
        tell("BridgeDestroy", bridge_of(id));
      }
    }
  }

  void share_linkedid(const std::string& id) {
    if (id.empty() || id == "park") {
      return;
    }
    std::string oldest = channels_.at(bridges_[id].front()).linkedid;
    for (const auto& member : bridges_[id]) {
      oldest = *ami::live::older_linkedid(oldest, channels_.at(member).linkedid);
    }
    for (const auto& member : bridges_[id]) {
      channels_.at(member).linkedid = oldest;
    }
  }

  void bridge(const std::string& uniqueid, true_channel& channel, const std::string& id) {
    leave_place(uniqueid, channel);
    if (!bridges_.contains(id)) {
      tell("BridgeCreate", bridge_of(id));
    }
    bridges_[id].push_back(uniqueid);
    channel.bridge = id;
    tell("BridgeEnter", bridge_of(id) + text(uniqueid));
    share_linkedid(id);
  }

  void park(const std::string& uniqueid, true_channel& channel) {
    bridge(uniqueid, channel, "park");
    channel.space = "7" + uniqueid.substr(uniqueid.find('.') + 1);
    tell("ParkedCall", text(uniqueid, "Parkee") + "Parkinglot: default\nParkingSpace: " + channel.space +
                           "\nParkingTimeout: 45\nParkingDuration: 0\n");
  }

  void join_conference(const std::string& uniqueid, true_channel& channel) {
    leave_place(uniqueid, channel);
    if (!bridges_.contains("conf")) {
      tell("ConfbridgeStart", "Conference: 2000\n" + bridge_of("conf"));
    }
    bridge(uniqueid, channel, "conf");
    channel.conference = "2000";
    tell("ConfbridgeJoin", "Conference: 2000\n" + bridge_of("conf") + text(uniqueid) + "Admin: No\nMuted: No\n");
  }

  void join_queue(const std::string& uniqueid, true_channel& channel) {
    leave_place(uniqueid, channel);
    channel.queue = pick(2) == 0 ? "sales" : "support";
    auto& callers = queues_[channel.queue].callers;
    const unsigned place = pick(callers.size() + 1);
    callers.insert(callers.begin() + place, uniqueid);
    tell("QueueCallerJoin", text(uniqueid) + "Queue: " + channel.queue + "\nPosition: " + std::to_string(place + 1) +
                                "\nCount: " + std::to_string(callers.size()) + "\n");
  }

  void change_member() {
    const std::string queue = pick(2) == 0 ? "sales" : "support";
    const std::string interface = "PJSIP/agent" + std::to_string(pick(4));
    auto& members = queues_[queue].members;
    const auto described = [&] {
      const true_member& member = members[interface];
      return test::member_text(queue, interface, std::to_string(member.status), member.paused ? "1" : "0",
                               member.in_call ? "1" : "0");
    };
    if (!members.contains(interface)) {
      tell("QueueMemberAdded", described());
      return;
    }
    true_member& member = members[interface];
    switch (pick(4)) {
    case 0:
      tell("QueueMemberRemoved", described());
      members.erase(interface);
      break;
    case 1:
      member.paused = !member.paused;
      tell("QueueMemberPause", described());
      break;
    case 2:
      member.status = member.status == 1 ? 2 : 1;
      tell("QueueMemberStatus", described());
      break;
    default:
      member.in_call = !member.in_call;
      tell(member.in_call ? "AgentConnect" : "AgentComplete",
           "Queue: " + queue + "\nInterface: " + interface + "\nMemberName: " + interface + "\nHoldTime: 3\n");
    }
  }

  std::mt19937 random_;
  int number_ = 0;
  int second_ = 0;
};

std::map<kind, std::vector<std::string>> server::lists() const {
  std::map<kind, std::vector<std::string>> made;
  const auto add = [&](kind of, const std::string& name, const std::string& headers) {
    made[of].push_back("Event: " + name + "\nActionID: x\n" + headers);
  };
  for (const auto& [uniqueid, channel] : channels_) {
    add(kind::core_show_channels, "CoreShowChannel",
        text(uniqueid) + "Application: x\nDuration: 00:00:01\nBridgeId: " + channel.bridge + "\n");
    if (!channel.space.empty()) {
      add(kind::parked_calls, "ParkedCall",
          text(uniqueid, "Parkee") + "Parkinglot: default\nParkingSpace: " + channel.space +
              "\nParkingTimeout: 40\nParkingDuration: 5\n");
    }
    if (!channel.conference.empty()) {
      add(kind::confbridge_list, "ConfbridgeList",
          "Conference: 2000\nAdmin: No\nMuted: No\nWaiting: No\nTalking: No\nAnsweredTime: 3\n" + text(uniqueid));
    }
  }
  for (const auto& [id, members] : bridges_) {
    add(kind::bridge_list, "BridgeListItem", bridge_of(id));
    if (id == "conf") {
      add(kind::confbridge_list_rooms, "ConfbridgeListRooms", "Conference: 2000\nParties: 1\nLocked: No\n");
    }
  }
  for (const auto& [name, queue] : queues_) {
    add(kind::queue_status, "QueueParams", "Queue: " + name + "\nStrategy: ringall\n");
    for (const auto& [interface, member] : queue.members) {
      add(kind::queue_status, "QueueMember",
          test::member_text(name, interface, std::to_string(member.status), member.paused ? "1" : "0",
                            member.in_call ? "1" : "0", "Location"));
    }
    for (std::size_t i = 0; i < queue.callers.size(); ++i) {
      std::string entry = "Queue: ";
      entry.append(name).append("\nPosition: ").append(std::to_string(i + 1));
      entry.append("\nChannel: ").append(channels_.at(queue.callers[i]).name);
      entry.append("\nUniqueid: ").append(queue.callers[i]);
      entry.append("\nCallerIDNum: unknown\nCallerIDName: unknown\nWait: 2\nPriority: 0\n");
      add(kind::queue_status, "QueueEntry", entry);
    }
  }
  for (const auto& [name, state] : devices_) {
    std::string device = "Device: ";
    device.append(name).append("\nState: ").append(state).append("\n");
    add(kind::device_state_list, "DeviceStateChange", device);
  }
  add(kind::parking_lots, "Parkinglot", "Name: default\nStartSpace: 7001\nStopSpace: 7020\nTimeout: 45\n");
  return made;
}

ami::live_call_status status_of(const server& truth, const std::string& linkedid) {
  using status = ami::live_call_status;
  status found = status::other;
  for (const auto& [uniqueid, channel] : truth.channels_) {
    if (channel.linkedid != linkedid) {
      continue;
    }
    found = std::max(found, channel.state == 6 ? status::other : status::ringing);
    found = std::max(found, channel.queue.empty() ? status::other : status::waiting);
    found = std::max(found, channel.space.empty() ? status::other : status::parked);
    if (channel.bridge == "conf") {
      found = status::conference;
    } else if (!channel.bridge.empty() && channel.bridge != "park" && truth.bridges_.at(channel.bridge).size() > 1) {
      found = std::max(found, status::talking);
    }
  }
  return found;
}

void check_channels(const server& truth, const ami::live_snapshot& now) {
  std::map<std::string, std::set<std::string>> calls;
  REQUIRE(now.channels().size() == truth.channels_.size());
  for (const auto& [uniqueid, expected] : truth.channels_) {
    CAPTURE(uniqueid);
    const auto* channel = now.channel(uniqueid);
    REQUIRE(channel != nullptr);
    REQUIRE(channel->name() == expected.name);
    REQUIRE(channel->linkedid() == expected.linkedid);
    REQUIRE(static_cast<int>(channel->state()) == expected.state);
    REQUIRE(channel->caller_id_num() == expected.number);
    REQUIRE(channel->bridge() == expected.bridge);
    REQUIRE(channel->queue() == expected.queue);
    REQUIRE(channel->parking_lot().empty() == expected.space.empty());
    calls[expected.linkedid].insert(uniqueid);
  }
  REQUIRE(now.bridges().size() == truth.bridges_.size());
  for (const auto& [id, members] : truth.bridges_) {
    REQUIRE(now.bridge(id) != nullptr);
    const auto& known = now.bridge(id)->members();
    REQUIRE(std::set<std::string>(known.begin(), known.end()) == std::set<std::string>(members.begin(), members.end()));
    REQUIRE(known.size() == members.size());
  }
  REQUIRE(now.calls().size() == calls.size());
  for (const auto& [linkedid, legs] : calls) {
    CAPTURE(linkedid);
    REQUIRE(now.call(linkedid) != nullptr);
    const auto& known = now.call(linkedid)->legs();
    REQUIRE(std::set<std::string>(known.begin(), known.end()) == legs);
    REQUIRE(known.size() == legs.size());
    REQUIRE(now.call(linkedid)->status() == status_of(truth, linkedid));
  }
}

void check_rooms(const server& truth, const ami::live_snapshot& now) {
  std::size_t parked = 0;
  std::size_t participants = 0;
  for (const auto& [uniqueid, expected] : truth.channels_) {
    CAPTURE(uniqueid);
    parked += expected.space.empty() ? 0 : 1;
    if (!expected.space.empty()) {
      REQUIRE(now.parked_call(uniqueid) != nullptr);
      REQUIRE(now.parked_call(uniqueid)->space() == expected.space);
      REQUIRE(now.parked_call(uniqueid)->channel_name() == expected.name);
    }
    participants += expected.conference.empty() ? 0 : 1;
    if (!expected.conference.empty()) {
      REQUIRE(now.conference("2000") != nullptr);
      REQUIRE(now.conference("2000")->participant(uniqueid) != nullptr);
      REQUIRE(now.conference("2000")->participant(uniqueid)->channel_name() == expected.name);
    }
  }
  REQUIRE(now.parked_calls().size() == parked);
  REQUIRE(now.conferences().size() == (participants != 0 ? 1 : 0));
  if (participants != 0) {
    REQUIRE(now.conference("2000")->participant_count() == participants);
  }
}

void check_queues(const server& truth, const ami::live_snapshot& now) {
  for (const auto& [name, expected] : truth.queues_) {
    CAPTURE(name);
    const auto* queue = now.queue(name);
    // One of which there was no event and no list yet.
    if (queue == nullptr && expected == true_queue{}) {
      continue;
    }
    REQUIRE(queue != nullptr);
    true_queue known;
    for (const auto& waiting : queue->callers()) {
      known.callers.push_back(waiting.uniqueid());
      REQUIRE(waiting.position() == known.callers.size());
      REQUIRE(waiting.channel_name() == truth.channels_.at(waiting.uniqueid()).name);
    }
    for (const auto& member : queue->members()) {
      known.members[member->interface()] = {static_cast<int>(member->status()), member->paused(), member->in_call()};
    }
    REQUIRE(known.callers == expected.callers);
    REQUIRE((known.members == expected.members));
  }
  for (const auto& [name, state] : truth.devices_) {
    REQUIRE(now.device(name) != nullptr);
    REQUIRE(now.device(name)->state() == ami::parse_device_state(state));
  }
}

// Drives both and compares them whenever that can be done.
class comparison {
public:
  explicit comparison(unsigned seed) : truth_{seed} {
    pbx_.model.watch(seed % 2 == 0);
    pbx_.model.start(pbx_.now);
  }

  void step(bool with_gaps) {
    truth_.act();
    pbx_.wait(std::chrono::milliseconds{truth_.pick(400)});
    const unsigned fate = with_gaps ? truth_.pick(1200) : 1199;
    if (fate < 3) {
      lose(truth_.pick(truth_.events_.size()) + 1);
    } else if (fate == 3) {
      reconnect(false);
    } else if (fate == 4) {
      reconnect(true);
    }
    deliver(truth_.pick(4) == 0 ? truth_.events_.size() : truth_.pick(3));
    answer();
    pbx_.model.take_changes();
    compare();
  }

  // Until nothing is on its way and nothing to be asked for.
  void settle() {
    for (int i = 0; i < 40; ++i) {
      deliver(truth_.events_.size());
      answer();
      pbx_.wait(2s);
    }
    compare();
  }

  void compare() {
    const auto now = pbx_.snapshot();
    kept_.push_back(now);
    if (kept_.size() > 5) {
      kept_.erase(kept_.begin());
    }
    if (!truth_.events_.empty() || !now.valid()) {
      return;
    }
    ++compared_;
    check_channels(truth_, now);
    check_rooms(truth_, now);
    check_queues(truth_, now);
  }

  server truth_;
  live_pbx pbx_;
  int compared_ = 0;

private:
  void deliver(std::size_t count) {
    for (; count != 0 && !truth_.events_.empty(); --count) {
      pbx_.event(truth_.events_.front().first, truth_.events_.front().second);
      truth_.events_.pop_front();
    }
  }

  void lose(std::size_t count) {
    count = std::min(count, truth_.events_.size());
    truth_.events_.erase(truth_.events_.begin(), truth_.events_.begin() + static_cast<std::ptrdiff_t>(count));
    pbx_.gap(count);
  }

  void reconnect(bool restarts) {
    if (under_way_) {
      pbx_.model.on_list_end(ami::live::list_outcome::lost, {}, pbx_.now);
      under_way_.reset();
    }
    truth_.events_.clear();
    pbx_.lose_connection();
    if (restarts) {
      truth_.restart();
    }
    for (unsigned i = truth_.pick(20); i != 0; --i) {
      truth_.act();
    }
    truth_.events_.clear();
    pbx_.restore_connection();
    pbx_.model.on_booted(pbx_.now);
  }

  // The answer to what was asked some steps ago comes before the events that wait, which are older than it.
  void answer() {
    if (under_way_ && truth_.pick(3) != 0) {
      pbx_.lists = truth_.lists();
      pbx_.started = truth_.started();
      pbx_.answer(*under_way_);
      under_way_.reset();
    }
    if (!under_way_) {
      under_way_ = pbx_.model.next_request(pbx_.now);
    }
  }

  std::optional<ami::live::list_request> under_way_;
  std::vector<ami::live_snapshot> kept_;  // so that tables are shared
};

}  // namespace

TEST_CASE("live random: valid means right, through gaps, link losses and restarts") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    comparison run{seed};
    for (int step = 0; step < 2500; ++step) {
      CAPTURE(step);
      run.step(true);
    }
    CHECK(run.compared_ > 100);
    run.settle();
    CHECK(run.pbx_.snapshot().valid());
    CHECK(run.pbx_.model.counters().gaps_ > 1);
    // What is asked for by doubt and for verification finds nothing.
    CHECK(run.pbx_.model.counters().repairs_ == 0);
  }
}

TEST_CASE("live random: what no event tells is found by the comparisons") {
  for (unsigned seed = 101; seed <= 106; ++seed) {
    CAPTURE(seed);
    comparison run{seed};
    for (int step = 0; step < 200; ++step) {
      run.step(false);
    }
    run.settle();
    for (int i = 0; i < 3; ++i) {
      run.truth_.act_silently();
    }
    run.pbx_.model.verify(run.pbx_.now);
    run.settle();
    CHECK(run.pbx_.snapshot().valid());
    CHECK(run.pbx_.model.counters().repairs_ > 0);
  }
}
