// ami::live_state on the fake server: it follows a busy PBX, says when it cannot be relied on, and is right again.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <ami/live_state.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using ami::live_cause;
using ami::live_change_kind;
using ami::live_part;
using ami::live_snapshot;
using ami::live_state;
using ami::live_validity;
using ami::testing::fake_user;
using ami::testing::pbx_options;

namespace {

pbx_options busy() {
  return pbx_options{}
      .ring_time(5ms, 20ms)
      .talk_time(20ms, 60ms)
      .queue_patience(100ms)
      .queue_share(0.3)
      .hold_share(0.2)
      .transfer_share(0.2)
      .park_share(0.1)
      .pickup_share(0.1)
      .conference_share(0.1)
      .all_states(true);
}

ami::options supervised(const fake_asterisk& server) {
  return address_of(server).reconnect(at_once()).wait_fully_booted(10s);
}

ami::live_options quick() {
  return ami::live_options{}.confirm_after(20ms).pauses(1ms, 10ms);
}

live_snapshot wait_valid(asio::io_context& io, const live_state& live) {
  return test::run(io, live.wait_valid());
}

std::set<std::string> uniqueids(const live_snapshot& now) {
  std::set<std::string> result;
  for (const auto& channel : now.channels()) {
    result.insert(channel.uniqueid());
  }
  return result;
}

std::size_t channel_count(const live_state& live) {
  const auto now = live.snapshot();
  return now.channels().size();
}

std::set<std::string> listed(asio::io_context& io, ami::manager& pbx) {
  std::set<std::string> result;
  const auto reply = test::run(io, pbx.send_action(ami::action{"CoreShowChannels"}));
  for (const ami::event& item : reply.items()) {
    result.emplace(item["Uniqueid"]);
  }
  return result;
}

}  // namespace

TEST_CASE("live state: it follows a busy PBX, and a comparison finds nothing wrong", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy().calls_per_second(100))};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  live_state live{pbx, quick()};
  CHECK_FALSE(live.snapshot().valid());
  test::run(io, pbx.connect());
  CHECK(wait_valid(io, live).valid());
  auto changes = live.subscribe();
  std::size_t calls = 0;
  test::run_until(io, [&] {
    while (const auto change = changes.try_next()) {
      calls += change->kind() == live_change_kind::added && change->after<ami::live_call>() != nullptr ? 1 : 0;
    }
    return calls > 20;
  });
  // Calls come and go meanwhile.
  const auto report = test::run(io, live.verify());
  for (const auto& repair : report.repairs()) {
    CAPTURE(to_string(repair.part()), to_string(repair.kind()));
    CHECK(repair.cause() != live_cause::repair);
  }
  CHECK(report.problems().empty());
  CHECK(live.statistics().comparisons > 0);
  CHECK(live.statistics().repairs == 0);
}

TEST_CASE("live state: it is as the lists say, while calls stand", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy().talk_time(1h, 2h))};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  wait_valid(io, live);
  for (int i = 0; i < 5; ++i) {
    test::run(io, pbx.send_action(
                      ami::actions::originate{"PJSIP/alice"}.exten("2002").context("default").priority("1").async()));
    test::round_trip(io, pbx);
    CHECK(uniqueids(live.snapshot()) == listed(io, pbx));
  }
  CHECK(channel_count(live) != 0);
}

TEST_CASE("live state: a comparison that is asked for while the lists are read waits for all of them", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy())};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  // Only the first of the parts is under way.
  test::run_until(io, [&] {
    const auto now = live.snapshot();
    return now.state(live_part::channels).validity() == live_validity::seeding;
  });
  const auto report = test::run(io, live.verify());
  CHECK(report.problems().empty());
  CHECK(live.snapshot().valid());
}

TEST_CASE("live state: after a lost link it says so, and then it is right again", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy().calls_per_second(50))};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  wait_valid(io, live);
  for (int round = 0; round < 3; ++round) {
    auto changes = live.subscribe();
    CHECK(changes.start().valid());
    server.drop_connections();
    bool invalid = false;
    bool again = false;
    test::run_until(io, [&] {
      while (const auto change = changes.try_next()) {
        invalid = invalid || (change->kind() == live_change_kind::invalid &&
                              change->state().validity() == live_validity::connection_lost);
        again = again || (invalid && change->kind() == live_change_kind::valid_again);
      }
      return again;
    });
    const auto now = wait_valid(io, live);
    CHECK(now.valid());
    CHECK(now.state(live_part::channels).last_verified().has_value());
  }
  CHECK(live.statistics().gaps == 3);
  CHECK(live.statistics().restarts == 0);
}

TEST_CASE("live state: a restart ends the calls, and late modules are read when they are there", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy().talk_time(1h, 2h))};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  wait_valid(io, live);
  test::run(io, pbx.send_action(
                    ami::actions::originate{"PJSIP/alice"}.exten("2002").context("default").priority("1").async()));
  test::run_until(io, [&] { return channel_count(live) != 0; });
  auto changes = live.subscribe();
  server.restart(20ms);
  bool ended = false;
  test::run_until(io, [&] {
    while (const auto change = changes.try_next()) {
      ended = ended || (change->kind() == live_change_kind::removed && change->before<ami::live_call>() != nullptr);
    }
    return ended && live.snapshot().valid();
  });
  CHECK(channel_count(live) == 0);
  const auto now = live.snapshot();
  CHECK(now.queue("support") != nullptr);
}

TEST_CASE("live state: a part without a right is told apart, and the others are kept", "[live]") {
  fake_asterisk server{
      fake_options{}.user(fake_user{"board", "secret"}.read("call,system").write("system,reporting")).pbx(busy())};
  asio::io_context io;
  ami::manager pbx{io, supervised(server).credentials("board", "secret")};
  live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  const auto now = wait_valid(io, live);
  CHECK_FALSE(now.valid());
  CHECK(now.settled());
  CHECK(now.state(live_part::channels).valid());
  CHECK_FALSE(now.problems().empty());
}

TEST_CASE("live state: a part whose events the user may not read is found out", "[live]") {
  fake_asterisk server{fake_options{}
                           .user(fake_user{"deaf", "secret"}.read("call,system").write("all"))
                           .pbx(busy().calls_per_second(20).queue_share(0.5))};
  asio::io_context io;
  ami::manager pbx{io, supervised(server).credentials("deaf", "secret")};
  live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  const auto begin = wait_valid(io, live);
  CHECK(begin.state(live_part::queues).valid());
  bool found = false;
  for (int i = 0; i < 200 && !found; ++i) {
    const auto report = test::run(io, live.verify());
    found = report.problems() == std::vector<std::string>{"queues: no right: no event of class agent comes"};
  }
  CHECK(found);
  CHECK(live.snapshot().settled());
}

TEST_CASE("live state: a part whose events the options leave out is no part to rely on", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy())};
  asio::io_context io;
  ami::manager pbx{io, supervised(server).event_mask("call")};
  live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  const auto now = wait_valid(io, live);
  CHECK(now.state(live_part::channels).valid());
  CHECK(now.state(live_part::queues).validity() == live_validity::no_right);
  CHECK(now.state(live_part::queues).text().find("class agent") != std::string::npos);
}

TEST_CASE("live state: parts that are left out cost nothing, and are no problem", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy())};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  live_state live{pbx, quick().keep_only(live_part::queues)};
  test::run(io, pbx.connect());
  const auto now = wait_valid(io, live);
  CHECK(now.valid());
  CHECK(now.queue("support") != nullptr);
  CHECK(now.devices().empty());
  CHECK(now.state(live_part::devices).validity() == live_validity::left_out);
  const auto requests = server.requests();
  CHECK(std::ranges::none_of(requests, [](const auto& asked) { return asked.name() == "DeviceStateList"; }));
}

TEST_CASE("live state: what waits ends with it, and it ends with its manager and its context", "[live]") {
  fake_asterisk server{quiet()};
  auto io = std::make_unique<asio::io_context>();
  std::optional<ami::manager> pbx{std::in_place, *io, address_of(server).reconnect(at_once())};
  std::optional<live_state> live{std::in_place, *pbx, quick()};
  auto changes = live->subscribe();
  ami::error_code error;
  bool done = false;
  live->async_wait_valid([&](ami::error_code code, const live_snapshot&) {
    error = code;
    done = true;
  });
  SECTION("the live state") {
    io->poll();
    live.reset();
    test::run_until(*io, [&] { return done; });
    CHECK(error == ami::errc::disconnected);
    CHECK(changes.end_reason() == ami::errc::disconnected);
  }
  SECTION("the manager") {
    io->poll();
    pbx.reset();
    test::run_until(*io, [&] { return done; });
    CHECK(error == ami::errc::disconnected);
  }
  SECTION("the context") {
    io.reset();
    CHECK_FALSE(live->snapshot().valid());
    CHECK(live->subscribe().end_reason() == ami::errc::disconnected);
    CHECK_FALSE(live->get_executor());
  }
  SECTION("it is moved") {
    live_state other{std::move(*live)};
    live.reset();
    CHECK_FALSE(changes.end_reason());
    other = live_state{*pbx, quick()};
    CHECK(changes.end_reason() == ami::errc::disconnected);
  }
}

TEST_CASE("live state: it keeps no context busy whose manager does not connect", "[live]") {
  fake_asterisk server{fake_options{}.login_failure_delay(0ms)};
  asio::io_context io;
  ami::manager pbx{io, supervised(server).credentials("admin", "wrong")};
  std::optional<live_state> live{std::in_place, pbx, quick()};
  ami::error_code error;
  pbx.async_connect([&](ami::error_code code) {
    error = code;
    live.reset();
  });
  io.run_for(test::patience);
  CHECK(error == ami::errc::authentication_failed);
  CHECK(io.stopped());
}

TEST_CASE("live state: after the end of the connection it is not to be relied on", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy())};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  const live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  wait_valid(io, live);
  test::run(io, pbx.disconnect());
  const auto now = live.snapshot();
  CHECK_FALSE(now.valid());
  CHECK(now.state(live_part::channels).validity() == live_validity::connection_lost);
  ami::error_code error;
  live.async_verify([&](ami::error_code code, const ami::live_report&) { error = code; });
  test::run_until(io, [&] { return error == ami::errc::disconnected; });
  io.run_for(test::patience);
  CHECK(io.stopped());
}

TEST_CASE("live state: a consumer that is too slow gets the end, and a new stream begins with all there is", "[live]") {
  fake_asterisk server{fake_options{}.pbx(busy().calls_per_second(100))};
  asio::io_context io;
  ami::manager pbx{io, supervised(server)};
  live_state live{pbx, quick()};
  test::run(io, pbx.connect());
  wait_valid(io, live);
  auto slow = live.subscribe(10);
  test::run_until(io, [&] { return slow.end_reason() == ami::errc::stream_overflowed; });
  CHECK(slow.buffered() <= 10);
  while (slow.try_next()) {
  }
  CHECK_FALSE(test::run(io, slow.next()));
  const auto next = live.subscribe();
  CHECK(next.start().generation() >= slow.start().generation());
}
