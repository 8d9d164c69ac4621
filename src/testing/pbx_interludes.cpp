// What happens in calls by chance. Nothing is drawn for a share of 0, so that options without shares keep their events.
#include "testing/pbx_simulation.hpp"

#include <iterator>

namespace ami::testing::detail {

// The party of a call that may put it on hold, transfer or park it: a telephone of this PBX, the called one first.
channel* pbx_simulation::transferer(const call& owner) const noexcept {
  for (channel* const leg : {owner.callee, owner.caller}) {
    if (leg->line != nullptr && !leg->line->is_trunk) {
      return leg;
    }
  }
  return nullptr;
}

void pbx_simulation::plan_interludes(call& owner) {
  if (wants(options_.hold_share())) {
    schedule(owner, moment(), &pbx_simulation::hold_by_chance);
  }
  if (wants(options_.park_share())) {
    schedule(owner, moment(), &pbx_simulation::park_by_chance);
  }
  if (wants(options_.transfer_share())) {
    schedule(owner, moment(), &pbx_simulation::transfer_by_chance);
  }
}

void pbx_simulation::hold_by_chance(call& owner) {
  channel* const leg = transferer(owner);
  if (leg != nullptr && !leg->on_hold) {
    start_hold(*leg, {});
    schedule(owner, moment(), &pbx_simulation::unhold_by_chance);
  }
}

void pbx_simulation::unhold_by_chance(call& owner) {
  channel* const leg = transferer(owner);
  if (leg != nullptr && leg->on_hold) {
    end_hold(*leg);
  }
}

void pbx_simulation::transfer_by_chance(call& owner) {
  channel* const leg = transferer(owner);
  device* const other = leg != nullptr ? pick_device(leg->line) : nullptr;
  if (other == nullptr) {
    return;
  }
  if (chance(0.5)) {
    consult(*leg, *other);
  } else if (!queues_.empty() && chance(0.3)) {
    const auto index = static_cast<std::ptrdiff_t>(dice(queues_.size()));
    transfer(*leg, {}, std::next(queues_.begin(), index)->about.extension());
  } else {
    transfer(*leg, {}, other->about.number());
  }
}

// Calls somebody else, to whom the call is transferred when the two have talked.
void pbx_simulation::consult(channel& leg, device& other) {
  if (!leg.on_hold) {
    start_hold(leg, {});
  }
  begin_call(*leg.line, other.about.number(), leg.uniqueid);
}

// True when the call was one to consult somebody, and has become one of the two others.
bool pbx_simulation::consultation_over(call& owner) {
  if (owner.consultation_of.empty()) {
    return false;
  }
  const channel* const held = find(owner.consultation_of);
  return held != nullptr && attended_transfer(held->name, owner.caller->name);
}

void pbx_simulation::park_by_chance(call& owner) {
  channel* const leg = transferer(owner);
  if (leg == nullptr || !free_space()) {
    return;
  }
  park_channel(peer_of(*leg), {}, {});
  if (chance(0.7)) {
    schedule(ring_time() + moment(), [this, id = owner.id, space = owner.parking_space] {
      const auto found = parked_.find(space);
      device* const from = pick_device(nullptr);
      if (from != nullptr && found != parked_.end() && found->second->id == id) {
        begin_call(*from, std::to_string(space), {});
      }
    });
  }
}

void pbx_simulation::pick_up_by_chance(call& owner) {
  device* const line = owner.stage == stage::dialing ? pick_device(owner.callee->line) : nullptr;
  if (line != nullptr) {
    pick_up(owner, *line);
  }
}

}  // namespace ami::testing::detail
