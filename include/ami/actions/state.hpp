// Actions on states of extensions, devices and presence.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/events/endpoint.hpp>
#include <ami/events/state.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::replies {

/// The state of an extension's hint.
class AMI_DECL extension_state : public reply {
public:
  extension_state() noexcept {}
  explicit extension_state(reply base) noexcept : reply{std::move(base)} {}

  /// `Exten`: extension in the dialplan.
  std::string_view exten() const& noexcept { return text("Exten"); }
  std::string_view exten() const&& = delete;
  /// `Context`: context in the dialplan.
  std::string_view context() const& noexcept { return text("Context"); }
  std::string_view context() const&& = delete;
  /// `Hint`: the devices of the hint.
  std::string_view hint() const& noexcept { return text("Hint"); }
  std::string_view hint() const&& = delete;
  /// `Status`: state of the hint.
  std::optional<ami::extension_state> status() const noexcept { return parse_extension_state(text("Status")); }
  /// `StatusText`: the status in words.
  std::string_view status_text() const& noexcept { return text("StatusText"); }
  std::string_view status_text() const&& = delete;
};

/// A presence.
class AMI_DECL presence_state : public reply {
public:
  presence_state() noexcept {}
  explicit presence_state(reply base) noexcept : reply{std::move(base)} {}

  /// `State`: the presence.
  std::optional<ami::presence_state> state() const noexcept { return parse_presence_state(text("State")); }
  /// `Subtype`: more about it.
  std::string_view subtype() const& noexcept { return text("Subtype"); }
  std::string_view subtype() const&& = delete;
  /// `PresenceMessage`: the message given with it.
  std::string_view presence_message() const& noexcept { return (*this)["PresenceMessage"]; }
  std::string_view presence_message() const&& = delete;
};

/// The reply to the action DeviceStateList.
using device_state_list = list_reply<ami::events::device_state_list_complete, ami::events::device_state_change>;

/// The reply to the action ExtensionStateList.
using extension_state_list = list_reply<ami::events::extension_state_list_complete, ami::events::extension_status>;

/// The reply to the action PresenceStateList.
using presence_state_list = list_reply<ami::events::presence_state_list_complete, ami::events::presence_state_change>;

}  // namespace ami::replies

namespace ami::actions {

/// Lists the states of devices. Action `DeviceStateList`, needs class call or reporting. The reply is a list of
/// `DeviceStateChange`. Safe to repeat: it only reads.
class device_state_list : public basic_action<device_state_list> {
public:
  using reply_type = replies::device_state_list;
  static constexpr repeat repeat_safety = repeat::read;

  device_state_list() : basic_action{"DeviceStateList"} {}
};

/// Asks for the state of an extension's hint. Action `ExtensionState`, needs class call or reporting. Safe to repeat:
/// it only reads.
class extension_state : public basic_action<extension_state> {
public:
  using reply_type = replies::extension_state;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param exten `Exten`: extension in the dialplan
  /// @param context `Context`: context in the dialplan
  extension_state(std::string exten, std::string context) : basic_action{"ExtensionState"} {
    put("Exten", std::move(exten));
    put("Context", std::move(context));
  }
};

/// Lists the states of hints. None is an error. Action `ExtensionStateList`, needs class call or reporting. The reply
/// is a list of `ExtensionStatus`. Safe to repeat: it only reads.
class extension_state_list : public basic_action<extension_state_list> {
public:
  using reply_type = replies::extension_state_list;
  static constexpr repeat repeat_safety = repeat::read;

  extension_state_list() : basic_action{"ExtensionStateList"} {}
};

/// Asks for a presence. Action `PresenceState`, needs class call or reporting. Safe to repeat: it only reads.
class presence_state : public basic_action<presence_state> {
public:
  using reply_type = replies::presence_state;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param provider `Provider`: the presence, for example "CustomPresence:alice"
  explicit presence_state(std::string provider) : basic_action{"PresenceState"} {
    put("Provider", std::move(provider));
  }
};

/// Lists the presence states. Action `PresenceStateList`, needs class call or reporting. The reply is a list of
/// `PresenceStateChange`. Safe to repeat: it only reads.
class presence_state_list : public basic_action<presence_state_list> {
public:
  using reply_type = replies::presence_state_list;
  static constexpr repeat repeat_safety = repeat::read;

  presence_state_list() : basic_action{"PresenceStateList"} {}
};

}  // namespace ami::actions
