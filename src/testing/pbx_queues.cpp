#include "testing/pbx_simulation.hpp"

#include <algorithm>
#include <iterator>

namespace ami::testing::detail {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

void pbx_simulation::refresh_queue_device(const call_queue& queue) {
  set_pseudo_device("Queue:" + queue.about.name(), queue.waiting.empty() ? "NOT_INUSE" : "RINGING");
}

void pbx_simulation::enter_queue(call& owner, call_queue& queue) {
  channel& caller = *owner.caller;
  ++owner.generation;
  answer_caller(caller);
  emit_newexten(caller, "Queue",
                queue.about.name() + ",t,,," +
                    std::to_string(duration_cast<seconds>(options_.queue_patience()).count()));
  for (const char* const name :
       {"ANSWEREDTIME", "ANSWEREDTIME_MS", "DIALEDTIME", "DIALEDTIME_MS", "QUEUEWAIT", "QUEUEWAIT_MS"}) {
    emit_variable(caller, name, {});
  }
  queue.waiting.push_back(&owner);
  owner.queue = &queue;
  owner.stage = stage::queued;
  owner.joined = now_;
  owner.original_position = queue.waiting.size();
  refresh_queue_device(queue);
  const auto count = static_cast<std::int64_t>(queue.waiting.size());
  emit(about("QueueCallerJoin", caller)
           .header("Queue", queue.about.name())
           .header("Position", count)
           .header("Count", count));
  emit(about("MusicOnHoldStart", caller).header("Class", "default"));
  // Independent of the generation, which changes with every member that rings.
  schedule(options_.queue_patience(), [this, id = owner.id] {
    const auto found = calls_.find(id);
    if (found != calls_.end()) {
      patience_over(found->second);
    }
  });
  request_distribution(queue);
}

void pbx_simulation::request_distribution(call_queue& queue) {
  if (!queue.distribution_is_due) {
    queue.distribution_is_due = true;
    schedule(reaction(), [this, &queue] {
      queue.distribution_is_due = false;
      distribute(queue);
    });
  }
}

void pbx_simulation::distribute(call_queue& queue) {
  std::vector<call*> callers;
  std::copy_if(queue.waiting.begin(), queue.waiting.end(), std::back_inserter(callers),
               [](const call* waiting_call) { return waiting_call->stage == stage::queued; });
  for (call* const caller : callers) {
    // The lowest penalty first, and in turn among equals.
    std::shared_ptr<member> chosen;
    std::size_t next = queue.next_member;
    for (std::size_t i = 0; i < queue.members.size(); ++i) {
      const std::size_t index = (queue.next_member + i) % queue.members.size();
      const std::shared_ptr<member>& agent = queue.members[index];
      if (agent->can_ring() && (chosen == nullptr || agent->penalty < chosen->penalty)) {
        chosen = agent;
        next = (index + 1) % queue.members.size();
      }
    }
    if (chosen == nullptr) {
      return;
    }
    queue.next_member = next;
    ring_member(*caller, queue, std::move(chosen));
  }
}

void pbx_simulation::ring_member(call& owner, call_queue& queue, std::shared_ptr<member> agent) {
  ++owner.generation;
  owner.stage = stage::ringing_member;
  owner.queue = &queue;
  owner.agent = std::move(agent);
  const channel& callee = new_callee(owner, *owner.agent->line, "AppQueue");
  emit_agent("AgentCalled", owner, 0);
  emit(about("DialBegin", owner.caller, callee).header("DialString", owner.agent->interface));
  schedule(owner, reaction(), &pbx_simulation::member_rings);
}

void pbx_simulation::member_rings(call& owner) {
  set_state(*owner.callee, ringing);
  const endpoint_behaviour behaviour = owner.callee->line->about.behaviour();
  const bool answers = behaviour == endpoint_behaviour::answers ||
                       (behaviour == endpoint_behaviour::as_the_dice_say && !chance(options_.no_answer_share()));
  schedule(owner, answers ? ring_time() : no_answer_time(),
           answers ? &pbx_simulation::member_answers : &pbx_simulation::member_does_not_answer);
}

void pbx_simulation::member_answers(call& owner) {
  channel& caller = *owner.caller;
  channel& callee = *owner.callee;
  owner.agent->in_call = options_.late_in_call() ? 0 : 1;
  set_state(callee, up);
  owner.agent->in_call = 1;
  caller.connected_num = callee.caller_num;
  caller.connected_name = callee.caller_name;
  emit(about("NewConnectedLine", caller));
  emit_dial_end(&caller, callee, "ANSWER");
  const std::int64_t position =
      std::find(owner.queue->waiting.begin(), owner.queue->waiting.end(), &owner) - owner.queue->waiting.begin() + 1;
  leave_queue(owner, false);
  const duration hold = now_ - owner.joined;
  emit_variable(caller, "QUEUEPOSITION", std::to_string(position));
  emit_variable(caller, "QUEUEWAIT", std::to_string(duration_cast<seconds>(hold).count()));
  emit_variable(caller, "QUEUEWAIT_MS", std::to_string(duration_cast<milliseconds>(hold).count()));
  emit_agent("AgentConnect", owner, duration_cast<seconds>(hold).count());
  bridge(owner);
}

void pbx_simulation::member_does_not_answer(call& owner) {
  ++owner.generation;
  call_queue& queue = *owner.queue;
  emit_dial_end(owner.caller, *owner.callee, "NOANSWER");
  emit_agent("AgentRingNoAnswer", owner, 0);
  end_channel(owner.callee, normal_clearing);
  owner.stage = stage::queued;
  owner.agent = nullptr;
  request_distribution(queue);
}

void pbx_simulation::patience_over(call& owner) {
  const bool waits = owner.stage == stage::queued || owner.stage == stage::ringing_member;
  if (waits && now_ - owner.joined >= options_.queue_patience()) {
    emit(about("HangupRequest", *owner.caller).header("Cause", normal_clearing));
    abandon(owner, normal_clearing);
  }
}

void pbx_simulation::leave_queue(call& owner, bool abandoned) {
  call_queue& queue = *owner.queue;
  const auto found = std::find(queue.waiting.begin(), queue.waiting.end(), &owner);
  const std::int64_t position = found - queue.waiting.begin() + 1;
  emit(about("MusicOnHoldStop", *owner.caller));
  if (abandoned) {
    ++queue.abandoned;
    emit(about("QueueCallerAbandon", *owner.caller)
             .header("Queue", queue.about.name())
             .header("Position", position)
             .header("OriginalPosition", static_cast<std::int64_t>(owner.original_position))
             .header("HoldTime", duration_cast<seconds>(now_ - owner.joined).count()));
  }
  queue.waiting.erase(found);
  refresh_queue_device(queue);
  emit(about("QueueCallerLeave", *owner.caller)
           .header("Queue", queue.about.name())
           .header("Position", position)
           .header("Count", static_cast<std::int64_t>(queue.waiting.size())));
}

void pbx_simulation::abandon(call& owner, int cause) {
  if (owner.callee != nullptr) {
    emit_dial_end(owner.caller, *owner.callee, "CANCEL");
    end_channel(owner.callee, cause);
  }
  leave_queue(owner, true);
  end_caller(owner, cause);
}

}  // namespace ami::testing::detail
