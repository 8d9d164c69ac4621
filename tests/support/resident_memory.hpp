// The memory of this process.
#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <unistd.h>

namespace test {

// Memory in use; nothing where a sanitizer keeps what was freed.
inline std::optional<std::size_t> resident_bytes() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return std::nullopt;
#else
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return std::nullopt;
#endif
#endif
  std::size_t pages = 0;
  std::size_t resident = 0;
  std::ifstream{"/proc/self/statm"} >> pages >> resident;
  return resident != 0 ? std::optional{resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))} : std::nullopt;
#endif
}

}  // namespace test
