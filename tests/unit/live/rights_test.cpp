// Users who may ask for a list and may not read the events: the server does not say so, and a comparison shows it.
#include "catch.hpp"
#include "support/live_pbx.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using ami::live_change_kind;
using ami::live_part;
using ami::live_validity;
using test::channel_text;
using test::live_pbx;
using test::member_text;
using kind = ami::live::list_kind;
using namespace std::chrono_literals;

namespace {

const channel_text alice{"1795408097.1", "PJSIP/alice-00000001"};
const channel_text bob{"1795408097.2", "PJSIP/bob-00000002"};

void list_sales(live_pbx& pbx, std::string_view status = "1") {
  pbx.lists[kind::queue_status].clear();
  pbx.list(kind::queue_status, "QueueParams", "Queue: sales\nStrategy: ringall\n");
  pbx.list(kind::queue_status, "QueueMember", member_text("sales", "PJSIP/agent", status, "0", "0", "Location"));
}

void list_waiting(live_pbx& pbx) {
  pbx.list(kind::queue_status, "QueueEntry",
           "Queue: sales\nPosition: 1\nChannel: PJSIP/alice-00000001\nUniqueid: 1795408097.1\nCallerIDNum: "
           "unknown\nCallerIDName: unknown\nWait: 3\nPriority: 0\n");
}

// Both lists that it takes until a difference counts.
void verify(live_pbx& pbx) {
  pbx.wait(1min);
  pbx.model.verify(pbx.now);
  pbx.answer_all();
  pbx.wait(2s);
  pbx.answer_all();
}

auto times_asked(const live_pbx& pbx, kind of) {
  return std::count(pbx.asked.begin(), pbx.asked.end(), of);
}

}  // namespace

TEST_CASE("live rights: a caller of whom no event has told shows that events of class agent do not come") {
  live_pbx pbx;
  list_sales(pbx);
  pbx.seed();
  pbx.event("Newchannel", alice());
  pbx.model.take_changes();
  list_waiting(pbx);
  pbx.list_channel(alice);
  verify(pbx);
  CHECK(pbx.state(live_part::queues).validity() == live_validity::no_right);
  CHECK(pbx.snapshot().problems() == std::vector<std::string>{"queues: no right: no event of class agent comes"});
  CHECK(pbx.snapshot().settled());
  // Of nobody it is said for ever that he waits.
  CHECK(pbx.snapshot().call("1795408097.1")->status() == ami::live_call_status::other);
  const auto changes = pbx.model.take_changes();
  CHECK(std::count_if(changes.begin(), changes.end(), [](const auto& change) {
          return change.kind() == live_change_kind::invalid && change.part() == live_part::queues;
        }) == 1);
  const auto asked = times_asked(pbx, kind::queue_status);
  for (int i = 0; i < 20; ++i) {
    pbx.run_until_due();
  }
  CHECK(times_asked(pbx, kind::queue_status) == asked);
  SECTION("another login may have the right, which its first event shows") {
    pbx.lose_connection();
    pbx.restore_connection();
    pbx.model.on_booted(pbx.now);
    pbx.answer_all();
    CHECK(pbx.state(live_part::queues).validity() == live_validity::no_right);
    CHECK(pbx.state(live_part::channels).valid());
    pbx.event("DeviceStateChange", "Device: PJSIP/agent\nState: INUSE\n");
    CHECK(pbx.answer_all() == 0);
    pbx.event("QueueMemberStatus", member_text("sales", "PJSIP/agent", "2"));
    CHECK(pbx.state(live_part::queues).text() == "events lost");
    CHECK(pbx.answer_all() == 1);
    CHECK(pbx.snapshot().valid());
    CHECK(pbx.snapshot().queue("sales")->caller_count() == 1);
  }
}

TEST_CASE("live rights: where an event of its class has come, a part is repaired and stays valid") {
  live_pbx pbx;
  list_sales(pbx);
  pbx.seed();
  pbx.event("QueueMemberStatus", member_text("sales", "PJSIP/agent", "1"));
  list_waiting(pbx);
  verify(pbx);
  CHECK(pbx.model.counters().repairs_ == 1);
  CHECK(pbx.snapshot().valid());
  SECTION("but one of the login before counts no more") {
    pbx.lose_connection();
    pbx.restore_connection();
    pbx.model.on_booted(pbx.now);
    pbx.answer_all();
    CHECK(pbx.snapshot().valid());
    list_sales(pbx, "2");
    verify(pbx);
    CHECK(pbx.state(live_part::queues).validity() == live_validity::no_right);
  }
  SECTION("and a lag changes no rights") {
    pbx.gap(3);
    pbx.answer_all();
    list_sales(pbx, "2");
    verify(pbx);
    CHECK(pbx.snapshot().valid());
  }
}

TEST_CASE("live rights: what a reload does without an event shows nothing") {
  live_pbx pbx;
  list_sales(pbx);
  pbx.seed();
  pbx.list(kind::queue_status, "QueueMember", member_text("sales", "PJSIP/other", "1", "0", "0", "Location"));
  pbx.list(kind::queue_status, "QueueParams", "Queue: support\nStrategy: ringall\n");
  verify(pbx);
  CHECK(pbx.model.counters().repairs_ == 2);
  CHECK(pbx.snapshot().valid());
  list_sales(pbx);
  verify(pbx);
  CHECK(pbx.model.counters().repairs_ == 4);
  CHECK(pbx.snapshot().valid());
}

TEST_CASE("live rights: the telephone of a member is a reason to look, until events of queues come") {
  live_pbx pbx;
  list_sales(pbx);
  pbx.seed();
  pbx.wait(1min);
  const auto asked = times_asked(pbx, kind::queue_status);
  pbx.event("DeviceStateChange", "Device: PJSIP/nobody\nState: INUSE\n");
  CHECK(pbx.answer_all() == 0);
  SECTION("they do not come") {
    list_sales(pbx, "2");
    pbx.event("DeviceStateChange", "Device: PJSIP/agent\nState: INUSE\n");
    pbx.answer_all();
    CHECK(times_asked(pbx, kind::queue_status) == asked + 1);
    pbx.run_until_due();
    CHECK(pbx.state(live_part::queues).text() == "no right: no event of class agent comes");
    CHECK(pbx.state(live_part::devices).valid());
  }
  SECTION("they come") {
    pbx.event("QueueMemberStatus", member_text("sales", "PJSIP/agent", "2"));
    pbx.event("DeviceStateChange", "Device: PJSIP/agent\nState: INUSE\n");
    CHECK(pbx.answer_all() == 0);
  }
}

TEST_CASE("live rights: a channel of which no event has told shows it for all parts of class call") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("QueueMemberStatus", member_text("sales", "PJSIP/agent", "1"));
  pbx.event("UserEvent", "UserEvent: note\n");
  pbx.event("DeviceStateChange", "ActionID: other-1\nDevice: PJSIP/alice\nState: BUSY\n");
  pbx.event("CEL", "EventName: CHAN_START\n");
  pbx.event("Unheard", "Key: value\n");
  SECTION("a channel") {
    pbx.list_channel(alice);
  }
  SECTION("a parked call") {
    pbx.list(kind::parked_calls, "ParkedCall",
             alice("Parkee") + "Parkinglot: default\nParkingSpace: 7001\nParkingTimeout: 45\nParkingDuration: 0\n");
  }
  SECTION("a party of a conference") {
    pbx.list(kind::confbridge_list_rooms, "ConfbridgeListRooms", "Conference: 2000\nParties: 1\nLocked: No\n");
    pbx.list(kind::confbridge_list, "ConfbridgeList", "Conference: 2000\nAdmin: No\nMuted: No\n" + alice());
    verify(pbx);  // the conference, and then who is in it
  }
  verify(pbx);
  for (const live_part part :
       {live_part::channels, live_part::devices, live_part::endpoints, live_part::parking, live_part::conferences}) {
    CAPTURE(part);
    CHECK(pbx.state(part).text() == "no right: no event of class call comes");
  }
  CHECK(pbx.state(live_part::queues).valid());
  CHECK(pbx.snapshot().settled());
  pbx.event("Newchannel", bob());
  pbx.run_until_due();
  CHECK(pbx.snapshot().valid());
}

TEST_CASE("live rights: so does the state of a device or an endpoint") {
  live_pbx pbx;
  SECTION("a device") {
    pbx.list(kind::device_state_list, "DeviceStateChange", "Device: PJSIP/alice\nState: NOT_INUSE\n");
    pbx.seed();
    pbx.lists.clear();
    pbx.list(kind::device_state_list, "DeviceStateChange", "Device: PJSIP/alice\nState: BUSY\n");
  }
  SECTION("an endpoint") {
    pbx.list(kind::pjsip_show_endpoints, "EndpointList", "ObjectName: alice\nDeviceState: Not in use\nContacts: \n");
    pbx.seed();
    pbx.lists.clear();
    pbx.list(kind::pjsip_show_endpoints, "EndpointList", "ObjectName: alice\nDeviceState: In use\nContacts: \n");
  }
  verify(pbx);
  CHECK(pbx.state(live_part::devices).validity() == live_validity::no_right);
  CHECK(pbx.state(live_part::channels).validity() == live_validity::no_right);
}

TEST_CASE("live rights: a part that the caller has forbidden stays so") {
  live_pbx pbx;
  pbx.model.forbid(live_part::devices, "class call", pbx.now);
  pbx.seed();
  pbx.list_channel(alice);
  verify(pbx);
  CHECK(pbx.state(live_part::channels).text() == "no right: no event of class call comes");
  CHECK(pbx.state(live_part::devices).text() == "no right: class call");
  pbx.event("Newchannel", bob());
  pbx.run_until_due();
  CHECK(pbx.state(live_part::channels).valid());
  CHECK(pbx.state(live_part::devices).text() == "no right: class call");
}
