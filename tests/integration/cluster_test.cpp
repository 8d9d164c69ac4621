// ami::cluster: several servers as one.
#include "catch.hpp"
#include "support/destroyed_at_steps.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace asio::experimental::awaitable_operators;

namespace {

using user_stream = ami::cluster_stream<ami::events::user_event>;
using reply_list = std::vector<ami::server_reply<ami::reply>>;

ami::options supervised(const fake_asterisk& server) {
  return address_of(server).reconnect(ami::reconnect_policy{}.initial_delay(1ms).max_delay(1ms));
}

// Several fake servers, "a" and so on.
class server_park {
public:
  explicit server_park(std::size_t count) : servers_(count) {}

  fake_asterisk& operator[](std::size_t index) { return servers_[index]; }
  std::size_t size() const { return servers_.size(); }
  static std::string name(std::size_t index) { return std::string(1, static_cast<char>('a' + index)); }

  void add_to(ami::cluster& pbxs, ami::options (*how)(const fake_asterisk&) = &address_of) {
    for (std::size_t i = 0; i < size(); ++i) {
      pbxs.add(name(i), how(servers_[i]));
    }
  }

  std::ptrdiff_t requests(std::size_t index, std::string_view action) const {
    const auto all = servers_[index].requests();
    return std::ranges::count_if(all, [&](const auto& one) { return one.is(action); });
  }

private:
  std::deque<fake_asterisk> servers_;
};

void send_numbered(fake_asterisk& server, int number) {
  server.send_event(frame_text::event("UserEvent").header("N", std::to_string(number)));
}

// "b7": the server and the event's number, or the gap's name.
template <class Event>
std::string text_of(const Event& event) {
  return event.server() + (event.is_gap() ? std::string{event.name()} : std::string{event["N"]});
}

void ignore(const ami::testing::request& /*what*/, const ami::testing::session& /*client*/) {}

}  // namespace

TEST_CASE("a cluster's stream gives the events of all servers, each with its server's name, and per server in order") {
  server_park servers{4};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  auto stream = pbxs.subscribe<ami::events::user_event>();
  static constexpr int count = 200;
  auto script = [](server_park* fakes, ami::cluster all, user_stream* events) -> asio::awaitable<void> {
    co_await all.connect();
    for (int i = 0; i < count; ++i) {
      for (std::size_t s = 0; s < fakes->size(); ++s) {
        send_numbered((*fakes)[s], i);
      }
    }
    std::map<std::string, int> next;
    for (int i = 0; i < 4 * count; ++i) {
      const auto event = co_await events->next();
      REQUIRE(event);
      REQUIRE(event->get_if<ami::events::user_event>());
      REQUIRE((*event)["N"] == std::to_string(next[event->server()]++));
    }
    CHECK(next == std::map<std::string, int>{{"a", count}, {"b", count}, {"c", count}, {"d", count}});
    CHECK_FALSE(events->try_next());
    co_await all.disconnect();
    const auto end = co_await events->next();
    CHECK_FALSE(end);
    CHECK(events->end_reason() == ami::errc::disconnected);
    CHECK(events->lost() == 0);
  };
  test::run(io, script(&servers, pbxs, &stream));
  CHECK(pbxs.names() == std::vector<std::string>{"a", "b", "c", "d"});
}

TEST_CASE("a server that floods does not starve the others") {
  server_park servers{3};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  static constexpr int flood = 5000;
  auto stream = pbxs.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(2 * flood));
  auto script = [](server_park* fakes, ami::cluster all, user_stream* events) -> asio::awaitable<void> {
    co_await all.connect();
    (*fakes)[0].flood(flood);
    send_numbered((*fakes)[1], 1);
    send_numbered((*fakes)[2], 1);
    // When a ping is answered, what was sent before it is buffered.
    const auto pongs = co_await all.send_all(ami::actions::ping{});
    REQUIRE(pongs.size() == 3);
    int of_others = 0;
    int before_others = 0;
    int of_flood = 0;
    while (of_others < 2 || of_flood < flood) {
      const auto event = co_await events->next();
      REQUIRE(event);
      if (event->server() == "a") {
        ++of_flood;
        before_others += of_others < 2 ? 1 : 0;
      } else {
        ++of_others;
      }
    }
    // Two turns at most before both others had theirs.
    CHECK(before_others <= 32);
  };
  test::run(io, script(&servers, pbxs, &stream));
}

TEST_CASE("a flood costs no other server's events, and what is lost is counted and said in its place") {
  server_park servers{2};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  auto stream = pbxs.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(10));
  auto script = [](server_park* fakes, ami::cluster all, user_stream* events) -> asio::awaitable<void> {
    co_await all.connect();
    // In front of the reply to come, which those of flood() need not be.
    for (int i = 0; i < 1000; ++i) {
      send_numbered((*fakes)[0], i);
    }
    for (int i = 0; i < 10; ++i) {
      send_numbered((*fakes)[1], i);
    }
    const auto pongs = co_await all.send_all(ami::actions::ping{});
    REQUIRE(pongs.size() == 2);
    std::uint64_t of_flood = 0;
    std::uint64_t lagged = 0;
    int of_other = 0;
    for (auto event = events->try_next(); event; event = events->try_next()) {
      const auto gap = event->get_if<ami::lagged>();
      if (gap) {
        CHECK(event->server() == "a");
        lagged += gap->count();
      } else if (event->server() == "a") {
        ++of_flood;
      } else {
        CHECK((*event)["N"] == std::to_string(of_other));
        ++of_other;
      }
    }
    CHECK(of_other == 10);
    CHECK(of_flood == 10);
    CHECK(of_flood + lagged == 1000);
    CHECK(events->lost() == lagged);
  };
  test::run(io, script(&servers, pbxs, &stream));
  const auto before = stream.lost();
  stream.close();
  CHECK(stream.lost() == before);
}

TEST_CASE("a waiting reader is woken by whichever server sends, and takes a batch of several") {
  server_park servers{3};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  auto stream = pbxs.subscribe<ami::events::user_event>();
  auto script = [](server_park* fakes, ami::cluster all, user_stream* events) -> asio::awaitable<void> {
    co_await all.connect();
    for (int round = 0; round < 30; ++round) {
      const auto which = static_cast<std::size_t>(round % 3);
      auto waiting = events->next_batch() && [](fake_asterisk* fake, int number) -> asio::awaitable<void> {
        send_numbered(*fake, number);
        co_return;
      }(&(*fakes)[which], round);
      const auto batch = co_await std::move(waiting);
      REQUIRE(batch.size() == 1);
      CHECK(text_of(batch.front()) == server_park::name(which) + std::to_string(round));
    }
    for (std::size_t s = 0; s < 3; ++s) {
      send_numbered((*fakes)[s], 99);
    }
    const auto pongs = co_await all.send_all(ami::actions::ping{});
    CHECK(pongs.size() == 3);
    const auto first = co_await events->next_batch(2);
    CHECK(first.size() == 2);
    CHECK(events->try_next_batch().size() == 1);
  };
  test::run(io, script(&servers, pbxs, &stream));
}

TEST_CASE("a server that is down or hangs holds up neither events nor actions of the others") {
  server_park servers{4};
  servers[1].stop_listening();
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs, &supervised);
  auto stream = pbxs.subscribe<ami::events::user_event>();
  auto script = [](server_park* fakes, ami::cluster all, user_stream* events) -> asio::awaitable<void> {
    co_await all.connect_any();
    for (const char* const name : {"a", "c", "d"}) {
      co_await all.server(name).wait_for(ami::connection_state::connected);
    }
    (*fakes)[2].half_open();
    send_numbered((*fakes)[2], 1);
    send_numbered((*fakes)[0], 1);
    const auto event = co_await events->next();
    REQUIRE(event);
    CHECK(text_of(*event) == "a1");
    const auto answers = co_await all.send_all(ami::actions::ping{}, 100ms);
    REQUIRE(answers.size() == 4);
    CHECK(answers[0].server() == "a");
    CHECK_FALSE(answers[0].error());
    CHECK(answers[0].reply()["Ping"] == "Pong");
    CHECK(answers[1].error() == ami::errc::not_connected);
    CHECK(answers[1].reply().outcome() == ami::outcome::never_sent);
    CHECK(answers[2].error() == ami::errc::response_timed_out);
    CHECK(answers[2].reply().outcome() == ami::outcome::unknown);
    CHECK_FALSE(answers[3].error());
    (*fakes)[2].half_open(false);
    (*fakes)[1].listen_again();
    co_await all.wait_for_all();
    const auto late = co_await events->next();
    REQUIRE(late);
    CHECK(text_of(*late) == "c1");
    co_await all.disconnect();
  };
  test::run(io, script(&servers, pbxs, &stream));
}

TEST_CASE("the gaps of each server stand in its place, whether it is supervised or connected anew by hand") {
  server_park servers{2};
  const bool by_hand = GENERATE(false, true);
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs, by_hand ? &address_of : &supervised);
  auto stream = pbxs.subscribe<ami::events::user_event>();
  auto script = [](server_park* fakes, ami::cluster all, user_stream* events, bool hand) -> asio::awaitable<void> {
    co_await all.connect();
    for (int round = 0; round < 3; ++round) {
      send_numbered((*fakes)[1], round);
      const auto before = co_await events->next();
      REQUIRE(before);
      CHECK(text_of(*before) == "b" + std::to_string(round));
      (*fakes)[1].drop_connections();
      const auto lost = co_await events->next();
      REQUIRE(lost);
      CHECK(text_of(*lost) == "bconnection_lost");
      if (hand) {
        co_await all.server("b").wait_for(ami::connection_state::disconnected);
        // Nobody can say how much a restored connection missed when nobody kept it.
        co_await all.connect();
      } else {
        const auto restored = co_await events->next();
        REQUIRE(restored);
        CHECK(text_of(*restored) == "bconnection_restored");
        co_await all.wait_for_all();
      }
      send_numbered((*fakes)[0], round);
      const auto other = co_await events->next();
      REQUIRE(other);
      CHECK(text_of(*other) == "a" + std::to_string(round));
    }
    co_await all.disconnect();
    const auto end = co_await events->next();
    CHECK_FALSE(end);
  };
  test::run(io, script(&servers, pbxs, &stream, by_hand));
  CHECK(servers[0].logins() == 1);
  CHECK(servers[1].logins() == 4);
}

TEST_CASE("servers join and leave while a stream is read") {
  server_park servers{3};
  asio::io_context io;
  ami::cluster pbxs{io};
  pbxs.add("a", address_of(servers[0]));
  auto stream = pbxs.subscribe<ami::events::user_event>();
  auto script = [](server_park* fakes, ami::cluster all, user_stream* events) -> asio::awaitable<void> {
    co_await all.connect();
    auto added = all.add("b", address_of((*fakes)[1]));
    co_await added.connect();
    send_numbered((*fakes)[1], 1);
    const auto of_new = co_await events->next();
    REQUIRE(of_new);
    CHECK(text_of(*of_new) == "b1");

    // What is buffered of a server that leaves can still be read; what comes later is not.
    send_numbered((*fakes)[1], 2);
    co_await added.send_action(ami::actions::ping{});
    CHECK(all.remove("b"));
    CHECK_FALSE(all.remove("b"));
    send_numbered((*fakes)[1], 3);
    co_await added.send_action(ami::actions::ping{});
    send_numbered((*fakes)[0], 4);
    const auto buffered = co_await events->next();
    REQUIRE(buffered);
    CHECK(text_of(*buffered) == "b2");
    const auto of_other = co_await events->next();
    REQUIRE(of_other);
    CHECK(text_of(*of_other) == "a4");

    // The same name again, for another server.
    all.add("b", address_of((*fakes)[2]));
    co_await all.connect();
    send_numbered((*fakes)[2], 5);
    const auto of_third = co_await events->next();
    REQUIRE(of_third);
    CHECK(text_of(*of_third) == "b5");
    CHECK(added.state() == ami::connection_state::connected);
  };
  test::run(io, script(&servers, pbxs, &stream));
  CHECK_THROWS_AS(pbxs.add("a", address_of(servers[0])), std::invalid_argument);
  CHECK_THROWS_AS(pbxs.server("nobody"), std::out_of_range);
  CHECK_FALSE(pbxs.find("nobody"));
  CHECK(pbxs.names() == std::vector<std::string>{"a", "b"});
  // Nobody else holds that one: its connection is closed.
  CHECK(pbxs.remove("b"));
  test::run_until(io, [&] { return servers[2].connections() == 0; });
}

TEST_CASE("a stream that is to close when it overflows ends as a whole, after what is buffered") {
  server_park servers{2};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  auto stream =
      pbxs.subscribe<ami::events::user_event>(ami::subscribe_options{}.capacity(5).when_full(ami::overflow::close));
  auto script = [](server_park* fakes, ami::cluster all, user_stream* events) -> asio::awaitable<void> {
    co_await all.connect();
    (*fakes)[0].flood(50);
    send_numbered((*fakes)[1], 1);
    const auto pongs = co_await all.send_all(ami::actions::ping{});
    CHECK(pongs.size() == 2);
    int of_flood = 0;
    int of_other = 0;
    while (auto event = co_await events->next()) {
      (event->server() == "a" ? of_flood : of_other) += 1;
    }
    CHECK(of_flood == 5);
    CHECK(of_other == 1);
    CHECK(events->end_reason() == ami::errc::stream_overflowed);
    CHECK(events->lost() == 45);
  };
  test::run(io, script(&servers, pbxs, &stream));
}

TEST_CASE("a cancelled wait loses no event of any server") {
  server_park servers{3};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  auto one = pbxs.subscribe<ami::events::user_event>();
  auto other = pbxs.subscribe<ami::events::user_event>();
  static constexpr int rounds = 60;
  auto script = [](server_park* fakes, ami::cluster all, user_stream* a, user_stream* b) -> asio::awaitable<void> {
    co_await all.connect();
    for (int i = 0; i < rounds; ++i) {
      send_numbered((*fakes)[static_cast<std::size_t>(i % 3)], i);
    }
    std::set<std::string> of_a;
    std::set<std::string> of_b;
    while (of_a.size() + of_b.size() < 2 * rounds) {
      auto ready = a->next() || b->next();
      const auto result = co_await std::move(ready);
      const auto& event = result.index() == 0 ? std::get<0>(result) : std::get<1>(result);
      REQUIRE(event);
      const bool fresh = (result.index() == 0 ? of_a : of_b).insert(text_of(*event)).second;
      REQUIRE(fresh);
    }
    CHECK(of_a.size() == rounds);
    CHECK(of_b == of_a);
  };
  test::run(io, script(&servers, pbxs, &one, &other));
}

TEST_CASE("a second reader is refused, and a stream that is closed wakes the first with nothing") {
  server_park servers{1};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  auto stream = pbxs.subscribe();
  std::vector<std::string> done;
  const auto note = [&](const char* name) {
    return [&done, name](ami::error_code error, const auto& event) {
      done.push_back(std::string{name} + (error ? " " + error.message() : event ? " event" : " end"));
    };
  };
  stream.async_next(note("first"));
  stream.async_next(note("second"));
  test::run_until(io, [&] { return done.size() == 1; });
  CHECK(done.back() == "second " + ami::error_code{ami::errc::already_waiting}.message());
  stream.close();
  test::run_until(io, [&] { return done.size() == 2; });
  CHECK(done.back() == "first end");
  CHECK(stream.end_reason() == ami::errc::disconnected);
}

TEST_CASE("connect() waits for all and says who failed; the others stay connected") {
  server_park servers{3};
  servers[1].stop_listening();
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  pbxs.add("wrong", address_of(servers[0]).credentials("admin", "wrong"));
  auto script = [](ami::cluster all) -> asio::awaitable<std::string> {
    try {
      co_await all.connect();
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::connection_refused);
      co_return error.what();
    }
    co_return "connected";
  };
  const auto text = test::run(io, script(pbxs));
  CHECK(text.find("b: connect") != std::string::npos);
  const auto states = pbxs.states();
  REQUIRE(states.size() == 4);
  CHECK(states[0].state() == ami::connection_state::connected);
  CHECK_FALSE(states[0].error());
  CHECK(states[1].name() == "b");
  CHECK(states[1].error() == ami::errc::connection_refused);
  CHECK(states[2].state() == ami::connection_state::connected);
  CHECK(states[3].error() == ami::errc::authentication_failed);
  // Only those that are missing are connected by the next.
  servers[1].listen_again();
  pbxs.remove("wrong");
  CHECK(test::run(io, script(pbxs)) == "connected");
  CHECK(servers[0].logins() == 1);
  CHECK(servers[1].logins() == 1);
}

TEST_CASE("connect_any() is content with the first, and connect() joins the attempts that go on") {
  server_park servers{2};
  servers[1].mute_sessions();
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs, &supervised);
  test::run(io, [](ami::cluster all) -> asio::awaitable<void> { co_await all.connect_any(); }(pbxs));
  CHECK(pbxs.server("a").state() == ami::connection_state::connected);
  bool all_connected = false;
  pbxs.async_connect([&](ami::error_code error) { all_connected = !error; });
  test::run(io, [](ami::cluster all) -> asio::awaitable<void> { co_await all.connect_any(); }(pbxs));
  CHECK_FALSE(all_connected);
  servers[1].mute_sessions(false);
  servers[1].drop_connections();
  test::run_until(io, [&] { return all_connected; });
  CHECK(servers[1].logins() == 1);
}

TEST_CASE("without servers, and when all fail") {
  asio::io_context io;
  ami::cluster pbxs{io};
  auto script = [](ami::cluster all) -> asio::awaitable<void> {
    co_await all.connect();
    co_await all.wait_for_all();
    co_await all.disconnect();
    const auto nobody = co_await all.async_connect_any(as_tuple);
    CHECK(std::get<0>(nobody) == ami::errc::not_connected);
    const auto waiting = co_await all.async_wait_for_any(as_tuple);
    CHECK(std::get<0>(waiting) == ami::errc::not_connected);
    const auto answers = co_await all.send_all(ami::actions::ping{});
    CHECK(answers.empty());
    bool refused = false;
    try {
      co_await all.send_any(ami::actions::ping{});
    } catch (const ami::error& error) {
      refused = error.code() == ami::errc::not_connected && error.outcome() == ami::outcome::never_sent;
    }
    CHECK(refused);
  };
  test::run(io, script(pbxs));
  server_park servers{2};
  servers[0].stop_listening();
  servers[1].stop_listening();
  servers.add_to(pbxs);
  auto all_down = [](ami::cluster all) -> asio::awaitable<void> {
    const auto nobody = co_await all.async_connect_any(as_tuple);
    CHECK(std::get<0>(nobody) == ami::errc::connection_refused);
    CHECK(all.states()[1].error() == ami::errc::connection_refused);
  };
  test::run(io, all_down(pbxs));
}

TEST_CASE("a cancelled connect() gives up its attempts, but not those that another waits for") {
  server_park servers{2};
  servers[0].mute_sessions();
  servers[1].mute_sessions();
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  asio::cancellation_signal stop;
  std::optional<ami::error_code> first;
  std::optional<ami::error_code> second;
  asio::cancellation_signal stop_second;
  pbxs.async_connect(asio::bind_cancellation_slot(stop.slot(), [&](ami::error_code error) { first = error; }));
  pbxs.async_connect(asio::bind_cancellation_slot(stop_second.slot(), [&](ami::error_code error) { second = error; }));
  test::run_until(io, [&] { return servers[0].connections() == 1 && servers[1].connections() == 1; });
  stop.emit(asio::cancellation_type::terminal);
  test::run_until(io, [&] { return first.has_value(); });
  CHECK(*first == asio::error::operation_aborted);
  CHECK_FALSE(second);
  CHECK(pbxs.server("a").state() != ami::connection_state::disconnected);
  stop_second.emit(asio::cancellation_type::total);
  test::run_until(io, [&] { return second.has_value(); });
  CHECK(*second == asio::error::operation_aborted);
  for (const char* const name : {"a", "b"}) {
    test::run(io, [](ami::manager pbx) -> asio::awaitable<void> {
      co_await pbx.wait_for(ami::connection_state::disconnected);
    }(pbxs.server(name)));
  }
  io.restart();
  CHECK(io.run_for(10s) < 100);
  CHECK(io.stopped());
}

TEST_CASE("send_any() takes turns, and passes over servers that are down") {
  server_park servers{3};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  auto script = [](server_park* fakes, ami::cluster all) -> asio::awaitable<std::vector<std::string>> {
    co_await all.connect();
    std::vector<std::string> taken;
    for (int i = 0; i < 4; ++i) {
      const auto pong = co_await all.send_any(ami::actions::ping{});
      CHECK(pong.reply().success());
      CHECK_FALSE(pong.reply().timestamp().empty());
      taken.push_back(pong.server());
    }
    (*fakes)[1].drop_connections();
    co_await all.server("b").wait_for(ami::connection_state::disconnected);
    for (int i = 0; i < 3; ++i) {
      const auto pong = co_await all.send_any(ami::actions::ping{});
      taken.push_back(pong.server());
    }
    for (int i = 0; i < 2; ++i) {
      const auto pong = co_await all.send_any(ami::actions::ping{}, ami::pick::first, 5s);
      taken.push_back(pong.server());
    }
    co_return taken;
  };
  CHECK(test::run(io, script(&servers, pbxs)) == std::vector<std::string>{"a", "b", "c", "a", "c", "a", "c", "a", "a"});
}

TEST_CASE("send_any() to the least loaded goes where nothing waits") {
  server_park servers{2};
  servers[0].on("Slow", &ignore);
  servers[1].on("Slow", &ignore);
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  test::run(io, [](ami::cluster all) -> asio::awaitable<void> { co_await all.connect(); }(pbxs));
  int over = 0;
  const auto count = [&](ami::error_code, const ami::server_reply<ami::reply>&) { ++over; };
  for (int i = 0; i < 6; ++i) {
    pbxs.async_send_any(ami::action{"Slow"}, ami::pick::least_in_flight, ami::send_options{}, count);
  }
  test::run_until(io, [&] { return servers.requests(0, "Slow") == 3 && servers.requests(1, "Slow") == 3; });
  CHECK(over == 0);
  servers[0].drop_connections();
  servers[1].drop_connections();
  test::run_until(io, [&] { return over == 6; });
}

TEST_CASE("send_any() never sends an action again whose outcome is unknown, or that was rejected") {
  server_park servers{3};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  servers[0].on("Dial", [](const ami::testing::request&, const ami::testing::session& client) { client.drop(); });
  servers[1].on("Dial", &ignore);
  servers[2].on("Dial",
                [](const ami::testing::request&, const ami::testing::session& client) { client.reply_error("No"); });
  auto script = [](ami::cluster all) -> asio::awaitable<void> {
    co_await all.connect();
    auto lost = co_await all.async_send_any(ami::action{"Dial"}, ami::pick::round_robin, ami::send_options{}, as_tuple);
    CHECK(std::get<0>(lost) == ami::errc::reply_lost);
    CHECK(std::get<1>(lost).server() == "a");
    CHECK(std::get<1>(lost).reply().outcome() == ami::outcome::unknown);
    auto late = co_await all.async_send_any(ami::action{"Dial"}, ami::pick::round_robin, 50ms, as_tuple);
    CHECK(std::get<0>(late) == ami::errc::response_timed_out);
    CHECK(std::get<1>(late).server() == "b");
    std::string text;
    try {
      co_await all.send_any(ami::action{"Dial"});
    } catch (const ami::error& error) {
      CHECK(error.code() == ami::errc::action_rejected);
      CHECK(error.response().message() == "No");
      text = error.what();
    }
    CHECK(text.find("c: Dial: No") != std::string::npos);
    // What no server could take is not tried anywhere.
    auto wrong = co_await all.async_send_any(ami::action{"Dial"}.header("A", "x\ny"), ami::pick::round_robin,
                                             ami::send_options{}, as_tuple);
    CHECK(std::get<0>(wrong) == ami::errc::invalid_header);
  };
  test::run(io, script(pbxs));
  CHECK(servers.requests(0, "Dial") == 1);
  CHECK(servers.requests(1, "Dial") == 1);
  CHECK(servers.requests(2, "Dial") == 1);
}

TEST_CASE("send_any() goes on to the next server with what was certainly not sent") {
  server_park servers{3};
  servers[0].on("Slow", &ignore);
  asio::io_context io;
  ami::cluster pbxs{io};
  // The first takes one action at a time.
  pbxs.add("a", address_of(servers[0]).max_actions_in_flight(1));
  pbxs.add("b", address_of(servers[1]));
  pbxs.add("c", address_of(servers[2]));
  test::run(io, [](ami::cluster all) -> asio::awaitable<void> { co_await all.connect(); }(pbxs));
  pbxs.server("a").async_send_action(ami::action{"Slow"}, asio::detached);
  test::run_until(io, [&] { return servers.requests(0, "Slow") == 1; });
  auto script = [](server_park* fakes, ami::cluster all) -> asio::awaitable<void> {
    const auto pong = co_await all.send_any(ami::actions::ping{}, ami::pick::first);
    CHECK(pong.server() == "b");
    // "b" is lost at the same moment as the action is handed to it: it may have been written or not.
    (*fakes)[1].drop_connections();
    const auto next =
        co_await all.async_send_any(ami::actions::ping{}, ami::pick::first, ami::send_options{}, as_tuple);
    const auto error = std::get<0>(next);
    if (error) {
      CHECK(std::get<1>(next).server() == "b");
      CHECK(error == ami::outcome::unknown);
    } else {
      CHECK(std::get<1>(next).server() != "a");
    }
  };
  test::run(io, script(&servers, pbxs));
  CHECK(servers.requests(0, "Ping") == 0);
}

TEST_CASE("send_any() passes over servers that are shutting down, which act on nothing") {
  server_park servers{3};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  auto script = [](server_park* fakes, ami::cluster all) -> asio::awaitable<void> {
    co_await all.connect();
    (*fakes)[0].shut_down_gracefully();
    (*fakes)[1].shut_down_gracefully();
    const auto pong = co_await all.send_any(ami::actions::ping{}, ami::pick::first);
    CHECK(pong.server() == "c");
    (*fakes)[2].shut_down_gracefully();
    const auto refused =
        co_await all.async_send_any(ami::actions::ping{}, ami::pick::first, ami::send_options{}, as_tuple);
    CHECK(std::get<0>(refused) == ami::errc::shutting_down);
    CHECK(std::get<1>(refused).server() == "c");
  };
  test::run(io, script(&servers, pbxs));
  for (const std::size_t i : {0U, 1U, 2U}) {
    CHECK(servers.requests(i, "Ping") == 2);
  }
}

TEST_CASE("a cancelled send_all() completes with what is known of each") {
  server_park servers{3};
  servers[1].on("Slow", &ignore);
  servers[0].on(
      "Slow", [](const ami::testing::request&, const ami::testing::session& client) { client.reply_success("done"); });
  servers[2].stop_listening();
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  test::run(io, [](ami::cluster all) -> asio::awaitable<void> { co_await all.connect_any(); }(pbxs));
  test::run(io, [](ami::cluster all) -> asio::awaitable<void> {
    auto result = co_await all.async_connect(as_tuple);
    CHECK(std::get<0>(result));
  }(pbxs));
  asio::cancellation_signal stop;
  std::optional<ami::error_code> error;
  reply_list answers;
  pbxs.async_send_all(ami::action{"Slow"}, ami::send_options{},
                      asio::bind_cancellation_slot(stop.slot(), [&](ami::error_code failure, reply_list all) {
                        error = failure;
                        answers = std::move(all);
                      }));
  test::run_until(io, [&] { return servers.requests(1, "Slow") == 1 && servers.requests(0, "Slow") == 1; });
  // The first has answered when its answer to a later action is there.
  test::run(io, [](ami::manager pbx) -> asio::awaitable<void> {
    co_await pbx.send_action(ami::actions::ping{});
  }(pbxs.server("a")));
  CHECK_FALSE(error);
  stop.emit(asio::cancellation_type::terminal);
  test::run_until(io, [&] { return error.has_value(); });
  CHECK(*error == asio::error::operation_aborted);
  REQUIRE(answers.size() == 3);
  CHECK_FALSE(answers[0].error());
  CHECK(answers[0].reply().message() == "done");
  CHECK(answers[1].error() == asio::error::operation_aborted);
  CHECK(answers[1].reply().outcome() == ami::outcome::unknown);
  CHECK(answers[2].error() == ami::errc::not_connected);
}

TEST_CASE("waiting for any and for all servers") {
  server_park servers{3};
  asio::io_context io;
  ami::cluster pbxs{io};
  servers.add_to(pbxs);
  bool any = false;
  bool all = false;
  std::optional<ami::error_code> cancelled;
  asio::cancellation_signal stop;
  pbxs.async_wait_for_any([&](ami::error_code error) { any = !error; });
  pbxs.async_wait_for_all([&](ami::error_code error) { all = !error; });
  pbxs.async_wait_for_any(asio::bind_cancellation_slot(stop.slot(), [&](ami::error_code error) { cancelled = error; }));
  stop.emit(asio::cancellation_type::terminal);
  test::run_until(io, [&] { return cancelled.has_value(); });
  CHECK(*cancelled == asio::error::operation_aborted);
  CHECK_FALSE(any);
  auto connect_one = [](ami::manager pbx) -> asio::awaitable<void> { co_await pbx.connect(); };
  test::run(io, connect_one(pbxs.server("b")));
  test::run_until(io, [&] { return any; });
  CHECK_FALSE(all);
  test::run(io, connect_one(pbxs.server("a")));
  CHECK_FALSE(all);
  test::run(io, connect_one(pbxs.server("c")));
  test::run_until(io, [&] { return all; });
}

TEST_CASE("the last handle of a cluster ends its connections, its streams and all that waits") {
  server_park servers{3};
  servers[0].on("Slow", &ignore);
  servers[2].mute_sessions();
  asio::io_context io;
  std::optional<ami::cluster> pbxs{std::in_place, io};
  servers.add_to(*pbxs);
  auto stream = pbxs->subscribe<ami::events::user_event>();
  test::run(io, [](ami::cluster all) -> asio::awaitable<void> { co_await all.connect_any(); }(*pbxs));
  test::run(io, [](ami::manager a, ami::manager b) -> asio::awaitable<void> {
    co_await a.wait_for(ami::connection_state::connected);
    co_await b.wait_for(ami::connection_state::connected);
  }(pbxs->server("a"), pbxs->server("b")));
  ami::manager kept = pbxs->server("b");
  send_numbered(servers[0], 1);
  test::run(io, [](ami::manager a) -> asio::awaitable<void> {
    co_await a.send_action(ami::actions::ping{});
  }(pbxs->server("a")));
  std::vector<std::string> ended;
  const auto note = [&](const char* name) {
    return [&ended, name](ami::error_code error, auto&&...) {
      ended.push_back(std::string{name} + " " + error.message());
    };
  };
  pbxs->async_connect(note("connect"));
  pbxs->async_wait_for_all(note("wait"));
  pbxs->async_send_any(ami::action{"Slow"}, ami::pick::first, {}, note("send"));
  test::run_until(io, [&] { return servers.requests(0, "Slow") == 1; });
  CHECK(ended.empty());
  pbxs.reset();
  test::run_until(io, [&] { return ended.size() == 3; });
  std::ranges::sort(ended);
  const std::string gone = ami::error_code{ami::errc::disconnected}.message();
  CHECK(ended == std::vector<std::string>{"connect " + gone, "send " + ami::error_code{ami::errc::reply_lost}.message(),
                                          "wait " + gone});
  // What is buffered can still be read.
  const auto buffered = stream.try_next();
  REQUIRE(buffered);
  CHECK(text_of(*buffered) == "a1");
  CHECK_FALSE(stream.try_next());
  CHECK(stream.end_reason() == ami::errc::disconnected);
  // But for the manager that is still held, nothing is left.
  test::run_until(io, [&] { return servers[0].connections() == 0 && servers[2].connections() == 0; });
  CHECK(kept.state() == ami::connection_state::connected);
  CHECK(servers[1].connections() == 1);
}

// ---- Destruction in every state

namespace {

enum class victim { cluster, stream, context, everything_at_once };

asio::awaitable<void> read_events(std::shared_ptr<user_stream> stream, census) {
  while (auto event = co_await stream->next()) {
  }
}

asio::awaitable<void> use_cluster(ami::cluster pbxs, census) {
  auto any = co_await pbxs.async_connect_any(as_tuple);
  if (std::get<0>(any)) {
    co_return;
  }
  auto connected = co_await pbxs.async_connect(as_tuple);
  if (std::get<0>(connected)) {
    co_return;
  }
  auto pong = co_await pbxs.async_send_any(ami::actions::ping{}, ami::pick::round_robin, ami::send_options{}, as_tuple);
  auto pongs = co_await pbxs.async_send_all(ami::actions::ping{}, ami::send_options{}, as_tuple);
  pbxs.remove("a");
  // Nobody may come any more: only the last handle ends that.
  pbxs.async_wait_for_any(asio::detached);
  co_await pbxs.async_disconnect(as_tuple);
}

asio::awaitable<void> never_answered(ami::cluster pbxs, census) {
  co_await pbxs.async_connect(as_tuple);
  auto result = co_await pbxs.async_send_all(ami::action{"Slow"}, 30ms, as_tuple);
  for (const auto& one : std::get<1>(result)) {
    CHECK(one.error());
  }
}

class used_cluster {
public:
  used_cluster(server_park& servers, asio::io_context& io, int& living) : servers_{&servers}, pbxs_{std::in_place, io} {
    servers.add_to(*pbxs_);
    stream_ = std::make_shared<user_stream>(pbxs_->subscribe<ami::events::user_event>());
    asio::co_spawn(io, use_cluster(*pbxs_, census{living}), asio::detached);
    asio::co_spawn(io, never_answered(*pbxs_, census{living}), asio::detached);
    asio::co_spawn(io, read_events(stream_, census{living}), asio::detached);
  }

  void destroy(victim chosen, std::unique_ptr<asio::io_context>& io) {
    switch (chosen) {
    case victim::cluster: pbxs_.reset(); break;
    case victim::stream:
      stream_->close();
      stream_.reset();
      break;
    case victim::context: io.reset(); break;
    case victim::everything_at_once:
      pbxs_.reset();
      stream_.reset();
      io.reset();
      break;
    }
  }
  void let_go() {
    pbxs_.reset();
    for (std::size_t s = 0; s < servers_->size(); ++s) {
      (*servers_)[s].drop_connections();
    }
  }

private:
  server_park* servers_;
  std::optional<ami::cluster> pbxs_;
  std::shared_ptr<user_stream> stream_;
};

}  // namespace

TEST_CASE("destroying a cluster, its stream or the context at every step of a session") {
  server_park servers{2};
  servers[0].on("Slow", &ignore);
  servers[1].on("Slow", &ignore);
  const auto used = [&](asio::io_context& io, int& living) {
    return std::make_unique<used_cluster>(servers, io, living);
  };
  for (const victim what : {victim::cluster, victim::stream, victim::context, victim::everything_at_once}) {
    int steps = 0;
    while (steps < 130 && test::destroy_after(used, what, steps)) {
      steps += steps < 60 ? 1 : 7;
    }
    CHECK(steps > 30);
  }
}

TEST_CASE("a cluster used from several threads loses and doubles nothing") {
  server_park servers{3};
  asio::thread_pool pool{2};
  ami::cluster pbxs{pool.get_executor()};
  servers.add_to(pbxs);
  static constexpr int count = 300;
  auto reader = [](user_stream stream) -> asio::awaitable<int> {
    std::map<std::string, int> next;
    int seen = 0;
    while (seen < 3 * count) {
      const auto event = co_await stream.next();
      if (!event || (*event)["N"] != std::to_string(next[event->server()]++)) {
        co_return -1;
      }
      ++seen;
    }
    co_return seen;
  };
  pbxs.async_connect(asio::use_future).get();
  std::vector<std::future<int>> readers;
  for (int i = 0; i < 3; ++i) {
    readers.push_back(asio::co_spawn(pool, reader(pbxs.subscribe<ami::events::user_event>()), asio::use_future));
  }
  for (int i = 0; i < count; ++i) {
    for (std::size_t s = 0; s < servers.size(); ++s) {
      send_numbered(servers[s], i);
    }
    if (i % 50 == 0) {
      const auto name = "more" + std::to_string(i);
      pbxs.add(name, address_of(servers[0]));
      const auto answers = pbxs.async_send_all(ami::actions::ping{}, {}, asio::use_future).get();
      CHECK(answers.size() == 4);
      CHECK(pbxs.remove(name));
    }
  }
  for (auto& one : readers) {
    CHECK(one.get() == 3 * count);
  }
  pbxs.async_disconnect(asio::use_future).get();
  pool.join();
}
