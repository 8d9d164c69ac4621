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

// An executor may hold parts of its context (a strand does), and what is posted to a context that is gone is a use
// after free. So nobody keeps the executor itself: all share this, ask it each time, and find it empty after drop().
class context_executor : public std::enable_shared_from_this<context_executor> {
public:
  explicit context_executor(boost::asio::any_io_executor executor)
      : executor_{std::move(executor)}, erased_{*executor_} {}
  context_executor(const context_executor&) = delete;
  context_executor& operator=(const context_executor&) = delete;

  // Calls `function(executor)`, and keeps the context from being destroyed meanwhile. False when it is gone.
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

  // The same, with the executor as the associated executors of erased handlers are; equal to theirs when it is the one.
  template <class Function>
  bool use_erased(Function&& function) const {
    const lease held{uses_};
    if (held.refused()) {
      return false;
    }
    std::forward<Function>(function)(*executor_, *erased_);
    return true;
  }

  // Runs it soon on this executor, and never within this call. False, and nothing taken, when the context is gone; nor
  // is it when it throws.
  bool run_soon(task_ptr& one) const {
    // A reader keeps the context alive.
    return with_memory_reserve([&] { return ready_.add_for_reader(one); }) ||
           use([&](const boost::asio::any_io_executor& executor) {
             if (with_memory_reserve([&] { return ready_.add(std::move(one)); })) {
               post_runner(executor);
             }
           });
  }

  // Around what the reader does on the strand: what becomes ready meanwhile is run by the second, off the strand. Both
  // on a thread of the context. Who waits again has its turn again, up to `turns` of them for each that was ready;
  // `after_turn()` is called when each of them has had one.
  void expect_reader() const {
    posted_elsewhere_.store(false, std::memory_order_relaxed);
    ready_.expect_reader();
  }
  template <class AfterTurn>
  void reader_is_back(std::size_t turns, AfterTurn after_turn) const {
    run_ready(false, turns, std::move(after_turn));
  }

  // Whether something was completed on another executor since expect_reader().
  bool posted_elsewhere() const noexcept { return posted_elsewhere_.load(std::memory_order_relaxed); }
  void note_posted_elsewhere() const noexcept { posted_elsewhere_.store(true, std::memory_order_relaxed); }

  // Whether this thread runs a handler that became ready: certainly one of the context's, and within none of its locks.
  bool runs_handlers_here() const noexcept { return running_here == this; }

  // Whether others wait that became ready with it, as far as this thread knows.
  bool more_ready() const noexcept { return !ready_.seems_empty(); }

  // The executor, or an empty one. Only for a caller that keeps the context alive by other means.
  boost::asio::any_io_executor get() const {
    boost::asio::any_io_executor copy;
    use([&](const boost::asio::any_io_executor& executor) { copy = executor; });
    return copy;
  }

  bool gone() const noexcept { return (uses_.load(std::memory_order_acquire) & gone_bit) != 0; }

  // The context is being destroyed. Waits for those who use it on other threads.
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
      // Never run: the context is going away, and what waits may hold what holds the queue. Without memory to post it,
      // which is said by an exception, another one is posted later.
      if (context_ != nullptr && (context_->gone() || std::uncaught_exceptions() <= exceptions_)) {
        context_->ready_.take_all();
      }
    }
    void operator()() {
      std::exchange(context_, nullptr)->run_ready(true, 1, [] {});
    }

  private:
    std::shared_ptr<const context_executor> context_;  // none when it was moved from, or has run
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

  // The caller keeps this alive.
  template <class AfterTurn>
  void run_ready(bool posted, std::size_t turns, AfterTurn after_turn) const {
    std::size_t left = 0;
    bool post = false;
    auto one = ready_.begin(posted, left, post);
    if (one == nullptr) {
      return;
    }
    const std::size_t together = left + 1;
    std::size_t left_of_turn = together;
    left = together * turns - 1;
    const mark here{this};
    for (;; --left) {
      if (post) {
        post_runner(*executor_);
      }
      one->run();
      one.reset();
      if (--left_of_turn == 0) {
        after_turn();
        left_of_turn = together;
      }
      if (left == 0 || ready_.seems_empty()) {
        return;
      }
      one = ready_.take(post);
      if (one == nullptr) {
        return;
      }
    }
  }

  // Found without a call, also in a shared library.
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
