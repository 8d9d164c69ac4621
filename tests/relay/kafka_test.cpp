#include "catch.hpp"
#include "relay/trial.hpp"
#include "support/run.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <memory>
#include <string>

using ami::testing::fake_asterisk;
using test::check_order;
using test::kafka_cluster;
using test::quiet;
using test::relay_trial;
using test::send_numbered;

namespace {

constexpr std::int64_t calls = 7;

// A relay whose first snapshot has been read from the log.
class started_relay {
public:
  started_relay(int partitions, const std::string& lines)
      : kafka{partitions}, relay{kafka.sink(), static_cast<std::uint32_t>(partitions)} {
    relay.with(lines).serves("b", pbx).start();
    log = relay.consume();
    CHECK(log->read_until([&] { return log->table.stale("b").empty(); }));
  }

  kafka_cluster kafka;
  fake_asterisk pbx{quiet()};
  relay_trial relay;
  std::unique_ptr<test::observed_log> log;
};

}  // namespace

TEST_CASE("Kafka: all events arrive, those of a call in order in the partition of its key") {
  kafka_cluster kafka{5};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 5};
  relay.serves("b", pbx).start();
  send_numbered(pbx, 1, 3000, calls);
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->user_events == 3000; }));
  CHECK(log->read_until([&] { return log->table.stale("b").empty(); }));
  check_order(*log);
  CHECK(log->table.figures().duplicates == 0);
  CHECK(relay.process().output().find("5 partitions") != std::string::npos);
  CHECK(relay.end() == 0);
  CHECK(log->read_until([&] { return log->table.stale("b") == "the relay has stopped"; }));
}

TEST_CASE("Kafka: brokers that are down and come back have every event, in order") {
  kafka_cluster kafka{3};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 3};
  relay.with(GENERATE(false, true) ? relay.on_disk() : "buffer=memory").with("batch=50").serves("b", pbx).start();
  send_numbered(pbx, 1, 1000, calls);
  REQUIRE(relay.wait_for_figure("confirmed", [](std::uint64_t n) { return n > 100; }));
  kafka.set_down(true);
  send_numbered(pbx, 1001, 2000, calls);
  REQUIRE(relay.wait_for_figure("taken", [](std::uint64_t n) { return n >= 2000; }));
  kafka.set_down(false);
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->user_events == 2000; }));
  check_order(*log);
}

TEST_CASE("Kafka: a relay that was killed while the brokers were down goes on with its buffer on disk") {
  kafka_cluster kafka{3};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 3};
  relay.with(relay.on_disk()).with("batch=10").serves("b", pbx).start();
  send_numbered(pbx, 1, 500, calls);
  REQUIRE(relay.wait_for_figure("confirmed", [](std::uint64_t n) { return n > 100; }));
  kafka.set_down(true);
  send_numbered(pbx, 501, 1000, calls);
  REQUIRE(relay.wait_for_figure("taken", [](std::uint64_t n) { return n >= 1000; }));
  REQUIRE(relay.wait_for_figure("waiting", [](std::uint64_t n) { return n == 0; }));
  relay.kill();
  REQUIRE(pbx.wait_for_no_connections(test::patience));
  // It knows the partitions, and takes events while the log is down.
  relay.start();
  send_numbered(pbx, 1001, 1500, calls);
  REQUIRE(relay.wait_for_figure("taken", [](std::uint64_t n) { return n >= 500; }));
  kafka.set_down(false);
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->user_events == 1500; }));
  check_order(*log);
  CHECK(relay.end() == 0);
}

// Here and in the next case one record at a time: a broker refuses what is in flight behind a message that it has
// refused, since its number is not the next, but those of librdkafka look at no numbers.
TEST_CASE("Kafka: passing errors of the brokers cost nothing") {
  started_relay trial{3, "batch=1"};
  trial.kafka.refuse({RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
                      RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION});
  send_numbered(trial.pbx, 1, 500, calls);
  CHECK(trial.log->read_until([&] { return trial.log->user_events == 500; }));
  // librdkafka tries again by itself.
  CHECK(trial.relay.wait_for_figure("confirmed", [](std::uint64_t n) { return n >= 500; }));
  CHECK(trial.relay.wait_for_figure("retries", [](std::uint64_t n) { return n == 0; }));
  check_order(*trial.log);
}

TEST_CASE("Kafka: an error that ends the producer costs no event and no order") {
  started_relay trial{3, "batch=1"};
  std::int64_t sent = 0;
  std::uint64_t failures = 0;
  for (const auto error : {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
                           RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER}) {
    INFO(::rd_kafka_err2name(error));
    trial.kafka.refuse({error});
    send_numbered(trial.pbx, sent + 1, sent + 200, calls);
    sent += 200;
    CHECK(trial.log->read_until([&] { return trial.log->user_events == static_cast<std::uint64_t>(sent); }));
    ++failures;
    CHECK(trial.relay.wait_for_figure("retries", [&](std::uint64_t n) { return n >= failures; }));
  }
  check_order(*trial.log);
}

TEST_CASE("Kafka: a full buffer loses events, and says how many") {
  started_relay trial{2, "limit=100K\nqueue=1000"};
  trial.kafka.set_down(true);
  send_numbered(trial.pbx, 1, 20000, calls);
  REQUIRE(trial.relay.wait_for_figure("lost", [](std::uint64_t n) { return n > 10000; }));
  trial.kafka.set_down(false);
  CHECK(trial.log->read_until([&] { return trial.log->user_events + trial.log->table.lagged("b") >= 20000; }));
  CHECK(trial.log->read_until([&] { return trial.log->table.stale("b").empty(); }));
  CHECK(trial.log->user_events + trial.log->table.lagged("b") == 20000);
  check_order(*trial.log);
}

TEST_CASE("Kafka: a property that librdkafka does not know ends the start") {
  kafka_cluster kafka{1};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 1};
  relay.with_kafka("compression.kodec=lz4").serves("b", pbx).launch();
  CHECK(relay.process().wait() == 2);
  CHECK(relay.process().output().find("[kafka] compression.kodec: No such configuration property") !=
        std::string::npos);
}
