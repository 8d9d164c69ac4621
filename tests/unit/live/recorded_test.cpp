// Recorded sessions of a real server: what events alone make of the tables is what its lists have.
#include "catch.hpp"
#include "live/call_tables.hpp"
#include "live/conference_tables.hpp"
#include "live/device_tables.hpp"
#include "live/parking_tables.hpp"
#include "live/queue_tables.hpp"
#include "support/data.hpp"
#include "support/frames.hpp"

#include <ami/event.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live = ami::live;
using ami::event_type;

namespace {

std::vector<ami::event> events_of(const std::filesystem::path& capture) {
  std::ifstream file{capture, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  std::vector<ami::event> events;
  for (const auto& text : test::read_whole(bytes).frames) {
    events.push_back(test::event_of_text(text));
  }
  return events;
}

// Applies events, and compares each list with what the events made.
class replay {
public:
  replay() { log_.watch(true); }

  void apply(const ami::event& value) {
    log_.begin(now_, ami::live_cause::event);
    now_ += std::chrono::milliseconds{1};
    const auto id = std::string{value.frame().action_id()};
    if (value.frame().kind() != ami::wire::frame_kind::event) {
      return;
    }
    if (id.empty() || value.frame().contains("Privilege")) {
      apply_event(value);
    } else if (ami::wire::equal_ignoring_case(value["EventList"], "Complete")) {
      compare(value.type(), lists_[id]);
      lists_.erase(id);
    } else {
      lists_[id].push_back(value);
    }
  }

  // How often calls came to a status, and channels from Newchannel to Hangup.
  std::map<ami::live_call_status, int> statuses_;
  int ended_ = 0;
  std::set<std::string> differences_;
  std::map<event_type, int> compared_;
  std::map<event_type, int> applied_;

private:
  void apply_event(const ami::event& value) {
    ++applied_[value.type()];
    calls_.begin_changes();
    calls_.on_event(value);
    queues_.on_event(value);
    parking_.on_event(value);
    conferences_.on_event(value);
    if (value.type() == event_type::device_state_change) {
      devices_.on_device_state(value.frame(), true, true);
    }
    for (const auto& change : log_.take()) {
      const auto* before = change.before<ami::live_call>();
      const auto* after = change.after<ami::live_call>();
      if (after != nullptr && (before == nullptr || before->status() != after->status())) {
        ++statuses_[after->status()];
      }
      ended_ += before != nullptr && before->ended() ? 1 : 0;
    }
  }

  // Some lists were asked of one queue only.
  bool has_all_queues(const std::vector<ami::event>& items) {
    std::set<std::string> names;
    for (const auto& item : items) {
      names.emplace(item["Queue"]);
    }
    most_queues_ = std::max(most_queues_, names.size());
    return names.size() == most_queues_;
  }

  void compare(event_type completed, const std::vector<ami::event>& items) {
    if (completed == event_type::queue_status_complete && !has_all_queues(items)) {
      return;
    }
    const live::list_judge::differences none;
    // Queues were there before: the first list of them tells which.
    const bool first = seeded_.insert(completed).second && completed == event_type::queue_status_complete;
    compared_[completed] += first ? 0 : 1;
    live::list_judge judge = first ? live::list_judge{log_} : live::list_judge{log_, none};
    switch (completed) {
    case event_type::core_show_channels_complete: calls_.merge_channels(items, judge); break;
    case event_type::bridge_list_complete: calls_.merge_bridges(items, judge); break;
    case event_type::queue_status_complete: queues_.merge(items, judge); break;
    case event_type::parked_calls_complete: parking_.merge_parked(items, judge); break;
    case event_type::device_state_list_complete: devices_.merge_devices(items, judge); break;
    default: break;
    }
    // So were devices, and the bridges of parking lots.
    const bool were_there =
        completed == event_type::device_state_list_complete || completed == event_type::bridge_list_complete;
    for (std::string found : judge.found()) {
      if (were_there && found.find("listed") != std::string::npos) {
        continue;
      }
      std::replace(found.begin(), found.end(), '\0', '|');
      differences_.insert(std::string{to_string(completed)} + ": " + found);
    }
  }

  live::change_log log_;
  live::call_tables calls_{log_};
  live::queue_tables queues_{log_, calls_};
  live::device_tables devices_{log_};
  live::parking_tables parking_{log_, calls_};
  live::conference_tables conferences_{log_, calls_};
  std::map<std::string, std::vector<ami::event>> lists_;
  ami::live_time now_{std::chrono::hours{1000}};
  std::size_t most_queues_ = 0;
  std::set<event_type> seeded_;
};

}  // namespace

TEST_CASE("live recordings: calls come to all that calls can do, and end") {
  std::map<ami::live_call_status, int> statuses;
  int ended = 0;
  for (const auto& entry : std::filesystem::directory_iterator{test::data_directory() / "captures"}) {
    replay session;
    for (const auto& value : events_of(entry.path())) {
      session.apply(value);
    }
    for (const auto& [status, count] : session.statuses_) {
      statuses[status] += count;
    }
    ended += session.ended_;
  }
  CHECK(ended > 100);
  CHECK(statuses[ami::live_call_status::ringing] > 100);
  CHECK(statuses[ami::live_call_status::waiting] > 5);
  CHECK(statuses[ami::live_call_status::parked] > 5);
  CHECK(statuses[ami::live_call_status::talking] > 10);
  CHECK(statuses[ami::live_call_status::held] > 0);
  CHECK(statuses[ami::live_call_status::conference] > 1);
}

TEST_CASE("live recordings: events alone make what the lists have") {
  std::map<event_type, int> compared;
  std::map<event_type, int> applied;
  for (const auto& entry : std::filesystem::directory_iterator{test::data_directory() / "captures"}) {
    CAPTURE(entry.path().stem().string());
    if (entry.path().stem() == "limited_user") {
      continue;  // Who may read lists and no events.
    }
    replay session;
    for (const auto& value : events_of(entry.path())) {
      session.apply(value);
    }
    CAPTURE(session.differences_);
    CHECK(session.differences_.empty());
    for (const auto& [type, count] : session.compared_) {
      compared[type] += count;
    }
    for (const auto& [type, count] : session.applied_) {
      applied[type] += count;
    }
  }
  CHECK(compared[event_type::core_show_channels_complete] >= 30);
  CHECK(compared[event_type::queue_status_complete] >= 20);
  CHECK(compared[event_type::parked_calls_complete] >= 30);
  CHECK(compared[event_type::bridge_list_complete] >= 20);
  CHECK(compared[event_type::device_state_list_complete] >= 2);
  for (const auto type :
       {event_type::hold, event_type::unhold, event_type::blind_transfer, event_type::attended_transfer,
        event_type::pickup, event_type::un_parked_call, event_type::bridge_merge, event_type::local_optimization_end}) {
    CAPTURE(to_string(type));
    CHECK(applied[type] >= 2);
  }
}
