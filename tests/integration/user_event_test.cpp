// Typed events of a user's own, over a connection.
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/own_events.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <string>
#include <variant>
#include <vector>

namespace {

frame_text user_event(const std::string& name, int number) {
  return frame_text::event("UserEvent").header("UserEvent", name).header("Order", number).header("Amount", number);
}

// Sends a mixture, and waits until it has arrived.
void send_all(asio::io_context& io, ami::manager& pbx, fake_asterisk& server) {
  server.send_event(user_event("OrderPlaced", 1));
  server.send_event(user_event("Other", 2));
  server.send_event(frame_text::event("Newchannel").header("Channel", "PJSIP/a-1"));
  server.send_event(frame_text::event("AcmeAlarm", "call").header("Cleared", "no"));
  server.send_event(frame_text::event("AcmeOther", "call").header("Cleared", "no"));
  server.send_event(user_event("ORDERPLACED", 3000));
  test::run(io, pbx.send_action(ami::actions::ping{}));
}

template <class Stream>
std::vector<std::string> names(Stream& stream) {
  std::vector<std::string> result;
  while (auto event = stream.try_next()) {
    result.push_back(std::string{event->name()} + std::string{(*event)["Order"]});
  }
  return result;
}

using list = std::vector<std::string>;

}  // namespace

TEST_CASE("streams of a user's own events get these, in order and once", "[own]") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  test::run(io, pbx.connect());
  auto orders = pbx.subscribe<own::order_placed>();
  auto large = pbx.subscribe<own::large_order>();
  auto with_channels = pbx.subscribe<own::order_placed, ami::events::newchannel>();
  auto all_user_events = pbx.subscribe<ami::events::user_event, own::order_placed>();
  auto alarms = pbx.subscribe<own::acme_alarm>();
  auto mine = pbx.subscribe<own::my_newchannel, own::acme_alarm>();
  auto odd = pbx.subscribe<own::order_placed>(
      ami::subscribe_options{}.where([](const ami::event& event) { return event["Order"] == "1"; }));
  send_all(io, pbx, server);
  CHECK(names(orders) == list{"UserEvent1", "UserEvent3000"});
  CHECK(names(large) == list{"UserEvent3000"});
  CHECK(names(with_channels) == list{"UserEvent1", "Newchannel", "UserEvent3000"});
  CHECK(names(all_user_events) == list{"UserEvent1", "UserEvent2", "UserEvent3000"});
  CHECK(names(alarms) == list{"AcmeAlarm"});
  CHECK(names(mine) == list{"Newchannel", "AcmeAlarm"});
  CHECK(names(odd) == list{"UserEvent1"});
}

TEST_CASE("every way to take an event of a user's own", "[own]") {
  asio::io_context io;
  fake_asterisk server;
  ami::manager pbx{io, address_of(server)};
  test::run(io, pbx.connect());
  auto stream = pbx.subscribe<own::order_placed, own::my_newchannel, own::acme_alarm>();
  send_all(io, pbx, server);

  const auto first = test::run(io, stream.next());
  REQUIRE(first);
  CHECK(first->get_if<own::order_placed>()->amount() == 1);
  const auto second = stream.try_next();
  REQUIRE(second);
  CHECK(second->get_if<own::my_newchannel>()->technology() == "PJSIP");
  const auto third = test::run(io, stream.async_next(asio::use_awaitable));
  REQUIRE(third);
  CHECK(std::get<own::acme_alarm>(third->variant()).cleared() == false);
  const auto rest = test::run(io, stream.next_batch());
  REQUIRE(rest.size() == 1);
  bool matched = false;
  rest.front().match([&](const own::order_placed& placed) { matched = placed.order() == "3000"; });
  CHECK(matched);

  // Gaps come as to any stream.
  server.drop_connections();
  const auto lost = test::run(io, stream.next());
  REQUIRE(lost);
  CHECK(lost->is<ami::connection_lost>());
  const auto end = test::run(io, stream.next());
  CHECK_FALSE(end);
}
