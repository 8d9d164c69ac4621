// Memory that is kept when it is freed, and used again without going through the allocator.
#pragma once

#include <ami/config.hpp>

#include <cstddef>

namespace ami::detail {

/// Allocates at least `size` bytes, like `::operator new`: a block of that size that this thread or another one has
/// freed, or new memory. Events and replies come and go by the hundred, in a few sizes, which is more than glibc's
/// allocator caches for a thread. A thread keeps 1 MiB at most, until it ends, and all threads together another 4 MiB.
/// Nothing is kept, so that a use after free is found, when the library was built with a sanitizer, and when a program
/// that was built with AddressSanitizer uses a library that was not.
AMI_DECL void* allocate_recycled(std::size_t size);

/// Frees memory of allocate_recycled(); `size` is what was asked for. On any thread.
AMI_DECL void deallocate_recycled(void* memory, std::size_t size) noexcept;

/// A base for classes whose objects are allocated in this way.
class recycled {
public:
  static void* operator new(std::size_t size) { return allocate_recycled(size); }
  static void operator delete(void* memory, std::size_t size) noexcept { deallocate_recycled(memory, size); }

protected:
  recycled() noexcept = default;
  recycled(const recycled&) noexcept = default;
  recycled& operator=(const recycled&) noexcept = default;
  ~recycled() = default;
};

/// The same as an allocator.
template <class T>
class recycling_allocator {
public:
  using value_type = T;

  recycling_allocator() noexcept = default;
  template <class Other>
  recycling_allocator(const recycling_allocator<Other>& /*other*/) noexcept {}  // NOLINT(google-explicit-constructor)

  T* allocate(std::size_t count) {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
    return static_cast<T*>(allocate_recycled(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) noexcept { deallocate_recycled(memory, count * sizeof(T)); }

  friend bool operator==(const recycling_allocator& /*a*/, const recycling_allocator& /*b*/) noexcept { return true; }
};

}  // namespace ami::detail
