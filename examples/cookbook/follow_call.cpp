// Follows a call from one channel of it to its end, across transfers, and prints its way.
//
//   follow_call PJSIP/alice-00000001
//
// The manager user needs: read = call; write = call
#include "program.hpp"

#include <ami/actions/channel.hpp>
#include <ami/events/bridge.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/kinds.hpp>
#include <ami/events/transfer.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <set>
#include <string>

namespace asio = boost::asio;

namespace {

using call_events = ami::event_types<ami::events::newchannel, ami::events::any_bridge_member, ami::events::hangup,
                                     ami::events::any_transfer>;

asio::awaitable<int> follow(ami::manager pbx, std::string channel) {
  auto events = pbx.subscribe<call_events>();
  co_await pbx.connect();
  // What all channels of a call have in common is the Linkedid: the Uniqueid of the first of them.
  std::string linkedid;
  std::set<std::string> alive;
  const auto status = co_await pbx.send_action(ami::actions::status{});
  const auto channels = status.items();
  for (const auto& each : channels) {
    if (each.channel() == channel) {
      linkedid = each.linkedid();
    }
  }
  for (const auto& each : channels) {
    if (each.linkedid() == linkedid && !linkedid.empty()) {
      alive.insert(std::string{each.uniqueid()});
      std::cout << "is there  " << each.channel() << '\n';
    }
  }

  while (!alive.empty()) {
    const auto event = co_await events.next();
    if (!event || event->is<ami::connection_lost>() || event->is<ami::lagged>()) {
      std::cerr << "events are missing: the call cannot be followed on\n";
      co_return 4;
    }
    event->match(
        [&](const ami::events::newchannel& made) {
          if (made.linkedid() == linkedid) {
            alive.insert(std::string{made.uniqueid()});
            std::cout << "new       " << made.channel() << '\n';
          }
        },
        [&](const ami::events::any_bridge_member& member) {
          // A channel that joins takes the Linkedid of the oldest in the bridge, and no other event tells so.
          if (member.linkedid() == linkedid && event->is<ami::events::bridge_enter>()) {
            alive.insert(std::string{member.uniqueid()});
            std::cout << "talks     " << member.channel() << '\n';
          }
        },
        [&](const ami::events::any_transfer& transfer) {
          if (transfer.transferee_linkedid() == linkedid) {
            std::cout << "transfers " << transfer.transferee_channel() << '\n';
          }
        },
        [&](const ami::events::hangup& gone) {
          if (alive.erase(std::string{gone.uniqueid()}) != 0) {
            std::cout << "gone      " << gone.channel() << ": " << gone.cause_txt() << '\n';
          }
        },
        [](const auto&) {});
  }
  if (linkedid.empty()) {
    std::cout << "there is no channel " << channel << '\n';
    co_return 3;
  }
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: follow_call CHANNEL\n";
    return 2;
  }
  return cookbook::run_command("follow_call", [&](ami::manager pbx) { return follow(pbx, arguments[1]); });
}
