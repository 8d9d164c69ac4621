#include "streams/waitable.hpp"

#include <ami/error.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/error.hpp>

#include <utility>

namespace ami::detail {

waitable::waitable(std::shared_ptr<const context_executor> context) : context_{std::move(context)} {}

waitable::~waitable() = default;

std::unique_ptr<waitable::waiter> waitable::take_waiter() noexcept {
  return std::move(waiter_);
}

void waitable::async_wait(wait_handler handler) {
  if (context_->gone()) {
    refuse_elsewhere(
        completion{std::move(handler), [](wait_handler ready) { std::move(ready)(boost::system::error_code{}); }});
    return;
  }
  std::unique_ptr<waiter> waiting;
  boost::system::error_code error;
  {
    const std::lock_guard lock{mutex_};
    waiting =
        with_memory_reserve([&] { return std::make_unique<waiter>(std::move(handler), *context_, ++waiter_ids_); });
    auto slot = waiting->handler_.handler().get_cancellation_slot();
    if (slot.is_connected()) {
      with_memory_reserve([&] {
        slot.assign([self = weak_from_this(), id = waiting->id_,
                     cancelled = waiting->cancelled_](boost::asio::cancellation_type) {
          cancelled->store(true, std::memory_order_release);
          if (const auto alive = self.lock()) {
            alive->cancel(id);
          }
        });
      });
    }
    if (!std::exchange(woken_, false) && !ready()) {
      if (waiter_ != nullptr) {
        error = errc::already_waiting;
      } else {
        waiter_ = std::move(waiting);
      }
    }
  }
  complete(std::move(waiting), error);
}

void waitable::wake() {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    waiting = take_waiter();
    woken_ = waiting == nullptr;
  }
  complete(std::move(waiting), {});
}

void waitable::cancel(std::uint64_t id) {
  std::unique_ptr<waiter> waiting;
  {
    const std::lock_guard lock{mutex_};
    if (waiter_ != nullptr && waiter_->id_ == id) {
      waiting = take_waiter();
    }
  }
  complete(std::move(waiting), boost::asio::error::operation_aborted);
}

void waitable::complete(std::unique_ptr<waiter> waiting, boost::system::error_code error) {
  if (waiting == nullptr) {
    return;
  }
  post_completion(context_, waiting->handler_, [cancelled = waiting->cancelled_, error](wait_handler handler) {
    std::move(handler)(cancelled->load(std::memory_order_acquire)
                           ? boost::system::error_code{boost::asio::error::operation_aborted}
                           : error);
  });
}

}  // namespace ami::detail
