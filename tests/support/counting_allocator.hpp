// Counts what is allocated through it and not given back.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace test {

template <class T>
class counting_allocator {
public:
  using value_type = T;

  explicit counting_allocator(std::shared_ptr<long> count) noexcept : count_{std::move(count)} {}
  template <class U>
  counting_allocator(const counting_allocator<U>& other) noexcept : count_{other.count_} {}  // NOLINT

  T* allocate(std::size_t n) {
    ++*count_;
    return std::allocator<T>{}.allocate(n);
  }
  void deallocate(T* memory, std::size_t n) {
    --*count_;
    std::allocator<T>{}.deallocate(memory, n);
  }

  template <class U>
  friend bool operator==(const counting_allocator& a, const counting_allocator<U>& b) noexcept {
    return a.count_ == b.count_;
  }

  std::shared_ptr<long> count_;
};

}  // namespace test
