// Waiting until something about the parts of a live state may have changed.
#pragma once

#include "streams/waitable.hpp"

#include <ami/detail/handler.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace ami::detail {

// Each operation that waits has one. From any thread.
class state_watch final : public waitable {
public:
  explicit state_watch(std::shared_ptr<const context_executor> context) : waitable{std::move(context)} {}

  // The next wait, or the one under way, completes.
  void note_change() {
    {
      const std::lock_guard lock{mutex_};
      changed_ = true;
    }
    wake();
  }
  // Forgets the changes so far; to be called before the state is looked at.
  void look() {
    const std::lock_guard lock{mutex_};
    changed_ = false;
  }

private:
  bool ready() const noexcept override { return changed_; }

  bool changed_ = false;  // guarded by mutex_
};

inline void async_wait(std::shared_ptr<state_watch> watch, wait_handler handler) {
  watch->async_wait(std::move(handler));
}

}  // namespace ami::detail
