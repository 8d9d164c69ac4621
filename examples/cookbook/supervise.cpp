// A supervisor listens to a call, whispers to the agent, or joins in.
//
//   supervise PJSIP/boss PJSIP/alice listen|whisper|barge
//
// Rings the supervisor's telephone; ends when he hangs up, or the call does.
// The manager user needs: read = call; write = originate,system,reporting
#include "program.hpp"

#include <ami/actions/channel.hpp>
#include <ami/call.hpp>
#include <ami/names.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <iostream>
#include <string>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// The channel with which a telephone talks; empty when it does not.
asio::awaitable<std::string> talking_channel(ami::manager pbx, std::string device) {
  const auto channels = co_await pbx.send_action(ami::actions::core_show_channels{});
  for (const auto& each : channels.items()) {
    if (ami::channel_device(each.channel()) == device && !each.bridge_id().empty()) {
      co_return std::string{each.channel()};
    }
  }
  co_return std::string{};
}

asio::awaitable<int> supervise(ami::manager pbx, std::string telephone, std::string agent, std::string options) {
  co_await pbx.connect();
  const std::string channel = co_await talking_channel(pbx, agent);
  if (channel.empty()) {
    std::cout << agent << " does not talk\n";
    co_return 3;
  }
  // ChanSpy takes all channels whose name begins so: PJSIP/alice would be PJSIP/alice2 as well. E: ends with the call.
  auto call = co_await ami::originate(pbx, ami::actions::originate{telephone}
                                               .application("ChanSpy")
                                               .data(channel + ",qE" + options)
                                               .caller_id("Supervision <" + agent.substr(agent.find('/') + 1) + ">")
                                               .timeout(20s));
  co_await call.wait_answered();
  std::cout << telephone << " hears " << channel << '\n';
  const auto end = co_await call.wait_hangup();
  std::cout << "over: " << end.cause_text() << '\n';
  co_return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string kind = count == 4 ? arguments[3] : "";
  if (kind != "listen" && kind != "whisper" && kind != "barge") {
    std::cerr << "usage: supervise TELEPHONE AGENT listen|whisper|barge\n";
    return 2;
  }
  const std::string options = kind == "whisper" ? "w" : kind == "barge" ? "B" : "";
  return cookbook::run_command("supervise",
                               [&](ami::manager pbx) { return supervise(pbx, arguments[1], arguments[2], options); });
}
