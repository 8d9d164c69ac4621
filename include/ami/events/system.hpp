// Events of the server itself.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::events {

/// The server is fully booted; sent at login too, to users that may read class system. Wire name: `FullyBooted`.
class fully_booted : public event_view {
public:
  static constexpr event_type type_id = event_type::fully_booted;
  static constexpr std::string_view wire_name = "FullyBooted";

  using event_view::event_view;

  /// `Status`: always "Fully Booted".
  std::string_view status() const noexcept { return text("Status"); }
  /// `Uptime`: seconds since the start.
  std::optional<std::int64_t> uptime() const noexcept { return integer("Uptime"); }
  /// `LastReload`: seconds since the last reload.
  std::optional<std::int64_t> last_reload() const noexcept { return integer("LastReload"); }
};

/// The server goes down. Wire name: `Shutdown`.
class shutdown : public event_view {
public:
  static constexpr event_type type_id = event_type::shutdown;
  static constexpr std::string_view wire_name = "Shutdown";

  using event_view::event_view;

  /// `Shutdown`: "Cleanly" or "Uncleanly".
  std::string_view shutdown_() const noexcept { return text("Shutdown"); }
  /// `Restart`: whether it comes back.
  std::optional<bool> restart() const noexcept { return boolean("Restart"); }
};

}  // namespace ami::events
