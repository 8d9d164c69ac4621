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
  /// DeviceStateList. It never has Local channels, so that what it lacks is kept.
  void merge_devices(std::span<const event> items, list_judge& judge);
  /// PJSIPShowEndpoints.
  void merge_endpoints(std::span<const event> items, list_judge& judge);
  /// The server was started anew: devices that no list has are gone.
  void clear_devices() { devices_.clear(); }
  /// As call_tables::forget().
  void forget() noexcept {
    devices_.forget();
    endpoints_.forget();
  }

  void begin_changes() noexcept;
  const record_table<live_device>& devices() const noexcept { return devices_; }
  const record_table<live_endpoint>& endpoints() const noexcept { return endpoints_; }
  live_table<live_device> freeze_devices() { return devices_.freeze(); }
  live_table<live_endpoint> freeze_endpoints() { return endpoints_.freeze(); }

private:
  void merge_endpoint(wire::frame_view item, list_judge& judge);
  static std::vector<live_contact> contacts_of(std::string_view text, const std::vector<live_contact>& known);

  record_table<live_device> devices_;
  record_table<live_endpoint> endpoints_;
  change_log* log_;
};

}  // namespace ami::live
