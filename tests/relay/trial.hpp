// What the tests of the whole relay begin with: fake PBXs, a relay in a process of its own, and a consumer.
#pragma once

#include "relay/call_table.hpp"
#include "relay/log_reader.hpp"
#include "support/process/child_process.hpp"
#include "support/temporary_folder.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// A redis-server of this test's own, at a Unix socket in a folder. What it has confirmed survives its death.
class redis_server {
public:
  redis_server();

  void start();
  void kill() { process_.reset(); }
  void send_signal(int number) const { process_->send_signal(number); }
  [[nodiscard]] std::string socket() const { return (folder_.path() / "redis.sock").string(); }
  [[nodiscard]] std::string sink() const { return "redis+unix://" + socket(); }
  [[nodiscard]] relay::redis_address address() const;
  /// Sends one command.
  void ask(std::initializer_list<std::string_view> command) const;

private:
  temporary_folder folder_;
  std::unique_ptr<child_process> process_;
};

/// What a consumer has read, and checks while it reads: that the events of each call are in its partition.
class observed_log {
public:
  explicit observed_log(std::unique_ptr<relay::log_reader> reader) : reader_{std::move(reader)} {}

  /// Reads on until the condition is true; false when that does not happen within the tests' patience.
  bool read_until(const std::function<bool()>& condition);

  relay::call_table table;
  /// The header `Sequence` of the UserEvents, by server and Linkedid, in the order of the log, without duplicates.
  std::map<std::string, std::vector<std::int64_t>> sequences;
  std::uint64_t user_events = 0;
  /// The types of the relay's own records and of gaps in partition 0, of all servers.
  std::vector<std::string> markers;
  /// Records that were in another partition than their key says.
  std::uint64_t misplaced = 0;
  std::uint32_t partitions = 1;

private:
  void take(std::uint32_t partition, std::string_view text);

  std::unique_ptr<relay::log_reader> reader_;
};

/// A relay with its configuration.
class relay_trial {
public:
  /// @param sink where its log is.
  /// @param partitions of the log.
  relay_trial(std::string sink, std::uint32_t partitions);

  /// Adds lines to the section [relay].
  relay_trial& with(std::string line);
  /// Adds lines to the section [kafka].
  relay_trial& with_kafka(std::string line);
  /// Adds a server, with a name.
  relay_trial& serves(const std::string& name, ami::testing::fake_asterisk& server);
  /// The lines for a buffer on disk.
  [[nodiscard]] std::string on_disk() const;
  /// Starts it, and waits until it has logged in to each server.
  void start();
  /// Starts it.
  void launch();
  /// The processor time that it has used, in seconds.
  [[nodiscard]] double processor_time() const { return process_->processor_time(); }
  [[nodiscard]] child_process& process() { return *process_; }
  /// SIGKILL.
  void kill() { process_.reset(); }
  /// SIGTERM. The exit code.
  int end();
  /// Waits until a figure that it reports has a value.
  bool wait_for_figure(const std::string& name, const std::function<bool(std::uint64_t)>& condition);
  /// A consumer of its log, from the beginning.
  [[nodiscard]] std::unique_ptr<observed_log> consume() const;
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_.path(); }
  [[nodiscard]] std::string config() const;

private:
  temporary_folder folder_;
  std::string sink_;
  std::uint32_t partitions_;
  std::string lines_;
  std::string kafka_;
  std::string sections_;  // of the servers
  std::vector<ami::testing::fake_asterisk*> servers_;
  std::unique_ptr<child_process> process_;
};

/// The brokers that librdkafka has built in, at ports of 127.0.0.1, with the topic "ami". Each leads partitions.
class kafka_cluster {
public:
  explicit kafka_cluster(int partitions);

  [[nodiscard]] std::string sink() const { return "kafka://" + bootstraps() + "/ami"; }
  [[nodiscard]] std::string bootstraps() const { return ::rd_kafka_mock_cluster_bootstraps(cluster_.get()); }
  void set_down(bool down);
  /// The next requests to write are answered with these errors.
  void refuse(std::initializer_list<rd_kafka_resp_err_t> errors);

private:
  class destroy {
  public:
    void operator()(rd_kafka_t* client) const noexcept { ::rd_kafka_destroy(client); }
    void operator()(rd_kafka_mock_cluster_t* cluster) const noexcept { ::rd_kafka_mock_cluster_destroy(cluster); }
  };

  std::unique_ptr<rd_kafka_t, destroy> client_;
  std::unique_ptr<rd_kafka_mock_cluster_t, destroy> cluster_;
};

/// A fake server that sends nothing by itself.
ami::testing::fake_options quiet();

/// The numbers of each call come in their order, each once, and no record is missing.
void check_order(const observed_log& log);

/// Sends UserEvents with the numbers from `first` to `last`, as events of so many calls in turn.
void send_numbered(ami::testing::fake_asterisk& server, std::int64_t first, std::int64_t last, std::int64_t calls);

/// The channels that a simulated PBX lists.
std::map<std::string, relay::channel_record> channels_of(const ami::testing::simulated_pbx& pbx);
/// Those of a fake server.
std::map<std::string, relay::channel_record> channels_of(ami::testing::fake_asterisk& server);
/// A consumer's, for the comparison: without what no event tells.
std::map<std::string, relay::channel_record> comparable(std::map<std::string, relay::channel_record> channels);

}  // namespace test
