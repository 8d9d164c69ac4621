#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>
#include <utility>

namespace ami::testing::detail {

void pbx_simulation::add_bridge(frame_text& text, const pbx_bridge& where, std::string_view prefix) {
  const auto add = [&](std::string_view key, std::string_view value) {
    text.header(std::string{prefix}.append(key), value);
  };
  add("BridgeUniqueid", where.id);
  add("BridgeType", where.type);
  add("BridgeTechnology", where.technology);
  add("BridgeCreator", where.creator);
  add("BridgeName", where.name);
  add("BridgeNumChannels", std::to_string(where.members.size() + static_cast<std::size_t>(where.announcers)));
  add("BridgeVideoSourceMode", where.video_mode);
}

void pbx_simulation::emit_bridge(std::string name, const pbx_bridge& where, const channel* leg) {
  frame_text text = frame_text::event(std::move(name));
  add_bridge(text, where);
  if (leg != nullptr) {
    snapshot(text, *leg);
  }
  emit(text);
}

pbx_bridge& pbx_simulation::create_bridge(pbx_bridge kind) {
  kind.id = make_bridge_id();
  std::string id = kind.id;
  pbx_bridge& made = bridges_.insert_or_assign(std::move(id), std::move(kind)).first->second;
  emit_bridge("BridgeCreate", made);
  return made;
}

void pbx_simulation::enter_bridge(pbx_bridge& where, channel& leg) {
  where.members.push_back(&leg);
  leg.bridge_id = where.id;
  if (where.technology != "holding_bridge") {
    share_linkedid(where);
  }
  emit_bridge("BridgeEnter", where, &leg);
}

// Who can hear each other shares the oldest Linkedid. The event of the channel that enters tells its new one; there is
// none for the channels that were there before.
void pbx_simulation::share_linkedid(const pbx_bridge& where) {
  const channel& oldest =
      **std::min_element(where.members.begin(), where.members.end(), [](const channel* left, const channel* right) {
        return left->linked_number < right->linked_number;
      });
  for (channel* const member : where.members) {
    if (member->linked_number != oldest.linked_number) {
      member->linked_number = oldest.linked_number;
      member->linkedid = oldest.linkedid;
    }
  }
}

pbx_bridge& pbx_simulation::leave_bridge(channel& leg) {
  pbx_bridge& left = bridges_.find(leg.bridge_id)->second;
  std::erase(left.members, &leg);
  leg.bridge_id.clear();
  // The server's own channels are counted by the list and by all other events, but not by this one.
  const int announcers = std::exchange(left.announcers, 0);
  emit_bridge("BridgeLeave", left, &leg);
  left.announcers = announcers;
  return left;
}

void pbx_simulation::destroy_bridge(const pbx_bridge& gone) {
  emit_bridge("BridgeDestroy", gone);
  bridges_.erase(bridges_.find(gone.id));
}

list_text pbx_simulation::bridge_list(std::string_view type) const {
  list_text list{"BridgeListComplete"};
  list.message("Bridge listing will follow").action_id_second();
  for (const auto& [id, entry] : bridges_) {
    if (type.empty() || wire::equal_ignoring_case(entry.type, type)) {
      frame_text text = frame_text::item("BridgeListItem");
      add_bridge(text, entry);
      list.item(std::move(text));
    }
  }
  return list;
}

std::optional<list_text> pbx_simulation::bridge_info(std::string_view id) const {
  const auto found = bridges_.find(id);
  if (found == bridges_.end()) {
    return std::nullopt;
  }
  list_text list{"BridgeInfoComplete"};
  list.message("Bridge channel listing will follow").action_id_second();
  for (const channel* const member : found->second.members) {
    frame_text text = frame_text::item("BridgeInfoChannel");
    snapshot(text, *member);
    list.item(std::move(text));
  }
  frame_text about_bridge;
  add_bridge(about_bridge, found->second);
  for (const std::string& line : about_bridge.lines()) {
    const std::size_t colon = line.find(": ");
    list.extra(line.substr(0, colon), line.substr(colon + 2));
  }
  return list;
}

}  // namespace ami::testing::detail
