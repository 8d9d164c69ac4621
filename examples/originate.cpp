// Makes one call and follows it to its end, without ever dialling twice.
//
//   originate [CHANNEL EXTEN CONTEXT]
#include "example_server.hpp"

#include <ami/ami.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;
namespace events = ami::events;
using namespace std::chrono_literals;

namespace {

asio::awaitable<bool> make_call(ami::manager pbx, std::string channel, std::string exten, std::string context) {
  co_await pbx.connect();
  // Before the action, so that no event of the call is missed.
  auto stream = pbx.subscribe<events::newstate, events::hangup, events::originate_response>();

  // A Uniqueid of our own choice makes the call's events ours from the first one on.
  const std::string uniqueid = "example-" + std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
  const auto queued = co_await pbx.send_action(ami::actions::originate{channel}
                                                   .exten(exten)
                                                   .context(context)
                                                   .priority(1)
                                                   .channel_id(uniqueid)
                                                   .variable("CAMPAIGN", "autumn, \"late\"")
                                                   .timeout(20s)
                                                   .async());
  std::cout << "queued   " << queued.message() << '\n';

  bool answered = false;
  bool ended = false;
  while (!ended) {
    const auto event = co_await stream.next();
    if (!event) {
      std::cout << "the connection ended: " << stream.end_reason().message() << '\n';
      break;
    }
    event->match(
        [&](const events::newstate& changed) {
          if (changed.uniqueid() == uniqueid) {
            std::cout << "state    " << changed.channel_state_desc() << '\n';
          }
        },
        [&](const events::originate_response& result) {
          // Every client sees the results of all: only the ActionID says that this one is ours.
          if (result.action_id() == queued.action_id()) {
            answered = result.response() == "Success";
            std::cout << "outcome  " << ami::to_string(result.reason().value_or(ami::originate_reason::failure))
                      << '\n';
            ended = !answered;
          }
        },
        [&](const events::hangup& gone) {
          if (gone.uniqueid() == uniqueid) {
            std::cout << "hung up  " << gone.cause_txt() << '\n';
            ended = true;
          }
        });
  }
  co_await pbx.disconnect();
  co_return answered;
}

}  // namespace

int main(int count, char** arguments) {
  example_server server;
  const std::string channel = count > 1 ? arguments[1] : "PJSIP/alice";
  const std::string exten = count > 2 ? arguments[2] : "200";
  const std::string context = count > 3 ? arguments[3] : "default";
  asio::io_context io;
  ami::manager pbx{io, server.options()};
  int status = 1;
  asio::co_spawn(io, make_call(pbx, channel, exten, context), [&](const std::exception_ptr& failure, bool answered) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
      status = answered ? 0 : 2;
    } catch (const ami::error& error) {
      std::cerr << "originate: " << error.what() << '\n';
      // Only what never left this process may be sent again without a second thought.
      std::cerr << "outcome: " << error.outcome() << '\n';
    } catch (const std::exception& error) {
      std::cerr << "originate: " << error.what() << '\n';
    }
  });
  io.run();
  return status;
}
