// Bytes as hexadecimal digits.
#include "base/hex.hpp"
#include "catch.hpp"

#include <string>

using ami::detail::append_hex;

TEST_CASE("hex: every byte becomes two digits in lower case, behind what is there") {
  std::string text = "x";
  append_hex(text, 0x00);
  append_hex(text, 0x0f);
  append_hex(text, 0xa9);
  append_hex(text, 0xff);
  CHECK(text == "x000fa9ff");
}
