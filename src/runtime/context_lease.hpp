// A manager's executor, for as long as its execution context lives.
#pragma once

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

namespace ami::detail {

// An executor may refer to parts of its context (a strand does), and posting to a context that is gone is a use after
// free. So nobody keeps the executor itself: it is asked for each time, and is not there any more after drop(). While
// somebody uses it, drop() waits, and the context, which calls drop() before it goes, is kept alive.
class context_lease {
public:
  explicit context_lease(boost::asio::any_io_executor executor) : executor_{std::move(executor)}, erased_{*executor_} {}
  context_lease(const context_lease&) = delete;
  context_lease& operator=(const context_lease&) = delete;

  // Calls `function(executor)`, and keeps the context alive meanwhile. Returns false when the context is gone.
  template <class Function>
  bool use(Function&& function) const {
    const hold held{uses_};
    if (held.refused()) {
      return false;
    }
    std::forward<Function>(function)(*executor_);
    return true;
  }

  // The same with a second argument: the executor in the type of handlers' associated executors, to be compared with
  // them.
  template <class Function>
  bool use_erased(Function&& function) const {
    const hold held{uses_};
    if (held.refused()) {
      return false;
    }
    std::forward<Function>(function)(*executor_, *erased_);
    return true;
  }

  // The executor itself, without counting a use: for a caller that keeps the context alive by other means.
  const boost::asio::any_io_executor& executor() const noexcept { return *executor_; }

  bool gone() const noexcept { return (uses_.load(std::memory_order_acquire) & gone_bit) != 0; }

  // To be called when the context is being destroyed. Waits for other threads within use(), and then calls `last()`,
  // before the executor is destroyed.
  template <class Last>
  void drop(Last last) {
    uses_.fetch_or(gone_bit, std::memory_order_acq_rel);
    for (auto now = uses_.load(std::memory_order_acquire); now != gone_bit;
         now = uses_.load(std::memory_order_acquire)) {
      uses_.wait(now, std::memory_order_acquire);
    }
    last();
    erased_.reset();
    executor_.reset();
  }

private:
  static constexpr std::uint32_t gone_bit = std::uint32_t{1} << 31U;

  class hold {
  public:
    explicit hold(std::atomic<std::uint32_t>& uses) noexcept
        : uses_{uses}, refused_{(uses.fetch_add(1, std::memory_order_acq_rel) & gone_bit) != 0} {}
    hold(const hold&) = delete;
    hold& operator=(const hold&) = delete;
    ~hold() {
      if ((uses_.fetch_sub(1, std::memory_order_acq_rel) & gone_bit) != 0) {
        uses_.notify_all();
      }
    }
    bool refused() const noexcept { return refused_; }

  private:
    std::atomic<std::uint32_t>& uses_;
    bool refused_;
  };

  mutable std::atomic<std::uint32_t> uses_{0};  // how many use it now, and gone_bit
  std::optional<boost::asio::any_io_executor> executor_;
  std::optional<boost::asio::any_completion_executor> erased_;
};

}  // namespace ami::detail
