// Members of queues: who they are, what changes them, and what that tells.
#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>

namespace ami::testing::detail {

namespace {

bool is_configured(const pbx_queue& queue, const member& agent) {
  const auto& names = queue.members();
  return std::any_of(names.begin(), names.end(),
                     [&agent](const std::string& name) { return agent.interface == "PJSIP/" + name; });
}

}  // namespace

call_queue* pbx_simulation::find_queue(std::string_view name) {
  const auto found = std::find_if(queues_.begin(), queues_.end(), [name](const call_queue& queue) {
    return wire::equal_ignoring_case(queue.about.name(), name);
  });
  return found != queues_.end() ? &*found : nullptr;
}

std::shared_ptr<member> pbx_simulation::find_member(const call_queue& queue, std::string_view interface) {
  const auto found =
      std::find_if(queue.members.begin(), queue.members.end(), [interface](const std::shared_ptr<member>& agent) {
        return wire::equal_ignoring_case(agent->interface, interface);
      });
  return found != queue.members.end() ? *found : nullptr;
}

void pbx_simulation::emit_member(std::string name, const call_queue& queue, const member& agent) {
  emit(frame_text::event(std::move(name))
           .header("Queue", queue.about.name())
           .header("MemberName", agent.name)
           .header("Interface", agent.interface)
           .header("StateInterface", agent.state_interface)
           .header("Membership", agent.dynamic ? "dynamic" : "static")
           .header("Penalty", agent.penalty)
           .header("CallsTaken", agent.calls_taken)
           .header("LastCall", agent.last_call)
           .header("LastPause", agent.last_pause)
           .header("LoginTime", agent.login_time)
           .header("InCall", agent.in_call)
           .header("Status", agent.status)
           .header("Paused", agent.paused ? 1 : 0)
           .header("PausedReason", agent.paused_reason)
           .header("Ringinuse", agent.ring_in_use ? 1 : 0)
           .header("Wrapuptime", 0));
}

void pbx_simulation::refresh_member(call_queue& queue, member& agent, int status) {
  agent.status = status;
  emit_member("QueueMemberStatus", queue, agent);
  refresh_availability(queue);
}

member& pbx_simulation::add_member(call_queue& queue, const pbx_member& agent) {
  constexpr std::string_view technology = "PJSIP/";
  const auto telephone = [&](std::string_view interface) {
    return interface.starts_with(technology) ? find_device(interface.substr(technology.size())) : nullptr;
  };
  member& made = *queue.members.emplace_back(std::make_shared<member>());
  made.interface = agent.interface();
  made.name = agent.name();
  made.state_interface = agent.state_interface();
  made.line = telephone(made.interface);
  made.watched = telephone(made.state_interface);
  made.status = words_for(made.watched != nullptr ? made.watched->state : "INVALID").member_status;
  made.penalty = agent.penalty();
  made.paused = agent.paused();
  made.login_time = epoch(now_);
  set_pseudo_device(queue.pause_device(made), made.paused ? "INUSE" : "NOT_INUSE");
  return made;
}

queue_change pbx_simulation::queue_add(std::string_view name, const pbx_member& agent) {
  call_queue* const queue = find_queue(name);
  if (queue == nullptr || queue->removed) {
    return queue_change::no_such_queue;
  }
  if (find_member(*queue, agent.interface()) != nullptr) {
    return queue_change::already_there;
  }
  member& made = add_member(*queue, agent);
  made.dynamic = true;
  emit_member("QueueMemberAdded", *queue, made);
  refresh_availability(*queue);
  request_distribution(*queue);
  return queue_change::done;
}

queue_change pbx_simulation::queue_remove(std::string_view name, std::string_view interface) {
  call_queue* const queue = find_queue(name);
  if (queue == nullptr || queue->removed) {
    return queue_change::no_such_queue;
  }
  const std::shared_ptr<member> agent = find_member(*queue, interface);
  if (agent == nullptr) {
    return queue_change::not_there;
  }
  if (!agent->dynamic) {
    return queue_change::not_dynamic;
  }
  std::erase(queue->members, agent);
  emit_member("QueueMemberRemoved", *queue, *agent);
  refresh_availability(*queue);
  return queue_change::done;
}

template <class Change>
bool pbx_simulation::change_members(std::string_view interface, std::string_view queue, Change change) {
  bool found = false;
  for (call_queue& entry : queues_) {
    if (entry.is_there() && (queue.empty() || wire::equal_ignoring_case(entry.about.name(), queue))) {
      if (const std::shared_ptr<member> agent = find_member(entry, interface)) {
        found = true;
        change(entry, *agent);
      }
    }
  }
  return found;
}

void pbx_simulation::pause_member(call_queue& queue, member& agent, bool paused, std::string_view reason) {
  agent.paused = paused;
  agent.paused_reason = paused ? reason : std::string_view{};
  if (paused) {
    agent.last_pause = epoch(now_);
  }
  set_pseudo_device(queue.pause_device(agent), paused ? "INUSE" : "NOT_INUSE");
  refresh_availability(queue);
  emit_member("QueueMemberPause", queue, agent);
  if (!paused) {
    request_distribution(queue);
  }
}

bool pbx_simulation::queue_pause(std::string_view interface, bool paused, std::string_view queue,
                                 std::string_view reason) {
  return change_members(interface, queue,
                        [&](call_queue& entry, member& agent) { pause_member(entry, agent, paused, reason); });
}

bool pbx_simulation::queue_penalty(std::string_view interface, std::int64_t penalty, std::string_view queue) {
  return change_members(interface, queue, [&](const call_queue& entry, member& agent) {
    agent.penalty = penalty;
    emit_member("QueueMemberPenalty", entry, agent);
  });
}

bool pbx_simulation::queue_ring_in_use(std::string_view interface, bool value, std::string_view queue) {
  return change_members(interface, queue, [&](const call_queue& entry, member& agent) {
    agent.ring_in_use = value;
    emit_member("QueueMemberRinginuse", entry, agent);
  });
}

// ---- The configuration

void pbx_simulation::configure_queue(const pbx_queue& queue) {
  remove_queue(queue.name());
  queue_configuration_.push_back(queue);
}

bool pbx_simulation::remove_queue(std::string_view name) {
  return std::erase_if(queue_configuration_,
                       [name](const pbx_queue& queue) { return wire::equal_ignoring_case(queue.name(), name); }) != 0;
}

// Makes the static members those of the configuration. There is no event for a member that comes or goes so.
void pbx_simulation::reload_members(call_queue& queue) {
  std::erase_if(queue.members, [&queue](const std::shared_ptr<member>& agent) {
    return !agent->dynamic && !is_configured(queue.about, *agent);
  });
  for (const std::string& name : queue.about.members()) {
    const device* const line = find_device(name);
    if (line != nullptr && find_member(queue, "PJSIP/" + name) == nullptr) {
      add_member(queue, pbx_member{"PJSIP/" + name}.name(line->about.display_name()));
    }
  }
  refresh_queue_device(queue);
  refresh_availability(queue);
}

void pbx_simulation::queue_reload(std::string_view name) {
  const auto is_meant = [name](const pbx_queue& queue) {
    return name.empty() || wire::equal_ignoring_case(queue.name(), name);
  };
  for (call_queue& queue : queues_) {
    queue.removed = queue.removed || is_meant(queue.about);
  }
  for (const pbx_queue& wanted : queue_configuration_) {
    if (is_meant(wanted)) {
      call_queue* queue = find_queue(wanted.name());
      queue = queue != nullptr ? queue : &queues_.emplace_back(wanted);
      queue->about = wanted;
      queue->removed = false;
      reload_members(*queue);
      if (!queue->waiting.empty()) {
        request_distribution(*queue);
      }
    }
  }
}

void pbx_simulation::queue_reset(std::string_view name) {
  for (call_queue& queue : queues_) {
    if (name.empty() || wire::equal_ignoring_case(queue.about.name(), name)) {
      queue.completed = 0;
      queue.abandoned = 0;
      queue.hold_seconds = 0;
      queue.talk_seconds = 0;
    }
  }
}

}  // namespace ami::testing::detail
