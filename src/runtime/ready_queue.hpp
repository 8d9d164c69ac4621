// Completions that are ready to run, and the rule that says who runs them.
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
// post too. A handler that blocks must not hold up the others: before a runner runs one while more wait, it posts
// another runner, so that any thread of the context goes on with them, as if each had been posted.
class ready_queue {
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

  // From here until begin() the reader counts as a runner. A thread that adds something and still reads the value from
  // before posts a runner in vain; one that still reads `true` after begin() has cleared it added its entry before
  // begin() looks at the queue, under the same lock.
  void expect_reader() noexcept { reader_expected_.store(true, std::memory_order_relaxed); }

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
    return take_first(post);
  }

  // The next completion, or null.
  task_ptr take(bool& post) {
    const light_lock lock{mutex_};
    return take_first(post);
  }

  // Whether the queue is empty, as far as can be told without the lock: entries that this thread has added are seen,
  // and a thread that adds another one is told to post a runner.
  bool seems_empty() const noexcept { return size_.load(std::memory_order_relaxed) == 0; }

  // Removes all completions, which will not be run.
  std::deque<task_ptr> take_all() {
    const light_lock lock{mutex_};
    size_.store(0, std::memory_order_relaxed);
    return std::exchange(entries_, {});
  }

private:
  void push(task_ptr& ready) {
    entries_.push_back(std::move(ready));
    size_.store(entries_.size(), std::memory_order_relaxed);
  }

  task_ptr take_first(bool& post) {
    post = false;
    if (entries_.empty()) {
      return nullptr;
    }
    task_ptr first = std::move(entries_.front());
    entries_.pop_front();
    size_.store(entries_.size(), std::memory_order_relaxed);
    post = note_post(!entries_.empty());
    return first;
  }

  bool note_post(bool wanted) noexcept {
    const bool due = wanted && !runner_posted_;
    runner_posted_ = runner_posted_ || due;
    return due;
  }

  std::mutex mutex_;
  std::deque<task_ptr> entries_;
  std::atomic<std::size_t> size_{0};  // the size of entries_; changed with the lock held
  bool runner_posted_ = false;
  std::atomic<bool> reader_expected_{false};
};

}  // namespace ami::detail
