// How the live state is seeded, what gaps do to it, and how it is compared with the lists.
#include "catch.hpp"
#include "support/live_pbx.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <utility>
#include <vector>

using ami::live_cause;
using ami::live_change_kind;
using ami::live_part;
using ami::live_validity;
using test::channel_text;
using test::live_pbx;
using kind = ami::live::list_kind;
using outcome = ami::live::list_outcome;
using namespace std::chrono_literals;

namespace {

const channel_text alice{"1795408097.1", "PJSIP/alice-00000001"};
const channel_text bob{"1795408097.2", "PJSIP/bob-00000002"};
const channel_text carol{"1795408097.3", "PJSIP/carol-00000003"};

ami::live::settings only(live_part part) {
  ami::live::settings wanted;
  wanted.parts_.reset().set(static_cast<std::size_t>(part));
  return wanted;
}

}  // namespace

TEST_CASE("live seeding: all lists, one at a time, make all parts valid") {
  live_pbx pbx;
  CHECK_FALSE(pbx.snapshot().valid());
  CHECK(pbx.snapshot().problems().front() == "channels: never seeded");
  CHECK_FALSE(pbx.model.next_request(pbx.now));
  CHECK_FALSE(pbx.model.next_due());
  pbx.model.start(pbx.now);
  CHECK(pbx.model.next_due() == pbx.now);
  auto request = pbx.model.next_request(pbx.now);
  REQUIRE(request);
  CHECK(request->kind() == kind::core_status);
  // Not before that one has ended.
  CHECK_FALSE(pbx.model.next_request(pbx.now + 1h));
  CHECK_FALSE(pbx.model.next_due());
  pbx.answer(*request);
  request = pbx.model.next_request(pbx.now);
  REQUIRE(request);
  CHECK(request->kind() == kind::bridge_list);
  const ami::action sent = request->to_action();
  CHECK(sent.name() == "BridgeList");
  CHECK(pbx.state(live_part::channels).validity() == live_validity::seeding);
  CHECK(pbx.state(live_part::queues).validity() == live_validity::never_seeded);
  pbx.answer(*request);
  CHECK_FALSE(pbx.state(live_part::channels).valid());
  pbx.answer_all();
  CHECK(pbx.asked == std::vector{kind::core_status, kind::bridge_list, kind::core_show_channels, kind::queue_status,
                                 kind::device_state_list, kind::pjsip_show_endpoints, kind::parking_lots,
                                 kind::parked_calls, kind::confbridge_list_rooms});
  CHECK(pbx.snapshot().valid());
  CHECK(pbx.snapshot().settled());
  CHECK(pbx.snapshot().problems().empty());
  CHECK(pbx.state(live_part::channels).last_verified() == pbx.now);
  CHECK(pbx.state(live_part::channels).text() == "valid");
}

TEST_CASE("live seeding: parts that are left out cost no list and do no harm") {
  live_pbx pbx{only(live_part::queues)};
  pbx.seed();
  CHECK(pbx.asked == std::vector{kind::core_status, kind::queue_status});
  CHECK(pbx.snapshot().valid());
  CHECK(pbx.state(live_part::channels).validity() == live_validity::left_out);
  pbx.event("Newchannel", alice());
  pbx.event("DeviceStateChange", "Device: PJSIP/alice\nState: BUSY\n");
  pbx.event("QueueCallerJoin", alice() + "Queue: sales\nPosition: 1\nCount: 1\n");
  pbx.gap(1);
  CHECK(pbx.snapshot().channels().empty());
  CHECK(pbx.snapshot().devices().empty());
  CHECK(pbx.snapshot().queue("sales")->caller_count() == 1);
  CHECK(pbx.state(live_part::channels).validity() == live_validity::left_out);
}

TEST_CASE("live seeding: events before the first list are applied and do no harm") {
  live_pbx pbx;
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", bob());
  pbx.event("Newchannel", carol());
  pbx.event("Hangup", carol());
  CHECK(pbx.snapshot().channels().size() == 2);
  pbx.list_channel(alice);
  pbx.seed();
  CHECK(pbx.snapshot().channels().size() == 1);
  // The event that came first knows more.
  CHECK(pbx.snapshot().channel("1795408097.1")->since().exact());
}

TEST_CASE("live seeding: a list takes effect at its end and not before") {
  live_pbx pbx{only(live_part::channels)};
  pbx.model.start(pbx.now);
  pbx.answer(*pbx.model.next_request(pbx.now));
  pbx.answer(*pbx.model.next_request(pbx.now));
  REQUIRE(pbx.model.next_request(pbx.now)->kind() == kind::core_show_channels);
  pbx.list_channel(alice);
  pbx.model.on_list_item(test::event_of_text(pbx.lists[kind::core_show_channels].front()));
  CHECK(pbx.snapshot().channels().empty());
  SECTION("with its completing event") {
    pbx.model.on_list_end(outcome::complete, {}, pbx.now);
    CHECK(pbx.snapshot().channels().size() == 1);
    // One that ended before the list, and of which the list says nothing, may send late events.
    pbx.event("Newchannel", bob());
    pbx.event("Hangup", bob());
    CHECK(pbx.snapshot().channels().size() == 1);
  }
  SECTION("a gap throws it away") {
    pbx.gap(12);
    CHECK(pbx.state(live_part::channels).text() == "lost 12 events");
    pbx.model.on_list_item(test::event_of_text(pbx.lists[kind::core_show_channels].front()));
    // The next one waits for its end.
    CHECK_FALSE(pbx.model.next_request(pbx.now + 1h));
    pbx.model.on_list_end(outcome::complete, {}, pbx.now);
    CHECK(pbx.snapshot().channels().empty());
    CHECK(pbx.model.counters().spoiled_lists_ == 1);
    CHECK_FALSE(pbx.model.next_request(pbx.now));
    pbx.wait(1s);
    CHECK(pbx.answer_all() == 2);
    CHECK(pbx.snapshot().channels().size() == 1);
    CHECK(pbx.snapshot().valid());
  }
}

TEST_CASE("live seeding: times stay for the channels that are still there, and what no list tells is known no more") {
  live_pbx pbx;
  pbx.seed();
  const auto start = pbx.now;
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", channel_text{bob}.state(5)());
  pbx.event("DialBegin", alice() + channel_text{bob}.state(5)("Dest"));
  pbx.event("BridgeEnter", test::bridge_text("b1") + alice());
  const channel_text dave{"1795408097.4", "PJSIP/dave-00000004"};
  pbx.event("Newchannel", dave());
  pbx.event("BridgeEnter", test::bridge_text("b1") + dave());
  pbx.event("Hold", alice());
  CHECK(pbx.snapshot().call("1795408097.1")->status() == ami::live_call_status::held);
  pbx.wait(1min);
  const bool lags = GENERATE(true, false);
  const auto lose_events = [&] {
    if (lags) {
      pbx.gap(3);
    } else {
      pbx.lose_connection();
      pbx.restore_connection();
      pbx.model.on_booted(pbx.now);
    }
  };
  lose_events();
  // Until the lists are there it is what was known last, and the part is invalid.
  CHECK(pbx.snapshot().channel("1795408097.1")->held() == true);
  pbx.list_channel(alice, "b1", "00:01:00");
  pbx.list_channel(dave, "b1", "00:01:00");
  pbx.list_channel(channel_text{bob}.state(5), {}, "00:01:00");
  pbx.list_channel(channel_text{carol}.state(5), {}, "00:00:30");
  pbx.list(kind::bridge_list, "BridgeListItem", test::bridge_text("b1"));
  SECTION("without an event") {
    pbx.answer_all();
    auto now = pbx.snapshot();
    CHECK(now.valid());
    CHECK(now.channel("1795408097.1")->since() == ami::live_since{start, true});
    CHECK(now.channel("1795408097.1")->bridge_since() == ami::live_since{start, true});
    CHECK_FALSE(now.channel("1795408097.1")->held());
    CHECK_FALSE(now.channel("1795408097.4")->held());
    CHECK(now.call("1795408097.1")->status() == ami::live_call_status::talking);
    CHECK_FALSE(now.call("1795408097.1")->status_since());
    CHECK_FALSE(now.channel("1795408097.2")->dialed_by());
    CHECK(now.dials("1795408097.1").empty());
    // Nobody dials one who has answered.
    CHECK(now.channel("1795408097.1")->dialed_by() == "");
    // Of one that was not known nobody knows these.
    CHECK(now.channel("1795408097.3")->since() == ami::live_since{pbx.now - 30s, false});
    CHECK_FALSE(now.channel("1795408097.3")->held());
    CHECK_FALSE(now.channel("1795408097.3")->dialed_by());
    CHECK_FALSE(now.channel("1795408097.3")->state_since());
    SECTION("until an event tells them") {
      pbx.event("DialBegin", alice() + channel_text{carol}.state(5)("Dest"));
      pbx.event("Unhold", carol());
      pbx.event("Hold", alice());
      const auto check = [&] {
        now = pbx.snapshot();
        CHECK(now.channel("1795408097.3")->dialed_by() == "1795408097.1");
        CHECK(now.channel("1795408097.3")->held() == false);
        CHECK(now.channel("1795408097.1")->held() == true);
      };
      check();
      // A comparison is not a gap.
      pbx.model.verify(pbx.now);
      pbx.answer_all();
      check();
    }
    SECTION("and who is up now is dialed no more") {
      pbx.gap(1);
      pbx.lists[kind::core_show_channels].clear();
      pbx.list_channel(bob);
      pbx.wait(1min);
      pbx.answer_all();
      CHECK(pbx.snapshot().channel("1795408097.2")->dialed_by() == "");
      CHECK_FALSE(pbx.snapshot().channel("1795408097.2")->state_since());
      CHECK(pbx.snapshot().channels().size() == 1);
    }
  }
  SECTION("events between the loss and the lists tell it") {
    pbx.event("Hold", dave());
    pbx.event("DialBegin", alice() + channel_text{bob}.state(5)("Dest"));
    const channel_text erin{"1795408097.5", "PJSIP/erin-00000005"};
    pbx.event("Newchannel", channel_text{erin}.state(5)());
    pbx.list_channel(channel_text{erin}.state(5));
    pbx.answer_all();
    auto now = pbx.snapshot();
    CHECK(now.channel("1795408097.4")->held() == true);
    CHECK_FALSE(now.channel("1795408097.1")->held());
    CHECK(now.channel("1795408097.2")->dialed_by() == "1795408097.1");
    CHECK(now.channel("1795408097.5")->held() == false);
    CHECK(now.channel("1795408097.5")->dialed_by() == "");
    SECTION("but not those of before a second loss") {
      pbx.wait(1min);
      lose_events();
      pbx.answer_all();
      now = pbx.snapshot();
      CHECK_FALSE(now.channel("1795408097.4")->held());
      CHECK_FALSE(now.channel("1795408097.2")->dialed_by());
      CHECK_FALSE(now.channel("1795408097.5")->dialed_by());
    }
  }
}

TEST_CASE("live seeding: a list that still has a channel whose Hangup has come does not bring it back") {
  live_pbx pbx;
  pbx.seed();
  const channel_text gone{"1795408097.7", "PJSIP/gone-00000007"};
  const channel_text there{"1795408097.8", "PJSIP/there-00000008"};
  pbx.list_channel(gone);
  pbx.list_channel(there);
  pbx.gap(1);
  pbx.event("Hangup", gone() + "Cause: 16\n");
  pbx.run_until_due();
  REQUIRE(pbx.snapshot().state(live_part::channels).valid());
  CHECK(pbx.snapshot().channels().size() == 1);
  CHECK(pbx.snapshot().channel("1795408097.8") != nullptr);
}

TEST_CASE("live seeding: a part is invalid from the moment of a loss, and the changes say it") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", bob());
  pbx.model.take_changes();
  pbx.wait(1min);
  pbx.gap(1);
  CHECK_FALSE(pbx.snapshot().valid());
  CHECK_FALSE(pbx.snapshot().settled());
  CHECK(pbx.snapshot().channels().size() == 2);
  auto changes = pbx.model.take_changes();
  REQUIRE(changes.size() == 6);
  for (const auto& change : changes) {
    CHECK(change.kind() == live_change_kind::invalid);
    CHECK(change.state().text() == "lost 1 event");
  }
  pbx.gap(2);
  CHECK(pbx.state(live_part::queues).text() == "lost 3 events");
  CHECK(pbx.model.take_changes().empty());
  pbx.list_channel(alice);
  pbx.list_channel(carol);
  pbx.answer_all();
  std::set<std::string> gone;
  std::uint64_t differences = 0;
  int valid = 0;
  for (const auto& change : pbx.model.take_changes()) {
    if (change.kind() == live_change_kind::valid_again) {
      ++valid;
      differences += change.differences();
      continue;
    }
    CHECK(change.cause() == live_cause::seeding);
    if (change.kind() == live_change_kind::removed && change.before<ami::live_channel>() != nullptr) {
      gone.insert(change.before<ami::live_channel>()->uniqueid());
    }
  }
  CHECK(valid == 6);
  CHECK(differences > 0);
  CHECK(gone == std::set<std::string>{"1795408097.2"});
}

TEST_CASE("live seeding: the pause grows while seedings are spoiled, once for each") {
  live_pbx pbx;
  pbx.seed();
  pbx.wait(1min);
  const auto spoil = [&] {
    pbx.run_until_due();
    for (int i = 0; i < 50; ++i) {
      pbx.gap(1);
    }
    return *pbx.model.next_due() - pbx.now;
  };
  pbx.gap(1);
  CHECK(pbx.model.next_due() == pbx.now);
  CHECK(spoil() == 1s);
  CHECK(spoil() == 2s);
  CHECK(spoil() == 4s);
  CHECK(spoil() == 8s);
  for (int i = 0; i < 5; ++i) {
    spoil();
  }
  CHECK(spoil() == 1min);
  SECTION("until one holds") {
    pbx.run_until_due();
    pbx.wait(30s);
    pbx.gap(1);
    CHECK(pbx.model.next_due() == pbx.now);
  }
  SECTION("for some time") {
    pbx.run_until_due();
    pbx.wait(29s);
    pbx.gap(1);
    CHECK(pbx.model.next_due() == pbx.now + 1min);
  }
}

TEST_CASE("live seeding: after a reconnect it waits for FullyBooted, with a limit") {
  live_pbx pbx;
  pbx.seed();
  pbx.wait(1min);
  pbx.lose_connection();
  CHECK(pbx.state(live_part::channels).text() == "connection lost");
  CHECK_FALSE(pbx.model.next_due());
  CHECK_FALSE(pbx.model.next_request(pbx.now + 1h));
  pbx.wait(5s);
  SECTION("the event comes") {
    pbx.restore_connection();
    // Whether it is another server is asked at once.
    CHECK(pbx.model.next_due() == pbx.now);
    CHECK(pbx.answer_all() == 1);
    CHECK(pbx.asked.back() == kind::core_status);
    CHECK(pbx.model.next_due() == pbx.now + 15s);
    CHECK_FALSE(pbx.model.next_request(pbx.now));
    pbx.wait(2s);
    pbx.event("FullyBooted", "Status: Fully Booted\n");
    CHECK(pbx.answer_all() == 8);
  }
  SECTION("it came while logging in") {
    pbx.model.on_booted(pbx.now);
    pbx.restore_connection();
    CHECK(pbx.answer_all() == 9);
  }
  SECTION("the user cannot see it") {
    pbx.restore_connection();
    pbx.wait(15s);
    CHECK(pbx.answer_all() == 9);
  }
  CHECK(pbx.snapshot().valid());
}

TEST_CASE("live seeding: one that was made while there was no connection begins with the next one") {
  live_pbx pbx;
  pbx.restore_connection();
  pbx.model.on_booted(pbx.now);
  CHECK(pbx.answer_all() == 9);
  CHECK(pbx.snapshot().valid());
}

TEST_CASE("live seeding: a loss of the link is told apart from a restart") {
  live_pbx pbx;
  pbx.list(kind::queue_status, "QueueParams", "Queue: sales\n");
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", bob());
  pbx.event("QueueCallerJoin", bob() + "Queue: sales\nPosition: 1\nCount: 1\n");
  pbx.event("ParkedCall",
            alice("Parkee") + "Parkinglot: default\nParkingSpace: 7001\nParkingTimeout: 45\nParkingDuration: 0\n");
  pbx.event("ConfbridgeJoin", "Conference: 2000\n" + test::bridge_text("c", "softmix", "base", "ConfBridge") + alice() +
                                  "Admin: No\nMuted: No\n");
  pbx.event("DeviceStateChange", "Device: Local/1@x\nState: INUSE\n");
  pbx.wait(1min);
  pbx.lose_connection();
  pbx.restore_connection();
  pbx.model.on_booted(pbx.now);
  pbx.model.take_changes();
  pbx.list_channel(alice);
  SECTION("link loss: what is listed is the same channel") {
    pbx.answer(*pbx.model.next_request(pbx.now));
    CHECK(pbx.snapshot().channels().size() == 2);
    pbx.answer_all();
    CHECK(pbx.snapshot().channels().size() == 1);
    CHECK(pbx.snapshot().channel("1795408097.1")->since().exact());
    CHECK(pbx.model.counters().restarts_ == 0);
  }
  SECTION("restart: all has ended") {
    pbx.started = "02:00:00";
    pbx.answer(*pbx.model.next_request(pbx.now));
    const auto now = pbx.snapshot();
    CHECK(now.channels().empty());
    CHECK(now.calls().empty());
    CHECK(now.bridges().empty());
    CHECK(now.parked_calls().empty());
    CHECK(now.conferences().empty());
    CHECK(now.devices().empty());
    REQUIRE(now.queue("sales") != nullptr);
    CHECK(now.queue("sales")->caller_count() == 0);
    for (const auto& change : pbx.model.take_changes()) {
      CHECK(change.cause() == live_cause::restart);
    }
    pbx.answer_all();
    CHECK(pbx.snapshot().channels().size() == 1);
    CHECK_FALSE(pbx.snapshot().channel("1795408097.1")->since().exact());
    CHECK(pbx.model.counters().restarts_ == 1);
  }
  SECTION("no right to ask when it was started") {
    pbx.refusals[kind::core_status] = outcome::permission_denied;
    pbx.answer_all();
    CHECK(pbx.snapshot().valid());
    CHECK(pbx.snapshot().channels().size() == 1);
  }
}

TEST_CASE("live seeding: a list without a right, one of a module that is not there, and one that is empty") {
  live_pbx pbx;
  pbx.refusals[kind::queue_status] = outcome::permission_denied;
  pbx.refusals[kind::parking_lots] = outcome::unknown_action;
  pbx.refusals[kind::confbridge_list_rooms] = outcome::error;
  pbx.refusals[kind::pjsip_show_endpoints] = outcome::error;
  pbx.refusals[kind::device_state_list] = outcome::error;
  pbx.seed();
  CHECK(pbx.state(live_part::channels).valid());
  CHECK(pbx.state(live_part::queues).text() == "no right: QueueStatus");
  CHECK(pbx.state(live_part::parking).text() == "not loaded: Parkinglots");
  CHECK(pbx.state(live_part::conferences).valid());
  CHECK(pbx.state(live_part::endpoints).valid());
  CHECK(pbx.state(live_part::devices).text() == "list failed: DeviceStateList: no");
  CHECK_FALSE(pbx.snapshot().settled());
  CHECK(pbx.snapshot().problems().size() == 3);
  pbx.asked.clear();
  SECTION("what failed, and what is not there, is asked for again") {
    pbx.refusals.erase(kind::device_state_list);
    pbx.wait(1min);
    pbx.answer_all();
    CHECK(pbx.asked == std::vector{kind::device_state_list, kind::parking_lots});
    CHECK(pbx.snapshot().settled());
    CHECK_FALSE(pbx.snapshot().valid());
  }
  SECTION("at once when modules may have been loaded; a right does not come with them") {
    pbx.refusals.clear();
    pbx.event("FullyBooted", "Status: Fully Booted\n");
    pbx.answer_all();
    CHECK(std::count(pbx.asked.begin(), pbx.asked.end(), kind::parked_calls) == 1);
    CHECK(pbx.state(live_part::parking).valid());
    CHECK(pbx.state(live_part::queues).validity() == live_validity::no_right);
    CHECK(std::count(pbx.asked.begin(), pbx.asked.end(), kind::queue_status) == 0);
  }
  SECTION("a gap does not make up a right") {
    pbx.wait(1min);
    pbx.gap(1);
    CHECK(pbx.state(live_part::queues).validity() == live_validity::no_right);
    pbx.answer_all();
    CHECK(std::count(pbx.asked.begin(), pbx.asked.end(), kind::queue_status) == 0);
    pbx.wait(1h);
    pbx.answer_all();
    CHECK(std::count(pbx.asked.begin(), pbx.asked.end(), kind::queue_status) == 1);
  }
  SECTION("a restart may") {
    pbx.refusals.clear();
    pbx.started = "03:00:00";
    pbx.lose_connection();
    pbx.restore_connection();
    pbx.wait(1min);
    pbx.answer_all();
    CHECK(pbx.snapshot().valid());
  }
}

TEST_CASE("live seeding: a restart of which CoreStatus does not tell leaves nothing behind") {
  live_pbx pbx;
  const auto list_device = [&](const std::string& name) {
    pbx.list(kind::device_state_list, "DeviceStateChange", "Device: " + name + "\nState: INUSE\n");
  };
  list_device("PJSIP/alice");
  list_device("Custom:lamp");
  pbx.list(kind::queue_status, "QueueParams", "Queue: sales\n");
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("DeviceStateChange", "Device: Local/1@x\nState: INUSE\n");
  pbx.event("DeviceStateChange", "Device: Local/2@x\nState: INUSE\n");
  pbx.wait(1min);
  SECTION("as long as no event is missing, what the list lacks stays") {
    pbx.model.verify(pbx.now);
    pbx.answer_all();
    CHECK(pbx.snapshot().devices().size() == 4);
  }
  SECTION("the server is started anew") {
    pbx.lose_connection();
    pbx.lists.clear();
    pbx.started = "02:00:00";
    list_device("PJSIP/alice");
    pbx.list_channel(bob, "b1");
    pbx.list(kind::bridge_list, "BridgeListItem", test::bridge_text("b1"));
    pbx.list(kind::queue_status, "QueueParams", "Queue: sales\n");
    pbx.list(kind::queue_status, "QueueEntry",
             "Queue: sales\nPosition: 1\nChannel: PJSIP/bob-00000002\nUniqueid: 1795408097.2\nWait: 3\nPriority: 0\n");
    pbx.restore_connection();
    pbx.model.on_booted(pbx.now);
    const auto refusal = GENERATE(outcome::error, outcome::permission_denied, outcome::lost);
    pbx.refusals[kind::core_status] = refusal;
    pbx.event("DeviceStateChange", "Device: Local/2@x\nState: NOT_INUSE\n");
    const auto check = [&] {
      auto now = pbx.snapshot();
      CHECK(now.valid());
      CHECK(now.channels().size() == 1);
      CHECK(now.channel("1795408097.2")->bridge() == "b1");
      CHECK(now.queue("sales")->caller_count() == 1);
      CHECK(now.devices().size() == 2);
      CHECK(now.device("PJSIP/alice") != nullptr);
      CHECK(now.device("Local/2@x")->state() == ami::device_state::not_in_use);
    };
    pbx.answer_all();
    check();
    if (refusal != outcome::lost) {
      return;
    }
    // What is told later says nothing new of what has been read since.
    pbx.refusals.clear();
    SECTION("all was read before") {
      pbx.run_until_due();
      CHECK(pbx.asked.back() == kind::core_status);
      CHECK(pbx.model.counters().restarts_ == 1);
      check();
    }
    SECTION("some lists of a part were read before") {
      pbx.wait(30s);
      pbx.gap(1);
      pbx.event("DeviceStateChange", "Device: Local/2@x\nState: NOT_INUSE\n");
      pbx.wait(30s);
      pbx.answer(*pbx.model.next_request(pbx.now));  // CoreStatus is due, too, and goes first
      CHECK(pbx.asked.back() == kind::core_status);
      pbx.answer_all();
      check();
    }
  }
  SECTION("it is told between the two lists of the channels") {
    pbx.lose_connection();
    pbx.lists.clear();
    pbx.started = "02:00:00";
    pbx.list_channel(bob, "b1");
    pbx.list(kind::bridge_list, "BridgeListItem", test::bridge_text("b1"));
    pbx.restore_connection();
    pbx.refusals[kind::core_status] = outcome::lost;
    pbx.model.on_booted(pbx.now);
    pbx.answer(*pbx.model.next_request(pbx.now));
    pbx.refusals.clear();
    const auto request = pbx.model.next_request(pbx.now);
    REQUIRE(request->kind() == kind::bridge_list);
    pbx.wait(1min);
    pbx.answer(*request);
    pbx.answer_all();
    CHECK(pbx.model.counters().restarts_ == 1);
    CHECK(pbx.snapshot().valid());
    CHECK(pbx.snapshot().channel("1795408097.2")->bridge() == "b1");
  }
}

TEST_CASE("live seeding: nothing is said of calls by a part that is not there any more") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", bob());
  pbx.event("QueueCallerJoin", bob() + "Queue: sales\nPosition: 1\nCount: 1\n");
  pbx.event("ParkedCall", alice("Parkee") + "Parkinglot: default\nParkingSpace: 7001\nParkingTimeout: 45\n");
  CHECK(pbx.snapshot().call("1795408097.1")->status() == ami::live_call_status::parked);
  CHECK(pbx.snapshot().call("1795408097.2")->status() == ami::live_call_status::waiting);
  pbx.refusals[kind::queue_status] = outcome::permission_denied;
  pbx.refusals[kind::parked_calls] = outcome::unknown_action;
  pbx.list_channel(alice);
  pbx.list_channel(bob);
  pbx.wait(1min);
  pbx.gap(1);
  pbx.answer_all();
  CHECK(pbx.state(live_part::channels).valid());
  CHECK(pbx.snapshot().call("1795408097.1")->status() == ami::live_call_status::other);
  CHECK(pbx.snapshot().call("1795408097.2")->status() == ami::live_call_status::other);
  CHECK(pbx.snapshot().channel("1795408097.2")->queue().empty());
}

TEST_CASE("live seeding: a part whose events do not come is said to be unavailable from the start") {
  live_pbx pbx;
  pbx.model.forbid(live_part::queues, "class agent", pbx.now);
  pbx.seed();
  CHECK(std::count(pbx.asked.begin(), pbx.asked.end(), kind::queue_status) == 0);
  CHECK(pbx.snapshot().problems() == std::vector<std::string>{"queues: no right: class agent"});
  CHECK(pbx.snapshot().settled());
  CHECK_FALSE(pbx.snapshot().valid());
  pbx.wait(1min);
  pbx.gap(1);
  pbx.answer_all();
  pbx.wait(1h);
  pbx.answer_all();
  CHECK(std::count(pbx.asked.begin(), pbx.asked.end(), kind::queue_status) == 0);
  SECTION("also while it is read") {
    pbx.gap(1);
    while (const auto request = pbx.model.next_request(pbx.now)) {
      if (request->kind() == kind::device_state_list) {
        pbx.model.forbid(live_part::devices, "class call", pbx.now);
        pbx.list(kind::device_state_list, "DeviceStateChange", "Device: PJSIP/alice\nState: BUSY\n");
      }
      pbx.answer(*request);
    }
    CHECK(pbx.snapshot().devices().empty());
    CHECK(pbx.state(live_part::devices).text() == "no right: class call");
    CHECK(pbx.state(live_part::endpoints).valid());
  }
  SECTION("one that was left out stays so") {
    live_pbx other{only(live_part::queues)};
    other.model.forbid(live_part::devices, "class call", other.now);
    CHECK(other.state(live_part::devices).validity() == live_validity::left_out);
  }
}

TEST_CASE("live seeding: asking for the next list while one is under way does that one no harm") {
  live_pbx pbx{only(live_part::channels)};
  pbx.model.start(pbx.now);
  pbx.answer(*pbx.model.next_request(pbx.now));
  pbx.answer(*pbx.model.next_request(pbx.now));
  REQUIRE(pbx.model.next_request(pbx.now)->kind() == kind::core_show_channels);
  pbx.list_channel(alice);
  pbx.model.on_list_item(test::event_of_text(pbx.lists[kind::core_show_channels].front()));
  CHECK_FALSE(pbx.model.next_request(pbx.now));
  pbx.model.on_list_end(outcome::complete, {}, pbx.now);
  CHECK(pbx.snapshot().channels().size() == 1);
}

TEST_CASE("live seeding: a list that the end of the connection cut off is read at once on the next one") {
  live_pbx pbx{only(live_part::channels)};
  pbx.model.start(pbx.now);
  pbx.answer(*pbx.model.next_request(pbx.now));
  REQUIRE(pbx.model.next_request(pbx.now));
  pbx.model.on_list_end(outcome::lost, {}, pbx.now);
  pbx.lose_connection();
  CHECK(pbx.state(live_part::channels).text() == "connection lost");
  pbx.restore_connection();
  pbx.model.on_booted(pbx.now);
  CHECK(pbx.answer_all() == 1);
  CHECK(pbx.model.next_due() == pbx.now + 1s);
  pbx.run_until_due();
  CHECK(pbx.snapshot().valid());
}

TEST_CASE("live seeding: a list that does not come to its end is asked for again later") {
  live_pbx pbx;
  pbx.refusals[kind::queue_status] = outcome::lost;
  pbx.seed();
  CHECK(pbx.state(live_part::queues).text() == "list failed: its end did not come");
  CHECK(pbx.state(live_part::devices).valid());
  pbx.refusals.clear();
  CHECK(pbx.model.next_due() == pbx.now + 1min);
  pbx.run_until_due();
  CHECK(pbx.snapshot().valid());
  SECTION("and one that was only to be compared leaves the part valid") {
    pbx.refusals[kind::queue_status] = outcome::lost;
    pbx.model.verify(pbx.now);
    pbx.answer_all();
    CHECK(pbx.snapshot().valid());
    CHECK(pbx.state(live_part::queues).last_verified() < pbx.state(live_part::devices).last_verified().value() + 1ns);
  }
}

TEST_CASE("live seeding: valid parts are compared from time to time, and all of them when asked") {
  live_pbx pbx;
  pbx.seed();
  const auto seeded = pbx.now;
  CHECK(pbx.model.next_due() == pbx.now + 5min);
  pbx.wait(5min);
  CHECK(pbx.answer_all() == 8);
  CHECK(pbx.state(live_part::channels).last_verified() == seeded + 5min);
  CHECK(pbx.model.counters().comparisons_ == 6);
  pbx.wait(10s);
  CHECK(pbx.answer_all() == 0);
  pbx.model.verify(pbx.now);
  CHECK(pbx.model.next_due() == pbx.now);
  CHECK(pbx.answer_all() == 8);
  for (const auto part : ami::live_parts) {
    CHECK(pbx.state(part).last_verified() == pbx.now);
  }
}

TEST_CASE("live seeding: a comparison is over when each part has been read or compared, or has failed") {
  live_pbx pbx;
  const auto begin = pbx.now;
  // There is nothing to wait for without a connection.
  pbx.model.verify(begin);
  CHECK(pbx.model.verified_since(begin));
  pbx.model.start(pbx.now);
  pbx.wait(1s);
  const auto is_over = [&] { return pbx.model.verified_since(begin + 1s); };
  SECTION("each part waits for its turn") {
    for (const auto request :
         {kind::core_status, kind::bridge_list, kind::core_show_channels, kind::queue_status, kind::device_state_list,
          kind::pjsip_show_endpoints, kind::parking_lots, kind::parked_calls, kind::confbridge_list_rooms}) {
      CHECK_FALSE(is_over());
      const auto next = pbx.model.next_request(pbx.now);
      REQUIRE(next);
      CHECK(next->kind() == request);
      CHECK_FALSE(is_over());
      pbx.answer(*next);
    }
    CHECK(is_over());
    CHECK(pbx.snapshot().valid());
    SECTION("and again when they are compared") {
      pbx.wait(1s);
      pbx.model.verify(pbx.now);
      const auto compared = [&] { return pbx.model.verified_since(pbx.now); };
      for (int i = 0; i < 8; ++i) {
        CHECK_FALSE(compared());
        pbx.answer(*pbx.model.next_request(pbx.now));
      }
      CHECK(compared());
    }
    SECTION("and for the pause after a gap") {
      pbx.gap(1);
      CHECK_FALSE(is_over());
      CHECK(pbx.answer_all() == 0);
      CHECK_FALSE(is_over());
      pbx.run_until_due();
      CHECK(is_over());
    }
    SECTION("and not for a connection that may come, but then for the server") {
      pbx.lose_connection();
      CHECK(is_over());
      pbx.restore_connection();
      CHECK_FALSE(is_over());
      pbx.answer_all();
      CHECK_FALSE(is_over());
      pbx.wait(15s);
      pbx.answer_all();
      CHECK(is_over());
    }
  }
  SECTION("what failed is asked for again at once, and over when it fails again") {
    const auto [refusal, again] =
        GENERATE(std::pair{outcome::error, true}, std::pair{outcome::lost, true},
                 std::pair{outcome::unknown_action, true}, std::pair{outcome::permission_denied, false});
    CAPTURE(static_cast<int>(refusal));
    pbx.refusals[kind::queue_status] = refusal;
    pbx.answer_all();
    CHECK(is_over());
    const auto reason = pbx.state(live_part::queues).text();
    pbx.asked.clear();
    pbx.wait(1s);
    pbx.model.verify(pbx.now);
    CHECK_FALSE(pbx.model.verified_since(pbx.now));
    pbx.answer_all();
    CHECK(pbx.model.verified_since(pbx.now));
    CHECK(std::count(pbx.asked.begin(), pbx.asked.end(), kind::queue_status) == (again ? 1 : 0));
    CHECK(pbx.state(live_part::queues).text() == reason);
    pbx.refusals.clear();
    pbx.model.verify(pbx.now);
    pbx.answer_all();
    CHECK(pbx.state(live_part::queues).valid() == again);
  }
}

TEST_CASE("live seeding: the list of bridges says which bridges there are") {
  live_pbx pbx{only(live_part::channels)};
  // Asterisk 22 after some transfers.
  pbx.list_channel(alice, "gone");
  pbx.list_channel(bob, "b1");
  pbx.list(kind::bridge_list, "BridgeListItem", test::bridge_text("b1"));
  pbx.seed();
  CHECK(pbx.snapshot().channel("1795408097.1")->bridge().empty());
  CHECK(pbx.snapshot().channel("1795408097.2")->bridge() == "b1");
  CHECK(pbx.snapshot().bridges().size() == 1);
  for (int i = 0; i < 3; ++i) {
    pbx.model.verify(pbx.now);
    pbx.answer_all();
    pbx.wait(1min);
    pbx.answer_all();
  }
  CHECK(pbx.model.counters().repairs_ == 0);
  // One that is newer than the list is told by events that come.
  pbx.event("BridgeEnter", test::bridge_text("gone") + alice());
  CHECK(pbx.snapshot().channel("1795408097.1")->bridge() == "gone");
}

TEST_CASE("live seeding: it can be left to others to ask for a comparison") {
  ami::live::settings wanted;
  wanted.verify_every_.reset();
  live_pbx pbx{wanted};
  pbx.seed();
  CHECK_FALSE(pbx.model.next_due());
}

TEST_CASE("live seeding: after a reload everything is compared soon") {
  live_pbx pbx;
  pbx.seed();
  pbx.wait(1min);
  pbx.event("Reload", "Module: app_queue.so\nStatus: 0\n");
  CHECK(pbx.answer_all() == 8);
  pbx.event("Reload", "Module: app_queue.so\nStatus: 0\n");
  CHECK(pbx.answer_all() == 0);
  CHECK(pbx.model.next_due() == pbx.now + 5s);
}

TEST_CASE("live seeding: a difference counts when the next list has it, too") {
  live_pbx pbx{only(live_part::channels)};
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", bob());
  pbx.event("BridgeEnter", test::bridge_text("b1") + alice());
  pbx.model.take_changes();
  // The list has another Linkedid and no bridge for one, lacks one, and has one more.
  pbx.list_channel(channel_text{alice}.linkedid("1795408090.1").exten("42"));
  pbx.list_channel(carol);
  pbx.wait(1s);
  pbx.model.verify(pbx.now);
  pbx.answer_all();
  const auto first_round = pbx.now;
  auto now = pbx.snapshot();
  CHECK(now.valid());
  CHECK(now.channels().size() == 2);
  CHECK(now.channel("1795408097.1")->linkedid() == "1795408097.1");
  // The place in the dialplan moves on without an event for some users.
  CHECK(now.channel("1795408097.1")->exten() == "42");
  for (const auto& change : pbx.model.take_changes()) {
    CHECK(change.cause() == live_cause::refresh);
  }
  CHECK(pbx.model.next_due() == pbx.now + 2s);
  const auto verified = pbx.state(live_part::channels).last_verified();
  SECTION("still there") {
    pbx.run_until_due();
    now = pbx.snapshot();
    CHECK(now.channels().size() == 2);
    CHECK(now.channel("1795408097.1")->linkedid() == "1795408090.1");
    CHECK(now.channel("1795408097.1")->bridge().empty());
    CHECK(now.channel("1795408097.2") == nullptr);
    CHECK(now.channel("1795408097.3") != nullptr);
    CHECK(now.bridge("b1") == nullptr);
    CHECK(pbx.model.counters().repairs_ == 4);
    bool repaired = false;
    for (const auto& change : pbx.model.take_changes()) {
      repaired = repaired || (change.cause() == live_cause::repair && change.after<ami::live_channel>() != nullptr);
    }
    CHECK(repaired);
    CHECK(pbx.state(live_part::channels).last_verified() == pbx.now);
    CHECK(pbx.model.next_due() == pbx.now + 5min);
  }
  SECTION("explained by late events") {
    pbx.event("Newexten", channel_text{alice}.linkedid("1795408090.1")() + "Application: Dial\n");
    pbx.event("BridgeLeave", test::bridge_text("b1") + channel_text{alice}.linkedid("1795408090.1")());
    pbx.event("BridgeDestroy", test::bridge_text("b1"));
    pbx.event("Hangup", bob());
    pbx.event("Newchannel", carol());
    pbx.run_until_due();
    CHECK(pbx.model.counters().repairs_ == 0);
    CHECK(pbx.state(live_part::channels).last_verified() == pbx.now);
  }
  SECTION("another one each time: nothing is repaired, and it goes on somewhat later") {
    pbx.list(kind::bridge_list, "BridgeListItem", test::bridge_text("b1"));
    for (int round = 0; round < 4; ++round) {
      pbx.lists[kind::core_show_channels].clear();
      pbx.list_channel(channel_text{alice}.linkedid("1795408090." + std::to_string(round + 2)), "b1");
      pbx.list_channel(bob);
      pbx.run_until_due();
    }
    CHECK(pbx.model.counters().repairs_ == 0);
    // Nothing is said of what came after the first of these lists.
    CHECK(verified < first_round);
    CHECK(pbx.state(live_part::channels).last_verified() == first_round);
    CHECK(pbx.model.next_due() == pbx.now + 5s);
    pbx.run_until_due();
    pbx.run_until_due();
    CHECK(pbx.model.counters().repairs_ == 1);
  }
  SECTION("a gap in between: it is seeded instead") {
    pbx.wait(1min);
    pbx.gap(1);
    pbx.answer_all();
    CHECK(pbx.snapshot().channels().size() == 2);
    CHECK(pbx.model.counters().repairs_ == 0);
  }
}

TEST_CASE("live seeding: the generation tells whether anything changed") {
  live_pbx pbx;
  pbx.seed();
  const auto before = pbx.snapshot().generation();
  CHECK(pbx.snapshot().generation() == before);
  pbx.event("Newchannel", alice());
  const auto after = pbx.snapshot().generation();
  CHECK(after > before);
  pbx.event("Newstate", alice());
  CHECK(pbx.snapshot().generation() == after);
  pbx.gap(1);
  CHECK(pbx.snapshot().generation() > after);
}

TEST_CASE("live seeding: items of lists that others asked for are no events") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("DeviceStateChange", "ActionID: other-1\nDevice: PJSIP/alice\nState: BUSY\n");
  pbx.event("ParkedCall",
            alice("Parkee") +
                "Parkinglot: default\nParkingSpace: 7001\nParkingTimeout: 45\nParkingDuration: 0\nActionID: other-2\n");
  CHECK(pbx.snapshot().devices().empty());
  CHECK(pbx.snapshot().parked_calls().empty());
}
