#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <array>
#include <cstdio>

namespace ami::testing::detail {

using std::chrono::milliseconds;

namespace {

std::string local_name(std::string_view text) {
  return std::string{text.substr(0, text.find('/'))};
}

}  // namespace

void pbx_simulation::prepare_originated(call& owner, channel& leg, std::string_view dial_string) {
  const pbx_call& plan = *owner.plan;
  if (!plan.account().empty()) {
    leg.account = plan.account();
  }
  // The server applies them in reverse order. Clang 14 does not take GCC 12's views.
  // NOLINTNEXTLINE(modernize-loop-convert)
  for (auto variable = plan.variables().rbegin(); variable != plan.variables().rend(); ++variable) {
    emit_variable(leg, variable->first, variable->second);
  }
  emit_newexten(leg, "AppDial2", "(Outgoing Line)");
  if (!plan.caller_number().empty() || !plan.caller_name().empty()) {
    leg.caller_num = plan.caller_number();
    leg.caller_name = plan.caller_name();
    emit(about("NewCallerid", leg).header("CID-CallingPres", "0 (Presentation Allowed, Not Screened)"));
    leg.connected_num = plan.caller_number();
    leg.connected_name = plan.caller_name();
    emit(about("NewConnectedLine", leg));
  }
  if (leg.other_half != nullptr) {
    frame_text text = frame_text::event("LocalBridge");
    snapshot(text, leg, "LocalOne");
    snapshot(text, *leg.other_half, "LocalTwo");
    emit(text.header("Context", leg.context).header("Exten", leg.exten).header("LocalOptimization", "No"));
  }
  owner.stage = stage::originating;
  owner.dialed = now_;
  emit(about("DialBegin", nullptr, leg).header("DialString", dial_string));
}

void pbx_simulation::originate(const pbx_call& plan, call_handler done) {
  const std::string& target = plan.channel();
  const std::size_t slash = target.find('/');
  const std::string_view technology = std::string_view{target}.substr(0, slash);
  if (slash != std::string::npos && wire::equal_ignoring_case(technology, "Local")) {
    originate_local(plan, std::move(done));
    return;
  }
  device* line = nullptr;
  if (slash != std::string::npos && wire::equal_ignoring_case(technology, "PJSIP")) {
    line = find_device(local_name(std::string_view{target}.substr(slash + 1)));
  }
  if (line == nullptr || line->about.behaviour() == endpoint_behaviour::unreachable) {
    if (done) {
      done(pbx_call_result{0, target, std::string{no_value}, plan.caller_number(), plan.caller_name()});
    }
    return;
  }
  call& made = new_call();
  made.plan = plan;
  made.done = std::move(done);
  channel& leg = new_channel({}, line, down, made, plan.unique_id());
  made.caller = &leg;
  emit(about("Newchannel", leg));
  prepare_originated(made, leg, line->about.name());
  if (line->about.behaviour() == endpoint_behaviour::busy) {
    schedule(made, between(milliseconds{100}, milliseconds{300}), &pbx_simulation::originated_is_busy);
  } else {
    schedule(made, reaction(), &pbx_simulation::originated_rings);
  }
}

void pbx_simulation::originate_local(const pbx_call& plan, call_handler done) {
  const std::string target = local_name(std::string_view{plan.channel()}.substr(plan.channel().find('/') + 1));
  const std::size_t at = target.find('@');
  call& made = new_call();
  made.plan = plan;
  made.done = std::move(done);
  std::array<char, 16> number{};
  std::snprintf(number.data(), number.size(), "-%08llx", static_cast<unsigned long long>(local_count_++));
  const auto half = [&](const char* suffix, int state, const std::string& unique_id) -> channel& {
    channel& leg = new_channel("Local/" + target + number.data() + suffix, nullptr, state, made, unique_id);
    leg.exten = target.substr(0, at);
    if (at != std::string::npos) {
      leg.context = target.substr(at + 1);
    }
    emit(about("Newchannel", leg));
    return leg;
  };
  made.caller = &half(";1", down, plan.unique_id());
  channel& second = half(";2", ring, plan.other_unique_id());
  second.is_second_half = true;
  second.other_half = made.caller;
  made.caller->other_half = &second;
  prepare_originated(made, *made.caller, target);
  schedule(made, reaction(), &pbx_simulation::originated_answers);
}

void pbx_simulation::originated_rings(call& owner) {
  set_state(*owner.caller, ringing);
  const duration limit = owner.plan->timeout();
  const duration needs = ring_time();
  const bool answers = owner.caller->line->about.behaviour() != endpoint_behaviour::never_answers && needs < limit;
  schedule(owner, answers ? needs : limit,
           answers ? &pbx_simulation::originated_answers : &pbx_simulation::originated_times_out);
}

void pbx_simulation::originated_answers(call& owner) {
  ++owner.generation;
  channel& leg = *owner.caller;
  if (leg.other_half != nullptr) {
    channel& half = *leg.other_half;
    answer_caller(half);
    emit_newexten(half, "Wait", "3600");
  }
  set_state(leg, up);
  emit_dial_end(nullptr, leg, "ANSWER");
  constexpr int reason_answered = 4;
  const call_handler done = std::exchange(owner.done, {});
  if (done) {
    done(pbx_call_result{reason_answered, leg.name, leg.uniqueid, leg.connected_num, leg.connected_name});
  }
  const pbx_call plan = *owner.plan;
  if (!plan.context().empty()) {
    leg.context = plan.context();
  }
  if (!plan.exten().empty()) {
    leg.exten = plan.exten();
  }
  leg.priority = plan.priority();
  if (plan.application().empty()) {
    execute(owner);
  } else {
    run_application(owner, plan.application(), plan.data());
  }
}

void pbx_simulation::originate_failed(call& owner, int reason, int cause) {
  const call_handler done = std::exchange(owner.done, {});
  const pbx_call plan = *owner.plan;
  emit_dial_end(nullptr, *owner.caller, dial_status(cause));
  end_caller(owner, cause);
  if (done) {
    const std::string& id = plan.unique_id();
    done(pbx_call_result{reason, plan.channel(), id.empty() ? std::string{no_value} : id, plan.caller_number(),
                         plan.caller_name()});
  }
}

}  // namespace ami::testing::detail
