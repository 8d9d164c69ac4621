#include "catch.hpp"
#include "relay/call_table.hpp"
#include "relay/record_maker.hpp"
#include "relay/trial.hpp"

#include <ami/errc.hpp>
#include <ami/event.hpp>
#include <ami/testing/simulated_pbx.hpp>
#include <ami/wire/frame.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using relay::call_table;
using relay::channel_record;
using relay::record;
using relay::record_maker;

namespace {

relay::numbering run_of(std::string name) {
  relay::numbering numbers;
  numbers.run = std::move(name);
  return numbers;
}

ami::event event_of(const std::string& text) {
  return ami::event{ami::wire::frame::from_text(text)};
}

ami::event made(const std::string& uniqueid) {
  return event_of("Event: Newchannel\r\nChannel: SIP/" + uniqueid +
                  "\r\nChannelState: 4\r\nChannelStateDesc: Ring\r\nUniqueid: " + uniqueid +
                  "\r\nLinkedid: " + uniqueid + "\r\n");
}

// A log of one partition, and its consumer.
class scene {
public:
  void apply_from(std::size_t first) {
    for (std::size_t at = first; at < records.size(); ++at) {
      table.apply(records[at].partition, records[at].text);
    }
  }
  void event(const ami::event& value) {
    const std::size_t first = records.size();
    maker.add_event("b", value, 1, records);
    apply_from(first);
  }
  void snapshot(const std::vector<channel_record>& channels) {
    const std::size_t first = records.size();
    maker.add_snapshot("b", channels, 1, records);
    apply_from(first);
  }

  record_maker maker{run_of("r1"), 1, 10000};
  std::vector<record> records;
  call_table table;
};

std::vector<channel_record> values_of(const std::map<std::string, channel_record>& channels) {
  std::vector<channel_record> values;
  for (const auto& [uniqueid, channel] : channels) {
    values.push_back(channel);
  }
  return values;
}

}  // namespace

TEST_CASE("A consumer drops duplicates") {
  scene log;
  log.snapshot({});
  log.event(made("1"));
  log.event(made("2"));
  CHECK(log.table.stale("b").empty());
  log.apply_from(1);
  CHECK(log.table.figures().duplicates == 2);
  CHECK(log.table.figures().records == 3);
  CHECK(log.table.stale("b").empty());
  // All again and more, as after a failure.
  log.maker.add_event("b", made("3"), 1, log.records);
  log.apply_from(0);
  CHECK(log.table.figures().duplicates == 5);
  CHECK(log.table.figures().records == 4);
  CHECK(log.table.figures().missing == 0);
  CHECK(log.table.channels("b").size() == 3);
}

TEST_CASE("A hole in the numbers is reported, and the channels are not trusted until the next snapshot") {
  scene log;
  log.snapshot({});
  log.event(made("1"));
  log.maker.add_event("b", made("2"), 1, log.records);
  log.maker.add_event("b", made("3"), 1, log.records);
  const std::size_t next = log.records.size();
  log.maker.add_event("b", made("4"), 1, log.records);
  log.apply_from(next);
  CHECK(log.table.figures().missing == 2);
  CHECK(log.table.stale("b") == "2 records are missing");
  log.snapshot({});
  CHECK(log.table.stale("b").empty());
  CHECK(log.table.channels("b").empty());
}

TEST_CASE("Each gap makes the channels stale, until a whole snapshot") {
  scene log;
  CHECK(log.table.stale("b") == "nothing is known of it");
  log.event(made("1"));
  CHECK(log.table.stale("b") == "there was no snapshot yet");
  const auto snapshot = [&] {
    log.snapshot({});
    CHECK(log.table.stale("b").empty());
  };
  snapshot();
  log.event(ami::event{ami::lagged{5}});
  CHECK(log.table.stale("b") == "the relay has lost 5 events");
  CHECK(log.table.lagged("b") == 5);
  snapshot();
  log.event(ami::event{ami::connection_lost{ami::errc::connection_closed}});
  CHECK(log.table.stale("b").starts_with("no connection"));
  log.event(made("2"));
  log.event(ami::event{ami::connection_restored{2, 1s, false}});
  CHECK(!log.table.stale("b").empty());
  CHECK(log.table.channels("b").size() == 1);
  log.event(ami::event{ami::connection_restored{3, 1s, true}});
  CHECK(log.table.channels("b").empty());
  snapshot();
  log.records.clear();
  log.maker.add_marker("b", boost::json::object{{"type", "relay_stopped"}}, 1, log.records);
  log.apply_from(0);
  CHECK(log.table.stale("b") == "the relay has stopped");
  // Another run, without a word of the old one's end.
  snapshot();
  record_maker other{run_of("r2"), 1, 10000};
  std::vector<record> records;
  other.add_event("b", made("9"), 1, records);
  CHECK(log.table.apply(0, records.front().text));
  CHECK(log.table.stale("b").starts_with("a new run"));
  // The old one's records are still known.
  CHECK(!log.table.apply(0, log.records.front().text));
}

TEST_CASE("A snapshot in several records counts when all have come") {
  record_maker maker{run_of("r"), 1, 4096};
  std::vector<channel_record> channels(100);
  for (std::size_t i = 0; i < channels.size(); ++i) {
    channels[i].uniqueid = std::to_string(i);
  }
  std::vector<record> records;
  maker.add_snapshot("b", channels, 1, records);
  REQUIRE(records.size() > 2);
  SECTION("whole") {
    call_table table;
    for (const record& entry : records) {
      CHECK(!table.stale("b").empty());
      table.apply(0, entry.text);
    }
    CHECK(table.stale("b").empty());
    CHECK(table.channels("b").size() == 100);
  }
  SECTION("for a consumer that begins in its middle") {
    call_table table;
    for (std::size_t at = 1; at < records.size(); ++at) {
      table.apply(0, records[at].text);
    }
    CHECK(!table.stale("b").empty());
    CHECK(table.channels("b").empty());
  }
}

TEST_CASE("Records of others are counted and harm nobody") {
  call_table table;
  for (const std::string text :
       {"", "nonsense", "{}", "[]", R"({"server":"b","run":"r","seq":-1,"key":"","message":{}})",
        R"({"server":"b","run":"r","seq":1,"key":"","message":{"type":"new"}})"}) {
    CHECK(!table.apply(0, text));
  }
  CHECK(table.figures().unreadable == 6);
}

TEST_CASE("A channel is made by Newchannel only, and only leaves the bridge that it is in") {
  scene log;
  const auto enter = [&](const std::string& uniqueid, const std::string& bridge) {
    log.event(event_of("Event: BridgeEnter\r\nBridgeUniqueid: " + bridge + "\r\nChannel: x\r\nUniqueid: " + uniqueid +
                       "\r\nLinkedid: " + uniqueid + "\r\n"));
  };
  const auto leave = [&](const std::string& uniqueid, const std::string& bridge) {
    log.event(event_of("Event: BridgeLeave\r\nBridgeUniqueid: " + bridge + "\r\nChannel: x\r\nUniqueid: " + uniqueid +
                       "\r\nLinkedid: " + uniqueid + "\r\n"));
  };
  enter("1", "a");
  CHECK(log.table.channels("b").empty());
  log.event(made("1"));
  enter("1", "a");
  enter("1", "c");
  leave("1", "a");
  CHECK(log.table.channels("b").at("1").bridge == "c");
  CHECK(log.table.channels("b").at("1").state == "ring");
  leave("1", "c");
  CHECK(log.table.channels("b").at("1").bridge.empty());
  enter("1", "d");
  log.event(event_of("Event: BridgeDestroy\r\nBridgeUniqueid: d\r\n"));
  CHECK(log.table.channels("b").at("1").bridge.empty());
  log.event(event_of("Event: Rename\r\nChannel: x\r\nNewname: y\r\nUniqueid: 1\r\n"));
  CHECK(log.table.channels("b").at("1").name == "y");
  log.event(event_of("Event: Hangup\r\nUniqueid: 1\r\nLinkedid: 1\r\n"));
  CHECK(log.table.channels("b").empty());
}

// A live state sees each event before the consumer of a stream does: a snapshot has what the records behind it say once
// more. Here the records are late by up to some hundred events, and each record may come twice.
TEST_CASE("The channels are right after late events, in each partition for itself") {
  const auto partitions = GENERATE(1U, 3U, 16U);
  const auto seed = GENERATE(1, 2);
  std::minstd_rand random{static_cast<unsigned>(seed)};
  std::deque<ami::event> late;
  ami::testing::simulated_pbx pbx{
      ami::testing::pbx_options{}
          .seed(static_cast<std::uint64_t>(seed))
          .calls_per_second(3)
          .hold_share(0.2)
          .transfer_share(0.3)
          .park_share(0.1),
      [&](const ami::testing::frame_text& text) { late.emplace_back(ami::wire::frame::from_text(text.str())); }};
  record_maker maker{run_of("r"), partitions, 20000};
  call_table table;
  std::vector<record> records;
  std::size_t moves = 0;
  const auto deliver = [&](std::size_t count) {
    for (; count != 0 && !late.empty(); --count) {
      maker.add_event("b", late.front(), 1, records);
      late.pop_front();
    }
    for (const record& entry : records) {
      moves += entry.text.find("channel_moved") != std::string::npos ? 1 : 0;
      table.apply(entry.partition, entry.text);
      if (random() % 4 == 0) {
        table.apply(entry.partition, entry.text);
      }
    }
    records.clear();
  };
  std::size_t most = 0;
  for (auto now = 0s; now < 200s; now += 1s) {
    pbx.advance(now);
    if (random() % 10 == 0) {
      maker.add_snapshot("b", values_of(test::channels_of(pbx)), 1, records);
    }
    // A part of what has happened, or all of it.
    deliver(random() % 3 == 0 ? late.size() : random() % (late.size() + 1));
    if (random() % 20 == 0) {
      deliver(late.size());
      most = std::max(most, table.channels("b").size());
      CHECK(test::comparable(table.channels("b")) == test::comparable(test::channels_of(pbx)));
    }
  }
  CHECK(most > 10);
  CHECK(table.figures().missing == 0);
  CHECK(table.figures().unreadable == 0);
  CHECK(table.stale("b").empty());
  CHECK((partitions == 1) == (moves == 0));
}
