// Whether the program has only one thread, so that nothing has to be atomic.
#pragma once

#if defined(__has_include)
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define AMI_KNOWS_SINGLE_THREAD 1
#endif
#endif

namespace ami::detail {

/// True when this is the program's only thread; always false where the C library cannot tell.
inline bool is_only_thread() noexcept {
#if defined(AMI_KNOWS_SINGLE_THREAD)
  return __libc_single_threaded != 0;
#else
  return false;
#endif
}

}  // namespace ami::detail
