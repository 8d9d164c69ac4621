#include "catch.hpp"
#include "runtime/mailbox.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

using ami::runtime::mailbox;
using ami::runtime::put_result;

namespace {

using item = std::unique_ptr<int>;

put_result put(mailbox<item>& box, int number, std::size_t load = 0) {
  item made = std::make_unique<int>(number);
  return box.put(made, load);
}

std::vector<int> take(mailbox<item>& box) {
  std::vector<int> taken;
  box.take([&](const item& taken_item) { taken.push_back(*taken_item); });
  return taken;
}

}  // namespace

TEST_CASE("mailbox: hands over what waits, all at once and in order, and asks for that once") {
  mailbox<item> box;
  CHECK(box.empty());
  CHECK(put(box, 1) == put_result::first);
  CHECK(put(box, 2) == put_result::waits);
  CHECK_FALSE(box.empty());
  CHECK(take(box) == std::vector{1, 2});
  CHECK(box.empty());
  CHECK(take(box).empty());
  CHECK(put(box, 3) == put_result::first);
  CHECK(take(box) == std::vector{3});
}

TEST_CASE("mailbox: asks again when the strand could not be asked") {
  mailbox<item> box;
  CHECK(put(box, 1) == put_result::first);
  box.not_asked();
  CHECK(put(box, 2) == put_result::first);
  CHECK(take(box) == std::vector{1, 2});
}

TEST_CASE("mailbox: leaves what comes while it hands over to the next time") {
  mailbox<item> box;
  put(box, 1);
  std::vector<int> taken;
  box.take([&](const item& taken_item) {
    taken.push_back(*taken_item);
    CHECK(put(box, 2) == put_result::first);
  });
  CHECK(taken == std::vector{1});
  CHECK(take(box) == std::vector{2});
}

TEST_CASE("mailbox: counts the load of what waits") {
  mailbox<item> box;
  CHECK(box.load() == 0);
  put(box, 1, 2);
  put(box, 2);
  put(box, 3, 1);
  CHECK(box.load() == 3);
  box.take([&](const item&) { CHECK(box.load() == 0); });
  put(box, 4, 1);
  box.close();
  CHECK(box.load() == 0);
}

TEST_CASE("mailbox: gives what is left when it is closed, and refuses what comes later") {
  mailbox<item> box;
  put(box, 1);
  put(box, 2);
  const auto left = box.close();
  REQUIRE(left.size() == 2);
  CHECK(*left[0] == 1);
  CHECK(*left[1] == 2);
  CHECK_FALSE(box.empty());
  item refused = std::make_unique<int>(3);
  CHECK(box.put(refused) == put_result::refused);
  CHECK(refused != nullptr);
  CHECK(take(box).empty());
  CHECK(box.close().empty());
}

TEST_CASE("mailbox: hands over the other items when the taking of some throws") {
  mailbox<item> box;
  for (const int number : {1, 2, 3, 4}) {
    put(box, number);
  }
  std::vector<int> taken;
  const auto throw_for_even = [&](const item& taken_item) {
    if (*taken_item % 2 == 0) {
      throw std::runtime_error{*taken_item == 2 ? "two" : "four"};
    }
    taken.push_back(*taken_item);
  };
  CHECK_THROWS_WITH(box.take(throw_for_even), "two");
  CHECK(taken == std::vector{1, 3});
  CHECK(take(box).empty());
  CHECK(put(box, 5) == put_result::first);
  CHECK(take(box) == std::vector{5});
}

TEST_CASE("mailbox: takes from many threads every item once, in the order of each thread, and close() the rest") {
  constexpr int users = 4;
  constexpr int each = 5000;
  mailbox<std::pair<int, int>> box;
  std::atomic<int> asked{0};
  std::atomic<int> refused{0};
  std::atomic<int> finished{0};
  std::vector<std::thread> threads;
  threads.reserve(users);
  for (int user = 0; user < users; ++user) {
    threads.emplace_back([&, user] {
      for (int number = 0; number < each; ++number) {
        std::pair<int, int> sent{user, number};
        switch (box.put(sent, 1)) {
        case put_result::refused: ++refused; break;
        case put_result::first: ++asked; break;
        case put_result::waits: break;
        }
      }
      ++finished;
    });
  }
  std::vector<int> seen(users);  // of each thread, so far
  int out_of_order = 0;
  int takes = 0;
  int left = users * each;
  const auto note = [&](const std::pair<int, int>& taken_item) {
    out_of_order += seen[static_cast<std::size_t>(taken_item.first)]++ == taken_item.second ? 0 : 1;
    --left;
  };
  // Only when it was asked for: nothing may wait for which that was forgotten.
  while (left > users * each / 2) {
    if (takes < asked) {
      ++takes;
      box.take(note);
    }
  }
  for (const auto& taken_item : box.close()) {
    note(taken_item);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(finished == users);
  CHECK(out_of_order == 0);
  CHECK(left == refused);
}
