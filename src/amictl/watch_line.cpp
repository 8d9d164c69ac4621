#include "amictl/watch_line.hpp"

#include <ami/action.hpp>
#include <ami/event_type.hpp>
#include <ami/library_events.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace amictl {

namespace {

using ami::event_type;

// What all events of channels have of the channel, behind a prefix: `DestCallerIDNum`.
constexpr std::array<std::string_view, 14> snapshot_keys{
    "ChannelStateDesc",  "ChannelState", "CallerIDNum", "CallerIDName", "ConnectedLineNum",
    "ConnectedLineName", "Language",     "AccountCode", "Context",      "Exten",
    "Priority",          "Uniqueid",     "Linkedid",    "Channel"};

constexpr std::array<std::string_view, 7> frame_keys{"Event",          "Privilege", "Timestamp", "SystemName",
                                                     "SequenceNumber", "File",      "Func"};

class snapshot_news {
public:
  event_type type;
  std::array<std::string_view, 4> keys;
};

// What of the channel the event is about.
constexpr std::array news_of_types{
    snapshot_news{event_type::newchannel, {"ChannelStateDesc", "CallerIDNum", "CallerIDName", "Exten"}},
    snapshot_news{event_type::newstate, {"ChannelStateDesc", "CallerIDNum", "ConnectedLineNum", ""}},
    snapshot_news{event_type::newexten, {"Context", "Exten", "Priority", ""}},
    snapshot_news{event_type::new_callerid, {"CallerIDNum", "CallerIDName", "", ""}},
    snapshot_news{event_type::new_connected_line, {"ConnectedLineNum", "ConnectedLineName", "", ""}},
    snapshot_news{event_type::new_account_code, {"AccountCode", "", "", ""}},
    snapshot_news{event_type::queue_caller_join, {"CallerIDNum", "CallerIDName", "", ""}},
    snapshot_news{event_type::confbridge_join, {"CallerIDNum", "CallerIDName", "", ""}},
    snapshot_news{event_type::user_event, {"Uniqueid", "", "", ""}},
};

bool is_snapshot_key(std::string_view key) noexcept {
  return std::any_of(snapshot_keys.begin(), snapshot_keys.end(),
                     [&](std::string_view each) { return key.ends_with(each); });
}

bool names_a_channel(std::string_view key) noexcept {
  return key.ends_with("Channel");
}

// An event without a snapshot (EndpointList, Cdr, DeviceStateChange) has keys of these names for itself.
bool has_snapshot(const ami::event& value) noexcept {
  return value.get("ChannelStateDesc").has_value() || value.get("DestChannelStateDesc").has_value() ||
         value.get("TransfererChannelStateDesc").has_value() || value.get("LocalOneChannelStateDesc").has_value() ||
         value.get("ParkeeChannelStateDesc").has_value() || value.get("OrigTransfererChannelStateDesc").has_value() ||
         value.get("CallerChannelStateDesc").has_value() || value.get("SpyerChannelStateDesc").has_value();
}

bool is_news(event_type type, std::string_view key) noexcept {
  const auto* const found = std::find_if(news_of_types.begin(), news_of_types.end(),
                                         [&](const snapshot_news& each) { return each.type == type; });
  return found != news_of_types.end() && !key.empty() &&
         std::find(found->keys.begin(), found->keys.end(), key) != found->keys.end();
}

bool is_telling(const ami::event& value, bool snapshot, std::string_view key, std::string_view text) noexcept {
  if (std::find(frame_keys.begin(), frame_keys.end(), key) != frame_keys.end()) {
    return false;
  }
  if (!snapshot || !is_snapshot_key(key)) {
    return key != "BridgeVideoSourceMode" && !text.empty();
  }
  return names_a_channel(key) || (is_news(value.type(), key) && !text.empty());
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> telling_fields(const ami::event& value, bool all) {
  std::vector<std::pair<std::string_view, std::string_view>> result;
  const bool snapshot = has_snapshot(value);
  for (const auto& field : value.frame()) {
    if (all ? field.key != "Event" : is_telling(value, snapshot, field.key, field.value)) {
      result.emplace_back(field.key, ami::is_secret_header(field.key) ? std::string_view{"***"} : field.value);
    }
  }
  if (!all) {
    // Who comes before what.
    std::stable_partition(result.begin(), result.end(), [](const auto& field) { return names_a_channel(field.first); });
  }
  return result;
}

std::string gap_text(const ami::event& value) {
  if (const auto gap = value.get_if<ami::lagged>()) {
    return fmt::format("{} events lost here: they came faster than they could be shown", gap->count());
  }
  if (const auto gap = value.get_if<ami::connection_lost>()) {
    return fmt::format("connection lost: {}; events are missing from here on", gap->reason().message());
  }
  if (const auto gap = value.get_if<ami::connection_restored>()) {
    const double seconds = std::chrono::duration<double>{gap->downtime()}.count();
    const char* const restart = gap->restarted().value_or(false) ? "; the server was started anew" : "";
    return fmt::format("connection restored after {:.1f} s{}", seconds, restart);
  }
  return {};
}

}  // namespace amictl
