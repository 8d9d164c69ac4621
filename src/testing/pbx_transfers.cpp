// What parties of a call do besides talking: hold, transfers, picking up, and new names.
#include "testing/pbx_simulation.hpp"

#include <ami/wire/frame.hpp>

#include <initializer_list>

namespace ami::testing::detail {

// The other party of a bridged call.
channel& pbx_simulation::peer_of(const channel& leg) noexcept {
  const call& owner = *leg.owner;
  return &leg == owner.caller ? *owner.callee : *owner.caller;
}

void pbx_simulation::adopt(call& owner, channel& leg) noexcept {
  leg.owner = &owner;
  if (leg.other_half != nullptr) {
    leg.other_half->owner = &owner;
  }
}

namespace {

bool is_talking(const channel* leg) noexcept {
  return leg != nullptr && !leg->is_second_half && leg->owner->stage == stage::bridged;
}

}  // namespace

// ---- Hold

void pbx_simulation::start_hold(channel& leg, std::string_view music_class) {
  frame_text text = about("Hold", leg);
  if (!music_class.empty()) {
    text.header("MusicClass", music_class);
  }
  emit(text);
  emit(about("MusicOnHoldStart", peer_of(leg)).header("Class", music_class.empty() ? "default" : music_class));
  set_hold(leg, true);
}

// Ends the music that the other party hears.
void pbx_simulation::silence(const channel& leg) {
  emit(about("MusicOnHoldStop", peer_of(leg)));
}

void pbx_simulation::end_hold(channel& leg) {
  silence(leg);
  emit(about("Unhold", leg));
  set_hold(leg, false);
}

bool pbx_simulation::hold(std::string_view name, std::string_view music_class) {
  channel* const leg = find(name);
  if (!is_talking(leg) || leg->on_hold) {
    return false;
  }
  start_hold(*leg, music_class);
  return true;
}

bool pbx_simulation::unhold(std::string_view name) {
  channel* const leg = find(name);
  if (!is_talking(leg) || !leg->on_hold) {
    return false;
  }
  end_hold(*leg);
  return true;
}

bool pbx_simulation::rename(std::string_view name, std::string_view new_name) {
  channel* const leg = find(name);
  if (leg == nullptr) {
    return false;
  }
  emit(frame_text::event("Rename")
           .header("Channel", leg->name)
           .header("Newname", new_name)
           .header("Uniqueid", leg->uniqueid));
  leg->name = new_name;
  return true;
}

// ---- Transfers

bool pbx_simulation::blind_transfer(std::string_view name, std::string_view context, std::string_view exten) {
  channel* const leg = find(name);
  if (!is_talking(leg)) {
    return false;
  }
  transfer(*leg, context, exten);
  return true;
}

void pbx_simulation::transfer(channel& transferer, std::string_view context, std::string_view exten) {
  channel& transferee = peer_of(transferer);
  call& owner = *transferer.owner;
  emit_variable(transferee, "BLINDTRANSFER", transferer.name);
  frame_text text = frame_text::event("BlindTransfer").header("Result", "Success");
  snapshot(text, transferer, "Transferer");
  snapshot(text, transferee, "Transferee");
  add_bridge(text, bridges_.find(transferer.bridge_id)->second);
  const std::string wanted_context{context.empty() ? std::string_view{transferer.context} : context};
  emit(text.header("IsExternal", "Yes").header("Context", wanted_context).header("Extension", exten));
  complete_queue_call(owner, "transfer");
  detach(transferee);
  transferee.context = wanted_context;
  transferee.exten = exten;
  transferee.priority = 1;
  execute(owner);
}

bool pbx_simulation::attended_transfer(std::string_view first, std::string_view second) {
  channel* const held = find(first);
  channel* const consulting = find(second);
  if (!is_talking(held) || !is_talking(consulting) || held->owner == consulting->owner || held->line == nullptr ||
      held->line != consulting->line || held->line->is_trunk) {
    return false;
  }
  join_calls(*held, *consulting);
  return true;
}

// As the digits would do that the action has the channel dial. A telephone consults with a channel of its own here,
// which a real server moves to another bridge and back.
bool pbx_simulation::begin_transfer(std::string_view name, std::string_view context, std::string_view exten) {
  channel* const leg = find(name);
  if (!is_talking(leg)) {
    return false;
  }
  if (!context.empty()) {
    emit_variable(*leg, "TRANSFER_CONTEXT", std::string{context});
  }
  constexpr std::string_view feature_code = "*2";
  dial_digits(*leg, feature_code);
  if (leg->line == nullptr || leg->line->is_trunk) {
    return false;
  }
  if (!leg->on_hold) {
    start_hold(*leg, {});
  }
  dial_digits(*leg, exten);
  begin_call(*leg->line, std::string{exten}, leg->uniqueid).transfers_at_hangup = true;
  return true;
}

void pbx_simulation::dial_digits(const channel& leg, std::string_view digits) {
  for (const char digit : digits) {
    emit(about("DTMFEnd", leg)
             .header("Digit", std::string_view{&digit, 1})
             .header("DurationMs", 0)
             .header("Direction", "Received"));
  }
}

// The telephone hangs up while it consults: the two others talk to each other.
bool pbx_simulation::transfer_at_hangup(const channel& leg) {
  for (const auto& [id, owner] : calls_) {
    const channel* const held = owner.transfers_at_hangup ? find(owner.consultation_of) : nullptr;
    if (held != nullptr && (held == &leg || owner.caller == &leg)) {
      return attended_transfer(held->name, owner.caller->name);
    }
  }
  return false;
}

// Connects the parties of two calls of one telephone, which leaves both.
void pbx_simulation::join_calls(channel& held, channel& consulting) {
  channel& transferee = peer_of(held);
  channel& target = peer_of(consulting);
  pbx_bridge& left = bridges_.find(held.bridge_id)->second;
  pbx_bridge& joined = bridges_.find(consulting.bridge_id)->second;
  frame_text text = frame_text::event("AttendedTransfer").header("Result", "Success");
  snapshot(text, held, "OrigTransferer");
  add_bridge(text, left, "Orig");
  snapshot(text, consulting, "SecondTransferer");
  add_bridge(text, joined, "Second");
  snapshot(text, transferee, "Transferee");
  snapshot(text, target, "TransferTarget");
  emit(text.header("IsExternal", "Yes").header("DestType", "Bridge").header("DestBridgeUniqueid", joined.id));

  call& kept = *held.owner;
  call& ended = *consulting.owner;
  complete_queue_call(kept, "transfer");
  complete_queue_call(ended, "transfer");
  for (const channel* const leg : {&held, &consulting}) {
    if (leg->on_hold) {
      silence(*leg);
    }
  }
  for (channel* const leg : {&transferee, &target}) {
    if (leg->on_hold) {
      end_hold(*leg);
    }
  }
  leave_bridge(transferee);
  enter_bridge(joined, transferee);
  leave_bridge(consulting);
  destroy_bridge(leave_bridge(held));
  emit_variable(transferee, "BRIDGEPEER", target.name);
  emit_variable(target, "BRIDGEPEER", transferee.name);

  ++kept.generation;
  kept.caller = &transferee;
  kept.callee = &target;
  kept.consultation_of.clear();
  kept.transfers_at_hangup = false;
  adopt(kept, target);
  remove(ended);
  for (channel* leg : {&held, &consulting}) {
    end_channel(leg, normal_clearing);
  }
  schedule(kept, talk_time(), &pbx_simulation::talk_over);
}

// ---- Picking up

bool pbx_simulation::pick_up(std::string_view ringing_channel, std::string_view endpoint) {
  const channel* const leg = find(ringing_channel);
  device* const line = find_device(endpoint);
  if (leg == nullptr || line == nullptr || leg->state != ringing || leg->line == line ||
      leg->owner->stage != stage::dialing) {
    return false;
  }
  pick_up(*leg->owner, *line);
  return true;
}

// The channel of `line` takes the place of the one that rings. It belongs to a call of its own until it is bridged, and
// no event tells when its Linkedid changes.
void pbx_simulation::pick_up(call& owner, device& line) {
  ++owner.generation;
  channel& picking = new_channel({}, &line, ring, owner);
  picking.linkedid = picking.uniqueid;
  picking.linked_number = picking.number;
  picking.exten = "*8";
  emit(about("Newchannel", picking));
  refresh(line);
  emit_newexten(picking, "Pickup", {});
  frame_text text = about("Pickup", picking);
  snapshot(text, *owner.callee, "Target");
  emit(text);
  constexpr int answered_elsewhere = 26;
  end_channel(owner.callee, answered_elsewhere);
  owner.callee = &picking;
  callee_answers(owner);
}

}  // namespace ami::testing::detail
