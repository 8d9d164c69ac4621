// Emergency: hangs up all channels whose name fits an expression, for example those of a trunk that somebody abuses.
//
//   hang_up_matching '^PJSIP/trunk-'            says which these are
//   hang_up_matching '^PJSIP/trunk-' --now      hangs them up
//
// The manager user needs: write = system,call,reporting
#include "program.hpp"

#include <ami/actions/channel.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <regex>
#include <string>

namespace asio = boost::asio;

namespace {

asio::awaitable<int> hang_up(ami::manager pbx, std::string expression, bool now) {
  co_await pbx.connect();
  if (!now) {
    // What the server understands: a POSIX extended expression.
    const std::regex wanted{expression, std::regex::extended};
    const auto channels = co_await pbx.send_action(ami::actions::core_show_channels{});
    for (const auto& each : channels.items()) {
      if (std::regex_search(std::string{each.channel()}, wanted)) {
        std::cout << each.channel() << " " << each.caller_id_num() << " to " << each.connected_line_num() << '\n';
      }
    }
    co_return 0;
  }
  // One action for all: the server hangs up what there is at that moment, not what was there when a list was made. A
  // call that is being set up may come a moment later, so it is done until there is nothing left.
  for (int round = 0; round < 10; ++round) {
    const auto reply = co_await pbx.send_action(
        ami::actions::hangup{'/' + expression + '/'}.cause(ami::hangup_cause::normal_clearing));
    if (reply.items().empty()) {
      co_return 0;
    }
    for (const auto& gone : reply.items()) {
      std::cout << gone.channel() << " hung up\n";
    }
  }
  std::cout << "there are new channels again and again\n";
  co_return 3;
}

}  // namespace

int main(int count, char** arguments) {
  const bool now = count == 3 && std::string{arguments[2]} == "--now";
  if (count < 2 || (count == 3 && !now) || count > 3) {
    std::cerr << "usage: hang_up_matching EXPRESSION [--now]\n";
    return 2;
  }
  return cookbook::run_command("hang_up_matching", [&](ami::manager pbx) { return hang_up(pbx, arguments[1], now); });
}
