// tests/data/catalogue_keys.txt, which the generator writes beside the headers: what the catalogue knows of each event
// and reply, and whether a value is one that the accessor of its header reads.
#pragma once

#include "catch.hpp"
#include "support/data.hpp"

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

namespace test {

inline std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// Digits of a key that belongs to a numbered family become '#'.
inline std::string family_of(std::string_view key) {
  std::string result;
  for (const char one : key) {
    if (std::isdigit(static_cast<unsigned char>(one)) == 0) {
      result += one;
    } else if (result.empty() || result.back() != '#') {
      result += '#';
    }
  }
  return result;
}

// tests/data/catalogue_keys.txt, which the generator writes beside the headers.
/// What the file says. Names of events and actions are in lower case where it returns them.
class catalogue {
public:
  catalogue() {
    std::ifstream lines{data_directory() / "catalogue_keys.txt"};
    REQUIRE(lines);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words{line};
      std::string what;
      std::string name;
      words >> what >> name;
      if (what == "event" || what == "action") {
        std::string header;
        std::string majors;
        words >> header >> majors;
        (what == "event" ? events_ : actions_)[lower(name)] = majors;
      } else if (what == "open") {
        open_.insert(lower(name));
      } else if (what == "kind") {
        auto& members = kinds_[name];
        for (std::string event; words >> event;) {
          members.insert(event);
        }
      } else if (what == "only") {
        std::string major;
        words >> major;
        ++only_[lower(name)][major];
      } else if (what == "key" || what == "reply") {
        std::string kind;
        std::string key;
        words >> kind >> std::ws;
        std::getline(words, key);
        (what == "key" ? keys_ : replies_)[lower(name)][lower(key)] = kind;
      }
    }
  }

  const std::map<std::string, std::string>& events() const { return events_; }
  const std::map<std::string, std::string>& actions() const { return actions_; }
  const std::map<std::string, std::set<std::string>>& kinds() const { return kinds_; }
  bool is_open(std::string_view event) const { return open_.contains(lower(event)); }
  // Fields of an event in a version; what only the oldest or only the newest sends is not counted for others.
  std::size_t key_count(const std::string& event, const std::string& major) const {
    const auto found = keys_.find(event);
    std::size_t count = found != keys_.end() ? found->second.size() : 0;
    if (const auto only = only_.find(event); only != only_.end()) {
      for (const auto& [version, keys] : only->second) {
        count -= version != major ? keys : 0;
      }
    }
    return count;
  }

  // The kind of the value, empty when no accessor reads the key.
  std::string kind_of_key(std::string_view event, std::string_view key) const { return kind(keys_, event, key); }
  std::string kind_of_reply(std::string_view action, std::string_view key) const { return kind(replies_, action, key); }
  // The kinds that the replies give a key: a recording does not say which action a response answers.
  std::set<std::string> kinds_of_reply(std::string_view key) const {
    std::set<std::string> kinds;
    for (const auto& [action, keys] : replies_) {
      if (action != "listcommands") {
        kinds.insert(kind(replies_, action, key));
      }
    }
    kinds.erase("");
    return kinds;
  }

private:
  using table = std::map<std::string, std::map<std::string, std::string>>;

  static std::string kind(const table& all, std::string_view name, std::string_view key) {
    const auto found = all.find(lower(name));
    if (found != all.end()) {
      for (const std::string& form : {lower(key), lower(family_of(key)), std::string{"#"}}) {
        if (const auto entry = found->second.find(form); entry != found->second.end()) {
          return entry->second;
        }
      }
    }
    return {};
  }

  std::map<std::string, std::string> events_;
  std::map<std::string, std::string> actions_;
  std::map<std::string, std::set<std::string>> kinds_;
  std::map<std::string, std::map<std::string, std::size_t>> only_;
  std::set<std::string> open_;
  table keys_;
  table replies_;
};

using parser = std::function<bool(std::string_view)>;

inline bool in_range(std::string_view text, std::int64_t last) {
  const auto number = ami::parse_integer(text);
  return number && *number >= 0 && *number <= last;
}

inline const std::map<std::string, parser>& parsers() {
  const parser any = [](std::string_view) { return true; };
  static const std::map<std::string, parser> all{
      {"text", any},
      {"lines", any},
      {"escaped", any},
      {"escaped_lines", any},
      {"caller_id", any},
      {"escaped_caller_id", any},
      {"member_interface", any},
      {"member_name", any},
      {"url", any},
      {"texts", any},
      {"second", any},
      {"integer", [](std::string_view t) { return ami::parse_integer(t).has_value(); }},
      {"boolean", [](std::string_view t) { return ami::parse_boolean(t).has_value(); }},
      {"real", [](std::string_view t) { return ami::parse_real(t).has_value(); }},
      {"hex", [](std::string_view t) { return ami::parse_hex(t).has_value(); }},
      {"minutes", [](std::string_view t) { return ami::parse_minutes(t).has_value(); }},
      {"seconds", [](std::string_view t) { return ami::parse_seconds(t).has_value(); }},
      {"milliseconds", [](std::string_view t) { return ami::parse_milliseconds(t).has_value(); }},
      {"microseconds", [](std::string_view t) { return ami::parse_microseconds(t).has_value(); }},
      {"hms", [](std::string_view t) { return ami::parse_hms(t).has_value(); }},
      {"decimal_seconds", [](std::string_view t) { return ami::parse_decimal_seconds(t).has_value(); }},
      {"epoch", [](std::string_view t) { return t == "0" || ami::parse_epoch(t).has_value(); }},
      {"epoch_fraction", [](std::string_view t) { return ami::parse_epoch_fraction(t).has_value(); }},
      {"iso_time", [](std::string_view t) { return ami::parse_iso_time(t).has_value(); }},
      {"local_time", [](std::string_view t) { return ami::parse_local_time(t).has_value(); }},
      {"address", [](std::string_view t) { return ami::parse_address(t).has_value(); }},
      {"host_port", [](std::string_view t) { return ami::parse_host_port(t).has_value(); }},
      {"channel_state", [](std::string_view t) { return ami::parse_channel_state(t).has_value(); }},
      {"contact_state", [](std::string_view t) { return ami::parse_contact_state(t).has_value(); }},
      {"peer_state", [](std::string_view t) { return ami::parse_peer_state(t).has_value(); }},
      {"registration_state", [](std::string_view t) { return ami::parse_registration_state(t).has_value(); }},
      {"hangup_cause", [](std::string_view t) { return in_range(t, 255); }},
      {"originate_reason", [](std::string_view t) { return in_range(t, 255); }},
      {"device_state_number", [](std::string_view t) { return ami::parse_member_state(t).has_value(); }},
      {"reload_result", [](std::string_view t) { return in_range(t, 6); }},
      {"extension_state", [](std::string_view t) { return ami::parse_extension_state(t).has_value(); }},
      {"device_state", [](std::string_view t) { return ami::parse_device_state(t).has_value(); }},
      {"presence_state", [](std::string_view t) { return ami::parse_presence_state(t).has_value(); }},
      {"dial_status", [](std::string_view t) { return ami::parse_dial_status(t).has_value(); }},
      {"queue_membership", [](std::string_view t) { return ami::parse_queue_membership(t).has_value(); }},
      {"agent_state", [](std::string_view t) { return ami::parse_agent_state(t).has_value(); }},
      {"call_disposition", [](std::string_view t) { return ami::parse_call_disposition(t).has_value(); }},
      {"stream_direction", [](std::string_view t) { return ami::parse_stream_direction(t).has_value(); }},
      {"transfer_result", [](std::string_view t) { return ami::parse_transfer_result(t).has_value(); }},
  };
  return all;
}

inline bool parses(const std::string& kind, std::string_view value) {
  const auto parse = parsers().find(kind);
  REQUIRE(parse != parsers().end());
  return parse->second(value) || ami::is_no_value(value);
}

inline bool every_event_has(std::string_view key) {
  static const std::set<std::string> keys{"event", "privilege",      "actionid", "timestamp", "systemname",
                                          "file",  "sequencenumber", "line",     "func"};
  return keys.contains(lower(key)) || key.starts_with("ChanVariable(");
}

}  // namespace test
