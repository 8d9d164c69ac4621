// Two streams of one kind that are both ready, read with `next() || next()`: neither may lose an item.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

using ami::call_stage;
using client = ami::testing::session;
using namespace asio::experimental::awaitable_operators;

namespace {

constexpr std::size_t count = 100;

// Reads both to their ends, or until each gave `count` items; whichever is ready.
template <class Stream>
asio::awaitable<void> read_both(Stream& a, Stream& b, std::size_t& from_a, std::size_t& from_b) {
  bool a_goes_on = true;
  bool b_goes_on = true;
  while (from_a < count && from_b < count && a_goes_on && b_goes_on) {
    auto both = a.next() || b.next();
    const auto given = co_await std::move(both);
    if (given.index() == 0) {
      a_goes_on = std::get<0>(given).has_value();
      from_a += a_goes_on ? 1 : 0;
    } else {
      b_goes_on = std::get<1>(given).has_value();
      from_b += b_goes_on ? 1 : 0;
    }
  }
  while (from_a < count && a_goes_on) {
    const auto item = co_await a.next();
    a_goes_on = item.has_value();
    from_a += a_goes_on ? 1 : 0;
  }
  while (from_b < count && b_goes_on) {
    const auto item = co_await b.next();
    b_goes_on = item.has_value();
    from_b += b_goes_on ? 1 : 0;
  }
}

template <class Stream>
asio::awaitable<void> read_both_in_batches(Stream& a, Stream& b, std::size_t& from_a, std::size_t& from_b) {
  constexpr std::size_t some = 7;
  bool a_goes_on = true;
  bool b_goes_on = true;
  while (from_a < count && from_b < count && a_goes_on && b_goes_on) {
    auto both = a.next_batch(some) || b.next_batch(some);
    const auto given = co_await std::move(both);
    if (given.index() == 0) {
      a_goes_on = !std::get<0>(given).empty();
      from_a += std::get<0>(given).size();
    } else {
      b_goes_on = !std::get<1>(given).empty();
      from_b += std::get<1>(given).size();
    }
  }
  while (from_a < count && a_goes_on) {
    const auto batch = co_await a.next_batch(some);
    a_goes_on = !batch.empty();
    from_a += batch.size();
  }
  while (from_b < count && b_goes_on) {
    const auto batch = co_await b.next_batch(some);
    b_goes_on = !batch.empty();
    from_b += batch.size();
  }
}

template <class Stream>
void check_that_nothing_is_lost(asio::io_context& io, Stream& a, Stream& b, bool in_batches) {
  std::size_t from_a = 0;
  std::size_t from_b = 0;
  test::run(io, in_batches ? read_both_in_batches(a, b, from_a, from_b) : read_both(a, b, from_a, from_b));
  CHECK(from_a == count);
  CHECK(from_b == count);
}

// A connected manager.
class fixture : public test::connection {
public:
  void send_user_events() {
    for (std::size_t i = 0; i < count; ++i) {
      server.send_event(frame_text::event("UserEvent").header("N", std::to_string(i)));
    }
  }
};

void answer_with_list(const request& /*asked*/, const client& to) {
  const std::string id = "ActionID: " + to.action_id() + "\r\n\r\n";
  std::string text = "Response: Success\r\nEventList: start\r\n" + id;
  for (std::size_t i = 0; i < count; ++i) {
    text += "Event: EndpointList\r\nObjectName: e" + std::to_string(i) + "\r\n" + id;
  }
  to.send_raw(text + "Event: EndpointListComplete\r\nEventList: Complete\r\nListItems: " + std::to_string(count) +
              "\r\n" + id);
}

}  // namespace

TEST_CASE("event stream: next() || next() of two that are ready loses nothing", "[streams]") {
  fixture with;
  auto a = with.pbx.subscribe<ami::events::user_event>();
  auto b = with.pbx.subscribe<ami::events::user_event>();
  with.send_user_events();
  with.settle();
  check_that_nothing_is_lost(with.io, a, b, GENERATE(false, true));
}

TEST_CASE("list stream: next() || next() of two that are ready loses nothing", "[streams]") {
  fixture with;
  with.server.on("PJSIPShowEndpoints", &answer_with_list);
  auto a = with.pbx.list(ami::actions::pjsip_show_endpoints{});
  auto b = with.pbx.list(ami::actions::pjsip_show_endpoints{});
  with.settle();
  check_that_nothing_is_lost(with.io, a, b, GENERATE(false, true));
}

TEST_CASE("cluster stream: next() || next() of two that are ready loses nothing", "[streams]") {
  fake_asterisk server;
  asio::io_context io;
  ami::cluster pbxs{io};
  pbxs.add("a", address_of(server));
  test::run(io, pbxs.connect());
  auto a = pbxs.subscribe<ami::events::user_event>();
  auto b = pbxs.subscribe<ami::events::user_event>();
  for (std::size_t i = 0; i < count; ++i) {
    server.send_event(frame_text::event("UserEvent").header("N", std::to_string(i)));
  }
  test::run(io, pbxs.send_any(ami::actions::ping{}));
  check_that_nothing_is_lost(io, a, b, GENERATE(false, true));
}

TEST_CASE("listener: next() || next() of two that are ready loses no call", "[streams]") {
  fixture with;
  auto a = ami::async_agi::accept(with.pbx);
  auto b = ami::async_agi::accept(with.pbx);
  for (std::size_t i = 0; i < count; ++i) {
    with.server.send_event(frame_text::event("AsyncAGIStart", "agi,all")
                               .header("Channel", "PJSIP/" + std::to_string(i))
                               .header("Uniqueid", std::to_string(i))
                               .header("Env", "agi_request%3A%20async%0A%0A"));
  }
  with.settle();
  check_that_nothing_is_lost(with.io, a, b, GENERATE(false, true));
}

TEST_CASE("call: next() || next() of two whose stages are ready loses none", "[streams]") {
  fixture with;
  with.server.on("Originate",
                 [](const request&, const client& to) { to.reply_success("Originate successfully queued"); });
  const std::vector<call_stage> all{call_stage::queued, call_stage::created, call_stage::ringing, call_stage::answered,
                                    call_stage::hung_up};
  const auto dial = [&] {
    return test::run(with.io,
                     ami::originate(with.pbx, ami::actions::originate{"PJSIP/alice"}.application("Wait").data("60")));
  };
  auto a = dial();
  auto b = dial();
  for (const ami::call* const call : {&a, &b}) {
    const auto event = [&](const std::string& name) {
      return frame_text::event(name)
          .header("Channel", "PJSIP/alice-1")
          .header("Uniqueid", call->uniqueid())
          .header("Linkedid", call->uniqueid());
    };
    with.server.send_event(event("Newchannel"));
    with.server.send_event(event("Newstate").header("ChannelState", 5));
    with.server.send_event(event("Newstate").header("ChannelState", 6));
    with.server.send_event(event("Hangup").header("Cause", 16));
  }
  with.settle();
  const bool in_batches = GENERATE(false, true);
  std::size_t from_a = 0;
  std::size_t from_b = 0;
  test::run(with.io, in_batches ? read_both_in_batches(a, b, from_a, from_b) : read_both(a, b, from_a, from_b));
  CHECK(from_a == all.size());
  CHECK(from_b == all.size());
  CHECK(a.stage() == call_stage::hung_up);
  CHECK(b.stage() == call_stage::hung_up);
}
