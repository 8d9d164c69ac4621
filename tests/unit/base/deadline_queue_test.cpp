#include "base/deadline_queue.hpp"
#include "catch.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <random>
#include <set>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace {

using time_point = std::chrono::steady_clock::time_point;

class entry {
public:
  time_point when_;
  int id_ = 0;
};

using queue = ami::detail::deadline_queue<entry>;

constexpr auto all_alive = [](const entry&) { return true; };

constexpr time_point at(int milliseconds) {
  return time_point{std::chrono::milliseconds{milliseconds}};
}

// What is due at `now`, in the order in which it is taken.
std::vector<int> taken(queue& from, time_point now) {
  std::vector<int> ids;
  while (const auto one = from.take(now)) {
    ids.push_back(one->id_);
  }
  return ids;
}

}  // namespace

TEST_CASE("deadline_queue: gives what is due, the earliest first, however it was added") {
  queue deadlines;
  CHECK(deadlines.empty());
  CHECK(deadlines.earliest() == time_point::max());
  CHECK_FALSE(deadlines.take(at(1000)));
  for (const auto& [when, id] : std::vector<std::pair<int, int>>{{10, 1}, {20, 2}, {5, 3}, {20, 4}, {15, 5}, {30, 6}}) {
    deadlines.add({at(when), id}, 100, all_alive);
  }
  CHECK(deadlines.size() == 6);
  CHECK(deadlines.earliest() == at(5));
  CHECK(taken(deadlines, at(4)).empty());
  CHECK(taken(deadlines, at(15)) == std::vector{3, 1, 5});
  CHECK(deadlines.earliest() == at(20));
  CHECK(taken(deadlines, at(29)) == std::vector{2, 4});
  CHECK(taken(deadlines, at(30)) == std::vector{6});
  CHECK(deadlines.empty());
  CHECK(deadlines.earliest() == time_point::max());
  // From an empty one on any time is in order.
  deadlines.add({at(1), 7}, 100, all_alive);
  CHECK(deadlines.earliest() == at(1));
  deadlines.clear();
  CHECK(deadlines.empty());
  CHECK_FALSE(deadlines.take(time_point::max()));
}

TEST_CASE("deadline_queue: what is over goes, and costs a constant number of looks for each that is added") {
  // Of `window` that are in flight one goes for each that comes; one of the first stays for ever, or none.
  const std::size_t window = GENERATE(1U, 100U, 10'000U);
  const bool one_stays = GENERATE(false, true);
  const bool in_order = GENERATE(false, true);
  CAPTURE(window, one_stays, in_order);
  queue deadlines;
  std::size_t looks = 0;
  std::size_t largest = 0;
  constexpr int count = 100'000;
  for (int id = 1; id <= count; ++id) {
    const auto alive = [&](const entry& one) {
      ++looks;
      return (one_stays && one.id_ == 1) || one.id_ + static_cast<int>(window) >= id;
    };
    const int when = in_order ? id : id % 2 == 0 ? id : count - id;
    deadlines.add({at(when), id}, window + (one_stays ? 1 : 0), alive);
    largest = std::max(largest, deadlines.size());
  }
  CHECK(looks <= std::size_t{3} * count);
  CHECK(largest <= 4 * (window + 1) + 65);
}

TEST_CASE("deadline_queue: as a sorted list has it") {
  std::mt19937 random{7};
  queue deadlines;
  std::multiset<std::pair<time_point, int>> expected;
  std::set<int> alive;
  int next = 0;
  for (int step = 0; step < 5'000; ++step) {
    const int now = step / 4;
    if (random() % 3 != 0) {
      const int id = next++;
      const int when = now + static_cast<int>(random() % 2 == 0 ? 1000 : random() % 1000);
      alive.insert(id);
      expected.emplace(at(when), id);
      deadlines.add({at(when), id}, alive.size(), [&](const entry& one) { return alive.contains(one.id_); });
    } else if (!alive.empty()) {
      const auto which = std::next(alive.begin(), static_cast<int>(random() % alive.size()));
      std::erase_if(expected, [&](const auto& one) { return one.second == *which; });
      alive.erase(which);
    }
    for (auto due = deadlines.take(at(now)); due; due = deadlines.take(at(now))) {
      if (alive.contains(due->id_)) {
        const auto found = std::ranges::find_if(expected, [&](const auto& one) { return one.second == due->id_; });
        REQUIRE(found != expected.end());
        CHECK(found->first == expected.begin()->first);
        expected.erase(found);
        alive.erase(due->id_);
      }
    }
    REQUIRE((expected.empty() || expected.begin()->first > at(now)));
  }
}
