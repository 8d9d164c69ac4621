// Where the records go.
#pragma once

#include "record.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace relay {

/// A log that takes records. All but interrupt() are called by one thread, and may block.
class sink {
public:
  sink() = default;
  sink(const sink&) = delete;
  sink& operator=(const sink&) = delete;
  virtual ~sink() = default;

  /// How many partitions the log has; 0 when it cannot be asked now, see problem().
  [[nodiscard]] virtual std::uint32_t partitions() = 0;
  /// Writes records to the ends of their partitions.
  /// @return how many of the first ones the log has confirmed. With fewer than all, see problem(); those after the
  ///   first that is not confirmed have to be written again, from that one on, though some may be in the log.
  [[nodiscard]] virtual std::size_t deliver(std::span<const record> records) = 0;
  /// What went wrong last.
  [[nodiscard]] virtual std::string problem() const = 0;
  /// Makes calls that block return soon, this one and later ones. From any thread.
  virtual void interrupt() noexcept = 0;
};

}  // namespace relay
