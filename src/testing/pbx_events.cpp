#include "testing/pbx_simulation.hpp"

namespace ami::testing::detail {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

std::string_view state_text(int state) noexcept {
  switch (state) {
  case down: return "Down";
  case ring: return "Ring";
  case ringing: return "Ringing";
  default: return "Up";
  }
}

}  // namespace

std::string_view or_unknown(const std::string& text) noexcept {
  return text.empty() ? no_value : std::string_view{text};
}

void pbx_simulation::snapshot(frame_text& text, const channel& leg, std::string_view prefix) {
  const auto add = [&](std::string_view key, std::string_view value) {
    text.header(std::string{prefix}.append(key), value);
  };
  add("Channel", leg.name);
  add("ChannelState", std::to_string(leg.state));
  add("ChannelStateDesc", state_text(leg.state));
  add("CallerIDNum", or_unknown(leg.caller_num));
  add("CallerIDName", leg.caller_name.empty() ? std::string{no_value} : escape_c(leg.caller_name));
  add("ConnectedLineNum", or_unknown(leg.connected_num));
  add("ConnectedLineName", leg.connected_name.empty() ? std::string{no_value} : escape_c(leg.connected_name));
  add("Language", "en");
  add("AccountCode", leg.account);
  add("Context", leg.context);
  add("Exten", leg.exten);
  add("Priority", std::to_string(leg.priority));
  add("Uniqueid", leg.uniqueid);
  add("Linkedid", leg.linkedid);
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
