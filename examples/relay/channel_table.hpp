// The channels of one server as its events tell them. The relay keeps one to know where a channel's records go, and a
// consumer keeps one to show what is.
#pragma once

#include <ami/event.hpp>

#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

/// A channel, with what the relay's snapshots say of it.
class channel_record {
public:
  std::string uniqueid;
  std::string name;
  std::string state;  // the enumerator's name of ami::channel_state: "up"
  std::string linkedid;
  std::string caller_id_num;
  std::string caller_id_name;
  std::string bridge;  // its BridgeUniqueid; empty when it is in none

  friend bool operator==(const channel_record& a, const channel_record& b) noexcept {
    return a.uniqueid == b.uniqueid && a.name == b.name && a.state == b.state && a.linkedid == b.linkedid &&
           a.caller_id_num == b.caller_id_num && a.caller_id_name == b.caller_id_name && a.bridge == b.bridge;
  }
};

/// A channel as JSON, and back. Reading throws `boost::system::system_error` when it has another form.
[[nodiscard]] boost::json::value to_json(const channel_record& channel);
[[nodiscard]] channel_record channel_of_json(const boost::json::value& json);

/// The channels that there are. Only a Newchannel, or a snapshot, makes one: events of others are of channels that have
/// ended. Each event sets what it says and nothing else, so that events that a snapshot was ahead of do no harm when
/// they come after it: the last ones leave what is.
class channel_table {
public:
  /// Applies an event.
  void apply(const ami::event& event);
  /// Puts a channel, instead of the one with its Uniqueid.
  void put(channel_record channel);
  void erase(std::string_view uniqueid);
  void clear() noexcept { channels_.clear(); }
  /// Null when there is none.
  [[nodiscard]] const channel_record* find(std::string_view uniqueid) const noexcept;
  /// All, by Uniqueid.
  [[nodiscard]] const std::map<std::string, channel_record, std::less<>>& all() const noexcept { return channels_; }

private:
  std::map<std::string, channel_record, std::less<>> channels_;
};

}  // namespace relay
