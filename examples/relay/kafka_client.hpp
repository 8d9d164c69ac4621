// What the producer and the consumer of Kafka have in common.
#pragma once

#include <cstdint>
#include <librdkafka/rdkafka.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace relay {

/// Where a Kafka cluster is, and the topic.
class kafka_topic {
public:
  std::string brokers;
  std::string topic;
  /// Properties of librdkafka, which go before the relay's own choice.
  std::vector<std::pair<std::string, std::string>> properties;
};

class kafka_failure : public std::runtime_error {
public:
  using runtime_error::runtime_error;
};

/// Owns librdkafka's objects.
class destroy_kafka {
public:
  void operator()(rd_kafka_t* client) const noexcept { ::rd_kafka_destroy(client); }
  void operator()(rd_kafka_topic_t* topic) const noexcept { ::rd_kafka_topic_destroy(topic); }
  void operator()(rd_kafka_conf_t* settings) const noexcept { ::rd_kafka_conf_destroy(settings); }
};
using kafka_client = std::unique_ptr<rd_kafka_t, destroy_kafka>;
using kafka_settings = std::unique_ptr<rd_kafka_conf_t, destroy_kafka>;

/// Settings with some of the program's own, then those of the topic.
/// @par Errors Throws kafka_failure, which names the property.
[[nodiscard]] kafka_settings make_kafka_settings(const kafka_topic& topic,
                                                 const std::vector<std::pair<std::string, std::string>>& own);
/// Makes a client.
/// @par Errors Throws kafka_failure.
[[nodiscard]] kafka_client make_kafka_client(rd_kafka_type_t type, kafka_settings settings);
/// Asks for the number of a topic's partitions.
/// @return 0 when it cannot be told, with the reason in `problem`.
[[nodiscard]] std::uint32_t partitions_of(rd_kafka_t* client, const std::string& topic, int timeout_ms,
                                          std::string& problem);

}  // namespace relay
