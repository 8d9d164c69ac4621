// What a library that was built without AddressSanitizer can do for a program that was built with it.
#pragma once

#include <cstddef>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AMI_BUILT_WITH_ADDRESS_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define AMI_BUILT_WITH_ADDRESS_SANITIZER 1
#endif

#if !defined(AMI_BUILT_WITH_ADDRESS_SANITIZER) && defined(__ELF__)
// The sanitizer's runtime has these, and nothing else does: null in a program without it.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier)
[[gnu::weak, gnu::visibility("default")]] void __asan_init();
[[gnu::weak, gnu::visibility("default")]] void __asan_loadN(const void* memory, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)
}
#endif

namespace ami::detail {

#if !defined(AMI_BUILT_WITH_ADDRESS_SANITIZER) && defined(__ELF__)

// True when the sanitizer is in this process. It is from the beginning, or never. Costs one load and no call.
inline bool address_sanitizer_is_here() noexcept {
  return &__asan_init != nullptr;
}

// Lets the sanitizer report memory that was freed, as it does in code that was built with it.
inline void report_if_freed(const void* memory, std::size_t size) noexcept {
  if (address_sanitizer_is_here()) [[unlikely]] {
    __asan_loadN(memory, size);
  }
}

#else

// Built with it, the compiler has put its checks everywhere.
constexpr bool address_sanitizer_is_here() noexcept {
  return false;
}
inline void report_if_freed(const void* /*memory*/, std::size_t /*size*/) noexcept {}

#endif

}  // namespace ami::detail
