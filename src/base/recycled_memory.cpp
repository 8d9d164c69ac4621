#include "base/address_sanitizer.hpp"

#include <ami/detail/recycled_memory.hpp>

#include <array>
#include <cstdint>
#include <new>
#include <utility>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define AMI_RECYCLES_NOTHING 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define AMI_RECYCLES_NOTHING 1
#endif

namespace ami::detail {

#if defined(AMI_RECYCLES_NOTHING)

void* take_memory(std::size_t size) {
  return ::operator new(size);
}

void give_memory(void* memory, std::size_t /*size*/) noexcept {
  ::operator delete(memory);
}

#else

namespace {

constexpr std::size_t granule = 64;
constexpr std::size_t shelf_count = 32;  // for blocks of up to 2 KiB
constexpr std::size_t most_bytes = std::size_t{1} << 20U;

constexpr std::size_t shelf_of(std::size_t size) noexcept {
  return size != 0 ? (size - 1) / granule : 0;
}

constexpr std::size_t bytes_of(std::size_t shelf) noexcept {
  return (shelf + 1) * granule;
}

// What lies in a block that waits.
class block {
public:
  block* next_;
};

// Without a destructor, so that it is as good at the end of a thread, when the destructors of other thread-local
// objects give memory back, as at its beginning.
class shelves {
public:
  enum class phase : std::uint8_t { unused, open, closed };

  std::array<block*, shelf_count> first_{};
  std::size_t room_ = 0;  // bytes that may still be kept
  phase phase_ = phase::unused;
};

// Found without a call, also in a shared library. Its few bytes fit into what glibc keeps for libraries that are loaded
// later.
#if defined(__GLIBC__)
[[gnu::tls_model("initial-exec")]]
#endif
constinit thread_local shelves here;

class closing_time {
public:
  closing_time() noexcept = default;
  closing_time(const closing_time&) = delete;
  closing_time& operator=(const closing_time&) = delete;
  ~closing_time() {
    here.phase_ = shelves::phase::closed;
    here.room_ = 0;
    for (block*& first : here.first_) {
      while (first != nullptr) {
        ::operator delete(std::exchange(first, first->next_));
      }
    }
  }
  void expect() noexcept {}
};

void keep(void* memory, std::size_t shelf) noexcept {
  here.room_ -= bytes_of(shelf);
  here.first_[shelf] = new (memory) block{here.first_[shelf]};
}

// Where there is no room, or there was never a block to keep. In a program that runs under AddressSanitizer that never
// changes, so that all memory comes here, and the views that a user keeps of it too long are reported. It costs the
// others nothing, who come here once in the life of a thread.
[[gnu::noinline]] void give_away(void* memory, std::size_t shelf) noexcept {
  if (here.phase_ != shelves::phase::unused || shelf >= shelf_count || address_sanitizer_is_here()) {
    ::operator delete(memory);
    return;
  }
  thread_local closing_time at_the_end;
  at_the_end.expect();
  here.phase_ = shelves::phase::open;
  here.room_ = most_bytes;
  keep(memory, shelf);
}

}  // namespace

void* take_memory(std::size_t size) {
  const std::size_t shelf = shelf_of(size);
  if (shelf >= shelf_count) {
    return ::operator new(size);
  }
  block* const found = here.first_[shelf];
  if (found == nullptr) {
    // What will not be kept is not rounded up either: the sanitizer is to see what is read behind its end.
    return ::operator new(address_sanitizer_is_here() ? size : bytes_of(shelf));
  }
  here.first_[shelf] = found->next_;
  here.room_ += bytes_of(shelf);
  return found;
}

void give_memory(void* memory, std::size_t size) noexcept {
  const std::size_t shelf = shelf_of(size);
  if (shelf < shelf_count && bytes_of(shelf) <= here.room_) [[likely]] {
    keep(memory, shelf);
  } else {
    give_away(memory, shelf);
  }
}

#endif

}  // namespace ami::detail
