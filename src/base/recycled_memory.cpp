#include "base/address_sanitizer.hpp"
#include "base/light_lock.hpp"

#include <ami/detail/recycled_memory.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
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

constexpr std::size_t size_class_of(std::size_t size) noexcept {
  return size != 0 ? (size - 1) / granule : 0;
}

constexpr std::size_t block_size(std::size_t size_class) noexcept {
  return (size_class + 1) * granule;
}

// What a thread frees is kept in portions, and whole portions move from a thread that has too many of them to one that
// has none: the events that one thread reads and another one consumes would go through the allocator otherwise, and its
// locks.
constexpr std::size_t portion_bytes = std::size_t{16} << 10U;
constexpr std::size_t max_portion_count = 64;
constexpr std::size_t max_shared_bytes = std::size_t{4} << 20U;

constexpr std::uint32_t blocks_in_portion(std::size_t size_class) noexcept {
  return static_cast<std::uint32_t>(std::min(max_portion_count, portion_bytes / block_size(size_class)));
}

// Free blocks of one size. The blocks are not a list, whose links would be in them: the thread that takes a block would
// have to wait until the link, and with it a cache line that it is about to overwrite, has come from another core.
class portion {
public:
  // Leaves `blocks_` without values, of which the first `count_` are used.
  portion() noexcept {}  // NOLINT(cppcoreguidelines-pro-type-member-init)

  portion* next_ = nullptr;
  std::uint32_t count_ = 0;
  std::array<void*, max_portion_count> blocks_;
};

void free_blocks(portion& from) noexcept {
  while (from.count_ != 0) {
    ::operator delete(from.blocks_[--from.count_]);
  }
}

// The full portions that no thread has.
class shared_portions {
public:
  // Takes the portion, unless there are enough.
  bool put(std::size_t size_class, portion* full) noexcept {
    const std::size_t bytes = blocks_in_portion(size_class) * block_size(size_class);
    if (bytes_.fetch_add(bytes, std::memory_order_relaxed) + bytes > max_shared_bytes) {
      bytes_.fetch_sub(bytes, std::memory_order_relaxed);
      return false;
    }
    shelf& of_class = shelves_[size_class];
    const light_lock lock{of_class.mutex_};
    full->next_ = of_class.first_.load(std::memory_order_relaxed);
    of_class.first_.store(full, std::memory_order_relaxed);
    return true;
  }

  // A portion, or null.
  portion* take(std::size_t size_class) noexcept {
    shelf& of_class = shelves_[size_class];
    if (of_class.first_.load(std::memory_order_relaxed) == nullptr) {
      return nullptr;
    }
    const light_lock lock{of_class.mutex_};
    portion* const first = of_class.first_.load(std::memory_order_relaxed);
    if (first != nullptr) {
      of_class.first_.store(first->next_, std::memory_order_relaxed);
      bytes_.fetch_sub(blocks_in_portion(size_class) * block_size(size_class), std::memory_order_relaxed);
    }
    return first;
  }

private:
  // On a cache line of its own.
  class alignas(64) shelf {
  public:
    std::mutex mutex_;
    std::atomic<portion*> first_{nullptr};
  };

  std::array<shelf, size_class_count> shelves_;
  std::atomic<std::size_t> bytes_{0};
};

// Without a destructor, since threads may end after it.
constinit shared_portions shared;

// In place of a portion in threads that have none; never written to.
portion no_portion;

// The free blocks of one size in one thread: a portion that it takes from and gives to, and a second one, full or
// empty, so that a thread at the edge of a portion does not move it to and fro.
class stock {
public:
  bool has_portion() const noexcept { return current_ != &no_portion; }

  portion* current_ = &no_portion;
  std::uint32_t limit_ = 0;  // 0 without a portion
  portion* second_ = nullptr;
};

class thread_stocks {
public:
  thread_stocks() noexcept = default;
  thread_stocks(const thread_stocks&) = delete;
  thread_stocks& operator=(const thread_stocks&) = delete;
  ~thread_stocks() {
    for (const stock& of_class : stocks_) {
      for (portion* const part : {of_class.has_portion() ? of_class.current_ : nullptr, of_class.second_}) {
        if (part != nullptr) {
          free_blocks(*part);
          delete part;
        }
      }
    }
  }

  std::array<stock, size_class_count> stocks_;
};

// Plain pointers, which can be used until the end of the thread, also by destructors of other thread-local objects.
class thread_cache {
public:
  thread_stocks* open_ = nullptr;
  bool closed_ = false;
};

// With this model an access needs no call, not even in a shared library. The cache is small enough for the space that
// glibc reserves for libraries that are loaded later.
#if defined(__GLIBC__)
[[gnu::tls_model("initial-exec")]]
#endif
constinit thread_local thread_cache cache;

// Closes the cache at the end of the thread.
class cache_guard {
public:
  cache_guard() noexcept = default;
  cache_guard(const cache_guard&) = delete;
  cache_guard& operator=(const cache_guard&) = delete;
  ~cache_guard() {
    cache.closed_ = true;
    delete std::exchange(cache.open_, nullptr);
  }
  void touch() noexcept {}
};

// For the first block of a thread. With AddressSanitizer in the process the cache is never opened, so that all memory
// is freed here and the sanitizer can report views that are used too long. The check costs other programs nothing: it
// runs once in the life of a thread.
[[gnu::noinline]] void open_cache() noexcept {
  if (cache.closed_ || address_sanitizer_is_here()) {
    return;
  }
  cache.open_ = new (std::nothrow) thread_stocks;
  if (cache.open_ != nullptr) {
    thread_local cache_guard guard;
    guard.touch();  // forces its construction, and hence its destructor at the end of the thread
  }
}

// Makes room for another block; false when there is no memory for the list of them.
bool make_room(stock& of_class, std::size_t size_class) noexcept {
  if (of_class.second_ != nullptr && of_class.second_->count_ == 0) {
    std::swap(of_class.current_, of_class.second_);
    return true;
  }
  if (of_class.second_ != nullptr && !shared.put(size_class, of_class.second_)) {
    free_blocks(*of_class.second_);
    std::swap(of_class.current_, of_class.second_);
    return true;
  }
  of_class.second_ = of_class.has_portion() ? of_class.current_ : nullptr;
  of_class.current_ = new (std::nothrow) portion;
  if (of_class.current_ == nullptr) {
    of_class.current_ = of_class.second_ != nullptr ? std::exchange(of_class.second_, nullptr) : &no_portion;
    return false;
  }
  of_class.limit_ = blocks_in_portion(size_class);
  return true;
}

// Makes a full portion the current one, in place of an empty one; false when there is none.
bool take_portion(stock& of_class, std::size_t size_class) noexcept {
  if (of_class.second_ != nullptr && of_class.second_->count_ != 0) {
    std::swap(of_class.current_, of_class.second_);
    return true;
  }
  portion* const full = shared.take(size_class);
  if (full == nullptr) {
    return false;
  }
  if (of_class.has_portion()) {
    delete std::exchange(of_class.second_, of_class.current_);
  }
  of_class.current_ = full;
  of_class.limit_ = blocks_in_portion(size_class);
  return true;
}

[[gnu::noinline]] void keep_or_free(void* memory, std::size_t size_class) noexcept {
  if (cache.open_ == nullptr && size_class < size_class_count) {
    open_cache();
  }
  if (cache.open_ != nullptr && size_class < size_class_count) {
    stock& of_class = cache.open_->stocks_[size_class];
    if (make_room(of_class, size_class)) {
      of_class.current_->blocks_[of_class.current_->count_++] = memory;
      return;
    }
  }
  ::operator delete(memory);
}

[[gnu::noinline]] void* take_portion_or_allocate(std::size_t size, std::size_t size_class) {
  if (cache.open_ == nullptr && size_class < size_class_count) {
    open_cache();
  }
  if (cache.open_ != nullptr && size_class < size_class_count) {
    stock& of_class = cache.open_->stocks_[size_class];
    if (take_portion(of_class, size_class)) {
      return of_class.current_->blocks_[--of_class.current_->count_];
    }
  }
  // A block that will not be kept is not rounded up, so that the sanitizer reports reads behind its end.
  return ::operator new(size_class >= size_class_count || address_sanitizer_is_here() ? size : block_size(size_class));
}

}  // namespace

void* allocate_recycled(std::size_t size) {
  const std::size_t size_class = size_class_of(size);
  if (size_class < size_class_count && cache.open_ != nullptr) [[likely]] {
    portion& from = *cache.open_->stocks_[size_class].current_;
    if (from.count_ != 0) [[likely]] {
      return from.blocks_[--from.count_];
    }
  }
  return take_portion_or_allocate(size, size_class);
}

void deallocate_recycled(void* memory, std::size_t size) noexcept {
  const std::size_t size_class = size_class_of(size);
  if (size_class < size_class_count && cache.open_ != nullptr) [[likely]] {
    const stock& of_class = cache.open_->stocks_[size_class];
    portion& to = *of_class.current_;
    if (to.count_ < of_class.limit_) [[likely]] {
      to.blocks_[to.count_++] = memory;
      return;
    }
  }
  keep_or_free(memory, size_class);
}

#endif

}  // namespace ami::detail
