// The parking lot, which is called "default".
#include "testing/pbx_simulation.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace ami::testing::detail {

using std::chrono::duration_cast;
using std::chrono::seconds;

namespace {

std::string space_device(int space) {
  return "park:" + std::to_string(space) + "@parkedcalls";
}

}  // namespace

// The headers of all events and list items about a parked call.
frame_text pbx_simulation::about_parked(frame_text text, const call& parked, const channel* retriever) const {
  snapshot(text, *parked.caller, "Parkee");
  if (retriever != nullptr) {
    snapshot(text, *retriever, "Retriever");
  }
  const duration passed = now_ - parked.joined;
  const duration left = std::max(parked.parking_limit - passed, duration{});
  return text.header("ParkerDialString", parked.parker)
      .header("Parkinglot", "default")
      .header("ParkingSpace", parked.parking_space)
      .header("ParkingTimeout", duration_cast<seconds>(left).count())
      .header("ParkingDuration", duration_cast<seconds>(passed).count());
}

std::optional<int> pbx_simulation::free_space() const {
  for (int space = options_.first_parking_space(); space <= options_.last_parking_space(); ++space) {
    if (!parked_.contains(space)) {
      return space;
    }
  }
  return std::nullopt;
}

call* pbx_simulation::find_parked(std::string_view exten) const {
  int space = 0;
  const auto [end, error] = std::from_chars(exten.data(), exten.data() + exten.size(), space);
  const auto found = parked_.find(space);
  const bool is_number = error == std::errc{} && end == exten.data() + exten.size();
  return is_number && found != parked_.end() ? found->second : nullptr;
}

bool pbx_simulation::park(std::string_view name, duration limit, std::string_view timeout_channel) {
  channel* const leg = find(name);
  if (leg == nullptr || !can_leave(*leg) || !free_space()) {
    return false;
  }
  park_channel(*leg, limit, timeout_channel);
  return true;
}

void pbx_simulation::park_channel(channel& leg, duration limit, std::string_view timeout_channel) {
  call& parked = *leg.owner;
  // Whom it talked to is called when nobody takes the call.
  const channel& parker = parked.stage == stage::bridged ? peer_of(leg) : leg;
  parked.parker = timeout_channel.empty() ? parker.name.substr(0, parker.name.rfind('-')) : timeout_channel;
  complete_queue_call(parked, "transfer");
  detach(leg);
  const std::string_view dial_string = parked.parker;
  parked.parker_line = dial_string.starts_with("PJSIP/") ? find_device(dial_string.substr(6)) : nullptr;
  parked.parking_space = *free_space();
  parked.parking_limit = limit > duration{} ? limit : duration{options_.parking_timeout()};
  parked.joined = now_;
  parked.stage = stage::parked;
  parked_[parked.parking_space] = &parked;
  if (parking_bridge_.empty()) {
    pbx_bridge kind;
    kind.type = "parking";
    kind.technology = "holding_bridge";
    kind.creator = "Parking";
    kind.name = "default";
    parking_bridge_ = create_bridge(std::move(kind)).id;
  }
  emit(about_parked(frame_text::event("ParkedCall"), parked));
  set_pseudo_device(space_device(parked.parking_space), "INUSE");
  enter_bridge(bridges_.find(parking_bridge_)->second, leg);
  emit(about("MusicOnHoldStart", leg).header("Class", "default"));
  schedule(parked, parked.parking_limit, &pbx_simulation::parking_timed_out);
}

void pbx_simulation::leave_parking(call& parked) {
  emit(about("MusicOnHoldStop", *parked.caller));
  set_pseudo_device(space_device(parked.parking_space), "NOT_INUSE");
  leave_bridge(*parked.caller);
  parked_.erase(parked.parking_space);
  parked.stage = stage::running;
}

void pbx_simulation::give_up_parking(call& parked) {
  leave_parking(parked);
  emit(about_parked(frame_text::event("ParkedCallGiveUp"), parked));
}

void pbx_simulation::parking_timed_out(call& parked) {
  channel& leg = *parked.caller;
  emit(about_parked(frame_text::event("ParkedCallTimeOut"), parked));
  leave_parking(parked);
  emit_variable(leg, "PARKING_SPACE", std::to_string(parked.parking_space));
  emit_variable(leg, "PARKEDLOT", "default");
  emit_variable(leg, "PARKER", parked.parker);
  leg.context = "park-dial";
  leg.exten = parked.parker;
  std::replace(leg.exten.begin(), leg.exten.end(), '/', '_');
  leg.priority = 1;
  if (parked.parker_line != nullptr) {
    dial(parked, *parked.parker_line);
  } else {
    end_caller(parked, normal_clearing);
  }
}

void pbx_simulation::retrieve(call& owner, call& parked) {
  channel& retriever = *owner.caller;
  channel& parkee = *parked.caller;
  answer_caller(retriever);
  emit_newexten(retriever, "ParkedCall", "default," + std::to_string(parked.parking_space));
  emit(about_parked(frame_text::event("UnParkedCall"), parked, &retriever));
  leave_parking(parked);
  owner.callee = &parkee;
  adopt(owner, parkee);
  remove(parked);
  ++owner.generation;
  owner.dialed = now_;
  bridge(owner);
}

list_text pbx_simulation::parked_calls() const {
  list_text list{"ParkedCallsComplete"};
  list.message("Parked calls will follow");
  for (const auto& [space, parked] : parked_) {
    list.item(about_parked(frame_text::item("ParkedCall"), *parked));
  }
  return list.extra("Total", std::to_string(parked_.size()));
}

list_text pbx_simulation::parking_lots() const {
  list_text list{"ParkinglotsComplete"};
  return list.message("Parking lots will follow")
      .action_id_second()
      .item(frame_text::item("Parkinglot")
                .header("Name", "default")
                .header("StartSpace", options_.first_parking_space())
                .header("StopSpace", options_.last_parking_space())
                .header("Timeout", duration_cast<seconds>(options_.parking_timeout()).count()));
}

}  // namespace ami::testing::detail
