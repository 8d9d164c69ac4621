// A table of the live state: immutable for those who read it, cheap to copy and to change for the library.
//
//     for (const ami::live_channel& channel : now.channels()) { show(channel.name()); }
//     if (const auto* channel = now.channels().find(uniqueid)) { show(channel->state()); }
#pragma once

#include <ami/config.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

namespace live {
template <class Record>
class record_table;
}

/// Records by their key, in no particular order.
///
/// It is a tree of nodes with up to 32 entries, by the hash of the key, and copies of a table share their nodes. So a
/// copy costs one pointer, a look-up some steps, and a change copies the nodes on the way to one record, however many
/// records there are.
/// @par Thread safety Copies may be used from different threads at once; nothing changes what a copy shows.
template <class Record>
class live_table {
  class node;

public:
  class iterator;
  /// What it has.
  using value_type = Record;
  /// Nothing is changed through an iterator.
  using const_iterator = iterator;

  /// A table without records.
  live_table() = default;

  /// The record with that key; null when there is none. It lives as long as any copy of this table.
  const Record* find(std::string_view key) const& noexcept {
    const leaf* found = find_leaf(key);
    return found != nullptr ? found->record_.get() : nullptr;
  }
  const Record* find(std::string_view key) const&& = delete;
  /// The same as a pointer that keeps the record alive.
  std::shared_ptr<const Record> share(std::string_view key) const noexcept {
    const leaf* found = find_leaf(key);
    return found != nullptr ? std::shared_ptr<const Record>{found->record_} : nullptr;
  }
  /// True when there is a record with that key.
  bool contains(std::string_view key) const noexcept { return find_leaf(key) != nullptr; }

  /// How many records there are.
  std::size_t size() const noexcept { return size_; }
  /// True when there is none.
  bool empty() const noexcept { return size_ == 0; }
  /// To iterate over all records.
  iterator begin() const noexcept { return iterator{root_.get()}; }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  friend class live::record_table<Record>;

  static constexpr unsigned bits_of_level = 5;
  static constexpr unsigned deepest = 12;  // a node that deep takes records with any hash, one after the other

  // What was made in the epoch under way is in no copy yet, and may be changed in place. That records have an epoch of
  // their own lets those who watch the changes keep each record without a copy of the nodes for each event.
  class leaf {
  public:
    leaf(std::shared_ptr<Record> record, std::uint64_t epoch) noexcept : record_{std::move(record)}, epoch_{epoch} {}

    std::shared_ptr<Record> record_;
    std::uint64_t epoch_;
  };

  class node {
  public:
    std::uint64_t epoch_ = 0;
    std::uint32_t leaf_bits_ = 0;
    std::uint32_t child_bits_ = 0;
    std::vector<leaf> leaves_;
    std::vector<std::shared_ptr<node>> children_;
  };

  // A record may have a hash of its own: tests have those that collide.
  static std::size_t hash_of(std::string_view key) noexcept {
    if constexpr (requires { Record::hash_of(key); }) {
      return Record::hash_of(key);
    } else {
      return std::hash<std::string_view>{}(key);
    }
  }
  static std::uint32_t bit_of(std::size_t hash, unsigned depth) noexcept {
    return std::uint32_t{1} << ((hash >> (depth * bits_of_level)) & 31U);
  }
  static std::size_t index_of(std::uint32_t bits, std::uint32_t bit) noexcept {
    return static_cast<std::size_t>(std::popcount(bits & (bit - 1)));
  }

  const leaf* find_leaf(std::string_view key) const noexcept {
    const std::size_t hash = hash_of(key);
    const node* at = root_.get();
    for (unsigned depth = 0; at != nullptr; ++depth) {
      if (depth == deepest) {
        for (const leaf& each : at->leaves_) {
          if (each.record_->key() == key) {
            return &each;
          }
        }
        return nullptr;
      }
      const std::uint32_t bit = bit_of(hash, depth);
      if ((at->leaf_bits_ & bit) != 0) {
        const leaf& found = at->leaves_[index_of(at->leaf_bits_, bit)];
        return found.record_->key() == key ? &found : nullptr;
      }
      if ((at->child_bits_ & bit) == 0) {
        return nullptr;
      }
      at = at->children_[index_of(at->child_bits_, bit)].get();
    }
    return nullptr;
  }

  // What was changed until now is shared with a copy from here on.
  live_table freeze() {
    live_table copy{*this};
    ++epoch_;
    ++record_epoch_;
    return copy;
  }

  // From here on the records are changed as copies, since somebody has those of before; the nodes are not.
  void keep_records() noexcept { ++record_epoch_; }

  node& own(std::shared_ptr<node>& place) {
    if (!place) {
      place = std::make_shared<node>();
      place->epoch_ = epoch_;
    } else if (place->epoch_ != epoch_) {
      place = std::make_shared<node>(*place);
      place->epoch_ = epoch_;
    }
    return *place;
  }

  // The record of a key that exists, as one that nobody else has: changed in place, or as a copy.
  // @return the record of before where it was copied; else null.
  std::shared_ptr<Record> edit(std::string_view key, std::shared_ptr<Record>& record) {
    const std::size_t hash = hash_of(key);
    std::shared_ptr<node>* at = &root_;
    for (unsigned depth = 0;; ++depth) {
      node& here = own(*at);
      const std::uint32_t bit = depth == deepest ? 0 : bit_of(hash, depth);
      if (depth < deepest && (here.leaf_bits_ & bit) == 0) {
        at = &here.children_[index_of(here.child_bits_, bit)];
        continue;
      }
      std::size_t index = depth == deepest ? 0 : index_of(here.leaf_bits_, bit);
      while (depth == deepest && here.leaves_[index].record_->key() != key) {
        ++index;
      }
      leaf& found = here.leaves_[index];
      std::shared_ptr<Record> before;
      if (found.epoch_ != record_epoch_) {
        record = std::make_shared<Record>(*found.record_);
        before = std::exchange(found.record_, record);
        found.epoch_ = record_epoch_;
      } else {
        record = found.record_;
      }
      return before;
    }
  }

  // @pre The table has no record with that key.
  void add(std::shared_ptr<Record> record) {
    const std::size_t hash = hash_of(record->key());
    add_at(root_, 0, hash, leaf{std::move(record), record_epoch_});
    ++size_;
  }

  void add_at(std::shared_ptr<node>& place, unsigned depth, std::size_t hash, leaf added) {
    node& here = own(place);
    if (depth == deepest) {
      here.leaves_.push_back(std::move(added));
      return;
    }
    const std::uint32_t bit = bit_of(hash, depth);
    if ((here.child_bits_ & bit) != 0) {
      add_at(here.children_[index_of(here.child_bits_, bit)], depth + 1, hash, std::move(added));
      return;
    }
    const auto position = static_cast<std::ptrdiff_t>(index_of(here.leaf_bits_, bit));
    if ((here.leaf_bits_ & bit) == 0) {
      here.leaves_.insert(here.leaves_.begin() + position, std::move(added));
      here.leaf_bits_ |= bit;
      return;
    }
    // Two with the same bits until here go to a node of their own.
    std::shared_ptr<node> below;
    const leaf& other = here.leaves_[static_cast<std::size_t>(position)];
    add_at(below, depth + 1, hash_of(other.record_->key()), other);
    add_at(below, depth + 1, hash, std::move(added));
    const auto place_of_child = static_cast<std::ptrdiff_t>(index_of(here.child_bits_, bit));
    here.children_.insert(here.children_.begin() + place_of_child, std::move(below));
    here.child_bits_ |= bit;
    here.leaves_.erase(here.leaves_.begin() + position);
    here.leaf_bits_ &= ~bit;
  }

  // @pre The table has a record with that key.
  void erase(std::string_view key) {
    erase_at(root_, 0, hash_of(key), key);
    --size_;
  }

  // Copies keep what they show.
  void clear() noexcept {
    root_.reset();
    size_ = 0;
  }

  void erase_at(std::shared_ptr<node>& place, unsigned depth, std::size_t hash, std::string_view key) {
    node& here = own(place);
    if (depth == deepest) {
      std::erase_if(here.leaves_, [&](const leaf& each) { return each.record_->key() == key; });
      return;
    }
    const std::uint32_t bit = bit_of(hash, depth);
    const auto position = static_cast<std::ptrdiff_t>(index_of(here.leaf_bits_, bit));
    if ((here.leaf_bits_ & bit) != 0) {
      here.leaves_.erase(here.leaves_.begin() + position);
      here.leaf_bits_ &= ~bit;
      return;
    }
    const auto place_of_child = static_cast<std::ptrdiff_t>(index_of(here.child_bits_, bit));
    auto& child = here.children_[static_cast<std::size_t>(place_of_child)];
    erase_at(child, depth + 1, hash, key);
    if (!child->children_.empty() || child->leaves_.size() > 1) {
      return;
    }
    // A node that is left with one record, or none, is not worth its memory.
    if (!child->leaves_.empty()) {
      here.leaves_.insert(here.leaves_.begin() + position, std::move(child->leaves_.front()));
      here.leaf_bits_ |= bit;
    }
    here.children_.erase(here.children_.begin() + place_of_child);
    here.child_bits_ &= ~bit;
  }

  std::shared_ptr<node> root_;
  std::size_t size_ = 0;
  std::uint64_t epoch_ = 1;         // of the nodes
  std::uint64_t record_epoch_ = 1;  // of the records
};

/// Iterates over the records of a table: a forward iterator whose end is std::default_sentinel. It must not outlive
/// the table.
template <class Record>
class live_table<Record>::iterator {
public:
  using value_type = Record;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::forward_iterator_tag;

  /// At the end.
  iterator() = default;

  const Record& operator*() const noexcept { return *top().node_->leaves_[top().index_].record_; }
  const Record* operator->() const noexcept { return &**this; }
  iterator& operator++() noexcept {
    ++path_[depth_ - 1].index_;
    find_next();
    return *this;
  }
  iterator operator++(int) noexcept {
    iterator before{*this};
    ++*this;
    return before;
  }
  friend bool operator==(const iterator& a, const iterator& b) noexcept {
    return a.depth_ == b.depth_ && (a.depth_ == 0 || &*a == &*b);
  }
  bool operator==(std::default_sentinel_t) const noexcept { return depth_ == 0; }

private:
  friend class live_table;

  // Counts the records of a node, then its children.
  class step {
  public:
    const node* node_ = nullptr;
    std::size_t index_ = 0;
  };

  explicit iterator(const node* root) noexcept {
    if (root != nullptr) {
      path_[depth_++].node_ = root;
      find_next();
    }
  }

  const step& top() const noexcept { return path_[depth_ - 1]; }

  void find_next() noexcept {
    while (depth_ != 0) {
      step& here = path_[depth_ - 1];
      const std::size_t leaves = here.node_->leaves_.size();
      if (here.index_ < leaves) {
        return;
      }
      if (const std::size_t child = here.index_ - leaves; child < here.node_->children_.size()) {
        ++here.index_;
        path_[depth_++] = step{here.node_->children_[child].get(), 0};
      } else {
        --depth_;
      }
    }
  }

  std::array<step, deepest + 1> path_;
  std::size_t depth_ = 0;
};

}  // namespace ami
