// The fake server's own answers to actions that transfer, park and mute.
#include "testing/action_values.hpp"
#include "testing/server.hpp"

#include <algorithm>

namespace ami::testing::detail {

void server::answer_blind_transfer(connection& from, const request& action) {
  const std::string_view channel = action["Channel"];
  const std::string_view exten = action["Exten"];
  if (channel.empty()) {
    respond_error(from, action, "No channel specified");
  } else if (exten.empty()) {
    respond_error(from, action, "No extension specified");
  } else if (!pbx().has_channel(channel)) {
    respond_error(from, action, "Channel specified does not exist");
  } else {
    respond_before_events(from, action, [&](simulated_pbx& telephones) {
      const bool transferred = telephones.blind_transfer(channel, action["Context"], exten);
      return transferred ? success("Transfer succeeded") : error("Transfer invalid");
    });
  }
}

// The real server queues digits, and does not know what becomes of them.
void server::answer_atxfer(connection& from, const request& action) {
  const std::string_view channel = action["Channel"];
  const std::string_view exten = action["Exten"];
  if (channel.empty()) {
    respond_error(from, action, "No channel specified");
  } else if (exten.empty()) {
    respond_error(from, action, "No extension specified");
  } else if (!pbx().has_channel(channel)) {
    respond_error(from, action, "Channel specified does not exist");
  } else {
    respond_before_events(from, action, [&](simulated_pbx& telephones) {
      telephones.begin_transfer(channel, action["Context"], exten);
      return success("Atxfer successfully queued");
    });
  }
}

void server::answer_confbridge_mute(connection& from, const request& action) {
  mute_members(from, action, true);
}

void server::answer_confbridge_unmute(connection& from, const request& action) {
  mute_members(from, action, false);
}

void server::mute_members(connection& from, const request& action, bool muted) {
  const std::string_view conference = action["Conference"];
  const std::string_view channel = action["Channel"];
  if (conference.empty()) {
    respond_error(from, action, "No Conference name provided.");
  } else if (channel.empty()) {
    respond_error(from, action, "No channel name provided.");
  } else if (pbx().confbridge_list_rooms().size() == 0) {
    respond_error(from, action, "No active conferences.");
  } else if (pbx().confbridge_list(conference).size() == 0) {
    respond_error(from, action, "No Conference by that name found.");
  } else {
    respond_before_events(from, action, [&](simulated_pbx& telephones) {
      return telephones.mute_members(conference, channel, muted) == 0
                 ? error("No Channel by that name found in Conference.")
                 : success(muted ? "User muted" : "User unmuted");
    });
  }
}

void server::answer_park(connection& from, const request& action) {
  const std::string_view channel = action["Channel"];
  const std::string_view lot = action["ParkingLot"];
  if (channel.empty()) {
    respond_error(from, action, "Channel not specified");
    return;
  }
  if (!pbx().has_channel(channel)) {
    respond_error(from, action, "Channel does not exist: " + std::string{channel});
    return;
  }
  constexpr std::int64_t longest = 1000000000;
  const std::chrono::milliseconds limit{std::clamp<std::int64_t>(number(action["Timeout"]).value_or(0), 0, longest)};
  const bool is_known_lot = lot.empty() || lot == "default";
  respond_before_events(from, action, [&](simulated_pbx& telephones) {
    if (!is_known_lot || !telephones.park(channel, limit, action["TimeoutChannel"])) {
      return error("Park action failed");
    }
    // The real server's text ends with a line feed too.
    return success("Park successful\n");
  });
}

}  // namespace ami::testing::detail
