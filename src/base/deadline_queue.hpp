// Deadlines of operations that nearly always finish earlier.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace ami::detail {

// Entries ordered by their time `when_`. Nearly all are added in that order, since most operations have the same
// timeout: they cost a place at the end of a queue. The others go into a heap. The entry of an operation that has
// finished stays until it reaches the queue's front, or until there are many such entries.
template <class Entry>
class deadline_queue {
public:
  using time_point = std::chrono::steady_clock::time_point;

  // `alive(entry)` is false when the entry's operation has finished; `count` is the number of operations that have not.
  template <class Alive>
  void add(const Entry& entry, std::size_t count, Alive alive) {
    // Drops up to two finished entries for each that is added, so that the queue shrinks while it is in use.
    for (int i = 0; i < 2 && front_ != in_order_.size() && !alive(in_order_[front_]); ++i) {
      ++front_;
    }
    constexpr std::size_t slack = 64;
    if (in_order_.size() + others_.size() > 4 * count + slack) {
      clear_up(alive);
    }
    if (front_ == in_order_.size() || in_order_.back().when_ <= entry.when_) {
      in_order_.push_back(entry);
    } else {
      others_.push_back(entry);
      std::ranges::push_heap(others_, later);
    }
  }

  // Removes and returns the earliest entry whose time has come.
  std::optional<Entry> take(time_point now) {
    if (empty() || earliest() > now) {
      return std::nullopt;
    }
    if (others_.empty() || (front_ != in_order_.size() && in_order_[front_].when_ <= others_.front().when_)) {
      return in_order_[front_++];
    }
    std::ranges::pop_heap(others_, later);
    const Entry earliest_entry = others_.back();
    others_.pop_back();
    return earliest_entry;
  }

  // time_point::max() when the queue is empty.
  time_point earliest() const noexcept {
    const auto first = front_ == in_order_.size() ? time_point::max() : in_order_[front_].when_;
    return others_.empty() ? first : std::min(first, others_.front().when_);
  }

  bool empty() const noexcept { return front_ == in_order_.size() && others_.empty(); }
  std::size_t size() const noexcept { return in_order_.size() - front_ + others_.size(); }

  void clear() noexcept {
    in_order_.clear();
    front_ = 0;
    others_.clear();
  }

private:
  // The queue's finished entries are removed all at once, when they outnumber the others: each pass is paid for by the
  // entries that were added since the last one.
  template <class Alive>
  void clear_up(Alive alive) {
    in_order_.erase(in_order_.begin(), in_order_.begin() + static_cast<std::ptrdiff_t>(front_));
    if (front_ < in_order_.size()) {
      std::erase_if(in_order_, std::not_fn(alive));
    }
    front_ = 0;
    std::erase_if(others_, std::not_fn(alive));
    std::ranges::make_heap(others_, later);
  }

  static bool later(const Entry& a, const Entry& b) noexcept { return a.when_ > b.when_; }

  std::vector<Entry> in_order_;  // the first front_ of them have been taken
  std::size_t front_ = 0;
  std::vector<Entry> others_;  // a heap
};

}  // namespace ami::detail
