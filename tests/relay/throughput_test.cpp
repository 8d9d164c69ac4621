// How many records go through a relay, and how many its log takes without one. By hand, on processors that do nothing
// else, with a relay that is optimised:
//
//     cmake --preset release -DAMI_BUILD_RELAY=ON && cmake --build --preset release --target ami_relay_tests
//     build/release/tests/ami_relay_tests "[throughput]"
#include "bench/traffic.hpp"
#include "catch.hpp"
#include "relay/kafka_client.hpp"
#include "relay/kafka_sink.hpp"
#include "relay/record_maker.hpp"
#include "relay/redis_link.hpp"
#include "relay/trial.hpp"
#include "support/run.hpp"

#include <ami/event.hpp>
#include <ami/testing/fake_asterisk.hpp>
#include <ami/wire/frame.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <hiredis/hiredis.h>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

using ami::testing::fake_asterisk;
using test::relay_trial;

namespace {

constexpr std::size_t event_count = 200'000;
constexpr std::size_t at_once = 500;
constexpr std::uint32_t partitions = 4;

std::string_view whole_traffic() {
  static const std::string text = [] {
    std::string all;
    const auto loop = bench::traffic::of_calls(std::size_t{16} << 20);
    std::size_t count = 0;
    constexpr std::string_view end_of_frame = "\r\n\r\n";
    while (count < event_count) {
      std::size_t at = 0;
      const std::string_view bytes = loop.bytes();
      for (std::size_t end = 0; count < event_count && (end = bytes.find(end_of_frame, at)) != std::string_view::npos;
           ++count) {
        at = end + end_of_frame.size();
      }
      all += bytes.substr(0, at);
    }
    return all;
  }();
  return text;
}

// The records that a relay would make of it.
std::vector<relay::record> make_records() {
  relay::numbering numbers;
  numbers.run = "0123456789abcdef";
  relay::record_maker maker{numbers, partitions, 900'000};
  std::vector<relay::record> records;
  constexpr std::string_view end_of_frame = "\r\n\r\n";
  const std::string_view text = whole_traffic();
  for (std::size_t at = 0, end = 0; (end = text.find(end_of_frame, at)) != std::string_view::npos;
       at = end + end_of_frame.size()) {
    maker.add_event("berlin", ami::event{ami::wire::frame::from_text(text.substr(at, end - at))}, 1, records);
  }
  return records;
}

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void print_alone(const std::string& name, double time) {
  std::cout << fmt::format("{}: alone {:.0f} records/s\n", name, static_cast<double>(event_count) / time);
}

void measure_relay(const std::string& name, const std::string& sink, bool on_disk) {
  fake_asterisk pbx{test::quiet().max_unsent(std::size_t{1} << 30).write_timeout(test::patience)};
  relay_trial relay{sink, partitions};
  relay.with(fmt::format("queue={}\nlimit=1G\n{}", 2 * event_count, on_disk ? relay.on_disk() : ""))
      .serves("berlin", pbx)
      .start();
  // The markers, and the first snapshot.
  REQUIRE(relay.wait_for_figure("confirmed", [](std::uint64_t n) { return n >= 2 * partitions; }));
  const double used = relay.processor_time();
  const double time = seconds([&] {
    const std::string_view text = whole_traffic();
    for (std::size_t at = 0; at < text.size(); at += 65536) {
      pbx.send_raw(std::string{text.substr(at, 65536)});
    }
    REQUIRE(relay.wait_for_figure("confirmed", [](std::uint64_t n) { return n >= event_count; }));
  });
  const double cost = relay.processor_time() - used;
  const std::string said = relay.process().output();
  std::cout << fmt::format("{}: by the relay {:.0f} records/s, {:.1f} us of processor time each\n  {}\n", name,
                           static_cast<double>(event_count) / time, cost * 1e6 / static_cast<double>(event_count),
                           said.substr(said.find_last_of('[', said.rfind("taken="))));
  CHECK(said.find(" lost=0 ") != std::string::npos);
}

}  // namespace

TEST_CASE("Throughput of Redis", "[.][throughput]") {
  test::redis_server redis;
  redis.ask({"CONFIG", "SET", "appendfsync", "everysec"});
  {
    const auto records = make_records();
    REQUIRE(records.size() >= event_count);
    relay::redis_link link{redis.address()};
    link.open();
    print_alone("Redis", seconds([&] {
                  for (std::size_t first = 0; first < records.size(); first += at_once) {
                    const std::size_t end = std::min(first + at_once, records.size());
                    for (std::size_t at = first; at < end; ++at) {
                      link.append({"XADD", "alone:" + std::to_string(records[at].partition), "*", "key",
                                   records[at].key, "record", records[at].text});
                    }
                    for (std::size_t at = first; at < end; ++at) {
                      REQUIRE(link.read()->type == REDIS_REPLY_STRING);
                    }
                  }
                }));
    std::size_t bytes = 0;
    for (const auto& entry : records) {
      bytes += entry.text.size();
    }
    std::cout << fmt::format("{} bytes in a record\n", bytes / records.size());
  }
  redis.ask({"FLUSHALL"});
  measure_relay("Redis, buffer in memory", redis.sink(), false);
  redis.ask({"FLUSHALL"});
  measure_relay("Redis, buffer on disk", redis.sink(), true);
}

TEST_CASE("Throughput of Kafka", "[.][throughput]") {
  test::kafka_cluster kafka{partitions};
  {
    const auto records = make_records();
    relay::kafka_topic topic;
    topic.brokers = kafka.bootstraps();
    topic.topic = "ami";
    relay::kafka_sink alone{topic, [](const std::string&) {}};
    print_alone("Kafka", seconds([&] {
                  // All that its queue takes at once: nothing waits for a batch.
                  constexpr std::size_t most = 50'000;
                  for (std::size_t first = 0; first < records.size(); first += most) {
                    const std::size_t count = std::min(most, records.size() - first);
                    REQUIRE(alone.deliver({records.data() + first, count}) == count);
                  }
                }));
  }
  measure_relay("Kafka, buffer in memory", kafka.sink(), false);
  measure_relay("Kafka, buffer on disk", kafka.sink(), true);
}
