// A coroutine waits until another function of the same strand notifies it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

namespace ami::runtime {

// A condition variable for coroutines. notify() wakes those that wait at that moment; it is not remembered, so a
// condition has to be checked before and after the wait.
class signal {
public:
  template <class Executor>
  explicit signal(const Executor& executor) : timer_{executor, boost::asio::steady_timer::time_point::max()} {}

  boost::asio::awaitable<void> wait() {
    boost::system::error_code ignored;
    co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
  }

  // Ends after `limit` at the latest.
  boost::asio::awaitable<void> wait_for(boost::asio::steady_timer::duration limit) {
    timer_.expires_after(limit);
    boost::system::error_code ignored;
    co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    timer_.expires_at(boost::asio::steady_timer::time_point::max());
  }

  void notify() { timer_.cancel(); }

private:
  boost::asio::steady_timer timer_;
};

}  // namespace ami::runtime
