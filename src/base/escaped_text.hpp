// Bytes of a server as text: on one line for people and logs, and as UTF-8.
#pragma once

#include <ami/config.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// Appends `bytes` with control bytes and backslash escaped; bytes above 0x7e are kept (names in UTF-8 stay readable).
AMI_DECL void append_escaped(std::string& out, std::string_view bytes);

// Converts to UTF-8: valid characters are kept, and each byte that belongs to none becomes the private character U+EF00
// + byte (U+EF80 to U+EFFF). These private characters in the input are converted byte by byte as well, so that
// different bytes never become the same text.
AMI_DECL std::string to_utf8(std::string_view bytes);
// The reverse of to_utf8().
AMI_DECL std::string from_utf8(std::string_view text);

// The first `most` bytes at most, without a partial UTF-8 character at the end.
AMI_DECL std::string_view cut_text(std::string_view text, std::size_t most) noexcept;

}  // namespace ami::detail
