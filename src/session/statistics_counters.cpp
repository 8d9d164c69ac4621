#include "session/statistics_counters.hpp"

#include "base/escaped_text.hpp"

#include <algorithm>
#include <map>

namespace ami::detail {

namespace {

constexpr std::string_view rest_name = "other";

// The entries of a map by name, in the order of the names. A sorted map, because std::sort of a vector of such entries
// compiles to 10 KB for each type.
template <class Map>
std::map<std::string_view, const typename Map::mapped_type*> in_order(const Map& by_name) {
  std::map<std::string_view, const typename Map::mapped_type*> result;
  for (const auto& [name, value] : by_name) {
    result.emplace(name, &value);
  }
  return result;
}

}  // namespace

// The server chooses the name: neither its length nor the number of names is without limit.
void statistics_counters::unknown_event(std::string_view name) {
  name = cut_text(name, max_name_bytes);
  if (const auto found = unknown_.find(name); found != unknown_.end()) {
    ++found->second;
  } else if (unknown_.size() < max_names && name != rest_name) {
    unknown_.emplace(std::string{name}, 1);
  } else {
    ++unknown_rest_;
  }
}

// Most actions have the name of the one before.
action_statistics& statistics_counters::action_of(std::string_view name) {
  if (last_action_ == nullptr || last_action_->name != name) {
    last_action_ = &find_action(name);
  }
  return *last_action_;
}

action_statistics& statistics_counters::find_action(std::string_view name) {
  if (const auto found = actions_.find(name); found != actions_.end()) {
    return found->second;
  }
  if (actions_.size() >= max_names || name == rest_name) {
    return other_actions_;
  }
  return actions_.emplace(std::string{name}, action_statistics{std::string{name}}).first->second;
}

// The reasons are few: those of the library and the system's.
void statistics_counters::count(reasons& in, boost::system::error_code reason) {
  const auto found = std::ranges::find_if(in, [&](const auto& entry) { return entry.first == reason; });
  if (found != in.end()) {
    ++found->second;
  } else {
    in.emplace_back(reason, 1);
  }
}

std::vector<named_count> statistics_counters::named(const reasons& from) {
  // Codes of different categories may have one text.
  std::map<std::string, std::uint64_t> by_text;
  for (const auto& [reason, count] : from) {
    by_text[reason.message()] += count;
  }
  std::vector<named_count> result;
  result.reserve(by_text.size());
  for (const auto& [text, count] : by_text) {
    result.emplace_back(text, count);
  }
  return result;
}

void statistics_counters::ended(std::string_view action, action_end end) {
  action_statistics& counts = action_of(action);
  switch (end) {
  case action_end::timed_out: ++counts.timed_out; break;
  case action_end::lost: ++counts.lost; break;
  case action_end::cancelled: ++counts.cancelled; break;
  case action_end::never_sent: ++counts.never_sent; break;
  }
}

void statistics_counters::answered(action_statistics& action, bool accepted, std::chrono::nanoseconds latency) {
  ++(accepted ? action.accepted : action.rejected);
  action.latency.add(latency);
}

void statistics_counters::fill(statistics& to) const {
  to.bytes_in = bytes_in_;
  to.bytes_out = bytes_out_;
  to.events = events_;
  to.responses = responses_;
  to.other_frames = other_frames_;
  to.malformed_frames = malformed_;
  to.stray_replies = stray_;
  to.events_published = published_;
  to.events_unwanted = unwanted_;
  to.pings = pings_;
  to.connects = connects_;
  to.last_ping = last_ping_;
  to.events_lost = events_lost_;
  to.events_coalesced = events_coalesced_;
  to.links_lost = named(lost_);
  to.attempts_failed = named(failed_);
  to.events_by_type.clear();
  for (std::size_t type = 0; type < by_type_.size(); ++type) {
    if (by_type_[type] != 0) {
      to.events_by_type.emplace_back(std::string{to_string(static_cast<event_type>(type))}, by_type_[type]);
    }
  }
  to.unknown_events.clear();
  for (const auto& [name, count] : in_order(unknown_)) {
    to.unknown_events.emplace_back(std::string{name}, *count);
  }
  if (unknown_rest_ != 0) {
    to.unknown_events.emplace_back(std::string{rest_name}, unknown_rest_);
  }
  to.actions.clear();
  for (const auto& [name, counts] : in_order(actions_)) {
    to.actions.push_back(*counts);
  }
  if (other_actions_.sent + other_actions_.never_sent != 0) {
    to.actions.push_back(other_actions_);
  }
}

}  // namespace ami::detail
