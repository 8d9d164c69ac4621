// Answers of list actions that belong to no subsystem: database, dialplan.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace ami::events {

/// The end of the answer to the action DBGet. Wire name: `DBGetComplete`.
class db_get_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::db_get_complete;
  static constexpr std::string_view wire_name = "DBGetComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A value of the database, answer to the action DBGet. Wire name: `DBGetResponse`.
class db_get_response : public event_view {
public:
  static constexpr event_type type_id = event_type::db_get_response;
  static constexpr std::string_view wire_name = "DBGetResponse";

  using event_view::event_view;

  /// `Family`: family of the key.
  std::string_view family() const noexcept { return text("Family"); }
  /// `Key`: key in the database.
  std::string_view key() const noexcept { return text("Key"); }
  /// `Val`: the value.
  std::string_view val() const noexcept { return lines("Val"); }
};

/// The end of the answer to the action DBGetTree. Asterisk 16 counts one item always. Wire name: `DBGetTreeComplete`.
class db_get_tree_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::db_get_tree_complete;
  static constexpr std::string_view wire_name = "DBGetTreeComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A value of the database, answer to the action DBGetTree. Wire name: `DBGetTreeResponse`.
class db_get_tree_response : public event_view {
public:
  static constexpr event_type type_id = event_type::db_get_tree_response;
  static constexpr std::string_view wire_name = "DBGetTreeResponse";

  using event_view::event_view;

  /// `Key`: family and key, with slashes.
  std::string_view key() const noexcept { return text("Key"); }
  /// `Val`: the value.
  std::string_view val() const noexcept { return lines("Val"); }
};

/// A priority, hint, include, switch or ignored pattern of the dialplan, answer to the action ShowDialPlan. Wire
/// name: `ListDialplan`.
class list_dialplan : public event_view {
public:
  static constexpr event_type type_id = event_type::list_dialplan;
  static constexpr std::string_view wire_name = "ListDialplan";

  using event_view::event_view;

  /// `Priority`: number of the priority, or "hint".
  std::string_view priority() const noexcept { return text("Priority"); }
  /// `Application`: application, or the devices of a hint.
  std::string_view application() const noexcept { return text("Application"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Extension`: extension in the dialplan.
  std::string_view extension() const noexcept { return text("Extension"); }
  /// `ExtensionLabel`: label of the priority.
  std::string_view extension_label() const noexcept { return text("ExtensionLabel"); }
  /// `AppData`: arguments of the application.
  std::string_view app_data() const noexcept { return lines("AppData"); }
  /// `Registrar`: who made it.
  std::string_view registrar() const noexcept { return text("Registrar"); }
  /// `IncludeContext`: context that is included.
  std::string_view include_context() const noexcept { return text("IncludeContext"); }
  /// `Switch`: switch that is included.
  std::string_view switch_() const noexcept { return text("Switch"); }
  /// `IgnorePattern`: pattern after which the dial tone goes on.
  std::string_view ignore_pattern() const noexcept { return text("IgnorePattern"); }
};

/// The end of the answer to the action ShowDialPlan. Wire name: `ShowDialPlanComplete`.
class show_dial_plan_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::show_dial_plan_complete;
  static constexpr std::string_view wire_name = "ShowDialPlanComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
  /// `ListExtensions`: number of extensions.
  std::optional<std::int64_t> list_extensions() const noexcept { return integer("ListExtensions"); }
  /// `ListPriorities`: number of priorities.
  std::optional<std::int64_t> list_priorities() const noexcept { return integer("ListPriorities"); }
  /// `ListContexts`: number of contexts.
  std::optional<std::int64_t> list_contexts() const noexcept { return integer("ListContexts"); }
};

}  // namespace ami::events
