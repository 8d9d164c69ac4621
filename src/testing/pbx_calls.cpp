#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <system_error>

namespace ami::testing::detail {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

void pbx_simulation::random_call() {
  constexpr std::array<std::pair<const char*, const char*>, 6> outside{{
      {"+442079460018", "Zo\xc3\xab Whitfield"},
      {"+442079460231", ""},
      {"+12025550143", "WIRELESS CALLER"},
      {"+12025550178", "D'Angelo, Maria"},
      {"+33199004321", "Ren\xc3\xa9 Dupont"},
      {"+49305550123", "Praxis Dr. Wei\xc3\x9f"},
  }};
  if (!conferences_.empty() && wants(options_.conference_share())) {
    const auto index = static_cast<std::ptrdiff_t>(dice(conferences_.size()));
    if (device* const from = pick_device(nullptr)) {
      begin_call(*from, std::next(conferences_.begin(), index)->about.extension(), {});
    }
    return;
  }
  call_queue* const queue = !queues_.empty() && chance(options_.queue_share())
                                ? &*std::next(queues_.begin(), static_cast<std::ptrdiff_t>(dice(queues_.size())))
                                : nullptr;
  device* from = queue == nullptr && !chance(0.4) ? pick_device(nullptr) : trunk_;
  const device* const to = queue == nullptr ? pick_device(from) : nullptr;
  if (from == nullptr || (queue == nullptr && to == nullptr)) {
    return;
  }
  call& made = new_call();
  channel& caller = new_channel({}, from, ring, made);
  made.caller = &caller;
  if (from == trunk_) {
    const auto& [number, name] = outside.at(dice(outside.size()));
    caller.caller_num = number;
    caller.caller_name = name;
  }
  caller.exten = queue != nullptr ? queue->about.extension() : to->about.number();
  emit(about("Newchannel", caller));
  refresh(*from);
  execute(made);
}

call& pbx_simulation::begin_call(device& from, const std::string& exten, std::string consultation_of) {
  call& made = new_call();
  channel& caller = new_channel({}, &from, ring, made);
  made.caller = &caller;
  made.consultation_of = std::move(consultation_of);
  caller.exten = exten;
  emit(about("Newchannel", caller));
  refresh(from);
  execute(made);
  return made;
}

void pbx_simulation::execute(call& owner) {
  const std::string& exten = owner.caller->exten;
  if (device* const line = find_number(exten)) {
    dial(owner, *line);
  } else if (call_queue* const queue = find_extension(exten)) {
    enter_queue(owner, *queue);
  } else if (call* const parked = find_parked(exten)) {
    retrieve(owner, *parked);
  } else if (conference* const room = find_conference(exten)) {
    join_conference(owner, *room);
  } else {
    run_application(
        owner, "Wait",
        std::to_string(std::max<std::int64_t>(duration_cast<seconds>(duration{options_.longest_talk()}).count(), 1)));
  }
}

void pbx_simulation::answer_caller(channel& caller) {
  if (caller.state != up) {
    emit_newexten(caller, "Answer", {});
    set_state(caller, up);
    ++caller.priority;
  }
}

void pbx_simulation::run_application(call& owner, const std::string& name, const std::string& data) {
  answer_caller(*owner.caller);
  emit_newexten(*owner.caller, name, data);
  owner.stage = stage::running;
  duration length = talk_time();
  if (wire::equal_ignoring_case(name, "Wait")) {
    double wanted = 0;
    if (std::from_chars(data.data(), data.data() + data.size(), wanted).ec == std::errc{}) {
      constexpr double longest = 1e6;
      length = duration{static_cast<std::int64_t>(std::clamp(wanted, 0.0, longest) * 1e6)};
    }
  }
  schedule(owner, length, &pbx_simulation::application_over);
}

void pbx_simulation::application_over(call& owner) {
  end_caller(owner, normal_clearing);
}

channel& pbx_simulation::new_callee(call& owner, device& line, const std::string& application) {
  channel& caller = *owner.caller;
  channel& callee = new_channel({}, &line, down, owner);
  owner.callee = &callee;
  owner.dialed = now_;
  emit(about("Newchannel", callee));
  emit_variable(callee, "DIALEDPEERNUMBER", line.about.name());
  callee.exten = caller.exten;
  callee.connected_num = caller.caller_num;
  callee.connected_name = caller.caller_name;
  emit_newexten(callee, application, "(Outgoing Line)");
  emit(about("NewConnectedLine", callee));
  return callee;
}

void pbx_simulation::dial(call& owner, device& line) {
  channel& caller = *owner.caller;
  ++owner.generation;
  owner.stage = stage::dialing;
  emit_newexten(caller, "Dial", "PJSIP/" + line.about.name() + ",30");
  for (const char* const name :
       {"DIALSTATUS", "DIALEDPEERNUMBER", "DIALEDPEERNAME", "ANSWEREDTIME", "ANSWEREDTIME_MS", "DIALEDTIME",
        "DIALEDTIME_MS", "RINGTIME", "RINGTIME_MS", "PROGRESSTIME", "PROGRESSTIME_MS"}) {
    emit_variable(caller, name, {});
  }
  if (line.about.behaviour() == endpoint_behaviour::unreachable) {
    emit_variable(caller, "DIALSTATUS", "CHANUNAVAIL");
    end_caller(owner, subscriber_absent);
    return;
  }
  const channel& callee = new_callee(owner, line, "AppDial");
  emit(about("DialBegin", &caller, callee).header("DialString", line.about.name()));
  const endpoint_behaviour behaviour = line.about.behaviour();
  const bool is_busy = behaviour == endpoint_behaviour::busy ||
                       (behaviour == endpoint_behaviour::as_the_dice_say && chance(options_.busy_share()));
  schedule(owner, is_busy ? between(milliseconds{100}, milliseconds{300}) : reaction(),
           is_busy ? &pbx_simulation::callee_is_busy : &pbx_simulation::callee_rings);
}

void pbx_simulation::callee_rings(call& owner) {
  set_state(*owner.callee, ringing);
  if (wants(options_.pickup_share())) {
    schedule(owner, ring_time() / 2, &pbx_simulation::pick_up_by_chance);
  }
  switch (owner.callee->line->about.behaviour()) {
  case endpoint_behaviour::never_answers:
    schedule(owner, no_answer_time(), &pbx_simulation::callee_does_not_answer);
    break;
  case endpoint_behaviour::as_the_dice_say:
    if (chance(options_.no_answer_share())) {
      schedule(owner, no_answer_time(), &pbx_simulation::callee_does_not_answer);
      break;
    }
    if (chance(options_.cancel_share())) {
      schedule(owner, ring_time(), &pbx_simulation::caller_cancels);
      break;
    }
    [[fallthrough]];
  default: schedule(owner, ring_time(), &pbx_simulation::callee_answers);
  }
}

void pbx_simulation::callee_answers(call& owner) {
  channel& caller = *owner.caller;
  channel& callee = *owner.callee;
  set_state(callee, up);
  caller.connected_num = callee.caller_num;
  caller.connected_name = callee.caller_name;
  emit(about("NewConnectedLine", caller));
  emit_variable(caller, "DIALSTATUS", "ANSWER");
  emit_variable(caller, "DIALEDPEERNAME", callee.name);
  emit_variable(caller, "DIALEDPEERNUMBER", callee.line->about.name());
  callee.exten.clear();
  emit_dial_end(&caller, callee, "ANSWER");
  if (caller.state != up) {
    set_state(caller, up);
  }
  bridge(owner);
}

void pbx_simulation::callee_gone(call& owner, std::string_view status, int callee_cause, int caller_cause) {
  emit_dial_end(owner.caller, *owner.callee, status);
  end_channel(owner.callee, callee_cause);
  emit_variable(*owner.caller, "DIALSTATUS", std::string{status});
  end_caller(owner, caller_cause);
}

void pbx_simulation::callee_is_busy(call& owner) {
  callee_gone(owner, "BUSY", user_busy, user_busy);
}

void pbx_simulation::callee_does_not_answer(call& owner) {
  callee_gone(owner, "NOANSWER", normal_clearing, no_answer);
}

void pbx_simulation::caller_cancels(call& owner) {
  emit(about("HangupRequest", *owner.caller).header("Cause", normal_clearing));
  callee_gone(owner, "CANCEL", normal_clearing, normal_clearing);
}

void pbx_simulation::bridge(call& owner) {
  channel& caller = *owner.caller;
  channel& callee = *owner.callee;
  owner.stage = stage::bridged;
  owner.answered = now_;
  pbx_bridge& made = create_bridge({});
  emit_newexten(callee, callee.application, callee.data);
  enter_bridge(made, callee);
  enter_bridge(made, caller);
  emit_variable(callee, "BRIDGEPEER", caller.name);
  emit_variable(caller, "BRIDGEPEER", callee.name);
  schedule(owner, talk_time(), &pbx_simulation::talk_over);
  plan_interludes(owner);
}

void pbx_simulation::talk_over(call& owner) {
  if (consultation_over(owner)) {
    return;
  }
  const bool by_caller = chance(0.55);
  channel& first = by_caller ? *owner.caller : *owner.callee;
  emit(about("HangupRequest", first).header("Cause", normal_clearing));
  end_bridge(owner, by_caller, normal_clearing);
}

// The end of a call between a caller and a member, for the figures of their queue.
void pbx_simulation::complete_queue_call(call& owner, std::string_view reason) {
  if (owner.queue == nullptr || owner.stage != stage::bridged) {
    return;
  }
  call_queue& queue = *owner.queue;
  const std::int64_t hold = duration_cast<seconds>(owner.answered - owner.joined).count();
  const std::int64_t talk = duration_cast<seconds>(now_ - owner.answered).count();
  emit(about("AgentComplete", owner.caller, *owner.callee)
           .header("Queue", queue.about.name())
           .header("Interface", owner.agent->interface)
           .header("MemberName", owner.agent->name)
           .header("HoldTime", hold)
           .header("TalkTime", talk)
           .header("Reason", reason));
  ++queue.completed;
  queue.hold_seconds += hold;
  queue.talk_seconds += talk;
  ++owner.agent->calls_taken;
  owner.agent->last_call = epoch(now_);
  owner.agent->in_call = 0;
  owner.queue = nullptr;
  owner.agent.reset();
}

void pbx_simulation::end_bridge(call& owner, bool by_caller, int cause) {
  complete_queue_call(owner, by_caller ? "caller" : "agent");
  channel& first = by_caller ? *owner.caller : *owner.callee;
  channel& second = by_caller ? *owner.callee : *owner.caller;
  unbridge(owner, first, second, !by_caller, cause);
  end_channel(owner.callee, cause);
  const std::int64_t answered_ms = duration_cast<milliseconds>(now_ - owner.answered).count();
  const std::int64_t dialed_ms = duration_cast<milliseconds>(now_ - owner.dialed).count();
  constexpr std::int64_t second_ms = 1000;
  emit_variable(*owner.caller, "ANSWEREDTIME", std::to_string(answered_ms / second_ms));
  emit_variable(*owner.caller, "ANSWEREDTIME_MS", std::to_string(answered_ms));
  emit_variable(*owner.caller, "DIALEDTIME", std::to_string(dialed_ms / second_ms));
  emit_variable(*owner.caller, "DIALEDTIME_MS", std::to_string(dialed_ms));
  end_caller(owner, cause);
}

// Takes both channels out of their bridge, `first` first; it may be gone before the second one leaves.
void pbx_simulation::unbridge(call& owner, channel& first, channel& second, bool first_goes_at_once, int cause) {
  for (const channel* const leg : {&first, &second}) {
    if (leg->on_hold) {
      silence(*leg);
    }
  }
  emit_variable(first, "BRIDGEPEER", {});
  emit_variable(second, "BRIDGEPEER", {});
  leave_bridge(first);
  if (first_goes_at_once) {
    end_channel(&first == owner.callee ? owner.callee : owner.caller, cause);
  }
  destroy_bridge(leave_bridge(second));
}

}  // namespace ami::testing::detail
