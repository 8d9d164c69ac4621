// A table for entries that come and go.
#pragma once

#include <unordered_map>
#include <utility>

namespace ami::detail {

/// An unordered map that keeps the memory of the last entry taken out for the next one: entries that come one after the
/// other need none. What is left in an entry when it is taken out stays until then.
template <class Key, class Value>
class reusing_map : private std::unordered_map<Key, Value> {
  using base = std::unordered_map<Key, Value>;

public:
  using typename base::iterator;

  using base::at;
  using base::begin;
  using base::contains;
  using base::empty;
  using base::end;
  using base::find;
  using base::size;

  template <class... Arguments>
  std::pair<iterator, bool> try_emplace(const Key& key, Arguments&&... arguments) {
    if (spare_.empty()) {
      return base::try_emplace(key, std::forward<Arguments>(arguments)...);
    }
    if (const auto found = find(key); found != end()) {
      return {found, false};
    }
    spare_.key() = key;
    spare_.mapped() = Value(std::forward<Arguments>(arguments)...);
    return {base::insert(std::move(spare_)).position, true};
  }

  void erase(iterator entry) { spare_ = base::extract(entry); }

private:
  typename base::node_type spare_;
};

}  // namespace ami::detail
