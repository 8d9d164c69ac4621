// What every asynchronous operation owes its handler: the right executor, never inline, exactly once, its memory back
// before it runs, each kind of cancellation, and any completion token.
#include "catch.hpp"
#include "support/counting_allocator.hpp"
#include "support/fake_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <cstddef>
#include <future>
#include <latch>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <tuple>
#include <utility>

namespace {

// Everything that is asynchronous and no coroutine: those are in composed_token_test.cpp.
enum class kind {
  connect,
  disconnect,
  disconnect_within,
  wait_for,
  statistics,
  send,
  send_typed,
  next,
  next_batch,
  next_item,
  cluster_connect,
  cluster_connect_any,
  cluster_disconnect,
  cluster_disconnect_within,
  cluster_wait_for_all,
  cluster_wait_for_any,
  send_any,
  send_any_within,
  send_any_first,
  send_any_first_within,
  send_all,
  send_all_within,
};

constexpr kind all_kinds[] = {kind::connect,
                              kind::disconnect,
                              kind::disconnect_within,
                              kind::wait_for,
                              kind::statistics,
                              kind::send,
                              kind::send_typed,
                              kind::next,
                              kind::next_batch,
                              kind::next_item,
                              kind::cluster_connect,
                              kind::cluster_connect_any,
                              kind::cluster_disconnect,
                              kind::cluster_disconnect_within,
                              kind::cluster_wait_for_all,
                              kind::cluster_wait_for_any,
                              kind::send_any,
                              kind::send_any_within,
                              kind::send_any_first,
                              kind::send_any_first_within,
                              kind::send_all,
                              kind::send_all_within};

bool wants_connection(kind what) {
  return what != kind::connect && what != kind::cluster_connect && what != kind::cluster_connect_any;
}

// A connected (or not yet connected) manager with a stream in which something arrives, and a cluster of one server.
class fixture {
public:
  explicit fixture(kind what, fake_options how = {}) : server{std::move(how)}, pbx{io, address_of(server)}, pbxs{io} {
    stream = std::make_unique<ami::event_stream<>>(pbx.subscribe());
    pbxs.add("a", address_of(server));
    if (wants_connection(what)) {
      test::run(io, pbx.connect());
      if (what >= kind::cluster_connect) {
        test::run(io, pbxs.connect());
      }
      CHECK(server.wait_for_sessions(1, 10s));
    }
    if (what == kind::next_item) {
      items.emplace(pbx.list(ami::actions::core_show_channels{}));
    }
  }

  // Starts the operation; `token` takes any arguments.
  template <class Token>
  void start(kind what, Token&& token) {
    if (what >= kind::cluster_connect) {
      start_of_cluster(what, std::forward<Token>(token));
      return;
    }
    constexpr auto connected = ami::connection_state::connected;
    switch (what) {
    case kind::connect: pbx.async_connect(std::forward<Token>(token)); break;
    case kind::disconnect: pbx.async_disconnect(std::forward<Token>(token)); break;
    case kind::disconnect_within: pbx.async_disconnect(5s, std::forward<Token>(token)); break;
    case kind::wait_for: pbx.async_wait_for(connected, std::forward<Token>(token)); break;
    case kind::statistics: pbx.async_statistics(std::forward<Token>(token)); break;
    case kind::send: pbx.async_send_action(ami::action{"Ping"}, std::forward<Token>(token)); break;
    case kind::send_typed: pbx.async_send_action(ami::actions::ping{}, 5s, std::forward<Token>(token)); break;
    case kind::next: stream->async_next(std::forward<Token>(token)); break;
    case kind::next_batch: stream->async_next_batch(10, std::forward<Token>(token)); break;
    case kind::next_item: items->async_next(std::forward<Token>(token)); break;
    default: FAIL("not of a manager");
    }
  }

  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx;
  ami::cluster pbxs;
  std::unique_ptr<ami::event_stream<>> stream;
  std::optional<ami::list_stream<ami::actions::core_show_channels::reply_type>> items;

private:
  template <class Token>
  void start_of_cluster(kind what, Token&& token) {
    const ami::actions::ping ping;
    constexpr auto first = ami::pick::first;
    switch (what) {
    case kind::cluster_connect: pbxs.async_connect(std::forward<Token>(token)); break;
    case kind::cluster_connect_any: pbxs.async_connect_any(std::forward<Token>(token)); break;
    case kind::cluster_disconnect: pbxs.async_disconnect(std::forward<Token>(token)); break;
    case kind::cluster_disconnect_within: pbxs.async_disconnect(5s, std::forward<Token>(token)); break;
    case kind::cluster_wait_for_all: pbxs.async_wait_for_all(std::forward<Token>(token)); break;
    case kind::cluster_wait_for_any: pbxs.async_wait_for_any(std::forward<Token>(token)); break;
    case kind::send_any: pbxs.async_send_any(ping, std::forward<Token>(token)); break;
    case kind::send_any_within: pbxs.async_send_any(ping, 5s, std::forward<Token>(token)); break;
    case kind::send_any_first: pbxs.async_send_any(ping, first, std::forward<Token>(token)); break;
    case kind::send_any_first_within: pbxs.async_send_any(ping, first, 5s, std::forward<Token>(token)); break;
    case kind::send_all: pbxs.async_send_all(ping, std::forward<Token>(token)); break;
    case kind::send_all_within: pbxs.async_send_all(ping, 5s, std::forward<Token>(token)); break;
    default: FAIL("not of a cluster");
    }
  }
};

}  // namespace

TEST_CASE("a handler without an executor runs on the manager's, never inline, exactly once") {
  for (const kind what : all_kinds) {
    fixture f{what};
    int calls = 0;
    bool inside = false;
    bool started = false;
    f.start(what, [&](ami::error_code error, const auto&...) {
      CHECK(started);
      CHECK_FALSE(error);
      inside = f.io.get_executor().running_in_this_thread();
      ++calls;
    });
    started = true;
    CHECK(calls == 0);
    test::run_until(f.io, [&] { return calls != 0; });
    f.io.poll();
    CHECK(calls == 1);
    CHECK(inside);
  }
}

TEST_CASE("a handler runs on its own executor, on another context too, which it keeps at work") {
  for (const kind what : all_kinds) {
    fixture f{what};
    asio::io_context other;
    std::promise<void> called;
    bool on_other = false;
    f.start(what, asio::bind_executor(other, [&](ami::error_code error, const auto&...) {
              CHECK_FALSE(error);
              on_other = other.get_executor().running_in_this_thread();
              called.set_value();
            }));
    // run() returns only when the handler has run: until then it is outstanding work of `other`.
    std::thread runner{[&] { other.run(); }};
    auto future = called.get_future();
    test::run_until(f.io, [&] { return future.wait_for(0s) == std::future_status::ready; });
    runner.join();
    CHECK(on_other);
  }
}

TEST_CASE("the handler's memory comes from its allocator and is given back before it runs") {
  for (const kind what : all_kinds) {
    fixture f{what};
    const auto count = std::make_shared<long>(0);
    long most = 0;
    long at_call = -1;
    f.start(what, asio::bind_allocator(test::counting_allocator<int>{count},
                                       [&](ami::error_code, const auto&...) { at_call = *count; }));
    most = *count;
    test::run_until(f.io, [&] { return at_call != -1; });
    CHECK(most > 0);
    CHECK(at_call == 0);
    CHECK(*count == 0);
  }
}

TEST_CASE("handlers may be move-only") {
  for (const kind what : all_kinds) {
    fixture f{what};
    bool called = false;
    f.start(what, [&called, only = std::make_unique<int>(7)](ami::error_code, const auto&...) { called = *only == 7; });
    test::run_until(f.io, [&] { return called; });
  }
}

TEST_CASE("every token works: futures, tuples, deferred operations, redirected errors") {
  fake_asterisk server;
  asio::io_context io;
  auto work = asio::make_work_guard(io);
  std::thread runner{[&] { io.run(); }};
  {
    ami::manager pbx{io, address_of(server)};
    auto stream = pbx.subscribe();
    auto batches = pbx.subscribe();
    pbx.async_connect(asio::use_future).get();
    CHECK(pbx.async_send_action(ami::actions::ping{}, asio::use_future).get().success());
    auto later = pbx.async_send_action(ami::actions::ping{}, asio::deferred);
    CHECK(std::move(later)(asio::use_future).get().success());
    CHECK(stream.async_next(asio::use_future).get().has_value());
    CHECK_FALSE(batches.async_next_batch(10, asio::use_future).get().empty());
    pbx.async_wait_for(ami::connection_state::connected, asio::use_future).get();
    CHECK(pbx.async_statistics(asio::use_future).get().connects == 1);
    ami::error_code error;
    pbx.async_send_action(ami::action{"NoSuchAction"}, asio::redirect_error(asio::use_future, error)).get();
    CHECK(error == ami::errc::unknown_action);
    CHECK_THROWS_AS(pbx.async_send_action(ami::action{"NoSuchAction"}, asio::use_future).get(),
                    boost::system::system_error);
    pbx.async_disconnect(asio::use_future).get();
    ami::cluster pbxs{io};
    pbxs.add("a", address_of(server));
    pbxs.async_connect(asio::use_future).get();
    pbxs.async_wait_for_all(asio::use_future).get();
    CHECK(pbxs.async_send_any(ami::actions::ping{}, asio::use_future).get().reply().success());
    auto to_all = pbxs.async_send_all(ami::actions::ping{}, asio::deferred);
    CHECK(std::move(to_all)(asio::use_future).get().size() == 1);
    pbxs.async_disconnect(asio::use_future).get();
  }
  work.reset();
  runner.join();
}

TEST_CASE("coroutine tokens work: with and without a tuple") {
  fixture f{kind::send};
  const auto pair = test::run(f.io, f.pbx.async_send_action(ami::actions::ping{}, as_tuple));
  CHECK_FALSE(std::get<0>(pair));
  CHECK(std::get<1>(pair).success());
  CHECK(test::run(f.io, f.pbx.async_send_action(ami::actions::ping{}, 5s, asio::use_awaitable)).success());
  CHECK(test::run(f.io, f.stream->async_next(asio::use_awaitable)).has_value());
  test::run(f.io, f.pbx.async_disconnect(asio::use_awaitable));
}

TEST_CASE("an operation that waits is cancelled by each type of cancellation, as documented") {
  for (const auto type :
       {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
    // connect(): a server that never greets.
    {
      fake_asterisk server;
      server.mute_sessions();
      asio::io_context io;
      ami::manager pbx{io, address_of(server)};
      asio::cancellation_signal signal;
      ami::error_code result;
      bool done = false;
      pbx.async_connect(asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code error) {
        result = error;
        done = true;
      }));
      test::run_until(io, [&] { return pbx.state() == ami::connection_state::logging_in; });
      signal.emit(type);
      test::run_until(io, [&] { return done; });
      CHECK(result == asio::error::operation_aborted);
      test::run_until(io, [&] { return pbx.state() == ami::connection_state::disconnected; });
    }
    // disconnect(): a server that does not answer.
    {
      fixture f{kind::disconnect};
      f.server.on("Logoff", [](const ami::testing::request&, const ami::testing::session&) {});
      asio::cancellation_signal signal;
      ami::error_code result;
      bool done = false;
      f.pbx.async_disconnect(asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code error) {
        result = error;
        done = true;
      }));
      test::run_until(f.io, [&] { return f.pbx.state() == ami::connection_state::disconnecting; });
      signal.emit(type);
      test::run_until(f.io, [&] { return done; });
      CHECK(result == asio::error::operation_aborted);
      test::run_until(f.io, [&] { return f.pbx.state() == ami::connection_state::disconnected; });
    }
    // The wait of a stream loses nothing.
    {
      fixture f{kind::next};
      f.server.send_event(ami::testing::frame_text::event("Shutdown"));
      ami::actions::ping ping;
      test::run(f.io, f.pbx.send_action(ping));
      while (f.stream->try_next()) {
      }
      asio::cancellation_signal signal;
      ami::error_code result;
      bool done = false;
      f.stream->async_next(
          asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code error, std::optional<ami::event> event) {
            result = error;
            CHECK_FALSE(event);
            done = true;
          }));
      signal.emit(type);
      test::run_until(f.io, [&] { return done; });
      CHECK(result == asio::error::operation_aborted);
      f.server.send_event(ami::testing::frame_text::event("Shutdown").header("Shutdown", "Cleanly"));
      const auto event = test::run(f.io, f.stream->next());
      REQUIRE(event);
      CHECK(event->is<ami::events::shutdown>());
    }
  }
}

TEST_CASE("a sent action is abandoned by terminal and partial cancellation, not by total") {
  for (const auto type :
       {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
    fixture f{kind::send};
    std::promise<ami::testing::session> asked;
    f.server.on("Slow",
                [&](const ami::testing::request&, const ami::testing::session& from) { asked.set_value(from); });
    asio::cancellation_signal signal;
    ami::error_code result;
    ami::reply reply;
    bool done = false;
    f.pbx.async_send_action(ami::action{"Slow"},
                            asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code error, ami::reply given) {
                              result = error;
                              reply = std::move(given);
                              done = true;
                            }));
    f.io.poll();
    REQUIRE(f.server.wait_for_request("Slow", 10s));
    const auto client = asked.get_future().get();
    signal.emit(type);
    if (type == asio::cancellation_type::total) {
      test::run(f.io, f.pbx.send_action(ami::actions::ping{}));
      CHECK_FALSE(done);
      client.reply_success("late");
      test::run_until(f.io, [&] { return done; });
      CHECK_FALSE(result);
      CHECK(reply.message() == "late");
    } else {
      test::run_until(f.io, [&] { return done; });
      CHECK(result == asio::error::operation_aborted);
      CHECK(reply.outcome() == ami::outcome::unknown);
      // The late reply harms nobody.
      client.reply_success("late");
      CHECK(test::run(f.io, f.pbx.send_action(ami::actions::ping{})).success());
    }
  }
}

TEST_CASE("a cancellation after the completion does nothing") {
  for (const kind what : all_kinds) {
    fixture f{what};
    asio::cancellation_signal signal;
    int calls = 0;
    f.start(what, asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code error, const auto&...) {
              CHECK_FALSE(error);
              ++calls;
            }));
    test::run_until(f.io, [&] { return calls != 0; });
    signal.emit(asio::cancellation_type::all);
    f.io.poll();
    CHECK(calls == 1);
  }
}

TEST_CASE("a second wait on a stream is refused, and disturbs the first one not at all") {
  fixture f{kind::next};
  test::run(f.io, f.pbx.send_action(ami::actions::ping{}));
  while (f.stream->try_next()) {
  }
  bool first = false;
  ami::error_code second;
  f.stream->async_next([&](ami::error_code error, const std::optional<ami::event>& event) { first = !error && event; });
  f.stream->async_next([&](ami::error_code error, const std::optional<ami::event>&) { second = error; });
  test::run_until(f.io, [&] { return static_cast<bool>(second); });
  CHECK(second == ami::errc::already_waiting);
  CHECK_FALSE(first);
  f.server.send_event(ami::testing::frame_text::event("Shutdown"));
  test::run_until(f.io, [&] { return first; });
}

TEST_CASE("a handler that blocks does not hold up those that became ready with it") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  test::run(io, pbx.connect());
  io.restart();
  const auto work = asio::make_work_guard(io);
  std::thread one{[&] { io.run(); }};
  std::thread other{[&] { io.run(); }};
  bool met = true;
  for (int round = 0; round < 5000 && met; ++round) {
    // Two replies, in one segment or in two; each handler waits for the other.
    const auto both = std::make_shared<std::latch>(2);
    const auto together = [both] {
      both->count_down();
      for (const auto limit = std::chrono::steady_clock::now() + 30s; !both->try_wait();) {
        if (std::chrono::steady_clock::now() > limit) {
          return false;
        }
        std::this_thread::yield();
      }
      return true;
    };
    std::promise<bool> first;
    std::promise<bool> second;
    asio::post(io, [&] {
      pbx.async_send_action(ami::action{"Ping"}, [&](ami::error_code, ami::reply) { first.set_value(together()); });
      pbx.async_send_action(ami::action{"Ping"}, [&](ami::error_code, ami::reply) { second.set_value(together()); });
    });
    met = first.get_future().get();
    met = second.get_future().get() && met;
  }
  CHECK(met);
  io.stop();
  one.join();
  other.join();
}

TEST_CASE("what a handler throws comes out of the context's run(), and the others still run") {
  fake_asterisk server;
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
  test::run(io, pbx.connect());
  constexpr int actions = 20;
  int completed = 0;
  int thrown = 0;
  for (int i = 0; i < actions; ++i) {
    pbx.async_send_action(ami::action{"Ping"}, [&](ami::error_code, ami::reply) {
      ++completed;
      throw std::runtime_error{"from a handler"};
    });
  }
  for (const auto limit = std::chrono::steady_clock::now() + test::patience;
       completed < actions && std::chrono::steady_clock::now() < limit;) {
    try {
      io.restart();
      io.run_for(100ms);
    } catch (const std::runtime_error&) {
      ++thrown;
    }
  }
  CHECK(completed == actions);
  CHECK(thrown == actions);
  test::run(io, pbx.disconnect());
}

TEST_CASE("a context that is destroyed takes along the handlers that were ready") {
  fake_asterisk server;
  auto io = std::make_unique<asio::io_context>();
  ami::manager pbx{*io, address_of(server)};
  test::run(*io, pbx.connect());
  const auto held = std::make_shared<int>(0);
  constexpr int actions = 20;
  for (int i = 0; i < actions; ++i) {
    pbx.async_send_action(ami::action{"Ping"}, [held, pbx](ami::error_code, ami::reply) {
      ++*held;
      throw std::runtime_error{"leaves the others waiting"};
    });
  }
  for (const auto limit = std::chrono::steady_clock::now() + test::patience;
       *held == 0 && std::chrono::steady_clock::now() < limit;) {
    try {
      io->restart();
      io->run_for(100ms);
    } catch (const std::runtime_error&) {
      CHECK(*held == 1);
    }
  }
  CHECK(*held == 1);
  io.reset();
  CHECK(held.use_count() == 1);
  CHECK(*held == 1);
}
