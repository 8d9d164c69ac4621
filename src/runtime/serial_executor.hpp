// A strand: functions that run on this executor never run at the same time.
#pragma once

#include "base/light_lock.hpp"
#include "base/memory_reserve.hpp"
#include "base/task.hpp"
#include "runtime/context_executor.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>

#include <atomic>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace ami::detail {

// A strand on a type-erased executor. Entering Asio's own costs about a thousand instructions then, twice for each
// reply. try_run() enters this one and leaves it with two atomic operations, and also runs the functions that wait.
class serial_executor {
  class state;

public:
  explicit serial_executor(std::shared_ptr<const context_executor> context)
      : state_{std::make_shared<state>(std::move(context))} {}

  // Sets a function that is called, on the strand, when a posted function throws; the others run all the same. Without
  // it the exception leaves the call that ran the posted function. To be set before anything runs.
  void on_failure(std::function<void()> function) { state_->on_failure(std::move(function)); }

  // When nothing else runs on the strand: runs the functions that wait, then calls `function`, all within this call,
  // and returns true. An exception of `function` leaves this call. Only on a thread of the context.
  template <class Function>
  bool try_run(Function&& function) const {
    bool others_wait = false;
    if (!state_->try_enter(others_wait)) {
      return false;
    }
    const visit inside{*state_};
    if (others_wait) {
      state_->run_waiting();
    }
    std::forward<Function>(function)();
    return true;
  }

  // The same, but calls `function` alone, before the functions that wait.
  template <class Function>
  bool try_run_first(Function&& function) const {
    bool others_wait = false;
    if (!state_->try_enter(others_wait)) {
      return false;
    }
    const visit inside{*state_};
    std::forward<Function>(function)();
    return true;
  }

  // Runs the functions that wait, when nothing else runs on the strand. As try_run().
  void run_waiting() const {
    state_->expect_runner(false);
    if (state_->has_work()) {
      try_run([] {});
    }
  }

  // The caller will call run_waiting() soon, and has somebody who does so when it cannot: until then who leaves the
  // strand posts no run for the functions that wait.
  void expect_run_waiting() const noexcept { state_->expect_runner(true); }
  bool expects_run_waiting() const noexcept { return state_->expects_runner(); }

  // run_waiting() will not be called after all.
  void stop_expecting() const {
    state_->expect_runner(false);
    state_->post_again();
  }

  bool has_work() const noexcept { return state_->has_work(); }

  // Posts a run that there was no memory to post before. From any thread while the context lives.
  void post_again() const { state_->post_again(); }

  // To be called when the context is gone. Destroys the functions that wait, which may own the executor, and all that
  // are submitted from then on.
  void drop_waiting() const { state_->drop_waiting(); }

  bool running_in_this_thread() const noexcept { return state_->is_inside(); }

  // ---- Asio's requirements of an executor

  template <class Function>
  void execute(Function function) const {
    if (!never_blocks_ && state_->is_inside()) {
      std::move(function)();
    } else {
      // With the reserve, since a function that is destroyed when out of memory takes along a waiting coroutine or a
      // timer's handler without any notice.
      state_->submit(with_memory_reserve([&] { return std::make_unique<task_of<Function>>(std::move(function)); }),
                     never_blocks_);
    }
  }

  boost::asio::execution_context& query(boost::asio::execution::context_t /*property*/) const noexcept {
    return state_->context();
  }
  static constexpr boost::asio::execution::blocking_t query(boost::asio::execution::blocking_t /*property*/) noexcept {
    return boost::asio::execution::blocking.possibly;
  }
  serial_executor require(boost::asio::execution::blocking_t::never_t /*property*/) const noexcept {
    return serial_executor{state_, true};
  }
  serial_executor require(boost::asio::execution::blocking_t::possibly_t /*property*/) const noexcept {
    return serial_executor{state_, false};
  }

  friend bool operator==(const serial_executor& a, const serial_executor& b) noexcept {
    return a.state_ == b.state_ && a.never_blocks_ == b.never_blocks_;
  }

private:
  template <class Function>
  class task_of final : public task {
  public:
    explicit task_of(Function function) : function_{std::move(function)} {}
    void run() override { std::move(function_)(); }

  private:
    Function function_;
  };

  class state : public std::enable_shared_from_this<state> {
  public:
    explicit state(std::shared_ptr<const context_executor> context) : context_executor_{std::move(context)} {
      context_executor_->use([&](const boost::asio::any_io_executor& executor) {
        context_ = &boost::asio::query(executor, boost::asio::execution::context);
      });
    }

    boost::asio::execution_context& context() const noexcept { return *context_; }
    bool is_inside() const noexcept { return inside_.load(std::memory_order_relaxed) == std::this_thread::get_id(); }

    bool has_work() const noexcept { return (flags_.load(std::memory_order_seq_cst) & work_waits) != 0; }

    // Who leaves the strand looks at this after it has changed `flags_`, and who expects nobody any more looks at
    // `flags_` after it has changed this, so that one of them sees the work.
    bool expects_runner() const noexcept { return runner_expected_.load(std::memory_order_seq_cst); }
    void expect_runner(bool expected) noexcept {
      if (runner_expected_.load(std::memory_order_relaxed) != expected) {
        runner_expected_.exchange(expected, std::memory_order_seq_cst);
      }
    }

    bool try_enter(bool& others_wait) noexcept {
      const auto before = flags_.fetch_or(is_entered, std::memory_order_acquire);
      others_wait = (before & work_waits) != 0;
      return (before & is_entered) == 0;
    }

    void on_failure(std::function<void()> function) { on_failure_ = std::move(function); }

    void submit(task_ptr function, bool never_blocks) {
      unsigned char before = is_entered;
      with_memory_reserve([&] {
        const light_lock lock{mutex_};
        if (!context_gone_) {
          waiting_.push_back(std::move(function));
          before = flags_.fetch_or(work_waits, std::memory_order_acq_rel);
        }
      });
      // When a thread is inside, it posts a run when it leaves, unless somebody is expected to call run_waiting().
      if ((before & is_entered) == 0) {
        post_run(never_blocks);
      }
    }

    void post_again() {
      if (flags_.load(std::memory_order_seq_cst) == work_waits) {
        post_run(true);
      }
    }

    void begin() noexcept { inside_.store(std::this_thread::get_id(), std::memory_order_relaxed); }

    // Posts the functions that were submitted meanwhile instead of running them, so that the context's other handlers
    // run too.
    void end() noexcept {
      inside_.store(std::thread::id{}, std::memory_order_relaxed);
      if ((flags_.fetch_and(static_cast<unsigned char>(~is_entered), std::memory_order_seq_cst) & work_waits) != 0 &&
          !runner_expected_.load(std::memory_order_seq_cst)) {
        post_run(true);
      }
    }

    // On the strand: runs the functions that wait now, not those that they submit.
    void run_waiting() {
      std::size_t left = 0;
      {
        const light_lock lock{mutex_};
        left = waiting_.size();
      }
      for (; left != 0; --left) {
        task_ptr next;
        {
          const light_lock lock{mutex_};
          next = std::move(waiting_.front());
          waiting_.pop_front();
          if (waiting_.empty()) {
            flags_.fetch_and(static_cast<unsigned char>(~work_waits), std::memory_order_release);
          }
        }
        run(*next);
      }
    }

    // A coroutine that is destroyed with its context may still submit functions that own the executor.
    void drop_waiting() {
      std::deque<task_ptr> forgotten;
      const light_lock lock{mutex_};
      context_gone_ = true;
      forgotten.swap(waiting_);
    }

  private:
    class posted_run {
    public:
      explicit posted_run(std::shared_ptr<state> owner) noexcept : owner_{std::move(owner)} {}
      posted_run(posted_run&& other) noexcept = default;
      posted_run& operator=(posted_run&& other) = delete;
      ~posted_run() {
        // When it is destroyed without having run, the context is going away. When posting it ran out of memory, which
        // the exception under way shows, another run is posted later, and the functions go on waiting.
        if (owner_ != nullptr && (owner_->context_executor_->gone() || std::uncaught_exceptions() <= exceptions_)) {
          owner_->drop_waiting();
        }
      }
      void operator()() {
        const auto owner = std::exchange(owner_, nullptr);
        owner->flags_.fetch_and(static_cast<unsigned char>(~run_posted), std::memory_order_acq_rel);
        serial_executor{owner, false}.run_waiting();
      }

    private:
      std::shared_ptr<state> owner_;  // null when it was moved from or has run
      int exceptions_ = std::uncaught_exceptions();
    };

    void run(task& next) {
      if (!on_failure_) {
        next.run();
        return;
      }
      try {
        next.run();
      } catch (...) {
        on_failure_();
      }
    }

    // Posts a run to the context, unless one is posted already; it may begin within this call unless `never_blocks`.
    // When this runs out of memory, the next submit() posts one.
    void post_run(bool never_blocks) {
      if ((flags_.fetch_or(run_posted, std::memory_order_acq_rel) & run_posted) != 0) {
        return;
      }
      const bool asked = context_executor_->use([&](const boost::asio::any_io_executor& executor) {
        try {
          with_memory_reserve([&] {
            posted_run next{shared_from_this()};
            if (never_blocks) {
              boost::asio::require(executor, boost::asio::execution::blocking.never).execute(std::move(next));
            } else {
              executor.execute(std::move(next));
            }
          });
        } catch (const std::bad_alloc&) {
          flags_.fetch_and(static_cast<unsigned char>(~run_posted), std::memory_order_acq_rel);
        }
      });
      if (!asked) {
        drop_waiting();
      }
    }

    const std::shared_ptr<const context_executor> context_executor_;
    boost::asio::execution_context* context_ = nullptr;
    std::atomic<std::thread::id> inside_{};
    std::mutex mutex_;
    std::deque<task_ptr> waiting_;
    // When functions wait, a run is posted, or the thread that is inside will post one, or a runner is expected.
    static constexpr unsigned char is_entered = 1;
    static constexpr unsigned char work_waits = 2;
    static constexpr unsigned char run_posted = 4;
    std::atomic<unsigned char> flags_{0};
    std::atomic<bool> runner_expected_{false};
    bool context_gone_ = false;  // the context is gone
    std::function<void()> on_failure_;
  };

  class visit {
  public:
    explicit visit(state& where) noexcept : where_{where} { where_.begin(); }
    visit(const visit&) = delete;
    visit& operator=(const visit&) = delete;
    ~visit() { where_.end(); }

  private:
    state& where_;
  };

  serial_executor(std::shared_ptr<state> inside, bool never_blocks) noexcept
      : state_{std::move(inside)}, never_blocks_{never_blocks} {}

  std::shared_ptr<state> state_;
  bool never_blocks_ = false;
};

}  // namespace ami::detail
