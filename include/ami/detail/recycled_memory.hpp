// Memory that goes round: what a thread gives back, it gets again without a way through the allocator.
#pragma once

#include <ami/config.hpp>

#include <cstddef>

namespace ami::detail {

/// At least `size` bytes, as `::operator new` gives them: what a block of that size was that this thread gave back, or
/// new memory. Events and replies come and go by the hundred, of a few sizes each, which is more than the allocator of
/// glibc keeps at hand for one thread. A thread keeps 1 MiB at most, until it ends. Under a sanitizer nothing is kept,
/// so that uses after the end are seen: where the library was built with one, and where a program that was built with
/// AddressSanitizer uses a library that was not.
AMI_DECL void* take_memory(std::size_t size);

/// Gives back what take_memory() gave for that `size`, on any thread.
AMI_DECL void give_memory(void* memory, std::size_t size) noexcept;

/// Lets objects of the classes derived from it live in such memory.
class recycled {
public:
  static void* operator new(std::size_t size) { return take_memory(size); }
  static void operator delete(void* memory, std::size_t size) noexcept { give_memory(memory, size); }

protected:
  recycled() noexcept = default;
  recycled(const recycled&) noexcept = default;
  recycled& operator=(const recycled&) noexcept = default;
  ~recycled() = default;
};

/// The same for what takes an allocator.
template <class T>
class recycling_allocator {
public:
  using value_type = T;

  recycling_allocator() noexcept = default;
  template <class Other>
  recycling_allocator(const recycling_allocator<Other>& /*other*/) noexcept {}  // NOLINT(google-explicit-constructor)

  T* allocate(std::size_t count) {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
    return static_cast<T*>(take_memory(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) noexcept { give_memory(memory, count * sizeof(T)); }

  friend bool operator==(const recycling_allocator& /*a*/, const recycling_allocator& /*b*/) noexcept { return true; }
};

}  // namespace ami::detail
