// Completions that are ready to run, the rule that says who runs them, and the loop that does.
#pragma once

#include "base/light_lock.hpp"
#include "base/task.hpp"

#include <atomic>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>

namespace ami::detail {

// Posting each completion by itself takes several allocations and a pass through the context's queue for each. Here
// completions wait together for a runner: a posted one, or the reader after it has left the strand, which saves the
// post too. A handler that blocks must not hold up the others: before a posted runner runs one while more wait, it
// posts another runner, so that any thread of the context goes on with them, as if each had been posted. The reader
// posts none before it leaves: its handlers are many and short, and waking a thread for each costs more than they do.
// The watchdog of its batches calls another thread when one of them takes long.
class ready_handlers {
public:
  // Returns true when the caller has to post a runner. When it throws, `ready` is unchanged.
  bool add(task_ptr&& ready) {
    const light_lock lock{mutex_};
    push(ready);
    return note_post(!reader_expected_.load(std::memory_order_relaxed));
  }
  // To be called when the runner could not be posted: the next add() asks for one again.
  void post_failed() {
    const light_lock lock{mutex_};
    runner_posted_ = false;
  }

  // Returns true, and has taken the completion, when a reader is going to run it.
  bool add_for_reader(task_ptr& ready) {
    const light_lock lock{mutex_};
    const bool expected = reader_expected_.load(std::memory_order_relaxed);
    if (expected) {
      push(ready);
    }
    return expected;
  }

  // From here until its run() the reader counts as a runner. A thread that adds something and still reads the value
  // from before posts a runner in vain; one that still reads `true` after run() has cleared it added its entry before
  // run() looks at the queue, under the same lock.
  void expect_reader() noexcept { reader_expected_.store(true, std::memory_order_relaxed); }

  // What a runner does: runs what is ready, up to `batches` times as many as were ready at first, and calls
  // `after_batch()` each time that many have run. `posted`: it was posted, and is not the reader. `post_runner()` posts
  // another one, and does not throw. `watch()`: several wait for the reader; false when nobody will come to them should
  // it be held up, so that a runner is posted after all. The caller keeps this object alive.
  template <class PostRunner, class Watch, class AfterBatch>
  void run(bool posted, std::size_t batches, PostRunner post_runner, Watch watch, AfterBatch after_batch) {
    std::size_t left = 0;
    bool post = false;
    auto next = begin(posted, left, post);
    if (next == nullptr) {
      return;
    }
    // Asked here, where whoever adds another one from now on posts a runner for it.
    if (!posted && left != 0 && !watch()) {
      post = note_left();
    }
    const leaving at_end{*this, post_runner};
    const std::size_t together = left + 1;
    std::size_t left_of_batch = together;
    left = together * batches - 1;
    const mark here{this};
    for (;; --left) {
      if (post) {
        post_runner();
      }
      next->run();
      next.reset();
      if (!posted) {
        done_.store(done_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      }
      if (--left_of_batch == 0) {
        after_batch();
        left_of_batch = together;
      }
      if (left == 0 || seems_empty()) {
        return;
      }
      next = take(posted, post);
      if (next == nullptr) {
        return;
      }
    }
  }

  // Whether this thread is within run(): then it is a thread of the context, and holds none of its locks.
  bool run_here() const noexcept { return running_here == this; }

  // Whether the queue is empty, as far as can be told without the lock: entries that this thread has added are seen,
  // and a thread that adds another one is told to post a runner.
  bool seems_empty() const noexcept { return size_.load(std::memory_order_relaxed) == 0; }

  // How many completions readers have run; about that many when two readers run some at the same time.
  std::size_t done() const noexcept { return done_.load(std::memory_order_relaxed); }

  // Removes all completions, which will not be run.
  std::deque<task_ptr> take_all() {
    const light_lock lock{mutex_};
    size_.store(0, std::memory_order_relaxed);
    return std::exchange(entries_, {});
  }

private:
  class mark {
  public:
    explicit mark(const ready_handlers* running) noexcept : before_{std::exchange(running_here, running)} {}
    mark(const mark&) = delete;
    mark& operator=(const mark&) = delete;
    ~mark() { running_here = before_; }

  private:
    const ready_handlers* before_;
  };

  // Posts a runner when this one leaves, also by an exception, while completions wait that no runner was posted for.
  template <class PostRunner>
  class leaving {
  public:
    leaving(ready_handlers& handlers, PostRunner& post_runner) noexcept
        : handlers_{handlers}, post_runner_{post_runner} {}
    leaving(const leaving&) = delete;
    leaving& operator=(const leaving&) = delete;
    ~leaving() {
      if (!handlers_.seems_empty() && handlers_.note_left()) {
        post_runner_();
      }
    }

  private:
    ready_handlers& handlers_;
    PostRunner& post_runner_;
  };

  bool note_left() {
    const light_lock lock{mutex_};
    return note_post(!entries_.empty());
  }

  // A runner begins. Returns the first completion, or null. `left` becomes the number that it may run after this one
  // before it has to let other handlers of the context run. `post`: the caller has to post a runner before it runs the
  // completion.
  task_ptr begin(bool posted, std::size_t& left, bool& post) {
    if (!posted) {
      reader_expected_.store(false, std::memory_order_relaxed);
    }
    const light_lock lock{mutex_};
    if (posted) {
      runner_posted_ = false;
    }
    left = entries_.size() - (entries_.empty() ? 0U : 1U);
    return take_first(posted, post);
  }

  // The next completion, or null.
  task_ptr take(bool posted, bool& post) {
    const light_lock lock{mutex_};
    return take_first(posted, post);
  }

  void push(task_ptr& ready) {
    entries_.push_back(std::move(ready));
    size_.store(entries_.size(), std::memory_order_relaxed);
  }

  task_ptr take_first(bool posted, bool& post) {
    post = false;
    if (entries_.empty()) {
      return nullptr;
    }
    task_ptr first = std::move(entries_.front());
    entries_.pop_front();
    size_.store(entries_.size(), std::memory_order_relaxed);
    post = note_post(posted && !entries_.empty());
    return first;
  }

  bool note_post(bool wanted) noexcept {
    const bool due = wanted && !runner_posted_;
    runner_posted_ = runner_posted_ || due;
    return due;
  }

  // With this model an access needs no call, not even in a shared library.
#if defined(__GLIBC__)
  [[gnu::tls_model("initial-exec")]]
#endif
  inline static constinit thread_local const ready_handlers* running_here = nullptr;

  std::mutex mutex_;
  std::deque<task_ptr> entries_;
  std::atomic<std::size_t> size_{0};  // the size of entries_; changed with the lock held
  bool runner_posted_ = false;
  std::atomic<bool> reader_expected_{false};
  std::atomic<std::size_t> done_{0};
};

}  // namespace ami::detail
