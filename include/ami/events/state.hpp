// States of extensions and of presence.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::events {

/// The end of the list of extension states. Wire name: `ExtensionStateListComplete`.
class extension_state_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::extension_state_list_complete;
  static constexpr std::string_view wire_name = "ExtensionStateListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// The state of an extension's hint changed. Wire name: `ExtensionStatus`.
class extension_status : public event_view {
public:
  static constexpr event_type type_id = event_type::extension_status;
  static constexpr std::string_view wire_name = "ExtensionStatus";

  using event_view::event_view;

  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Hint`: the devices of the hint.
  std::string_view hint() const noexcept { return text("Hint"); }
  /// `Status`: state of the hint.
  std::optional<ami::extension_state> status() const noexcept { return parse_extension_state(text("Status")); }
  /// `StatusText`: the status in words.
  std::string_view status_text() const noexcept { return text("StatusText"); }
};

/// A person's presence changed. Wire name: `PresenceStateChange`.
class presence_state_change : public event_view {
public:
  static constexpr event_type type_id = event_type::presence_state_change;
  static constexpr std::string_view wire_name = "PresenceStateChange";

  using event_view::event_view;

  /// `Presentity`: whose presence it is.
  std::string_view presentity() const noexcept { return text("Presentity"); }
  /// `Status`: the presence.
  std::optional<ami::presence_state> status() const noexcept { return parse_presence_state(text("Status")); }
  /// `Subtype`: more about it.
  std::string subtype() const { return unescaped("Subtype"); }
  /// `Message`: the message given with it.
  std::string message() const { return unescape(lines("Message")); }
};

/// The end of the list of presence states. Wire name: `PresenceStateListComplete`.
class presence_state_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::presence_state_list_complete;
  static constexpr std::string_view wire_name = "PresenceStateListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// The presence of an extension's hint changed. Wire name: `PresenceStatus`.
class presence_status : public event_view {
public:
  static constexpr event_type type_id = event_type::presence_status;
  static constexpr std::string_view wire_name = "PresenceStatus";

  using event_view::event_view;

  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Hint`: the devices of the hint.
  std::string_view hint() const noexcept { return text("Hint"); }
  /// `Status`: the presence.
  std::optional<ami::presence_state> status() const noexcept { return parse_presence_state(text("Status")); }
  /// `Subtype`: more about it.
  std::string_view subtype() const noexcept { return text("Subtype"); }
  /// `Message`: the message given with it.
  std::string_view message() const noexcept { return lines("Message"); }
};

}  // namespace ami::events
