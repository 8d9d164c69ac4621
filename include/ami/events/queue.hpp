// Events of queues.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::events {

/// A caller joined a queue. Wire name: `QueueCallerJoin`.
class queue_caller_join : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_caller_join;
  static constexpr std::string_view wire_name = "QueueCallerJoin";

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
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `Position`: place in the queue, 1 is the first.
  std::optional<std::int64_t> position() const noexcept { return integer("Position"); }
  /// `Count`: callers in the queue now.
  std::optional<std::int64_t> count() const noexcept { return integer("Count"); }
};

/// A caller left a queue. Wire name: `QueueCallerLeave`.
class queue_caller_leave : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_caller_leave;
  static constexpr std::string_view wire_name = "QueueCallerLeave";

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
  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `Position`: place in the queue, 1 is the first.
  std::optional<std::int64_t> position() const noexcept { return integer("Position"); }
  /// `Count`: callers in the queue now.
  std::optional<std::int64_t> count() const noexcept { return integer("Count"); }
};

/// The status of a queue's member changed. Wire name: `QueueMemberStatus`.
class queue_member_status : public event_view {
public:
  static constexpr event_type type_id = event_type::queue_member_status;
  static constexpr std::string_view wire_name = "QueueMemberStatus";

  using event_view::event_view;

  /// `Queue`: the queue's name.
  std::string_view queue() const noexcept { return text("Queue"); }
  /// `MemberName`: the member's name.
  std::string_view member_name() const noexcept { return text("MemberName"); }
  /// `Interface`: what is called to reach the member.
  std::string_view interface() const noexcept { return text("Interface"); }
  /// `StateInterface`: whose state is the member's.
  std::string_view state_interface() const noexcept { return text("StateInterface"); }
  /// `Membership`: dynamic, realtime or static.
  std::string_view membership() const noexcept { return text("Membership"); }
  /// `Penalty`: higher ones are called later.
  std::optional<std::int64_t> penalty() const noexcept { return integer("Penalty"); }
  /// `CallsTaken`: calls answered.
  std::optional<std::int64_t> calls_taken() const noexcept { return integer("CallsTaken"); }
  /// `LastCall`: end of the last call, seconds since 1970; 0 is never.
  std::optional<std::int64_t> last_call() const noexcept { return integer("LastCall"); }
  /// `LastPause`: begin of the last pause, seconds since 1970; 0 is never.
  std::optional<std::int64_t> last_pause() const noexcept { return integer("LastPause"); }
  /// `LoginTime`: when it was added, seconds since 1970.
  std::optional<std::int64_t> login_time() const noexcept { return integer("LoginTime"); }
  /// `InCall`: whether it is in a call of the queue.
  std::optional<bool> in_call() const noexcept { return boolean("InCall"); }
  /// `Status`: its device's state.
  std::optional<ami::device_state> status() const noexcept { return enumeration<ami::device_state>("Status", 8); }
  /// `Paused`: whether it is paused.
  std::optional<bool> paused() const noexcept { return boolean("Paused"); }
  /// `PausedReason`: why it is paused.
  std::string_view paused_reason() const noexcept { return text("PausedReason"); }
  /// `Ringinuse`: whether it is called while in use.
  std::optional<bool> ringinuse() const noexcept { return boolean("Ringinuse"); }
  /// `Wrapuptime`: seconds it is left alone after a call.
  std::optional<std::int64_t> wrapuptime() const noexcept { return integer("Wrapuptime"); }
};

}  // namespace ami::events
