#include "catch.hpp"

#include <ami/detail/reusing_map.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

using ami::detail::reusing_map;

TEST_CASE("A reusing_map puts the next entry where the last one was", "[reusing_map]") {
  reusing_map<int, std::string> map;
  auto* const first = map.add(1, "one");
  REQUIRE(first != nullptr);
  map.erase(*first);
  CHECK(map.empty());
  CHECK(map.find(1) == nullptr);

  auto* const second = map.add(2, "two");
  CHECK(second == first);
  CHECK(second->first == 2);
  CHECK(second->second == "two");
  CHECK(map.find(2) == second);
  CHECK(map.find(1) == nullptr);
}

TEST_CASE("A reusing_map keeps the entry that it has of a key", "[reusing_map]") {
  reusing_map<int, std::unique_ptr<int>> map;
  map.add(1, std::make_unique<int>(1));
  map.add(2, std::make_unique<int>(2));
  auto third = std::make_unique<int>(3);
  CHECK(map.add(1, std::move(third)) == nullptr);
  CHECK(map.add(2, std::move(third)) == nullptr);
  CHECK(third != nullptr);
  CHECK(*map.find(1)->second == 1);
  CHECK(*map.find(2)->second == 2);
  CHECK(map.size() == 2);
}

TEST_CASE("A reusing_map finds all entries, the latest or not", "[reusing_map]") {
  reusing_map<int, int> map;
  const auto& read = map;
  for (int i = 0; i < 100; ++i) {
    map.add(i, i * i);
  }
  map.erase(*map.find(99));
  map.erase(*map.find(42));
  CHECK(map.find(99) == nullptr);
  CHECK(map.find(42) == nullptr);
  for (const int key : {0, 41, 43, 98}) {
    CHECK(map.find(key)->second == key * key);
    CHECK(read.find(key) == map.find(key));
  }
  CHECK(map.size() == 98);
  CHECK(std::ranges::distance(read) == 98);
  map.add(42, 7);
  CHECK(read.find(42)->second == 7);
}

TEST_CASE("A reusing_map that was moved from is empty", "[reusing_map]") {
  reusing_map<int, int> map;
  map.add(1, 10);
  reusing_map<int, int> other{std::move(map)};
  CHECK(other.find(1)->second == 10);
  CHECK(map.find(1) == nullptr);  // NOLINT(bugprone-use-after-move): what it is then is a part of its contract
  map = std::move(other);
  CHECK(map.find(1)->second == 10);
  CHECK(other.find(1) == nullptr);  // NOLINT(bugprone-use-after-move)
}
