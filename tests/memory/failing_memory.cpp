#include "failing_memory.hpp"

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>
#include <utility>

namespace test {

namespace {

constinit thread_local bool counting = false;
constinit thread_local bool counting_asios = false;
constinit thread_local std::uint64_t asked_for = 0;
constinit thread_local std::uint64_t refused = 0;

constinit std::atomic<std::size_t> in_use{0};
constinit std::atomic<std::size_t> peak{0};

bool is_refused() noexcept {
  if (!counting) {
    return false;
  }
  return asked_for++ == refused;
}

void* take(std::size_t alignment, std::size_t size) noexcept {
  if (is_refused()) {
    return nullptr;
  }
  void* memory = nullptr;
  if (alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__) {
    memory = std::malloc(size != 0 ? size : 1);
  } else if (::posix_memalign(&memory, alignment, size) != 0) {
    memory = nullptr;
  }
  if (memory != nullptr) {
    const std::size_t now = in_use.fetch_add(malloc_usable_size(memory)) + malloc_usable_size(memory);
    for (std::size_t most = peak.load(); now > most && !peak.compare_exchange_weak(most, now);) {
    }
  }
  return memory;
}

void* take_or_throw(std::size_t alignment, std::size_t size) {
  if (void* const memory = take(alignment, size)) {
    return memory;
  }
  throw std::bad_alloc{};
}

void give(void* memory) noexcept {
  if (memory != nullptr) {
    in_use.fetch_sub(malloc_usable_size(memory));
    std::free(memory);
  }
}

}  // namespace

void refuse_memory(std::uint64_t number, bool asios_too) noexcept {
  counting_asios = asios_too;
  refused = number;
  asked_for = 0;
  counting = true;
}

std::uint64_t refuse_no_memory() noexcept {
  counting = false;
  return asked_for;
}

not_counted::not_counted() noexcept : before_{std::exchange(counting, false)} {}

not_counted::~not_counted() {
  counting = before_;
}

std::size_t bytes_in_use() noexcept {
  return in_use;
}

std::size_t peak_bytes() noexcept {
  return peak;
}

void reset_peak_bytes() noexcept {
  peak.store(in_use);
}

}  // namespace test

void* operator new(std::size_t size) {
  return test::take_or_throw(0, size);
}

void* operator new(std::size_t size, std::align_val_t alignment) {
  return test::take_or_throw(static_cast<std::size_t>(alignment), size);
}

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return test::take(0, size);
}

void operator delete(void* memory) noexcept {
  test::give(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  test::give(memory);
}

void operator delete(void* memory, std::align_val_t) noexcept {
  test::give(memory);
}

void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  test::give(memory);
}

void operator delete(void* memory, const std::nothrow_t&) noexcept {
  test::give(memory);
}

// What Asio takes for its operations; it gives them back with free().
extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  if (test::counting_asios && test::is_refused()) {
    return nullptr;
  }
  void* memory = nullptr;
  return ::posix_memalign(&memory, alignment < sizeof(void*) ? sizeof(void*) : alignment, size) == 0 ? memory : nullptr;
}
