#include "base/memory_reserve.hpp"

#include <atomic>
#include <cstddef>

namespace ami::detail {

namespace {

// Many times the memory that completing one operation takes.
constexpr std::size_t reserve_bytes = std::size_t{64} << 10U;

constinit std::atomic<void*> reserve{nullptr};

}  // namespace

void fill_memory_reserve() noexcept {
  if (reserve.load(std::memory_order_relaxed) != nullptr) {
    return;
  }
  void* const memory = ::operator new(reserve_bytes, std::nothrow);
  if (void* none = nullptr; !reserve.compare_exchange_strong(none, memory, std::memory_order_acq_rel)) {
    ::operator delete(memory);
  }
}

void use_memory_reserve() noexcept {
  ::operator delete(reserve.exchange(nullptr, std::memory_order_acq_rel));
}

}  // namespace ami::detail
