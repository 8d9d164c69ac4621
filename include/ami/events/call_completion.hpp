// Events of call completion.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ami::events {

/// Call completion is on offer. Wire name: `CCAvailable`.
class cc_available : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_available;
  static constexpr std::string_view wire_name = "CCAvailable";

  using event_view::event_view;

  /// `Service`: kind of call completion.
  std::string_view service() const noexcept { return text("Service"); }
  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Callee`: device called.
  std::string_view callee() const noexcept { return text("Callee"); }
};

/// The caller is being called back. Wire name: `CCCallerRecalling`.
class cc_caller_recalling : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_caller_recalling;
  static constexpr std::string_view wire_name = "CCCallerRecalling";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Caller`: device that calls.
  std::string_view caller() const noexcept { return text("Caller"); }
};

/// The caller is free again: the callee is watched further. Wire name: `CCCallerStartMonitoring`.
class cc_caller_start_monitoring : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_caller_start_monitoring;
  static constexpr std::string_view wire_name = "CCCallerStartMonitoring";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Caller`: device that calls.
  std::string_view caller() const noexcept { return text("Caller"); }
};

/// The caller is busy: the callee is not watched. Wire name: `CCCallerStopMonitoring`.
class cc_caller_stop_monitoring : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_caller_stop_monitoring;
  static constexpr std::string_view wire_name = "CCCallerStopMonitoring";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Caller`: device that calls.
  std::string_view caller() const noexcept { return text("Caller"); }
};

/// Call completion failed. Wire name: `CCFailure`.
class cc_failure : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_failure;
  static constexpr std::string_view wire_name = "CCFailure";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Caller`: device that calls.
  std::string_view caller() const noexcept { return text("Caller"); }
  /// `Reason`: why.
  std::string_view reason() const noexcept { return text("Reason"); }
};

/// A callee can no longer be watched. Wire name: `CCMonitorFailed`.
class cc_monitor_failed : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_monitor_failed;
  static constexpr std::string_view wire_name = "CCMonitorFailed";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Callee`: device called.
  std::string_view callee() const noexcept { return text("Callee"); }
};

/// The time in which a caller may ask for call completion begins. Wire name: `CCOfferTimerStart`.
class cc_offer_timer_start : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_offer_timer_start;
  static constexpr std::string_view wire_name = "CCOfferTimerStart";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Caller`: device that calls.
  std::string_view caller() const noexcept { return text("Caller"); }
  /// `Expires`: time left to ask for it.
  std::optional<std::chrono::seconds> expires() const noexcept { return parse_seconds(text("Expires")); }
};

/// The caller was called back. Wire name: `CCRecallComplete`.
class cc_recall_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_recall_complete;
  static constexpr std::string_view wire_name = "CCRecallComplete";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Caller`: device that calls.
  std::string_view caller() const noexcept { return text("Caller"); }
};

/// A request of call completion was accepted. Wire name: `CCRequestAcknowledged`.
class cc_request_acknowledged : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_request_acknowledged;
  static constexpr std::string_view wire_name = "CCRequestAcknowledged";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Caller`: device that calls.
  std::string_view caller() const noexcept { return text("Caller"); }
};

/// A caller asked for call completion. Wire name: `CCRequested`.
class cc_requested : public event_view {
public:
  static constexpr event_type type_id = event_type::cc_requested;
  static constexpr std::string_view wire_name = "CCRequested";

  using event_view::event_view;

  /// `CoreID`: number of the attempt.
  std::optional<std::int64_t> core_id() const noexcept { return integer("CoreID"); }
  /// `Caller`: device that calls.
  std::string_view caller() const noexcept { return text("Caller"); }
  /// `Callee`: device called.
  std::string_view callee() const noexcept { return text("Callee"); }
};

}  // namespace ami::events
