#include "testing/channel_headers.hpp"
#include "testing/pbx_simulation.hpp"

namespace ami::testing::detail {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::string_view or_unknown(const std::string& text) noexcept {
  return text.empty() ? no_value : std::string_view{text};
}

void pbx_simulation::snapshot(frame_text& text, const channel& leg, std::string_view prefix) {
  add_channel_headers(text, prefix,
                      {leg.name, leg.state, leg.caller_num, leg.caller_name, leg.connected_num, leg.connected_name,
                       leg.account, leg.context, leg.exten, leg.priority, leg.uniqueid, leg.linkedid});
}

std::optional<channel_snapshot> pbx_simulation::snapshot_of(std::string_view name) const {
  const channel* const leg = find(name);
  if (leg == nullptr) {
    return std::nullopt;
  }
  return channel_snapshot{leg->name, leg->uniqueid}
      .state(leg->state)
      .caller_id(leg->caller_num, leg->caller_name)
      .connected_line(leg->connected_num, leg->connected_name)
      .account(leg->account)
      .extension(leg->context, leg->exten, leg->priority)
      .linked_id(leg->linkedid);
}

frame_text pbx_simulation::about(std::string name, const channel& leg) {
  frame_text text = frame_text::event(std::move(name));
  snapshot(text, leg);
  return text;
}

frame_text pbx_simulation::about(std::string name, const channel* caller, const channel& callee) {
  frame_text text = frame_text::event(std::move(name));
  if (caller != nullptr) {
    snapshot(text, *caller);
  }
  snapshot(text, callee, "Dest");
  return text;
}

void pbx_simulation::emit_newexten(channel& leg, std::string application, std::string data) {
  leg.application = std::move(application);
  leg.data = std::move(data);
  emit(about("Newexten", leg)
           .header("Extension", leg.exten)
           .header("Application", leg.application)
           .header("AppData", leg.data));
}

void pbx_simulation::emit_variable(channel& leg, std::string name, std::string value) {
  emit(about("VarSet", leg).header("Variable", name).header("Value", escape_c(value)));
  leg.variables.insert_or_assign(std::move(name), std::move(value));
}

void pbx_simulation::emit_dial_end(const channel* caller, const channel& callee, std::string_view status) {
  emit(about("DialEnd", caller, callee).header("DialStatus", status));
}

void pbx_simulation::emit_agent(std::string name, const call& owner, std::int64_t hold) {
  const bool called = name == "AgentCalled";
  const bool refused = name == "AgentRingNoAnswer";
  const bool connected = name == "AgentConnect";
  frame_text text = about(std::move(name), owner.caller, *owner.callee);
  text.header("Queue", owner.queue->about.name())
      .header("Interface", owner.agent->interface)
      .header("MemberName", owner.agent->name);
  const duration ring = now_ - owner.dialed;
  if (refused) {
    text.header("RingTime", duration_cast<milliseconds>(ring).count());
  } else if (!called) {
    text.header("HoldTime", hold);
    if (connected) {
      text.header("RingTime", duration_cast<seconds>(ring).count());
    }
  }
  emit(text);
}

}  // namespace ami::testing::detail
