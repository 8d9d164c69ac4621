// Keeps the state of a simulated PBX from its events alone, as a program does, to be compared with its lists.
#pragma once

#include "catch.hpp"

#include <ami/testing/simulated_pbx.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

using text_frame = std::multimap<std::string, std::string>;

// The frames of a text, by header. The values of a repeated header are in their order.
inline std::vector<text_frame> frames_of(std::string_view text) {
  std::vector<text_frame> frames;
  while (!text.empty()) {
    std::string_view frame = text.substr(0, text.find("\r\n\r\n"));
    text.remove_prefix(std::min(text.size(), frame.size() + 4));
    text_frame& made = frames.emplace_back();
    while (!frame.empty()) {
      const std::string_view line = frame.substr(0, frame.find("\r\n"));
      frame.remove_prefix(std::min(frame.size(), line.size() + 2));
      const std::size_t colon = line.find(": ");
      made.emplace(line.substr(0, colon), colon == std::string_view::npos ? "" : line.substr(colon + 2));
    }
  }
  return frames;
}

inline std::string value(const text_frame& frame, const std::string& key) {
  const auto found = frame.find(key);
  return found != frame.end() ? found->second : std::string{};
}

// The items of a list of this name.
inline std::vector<text_frame> items_of(const ami::testing::list_text& list, std::string_view name) {
  std::vector<text_frame> items = frames_of(list.str({}));
  std::erase_if(items, [&](const text_frame& frame) { return value(frame, "Event") != name; });
  return items;
}

// Two telephones, one of which answers at once and one of which is away, and a queue for both.
inline ami::testing::pbx_options small_pbx() {
  using namespace std::chrono_literals;
  using ami::testing::endpoint_behaviour;
  using ami::testing::pbx_endpoint;
  return ami::testing::pbx_options{}
      .endpoint(pbx_endpoint{"alice", "2001", "Alice"}.behaviour(endpoint_behaviour::answers))
      .endpoint(pbx_endpoint{"bob", "2002", "Bob"}.behaviour(endpoint_behaviour::unreachable))
      .queue(ami::testing::pbx_queue{"support", "500"}.member("alice").member("bob"))
      .ring_time(1ms, 1ms)
      .talk_time(1h, 1h);
}

class state_books {
public:
  // What a program asks for when it begins. Extensions change without events unless all states are told.
  void begin(const ami::testing::simulated_pbx& pbx, bool all_states) {
    all_states_ = all_states;
    devices_ = device_list(pbx);
    extensions_ = extension_list(pbx);
    members_ = member_list(pbx);
  }

  void operator()(const ami::testing::frame_text& event) {
    const text_frame frame = frames_of(event.str()).front();
    const std::string name = value(frame, "Event");
    ++seen_[name];
    update_channel(frame, name);
    if (name.starts_with("Bridge")) {
      update_bridge(frame, name);
    } else if (name.starts_with("Queue") || name.starts_with("Agent")) {
      update_queue(frame, name);
    } else if (name == "DeviceStateChange") {
      devices_[value(frame, "Device")] = value(frame, "State");
    } else if (name == "ExtensionStatus") {
      extensions_[value(frame, "Exten")] = value(frame, "Status") + " " + value(frame, "StatusText");
    } else if (name.starts_with("ParkedCall") || name == "UnParkedCall") {
      update_parking(frame, name);
    } else if (name.starts_with("Confbridge")) {
      update_conference(frame, name);
    }
  }

  // Compares everything with the PBX's own lists.
  void check(const ami::testing::simulated_pbx& pbx) const {
    CHECK(differences(channels_, channel_list(pbx)) == "");
    CHECK(differences(bridges_, bridge_list(pbx)) == "");
    CHECK(differences(devices_, device_list(pbx)) == "");
    CHECK(differences(members_, member_list(pbx)) == "");
    CHECK(without_empty(callers_) == caller_list(pbx));
    if (all_states_) {
      CHECK(differences(extensions_, extension_list(pbx)) == "");
    }
    check_summary(pbx);
    check_bridge_members(pbx);
  }

  const std::map<std::string, int>& seen() const noexcept { return seen_; }
  // The parked calls, space and Uniqueid, and who is in which conference.
  const std::map<std::string, std::string>& parked() const noexcept { return parked_; }
  std::map<std::string, std::vector<std::string>> conferences() const { return without_empty(conferences_); }

private:
  using channel_table = std::map<std::string, std::pair<std::string, std::string>>;
  using table = std::map<std::string, std::string>;
  using sequences = std::map<std::string, std::vector<std::string>>;

  static sequences without_empty(sequences all) {
    std::erase_if(all, [](const auto& entry) { return entry.second.empty(); });
    return all;
  }

  static std::string text_of(const std::string& text) { return text; }
  static std::string text_of(const std::pair<std::string, std::string>& texts) {
    return texts.first + " in " + texts.second;
  }
  // What only one of both has, in words.
  template <class Table>
  static std::string differences(const Table& kept, const Table& listed) {
    std::string text;
    for (const auto& [key, entry] : kept) {
      const auto found = listed.find(key);
      if (found == listed.end() || found->second != entry) {
        text += " kept: " + key + " " + text_of(entry);
      }
    }
    for (const auto& [key, entry] : listed) {
      const auto found = kept.find(key);
      if (found == kept.end() || found->second != entry) {
        text += " listed: " + key + " " + text_of(entry);
      }
    }
    return text;
  }

  // ---- From events

  void update_channel(const text_frame& frame, const std::string& name) {
    const std::string id = value(frame, "Uniqueid");
    if (name == "Newchannel") {
      channels_.try_emplace(id);
    }
    const auto found = channels_.find(id);
    if (found == channels_.end()) {
      return;
    }
    if (name == "Hangup") {
      channels_.erase(found);
    } else if (name == "Rename") {
      found->second.first = value(frame, "Newname") + found->second.first.substr(found->second.first.find(' '));
    } else {
      found->second.first = value(frame, "Channel") + " " + value(frame, "ChannelState");
    }
  }

  void update_bridge(const text_frame& frame, const std::string& name) {
    const std::string bridge = value(frame, "BridgeUniqueid");
    const auto channel = channels_.find(value(frame, "Uniqueid"));
    if (name == "BridgeDestroy") {
      bridges_.erase(bridge);
      return;
    }
    if (name == "BridgeEnter" && channel != channels_.end()) {
      channel->second.second = bridge;
    } else if (name == "BridgeLeave" && channel != channels_.end() && channel->second.second == bridge) {
      channel->second.second.clear();
    }
    // BridgeLeave does not count the channels of the server itself.
    const std::string text = bridges_[bridge];
    const std::string count = name == "BridgeLeave" ? std::to_string(std::stoi(text.substr(text.find(' ') + 1)) - 1)
                                                    : value(frame, "BridgeNumChannels");
    bridges_[bridge] = value(frame, "BridgeType") + " " + count;
  }

  void update_queue(const text_frame& frame, const std::string& name) {
    const std::string queue = value(frame, "Queue");
    const std::string member = queue + " " + value(frame, "Interface");
    std::vector<std::string>& waiting = callers_[queue];
    if (name == "QueueCallerJoin") {
      const auto position = std::stol(value(frame, "Position"));
      waiting.insert(waiting.begin() + (position - 1), value(frame, "Uniqueid"));
      CHECK(value(frame, "Count") == std::to_string(waiting.size()));
    } else if (name == "QueueCallerLeave") {
      std::erase(waiting, value(frame, "Uniqueid"));
      CHECK(value(frame, "Count") == std::to_string(waiting.size()));
    } else if (name == "QueueMemberRemoved") {
      members_.erase(member);
    } else if (name.starts_with("QueueMember")) {
      members_[member] = member_text(frame);
    }
  }

  void update_parking(const text_frame& frame, const std::string& name) {
    const std::string space = value(frame, "ParkingSpace");
    if (name == "ParkedCall") {
      parked_[space] = value(frame, "ParkeeUniqueid");
    } else {
      parked_.erase(space);
    }
  }

  void update_conference(const text_frame& frame, const std::string& name) {
    std::vector<std::string>& members = conferences_[value(frame, "Conference")];
    if (name == "ConfbridgeJoin") {
      members.push_back(value(frame, "Uniqueid"));
    } else if (name == "ConfbridgeLeave") {
      std::erase(members, value(frame, "Uniqueid"));
    }
  }

  static std::string member_text(const text_frame& frame) {
    std::string text;
    for (const char* const key :
         {"StateInterface", "Membership", "Penalty", "Status", "Paused", "PausedReason", "LastPause", "LoginTime"}) {
      text += value(frame, key) + "|";
    }
    return text;
  }

  // ---- From lists

  static channel_table channel_list(const ami::testing::simulated_pbx& pbx) {
    channel_table all;
    for (const text_frame& item : items_of(pbx.core_show_channels(), "CoreShowChannel")) {
      all[value(item, "Uniqueid")] = {value(item, "Channel") + " " + value(item, "ChannelState"),
                                      value(item, "BridgeId")};
    }
    return all;
  }

  static table bridge_list(const ami::testing::simulated_pbx& pbx) {
    table all;
    for (const text_frame& item : items_of(pbx.bridge_list(), "BridgeListItem")) {
      all[value(item, "BridgeUniqueid")] = value(item, "BridgeType") + " " + value(item, "BridgeNumChannels");
    }
    return all;
  }

  static table device_list(const ami::testing::simulated_pbx& pbx) {
    table all;
    for (const text_frame& item : items_of(pbx.device_state_list(), "DeviceStateChange")) {
      all[value(item, "Device")] = value(item, "State");
    }
    return all;
  }

  static table extension_list(const ami::testing::simulated_pbx& pbx) {
    table all;
    for (const text_frame& item : items_of(pbx.extension_state_list(), "ExtensionStatus")) {
      all[value(item, "Exten")] = value(item, "Status") + " " + value(item, "StatusText");
    }
    return all;
  }

  static table member_list(const ami::testing::simulated_pbx& pbx) {
    table all;
    for (const text_frame& item : items_of(pbx.queue_status({}, {}), "QueueMember")) {
      all[value(item, "Queue") + " " + value(item, "Location")] = member_text(item);
    }
    return all;
  }

  static sequences caller_list(const ami::testing::simulated_pbx& pbx) {
    sequences all;
    for (const text_frame& item : items_of(pbx.queue_status({}, {}), "QueueEntry")) {
      all[value(item, "Queue")].push_back(value(item, "Uniqueid"));
    }
    return all;
  }

  void check_summary(const ami::testing::simulated_pbx& pbx) const {
    for (const text_frame& item : items_of(pbx.queue_summary(), "QueueSummary")) {
      const std::string queue = value(item, "Queue");
      int logged_in = 0;
      int available = 0;
      for (const text_frame& member : items_of(pbx.queue_status(queue, {}), "QueueMember")) {
        const std::string status = value(member, "Status");
        logged_in += status != "4" && status != "5" ? 1 : 0;
        available += (status == "0" || status == "1") && value(member, "Paused") == "0" ? 1 : 0;
      }
      CHECK(value(item, "LoggedIn") == std::to_string(logged_in));
      CHECK(value(item, "Available") == std::to_string(available));
      const auto waiting = callers_.find(queue);
      CHECK(value(item, "Callers") == std::to_string(waiting != callers_.end() ? waiting->second.size() : 0));
    }
  }

  void check_bridge_members(const ami::testing::simulated_pbx& pbx) const {
    for (const auto& [id, text] : bridges_) {
      const auto info = pbx.bridge_info(id);
      REQUIRE(info);
      std::set<std::string> listed;
      for (const text_frame& item : items_of(*info, "BridgeInfoChannel")) {
        listed.insert(value(item, "Uniqueid"));
      }
      std::set<std::string> known;
      for (const auto& [channel, entry] : channels_) {
        if (entry.second == id) {
          known.insert(channel);
        }
      }
      CHECK(listed == known);
    }
  }

  channel_table channels_;  // by Uniqueid: name and state, and the bridge
  table bridges_;
  table devices_;
  table extensions_;
  table members_;
  table parked_;
  sequences callers_;
  sequences conferences_;
  std::map<std::string, int> seen_;
  bool all_states_ = false;
};

}  // namespace test
