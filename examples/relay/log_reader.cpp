#include "log_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <hiredis/hiredis.h>
#include <span>
#include <utility>

namespace relay {

namespace {

std::string_view text_of(const redisReply& reply) {
  return reply.str == nullptr ? std::string_view{} : std::string_view{reply.str, static_cast<std::size_t>(reply.len)};
}

std::span<redisReply* const> elements_of(const redisReply& reply) {
  return {reply.element, reply.element == nullptr ? 0 : static_cast<std::size_t>(reply.elements)};
}

class free_message {
public:
  void operator()(rd_kafka_message_t* message) const noexcept { ::rd_kafka_message_destroy(message); }
};

class free_list {
public:
  void operator()(rd_kafka_topic_partition_list_t* list) const noexcept {
    ::rd_kafka_topic_partition_list_destroy(list);
  }
};

// How many records of each partition are asked for together.
constexpr int at_once = 500;

}  // namespace

redis_reader::redis_reader(redis_address address, const redis_streams& streams) : link_{std::move(address)} {
  for (std::uint32_t partition = 0; partition < streams.partitions; ++partition) {
    names_.push_back(fmt::format("{}:{}", streams.name, partition));
    last_.emplace_back("0");
  }
}

// XREAD of all streams at once would wait for any; a stream for itself costs a round trip and no more.
std::size_t redis_reader::read(std::chrono::milliseconds limit, const taker& take) {
  link_.open();
  std::size_t count = 0;
  const auto read_one = [&](std::size_t at, const redisReply& answer) {
    for (const redisReply* stream : elements_of(answer)) {
      for (const redisReply* entry : elements_of(*elements_of(*stream)[1])) {
        const auto fields = elements_of(*elements_of(*entry)[1]);
        for (std::size_t field = 0; field + 1 < fields.size(); field += 2) {
          if (text_of(*fields[field]) == "record") {
            take(static_cast<std::uint32_t>(at), text_of(*fields[field + 1]));
          }
        }
        last_[at] = text_of(*elements_of(*entry)[0]);
        ++count;
      }
    }
  };
  const std::string most = std::to_string(at_once);
  for (std::size_t at = 0; at < names_.size(); ++at) {
    const auto answer = link_.ask({"XREAD", "COUNT", most, "STREAMS", names_[at], last_[at]});
    read_one(at, *answer);
  }
  if (count == 0 && limit.count() != 0) {
    // Blocks for the first stream only, in slices, after which the others are looked at.
    const auto slice = std::min(limit, std::chrono::milliseconds{names_.size() == 1 ? 1000 : 20});
    const auto answer = link_.ask(
        {"XREAD", "COUNT", most, "BLOCK", std::to_string(slice.count()), "STREAMS", names_.front(), last_.front()});
    read_one(0, *answer);
    return count != 0 || slice == limit ? count : read(limit - slice, take);
  }
  return count;
}

kafka_reader::kafka_reader(kafka_topic topic) : topic_{std::move(topic)} {
  // A producer's properties would be warned of.
  kafka_settings settings = make_kafka_settings(
      topic_, {{"group.id", "relay-consumer"}, {"enable.auto.commit", "false"}, {"auto.offset.reset", "earliest"}});
  ::rd_kafka_conf_set_log_cb(settings.get(), [](const rd_kafka_t*, int, const char*, const char*) {});
  client_ = make_kafka_client(RD_KAFKA_CONSUMER, std::move(settings));
  ::rd_kafka_poll_set_consumer(client_.get());
}

kafka_reader::~kafka_reader() {
  ::rd_kafka_consumer_close(client_.get());
}

std::size_t kafka_reader::read(std::chrono::milliseconds limit, const taker& take) {
  if (!assigned_) {
    std::string problem;
    const std::uint32_t partitions =
        partitions_of(client_.get(), topic_.topic, static_cast<int>(std::max<std::int64_t>(limit.count(), 1)), problem);
    if (partitions == 0) {
      throw kafka_failure{problem};
    }
    const std::unique_ptr<rd_kafka_topic_partition_list_t, free_list> list{
        ::rd_kafka_topic_partition_list_new(static_cast<int>(partitions))};
    for (std::uint32_t partition = 0; partition < partitions; ++partition) {
      ::rd_kafka_topic_partition_list_add(list.get(), topic_.topic.c_str(), static_cast<int>(partition))->offset =
          RD_KAFKA_OFFSET_BEGINNING;
    }
    ::rd_kafka_assign(client_.get(), list.get());
    assigned_ = true;
  }
  std::size_t count = 0;
  while (count < at_once) {
    const int wait = count == 0 ? static_cast<int>(limit.count()) : 0;
    const std::unique_ptr<rd_kafka_message_t, free_message> message{::rd_kafka_consumer_poll(client_.get(), wait)};
    if (!message) {
      break;
    }
    // An error is one of the link, which comes back.
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      take(static_cast<std::uint32_t>(message->partition),
           std::string_view{static_cast<const char*>(message->payload), message->len});
      ++count;
    }
  }
  return count;
}

std::unique_ptr<log_reader> make_log_reader(const settings& of_relay) {
  if (of_relay.kafka) {
    return std::make_unique<kafka_reader>(*of_relay.kafka);
  }
  return std::make_unique<redis_reader>(*of_relay.redis, of_relay.streams);
}

}  // namespace relay
