// detail::subscription: what ends a wait, what cancels one, and what neither loses.
#include "catch.hpp"
#include "support/subscriptions.hpp"

#include <ami/ami.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace asio = boost::asio;
using ami::errc;
using ami::error_code;
using ami::subscribe_options;
using test::make_queue;
using test::number_of;
using test::poll;
using test::push;
using test::take_text;

TEST_CASE("subscription: each thing that can happen wakes the waiter, once, and never inline") {
  const auto happening = GENERATE(0, 1, 2, 3);
  asio::io_context io;
  const auto queue = make_queue(io);
  std::vector<error_code> woken;
  queue->async_wait([&](error_code error) { woken.push_back(error); });
  CHECK(poll(io) == 0);
  const auto happen = [&] {
    switch (happening) {
    case 0: push(*queue, 1); break;
    case 1: queue->end(errc::connection_closed); break;
    case 2: queue->close(); break;
    default:
      queue->flush();
      push(*queue, 1);
      queue->end({});
      break;
    }
  };
  happen();
  CHECK(woken.empty());
  poll(io);
  CHECK(woken == std::vector<error_code>{error_code{}});
  happen();
  poll(io);
  CHECK(woken.size() == 1);
  // When there is something already, a wait ends at once, but not inline.
  queue->async_wait([&](error_code error) { woken.push_back(error); });
  CHECK(woken.size() == 1);
  poll(io);
  CHECK(woken == std::vector<error_code>(2));
}

TEST_CASE("subscription: an empty flush wakes nobody") {
  asio::io_context io;
  const auto queue = make_queue(io);
  bool woken = false;
  queue->async_wait([&](error_code) { woken = true; });
  queue->flush();
  CHECK(poll(io) == 0);
  CHECK_FALSE(woken);
  queue->close();
  poll(io);
  CHECK(woken);
}

TEST_CASE("subscription: a wake-up completes the wait, or the next one when nobody waits, once") {
  asio::io_context io;
  const auto queue = make_queue(io);
  int woken = 0;
  const auto wait = [&] {
    queue->async_wait([&](error_code error) {
      CHECK_FALSE(error);
      ++woken;
    });
  };
  wait();
  queue->wake();
  CHECK(woken == 0);
  poll(io);
  CHECK(woken == 1);
  queue->wake();
  queue->wake();
  wait();
  poll(io);
  CHECK(woken == 2);
  // Nothing is left of it.
  wait();
  CHECK(poll(io) == 0);
  CHECK(take_text(*queue) == std::nullopt);
  queue->close();
  poll(io);
  CHECK(woken == 3);
}

TEST_CASE("subscription: a second waiter is refused, and the first one keeps waiting") {
  asio::io_context io;
  const auto queue = make_queue(io);
  std::optional<error_code> first;
  std::optional<error_code> second;
  queue->async_wait([&](error_code error) { first = error; });
  queue->async_wait([&](error_code error) { second = error; });
  CHECK_FALSE(second);
  poll(io);
  CHECK(second == error_code{errc::already_waiting});
  CHECK_FALSE(first);
  push(*queue, 1);
  poll(io);
  CHECK(first == error_code{});
  CHECK(take_text(*queue) == "1");
}

TEST_CASE("subscription: a cancelled wait ends with operation_aborted and takes nothing") {
  const auto type =
      GENERATE(asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total);
  asio::io_context io;
  const auto queue = make_queue(io);
  asio::cancellation_signal signal;
  std::vector<error_code> results;
  const auto wait = [&] {
    queue->async_wait(asio::bind_cancellation_slot(signal.slot(), [&](error_code error) { results.push_back(error); }));
  };
  const error_code aborted = asio::error::operation_aborted;

  wait();
  signal.emit(type);
  signal.emit(type);
  CHECK(results.empty());
  poll(io);
  REQUIRE(results == std::vector<error_code>{aborted});

  // Cancelled between the event and the run of the handler: still cancelled, and the event is still there.
  wait();
  push(*queue, 1);
  signal.emit(type);
  poll(io);
  REQUIRE(results == std::vector<error_code>{aborted, aborted});

  // A new wait is not touched by the old one's cancellation, and finds the event.
  wait();
  poll(io);
  REQUIRE(results == std::vector<error_code>{aborted, aborted, error_code{}});
  CHECK(take_text(*queue) == "1");

  // Too late.
  signal.emit(type);
  wait();
  push(*queue, 2);
  poll(io);
  REQUIRE(results.size() == 4);
  CHECK_FALSE(results.back());
  CHECK(take_text(*queue) == "2");
}

TEST_CASE("subscription: async_next under random cancellation loses no event and no order") {
  asio::io_context io;
  std::mt19937 random{31};
  using take_event = ami::detail::take_one<ami::event>;
  const auto queue = make_queue(io, subscribe_options{}.capacity(100000));
  const std::shared_ptr<ami::detail::event_source> source = queue;
  asio::cancellation_signal signal;
  std::uint64_t pushed = 0;
  std::uint64_t received = 0;
  std::size_t cancelled = 0;
  bool waiting = false;
  const auto start = [&] {
    waiting = true;
    auto token = asio::bind_cancellation_slot(signal.slot(), [&](error_code error, std::optional<ami::event> event) {
      waiting = false;
      REQUIRE(error.failed() != event.has_value());
      if (event) {
        REQUIRE(number_of(*event) == ++received);
      } else {
        ++cancelled;
      }
    });
    asio::async_initiate<decltype(token), void(error_code, std::optional<ami::event>)>(
        ami::detail::initiate_take<take_event>{}, token, source, take_event{});
  };
  for (int round = 0; round < 20000; ++round) {
    switch (random() % 5) {
    case 0: push(*queue, ++pushed); break;
    case 1: signal.emit(asio::cancellation_type::terminal); break;
    case 2:
      if (!waiting) {
        start();
      }
      break;
    case 3: poll(io); break;
    default:
      // A taker besides the waiter: the waiter then waits on.
      if (random() % 8 == 0) {
        if (const auto text = take_text(*queue)) {
          REQUIRE(std::stoull(*text) == ++received);
        }
      }
      break;
    }
  }
  poll(io);
  while (const auto text = take_text(*queue)) {
    REQUIRE(std::stoull(*text) == ++received);
  }
  CHECK(received == pushed);
  CHECK(queue->lost() == 0);
  CHECK(cancelled > 100);
  queue->close();
  poll(io);
  CHECK_FALSE(waiting);
}

TEST_CASE("subscription: when its context is gone, a waiter completes on its own executor") {
  auto io = std::make_optional<asio::io_context>();
  asio::io_context other;
  const auto context = std::make_shared<ami::detail::context_executor>(io->get_executor());
  const auto queue = std::make_shared<ami::detail::subscription>(context, std::vector<ami::detail::event_filter>{},
                                                                 ami::subscribe_options{});
  std::vector<error_code> results;
  const auto wait = [&] {
    queue->async_wait(asio::bind_executor(other, [&](error_code error) { results.push_back(error); }));
  };
  // One that waits, and one that was posted and has not run.
  SECTION("waiting") {
    wait();
  }
  SECTION("posted") {
    wait();
    push(*queue, 1);
  }
  context->drop();
  io.reset();
  CHECK(results.empty());
  queue->end(errc::disconnected);
  poll(other);
  CHECK(results == std::vector<error_code>{error_code{}});
  // One that begins only now.
  const auto work = asio::make_work_guard(other);
  wait();
  CHECK(results.size() == 1);
  other.restart();
  CHECK(other.run_one_for(std::chrono::seconds{60}) == 1);
  CHECK(results == std::vector<error_code>(2));
}
