// The tables of the live state: against a plain map, with copies that never change, and with keys that collide.
#include "catch.hpp"
#include "live/record_table.hpp"

#include <ami/live_device.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live = ami::live;

namespace {

// A record of the table that a test can fill.
class item {
public:
  item(std::string key, int value) : key_{std::move(key)}, value_{value} {}
  const std::string& key() const noexcept { return key_; }

  std::string key_;
  int value_;
};

// The same with three hashes for all keys, which differ only in the last bits of a table's deepest level.
class colliding_item : public item {
public:
  using item::item;
  static std::size_t hash_of(std::string_view key) noexcept {
    return (std::size_t{key.size() % 3} << 55U) | (std::size_t{1} << 62U);
  }
};

}  // namespace

// The changes of a table of another type than those of live_change are not collected.
template <>
void ami::live::change_log::note<item>(ami::live_part part, std::shared_ptr<const item> /*before*/,
                                       std::shared_ptr<const item> /*after*/) {
  count(part);
}
template <>
void ami::live::change_log::note<colliding_item>(ami::live_part part, std::shared_ptr<const colliding_item> /*before*/,
                                                 std::shared_ptr<const colliding_item> /*after*/) {
  count(part);
}

namespace {

using model = std::map<std::string, int>;

template <class Item>
model content(const ami::live_table<Item>& table) {
  model all;
  for (const Item& each : table) {
    REQUIRE(all.emplace(each.key(), each.value_).second);
  }
  CHECK(table.size() == all.size());
  return all;
}

// Changes a table and a map at random; copies of both have to stay the same.
template <class Item>
void compare_with_map(unsigned seed, int keys, int steps) {
  std::mt19937 random{seed};
  live::change_log log;
  live::record_table<Item> table{log, ami::live_part::channels};
  model expected;
  std::vector<std::pair<ami::live_table<Item>, model>> copies;
  for (int step = 0; step < steps; ++step) {
    const std::string key = "1795408097." + std::to_string(static_cast<int>(random()) % keys);
    const auto known = expected.find(key);
    REQUIRE((table.find(key) != nullptr) == (known != expected.end()));
    if (known == expected.end()) {
      table.add(Item{key, step});
      expected.emplace(key, step);
    } else if (random() % 3 != 0) {
      REQUIRE(table.find(key)->value_ == known->second);
      table.edit(key).value_ = step;
      known->second = step;
    } else {
      table.erase(key);
      expected.erase(known);
    }
    if (random() % 500 == 0) {
      copies.emplace_back(table.freeze(), expected);
    }
  }
  copies.emplace_back(table.freeze(), expected);
  REQUIRE(copies.size() > 2);
  for (const auto& [copy, was] : copies) {
    REQUIRE((content(copy) == was));
    for (const auto& [key, value] : was) {
      REQUIRE(copy.find(key)->value_ == value);
    }
  }
  table.clear();
  CHECK(table.size() == 0);
  CHECK(table.begin() == table.end());
  CHECK((content(copies.back().first) == expected));
}

}  // namespace

TEST_CASE("live table: it does what a map does, and copies keep what they had") {
  compare_with_map<item>(1, 40, 20000);
  compare_with_map<item>(2, 5000, 20000);
}

TEST_CASE("live table: so it does with keys whose hashes are the same") {
  compare_with_map<colliding_item>(3, 200, 5000);
}

TEST_CASE("live table: a record is copied once for each copy of the table, and once for each event that is watched") {
  live::change_log log;
  live::record_table<item> table{log, ami::live_part::channels};
  table.add(item{"a", 1});
  const item* first = table.find("a");
  table.edit("a").value_ = 2;
  CHECK(table.find("a") == first);
  const auto copy = table.freeze();
  table.edit("a").value_ = 3;
  const item* second = table.find("a");
  CHECK(second != first);
  CHECK(copy.find("a")->value_ == 2);
  table.begin_changes();
  table.edit("a").value_ = 4;
  CHECK(table.find("a") == second);
  log.watch(true);
  const auto kept = table.share("a");
  table.begin_changes();
  table.edit("a").value_ = 5;
  CHECK(kept->value_ == 4);
  CHECK(table.find("a")->value_ == 5);
}

TEST_CASE("live table: an empty one") {
  const ami::live_table<ami::live_device> table;
  CHECK(table.empty());
  CHECK(table.begin() == table.end());
  CHECK(table.find("x") == nullptr);
  CHECK(table.share("x") == nullptr);
  CHECK_FALSE(table.contains("x"));
}
