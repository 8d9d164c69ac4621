#include "runtime/completion.hpp"

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/system_executor.hpp>

#include <atomic>
#include <thread>

namespace asio = boost::asio;

namespace ami::detail {

void execute_on(const asio::any_completion_executor& own, task_ptr ready) {
  if (own) {
    own.execute([ready = std::move(ready)] { ready->run(); });
  }
}

// Asio has no way to ask a type-erased executor not to call a function at once, so a thread of the system executor
// hands the completion over.
void refuse_on(asio::any_completion_executor own, task_ptr ready) {
  if (!own) {
    return;
  }
  asio::any_completion_executor busy = asio::prefer(own, asio::execution::outstanding_work.tracked);
  auto brought = std::make_shared<std::atomic<bool>>(false);
  asio::post(asio::system_executor{}, [own = std::move(own), busy = std::move(busy), ready = std::move(ready),
                                       brought]() mutable {
    {
      // When the handler has run, its context may be destroyed, also while this thread still uses the
      // executor. So the handler waits until this thread has finished with the context.
      auto executor = std::move(own);
      executor.execute([busy = std::move(busy), ready = std::move(ready), brought, here = std::this_thread::get_id()] {
        if (std::this_thread::get_id() != here) {
          brought->wait(false, std::memory_order_acquire);
        }
        ready->run();
      });
    }
    brought->store(true, std::memory_order_release);
    brought->notify_all();
  });
}

void posted_completion::operator()() {
  const auto own = std::move(inside_->own_);
  inside_->handed_over_ = true;
  with_memory_reserve([&] { own.execute([inside = inside_] { inside->run(); }); });
}

bool post_to(const context_executor& context, std::shared_ptr<posted_completion::content> inside) {
  return context.use([&](const asio::any_io_executor& executor) {
    with_memory_reserve([&] { asio::post(executor, posted_completion{inside}); });
  });
}

}  // namespace ami::detail
