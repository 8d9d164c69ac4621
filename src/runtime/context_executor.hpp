// What completions and executors of a manager go through: the executor while its context lives, and the handlers that
// are ready to run on it.
#pragma once

#include "base/memory_reserve.hpp"
#include "runtime/context_lease.hpp"
#include "runtime/ready_handlers.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace ami::detail {

// Everybody who belongs to a manager shares this object, and nobody keeps its executor.
class context_executor : public std::enable_shared_from_this<context_executor> {
public:
  explicit context_executor(boost::asio::any_io_executor executor) : lease_{std::move(executor)} {}
  context_executor(const context_executor&) = delete;
  context_executor& operator=(const context_executor&) = delete;

  // As context_lease::use(). A handler of the queue keeps the context alive by itself.
  template <class Function>
  bool use(Function&& function) const {
    if (runs_handlers_here()) {
      std::forward<Function>(function)(lease_.executor());
      return true;
    }
    return lease_.use(std::forward<Function>(function));
  }
  // As context_lease::use_erased().
  template <class Function>
  bool use_erased(Function&& function) const {
    return lease_.use_erased(std::forward<Function>(function));
  }

  // The executor, or an empty one. Only for a caller that keeps the context alive by other means.
  boost::asio::any_io_executor get() const {
    boost::asio::any_io_executor copy;
    use([&](const boost::asio::any_io_executor& executor) { copy = executor; });
    return copy;
  }

  bool gone() const noexcept { return lease_.gone(); }

  // To be called when the context is being destroyed. Waits for other threads within use().
  void drop() {
    lease_.drop([this] { ready_.take_all(); });
  }

  // Runs the completion soon on this executor, never within this call. Returns false when the context is gone; the
  // completion is then not taken, nor is it when this throws.
  bool run_soon(task_ptr& ready) const;

  // Two calls around the reader's work on the strand, both on a thread of the context: handlers that become ready in
  // between are run by the second call, off the strand, as ready_handlers::run() does.
  void expect_reader() const {
    posted_elsewhere_.store(false, std::memory_order_relaxed);
    ready_.expect_reader();
  }
  template <class Watch, class AfterBatch>
  void reader_is_back(std::size_t batches, Watch watch, AfterBatch after_batch) const {
    run_ready(false, batches, std::move(watch), std::move(after_batch));
  }

  // Whether something was completed on another executor since expect_reader().
  bool posted_elsewhere() const noexcept { return posted_elsewhere_.load(std::memory_order_relaxed); }
  void note_posted_elsewhere() const noexcept { posted_elsewhere_.store(true, std::memory_order_relaxed); }

  // As ready_handlers::run_here().
  bool runs_handlers_here() const noexcept { return ready_.run_here(); }
  // Whether more handlers are ready, as far as this thread knows.
  bool more_ready() const noexcept { return !ready_.seems_empty(); }
  // As ready_handlers::done().
  std::size_t handlers_done() const noexcept { return ready_.done(); }
  // On a thread of the context, which this keeps alive: runs handlers that are ready, while another thread may do so.
  template <class AfterBatch>
  void run_more(AfterBatch after_batch) const {
    run_ready(
        true, 1, [] { return false; }, std::move(after_batch));
  }

private:
  class runner;

  void post_runner(const boost::asio::any_io_executor& executor) const;

  // On a thread of the context, which this keeps alive. The caller keeps this object alive.
  template <class Watch, class AfterBatch>
  void run_ready(bool posted, std::size_t batches, Watch watch, AfterBatch after_batch) const {
    ready_.run(
        posted, batches, [this] { post_runner(lease_.executor()); }, std::move(watch), std::move(after_batch));
  }

  context_lease lease_;
  mutable ready_handlers ready_;
  mutable std::atomic<bool> posted_elsewhere_{false};
};

}  // namespace ami::detail
