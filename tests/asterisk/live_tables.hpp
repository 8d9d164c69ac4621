// All tables of a live state as texts: as its snapshot has them, and as a plain socket reads them from the server.
#pragma once

#include "asterisk/plain_client.hpp"

#include <ami/live_snapshot.hpp>
#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// Table and key, and the record.
using live_texts = std::map<std::string, std::string>;

inline std::string join(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) {
    text.append(text.empty() ? "" : "|").append(part.empty() ? "-" : part);
  }
  return text;
}

inline std::string join(const std::set<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) {
    text.append(text.empty() ? "" : " ").append(part);
  }
  return text;
}

/// The server writes either for a text that it does not have.
inline std::string known(const std::string& text) {
  return text == "<unknown>" || text == "unknown" ? std::string{} : text;
}

inline std::string number(std::int64_t value) {
  return std::to_string(value);
}

inline std::string yes_or_no(bool value) {
  return value ? "yes" : "no";
}

// ---- The state's

inline void add_calls(const ami::live_snapshot& now, live_texts& all) {
  for (const auto& each : now.channels()) {
    all["channel " + each.uniqueid()] =
        join({each.name(), number(static_cast<int>(each.state())), each.linkedid(), each.caller_id_num(),
              each.caller_id_name(), each.connected_line_num(), each.connected_line_name(), each.account_code(),
              each.context(), each.exten(), number(each.priority()), each.bridge()});
  }
  for (const auto& each : now.bridges()) {
    const std::set<std::string> members{each.members().begin(), each.members().end()};
    CHECK(members.size() == each.members().size());
    all["bridge " + each.id()] =
        join({each.type(), each.creator(), each.name(), yes_or_no(each.connects()), join(members)});
  }
  for (const auto& each : now.calls()) {
    all["call " + each.linkedid()] = join(std::set<std::string>{each.legs().begin(), each.legs().end()});
  }
}

inline std::string text_of(const ami::live_queue_member& member) {
  const auto membership = member.membership();
  return join({member.name(), member.state_interface(), number(static_cast<int>(member.status())),
               member.paused() ? "paused" : "", member.paused_reason(), member.in_call() ? "in call" : "",
               number(member.penalty()), membership ? to_string(*membership) : ""});
}

inline void add_queues(const ami::live_snapshot& now, live_texts& all) {
  for (const auto& queue : now.queues()) {
    all["queue " + queue.name()] = queue.strategy();
    for (const auto& each : queue.callers()) {
      const auto place = number(static_cast<std::int64_t>(each.position()));
      all["queue " + queue.name() + " caller " + place] = join({each.uniqueid(), each.channel_name()});
      all["waiting " + each.uniqueid()] = join({each.caller_id_num(), each.caller_id_name()});
    }
    for (const auto& each : queue.members()) {
      all["queue " + queue.name() + " member " + each->interface()] = text_of(*each);
    }
  }
}

/// Those of Local channels are in no list, nor are most of those that the server makes for itself.
inline bool is_listed_device(std::string_view name) {
  const auto kind = ami::device_kind(name);
  return kind != ami::live_device_kind::local && kind != ami::live_device_kind::internal;
}

inline void add_devices(const ami::live_snapshot& now, live_texts& all) {
  for (const auto& each : now.devices()) {
    if (is_listed_device(each.name())) {
      all["device " + each.name()] = to_string(each.state());
    }
  }
  for (const auto& each : now.endpoints()) {
    std::set<std::string> contacts;
    for (const auto& contact : each.contacts()) {
      contacts.insert(contact.uri());
    }
    all["endpoint " + each.name()] = join({to_string(each.state()), join(contacts)});
  }
}

inline void add_rooms(const ami::live_snapshot& now, live_texts& all) {
  for (const auto& each : now.parking_lots()) {
    all["lot " + each.name()] =
        join({each.first_space(), each.last_space(), each.timeout() ? number(each.timeout()->count()) : ""});
  }
  for (const auto& each : now.parked_calls()) {
    all["parked " + each.uniqueid()] = join({each.channel_name(), each.lot(), each.space(), each.parker()});
  }
  for (const auto& conference : now.conferences()) {
    all["conference " + conference.name()] = number(static_cast<std::int64_t>(conference.participant_count()));
    for (const auto& each : conference.participants()) {
      all["conference " + conference.name() + " participant " + each->uniqueid()] =
          join({each->channel_name(), each->caller_id_num(), each->caller_id_name(), each->admin() ? "admin" : "",
                each->muted() ? "muted" : ""});
    }
  }
}

inline live_texts texts_of(const ami::live_snapshot& now) {
  live_texts all;
  add_calls(now, all);
  add_queues(now, all);
  add_devices(now, all);
  add_rooms(now, all);
  return all;
}

// ---- The server's

inline void list_calls(plain_client& server, live_texts& all) {
  std::map<std::string, std::set<std::string>> members;
  std::map<std::string, std::set<std::string>> calls;
  const auto bridges = server.items("BridgeList", "BridgeListItem");
  std::set<std::string> there;
  for (const auto& each : bridges) {
    there.insert(value_of(each, "BridgeUniqueid"));
  }
  for (const auto& each : server.items("CoreShowChannels", "CoreShowChannel")) {
    // Asterisk 22 may name a bridge of before here after some transfers.
    const auto named = value_of(each, "BridgeId");
    const auto bridge = there.contains(named) ? named : std::string{};
    const auto id = value_of(each, "Uniqueid");
    all["channel " + id] = join({value_of(each, "Channel"), value_of(each, "ChannelState"), value_of(each, "Linkedid"),
                                 known(value_of(each, "CallerIDNum")), known(value_of(each, "CallerIDName")),
                                 known(value_of(each, "ConnectedLineNum")), known(value_of(each, "ConnectedLineName")),
                                 value_of(each, "AccountCode"), value_of(each, "Context"), value_of(each, "Exten"),
                                 value_of(each, "Priority"), bridge});
    calls[value_of(each, "Linkedid")].insert(id);
    members[bridge].insert(id);
  }
  for (const auto& [linkedid, legs] : calls) {
    all["call " + linkedid] = join(legs);
  }
  for (const auto& each : bridges) {
    const auto id = value_of(each, "BridgeUniqueid");
    all["bridge " + id] =
        join({value_of(each, "BridgeType"), known(value_of(each, "BridgeCreator")), known(value_of(each, "BridgeName")),
              yes_or_no(value_of(each, "BridgeTechnology") != "holding_bridge"), join(members[id])});
  }
}

inline void list_queues(plain_client& server, live_texts& all) {
  for (const auto& each : server.ask("QueueStatus")) {
    const auto name = value_of(each, "Event");
    const auto queue = "queue " + value_of(each, "Queue");
    if (name == "QueueParams") {
      all[queue] = value_of(each, "Strategy");
    } else if (name == "QueueEntry") {
      all[queue + " caller " + value_of(each, "Position")] =
          join({value_of(each, "Uniqueid"), value_of(each, "Channel")});
      // That is what the channel has now; what the server has told of it the list of channels has.
      const auto id = join({known(value_of(each, "CallerIDNum")), known(value_of(each, "CallerIDName"))});
      if (all["channel " + value_of(each, "Uniqueid")].find("|" + id + "|") != std::string::npos) {
        all["waiting " + value_of(each, "Uniqueid")] = id;
      }
    } else if (name == "QueueMember") {
      all[queue + " member " + value_of(each, "Location")] = join(
          {value_of(each, "Name"), value_of(each, "StateInterface"), value_of(each, "Status"),
           value_of(each, "Paused") == "1" ? "paused" : "", value_of(each, "PausedReason"),
           value_of(each, "InCall") == "1" ? "in call" : "", value_of(each, "Penalty"), value_of(each, "Membership")});
    }
  }
}

inline std::string device_state_text(const std::string& text) {
  const auto state = ami::parse_device_state(text);
  return state ? std::string{to_string(*state)} : text;
}

inline void list_devices(plain_client& server, live_texts& all) {
  for (const auto& each : server.items("DeviceStateList", "DeviceStateChange")) {
    if (const auto name = value_of(each, "Device"); is_listed_device(name)) {
      all["device " + name] = device_state_text(value_of(each, "State"));
    }
  }
  for (const auto& each : server.items("PJSIPShowEndpoints", "EndpointList")) {
    std::set<std::string> contacts;
    std::string rest = value_of(each, "Contacts");
    while (!rest.empty()) {
      const std::string contact = rest.substr(0, rest.find(','));
      rest.erase(0, contact.size() + 1);
      contacts.insert(contact.substr(contact.find('/') + 1));
    }
    contacts.erase("");
    all["endpoint " + value_of(each, "ObjectName")] =
        join({device_state_text(value_of(each, "DeviceState")), join(contacts)});
  }
}

inline void list_rooms(plain_client& server, live_texts& all) {
  for (const auto& each : server.items("Parkinglots", "Parkinglot")) {
    all["lot " + value_of(each, "Name")] =
        join({value_of(each, "StartSpace"), value_of(each, "StopSpace"), value_of(each, "Timeout")});
  }
  for (const auto& each : server.items("ParkedCalls", "ParkedCall")) {
    all["parked " + value_of(each, "ParkeeUniqueid")] =
        join({value_of(each, "ParkeeChannel"), value_of(each, "Parkinglot"), value_of(each, "ParkingSpace"),
              value_of(each, "ParkerDialString")});
  }
  for (const auto& conference : server.items("ConfbridgeListRooms", "ConfbridgeListRooms")) {
    const auto name = value_of(conference, "Conference");
    const auto participants = server.items("ConfbridgeList", "ConfbridgeList", "Conference: " + name + "\r\n");
    all["conference " + name] = number(static_cast<std::int64_t>(participants.size()));
    for (const auto& each : participants) {
      all["conference " + name + " participant " + value_of(each, "Uniqueid")] =
          join({value_of(each, "Channel"), known(value_of(each, "CallerIDNum")), known(value_of(each, "CallerIDName")),
                value_of(each, "Admin") == "Yes" ? "admin" : "", value_of(each, "Muted") == "Yes" ? "muted" : ""});
    }
  }
}

/// Reads all lists on a connection of its own.
inline live_texts texts_of_server() {
  plain_client server;
  live_texts all;
  list_calls(server, all);
  list_queues(server, all);
  list_devices(server, all);
  list_rooms(server, all);
  return all;
}

/// Leaves the caller ids out that the server gives in two ways.
inline void erase_untold(live_texts& state, const live_texts& server) {
  std::erase_if(state, [&](const auto& record) {
    return record.first.starts_with("waiting ") && !server.contains(record.first);
  });
}

/// A line for each record that is not the same in both.
inline std::string differences(const live_texts& state, const live_texts& server) {
  std::string text;
  for (const auto& [key, record] : state) {
    const auto found = server.find(key);
    if (found == server.end() || found->second != record) {
      text += "\n  state:  " + key + ": " + record;
      text += found == server.end() ? "\n  server: (none)" : "\n  server: " + key + ": " + found->second;
    }
  }
  for (const auto& [key, record] : server) {
    if (!state.contains(key)) {
      text += "\n  state:  (none)\n  server: " + key + ": " + record;
    }
  }
  return text;
}

}  // namespace test
