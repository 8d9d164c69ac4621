#include "text.hpp"

#include <ami/action.hpp>

namespace ami::detail {

void append_escaped(std::string& out, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (const char c : bytes) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (code < 0x20 || code == 0x7f) {
      out += "\\x";
      out += digits[code >> 4U];
      out += digits[code & 15U];
    } else {
      out += c;
    }
  }
}

void append_headers(std::string& out, const wire::frame_view& frame) {
  bool first = true;
  for (const auto& [key, value] : frame) {
    if (first && frame.kind() != wire::frame_kind::other) {
      first = false;
      continue;
    }
    first = false;
    out += ' ';
    append_escaped(out, key);
    out += '=';
    if (is_secret_header(key)) {
      out += "***";
    } else {
      append_escaped(out, value);
    }
  }
}

}  // namespace ami::detail
