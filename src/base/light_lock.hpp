// A lock that costs nothing while the program has one thread.
#pragma once

#include <ami/detail/single_thread.hpp>

#include <mutex>

namespace ami::detail {

// Like std::lock_guard. No thread may be started while it is held: when it was taken without locking, the new thread
// would not be kept out.
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
