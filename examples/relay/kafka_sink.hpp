// Records to a topic of Kafka.
#pragma once

#include "kafka_client.hpp"
#include "sink.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace relay {

/// An idempotent producer of librdkafka: it tries again by itself for as long as it takes, and neither doubles nor
/// reorders meanwhile. Should it give up nevertheless, a new producer takes its place, and what was not confirmed is
/// delivered again. What the old one had in flight behind a refused message the broker refuses, too, because its number
/// is not the next: so the order holds.
class kafka_sink final : public sink {
public:
  /// @param log takes what librdkafka reports meanwhile: that no broker can be reached, for example.
  /// @par Errors Throws kafka_failure when librdkafka refuses a property.
  kafka_sink(kafka_topic topic, std::function<void(const std::string&)> log);
  ~kafka_sink() override;

  [[nodiscard]] std::uint32_t partitions() override;
  [[nodiscard]] std::size_t deliver(std::span<const record> records) override;
  [[nodiscard]] std::string problem() const override { return problem_; }
  void interrupt() noexcept override { interrupted_ = true; }

private:
  static void on_delivered(rd_kafka_t* client, const rd_kafka_message_t* message, void* self);
  static void on_error(rd_kafka_t* client, int error, const char* reason, void* self);
  void open();
  void close() noexcept;
  [[nodiscard]] bool produce(const record& entry, std::size_t number);

  kafka_topic topic_;
  std::function<void(const std::string&)> log_;
  kafka_client client_;
  std::unique_ptr<rd_kafka_topic_t, destroy_kafka> sent_to_;
  std::atomic<bool> interrupted_{false};
  std::string problem_;
  // Of the call of deliver() that runs: which records are confirmed, and how many have their report.
  std::vector<bool> confirmed_;
  std::size_t reported_ = 0;
  bool has_failed_ = false;
};

}  // namespace relay
