// What is due when, of things that mostly are over before that.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace ami::detail {

// Entries in the order of their time `when_`. Nearly all come in that order, as those of one timeout do, and cost a
// place at the end of a queue; the others go into a heap. Nothing is taken out when it is over: its entry is dropped
// when it has come to the queue's front, or when there are many.
template <class Entry>
class deadline_queue {
public:
  using time_point = std::chrono::steady_clock::time_point;

  // `alive` tells of an entry whether it is still wanted, of which there are `count`.
  template <class Alive>
  void add(const Entry& one, std::size_t count, Alive alive) {
    // Two for each, so that there are no more in the end than are wanted.
    for (int i = 0; i < 2 && front_ != in_order_.size() && !alive(in_order_[front_]); ++i) {
      ++front_;
    }
    constexpr std::size_t slack = 64;
    if (in_order_.size() + others_.size() > 4 * count + slack) {
      clear_up(alive);
    }
    if (front_ == in_order_.size() || in_order_.back().when_ <= one.when_) {
      in_order_.push_back(one);
    } else {
      others_.push_back(one);
      std::ranges::push_heap(others_, later);
    }
  }

  // The earliest one whose time has come.
  std::optional<Entry> take(time_point now) {
    if (empty() || earliest() > now) {
      return std::nullopt;
    }
    if (others_.empty() || (front_ != in_order_.size() && in_order_[front_].when_ <= others_.front().when_)) {
      return in_order_[front_++];
    }
    std::ranges::pop_heap(others_, later);
    const Entry one = others_.back();
    others_.pop_back();
    return one;
  }

  // The end of time when there is none.
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
  // Each look at an entry is paid for by one that was added: what has been taken from the front alone is not enough.
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

  std::vector<Entry> in_order_;  // from front_ on
  std::size_t front_ = 0;
  std::vector<Entry> others_;  // a heap
};

}  // namespace ami::detail
