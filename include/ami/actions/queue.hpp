// Actions on queues.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/events/queue.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ami::replies {

/// Rules for penalties.
class AMI_DECL queue_rule : public reply {
public:
  queue_rule() noexcept {}
  explicit queue_rule(reply base) noexcept : reply{std::move(base)} {}

  /// Name of each rule list (`RuleList`) and its rules (`Rule`: seconds, then changes of the penalties), in order.
  std::vector<std::pair<std::string, std::vector<std::string>>> rules() const;
};

/// The reply to the action QueueStatus.
using queue_status = list_reply<ami::events::queue_status_complete, ami::events::queue_params,
                                ami::events::queue_member, ami::events::queue_entry>;

/// The reply to the action QueueSummary.
using queue_summary = list_reply<ami::events::queue_summary_complete, ami::events::queue_summary>;

}  // namespace ami::replies

namespace ami::actions {

/// Adds a member to a queue. One that is there already is an error. Action `QueueAdd`, needs class agent. Not safe to
/// repeat.
class queue_add : public basic_action<queue_add> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param queue `Queue`: the queue
  /// @param interface `Interface`: interface that the queue dials to reach the member, for example "PJSIP/alice"
  queue_add(std::string queue, std::string interface) : basic_action{"QueueAdd"} {
    put("Queue", std::move(queue));
    put("Interface", std::move(interface));
  }

  /// `Penalty`: higher ones are called later.
  queue_add& penalty(std::int64_t value) & { return put("Penalty", std::to_string(value)); }
  queue_add&& penalty(std::int64_t value) && { return std::move(penalty(value)); }
  /// `Paused`: whether it is paused.
  queue_add& paused(bool value = true) & { return put("Paused", value ? "true" : "false"); }
  queue_add&& paused(bool value = true) && { return std::move(paused(value)); }
  template <class Text>
  void paused(Text*) = delete;  // "no" would be true
  /// `Reason`: why it is paused.
  queue_add& reason(std::string value) & { return put("Reason", std::move(value)); }
  queue_add&& reason(std::string value) && { return std::move(put("Reason", std::move(value))); }
  /// `MemberName`: name of the member.
  queue_add& member_name(std::string value) & { return put("MemberName", std::move(value)); }
  queue_add&& member_name(std::string value) && { return std::move(put("MemberName", std::move(value))); }
  /// `StateInterface`: whose state is the member's.
  queue_add& state_interface(std::string value) & { return put("StateInterface", std::move(value)); }
  queue_add&& state_interface(std::string value) && { return std::move(put("StateInterface", std::move(value))); }
};

/// Changes the priority of a caller. Action `QueueChangePriorityCaller`. Safe to repeat.
class queue_change_priority_caller : public basic_action<queue_change_priority_caller> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param queue `Queue`: the queue
  /// @param caller `Caller`: name of the caller's channel
  /// @param priority `Priority`: the new priority
  queue_change_priority_caller(std::string queue, std::string caller, std::int64_t priority)
      : basic_action{"QueueChangePriorityCaller"} {
    put("Queue", std::move(queue));
    put("Caller", std::move(caller));
    put("Priority", std::to_string(priority));
  }

  /// `Immediate`: change the caller's place at once.
  queue_change_priority_caller& immediate(bool value = true) & { return put("Immediate", value ? "true" : "false"); }
  queue_change_priority_caller&& immediate(bool value = true) && { return std::move(immediate(value)); }
  template <class Text>
  void immediate(Text*) = delete;  // "no" would be true
};

/// Writes to the queue log. Action `QueueLog`, needs class agent. Not safe to repeat.
class queue_log : public basic_action<queue_log> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param queue `Queue`: the queue
  /// @param event `Event`: name of the entry
  queue_log(std::string queue, std::string event) : basic_action{"QueueLog"} {
    put("Queue", std::move(queue));
    put("Event", std::move(event));
  }

  /// `Uniqueid`: unique id to log.
  queue_log& uniqueid(std::string value) & { return put("Uniqueid", std::move(value)); }
  queue_log&& uniqueid(std::string value) && { return std::move(put("Uniqueid", std::move(value))); }
  /// `Interface`: the agent.
  queue_log& interface(std::string value) & { return put("Interface", std::move(value)); }
  queue_log&& interface(std::string value) && { return std::move(put("Interface", std::move(value))); }
  /// `Message`: further data.
  queue_log& message(std::string value) & { return put("Message", std::move(value)); }
  queue_log&& message(std::string value) && { return std::move(put("Message", std::move(value))); }
};

/// Chooses whether a member is called while in use. Action `QueueMemberRingInUse`, needs class agent. Safe to repeat.
class queue_member_ring_in_use : public basic_action<queue_member_ring_in_use> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param interface `Interface`: interface that the queue dials to reach the member, for example "PJSIP/alice"
  /// @param ring_in_use `RingInUse`: whether it is called while in use
  queue_member_ring_in_use(std::string interface, bool ring_in_use) : basic_action{"QueueMemberRingInUse"} {
    put("Interface", std::move(interface));
    put("RingInUse", ring_in_use ? "true" : "false");
  }
  template <class Text>
  queue_member_ring_in_use(std::string, Text*) = delete;  // "no" would be true

  /// `Queue`: only in this queue.
  queue_member_ring_in_use& queue(std::string value) & { return put("Queue", std::move(value)); }
  queue_member_ring_in_use&& queue(std::string value) && { return std::move(put("Queue", std::move(value))); }
};

/// Pauses a member, or ends the pause. Action `QueuePause`, needs class agent. Safe to repeat.
class queue_pause : public basic_action<queue_pause> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param interface `Interface`: interface that the queue dials to reach the member, for example "PJSIP/alice"
  /// @param paused `Paused`: whether it is paused
  queue_pause(std::string interface, bool paused) : basic_action{"QueuePause"} {
    put("Interface", std::move(interface));
    put("Paused", paused ? "true" : "false");
  }
  template <class Text>
  queue_pause(std::string, Text*) = delete;  // "no" would be true

  /// `Queue`: only in this queue.
  queue_pause& queue(std::string value) & { return put("Queue", std::move(value)); }
  queue_pause&& queue(std::string value) && { return std::move(put("Queue", std::move(value))); }
  /// `Reason`: why.
  queue_pause& reason(std::string value) & { return put("Reason", std::move(value)); }
  queue_pause&& reason(std::string value) && { return std::move(put("Reason", std::move(value))); }
};

/// Sets the penalty of a member. Action `QueuePenalty`, needs class agent. Safe to repeat.
class queue_penalty : public basic_action<queue_penalty> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param interface `Interface`: interface that the queue dials to reach the member, for example "PJSIP/alice"
  /// @param penalty `Penalty`: higher ones are called later
  queue_penalty(std::string interface, std::int64_t penalty) : basic_action{"QueuePenalty"} {
    put("Interface", std::move(interface));
    put("Penalty", std::to_string(penalty));
  }

  /// `Queue`: only in this queue.
  queue_penalty& queue(std::string value) & { return put("Queue", std::move(value)); }
  queue_penalty&& queue(std::string value) && { return std::move(put("Queue", std::move(value))); }
};

/// Reads the configuration of queues again. Action `QueueReload`. Safe to repeat.
class queue_reload : public basic_action<queue_reload> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  queue_reload() : basic_action{"QueueReload"} {}

  /// `Queue`: only this queue.
  queue_reload& queue(std::string value) & { return put("Queue", std::move(value)); }
  queue_reload&& queue(std::string value) && { return std::move(put("Queue", std::move(value))); }
  /// `Members`: read members again.
  queue_reload& members(bool value = true) & { return put("Members", value ? "yes" : "no"); }
  queue_reload&& members(bool value = true) && { return std::move(members(value)); }
  template <class Text>
  void members(Text*) = delete;  // "no" would be true
  /// `Rules`: read rules again.
  queue_reload& rules(bool value = true) & { return put("Rules", value ? "yes" : "no"); }
  queue_reload&& rules(bool value = true) && { return std::move(rules(value)); }
  template <class Text>
  void rules(Text*) = delete;  // "no" would be true
  /// `Parameters`: read settings of queues again.
  queue_reload& parameters(bool value = true) & { return put("Parameters", value ? "yes" : "no"); }
  queue_reload&& parameters(bool value = true) && { return std::move(parameters(value)); }
  template <class Text>
  void parameters(Text*) = delete;  // "no" would be true
};

/// Removes a member from a queue. One that is not there is an error. Action `QueueRemove`, needs class agent. Not
/// safe to repeat.
class queue_remove : public basic_action<queue_remove> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param queue `Queue`: the queue
  /// @param interface `Interface`: interface that the queue dials to reach the member, for example "PJSIP/alice"
  queue_remove(std::string queue, std::string interface) : basic_action{"QueueRemove"} {
    put("Queue", std::move(queue));
    put("Interface", std::move(interface));
  }
};

/// Sets the statistics of queues to zero. Action `QueueReset`. Safe to repeat.
class queue_reset : public basic_action<queue_reset> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  queue_reset() : basic_action{"QueueReset"} {}

  /// `Queue`: only this queue.
  queue_reset& queue(std::string value) & { return put("Queue", std::move(value)); }
  queue_reset&& queue(std::string value) && { return std::move(put("Queue", std::move(value))); }
};

/// Lists the rules for penalties. Action `QueueRule`. Safe to repeat: it only reads.
class queue_rule : public basic_action<queue_rule> {
public:
  using reply_type = replies::queue_rule;
  static constexpr repeat repeat_safety = repeat::read;

  queue_rule() : basic_action{"QueueRule"} {}

  /// `Rule`: only this rule.
  queue_rule& rule(std::string value) & { return put("Rule", std::move(value)); }
  queue_rule&& rule(std::string value) && { return std::move(put("Rule", std::move(value))); }
};

/// Lists queues, their members and callers. For an unknown queue the list is empty. Action `QueueStatus`. The reply
/// is a list of `QueueParams`, `QueueMember` and `QueueEntry`. Safe to repeat: it only reads.
class queue_status : public basic_action<queue_status> {
public:
  using reply_type = replies::queue_status;
  static constexpr repeat repeat_safety = repeat::read;

  queue_status() : basic_action{"QueueStatus"} {}

  /// `Queue`: only this queue.
  queue_status& queue(std::string value) & { return put("Queue", std::move(value)); }
  queue_status&& queue(std::string value) && { return std::move(put("Queue", std::move(value))); }
  /// `Member`: only this member.
  queue_status& member(std::string value) & { return put("Member", std::move(value)); }
  queue_status&& member(std::string value) && { return std::move(put("Member", std::move(value))); }
};

/// Lists queues in short. Action `QueueSummary`. The reply is a list of `QueueSummary`. Safe to repeat: it only
/// reads.
class queue_summary : public basic_action<queue_summary> {
public:
  using reply_type = replies::queue_summary;
  static constexpr repeat repeat_safety = repeat::read;

  queue_summary() : basic_action{"QueueSummary"} {}

  /// `Queue`: only this queue.
  queue_summary& queue(std::string value) & { return put("Queue", std::move(value)); }
  queue_summary&& queue(std::string value) && { return std::move(put("Queue", std::move(value))); }
};

/// Sends a caller out of a queue. Action `QueueWithdrawCaller`. Not safe to repeat.
class queue_withdraw_caller : public basic_action<queue_withdraw_caller> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param queue `Queue`: the queue
  /// @param caller `Caller`: name of the caller's channel
  queue_withdraw_caller(std::string queue, std::string caller) : basic_action{"QueueWithdrawCaller"} {
    put("Queue", std::move(queue));
    put("Caller", std::move(caller));
  }

  /// `WithdrawInfo`: value for the channel variable QUEUE_WITHDRAW_INFO.
  queue_withdraw_caller& withdraw_info(std::string value) & { return put("WithdrawInfo", std::move(value)); }
  queue_withdraw_caller&& withdraw_info(std::string value) && {
    return std::move(put("WithdrawInfo", std::move(value)));
  }
};

}  // namespace ami::actions
