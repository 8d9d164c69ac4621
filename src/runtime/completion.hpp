// How a stored handler is completed: posted with its results, or on its own executor when the manager's context is
// gone.
#pragma once

#include "base/memory_reserve.hpp"
#include "base/task.hpp"
#include "runtime/context_executor.hpp"

#include <ami/detail/adapted_handler.hpp>
#include <ami/detail/recycled_memory.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>

#include <memory>
#include <new>
#include <utility>

namespace ami::detail {

// A completion handler that waits, together with outstanding work for its executor. It is completed once, by moving it
// out. A default-constructed one is empty.
template <class Handler>
class stored_handler {
public:
  stored_handler() noexcept {}

  // A handler without an associated executor runs on the manager's, which then gets the outstanding work. The handler
  // is moved from only when the constructor succeeds.
  stored_handler(Handler&& handler, const context_executor& context) {
    context.use_erased(
        [&](const boost::asio::any_io_executor& default_executor, const boost::asio::any_completion_executor& erased) {
          with_memory_reserve([&] {
            const auto tracked = boost::asio::execution::outstanding_work.tracked;
            const auto own = boost::asio::get_associated_executor(handler, erased);
            if (!own) {
              throw std::bad_alloc{};  // Asio returns an empty one when it runs out of memory
            }
            on_default_executor_ = own == erased;
            kept_ = std::make_unique<executors>();
            if (on_default_executor_) {
              kept_->work_ = boost::asio::prefer(default_executor, tracked);
            } else {
              kept_->elsewhere_ = boost::asio::prefer(own, tracked);
            }
          });
        });
    handler_.swap(handler);
  }

  // The same for a handler whose associated executor is known (asking for it costs an allocation), and whose operation
  // keeps the manager's context busy by itself.
  stored_handler(Handler&& handler, const context_executor& context, const boost::asio::any_io_executor& own) {
    context.use([&](const boost::asio::any_io_executor& default_executor) {
      on_default_executor_ = own == default_executor;
      if (!on_default_executor_) {
        with_memory_reserve([&] {
          kept_ = std::make_unique<executors>();
          kept_->elsewhere_ = boost::asio::prefer(own, boost::asio::execution::outstanding_work.tracked);
        });
      }
    });
    handler_.swap(handler);
  }

  stored_handler(stored_handler&& other) noexcept
      : handler_{std::move(other.handler_)}, kept_{std::move(other.kept_)}, on_default_executor_{
                                                                                other.on_default_executor_} {}
  // By swap(): the move assignment of Boost 1.81's erased handlers calls itself for ever.
  stored_handler& operator=(stored_handler&& other) noexcept {
    handler_.swap(other.handler_);
    kept_.swap(other.kept_);
    std::swap(on_default_executor_, other.on_default_executor_);
    return *this;
  }
  ~stored_handler() = default;

  bool empty() const noexcept { return !handler_; }
  Handler& handler() noexcept { return handler_; }
  // Whether the handler runs on the manager's own executor, as most do.
  bool on_default_executor() const noexcept { return on_default_executor_; }
  // The handler's executor when it is another one; empty when the context was gone.
  boost::asio::any_completion_executor elsewhere() noexcept {
    return kept_ != nullptr ? std::move(kept_->elsewhere_) : boost::asio::any_completion_executor{};
  }

private:
  // Apart, because most handlers need no executor.
  class executors : public recycled {
  public:
    boost::asio::any_io_executor work_;  // work for the manager's executor; an erased one costs allocations
    boost::asio::any_completion_executor elsewhere_;
  };

  Handler handler_;
  std::unique_ptr<executors> kept_;
  bool on_default_executor_ = false;
};

// A handler together with the function that completes it: `Call` receives the handler.
template <class Handler, class Call>
class completion final : public adapted_handler<Handler, Call> {
public:
  using adapted_handler<Handler, Call>::adapted_handler;
};
template <class Handler, class Call>
completion(Handler, Call) -> completion<Handler, Call>;

// Hands a completion to an executor. Does nothing when that is empty: a handler without an executor of its own would
// run on a context that is gone.
void execute_on(const boost::asio::any_completion_executor& own, task_ptr ready);

// The same for an operation that begins when the context is gone already; the handler is not called within that call.
void refuse_on(boost::asio::any_completion_executor own, task_ptr ready);

// A completion as a task.
template <class Handler, class Call>
class queued_completion final : public task {
public:
  explicit queued_completion(completion<Handler, Call>&& ready) : ready_{std::move(ready)} {}
  queued_completion(Handler& handler, Call& call) : ready_{Handler{std::move(handler)}, std::move(call)} {}
  void run() override { ready_(); }
  const Handler& handler() const noexcept { return ready_.inner(); }

private:
  completion<Handler, Call> ready_;
};

// The executor of a handler, or an empty one.
template <class Handler>
boost::asio::any_completion_executor own_executor(const Handler& handler) {
  return boost::asio::get_associated_executor(handler, boost::asio::any_completion_executor{});
}

// For when the manager's context is gone: completes on the handler's associated executor. A handler without one is
// destroyed.
template <class Handler, class Call>
void complete_elsewhere(completion<Handler, Call> ready) {
  const auto own = own_executor(ready.inner());
  execute_on(own,
             with_memory_reserve([&] { return std::make_unique<queued_completion<Handler, Call>>(std::move(ready)); }));
}

// The same for an operation that begins when the context is gone already.
template <class Handler, class Call>
void refuse_elsewhere(completion<Handler, Call> ready) {
  auto own = own_executor(ready.inner());
  refuse_on(std::move(own),
            with_memory_reserve([&] { return std::make_unique<queued_completion<Handler, Call>>(std::move(ready)); }));
}

// Posted to the manager's context, to run a handler on its own executor. When the context goes away first, the handler
// is handed over at once. Asio sees no associated executor here, so that it does not ask for one a second time.
// The handler is behind a pointer, because Asio destroys what it has no memory to post.
class posted_completion {
public:
  class content {
  public:
    content(boost::asio::any_completion_executor own, std::shared_ptr<const context_executor> context) noexcept
        : own_{std::move(own)}, context_{std::move(context)} {}
    content(const content&) = delete;
    content& operator=(const content&) = delete;
    virtual ~content() = default;
    virtual void run() = 0;

    boost::asio::any_completion_executor own_;
    std::shared_ptr<const context_executor> context_;
    bool handed_over_ = false;  // `own_` has the handler
  };

  explicit posted_completion(std::shared_ptr<content> inside) noexcept : inside_{std::move(inside)} {}

  void operator()();

private:
  std::shared_ptr<content> inside_;
};

// Returns false when the context is gone.
bool post_to(const context_executor& context, std::shared_ptr<posted_completion::content> inside);

template <class Handler, class Call>
class posted_content final : public posted_completion::content {
public:
  posted_content(stored_handler<Handler>& stored, Call& call, std::shared_ptr<const context_executor> context)
      : content{stored.elsewhere(), std::move(context)}, ready_{Handler{std::move(stored.handler())}, std::move(call)} {
  }
  ~posted_content() override {
    if (!handed_over_ && ready_.inner() && context_->gone()) {
      try {
        complete_elsewhere(std::move(ready_));
      } catch (...) {
        // Out of memory: the handler can only be destroyed.
        return;
      }
    }
  }
  void run() override { ready_(); }
  completion<Handler, Call>& ready() noexcept { return ready_; }

private:
  completion<Handler, Call> ready_;
};

// When this runs out of memory the handler stays in `stored`.
template <class Handler, class Call>
void post_completion(const std::shared_ptr<const context_executor>& context, stored_handler<Handler>& stored,
                     Call call) {
  if (stored.on_default_executor()) {
    auto queued =
        with_memory_reserve([&] { return std::make_unique<queued_completion<Handler, Call>>(stored.handler(), call); });
    const Handler& handler = queued->handler();
    task_ptr entry = std::move(queued);
    if (!context->run_soon(entry)) {
      execute_on(own_executor(handler), std::move(entry));
    }
    return;
  }
  context->note_posted_elsewhere();
  const auto inside = with_memory_reserve([&] {
    using content = posted_content<Handler, Call>;
    return std::allocate_shared<content>(recycling_allocator<content>{}, stored, call, context);
  });
  if (!post_to(*context, inside)) {
    complete_elsewhere(std::move(inside->ready()));
  }
}

}  // namespace ami::detail
