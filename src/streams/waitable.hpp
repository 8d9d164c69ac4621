// One consumer that waits until there is something to take.
#pragma once

#include "base/memory_reserve.hpp"
#include "runtime/completion.hpp"
#include "runtime/context_executor.hpp"

#include <ami/detail/handler.hpp>
#include <ami/detail/recycled_memory.hpp>

#include <boost/system/error_code.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace ami::detail {

// What a stream's queue and several of them together have in common. Everything here is guarded by `mutex_`, which the
// derived class guards its own with.
class waitable : public std::enable_shared_from_this<waitable> {
public:
  waitable(const waitable&) = delete;
  waitable& operator=(const waitable&) = delete;

  // Completes when there is something to take, or nothing more will come; never inline.
  void async_wait(wait_handler handler);
  // Completes the wait, or the next one, though there may be nothing to take. From any thread.
  void wake();

protected:
  class waiter : public recycled {
  public:
    waiter(wait_handler&& handler, const context_executor& context, std::uint64_t id)
        : handler_{std::move(handler), context}, id_{id} {}

    // Shared with its cancellation handler and its completion: a cancellation that comes between the completion's
    // posting and its run still wins, so that no event is taken for nobody.
    std::shared_ptr<std::atomic<bool>> cancelled_ = with_memory_reserve(
        [] { return std::allocate_shared<std::atomic<bool>>(recycling_allocator<std::atomic<bool>>{}, false); });
    stored_handler<wait_handler> handler_;  // taken last, when there is memory for all
    std::uint64_t id_;
  };

  explicit waitable(std::shared_ptr<const context_executor> context);
  virtual ~waitable();

  // With the lock held: is there anything that the consumer has to see?
  virtual bool ready() const noexcept = 0;

  // With the lock held; what it gives is completed without.
  std::unique_ptr<waiter> take_waiter() noexcept;
  void complete(std::unique_ptr<waiter> waiting, boost::system::error_code error);

  mutable std::mutex mutex_;  // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)

private:
  void cancel(std::uint64_t id);

  const std::shared_ptr<const context_executor> context_;
  std::unique_ptr<waiter> waiter_;
  std::uint64_t waiter_ids_ = 0;
  bool woken_ = false;  // nobody waited when wake() was called
};

}  // namespace ami::detail
