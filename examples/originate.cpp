// Makes one call and follows it to its end, without ever dialling twice, also when the connection is lost meanwhile.
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
using namespace std::chrono_literals;

namespace {

asio::awaitable<bool> make_call(ami::manager pbx, std::string channel, std::string exten, std::string context) {
  co_await pbx.connect();
  // What the connection's loss leaves unanswered is hung up when it is back; an answered call is followed on.
  const auto how = ami::call_options{}.on_link_loss(ami::link_loss_policy::hang_up_unanswered);
  // Sent at most once. Whatever ends this coroutine before an answer hangs the call up.
  auto call = co_await ami::originate(pbx,
                                      ami::actions::originate{channel}
                                          .exten(exten)
                                          .context(context)
                                          .priority(1)
                                          .variable("CAMPAIGN", "autumn, \"late\"")
                                          .timeout(20s),
                                      how);
  bool answered = false;
  while (auto update = co_await call.next()) {
    switch (update->stage()) {
    case ami::call_stage::created: std::cout << "channel  " << call.channel() << '\n'; break;
    case ami::call_stage::answered:
      std::cout << "answered\n";
      answered = true;
      break;
    case ami::call_stage::failed: std::cout << "failed   " << update->error().message() << '\n'; break;
    case ami::call_stage::hung_up: std::cout << "hung up  " << update->cause_text() << '\n'; break;
    case ami::call_stage::lost: std::cout << "lost     " << update->error().message() << '\n'; break;
    default: std::cout << update->stage() << '\n'; break;
    }
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
  ami::manager pbx{io, server.options().reconnect(ami::reconnect_policy{})};
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
