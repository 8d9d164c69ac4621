// Hands items from any thread to one strand, which takes all that wait at once.
#pragma once

#include "base/light_lock.hpp"

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <utility>
#include <vector>

namespace ami::runtime {

enum class put_result : unsigned char {
  refused,  // the mailbox is closed
  first,    // the caller has to make the strand call take()
  waits     // the strand has been asked already
};

// Each item that put() accepts is returned by take() or by close().
template <class T>
class mailbox {
public:
  // From any thread. The item is moved from unless it is refused or this throws std::bad_alloc. `load` counts in load()
  // until the item is taken.
  put_result put(T& item, std::size_t load = 0) {
    const detail::light_lock lock{mutex_};
    if (closed_) {
      return put_result::refused;
    }
    items_.push_back(std::move(item));
    load_.fetch_add(load, std::memory_order_relaxed);
    return std::exchange(asked_, true) ? put_result::waits : put_result::first;
  }

  // After a `put_result::first` with which the strand could not be asked: the next put() returns `first` again.
  void not_asked() {
    const detail::light_lock lock{mutex_};
    asked_ = false;
  }

  // From any thread, without the lock: the sum of the loads of the items that wait.
  std::size_t load() const noexcept { return load_.load(std::memory_order_relaxed); }

  // From any thread. False also when the mailbox is closed.
  bool empty() {
    const detail::light_lock lock{mutex_};
    return items_.empty() && !closed_;
  }

  // On the strand, and not from within `function`: calls `function(item)` for each item that waits, in order. When it
  // throws, the other items are taken all the same, and then the first exception is thrown on.
  template <class Function>
  void take(Function function) {
    {
      const detail::light_lock lock{mutex_};
      taken_.swap(items_);
      load_.store(0, std::memory_order_relaxed);
      asked_ = false;
    }
    std::exception_ptr thrown;
    for (T& item : taken_) {
      try {
        function(item);
      } catch (...) {
        thrown = thrown != nullptr ? thrown : std::current_exception();
      }
    }
    taken_.clear();
    if (thrown != nullptr) {
      std::rethrow_exception(thrown);
    }
  }

  // Refuses everything from here on. Returns the items that wait.
  std::vector<T> close() {
    const detail::light_lock lock{mutex_};
    closed_ = true;
    load_.store(0, std::memory_order_relaxed);
    return std::exchange(items_, {});
  }

private:
  std::mutex mutex_;
  std::vector<T> items_;
  std::atomic<std::size_t> load_{0};  // changed with the lock held
  bool asked_ = false;                // put() has returned `first`, and take() has not been called since
  bool closed_ = false;
  std::vector<T> taken_;  // used by take() alone; a member so that its memory is used again
};

}  // namespace ami::runtime
