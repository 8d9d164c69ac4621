// One record of the log: what the relay writes, and what its buffer keeps until the sink has confirmed it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace relay {

/// A record, made and numbered. Its text is what consumers read; the rest says where it goes.
class record {
public:
  /// Which of the sink's partitions it belongs to.
  std::uint32_t partition = 0;
  /// Its number among the records of its server in this partition; the first is 1, and none is left out.
  std::uint64_t seq = 0;
  /// The name of its server.
  std::string server;
  /// The key in the log: "server/Linkedid", or "server".
  std::string key;
  /// The JSON.
  std::string text;

  /// What it counts for in a buffer, in bytes.
  [[nodiscard]] std::size_t size() const noexcept { return text.size() + key.size() + server.size() + 64; }

  friend bool operator==(const record& a, const record& b) noexcept {
    return a.partition == b.partition && a.seq == b.seq && a.server == b.server && a.key == b.key && a.text == b.text;
  }
};

/// The numbers given so far, for each server and partition, and the name of this numbering.
class numbering {
public:
  /// Tells this numbering from any other: numbers of different runs have nothing to do with each other.
  std::string run;
  /// The last number given; none when there was none.
  std::map<std::pair<std::string, std::uint32_t>, std::uint64_t> last;

  /// Gives the next number.
  std::uint64_t next(const std::string& server, std::uint32_t partition) { return ++last[{server, partition}]; }

  friend bool operator==(const numbering& a, const numbering& b) noexcept { return a.run == b.run && a.last == b.last; }
};

/// The partition of a key: that of Kafka's own producers (murmur2), so that programs that write beside the relay agree
/// with it, and the same for every run, machine and sink.
/// @pre `partitions` is not 0.
[[nodiscard]] std::uint32_t partition_of(std::string_view key, std::uint32_t partitions) noexcept;

}  // namespace relay
