// Text for people and logs out of the bytes that a server sends.
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// Appends `bytes` with control bytes and backslash escaped; bytes above 0x7e are kept (names in UTF-8 stay readable).
void append_escaped(std::string& out, std::string_view bytes);

// Converts to UTF-8: valid characters are kept, and each byte that belongs to none becomes the private character U+EF00
// + byte (U+EF80 to U+EFFF). These private characters in the input are converted byte by byte as well, so that
// different bytes never become the same text.
AMI_DECL std::string to_utf8(std::string_view bytes);
// The reverse of to_utf8().
AMI_DECL std::string from_utf8(std::string_view text);

// The first `most` bytes at most, without a partial UTF-8 character at the end.
std::string_view cut_text(std::string_view text, std::size_t most) noexcept;

// Says which values must not be shown. hides() is to be called for all headers of one frame or action, in their order.
// Secret are headers by their names, and settings of configuration files: `Line-000000-000001: secret=x`, the JSON of
// GetConfig, and in UpdateConfig the `Value` and `Match` of a `Var` that names a secret.
class AMI_DECL secret_finder {
public:
  // `action` is the action's name; empty for a frame of the server.
  explicit secret_finder(std::string_view action = {}) noexcept : login_{wire::equal_ignoring_case(action, "Login")} {}

  bool hides(std::string_view key, std::string_view value);

private:
  std::string secret_number_;  // the number of the last Var header that named a secret
  bool login_;
};

// Appends all headers but the one that names the frame as " Key=value"; values of secrets are replaced.
void append_headers(std::string& out, const wire::frame_view& frame);

}  // namespace ami::detail
