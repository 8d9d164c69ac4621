// Memory that is set aside for the moment when the process runs out of it.
#pragma once

#include <ami/config.hpp>

#include <new>
#include <utility>

namespace ami::detail {

// Allocates the reserve, unless it is there already.
void fill_memory_reserve() noexcept;
// Frees the reserve, so that the heap can use it.
AMI_DECL void use_memory_reserve() noexcept;

// Calls `function`; when that runs out of memory, frees the reserve and calls it once more. For the little that it
// takes to complete an operation or to end a connection in order: without it the waiting coroutine would wait for ever.
// `function` must have no effect when it throws.
template <class Function>
decltype(auto) with_memory_reserve(Function&& function) {
  try {
    return function();
  } catch (const std::bad_alloc&) {
    use_memory_reserve();
  }
  return std::forward<Function>(function)();
}

}  // namespace ami::detail
