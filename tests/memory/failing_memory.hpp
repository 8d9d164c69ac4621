// Memory that is refused at a chosen allocation of this thread, and counted.
#pragma once

#include <cstddef>
#include <cstdint>

namespace test {

// From now on the allocation `number` (counted from 0) of this thread fails. `asios_too`: also what Asio takes for its
// operations counts.
void refuse_memory(std::uint64_t number, bool asios_too) noexcept;
// No more; gives how many this thread has asked for since then, refused ones included.
std::uint64_t refuse_no_memory() noexcept;

// While it lives, allocations of this thread do not count: what a test does for itself.
class not_counted {
public:
  not_counted() noexcept;
  not_counted(const not_counted&) = delete;
  not_counted& operator=(const not_counted&) = delete;
  ~not_counted();

private:
  bool before_;
};

// Bytes in use by all threads, and the most there were since reset_peak_bytes().
std::size_t bytes_in_use() noexcept;
std::size_t peak_bytes() noexcept;
void reset_peak_bytes() noexcept;

}  // namespace test
