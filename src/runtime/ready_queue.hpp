// Completions that are ready to run, and who is going to run them.
#pragma once

#include "base/light_lock.hpp"
#include "base/task.hpp"

#include <atomic>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>

namespace ami::detail {

// Posting each completion by itself costs several allocations, and a turn of the context's queue, for each. Here they
// wait together for a runner: one that is posted, or the reader on its way back from the strand, which saves the post
// as well. The rule that keeps a handler that blocks from holding up the others: before a runner runs one while more of
// them wait, another runner is posted. So any thread of the context goes on with them, as if each had been posted.
class ready_queue {
public:
  // True: the caller has to post a runner. Not taken when it throws.
  bool add(task_ptr&& ready) {
    const light_lock lock{mutex_};
    push(ready);
    return note_post(!reader_expected_.load(std::memory_order_relaxed));
  }
  // The runner could not be posted: whatever becomes ready next asks for it again.
  void post_failed() {
    const light_lock lock{mutex_};
    runner_posted_ = false;
  }

  // True, and taken, when a reader is going to run it.
  bool add_for_reader(task_ptr& one) {
    const light_lock lock{mutex_};
    const bool expected = reader_expected_.load(std::memory_order_relaxed);
    if (expected) {
      push(one);
    }
    return expected;
  }

  // Until its begin() the reader is as good as a runner. Who sees an old value under the lock posts one in vain, or was
  // there before begin() looks under the lock.
  void expect_reader() noexcept { reader_expected_.store(true, std::memory_order_relaxed); }

  // A runner begins: the first one, or null. `left`: how many more it may run before it has to let others of the
  // context's handlers have their turn. `post`: the caller has to post a runner before it runs this one.
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

  // The next one, or null.
  task_ptr take(bool& post) {
    const light_lock lock{mutex_};
    return take_first(post);
  }

  // Whether nothing waits, as far as can be told without the lock: what this thread has added is seen, and who adds on
  // another one is told to post a runner.
  bool seems_empty() const noexcept { return size_.load(std::memory_order_relaxed) == 0; }

  // All of them, when nobody will run them.
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
    task_ptr one = std::move(entries_.front());
    entries_.pop_front();
    size_.store(entries_.size(), std::memory_order_relaxed);
    post = note_post(!entries_.empty());
    return one;
  }

  bool note_post(bool wanted) noexcept {
    const bool due = wanted && !runner_posted_;
    runner_posted_ = runner_posted_ || due;
    return due;
  }

  std::mutex mutex_;
  std::deque<task_ptr> entries_;
  std::atomic<std::size_t> size_{0};  // of them; changed with the lock held
  bool runner_posted_ = false;
  std::atomic<bool> reader_expected_{false};
};

}  // namespace ami::detail
