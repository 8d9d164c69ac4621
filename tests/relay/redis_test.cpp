#include "catch.hpp"
#include "relay/trial.hpp"
#include "support/run.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <string>

using namespace std::chrono_literals;
using ami::testing::fake_asterisk;
using ami::testing::fake_options;
using test::check_order;
using test::child_process;
using test::observed_log;
using test::quiet;
using test::redis_server;
using test::relay_trial;
using test::send_numbered;

namespace {

constexpr std::int64_t calls = 7;

fake_options busy(std::uint64_t seed) {
  return fake_options{}.manual_clock(true).pbx(
      ami::testing::pbx_options{}.seed(seed).calls_per_second(2).transfer_share(0.3).park_share(0.1));
}

bool is_fresh(const observed_log& log, const std::string& server, fake_asterisk& pbx) {
  return log.table.stale(server).empty() &&
         test::comparable(log.table.channels(server)) == test::comparable(test::channels_of(pbx));
}

}  // namespace

TEST_CASE("Redis: all events of several PBXs arrive, those of a call in order in one partition") {
  redis_server redis;
  fake_asterisk berlin{quiet()};
  fake_asterisk london{quiet()};
  relay_trial relay{redis.sink(), 3};
  relay.serves("berlin", berlin).serves("london", london).start();
  send_numbered(berlin, 1, 3000, calls);
  send_numbered(london, 1, 2000, calls);
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->user_events == 5000; }));
  check_order(*log);
  CHECK(log->table.figures().duplicates == 0);
  CHECK(log->sequences.size() == 2 * calls);
  CHECK(relay.end() == 0);
  CHECK(log->read_until([&] { return log->table.stale("berlin") == "the relay has stopped"; }));
  CHECK(log->markers.front() == "relay_started");
  CHECK(log->markers.back() == "relay_stopped");
}

TEST_CASE("Redis: killed and started again, it has every event, in order") {
  redis_server redis;
  fake_asterisk pbx{quiet()};
  relay_trial relay{redis.sink(), 2};
  relay.with(GENERATE(false, true) ? relay.on_disk() : "buffer=memory").with("batch=20").serves("b", pbx).start();
  std::int64_t sent = 0;
  for (int round = 0; round < 3; ++round) {
    send_numbered(pbx, sent + 1, sent + 1000, calls);
    sent += 1000;
    // In the midst of its work: some are confirmed, some are not.
    REQUIRE(relay.wait_for_figure("confirmed",
                                  [&](std::uint64_t n) { return n > static_cast<std::uint64_t>(sent - 900); }));
    redis.kill();
    send_numbered(pbx, sent + 1, sent + 500, calls);
    sent += 500;
    REQUIRE(relay.wait_for_figure("taken", [&](std::uint64_t n) { return n >= static_cast<std::uint64_t>(sent); }));
    redis.start();
  }
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->user_events == static_cast<std::uint64_t>(sent); }));
  check_order(*log);
  CHECK(relay.process().wait_for("the log takes records again"));
}

TEST_CASE("Redis: one that is stopped fills the buffer, and what is lost then is counted to the last event") {
  redis_server redis;
  fake_asterisk berlin{quiet()};
  fake_asterisk london{quiet()};
  relay_trial relay{redis.sink(), 3};
  relay.with(GENERATE(false, true) ? relay.on_disk() : "buffer=memory")
      .with("limit=100K\nqueue=1000\nredis_timeout=500ms")
      .serves("berlin", berlin)
      .serves("london", london)
      .start();
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->table.stale("berlin").empty() && log->table.stale("london").empty(); }));
  redis.send_signal(SIGSTOP);
  send_numbered(berlin, 1, 20000, calls);
  REQUIRE(relay.wait_for_figure("lost", [](std::uint64_t n) { return n > 10000; }));
  REQUIRE(relay.wait_for_figure("retries", [](std::uint64_t n) { return n > 1; }));
  redis.send_signal(SIGCONT);
  send_numbered(london, 1, 100, calls);
  const auto arrived = [&](const std::string& server) {
    std::uint64_t count = 0;
    for (const auto& [key, numbers] : log->sequences) {
      count += key.starts_with(server) ? numbers.size() : 0;
    }
    return count;
  };
  // Exact: what arrived and what is said to be lost.
  CHECK(log->read_until([&] { return arrived("berlin") + log->table.lagged("berlin") >= 20000; }));
  CHECK(log->read_until([&] { return arrived("london") + log->table.lagged("london") >= 100; }));
  CHECK(log->read_until([&] { return log->table.stale("berlin").empty(); }));
  CHECK(arrived("berlin") + log->table.lagged("berlin") == 20000);
  CHECK(arrived("london") == 100);
  CHECK(log->table.lagged("london") == 0);
  // Each partition says the same.
  for (const auto& [place, part] : log->table.parts()) {
    CHECK(part.lagged == log->table.lagged(place.first));
  }
  check_order(*log);
}

TEST_CASE("Redis: a relay that was killed goes on with its buffer on disk") {
  redis_server redis;
  fake_asterisk pbx{quiet()};
  relay_trial relay{redis.sink(), 3};
  relay.with(relay.on_disk()).with("batch=10").serves("b", pbx).start();
  const auto log = relay.consume();
  std::int64_t sent = 0;
  for (int round = 0; round < 3; ++round) {
    send_numbered(pbx, sent + 1, sent + 700, calls);
    sent += 700;
    REQUIRE(relay.wait_for_figure("taken", [](std::uint64_t n) { return n >= 700; }));
    redis.kill();
    send_numbered(pbx, sent + 1, sent + 300, calls);
    sent += 300;
    REQUIRE(relay.wait_for_figure("taken", [](std::uint64_t n) { return n >= 1000; }));
    REQUIRE(relay.wait_for_figure("waiting", [](std::uint64_t n) { return n == 0; }));
    relay.kill();
    REQUIRE(pbx.wait_for_no_connections(test::patience));
    redis.start();
    relay.start();
  }
  CHECK(log->read_until([&] { return log->user_events == static_cast<std::uint64_t>(sent); }));
  CHECK(log->read_until([&] { return std::count(log->markers.begin(), log->markers.end(), "relay_started") == 4; }));
  CHECK(log->read_until([&] { return log->table.stale("b").empty(); }));
  check_order(*log);
  // The numbers went on: the same run, as far as a consumer can see.
  CHECK(relay.end() == 0);
}

TEST_CASE("Redis: a server without memory takes nothing, and then all in order") {
  redis_server redis;
  fake_asterisk pbx{quiet()};
  relay_trial relay{redis.sink(), 2};
  relay.with("batch=10").serves("b", pbx).start();
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->table.stale("b").empty(); }));
  redis.ask({"CONFIG", "SET", "maxmemory", "1"});
  send_numbered(pbx, 1, 500, calls);
  REQUIRE(relay.process().wait_for("OOM"));
  redis.ask({"CONFIG", "SET", "maxmemory", "0"});
  CHECK(log->read_until([&] { return log->user_events == 500; }));
  check_order(*log);
  CHECK(log->table.figures().duplicates == 0);
}

TEST_CASE("Redis: a consumer has the channels of the PBXs, after lost links, restarts and lost events") {
  redis_server redis;
  fake_asterisk berlin{busy(3)};
  fake_asterisk london{busy(4)};
  relay_trial relay{redis.sink(), 3};
  relay.with("limit=200K\nqueue=1000\nredis_timeout=500ms").serves("berlin", berlin).serves("london", london);
  berlin.advance(60s);
  relay.start();
  const auto log = relay.consume();
  const auto is_right = [&] { return is_fresh(*log, "berlin", berlin) && is_fresh(*log, "london", london); };
  // What there was before the relay.
  CHECK(!test::channels_of(berlin).empty());
  CHECK(log->read_until(is_right));
  berlin.advance(40s);
  london.advance(60s);
  CHECK(!test::channels_of(london).empty());
  CHECK(log->read_until(is_right));
  SECTION("a lost link") {
    berlin.drop_connections();
    berlin.advance(30s);
    CHECK(log->read_until([&] {
      return std::find(log->markers.begin(), log->markers.end(), "connection_restored") != log->markers.end();
    }));
    london.advance(10s);
    CHECK(log->read_until(is_right));
  }
  SECTION("a PBX that starts again") {
    berlin.restart();
    CHECK(log->read_until([&] {
      return std::find(log->markers.begin(), log->markers.end(), "connection_restored") != log->markers.end();
    }));
    CHECK(log->read_until(is_right));
    CHECK(log->table.channels("berlin").empty());
    berlin.advance(60s);
    CHECK(log->read_until(is_right));
  }
  SECTION("lost events") {
    redis.send_signal(SIGSTOP);
    for (int i = 0; i < 100; ++i) {
      berlin.advance(5s);
    }
    REQUIRE(relay.wait_for_figure("lost", [](std::uint64_t n) { return n > 100; }));
    redis.send_signal(SIGCONT);
    CHECK(log->read_until([&] { return log->table.lagged("berlin") > 100; }));
    CHECK(log->read_until(is_right));
  }
  check_order(*log);
}

TEST_CASE("Redis: at its end the relay says what it could not deliver, or keeps it on disk") {
  redis_server redis;
  fake_asterisk pbx{quiet()};
  relay_trial relay{redis.sink(), 1};
  const bool keeps = GENERATE(false, true);
  relay.with("drain=300ms").with(keeps ? relay.on_disk() : "buffer=memory").serves("b", pbx).start();
  redis.kill();
  send_numbered(pbx, 1, 100, calls);
  REQUIRE(relay.wait_for_figure("taken", [](std::uint64_t n) { return n >= 100; }));
  CHECK(relay.end() == (keeps ? 0 : 1));
  const std::string said = relay.process().output();
  INFO(said);
  CHECK(said.find(keeps ? "stay in the buffer on disk" : "are lost: the buffer is in memory") != std::string::npos);
  if (keeps) {
    redis.start();
    relay.start();
    const auto log = relay.consume();
    CHECK(log->read_until([&] { return log->user_events == 100; }));
    check_order(*log);
    CHECK(relay.end() == 0);
  }
}

TEST_CASE("Redis: the example of a consumer shows the channels") {
  redis_server redis;
  redis.ask({"CONFIG", "SET", "requirepass", "of this test"});
  fake_asterisk pbx{busy(5)};
  pbx.advance(60s);
  relay_trial relay{redis.sink(), 2};
  relay.with("redis_password=of this test").serves("berlin", pbx).start();
  REQUIRE(relay.wait_for_figure("confirmed", [](std::uint64_t n) { return n >= 4; }));
  REQUIRE(relay.end() == 0);
  child_process consumer{{RELAY_CONSUMER_PROGRAM, "--config", relay.config(), "--once"}};
  CHECK(consumer.wait() == 0);
  INFO(consumer.output());
  CHECK(consumer.output().find("berlin (may be wrong: the relay has stopped)") != std::string::npos);
  for (const auto& [uniqueid, channel] : test::channels_of(pbx)) {
    CHECK(consumer.output().find(channel.name) != std::string::npos);
  }
}
