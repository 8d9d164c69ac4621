// Events of single channels.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::events {

/// A channel was made. Wire name: `Newchannel`.
class newchannel : public event_view {
public:
  static constexpr event_type type_id = event_type::newchannel;
  static constexpr std::string_view wire_name = "Newchannel";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept {
    return enumeration<ami::channel_state>("ChannelState", 10);
  }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id.
  std::string_view caller_id_num() const noexcept { return text("CallerIDNum"); }
  /// `CallerIDName`: name of the channel's caller id.
  std::string caller_id_name() const { return unescaped("CallerIDName"); }
  /// `ConnectedLineNum`: number of the party it talks to.
  std::string_view connected_line_num() const noexcept { return text("ConnectedLineNum"); }
  /// `ConnectedLineName`: name of the party it talks to.
  std::string connected_line_name() const { return unescaped("ConnectedLineName"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
};

/// A channel's state changed. Wire name: `Newstate`.
class newstate : public event_view {
public:
  static constexpr event_type type_id = event_type::newstate;
  static constexpr std::string_view wire_name = "Newstate";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept {
    return enumeration<ami::channel_state>("ChannelState", 10);
  }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id.
  std::string_view caller_id_num() const noexcept { return text("CallerIDNum"); }
  /// `CallerIDName`: name of the channel's caller id.
  std::string caller_id_name() const { return unescaped("CallerIDName"); }
  /// `ConnectedLineNum`: number of the party it talks to.
  std::string_view connected_line_num() const noexcept { return text("ConnectedLineNum"); }
  /// `ConnectedLineName`: name of the party it talks to.
  std::string connected_line_name() const { return unescaped("ConnectedLineName"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
};

/// A channel is gone. Wire name: `Hangup`.
class hangup : public event_view {
public:
  static constexpr event_type type_id = event_type::hangup;
  static constexpr std::string_view wire_name = "Hangup";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept {
    return enumeration<ami::channel_state>("ChannelState", 10);
  }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id.
  std::string_view caller_id_num() const noexcept { return text("CallerIDNum"); }
  /// `CallerIDName`: name of the channel's caller id.
  std::string caller_id_name() const { return unescaped("CallerIDName"); }
  /// `ConnectedLineNum`: number of the party it talks to.
  std::string_view connected_line_num() const noexcept { return text("ConnectedLineNum"); }
  /// `ConnectedLineName`: name of the party it talks to.
  std::string connected_line_name() const { return unescaped("ConnectedLineName"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
  /// `Cause`: why, as a number of Q.850.
  std::optional<ami::hangup_cause> cause() const noexcept { return enumeration<ami::hangup_cause>("Cause", 255); }
  /// `Cause-txt`: why, in words.
  std::string_view cause_txt() const noexcept { return text("Cause-txt"); }
  /// `TechCause`: why, in the words of the channel's technology.
  std::string_view tech_cause() const noexcept { return text("TechCause"); }
};

/// A channel variable or, with `Channel: none`, a global variable was set. Wire name: `VarSet`.
class var_set : public event_view {
public:
  static constexpr event_type type_id = event_type::var_set;
  static constexpr std::string_view wire_name = "VarSet";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept {
    return enumeration<ami::channel_state>("ChannelState", 10);
  }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id.
  std::string_view caller_id_num() const noexcept { return text("CallerIDNum"); }
  /// `CallerIDName`: name of the channel's caller id.
  std::string caller_id_name() const { return unescaped("CallerIDName"); }
  /// `ConnectedLineNum`: number of the party it talks to.
  std::string_view connected_line_num() const noexcept { return text("ConnectedLineNum"); }
  /// `ConnectedLineName`: name of the party it talks to.
  std::string connected_line_name() const { return unescaped("ConnectedLineName"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
  /// `Variable`: name of the variable.
  std::string_view variable() const noexcept { return text("Variable"); }
  /// `Value`: its new value.
  std::string value() const { return unescaped("Value"); }
};

/// The outcome of an asynchronous Originate. Every client sees those of all clients: compare action_id(). Wire name:
/// `OriginateResponse`.
class originate_response : public event_view {
public:
  static constexpr event_type type_id = event_type::originate_response;
  static constexpr std::string_view wire_name = "OriginateResponse";

  using event_view::event_view;

  /// `Response`: "Success" or "Failure".
  std::string_view response() const noexcept { return text("Response"); }
  /// `Channel`: the channel called.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `Context`: context it was sent to.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension it was sent to.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Application`: application it was sent to.
  std::string_view application() const noexcept { return text("Application"); }
  /// `Data`: arguments of the application.
  std::string_view data() const noexcept { return text("Data"); }
  /// `Reason`: how the call went.
  std::optional<ami::originate_reason> reason() const noexcept {
    return enumeration<ami::originate_reason>("Reason", 255);
  }
  /// `Uniqueid`: unique id of the channel, `<unknown>` when none was made.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `CallerIDNum`: number given as caller id.
  std::string_view caller_id_num() const noexcept { return text("CallerIDNum"); }
  /// `CallerIDName`: name given as caller id, not escaped here.
  std::string_view caller_id_name() const noexcept { return text("CallerIDName"); }
};

}  // namespace ami::events
