// Overwrites secrets before their memory is given back, or used for something else.
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

// Overwrites so many bytes. Inline, because it is done for each action that is sent.
inline void wipe(char* bytes, std::size_t size) noexcept {
#if defined(__GNUC__)
  if (size != 0) {
    std::memset(bytes, 0, size);
    // For all that the compiler knows this reads the bytes, so that it cannot leave the writing out.
    asm volatile("" : : "r"(bytes) : "memory");
  }
#else
  OPENSSL_cleanse(bytes, size);
#endif
}

// Text that grows, shrinks and ends without leaving a copy of what it held. What std::string::reserve() and append()
// free when they grow is not overwritten.
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
  // Keeps the first `size` bytes.
  void cut(std::size_t size) noexcept {
    wipe(text_.data() + size, text_.size() - size);
    text_.resize(size);
  }
  void clear() noexcept { cut(0); }

  std::size_t size() const noexcept { return text_.size(); }
  std::string_view view() const noexcept { return text_; }

private:
  // To twice the room at least, so that appending costs the same for each byte.
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
