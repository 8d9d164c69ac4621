// What a manager says that it counted, against what the server sent it.
#include "catch.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::uint64_t sum(const std::vector<ami::named_count>& counts) {
  std::uint64_t all = 0;
  for (const ami::named_count& one : counts) {
    all += one.count;
  }
  return all;
}

const ami::action_statistics& of(const ami::statistics& value, std::string_view action) {
  for (const ami::action_statistics& one : value.actions) {
    if (one.name == action) {
      return one;
    }
  }
  FAIL("nothing was counted for " << action);
  return value.actions.front();
}

bool has_line(const std::string& text, std::string_view line) {
  return ("\n" + text).find("\n" + std::string{line} + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("statistics count every event and every action once") {
  fake_asterisk server{quiet()};
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    auto calls = manager.subscribe<ami::events::newchannel>();
    auto others = manager.subscribe<ami::vendor_event<"AcmeThing">>();
    for (int i = 0; i < 50; ++i) {
      fake->send_event(frame_text::event("Hangup").header("Uniqueid", std::to_string(i)));
      fake->send_event(frame_text::event("Newchannel").header("Uniqueid", std::to_string(i)));
      fake->send_event(frame_text::event("Newchannel").header("Uniqueid", std::to_string(i)));
    }
    fake->send_event(frame_text::event("AcmeThing"));
    for (int i = 0; i < 3; ++i) {
      co_await manager.send_action(ami::actions::ping{});
    }
    co_await manager.async_send_action(ami::action{"NoSuchThing"}, as_tuple);
    co_await manager.async_send_action(ami::action{"Ping"}.header("Bad", "a\nb"), as_tuple);
    const ami::statistics now = co_await manager.statistics();
    CHECK(now.state == ami::connection_state::connected);
    CHECK(now.server_version == manager.server_version());
    CHECK(now.connected_since);
    CHECK(now.connects == 1);
    CHECK(now.links_lost.empty());
    CHECK(now.events == 151);
    CHECK(now.events_published == 101);
    CHECK(now.events_unwanted == 50);
    REQUIRE(now.events_by_type.size() == 1);
    CHECK(now.events_by_type[0].name == "Newchannel");
    CHECK(now.events_by_type[0].count == 100);
    REQUIRE(now.unknown_events.size() == 1);
    CHECK(now.unknown_events[0].name == "AcmeThing");
    CHECK(now.malformed_frames == 0);
    CHECK(now.stray_replies == 0);
    const ami::action_statistics& pings = of(now, "Ping");
    CHECK(pings.sent == 3);
    CHECK(pings.accepted == 3);
    CHECK(pings.latency.count() == 3);
    CHECK(pings.latency.sum() > 0ns);
    CHECK(pings.latency.sum() < 60s);
    const ami::action_statistics& rejected = of(now, "NoSuchThing");
    CHECK(rejected.sent == 1);
    CHECK(rejected.rejected == 1);
    CHECK(rejected.latency.count() == 1);
    CHECK(now.actions_in_flight == 0);
    CHECK(now.actions_waiting == 0);
    CHECK(now.unsent_bytes == 0);
    REQUIRE(now.subscribers.size() == 2);
    CHECK(now.subscribers[0].queued == 100);
    CHECK(now.subscribers[1].queued == 1);

    // The next ones are what one ping costs, to the byte.
    auto ping = ami::action{"Ping"}.action_id("mine");
    co_await manager.send_action(ping);
    const ami::statistics then = co_await manager.statistics();
    CHECK(then.bytes_out - now.bytes_out == std::string_view{"Action: Ping\r\nActionID: mine\r\n\r\n"}.size());
    CHECK(then.bytes_in > now.bytes_in);
    CHECK(then.responses == now.responses + 1);
    CHECK(then.events == now.events);

    const std::string text = ami::prometheus_text(then);
    CHECK(has_line(text, "ami_events_total{event=\"Newchannel\"} 100"));
    CHECK(has_line(text, "ami_actions_ended_total{action=\"Ping\",result=\"accepted\"} 4"));
    CHECK(has_line(text, "ami_action_latency_seconds_count{action=\"Ping\"} 4"));
    CHECK(has_line(text, "ami_queued_events 101"));
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx));
}

TEST_CASE("statistics go on over connections, and answer without one") {
  fake_asterisk server{quiet()};
  asio::io_context io;
  ami::manager pbx{io, address_of(server).reconnect(at_once())};
  auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
    const ami::statistics before = co_await manager.statistics();
    CHECK(before.state == ami::connection_state::disconnected);
    CHECK(before.connects == 0);
    CHECK(before.bytes_in == 0);
    CHECK_FALSE(before.connected_since);
    co_await manager.connect();
    for (int round = 0; round < 3; ++round) {
      co_await manager.send_action(ami::actions::ping{});
      fake->drop_connections();
      co_await manager.wait_for(ami::connection_state::waiting);
      co_await manager.wait_for(ami::connection_state::connected);
    }
    // One whose link dies before its answer.
    fake->on("Status", [](const ami::testing::request&, const ami::testing::session& from) { from.drop(); });
    co_await manager.async_send_action(ami::actions::status{}, as_tuple);
    co_await manager.wait_for(ami::connection_state::connected);
    co_await manager.disconnect();
    const ami::statistics now = co_await manager.statistics();
    CHECK(now.state == ami::connection_state::disconnected);
    CHECK(now.connects == 5);
    CHECK(sum(now.links_lost) == 4);
    CHECK(now.attempts_failed.empty());
    CHECK(of(now, "Ping").accepted == 3);
    CHECK(of(now, "Status").sent == 1);
    CHECK(of(now, "Status").lost == 1);
    CHECK_FALSE(now.connected_since);
  };
  test::run(io, script(&server, pbx));
}

TEST_CASE("statistics tell the attempts that failed, by reason") {
  std::uint16_t port = 0;
  {
    const fake_asterisk server;
    port = server.port();
  }
  asio::io_context io;
  ami::manager pbx{io, ami::options{"127.0.0.1"}.port(port).credentials("admin", "secret")};
  auto script = [](ami::manager manager) -> asio::awaitable<void> {
    for (int i = 0; i < 2; ++i) {
      const auto [error] = co_await manager.async_connect(as_tuple);
      REQUIRE(error == ami::errc::connection_refused);
    }
    const auto [failed, refused] = co_await manager.async_send_action(ami::actions::ping{}, as_tuple);
    CHECK(failed == ami::errc::not_connected);
    const auto [error, now] = co_await manager.async_statistics(as_tuple);
    CHECK_FALSE(error);
    REQUIRE(now.attempts_failed.size() == 1);
    CHECK(now.attempts_failed[0].name == ami::make_error_code(ami::errc::connection_refused).message());
    CHECK(now.attempts_failed[0].count == 2);
    CHECK(now.links_lost.empty());
    CHECK(of(now, "Ping").never_sent == 1);
    CHECK(of(now, "Ping").sent == 0);
  };
  test::run(io, script(pbx));
}

TEST_CASE("statistics keep what a subscriber lost, also after its end") {
  fake_asterisk server{quiet()};
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  auto script = [](fake_asterisk* fake, ami::manager manager) -> asio::awaitable<void> {
    co_await manager.connect();
    {
      auto slow = manager.subscribe<ami::events::hangup>(ami::subscribe_options{}.capacity(4).name("billing"));
      for (int i = 0; i < 10; ++i) {
        fake->send_event(frame_text::event("Hangup").header("Uniqueid", std::to_string(i)));
      }
      co_await manager.send_action(ami::actions::ping{});
      const ami::statistics now = co_await manager.statistics();
      REQUIRE(now.subscribers.size() == 1);
      CHECK(now.subscribers[0].name == "billing");
      CHECK(now.subscribers[0].capacity == 4);
      CHECK(now.subscribers[0].queued == 4);
      CHECK(now.subscribers[0].lost == 6);
      CHECK(now.events_lost == 6);
      CHECK(has_line(ami::prometheus_text(now), "ami_subscriber_lost_total{subscriber=\"billing\"} 6"));
    }
    co_await manager.send_action(ami::actions::ping{});
    const ami::statistics then = co_await manager.statistics();
    CHECK(then.subscribers.empty());
    CHECK(then.events_lost == 6);
    co_await manager.disconnect();
  };
  test::run(io, script(&server, pbx));
}

TEST_CASE("statistics of a cluster's servers make one text") {
  fake_asterisk one{quiet()};
  fake_asterisk two{quiet()};
  asio::io_context io;
  ami::cluster pbxs{io};
  pbxs.add("berlin", address_of(one));
  pbxs.add("london", address_of(two));
  auto script = [](ami::cluster servers) -> asio::awaitable<void> {
    co_await servers.connect();
    std::vector<ami::labelled_statistics> all;
    for (const std::string& name : servers.names()) {
      all.emplace_back(name, co_await servers.server(name).statistics());
    }
    const std::string text = ami::prometheus_text(all);
    CHECK(has_line(text, "ami_connects_total{server=\"berlin\"} 1"));
    CHECK(has_line(text, "ami_connects_total{server=\"london\"} 1"));
    co_await servers.disconnect();
  };
  test::run(io, script(pbxs));
}

TEST_CASE("statistics asked for when the execution context goes away end with an error") {
  asio::io_context other;
  auto work = asio::make_work_guard(other);
  std::optional<asio::io_context> io{std::in_place};
  ami::manager pbx{*io, ami::options{"127.0.0.1"}};
  std::vector<ami::error_code> seen;
  const auto elsewhere = [&] {
    return asio::bind_executor(other,
                               [&](ami::error_code error, const ami::statistics& /*value*/) { seen.push_back(error); });
  };
  pbx.async_statistics(elsewhere());
  io.reset();
  pbx.async_statistics(elsewhere());
  test::run_until(other, [&] { return seen.size() == 2; });
  CHECK(seen[0] == ami::errc::disconnected);
  CHECK(seen[1] == ami::errc::disconnected);
}
