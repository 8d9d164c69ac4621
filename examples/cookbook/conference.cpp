// Controls a conference of ConfBridge.
//
//   conference standup list
//   conference standup mute              all but its administrators
//   conference standup kick NUMBER       whoever has this caller id
//   conference standup lock              nobody else may join
//
// The manager user needs: write = call,reporting
#include "program.hpp"

#include <ami/actions/conference.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>

namespace asio = boost::asio;

namespace {

asio::awaitable<int> control(ami::manager pbx, std::string room, std::string order, std::string number) {
  co_await pbx.connect();
  if (order == "lock") {
    co_await pbx.send_action(ami::actions::confbridge_lock{room});
    std::cout << room << " is locked\n";
    co_return 0;
  }
  // A conference exists while somebody is in it; without, this is an empty list.
  const auto members = co_await pbx.send_action(ami::actions::confbridge_list{room});
  int concerned = 0;
  for (const auto& member : members.items()) {
    const std::string channel{member.channel()};
    const bool is_admin = member.admin().value_or(false);
    std::string done;
    if (order == "mute" && !is_admin && !member.muted().value_or(false)) {
      // One by one: the channel "all" would mute the administrators, too, and "participants" those who joined
      // meanwhile.
      co_await pbx.send_action(ami::actions::confbridge_mute{room, channel});
      done = "muted";
    } else if (order == "kick" && member.caller_id_num() == number) {
      co_await pbx.send_action(ami::actions::confbridge_kick{room, channel});
      done = "kicked";
    } else if (order == "list") {
      done =
          std::string{is_admin ? "administrator" : "participant"} + (member.muted().value_or(false) ? ", muted" : "");
    }
    if (!done.empty()) {
      std::cout << member.caller_id_num() << ' ' << member.caller_id_name() << ": " << done << '\n';
      ++concerned;
    }
  }
  co_return concerned != 0 ? 0 : 3;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string order = count > 2 ? arguments[2] : "";
  if (order != "list" && order != "mute" && order != "lock" && (order != "kick" || count != 4)) {
    std::cerr << "usage: conference ROOM list|mute|lock, conference ROOM kick NUMBER\n";
    return 2;
  }
  return cookbook::run_command(
      "conference", [&](ami::manager pbx) { return control(pbx, arguments[1], order, count > 3 ? arguments[3] : ""); });
}
