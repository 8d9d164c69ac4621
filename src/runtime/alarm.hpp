// A timer that only calls the function it was last set to.
#pragma once

#include "base/memory_reserve.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace ami::runtime {

// When an Asio timer is cancelled its handler may be on its way already. Here such a handler finds out that the alarm
// was set again or destroyed, and does nothing. To be used on one strand, on which the handlers run too.
class alarm {
public:
  using time_point = std::chrono::steady_clock::time_point;

  template <class Executor>
  explicit alarm(const Executor& executor) : timer_{executor} {}

  // Calls `function()` at `when`; what was set before is cancelled. When this throws std::bad_alloc, nothing is set.
  template <class Function>
  void set(time_point when, Function function) {
    set_erased(when, detail::with_memory_reserve([&] { return std::function<void()>{function}; }));
  }

  // The same, after `limit`.
  template <class Function>
  void set_after(time_point::duration limit, Function function) {
    const auto now = time_point::clock::now();
    set(limit < never - now ? now + limit : never, std::move(function));
  }

  void cancel() {
    ++last_->number;
    last_->when = never;
    last_->function = nullptr;
    timer_.cancel();
  }

  // `never` when it is not set.
  time_point due() const noexcept { return last_->when; }

  static constexpr time_point never = time_point::max();

private:
  class setting {
  public:
    std::uint64_t number = 0;
    time_point when = never;
    std::function<void()> function;
  };

  void set_erased(time_point when, std::function<void()> function) {
    cancel();
    timer_.expires_at(when);
    // One type of handler for all functions: Asio compiles some 5 KB for each type.
    detail::with_memory_reserve([&] {
      timer_.async_wait([last = std::weak_ptr{last_}, number = last_->number](boost::system::error_code error) {
        const auto now = last.lock();
        if (!error && now != nullptr && now->number == number) {
          now->when = never;
          std::exchange(now->function, nullptr)();
        }
      });
    });
    last_->when = when;
    last_->function = std::move(function);
  }

  boost::asio::steady_timer timer_;
  std::shared_ptr<setting> last_ = std::make_shared<setting>();
};

}  // namespace ami::runtime
