// The fake server's own answers to actions that list the state of its PBX.
#include "testing/server.hpp"

namespace ami::testing::detail {

void server::answer_queue_summary(connection& from, const request& action) {
  from.reply(pbx().queue_summary(action["Queue"]).str(action.action_id()));
}

void server::answer_bridge_list(connection& from, const request& action) {
  from.reply(pbx().bridge_list(action["BridgeType"]).str(action.action_id()));
}

void server::answer_bridge_info(connection& from, const request& action) {
  if (const auto list = pbx().bridge_info(action["BridgeUniqueid"])) {
    from.reply(list->str(action.action_id()));
  } else {
    respond_error(from, action, "Specified BridgeUniqueid not found");
  }
}

void server::answer_device_state_list(connection& from, const request& action) {
  from.reply(pbx().device_state_list().str(action.action_id()));
}

void server::answer_extension_state_list(connection& from, const request& action) {
  const list_text list = pbx().extension_state_list();
  if (list.size() == 0) {
    respond_error(from, action, "No dialplan hints are available");
  } else {
    from.reply(list.str(action.action_id()));
  }
}

void server::answer_pjsip_show_endpoints(connection& from, const request& action) {
  from.reply(pbx().pjsip_show_endpoints().str(action.action_id()));
}

void server::answer_parked_calls(connection& from, const request& action) {
  const std::string_view lot = action["ParkingLot"];
  if (lot.empty() || lot == "default") {
    from.reply(pbx().parked_calls().str(action.action_id()));
  } else {
    respond_error(from, action, "Requested parking lot could not be found.");
  }
}

void server::answer_parking_lots(connection& from, const request& action) {
  from.reply(pbx().parking_lots().str(action.action_id()));
}

void server::answer_confbridge_list(connection& from, const request& action) {
  const std::string_view conference = action["Conference"];
  const simulated_pbx& telephones = pbx();
  const list_text list = telephones.confbridge_list(conference);
  if (conference.empty()) {
    respond_error(from, action, "No Conference name provided.");
  } else if (telephones.confbridge_list_rooms().size() == 0) {
    respond_error(from, action, "No active conferences.");
  } else if (list.size() == 0) {
    respond_error(from, action, "No Conference by that name found.");
  } else {
    from.reply(list.str(action.action_id()));
  }
}

void server::answer_confbridge_list_rooms(connection& from, const request& action) {
  const list_text list = pbx().confbridge_list_rooms();
  if (list.size() == 0) {
    respond_error(from, action, "No active conferences.");
  } else {
    from.reply(list.str(action.action_id()));
  }
}

}  // namespace ami::testing::detail
