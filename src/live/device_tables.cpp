#include "live/device_tables.hpp"

#include <ami/event_view.hpp>
#include <ami/value_parsing.hpp>
#include <ami/values.hpp>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace ami::live {

namespace {

device_state device_state_of(std::string_view text) noexcept {
  return parse_device_state(text).value_or(device_state::unknown);
}

}  // namespace

void device_tables::begin_changes() noexcept {
  devices_.begin_changes();
  endpoints_.begin_changes();
}

void device_tables::on_device_state(wire::frame_view frame, bool keeps_devices, bool keeps_endpoints) {
  const std::string_view name = frame.first_line("Device");
  const device_state state = device_state_of(frame.first_line("State"));
  if (name.empty()) {
    return;
  }
  const live_since now{log_->now(), true};
  if (keeps_devices) {
    if (after_gap_) {
      heard_.emplace(name);
    }
    const live_device* known = devices_.find(name);
    if (known == nullptr) {
      live_device made;
      made.name_ = name;
      made.state_ = state;
      made.since_ = now;
      devices_.add(std::move(made));
    } else if (known->state_ != state) {
      live_device& device = devices_.edit(name);
      device.state_ = state;
      device.since_ = now;
    }
  }
  constexpr std::string_view technology = "PJSIP/";
  if (keeps_endpoints && name.starts_with(technology)) {
    const std::string_view endpoint_name = name.substr(technology.size());
    const live_endpoint* known = endpoints_.find(endpoint_name);
    // Only the list tells what endpoints there are.
    if (known != nullptr && known->state_ != state) {
      live_endpoint& endpoint = endpoints_.edit(endpoint_name);
      endpoint.state_ = state;
      endpoint.since_ = now;
    }
  }
}

void device_tables::on_contact_status(wire::frame_view frame) {
  const live_endpoint* known = endpoints_.find(frame.first_line("EndpointName"));
  const std::string_view uri = frame.first_line("URI");
  const auto state = parse_contact_state(frame.first_line("ContactStatus"));
  if (known == nullptr || uri.empty() || !state) {
    return;
  }
  std::vector<live_contact> contacts = known->contacts_;
  if (*state == contact_state::removed) {
    std::erase_if(contacts, [&](const live_contact& each) { return each.uri_ == uri; });
  } else {
    auto found = std::ranges::find_if(contacts, [&](const live_contact& each) { return each.uri_ == uri; });
    if (found == contacts.end()) {
      contacts.emplace_back().uri_ = uri;
      found = std::prev(contacts.end());
    }
    found->state_ = state;
    const auto round_trip = parse_microseconds(frame.first_line("RoundtripUsec"));
    // One that is not asked is said to take no time.
    found->round_trip_ = round_trip && round_trip->count() != 0 ? round_trip : std::nullopt;
  }
  const std::string name = known->name_;
  endpoints_.edit(name).contacts_ = std::move(contacts);
}

void device_tables::on_gap() {
  after_gap_ = true;
  heard_.clear();
}

void device_tables::on_restart() {
  if (after_gap_) {
    forget_unheard();
  }
}

void device_tables::forget_unheard() {
  for (const auto& name : devices_.keys_where([&](const live_device& each) { return !heard_.contains(each.name()); })) {
    devices_.erase(name);
  }
}

void device_tables::merge_devices(std::span<const event> items, list_judge& judge) {
  if (after_gap_) {
    for (const event& item : items) {
      heard_.emplace(item.frame().first_line("Device"));
    }
    forget_unheard();
    after_gap_ = false;
    heard_.clear();
  }
  for (const event& item : items) {
    const wire::frame_view frame = item.frame();
    const std::string_view name = frame.first_line("Device");
    const device_state state = device_state_of(frame.first_line("State"));
    if (name.empty()) {
      continue;
    }
    judge.begin_record();
    const live_device* known = devices_.find(name);
    if (known == nullptr) {
      if (judge.confirm(name, "listed")) {
        live_device made;
        made.name_ = name;
        made.state_ = state;
        devices_.add(std::move(made));
      }
    } else if (known->state_ != state && judge.confirm_told(name, "state", to_string(state))) {
      live_device& device = devices_.edit(name);
      device.state_ = state;
      device.since_.reset();
    }
  }
}

// "bob/sip:bob@127.0.0.1:5099,": the address of record and the address of each contact.
std::vector<live_contact> device_tables::contacts_of(std::string_view text, const std::vector<live_contact>& known) {
  std::vector<live_contact> contacts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view contact = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view uri = contact.substr(std::min(contact.find('/') + 1, contact.size()));
    if (!uri.empty()) {
      const auto found = std::ranges::find_if(known, [&](const live_contact& each) { return each.uri_ == uri; });
      contacts.push_back(found != known.end() ? *found : live_contact{});
      contacts.back().uri_ = uri;
    }
  }
  return contacts;
}

void device_tables::merge_endpoint(wire::frame_view item, list_judge& judge) {
  const std::string_view name = item.first_line("ObjectName");
  const device_state state = device_state_of(item.first_line("DeviceState"));
  const live_endpoint* known = endpoints_.find(name);
  if (known == nullptr) {
    if (judge.confirm(name, "listed")) {
      live_endpoint made;
      made.name_ = name;
      made.state_ = state;
      made.contacts_ = contacts_of(item.first_line("Contacts"), {});
      endpoints_.add(std::move(made));
    }
    return;
  }
  const auto contacts = contacts_of(item.first_line("Contacts"), known->contacts_);
  const bool same =
      std::ranges::equal(contacts, known->contacts_, [](const auto& a, const auto& b) { return a.uri_ == b.uri_; });
  record_editor<live_endpoint> endpoint{endpoints_, *known};
  if (known->state_ != state && judge.confirm_told(name, "state", to_string(state))) {
    endpoint.change().state_ = state;
    endpoint.change().since_.reset();
  }
  if (!same && judge.confirm(name, "contacts", item.first_line("Contacts"))) {
    endpoint.change().contacts_ = contacts;
  }
}

void device_tables::merge_endpoints(std::span<const event> items, list_judge& judge) {
  std::unordered_set<std::string_view> listed;
  for (const event& item : items) {
    if (const std::string_view name = item.frame().first_line("ObjectName"); !name.empty()) {
      listed.insert(name);
      judge.begin_record();
      merge_endpoint(item.frame(), judge);
    }
  }
  for (const auto& name :
       endpoints_.keys_where([&](const live_endpoint& each) { return !listed.contains(each.name()); })) {
    judge.begin_record();
    if (judge.confirm(name, "not listed")) {
      endpoints_.erase(name);
    }
  }
}

}  // namespace ami::live
