// What most tests against the fake server begin with.
#pragma once

#include "support/run.hpp"

#include <ami/ami.hpp>
#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <utility>

// Names that these tests use as their own.
namespace asio = boost::asio;
using ami::testing::fake_asterisk;
using ami::testing::fake_options;
using ami::testing::frame_text;
using ami::testing::request;
using namespace std::chrono_literals;

// An operation then gives its error and its result, and throws nothing.
inline constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

namespace test {

// A supervised manager would wait for FullyBooted, which a quiet server never sends.
inline ami::options address_of(const fake_asterisk& server) {
  return ami::options{server.host()}.port(server.port()).credentials("admin", "secret").wait_fully_booted(0ms);
}

// The same; connecting waits until the server has sent FullyBooted, so that no test sees it later.
inline ami::options address_when_booted(const fake_asterisk& server) {
  return address_of(server).wait_fully_booted(10s);
}

// No wait between attempts, so that no test waits.
inline ami::reconnect_policy at_once() {
  return ami::reconnect_policy{}.initial_delay(0ms).max_delay(0ms);
}

// Of a server that sends no event by itself.
inline fake_options quiet() {
  return fake_options{}.fully_booted(false);
}

// Sends a ping and waits for its reply: what the server sent before it has arrived then.
inline void round_trip(asio::io_context& io, ami::manager& pbx) {
  run(io, pbx.send_action(ami::actions::ping{}));
}

inline asio::awaitable<void> rest_for(std::chrono::milliseconds time) {
  asio::steady_timer timer{co_await asio::this_coro::executor, time};
  co_await timer.async_wait(asio::use_awaitable);
}

// A call to a phone that a simulated PBX has from the beginning.
inline ami::actions::originate to_alice() {
  return ami::actions::originate{"PJSIP/alice"}.application("Wait").data("60").timeout(20s);
}

// A connected manager, and its server.
class connection {
public:
  connection() { run(io, pbx.connect()); }

  void settle() { round_trip(io, pbx); }

  fake_asterisk server{quiet()};
  asio::io_context io;
  ami::manager pbx{io, address_of(server)};
};

// Counts coroutines that began and that ended, in whatever way.
class census {
public:
  explicit census(int& living) noexcept : living_{&living} { ++*living_; }
  census(census&& other) noexcept : living_{std::exchange(other.living_, nullptr)} {}
  census& operator=(census&&) = delete;
  ~census() {
    if (living_ != nullptr) {
      --*living_;
    }
  }

private:
  int* living_;
};

}  // namespace test

using test::address_of;
using test::address_when_booted;
using test::at_once;
using test::census;
using test::quiet;
using test::rest_for;
using test::round_trip;
using test::to_alice;
