#include "catch.hpp"
#include "relay/trial.hpp"
#include "support/run.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <memory>
#include <string>

using ami::testing::fake_asterisk;
using ami::testing::fake_options;
using test::observed_log;
using test::relay_trial;
using test::send_numbered;

namespace {

constexpr std::int64_t calls = 7;
constexpr std::int16_t produce_api = 0;

fake_options quiet() {
  return fake_options{}.fully_booted(false).manual_clock(true);
}

// The brokers that librdkafka has built in, at ports of 127.0.0.1, with one topic.
class kafka_cluster {
public:
  explicit kafka_cluster(int partitions) {
    std::array<char, 200> why{};
    rd_kafka_conf_t* const settings = ::rd_kafka_conf_new();
    ::rd_kafka_conf_set_log_cb(settings, [](const rd_kafka_t*, int, const char*, const char*) {});
    client_.reset(::rd_kafka_new(RD_KAFKA_PRODUCER, settings, why.data(), why.size()));
    REQUIRE(client_);
    cluster_.reset(::rd_kafka_mock_cluster_new(client_.get(), brokers));
    REQUIRE(cluster_);
    REQUIRE(::rd_kafka_mock_topic_create(cluster_.get(), "ami", partitions, 1) == RD_KAFKA_RESP_ERR_NO_ERROR);
    // Each broker leads partitions.
    for (int partition = 0; partition < partitions; ++partition) {
      REQUIRE(::rd_kafka_mock_partition_set_leader(cluster_.get(), "ami", partition, partition % brokers + 1) ==
              RD_KAFKA_RESP_ERR_NO_ERROR);
    }
  }

  [[nodiscard]] std::string sink() const {
    return "kafka://" + std::string{::rd_kafka_mock_cluster_bootstraps(cluster_.get())} + "/ami";
  }
  void set_down(bool down) {
    for (int broker = 1; broker <= brokers; ++broker) {
      const auto error = down ? ::rd_kafka_mock_broker_set_down(cluster_.get(), broker)
                              : ::rd_kafka_mock_broker_set_up(cluster_.get(), broker);
      REQUIRE(error == RD_KAFKA_RESP_ERR_NO_ERROR);
    }
  }
  // The next requests to write are answered with these errors.
  void refuse(std::initializer_list<rd_kafka_resp_err_t> errors) {
    ::rd_kafka_mock_push_request_errors_array(cluster_.get(), produce_api, errors.size(), errors.begin());
  }

private:
  static constexpr int brokers = 2;

  class destroy {
  public:
    void operator()(rd_kafka_t* client) const noexcept { ::rd_kafka_destroy(client); }
    void operator()(rd_kafka_mock_cluster_t* cluster) const noexcept { ::rd_kafka_mock_cluster_destroy(cluster); }
  };

  std::unique_ptr<rd_kafka_t, destroy> client_;
  std::unique_ptr<rd_kafka_mock_cluster_t, destroy> cluster_;
};

void check_order(const observed_log& log) {
  for (const auto& [key, numbers] : log.sequences) {
    INFO(key);
    CHECK(std::is_sorted(numbers.begin(), numbers.end()));
    CHECK(std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end());
  }
  CHECK(log.misplaced == 0);
  CHECK(log.table.figures().missing == 0);
  CHECK(log.table.figures().unreadable == 0);
}

std::string on_disk(const test::temporary_folder& folder) {
  return "buffer=disk\nfolder=" + folder.path().string() + "/buffer";
}

}  // namespace

TEST_CASE("Kafka: all events arrive, those of a call in order in the partition of its key") {
  kafka_cluster kafka{5};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 5};
  relay.serves("b", pbx).start();
  REQUIRE(pbx.wait_for_sessions(1, test::patience));
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
  test::temporary_folder folder;
  kafka_cluster kafka{3};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 3};
  relay.with(GENERATE(false, true) ? on_disk(folder) : "buffer=memory").with("batch=50").serves("b", pbx).start();
  REQUIRE(pbx.wait_for_sessions(1, test::patience));
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
  test::temporary_folder folder;
  kafka_cluster kafka{3};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 3};
  relay.with(on_disk(folder)).with("batch=10").serves("b", pbx).start();
  REQUIRE(pbx.wait_for_sessions(1, test::patience));
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
  REQUIRE(pbx.wait_for_sessions(1, test::patience));
  send_numbered(pbx, 1001, 1500, calls);
  REQUIRE(relay.wait_for_figure("taken", [](std::uint64_t n) { return n >= 500; }));
  kafka.set_down(false);
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->user_events == 1500; }));
  check_order(*log);
  CHECK(relay.end() == 0);
}

TEST_CASE("Kafka: errors of the brokers, passing and fatal ones, cost no event and no order") {
  kafka_cluster kafka{3};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 3};
  relay.with("batch=100").serves("b", pbx).start();
  REQUIRE(pbx.wait_for_sessions(1, test::patience));
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->table.stale("b").empty(); }));
  kafka.refuse({RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
                RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION});
  send_numbered(pbx, 1, 1000, calls);
  CHECK(log->read_until([&] { return log->user_events == 1000; }));
  // Retried by librdkafka itself.
  CHECK(relay.wait_for_figure("retries", [](std::uint64_t n) { return n == 0; }));
  // These end its producer.
  for (const auto error : {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
                           RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER}) {
    const auto before = log->user_events;
    kafka.refuse({error});
    send_numbered(pbx, static_cast<std::int64_t>(before) + 1, static_cast<std::int64_t>(before) + 1000, calls);
    CHECK(log->read_until([&] { return log->user_events == before + 1000; }));
  }
  CHECK(relay.wait_for_figure("retries", [](std::uint64_t n) { return n > 0; }));
  check_order(*log);
}

TEST_CASE("Kafka: a full buffer loses events, and says how many") {
  kafka_cluster kafka{2};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 2};
  relay.with("limit=100K\nqueue=1000").serves("b", pbx).start();
  REQUIRE(pbx.wait_for_sessions(1, test::patience));
  const auto log = relay.consume();
  CHECK(log->read_until([&] { return log->table.stale("b").empty(); }));
  kafka.set_down(true);
  send_numbered(pbx, 1, 20000, calls);
  REQUIRE(relay.wait_for_figure("lost", [](std::uint64_t n) { return n > 10000; }));
  kafka.set_down(false);
  CHECK(log->read_until([&] { return log->user_events + log->table.lagged("b") >= 20000; }));
  CHECK(log->read_until([&] { return log->table.stale("b").empty(); }));
  CHECK(log->user_events + log->table.lagged("b") == 20000);
  check_order(*log);
}

TEST_CASE("Kafka: a property that librdkafka does not know ends the start") {
  kafka_cluster kafka{1};
  fake_asterisk pbx{quiet()};
  relay_trial relay{kafka.sink(), 1};
  relay.with_kafka("compression.kodec=lz4").serves("b", pbx).start();
  CHECK(relay.process().wait() == 2);
  CHECK(relay.process().output().find("[kafka] compression.kodec: No such configuration property") !=
        std::string::npos);
}
