// Bytes as hexadecimal digits.
#pragma once

#include <string>
#include <string_view>

namespace ami::detail {

// Appends the two digits of `byte`, in lower case.
inline void append_hex(std::string& out, unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
}

}  // namespace ami::detail
