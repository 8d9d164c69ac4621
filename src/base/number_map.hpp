// A table of what goes by a number that counts up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ami::detail {

/// A map for keys that are given out in order, of which few are there at a time: actions in flight. An entry is where
/// its number says, modulo the number of places; only one that meets another there, which stayed far longer than those
/// that came with it, goes into an ordinary table. Adding may move the others.
template <class Value>
class number_map {
public:
  using key = std::uint64_t;

  /// The value of a key; null when there is none. Valid until the next add().
  Value* find(key number) noexcept { return find_in(*this, number); }
  const Value* find(key number) const noexcept { return find_in(*this, number); }
  bool contains(key number) const noexcept { return find(number) != nullptr; }

  /// The new value; null, and the arguments as they were, when there is one of this key.
  template <class... Arguments>
  Value* add(key number, Arguments&&... arguments) {
    if (find(number) != nullptr) {
      return nullptr;
    }
    if (size_ * 2 >= places_.size()) {
      grow();
    }
    place& home = places_[number & (places_.size() - 1)];
    Value* added = nullptr;
    if (!home.value_) {
      home.number_ = number;
      added = &home.value_.emplace(std::forward<Arguments>(arguments)...);
    } else {
      added = &elsewhere_.try_emplace(number, std::forward<Arguments>(arguments)...).first->second;
    }
    ++size_;
    return added;
  }

  /// Takes a value out, which has to be there.
  void erase(key number) noexcept {
    place& home = places_[number & (places_.size() - 1)];
    if (home.value_ && home.number_ == number) {
      home.value_.reset();
    } else {
      elsewhere_.erase(number);
    }
    --size_;
  }

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }

  /// Calls `function(key, value)` for all, in no order. It must not add or erase.
  template <class Function>
  void for_each(Function&& function) const {
    for (const place& one : places_) {
      if (one.value_) {
        function(one.number_, *one.value_);
      }
    }
    for (const auto& [number, value] : elsewhere_) {
      function(number, value);
    }
  }

private:
  class content {
  public:
    key number_ = 0;
    std::optional<Value> value_;
  };
  // One that is as large as a line of the processor's cache takes one, not two.
  static constexpr std::size_t line = 64;
  class alignas(sizeof(content) == line ? line : alignof(content)) place : public content {};

  template <class Map>
  static auto find_in(Map& where, key number) noexcept -> decltype(&*where.places_.front().value_) {
    if (!where.places_.empty()) {
      auto& home = where.places_[number & (where.places_.size() - 1)];
      if (home.value_ && home.number_ == number) {
        return &*home.value_;
      }
    }
    if (!where.elsewhere_.empty()) {
      const auto found = where.elsewhere_.find(number);
      return found != where.elsewhere_.end() ? &found->second : nullptr;
    }
    return nullptr;
  }

  // Those that had places of their own have them again.
  void grow() {
    constexpr std::size_t least = 16;
    std::vector<place> more(places_.empty() ? least : places_.size() * 2);
    const auto home_of = [&](key number) -> place& { return more[number & (more.size() - 1)]; };
    for (place& one : places_) {
      if (one.value_) {
        home_of(one.number_) = std::move(one);
      }
    }
    for (auto one = elsewhere_.begin(); one != elsewhere_.end();) {
      if (place& home = home_of(one->first); !home.value_) {
        home.number_ = one->first;
        home.value_.emplace(std::move(one->second));
        one = elsewhere_.erase(one);
      } else {
        ++one;
      }
    }
    places_.swap(more);
  }

  std::vector<place> places_;  // as many as a power of two
  std::unordered_map<key, Value> elsewhere_;
  std::size_t size_ = 0;
};

}  // namespace ami::detail
