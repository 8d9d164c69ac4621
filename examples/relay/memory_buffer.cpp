#include "memory_buffer.hpp"

#include <utility>

namespace relay {

numbering memory_buffer::number_for(std::uint32_t /*partitions*/, std::string new_run) {
  numbering numbers;
  numbers.run = std::move(new_run);
  return numbers;
}

bool memory_buffer::push(std::span<const record> records) {
  std::size_t more = 0;
  for (const record& entry : records) {
    more += entry.size();
  }
  if (!records_.empty() && bytes_ + more > limit_) {
    return false;
  }
  records_.insert(records_.end(), records.begin(), records.end());
  bytes_ += more;
  return true;
}

std::vector<record> memory_buffer::front(std::size_t max_records, std::size_t max_bytes) {
  std::vector<record> result;
  std::size_t bytes = 0;
  for (const record& entry : records_) {
    bytes += entry.size();
    if (result.size() == max_records || (!result.empty() && bytes > max_bytes)) {
      break;
    }
    result.push_back(entry);
  }
  return result;
}

void memory_buffer::confirm(std::size_t count) {
  for (; count != 0; --count) {
    bytes_ -= records_.front().size();
    records_.pop_front();
  }
}

}  // namespace relay
