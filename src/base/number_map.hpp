// A map for keys handed out in ascending order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ami::detail {

/// A map for keys that are handed out in ascending order and of which few are alive at a time, such as the ids of
/// actions in flight. An entry's slot is its key modulo the number of slots. Only a key whose slot is taken, by an
/// entry that stayed much longer than those added with it, goes into an ordinary hash table. Adding may move the other
/// entries.
template <class Value>
class number_map {
public:
  using key = std::uint64_t;

  /// The value of a key; null when there is none. Valid until the next add().
  Value* find(key number) noexcept { return find_in(*this, number); }
  const Value* find(key number) const noexcept { return find_in(*this, number); }
  bool contains(key number) const noexcept { return find(number) != nullptr; }

  /// Returns the new value, or null when the key exists; the arguments are then unchanged.
  template <class... Arguments>
  Value* add(key number, Arguments&&... arguments) {
    if (find(number) != nullptr) {
      return nullptr;
    }
    if (size_ * 2 >= slots_.size()) {
      grow();
    }
    slot& own = slots_[number & (slots_.size() - 1)];
    Value* added = nullptr;
    if (!own.value_) {
      own.number_ = number;
      added = &own.value_.emplace(std::forward<Arguments>(arguments)...);
    } else {
      added = &collided_.try_emplace(number, std::forward<Arguments>(arguments)...).first->second;
    }
    ++size_;
    return added;
  }

  /// Removes an entry, which must exist.
  void erase(key number) noexcept {
    slot& own = slots_[number & (slots_.size() - 1)];
    if (own.value_ && own.number_ == number) {
      own.value_.reset();
    } else {
      collided_.erase(number);
    }
    --size_;
  }

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }

  /// Calls `function(key, value)` for each entry, in no particular order. It must not add or erase.
  template <class Function>
  void for_each(Function&& function) const {
    for (const slot& used : slots_) {
      if (used.value_) {
        function(used.number_, *used.value_);
      }
    }
    for (const auto& [number, value] : collided_) {
      function(number, value);
    }
  }

private:
  class content {
  public:
    key number_ = 0;
    std::optional<Value> value_;
  };
  // A slot that has the size of a cache line is aligned, so that it does not span two lines.
  static constexpr std::size_t line = 64;
  class alignas(sizeof(content) == line ? line : alignof(content)) slot : public content {};

  template <class Map>
  static auto find_in(Map& map, key number) noexcept -> decltype(&*map.slots_.front().value_) {
    if (!map.slots_.empty()) {
      auto& own = map.slots_[number & (map.slots_.size() - 1)];
      if (own.value_ && own.number_ == number) {
        return &*own.value_;
      }
    }
    if (!map.collided_.empty()) {
      const auto found = map.collided_.find(number);
      return found != map.collided_.end() ? &found->second : nullptr;
    }
    return nullptr;
  }

  // Entries of the hash table move into slots where their own is free now.
  void grow() {
    constexpr std::size_t least = 16;
    std::vector<slot> more(slots_.empty() ? least : slots_.size() * 2);
    const auto slot_of = [&](key number) -> slot& { return more[number & (more.size() - 1)]; };
    for (slot& old : slots_) {
      if (old.value_) {
        slot_of(old.number_) = std::move(old);
      }
    }
    for (auto entry = collided_.begin(); entry != collided_.end();) {
      if (slot& own = slot_of(entry->first); !own.value_) {
        own.number_ = entry->first;
        own.value_.emplace(std::move(entry->second));
        entry = collided_.erase(entry);
      } else {
        ++entry;
      }
    }
    slots_.swap(more);
  }

  std::vector<slot> slots_;  // a power of two
  std::unordered_map<key, Value> collided_;
  std::size_t size_ = 0;
};

}  // namespace ami::detail
