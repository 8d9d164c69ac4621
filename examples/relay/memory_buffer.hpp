// Records wait in memory. What is not confirmed at the end of the process is lost.
#pragma once

#include "buffer.hpp"

#include <deque>

namespace relay {

class memory_buffer final : public buffer {
public:
  /// @param limit at most this many bytes, as record::size() counts them.
  explicit memory_buffer(std::size_t limit) noexcept : limit_{limit} {}

  numbering number_for(std::uint32_t partitions, std::string new_run) override;
  bool push(std::span<const record> records) override;
  [[nodiscard]] std::vector<record> front(std::size_t max_records, std::size_t max_bytes) override;
  void confirm(std::size_t count) override;
  [[nodiscard]] std::size_t records() const noexcept override { return records_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept override { return bytes_; }

private:
  std::deque<record> records_;
  std::size_t bytes_ = 0;
  std::size_t limit_;
};

}  // namespace relay
