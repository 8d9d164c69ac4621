// A server for the tests of the live state: texts of events, and lists that it answers with.
#pragma once

#include "live/model.hpp"
#include "support/frames.hpp"

#include <ami/library_events.hpp>
#include <ami/live_snapshot.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

/// The headers of a channel behind a prefix, as the server writes them.
class channel_text {
public:
  channel_text(std::string uniqueid, std::string name)
      : uniqueid_{uniqueid}, name_{std::move(name)}, linkedid_{std::move(uniqueid)} {}

  channel_text& state(int value) { return set(state_, std::to_string(value)); }
  channel_text& linkedid(std::string value) { return set(linkedid_, std::move(value)); }
  channel_text& caller(std::string number, std::string name) {
    return set(number_, std::move(number)).set(caller_name_, std::move(name));
  }
  channel_text& exten(std::string value) { return set(exten_, std::move(value)); }

  std::string operator()(std::string_view prefix = {}) const {
    std::string text;
    const auto add = [&](std::string_view key, std::string_view value) {
      text.append(prefix).append(key).append(": ").append(value).append("\n");
    };
    add("Channel", name_);
    add("ChannelState", state_);
    add("ChannelStateDesc", "text");
    add("CallerIDNum", number_);
    add("CallerIDName", caller_name_);
    add("ConnectedLineNum", "<unknown>");
    add("ConnectedLineName", "<unknown>");
    add("Language", "en");
    add("AccountCode", "");
    add("Context", "default");
    add("Exten", exten_);
    add("Priority", "1");
    add("Uniqueid", uniqueid_);
    add("Linkedid", linkedid_);
    return text;
  }

private:
  channel_text& set(std::string& member, std::string value) {
    member = std::move(value);
    return *this;
  }

  std::string uniqueid_;
  std::string name_;
  std::string linkedid_;
  std::string state_ = "6";
  std::string number_ = "<unknown>";
  std::string caller_name_ = "<unknown>";
  std::string exten_ = "100";
};

inline std::string bridge_text(std::string_view id, std::string_view technology = "simple_bridge",
                               std::string_view type = "basic", std::string_view creator = "<unknown>") {
  std::string text;
  const auto add = [&](std::string_view key, std::string_view value) {
    text.append(key).append(": ").append(value).append("\n");
  };
  add("BridgeUniqueid", id);
  add("BridgeType", type);
  add("BridgeTechnology", technology);
  add("BridgeCreator", creator);
  add("BridgeName", "<unknown>");
  add("BridgeNumChannels", "1");
  add("BridgeVideoSourceMode", "none");
  return text;
}

inline std::string member_text(std::string_view queue, std::string_view interface, std::string_view status,
                               std::string_view paused = "0", std::string_view in_call = "0",
                               std::string_view key = "Interface") {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\n");
  };
  add("Queue", queue);
  add(key == "Location" ? "Name" : "MemberName", interface);
  add(key, interface);
  add("StateInterface", interface);
  add("Membership", "static");
  add("Penalty", "0");
  add("CallsTaken", "0");
  add("LastCall", "0");
  add("InCall", in_call);
  add("Status", status);
  add("Paused", paused);
  add("PausedReason", "");
  return text;
}

/// Headers with the line ends of the server.
inline std::string wire_text(std::string_view headers) {
  std::string text;
  for (const char each : headers) {
    text.append(each == '\n' ? "\r\n" : std::string_view{&each, 1});
  }
  return text;
}

/// A model in virtual time with a server that has the lists that a test gives it.
class live_pbx {
public:
  using kind = ami::live::list_kind;
  using outcome = ami::live::list_outcome;

  explicit live_pbx(ami::live::settings wanted = {}) : model{wanted} { model.watch(true); }

  void event(const std::string& name, const std::string& headers) {
    model.on_event(event_of_text(wire_text("Event: " + name + "\n" + headers)), now);
  }
  void gap(std::uint64_t count) { model.on_event(ami::lagged{count}, now); }
  void lose_connection() { model.on_event(ami::connection_lost{{}}, now); }
  void restore_connection() { model.on_event(ami::connection_restored{2, std::chrono::seconds{1}}, now); }
  void wait(std::chrono::milliseconds time) { now += time; }

  /// A list item of the server from here on.
  void list(kind of, const std::string& name, const std::string& headers) {
    lists[of].push_back("Event: " + name + "\nActionID: x\n" + headers);
  }
  void list_channel(const channel_text& channel, const std::string& bridge = {},
                    const std::string& duration = "00:00:10") {
    list(kind::core_show_channels, "CoreShowChannel",
         channel() + "Application: Dial\nApplicationData: x\nDuration: " + duration + "\nBridgeId: " + bridge + "\n");
  }

  /// Answers the list under way.
  void answer(const ami::live::list_request& request) {
    asked.push_back(request.kind());
    if (const auto refused = refusals.find(request.kind()); refused != refusals.end()) {
      model.on_list_end(refused->second, "no", now);
    } else if (request.kind() == kind::core_status) {
      const auto response =
          frame_of("Response: Success\nCoreStartupDate: 2026-11-23\nCoreStartupTime: " + started + "\n");
      model.on_core_status(response.view(), now);
    } else {
      for (const auto& item : lists[request.kind()]) {
        model.on_list_item(event_of_text(item));
      }
      model.on_list_end(outcome::complete, {}, now);
    }
  }
  /// Answers all that the model asks for at this time; returns how many that were.
  int answer_all() {
    int count = 0;
    while (const auto request = model.next_request(now)) {
      answer(*request);
      ++count;
    }
    return count;
  }
  /// Begins, and seeds all parts.
  void seed() {
    model.start(now);
    answer_all();
  }
  /// Lets the time pass until there is something to ask for, and answers it.
  void run_until_due() {
    const auto due = model.next_due();
    REQUIRE(due.has_value());
    now = std::max(now, *due);
    answer_all();
  }

  /// Valid until the next call.
  const ami::live_snapshot& snapshot() { return last_snapshot = model.snapshot(); }
  const ami::live_part_state& state(ami::live_part part) const { return model.states().of(part); }

  ami::live::model model;
  ami::live_snapshot last_snapshot;
  ami::live_time now{std::chrono::hours{1000}};
  std::map<kind, std::vector<std::string>> lists;
  std::map<kind, outcome> refusals;
  std::vector<kind> asked;
  std::string started = "01:00:00";
};

}  // namespace test
