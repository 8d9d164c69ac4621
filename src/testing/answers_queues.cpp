// The fake server's own answers to actions that change queues.
#include "testing/action_values.hpp"
#include "testing/server.hpp"

namespace ami::testing::detail {

void server::answer_queue_add(connection& from, const request& action) {
  const std::string_view queue = action["Queue"];
  const std::string interface { action["Interface"] };
  if (queue.empty()) {
    respond_error(from, action, "'Queue' not specified.");
    return;
  }
  if (interface.empty()) {
    respond_error(from, action, "'Interface' not specified.");
    return;
  }
  const pbx_member agent = pbx_member{interface}
                               .name(std::string{action["MemberName"]})
                               .state_interface(std::string{action["StateInterface"]})
                               .penalty(number(action["Penalty"]).value_or(0))
                               .paused(is_true(action["Paused"]));
  respond_before_events(from, action, [&](simulated_pbx& telephones) {
    switch (telephones.queue_add(queue, agent)) {
    case queue_change::done: return success("Added interface to queue");
    case queue_change::already_there: return error("Unable to add interface: Already there");
    default: return error("Unable to add interface to queue: No such queue");
    }
  });
}

void server::answer_queue_remove(connection& from, const request& action) {
  const std::string_view queue = action["Queue"];
  const std::string_view interface = action["Interface"];
  if (queue.empty() || interface.empty()) {
    respond_error(from, action, "Need 'Queue' and 'Interface' parameters.");
    return;
  }
  respond_before_events(from, action, [&](simulated_pbx& telephones) {
    switch (telephones.queue_remove(queue, interface)) {
    case queue_change::done: return success("Removed interface from queue");
    case queue_change::not_there: return error("Unable to remove interface: Not there");
    case queue_change::not_dynamic: return error("Member not dynamic");
    default: return error("Unable to remove interface from queue: No such queue");
    }
  });
}

void server::answer_queue_pause(connection& from, const request& action) {
  const std::string_view interface = action["Interface"];
  if (interface.empty() || action["Paused"].empty()) {
    respond_error(from, action, "Need 'Interface' and 'Paused' parameters.");
    return;
  }
  const bool paused = is_true(action["Paused"]);
  respond_before_events(from, action, [&](simulated_pbx& telephones) {
    if (!telephones.queue_pause(interface, paused, action["Queue"], action["Reason"])) {
      return error("Interface not found");
    }
    return success(paused ? "Interface paused successfully" : "Interface unpaused successfully");
  });
}

void server::answer_queue_penalty(connection& from, const request& action) {
  const std::string_view interface = action["Interface"];
  const auto penalty = number(action["Penalty"]);
  if (interface.empty() || action["Penalty"].empty()) {
    respond_error(from, action, "Need 'Interface' and 'Penalty' parameters.");
    return;
  }
  respond_before_events(from, action, [&](simulated_pbx& telephones) {
    if (!penalty || *penalty < 0 || !telephones.queue_penalty(interface, *penalty, action["Queue"])) {
      return error("Invalid interface, queuename or penalty");
    }
    return success("Interface penalty set successfully");
  });
}

void server::answer_queue_ring_in_use(connection& from, const request& action) {
  const std::string_view interface = action["Interface"];
  if (interface.empty() || action["RingInUse"].empty()) {
    respond_error(from, action, "Need 'Interface' and 'RingInUse' parameters.");
    return;
  }
  respond_before_events(from, action, [&](simulated_pbx& telephones) {
    if (!telephones.queue_ring_in_use(interface, is_true(action["RingInUse"]), action["Queue"])) {
      return error("Invalid interface, queuename or ringinuse value");
    }
    return success("Interface ringinuse set successfully");
  });
}

void server::answer_queue_reload(connection& from, const request& action) {
  // Without any of these headers all parts are read again. The rules are no part of the simulation.
  const std::string_view members = action["Members"];
  const std::string_view parameters = action["Parameters"];
  const bool names_none = members.empty() && parameters.empty() && action["Rules"].empty();
  respond_before_events(from, action, [&](simulated_pbx& telephones) {
    if (names_none || is_true(members) || is_true(parameters)) {
      telephones.queue_reload(action["Queue"]);
    }
    return success("Queue reloaded successfully");
  });
}

void server::answer_queue_reset(connection& from, const request& action) {
  pbx().queue_reset(action["Queue"]);
  respond_success(from, action, "Queue stats reset successfully");
}

}  // namespace ami::testing::detail
