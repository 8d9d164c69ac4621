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

void* allocate_recycled(std::size_t size) {
  return ::operator new(size);
}

void deallocate_recycled(void* memory, std::size_t /*size*/) noexcept {
  ::operator delete(memory);
}

#else

namespace {

constexpr std::size_t granule = 64;
constexpr std::size_t size_class_count = 32;  // blocks of up to 2 KiB
constexpr std::size_t max_cached_bytes = std::size_t{1} << 20U;

constexpr std::size_t size_class_of(std::size_t size) noexcept {
  return size != 0 ? (size - 1) / granule : 0;
}

constexpr std::size_t block_size(std::size_t size_class) noexcept {
  return (size_class + 1) * granule;
}

// The list node at the beginning of a free block.
class block {
public:
  block* next_;
};

// The free blocks of one thread. It has no destructor and so can be used until the end of the thread, also by
// destructors of other thread-local objects.
class free_blocks {
public:
  enum class phase : std::uint8_t { unused, open, closed };

  std::array<block*, size_class_count> first_{};
  std::size_t room_ = 0;  // bytes that may still be kept
  phase phase_ = phase::unused;
};

// With this model an access needs no call, not even in a shared library. The cache is small enough for the space that
// glibc reserves for libraries that are loaded later.
#if defined(__GLIBC__)
[[gnu::tls_model("initial-exec")]]
#endif
constinit thread_local free_blocks thread_cache;

class cache_guard {
public:
  cache_guard() noexcept = default;
  cache_guard(const cache_guard&) = delete;
  cache_guard& operator=(const cache_guard&) = delete;
  ~cache_guard() {
    thread_cache.phase_ = free_blocks::phase::closed;
    thread_cache.room_ = 0;
    for (block*& first : thread_cache.first_) {
      while (first != nullptr) {
        ::operator delete(std::exchange(first, first->next_));
      }
    }
  }
  void touch() noexcept {}
};

void keep_block(void* memory, std::size_t size_class) noexcept {
  thread_cache.room_ -= block_size(size_class);
  thread_cache.first_[size_class] = new (memory) block{thread_cache.first_[size_class]};
}

// For a full cache, and for the first block of a thread. With AddressSanitizer in the process the cache is never
// opened, so that all memory is freed here and the sanitizer can report views that are used too long. The check costs
// other programs nothing: it runs once in the life of a thread.
[[gnu::noinline]] void keep_first_or_free(void* memory, std::size_t size_class) noexcept {
  if (thread_cache.phase_ != free_blocks::phase::unused || size_class >= size_class_count ||
      address_sanitizer_is_here()) {
    ::operator delete(memory);
    return;
  }
  thread_local cache_guard guard;
  guard.touch();  // forces its construction, and hence its destructor at the end of the thread
  thread_cache.phase_ = free_blocks::phase::open;
  thread_cache.room_ = max_cached_bytes;
  keep_block(memory, size_class);
}

}  // namespace

void* allocate_recycled(std::size_t size) {
  const std::size_t size_class = size_class_of(size);
  if (size_class >= size_class_count) {
    return ::operator new(size);
  }
  block* const found = thread_cache.first_[size_class];
  if (found == nullptr) {
    // A block that will not be kept is not rounded up, so that the sanitizer reports reads behind its end.
    return ::operator new(address_sanitizer_is_here() ? size : block_size(size_class));
  }
  thread_cache.first_[size_class] = found->next_;
  thread_cache.room_ += block_size(size_class);
  return found;
}

void deallocate_recycled(void* memory, std::size_t size) noexcept {
  const std::size_t size_class = size_class_of(size);
  if (size_class < size_class_count && block_size(size_class) <= thread_cache.room_) [[likely]] {
    keep_block(memory, size_class);
  } else {
    keep_first_or_free(memory, size_class);
  }
}

#endif

}  // namespace ami::detail
