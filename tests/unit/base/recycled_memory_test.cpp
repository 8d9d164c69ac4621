// Memory that a thread keeps when it is freed, and uses again.
#include "catch.hpp"

#include <ami/detail/recycled_memory.hpp>

#include <cstddef>
#include <cstring>
#include <deque>
#include <memory>
#include <random>
#include <thread>
#include <utility>
#include <vector>

using ami::detail::allocate_recycled;
using ami::detail::deallocate_recycled;
using ami::detail::recycling_allocator;

namespace {

class block {
public:
  explicit block(std::size_t size, unsigned char mark) : memory_{allocate_recycled(size)}, size_{size}, mark_{mark} {
    std::memset(memory_, mark, size);
  }
  block(block&& other) noexcept
      : memory_{std::exchange(other.memory_, nullptr)}, size_{other.size_}, mark_{other.mark_} {}
  block& operator=(block&& other) = delete;
  ~block() {
    if (memory_ != nullptr) {
      deallocate_recycled(memory_, size_);
    }
  }

  bool intact() const noexcept {
    const auto* const bytes = static_cast<const unsigned char*>(memory_);
    for (std::size_t i = 0; i < size_; ++i) {
      if (bytes[i] != mark_) {
        return false;
      }
    }
    return true;
  }

private:
  void* memory_;
  std::size_t size_;
  unsigned char mark_;
};

// Gives memory back when the thread ends, whatever was destroyed before.
class late_giver {
public:
  late_giver() noexcept = default;
  late_giver(const late_giver&) = delete;
  late_giver& operator=(const late_giver&) = delete;
  ~late_giver() { deallocate_recycled(memory_, 100); }
  void hold() { memory_ = allocate_recycled(100); }

private:
  void* memory_ = nullptr;
};

}  // namespace

TEST_CASE("recycled memory: blocks of all sizes are whole, and never two of them the same") {
  std::mt19937 random{7};
  std::deque<block> held;
  for (int i = 0; i < 20000; ++i) {
    if (held.size() < 300 && random() % 3 != 0) {
      const std::size_t size = random() % 8 == 0 ? random() % 5000 : random() % 700;
      held.emplace_back(size, static_cast<unsigned char>(random()));
    } else if (!held.empty()) {
      REQUIRE(held.front().intact());
      held.pop_front();
    }
  }
}

TEST_CASE("recycled memory: what one thread took another may give back, also at its end") {
  for (int round = 0; round < 20; ++round) {
    std::vector<block> made;
    std::thread maker{[&] {
      thread_local late_giver late;  // destroyed after what the memory has for the end of a thread
      late.hold();
      for (unsigned i = 0; i < 200; ++i) {
        made.emplace_back(i * 7 + 1, static_cast<unsigned char>(i));
      }
      const block mine{64, 1};
    }};
    maker.join();
    std::thread user{[&] {
      for (const block& one : made) {
        CHECK(one.intact());
      }
      made.clear();
    }};
    user.join();
  }
}

TEST_CASE("recycled memory: what one thread frees another one uses again") {
  // Many more than a thread keeps for itself.
  constexpr std::size_t size = 200;
  constexpr int blocks = 5000;
  constexpr int few = 200;  // a thread keeps fewer
  std::vector<void*> taken;
  for (int i = 0; i < blocks; ++i) {
    taken.push_back(allocate_recycled(size));
    std::memset(taken.back(), i % 80, size);
  }
  bool kept = false;  // not under a sanitizer
  std::thread other{[&] {
    for (void* const memory : taken) {
      deallocate_recycled(memory, size);
    }
    void* const last = allocate_recycled(size);
    kept = last == taken.back();
    deallocate_recycled(last, size);
  }};
  other.join();
  // The test runs with an allocator that overwrites what it gets back, so what was written is still there only when the
  // memory never went there.
  std::vector<void*> again;
  int used_again = 0;
  for (int i = 0; i < blocks; ++i) {
    again.push_back(allocate_recycled(size));
    const auto* const bytes = static_cast<const unsigned char*>(again.back());
    used_again += kept && bytes[size - 1] < 80 && bytes[size - 1] == bytes[size / 2] ? 1 : 0;
  }
  for (void* const memory : again) {
    deallocate_recycled(memory, size);
  }
  if (kept) {
    CHECK(used_again >= blocks - few);
  }
}

TEST_CASE("recycled memory: as an allocator") {
  std::vector<int, recycling_allocator<int>> numbers;
  for (int i = 0; i < 3000; ++i) {
    numbers.push_back(i);
  }
  CHECK(numbers.back() == 2999);
  const auto shared = std::allocate_shared<std::vector<int>>(recycling_allocator<int>{}, 3, 5);
  CHECK(*shared == std::vector{5, 5, 5});
}
