// A coroutine that waits until it is notified.
#include "catch.hpp"
#include "runtime/signal.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>

namespace asio = boost::asio;
using coroutine_signal = ami::runtime::signal;

namespace {

asio::awaitable<void> count_notices(coroutine_signal& subject, int& notices) {
  for (;;) {
    co_await subject.wait();
    ++notices;
  }
}

asio::awaitable<void> wait_at_most(coroutine_signal& subject, std::chrono::milliseconds limit, bool& over) {
  co_await subject.wait_for(limit);
  over = true;
}

}  // namespace

TEST_CASE("signal: a coroutine goes on once for each notice, and none is remembered") {
  asio::io_context context;
  coroutine_signal subject{context.get_executor()};
  int notices = 0;
  subject.notify();
  asio::co_spawn(context, count_notices(subject, notices), asio::detached);
  context.poll();
  CHECK(notices == 0);
  subject.notify();
  subject.notify();
  context.poll();
  CHECK(notices == 1);
  subject.notify();
  context.poll();
  CHECK(notices == 2);
}

TEST_CASE("signal: a wait with a limit ends by itself, or earlier when it is notified") {
  asio::io_context context;
  coroutine_signal subject{context.get_executor()};
  bool over = false;
  asio::co_spawn(context, wait_at_most(subject, std::chrono::milliseconds{1}, over), asio::detached);
  context.run();
  CHECK(over);
  over = false;
  context.restart();
  asio::co_spawn(context, wait_at_most(subject, std::chrono::hours{1}, over), asio::detached);
  context.poll();
  CHECK_FALSE(over);
  subject.notify();
  context.poll();
  CHECK(over);
}
