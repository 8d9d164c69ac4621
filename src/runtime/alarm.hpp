// A timer of which only the last setting counts.
#pragma once

#include "base/memory_reserve.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

namespace ami::runtime {

// Cancelling an Asio timer comes too late for a handler that is already on its way. Such a handler finds here that its
// setting is not the last any more, or that the alarm is gone, and does nothing. To be used on one strand, which is the
// executor that the handlers run on.
class alarm {
public:
  using time_point = std::chrono::steady_clock::time_point;

  template <class Executor>
  explicit alarm(const Executor& executor) : timer_{executor} {}

  // Calls `function()` at `when`, and not what was set before. When this throws std::bad_alloc, nothing is set.
  template <class Function>
  void set(time_point when, Function function) {
    cancel();
    timer_.expires_at(when);
    auto fired = [last = std::weak_ptr{last_}, number = last_->number,
                  function = std::move(function)](boost::system::error_code error) mutable {
      const auto now = last.lock();
      if (!error && now != nullptr && now->number == number) {
        now->when = never;
        function();
      }
    };
    detail::with_memory_reserve([&] { timer_.async_wait(fired); });
    last_->when = when;
  }

  // The same, `limit` from now on.
  template <class Function>
  void set_after(time_point::duration limit, Function function) {
    const auto now = time_point::clock::now();
    set(limit < never - now ? now + limit : never, std::move(function));
  }

  // Calls nothing until it is set again.
  void cancel() {
    ++last_->number;
    last_->when = never;
    timer_.cancel();
  }

  // When it is due, and never when it is not set.
  time_point due() const noexcept { return last_->when; }

  static constexpr time_point never = time_point::max();

private:
  class setting {
  public:
    std::uint64_t number = 0;
    time_point when = never;
  };

  boost::asio::steady_timer timer_;
  std::shared_ptr<setting> last_ = std::make_shared<setting>();
};

}  // namespace ami::runtime
