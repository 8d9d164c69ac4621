// Looking texts up without making a std::string of them.
#include "base/text_hash.hpp"
#include "catch.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

TEST_CASE("text_hash: a part of a text is found as the same text") {
  const std::unordered_map<std::string, int, ami::detail::text_hash, std::equal_to<>> table{{"Ping", 1}, {"", 2}};
  const std::string_view text = "Pings";
  const auto ping = table.find(text.substr(0, 4));
  REQUIRE(ping != table.end());
  CHECK(ping->second == 1);
  REQUIRE(table.find(std::string_view{}) != table.end());
  CHECK(table.find(text) == table.end());
}
