// Hands things from any thread to one strand, all at once.
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
  first,    // the caller has to see to it that the strand takes what waits
  waits     // somebody has seen to that already
};

// Each item is taken by take() or by close(), and nothing is forgotten between the two.
template <class T>
class mailbox {
public:
  // From any thread. The item is moved from unless it is refused, or this throws std::bad_alloc. `load` is added to
  // load() until the item is taken.
  put_result put(T& item, std::size_t load = 0) {
    const detail::light_lock lock{mutex_};
    if (closed_) {
      return put_result::refused;
    }
    items_.push_back(std::move(item));
    load_.fetch_add(load, std::memory_order_relaxed);
    return std::exchange(asked_, true) ? put_result::waits : put_result::first;
  }

  // The strand could not be asked: the next who puts something in has to do it.
  void not_asked() {
    const detail::light_lock lock{mutex_};
    asked_ = false;
  }

  // From any thread, and without waiting for others: as put() has counted, of what was not taken yet.
  std::size_t load() const noexcept { return load_.load(std::memory_order_relaxed); }

  // From any thread. True when it is open, and nothing waits.
  bool empty() {
    const detail::light_lock lock{mutex_};
    return items_.empty() && !closed_;
  }

  // On the strand, and not from within itself: calls `function(item)` for each that waits, in the order in which they
  // came. When that throws the others are taken all the same, and what was thrown first comes out in the end.
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

  // From here on everything is refused. Gives what waits.
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
  bool asked_ = false;                // the strand, to take what waits
  bool closed_ = false;
  std::vector<T> taken_;  // of the strand; keeps its memory
};

}  // namespace ami::runtime
