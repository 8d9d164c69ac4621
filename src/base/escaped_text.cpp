#include "base/escaped_text.hpp"

#include "base/hex.hpp"

namespace ami::detail {

void append_escaped(std::string& out, std::string_view bytes) {
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
      append_hex(out, code);
    } else {
      out += c;
    }
  }
}

namespace {

// The length of the UTF-8 character at `text[at]`; 0 when the bytes are no character.
std::size_t character_size(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto between = [&](std::size_t i, unsigned first, unsigned last) {
    return byte(i) >= first && byte(i) <= last;
  };
  const unsigned lead = byte(at);
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return between(at + 1, 0x80, 0xBF) ? 2 : 0;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    // No overlong forms, no surrogates.
    const bool second = between(at + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && between(at + 2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = between(at + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return second && between(at + 2, 0x80, 0xBF) && between(at + 3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

// The private characters U+EF80 to U+EFFF, as EE BE 80 to EE BF BF.
bool is_byte_character(std::string_view text, std::size_t at) noexcept {
  return text.size() - at >= 3 && text[at] == '\xEE' && (text[at + 1] == '\xBE' || text[at + 1] == '\xBF') &&
         (static_cast<unsigned char>(text[at + 2]) & 0xC0U) == 0x80U;
}

}  // namespace

std::string to_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t size = character_size(bytes, at);
    if (size != 0 && !is_byte_character(bytes, at)) {
      text.append(bytes.substr(at, size));
    } else {
      // Only the first byte of a private character: the bytes behind it begin no character, and so come here one by
      // one.
      size = 1;
      const auto byte = static_cast<unsigned char>(bytes[at]);
      text += '\xEE';
      text += static_cast<char>(0xBE | ((byte >> 6U) & 1U));
      text += static_cast<char>(0x80 | (byte & 0x3FU));
    }
    at += size;
  }
  return text;
}

std::string from_utf8(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (is_byte_character(text, at)) {
      const auto high = static_cast<unsigned char>(text[at + 1]) & 1U;
      const auto low = static_cast<unsigned char>(text[at + 2]) & 0x3FU;
      bytes += static_cast<char>(0x80U | (high << 6U) | low);
      at += 3;
    } else {
      bytes += text[at++];
    }
  }
  return bytes;
}

std::string_view cut_text(std::string_view text, std::size_t most) noexcept {
  if (text.size() <= most) {
    return text;
  }
  constexpr std::size_t longest_character = 4;
  for (std::size_t back = 1; back < longest_character && back <= most; ++back) {
    if (character_size(text, most - back) > back) {
      return text.substr(0, most - back);
    }
  }
  return text.substr(0, most);
}

}  // namespace ami::detail
