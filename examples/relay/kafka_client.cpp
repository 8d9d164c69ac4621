#include "kafka_client.hpp"

#include <fmt/format.h>

#include <array>

namespace relay {

namespace {

void set_property(rd_kafka_conf_t* settings, const std::string& name, const std::string& value) {
  std::array<char, 512> why{};
  if (::rd_kafka_conf_set(settings, name.c_str(), value.c_str(), why.data(), why.size()) != RD_KAFKA_CONF_OK) {
    throw kafka_failure{fmt::format("[kafka] {}: {}", name, why.data())};
  }
}

}  // namespace

kafka_settings make_kafka_settings(const kafka_topic& topic,
                                   const std::vector<std::pair<std::string, std::string>>& own) {
  kafka_settings settings{::rd_kafka_conf_new()};
  set_property(settings.get(), "bootstrap.servers", topic.brokers);
  for (const auto& [name, value] : own) {
    set_property(settings.get(), name, value);
  }
  for (const auto& [name, value] : topic.properties) {
    set_property(settings.get(), name, value);
  }
  return settings;
}

kafka_client make_kafka_client(rd_kafka_type_t type, kafka_settings settings) {
  std::array<char, 512> why{};
  kafka_client client{::rd_kafka_new(type, settings.get(), why.data(), why.size())};
  if (!client) {
    throw kafka_failure{fmt::format("librdkafka: {}", why.data())};
  }
  // The client owns them now.
  [[maybe_unused]] auto* const given = settings.release();
  return client;
}

std::uint32_t partitions_of(rd_kafka_t* client, const std::string& topic, int timeout_ms, std::string& problem) {
  const std::unique_ptr<rd_kafka_topic_t, destroy_kafka> asked{::rd_kafka_topic_new(client, topic.c_str(), nullptr)};
  const struct rd_kafka_metadata* found = nullptr;
  const auto error = ::rd_kafka_metadata(client, 0, asked.get(), &found, timeout_ms);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    problem = ::rd_kafka_err2str(error);
    return 0;
  }
  std::uint32_t count = 0;
  if (found->topic_cnt == 1) {
    count = static_cast<std::uint32_t>(found->topics->partition_cnt);
    problem = ::rd_kafka_err2str(found->topics->err);
  }
  ::rd_kafka_metadata_destroy(found);
  return count;
}

}  // namespace relay
