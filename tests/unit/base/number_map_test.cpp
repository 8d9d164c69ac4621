// A map for keys handed out in ascending order.
#include "base/number_map.hpp"
#include "catch.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>

using ami::detail::number_map;

TEST_CASE("number_map: an entry is there until it is erased") {
  number_map<std::unique_ptr<int>> table;
  CHECK(table.empty());
  CHECK(table.find(0) == nullptr);
  auto value = std::make_unique<int>(5);
  REQUIRE(table.add(7, std::move(value)) != nullptr);
  CHECK(**table.find(7) == 5);
  CHECK_FALSE(table.contains(7 + 16));
  auto other = std::make_unique<int>(6);
  CHECK(table.add(7, std::move(other)) == nullptr);
  CHECK(*other == 6);  // as it was
  table.erase(7);
  CHECK(table.empty());
  CHECK_FALSE(table.contains(7));
}

TEST_CASE("number_map: entries that meet at one place are kept apart") {
  number_map<int> table;
  for (const std::uint64_t number : {3U, 3U + 16U, 3U + 32U, 4U}) {
    REQUIRE(table.add(number, static_cast<int>(number)) != nullptr);
  }
  CHECK(table.size() == 4);
  table.erase(3);
  CHECK(*table.find(19) == 19);
  CHECK(*table.find(35) == 35);
  // The place of the first is free now, and still those that went elsewhere are found and not added again.
  CHECK(table.add(19, 0) == nullptr);
  REQUIRE(table.add(3, 33) != nullptr);
  CHECK(*table.find(3) == 33);
  table.erase(19);
  CHECK(table.find(19) == nullptr);
}

TEST_CASE("number_map: agrees with a map, whatever stays long") {
  std::mt19937 random{11};
  number_map<std::string> table;
  std::map<std::uint64_t, std::string> model;
  std::uint64_t next = 0;
  for (int round = 0; round < 50000; ++round) {
    const bool grows = round / 5000 % 2 == 0;
    if (model.size() < (grows ? 700U : 20U) || random() % 2 == 0) {
      next += 1 + random() % 3;
      REQUIRE(table.add(next, std::to_string(next)) != nullptr);
      model.emplace(next, std::to_string(next));
    } else {
      // Mostly an old one, seldom one of the very first.
      auto victim = model.begin();
      std::advance(victim, static_cast<std::ptrdiff_t>(random() % 8 == 0 ? 0 : random() % model.size()));
      table.erase(victim->first);
      model.erase(victim);
    }
    REQUIRE(table.size() == model.size());
    const std::uint64_t asked = next - random() % 2000;
    const auto known = model.find(asked);
    const std::string* const found = table.find(asked);
    REQUIRE((found != nullptr) == (known != model.end()));
    REQUIRE((found == nullptr || *found == known->second));
  }
  std::map<std::uint64_t, std::string> all;
  table.for_each([&](std::uint64_t number, const std::string& value) { all.emplace(number, value); });
  CHECK(all == model);
}
