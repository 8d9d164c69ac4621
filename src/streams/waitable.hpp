// A consumer that waits until there is something to take.
#pragma once

#include "base/memory_reserve.hpp"
#include "runtime/completion.hpp"
#include "runtime/context_executor.hpp"

#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/detail/recycled_memory.hpp>

#include <boost/system/error_code.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace ami::detail {

// The base of everything that one consumer can wait for. `mutex_` guards this class, and the derived class uses it too.
class AMI_DECL waitable : public std::enable_shared_from_this<waitable> {
public:
  waitable(const waitable&) = delete;
  waitable& operator=(const waitable&) = delete;

  // Completes when there is something to take, or when the stream has ended; never within this call.
  void async_wait(wait_handler handler);
  // Completes the wait that is under way, or else the next one, even when there is nothing to take. From any thread.
  void wake();

protected:
  class waiter : public recycled {
  public:
    waiter(wait_handler&& handler, const context_executor& context, std::uint64_t id)
        : handler_{std::move(handler), context}, id_{id} {}

    // Shared with the cancellation handler and the completion: a cancellation that comes after the completion was
    // posted and before it runs still wins, so that no event is taken for a coroutine that has gone.
    std::shared_ptr<std::atomic<bool>> cancelled_ = with_memory_reserve(
        [] { return std::allocate_shared<std::atomic<bool>>(recycling_allocator<std::atomic<bool>>{}, false); });
    stored_handler<wait_handler>
        handler_;  // the last member to be constructed: the handler is moved only when all memory is there
    std::uint64_t id_;
  };

  explicit waitable(std::shared_ptr<const context_executor> context);
  virtual ~waitable();

  // To be called with the lock held: whether there is something to take, or the stream has ended.
  virtual bool ready() const noexcept = 0;

  // To be called with the lock held; complete() is to be called without it.
  std::unique_ptr<waiter> take_waiter() noexcept;
  void complete(std::unique_ptr<waiter> waiting, boost::system::error_code error);

  mutable std::mutex mutex_;  // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)

private:
  void cancel(std::uint64_t id);

  const std::shared_ptr<const context_executor> context_;
  std::unique_ptr<waiter> waiter_;
  std::uint64_t waiter_ids_ = 0;
  bool woken_ = false;  // wake() was called while nobody waited
};

}  // namespace ami::detail
