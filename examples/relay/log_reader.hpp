// Reads the log: Redis Streams, or a topic of Kafka.
#pragma once

#include "kafka_client.hpp"
#include "redis_link.hpp"
#include "redis_sink.hpp"
#include "settings.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

/// Reads the records of all partitions from the beginning of the log, each partition in its order. One thread.
class log_reader {
public:
  /// What takes a record.
  using taker = std::function<void(std::uint32_t partition, std::string_view text)>;

  log_reader() = default;
  log_reader(const log_reader&) = delete;
  log_reader& operator=(const log_reader&) = delete;
  virtual ~log_reader() = default;

  /// Gives the next records, at most some thousands.
  /// @param limit how long to wait for the first.
  /// @return how many there were; 0 when the limit has passed.
  /// @par Errors Throws redis_failure and kafka_failure. The next call goes on where this one ended.
  virtual std::size_t read(std::chrono::milliseconds limit, const taker& take) = 0;
};

/// XREAD of the relay's streams.
class redis_reader final : public log_reader {
public:
  /// @param streams their name, and how many there are.
  redis_reader(redis_address address, const redis_streams& streams);

  std::size_t read(std::chrono::milliseconds limit, const taker& take) override;

private:
  redis_link link_;
  std::vector<std::string> names_;
  std::vector<std::string> last_;  // the last ID read of each
};

/// A consumer without a group: it has all partitions, and commits nothing.
class kafka_reader final : public log_reader {
public:
  explicit kafka_reader(kafka_topic topic);
  ~kafka_reader() override;

  std::size_t read(std::chrono::milliseconds limit, const taker& take) override;

private:
  kafka_topic topic_;
  kafka_client client_;
  bool assigned_ = false;
};

/// The reader of the relay's own log.
[[nodiscard]] std::unique_ptr<log_reader> make_log_reader(const settings& of_relay);

}  // namespace relay
