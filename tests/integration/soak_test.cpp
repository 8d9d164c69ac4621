// All that a service does, again and again: events, actions, lists, streams that come and go, connections that break.
// The memory in use stays what it was after warming up.
//
//   AMI_SOAK_SECONDS  how long (default 6)
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/resident_memory.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <tuple>
#include <unistd.h>
#include <vector>

using steady_clock = std::chrono::steady_clock;

namespace {

// Grows with time or with events: 5 minutes of either at one byte an event would be more than this.
constexpr std::size_t allowed_growth = std::size_t{3} << 20;

std::chrono::seconds length_of_soak() {
  const char* const value = std::getenv("AMI_SOAK_SECONDS");
  return std::chrono::seconds{value != nullptr ? std::stoul(value) : 6};
}

// What was done, to see that the test does what it is about.
class tally {
public:
  std::uint64_t sent = 0;  // events, by the server
  std::uint64_t received = 0;
  std::uint64_t actions = 0;
  std::uint64_t failed_actions = 0;
  std::uint64_t lists = 0;
  std::uint64_t items = 0;
  std::uint64_t streams = 0;
  std::uint64_t links = 0;
  std::vector<std::size_t> memory;  // samples after warming up
  bool over = false;
};

asio::awaitable<void> read(ami::event_stream<ami::events::user_event>* stream, tally* sum) {
  for (;;) {
    const auto batch = co_await stream->next_batch(500);
    if (batch.empty()) {
      co_return;
    }
    sum->received +=
        static_cast<std::uint64_t>(std::ranges::count_if(batch, [](const auto& event) { return !event.is_gap(); }));
  }
}

// A subscriber for a while, who leaves whatever is buffered then.
asio::awaitable<void> come_and_go(ami::manager pbx, tally* sum) {
  while (!sum->over) {
    auto some = pbx.subscribe(ami::subscribe_options{}.capacity(200));
    auto other = pbx.subscribe<ami::events::hangup, ami::events::user_event>();
    sum->streams += 2;
    const auto first = co_await some.next_batch(20);
    const auto second = other.try_next_batch(20);
    if (first.empty() && second.empty()) {
      co_return;
    }
    co_await rest_for(3ms);
  }
}

asio::awaitable<void> act(ami::manager pbx, tally* sum) {
  while (!sum->over) {
    const auto pong =
        co_await pbx.async_send_action(ami::actions::ping{}, ami::send_options{}.wait_for_connection(5s), as_tuple);
    ++(std::get<0>(pong) ? sum->failed_actions : sum->actions);
    co_await rest_for(1ms);
  }
}

asio::awaitable<void> ask_for_lists(ami::manager pbx, tally* sum) {
  while (!sum->over) {
    const auto whole = co_await pbx.async_send_action(ami::action{"QueueStatus"},
                                                      ami::send_options{}.wait_for_connection(5s), as_tuple);
    sum->items += std::get<1>(whole).items().size();
    auto items = pbx.list(ami::action{"QueueStatus"});
    try {
      while (const auto item = co_await items.next()) {
        ++sum->items;
      }
    } catch (const ami::error&) {
      ++sum->failed_actions;
    }
    sum->lists += 2;
    // One that nobody reads.
    const auto dropped = pbx.list(ami::action{"QueueStatus"});
    co_await rest_for(5ms);
  }
}

// The events, and every half second the end of the link.
asio::awaitable<void> soak(fake_asterisk* server, ami::manager pbx, std::chrono::seconds length, tally* sum) {
  const auto begin = steady_clock::now();
  const auto warm = begin + std::clamp(length / 3, 2s, 30s);
  auto break_at = begin + 500ms;
  auto sample_at = warm;
  const auto event = frame_text::event("UserEvent").header("UserEvent", "Soak").header("Text", std::string(100, 'x'));
  for (auto now = begin; now < begin + length; now = steady_clock::now()) {
    if (now > break_at) {
      server->drop_connections();
      ++sum->links;
      break_at = now + 500ms;
    } else if (pbx.state() == ami::connection_state::connected) {
      for (int i = 0; i < 50; ++i) {
        server->send_event(event);
      }
      sum->sent += 50;
    }
    if (now > sample_at) {
      if (const auto bytes = test::resident_bytes()) {
        sum->memory.push_back(*bytes);
      }
      sample_at = now + 100ms;
    }
    co_await rest_for(2ms);
  }
  sum->over = true;
}

}  // namespace

TEST_CASE("memory stays flat however long it goes on", "[slow]") {
  const auto length = length_of_soak();
  fake_asterisk server{ami::testing::fake_options{}.keep_requests(100)};
  server.on("QueueStatus", [](const ami::testing::request&, const ami::testing::session& client) {
    auto answer = ami::testing::list_text{"QueueStatusComplete"};
    for (int i = 0; i < 20; ++i) {
      answer.item(frame_text::event("QueueMember").header("Queue", "q").header("Name", std::to_string(i)));
    }
    client.reply_list(answer);
  });
  asio::io_context io;
  ami::manager pbx{io, address_of(server).reconnect(ami::reconnect_policy{}.initial_delay(1ms).max_delay(10ms))};
  tally sum;
  auto steady = pbx.subscribe<ami::events::user_event>();
  auto never_read = pbx.subscribe(ami::subscribe_options{}.capacity(500));
  int running = 4;
  const auto done = [&](const std::exception_ptr& failure) {
    CHECK(failure == nullptr);
    --running;
  };
  asio::co_spawn(io, read(&steady, &sum), done);
  asio::co_spawn(io, come_and_go(pbx, &sum), done);
  asio::co_spawn(io, act(pbx, &sum), done);
  asio::co_spawn(io, ask_for_lists(pbx, &sum), done);
  test::run(io, pbx.connect());
  test::run(io, soak(&server, pbx, length, &sum), length + 60s);
  // Actions and streams end with the connection.
  test::run(io, pbx.disconnect());
  test::run_until(io, [&] { return running == 0; });

  std::cout << "soak for " << length.count() << " s: " << sum.sent << " events sent, " << sum.received << " received; "
            << sum.actions << " actions, " << sum.failed_actions << " failed; " << sum.lists << " lists with "
            << sum.items << " items; " << sum.streams << " streams; " << sum.links << " links broken\n";
  CHECK(sum.received > 0);
  CHECK(sum.actions > 0);
  CHECK(sum.items > 0);
  CHECK(sum.streams > 2);
  CHECK(sum.links > 1);
  if (sum.memory.size() >= 2) {
    // The lows of both ends: what is in use while little is buffered.
    const auto part = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, sum.memory.size() / 5));
    const std::size_t before = *std::min_element(sum.memory.begin(), sum.memory.begin() + part);
    const std::size_t after = *std::min_element(sum.memory.end() - part, sum.memory.end());
    const std::size_t peak = *std::max_element(sum.memory.begin(), sum.memory.end());
    std::cout << "  memory: " << before / 1024 << " KiB after warming up, " << after / 1024
              << " KiB at the end, at most " << peak / 1024 << " KiB\n";
    CHECK(after < before + allowed_growth);
  }
}
