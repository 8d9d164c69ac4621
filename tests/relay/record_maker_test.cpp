#include "catch.hpp"
#include "relay/record_maker.hpp"

#include <ami/event.hpp>
#include <ami/json.hpp>
#include <ami/wire/frame.hpp>

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <librdkafka/rdkafka.h>
#include <set>
#include <string>
#include <vector>

using relay::channel_record;
using relay::numbering;
using relay::partition_of;
using relay::record;
using relay::record_maker;

namespace {

numbering run_of(std::string name) {
  numbering numbers;
  numbers.run = std::move(name);
  return numbers;
}

ami::event event_of(const std::string& text) {
  return ami::event{ami::wire::frame::from_text(text)};
}

ami::event channel_event(const std::string& name, const std::string& uniqueid, const std::string& linkedid,
                         const std::string& more = {}) {
  return event_of(fmt::format("Event: {}\r\nChannel: SIP/{}\r\nChannelState: 6\r\nCallerIDNum: 100\r\n"
                              "Uniqueid: {}\r\nLinkedid: {}\r\n{}",
                              name, uniqueid, uniqueid, linkedid, more));
}

boost::json::object message_of(const record& entry) {
  return boost::json::parse(entry.text).as_object().at("message").as_object();
}

// Two Linkedids of different partitions.
std::pair<std::string, std::string> apart(std::uint32_t partitions) {
  for (int other = 1;; ++other) {
    const std::string linkedid = std::to_string(other);
    if (partition_of("berlin/" + linkedid, partitions) != partition_of("berlin/0", partitions)) {
      return {"0", linkedid};
    }
  }
}

}  // namespace

TEST_CASE("A key has the partition that Kafka's own producers give it") {
  // That of librdkafka's murmur2, and of Kafka's Utils.murmur2().
  for (const std::string key : {"", "a", "ab", "abc", "abcd", "berlin/1700000000.1", "\xff\x80 1\n", "foobar", "21",
                                "a-little-bit-long-string", "a-little-bit-longer-string"}) {
    for (const std::uint32_t partitions : {1U, 3U, 12U, 1000U}) {
      const auto expected = ::rd_kafka_msg_partitioner_murmur2(nullptr, key.data(), key.size(),
                                                               static_cast<std::int32_t>(partitions), nullptr, nullptr);
      CHECK(partition_of(key, partitions) == static_cast<std::uint32_t>(expected));
    }
  }
  constexpr std::uint32_t largest = 0x7fffffff;
  CHECK(partition_of("21", largest) == static_cast<std::uint32_t>(-973932308 & 0x7fffffff));
}

TEST_CASE("An event becomes a record with the key, number and text of its call") {
  record_maker maker{run_of("r1"), 4, 10000};
  std::vector<record> records;
  maker.add_event("berlin", channel_event("Newchannel", "1.5", "1.4"), 1234, records);
  REQUIRE(records.size() == 1);
  const record& made = records.front();
  CHECK(made.server == "berlin");
  CHECK(made.key == "berlin/1.4");
  CHECK(made.partition == partition_of("berlin/1.4", 4));
  CHECK(made.seq == 1);
  const boost::json::value json = boost::json::parse(made.text);
  CHECK(json.at("server").as_string() == "berlin");
  CHECK(json.at("run").as_string() == "r1");
  CHECK(json.at("seq").as_int64() == 1);
  CHECK(json.at("key").as_string() == "1.4");
  CHECK(json.at("time").as_int64() == 1234);
  // The message is the event, and can be read back.
  CHECK(json.at("message").at("headers").at("ChannelState").as_int64() == 6);
  const auto read = ami::from_json<ami::event>(json.at("message"));
  CHECK(read["Linkedid"] == "1.4");
  CHECK(read.type() == ami::event_type::newchannel);
}

TEST_CASE("Names and keys of any bytes are text in JSON") {
  record_maker maker{run_of("r"), 1, 10000};
  std::vector<record> records;
  maker.add_event("a \"b\" \xc3\xbc", channel_event("Newchannel", "1", "\xff\"2"), 1, records);
  const boost::json::value json = boost::json::parse(records.front().text);
  CHECK(json.at("server").as_string() == "a \"b\" \xc3\xbc");
  CHECK(ami::from_json_text(json.at("key").as_string()) == "\xff\"2");
}

TEST_CASE("Each server counts its records in each partition without holes") {
  record_maker maker{run_of("r"), 3, 10000};
  std::vector<record> records;
  for (int i = 0; i < 200; ++i) {
    maker.add_event(i % 3 == 0 ? "london" : "berlin", channel_event("Newstate", "1", std::to_string(i % 17)), i,
                    records);
  }
  std::map<std::pair<std::string, std::uint32_t>, std::uint64_t> last;
  for (const record& entry : records) {
    CHECK(entry.seq == ++last[{entry.server, entry.partition}]);
  }
  CHECK(last.size() == 6);
  CHECK(maker.numbers().last == last);
}

TEST_CASE("The key is the Linkedid of whatever channel an event has, or of the channel that it names") {
  record_maker maker{run_of("r"), 1, 10000};
  std::vector<record> records;
  const auto key_of = [&](const std::string& text) {
    records.clear();
    maker.add_event("b", event_of(text), 1, records);
    return records.front().key;
  };
  CHECK(key_of("Event: DialBegin\r\nDestUniqueid: 2\r\nDestLinkedid: 1\r\n") == "b/1");
  CHECK(key_of("Event: DialBegin\r\nLinkedid: 3\r\nDestUniqueid: 2\r\nDestLinkedid: 1\r\n") == "b/3");
  CHECK(key_of("Event: LocalBridge\r\nLocalOneLinkedid: 7\r\nLocalTwoLinkedid: 8\r\n") == "b/7");
  CHECK(key_of("Event: PeerStatus\r\nPeer: SIP/a\r\n") == "b");
  CHECK(key_of("Event: Rename\r\nChannel: a\r\nNewname: b\r\nUniqueid: 5\r\n") == "b");
  maker.add_event("b", channel_event("Newchannel", "5", "4"), 1, records);
  CHECK(key_of("Event: Rename\r\nChannel: a\r\nNewname: b\r\nUniqueid: 5\r\n") == "b/4");
}

TEST_CASE("What all consumers have to know goes to each partition") {
  record_maker maker{run_of("r"), 3, 10000};
  std::vector<record> records;
  maker.add_marker("b", boost::json::object{{"type", "relay_started"}}, 1, records);
  maker.add_event("b", ami::event{ami::lagged{12}}, 2, records);
  maker.add_event("b", ami::event{ami::connection_restored{2, std::chrono::seconds{1}, true}}, 3, records);
  REQUIRE(records.size() == 9);
  for (std::uint32_t i = 0; i < 9; ++i) {
    CHECK(records[i].partition == i % 3);
    CHECK(records[i].seq == i / 3 + 1);
    CHECK(records[i].key == "b");
  }
  CHECK(message_of(records[0]).at("type").as_string() == "relay_started");
  CHECK(message_of(records[5]).at("count").as_int64() == 12);
  CHECK(message_of(records[8]).at("restarted").as_bool());
}

TEST_CASE("A snapshot has in each partition the channels whose events go there, in as many records as it takes") {
  record_maker maker{run_of("r"), 3, 4096};
  std::vector<channel_record> channels;
  for (int i = 0; i < 200; ++i) {
    channel_record channel;
    channel.uniqueid = std::to_string(i);
    channel.linkedid = std::to_string(i / 2);
    channel.name = "SIP/\xff";
    channels.push_back(channel);
  }
  std::vector<record> records;
  maker.add_snapshot("b", channels, 1, records);
  std::set<std::string> listed;
  std::map<std::uint32_t, std::int64_t> parts;
  for (const record& entry : records) {
    CHECK(entry.text.size() <= 4096);
    const auto message = message_of(entry);
    CHECK(message.at("part").as_int64() == ++parts[entry.partition]);
    for (const auto& channel : message.at("channels").as_array()) {
      const channel_record read = relay::channel_of_json(channel);
      CHECK(entry.partition == partition_of("b/" + read.linkedid, 3));
      CHECK(read == channels[static_cast<std::size_t>(std::stoi(read.uniqueid))]);
      CHECK(listed.insert(read.uniqueid).second);
    }
  }
  CHECK(listed.size() == 200);
  for (const record& entry : records) {
    CHECK(message_of(entry).at("of").as_int64() == parts[entry.partition]);
  }
  // A partition without channels has to know that.
  records.clear();
  maker.add_snapshot("b", {}, 1, records);
  CHECK(records.size() == 3);
}

TEST_CASE("A channel that comes into a call of another partition is handed over") {
  const auto [first, other] = apart(3);
  record_maker maker{run_of("r"), 3, 10000};
  std::vector<record> records;
  maker.add_event("berlin", channel_event("Newchannel", "c", first), 1, records);
  maker.add_event("berlin", channel_event("BridgeEnter", "c", first, "BridgeUniqueid: b1\r\n"), 1, records);
  records.clear();
  maker.add_event("berlin", channel_event("Hold", "c", other), 1, records);
  REQUIRE(records.size() == 3);
  CHECK(records[0].key == "berlin/" + first);
  CHECK(records[0].partition == partition_of("berlin/" + first, 3));
  CHECK(records[1].key == "berlin/" + other);
  CHECK(records[1].partition == partition_of("berlin/" + other, 3));
  for (const std::size_t i : {0U, 1U}) {
    const auto message = message_of(records[i]);
    CHECK(message.at("type").as_string() == "channel_moved");
    CHECK(message.at("to").as_string() == other);
    CHECK(relay::channel_of_json(message.at("channel")).bridge == "b1");
  }
  CHECK(records[2].key == "berlin/" + other);
  // It is there now.
  records.clear();
  maker.add_event("berlin", channel_event("Unhold", "c", other), 1, records);
  CHECK(records.size() == 1);
  // Not one that nobody knows.
  maker.add_event("berlin", channel_event("Hangup", "c", other), 1, records);
  maker.add_event("berlin", channel_event("Hold", "c", first), 1, records);
  CHECK(records.size() == 3);
}

TEST_CASE("An event that is too long is replaced by a record that says so") {
  record_maker maker{run_of("r"), 1, 4096};
  std::vector<record> records;
  maker.add_event("b", channel_event("Newexten", "1", "1", "AppData: " + std::string(5000, 'x') + "\r\n"), 1, records);
  REQUIRE(records.size() == 1);
  CHECK(records[0].key == "b/1");
  const auto message = message_of(records[0]);
  CHECK(message.at("type").as_string() == "too_large");
  CHECK(message.at("event").as_string() == "Newexten");
  CHECK(message.at("bytes").to_number<int>() > 5000);
}
