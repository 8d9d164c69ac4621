// A table for entries that come and go.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace ami::detail {

/// An unordered map for entries that come and go, mostly one after the other: it keeps the memory of the last entry
/// taken out for the next one, and finds the last one put in without a look at the table. What is left in an entry when
/// it is taken out stays until the next one comes.
template <class Key, class Value>
class reusing_map {
  using table = std::unordered_map<Key, Value>;

public:
  using entry = typename table::value_type;

  reusing_map() = default;
  reusing_map(reusing_map&& other) noexcept
      : table_{std::move(other.table_)}, spare_{std::move(other.spare_)}, latest_{
                                                                              std::exchange(other.latest_, nullptr)} {}
  reusing_map& operator=(reusing_map&& other) noexcept {
    table_ = std::move(other.table_);
    spare_ = std::move(other.spare_);
    latest_ = std::exchange(other.latest_, nullptr);
    return *this;
  }

  /// The entry of `key`; null when there is none.
  entry* find(const Key& key) noexcept {
    return latest_ != nullptr && latest_->first == key ? latest_ : find_in(table_, key);
  }
  const entry* find(const Key& key) const noexcept {
    return latest_ != nullptr && latest_->first == key ? latest_ : find_in(table_, key);
  }

  /// The new entry; null, and the arguments as they were, when there is one of this key.
  template <class... Arguments>
  entry* add(const Key& key, Arguments&&... arguments) {
    if (find(key) != nullptr) {
      return nullptr;
    }
    if (spare_.empty()) {
      latest_ = &*table_.try_emplace(key, std::forward<Arguments>(arguments)...).first;
    } else {
      spare_.key() = key;
      spare_.mapped() = Value(std::forward<Arguments>(arguments)...);
      latest_ = &*table_.insert(std::move(spare_)).position;
    }
    return latest_;
  }

  void erase(entry& one) {
    if (latest_ == &one) {
      latest_ = nullptr;
    }
    spare_ = table_.extract(one.first);
  }

  bool empty() const noexcept { return table_.empty(); }
  std::size_t size() const noexcept { return table_.size(); }
  auto begin() const noexcept { return table_.begin(); }
  auto end() const noexcept { return table_.end(); }

private:
  template <class Table>
  static auto find_in(Table& where, const Key& key) noexcept -> decltype(&*where.begin()) {
    const auto found = where.find(key);
    return found != where.end() ? &*found : nullptr;
  }

  table table_;
  typename table::node_type spare_;
  entry* latest_ = nullptr;
};

}  // namespace ami::detail
