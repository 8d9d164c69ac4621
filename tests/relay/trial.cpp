#include "relay/trial.hpp"

#include "catch.hpp"
#include "support/run.hpp"

#include <ami/event.hpp>
#include <ami/snapshot.hpp>
#include <ami/value_types.hpp>

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <utility>

using namespace std::chrono_literals;
using ami::testing::fake_asterisk;
using ami::testing::frame_text;

namespace test {

redis_server::redis_server() {
  std::signal(SIGPIPE, SIG_IGN);
  start();
}

void redis_server::start() {
  process_ = std::make_unique<child_process>(std::vector<std::string>{
      "redis-server", "--port", "0", "--unixsocket", socket(), "--dir", folder_.path().string(), "--appendonly", "yes",
      "--appendfsync", "always", "--save", ""});
  REQUIRE(process_->wait_for("ready to accept connections"));
}

relay::redis_address redis_server::address() const {
  relay::redis_address address;
  address.socket = socket();
  return address;
}

void redis_server::ask(std::initializer_list<std::string_view> command) const {
  relay::redis_link link{address()};
  link.open();
  link.ask(command);
}

bool observed_log::read_until(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) {
      return false;
    }
    try {
      reader_->read(100ms, [this](std::uint32_t partition, std::string_view text) { take(partition, text); });
    } catch (const relay::redis_failure&) {
      // The server is down, or loads its files.
    } catch (const relay::kafka_failure&) {
    }
  }
  return true;
}

void observed_log::take(std::uint32_t partition, std::string_view text) {
  if (!table.apply(partition, text)) {
    return;
  }
  const boost::json::value json = boost::json::parse(text);
  const auto& record = json.as_object();
  const auto& message = record.at("message").as_object();
  const std::string server{record.at("server").as_string()};
  const std::string key{record.at("key").as_string()};
  const std::string type{message.at("type").as_string()};
  if (!key.empty() && relay::partition_of(server + '/' + key, partitions) != partition) {
    ++misplaced;
  }
  if (type != "event") {
    if (partition == 0) {
      markers.push_back(type);
    }
    return;
  }
  const auto& headers = message.at("headers").as_object();
  if (headers.at("Event").as_string() == "UserEvent") {
    ++user_events;
    sequences[server + '/' + key].push_back(std::strtoll(headers.at("Sequence").as_string().c_str(), nullptr, 10));
  }
}

relay_trial::relay_trial(std::string sink, std::uint32_t partitions)
    : sink_{std::move(sink)}, partitions_{partitions} {}

relay_trial& relay_trial::with(std::string line) {
  lines_ += std::move(line) + '\n';
  return *this;
}

relay_trial& relay_trial::with_kafka(std::string line) {
  kafka_ += std::move(line) + '\n';
  return *this;
}

relay_trial& relay_trial::serves(const std::string& name, fake_asterisk& server) {
  servers_.push_back(&server);
  sections_ += fmt::format("[server {}]\nhost={}\nport={}\nusername=admin\nsecret=secret\nwait_fully_booted=0ms\n",
                           name, server.host(), server.port());
  return *this;
}

std::string relay_trial::config() const {
  return (folder_.path() / "relay.ini").string();
}

void relay_trial::launch() {
  std::ofstream{config()} << fmt::format("[relay]\nsink={}\npartitions={}\nreport=50ms\nshortest_pause=10ms\nlongest_"
                                         "pause=200ms\nsnapshot_pause=10ms\n{}",
                                         sink_, sink_.starts_with("kafka") ? 0 : partitions_, lines_)
                          << (kafka_.empty() ? "" : "[kafka]\n") << kafka_ << sections_;
  process_ = std::make_unique<child_process>(std::vector<std::string>{RELAY_PROGRAM, "--config", config()});
}

void relay_trial::start() {
  launch();
  for (fake_asterisk* const server : servers_) {
    REQUIRE(server->wait_for_sessions(1, patience));
  }
}

int relay_trial::end() {
  process_->send_signal(SIGTERM);
  return process_->wait();
}

bool relay_trial::wait_for_figure(const std::string& name, const std::function<bool(std::uint64_t)>& condition) {
  const std::string wanted = ' ' + name + '=';
  return process_->wait_until([&](const std::string& output) {
    const auto place = output.rfind(wanted);
    return place != std::string::npos && condition(std::strtoull(output.c_str() + place + wanted.size(), nullptr, 10));
  });
}

std::unique_ptr<observed_log> relay_trial::consume() const {
  relay::settings settings;
  relay::set_sink(settings, sink_);
  settings.streams.partitions = partitions_;
  auto log = std::make_unique<observed_log>(relay::make_log_reader(settings));
  log->partitions = partitions_;
  return log;
}

kafka_cluster::kafka_cluster(int partitions) {
  constexpr int brokers = 2;
  std::array<char, 200> why{};
  rd_kafka_conf_t* const settings = ::rd_kafka_conf_new();
  ::rd_kafka_conf_set_log_cb(settings, [](const rd_kafka_t*, int, const char*, const char*) {});
  client_.reset(::rd_kafka_new(RD_KAFKA_PRODUCER, settings, why.data(), why.size()));
  REQUIRE(client_);
  cluster_.reset(::rd_kafka_mock_cluster_new(client_.get(), brokers));
  REQUIRE(cluster_);
  REQUIRE(::rd_kafka_mock_topic_create(cluster_.get(), "ami", partitions, 1) == RD_KAFKA_RESP_ERR_NO_ERROR);
  for (int partition = 0; partition < partitions; ++partition) {
    REQUIRE(::rd_kafka_mock_partition_set_leader(cluster_.get(), "ami", partition, partition % brokers + 1) ==
            RD_KAFKA_RESP_ERR_NO_ERROR);
  }
}

void kafka_cluster::set_down(bool down) {
  for (const int broker : {1, 2}) {
    const auto error = down ? ::rd_kafka_mock_broker_set_down(cluster_.get(), broker)
                            : ::rd_kafka_mock_broker_set_up(cluster_.get(), broker);
    REQUIRE(error == RD_KAFKA_RESP_ERR_NO_ERROR);
  }
}

void kafka_cluster::refuse(std::initializer_list<rd_kafka_resp_err_t> errors) {
  constexpr std::int16_t produce_api = 0;
  ::rd_kafka_mock_push_request_errors_array(cluster_.get(), produce_api, errors.size(), errors.begin());
}

std::string relay_trial::on_disk() const {
  return "buffer=disk\nfolder=" + (folder_.path() / "buffer").string();
}

ami::testing::fake_options quiet() {
  return ami::testing::fake_options{}.fully_booted(false).manual_clock(true);
}

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

void send_numbered(fake_asterisk& server, std::int64_t first, std::int64_t last, std::int64_t calls) {
  std::string bytes;
  for (std::int64_t number = first; number <= last; ++number) {
    bytes += frame_text::event("UserEvent", "user,all")
                 .header("UserEvent", "Numbered")
                 .header("Linkedid", fmt::format("call-{}", number % calls))
                 .header("Sequence", number)
                 .str();
    if (bytes.size() > 65536 || number == last) {
      server.send_raw(std::exchange(bytes, {}));
    }
  }
}

std::map<std::string, relay::channel_record> channels_of(fake_asterisk& server) {
  std::map<std::string, relay::channel_record> all;
  server.with_pbx([&](ami::testing::simulated_pbx& pbx) { all = channels_of(pbx); });
  return all;
}

std::map<std::string, relay::channel_record> channels_of(const ami::testing::simulated_pbx& pbx) {
  std::map<std::string, relay::channel_record> all;
  const std::string list = pbx.core_show_channels().str("1");
  constexpr std::string_view end_of_frame = "\r\n\r\n";
  for (std::size_t at = 0, end = 0; (end = list.find(end_of_frame, at)) != std::string::npos;
       at = end + end_of_frame.size()) {
    const ami::event item{ami::wire::frame::from_text(std::string_view{list}.substr(at, end - at))};
    if (const auto seen = ami::channel_snapshot::find(item.frame(), ""); item.name() == "CoreShowChannel") {
      relay::channel_record made;
      made.uniqueid = seen->uniqueid();
      made.name = seen->channel();
      made.state = to_string(*seen->channel_state());
      made.linkedid = seen->linkedid();
      made.caller_id_num = seen->caller_id_num();
      made.caller_id_name = seen->caller_id_name();
      made.bridge = item["BridgeId"];
      all[made.uniqueid] = made;
    }
  }
  return all;
}

std::map<std::string, relay::channel_record> comparable(std::map<std::string, relay::channel_record> channels) {
  for (auto& [uniqueid, channel] : channels) {
    channel.linkedid.clear();  // that of a channel whose bridge has an older one changes without an event
  }
  return channels;
}

}  // namespace test
