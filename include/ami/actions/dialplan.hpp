// Actions on the dialplan.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/events/core.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <string>
#include <utility>

namespace ami::replies {

/// The reply to the action ShowDialPlan.
using show_dial_plan = list_reply<ami::events::show_dial_plan_complete, ami::events::list_dialplan>;

}  // namespace ami::replies

namespace ami::actions {

/// Adds a priority to the dialplan. Action `DialplanExtensionAdd`, needs class system. Not safe to repeat.
class dialplan_extension_add : public basic_action<dialplan_extension_add> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param context `Context`: context in the dialplan
  /// @param extension `Extension`: extension in the dialplan
  /// @param priority `Priority`: number, "hint", or label
  /// @param application `Application`: application to run
  dialplan_extension_add(std::string context, std::string extension, std::string priority, std::string application)
      : basic_action{"DialplanExtensionAdd"} {
    put("Context", std::move(context));
    put("Extension", std::move(extension));
    put("Priority", std::move(priority));
    put("Application", std::move(application));
  }

  /// `ApplicationData`: arguments of the application.
  dialplan_extension_add& application_data(std::string value) & { return put("ApplicationData", std::move(value)); }
  dialplan_extension_add&& application_data(std::string value) && {
    return std::move(put("ApplicationData", std::move(value)));
  }
  /// `Replace`: replace a priority that is there.
  dialplan_extension_add& replace(bool value = true) & { return put("Replace", value ? "yes" : "no"); }
  dialplan_extension_add&& replace(bool value = true) && { return std::move(replace(value)); }
  template <class Text>
  void replace(Text*) = delete;  // "no" would be true
};

/// Removes an extension, or one of its priorities, from the dialplan. Action `DialplanExtensionRemove`, needs class
/// system. Not safe to repeat.
class dialplan_extension_remove : public basic_action<dialplan_extension_remove> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param context `Context`: context in the dialplan
  /// @param extension `Extension`: extension in the dialplan
  dialplan_extension_remove(std::string context, std::string extension) : basic_action{"DialplanExtensionRemove"} {
    put("Context", std::move(context));
    put("Extension", std::move(extension));
  }

  /// `Priority`: priority or label in the extension.
  dialplan_extension_remove& priority(std::string value) & { return put("Priority", std::move(value)); }
  dialplan_extension_remove&& priority(std::string value) && { return std::move(put("Priority", std::move(value))); }
  dialplan_extension_remove& priority(int value) & { return put("Priority", std::to_string(value)); }
  dialplan_extension_remove&& priority(int value) && { return std::move(priority(value)); }
};

/// Lists the dialplan. Action `ShowDialPlan`, needs class config or reporting. The reply is a list of `ListDialplan`.
/// Safe to repeat: it only reads.
class show_dial_plan : public basic_action<show_dial_plan> {
public:
  using reply_type = replies::show_dial_plan;
  static constexpr repeat repeat_safety = repeat::read;

  show_dial_plan() : basic_action{"ShowDialPlan"} {}

  /// `Extension`: only this extension.
  show_dial_plan& extension(std::string value) & { return put("Extension", std::move(value)); }
  show_dial_plan&& extension(std::string value) && { return std::move(put("Extension", std::move(value))); }
  /// `Context`: only this context.
  show_dial_plan& context(std::string value) & { return put("Context", std::move(value)); }
  show_dial_plan&& context(std::string value) && { return std::move(put("Context", std::move(value))); }
};

}  // namespace ami::actions
