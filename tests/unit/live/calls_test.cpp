// Channels, bridges and calls of the live state, event by event.
#include "catch.hpp"
#include "live/call_tables.hpp"
#include "support/live_pbx.hpp"

#include <chrono>
#include <string>

using ami::channel_state;
using ami::live_call_status;
using test::channel_text;
using test::live_pbx;
using namespace std::chrono_literals;

namespace {

const channel_text alice{"1795408097.1", "PJSIP/alice-00000001"};
const channel_text bob{"1795408097.2", "PJSIP/bob-00000002"};

channel_text bob_of_alice() {
  return channel_text{bob}.linkedid("1795408097.1");
}

// Alice calls Bob, who answers.
void make_call(live_pbx& pbx) {
  pbx.event("Newchannel", channel_text{alice}.state(4)());
  pbx.event("Newchannel", channel_text{bob_of_alice()}.state(0)());
  pbx.event("DialBegin",
            channel_text{alice}.state(4)() + channel_text{bob_of_alice()}.state(0)("Dest") + "DialString: bob\n");
  pbx.event("Newstate", channel_text{bob_of_alice()}.state(5)());
  pbx.wait(3s);
  pbx.event("Newstate", bob_of_alice()());
  pbx.event("DialEnd", alice() + bob_of_alice()("Dest") + "DialStatus: ANSWER\n");
  pbx.event("Newstate", alice());
  pbx.event("BridgeCreate", test::bridge_text("b1"));
  pbx.event("BridgeEnter", test::bridge_text("b1") + bob_of_alice()());
  pbx.event("BridgeEnter", test::bridge_text("b1") + alice());
}

}  // namespace

TEST_CASE("live calls: a call rings, talks and ends") {
  live_pbx pbx;
  pbx.seed();
  const auto start = pbx.now;
  pbx.event("Newchannel", channel_text{alice}.state(4)());
  {
    const auto now = pbx.snapshot();
    const auto* channel = now.channel("1795408097.1");
    REQUIRE(channel != nullptr);
    CHECK(channel->name() == "PJSIP/alice-00000001");
    CHECK(channel->device() == "PJSIP/alice");
    CHECK(channel->state() == channel_state::ring);
    CHECK(channel->caller_id_num().empty());
    CHECK(channel->since() == ami::live_since{start, true});
    CHECK(channel->held() == false);
    CHECK(channel->dialed_by() == "");
    REQUIRE(now.call("1795408097.1") != nullptr);
    CHECK(now.call("1795408097.1")->status() == live_call_status::ringing);
  }
  pbx.event("Newchannel", channel_text{bob_of_alice()}.state(0)());
  pbx.event("DialBegin", channel_text{alice}.state(4)() + channel_text{bob_of_alice()}.state(0)("Dest"));
  pbx.event("Newstate", channel_text{bob_of_alice()}.state(5)());
  {
    const auto now = pbx.snapshot();
    CHECK(now.channel("1795408097.2")->state() == channel_state::ringing);
    CHECK(now.channel("1795408097.2")->dialed_by() == "1795408097.1");
    REQUIRE(now.dials("1795408097.1").size() == 1);
    CHECK(now.dials("1795408097.1").front()->uniqueid() == "1795408097.2");
  }
  pbx.wait(2s);
  pbx.event("DialEnd", alice() + bob_of_alice()("Dest") + "DialStatus: ANSWER\n");
  pbx.event("BridgeEnter", test::bridge_text("b1") + alice());
  pbx.event("BridgeEnter", test::bridge_text("b1") + bob_of_alice()());
  const auto talking = pbx.snapshot();
  {
    CHECK(talking.channel("1795408097.2")->dialed_by() == "");
    const auto* call = talking.call("1795408097.1");
    CHECK(call->status() == live_call_status::talking);
    CHECK(call->status_since() == ami::live_since{start + 2s, true});
    CHECK(call->started() == ami::live_since{start, true});
    CHECK(call->answered() == ami::live_since{start + 2s, true});
    CHECK(call->legs() == std::vector<std::string>{"1795408097.1", "1795408097.2"});
    REQUIRE(talking.talks_to("1795408097.1").size() == 1);
    CHECK(talking.talks_to("1795408097.1").front()->uniqueid() == "1795408097.2");
    CHECK(talking.bridge("b1")->kind() == ami::live_bridge_kind::mixing);
    CHECK(talking.bridge("b1")->members().size() == 2);
  }
  pbx.wait(5s);
  pbx.event("BridgeLeave", test::bridge_text("b1") + bob_of_alice()());
  pbx.event("BridgeLeave", test::bridge_text("b1") + alice());
  pbx.event("BridgeDestroy", test::bridge_text("b1"));
  pbx.event("Hangup", bob_of_alice()() + "Cause: 16\n");
  pbx.model.take_changes();
  pbx.event("Hangup", alice() + "Cause: 16\n");
  const auto now = pbx.snapshot();
  CHECK(now.channels().empty());
  CHECK(now.bridges().empty());
  CHECK(now.calls().empty());
  // What was given before does not change.
  CHECK(talking.channels().size() == 2);
  bool ended = false;
  for (const auto& change : pbx.model.take_changes()) {
    if (const auto* call = change.before<ami::live_call>();
        call != nullptr && change.kind() == ami::live_change_kind::removed) {
      CHECK(call->ended() == ami::live_since{start + 7s, true});
      ended = true;
    }
  }
  CHECK(ended);
}

TEST_CASE("live calls: only Newchannel and lists make a channel; late events are counted and dropped") {
  live_pbx pbx;
  pbx.seed();
  for (const char* name :
       {"NewCallerid", "NewConnectedLine", "Newexten", "Newstate", "Hangup", "MusicOnHoldStart", "Hold"}) {
    pbx.event(name, alice());
  }
  pbx.event("BridgeLeave", test::bridge_text("b1") + alice());
  pbx.event("BridgeEnter", test::bridge_text("b1") + alice());
  CHECK(pbx.snapshot().channels().empty());
  CHECK(pbx.snapshot().bridge("b1")->members().empty());
  CHECK(pbx.model.counters().unknown_channels_ == 9);
}

TEST_CASE("live calls: a Newchannel that comes twice, or late, does not restart the clock") {
  live_pbx pbx;
  pbx.list_channel(alice, {}, "00:01:00");
  pbx.seed();
  const auto listed = pbx.snapshot();
  CHECK(listed.channel("1795408097.1")->since() == ami::live_since{pbx.now - 60s, false});
  pbx.wait(1s);
  pbx.event("Newchannel", channel_text{alice}.state(0)());
  const auto now = pbx.snapshot();
  CHECK(now.channel("1795408097.1")->since() == ami::live_since{pbx.now - 61s, false});
  CHECK(now.channel("1795408097.1")->state() == channel_state::down);
}

TEST_CASE("live calls: a late BridgeLeave does not take a channel out of its next bridge") {
  live_pbx pbx;
  pbx.seed();
  make_call(pbx);
  pbx.event("BridgeEnter", test::bridge_text("b2") + alice());
  pbx.event("BridgeLeave", test::bridge_text("b1") + alice());
  auto now = pbx.snapshot();
  CHECK(now.channel("1795408097.1")->bridge() == "b2");
  CHECK(now.bridge("b1")->members() == std::vector<std::string>{"1795408097.2"});
  CHECK(now.call("1795408097.1")->status() == live_call_status::other);
  SECTION("and BridgeDestroy clears what is left") {
    pbx.event("BridgeDestroy", test::bridge_text("b1"));
    now = pbx.snapshot();
    CHECK(now.channel("1795408097.2")->bridge().empty());
    CHECK(now.bridge("b1") == nullptr);
  }
}

TEST_CASE("live calls: all events twice make the same as once") {
  live_pbx pbx;
  pbx.seed();
  const std::vector<std::pair<std::string, std::string>> events{
      {"Newchannel", alice()},
      {"Newchannel", bob_of_alice()()},
      {"DialBegin", alice() + bob_of_alice()("Dest")},
      {"BridgeCreate", test::bridge_text("b1")},
      {"BridgeEnter", test::bridge_text("b1") + alice()},
      {"Hold", alice()},
  };
  for (const auto& [name, text] : events) {
    pbx.event(name, text);
  }
  const auto once = pbx.snapshot();
  for (const auto& [name, text] : events) {
    pbx.event(name, text);
  }
  CHECK(pbx.snapshot().generation() == once.generation());
}

TEST_CASE("live calls: Rename changes the name and nothing else") {
  live_pbx pbx;
  pbx.seed();
  make_call(pbx);
  pbx.event("Rename",
            "Channel: PJSIP/alice-00000001\nNewname: AsyncGoto/PJSIP/alice-00000001\nUniqueid: 1795408097.1\n");
  const auto now = pbx.snapshot();
  CHECK(now.channel("1795408097.1")->name() == "AsyncGoto/PJSIP/alice-00000001");
  CHECK(now.channel("1795408097.1")->bridge() == "b1");
  CHECK(now.channels().size() == 2);
}

TEST_CASE("live calls: a channel in any event of it is updated") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("SomethingNew",
            "Result: Success\n" + channel_text{alice}.caller("4711", "O\\'Brien").exten("42")() + "Exten: 9\n");
  const auto now = pbx.snapshot();
  CHECK(now.channel("1795408097.1")->caller_id_num() == "4711");
  CHECK(now.channel("1795408097.1")->caller_id_name() == "O'Brien");
  CHECK(now.channel("1795408097.1")->exten() == "42");
}

TEST_CASE("live calls: an event of several channels shows them as they were when it began, and changes none") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", bob());
  pbx.event("Newexten", channel_text{alice}.exten("42").linkedid("1795408097.0")() + "Application: Wait\n");
  const std::uint64_t generation = pbx.snapshot().generation();
  SECTION("in front of another") {
    pbx.event("AgentComplete", alice() + bob("Dest") + "Queue: sales\nInterface: PJSIP/bob\nReason: transfer\n");
  }
  SECTION("behind another") {
    pbx.event("AgentCalled", bob() + alice("Dest") + "Queue: sales\nInterface: PJSIP/alice\n");
  }
  SECTION("of which one is not named by its own event") {
    pbx.event("BlindTransfer", "Result: Success\n" + alice("Transferee") + "IsExternal: Yes\n");
    pbx.event("UnParkedCall", bob("Parkee") + alice("Retriever") + "Parkinglot: default\nParkingSpace: 701\n");
  }
  CHECK(pbx.snapshot().generation() == generation);
  CHECK(pbx.snapshot().channel("1795408097.1")->exten() == "42");
  CHECK(pbx.snapshot().channel("1795408097.1")->linkedid() == "1795408097.0");
}

TEST_CASE("live calls: what clients write into user events counts for nothing") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("UserEvent", "UserEvent: x\n" + channel_text{alice}.caller("666", "Mallory")());
  CHECK(pbx.snapshot().channel("1795408097.1")->caller_id_num().empty());
}

TEST_CASE("live calls: the Linkedid comes from every event, and the oldest in a bridge wins") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", bob());
  CHECK(pbx.snapshot().calls().size() == 2);
  SECTION("from an event") {
    pbx.event("Newexten", bob_of_alice()() + "Application: Dial\n");
    const auto now = pbx.snapshot();
    CHECK(now.calls().size() == 1);
    CHECK(now.call("1795408097.1")->legs().size() == 2);
    CHECK(now.channel("1795408097.2")->application() == "Dial");
  }
  SECTION("in a bridge") {
    pbx.event("BridgeEnter", test::bridge_text("b1") + bob());
    pbx.event("BridgeEnter", test::bridge_text("b1") + alice());
    const auto now = pbx.snapshot();
    CHECK(now.channel("1795408097.2")->linkedid() == "1795408097.1");
    CHECK(now.calls().size() == 1);
    CHECK(now.call("1795408097.1")->status() == live_call_status::talking);
  }
  SECTION("not in one that holds") {
    pbx.event("BridgeEnter", test::bridge_text("b1", "holding_bridge", "parking", "Parking") + bob());
    pbx.event("BridgeEnter", test::bridge_text("b1", "holding_bridge", "parking", "Parking") + alice());
    CHECK(pbx.snapshot().calls().size() == 2);
  }
}

TEST_CASE("live calls: which Linkedid is older") {
  using ami::live::older_linkedid;
  CHECK(older_linkedid("1795408097.9", "1795408097.10") == "1795408097.9");
  CHECK(older_linkedid("1795408098.1", "1795408097.10") == "1795408097.10");
  CHECK(older_linkedid("rig-system-1795408098.1", "rig-system-1795408097.10") == "rig-system-1795408097.10");
  CHECK(older_linkedid("chosen", "chosen") == "chosen");
  CHECK(older_linkedid("chosen", "1795408097.10") == std::nullopt);
  CHECK(older_linkedid("a.b", "1795408097.10") == std::nullopt);
}

TEST_CASE("live calls: hold") {
  live_pbx pbx;
  pbx.seed();
  make_call(pbx);
  pbx.wait(1s);
  pbx.event("Hold", alice());
  auto now = pbx.snapshot();
  CHECK(now.channel("1795408097.1")->held() == true);
  CHECK(now.call("1795408097.1")->status() == live_call_status::held);
  CHECK(now.call("1795408097.1")->status_since() == ami::live_since{pbx.now, true});
  pbx.event("Unhold", alice());
  now = pbx.snapshot();
  CHECK(now.call("1795408097.1")->status() == live_call_status::talking);
  // It was answered once.
  CHECK(now.call("1795408097.1")->answered() == ami::live_since{pbx.now - 1s, true});
}

TEST_CASE("live calls: nobody talks to anybody in a bridge that holds") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", bob());
  for (const auto& channel : {alice, bob}) {
    pbx.event("BridgeEnter", test::bridge_text("h", "holding_bridge", "base", "BridgeWait") + channel());
  }
  const auto now = pbx.snapshot();
  CHECK(now.bridge("h")->kind() == ami::live_bridge_kind::holding);
  CHECK_FALSE(now.bridge("h")->connects());
  CHECK(now.talks_to("1795408097.1").empty());
  CHECK(now.call("1795408097.1")->status() == live_call_status::other);
}

TEST_CASE("live calls: a conference has announcers that are no party") {
  live_pbx pbx;
  pbx.seed();
  const channel_text announcer{"1795408097.3", "CBAnn/2000-00000001;2"};
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", announcer());
  pbx.event("BridgeEnter", test::bridge_text("c", "softmix", "base", "ConfBridge") + announcer());
  pbx.event("BridgeEnter", test::bridge_text("c", "softmix", "base", "ConfBridge") + alice());
  const auto now = pbx.snapshot();
  CHECK(now.channel("1795408097.3")->is_announcer());
  CHECK(now.talks_to("1795408097.1").empty());
  CHECK(now.call(now.channel("1795408097.1")->linkedid())->status() == live_call_status::conference);
}

TEST_CASE("live calls: through a Local channel one talks to who is behind it") {
  live_pbx pbx;
  pbx.seed();
  const auto of_alice = [](const char* uniqueid, const char* name) {
    return channel_text{uniqueid, name}.linkedid("1795408097.1");
  };
  const auto one = of_alice("1795408097.3", "Local/200@default-00000001;1");
  const auto two = of_alice("1795408097.4", "Local/200@default-00000001;2");
  pbx.event("Newchannel", alice());
  pbx.event("Newchannel", one());
  pbx.event("Newchannel", two());
  pbx.event("LocalBridge", one("LocalOne") + two("LocalTwo") + "Context: default\nExten: 100\nLocalOptimization: No\n");
  pbx.event("Newchannel", bob_of_alice()());
  pbx.event("BridgeEnter", test::bridge_text("b1") + alice());
  pbx.event("BridgeEnter", test::bridge_text("b1") + one());
  auto now = pbx.snapshot();
  REQUIRE(now.talks_to("1795408097.1").size() == 1);
  CHECK(now.talks_to("1795408097.1").front()->is_local());
  CHECK(now.other_half(*now.channel("1795408097.3")) == now.channel("1795408097.4"));
  pbx.event("BridgeEnter", test::bridge_text("b2") + two());
  pbx.event("BridgeEnter", test::bridge_text("b2") + bob_of_alice()());
  now = pbx.snapshot();
  REQUIRE(now.talks_to("1795408097.1").size() == 1);
  CHECK(now.talks_to("1795408097.1").front()->uniqueid() == "1795408097.2");
  CHECK(now.talks_to("1795408097.2").front()->uniqueid() == "1795408097.1");
  SECTION("and when it is optimised away, the bridge alone tells it") {
    pbx.event("BridgeEnter", test::bridge_text("b1") + bob_of_alice()());
    pbx.event("LocalOptimizationEnd", one("LocalOne") + two("LocalTwo") + "Success: Yes\n");
    pbx.event("Hangup", one());
    pbx.event("Hangup", two());
    pbx.event("BridgeDestroy", test::bridge_text("b2"));
    now = pbx.snapshot();
    CHECK(now.bridge("b1")->members() == std::vector<std::string>{"1795408097.1", "1795408097.2"});
    CHECK(now.call("1795408097.1")->status() == live_call_status::talking);
  }
}

TEST_CASE("live calls: after an attended transfer two others talk") {
  live_pbx pbx;
  pbx.seed();
  make_call(pbx);
  const channel_text bob_again{"1795408097.5", "PJSIP/bob-00000005"};
  const channel_text carol = channel_text{"1795408097.6", "PJSIP/carol-00000006"}.linkedid("1795408097.5");
  pbx.event("Newchannel", bob_again());
  pbx.event("Newchannel", carol());
  pbx.event("BridgeEnter", test::bridge_text("b2") + bob_again());
  pbx.event("BridgeEnter", test::bridge_text("b2") + carol());
  pbx.event("BridgeLeave", test::bridge_text("b2") + carol());
  pbx.event("BridgeLeave", test::bridge_text("b1") + bob_of_alice()());
  pbx.event("BridgeEnter", test::bridge_text("b1") + carol());
  pbx.event("AttendedTransfer", "Result: Success\n" + bob_of_alice()("OrigTransferer") + bob_again("SecondTransferer") +
                                    alice("Transferee") + carol("TransferTarget"));
  pbx.event("Hangup", bob_again());
  pbx.event("Hangup", bob_of_alice()());
  const auto now = pbx.snapshot();
  REQUIRE(now.talks_to("1795408097.1").size() == 1);
  CHECK(now.talks_to("1795408097.1").front()->name() == "PJSIP/carol-00000006");
}

TEST_CASE("live calls: changes have before and after, one for each record and event") {
  live_pbx pbx;
  pbx.seed();
  pbx.model.take_changes();
  pbx.event("Newchannel", channel_text{alice}.state(4)());
  auto changes = pbx.model.take_changes();
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind() == ami::live_change_kind::added);
  CHECK(changes[0].after<ami::live_channel>()->state() == channel_state::ring);
  CHECK(changes[1].after<ami::live_call>()->status() == live_call_status::ringing);
  pbx.event("Newstate", channel_text{alice}.caller("1", "A")());
  changes = pbx.model.take_changes();
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind() == ami::live_change_kind::changed);
  CHECK(changes[0].cause() == ami::live_cause::event);
  CHECK(changes[0].before<ami::live_channel>()->state() == channel_state::ring);
  CHECK(changes[0].after<ami::live_channel>()->state() == channel_state::up);
  CHECK(changes[0].after<ami::live_channel>()->caller_id_num() == "1");
  CHECK(changes[0].after<ami::live_call>() == nullptr);
  CHECK(changes[0].time() == pbx.now);
  SECTION("an event that changes nothing makes none") {
    pbx.event("NewConnectedLine", channel_text{alice}.caller("1", "A")());
    CHECK(pbx.model.take_changes().empty());
  }
  SECTION("nobody watches: the state is kept all the same") {
    pbx.model.watch(false);
    pbx.event("NewCallerid", channel_text{alice}.caller("2", "A")());
    CHECK(pbx.model.take_changes().empty());
    CHECK(pbx.snapshot().channel("1795408097.1")->caller_id_num() == "2");
  }
}
