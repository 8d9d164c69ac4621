#include "catch.hpp"

#include <ami/detail/reusing_map.hpp>

#include <memory>
#include <string>

TEST_CASE("A reusing_map puts the next entry where the last one was", "[reusing_map]") {
  ami::detail::reusing_map<int, std::string> map;
  const auto [first, first_is_new] = map.try_emplace(1, "one");
  REQUIRE(first_is_new);
  const auto* const place = &*first;
  map.erase(first);
  CHECK(map.empty());
  CHECK(map.find(1) == map.end());

  const auto [second, second_is_new] = map.try_emplace(2, "two");
  REQUIRE(second_is_new);
  CHECK(&*second == place);
  CHECK(second->first == 2);
  CHECK(second->second == "two");
  CHECK(map.find(2) == second);
  CHECK_FALSE(map.contains(1));
}

TEST_CASE("A reusing_map keeps the entry that it has of a key", "[reusing_map]") {
  ami::detail::reusing_map<int, std::unique_ptr<int>> map;
  map.try_emplace(1, std::make_unique<int>(1));
  map.erase(map.try_emplace(2, std::make_unique<int>(2)).first);

  const auto [again, is_new] = map.try_emplace(1, std::make_unique<int>(3));
  CHECK_FALSE(is_new);
  CHECK(*again->second == 1);
  CHECK(map.size() == 1);
  map.try_emplace(2, std::make_unique<int>(4));
  CHECK(*map.at(2) == 4);
  CHECK(map.size() == 2);
}
