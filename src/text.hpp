// Bytes of a server as text for people: nothing in them can break a line or a terminal.
#pragma once

#include <ami/wire/frame.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

// Appends `bytes` with control bytes and backslash escaped; bytes above 0x7e are kept (names in UTF-8 stay readable).
void append_escaped(std::string& out, std::string_view bytes);

// Appends all headers behind the first line as " Key=value"; values of secrets are replaced.
void append_headers(std::string& out, const wire::frame_view& frame);

}  // namespace ami::detail
