#include "runtime/context_executor.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <memory>
#include <new>
#include <utility>

namespace ami::detail {

class context_executor::runner {
public:
  explicit runner(std::shared_ptr<const context_executor> context) noexcept : context_{std::move(context)} {}
  runner(runner&& other) noexcept = default;
  runner& operator=(runner&& other) = delete;
  ~runner() {
    // When it is destroyed without having run, the context is going away; the completions that wait may own the
    // queue. When posting it ran out of memory, which the exception under way shows, another runner is posted later.
    if (context_ != nullptr && (context_->gone() || std::uncaught_exceptions() <= exceptions_)) {
      context_->ready_.take_all();
    }
  }
  void operator()() {
    std::exchange(context_, nullptr)
        ->run_ready(
            true, 1, [] { return false; }, [] {});
  }

private:
  std::shared_ptr<const context_executor> context_;  // null when it was moved from or has run
  int exceptions_ = std::uncaught_exceptions();
};

bool context_executor::run_soon(task_ptr& ready) const {
  // A reader that is expected keeps the context alive.
  return with_memory_reserve([&] { return ready_.add_for_reader(ready); }) ||
         use([&](const boost::asio::any_io_executor& executor) {
           if (with_memory_reserve([&] { return ready_.add(std::move(ready)); })) {
             post_runner(executor);
           }
         });
}

void context_executor::post_runner(const boost::asio::any_io_executor& executor) const {
  try {
    with_memory_reserve([&] { boost::asio::post(executor, runner{shared_from_this()}); });
  } catch (const std::bad_alloc&) {
    ready_.post_failed();
  }
}

}  // namespace ami::detail
