#include <ami/live_change.hpp>
#include <ami/live_channel.hpp>
#include <ami/live_device.hpp>
#include <ami/live_values.hpp>

#include <ostream>

namespace ami {

std::string_view to_string(live_part value) noexcept {
  switch (value) {
  case live_part::channels: return "channels";
  case live_part::queues: return "queues";
  case live_part::devices: return "devices";
  case live_part::endpoints: return "endpoints";
  case live_part::parking: return "parking";
  case live_part::conferences: return "conferences";
  }
  return "invalid part";
}

std::string_view to_string(live_validity value) noexcept {
  switch (value) {
  case live_validity::valid: return "valid";
  case live_validity::never_seeded: return "never seeded";
  case live_validity::seeding: return "seeding";
  case live_validity::events_lost: return "events lost";
  case live_validity::connection_lost: return "connection lost";
  case live_validity::no_right: return "no right";
  case live_validity::not_loaded: return "not loaded";
  case live_validity::list_failed: return "list failed";
  case live_validity::left_out: return "left out";
  }
  return "invalid validity";
}

std::string_view to_string(live_bridge_kind value) noexcept {
  switch (value) {
  case live_bridge_kind::unknown: return "unknown";
  case live_bridge_kind::mixing: return "mixing";
  case live_bridge_kind::conference: return "conference";
  case live_bridge_kind::holding: return "holding";
  case live_bridge_kind::parking: return "parking";
  }
  return "invalid kind";
}

std::string_view to_string(live_call_status value) noexcept {
  switch (value) {
  case live_call_status::other: return "other";
  case live_call_status::ringing: return "ringing";
  case live_call_status::waiting: return "waiting";
  case live_call_status::parked: return "parked";
  case live_call_status::talking: return "talking";
  case live_call_status::held: return "held";
  case live_call_status::conference: return "conference";
  }
  return "invalid status";
}

std::string_view to_string(live_device_kind value) noexcept {
  switch (value) {
  case live_device_kind::real: return "real";
  case live_device_kind::local: return "local";
  case live_device_kind::internal: return "internal";
  case live_device_kind::queue: return "queue";
  case live_device_kind::parking: return "parking";
  case live_device_kind::conference: return "conference";
  case live_device_kind::custom: return "custom";
  }
  return "invalid kind";
}

std::string_view to_string(live_change_kind value) noexcept {
  switch (value) {
  case live_change_kind::added: return "added";
  case live_change_kind::changed: return "changed";
  case live_change_kind::removed: return "removed";
  case live_change_kind::invalid: return "invalid";
  case live_change_kind::valid_again: return "valid again";
  }
  return "invalid kind";
}

std::string_view to_string(live_cause value) noexcept {
  switch (value) {
  case live_cause::event: return "event";
  case live_cause::seeding: return "seeding";
  case live_cause::repair: return "repair";
  case live_cause::refresh: return "refresh";
  case live_cause::restart: return "restart";
  }
  return "invalid cause";
}

std::ostream& operator<<(std::ostream& out, live_part value) {
  return out << to_string(value);
}

std::ostream& operator<<(std::ostream& out, live_validity value) {
  return out << to_string(value);
}

std::ostream& operator<<(std::ostream& out, live_bridge_kind value) {
  return out << to_string(value);
}

std::ostream& operator<<(std::ostream& out, live_call_status value) {
  return out << to_string(value);
}

std::ostream& operator<<(std::ostream& out, live_device_kind value) {
  return out << to_string(value);
}

std::ostream& operator<<(std::ostream& out, live_change_kind value) {
  return out << to_string(value);
}

std::ostream& operator<<(std::ostream& out, live_cause value) {
  return out << to_string(value);
}

std::string live_part_state::text() const {
  if (validity_ == live_validity::events_lost && events_lost_ != 0) {
    return "lost " + std::to_string(events_lost_) + (events_lost_ == 1 ? " event" : " events");
  }
  std::string text{to_string(validity_)};
  return detail_.empty() ? text : text.append(": ").append(detail_);
}

live_device_kind device_kind(std::string_view name) noexcept {
  if (name.starts_with("Local/")) {
    return live_device_kind::local;
  }
  for (const std::string_view technology : {"CBAnn/", "CBRec/", "Announcer/", "Recorder/", "Surrogate/"}) {
    if (name.starts_with(technology)) {
      return live_device_kind::internal;
    }
  }
  if (name.starts_with("Queue:")) {
    return live_device_kind::queue;
  }
  if (name.starts_with("park:")) {
    return live_device_kind::parking;
  }
  if (name.starts_with("confbridge:")) {
    return live_device_kind::conference;
  }
  // A name with a slash may have a colon behind it, as an address with a port.
  const std::size_t colon = name.find(':');
  return colon != std::string_view::npos && colon < name.find('/') ? live_device_kind::custom : live_device_kind::real;
}

}  // namespace ami
