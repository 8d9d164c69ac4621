// Devices, endpoints, parking and conferences of the live state.
#include "catch.hpp"
#include "support/live_pbx.hpp"

#include <chrono>
#include <string>

using ami::device_state;
using ami::live_call_status;
using ami::live_device_kind;
using test::channel_text;
using test::live_pbx;
using kind = ami::live::list_kind;
using namespace std::chrono_literals;

namespace {

const channel_text alice{"1795408097.1", "PJSIP/alice-00000001"};
const channel_text bob{"1795408097.2", "PJSIP/bob-00000002"};

std::string device(const std::string& name, const std::string& state) {
  return "Device: " + name + "\nState: " + state + "\n";
}

std::string parked(const channel_text& channel, const std::string& space, const std::string& duration = "0",
                   const std::string& timeout = "45") {
  return channel("Parkee") + "ParkerDialString: PJSIP/carol\nParkinglot: default\nParkingSpace: " + space +
         "\nParkingTimeout: " + timeout + "\nParkingDuration: " + duration + "\n";
}

std::string conference(const channel_text& channel) {
  return "Conference: 2000\n" + test::bridge_text("c", "softmix", "base", "ConfBridge") + channel();
}

}  // namespace

TEST_CASE("live devices: what each is") {
  CHECK(ami::device_kind("PJSIP/alice") == live_device_kind::real);
  CHECK(ami::device_kind("SIP/10.0.0.1:5060") == live_device_kind::real);
  CHECK(ami::device_kind("Local/200@default") == live_device_kind::local);
  CHECK(ami::device_kind("CBAnn/2000") == live_device_kind::internal);
  CHECK(ami::device_kind("Surrogate/Local/200@default") == live_device_kind::internal);
  CHECK(ami::device_kind("Queue:sales_avail") == live_device_kind::queue);
  CHECK(ami::device_kind("park:7001@default") == live_device_kind::parking);
  CHECK(ami::device_kind("confbridge:2000") == live_device_kind::conference);
  CHECK(ami::device_kind("Custom:lamp") == live_device_kind::custom);
}

TEST_CASE("live devices: events have devices that no list has, and the list does not take them away") {
  live_pbx pbx;
  pbx.list(kind::device_state_list, "DeviceStateChange", device("PJSIP/alice", "NOT_INUSE"));
  pbx.list(kind::device_state_list, "DeviceStateChange", device("Queue:sales_avail", "NOT_INUSE"));
  pbx.seed();
  pbx.event("DeviceStateChange", device("Local/200@default", "INUSE"));
  pbx.event("DeviceStateChange", device("PJSIP/alice", "RINGING"));
  const auto rang = pbx.now;
  pbx.wait(1min);
  pbx.lists[kind::device_state_list].clear();
  pbx.list(kind::device_state_list, "DeviceStateChange", device("PJSIP/alice", "RINGING"));
  pbx.model.verify(pbx.now);
  pbx.answer_all();
  auto now = pbx.snapshot();
  CHECK(now.devices().size() == 3);
  CHECK(now.device("Local/200@default")->state() == device_state::in_use);
  CHECK(now.device("Local/200@default")->kind() == live_device_kind::local);
  CHECK(now.device("PJSIP/alice")->since() == ami::live_since{rang, true});
  CHECK_FALSE(now.device("Queue:sales_avail")->since());
  SECTION("but after a gap nobody knows what became of them") {
    pbx.gap(1);
    pbx.answer_all();
    now = pbx.snapshot();
    CHECK(now.devices().size() == 1);
    CHECK(now.device("PJSIP/alice")->since() == ami::live_since{rang, true});
    pbx.event("DeviceStateChange", device("Local/200@default", "NOT_INUSE"));
    CHECK(pbx.snapshot().devices().size() == 2);
  }
  SECTION("a state that is another in two lists is repaired") {
    pbx.lists[kind::device_state_list].clear();
    pbx.list(kind::device_state_list, "DeviceStateChange", device("PJSIP/alice", "BUSY"));
    pbx.list(kind::device_state_list, "DeviceStateChange", device("PJSIP/bob", "BUSY"));
    pbx.model.verify(pbx.now);
    pbx.answer_all();
    CHECK(pbx.snapshot().device("PJSIP/alice")->state() == device_state::ringing);
    pbx.run_until_due();
    now = pbx.snapshot();
    CHECK(now.device("PJSIP/alice")->state() == device_state::busy);
    CHECK_FALSE(now.device("PJSIP/alice")->since());
    CHECK(now.device("PJSIP/bob")->state() == device_state::busy);
    CHECK(pbx.model.counters().repairs_ == 2);
  }
}

TEST_CASE("live endpoints: the list once, then the states of their devices and contacts") {
  live_pbx pbx;
  const auto endpoint = [](const std::string& name, const std::string& contacts, const std::string& state) {
    return "ObjectType: endpoint\nObjectName: " + name + "\nAor: " + name + "\nContacts: " + contacts +
           "\nDeviceState: " + state + "\nActiveChannels: \n";
  };
  pbx.list(kind::pjsip_show_endpoints, "EndpointList",
           endpoint("alice", "alice/sip:alice@10.0.0.1:5060,alice/sip:alice@10.0.0.2,", "Not in use"));
  pbx.list(kind::pjsip_show_endpoints, "EndpointList", endpoint("bob", "", "Unavailable"));
  pbx.seed();
  auto now = pbx.snapshot();
  REQUIRE(now.endpoint("alice") != nullptr);
  CHECK(now.endpoint("alice")->state() == device_state::not_in_use);
  REQUIRE(now.endpoint("alice")->contacts().size() == 2);
  CHECK(now.endpoint("alice")->contacts()[0].uri() == "sip:alice@10.0.0.1:5060");
  CHECK_FALSE(now.endpoint("alice")->contacts()[0].state());
  CHECK(now.endpoint("bob")->contacts().empty());

  pbx.event("DeviceStateChange", device("PJSIP/alice", "INUSE"));
  pbx.event("DeviceStateChange", device("PJSIP/nobody", "INUSE"));
  const auto contact = [&](const std::string& name, const std::string& uri, const std::string& state,
                           const std::string& time) {
    pbx.event("ContactStatus", "URI: " + uri + "\nContactStatus: " + state + "\nAOR: " + name +
                                   "\nEndpointName: " + name + "\nRoundtripUsec: " + time + "\n");
  };
  contact("alice", "sip:alice@10.0.0.1:5060", "Reachable", "1500");
  contact("alice", "sip:alice@10.0.0.2", "Removed", "0");
  contact("bob", "sip:bob@10.0.0.3", "NonQualified", "0");
  contact("nobody", "sip:nobody@10.0.0.4", "Reachable", "0");
  now = pbx.snapshot();
  CHECK(now.endpoint("alice")->state() == device_state::in_use);
  REQUIRE(now.endpoint("alice")->contacts().size() == 1);
  CHECK(now.endpoint("alice")->contacts()[0].state() == ami::contact_state::reachable);
  CHECK(now.endpoint("alice")->contacts()[0].round_trip() == 1500us);
  CHECK(now.endpoint("bob")->state() == device_state::unavailable);
  REQUIRE(now.endpoint("bob")->contacts().size() == 1);
  CHECK_FALSE(now.endpoint("bob")->contacts()[0].round_trip());
  CHECK(now.endpoint("nobody") == nullptr);

  pbx.wait(1min);
  pbx.gap(1);
  pbx.lists.clear();
  pbx.list(kind::pjsip_show_endpoints, "EndpointList", endpoint("alice", "alice/sip:alice@10.0.0.1:5060,", "On Hold"));
  pbx.answer_all();
  now = pbx.snapshot();
  CHECK(now.endpoints().size() == 1);
  CHECK(now.endpoint("alice")->state() == device_state::on_hold);
  // The list does not have it.
  CHECK(now.endpoint("alice")->contacts()[0].state() == ami::contact_state::reachable);
}

TEST_CASE("live parking: a call is parked and fetched") {
  live_pbx pbx;
  pbx.list(kind::parking_lots, "Parkinglot", "Name: default\nStartSpace: 7001\nStopSpace: 7020\nTimeout: 45\n");
  pbx.list_channel(bob);
  pbx.list(kind::parked_calls, "ParkedCall", parked(bob, "7002", "16", "29"));
  pbx.seed();
  auto now = pbx.snapshot();
  CHECK(now.parking_lot("default")->first_space() == "7001");
  CHECK(now.parking_lot("default")->last_space() == "7020");
  CHECK(now.parking_lot("default")->timeout() == 45s);
  REQUIRE(now.parked_call("1795408097.2") != nullptr);
  CHECK(now.parked_call("1795408097.2")->since() == ami::live_since{pbx.now - 16s, false});
  CHECK(now.parked_call("1795408097.2")->times_out() == pbx.now + 29s);
  CHECK(now.parked_call("1795408097.2")->parker() == "PJSIP/carol");
  CHECK(now.call("1795408097.2")->status() == live_call_status::parked);
  CHECK(now.call("1795408097.2")->status_since() == ami::live_since{pbx.now - 16s, false});

  pbx.event("Newchannel", alice());
  pbx.event("BridgeEnter", test::bridge_text("p", "holding_bridge", "parking", "Parking") + alice());
  pbx.event("ParkedCall", parked(alice, "7001"));
  now = pbx.snapshot();
  CHECK(now.bridge("p")->kind() == ami::live_bridge_kind::parking);
  CHECK(now.parked_call("1795408097.1")->space() == "7001");
  CHECK(now.parked_call("1795408097.1")->since() == ami::live_since{pbx.now, true});
  CHECK(now.channel("1795408097.1")->parking_lot() == "default");
  CHECK(now.call("1795408097.1")->status() == live_call_status::parked);
  CHECK(now.call("1795408097.1")->status_since() == ami::live_since{pbx.now, true});

  SECTION("twice, or late") {
    pbx.wait(1s);
    pbx.event("ParkedCall", parked(alice, "7001"));
    pbx.event("ParkedCall", parked(bob, "7002"));
    CHECK(pbx.snapshot().parked_call("1795408097.1")->since() == ami::live_since{pbx.now - 1s, true});
    CHECK_FALSE(pbx.snapshot().parked_call("1795408097.2")->since().exact());
  }
  SECTION("anew, at another place") {
    pbx.event("ParkedCall", parked(alice, "7009"));
    CHECK(pbx.snapshot().parked_call("1795408097.1")->space() == "7009");
    CHECK(pbx.snapshot().parked_calls().size() == 2);
  }
  SECTION("gone") {
    for (const char* end : {"UnParkedCall", "ParkedCallTimeOut", "ParkedCallGiveUp"}) {
      pbx.event("ParkedCall", parked(alice, "7001"));
      CHECK(pbx.snapshot().parked_calls().size() == 2);
      pbx.event(end, parked(alice, "7001", "4", "18446744073709551615"));
      CHECK(pbx.snapshot().parked_call("1795408097.1") == nullptr);
      CHECK(pbx.snapshot().channel("1795408097.1")->parking_lot().empty());
      CHECK(pbx.snapshot().call("1795408097.1")->status() == live_call_status::other);
    }
  }
  SECTION("replaced by another channel") {
    pbx.event("Newchannel", channel_text{"1795408097.3", "PJSIP/dave-00000003"}());
    pbx.event("ParkedCallSwap", parked(channel_text{"1795408097.3", "PJSIP/dave-00000003"}, "7001"));
    now = pbx.snapshot();
    CHECK(now.parked_call("1795408097.1") == nullptr);
    CHECK(now.parked_call("1795408097.3")->space() == "7001");
  }
  SECTION("renamed") {
    pbx.event("Rename", "Channel: x\nNewname: PJSIP/other-00000009\nUniqueid: 1795408097.1\n");
    CHECK(pbx.snapshot().parked_call("1795408097.1")->channel_name() == "PJSIP/other-00000009");
  }
  SECTION("compared") {
    pbx.model.verify(pbx.now);
    pbx.answer_all();
    CHECK(pbx.snapshot().parked_calls().size() == 2);
    pbx.run_until_due();
    CHECK(pbx.snapshot().parked_calls().size() == 1);
    CHECK(pbx.snapshot().channel("1795408097.1") == nullptr);
    pbx.lists[kind::parked_calls].clear();
    pbx.lists[kind::parking_lots].clear();
    pbx.model.verify(pbx.now);
    pbx.answer_all();
    pbx.run_until_due();
    CHECK(pbx.snapshot().parked_calls().empty());
    CHECK(pbx.snapshot().parking_lots().empty());
    CHECK(pbx.snapshot().channel("1795408097.2")->parking_lot().empty());
  }
}

TEST_CASE("live parking: a channel whose event comes after the list of the parked calls is parked") {
  live_pbx pbx;
  pbx.list(kind::parked_calls, "ParkedCall", parked(alice, "7001", "8"));
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("ParkedCall", parked(alice, "7001"));
  const auto now = pbx.snapshot();
  CHECK(now.channel("1795408097.1")->parking_lot() == "default");
  CHECK(now.call("1795408097.1")->status() == live_call_status::parked);
  CHECK(now.parked_call("1795408097.1")->since() == ami::live_since{pbx.now - 8s, false});
}

TEST_CASE("live parking: a call that was parked again in its space during a gap has a new clock") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("ParkedCall", parked(alice, "7001"));
  const auto first = pbx.now;
  pbx.list_channel(alice);
  pbx.wait(1min);
  SECTION("parked again") {
    pbx.list(kind::parked_calls, "ParkedCall", parked(alice, "7001", "5", "40"));
    pbx.gap(1);
    pbx.answer_all();
    CHECK(pbx.snapshot().parked_call("1795408097.1")->since() == ami::live_since{pbx.now - 5s, false});
    CHECK(pbx.snapshot().parked_call("1795408097.1")->times_out() == pbx.now + 40s);
  }
  SECTION("still parked") {
    pbx.list(kind::parked_calls, "ParkedCall", parked(alice, "7001", "59", "1"));
    pbx.gap(1);
    pbx.answer_all();
    CHECK(pbx.snapshot().parked_call("1795408097.1")->since() == ami::live_since{first, true});
  }
}

TEST_CASE("live parking: what the server says of a call that never goes back") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("ParkedCall", parked(alice, "7001", "0", "18446744073709551615"));
  CHECK_FALSE(pbx.snapshot().parked_call("1795408097.1")->times_out());
  CHECK(pbx.snapshot().parking_lot("default") != nullptr);
  CHECK_FALSE(pbx.snapshot().parking_lot("default")->timeout());
}

TEST_CASE("live conferences: who is in them") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("ConfbridgeStart", "Conference: 2000\n" + test::bridge_text("c", "softmix", "base", "ConfBridge"));
  pbx.event("ConfbridgeJoin", conference(alice) + "Admin: Yes\nMuted: No\n");
  pbx.event("ConfbridgeJoin", conference(alice) + "Admin: Yes\nMuted: No\n");
  pbx.event("ConfbridgeJoin", conference(bob) + "Admin: No\nMuted: Yes\n");
  auto now = pbx.snapshot();
  REQUIRE(now.conference("2000") != nullptr);
  CHECK(now.conference("2000")->bridge() == "c");
  CHECK_FALSE(now.conference("2000")->locked());
  CHECK(now.conference("2000")->participant_count() == 2);
  const auto* first = now.conference("2000")->participant("1795408097.1");
  REQUIRE(first != nullptr);
  CHECK(first->admin());
  CHECK_FALSE(first->muted());
  CHECK_FALSE(first->talking());
  CHECK(first->since() == ami::live_since{pbx.now, true});
  CHECK(now.conference("2000")->participant("1795408097.2")->muted());
  CHECK(now.conference("2000")->participant("1795408097.9") == nullptr);

  pbx.event("ConfbridgeMute", conference(alice) + "Admin: Yes\n");
  pbx.event("ConfbridgeUnmute", conference(bob) + "Admin: No\n");
  pbx.event("ConfbridgeTalking", conference(bob) + "TalkingStatus: on\nAdmin: No\n");
  now = pbx.snapshot();
  CHECK(now.conference("2000")->participant("1795408097.1")->muted());
  CHECK_FALSE(now.conference("2000")->participant("1795408097.2")->muted());
  CHECK(now.conference("2000")->participant("1795408097.2")->talking() == true);
  pbx.event("Rename", "Channel: x\nNewname: PJSIP/other-00000009\nUniqueid: 1795408097.1\n");
  CHECK(pbx.snapshot().conference("2000")->participant("1795408097.1")->channel_name() == "PJSIP/other-00000009");
  pbx.event("ConfbridgeLeave", conference(bob) + "Admin: No\n");
  pbx.event("ConfbridgeLeave", conference(bob) + "Admin: No\n");
  CHECK(pbx.snapshot().conference("2000")->participant_count() == 1);
  pbx.event("ConfbridgeEnd", "Conference: 2000\n");
  pbx.event("ConfbridgeEnd", "Conference: 2000\n");
  CHECK(pbx.snapshot().conferences().empty());
}

TEST_CASE("live conferences: the caller id of who is in one changes with that of the channel") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("ConfbridgeJoin", conference(alice) + "Admin: No\nMuted: No\n");
  pbx.event("ConfbridgeJoin", conference(bob) + "Admin: No\nMuted: No\n");
  pbx.event("NewCallerid", channel_text{alice}.caller("2001", "O\\'Brien")() + "CID-CallingPres: 0\n");
  auto now = pbx.snapshot();
  CHECK(now.conference("2000")->participant("1795408097.1")->caller_id_num() == "2001");
  CHECK(now.conference("2000")->participant("1795408097.1")->caller_id_name() == "O'Brien");
  CHECK(now.conference("2000")->participant("1795408097.2")->caller_id_num().empty());
  // A comparison repairs it when the event was lost unseen.
  pbx.list(kind::confbridge_list_rooms, "ConfbridgeListRooms", "Conference: 2000\nParties: 2\nLocked: No\n");
  for (const auto& [channel, number] : {std::pair{alice, "2002"}, std::pair{bob, "<unknown>"}}) {
    pbx.list(kind::confbridge_list, "ConfbridgeList",
             "Conference: 2000\nAdmin: No\nMuted: No\n" + channel_text{channel}.caller(number, "<unknown>")());
  }
  pbx.model.verify(pbx.now);
  pbx.answer_all();
  CHECK(pbx.snapshot().conference("2000")->participant("1795408097.1")->caller_id_num() == "2001");
  pbx.run_until_due();
  now = pbx.snapshot();
  CHECK(now.conference("2000")->participant("1795408097.1")->caller_id_num() == "2002");
  CHECK(now.conference("2000")->participant("1795408097.1")->caller_id_name().empty());
  CHECK(pbx.model.counters().repairs_ == 1);
}

TEST_CASE("live conferences: one that began anew during a gap has another bridge") {
  live_pbx pbx;
  pbx.seed();
  const auto bridge_named = [](const std::string& id) {
    std::string text = test::bridge_text(id, "softmix", "base", "ConfBridge");
    return text.replace(text.find("<unknown>"), 9, "2000");
  };
  pbx.event("ConfbridgeStart", "Conference: 2000\n" + bridge_named("c"));
  CHECK(pbx.snapshot().conference("2000")->bridge() == "c");
  pbx.list(kind::confbridge_list_rooms, "ConfbridgeListRooms", "Conference: 2000\nParties: 1\nLocked: No\n");
  SECTION("which is listed") {
    pbx.list(kind::bridge_list, "BridgeListItem", bridge_named("d"));
    pbx.wait(1min);
    pbx.gap(1);
    pbx.answer_all();
    CHECK(pbx.snapshot().conference("2000")->bridge() == "d");
  }
  SECTION("while the bridges are those of before") {
    pbx.refusals[kind::bridge_list] = ami::live::list_outcome::error;
    pbx.event("BridgeCreate", bridge_named("c"));
    pbx.wait(1min);
    pbx.gap(1);
    pbx.answer_all();
    CHECK(pbx.snapshot().conference("2000")->bridge().empty());
  }
  SECTION("which is not known") {
    pbx.wait(1min);
    pbx.gap(1);
    pbx.answer_all();
    CHECK(pbx.snapshot().conference("2000")->bridge().empty());
    // A comparison finds it as soon as it is known.
    pbx.event("BridgeCreate", bridge_named("d"));
    pbx.model.verify(pbx.now);
    pbx.list(kind::bridge_list, "BridgeListItem", bridge_named("d"));
    pbx.answer_all();
    CHECK(pbx.snapshot().conference("2000")->bridge() == "d");
  }
}

TEST_CASE("live conferences: who left and came back during a gap has a new clock") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("ConfbridgeJoin", conference(alice) + "Admin: No\nMuted: No\n");
  pbx.list(kind::confbridge_list_rooms, "ConfbridgeListRooms", "Conference: 2000\nParties: 1\nLocked: No\n");
  pbx.list(kind::confbridge_list, "ConfbridgeList",
           "Conference: 2000\nAdmin: No\nMuted: No\nWaiting: No\nTalking: No\nAnsweredTime: 5\n" + alice());
  pbx.wait(1min);
  pbx.gap(1);
  pbx.answer_all();
  CHECK(pbx.snapshot().conference("2000")->participant("1795408097.1")->since() ==
        ami::live_since{pbx.now - 5s, false});
}

TEST_CASE("live conferences: each room has a list of its own") {
  live_pbx pbx;
  const auto room = [&](const std::string& name) {
    pbx.list(kind::confbridge_list_rooms, "ConfbridgeListRooms",
             "Conference: " + name + "\nParties: 1\nMarked: 0\nLocked: Yes\nMuted: No\n");
  };
  room("2000");
  pbx.list(kind::confbridge_list, "ConfbridgeList",
           "Conference: 2000\nAdmin: No\nMarkedUser: No\nWaiting: Yes\nMuted: No\nTalking: No\nAnsweredTime: 5\n" +
               alice());
  pbx.seed();
  auto now = pbx.snapshot();
  CHECK(pbx.asked.back() == kind::confbridge_list);
  REQUIRE(now.conference("2000") != nullptr);
  CHECK(now.conference("2000")->locked() == true);
  const auto* first = now.conference("2000")->participant("1795408097.1");
  REQUIRE(first != nullptr);
  CHECK(first->since() == ami::live_since{pbx.now - 5s, false});
  CHECK(first->waiting() == true);
  CHECK(first->talking() == false);
  SECTION("compared") {
    pbx.event("ConfbridgeJoin", conference(bob) + "Admin: No\nMuted: Yes\n");
    pbx.event("ConfbridgeMute", conference(alice) + "Admin: No\n");
    room("3000");
    pbx.model.verify(pbx.now);
    pbx.answer_all();
    CHECK(pbx.snapshot().conferences().size() == 1);
    CHECK(pbx.snapshot().conference("2000")->participant_count() == 2);
    pbx.run_until_due();
    now = pbx.snapshot();
    CHECK(now.conferences().size() == 2);
    CHECK(now.conference("2000")->participant_count() == 1);
    CHECK_FALSE(now.conference("2000")->participant("1795408097.1")->muted());
    CHECK(now.valid());
  }
  SECTION("a room that ends while the lists are read is refused as empty") {
    pbx.refusals[kind::confbridge_list] = ami::live::list_outcome::error;
    pbx.wait(1min);
    pbx.gap(1);
    pbx.answer_all();
    CHECK(pbx.snapshot().valid());
    CHECK(pbx.snapshot().conference("2000")->participant_count() == 0);
  }
}
