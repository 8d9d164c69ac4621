#include "amictl/watch_line.hpp"

#include <ami/action.hpp>
#include <ami/event_type.hpp>
#include <ami/json.hpp>
#include <ami/library_events.hpp>
#include <ami/value_parsing.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <utility>

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
  return names_a_channel(key) || (is_news(value.type(), key) && !text.empty() && !ami::is_no_value(text));
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

namespace {

long long milliseconds_of(event_writer::time_point time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
}

boost::json::object begin_json(event_writer::time_point time, std::string_view server) {
  return {{"time", fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(time)),
                               milliseconds_of(time))},
          {"server", as_utf8(server)}};
}

// With blanks in it the end of a value could not be seen.
std::string quoted_value(std::string_view text) {
  const bool plain = !text.empty() && text.find_first_of(" \"") == std::string_view::npos;
  return plain ? shown(text) : '"' + shown(text) + '"';
}

}  // namespace

std::string event_writer::begin_text(time_point time, std::string_view server) const {
  std::string line =
      out_->in(tone::faint, fmt::format("{:%H:%M:%S}.{:03}", fmt::localtime(std::chrono::system_clock::to_time_t(time)),
                                        milliseconds_of(time)));
  if (names_servers_) {
    line += ' ' + out_->in(tone::strong, shown(server));
  }
  return line;
}

void event_writer::write(time_point time, std::string_view server, const ami::event& value) const {
  if (out_->json()) {
    boost::json::object line = begin_json(time, server);
    const auto event = ami::to_json(value, ami::json_options{}.typed());
    for (const auto& member : event.as_object()) {
      line[member.key()] = member.value();
    }
    out_->line(boost::json::value(std::move(line)));
    return;
  }
  std::string line = begin_text(time, server);
  if (value.is_gap()) {
    line += ' ' + out_->in(tone::warning, fmt::format("--- {} ---", gap_text(value)));
  } else {
    line += ' ' + out_->in(tone::name, fmt::format("{:<20}", shown(value.name())));
    for (const auto& [key, text] : telling_fields(value, all_fields_)) {
      line += ' ' + out_->in(tone::faint, shown(key) + '=') + quoted_value(text);
    }
  }
  out_->line(line);
}

void event_writer::write_gap(time_point time, std::string_view server, std::string_view type,
                             std::string_view words) const {
  if (out_->json()) {
    boost::json::object line = begin_json(time, server);
    line["type"] = type;
    line["reason"] = as_utf8(words);
    out_->line(boost::json::value(std::move(line)));
  } else {
    out_->line(begin_text(time, server) + ' ' + out_->in(tone::warning, fmt::format("--- {} ---", shown(words))));
  }
}

}  // namespace amictl
