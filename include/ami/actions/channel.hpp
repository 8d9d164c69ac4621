// Actions on channels.
#pragma once

#include <ami/action.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace ami::replies {

/// What reading a variable gives.
class AMI_DECL getvar : public reply {
public:
  getvar() noexcept {}
  explicit getvar(reply base) noexcept : reply{std::move(base)} {}

  /// `Value`: the variable's value; empty when it is not set.
  std::string_view value() const& noexcept { return (*this)["Value"]; }
  std::string value() const&& { return std::string{(*this)["Value"]}; }
};

}  // namespace ami::replies

namespace ami::actions {

/// Makes a call. Action `Originate`, needs class originate.
///
/// Give either exten(), context() and priority(), or application() and data(). Without async() the server answers only
/// when the call was answered or failed, and this connection's other actions and events wait until then.
/// @warning Sending it twice calls twice: on `ami::outcome::unknown` find out what happened before you repeat it.
class originate : public basic_action<originate> {
public:
  /// @param channel what to call, for example "PJSIP/alice"
  explicit originate(std::string channel) : basic_action{"Originate"} { put("Channel", std::move(channel)); }

  /// `Exten`: extension to connect to.
  originate& exten(std::string value) & { return put("Exten", std::move(value)); }
  originate&& exten(std::string value) && { return std::move(exten(std::move(value))); }
  /// `Context`: context of the extension.
  originate& context(std::string value) & { return put("Context", std::move(value)); }
  originate&& context(std::string value) && { return std::move(context(std::move(value))); }
  /// `Priority`: priority or label in the extension.
  originate& priority(std::string value) & { return put("Priority", std::move(value)); }
  originate&& priority(std::string value) && { return std::move(priority(std::move(value))); }
  originate& priority(int value) & { return put("Priority", std::to_string(value)); }
  originate&& priority(int value) && { return std::move(priority(value)); }
  /// `Application`: application to run on the channel.
  originate& application(std::string value) & { return put("Application", std::move(value)); }
  originate&& application(std::string value) && { return std::move(application(std::move(value))); }
  /// `Data`: arguments of the application.
  originate& data(std::string value) & { return put("Data", std::move(value)); }
  originate&& data(std::string value) && { return std::move(data(std::move(value))); }
  /// `Timeout`: how long it may ring. The server's default is 30 s.
  originate& timeout(std::chrono::milliseconds value) & { return put("Timeout", std::to_string(value.count())); }
  originate&& timeout(std::chrono::milliseconds value) && { return std::move(timeout(value)); }
  /// `CallerID`: caller id to show, for example "Alice <2001>".
  originate& caller_id(std::string value) & { return put("CallerID", std::move(value)); }
  originate&& caller_id(std::string value) && { return std::move(caller_id(std::move(value))); }
  /// `Account`: account code of the channel.
  originate& account(std::string value) & { return put("Account", std::move(value)); }
  originate&& account(std::string value) && { return std::move(account(std::move(value))); }
  /// `EarlyMedia`: connect when the far end sends media, before it answers.
  originate& early_media(bool value) & { return put("EarlyMedia", value ? "true" : "false"); }
  originate&& early_media(bool value) && { return std::move(early_media(value)); }
  /// `Codecs`: codecs to offer, with commas.
  originate& codecs(std::string value) & { return put("Codecs", std::move(value)); }
  originate&& codecs(std::string value) && { return std::move(codecs(std::move(value))); }
  /// `ChannelId`: the Uniqueid that the channel is to have, at most 149 bytes.
  originate& channel_id(std::string value) & { return put("ChannelId", std::move(value)); }
  originate&& channel_id(std::string value) && { return std::move(channel_id(std::move(value))); }
  /// `OtherChannelId`: the Uniqueid of the second half of a Local channel.
  originate& other_channel_id(std::string value) & { return put("OtherChannelId", std::move(value)); }
  originate&& other_channel_id(std::string value) && { return std::move(other_channel_id(std::move(value))); }
  /// `Async`: answer at once; the result comes as the event OriginateResponse with this action's ActionID.
  originate& async(bool value = true) & { return put("Async", value ? "true" : "false"); }
  originate&& async(bool value = true) && { return std::move(async(value)); }
  /// `Variable`: sets a channel variable; call it once for each. Commas, quotes and backslashes in the value are
  /// escaped as the server wants them.
  AMI_DECL originate& variable(std::string_view name, std::string_view value) &;
  originate&& variable(std::string_view name, std::string_view value) && { return std::move(variable(name, value)); }
};

/// Hangs up. Action `Hangup`, needs class call or system.
class hangup : public basic_action<hangup> {
public:
  /// @param channel a channel's name, or a regular expression between slashes for all that match (then the reply is a
  ///   list)
  explicit hangup(std::string channel) : basic_action{"Hangup"} { put("Channel", std::move(channel)); }

  /// `Cause`: what the far end is told.
  hangup& cause(hangup_cause value) & { return put("Cause", std::to_string(static_cast<int>(value))); }
  hangup&& cause(hangup_cause value) && { return std::move(cause(value)); }
};

/// Reads a variable or a function. Action `Getvar`, needs class call or reporting.
class getvar : public basic_action<getvar> {
public:
  using reply_type = replies::getvar;
  /// @param variable a variable or function, for example "CALLERID(num)"; without channel() a global one
  explicit getvar(std::string variable) : basic_action{"Getvar"} { put("Variable", std::move(variable)); }

  /// `Channel`: the channel whose variable it is.
  getvar& channel(std::string value) & { return put("Channel", std::move(value)); }
  getvar&& channel(std::string value) && { return std::move(channel(std::move(value))); }
};

/// Sets a variable or a function. Action `Setvar`, needs class call.
class setvar : public basic_action<setvar> {
public:
  /// The value is taken as it is, but blanks at its begin get lost.
  setvar(std::string variable, std::string value) : basic_action{"Setvar"} {
    put("Variable", std::move(variable));
    put("Value", std::move(value));
  }

  /// `Channel`: the channel whose variable it is; without it, a global one.
  setvar& channel(std::string value) & { return put("Channel", std::move(value)); }
  setvar&& channel(std::string value) && { return std::move(channel(std::move(value))); }
};

/// Lists the channels with details. Action `Status`, needs class system, call or reporting. The reply is a list.
class status : public basic_action<status> {
public:
  status() : basic_action{"Status"} {}

  /// `Channel`: only this channel.
  status& channel(std::string value) & { return put("Channel", std::move(value)); }
  status&& channel(std::string value) && { return std::move(channel(std::move(value))); }
  /// `Variables`: channel variables to give too, with commas.
  status& variables(std::string value) & { return put("Variables", std::move(value)); }
  status&& variables(std::string value) && { return std::move(variables(std::move(value))); }
  /// `AllVariables`: give all channel variables.
  status& all_variables(bool value = true) & { return put("AllVariables", value ? "true" : "false"); }
  status&& all_variables(bool value = true) && { return std::move(all_variables(value)); }
};

/// Lists the channels. Action `CoreShowChannels`, needs class system or reporting. The reply is a list.
class core_show_channels : public basic_action<core_show_channels> {
public:
  core_show_channels() : basic_action{"CoreShowChannels"} {}
};

/// Sends a channel to an extension. Action `Redirect`, needs class call.
class redirect : public basic_action<redirect> {
public:
  redirect(std::string channel, std::string context, std::string exten, std::string priority = "1")
      : basic_action{"Redirect"} {
    put("Channel", std::move(channel));
    put("Context", std::move(context));
    put("Exten", std::move(exten));
    put("Priority", std::move(priority));
  }

  /// `ExtraChannel`: a second channel to send along, to its own place or, without one, to the same.
  redirect& extra_channel(std::string value) & { return put("ExtraChannel", std::move(value)); }
  redirect&& extra_channel(std::string value) && { return std::move(extra_channel(std::move(value))); }
  /// `ExtraContext`: context for the second channel.
  redirect& extra_context(std::string value) & { return put("ExtraContext", std::move(value)); }
  redirect&& extra_context(std::string value) && { return std::move(extra_context(std::move(value))); }
  /// `ExtraExten`: extension for the second channel.
  redirect& extra_exten(std::string value) & { return put("ExtraExten", std::move(value)); }
  redirect&& extra_exten(std::string value) && { return std::move(extra_exten(std::move(value))); }
  /// `ExtraPriority`: priority for the second channel.
  redirect& extra_priority(std::string value) & { return put("ExtraPriority", std::move(value)); }
  redirect&& extra_priority(std::string value) && { return std::move(extra_priority(std::move(value))); }
};

}  // namespace ami::actions
