// Actions on channels.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/detail/variable_assignment.hpp>
#include <ami/events/channel.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace ami::replies {

/// The reply to reading a variable.
class AMI_DECL getvar : public reply {
public:
  getvar() noexcept {}
  explicit getvar(reply base) noexcept : reply{std::move(base)} {}

  /// `Variable`: its name.
  std::string_view variable() const& noexcept { return text("Variable"); }
  std::string_view variable() const&& = delete;
  /// `Value`: the variable's value; empty when it is not set.
  std::string_view value() const& noexcept { return (*this)["Value"]; }
  std::string_view value() const&& = delete;
};

/// The reply to the action CoreShowChannelMap.
using core_show_channel_map =
    list_reply<ami::events::core_show_channel_map_complete, ami::events::core_show_channel_map>;

/// The reply to the action CoreShowChannels.
using core_show_channels = list_reply<ami::events::core_show_channels_complete, ami::events::core_show_channel>;

/// The reply to the action Hangup.
using hangup = list_reply<ami::events::channels_hungup_list_complete, ami::events::channel_hungup>;

/// The reply to the action Status.
using status = list_reply<ami::events::status_complete, ami::events::status>;

}  // namespace ami::replies

namespace ami::actions {

/// What is done with a file that is played.
enum class playback_control { stop, forward, reverse, pause, restart };

/// The header's text.
AMI_DECL std::string_view to_string(playback_control value) noexcept;

/// Hangs a channel up after a time from now. Action `AbsoluteTimeout`, needs class system or call. Not safe to
/// repeat.
class absolute_timeout : public basic_action<absolute_timeout> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param timeout `Timeout`: time until it is hung up
  absolute_timeout(std::string channel, std::chrono::seconds timeout) : basic_action{"AbsoluteTimeout"} {
    put("Channel", std::move(channel));
    put("Timeout", std::to_string(timeout.count()));
  }
};

/// Begins an attended transfer, as if the channel had dialled it. Action `Atxfer`, needs class call. Not safe to
/// repeat.
class atxfer : public basic_action<atxfer> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param exten `Exten`: extension to transfer to
  atxfer(std::string channel, std::string exten) : basic_action{"Atxfer"} {
    put("Channel", std::move(channel));
    put("Exten", std::move(exten));
  }

  /// `Context`: context of the extension.
  atxfer& context(std::string value) & { return put("Context", std::move(value)); }
  atxfer&& context(std::string value) && { return std::move(put("Context", std::move(value))); }
};

/// Transfers the party that a channel talks to. Action `BlindTransfer`, needs class call. Not safe to repeat.
class blind_transfer : public basic_action<blind_transfer> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param exten `Exten`: extension to transfer to
  blind_transfer(std::string channel, std::string exten) : basic_action{"BlindTransfer"} {
    put("Channel", std::move(channel));
    put("Exten", std::move(exten));
  }

  /// `Context`: context of the extension.
  blind_transfer& context(std::string value) & { return put("Context", std::move(value)); }
  blind_transfer&& context(std::string value) && { return std::move(put("Context", std::move(value))); }
};

/// Cancels an attended transfer. Action `CancelAtxfer`, needs class call. Not safe to repeat.
class cancel_atxfer : public basic_action<cancel_atxfer> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit cancel_atxfer(std::string channel) : basic_action{"CancelAtxfer"} { put("Channel", std::move(channel)); }
};

/// Controls a file that a channel plays with ControlPlayback. Action `ControlPlayback`, needs class call. Not safe to
/// repeat.
class control_playback : public basic_action<control_playback> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param control `Control`: the operation
  control_playback(std::string channel, actions::playback_control control) : basic_action{"ControlPlayback"} {
    put("Channel", std::move(channel));
    put("Control", std::string{to_string(control)});
  }
};

/// Lists the channels that a channel is connected to, directly or not. Asterisk 18 and later. Action
/// `CoreShowChannelMap`, needs class system or reporting. The reply is a list of `CoreShowChannelMap`. Safe to
/// repeat: it only reads.
class core_show_channel_map : public basic_action<core_show_channel_map> {
public:
  using reply_type = replies::core_show_channel_map;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param channel `Channel`: the channel's name
  explicit core_show_channel_map(std::string channel) : basic_action{"CoreShowChannelMap"} {
    put("Channel", std::move(channel));
  }
};

/// Lists the channels. Action `CoreShowChannels`, needs class system or reporting. The reply is a list of
/// `CoreShowChannel`. Safe to repeat: it only reads.
class core_show_channels : public basic_action<core_show_channels> {
public:
  using reply_type = replies::core_show_channels;
  static constexpr repeat repeat_safety = repeat::read;

  core_show_channels() : basic_action{"CoreShowChannels"} {}
};

/// Reads a variable or a function. Do not repeat it for the few functions that act when read (INC, SHELL). Action
/// `Getvar`, needs class call or reporting. Safe to repeat: it only reads.
class getvar : public basic_action<getvar> {
public:
  using reply_type = replies::getvar;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param variable `Variable`: a variable or function, for example "CALLERID(num)"; without channel() a global one
  explicit getvar(std::string variable) : basic_action{"Getvar"} { put("Variable", std::move(variable)); }

  /// `Channel`: the channel whose variable it is.
  getvar& channel(std::string value) & { return put("Channel", std::move(value)); }
  getvar&& channel(std::string value) && { return std::move(put("Channel", std::move(value))); }
};

/// Hangs up. Action `Hangup`, needs class system or call. The reply can be a list of `ChannelHungup`. Not safe to
/// repeat.
class hangup : public basic_action<hangup> {
public:
  using reply_type = replies::hangup;
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: a channel's name, or a regular expression between slashes for all that match (then the
  ///   reply is a list)
  explicit hangup(std::string channel) : basic_action{"Hangup"} { put("Channel", std::move(channel)); }

  /// `Cause`: the cause that the far end receives.
  hangup& cause(hangup_cause value) & { return put("Cause", std::to_string(static_cast<int>(value))); }
  hangup&& cause(hangup_cause value) && { return std::move(cause(value)); }
};

/// Takes a Local channel out of its call. Action `LocalOptimizeAway`, needs class system or call. Not safe to repeat.
class local_optimize_away : public basic_action<local_optimize_away> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit local_optimize_away(std::string channel) : basic_action{"LocalOptimizeAway"} {
    put("Channel", std::move(channel));
  }
};

/// Makes a call. Action `Originate`, needs class originate. Not safe to repeat.
///
/// Give either exten(), context() and priority(), or application() and data(). Without async() the server answers
/// only when the call was answered or failed, and this connection's other actions and events wait until then.
/// @warning Sending it twice calls twice: on `ami::outcome::unknown` find out what happened before you repeat it.
class originate : public basic_action<originate> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel to call, for example "PJSIP/alice"
  explicit originate(std::string channel) : basic_action{"Originate"} { put("Channel", std::move(channel)); }

  /// `Exten`: extension to connect to.
  originate& exten(std::string value) & { return put("Exten", std::move(value)); }
  originate&& exten(std::string value) && { return std::move(put("Exten", std::move(value))); }
  /// `Context`: context of the extension.
  originate& context(std::string value) & { return put("Context", std::move(value)); }
  originate&& context(std::string value) && { return std::move(put("Context", std::move(value))); }
  /// `Priority`: priority or label in the extension.
  originate& priority(std::string value) & { return put("Priority", std::move(value)); }
  originate&& priority(std::string value) && { return std::move(put("Priority", std::move(value))); }
  originate& priority(int value) & { return put("Priority", std::to_string(value)); }
  originate&& priority(int value) && { return std::move(priority(value)); }
  /// `Application`: application to run on the channel.
  originate& application(std::string value) & { return put("Application", std::move(value)); }
  originate&& application(std::string value) && { return std::move(put("Application", std::move(value))); }
  /// `Data`: arguments of the application.
  originate& data(std::string value) & { return put("Data", std::move(value)); }
  originate&& data(std::string value) && { return std::move(put("Data", std::move(value))); }
  /// `Timeout`: how long it may ring. The server's default is 30 s.
  originate& timeout(std::chrono::milliseconds value) & { return put("Timeout", std::to_string(value.count())); }
  originate&& timeout(std::chrono::milliseconds value) && { return std::move(timeout(value)); }
  /// `CallerID`: caller id to show, for example "Alice <2001>".
  originate& caller_id(std::string value) & { return put("CallerID", std::move(value)); }
  originate&& caller_id(std::string value) && { return std::move(put("CallerID", std::move(value))); }
  /// `Variable`: sets a channel variable, or a function such as CHANNEL(language); call it once for each. The value
  /// arrives unchanged, whatever bytes it has: commas, quotes and backslashes are escaped as the server wants them,
  /// and nothing is substituted. CR, LF and NUL cannot be sent, nor a line above 1022 bytes, nor a name that is
  /// empty, begins with a space or contains an equals sign: they are rejected (`errc::invalid_header`,
  /// `errc::action_line_too_long`). One `_` in front of the name makes the channels that this one makes inherit the
  /// variable, two make theirs inherit it too; the name is without them. Of several with one name the first one
  /// counts. That a function cannot be set is only told in the server's log.
  originate& variable(std::string_view name, std::string_view value) & {
    return header("Variable", detail::variable_assignment(name, value));
  }
  originate&& variable(std::string_view name, std::string_view value) && { return std::move(variable(name, value)); }
  /// `Variable`, for each pair of name and value of a range.
  template <class Range>
  originate& variables(Range&& range) & {
    for (const auto& [name, value] : range) {
      variable(name, value);
    }
    return *this;
  }
  template <class Range>
  originate&& variables(Range&& range) && {
    return std::move(variables(range));
  }
  /// `Account`: account code of the channel.
  originate& account(std::string value) & { return put("Account", std::move(value)); }
  originate&& account(std::string value) && { return std::move(put("Account", std::move(value))); }
  /// `EarlyMedia`: connect when the far end sends media, before it answers.
  originate& early_media(bool value = true) & { return put("EarlyMedia", value ? "true" : "false"); }
  originate&& early_media(bool value = true) && { return std::move(early_media(value)); }
  template <class Text>
  void early_media(Text*) = delete;  // "no" would be true
  /// `Async`: answer at once; the result comes as the event OriginateResponse with this action's ActionID.
  originate& async(bool value = true) & { return put("Async", value ? "true" : "false"); }
  originate&& async(bool value = true) && { return std::move(async(value)); }
  template <class Text>
  void async(Text*) = delete;  // "no" would be true
  /// `Codecs`: codecs to offer, with commas.
  originate& codecs(std::string value) & { return put("Codecs", std::move(value)); }
  originate&& codecs(std::string value) && { return std::move(put("Codecs", std::move(value))); }
  /// `ChannelId`: the Uniqueid that the channel is to have, at most 149 bytes.
  originate& channel_id(std::string value) & { return put("ChannelId", std::move(value)); }
  originate&& channel_id(std::string value) && { return std::move(put("ChannelId", std::move(value))); }
  /// `OtherChannelId`: the Uniqueid of the second half of a Local channel.
  originate& other_channel_id(std::string value) & { return put("OtherChannelId", std::move(value)); }
  originate&& other_channel_id(std::string value) && { return std::move(put("OtherChannelId", std::move(value))); }
  /// `PreDialGoSub`: context, extension and priority of a subroutine to run on the channel first; since Asterisk 18.
  originate& pre_dial_go_sub(std::string value) & { return put("PreDialGoSub", std::move(value)); }
  originate&& pre_dial_go_sub(std::string value) && { return std::move(put("PreDialGoSub", std::move(value))); }
};

/// Sends a channel to an extension. Action `Redirect`, needs class call. Not safe to repeat.
class redirect : public basic_action<redirect> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  /// @param context `Context`: context in the dialplan
  /// @param exten `Exten`: extension in the dialplan
  /// @param priority `Priority`: priority or label in the extension
  redirect(std::string channel, std::string context, std::string exten, std::string priority = "1")
      : basic_action{"Redirect"} {
    put("Channel", std::move(channel));
    put("Context", std::move(context));
    put("Exten", std::move(exten));
    put("Priority", std::move(priority));
  }

  /// `ExtraChannel`: a second channel to send along, to its own place or, without one, to the same.
  redirect& extra_channel(std::string value) & { return put("ExtraChannel", std::move(value)); }
  redirect&& extra_channel(std::string value) && { return std::move(put("ExtraChannel", std::move(value))); }
  /// `ExtraExten`: extension for the second channel.
  redirect& extra_exten(std::string value) & { return put("ExtraExten", std::move(value)); }
  redirect&& extra_exten(std::string value) && { return std::move(put("ExtraExten", std::move(value))); }
  /// `ExtraContext`: context for the second channel.
  redirect& extra_context(std::string value) & { return put("ExtraContext", std::move(value)); }
  redirect&& extra_context(std::string value) && { return std::move(put("ExtraContext", std::move(value))); }
  /// `ExtraPriority`: priority for the second channel.
  redirect& extra_priority(std::string value) & { return put("ExtraPriority", std::move(value)); }
  redirect&& extra_priority(std::string value) && { return std::move(put("ExtraPriority", std::move(value))); }
  redirect& extra_priority(int value) & { return put("ExtraPriority", std::to_string(value)); }
  redirect&& extra_priority(int value) && { return std::move(extra_priority(value)); }
};

/// Sets a variable or a function. Do not repeat it for the few functions that add a value (PUSH, UNSHIFT). Action
/// `Setvar`, needs class call. Safe to repeat.
class setvar : public basic_action<setvar> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param variable `Variable`: a variable or function
  /// @param value `Value`: its value, unchanged; spaces at its beginning get lost
  setvar(std::string variable, std::string value) : basic_action{"Setvar"} {
    put("Variable", std::move(variable));
    put("Value", std::move(value));
  }

  /// `Channel`: the channel whose variable it is; without it, a global one.
  setvar& channel(std::string value) & { return put("Channel", std::move(value)); }
  setvar&& channel(std::string value) && { return std::move(put("Channel", std::move(value))); }
};

/// Lists the channels with details. Action `Status`, needs class system, call or reporting. The reply is a list of
/// `Status`. Safe to repeat: it only reads.
class status : public basic_action<status> {
public:
  using reply_type = replies::status;
  static constexpr repeat repeat_safety = repeat::read;

  status() : basic_action{"Status"} {}

  /// `Channel`: only this channel.
  status& channel(std::string value) & { return put("Channel", std::move(value)); }
  status&& channel(std::string value) && { return std::move(put("Channel", std::move(value))); }
  /// `Variables`: channel variables to include, separated by commas.
  status& variables(std::string value) & { return put("Variables", std::move(value)); }
  status&& variables(std::string value) && { return std::move(put("Variables", std::move(value))); }
  /// `AllVariables`: include all channel variables.
  status& all_variables(bool value = true) & { return put("AllVariables", value ? "true" : "false"); }
  status&& all_variables(bool value = true) && { return std::move(all_variables(value)); }
  template <class Text>
  void all_variables(Text*) = delete;  // "no" would be true
};

}  // namespace ami::actions
