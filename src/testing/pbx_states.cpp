#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>

namespace ami::testing::detail {

const state_words& words_for(std::string_view state) noexcept {
  static constexpr std::array known{
      state_words{"UNKNOWN", 0, 0, "Idle", "Unknown"},
      state_words{"NOT_INUSE", 1, 0, "Idle", "Not in use"},
      state_words{"INUSE", 2, 1, "InUse", "In use"},
      state_words{"BUSY", 3, 2, "Busy", "Busy"},
      state_words{"INVALID", 4, 0, "Idle", "Invalid"},
      state_words{"UNAVAILABLE", 5, 4, "Unavailable", "Unavailable"},
      state_words{"RINGING", 6, 8, "Ringing", "Ringing"},
      state_words{"RINGINUSE", 7, 9, "InUse&Ringing", "Ring+Inuse"},
      state_words{"ONHOLD", 8, 16, "Hold", "On Hold"},
  };
  const auto* const found =
      std::find_if(known.begin(), known.end(), [state](const state_words& words) { return words.state == state; });
  return found != known.end() ? *found : known.front();
}

// The state of a telephone without channels.
std::string_view pbx_simulation::idle_state(const device& line) const noexcept {
  const bool is_away = options_.all_states() && line.about.behaviour() == endpoint_behaviour::unreachable;
  return is_away ? "UNAVAILABLE" : "NOT_INUSE";
}

void pbx_simulation::refresh(device& line) {
  const bool rings = line.ringing_channels != 0;
  const bool talks = line.talking_channels != 0;
  const bool holds_all = talks && line.held_channels == line.talking_channels;
  const std::string_view state = rings && talks ? "RINGINUSE"
                                 : rings        ? "RINGING"
                                 : holds_all    ? "ONHOLD"
                                 : talks        ? "INUSE"
                                                : idle_state(line);
  if (line.state == state) {
    return;
  }
  line.state = state;
  emit(frame_text::event("DeviceStateChange").header("Device", "PJSIP/" + line.about.name()).header("State", state));
  emit_extension_status(line);
  const int status = words_for(state).member_status;
  for (call_queue& queue : queues_) {
    if (!queue.is_there()) {
      continue;
    }
    for (const auto& agent : queue.members) {
      if (agent->watched == &line) {
        refresh_member(queue, *agent, status);
      }
    }
    if (status == 1 && !queue.waiting.empty()) {
      request_distribution(queue);
    }
  }
}

namespace {

bool has_hint(const device& line) noexcept {
  return !line.about.number().empty();
}

void add_hint(frame_text& text, const device& line) {
  const state_words& words = words_for(line.state);
  text.header("Exten", line.about.number())
      .header("Context", line.about.context())
      .header("Hint", "PJSIP/" + line.about.name())
      .header("Status", words.extension_status)
      .header("StatusText", words.extension_text);
}

}  // namespace

void pbx_simulation::emit_extension_status(const device& line) {
  if (options_.all_states() && has_hint(line)) {
    frame_text text = frame_text::event("ExtensionStatus");
    add_hint(text, line);
    emit(text);
  }
}

void pbx_simulation::set_pseudo_device(const std::string& name, std::string_view state) {
  std::string& known = pseudo_device_states_[name];
  if (known != state) {
    known = state;
    emit(frame_text::event("DeviceStateChange").header("Device", name).header("State", state));
  }
}

// Whether a member could take a call at this moment, as a device of its own that can be watched.
void pbx_simulation::refresh_availability(const call_queue& queue) {
  if (options_.all_states()) {
    const bool some_free =
        std::any_of(queue.members.begin(), queue.members.end(), [](const auto& agent) { return agent->is_free(); });
    set_pseudo_device("Queue:" + queue.about.name() + "_avail", some_free ? "NOT_INUSE" : "INUSE");
  }
}

// The states at the start are known without an event, as nobody has logged in yet.
void pbx_simulation::prepare_states() {
  for (device& line : devices_) {
    line.state = idle_state(line);
  }
  const sink no_events = std::exchange(sink_, {});
  for (call_queue& queue : queues_) {
    refresh_queue_device(queue);
    queue_configuration_.push_back(queue.about);
    reload_members(queue);
  }
  sink_ = no_events;
}

list_text pbx_simulation::device_state_list() const {
  list_text list{"DeviceStateListComplete"};
  list.message("Device State Changes will follow").action_id_second();
  const auto add = [&list](const std::string& name, const std::string& state) {
    list.item(frame_text::item("DeviceStateChange").header("Device", name).header("State", state));
  };
  for (const device& line : devices_) {
    add("PJSIP/" + line.about.name(), line.state);
  }
  for (const auto& [name, state] : pseudo_device_states_) {
    add(name, state);
  }
  return list;
}

list_text pbx_simulation::extension_state_list() const {
  list_text list{"ExtensionStateListComplete"};
  list.message("Extension Statuses will follow").action_id_second();
  for (const device& line : devices_) {
    if (has_hint(line)) {
      frame_text text = frame_text::item("ExtensionStatus");
      add_hint(text, line);
      list.item(std::move(text));
    }
  }
  return list;
}

list_text pbx_simulation::pjsip_show_endpoints() const {
  list_text list{"EndpointListComplete"};
  list.message("A listing of Endpoints follows, presented as EndpointList events").action_id_second();
  for (const device& line : devices_) {
    const std::string& name = line.about.name();
    const bool is_away = line.about.behaviour() == endpoint_behaviour::unreachable;
    list.item(frame_text::item("EndpointList")
                  .header("ObjectType", "endpoint")
                  .header("ObjectName", name)
                  .header("Transport", "")
                  .header("Aor", name)
                  .header("Auths", line.is_trunk ? std::string{} : name)
                  .header("OutboundAuths", line.is_trunk ? name : std::string{})
                  .header("Contacts", is_away ? std::string{} : name + "/sip:" + name + "@127.0.0.1:5060,")
                  .header("DeviceState", words_for(line.state).endpoint_text)
                  .header("ActiveChannels", line.channels));
  }
  return list;
}

}  // namespace ami::testing::detail
