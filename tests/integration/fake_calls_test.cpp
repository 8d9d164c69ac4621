// Hold, transfers, parking, conferences and picking up in the simulated PBX.
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/simulated_trial.hpp"
#include "support/state_books.hpp"
#include "support/text_client.hpp"

#include <ami/testing/simulated_pbx.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::testing::channel_snapshot;
using ami::testing::pbx_call;
using ami::testing::pbx_conference;
using ami::testing::pbx_options;
using ami::testing::simulated_pbx;
using test::bridge_keys;
using test::channel_keys;
using test::items_of;
using test::keys_of;
using test::office;
using test::prefixed;
using test::text_client;
using test::trial;
using test::value;

namespace {

std::vector<std::string> operator+(std::vector<std::string> first, const std::vector<std::string>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

const std::vector<std::string> beginning{"Event", "Privilege"};

}  // namespace

TEST_CASE("frames describe channels with any prefix", "[fake]") {
  const auto snapshot = channel_snapshot{"PJSIP/alice-1", "1.1"}
                            .state(5)
                            .caller_id("2001", "O'Brien")
                            .account("sales")
                            .extension("inside", "2002", 3)
                            .linked_id("1.0");
  CHECK(frame_text::event("DialBegin").channel("Dest", snapshot).header("DialString", "alice").str() ==
        "Event: DialBegin\r\nPrivilege: call,all\r\nDestChannel: PJSIP/alice-1\r\nDestChannelState: 5\r\n"
        "DestChannelStateDesc: Ringing\r\nDestCallerIDNum: 2001\r\nDestCallerIDName: O\\'Brien\r\n"
        "DestConnectedLineNum: <unknown>\r\nDestConnectedLineName: <unknown>\r\nDestLanguage: en\r\n"
        "DestAccountCode: sales\r\nDestContext: inside\r\nDestExten: 2002\r\nDestPriority: 3\r\n"
        "DestUniqueid: 1.1\r\nDestLinkedid: 1.0\r\nDialString: alice\r\n\r\n");
  const frame_text plain = frame_text::item("X").channel("", channel_snapshot{"a", "2.1"}.connected_line("7", "b"));
  CHECK(keys_of(plain) == std::vector<std::string>{"Event"} + channel_keys);
  CHECK(plain.get("ChannelStateDesc") == "Up");
  CHECK(plain.get("Linkedid") == "2.1");
  CHECK(plain.get("ConnectedLineName") == "b");
  const frame_text odd = frame_text{}.channel("", channel_snapshot{"a", "b"}.state(77));
  CHECK(odd.get("ChannelStateDesc") == "Unknown");
}

TEST_CASE("simulated PBX: a channel describes itself as in its events", "[fake]") {
  trial office_trial;
  const auto [alice, bob] = office_trial.talk("alice", "2002");
  CHECK_FALSE(office_trial.pbx.channel("none"));
  office_trial.pbx.hold(bob);
  const frame_text hold = office_trial.event("Hold");
  CHECK(frame_text::event("Hold").channel("", *office_trial.pbx.channel(bob)).str() == hold.str());

  fake_asterisk server{quiet().pbx(office())};
  server.originate(pbx_call{"PJSIP/alice"}.application("Wait", "60"));
  const std::string name = server.channels().front();
  REQUIRE(server.channel(name));
  CHECK(server.channel(name)->name() == name);
  text_client client{server, "dtmf"};
  server.send_event(frame_text::event("DTMFEnd").channel("", *server.channel(name)).header("Digit", "5"));
  CHECK(client.read_frame().starts_with("Event: DTMFEnd\r\nPrivilege: dtmf,all\r\nChannel: " + name + "\r\n"));
  CHECK_FALSE(server.channel("none"));
}

TEST_CASE("simulated PBX: hold and unhold", "[fake]") {
  trial office_trial;
  simulated_pbx& pbx = office_trial.pbx;
  const auto [alice, bob] = office_trial.talk("alice", "2002");
  CHECK_FALSE(pbx.hold("none"));
  CHECK_FALSE(pbx.unhold(bob));
  CHECK(pbx.hold(bob, "jazz"));
  CHECK_FALSE(pbx.hold(bob));
  CHECK(office_trial.names() == "Hold MusicOnHoldStart ");
  CHECK(keys_of(office_trial.event("Hold")) == beginning + channel_keys + std::vector<std::string>{"MusicClass"});
  CHECK(office_trial.event("Hold").get("Channel") == bob);
  CHECK(office_trial.event("MusicOnHoldStart").get("Channel") == alice);
  CHECK(office_trial.event("MusicOnHoldStart").get("Class") == "jazz");
  CHECK(office_trial.device("PJSIP/bob") == "ONHOLD");
  CHECK(office_trial.device("PJSIP/alice") == "INUSE");
  CHECK(office_trial.event("ExtensionStatus").get("StatusText") == "Hold");
  office_trial.events.clear();
  CHECK(pbx.unhold(bob));
  CHECK(office_trial.names() == "MusicOnHoldStop Unhold ");
  CHECK(keys_of(office_trial.event("Unhold")) == beginning + channel_keys);
  CHECK(office_trial.device("PJSIP/bob") == "INUSE");

  // A call that ends on hold ends the music.
  pbx.hold(bob);
  office_trial.events.clear();
  pbx.hang_up(alice);
  CHECK(office_trial.event("MusicOnHoldStop").get("Channel") == alice);
  CHECK(office_trial.device("PJSIP/bob") == "NOT_INUSE");
}

TEST_CASE("simulated PBX: a channel gets another name", "[fake]") {
  trial office_trial;
  const auto [alice, bob] = office_trial.talk("alice", "2002");
  const std::string id = value(office_trial.channel(bob), "Uniqueid");
  CHECK_FALSE(office_trial.pbx.rename("none", "PJSIP/other-1"));
  CHECK(office_trial.pbx.rename(bob, "PJSIP/other-1"));
  CHECK(office_trial.events.back().str() == "Event: Rename\r\nPrivilege: call,all\r\nChannel: " + bob +
                                                "\r\nNewname: PJSIP/other-1\r\nUniqueid: " + id + "\r\n\r\n");
  CHECK(office_trial.together(alice, "PJSIP/other-1"));
  CHECK_FALSE(office_trial.pbx.has_channel(bob));
}

TEST_CASE("simulated PBX: a blind transfer", "[fake]") {
  trial office_trial;
  simulated_pbx& pbx = office_trial.pbx;
  const auto [alice, bob] = office_trial.talk("alice", "2002");
  CHECK_FALSE(pbx.blind_transfer("none", {}, "2003"));
  CHECK(pbx.blind_transfer(bob, {}, "2003"));
  CHECK(office_trial.names() == "BlindTransfer BridgeLeave BridgeLeave BridgeDestroy Hangup Newchannel DialBegin ");
  const frame_text transfer = office_trial.event("BlindTransfer");
  CHECK(keys_of(transfer) == beginning + std::vector<std::string>{"Result"} + prefixed("Transferer", channel_keys) +
                                 prefixed("Transferee", channel_keys) + bridge_keys +
                                 std::vector<std::string>{"IsExternal", "Context", "Extension"});
  CHECK(transfer.get("TransfererChannel") == bob);
  CHECK(transfer.get("TransfereeChannel") == alice);
  CHECK(transfer.get("Extension") == "2003");
  office_trial.wait(1s);
  REQUIRE(pbx.channels().size() == 2);
  CHECK(office_trial.together(alice, pbx.channels()[1]));
  CHECK(pbx.channels()[1].starts_with("PJSIP/carol-"));
  CHECK(pbx.variable(alice, "BLINDTRANSFER") == bob);
}

TEST_CASE("simulated PBX: a call from a queue is complete when it is transferred", "[fake]") {
  trial office_trial;
  office_trial.pbx.originate(pbx_call{"PJSIP/alice"}.extension("default", "500", 1), {});
  office_trial.wait(5s);
  REQUIRE(office_trial.pbx.channels().size() == 2);
  CHECK(office_trial.pbx.blind_transfer(office_trial.pbx.channels()[1], "default", "2003"));
  CHECK(office_trial.event("AgentComplete").get("Reason") == "transfer");
  const auto agent = items_of(office_trial.pbx.queue_status({}, {}), "QueueMember").front();
  CHECK(value(agent, "InCall") == "0");
  CHECK(value(agent, "CallsTaken") == "1");
}

TEST_CASE("simulated PBX: a call from a queue is complete when one of both is sent elsewhere", "[fake]") {
  for (const auto& [sent, reason] : {std::pair{0U, "agent"}, std::pair{1U, "caller"}}) {
    trial office_trial;
    office_trial.pbx.originate(pbx_call{"PJSIP/alice"}.extension("default", "500", 1), {});
    office_trial.wait(5s);
    REQUIRE(office_trial.pbx.channels().size() == 2);
    CHECK(office_trial.pbx.redirect(office_trial.pbx.channels()[sent], "default", "2003", 1));
    CHECK(office_trial.event("AgentComplete").get("Reason") == reason);
    const auto agent = items_of(office_trial.pbx.queue_status({}, {}), "QueueMember").front();
    CHECK(value(agent, "InCall") == "0");
    CHECK(value(agent, "CallsTaken") == "1");
  }
}

TEST_CASE("simulated PBX: an attended transfer", "[fake]") {
  trial office_trial;
  simulated_pbx& pbx = office_trial.pbx;
  const auto [alice, bob] = office_trial.talk("alice", "2002");
  CHECK(pbx.hold(bob));
  const auto [bob_again, carol] = office_trial.talk("bob", "2003");
  CHECK(office_trial.device("PJSIP/bob") == "INUSE");
  CHECK_FALSE(pbx.attended_transfer(bob, bob));
  CHECK_FALSE(pbx.attended_transfer(bob, carol));
  CHECK_FALSE(pbx.attended_transfer(bob, "none"));
  CHECK(pbx.attended_transfer(bob, bob_again));
  const frame_text transfer = office_trial.event("AttendedTransfer");
  CHECK(keys_of(transfer) == beginning + std::vector<std::string>{"Result"} + prefixed("OrigTransferer", channel_keys) +
                                 prefixed("Orig", bridge_keys) + prefixed("SecondTransferer", channel_keys) +
                                 prefixed("Second", bridge_keys) + prefixed("Transferee", channel_keys) +
                                 prefixed("TransferTarget", channel_keys) +
                                 std::vector<std::string>{"IsExternal", "DestType", "DestBridgeUniqueid"});
  CHECK(office_trial.names() == "AttendedTransfer MusicOnHoldStop BridgeLeave BridgeEnter BridgeLeave BridgeLeave "
                                "BridgeDestroy Hangup Hangup ");
  CHECK(office_trial.together(alice, carol));
  CHECK(pbx.channels() == std::vector{alice, carol});
  // The older of both calls gives its Linkedid.
  CHECK(value(office_trial.channel(carol), "Linkedid") == value(office_trial.channel(alice), "Uniqueid"));
  CHECK(pbx.active_calls() == 1);
  CHECK(pbx.hang_up(carol));
  CHECK(pbx.active_calls() == 0);
  CHECK(office_trial.device("PJSIP/bob") == "NOT_INUSE");
}

TEST_CASE("simulated PBX: an attended transfer that a channel dials", "[fake]") {
  for (const bool by_held : {false, true}) {
    trial office_trial;
    simulated_pbx& pbx = office_trial.pbx;
    const auto [alice, bob] = office_trial.talk("alice", "2002");
    CHECK_FALSE(pbx.begin_transfer("none", {}, "2003"));
    CHECK(pbx.begin_transfer(bob, "default", "2003"));
    CHECK(pbx.variable(bob, "TRANSFER_CONTEXT") == "default");
    CHECK(office_trial.names() == "DTMFEnd DTMFEnd Hold MusicOnHoldStart DTMFEnd DTMFEnd DTMFEnd DTMFEnd Newchannel "
                                  "Newchannel DialBegin ");
    CHECK(keys_of(office_trial.event("DTMFEnd")) == std::vector<std::string>{"Event", "Privilege"} + channel_keys +
                                                        std::vector<std::string>{"Digit", "DurationMs", "Direction"});
    CHECK(office_trial.last_event("DTMFEnd").get("Digit") == "3");
    office_trial.wait(1s);
    REQUIRE(pbx.channels().size() == 4);
    const std::string consulting = pbx.channels()[2];
    const std::string carol = pbx.channels()[3];
    CHECK(office_trial.together(consulting, carol));
    office_trial.events.clear();
    CHECK(pbx.hang_up(by_held ? bob : consulting));
    CHECK(office_trial.names().starts_with("SoftHangupRequest AttendedTransfer "));
    CHECK(office_trial.event("AttendedTransfer").get("OrigTransfererChannel") == bob);
    CHECK(office_trial.event("AttendedTransfer").get("SecondTransfererChannel") == consulting);
    CHECK(office_trial.together(alice, carol));
    CHECK(pbx.channels() == std::vector{alice, carol});
    // That was all: the next end is one.
    CHECK(pbx.hang_up(carol));
    CHECK(pbx.active_calls() == 0);
  }
}

TEST_CASE("simulated PBX: a telephone that consults and hangs up before there is an answer", "[fake]") {
  trial office_trial;
  simulated_pbx& pbx = office_trial.pbx;
  const auto [alice, bob] = office_trial.talk("alice", "2002");
  CHECK(pbx.begin_transfer(bob, {}, "2005"));
  office_trial.wait(100ms);
  REQUIRE(pbx.channels().size() == 4);
  CHECK(pbx.hang_up(pbx.channels()[2]));
  CHECK(pbx.channels() == std::vector{alice, bob});
  CHECK(office_trial.names().find("AttendedTransfer") == std::string::npos);
  CHECK(pbx.unhold(bob));
}

TEST_CASE("simulated PBX: another telephone picks up", "[fake]") {
  trial office_trial;
  simulated_pbx& pbx = office_trial.pbx;
  pbx.originate(pbx_call{"PJSIP/alice"}.extension("default", "2005", 1), {});
  office_trial.wait(300ms);
  REQUIRE(pbx.channels().size() == 2);
  const std::string alice = pbx.channels()[0];
  const std::string erin = pbx.channels()[1];
  CHECK_FALSE(pbx.pick_up(alice, "bob"));
  CHECK_FALSE(pbx.pick_up(erin, "nobody"));
  CHECK_FALSE(pbx.pick_up(erin, "erin"));
  office_trial.events.clear();
  CHECK(pbx.pick_up(erin, "bob"));
  CHECK(office_trial.names() == "Newchannel Pickup Hangup Newstate DialEnd BridgeCreate BridgeEnter BridgeEnter ");
  const frame_text pickup = office_trial.event("Pickup");
  CHECK(keys_of(pickup) == beginning + channel_keys + prefixed("Target", channel_keys));
  CHECK(pickup.get("TargetChannel") == erin);
  CHECK(pickup.get("Linkedid") == pickup.get("Uniqueid"));
  CHECK(office_trial.event("Hangup").get("Cause-txt") == "Answered elsewhere");
  REQUIRE(pbx.channels().size() == 2);
  const std::string bob = pbx.channels()[1];
  CHECK(bob.starts_with("PJSIP/bob-"));
  CHECK(office_trial.together(alice, bob));
  CHECK(value(office_trial.channel(bob), "Linkedid") == value(office_trial.channel(alice), "Uniqueid"));
  CHECK_FALSE(pbx.pick_up(bob, "carol"));
}

TEST_CASE("simulated PBX: a call is parked and retrieved", "[fake]") {
  trial office_trial;
  simulated_pbx& pbx = office_trial.pbx;
  const auto [alice, bob] = office_trial.talk("alice", "2002");
  CHECK(pbx.parked_calls().str("7") ==
        "Response: Success\r\nActionID: 7\r\nEventList: start\r\nMessage: Parked calls will follow\r\n\r\n"
        "Event: ParkedCallsComplete\r\nActionID: 7\r\nEventList: Complete\r\nListItems: 0\r\nTotal: 0\r\n\r\n");
  CHECK_FALSE(pbx.park("none"));
  CHECK(pbx.park(alice));
  CHECK(office_trial.names() == "BridgeLeave BridgeLeave BridgeDestroy Hangup BridgeCreate ParkedCall BridgeEnter "
                                "MusicOnHoldStart ");
  const std::vector<std::string> parked_keys{"ParkerDialString", "Parkinglot", "ParkingSpace", "ParkingTimeout",
                                             "ParkingDuration"};
  const frame_text parked = office_trial.event("ParkedCall");
  CHECK(keys_of(parked) == beginning + prefixed("Parkee", channel_keys) + parked_keys);
  CHECK(parked.get("ParkeeChannel") == alice);
  CHECK(parked.get("ParkerDialString") == "PJSIP/bob");
  CHECK(parked.get("ParkingSpace") == "701");
  CHECK(parked.get("ParkingTimeout") == "45");
  CHECK(office_trial.device("park:701@parkedcalls") == "INUSE");
  CHECK(office_trial.books.parked().size() == 1);
  CHECK(pbx.bridge_list("parking").size() == 1);
  office_trial.wait(6s);
  const auto listed = items_of(pbx.parked_calls(), "ParkedCall");
  REQUIRE(listed.size() == 1);
  CHECK(value(listed[0], "ParkingTimeout") == "39");
  CHECK(value(listed[0], "ParkingDuration") == "6");

  office_trial.events.clear();
  pbx.originate(pbx_call{"PJSIP/carol"}.extension("default", "701", 1), {});
  office_trial.wait(1s);
  const frame_text retrieved = office_trial.event("UnParkedCall");
  CHECK(keys_of(retrieved) ==
        beginning + prefixed("Parkee", channel_keys) + prefixed("Retriever", channel_keys) + parked_keys);
  // The channel that enters tells the Linkedid that it has from now on.
  CHECK(retrieved.get("RetrieverLinkedid") == retrieved.get("RetrieverUniqueid"));
  CHECK(office_trial.last_event("BridgeEnter").get("Linkedid") == retrieved.get("ParkeeLinkedid"));
  REQUIRE(pbx.channels().size() == 2);
  CHECK(office_trial.together(alice, pbx.channels()[1]));
  CHECK(office_trial.device("park:701@parkedcalls") == "NOT_INUSE");
  CHECK(office_trial.books.parked().empty());
  CHECK(pbx.active_calls() == 1);
  // The bridge of the lot stays, without channels.
  CHECK(value(items_of(pbx.bridge_list("parking"), "BridgeListItem").front(), "BridgeNumChannels") == "0");
}

TEST_CASE("simulated PBX: a parked call comes back, or gives up", "[fake]") {
  trial office_trial{office().parking(7001, 7001, 3s)};
  simulated_pbx& pbx = office_trial.pbx;
  const std::string alice = office_trial.talk("alice", "2002").first;
  CHECK(pbx.park(alice));
  const std::string carol = office_trial.talk("carol", "2004").first;
  CHECK_FALSE(pbx.park(carol));
  office_trial.events.clear();
  office_trial.wait(3s);
  CHECK(office_trial.event("ParkedCallTimeOut").get("ParkeeChannel") == alice);
  CHECK(office_trial.event("ParkedCallTimeOut").get("ParkingDuration") == "3");
  CHECK(office_trial.event("DialEnd").get("DestChannel")->starts_with("PJSIP/bob-"));
  CHECK(office_trial.books.parked().empty());

  office_trial.events.clear();
  CHECK(pbx.park(carol, 1min, "PJSIP/erin"));
  CHECK(office_trial.event("ParkedCall").get("ParkingTimeout") == "60");
  CHECK(office_trial.event("ParkedCall").get("ParkerDialString") == "PJSIP/erin");
  CHECK(pbx.hang_up(carol));
  CHECK(office_trial.names().ends_with("SoftHangupRequest MusicOnHoldStop BridgeLeave ParkedCallGiveUp Hangup "));
  CHECK(office_trial.books.parked().empty());

  // Nobody to call back: the call ends with its time.
  CHECK(pbx.park(alice, 2s, "PJSIP/nobody"));
  CHECK(pbx.redirect(alice, "default", "999", 1));
  CHECK(office_trial.books.parked().empty());
  CHECK(pbx.park(alice, 2s, "PJSIP/nobody"));
  office_trial.wait(2s);
  CHECK_FALSE(pbx.has_channel(alice));
}

TEST_CASE("simulated PBX: a conference", "[fake]") {
  trial office_trial;
  simulated_pbx& pbx = office_trial.pbx;
  const auto join = [&](const std::string& name) {
    office_trial.events.clear();
    pbx.originate(pbx_call{"PJSIP/" + name}.extension("default", "600", 1), {});
    office_trial.wait(1s);
    return pbx.channels().back();
  };
  CHECK(pbx.confbridge_list_rooms().size() == 0);
  const std::string alice = join("alice");
  CHECK(office_trial.names().ends_with("BridgeCreate ConfbridgeStart BridgeEnter ConfbridgeJoin "));
  CHECK(keys_of(office_trial.event("ConfbridgeStart")) ==
        beginning + std::vector<std::string>{"Conference"} + bridge_keys);
  CHECK(keys_of(office_trial.event("ConfbridgeJoin")) == beginning + std::vector<std::string>{"Conference"} +
                                                             bridge_keys + channel_keys +
                                                             std::vector<std::string>{"Admin", "Muted"});
  // The server's own channel is counted.
  CHECK(office_trial.event("ConfbridgeJoin").get("BridgeNumChannels") == "2");
  CHECK(office_trial.device("confbridge:daily") == "INUSE");
  const std::string bob = join("bob");
  CHECK(office_trial.together(alice, bob));
  CHECK(office_trial.books.conferences().at("daily").size() == 2);
  CHECK(pbx.confbridge_list_rooms().str("7").find("Event: ConfbridgeListRooms\r\nActionID: 7\r\nConference: daily\r\n"
                                                  "Parties: 2\r\nMarked: 0\r\nLocked: No\r\nMuted: No\r\n\r\n") !=
        std::string::npos);
  const auto listed = items_of(pbx.confbridge_list("DAILY"), "ConfbridgeList");
  REQUIRE(listed.size() == 2);
  CHECK(value(listed[0], "Channel") == alice);
  CHECK(value(listed[1], "Channel") == bob);
  CHECK(pbx.confbridge_list("other").size() == 0);

  CHECK(pbx.mute(bob, true));
  CHECK_FALSE(pbx.mute(bob, true));
  CHECK_FALSE(pbx.mute("PJSIP/nobody", true));
  CHECK(keys_of(office_trial.event("ConfbridgeMute")) == beginning + std::vector<std::string>{"Conference"} +
                                                             bridge_keys + channel_keys +
                                                             std::vector<std::string>{"Admin"});
  CHECK(value(items_of(pbx.confbridge_list("daily"), "ConfbridgeList")[1], "Muted") == "Yes");
  CHECK(pbx.mute(bob, false));
  CHECK(office_trial.event("ConfbridgeUnmute").get("Channel") == bob);
  CHECK(value(items_of(pbx.confbridge_list("daily"), "ConfbridgeList")[1], "Muted") == "No");

  office_trial.events.clear();
  CHECK(pbx.hang_up(alice));
  CHECK(office_trial.names() == "SoftHangupRequest BridgeLeave ConfbridgeLeave Hangup ");
  CHECK(office_trial.event("BridgeLeave").get("BridgeNumChannels") == "1");
  CHECK(office_trial.event("ConfbridgeLeave").get("BridgeNumChannels") == "2");
  CHECK(keys_of(office_trial.event("ConfbridgeLeave")) == beginning + std::vector<std::string>{"Conference"} +
                                                              bridge_keys + channel_keys +
                                                              std::vector<std::string>{"Admin"});
  CHECK(pbx.redirect(bob, "default", "2003", 1));
  CHECK(office_trial.event("ConfbridgeEnd").get("BridgeNumChannels") == "0");
  CHECK(office_trial.device("confbridge:daily") == "NOT_INUSE");
  CHECK(office_trial.books.conferences().empty());
  CHECK(pbx.bridge_list().size() == 0);

  // Who stays long enough leaves.
  join("alice");
  office_trial.wait(2h);
  CHECK(pbx.channels().empty());
}

TEST_CASE("simulated PBX: Local channels are transferred and parked with both halves", "[fake]") {
  trial office_trial;
  simulated_pbx& pbx = office_trial.pbx;
  pbx.originate(pbx_call{"Local/9@default"}.extension("default", "2002", 1), {});
  office_trial.wait(1s);
  REQUIRE(pbx.channels().size() == 3);
  const std::string local = pbx.channels()[0];
  const std::string bob = pbx.channels()[2];
  CHECK_FALSE(pbx.park(pbx.channels()[1]));
  pbx.hold(bob);
  const std::string bob_again = office_trial.talk("bob", "2003").first;
  CHECK(pbx.attended_transfer(bob, bob_again));
  CHECK(pbx.channels().size() == 3);
  CHECK(pbx.park(local));
  CHECK(pbx.channels().size() == 2);
  pbx.originate(pbx_call{"PJSIP/dave"}.extension("default", "701", 1), {});
  office_trial.wait(1s);
  CHECK(pbx.channels().size() == 3);
  // The second half belongs to the party that its first half is.
  CHECK(pbx.hang_up(pbx.channels()[1]));
  CHECK(pbx.channels().empty());
  CHECK(pbx.active_calls() == 0);
}

TEST_CASE("fake server: transfers, parking and conferences over the wire", "[fake]") {
  fake_asterisk server{quiet().pbx(office())};
  text_client client{server};
  const auto fails = [&](const std::string& action, const std::string& message) {
    return client.ask(action) == "Response: Error\r\nMessage: " + message + "\r\n\r\n";
  };
  CHECK(fails("Action: BlindTransfer", "No channel specified"));
  CHECK(fails("Action: BlindTransfer\r\nChannel: x", "No extension specified"));
  CHECK(fails("Action: BlindTransfer\r\nChannel: x\r\nExten: 1", "Channel specified does not exist"));
  CHECK(fails("Action: Atxfer", "No channel specified"));
  CHECK(fails("Action: Atxfer\r\nChannel: x", "No extension specified"));
  CHECK(fails("Action: Atxfer\r\nChannel: x\r\nExten: 1", "Channel specified does not exist"));
  CHECK(fails("Action: ConfbridgeMute", "No Conference name provided."));
  CHECK(fails("Action: ConfbridgeUnmute\r\nConference: daily", "No channel name provided."));
  CHECK(fails("Action: ConfbridgeMute\r\nConference: daily\r\nChannel: x", "No active conferences."));
  CHECK(fails("Action: Park", "Channel not specified"));
  CHECK(fails("Action: Park\r\nChannel: x", "Channel does not exist: x"));
  CHECK(fails("Action: ParkedCalls\r\nParkingLot: x", "Requested parking lot could not be found."));
  CHECK(fails("Action: ConfbridgeListRooms", "No active conferences."));
  CHECK(fails("Action: ConfbridgeList", "No Conference name provided."));
  CHECK(fails("Action: ConfbridgeList\r\nConference: daily", "No active conferences."));
  CHECK(client.ask("Action: Parkinglots\r\nActionID: 7") ==
        "Response: Success\r\nActionID: 7\r\nEventList: start\r\nMessage: Parking lots will follow\r\n\r\n"
        "Event: Parkinglot\r\nActionID: 7\r\nName: default\r\nStartSpace: 701\r\nStopSpace: 720\r\nTimeout: 45\r\n\r\n"
        "Event: ParkinglotsComplete\r\nActionID: 7\r\nEventList: Complete\r\nListItems: 1\r\n\r\n");

  text_client watcher{server, "call"};
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  watcher.read_until("BridgeNumChannels: 2\r\n");
  const std::string alice = server.channels()[0];
  const std::string bob = server.channels()[1];
  CHECK(fails("Action: Park\r\nParkingLot: x\r\nChannel: " + alice, "Park action failed"));
  CHECK(client.ask("Action: BlindTransfer\r\nExten: 2003\r\nChannel: " + bob) ==
        "Response: Success\r\nMessage: Transfer succeeded\r\n\r\n");
  watcher.read_until("Event: BlindTransfer\r\n");
  watcher.read_until("Event: BridgeEnter\r\n");
  watcher.read_until("BridgeNumChannels: 2\r\n");
  CHECK(client.ask("Action: Park\r\nTimeout: 20000\r\nChannel: " + alice) ==
        "Response: Success\r\nMessage: Park successful\n\r\n\r\n");
  watcher.read_until("ParkingTimeout: 20\r\n");
  CHECK(client.ask("Action: ParkedCalls\r\nActionID: 7").find("ParkeeChannel: " + alice + "\r\n") != std::string::npos);
  CHECK(fails("Action: BlindTransfer\r\nExten: 2003\r\nChannel: " + alice, "Transfer invalid"));
  CHECK(client.ask("Action: Redirect\r\nContext: default\r\nExten: 600\r\nPriority: 1\r\nChannel: " + alice)
            .starts_with("Response: Success\r\n"));
  watcher.read_until("Event: ConfbridgeJoin\r\n");
  CHECK(client.ask("Action: ConfbridgeListRooms").find("Parties: 1\r\n") != std::string::npos);
  CHECK(client.ask("Action: ConfbridgeList\r\nConference: daily").find("Channel: " + alice) != std::string::npos);
  CHECK(fails("Action: ConfbridgeList\r\nConference: other", "No Conference by that name found."));
  CHECK(fails("Action: ConfbridgeMute\r\nConference: other\r\nChannel: all", "No Conference by that name found."));
  CHECK(fails("Action: ConfbridgeMute\r\nConference: daily\r\nChannel: x",
              "No Channel by that name found in Conference."));
  const std::string muted = "Response: Success\r\nMessage: User muted\r\n\r\n";
  const std::string unmuted = "Response: Success\r\nMessage: User unmuted\r\n\r\n";
  CHECK(client.ask("Action: ConfbridgeMute\r\nConference: DAILY\r\nChannel: pjsip/al") == muted);
  watcher.read_until("Event: ConfbridgeMute\r\n");
  CHECK(client.ask("Action: ConfbridgeList\r\nConference: daily").find("Muted: Yes\r\n") != std::string::npos);
  // One that is muted is muted again, with an event.
  CHECK(client.ask("Action: ConfbridgeMute\r\nConference: daily\r\nChannel: all") == muted);
  watcher.read_until("Event: ConfbridgeMute\r\n");
  CHECK(client.ask("Action: ConfbridgeUnmute\r\nConference: daily\r\nChannel: participants") == unmuted);
  watcher.read_until("Event: ConfbridgeUnmute\r\n");
  CHECK(client.ask("Action: ConfbridgeList\r\nConference: daily").find("Muted: No\r\n") != std::string::npos);
}

TEST_CASE("fake server: an attended transfer over the wire", "[fake]") {
  fake_asterisk server{quiet().pbx(office())};
  text_client client{server};
  text_client watcher{server, "call"};
  server.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1));
  watcher.read_until("BridgeNumChannels: 2\r\n");
  const std::string alice = server.channels()[0];
  const std::string bob = server.channels()[1];
  CHECK(client.ask("Action: Atxfer\r\nExten: 2003\r\nContext: default\r\nChannel: " + bob) ==
        "Response: Success\r\nMessage: Atxfer successfully queued\r\n\r\n");
  watcher.read_until("Event: MusicOnHoldStart\r\n");
  watcher.read_until("Event: BridgeEnter\r\n");
  watcher.read_until("BridgeNumChannels: 2\r\n");
  CHECK(client.ask("Action: Hangup\r\nChannel: " + bob) == "Response: Success\r\nMessage: Channel Hungup\r\n\r\n");
  watcher.read_until("Event: AttendedTransfer\r\n");
  watcher.read_until("Event: Hangup\r\n");
  CHECK(server.channels().size() == 2);
  // The digits of a channel that talks to nobody change nothing.
  server.originate(pbx_call{"PJSIP/dave"}.extension("default", "600", 1));
  watcher.read_until("Event: ConfbridgeJoin\r\n");
  CHECK(
      client.ask("Action: Atxfer\r\nExten: 2003\r\nChannel: " + server.channels()[2]).starts_with("Response: Success"));
  CHECK(server.channels().size() == 3);
}

TEST_CASE("simulated PBX: lists agree with events through all that happens by chance", "[fake]") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    trial chaos{pbx_options{}
                    .seed(seed)
                    .calls_per_second(1)
                    .queue_patience(8s)
                    .hold_share(0.3)
                    .transfer_share(0.3)
                    .park_share(0.2)
                    .pickup_share(0.3)
                    .conference_share(0.1)
                    .conference(pbx_conference{"daily", "600"})
                    .parking(701, 703, 6s)
                    .all_states(true)};
    simulated_pbx& pbx = chaos.pbx;
    std::mt19937_64 random{seed};
    for (int step = 1; step <= 150; ++step) {
      INFO("seed " << seed << ", step " << step);
      chaos.wait(500ms);
      chaos.events.clear();
      const auto channels = pbx.channels();
      if (channels.empty()) {
        continue;
      }
      const std::string& victim = channels[random() % channels.size()];
      switch (random() % 12) {
      case 0: pbx.hang_up(victim); break;
      case 1: pbx.redirect(victim, "default", random() % 2 == 0 ? "600" : "2003", 1); break;
      case 2: pbx.park(victim); break;
      case 3: pbx.hold(victim); break;
      case 4: pbx.rename(victim, victim + "x"); break;
      case 5: pbx.blind_transfer(victim, {}, random() % 2 == 0 ? "500" : "702"); break;
      case 6: pbx.pick_up(victim, "bob"); break;
      case 7: pbx.originate(pbx_call{"Local/7@default"}.extension("default", "2001", 1), {}); break;
      default: break;
      }
      chaos.books.check(pbx);
      CHECK(chaos.books.parked().size() == pbx.parked_calls().size());
      std::size_t members = 0;
      for (const auto& [conference, list] : chaos.books.conferences()) {
        members += list.size();
      }
      CHECK(members == pbx.confbridge_list("daily").size());
    }
    pbx.calls_per_second(0);
    pbx.hang_up_all();
    CHECK(pbx.active_calls() == 0);
    CHECK(pbx.parked_calls().size() == 0);
    for (const auto& [name, count] : chaos.books.seen()) {
      seen[name] += count;
    }
  }
  for (const char* const name : {"Hold", "Unhold", "BlindTransfer", "AttendedTransfer", "Pickup", "ParkedCall",
                                 "UnParkedCall", "ParkedCallTimeOut", "ParkedCallGiveUp", "ConfbridgeStart",
                                 "ConfbridgeJoin", "ConfbridgeLeave", "ConfbridgeEnd", "Rename", "AgentComplete"}) {
    INFO(name);
    CHECK(seen[name] > 0);
  }
}

TEST_CASE("simulated PBX: what happens by chance happens again with the same seed", "[fake]") {
  const auto events = [](std::uint64_t seed, std::chrono::milliseconds step) {
    std::string text;
    simulated_pbx pbx{pbx_options{}.seed(seed).calls_per_second(2).hold_share(0.3).transfer_share(0.3).park_share(0.2),
                      [&](const frame_text& event) { text += event.str(); }};
    for (std::chrono::milliseconds now{}; now <= 30s; now += step) {
      pbx.advance(now);
    }
    return text;
  };
  CHECK(events(3, 10ms) == events(3, 1s));
  CHECK(events(3, 1s) != events(4, 1s));
}
