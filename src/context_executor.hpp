// A manager's executor, for as long as its execution context lives.
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

namespace ami::detail {

// An executor may hold parts of its context (a strand does), and what is posted to a context that is gone is a use
// after free. So nobody keeps the executor itself: all share this, ask it each time, and find it empty after drop().
class context_executor {
public:
  explicit context_executor(boost::asio::any_io_executor executor) : executor_{std::move(executor)} {}
  context_executor(const context_executor&) = delete;
  context_executor& operator=(const context_executor&) = delete;

  // Calls `function(executor)`, and keeps the context from being destroyed meanwhile. False when it is gone.
  template <class Function>
  bool use(Function&& function) const {
    const lease held{uses_};
    if (held.refused()) {
      return false;
    }
    std::forward<Function>(function)(*executor_);
    return true;
  }

  // The executor, or an empty one. Only for a caller that keeps the context alive by other means.
  boost::asio::any_io_executor get() const {
    boost::asio::any_io_executor copy;
    use([&](const boost::asio::any_io_executor& executor) { copy = executor; });
    return copy;
  }

  bool gone() const noexcept { return (uses_.load(std::memory_order_acquire) & gone_bit) != 0; }

  // The context is being destroyed. Waits for those who use it on other threads.
  void drop() {
    uses_.fetch_or(gone_bit, std::memory_order_acq_rel);
    for (auto now = uses_.load(std::memory_order_acquire); now != gone_bit;
         now = uses_.load(std::memory_order_acquire)) {
      uses_.wait(now, std::memory_order_acquire);
    }
    executor_.reset();
  }

private:
  static constexpr std::uint32_t gone_bit = std::uint32_t{1} << 31U;

  class lease {
  public:
    explicit lease(std::atomic<std::uint32_t>& uses) noexcept
        : uses_{uses}, refused_{(uses.fetch_add(1, std::memory_order_acq_rel) & gone_bit) != 0} {}
    lease(const lease&) = delete;
    lease& operator=(const lease&) = delete;
    ~lease() {
      if ((uses_.fetch_sub(1, std::memory_order_acq_rel) & gone_bit) != 0) {
        uses_.notify_all();
      }
    }
    bool refused() const noexcept { return refused_; }

  private:
    std::atomic<std::uint32_t>& uses_;
    bool refused_;
  };

  mutable std::atomic<std::uint32_t> uses_{0};
  std::optional<boost::asio::any_io_executor> executor_;
};

}  // namespace ami::detail
