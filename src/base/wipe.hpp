// Overwrites secrets before their memory is freed or used again.
#pragma once

#include <ami/detail/wipe.hpp>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#if !defined(__GNUC__)
#include <openssl/crypto.h>
#endif

namespace ami::detail {

// Inline, because it is called for each action that is sent.
inline void wipe(char* bytes, std::size_t size) noexcept {
#if defined(__GNUC__)
  if (size != 0) {
    std::memset(bytes, 0, size);
    // The compiler has to assume that this reads the bytes, so that it cannot remove the memset().
    asm volatile("" : : "r"(bytes) : "memory");
  }
#else
  OPENSSL_cleanse(bytes, size);
#endif
}

// Text that leaves no copy of its content in freed memory, as std::string::reserve() and append() do when they grow.
class wiped_text {
public:
  wiped_text() noexcept {}
  wiped_text(const wiped_text&) = delete;
  wiped_text& operator=(const wiped_text&) = delete;
  ~wiped_text() { wipe(text_); }

  void append(std::string_view more) {
    if (more.size() > text_.capacity() - text_.size()) {
      grow(text_.size() + more.size());
    }
    text_ += more;
  }
  void cut(std::size_t size) noexcept {
    wipe(text_.data() + size, text_.size() - size);
    text_.resize(size);
  }
  void clear() noexcept { cut(0); }

  std::size_t size() const noexcept { return text_.size(); }
  std::string_view view() const noexcept { return text_; }

private:
  // At least doubles the capacity, so that appending costs the same for each byte.
  void grow(std::size_t size) {
    std::string larger;
    larger.reserve(size > 2 * text_.capacity() ? size : 2 * text_.capacity());
    larger = text_;
    wipe(text_);
    text_.swap(larger);
  }

  std::string text_;
};

}  // namespace ami::detail
