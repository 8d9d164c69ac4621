// A manager's executor, for as long as its execution context lives.
#pragma once

#include "base/memory_reserve.hpp"
#include "runtime/ready_queue.hpp"

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace ami::detail {

// An executor may refer to parts of its context (a strand does), and posting to a context that is gone is a use after
// free. So nobody keeps the executor itself: everybody shares this object, asks it each time, and finds it empty after
// drop().
class context_executor : public std::enable_shared_from_this<context_executor> {
public:
  explicit context_executor(boost::asio::any_io_executor executor)
      : executor_{std::move(executor)}, erased_{*executor_} {}
  context_executor(const context_executor&) = delete;
  context_executor& operator=(const context_executor&) = delete;

  // Calls `function(executor)`, and keeps the context alive meanwhile. Returns false when the context is gone.
  template <class Function>
  bool use(Function&& function) const {
    if (runs_handlers_here()) {
      std::forward<Function>(function)(*executor_);
      return true;
    }
    const lease held{uses_};
    if (held.refused()) {
      return false;
    }
    std::forward<Function>(function)(*executor_);
    return true;
  }

  // The same with a second argument: the executor in the type of handlers' associated executors, to be compared with
  // them.
  template <class Function>
  bool use_erased(Function&& function) const {
    const lease held{uses_};
    if (held.refused()) {
      return false;
    }
    std::forward<Function>(function)(*executor_, *erased_);
    return true;
  }

  // Runs the completion soon on this executor, never within this call. Returns false when the context is gone; the
  // completion is then not taken, nor is it when this throws.
  bool run_soon(task_ptr& ready) const {
    // A reader that is expected keeps the context alive.
    return with_memory_reserve([&] { return ready_.add_for_reader(ready); }) ||
           use([&](const boost::asio::any_io_executor& executor) {
             if (with_memory_reserve([&] { return ready_.add(std::move(ready)); })) {
               post_runner(executor);
             }
           });
  }

  // Two calls around the reader's work on the strand, both on a thread of the context: handlers that become ready in
  // between are run by the second call, off the strand. It also runs handlers that become ready meanwhile, up to
  // `batches` times as many as were ready at first, and calls `after_batch()` each time that many have run.
  void expect_reader() const {
    posted_elsewhere_.store(false, std::memory_order_relaxed);
    ready_.expect_reader();
  }
  template <class AfterBatch>
  void reader_is_back(std::size_t batches, AfterBatch after_batch) const {
    run_ready(false, batches, std::move(after_batch));
  }

  // Whether something was completed on another executor since expect_reader().
  bool posted_elsewhere() const noexcept { return posted_elsewhere_.load(std::memory_order_relaxed); }
  void note_posted_elsewhere() const noexcept { posted_elsewhere_.store(true, std::memory_order_relaxed); }

  // Whether this thread runs a handler of the queue: then it is a thread of the context, and holds none of its locks.
  bool runs_handlers_here() const noexcept { return running_here == this; }

  // Whether more handlers are ready, as far as this thread knows.
  bool more_ready() const noexcept { return !ready_.seems_empty(); }

  // The executor, or an empty one. Only for a caller that keeps the context alive by other means.
  boost::asio::any_io_executor get() const {
    boost::asio::any_io_executor copy;
    use([&](const boost::asio::any_io_executor& executor) { copy = executor; });
    return copy;
  }

  bool gone() const noexcept { return (uses_.load(std::memory_order_acquire) & gone_bit) != 0; }

  // To be called when the context is being destroyed. Waits for other threads within use().
  void drop() {
    uses_.fetch_or(gone_bit, std::memory_order_acq_rel);
    for (auto now = uses_.load(std::memory_order_acquire); now != gone_bit;
         now = uses_.load(std::memory_order_acquire)) {
      uses_.wait(now, std::memory_order_acquire);
    }
    ready_.take_all();
    erased_.reset();
    executor_.reset();
  }

private:
  static constexpr std::uint32_t gone_bit = std::uint32_t{1} << 31U;

  class lease {
  public:
    explicit lease(std::atomic<std::uint32_t>& uses) noexcept
        : uses_{uses}, refused_{(uses.fetch_add(1, std::memory_order_acq_rel) & gone_bit) != 0} {}
    lease(const lease&) = delete;
    lease& operator=(const lease&) = delete;
    ~lease() {
      if ((uses_.fetch_sub(1, std::memory_order_acq_rel) & gone_bit) != 0) {
        uses_.notify_all();
      }
    }
    bool refused() const noexcept { return refused_; }

  private:
    std::atomic<std::uint32_t>& uses_;
    bool refused_;
  };

  class runner {
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
      std::exchange(context_, nullptr)->run_ready(true, 1, [] {});
    }

  private:
    std::shared_ptr<const context_executor> context_;  // null when it was moved from or has run
    int exceptions_ = std::uncaught_exceptions();
  };

  class mark {
  public:
    explicit mark(const context_executor* running) noexcept : before_{std::exchange(running_here, running)} {}
    mark(const mark&) = delete;
    mark& operator=(const mark&) = delete;
    ~mark() { running_here = before_; }

  private:
    const context_executor* before_;
  };

  void post_runner(const boost::asio::any_io_executor& executor) const {
    try {
      with_memory_reserve([&] { boost::asio::post(executor, runner{shared_from_this()}); });
    } catch (const std::bad_alloc&) {
      ready_.post_failed();
    }
  }

  // The caller keeps this object alive.
  template <class AfterBatch>
  void run_ready(bool posted, std::size_t batches, AfterBatch after_batch) const {
    std::size_t left = 0;
    bool post = false;
    auto next = ready_.begin(posted, left, post);
    if (next == nullptr) {
      return;
    }
    const std::size_t together = left + 1;
    std::size_t left_of_batch = together;
    left = together * batches - 1;
    const mark here{this};
    for (;; --left) {
      if (post) {
        post_runner(*executor_);
      }
      next->run();
      next.reset();
      if (--left_of_batch == 0) {
        after_batch();
        left_of_batch = together;
      }
      if (left == 0 || ready_.seems_empty()) {
        return;
      }
      next = ready_.take(post);
      if (next == nullptr) {
        return;
      }
    }
  }

  // With this model an access needs no call, not even in a shared library.
#if defined(__GLIBC__)
  [[gnu::tls_model("initial-exec")]]
#endif
  inline static constinit thread_local const context_executor* running_here = nullptr;

  mutable std::atomic<std::uint32_t> uses_{0};
  std::optional<boost::asio::any_io_executor> executor_;
  std::optional<boost::asio::any_completion_executor> erased_;
  mutable ready_queue ready_;
  mutable std::atomic<bool> posted_elsewhere_{false};
};

}  // namespace ami::detail
