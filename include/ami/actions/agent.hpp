// Actions on agents.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/events/agent.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <string>
#include <utility>

namespace ami::replies {

/// The reply to the action Agents.
using agents = list_reply<ami::events::agents_complete, ami::events::agents>;

}  // namespace ami::replies

namespace ami::actions {

/// Logs an agent off. Action `AgentLogoff`, needs class agent. Safe to repeat.
class agent_logoff : public basic_action<agent_logoff> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param agent `Agent`: id of the agent
  explicit agent_logoff(std::string agent) : basic_action{"AgentLogoff"} { put("Agent", std::move(agent)); }

  /// `Soft`: wait until the agent's call ends.
  agent_logoff& soft(bool value = true) & { return put("Soft", value ? "true" : "false"); }
  agent_logoff&& soft(bool value = true) && { return std::move(soft(value)); }
  template <class Text>
  void soft(Text*) = delete;  // "no" would be true
};

/// Lists the agents. Action `Agents`, needs class agent. The reply is a list of `Agents`. Safe to repeat: it only
/// reads.
class agents : public basic_action<agents> {
public:
  using reply_type = replies::agents;
  static constexpr repeat repeat_safety = repeat::read;

  agents() : basic_action{"Agents"} {}
};

}  // namespace ami::actions
