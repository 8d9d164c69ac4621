// Transfers the party that a channel talks to, and waits for the outcome.
//
//   transfer blind PJSIP/bob-00000003 2003 [CONTEXT]       the other party rings 2003, bob is out
//   transfer attended PJSIP/bob-00000003 2003 [CONTEXT]    bob talks to 2003 first, and transfers when he hangs up
//
// The manager user needs: read = call; write = call
#include "program.hpp"

#include <ami/actions/channel.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/kinds.hpp>
#include <ami/events/transfer.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>

namespace asio = boost::asio;

namespace {

asio::awaitable<int> transfer(ami::manager pbx, bool attended, std::string channel, std::string exten,
                              std::string context) {
  // Subscribed before the action, or the outcome could come in between.
  auto events = pbx.subscribe<ami::events::any_transfer, ami::events::hangup>();
  co_await pbx.connect();
  // Success means that the server has begun. A refusal is thrown, with the server's words.
  if (attended) {
    co_await pbx.send_action(ami::actions::atxfer{channel, exten}.context(context));
    std::cout << channel << " calls " << exten << '\n';
  } else {
    co_await pbx.send_action(ami::actions::blind_transfer{channel, exten}.context(context));
  }
  while (const auto event = co_await events.next()) {
    if (const auto blind = event->get_if<ami::events::blind_transfer>();
        blind && blind->transferer_channel() == channel) {
      std::cout << blind->transferee_channel() << " to " << blind->extension() << ": " << (*blind)["Result"] << '\n';
      co_return blind->result() == ami::transfer_result::success ? 0 : 3;
    }
    if (const auto done = event->get_if<ami::events::attended_transfer>();
        done && done->orig_transferer_channel() == channel) {
      std::cout << "connected: " << done->transferee_channel() << " and " << done->transfer_target_channel() << '\n';
      co_return done->result() == ami::transfer_result::success ? 0 : 3;
    }
    // The one who transfers is hung up at the end of any transfer, after its event.
    if (const auto gone = event->get_if<ami::events::hangup>(); gone && gone->channel() == channel) {
      std::cout << channel << " hung up, nothing was transferred\n";
      co_return 3;
    }
    if (event->is<ami::connection_lost>()) {
      std::cerr << "the link was lost: the outcome is unknown\n";
      co_return 4;
    }
  }
  co_return 4;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string kind = count > 3 ? arguments[1] : "";
  if (kind != "blind" && kind != "attended") {
    std::cerr << "usage: transfer blind|attended CHANNEL EXTENSION [CONTEXT]\n";
    return 2;
  }
  const std::string context = count > 4 ? arguments[4] : "default";
  return cookbook::run_command("transfer", [&](ami::manager pbx) {
    return transfer(pbx, kind == "attended", arguments[2], arguments[3], context);
  });
}
