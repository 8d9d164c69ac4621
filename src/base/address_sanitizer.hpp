// Lets a library that was built without AddressSanitizer report errors in a program that was built with it.
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
// Defined by the sanitizer's runtime only, so they are null in a program without it.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier)
[[gnu::weak, gnu::visibility("default")]] void __asan_init();
[[gnu::weak, gnu::visibility("default")]] void __asan_loadN(const void* memory, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)
}
#endif

namespace ami::detail {

#if !defined(AMI_BUILT_WITH_ADDRESS_SANITIZER) && defined(__ELF__)

// True when the sanitizer's runtime is in this process, which never changes. Costs one load and no call.
inline bool address_sanitizer_is_here() noexcept {
  return &__asan_init != nullptr;
}

// Makes the sanitizer report a use of freed memory, as instrumented code does.
inline void report_if_freed(const void* memory, std::size_t size) noexcept {
  if (address_sanitizer_is_here()) [[unlikely]] {
    __asan_loadN(memory, size);
  }
}

#else

// In a library that was built with the sanitizer the compiler has added the checks itself.
constexpr bool address_sanitizer_is_here() noexcept {
  return false;
}
inline void report_if_freed(const void* /*memory*/, std::size_t /*size*/) noexcept {}

#endif

}  // namespace ami::detail
