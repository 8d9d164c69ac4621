// Bytes of a server as text on one line, and as UTF-8.
#include "base/escaped_text.hpp"
#include "catch.hpp"

#include <string>
#include <string_view>

using namespace std::string_view_literals;

namespace {

std::string escaped(std::string_view bytes) {
  std::string text;
  ami::detail::append_escaped(text, bytes);
  return text;
}

}  // namespace

TEST_CASE("escaped_text: control bytes and backslashes are escaped, and bytes of UTF-8 are kept") {
  CHECK(escaped("a\\b\r\nc\0\x1f\x7f"sv) == "a\\\\b\\r\\nc\\x00\\x1f\\x7f");
  CHECK(escaped("caf\xc3\xa9") == "caf\xc3\xa9");
}

TEST_CASE("escaped_text: a cut leaves no part of a character") {
  CHECK(ami::detail::cut_text("caf\xc3\xa9", 5) == "caf\xc3\xa9");
  CHECK(ami::detail::cut_text("caf\xc3\xa9", 4) == "caf");
  CHECK(ami::detail::cut_text("\xe4\xbd\x90\xe8\x97\xa4", 5) == "\xe4\xbd\x90");
  CHECK(ami::detail::cut_text("\xf0\x9f\x93\x9e", 3).empty());
}

TEST_CASE("escaped_text: bytes that are not UTF-8 become private characters, and come back") {
  CHECK(ami::detail::to_utf8("caf\xe9") == "caf\xee\xbf\xa9");
  CHECK(ami::detail::to_utf8("caf\xc3\xa9") == "caf\xc3\xa9");
  CHECK(ami::detail::to_utf8("\xee\xbe\x80") == "\xee\xbf\xae\xee\xbe\xbe\xee\xbe\x80");
  for (const std::string_view bytes :
       {"caf\xe9"sv, "\xc0\x80"sv, "\xed\xa0\x80"sv, "\xee\xbe\x80"sv, "\x80\xff"sv, "\xf4\x90\x80\x80"sv}) {
    CHECK(ami::detail::from_utf8(ami::detail::to_utf8(bytes)) == bytes);
  }
}
