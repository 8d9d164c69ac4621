// Overwrites secrets before their memory is given back.
#pragma once

#include <openssl/crypto.h>

#include <string>

namespace ami::detail {

// Overwrites all of the text's memory: a string that was moved from is empty, but a short one keeps its bytes.
inline void wipe(std::string& text) noexcept {
  text.resize(text.capacity());
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

}  // namespace ami::detail
