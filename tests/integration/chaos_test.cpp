// A server that floods while everything goes wrong with it: at the end every event and every action is accounted for.
//
//   AMI_CHAOS_SECONDS  how long (default 15)
//   AMI_CHAOS_SEED     the seed of what happens when (printed)
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/resident_memory.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

using steady_clock = std::chrono::steady_clock;
using user_stream = ami::event_stream<ami::events::user_event>;

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr ? std::stoull(value) : otherwise;
}

std::uint64_t number(const ami::event& event, std::string_view key) {
  return std::stoull(std::string{event[key]});
}

// What one subscriber saw. An event is numbered by its connection and within it.
class record {
public:
  explicit record(std::string name, bool in_order = true) : name_{std::move(name)}, in_order_{in_order} {}

  template <class Event>
  void see(const Event& event) {
    if (const auto gap = event.template get_if<ami::lagged>()) {
      lagged_ += gap->count();
    } else if (event.template get_if<ami::connection_lost>()) {
      ++lost_links_;
    } else if (!event.is_gap()) {
      see_number(number(event, "Link"), number(event, "N"));
    }
  }

  // Compares with what the connection gave. `delivered`: how many events of each link the client read.
  void check(const std::map<std::uint64_t, std::uint64_t>& delivered, const user_stream& stream) const {
    CAPTURE(name_, received_, lagged_, stream.lost(), stream.coalesced());
    std::uint64_t sum = 0;
    for (const auto& [link, count] : delivered) {
      if (const auto begin = begins_.find(link); begin != begins_.end()) {
        // All that came before this link's first event was received or is reported.
        CHECK(begin->second.accounted_ == sum + begin->second.first_ - 1);
        CHECK(last_.at(link) <= count);
      }
      sum += count;
    }
    CHECK(misplaced_ == 0);
    CHECK(lagged_ == stream.lost());
    CHECK(received_ + stream.lost() + stream.coalesced() == sum);
  }

  std::uint64_t received() const noexcept { return received_; }
  std::uint64_t lost_links() const noexcept { return lost_links_; }
  const std::map<std::uint64_t, std::uint64_t>& last_of_links() const noexcept { return last_; }

private:
  class beginning {
  public:
    std::uint64_t first_ = 0;
    std::uint64_t accounted_ = 0;
  };

  void see_number(std::uint64_t link, std::uint64_t n) {
    const std::uint64_t accounted = received_ + lagged_;
    ++received_;
    std::uint64_t& last = last_[link];
    if (!in_order_) {
      // Newer states take the place of older ones: only what has the same key comes in order.
      std::uint64_t& of_key = last_of_key_[n % 10];
      const std::uint64_t place = link << 32U | n;
      misplaced_ += place > of_key ? 0 : 1;
      of_key = place;
      last = std::max(last, n);
      return;
    }
    const bool newest = last_.rbegin()->first == link;
    if (last == 0) {
      begins_[link] = beginning{};
      begins_[link].first_ = n;
      begins_[link].accounted_ = accounted;
    } else if (accounted - begins_[link].accounted_ != n - begins_[link].first_) {
      ++misplaced_;
    }
    misplaced_ += newest && n > last ? 0 : 1;
    last = n;
  }

  std::string name_;
  bool in_order_;
  std::uint64_t received_ = 0;
  std::uint64_t lagged_ = 0;
  std::uint64_t lost_links_ = 0;
  std::uint64_t misplaced_ = 0;  // doubled, out of order, or not explained by the losses reported so far
  std::map<std::uint64_t, std::uint64_t> last_;
  std::map<std::uint64_t, beginning> begins_;
  std::map<std::uint64_t, std::uint64_t> last_of_key_;
};

// Reads to the stream's end; rests after each `burst` events.
asio::awaitable<void> read(user_stream* stream, record* seen, std::size_t burst, std::chrono::milliseconds rest) {
  for (;;) {
    const auto batch = co_await stream->next_batch(burst);
    if (batch.empty()) {
      co_return;
    }
    for (const auto& event : batch) {
      seen->see(event);
    }
    if (rest > 0ms) {
      co_await rest_for(rest);
    }
  }
}

// The actions: what the client was told, and what the server saw.
class action_log {
public:
  void sent() { told_.emplace_back(); }
  std::size_t next() const noexcept { return told_.size(); }
  void ended(std::size_t id, ami::outcome outcome) {
    told_[id].times_ += 1;
    told_[id].outcome_ = outcome;
  }
  void arrived(std::size_t id) {
    const std::lock_guard lock{mutex_};
    arrived_.resize(std::max(arrived_.size(), id + 1));
    ++arrived_[id];
  }
  bool all_ended() const {
    return std::ranges::all_of(told_, [](const told& one) { return one.times_ == 1; });
  }
  void check() {
    const std::lock_guard lock{mutex_};
    arrived_.resize(told_.size());
    std::map<ami::outcome, int> sums;
    int wrong = 0;
    for (std::size_t id = 0; id < told_.size(); ++id) {
      const int times = arrived_[id];
      const ami::outcome outcome = told_[id].outcome_;
      ++sums[outcome];
      const bool right = outcome == ami::outcome::never_sent ? times == 0
                         : outcome == ami::outcome::unknown  ? times <= 1
                                                             : times == 1;
      wrong += told_[id].times_ == 1 && right ? 0 : 1;
    }
    CHECK(wrong == 0);
    // The test has seen what it is about.
    CHECK(sums[ami::outcome::accepted] > 0);
    CHECK(sums[ami::outcome::rejected] > 0);
    CHECK(sums[ami::outcome::unknown] > 0);
    CHECK(sums[ami::outcome::never_sent] > 0);
    std::cout << "  actions: " << told_.size() << " sent; " << sums[ami::outcome::accepted] << " accepted, "
              << sums[ami::outcome::rejected] << " rejected, " << sums[ami::outcome::unknown] << " unknown, "
              << sums[ami::outcome::never_sent] << " never sent\n";
  }

private:
  class told {
  public:
    int times_ = 0;
    ami::outcome outcome_ = ami::outcome::accepted;
  };
  std::vector<told> told_;
  std::mutex mutex_;  // the server has a thread of its own
  std::vector<int> arrived_;
};

// Floods, breaks and mends.
class chaos {
public:
  chaos(fake_asterisk& server, ami::manager pbx, action_log& actions, std::uint64_t seed)
      : server_{&server}, pbx_{std::move(pbx)}, actions_{&actions}, dice_{seed} {}

  std::uint64_t below(std::uint64_t limit) { return std::uniform_int_distribution<std::uint64_t>{0, limit - 1}(dice_); }

  // One step of a few milliseconds.
  void step() {
    send_events(below(300));
    for (std::uint64_t i = below(4); i != 0; --i) {
      send_action();
    }
    if (mend_in_ != 0) {
      if (--mend_in_ == 0) {
        mend();
      }
    } else if (below(20) == 0) {
      break_something();
    }
  }

  void mend() {
    mend_in_ = 0;
    server_->half_open(false);
    server_->mute_sessions(false);
    server_->split_writes(0);
    server_->delay_replies(0ms);
    server_->listen_again();
  }

  void send_events(std::uint64_t count) {
    for (const auto& client : server_->sessions()) {
      std::uint64_t& sent = sent_[client.id()];
      for (std::uint64_t i = 0; i < count; ++i) {
        client.send_event(frame_text::event("UserEvent")
                              .header("UserEvent", "Chaos")
                              .header("Link", std::to_string(client.id()))
                              .header("N", std::to_string(++sent)));
      }
    }
  }

  // By link: how many events were handed to it.
  const std::map<std::uint64_t, std::uint64_t>& sent() const noexcept { return sent_; }
  const std::map<std::string, int>& faults() const noexcept { return faults_; }

private:
  void send_action() {
    const std::size_t id = actions_->next();
    actions_->sent();
    const auto wait = below(3) == 0 ? 30ms : 0ms;
    pbx_.async_send_action(
        ami::action{"Mark"}.header("Id", std::to_string(id)),
        ami::send_options{}.timeout(250ms).wait_for_connection(wait),
        [log = actions_, id](ami::error_code, const ami::reply& answer) { log->ended(id, answer.outcome()); });
  }

  void break_something() {
    static constexpr std::array<const char*, 10> names{"drop",        "reset",       "close in frame", "close",
                                                       "shut down",   "hangs",       "restart",        "garbage",
                                                       "split bytes", "slow replies"};
    const auto which = below(names.size());
    ++faults_[names.at(which)];
    mend_in_ = 1 + below(20);
    switch (which) {
    case 0: server_->drop_connections(); break;
    case 1: server_->reset_connections(); break;
    case 2: server_->close_in_frame(); break;
    case 3: server_->close_connections(); break;
    case 4: server_->shut_down(); break;
    case 5:
      // Long enough that some are given up, short enough that some go on.
      server_->half_open();
      mend_in_ = 1 + below(60);
      break;
    case 6:
      server_->stop_listening();
      server_->drop_connections();
      break;
    case 7:
      for (const auto& client : server_->sessions()) {
        client.send_garbage(1 + below(2000), below(1000));
      }
      break;
    case 8: server_->split_writes(1 + below(300)); break;
    case 9: server_->delay_replies(std::chrono::milliseconds{below(80)}); break;
    default: break;
    }
  }

  fake_asterisk* server_;
  ami::manager pbx_;
  action_log* actions_;
  std::mt19937_64 dice_;
  std::map<std::uint64_t, std::uint64_t> sent_;
  std::map<std::string, int> faults_;
  std::uint64_t mend_in_ = 0;
};

class memory_watch {
public:
  void warmed_up() { before_ = test::resident_bytes(); }
  void check() const {
    const auto after = test::resident_bytes();
    if (before_ && after) {
      std::cout << "  memory: " << *before_ / 1024 << " KiB after warming up, " << *after / 1024 << " KiB at the end\n";
      CHECK(*after < *before_ + (std::size_t{8} << 20));
    }
  }

private:
  std::optional<std::size_t> before_;
};

asio::awaitable<void> wreak(chaos* havoc, ami::manager pbx, std::chrono::seconds length, memory_watch* memory) {
  const auto begin = steady_clock::now();
  bool warm = false;
  while (steady_clock::now() < begin + length) {
    havoc->step();
    if (!warm && steady_clock::now() > begin + length / 2) {
      warm = true;
      memory->warmed_up();
    }
    co_await rest_for(5ms);
  }
  memory->check();
  // All is well again: what is sent now arrives.
  havoc->mend();
  for (bool answered = false; !answered;) {
    co_await pbx.wait_for(ami::connection_state::connected);
    try {
      co_await pbx.send_action(ami::actions::ping{}, 10s);
      answered = true;
    } catch (const ami::error&) {
      // A link that was broken before; the next is there soon.
      answered = false;
    }
  }
  havoc->send_events(100);
  co_await pbx.send_action(ami::actions::ping{}, 30s);
}

}  // namespace

TEST_CASE("whatever goes wrong, the sums match to the event and to the action", "[slow]") {
  const std::chrono::seconds length{from_environment("AMI_CHAOS_SECONDS", 15)};
  const std::uint64_t seed = from_environment("AMI_CHAOS_SEED", 20240601);
  std::cout << "chaos for " << length.count() << " s with AMI_CHAOS_SEED=" << seed << '\n';

  action_log actions;
  fake_asterisk server{ami::testing::fake_options{}.keep_requests(100)};
  server.on("Mark", [&](const ami::testing::request& what, const ami::testing::session& client) {
    const auto id = std::stoull(std::string{what["Id"]});
    actions.arrived(id);
    if (id % 13 == 0) {
      return;
    }
    if (id % 7 == 0) {
      client.reply_error("No");
    } else {
      client.reply_success();
    }
  });
  asio::io_context io;
  ami::manager pbx{io, address_of(server).login_timeout(300ms).ping_after(60ms).ping_timeout(60ms).reconnect(
                           ami::reconnect_policy{}.initial_delay(1ms).max_delay(20ms))};
  using how = ami::subscribe_options;
  const auto subscribe = [&](const how& value) { return pbx.subscribe<ami::events::user_event>(value); };
  auto all = subscribe(how{}.capacity(std::size_t{1} << 22U).max_bytes(std::size_t{1} << 32U));
  auto slow_oldest = subscribe(how{}.capacity(16));
  auto slow_newest = subscribe(how{}.capacity(64).when_full(ami::overflow::drop_newest));
  auto few_bytes = subscribe(how{}.max_bytes(5000));
  auto states =
      subscribe(how{}.capacity(2000).coalesce([](const ami::event& e) { return std::to_string(number(e, "N") % 10); }));
  auto never_read = subscribe(how{}.capacity(100));
  record of_all{"all"};
  record of_slow_oldest{"slow, drop_oldest"};
  record of_slow_newest{"slow, drop_newest"};
  record of_few_bytes{"few bytes"};
  record of_states{"coalesced", false};
  record of_never_read{"never read"};

  int reading = 5;
  const auto done = [&](const std::exception_ptr& failure) {
    CHECK(failure == nullptr);
    --reading;
  };
  asio::co_spawn(io, read(&all, &of_all, 1000, 0ms), done);
  asio::co_spawn(io, read(&slow_oldest, &of_slow_oldest, 7, 2ms), done);
  asio::co_spawn(io, read(&slow_newest, &of_slow_newest, 50, 9ms), done);
  asio::co_spawn(io, read(&few_bytes, &of_few_bytes, 1, 0ms), done);
  asio::co_spawn(io, read(&states, &of_states, 5, 1ms), done);

  test::run(io, [](ami::manager manager) -> asio::awaitable<void> { co_await manager.connect(); }(pbx));
  chaos havoc{server, pbx, actions, seed};
  memory_watch memory;
  test::run(io, wreak(&havoc, pbx, length, &memory), length + 60s);
  test::run_until(io, [&] { return actions.all_ended(); });
  test::run(io, [](ami::manager manager) -> asio::awaitable<void> { co_await manager.disconnect(); }(pbx));
  test::run_until(io, [&] { return reading == 0; });
  while (const auto event = never_read.try_next()) {
    of_never_read.see(*event);
  }

  // What the client read of each link, as the one saw that loses nothing. The rest was lost with the link.
  const auto& delivered = of_all.last_of_links();
  std::uint64_t sent = 0;
  std::uint64_t with_links = 0;
  std::uint64_t broken = 0;
  for (const auto& [link, count] : havoc.sent()) {
    const auto found = delivered.find(link);
    const std::uint64_t got = found != delivered.end() ? found->second : 0;
    REQUIRE(got <= count);
    sent += count;
    with_links += count - got;
    broken += got != count ? 1 : 0;
  }
  // Only links that were lost took events with them, and each such loss was said.
  CHECK(broken <= of_all.lost_links());
  CHECK(havoc.sent().rbegin()->second == delivered.rbegin()->second);
  CHECK(all.lost() == 0);
  CHECK(of_all.received() + with_links == sent);
  of_all.check(delivered, all);
  of_slow_oldest.check(delivered, slow_oldest);
  of_slow_newest.check(delivered, slow_newest);
  of_few_bytes.check(delivered, few_bytes);
  of_states.check(delivered, states);
  of_never_read.check(delivered, never_read);
  CHECK(slow_oldest.lost() > 0);
  CHECK(slow_newest.lost() > 0);
  CHECK(states.coalesced() > 0);
  CHECK(never_read.lost() > 0);
  std::cout << "  events: " << sent << " sent over " << havoc.sent().size() << " links, " << with_links
            << " lost with them; faults:";
  for (const auto& [name, times] : havoc.faults()) {
    std::cout << ' ' << name << ' ' << times << ';';
  }
  std::cout << '\n';
  actions.check();
}
