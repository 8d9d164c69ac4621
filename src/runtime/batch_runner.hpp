// Work on a strand in batches, and between them the handlers that a batch made ready.
#pragma once

#include "base/memory_reserve.hpp"
#include "runtime/context_executor.hpp"
#include "runtime/serial_executor.hpp"
#include "runtime/watchdog.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <new>
#include <utility>

namespace ami::runtime {

// A batch runs on the strand. The handlers that it made ready run off the strand, on the same thread and before the
// next batch, so that those who wait for results are not overrun by more of them. One of these handlers may block:
// another thread of the context then goes on with the other handlers and the next batch, called by the watchdog.
//
// `Owner` has these functions, which are called on the strand:
//   bool next_batch();       runs the next batch if one is due; true when another is due after it
//   bool batch_due() const;  whether one is due
// Each batch calls begin_batch() first, and note_due() when another is due.
template <class Owner>
class batch_runner {
public:
  // `executor`: of the context. `handlers`: how often one that waits again at once may run between two batches.
  batch_runner(const detail::serial_executor& strand, std::shared_ptr<const detail::context_executor> context,
               boost::asio::any_io_executor executor, std::size_t handlers)
      : strand_{strand}, context_{std::move(context)}, executor_{std::move(executor)}, handlers_{handlers} {}

  // On a thread of the context. Runs `first(owner)`, which is a batch and returns whether another is due, and then
  // those that are due. When the strand is busy on another thread, `first` runs later.
  template <class First>
  void run(const std::shared_ptr<Owner>& owner, First first) {
    if (strand_.running_in_this_thread()) {
      first(*owner);
    } else {
      run_off_strand<true>(owner, first);
    }
  }

  // On the strand.
  void begin_batch() noexcept {
    count_.store(count_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    due_.store(false, std::memory_order_relaxed);
  }
  // On the strand. When this throws std::bad_alloc, nobody comes for the batch.
  void note_due(const std::shared_ptr<Owner>& owner) {
    if (!run_here_) {
      post_next(owner);
    }
    due_.store(true, std::memory_order_relaxed);
  }
  // Posts next_batch(). From any thread while the context lives. When this throws std::bad_alloc, nothing is posted.
  void post_next(const std::shared_ptr<Owner>& owner) {
    if (posted_.exchange(true, std::memory_order_acq_rel)) {
      return;
    }
    try {
      boost::asio::post(executor_, [this, owner] {
        posted_.store(false, std::memory_order_release);
        run(owner, next_batch{});
      });
    } catch (...) {
      posted_.store(false, std::memory_order_release);
      throw;
    }
  }

private:
  class progress {
  public:
    bool ran = false;             // or the strand was busy
    bool more = false;            // another batch is due, and this thread is to run it
    bool left_to_others = false;  // a batch that was due did not run
    std::size_t count = 0;        // batches so far
  };

  class next_batch {
  public:
    bool operator()(Owner& owner) const { return owner.next_batch(); }
  };

  // When another thread has run a batch meanwhile, the handlers that it made ready run before the next one.
  class next_of_loop {
  public:
    next_of_loop(const std::atomic<std::size_t>& count, std::size_t before) noexcept
        : count_{&count}, before_{before} {}
    bool operator()(Owner& owner) const { return *count_ == before_ ? owner.next_batch() : owner.batch_due(); }

  private:
    const std::atomic<std::size_t>* count_;
    std::size_t before_;
  };

  // The batch that is due, and the handlers that come before it.
  class waiting_work {
  public:
    explicit waiting_work(batch_runner* runner) noexcept : runner_{runner} {}
    bool waits() const noexcept {
      return runner_->due_.load(std::memory_order_relaxed) || runner_->context_->more_ready() ||
             runner_->strand_.has_work();
    }
    bool relies_on_watchdog() const noexcept { return runner_->strand_.expects_run_waiting(); }
    void stop_relying() const { runner_->strand_.stop_expecting(); }
    std::size_t done() const noexcept {
      return runner_->context_->handlers_done() + runner_->count_.load(std::memory_order_relaxed);
    }
    void take_over(const std::shared_ptr<Owner>& owner) const {
      runner_->strand_.run_waiting();
      runner_->context_->run_more([this] { runner_->strand_.run_waiting(); });
      if (runner_->due_.load(std::memory_order_relaxed)) {
        // When the strand is busy, the watchdog looks again.
        runner_->template run_off_strand<false>(owner, next_batch{});
      }
    }

  private:
    batch_runner* runner_;
  };

  // `Owed`: the first batch has to run, later when the strand is busy.
  template <bool Owed, class First>
  void run_off_strand(const std::shared_ptr<Owner>& owner, First first) {
    progress last;
    try {
      try_batch<Owed>(owner, first, last);
      run_those_due(owner, last);
    } catch (...) {
      leave_what_is_due(owner, last);
      strand_.stop_expecting();
      throw;
    }
    leave_what_is_due(owner, last);
    // What the handlers have asked the strand for is done at once.
    strand_.run_waiting();
  }

  // Stops when something was completed on another executor: that runs before the batch that is then posted.
  void run_those_due(const std::shared_ptr<Owner>& owner, progress& last) {
    while (last.more && !context_->posted_elsewhere()) {
      last.left_to_others = true;
      try_batch<false>(owner, next_of_loop{count_, last.count}, last);
    }
  }

  // False when nobody watches, for want of memory.
  bool rely_on_watchdog(const std::shared_ptr<Owner>& owner) {
    strand_.expect_run_waiting();
    const bool watched = watchdog_.watch(owner, waiting_work{this});
    if (!watched) {
      strand_.stop_expecting();
    }
    return watched;
  }

  // Posts the batch that this thread would have run.
  void leave_what_is_due(const std::shared_ptr<Owner>& owner, const progress& last) noexcept {
    if (last.more || last.left_to_others) {
      try {
        post_next(owner);
      } catch (const std::bad_alloc&) {
        return;  // this thread runs it, or the watchdog comes for it
      }
    }
  }

  class running_here {
  public:
    explicit running_here(bool& flag) noexcept : flag_{flag} { flag_ = true; }
    running_here(const running_here&) = delete;
    running_here& operator=(const running_here&) = delete;
    ~running_here() { flag_ = false; }

  private:
    bool& flag_;
  };

  // Not on the strand itself when it becomes free, since the thread that leaves it then is no reader: each handler that
  // the batch makes ready would be posted.
  template <class Batch>
  void run_when_free(const std::shared_ptr<Owner>& owner, Batch batch) {
    strand_.execute([this, owner, batch] {
      try {
        detail::with_memory_reserve([&] { boost::asio::post(executor_, [this, owner, batch] { run(owner, batch); }); });
      } catch (const std::bad_alloc&) {
        batch(*owner);
      }
    });
  }

  template <bool Owed, class Batch>
  void try_batch(const std::shared_ptr<Owner>& owner, Batch batch, progress& result) {
    result.more = false;
    result.ran = false;
    std::exception_ptr thrown;  // by the batch, or by what others have asked the strand for
    context_->expect_reader();
    try {
      strand_.try_run([&] {
        result.ran = true;
        result.left_to_others = false;
        const running_here here{run_here_};
        result.more = batch(*owner);
        result.count = count_;
        due_.store(result.more, std::memory_order_relaxed);
      });
    } catch (...) {
      thrown = std::current_exception();
    }
    // Before the handlers run, one of which may block.
    if constexpr (Owed) {
      try {
        if (!result.ran) {
          run_when_free(owner, batch);
        }
      } catch (...) {
        thrown = std::current_exception();
      }
    }
    const auto watch = [&] { return rely_on_watchdog(owner); };
    if (result.more && !watch()) {
      leave_what_is_due(owner, result);
    }
    // What handlers that became ready together ask for is done together, and before they run again.
    context_->reader_is_back(handlers_, watch, [this] { strand_.run_waiting(); });
    if (thrown != nullptr) {
      std::rethrow_exception(thrown);
    }
  }

  const detail::serial_executor& strand_;
  const std::shared_ptr<const detail::context_executor> context_;
  const boost::asio::any_io_executor executor_;
  const std::size_t handlers_;
  std::atomic<std::size_t> count_{0};  // batches that have begun; changes on the strand
  bool run_here_ = false;              // run() goes on with the batch that is due
  std::atomic<bool> due_{false};
  std::atomic<bool> posted_{false};
  watchdog watchdog_{executor_};
};

}  // namespace ami::runtime
