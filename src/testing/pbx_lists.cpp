#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace ami::testing::detail {

using std::chrono::duration_cast;
using std::chrono::seconds;

std::vector<std::string> pbx_simulation::channels() const {
  std::vector<std::string> names;
  names.reserve(channels_.size());
  for (const auto& [number, leg] : channels_) {
    names.push_back(leg.name);
  }
  return names;
}

list_text pbx_simulation::status(std::string_view name, std::string_view variables) const {
  list_text list{"StatusComplete"};
  list.message("Channel status will follow");
  std::int64_t count = 0;
  const channel* const only = name.empty() ? nullptr : find(name);
  for (const auto& [number, leg] : channels_) {
    if (!name.empty() && &leg != only) {
      continue;
    }
    frame_text text = frame_text::item("Status").header("Privilege", "Call");
    snapshot(text, leg);
    text.header("Type", leg.name.substr(0, leg.name.find('/')))
        .header("DNID", leg.state == ring ? leg.exten : std::string{})
        .header("EffectiveConnectedLineNum", or_unknown(leg.connected_num))
        .header("EffectiveConnectedLineName", or_unknown(leg.connected_name))
        .header("TimeToHangup", 0)
        .header("BridgeID", leg.bridge_id)
        .header("Application", leg.application)
        .header("Data", leg.data)
        .header("Nativeformats", "(ulaw)")
        .header("Readformat", "ulaw")
        .header("Readtrans", "")
        .header("Writeformat", "ulaw")
        .header("Writetrans", "")
        .header("Callgroup", 0)
        .header("Pickupgroup", 0)
        .header("Seconds", duration_cast<seconds>(now_ - leg.created).count());
    const bool all_variables = variables == "*";
    for (const auto& [key, value] : leg.variables) {
      if (all_variables) {
        text.header("Variable", std::string{key}.append("=").append(value));
      }
    }
    for (std::string_view rest = all_variables ? std::string_view{} : variables; !rest.empty();) {
      const std::string_view wanted = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), wanted.size() + 1));
      const auto found = leg.variables.find(wanted);
      text.header("Variable", std::string{wanted} + "=" + (found != leg.variables.end() ? found->second : ""));
    }
    list.item(std::move(text));
    ++count;
  }
  return list.extra("Items", std::to_string(count));
}

list_text pbx_simulation::core_show_channels() const {
  list_text list{"CoreShowChannelsComplete"};
  list.message("Channels will follow").action_id_second();
  for (const auto& [number, leg] : channels_) {
    frame_text text = frame_text::item("CoreShowChannel");
    snapshot(text, leg);
    const auto total = duration_cast<seconds>(now_ - leg.created).count();
    std::array<char, 32> length{};
    std::snprintf(length.data(), length.size(), "%02d:%02d:%02d", static_cast<int>(total / 3600 % 100),
                  static_cast<int>(total / 60 % 60), static_cast<int>(total % 60));
    text.header("Application", leg.application)
        .header("ApplicationData", leg.data)
        .header("Duration", length.data())
        .header("BridgeId", leg.bridge_id);
    list.item(std::move(text));
  }
  return list;
}

list_text pbx_simulation::queue_status(std::string_view queue, std::string_view interface) const {
  list_text list{"QueueStatusComplete"};
  list.message("Queue status will follow");
  for (const call_queue& entry : queues_) {
    if (!entry.is_there() || (!queue.empty() && !wire::equal_ignoring_case(entry.about.name(), queue))) {
      continue;
    }
    const std::int64_t answered = std::max<std::int64_t>(entry.completed, 1);
    list.item(frame_text::item("QueueParams")
                  .header("Queue", entry.about.name())
                  .header("Max", 0)
                  .header("Strategy", "rrmemory")
                  .header("Calls", static_cast<std::int64_t>(entry.waiting.size()))
                  .header("Holdtime", entry.hold_seconds / answered)
                  .header("TalkTime", entry.talk_seconds / answered)
                  .header("Completed", entry.completed)
                  .header("Abandoned", entry.abandoned)
                  .header("ServiceLevel", 0)
                  .header("ServicelevelPerf", "0.0")
                  .header("ServicelevelPerf2", "0.0")
                  .header("Weight", 0));
    for (const auto& agent : entry.members) {
      if (!interface.empty() && agent->interface != interface) {
        continue;
      }
      list.item(frame_text::item("QueueMember")
                    .header("Queue", entry.about.name())
                    .header("Name", agent->name)
                    .header("Location", agent->interface)
                    .header("StateInterface", agent->state_interface)
                    .header("Membership", agent->dynamic ? "dynamic" : "static")
                    .header("Penalty", agent->penalty)
                    .header("CallsTaken", agent->calls_taken)
                    .header("LastCall", agent->last_call)
                    .header("LastPause", agent->last_pause)
                    .header("LoginTime", agent->login_time)
                    .header("InCall", agent->in_call)
                    .header("Status", agent->status)
                    .header("Paused", agent->paused ? 1 : 0)
                    .header("PausedReason", agent->paused_reason)
                    .header("Wrapuptime", 0));
    }
    std::int64_t position = 0;
    for (const call* const waiting : entry.waiting) {
      const channel& caller = *waiting->caller;
      const auto text = [](const std::string& value) { return value.empty() ? std::string{"unknown"} : value; };
      list.item(frame_text::item("QueueEntry")
                    .header("Queue", entry.about.name())
                    .header("Position", ++position)
                    .header("Channel", caller.name)
                    .header("Uniqueid", caller.uniqueid)
                    .header("CallerIDNum", text(caller.caller_num))
                    .header("CallerIDName", text(caller.caller_name))
                    .header("ConnectedLineNum", text(caller.connected_num))
                    .header("ConnectedLineName", text(caller.connected_name))
                    .header("Wait", duration_cast<seconds>(now_ - waiting->joined).count())
                    .header("Priority", 0));
    }
  }
  return list;
}

list_text pbx_simulation::queue_summary(std::string_view queue) const {
  list_text list{"QueueSummaryComplete"};
  list.message("Queue summary will follow");
  for (const call_queue& entry : queues_) {
    if (!entry.is_there() || (!queue.empty() && !wire::equal_ignoring_case(entry.about.name(), queue))) {
      continue;
    }
    const auto count = [&entry](auto condition) {
      return static_cast<std::int64_t>(std::count_if(entry.members.begin(), entry.members.end(), condition));
    };
    const int invalid = words_for("INVALID").member_status;
    const int unavailable = words_for("UNAVAILABLE").member_status;
    duration longest{};
    for (const call* const waiting : entry.waiting) {
      longest = std::max(longest, now_ - waiting->joined);
    }
    const std::int64_t answered = std::max<std::int64_t>(entry.completed, 1);
    list.item(frame_text::item("QueueSummary")
                  .header("Queue", entry.about.name())
                  .header("LoggedIn", count([=](const auto& agent) {
                            return agent->status != invalid && agent->status != unavailable;
                          }))
                  .header("Available", count([](const auto& agent) { return agent->is_free(); }))
                  .header("Callers", static_cast<std::int64_t>(entry.waiting.size()))
                  .header("HoldTime", entry.hold_seconds / answered)
                  .header("TalkTime", entry.talk_seconds / answered)
                  .header("LongestHoldTime", duration_cast<seconds>(longest).count()));
  }
  return list;
}

}  // namespace ami::testing::detail
