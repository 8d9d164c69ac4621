// Queues of the live state: callers, members, and when the list is to be read again.
#include "catch.hpp"
#include "support/live_pbx.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

using ami::device_state;
using ami::live_call_status;
using ami::live_part;
using test::channel_text;
using test::live_pbx;
using test::member_text;
using kind = ami::live::list_kind;
using namespace std::chrono_literals;

namespace {

channel_text caller(int number) {
  return channel_text{"1795408097." + std::to_string(number), "PJSIP/trunk-0000000" + std::to_string(number)};
}

void join(live_pbx& pbx, int number, int position, int count, std::string_view queue = "sales") {
  pbx.event("QueueCallerJoin", caller(number)() + "Queue: " + std::string{queue} + "\nPosition: " +
                                   std::to_string(position) + "\nCount: " + std::to_string(count) + "\n");
}

void leave(live_pbx& pbx, int number, int count, std::string_view queue = "sales") {
  pbx.event("QueueCallerLeave", caller(number)() + "Queue: " + std::string{queue} +
                                    "\nPosition: 1\nCount: " + std::to_string(count) + "\n");
}

void list_caller(live_pbx& pbx, int number, int position, int wait) {
  pbx.list(kind::queue_status, "QueueEntry",
           "Queue: sales\nPosition: " + std::to_string(position) + "\nChannel: PJSIP/trunk-0000000" +
               std::to_string(number) + "\nUniqueid: 1795408097." + std::to_string(number) +
               "\nCallerIDNum: unknown\nCallerIDName: unknown\nConnectedLineNum: unknown\nConnectedLineName: "
               "unknown\nWait: " +
               std::to_string(wait) + "\nPriority: 0\n");
}

void list_queue(live_pbx& pbx, std::string_view name) {
  pbx.list(kind::queue_status, "QueueParams",
           "Queue: " + std::string{name} +
               "\nMax: 0\nStrategy: ringall\nCalls: 0\nHoldtime: 7\nTalkTime: 2\nCompleted: 3\nAbandoned: "
               "1\nServiceLevel: 20\nServicelevelPerf: 75.0\nServicelevelPerf2: 50.0\nWeight: 4\n");
}

void list_member(live_pbx& pbx, std::string_view queue, std::string_view interface, std::string_view in_call = "0") {
  pbx.list(kind::queue_status, "QueueMember", member_text(queue, interface, "1", "0", in_call, "Location"));
}

// The last parts of the Uniqueids of those who wait.
std::string order(live_pbx& pbx, std::string_view queue = "sales") {
  const auto now = pbx.snapshot();
  std::string text;
  if (const auto* known = now.queue(queue)) {
    for (const auto& waiting : known->callers()) {
      text += waiting.uniqueid().substr(11);
    }
  }
  return text;
}

// Lists asked for until now, of one kind.
long count_of(const live_pbx& pbx, kind asked) {
  return std::count(pbx.asked.begin(), pbx.asked.end(), asked);
}

}  // namespace

TEST_CASE("live queues: the list has all there is") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_member(pbx, "sales", "PJSIP/alice", "1");
  list_caller(pbx, 2, 2, 3);
  list_caller(pbx, 1, 1, 8);
  pbx.seed();
  const auto now = pbx.snapshot();
  const auto* queue = now.queue("sales");
  REQUIRE(queue != nullptr);
  CHECK(queue->strategy() == "ringall");
  CHECK(queue->figures()->hold_time() == 7s);
  CHECK(queue->figures()->completed() == 3);
  CHECK(queue->figures()->service_level_performance() == 75.0);
  CHECK(queue->figures()->weight() == 4);
  const auto callers = queue->callers();
  REQUIRE(callers.size() == 2);
  CHECK(callers[0].position() == 1);
  CHECK(callers[0].uniqueid() == "1795408097.1");
  CHECK(callers[0].since() == ami::live_since{pbx.now - 8s, false});
  CHECK(callers[0].priority() == 0);
  CHECK(callers[0].caller_id_num().empty());
  CHECK(callers[1].position() == 2);
  const auto* member = queue->member("PJSIP/alice");
  REQUIRE(member != nullptr);
  CHECK(member->status() == device_state::not_in_use);
  CHECK(member->in_call());
  CHECK(member->membership() == ami::queue_membership::static_);
  CHECK_FALSE(member->last_call());
  CHECK(now.queue("other") == nullptr);
}

TEST_CASE("live queues: callers stand where the event says, and positions follow from the order") {
  live_pbx pbx;
  pbx.seed();
  join(pbx, 1, 1, 1);
  join(pbx, 2, 2, 2);
  join(pbx, 3, 1, 3);  // with a priority
  CHECK(order(pbx) == "312");
  const auto since = pbx.now;
  pbx.wait(4s);
  leave(pbx, 3, 2);
  CHECK(order(pbx) == "12");
  const auto now = pbx.snapshot();
  CHECK(now.queue("sales")->callers()[1].position() == 2);
  CHECK(now.queue("sales")->callers()[1].since() == ami::live_since{since, true});
  CHECK_FALSE(now.queue("sales")->callers()[1].priority());
  leave(pbx, 3, 2);
  CHECK(order(pbx) == "12");
  pbx.event("QueueCallerAbandon", caller(1)() + "Queue: sales\nPosition: 1\nOriginalPosition: 1\nHoldTime: 4\n");
  CHECK(order(pbx) == "12");
}

TEST_CASE("live queues: a join that comes late or twice moves nobody") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_caller(pbx, 1, 1, 8);
  list_caller(pbx, 2, 2, 3);
  pbx.seed();
  join(pbx, 2, 1, 2);
  CHECK(order(pbx) == "12");
  CHECK_FALSE(pbx.snapshot().queue("sales")->callers()[1].since().exact());
  SECTION("but to another queue") {
    join(pbx, 2, 1, 1, "support");
    CHECK(order(pbx) == "1");
    CHECK(order(pbx, "support") == "2");
  }
}

TEST_CASE("live queues: a count that does not fit begins a list") {
  live_pbx pbx;
  pbx.seed();
  pbx.wait(10s);
  CHECK(count_of(pbx, kind::queue_status) == 1);
  join(pbx, 1, 1, 1);
  CHECK(pbx.answer_all() == 0);
  list_queue(pbx, "sales");
  list_caller(pbx, 1, 1, 0);
  list_caller(pbx, 2, 2, 0);
  join(pbx, 3, 3, 3);
  list_caller(pbx, 3, 3, 0);
  CHECK(pbx.answer_all() == 1);
  CHECK(count_of(pbx, kind::queue_status) == 2);
  CHECK(order(pbx) == "13");
  pbx.run_until_due();
  CHECK(order(pbx) == "123");
  CHECK(pbx.model.counters().repairs_ == 1);
  SECTION("not more often than every few seconds") {
    join(pbx, 4, 9, 9);
    CHECK(pbx.answer_all() == 0);
    CHECK(pbx.model.next_due() == pbx.now + 5s);
  }
}

TEST_CASE("live queues: an event of a member replaces all of it") {
  live_pbx pbx;
  pbx.seed();
  pbx.event("QueueMemberAdded", member_text("sales", "PJSIP/alice", "1"));
  pbx.event("QueueMemberAdded", member_text("support", "PJSIP/alice", "1"));
  pbx.event("QueueMemberPause", member_text("sales", "PJSIP/alice", "2", "1") + "PausedReason: ignored\n");
  const auto now = pbx.snapshot();
  CHECK(now.queue("sales")->member("PJSIP/alice")->paused());
  CHECK(now.queue("sales")->member("PJSIP/alice")->status() == device_state::in_use);
  CHECK_FALSE(now.queue("support")->member("PJSIP/alice")->paused());
  SECTION("one that is added again") {
    pbx.event("QueueMemberAdded", member_text("sales", "PJSIP/alice", "1"));
    CHECK(pbx.snapshot().queue("sales")->member_count() == 1);
    CHECK_FALSE(pbx.snapshot().queue("sales")->member("PJSIP/alice")->paused());
  }
  SECTION("one that is removed, and removed again") {
    pbx.event("QueueMemberRemoved", member_text("sales", "PJSIP/alice", "1"));
    pbx.event("QueueMemberRemoved", member_text("sales", "PJSIP/alice", "1"));
    pbx.event("QueueMemberRemoved", member_text("nowhere", "PJSIP/alice", "1"));
    CHECK(pbx.snapshot().queue("sales")->member_count() == 0);
    CHECK(pbx.snapshot().queue("support")->member_count() == 1);
    CHECK(pbx.snapshot().queue("nowhere") == nullptr);
  }
}

TEST_CASE("live queues: a reason that the end of a pause gives is none for a pause") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_member(pbx, "sales", "PJSIP/alice");
  pbx.seed();
  const auto pause = [&](std::string_view paused) {
    std::string text = member_text("sales", "PJSIP/alice", "1", paused);
    pbx.event("QueueMemberPause", text.replace(text.find("PausedReason: "), 14, "PausedReason: tea"));
    return pbx.snapshot().queue("sales")->member("PJSIP/alice")->paused_reason();
  };
  CHECK(pause("1") == "tea");
  CHECK(pause("0") == "");
}

TEST_CASE("live queues: a member that is not known is not made, but begins a list") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  pbx.seed();
  pbx.wait(10s);
  for (const char* name : {"QueueMemberStatus", "QueueMemberPause", "QueueMemberPenalty", "QueueMemberRinginuse"}) {
    CAPTURE(name);
    const auto before = count_of(pbx, kind::queue_status);
    pbx.event(name, member_text("sales", "PJSIP/alice", "1"));
    CHECK(pbx.snapshot().queue("sales")->member_count() == 0);
    CHECK(pbx.answer_all() == 1);
    CHECK(count_of(pbx, kind::queue_status) == before + 1);
    pbx.wait(1min);
  }
}

TEST_CASE("live queues: devices of queues and pauses are the only sign of a reload") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_member(pbx, "sales", "PJSIP/alice");
  pbx.seed();
  pbx.event("QueueMemberStatus", member_text("sales", "PJSIP/alice", "1"));
  pbx.wait(10s);
  const auto tell = [&](const std::string& device) {
    pbx.event("DeviceStateChange", "Device: " + device + "\nState: NOT_INUSE\n");
    const auto before = count_of(pbx, kind::queue_status);
    pbx.answer_all();
    const auto lists = count_of(pbx, kind::queue_status) - before;
    pbx.wait(1min);
    return lists;
  };
  CHECK(tell("Queue:sales_avail") == 0);
  CHECK(tell("Queue:sales_pause_PJSIP/alice") == 0);
  CHECK(tell("PJSIP/alice") == 0);
  CHECK(tell("Queue:support_avail") == 1);
  CHECK(tell("Queue:sales_pause_PJSIP/bob") == 1);
  CHECK(pbx.asked.back() == kind::queue_status);
  SECTION("and what a reload brought is in the state after the second list") {
    list_queue(pbx, "support");
    CHECK(tell("Queue:support_avail") == 1);
    CHECK(pbx.snapshot().queue("support") == nullptr);
    pbx.answer_all();
    CHECK(pbx.snapshot().queue("support") != nullptr);
    CHECK(tell("Queue:support_avail") == 0);
  }
}

TEST_CASE("live queues: odd events that lists do not confirm are asked about less and less") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  pbx.seed();
  pbx.wait(10s);
  const auto pause = [&] {
    pbx.event("DeviceStateChange", "Device: Queue:nowhere_avail\nState: NOT_INUSE\n");
    pbx.answer_all();
    pbx.event("DeviceStateChange", "Device: Queue:nowhere_avail\nState: NOT_INUSE\n");
    const auto due = *pbx.model.next_due();
    const auto waited = due - pbx.now;
    pbx.now = due;
    return waited;
  };
  CHECK(pause() == 10s);
  CHECK(pause() == 20s);
  CHECK(pause() == 40s);
  SECTION("until one is right") {
    list_queue(pbx, "nowhere");
    pbx.answer_all();
    pbx.run_until_due();
    CHECK(pbx.snapshot().queue("nowhere") != nullptr);
    pbx.event("DeviceStateChange", "Device: Queue:elsewhere_avail\nState: NOT_INUSE\n");
    CHECK(pbx.model.next_due() == pbx.now + 5s);
  }
}

TEST_CASE("live queues: who answered is in a call until it ends") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_member(pbx, "sales", "PJSIP/alice");
  pbx.seed();
  pbx.event("Newchannel", caller(1)());
  join(pbx, 1, 1, 1);
  auto now = pbx.snapshot();
  CHECK(now.call("1795408097.1")->status() == live_call_status::waiting);
  CHECK(now.call("1795408097.1")->queue() == "sales");
  CHECK_FALSE(now.call("1795408097.1")->queue_wait());
  CHECK(now.channel("1795408097.1")->queue() == "sales");
  leave(pbx, 1, 0);
  const std::string agent = caller(1)() + "Queue: sales\nInterface: PJSIP/alice\nMemberName: PJSIP/alice\n";
  pbx.event("AgentConnect", agent + "HoldTime: 17\nRingTime: 3\n");
  now = pbx.snapshot();
  CHECK(now.queue("sales")->member("PJSIP/alice")->in_call());
  CHECK(now.call("1795408097.1")->queue_wait() == 17s);
  CHECK(now.call("1795408097.1")->queue() == "sales");
  CHECK(now.channel("1795408097.1")->queue().empty());
  for (const char* end : {"AgentComplete", "AgentDump"}) {
    pbx.event("AgentConnect", agent + "HoldTime: 17\nRingTime: 3\n");
    pbx.event(end, agent + "HoldTime: 17\n");
    CHECK_FALSE(pbx.snapshot().queue("sales")->member("PJSIP/alice")->in_call());
  }
}

TEST_CASE("live queues: Rename changes the name of a caller") {
  live_pbx pbx;
  pbx.seed();
  join(pbx, 1, 1, 1);
  pbx.event("Rename", "Channel: PJSIP/trunk-00000001\nNewname: PJSIP/other-00000009\nUniqueid: 1795408097.1\n");
  CHECK(pbx.snapshot().queue("sales")->callers()[0].channel_name() == "PJSIP/other-00000009");
}

TEST_CASE("live queues: the caller id of who waits changes with that of the channel") {
  live_pbx pbx;
  pbx.seed();
  join(pbx, 1, 1, 1);
  pbx.event("NewCallerid", caller(1).caller("2001", "O\\'Brien")() + "CID-CallingPres: 0\n");
  pbx.event("NewCallerid", caller(2).caller("2002", "<unknown>")() + "CID-CallingPres: 0\n");
  auto now = pbx.snapshot();
  REQUIRE(now.queue("sales")->caller_count() == 1);
  CHECK(now.queue("sales")->callers()[0].caller_id_num() == "2001");
  CHECK(now.queue("sales")->callers()[0].caller_id_name() == "O'Brien");
  // Half of a Local channel may get another one that no event tells.
  list_queue(pbx, "sales");
  list_caller(pbx, 1, 1, 0);
  pbx.model.verify(pbx.now);
  pbx.answer_all();
  now = pbx.snapshot();
  CHECK(now.queue("sales")->callers()[0].caller_id_num().empty());
  CHECK(now.queue("sales")->callers()[0].caller_id_name().empty());
  CHECK(pbx.model.counters().repairs_ == 0);
}

TEST_CASE("live queues: who is taken out of a queue from outside leaves it without an event") {
  live_pbx pbx;
  pbx.seed();
  join(pbx, 1, 1, 1);
  join(pbx, 2, 2, 2);
  SECTION("into a bridge, as the action Bridge does") {
    pbx.event("BridgeEnter", test::bridge_text("b") + caller(2)());
  }
  SECTION("hung up") {
    pbx.event("Hangup", caller(2)() + "Cause: 16\n");
  }
  CHECK(order(pbx) == "1");
  // Nothing is wrong with the next count.
  const auto before = pbx.model.next_due();
  leave(pbx, 1, 0);
  CHECK(order(pbx) == "");
  CHECK(pbx.model.next_due() == before);
}

TEST_CASE("live queues: a channel that is listed after its queue waits there") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_caller(pbx, 1, 1, 8);
  pbx.list_channel(caller(1));
  pbx.seed();
  CHECK(pbx.snapshot().channel("1795408097.1")->queue() == "sales");
  CHECK(pbx.snapshot().call("1795408097.1")->status() == live_call_status::waiting);
  CHECK(pbx.snapshot().call("1795408097.1")->status_since() == ami::live_since{pbx.now - 8s, false});
  pbx.gap(1);
  pbx.lists[kind::core_show_channels].clear();
  pbx.wait(1min);
  pbx.answer_all();
  CHECK(pbx.snapshot().channels().empty());
  pbx.list_channel(caller(1));
  pbx.gap(1);
  pbx.wait(1min);
  pbx.answer_all();
  CHECK(pbx.snapshot().channel("1795408097.1")->queue() == "sales");
}

TEST_CASE("live queues: a channel whose event comes after the list of its queue waits there") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_caller(pbx, 1, 1, 8);
  pbx.seed();
  pbx.event("Newchannel", caller(1)());
  join(pbx, 1, 1, 1);
  const auto now = pbx.snapshot();
  CHECK(now.channel("1795408097.1")->queue() == "sales");
  CHECK(now.call("1795408097.1")->status() == live_call_status::waiting);
  CHECK(now.queue("sales")->callers()[0].since() == ami::live_since{pbx.now - 8s, false});
}

TEST_CASE("live queues: who left and came back during a gap has a new clock") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  pbx.seed();
  pbx.event("Newchannel", caller(1)());
  join(pbx, 1, 1, 1);
  pbx.list_channel(caller(1));
  list_caller(pbx, 1, 1, 8);
  pbx.wait(1min);
  pbx.gap(1);
  pbx.answer_all();
  CHECK(pbx.snapshot().queue("sales")->callers()[0].since() == ami::live_since{pbx.now - 8s, false});
}

TEST_CASE("live queues: after a gap the list decides, and exact times of those who still wait stay") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_queue(pbx, "old");
  pbx.seed();
  const auto joined = pbx.now;
  join(pbx, 1, 1, 1);
  join(pbx, 2, 2, 2);
  pbx.wait(1min);
  pbx.gap(5);
  pbx.lists.clear();
  list_queue(pbx, "sales");
  list_caller(pbx, 3, 1, 4);
  list_caller(pbx, 2, 2, 60);
  pbx.answer_all();
  CHECK(order(pbx) == "32");
  const auto now = pbx.snapshot();
  CHECK(now.queue("sales")->callers()[1].since() == ami::live_since{joined, true});
  CHECK(now.queue("sales")->callers()[0].since() == ami::live_since{pbx.now - 4s, false});
  CHECK(now.queue("old") == nullptr);
  CHECK(now.state(live_part::queues).valid());
}

TEST_CASE("live queues: a comparison finds each kind of difference and no late event") {
  live_pbx pbx;
  list_queue(pbx, "sales");
  list_member(pbx, "sales", "PJSIP/alice");
  list_member(pbx, "sales", "PJSIP/bob");
  list_caller(pbx, 1, 1, 0);
  list_caller(pbx, 2, 2, 0);
  pbx.seed();
  pbx.lists.clear();
  list_queue(pbx, "support");
  pbx.list(kind::queue_status, "QueueParams", "Queue: sales\nStrategy: linear\nCompleted: 9\n");
  list_member(pbx, "sales", "PJSIP/carol");
  list_member(pbx, "sales", "PJSIP/alice", "1");
  list_caller(pbx, 2, 1, 0);
  list_caller(pbx, 1, 2, 0);
  pbx.model.take_changes();
  pbx.model.verify(pbx.now);
  pbx.answer_all();
  CHECK(order(pbx) == "12");
  CHECK(pbx.snapshot().queues().size() == 1);
  // Figures are no differences.
  CHECK(pbx.snapshot().queue("sales")->figures()->completed() == 9);
  CHECK(pbx.snapshot().queue("sales")->member_count() == 2);
  for (const auto& change : pbx.model.take_changes()) {
    CHECK(change.cause() == ami::live_cause::refresh);
  }
  SECTION("still there in the second list: repaired") {
    pbx.run_until_due();
    CHECK(order(pbx) == "21");
    const auto now = pbx.snapshot();
    CHECK(now.queues().size() == 2);
    CHECK(now.queue("sales")->member("PJSIP/alice")->in_call());
    CHECK(now.queue("sales")->member("PJSIP/carol") != nullptr);
    CHECK(now.queue("sales")->member("PJSIP/bob") == nullptr);
    CHECK(pbx.model.counters().repairs_ == 5);
    CHECK(now.valid());
  }
  SECTION("told by a late event: nothing is repaired") {
    leave(pbx, 1, 1);
    join(pbx, 1, 2, 2);
    pbx.event("QueueMemberAdded", member_text("sales", "PJSIP/carol", "1"));
    pbx.event("QueueMemberAdded", member_text("support", "PJSIP/x", "1"));
    pbx.event("QueueMemberRemoved", member_text("support", "PJSIP/x", "1"));
    pbx.event("QueueMemberStatus", member_text("sales", "PJSIP/alice", "1", "0", "1"));
    pbx.event("QueueMemberRemoved", member_text("sales", "PJSIP/bob", "1"));
    pbx.run_until_due();
    CHECK(order(pbx) == "21");
    CHECK(pbx.model.counters().repairs_ == 0);
  }
}
