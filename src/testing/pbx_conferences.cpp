#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>

namespace ami::testing::detail {

using std::chrono::duration_cast;
using std::chrono::seconds;

conference* pbx_simulation::find_conference(std::string_view exten) {
  const auto found = std::find_if(conferences_.begin(), conferences_.end(),
                                  [exten](const conference& room) { return room.about.extension() == exten; });
  return found != conferences_.end() ? &*found : nullptr;
}

frame_text pbx_simulation::about_conference(std::string name, const conference& room) const {
  frame_text text = frame_text::event(std::move(name)).header("Conference", room.about.name());
  add_bridge(text, bridges_.find(room.bridge_id)->second);
  return text;
}

void pbx_simulation::join_conference(call& owner, conference& room) {
  channel& leg = *owner.caller;
  ++owner.generation;
  answer_caller(leg);
  emit_newexten(leg, "ConfBridge", room.about.name());
  if (room.bridge_id.empty()) {
    pbx_bridge kind;
    kind.type = "base";
    kind.technology = "softmix";
    kind.creator = "ConfBridge";
    kind.name = room.about.name();
    pbx_bridge& made = create_bridge(std::move(kind));
    made.announcers = 1;
    room.bridge_id = made.id;
    set_pseudo_device("confbridge:" + room.about.name(), "INUSE");
    emit(about_conference("ConfbridgeStart", room));
  }
  owner.stage = stage::in_conference;
  owner.room = &room;
  owner.joined = now_;
  room.members.push_back(&owner);
  enter_bridge(bridges_.find(room.bridge_id)->second, leg);
  frame_text text = about_conference("ConfbridgeJoin", room);
  snapshot(text, leg);
  emit(text.header("Admin", "No").header("Muted", "No"));
  schedule(owner, talk_time(), &pbx_simulation::conference_over);
}

void pbx_simulation::leave_conference(call& owner) {
  conference& room = *owner.room;
  channel& leg = *owner.caller;
  pbx_bridge& left = leave_bridge(leg);
  frame_text text = about_conference("ConfbridgeLeave", room);
  snapshot(text, leg);
  emit(text.header("Admin", "No"));
  std::erase(room.members, &owner);
  leg.muted = false;
  owner.room = nullptr;
  owner.stage = stage::running;
  if (room.members.empty()) {
    left.announcers = 0;
    set_pseudo_device("confbridge:" + room.about.name(), "NOT_INUSE");
    emit(about_conference("ConfbridgeEnd", room));
    room.bridge_id.clear();
    destroy_bridge(left);
  }
}

void pbx_simulation::conference_over(call& owner) {
  emit(about("HangupRequest", *owner.caller).header("Cause", normal_clearing));
  leave_conference(owner);
  end_caller(owner, normal_clearing);
}

bool pbx_simulation::mute(std::string_view name, bool muted) {
  channel* const leg = find(name);
  if (leg == nullptr || leg->owner->stage != stage::in_conference || leg != leg->owner->caller || leg->muted == muted) {
    return false;
  }
  set_muted(*leg, muted);
  return true;
}

void pbx_simulation::set_muted(channel& leg, bool muted) {
  leg.muted = muted;
  frame_text text = about_conference(muted ? "ConfbridgeMute" : "ConfbridgeUnmute", *leg.owner->room);
  snapshot(text, leg);
  emit(text.header("Admin", "No"));
}

// The server takes the first channel whose name begins so, and says so as well of one that was muted before.
std::size_t pbx_simulation::mute_members(std::string_view conference, std::string_view channel, bool muted) {
  const bool all = wire::equal_ignoring_case(channel, "all") || wire::equal_ignoring_case(channel, "participants");
  std::size_t count = 0;
  for (const auto& room : conferences_) {
    if (!wire::equal_ignoring_case(room.about.name(), conference)) {
      continue;
    }
    for (const call* const member : room.members) {
      const std::string_view name = member->caller->name;
      if (all || (count == 0 && wire::equal_ignoring_case(name.substr(0, channel.size()), channel))) {
        set_muted(*member->caller, muted);
        ++count;
      }
    }
  }
  return count;
}

list_text pbx_simulation::confbridge_list(std::string_view name) const {
  list_text list{"ConfbridgeListComplete"};
  list.message("Confbridge user list will follow").action_id_second();
  for (const conference& room : conferences_) {
    if (!wire::equal_ignoring_case(room.about.name(), name)) {
      continue;
    }
    for (const call* const member : room.members) {
      frame_text text = frame_text::item("ConfbridgeList").header("Conference", room.about.name());
      for (const char* const key : {"Admin", "MarkedUser", "WaitMarked", "EndMarked", "EndMarkedAny", "Waiting"}) {
        text.header(key, "No");
      }
      text.header("Muted", member->caller->muted ? "Yes" : "No").header("Talking", "No");
      text.header("AnsweredTime", duration_cast<seconds>(now_ - member->joined).count());
      snapshot(text, *member->caller);
      list.item(std::move(text));
    }
  }
  return list;
}

list_text pbx_simulation::confbridge_list_rooms() const {
  list_text list{"ConfbridgeListRoomsComplete"};
  list.message("Confbridge conferences will follow").action_id_second();
  for (const conference& room : conferences_) {
    if (!room.members.empty()) {
      list.item(frame_text::item("ConfbridgeListRooms")
                    .header("Conference", room.about.name())
                    .header("Parties", static_cast<std::int64_t>(room.members.size()))
                    .header("Marked", 0)
                    .header("Locked", "No")
                    .header("Muted", "No"));
    }
  }
  return list;
}

}  // namespace ami::testing::detail
