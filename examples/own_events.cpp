// An event of your own: a UserEvent of your dialplan or programs as a typed event, in a subscription like any other.
#include "example_server.hpp"

#include <ami/ami.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <exception>
#include <iostream>
#include <optional>
#include <string_view>

namespace asio = boost::asio;

// In the dialplan: UserEvent(OrderPlaced,Order: 17,Amount: 3)
class order_placed : public ami::user_event_named<"OrderPlaced"> {
public:
  using user_event_named::user_event_named;

  std::string_view order() const noexcept { return text("Order"); }
  std::optional<std::int64_t> amount() const noexcept { return integer("Amount"); }
};

asio::awaitable<void> main_job(ami::manager pbx) {
  co_await pbx.connect();
  auto events = pbx.subscribe<order_placed, ami::events::hangup>();
  co_await pbx.send_action(ami::actions::user_event{"Unrelated"}.header("Order", "0"));
  co_await pbx.send_action(ami::actions::user_event{"OrderPlaced"}.header("Order", "17").header("Amount", "3"));

  bool placed = false;
  while (!placed) {
    auto event = co_await events.next();
    if (!event) {
      break;
    }
    event->match(
        [&](const order_placed& made) {
          std::cout << "order " << made.order() << ": " << made.amount().value_or(0) << " pieces\n";
          placed = true;
        },
        [](const ami::events::hangup& gone) { std::cout << "gone  " << gone.channel() << '\n'; });
  }
  co_await pbx.disconnect();
}

int main() {
  example_server server;  // a fake Asterisk, or the PBX that AMI_HOST names
  asio::io_context io;
  ami::manager pbx{io, server.options()};
  int status = 0;
  asio::co_spawn(io, main_job(pbx), [&](const std::exception_ptr& failure) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
    } catch (const std::exception& error) {
      std::cerr << "own_events: " << error.what() << '\n';
      status = 1;
    }
  });
  io.run();
  return status;
}
