// How a stored handler is completed: posted with its results, or handed to its own executor when ours is gone.
#pragma once

#include "base/memory_reserve.hpp"
#include "runtime/context_executor.hpp"

#include <ami/detail/adapted_handler.hpp>
#include <ami/detail/recycled_memory.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/system_executor.hpp>

#include <atomic>
#include <memory>
#include <new>
#include <thread>
#include <utility>

namespace ami::detail {

// A completion handler that waits: kept with work for its executor, completed exactly once by moving it out. One that
// was made without a handler is empty.
template <class Handler>
class stored_handler {
public:
  stored_handler() noexcept {}

  // Without an executor of its own the handler runs on the context's, which is kept busy as well. These take the
  // handler only when they succeed.
  stored_handler(Handler&& handler, const context_executor& context) {
    context.use_erased(
        [&](const boost::asio::any_io_executor& home, const boost::asio::any_completion_executor& erased) {
          with_memory_reserve([&] {
            const auto tracked = boost::asio::execution::outstanding_work.tracked;
            const auto own = boost::asio::get_associated_executor(handler, erased);
            if (!own) {
              throw std::bad_alloc{};  // without memory for one Asio gives an empty one
            }
            at_home_ = own == erased;
            kept_ = std::make_unique<executors>();
            if (at_home_) {
              kept_->work_ = boost::asio::prefer(home, tracked);
            } else {
              kept_->elsewhere_ = boost::asio::prefer(own, tracked);
            }
          });
        });
    handler_.swap(handler);
  }

  // The same for one whose executor is known without asking it, which costs an allocation, and that waits for what
  // keeps the context busy itself.
  stored_handler(Handler&& handler, const context_executor& context, const boost::asio::any_io_executor& own) {
    context.use([&](const boost::asio::any_io_executor& home) {
      at_home_ = own == home;
      if (!at_home_) {
        with_memory_reserve([&] {
          kept_ = std::make_unique<executors>();
          kept_->elsewhere_ = boost::asio::prefer(own, boost::asio::execution::outstanding_work.tracked);
        });
      }
    });
    handler_.swap(handler);
  }

  stored_handler(stored_handler&& other) noexcept
      : handler_{std::move(other.handler_)}, kept_{std::move(other.kept_)}, at_home_{other.at_home_} {}
  // By swap(): the move assignment of Boost 1.81's erased handlers calls itself for ever.
  stored_handler& operator=(stored_handler&& other) noexcept {
    handler_.swap(other.handler_);
    kept_.swap(other.kept_);
    std::swap(at_home_, other.at_home_);
    return *this;
  }
  ~stored_handler() = default;

  bool empty() const noexcept { return !handler_; }
  Handler& handler() noexcept { return handler_; }
  // Whether it runs on the manager's own executor, as most do.
  bool at_home() const noexcept { return at_home_; }
  // Where it runs when not; an empty one when the context was gone.
  boost::asio::any_completion_executor elsewhere() noexcept {
    return kept_ != nullptr ? std::move(kept_->elsewhere_) : boost::asio::any_completion_executor{};
  }

private:
  // Most handlers need none: out of the way of those.
  class executors : public recycled {
  public:
    boost::asio::any_io_executor work_;  // at home; an erased one costs allocations
    boost::asio::any_completion_executor elsewhere_;
  };

  Handler handler_;
  std::unique_ptr<executors> kept_;
  bool at_home_ = false;
};

// A handler together with the call that completes it: `Call` is given the handler to invoke.
template <class Handler, class Call>
class completion final : public adapted_handler<Handler, Call> {
public:
  using adapted_handler<Handler, Call>::adapted_handler;
};
template <class Handler, class Call>
completion(Handler, Call) -> completion<Handler, Call>;

// For when the manager's execution context is gone: completes on the handler's own executor. A handler without one is
// destroyed: it would run on the context that is gone.
template <class Handler, class Call>
void complete_elsewhere(completion<Handler, Call> ready) {
  auto own = boost::asio::get_associated_executor(ready.inner(), boost::asio::any_completion_executor{});
  if (own) {
    own.execute(std::move(ready));
  }
}

// The same for an operation that begins only now: not from within the call that begins it. Asio has no way to ask a
// handler's type-erased executor for that, so a thread of the system's executor brings it there.
template <class Handler, class Call>
void refuse_elsewhere(completion<Handler, Call> ready) {
  auto own = boost::asio::get_associated_executor(ready.inner(), boost::asio::any_completion_executor{});
  if (own) {
    boost::asio::any_completion_executor busy =
        boost::asio::prefer(own, boost::asio::execution::outstanding_work.tracked);
    auto brought = std::make_shared<std::atomic<bool>>(false);
    boost::asio::post(boost::asio::system_executor{},
                      [own = std::move(own), busy = std::move(busy), ready = std::move(ready), brought]() mutable {
                        {
                          // Once the handler has run, its context may be destroyed, and nobody can wait for this
                          // thread: the handler waits until this thread has nothing to do with the context any more,
                          // and takes the work along.
                          auto executor = std::move(own);
                          executor.execute([busy = std::move(busy), ready = std::move(ready), brought,
                                            here = std::this_thread::get_id()]() mutable {
                            if (std::this_thread::get_id() != here) {
                              brought->wait(false, std::memory_order_acquire);
                            }
                            ready();
                          });
                        }
                        brought->store(true, std::memory_order_release);
                        brought->notify_all();
                      });
  }
}

// What is posted to the manager's context on its way to the handler's own executor `own`. When the context goes away
// before it has run, it goes there at once. To Asio it has no executor of its own, so that none is asked for twice. The
// handler does not lie within what is posted, because Asio destroys that when it has no memory to post it.
template <class Handler, class Call>
class posted_completion {
public:
  class content {
  public:
    content(stored_handler<Handler>& stored, Call& call, std::shared_ptr<const context_executor> context)
        : ready_{Handler{std::move(stored.handler())}, std::move(call)}, own_{stored.elsewhere()}, context_{std::move(
                                                                                                       context)} {}
    content(const content&) = delete;
    content& operator=(const content&) = delete;
    ~content() {
      if (!handed_over_ && ready_.inner() && context_->gone()) {
        try {
          complete_elsewhere(std::move(ready_));
        } catch (...) {
          // Without memory it can only be destroyed.
          return;
        }
      }
    }

    completion<Handler, Call> ready_;
    boost::asio::any_completion_executor own_;
    std::shared_ptr<const context_executor> context_;
    bool handed_over_ = false;  // to its executor, whose context may go away before it has run
  };

  explicit posted_completion(std::shared_ptr<content> inside) noexcept : inside_{std::move(inside)} {}

  void operator()() {
    const auto own = std::move(inside_->own_);
    inside_->handed_over_ = true;
    with_memory_reserve([&] { own.execute([inside = inside_] { inside->ready_(); }); });
  }

private:
  std::shared_ptr<content> inside_;
};

// A handler of the manager's own executor.
template <class Handler, class Call>
class queued_completion final : public ready_queue::entry {
public:
  queued_completion(Handler& handler, Call& call) : ready_{Handler{std::move(handler)}, std::move(call)} {}
  void run() override { ready_(); }
  completion<Handler, Call>& ready() noexcept { return ready_; }

private:
  completion<Handler, Call> ready_;
};

// The handler stays in `stored` when there is no memory for it.
template <class Handler, class Call>
void post_completion(const std::shared_ptr<const context_executor>& context, stored_handler<Handler>& stored,
                     Call call) {
  if (stored.at_home()) {
    auto queued =
        with_memory_reserve([&] { return std::make_unique<queued_completion<Handler, Call>>(stored.handler(), call); });
    auto& inside = queued->ready();
    ready_queue::entry_ptr one = std::move(queued);
    if (!context->run_soon(one)) {
      complete_elsewhere(std::move(inside));
    }
    return;
  }
  using posted = posted_completion<Handler, Call>;
  context->note_posted_elsewhere();
  const auto inside = with_memory_reserve([&] {
    using content = typename posted::content;
    return std::allocate_shared<content>(recycling_allocator<content>{}, stored, call, context);
  });
  const bool left = context->use([&](const boost::asio::any_io_executor& executor) {
    with_memory_reserve([&] { boost::asio::post(executor, posted{inside}); });
  });
  if (!left) {
    complete_elsewhere(std::move(inside->ready_));
  }
}

}  // namespace ami::detail
