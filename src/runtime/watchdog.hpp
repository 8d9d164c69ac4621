// Calls another thread of the context to work that waits behind handlers that take long.
#pragma once

#include "base/memory_reserve.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <new>

namespace ami::runtime {

// One thread that does all work in turn is the fastest, since it needs nobody to be woken and finds everything in its
// processor's cache. But a handler may block, and the work behind it must not wait for that. So while some work waits,
// a timer looks, now and then, whether there was progress. When there was next to none, the thread that runs the
// timer's handler takes the work over. A program of one thread comes to that only when nothing waits any more.
//
// `Work` is copied, and has these functions, which any thread may call while the owner lives:
//   bool waits() const noexcept;
//   bool relies_on_watchdog() const noexcept;              somebody counts on being watched, although nothing waits
//   void stop_relying() const;
//   std::size_t done() const noexcept;                     how many steps were done; one step may block
//   void take_over(const std::shared_ptr<Owner>&) const;   does the work that waits, on this thread
class watchdog {
public:
  static constexpr std::chrono::microseconds patience{500};
  // Fewer steps within that time are no progress: they take so long that waking another thread is worth it.
  static constexpr std::size_t few_steps = 4;

  explicit watchdog(const boost::asio::any_io_executor& executor) : timer_{executor} {}

  // To be called after some work has begun to wait, or somebody to rely on this. From any thread of the context. False
  // when nobody watches, for want of memory for the timer.
  template <class Owner, class Work>
  bool watch(const std::shared_ptr<Owner>& owner, const Work& work) noexcept {
    // Both this and look() exchange the flag after one has changed the work and before the other one looks at it, so
    // that one of them sees what the other did.
    return watching_.exchange(true, std::memory_order_acq_rel) || wait(owner, work);
  }

private:
  // Only by who has set `watching_`.
  template <class Owner, class Work>
  bool wait(const std::shared_ptr<Owner>& owner, const Work& work) noexcept {
    try {
      detail::with_memory_reserve([&] {
        timer_.expires_after(patience);
        timer_.async_wait(
            [this, weak = std::weak_ptr{owner}, work, before = work.done()](boost::system::error_code error) {
              const auto alive = weak.lock();
              if (!error && alive != nullptr) {
                look(alive, work, before);
              }
            });
      });
      return true;
    } catch (const std::bad_alloc&) {
      watching_.store(false, std::memory_order_release);
      return false;
    }
  }

  template <class Owner, class Work>
  void look(const std::shared_ptr<Owner>& owner, const Work& work, std::size_t before) {
    if (work.waits()) {
      const bool progress = work.done() - before >= few_steps;
      if (!wait(owner, work)) {
        work.stop_relying();
      }
      if (!progress) {
        work.take_over(owner);
      }
      return;
    }
    work.stop_relying();
    watching_.exchange(false, std::memory_order_acq_rel);
    if ((work.waits() || work.relies_on_watchdog()) && !watch(owner, work)) {
      work.stop_relying();
    }
  }

  boost::asio::steady_timer timer_;
  std::atomic<bool> watching_{false};
};

}  // namespace ami::runtime
