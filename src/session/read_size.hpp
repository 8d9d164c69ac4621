// How much a connection reads at once. No sockets, no clocks.
#pragma once

#include <algorithm>
#include <cstddef>

namespace ami::session {

// Twice as much after each read that brought all it could: each read of a flood that brings little wakes the server up,
// which costs more than to split what it brings. Little again when a while of reads has brought little, so that a
// connection that was flooded once does not keep the memory.
class read_size {
public:
  static constexpr std::size_t first = std::size_t{4} << 10;
  static constexpr std::size_t largest = std::size_t{512} << 10;
  static constexpr std::size_t little = first / 4;
  static constexpr int while_of_reads = 32;

  std::size_t value() const noexcept { return value_; }

  // A read has brought `size` bytes. True when memory can be given back.
  bool note(std::size_t size) noexcept {
    if (size >= value_) {
      value_ = std::min(value_ * 2, largest);
    }
    in_a_row_ = size <= little && value_ != first ? in_a_row_ + 1 : 0;
    if (in_a_row_ < while_of_reads) {
      return false;
    }
    in_a_row_ = 0;
    value_ = first;
    return true;
  }

private:
  std::size_t value_ = first;
  int in_a_row_ = 0;  // reads that brought little
};

}  // namespace ami::session
