// What browsers get, from a live state.
#include "catch.hpp"
#include "support/data.hpp"
#include "wallboard/board.hpp"
#include "wallboard/watched_pbx.hpp"

#include <ami/testing/recording.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using ami::testing::pbx_call;
using ami::testing::pbx_conference;
using ami::testing::pbx_endpoint;
using ami::testing::pbx_options;
using ami::testing::pbx_queue;
using ami::testing::simulated_pbx;
using test::change_of;
using test::watched_pbx;
using wallboard::board;

constexpr wallboard::milliseconds start = 1'000'000;

void call(watched_pbx& pbx, const std::string& channel, const std::string& number) {
  pbx.server.with_pbx(
      [&](simulated_pbx& simulated) { simulated.originate(pbx_call{channel}.extension("default", number, 1), {}); });
}

// The only record of a table that has changed.
json::object only(const json::array& changes, std::string_view table) {
  const auto of_table =
      std::ranges::count_if(changes, [&](const auto& each) { return each.at("table").as_string() == table; });
  INFO(json::serialize(changes));
  REQUIRE(of_table == 1);
  return change_of(changes, table, "").at("value").as_object();
}

json::object leg_of(const json::object& call, std::string_view device) {
  for (const auto& leg : call.at("legs").as_array()) {
    if (leg.at("device").as_string() == device) {
      return leg.as_object();
    }
  }
  FAIL("no leg of " << device << " in " << json::serialize(call));
  return {};
}

}  // namespace

TEST_CASE("A server is announced whole, and then nothing is sent while nothing changes") {
  watched_pbx pbx{test::two_telephones().queue(pbx_queue{"sales", "500"}.member("alice"))};
  board all{start, 20s};
  const auto first = pbx.changes(all);
  REQUIRE(first.size() == 1);
  CHECK(first[0].at("server") == "berlin");
  CHECK(first[0].at("table") == "server");
  const auto& server = first[0].at("value").as_object();
  CHECK(server.at("link").at("state") == "connected");
  CHECK(server.at("link").at("valid") == true);
  CHECK(server.at("link").at("problems").as_array().empty());
  CHECK(server.at("calls").as_object().empty());
  CHECK(server.at("endpoints").at("alice").at("state") == "not in use");
  CHECK(server.at("endpoints").at("alice").at("up") == true);
  CHECK_FALSE(server.at("endpoints").as_object().contains("PJSIP/alice"));
  const auto& sales = server.at("queues").at("sales").as_object();
  CHECK(sales.at("members").as_array().at(0).at("state") == "free");
  CHECK(sales.at("day").at("offered") == 0);
  CHECK(sales.at("day").at("service_level") == 20);
  CHECK(sales.at("day").at("percent").is_null());
  CHECK(pbx.taken(all).empty());
  CHECK(pbx.changes(all).empty());
  CHECK(json::parse(all.state("run-1", 5)).at("servers").at("berlin") == first[0].at("value"));
  CHECK(json::parse(all.state("run-1", 5)).at("id") == "run-1");
  CHECK(json::parse(all.state("run-1", 5)).at("time") == 5);
}

TEST_CASE("A call from its beginning to its end") {
  watched_pbx pbx;
  board all{start, 20s};
  pbx.changes(all);
  call(pbx, "PJSIP/alice", "2002");
  auto record = only(pbx.changes(all), "calls");
  CHECK(record.at("status") == "ringing");
  CHECK(record.at("answered").is_null());
  CHECK(record.at("parked").is_null());
  CHECK(leg_of(record, "PJSIP/alice").at("name") == "Alice");

  pbx.advance(1500ms);
  record = only(pbx.changes(all), "calls");
  CHECK(leg_of(record, "PJSIP/bob").at("state") == "ringing");
  CHECK(leg_of(record, "PJSIP/alice").at("dials") == json::array{leg_of(record, "PJSIP/bob").at("uniqueid")});
  CHECK(leg_of(record, "PJSIP/bob").at("dials").as_array().empty());

  pbx.advance(1s);
  const auto changes = pbx.changes(all);
  record = only(changes, "calls");
  CHECK(record.at("status") == "talking");
  CHECK(record.at("answered").is_int64());
  const auto alice = leg_of(record, "PJSIP/alice");
  const auto bob = leg_of(record, "PJSIP/bob");
  CHECK(alice.at("talks_to") == json::array{bob.at("uniqueid")});
  CHECK(bob.at("talks_to") == json::array{alice.at("uniqueid")});
  CHECK(alice.at("dials").as_array().empty());
  CHECK(change_of(changes, "endpoints", "bob").at("value").at("state") == "in use");

  // One of the two: the record has both.
  pbx.server.with_pbx([&](simulated_pbx& simulated) { simulated.hold(bob.at("channel").as_string().c_str()); });
  record = only(pbx.changes(all), "calls");
  CHECK(record.at("status") == "held");
  CHECK(leg_of(record, "PJSIP/bob").at("held") == true);

  pbx.server.hang_up_all();
  CHECK(change_of(pbx.changes(all), "calls", "").at("value").is_null());
  CHECK(pbx.changes(all).empty());
}

TEST_CASE("What changes several times is sent once, and what came and went is not sent at all") {
  watched_pbx pbx;
  board all{start, 20s};
  pbx.changes(all);
  call(pbx, "PJSIP/alice", "2002");
  pbx.advance(1500ms);
  pbx.advance(1500ms);
  CHECK(only(pbx.changes(all), "calls").at("status") == "talking");
  pbx.server.hang_up_all();
  CHECK_FALSE(pbx.changes(all).empty());
  pbx.server.hang_up_all();
  CHECK(pbx.changes(all).empty());
  call(pbx, "PJSIP/alice", "2002");
  pbx.server.hang_up_all();
  CHECK(change_of(pbx.changes(all), "calls", "").is_null());
}

TEST_CASE("A queue: who waits, who is free, and what became of the callers") {
  watched_pbx pbx{test::two_telephones()
                      .endpoint({"carol", "2003", "Carol"})
                      .queue_patience(30s)
                      .queue(pbx_queue{"sales", "500"}.member("alice"))};
  board all{start, 5s};
  pbx.changes(all);
  pbx.server.with_pbx([](simulated_pbx& simulated) { simulated.queue_pause("PJSIP/alice", true, "sales", "Lunch"); });
  auto sales = only(pbx.changes(all), "queues");
  CHECK(sales.at("members").as_array().at(0).at("state") == "paused");
  CHECK(sales.at("members").as_array().at(0).at("reason") == "Lunch");

  call(pbx, "PJSIP/bob", "500");
  pbx.advance(1500ms);
  all.joined("berlin", "sales");
  sales = only(pbx.changes(all), "queues");
  REQUIRE(sales.at("callers").as_array().size() == 1);
  CHECK(sales.at("callers").as_array().at(0).at("position") == 1);
  CHECK(sales.at("callers").as_array().at(0).at("name") == "Bob");
  CHECK(sales.at("day").at("offered") == 1);
  CHECK(sales.at("day").at("percent").is_null());

  all.answered("berlin", "sales", 5s);
  all.answered("berlin", "sales", 6s);
  all.abandoned("berlin", "sales");
  const auto day = only(pbx.changes(all), "queues").at("day").as_object();
  CHECK(day.at("answered") == 2);
  CHECK(day.at("abandoned") == 1);
  CHECK(day.at("in_service_level") == 1);
  CHECK(day.at("percent").to_number<double>() == 33.3);
  CHECK(day.at("incomplete_since").is_null());

  all.lost_events("berlin", 1'234'567);
  CHECK(only(pbx.changes(all), "queues").at("day").at("incomplete_since") == 1'234'567);
  all.lost_events("berlin", 1'234'568);
  CHECK(pbx.changes(all).empty());  // looked at again, and as it was

  // Midnight.
  pbx.at.now = 86'400'000;
  pbx.at.midnight = 86'400'000;
  const auto next = only(pbx.changes(all), "queues").at("day").as_object();
  CHECK(next.at("since") == 86'400'000);
  CHECK(next.at("offered") == 0);
  CHECK(next.at("incomplete_since").is_null());
}

TEST_CASE("A member who talks is not free, whether or not he is paused") {
  watched_pbx pbx{test::two_telephones().queue(pbx_queue{"sales", "500"}.member("alice"))};
  board all{start, 5s};
  pbx.changes(all);
  const auto state = [&] {
    const auto change = change_of(pbx.changes(all), "queues", "sales");
    REQUIRE(change.is_object());
    return std::string{change.at("value").at("members").as_array().at(0).at("state").as_string().c_str()};
  };
  call(pbx, "PJSIP/alice", "2002");
  pbx.advance(500ms);
  CHECK(state() == "ringing");
  pbx.advance(2s);
  CHECK(state() == "talking");
  pbx.server.with_pbx([](simulated_pbx& simulated) { simulated.queue_pause("PJSIP/alice", true); });
  CHECK(state() == "talking");
  pbx.server.hang_up_all();
  pbx.advance(500ms);
  CHECK(state() == "paused");
}

TEST_CASE("A call that is parked") {
  watched_pbx pbx;
  board all{start, 5s};
  pbx.changes(all);
  call(pbx, "PJSIP/alice", "2002");
  pbx.advance(2s);
  pbx.changes(all);
  const auto channels = pbx.server.channels();
  REQUIRE(channels.size() == 2);
  pbx.server.with_pbx([&](simulated_pbx& simulated) { CHECK(simulated.park(channels[0], 40s, "PJSIP/bob")); });
  const auto changes = pbx.changes(all);
  json::value parked;
  for (const auto& change : changes) {
    if (change.at("table") == "calls" && change.at("value").is_object() &&
        change.at("value").at("status") == "parked") {
      parked = change.at("value").at("parked");
    }
  }
  REQUIRE(parked.is_object());
  CHECK(parked.at("lot") == "default");
  CHECK(parked.at("space") == "701");
  CHECK(parked.at("times_out").to_number<std::int64_t>() - parked.at("since").to_number<std::int64_t>() == 40'000);
}

TEST_CASE("A conference says who is in it, and its calls do not") {
  watched_pbx pbx{test::two_telephones().conference(pbx_conference{"meeting", "800"})};
  board all{start, 5s};
  pbx.changes(all);
  call(pbx, "PJSIP/alice", "800");
  call(pbx, "PJSIP/bob", "800");
  pbx.advance(1500ms);
  const auto changes = pbx.changes(all);
  const auto meeting = only(changes, "conferences");
  CHECK(meeting.at("participants").as_array().size() == 2);
  for (const auto& change : changes) {
    if (change.at("table") == "calls") {
      CHECK(change.at("value").at("status") == "conference");
      for (const auto& leg : change.at("value").at("legs").as_array()) {
        CHECK(leg.at("talks_to").as_array().empty());
      }
    }
  }
  pbx.server.with_pbx([](simulated_pbx& simulated) { simulated.mute_members("meeting", "PJSIP/bob", true); });
  const auto participants = only(pbx.changes(all), "conferences").at("participants").as_array();
  CHECK(std::ranges::count_if(participants, [](const auto& who) { return who.at("muted") == true; }) == 1);
  pbx.server.hang_up_all();
  CHECK(change_of(pbx.changes(all), "conferences", "meeting").at("value").is_null());
}

TEST_CASE("Whatever bytes a caller has as his name, he is text") {
  watched_pbx pbx{test::two_telephones().endpoint({"eve", "2003", "<script>\"\\ caf\xe9 \x01 </script>"})};
  board all{start, 5s};
  pbx.changes(all);
  call(pbx, "PJSIP/eve", "2002");
  const auto record = only(pbx.changes(all), "calls");
  const std::string shown{leg_of(record, "PJSIP/eve").at("name").as_string().c_str()};
  CHECK(shown.find("<script>") != std::string::npos);
  CHECK(shown.find("</script>") != std::string::npos);
  CHECK(shown.find("\xee\xbf\xa9") != std::string::npos);  // U+EFE9: the byte that is no UTF-8
}

TEST_CASE("A link that is lost: what is incomplete, since when, and when it is right again") {
  watched_pbx pbx{test::two_telephones().queue(pbx_queue{"sales", "500"}.member("alice"))};
  board all{start, 5s};
  pbx.changes(all);
  CHECK(all.health().first);
  CHECK(json::parse(all.health().second).at("status") == "ok");

  pbx.server.stop_listening();
  pbx.server.drop_connections();
  test::run_until(pbx.io, [&] { return !pbx.live.snapshot("berlin").valid(); });
  pbx.at.now = 2'000'000;
  pbx.link.state = ami::connection_state::waiting;
  pbx.link.failure = "connection refused";
  pbx.take(all);
  all.disconnected("berlin", 1'999'999);
  const auto lost = pbx.taken(all);
  const auto link = change_of(lost, "link", "").at("value").as_object();
  CHECK(link.at("state") == "waiting");
  CHECK(link.at("since") == 2'000'000);
  CHECK(link.at("valid") == false);
  CHECK(link.at("incomplete_since") == 2'000'000);
  const auto& problems = link.at("problems").as_array();
  CHECK(std::ranges::find(problems, json::value("link: connection refused")) != problems.end());
  CHECK(std::ranges::find(problems, json::value("queues: connection lost")) != problems.end());
  CHECK(change_of(lost, "queues", "sales").at("value").at("day").at("incomplete_since") == 1'999'999);
  CHECK_FALSE(all.health().first);
  CHECK(json::parse(all.health().second).at("problems").as_array().at(0).at("server") == "berlin");

  pbx.at.now = 3'000'000;
  CHECK(pbx.taken(all).empty());  // still so, and since the same time

  pbx.server.listen_again();
  test::run_until(pbx.io, [&] { return pbx.live.snapshot("berlin").valid(); });
  pbx.link.state = ami::connection_state::connected;
  pbx.link.failure.clear();
  pbx.link.reconnects = 1;
  const auto back = change_of(pbx.changes(all), "link", "").at("value").as_object();
  CHECK(back.at("valid") == true);
  CHECK(back.at("incomplete_since").is_null());
  CHECK(back.at("since") == 3'000'000);
  CHECK(back.at("reconnects") == 1);
  CHECK(all.health().first);
}

TEST_CASE("The rates of the last minute") {
  watched_pbx pbx;
  board all{start, 5s};
  pbx.changes(all);
  all.add_rate("berlin", 1.5);
  all.add_rate("berlin", 2);
  const auto changes = pbx.taken(all);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].at("table") == "rate");
  CHECK(changes[0].at("value").to_number<double>() == 1.5);
  CHECK(changes[1].at("value").to_number<double>() == 2);
  for (int second = 0; second < 70; ++second) {
    all.add_rate("berlin", second);
  }
  CHECK(pbx.taken(all).size() == 60);
  const auto state = json::parse(all.state("run-1", 5));
  const auto& rates = state.at("servers").at("berlin").at("rate").as_array();
  CHECK(rates.size() == 60);
  CHECK(rates.front().to_number<double>() == 10);
}

TEST_CASE("When somebody sets the computer's time, all times are sent anew") {
  watched_pbx pbx;
  board all{start, 5s};
  call(pbx, "PJSIP/alice", "2002");
  const auto before = pbx.changes(all).at(0).at("value").at("calls").as_object().begin()->value().as_object();
  pbx.at.clock =
      wallboard::wall_clock{ami::live_time{}, std::chrono::system_clock::time_point{} + std::chrono::hours{1}};
  const auto after = only(pbx.taken(all), "calls");
  CHECK(after.at("started").as_int64() - before.at("started").as_int64() == 3'600'000);
}

TEST_CASE("A server that is removed") {
  watched_pbx pbx;
  board all{start, 5s};
  pbx.changes(all);
  pbx.pbxs.remove("berlin");
  bool left = false;
  test::run_until(pbx.io, [&] {
    while (const auto item = pbx.stream.try_next()) {
      all.apply(*item);
      left = left || item->left();
    }
    return left;
  });
  const auto changes = pbx.taken(all);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].at("table") == "server");
  CHECK(changes[0].at("value").is_null());
  CHECK(json::parse(all.state("run-1", 5)).at("servers").as_object().empty());
  CHECK(pbx.taken(all).empty());
}

TEST_CASE("The parts of the state") {
  watched_pbx pbx{test::two_telephones().queue(pbx_queue{"sales", "500"})};
  board all{start, 5s};
  call(pbx, "PJSIP/alice", "2002");
  pbx.changes(all);
  const auto calls = json::parse(all.state_of(wallboard::table::calls, "run-7", 9));
  CHECK(calls.at("id") == "run-7");
  CHECK(calls.at("servers").at("berlin").at("calls").as_object().size() == 1);
  CHECK(calls.at("servers").at("berlin").at("link").at("state") == "connected");
  CHECK_FALSE(calls.at("servers").at("berlin").as_object().contains("queues"));
  const auto queues = json::parse(all.state_of(wallboard::table::queues, "run-7", 9));
  CHECK(queues.at("servers").at("berlin").at("queues").as_object().contains("sales"));
}

namespace {

// A browser that applies the changes, and what another one gets that comes now: both have to be the same.
class compared_browser {
public:
  explicit compared_browser(watched_pbx& pbx) : pbx_{pbx} {}

  void step(board& all) {
    for (const auto& change : pbx_.changes(all)) {
      const std::string table{change.at("table").as_string().c_str()};
      if (table == "server") {
        for (const auto which : wallboard::tables) {
          const std::string name{to_string(which)};
          tables_[name] = change.at("value").at(name).as_object();
        }
      } else if (change.as_object().contains("key")) {
        apply(table, change);
      }
    }
    board fresh{start, 20s};
    fresh.set_link("berlin", pbx_.link, start);
    const auto text = fresh.take_changes(pbx_.live.snapshots(), pbx_.at);
    const auto whole = json::parse(text).at("changes").as_array().at(0).at("value").as_object();
    for (const auto which : wallboard::tables) {
      const std::string name{to_string(which)};
      if (tables_[name] != whole.at(name)) {
        FAIL(name << ":\n" << json::serialize(tables_[name]) << "\nis not\n" << json::serialize(whole.at(name)));
      }
    }
  }

  std::size_t changes() const { return changes_; }

private:
  void apply(const std::string& table, const json::value& change) {
    ++changes_;
    if (change.at("value").is_null()) {
      CHECK(tables_[table].erase(change.at("key").as_string()) == 1);
      return;
    }
    tables_[table][change.at("key").as_string()] = change.at("value");
    if (table == "calls") {
      for (const auto& leg : change.at("value").at("legs").as_array()) {
        CHECK_FALSE(leg.at("channel").as_string().starts_with("Local/"));
      }
    }
  }

  watched_pbx& pbx_;
  std::map<std::string, json::object> tables_;
  std::size_t changes_ = 0;
};

// The events of a recorded session, a millisecond after each other.
ami::testing::recording recording_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  std::vector<ami::testing::recorded_step> steps;
  std::size_t begin = bytes.find('\n') + 1;
  for (std::size_t end = 0; (end = bytes.find("\r\n\r\n", begin)) != std::string::npos; begin = end + 4) {
    std::string frame = bytes.substr(begin, end + 4 - begin);
    // That would be a restart, after which the live state reads the lists of the simulated PBX.
    if (!frame.starts_with("Event: FullyBooted")) {
      steps.emplace_back(std::chrono::milliseconds{steps.size()}, ami::testing::recorded::server, std::move(frame));
    }
  }
  return ami::testing::recording{{}, std::move(steps)};
}

}  // namespace

TEST_CASE("The changes of a busy day lead to the whole state") {
  watched_pbx pbx{pbx_options{}
                      .seed(11)
                      .calls_per_second(1.5)
                      .ring_time(1s, 6s)
                      .talk_time(4s, 30s)
                      .hold_share(0.3)
                      .transfer_share(0.4)
                      .park_share(0.2)
                      .pickup_share(0.2)
                      .conference_share(0.1)
                      .conference(pbx_conference{"meeting", "800"})
                      .all_states(true)};
  board all{start, 20s};
  compared_browser browser{pbx};
  for (int step = 0; step < 400; ++step) {
    pbx.advance(step == 0 ? 0ms : 400ms);
    browser.step(all);
  }
  CHECK(browser.changes() > 1000);
}

TEST_CASE("The changes of recorded sessions lead to the whole state") {
  std::size_t changes = 0;
  for (const char* name : {"live_calls", "a16_live_calls", "queues", "a16_queues", "agents"}) {
    CAPTURE(name);
    watched_pbx pbx;
    board all{start, 20s};
    compared_browser browser{pbx};
    browser.step(all);
    const auto recorded = recording_of(test::data_directory() / "captures" / (std::string{name} + ".raw"));
    pbx.server.play(recorded);
    for (std::size_t step = 0; step < recorded.steps().size() + 5; step += 5) {
      pbx.advance(5ms);
      browser.step(all);
    }
    changes += browser.changes();
  }
  CHECK(changes >= 100);
}

// Alice talks to Bob through a Local channel, which is in two bridges.
TEST_CASE("Local channels are seen through") {
  watched_pbx pbx;
  board all{start, 20s};
  pbx.changes(all);
  const auto channel = [&](std::string_view name, std::string_view id, std::string_view linkedid) {
    return [=](ami::testing::frame_text event) {
      return event.header("Channel", name)
          .header("ChannelState", "6")
          .header("CallerIDNum", "1")
          .header("CallerIDName", "x")
          .header("Uniqueid", id)
          .header("Linkedid", linkedid);
    };
  };
  const auto alice = channel("PJSIP/alice-00000001", "1.1", "1.1");
  const auto first_half = channel("Local/9@default-00000000;1", "1.2", "1.1");
  const auto second_half = channel("Local/9@default-00000000;2", "1.3", "1.1");
  const auto bob = channel("PJSIP/bob-00000002", "1.4", "1.1");
  const auto event = [](std::string_view name) {
    return ami::testing::frame_text::event(std::string{name}, "call,all");
  };
  for (const auto& each : {alice(event("Newchannel")), first_half(event("Newchannel")),
                           second_half(event("Newchannel")), bob(event("Newchannel"))}) {
    pbx.server.send_event(each);
  }
  const auto bridge = [&](std::string_view name, std::string_view id) {
    return event(name)
        .header("BridgeUniqueid", id)
        .header("BridgeType", "basic")
        .header("BridgeTechnology", "simple_bridge");
  };
  pbx.server.send_event(bridge("BridgeCreate", "x"));
  pbx.server.send_event(bridge("BridgeCreate", "y"));
  pbx.server.send_event(alice(bridge("BridgeEnter", "x")));
  pbx.server.send_event(first_half(bridge("BridgeEnter", "x")));
  pbx.server.send_event(second_half(bridge("BridgeEnter", "y")));
  auto record = only(pbx.changes(all), "calls");
  CHECK(leg_of(record, "PJSIP/alice").at("talks_to").as_array().empty());

  pbx.server.send_event(bob(bridge("BridgeEnter", "y")));
  record = only(pbx.changes(all), "calls");
  CHECK(record.at("legs").as_array().size() == 2);
  CHECK(leg_of(record, "PJSIP/alice").at("talks_to") == json::array{"1.4"});
  CHECK(leg_of(record, "PJSIP/bob").at("talks_to") == json::array{"1.1"});

  pbx.server.send_event(bob(bridge("BridgeLeave", "y")));
  record = only(pbx.changes(all), "calls");
  CHECK(leg_of(record, "PJSIP/alice").at("talks_to").as_array().empty());

  // A call of nothing but Local halves and announcers is none.
  pbx.server.send_event(channel("Local/7@default-00000001;1", "1.5", "1.5")(event("Newchannel")));
  CHECK(pbx.changes(all).empty());
}
