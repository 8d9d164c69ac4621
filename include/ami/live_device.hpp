// Devices and endpoints of the live state.
#pragma once

#include <ami/config.hpp>
#include <ami/live_values.hpp>
#include <ami/value_types.hpp>

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

namespace live {
class device_tables;
}

/// What a device is, by its name.
enum class live_device_kind : std::uint8_t {
  real,        ///< A telephone or a line: "PJSIP/alice".
  local,       ///< A Local channel's: "Local/200@default". The server's list never has it.
  internal,    ///< That of a channel which the server makes for itself: "CBAnn/2000". Most are in no list.
  queue,       ///< Whether a queue has somebody, or a member pauses: "Queue:sales_avail".
  parking,     ///< A parking space: "park:7001@default".
  conference,  ///< A conference: "confbridge:2000".
  custom,      ///< Any other with a colon: "Custom:lamp".
};

/// The enumerator's name.
AMI_DECL std::string_view to_string(live_device_kind value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, live_device_kind value);

/// What the device with this name is.
AMI_DECL live_device_kind device_kind(std::string_view name) noexcept;

/// The state of a device at one moment.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_device {
public:
  /// A device of which nothing is known.
  live_device() = default;

  /// "PJSIP/alice".
  const std::string& name() const noexcept { return name_; }
  /// The same, for the table of devices.
  const std::string& key() const noexcept { return name_; }
  /// What it is, by its name.
  live_device_kind kind() const noexcept { return device_kind(name_); }
  /// Its state.
  device_state state() const noexcept { return state_; }
  /// Since when; nothing when it was so already as it was first listed.
  const std::optional<live_since>& since() const noexcept { return since_; }

private:
  friend class live::device_tables;

  std::string name_;
  std::optional<live_since> since_;
  device_state state_ = device_state::unknown;
};

/// Where an endpoint is reached.
/// @par Thread safety As any value.
class AMI_DECL live_contact {
public:
  /// A contact of which nothing is known.
  live_contact() = default;

  /// "sip:alice@192.0.2.7:5060".
  const std::string& uri() const noexcept { return uri_; }
  /// Nothing when no event has told it: the list of endpoints does not.
  std::optional<contact_state> state() const noexcept { return state_; }
  /// The time that it took to answer; nothing when it is not asked, or when no event has told it.
  std::optional<std::chrono::microseconds> round_trip() const noexcept { return round_trip_; }

private:
  friend class live::device_tables;

  std::string uri_;
  std::optional<contact_state> state_;
  std::optional<std::chrono::microseconds> round_trip_;
};

/// An endpoint of PJSIP at one moment.
/// @par Thread safety Immutable: any number of threads may read it.
class AMI_DECL live_endpoint {
public:
  /// An endpoint of which nothing is known.
  live_endpoint() = default;

  /// "alice".
  const std::string& name() const noexcept { return name_; }
  /// The same, for the table of endpoints.
  const std::string& key() const noexcept { return name_; }
  /// The state of its device, `PJSIP/alice`.
  device_state state() const noexcept { return state_; }
  /// Since when; nothing when it was so already as it was first listed.
  const std::optional<live_since>& since() const noexcept { return since_; }
  /// Where it is reached.
  const std::vector<live_contact>& contacts() const noexcept { return contacts_; }

private:
  friend class live::device_tables;

  std::string name_;
  std::vector<live_contact> contacts_;
  std::optional<live_since> since_;
  device_state state_ = device_state::unknown;
};

}  // namespace ami
