// Work on a strand in batches, and between them the handlers that a batch made ready.
#pragma once

#include "runtime/context_executor.hpp"
#include "runtime/serial_executor.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <utility>

namespace ami::runtime {

// A batch runs on the strand. The handlers that it made ready run off the strand, on the same thread and before the
// next batch, so that those who wait for results are not overrun by more of them. One of these handlers may block: as
// the next batch is posted too, another thread of the context can go on with it.
//
// `Owner` has these functions, which are called on the strand:
//   bool next_batch();       runs the next batch if one is due; true when another is due after it
//   bool batch_due() const;  whether one is due
// Each batch calls begin_batch() first, and post_next() when another is due.
template <class Owner>
class batch_runner {
public:
  // `executor`: of the context. `handlers`: how often one that waits again at once may run between two batches.
  batch_runner(const detail::serial_executor& strand, std::shared_ptr<const detail::context_executor> context,
               boost::asio::any_io_executor executor, std::size_t handlers)
      : strand_{strand}, context_{std::move(context)}, executor_{std::move(executor)}, handlers_{handlers} {}

  // On a thread of the context. Runs `first(owner)`, which is a batch and returns whether another is due, and then
  // those that are due. When the strand is busy on another thread, `first` runs there, or later.
  template <class First>
  void run(const std::shared_ptr<Owner>& owner, First first) {
    if (strand_.running_in_this_thread()) {
      first(*owner);
      return;
    }
    progress last = try_batch(owner, first, true);
    // Stops when something was completed on another executor: that runs before the batch that is posted.
    while (last.more && !context_->posted_elsewhere()) {
      // When another thread has run a batch meanwhile, the handlers that it made ready run before the next one.
      const auto next = [this, before = last.count](Owner& of) {
        return count_ == before ? of.next_batch() : of.batch_due();
      };
      last = try_batch(owner, next, false);
    }
    // What the handlers have asked the strand for is done at once.
    strand_.run_waiting();
  }

  // On the strand.
  void begin_batch() noexcept { ++count_; }
  // On the strand. When this throws std::bad_alloc, nothing is posted.
  void post_next(const std::shared_ptr<Owner>& owner) {
    if (!posted_) {
      boost::asio::post(executor_, [this, owner] {
        run(owner, [this](Owner& of) {
          posted_ = false;
          return of.next_batch();
        });
      });
      posted_ = true;
    }
  }

private:
  class progress {
  public:
    bool more = false;        // another batch is due; false also when the strand was busy
    std::uint64_t count = 0;  // batches so far
  };

  // `owed`: it has to run, and does so later when the strand is busy.
  template <class Batch>
  progress try_batch(const std::shared_ptr<Owner>& owner, Batch batch, bool owed) {
    progress result;
    bool ran = false;
    std::exception_ptr thrown;  // by the batch, or by what others have asked the strand for
    context_->expect_reader();
    try {
      strand_.try_run([&] {
        ran = true;
        result.more = batch(*owner);
        result.count = count_;
      });
    } catch (...) {
      thrown = std::current_exception();
    }
    // Before the handlers run, one of which may block.
    try {
      if (owed && !ran) {
        strand_.execute([owner, batch] { batch(*owner); });
      }
    } catch (...) {
      thrown = std::current_exception();
    }
    // What handlers that became ready together ask for is done together, and before they run again.
    context_->reader_is_back(handlers_, [this] { strand_.run_waiting(); });
    if (thrown != nullptr) {
      std::rethrow_exception(thrown);
    }
    return result;
  }

  const detail::serial_executor& strand_;
  const std::shared_ptr<const detail::context_executor> context_;
  const boost::asio::any_io_executor executor_;
  const std::size_t handlers_;
  std::uint64_t count_ = 0;  // batches that have begun
  bool posted_ = false;
};

}  // namespace ami::runtime
