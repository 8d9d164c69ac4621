// ami::cluster_live_state: the live states of several servers, and their changes in one stream.
#include "catch.hpp"
#include "support/destroyed_at_steps.hpp"
#include "support/fake_server.hpp"

#include <ami/cluster_live_state.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

using namespace asio::experimental::awaitable_operators;
using ami::cluster_live_state;
using ami::cluster_live_stream;
using ami::live_change_kind;
using ami::live_part;
using ami::live_snapshot;
using ami::live_validity;
using ami::testing::pbx_options;

namespace {

pbx_options busy(double calls_per_second) {
  return pbx_options{}
      .ring_time(5ms, 20ms)
      .talk_time(20ms, 60ms)
      .queue_patience(100ms)
      .queue_share(0.3)
      .all_states(true)
      .calls_per_second(calls_per_second);
}

pbx_options calm() {
  return pbx_options{}.talk_time(1h, 2h).ring_time(5ms, 5ms).all_states(true);
}

ami::options supervised(const fake_asterisk& server) {
  return address_of(server).reconnect(ami::reconnect_policy{}.initial_delay(1ms).max_delay(1ms)).wait_fully_booted(10s);
}

ami::options by_hand(const fake_asterisk& server) {
  return address_when_booted(server);
}

ami::live_options quick() {
  return ami::live_options{}.confirm_after(20ms).pauses(1ms, 10ms);
}

// Servers "a", "b" and so on, and a cluster of them.
class park {
public:
  explicit park(std::initializer_list<pbx_options> pbxes,
                ami::options (*settings)(const fake_asterisk&) = &supervised) {
    for (const auto& pbx : pbxes) {
      servers.emplace_back(fake_options{}.pbx(pbx));
      pbxs.add(name(servers.size() - 1), settings(servers.back()));
    }
  }

  static std::string name(std::size_t index) { return std::string(1, static_cast<char>('a' + index)); }
  void connect() { test::run(io, pbxs.connect()); }
  void wait_valid(const cluster_live_state& live) { test::run(io, live.wait_valid()); }
  void call(const std::string& server) {
    auto pbx = pbxs.server(server);
    test::run(io, pbx.send_action(
                      ami::actions::originate{"PJSIP/alice"}.exten("2002").context("default").priority("1").async()));
  }

  std::deque<fake_asterisk> servers;
  asio::io_context io;
  ami::cluster pbxs{io};
};

// What a consumer knows that looks at nothing but the stream.
class board {
public:
  class of_server {
  public:
    std::map<std::string, ami::channel_state> channels_;
    std::set<live_part> valid_;
    std::size_t snapshots_ = 0;
    std::size_t changes_ = 0;
    std::size_t invalid_ = 0;
    std::uint64_t lost_ = 0;
  };

  // From any thread: what is wrong is counted.
  void apply(const ami::server_live_change& item) {
    if (item.left()) {
      expect(item.change() == nullptr && item.snapshot() == nullptr);
      gone_.push_back(item.server());
      servers_.erase(item.server());
      return;
    }
    of_server& known = servers_[item.server()];
    if (const auto* now = item.snapshot()) {
      ++known.snapshots_;
      known.lost_ += item.lost();
      known.channels_ = channels_of(*now);
      known.valid_ = valid_parts_of(*now);
      return;
    }
    const auto* change = item.change();
    // Nothing comes before the snapshot that it changes.
    expect(change != nullptr && known.snapshots_ != 0);
    ++known.changes_;
    if (change->kind() == live_change_kind::invalid) {
      ++known.invalid_;
      known.valid_.erase(change->part());
    } else if (change->kind() == live_change_kind::valid_again) {
      known.valid_.insert(change->part());
    } else if (const auto* after = change->after<ami::live_channel>()) {
      // Added once, changed and removed only while it is there.
      expect((change->kind() == live_change_kind::added) == !known.channels_.contains(after->uniqueid()));
      known.channels_[after->uniqueid()] = after->state();
    } else if (const auto* before = change->before<ami::live_channel>()) {
      expect(known.channels_.erase(before->uniqueid()) == 1);
    }
  }

  void take_all(cluster_live_stream& changes) {
    while (const auto item = changes.try_next()) {
      apply(*item);
    }
    CHECK(faults_ == 0);
  }

  // Nothing may run between take_all() and this.
  void check(const cluster_live_state& live) const {
    const auto all = live.snapshots();
    CHECK(all.size() == servers_.size());
    for (const auto& [server, now] : all) {
      CAPTURE(server);
      REQUIRE(servers_.contains(server));
      CHECK(servers_.at(server).channels_ == channels_of(now));
      CHECK(servers_.at(server).valid_ == valid_parts_of(now));
    }
  }

  static std::map<std::string, ami::channel_state> channels_of(const live_snapshot& now) {
    std::map<std::string, ami::channel_state> result;
    for (const auto& channel : now.channels()) {
      result.emplace(channel.uniqueid(), channel.state());
    }
    return result;
  }
  static std::set<live_part> valid_parts_of(const live_snapshot& now) {
    std::set<live_part> result;
    for (const live_part part : ami::live_parts) {
      if (now.state(part).valid()) {
        result.insert(part);
      }
    }
    return result;
  }

  std::map<std::string, of_server> servers_;
  std::vector<std::string> gone_;
  std::size_t faults_ = 0;

private:
  void expect(bool right) { faults_ += right ? 0U : 1U; }
};

std::size_t channel_count(const cluster_live_state& live, std::string_view server) {
  const auto now = live.snapshot(server);
  return now.channels().size();
}

live_validity validity_of(const cluster_live_state& live, std::string_view server) {
  const auto now = live.snapshot(server);
  return now.state(live_part::channels).validity();
}

}  // namespace

TEST_CASE("cluster live: the changes of each server lead from its first snapshot to that of now", "[cluster_live]") {
  park all{busy(5), busy(5), calm()};
  const cluster_live_state live{all.pbxs, quick()};
  auto changes = live.subscribe();
  board known;
  known.take_all(changes);
  CHECK(known.servers_.size() == 3);
  known.check(live);
  all.connect();
  all.wait_valid(live);
  all.call("c");
  test::run_until(all.io, [&] {
    known.take_all(changes);
    known.check(live);
    return known.servers_["a"].changes_ > 60 && known.servers_["b"].changes_ > 60 &&
           !known.servers_["c"].channels_.empty();
  });
  for (const auto& [server, of_server] : known.servers_) {
    CAPTURE(server);
    CHECK(of_server.snapshots_ == 1);
    CHECK(of_server.valid_.size() == ami::live_part_count);
    CHECK(live.snapshot(server).valid());
  }
  CHECK(changes.lost() == 0);
  // A new consumer begins with what there is.
  auto later = live.subscribe();
  board second;
  second.take_all(later);
  second.check(live);
  CHECK_THROWS_AS(live.snapshot("d"), std::out_of_range);
  CHECK_THROWS_AS(live.wait_valid("d"), std::out_of_range);
}

TEST_CASE("cluster live: a server that is cut or restarted is invalid for itself alone", "[cluster_live]") {
  park all{calm(), calm(), calm()};
  const cluster_live_state live{all.pbxs, quick()};
  all.connect();
  all.wait_valid(live);
  for (const char* const server : {"a", "b", "c"}) {
    all.call(server);
    test::run_until(all.io, [&] { return channel_count(live, server) != 0; });
  }
  auto changes = live.subscribe();
  board known;
  known.take_all(changes);
  SECTION("cut") {
    all.servers[0].drop_connections();
    test::run_until(all.io, [&] {
      known.take_all(changes);
      known.check(live);
      return known.servers_["a"].invalid_ != 0 && live.snapshot("a").valid();
    });
    known.take_all(changes);
    CHECK_FALSE(known.servers_["a"].channels_.empty());
  }
  SECTION("restarted") {
    all.servers[0].restart(20ms);
    test::run_until(all.io, [&] {
      known.take_all(changes);
      known.check(live);
      return known.servers_["a"].invalid_ != 0 && live.snapshot("a").valid();
    });
    known.take_all(changes);
    CHECK(known.servers_["a"].channels_.empty());
    CHECK(live.statistics().front().value.restarts == 1);
  }
  CHECK(known.servers_["b"].invalid_ == 0);
  CHECK(known.servers_["c"].invalid_ == 0);
  CHECK_FALSE(known.servers_["b"].channels_.empty());
  CHECK(live.statistics()[1].value.gaps == 0);
}

TEST_CASE("cluster live: servers join and leave, also under a name that was there before", "[cluster_live]") {
  park all{busy(5), busy(5)};
  cluster_live_state live{all.pbxs, quick()};
  auto changes = live.subscribe();
  all.connect();
  all.wait_valid(live);
  board known;
  fake_asterisk third{fake_options{}.pbx(busy(5))};
  auto added = all.pbxs.add("c", supervised(third));
  CHECK_FALSE(live.snapshot("c").valid());
  test::run(all.io, added.connect());
  test::run(all.io, live.wait_valid("c"));
  test::run_until(all.io, [&] {
    known.take_all(changes);
    known.check(live);
    return known.servers_["c"].changes_ > 30;
  });
  CHECK(known.servers_["c"].snapshots_ == 1);
  // A new server of the old name: what the old one left behind comes first.
  test::run_until(all.io, [&] { return changes.buffered() > 50; });
  CHECK(all.pbxs.remove("a"));
  CHECK_THROWS_AS(live.snapshot("a"), std::out_of_range);
  auto again = all.pbxs.add("a", supervised(all.servers[0]));
  const auto invalid_before = known.servers_["a"].invalid_;
  std::size_t invalid = 0;
  while (const auto item = changes.try_next()) {
    known.apply(*item);
    invalid = std::max(invalid, item->server() == "a" ? known.servers_["a"].invalid_ : 0);
  }
  known.check(live);
  CHECK(invalid == invalid_before + ami::live_part_count);
  CHECK(known.gone_ == std::vector<std::string>{"a"});
  CHECK(known.servers_["a"].channels_.empty());
  CHECK(known.servers_["a"].snapshots_ == 1);
  test::run(all.io, again.connect());
  all.wait_valid(live);
  test::run_until(all.io, [&] {
    known.take_all(changes);
    known.check(live);
    return known.servers_["a"].changes_ > 30;
  });
  CHECK(all.pbxs.remove("a"));
  CHECK(all.pbxs.remove("c"));
  known.take_all(changes);
  known.check(live);
  CHECK(known.gone_ == std::vector<std::string>{"a", "a", "c"});
  CHECK(live.snapshots().size() == 1);
  CHECK(live.statistics().size() == 1);
}

TEST_CASE("cluster live: one that is down holds up no other", "[cluster_live]") {
  park all{busy(5), calm()};
  all.servers[1].stop_listening();
  const cluster_live_state live{all.pbxs, quick()};
  bool valid = false;
  live.async_wait_valid([&](ami::error_code error) { valid = !error; });
  test::run(all.io, all.pbxs.connect_any());
  const auto now = test::run(all.io, live.wait_valid("a"));
  CHECK(now.valid());
  const auto reports = test::run(all.io, live.verify());
  REQUIRE(reports.size() == 2);
  CHECK(reports[0].server() == "a");
  CHECK_FALSE(reports[0].error());
  CHECK(reports[0].reply().problems().empty());
  CHECK_FALSE(reports[1].error());
  CHECK(reports[1].reply().problems().size() == ami::live_part_count);
  CHECK_FALSE(valid);
  all.servers[1].listen_again();
  test::run_until(all.io, [&] { return valid; });
  CHECK(live.snapshot("b").valid());
}

TEST_CASE("cluster live: a connection that is made again by hand goes on with its live state", "[cluster_live]") {
  park all{{calm(), calm()}, &by_hand};
  const cluster_live_state live{all.pbxs, quick()};
  auto changes = live.subscribe();
  board known;
  all.connect();
  all.wait_valid(live);
  auto server = all.pbxs.server("a");
  for (int round = 0; round < 3; ++round) {
    all.call("a");
    test::run_until(all.io, [&] {
      known.take_all(changes);
      return !known.servers_["a"].channels_.empty();
    });
    if (round % 2 == 0) {
      test::run(all.io, server.disconnect());
    } else {
      all.servers[0].drop_connections();
      test::run(all.io, server.wait_for(ami::connection_state::disconnected));
    }
    known.take_all(changes);
    known.check(live);
    CHECK(validity_of(live, "a") == live_validity::connection_lost);
    CHECK(live.statistics().front().value.gaps == static_cast<std::uint64_t>(round) + 1);
    all.servers[0].hang_up_all();
    all.connect();
    all.wait_valid(live);
    known.take_all(changes);
    known.check(live);
    CHECK(known.servers_["a"].channels_.empty());
    CHECK_FALSE(changes.end_reason());
  }
  CHECK(known.servers_["a"].snapshots_ == 1);
  CHECK(known.servers_["b"].invalid_ == 0);
}

TEST_CASE("cluster live: a consumer that is too slow for a server gets its snapshot in place of the changes",
          "[cluster_live]") {
  park all{busy(10), calm()};
  const cluster_live_state live{all.pbxs, quick()};
  all.connect();
  all.wait_valid(live);
  auto changes = live.subscribe(100);
  board known;
  known.take_all(changes);
  all.call("b");
  for (int round = 0; round < 3; ++round) {
    const auto lost = changes.lost();
    test::run_until(all.io, [&] { return changes.lost() > lost + 100; });
    CHECK(changes.buffered() <= 202);
    known.take_all(changes);
    known.check(live);
    CHECK(known.servers_["a"].snapshots_ == static_cast<std::size_t>(round) + 2);
    CHECK(known.servers_["a"].lost_ == changes.lost());
    CHECK_FALSE(changes.end_reason());
  }
  CHECK(known.servers_["b"].snapshots_ == 1);
  const auto numbers = live.statistics();
  CHECK(numbers[0].value.overflows > 0);
  CHECK(numbers[1].value.overflows == 0);
}

TEST_CASE("cluster live: a server that has much to say lets the others have their turn", "[cluster_live]") {
  park all{busy(10), calm()};
  const cluster_live_state live{all.pbxs, quick()};
  all.connect();
  all.wait_valid(live);
  auto changes = live.subscribe();
  board known;
  known.take_all(changes);
  test::run_until(all.io, [&] { return changes.buffered() > 100; });
  all.call("b");
  test::run_until(all.io, [&] { return channel_count(live, "b") != 0; });
  std::size_t before = 0;
  while (const auto item = changes.try_next()) {
    if (item->server() == "b") {
      break;
    }
    ++before;
  }
  CHECK(before <= 16);
}

TEST_CASE("cluster live: a difference is repaired, and said in the report and in the stream", "[cluster_live]") {
  park all{calm(), calm()};
  const cluster_live_state live{all.pbxs, quick().keep_only(live_part::queues)};
  all.connect();
  all.wait_valid(live);
  auto changes = live.subscribe();
  // As `queue reload all` does: a queue is there, and no event says so.
  all.servers[1].on("QueueStatus", [](const ami::testing::request&, const ami::testing::session& client) {
    client.reply_list(ami::testing::list_text{"QueueStatusComplete"}.item(
        frame_text::item("QueueParams").header("Queue", "unseen").header("Strategy", "ringall").header("Calls", "0")));
  });
  const auto reports = test::run(all.io, live.verify());
  REQUIRE(reports.size() == 2);
  CHECK(reports[0].reply().repairs().empty());
  CHECK_FALSE(reports[1].reply().repairs().empty());
  std::set<std::string> repaired;
  while (const auto item = changes.try_next()) {
    if (item->change() != nullptr && item->change()->cause() == ami::live_cause::repair) {
      repaired.insert(item->server());
    }
  }
  CHECK(repaired == std::set<std::string>{"b"});
  const auto now = live.snapshot("b");
  CHECK(now.queue("unseen") != nullptr);
  const auto numbers = live.statistics();
  CHECK(numbers[0].value.repairs == 0);
  CHECK(numbers[1].value.repairs == reports[1].reply().repairs().size());
}

TEST_CASE("cluster live: one server is compared without the others", "[cluster_live]") {
  park all{calm(), calm(), calm()};
  const cluster_live_state live{all.pbxs, quick().keep_only(live_part::queues)};
  // Those that are down hold up nobody.
  const auto early = test::run(all.io, live.verify("b"));
  CHECK(early.problems() == std::vector<std::string>{"queues: never seeded"});
  all.connect();
  all.wait_valid(live);
  const auto comparisons = [&] {
    std::vector<std::uint64_t> counts;
    for (const auto& each : live.statistics()) {
      counts.push_back(each.value.comparisons);
    }
    return counts;
  };
  const auto before = comparisons();
  for (auto& server : all.servers) {
    server.on("QueueStatus", [](const ami::testing::request&, const ami::testing::session& client) {
      client.reply_list(ami::testing::list_text{"QueueStatusComplete"}.item(frame_text::item("QueueParams")
                                                                                .header("Queue", "unseen")
                                                                                .header("Strategy", "ringall")
                                                                                .header("Calls", "0")));
    });
  }
  const auto report = test::run(all.io, live.verify("b"));
  CHECK_FALSE(report.repairs().empty());
  CHECK(report.problems().empty());
  CHECK(comparisons() == std::vector<std::uint64_t>{before[0], before[1] + 1, before[2]});
  CHECK_THROWS_AS(live.verify("d"), std::out_of_range);
  CHECK_THROWS_AS(live.async_verify("d", asio::detached), std::out_of_range);

  all.servers[2].on("QueueStatus", [](const ami::testing::request&, const ami::testing::session&) {});
  std::optional<ami::error_code> cancelled;
  asio::cancellation_signal signal;
  live.async_verify(
      "c", asio::bind_cancellation_slot(signal.slot(),
                                        [&](ami::error_code error, const ami::live_report&) { cancelled = error; }));
  std::optional<ami::error_code> removed;
  live.async_verify("c", [&](ami::error_code error, const ami::live_report&) { removed = error; });
  all.io.poll();
  signal.emit(asio::cancellation_type::total);
  test::run_until(all.io, [&] { return cancelled.has_value(); });
  CHECK(cancelled == asio::error::operation_aborted);
  CHECK_FALSE(removed);
  CHECK(all.pbxs.remove("c"));
  test::run_until(all.io, [&] { return removed.has_value(); });
  CHECK(removed == ami::errc::disconnected);
}

TEST_CASE("cluster live: a cancelled wait loses nothing, and what waits can be cancelled", "[cluster_live]") {
  park all{busy(5), busy(5)};
  const cluster_live_state live{all.pbxs, quick()};
  std::vector<std::string> done;
  const auto note = [&](const char* name) {
    return
        [&done, name](ami::error_code error, auto&&...) { done.push_back(name + std::string{" "} + error.message()); };
  };
  const std::string aborted = ami::error_code{asio::error::operation_aborted}.message();
  asio::cancellation_signal signals[3];
  live.async_wait_valid(asio::bind_cancellation_slot(signals[0].slot(), note("all")));
  live.async_wait_valid("a", asio::bind_cancellation_slot(signals[1].slot(), note("one")));
  all.io.poll();
  CHECK(done.empty());
  signals[0].emit(asio::cancellation_type::total);
  test::run_until(all.io, [&] { return done.size() == 1; });
  signals[1].emit(asio::cancellation_type::partial);
  test::run_until(all.io, [&] { return done.size() == 2; });
  CHECK(done == std::vector<std::string>{"all " + aborted, "one " + aborted});

  all.connect();
  all.wait_valid(live);
  for (auto& server : all.servers) {
    server.on("QueueStatus", [](const ami::testing::request&, const ami::testing::session&) {});
  }
  live.async_verify(asio::bind_cancellation_slot(signals[2].slot(), note("verify")));
  all.io.poll();
  signals[2].emit(asio::cancellation_type::terminal);
  test::run_until(all.io, [&] { return done.size() == 3; });
  CHECK(done.back() == "verify " + aborted);

  auto first = live.subscribe();
  auto second = live.subscribe();
  auto script = [](cluster_live_stream* a, cluster_live_stream* b, board* of_a, board* of_b) -> asio::awaitable<void> {
    for (int i = 0; i < 300; ++i) {
      auto ready = a->next() || b->next();
      const auto result = co_await std::move(ready);
      const auto& item = result.index() == 0 ? std::get<0>(result) : std::get<1>(result);
      REQUIRE(item);
      (result.index() == 0 ? of_a : of_b)->apply(*item);
    }
  };
  board of_first;
  board of_second;
  test::run(all.io, script(&first, &second, &of_first, &of_second));
  of_first.take_all(first);
  of_second.take_all(second);
  of_first.check(live);
  of_second.check(live);
}

TEST_CASE("cluster live: what waits ends with it, with its cluster and with its context", "[cluster_live]") {
  fake_asterisk server{fake_options{}.pbx(busy(5))};
  fake_asterisk silent{quiet()};
  silent.mute_sessions();
  auto io = std::make_unique<asio::io_context>();
  std::optional<ami::cluster> pbxs{std::in_place, *io};
  pbxs->add("a", supervised(server));
  pbxs->add("b", supervised(silent));
  std::optional<cluster_live_state> live{std::in_place, *pbxs, quick()};
  test::run(*io, pbxs->connect_any());
  test::run(*io, live->wait_valid("a"));
  auto changes = live->subscribe();
  std::vector<std::string> done;
  const auto note = [&](const char* name) {
    return
        [&done, name](ami::error_code error, auto&&...) { done.push_back(name + std::string{" "} + error.message()); };
  };
  live->async_wait_valid(note("all"));
  live->async_wait_valid("b", note("one"));
  io->poll();
  CHECK(done.empty());
  const auto wait_until_done = [&] {
    test::run_until(*io, [&] { return done.size() == 2; });
    std::ranges::sort(done);
    const std::string gone = ami::error_code{ami::errc::disconnected}.message();
    CHECK(done == std::vector<std::string>{"all " + gone, "one " + gone});
    test::run_until(*io, [&] { return changes.end_reason() == ami::errc::disconnected; });
    board known;
    known.take_all(changes);
    CHECK(known.gone_.empty());
    CHECK_FALSE(test::run(*io, changes.next()));
  };
  SECTION("the live state") {
    live.reset();
    wait_until_done();
    test::run(*io, pbxs->server("a").send_action(ami::actions::ping{}));
  }
  SECTION("the cluster") {
    pbxs.reset();
    wait_until_done();
    CHECK_FALSE(live->snapshot("a").valid());
    CHECK(live->subscribe().end_reason() == ami::errc::disconnected);
    io->run_for(test::patience);
    CHECK(io->stopped());
  }
  SECTION("disconnect()") {
    test::run(*io, pbxs->disconnect());
    wait_until_done();
    CHECK(validity_of(*live, "a") == live_validity::connection_lost);
    ami::error_code error;
    live->async_verify([&](ami::error_code code, const auto&) { error = code; });
    test::run_until(*io, [&] { return error == ami::errc::disconnected; });
    // It is over for good; another one begins anew.
    pbxs->add("c", supervised(server));
    CHECK(live->snapshots().size() == 2);
    const cluster_live_state another{*pbxs, quick()};
    CHECK(another.snapshots().size() == 3);
    io->run_for(1ms);
  }
  SECTION("the context") {
    io.reset();
    CHECK_FALSE(live->snapshot("a").valid());
    CHECK(live->subscribe().end_reason() == ami::errc::disconnected);
    CHECK(changes.end_reason() == ami::errc::disconnected);
    CHECK_FALSE(live->get_executor());
    pbxs->remove("a");
    live.reset();
  }
  SECTION("it is moved") {
    cluster_live_state other{std::move(*live)};
    live.reset();
    CHECK_FALSE(changes.end_reason());
    other = cluster_live_state{*pbxs, quick()};
    wait_until_done();
  }
  SECTION("a server is removed") {
    CHECK(pbxs->remove("b"));
    test::run_until(*io, [&] { return done.size() == 2; });
    std::ranges::sort(done);
    CHECK(done == std::vector<std::string>{"all " + ami::error_code{}.message(),
                                           "one " + ami::error_code{ami::errc::disconnected}.message()});
    CHECK_FALSE(changes.end_reason());
  }
}

TEST_CASE("cluster live: what waits for connected servers ends with disconnect()", "[cluster_live]") {
  park all{calm(), calm()};
  for (auto& server : all.servers) {
    server.on("QueueStatus", [](const ami::testing::request&, const ami::testing::session&) {});
  }
  const cluster_live_state live{all.pbxs, quick()};
  all.connect();
  std::optional<ami::error_code> error;
  live.async_wait_valid([&](ami::error_code code) { error = code; });
  test::run_until(all.io, [&] {
    const auto now = live.snapshots();
    return std::ranges::all_of(now, [](const auto& each) {
      return each.second.state(live_part::queues).validity() == live_validity::seeding;
    });
  });
  CHECK_FALSE(error);
  // Each live state ends with its connection, and then the whole: only that is the end of the wait.
  test::run(all.io, all.pbxs.disconnect());
  test::run_until(
      all.io, [&] { return error.has_value(); }, 5s);
  CHECK(error == ami::errc::disconnected);
}

TEST_CASE("cluster live: an empty cluster is valid, and its first server joins", "[cluster_live]") {
  asio::io_context io;
  ami::cluster pbxs{io};
  const cluster_live_state live{pbxs, quick()};
  test::run(io, live.wait_valid());
  CHECK(test::run(io, live.verify()).empty());
  CHECK(live.snapshots().empty());
  auto changes = live.subscribe();
  CHECK_FALSE(changes.try_next());
  std::optional<ami::server_live_change> first;
  changes.async_next([&](ami::error_code, std::optional<ami::server_live_change> item) { first = std::move(item); });
  io.poll();
  fake_asterisk server{fake_options{}.pbx(calm())};
  pbxs.add("a", supervised(server));
  test::run_until(io, [&] { return first.has_value(); });
  CHECK(first->server() == "a");
  REQUIRE(first->snapshot() != nullptr);
  CHECK(first->lost() == 0);
  CHECK_FALSE(first->left());
}

// ---- Destruction in every state, and threads

namespace {

enum class victim { cluster, live, stream, context };

asio::awaitable<void> use_live(std::shared_ptr<cluster_live_state> live, census) {
  [[maybe_unused]] const auto valid = co_await live->async_wait_valid(as_tuple);
  [[maybe_unused]] const auto reports = co_await live->async_verify(as_tuple);
}

asio::awaitable<void> read_changes(std::shared_ptr<cluster_live_stream> stream, census) {
  while (auto item = co_await stream->next()) {
  }
}

asio::awaitable<void> use_servers(ami::cluster pbxs, census) {
  auto connected = co_await pbxs.async_connect(as_tuple);
  if (std::get<0>(connected)) {
    co_return;
  }
  pbxs.remove("a");
  co_await pbxs.async_disconnect(as_tuple);
}

class used_live {
public:
  used_live(std::deque<fake_asterisk>& servers, asio::io_context& io, int& living)
      : servers_{&servers}, pbxs_{std::in_place, io} {
    pbxs_->add("a", supervised(servers[0]));
    pbxs_->add("b", supervised(servers[1]));
    live_ = std::make_shared<cluster_live_state>(*pbxs_, quick());
    stream_ = std::make_shared<cluster_live_stream>(live_->subscribe(50));
    asio::co_spawn(io, use_servers(*pbxs_, census{living}), asio::detached);
    asio::co_spawn(io, read_changes(stream_, census{living}), asio::detached);
    asio::co_spawn(io, use_live(live_, census{living}), asio::detached);
  }

  void destroy(victim chosen, std::unique_ptr<asio::io_context>& io) {
    switch (chosen) {
    case victim::cluster: pbxs_.reset(); break;
    case victim::live: *live_ = cluster_live_state{*pbxs_}; break;
    case victim::stream:
      stream_->close();
      stream_.reset();
      break;
    case victim::context: io.reset(); break;
    }
  }
  void let_go() {
    pbxs_.reset();
    for (auto& server : *servers_) {
      server.drop_connections();
    }
  }

private:
  std::deque<fake_asterisk>* servers_;
  std::optional<ami::cluster> pbxs_;
  std::shared_ptr<cluster_live_state> live_;
  std::shared_ptr<cluster_live_stream> stream_;
};

}  // namespace

TEST_CASE("cluster live: destroying it, its stream, its cluster or the context at every step", "[cluster_live]") {
  std::deque<fake_asterisk> servers;
  servers.emplace_back(fake_options{}.pbx(calm()));
  servers.emplace_back(fake_options{}.pbx(calm()));
  const auto used = [&](asio::io_context& io, int& living) { return std::make_unique<used_live>(servers, io, living); };
  for (const victim chosen : {victim::cluster, victim::live, victim::stream, victim::context}) {
    int steps = 0;
    while (steps < 130 && test::destroy_after(used, chosen, steps)) {
      steps += steps < 30 ? 2 : 9;
    }
    CHECK(steps > 30);
  }
}

TEST_CASE("cluster live: used from several threads", "[cluster_live]") {
  std::deque<fake_asterisk> servers;
  for (int i = 0; i < 3; ++i) {
    servers.emplace_back(fake_options{}.pbx(busy(5)));
  }
  asio::thread_pool pool{3};
  ami::cluster pbxs{pool.get_executor()};
  for (std::size_t i = 0; i < 3; ++i) {
    pbxs.add(park::name(i), supervised(servers[i]));
  }
  auto live = std::make_shared<cluster_live_state>(pbxs, quick());
  std::atomic<bool> stop = false;
  auto reader = [](cluster_live_stream stream) -> asio::awaitable<std::size_t> {
    board known;
    std::size_t count = 0;
    while (const auto item = co_await stream.next()) {
      known.apply(*item);
      ++count;
    }
    co_return known.faults_ == 0 ? count : 0;
  };
  std::vector<std::future<std::size_t>> readers;
  for (const std::size_t capacity : {10U, 100U, 65536U}) {
    readers.push_back(asio::co_spawn(pool, reader(live->subscribe(capacity)), asio::use_future));
  }
  pbxs.async_connect(asio::use_future).get();
  live->async_wait_valid(asio::use_future).get();
  auto looking = std::async(std::launch::async, [&] {
    while (!stop) {
      for (const auto& [server, now] : live->snapshots()) {
        (void)board::channels_of(now);
      }
      (void)live->statistics();
      (void)live->subscribe().try_next();
      std::this_thread::yield();
    }
  });
  for (int round = 0; round < 5; ++round) {
    const auto name = "more" + std::to_string(round);
    auto added = pbxs.add(name, supervised(servers[static_cast<std::size_t>(round % 3)]));
    added.async_connect(asio::use_future).get();
    live->async_wait_valid(name, asio::use_future).get();
    servers[static_cast<std::size_t>((round + 1) % 3)].drop_connections();
    const auto reports = live->async_verify(asio::use_future).get();
    CHECK(reports.size() == 4);
    CHECK(pbxs.remove(name));
  }
  stop = true;
  looking.get();
  pbxs.async_disconnect(asio::use_future).get();
  for (auto& counted : readers) {
    CHECK(counted.get() > 100);
  }
  pool.join();
}
