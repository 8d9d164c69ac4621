// Records to Redis Streams.
#pragma once

#include "redis_link.hpp"
#include "sink.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace relay {

/// The streams of the log, and how they are kept.
class redis_streams {
public:
  /// The streams are called "NAME:0" and so on.
  std::string name = "ami";
  std::uint32_t partitions = 1;
  /// Each stream keeps about so many of its last entries; 0 for all.
  std::uint64_t max_length = 0;
};

/// Each partition is a stream, each record an entry with the fields `key` and `record`.
///
/// A call of deliver() is one transaction, MULTI to EXEC, so that no record is written behind one that was refused, for
/// want of memory for example: that would be in the log in the wrong order for ever.
class redis_sink final : public sink {
public:
  redis_sink(redis_address address, redis_streams streams);

  [[nodiscard]] std::uint32_t partitions() override { return streams_.partitions; }
  [[nodiscard]] std::size_t deliver(std::span<const record> records) override;
  [[nodiscard]] std::string problem() const override { return problem_; }
  void interrupt() noexcept override { link_.interrupt(); }

private:
  [[nodiscard]] const std::string& name_of(std::uint32_t partition);
  [[nodiscard]] std::size_t transact(std::span<const record> records);

  redis_streams streams_;
  std::vector<std::string> names_;
  redis_link link_;
  std::string problem_;
};

}  // namespace relay
