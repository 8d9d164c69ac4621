// The same client with this library: five kinds of events and three actions, and only the headers that it needs.
#include <ami/actions/channel.hpp>
#include <ami/actions/core.hpp>
#include <ami/actions/queue.hpp>
#include <ami/events/bridge.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/dial.hpp>
#include <ami/events/queue.hpp>
#include <ami/manager.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <iostream>

namespace asio = boost::asio;

namespace {

asio::awaitable<void> watch(ami::manager pbx) {
  auto stream = pbx.subscribe<ami::events::newchannel, ami::events::hangup, ami::events::bridge_enter,
                              ami::events::dial_begin, ami::events::queue_member_status>();
  while (auto event = co_await stream.next()) {
    event->match(
        [](const ami::events::newchannel& made) { std::cout << "new " << made.channel() << '\n'; },
        [](const ami::events::hangup& gone) { std::cout << "gone " << gone.channel() << ' ' << gone["Cause"] << '\n'; },
        [](const ami::events::bridge_enter& in) { std::cout << "in " << in.bridge_uniqueid() << '\n'; },
        [](const ami::events::dial_begin& dials) { std::cout << "dials " << dials.dest_channel() << '\n'; },
        [](const ami::events::queue_member_status& member) {
          std::cout << "member " << member.interface() << ' ' << member.paused().value_or(false) << '\n';
        });
  }
}

asio::awaitable<void> run() {
  ami::manager pbx{co_await asio::this_coro::executor, ami::options{"127.0.0.1"}.credentials("admin", "secret")};
  co_await pbx.connect();
  co_await pbx.send_action(ami::actions::ping{});
  co_await pbx.send_action(ami::actions::originate{"PJSIP/alice"}.exten("200").context("default").priority(1));
  co_await pbx.send_action(ami::actions::queue_pause{"PJSIP/alice", true});
  asio::steady_timer timer{co_await asio::this_coro::executor, std::chrono::seconds{1}};
  co_await timer.async_wait(asio::use_awaitable);
  co_await watch(pbx);
}

}  // namespace

int main() {
  asio::io_context io;
  asio::co_spawn(io, run(), [](const std::exception_ptr& failure) {
    if (failure) {
      std::cerr << "failed\n";
    }
  });
  io.run();
}
