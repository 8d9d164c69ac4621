// Memory that is kept back for the moment when there is none.
#pragma once

#include <new>
#include <utility>

namespace ami::detail {

// Takes some memory of the process aside, unless that has been done.
void fill_memory_reserve() noexcept;
// Gives it back to the heap.
void use_memory_reserve() noexcept;

// Calls `function`; when memory is wanting, gives the reserve back and calls it once more. For the little that is
// needed to hand over what has come, or to end in order what cannot go on: whoever waits for it would otherwise wait
// for ever. `function` must do no harm when it is called again after it threw.
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
