#include "kafka_sink.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace relay {

namespace {

constexpr int slice_ms = 50;  // how long an interruption may take to be noticed

// A message waits as long as its partition has no leader: the relay's buffer is bounded, and loses nothing. One that
// fails for good ends the producer, or those behind it would take its place.
const std::vector<std::pair<std::string, std::string>> own_settings{
    {"client.id", "ami-relay"},           {"enable.idempotence", "true"},
    {"enable.gapless.guarantee", "true"}, {"acks", "all"},
    {"message.timeout.ms", "0"},          {"linger.ms", "0"},
    {"compression.codec", "lz4"}};

}  // namespace

kafka_sink::kafka_sink(kafka_topic topic, std::function<void(const std::string&)> log)
    : topic_{std::move(topic)}, log_{std::move(log)} {
  open();
}

kafka_sink::~kafka_sink() {
  close();
}

void kafka_sink::open() {
  kafka_settings settings = make_kafka_settings(topic_, own_settings);
  ::rd_kafka_conf_set_dr_msg_cb(settings.get(), &on_delivered);
  ::rd_kafka_conf_set_error_cb(settings.get(), &on_error);
  ::rd_kafka_conf_set_opaque(settings.get(), this);
  // Without this librdkafka writes to the standard error output.
  ::rd_kafka_conf_set_log_cb(settings.get(), [](const rd_kafka_t*, int, const char*, const char*) {});
  client_ = make_kafka_client(RD_KAFKA_PRODUCER, std::move(settings));
  sent_to_.reset(::rd_kafka_topic_new(client_.get(), topic_.topic.c_str(), nullptr));
}

void kafka_sink::close() noexcept {
  if (client_) {
    // Or the destruction would wait for what nobody waits for any more.
    ::rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    sent_to_.reset();
    client_.reset();
  }
}

std::uint32_t kafka_sink::partitions() {
  constexpr int limit_ms = 1000;
  return partitions_of(client_.get(), topic_.topic, limit_ms, problem_);
}

void kafka_sink::on_delivered(rd_kafka_t* /*client*/, const rd_kafka_message_t* message, void* self) {
  auto& sink = *static_cast<kafka_sink*>(self);
  ++sink.reported_;
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    // The opaque value of a message is the number of its record.
    sink.confirmed_.at(reinterpret_cast<std::uintptr_t>(message->_private)) = true;  // NOLINT(*-reinterpret-cast)
  } else if (!sink.has_failed_) {
    sink.has_failed_ = true;
    sink.problem_ = ::rd_kafka_err2str(message->err);
  }
}

void kafka_sink::on_error(rd_kafka_t* /*client*/, int error, const char* reason, void* self) {
  auto& sink = *static_cast<kafka_sink*>(self);
  sink.problem_ = reason;
  sink.log_(sink.problem_);
  sink.has_failed_ = sink.has_failed_ || error == RD_KAFKA_RESP_ERR__FATAL;
}

bool kafka_sink::produce(const record& entry, std::size_t number) {
  for (;;) {
    void* const opaque = reinterpret_cast<void*>(static_cast<std::uintptr_t>(number));  // NOLINT(*-reinterpret-cast)
    // The text stays where it is until its report: it is not copied.
    const int result = ::rd_kafka_produce(sent_to_.get(), static_cast<std::int32_t>(entry.partition), 0,
                                          const_cast<char*>(entry.text.data()),  // NOLINT(*-const-cast)
                                          entry.text.size(), entry.key.data(), entry.key.size(), opaque);
    const auto error = result == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR : ::rd_kafka_last_error();
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
      return true;
    }
    if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL || interrupted_) {
      problem_ = ::rd_kafka_err2str(error);
      return false;
    }
    ::rd_kafka_poll(client_.get(), slice_ms);
  }
}

std::size_t kafka_sink::deliver(std::span<const record> records) {
  if (!client_) {
    try {
      open();
    } catch (const kafka_failure& failure) {
      problem_ = failure.what();
      return 0;
    }
  }
  problem_.clear();
  confirmed_.assign(records.size(), false);
  reported_ = 0;
  has_failed_ = false;
  std::size_t produced = 0;
  while (produced < records.size() && produce(records[produced], produced)) {
    ++produced;
  }
  while (reported_ < produced && !has_failed_ && !interrupted_) {
    ::rd_kafka_poll(client_.get(), slice_ms);
  }
  const auto first_open = std::find(confirmed_.begin(), confirmed_.end(), false);
  const auto count = static_cast<std::size_t>(first_open - confirmed_.begin());
  if (count != records.size()) {
    // No report of what is in flight must count for the records of the next call.
    close();
  }
  return count;
}

}  // namespace relay
