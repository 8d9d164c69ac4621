#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <utility>

namespace ami::testing::detail {

// The server's dial status for a called channel that ends with this cause before it answers.
std::string_view dial_status(int cause) noexcept {
  switch (cause) {
  case user_busy:
  case 21: return "BUSY";
  case no_answer: return "NOANSWER";
  case 34: return "CONGESTION";
  default: return "CHANUNAVAIL";
  }
}

bool pbx_simulation::hang_up(std::string_view name, int cause) {
  channel* const leg = find(name);
  if (leg == nullptr) {
    return false;
  }
  constexpr int explicit_request = 32;
  if (cause == 0) {
    cause = normal_clearing;
  }
  call& owner = *leg->owner;
  const bool is_callee = &principal(*leg) == owner.callee;
  emit(about("SoftHangupRequest", *leg).header("Cause", explicit_request));
  if (transfer_at_hangup(*leg)) {
    return true;
  }
  ++owner.generation;
  switch (owner.stage) {
  case stage::bridged: end_bridge(owner, !is_callee, cause); break;
  case stage::dialing: callee_gone(owner, is_callee ? dial_status(cause) : "CANCEL", cause, cause); break;
  case stage::queued:
  case stage::ringing_member:
    if (is_callee) {
      member_does_not_answer(owner);
    } else {
      abandon(owner, cause);
    }
    break;
  case stage::parked:
    give_up_parking(owner);
    end_caller(owner, cause);
    break;
  case stage::in_conference:
    leave_conference(owner);
    end_caller(owner, cause);
    break;
  case stage::running: end_caller(owner, cause); break;
  case stage::originating: originate_failed(owner, 1, cause); break;
  }
  return true;
}

void pbx_simulation::hang_up_all() {
  while (!channels_.empty()) {
    const std::string name = channels_.begin()->second.name;
    hang_up(name, 0);
  }
}

// A called channel that has not answered yet has nothing to leave.
bool pbx_simulation::can_leave(const channel& leg) noexcept {
  const call& owner = *leg.owner;
  return owner.stage != stage::originating && !leg.is_second_half &&
         (&leg != owner.callee || owner.stage == stage::bridged);
}

// Takes a channel out of what it does, and ends the other party. It is the only channel of its call then.
void pbx_simulation::detach(channel& leg) {
  call& owner = *leg.owner;
  ++owner.generation;
  switch (owner.stage) {
  case stage::bridged:
    if (leg.on_hold) {
      end_hold(leg);
    }
    complete_queue_call(owner, &leg == owner.caller ? "agent" : "caller");
    unbridge(owner, leg, peer_of(leg), false, normal_clearing);
    if (&leg == owner.callee) {
      std::swap(owner.caller, owner.callee);
    }
    end_channel(owner.callee, normal_clearing);
    break;
  case stage::dialing:
    emit_dial_end(owner.caller, *owner.callee, "CANCEL");
    end_channel(owner.callee, normal_clearing);
    break;
  case stage::queued:
  case stage::ringing_member:
    if (owner.callee != nullptr) {
      emit_dial_end(owner.caller, *owner.callee, "CANCEL");
      end_channel(owner.callee, normal_clearing);
    }
    leave_queue(owner, true);
    break;
  case stage::parked: give_up_parking(owner); break;
  case stage::in_conference: leave_conference(owner); break;
  default: break;
  }
  owner.queue = nullptr;
  owner.agent.reset();
  owner.consultation_of.clear();
  owner.transfers_at_hangup = false;
}

bool pbx_simulation::redirect(std::string_view name, std::string_view context, std::string_view exten,
                              std::int64_t priority) {
  channel* const leg = find(name);
  if (leg == nullptr || !can_leave(*leg)) {
    return false;
  }
  detach(*leg);
  leg->context = context;
  leg->exten = exten;
  leg->priority = priority;
  execute(*leg->owner);
  return true;
}

bool pbx_simulation::set_variable(std::string_view name, std::string_view variable, std::string_view value) {
  channel* const leg = find(name);
  if (leg != nullptr) {
    emit_variable(*leg, std::string{variable}, std::string{value});
  }
  return leg != nullptr;
}

std::optional<std::string> pbx_simulation::variable(std::string_view name, std::string_view variable) const {
  const channel* const leg = find(name);
  if (leg == nullptr) {
    return std::nullopt;
  }
  const auto is = [variable](std::string_view known) { return wire::equal_ignoring_case(variable, known); };
  if (const auto found = leg->variables.find(variable); found != leg->variables.end()) {
    return found->second;
  }
  return is("CHANNEL")            ? leg->name
         : is("UNIQUEID")         ? leg->uniqueid
         : is("CONTEXT")          ? leg->context
         : is("EXTEN")            ? leg->exten
         : is("CALLERID(num)")    ? leg->caller_num
         : is("CALLERID(number)") ? leg->caller_num
         : is("CALLERID(name)")   ? leg->caller_name
                                  : std::string{};
}

}  // namespace ami::testing::detail
