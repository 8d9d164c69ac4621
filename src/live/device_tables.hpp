// Devices and endpoints, kept from events and lists. No sockets, no clocks.
#pragma once

#include "live/change_log.hpp"
#include "live/list_judge.hpp"
#include "live/record_table.hpp"

#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/live_device.hpp>

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace ami::live {

/// The parts "devices" and "endpoints".
/// @par Thread safety None.
class AMI_DECL device_tables {
public:
  /// @param log outlives this.
  explicit device_tables(change_log& log) noexcept
      : devices_{log, live_part::devices}, endpoints_{log, live_part::endpoints}, log_{&log} {}

  /// DeviceStateChange.
  void on_device_state(wire::frame_view frame, bool keeps_devices, bool keeps_endpoints);
  /// ContactStatus, which tells of a contact and not of its endpoint.
  void on_contact_status(wire::frame_view frame);
  /// Events are missing, and perhaps it is another server after them. What the next list lacks is gone then, but for
  /// devices of which an event comes before.
  void on_gap();
  /// DeviceStateList. It never has Local channels, so that what it lacks is kept as long as no event is missing.
  void merge_devices(std::span<const event> items, list_judge& judge);
  /// PJSIPShowEndpoints.
  void merge_endpoints(std::span<const event> items, list_judge& judge);
  /// The server was started anew before the gap ended: devices of which nothing came since are gone.
  void on_restart();
  /// As call_tables::forget().
  void forget() noexcept {
    devices_.forget();
    endpoints_.forget();
    after_gap_ = false;
    heard_.clear();
  }

  void begin_changes() noexcept;
  const record_table<live_device>& devices() const noexcept { return devices_; }
  const record_table<live_endpoint>& endpoints() const noexcept { return endpoints_; }
  live_table<live_device> freeze_devices() { return devices_.freeze(); }
  live_table<live_endpoint> freeze_endpoints() { return endpoints_.freeze(); }

private:
  void forget_unheard();
  void merge_endpoint(wire::frame_view item, list_judge& judge);
  static std::vector<live_contact> contacts_of(std::string_view text, const std::vector<live_contact>& known);

  record_table<live_device> devices_;
  record_table<live_endpoint> endpoints_;
  std::unordered_set<std::string> heard_;  // devices, since the gap
  change_log* log_;
  bool after_gap_ = false;  // until the next list
};

}  // namespace ami::live
