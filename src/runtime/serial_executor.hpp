// One thing after the other: what runs on this executor never runs at the same time.
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

// A strand, as Asio's, of an executor that is not known until the program runs. Asio's own costs some thousand
// instructions to enter in that case; a reply is two entries. try_run() enters this one, and leaves it, with two atomic
// operations, and does on its way what waits for its turn on the context.
class serial_executor {
  class state;

public:
  explicit serial_executor(std::shared_ptr<const context_executor> context)
      : state_{std::make_shared<state>(std::move(context))} {}

  // Called, within a turn, when something that waited for its turn throws; the others have theirs all the same. Without
  // this what it throws comes out of the call that gave it its turn. To be set before anything runs.
  void on_failure(std::function<void()> function) { state_->on_failure(std::move(function)); }

  // Calls `function` within this call, after what waits, when nothing else runs. What it throws comes out. Only on a
  // thread of the context.
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

  // The same, in front of what waits: nothing else is called.
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

  // Does what waits, when nothing else runs. As try_run().
  void run_waiting() const {
    if (state_->has_work()) {
      try_run([] {});
    }
  }

  // Asks for the turn that there was no memory for. From any thread of the context's users.
  void ask_again() const { state_->ask_again(); }

  // The context is gone. What waits may hold the executor, and is destroyed, as is what still comes.
  void forget_waiting() const { state_->forget_waiting(); }

  bool running_in_this_thread() const noexcept { return state_->is_inside(); }

  // ---- What Asio asks of an executor.

  template <class Function>
  void execute(Function function) const {
    if (!never_blocks_ && state_->is_inside()) {
      std::move(function)();
    } else {
      // With the reserve, since a function that is destroyed for want of memory takes along a coroutine that waits or a
      // timer's handler, and nobody would learn of it.
      state_->submit(with_memory_reserve([&] { return std::make_unique<task_of<Function>>(std::move(function)); }),
                     never_blocks_);
    }
  }

  boost::asio::execution_context& query(boost::asio::execution::context_t /*what*/) const noexcept {
    return state_->context();
  }
  static constexpr boost::asio::execution::blocking_t query(boost::asio::execution::blocking_t /*what*/) noexcept {
    return boost::asio::execution::blocking.possibly;
  }
  serial_executor require(boost::asio::execution::blocking_t::never_t /*how*/) const noexcept {
    return serial_executor{state_, true};
  }
  serial_executor require(boost::asio::execution::blocking_t::possibly_t /*how*/) const noexcept {
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

    bool has_work() const noexcept { return (flags_.load(std::memory_order_relaxed) & work_waits) != 0; }

    bool try_enter(bool& others_wait) noexcept {
      const auto before = flags_.fetch_or(somebody_inside, std::memory_order_acquire);
      others_wait = (before & work_waits) != 0;
      return (before & somebody_inside) == 0;
    }

    void on_failure(std::function<void()> function) { on_failure_ = std::move(function); }

    void submit(task_ptr what, bool never_blocks) {
      unsigned char before = somebody_inside;
      with_memory_reserve([&] {
        const light_lock lock{mutex_};
        if (!over_) {
          waiting_.push_back(std::move(what));
          before = flags_.fetch_or(work_waits, std::memory_order_acq_rel);
        }
      });
      // Who is inside sees to it when leaving.
      if ((before & somebody_inside) == 0) {
        ask_for_turn(never_blocks);
      }
    }

    void ask_again() {
      if (flags_.load(std::memory_order_relaxed) == work_waits) {
        ask_for_turn(true);
      }
    }

    void begin() noexcept { inside_.store(std::this_thread::get_id(), std::memory_order_relaxed); }

    // Others have their turn before what came meanwhile.
    void end() noexcept {
      inside_.store(std::thread::id{}, std::memory_order_relaxed);
      if ((flags_.fetch_and(static_cast<unsigned char>(~somebody_inside), std::memory_order_acq_rel) & work_waits) !=
          0) {
        ask_for_turn(true);
      }
    }

    // Inside: what waits now.
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

    // Without a context nothing runs any more, and what waits may hold the executor. So may what still comes:
    // coroutines that are destroyed with their context.
    void forget_waiting() {
      std::deque<task_ptr> forgotten;
      const light_lock lock{mutex_};
      over_ = true;
      forgotten.swap(waiting_);
    }

  private:
    class turn {
    public:
      explicit turn(std::shared_ptr<state> owner) noexcept : owner_{std::move(owner)} {}
      turn(turn&& other) noexcept = default;
      turn& operator=(turn&& other) = delete;
      ~turn() {
        // It will not come, since the context goes away. Without memory to post it, which is said by an exception,
        // another one comes, and what waits goes on waiting.
        if (owner_ != nullptr && (owner_->context_executor_->gone() || std::uncaught_exceptions() <= exceptions_)) {
          owner_->forget_waiting();
        }
      }
      void operator()() {
        const auto owner = std::exchange(owner_, nullptr);
        owner->flags_.fetch_and(static_cast<unsigned char>(~turn_comes), std::memory_order_acq_rel);
        serial_executor{owner, false}.run_waiting();
      }

    private:
      std::shared_ptr<state> owner_;  // none when it was moved from, or has run
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

    // On the context, unless one is on its way; within this call only where the context allows it. Without memory for
    // a turn none is on its way, and the next who submits something asks for it again.
    void ask_for_turn(bool never_blocks) {
      if ((flags_.fetch_or(turn_comes, std::memory_order_acq_rel) & turn_comes) != 0) {
        return;
      }
      const bool asked = context_executor_->use([&](const boost::asio::any_io_executor& executor) {
        try {
          with_memory_reserve([&] {
            turn next{shared_from_this()};
            if (never_blocks) {
              boost::asio::require(executor, boost::asio::execution::blocking.never).execute(std::move(next));
            } else {
              executor.execute(std::move(next));
            }
          });
        } catch (const std::bad_alloc&) {
          flags_.fetch_and(static_cast<unsigned char>(~turn_comes), std::memory_order_acq_rel);
        }
      });
      if (!asked) {
        forget_waiting();
      }
    }

    const std::shared_ptr<const context_executor> context_executor_;
    boost::asio::execution_context* context_ = nullptr;
    std::atomic<std::thread::id> inside_{};
    std::mutex mutex_;
    std::deque<task_ptr> waiting_;
    // What waits waits for a turn that comes, or for whoever is inside.
    static constexpr unsigned char somebody_inside = 1;
    static constexpr unsigned char work_waits = 2;
    static constexpr unsigned char turn_comes = 4;
    std::atomic<unsigned char> flags_{0};
    bool over_ = false;  // the turn that was due did not come, and none will
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
