// Where records wait until the sink has confirmed them: in memory, or on disk.
#pragma once

#include "record.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace relay {

/// A bounded queue of records, of which the front stays until it is confirmed. One thread at a time.
class buffer {
public:
  buffer() = default;
  buffer(const buffer&) = delete;
  buffer& operator=(const buffer&) = delete;
  virtual ~buffer() = default;

  /// To be called once, before the first push(): where the numbers go on.
  /// @param partitions for which numbers are given.
  /// @param new_run the name of the numbering, should a new one begin.
  virtual numbering number_for(std::uint32_t partitions, std::string new_run) = 0;
  /// Appends all of them, or none and returns false: there is no room, or the disk takes none; see problem(). An empty
  /// buffer takes more than fits, so that nothing is too large for it for ever.
  virtual bool push(std::span<const record> records) = 0;
  /// Copies of the first records that are not confirmed: at most so many, and at least one, whatever its size, when
  /// there is any.
  [[nodiscard]] virtual std::vector<record> front(std::size_t max_records, std::size_t max_bytes) = 0;
  /// Removes the first records.
  /// @pre front() returned so many.
  virtual void confirm(std::size_t count) = 0;

  /// How many records are not confirmed.
  [[nodiscard]] virtual std::size_t records() const noexcept = 0;
  /// Their bytes.
  [[nodiscard]] virtual std::size_t bytes() const noexcept = 0;
  /// What the disk refused last; empty when all is well.
  [[nodiscard]] virtual std::string problem() const { return {}; }
};

}  // namespace relay
