// Events of the server itself.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ami::events {

/// A thread probably waits for a lock for ever; only in builds that look for that. Asterisk 18 and later. Wire name:
/// `DeadlockStart`.
class deadlock_start : public event_view {
public:
  static constexpr event_type type_id = event_type::deadlock_start;
  static constexpr std::string_view wire_name = "DeadlockStart";

  using event_view::event_view;

  /// `Mutex`: the lock.
  std::string_view mutex() const noexcept { return text("Mutex"); }
};

/// The server is fully booted; sent at login too, to users that may read class system. Wire name: `FullyBooted`.
class fully_booted : public event_view {
public:
  static constexpr event_type type_id = event_type::fully_booted;
  static constexpr std::string_view wire_name = "FullyBooted";

  using event_view::event_view;

  /// `Status`: always "Fully Booted".
  std::string_view status() const noexcept { return text("Status"); }
  /// `Uptime`: time since the start.
  std::optional<std::chrono::seconds> uptime() const noexcept { return parse_seconds(text("Uptime")); }
  /// `LastReload`: time since the last reload.
  std::optional<std::chrono::seconds> last_reload() const noexcept { return parse_seconds(text("LastReload")); }
};

/// A module was loaded, or could not be. Wire name: `Load`.
class load : public event_view {
public:
  static constexpr event_type type_id = event_type::load;
  static constexpr std::string_view wire_name = "Load";

  using event_view::event_view;

  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `Status`: Success, Failure or Decline.
  std::string_view status() const noexcept { return text("Status"); }
};

/// A log was switched on or off. Wire name: `LogChannel`.
class log_channel : public event_view {
public:
  static constexpr event_type type_id = event_type::log_channel;
  static constexpr std::string_view wire_name = "LogChannel";

  using event_view::event_view;

  /// `Channel`: the log.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `Reason`: why it was switched off: number and text.
  std::string_view reason() const noexcept { return text("Reason"); }
  /// `Enabled`: whether it is on.
  std::optional<bool> enabled() const noexcept { return boolean("Enabled"); }
};

/// A module, or all, were reloaded. Wire name: `Reload`.
class reload : public event_view {
public:
  static constexpr event_type type_id = event_type::reload;
  static constexpr std::string_view wire_name = "Reload";

  using event_view::event_view;

  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `Status`: how it went.
  std::optional<ami::reload_result> status() const noexcept { return enumeration<ami::reload_result>("Status", 6); }
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

/// For Asterisk's own tests; only builds with its test framework send it. Wire name: `TestEvent`.
class test_event : public event_view {
public:
  static constexpr event_type type_id = event_type::test_event;
  static constexpr std::string_view wire_name = "TestEvent";

  using event_view::event_view;

  /// `Type`: StateChange or Assert.
  std::string_view type() const noexcept { return text("Type"); }
  /// `State`: the state under test.
  std::string_view state() const noexcept { return text("State"); }
  /// `AppFile`: source file.
  std::string_view app_file() const noexcept { return text("AppFile"); }
  /// `AppFunction`: function in it.
  std::string_view app_function() const noexcept { return text("AppFunction"); }
  /// `AppLine`: line in it.
  std::optional<std::int64_t> app_line() const noexcept { return integer("AppLine"); }
};

/// A module was unloaded. Wire name: `Unload`.
class unload : public event_view {
public:
  static constexpr event_type type_id = event_type::unload;
  static constexpr std::string_view wire_name = "Unload";

  using event_view::event_view;

  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `Status`: Success.
  std::string_view status() const noexcept { return text("Status"); }
};

/// The end of the action WaitEvent. Carries no `EventList`. Wire name: `WaitEventComplete`.
class wait_event_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::wait_event_complete;
  static constexpr std::string_view wire_name = "WaitEventComplete";

  using event_view::event_view;
};

}  // namespace ami::events
