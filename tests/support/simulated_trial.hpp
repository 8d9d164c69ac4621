// A simulated PBX in a test: an office with telephones, a queue and a conference, and what its events told.
#pragma once

#include "catch.hpp"
#include "support/state_books.hpp"

#include <ami/testing/simulated_pbx.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

// Telephones that answer after 10 ms, except for one that never does, and calls that end only when a test ends them.
inline ami::testing::pbx_options office() {
  using namespace std::chrono_literals;
  using ami::testing::endpoint_behaviour;
  using ami::testing::pbx_endpoint;
  ami::testing::pbx_options options;
  for (const auto& [name, number] :
       {std::pair{"alice", "2001"}, {"bob", "2002"}, {"carol", "2003"}, {"dave", "2004"}}) {
    options.endpoint(pbx_endpoint{name, number, name}.behaviour(endpoint_behaviour::answers));
  }
  return options.endpoint(pbx_endpoint{"erin", "2005", "erin"}.behaviour(endpoint_behaviour::never_answers))
      .queue(ami::testing::pbx_queue{"support", "500"}.member("dave"))
      .conference(ami::testing::pbx_conference{"daily", "600"})
      .ring_time(10ms, 10ms)
      .talk_time(1h, 1h)
      .all_states(true);
}

// A PBX, the books that are kept of it, and the events since the last look.
class trial {
public:
  explicit trial(const ami::testing::pbx_options& options = office())
      : pbx{options, [this](const ami::testing::frame_text& event) {
              books(event);
              events.push_back(event);
            }} {
    books.begin(pbx, options.all_states());
  }
  ~trial() { books.check(pbx); }
  trial(const trial&) = delete;
  trial& operator=(const trial&) = delete;

  void wait(std::chrono::milliseconds time) {
    now += time;
    pbx.advance(now);
    books.check(pbx);
  }
  // Connects two telephones, and returns the names of their channels.
  std::pair<std::string, std::string> talk(const std::string& from, const std::string& number) {
    const auto before = pbx.channels();
    pbx.originate(ami::testing::pbx_call{"PJSIP/" + from}.extension("default", number, 1), {});
    wait(std::chrono::seconds{1});
    const auto after = pbx.channels();
    REQUIRE(after.size() == before.size() + 2);
    events.clear();
    return {after[before.size()], after[before.size() + 1]};
  }
  // The names of the events since the last look, without those that merely accompany them.
  std::string names() const {
    std::string text;
    for (const ami::testing::frame_text& event : events) {
      const std::string name{*event.get("Event")};
      if (name != "VarSet" && name != "Newexten" && name != "DeviceStateChange" && name != "ExtensionStatus" &&
          name != "NewConnectedLine" && name != "QueueMemberStatus") {
        text += name + " ";
      }
    }
    return text;
  }
  // The first and the last event of this name.
  const ami::testing::frame_text& event(std::string_view name) const {
    return first(name, events.begin(), events.end());
  }
  const ami::testing::frame_text& last_event(std::string_view name) const {
    return first(name, events.rbegin(), events.rend());
  }
  std::string device(const std::string& name) const {
    for (const text_frame& item : items_of(pbx.device_state_list(), "DeviceStateChange")) {
      if (value(item, "Device") == name) {
        return value(item, "State");
      }
    }
    return {};
  }
  // The channel's item in CoreShowChannels.
  text_frame channel(const std::string& name) const {
    for (const text_frame& item : items_of(pbx.core_show_channels(), "CoreShowChannel")) {
      if (value(item, "Channel") == name) {
        return item;
      }
    }
    return {};
  }
  bool together(const std::string& first_name, const std::string& second_name) const {
    const std::string bridge = value(channel(first_name), "BridgeId");
    return !bridge.empty() && bridge == value(channel(second_name), "BridgeId");
  }

  state_books books;
  std::vector<ami::testing::frame_text> events;
  ami::testing::simulated_pbx pbx;
  std::chrono::milliseconds now{};

private:
  template <class Iterator>
  static const ami::testing::frame_text& first(std::string_view name, Iterator begin, Iterator end) {
    const Iterator found =
        std::find_if(begin, end, [name](const ami::testing::frame_text& entry) { return entry.get("Event") == name; });
    INFO(name);
    REQUIRE(found != end);
    return *found;
  }
};

inline std::vector<std::string> keys_of(const ami::testing::frame_text& event) {
  std::vector<std::string> keys;
  for (const std::string& line : event.lines()) {
    keys.push_back(line.substr(0, line.find(": ")));
  }
  return keys;
}

inline const std::vector<std::string> channel_keys{
    "Channel",           "ChannelState", "ChannelStateDesc", "CallerIDNum", "CallerIDName", "ConnectedLineNum",
    "ConnectedLineName", "Language",     "AccountCode",      "Context",     "Exten",        "Priority",
    "Uniqueid",          "Linkedid"};
inline const std::vector<std::string> bridge_keys{"BridgeUniqueid",       "BridgeType", "BridgeTechnology",
                                                  "BridgeCreator",        "BridgeName", "BridgeNumChannels",
                                                  "BridgeVideoSourceMode"};

inline std::vector<std::string> prefixed(const std::string& prefix, std::vector<std::string> keys) {
  for (std::string& key : keys) {
    key = prefix + key;
  }
  return keys;
}

}  // namespace test
