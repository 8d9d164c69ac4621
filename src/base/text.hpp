// Bytes of a server as text: for people, where nothing in them can break a line or a terminal, and as UTF-8.
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// Appends `bytes` with control bytes and backslash escaped; bytes above 0x7e are kept (names in UTF-8 stay readable).
void append_escaped(std::string& out, std::string_view bytes);

// The bytes as UTF-8: what is UTF-8 is kept, and each byte that belongs to no valid character becomes the private
// character U+EF00 + byte (U+EF80 to U+EFFF). These characters themselves are written as three bytes that way, so that
// different bytes never become the same text.
AMI_DECL std::string to_utf8(std::string_view bytes);
// The bytes that to_utf8() made a text of.
AMI_DECL std::string from_utf8(std::string_view text);

// The first bytes of a text, at most so many, without a part of a UTF-8 character at their end.
std::string_view cut_text(std::string_view text, std::size_t most) noexcept;

// Asked of all headers of a frame or an action in their order: which values are not to be shown. Besides the headers
// that are secret by their names, those that hold settings of configuration files: `Line-000000-000001: secret=x` and
// the JSON of GetConfig, and in UpdateConfig the `Value` and `Match` of a `Var` that names a secret.
class AMI_DECL secret_finder {
public:
  // `action`: the action's name; empty for what the server sends.
  explicit secret_finder(std::string_view action = {}) noexcept : login_{wire::equal_ignoring_case(action, "Login")} {}

  bool hides(std::string_view key, std::string_view value);

private:
  std::string secret_number_;  // of the last Var that named a secret
  bool login_;
};

// Appends all headers but the one that names the frame as " Key=value"; values of secrets are replaced.
void append_headers(std::string& out, const wire::frame_view& frame);

}  // namespace ami::detail
