// A lock that costs nothing in a program of one thread.
#pragma once

#include <ami/detail/single_thread.hpp>

#include <mutex>

namespace ami::detail {

// As std::lock_guard. Nothing within it may begin a thread: what is not locked then would not be for the new one
// either.
class light_lock {
public:
  explicit light_lock(std::mutex& mutex) : mutex_{is_only_thread() ? nullptr : &mutex} {
    if (mutex_ != nullptr) {
      mutex_->lock();
    }
  }
  light_lock(const light_lock&) = delete;
  light_lock& operator=(const light_lock&) = delete;
  ~light_lock() {
    if (mutex_ != nullptr) {
      mutex_->unlock();
    }
  }

private:
  std::mutex* mutex_;
};

}  // namespace ami::detail
