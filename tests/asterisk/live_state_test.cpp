// The live state on a real Asterisk: as its lists say, after calls, a lost link and a restart.
#include "asterisk/real_server.hpp"
#include "catch.hpp"
#include "support/run.hpp"

#include <ami/ami.hpp>
#include <ami/live_state.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

using test::server;

namespace {

std::set<std::string> channels_of(const ami::live_state& live) {
  std::set<std::string> result;
  const auto now = live.snapshot();
  for (const auto& channel : now.channels()) {
    result.insert(channel.uniqueid());
  }
  return result;
}

std::set<std::string> queues_of(const ami::live_state& live) {
  std::set<std::string> result;
  const auto now = live.snapshot();
  for (const auto& queue : now.queues()) {
    result.insert(queue.name());
  }
  return result;
}

// The values of a header of the items of a list.
std::set<std::string> listed(asio::io_context& io, const ami::manager& pbx, const std::string& action,
                             const std::string& item_name, const std::string& header) {
  std::set<std::string> result;
  const auto reply = test::run(io, pbx.send_action(ami::action{action}));
  for (const ami::event& item : reply.items()) {
    if (item.name() == item_name) {
      result.emplace(item[header]);
    }
  }
  return result;
}

void originate(asio::io_context& io, const ami::manager& pbx, int seconds) {
  const auto call =
      ami::actions::originate{"Local/100@default"}.application("Wait").data(std::to_string(seconds)).async();
  test::run(io, pbx.send_action(call));
}

// Compares until both are the same: the list is ahead of the events.
void expect_as_listed(asio::io_context& io, const ami::manager& pbx, const ami::live_state& live) {
  bool same = false;
  for (int i = 0; i < 200 && !same; ++i) {
    same = channels_of(live) == listed(io, pbx, "CoreShowChannels", "CoreShowChannel", "Uniqueid");
  }
  CHECK(same);
  CHECK(queues_of(live) == listed(io, pbx, "QueueStatus", "QueueParams", "Queue"));
}

void expect_nothing_wrong(asio::io_context& io, const ami::live_state& live) {
  const auto report = test::run(io, live.verify());
  for (const auto& repair : report.repairs()) {
    FAIL_CHECK(to_string(repair.part()) << ": " << to_string(repair.kind()));
  }
}

}  // namespace

TEST_CASE("the live state finds out that a user may not read the events of queues") {
  asio::io_context io;
  const ami::manager pbx{io, server("deaf", "deaf")};
  const ami::live_state live{pbx, ami::live_options{}.confirm_after(500ms)};
  test::run(io, pbx.connect());
  const auto begin = test::run(io, live.wait_valid());
  // Nothing says it before somebody waits of whom no event has told.
  CHECK(begin.state(ami::live_part::queues).valid());
  const ami::action pause = ami::action{"QueuePause"}.header("Interface", "Local/303@load/n");
  test::run(io, pbx.send_action(ami::action{pause}.header("Paused", "true")));
  const auto call = ami::actions::originate{"Local/queue-b@load"}.application("Wait").data("3600").async();
  test::run(io, pbx.send_action(call));
  std::set<std::string> waiting;
  for (const auto begun = std::chrono::steady_clock::now();
       waiting.empty() && std::chrono::steady_clock::now() - begun < 10s;) {
    waiting = listed(io, pbx, "QueueStatus", "QueueEntry", "Uniqueid");
  }
  REQUIRE(waiting.size() == 1);
  const auto report = test::run(io, live.verify());
  CHECK(report.problems() == std::vector<std::string>{"queues: no right: no event of class agent comes"});
  CHECK(live.snapshot().settled());
  test::run(io, pbx.send_action(ami::action{"Hangup"}.header("Channel", "/^Local/queue-b@load-.*$/")));
  test::run(io, pbx.send_action(ami::action{pause}.header("Paused", "false")));
  test::run(io, pbx.disconnect());
}

TEST_CASE("the live state is as the lists say, through calls, a lost link and a restart") {
  asio::io_context io;
  const ami::manager pbx{io, server().reconnect(ami::reconnect_policy{}.initial_delay(10ms).max_delay(50ms))};
  const ami::live_state live{pbx, ami::live_options{}.confirm_after(500ms)};
  test::run(io, pbx.connect());
  const auto begin = test::run(io, live.wait_valid());
  CHECK(begin.settled());
  CHECK(begin.state(ami::live_part::channels).valid());
  CHECK(begin.state(ami::live_part::queues).valid());
  CHECK(begin.state(ami::live_part::devices).valid());
  for (int i = 0; i < 5; ++i) {
    originate(io, pbx, 1);
    originate(io, pbx, 3600);
    expect_as_listed(io, pbx, live);
  }
  CHECK(channels_of(live).size() >= 10);
  expect_nothing_wrong(io, live);

  // Calls go on without the link.
  auto changes = live.subscribe();
  test::cut_links();
  const auto until_valid_again = [&] {
    bool again = false;
    test::run_until(io, [&] {
      while (const auto change = changes.try_next()) {
        again = again ||
                (change->kind() == ami::live_change_kind::valid_again && change->part() == ami::live_part::channels);
      }
      return again;
    });
    test::run(io, live.wait_valid());
  };
  until_valid_again();
  CHECK(channels_of(live).size() >= 10);
  expect_as_listed(io, pbx, live);
  expect_nothing_wrong(io, live);
  CHECK(live.statistics().restarts == 0);

  asio::co_spawn(io, test::restart(pbx, "core restart now"), asio::detached);
  until_valid_again();
  CHECK(live.statistics().restarts == 1);
  originate(io, pbx, 1);
  expect_as_listed(io, pbx, live);
  expect_nothing_wrong(io, live);
  test::run(io, pbx.disconnect());
}
