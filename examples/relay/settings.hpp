// What the relay is told: a configuration file, or the environment.
#pragma once

#include "disk_buffer.hpp"
#include "kafka_client.hpp"
#include "redis_link.hpp"
#include "redis_sink.hpp"

#include <ami/options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay {

/// A section of an INI file: its name, and its keys with their values, in their order.
class ini_section {
public:
  std::string name;
  std::vector<std::pair<std::string, std::string>> values;
};

/// Names the section, the key, and what is wrong.
class settings_error : public std::runtime_error {
public:
  using runtime_error::runtime_error;
};

/// All of it.
class settings {
public:
  using duration = std::chrono::milliseconds;

  /// One of them is set.
  std::optional<redis_address> redis;
  std::optional<kafka_topic> kafka;
  /// For Redis, but for `partitions`: with Kafka, 0 for those that the topic has.
  redis_streams streams;
  /// Nothing for a buffer in memory.
  std::optional<disk_settings> disk;
  /// The limit of a buffer in memory, in bytes.
  std::size_t memory_limit = std::size_t{64} << 20;
  /// At most so many records are delivered together.
  std::size_t batch = 500;
  /// No record gets longer, in bytes. Kafka's brokers take messages up to 1 MB, unless they are told otherwise.
  std::size_t max_record = 900'000;
  /// How many events wait in the library when the buffer is full, for each server, before they are counted as lost.
  std::size_t queue = 65536;
  /// How long records are delivered after SIGTERM.
  duration drain = std::chrono::seconds{10};
  /// How often a line of figures is written; zero for never.
  duration report = std::chrono::seconds{60};
  /// How often a snapshot is written without a gap, for consumers that begin in the middle; zero for never.
  duration snapshot_every = std::chrono::minutes{10};
  /// The pause between two snapshots of a server at least, when gaps follow each other.
  duration snapshot_pause = std::chrono::seconds{1};
  /// The pauses between two attempts when the sink fails.
  duration shortest_pause = std::chrono::milliseconds{100};
  duration longest_pause = std::chrono::seconds{10};
  /// By their names.
  std::vector<std::pair<std::string, ami::options>> servers;
};

/// Reads an INI file.
/// @par Errors Throws settings_error.
[[nodiscard]] std::vector<ini_section> read_ini(std::istream& file);

/// The value of an environment variable; empty when it is not set.
using environment = std::function<std::string(const std::string& name)>;

/// Makes settings of `[relay]`, `[kafka]` and a `[server NAME]` for each server. Passwords may come from the
/// environment: RELAY_REDIS_PASSWORD, RELAY_SASL_PASSWORD.
/// @par Errors Throws settings_error, also for a key that nothing asks for.
[[nodiscard]] settings make_settings(const std::vector<ini_section>& sections, const environment& variables);

/// Makes settings of the environment alone: `RELAY_SINK` and the other keys of `[relay]` in the same way, and one
/// server, "pbx", of `AMI_HOST` and the like.
/// @par Errors Throws settings_error.
[[nodiscard]] settings make_settings(const environment& variables);

/// Takes apart where a log is, for the relay and for consumers: "redis://HOST:PORT/DATABASE", "redis+unix:///PATH",
/// "kafka://HOST:PORT,HOST:PORT/TOPIC".
/// @par Errors Throws settings_error.
void set_sink(settings& target, std::string_view url);

}  // namespace relay
