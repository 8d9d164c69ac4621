// Members of queues in the simulated PBX: the actions that change them, and a reload.
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/state_books.hpp"
#include "support/text_client.hpp"

#include <ami/testing/simulated_pbx.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::testing::endpoint_behaviour;
using ami::testing::pbx_call;
using ami::testing::pbx_endpoint;
using ami::testing::pbx_member;
using ami::testing::pbx_options;
using ami::testing::pbx_queue;
using ami::testing::queue_change;
using ami::testing::simulated_pbx;
using test::items_of;
using test::small_pbx;
using test::state_books;
using test::text_client;
using test::value;

namespace {

// The only event of a change, without its first two lines and the member's counters, which are all 0.
std::string member_event(std::string_view name, std::string_view identity, std::string_view rest) {
  return std::string{"Event: "}.append(name) + "\r\nPrivilege: agent,all\r\n" + std::string{identity} +
         "CallsTaken: 0\r\nLastCall: 0\r\n" + std::string{rest} + "Wrapuptime: 0\r\n\r\n";
}

class queue_trial {
public:
  explicit queue_trial(const pbx_options& options)
      : pbx{options, [this](const frame_text& event) {
              books(event);
              events += event.str();
            }} {
    books.begin(pbx, options.all_states());
    pbx.advance(1s);
  }
  ~queue_trial() { books.check(pbx); }
  queue_trial(const queue_trial&) = delete;
  queue_trial& operator=(const queue_trial&) = delete;

  std::string take_events() { return std::exchange(events, {}); }

  state_books books;
  std::string events;
  simulated_pbx pbx;
};

constexpr auto dynamic_member = "Queue: support\r\nMemberName: Carol\r\nInterface: PJSIP/carol\r\n"
                                "StateInterface: PJSIP/carol\r\nMembership: dynamic\r\nPenalty: 3\r\n";

// The small PBX with a telephone that is no member yet.
pbx_options with_carol() {
  return small_pbx().endpoint(pbx_endpoint{"carol", "2003", "Carol"}.behaviour(endpoint_behaviour::answers));
}

}  // namespace

TEST_CASE("simulated PBX: members are added, paused and removed with the events of a queue", "[fake]") {
  queue_trial trial{with_carol()};
  const auto carol = pbx_member{"PJSIP/carol"}.name("Carol").penalty(3);
  CHECK(trial.pbx.queue_add("none", carol) == queue_change::no_such_queue);
  CHECK(trial.pbx.queue_add("support", carol) == queue_change::done);
  CHECK(trial.take_events() ==
        "Event: DeviceStateChange\r\nPrivilege: call,all\r\nDevice: Queue:support_pause_PJSIP/carol\r\n"
        "State: NOT_INUSE\r\n\r\n" +
            member_event("QueueMemberAdded", dynamic_member,
                         "LastPause: 0\r\nLoginTime: 1750000001\r\nInCall: 0\r\nStatus: 1\r\nPaused: 0\r\n"
                         "PausedReason: \r\nRinginuse: 0\r\n"));
  CHECK(trial.pbx.queue_add("support", carol) == queue_change::already_there);
  trial.pbx.advance(3s);
  CHECK(trial.pbx.queue_pause("PJSIP/carol", true, {}, "lunch: break"));
  CHECK(trial.take_events() ==
        "Event: DeviceStateChange\r\nPrivilege: call,all\r\nDevice: Queue:support_pause_PJSIP/carol\r\n"
        "State: INUSE\r\n\r\n" +
            member_event("QueueMemberPause", dynamic_member,
                         "LastPause: 1750000003\r\nLoginTime: 1750000001\r\nInCall: 0\r\nStatus: 1\r\nPaused: 1\r\n"
                         "PausedReason: lunch: break\r\nRinginuse: 0\r\n"));
  trial.books.check(trial.pbx);
  CHECK(trial.pbx.queue_pause("pjsip/carol", false, "support"));
  CHECK(trial.take_events().find("Paused: 0\r\nPausedReason: \r\n") != std::string::npos);
  CHECK_FALSE(trial.pbx.queue_pause("PJSIP/carol", true, "none"));
  CHECK_FALSE(trial.pbx.queue_pause("PJSIP/none", true));
  CHECK(trial.pbx.queue_penalty("PJSIP/carol", 7));
  CHECK(trial.take_events().starts_with("Event: QueueMemberPenalty\r\n"));
  CHECK(trial.pbx.queue_ring_in_use("PJSIP/carol", true));
  CHECK(trial.take_events().find("Ringinuse: 1\r\n") != std::string::npos);
  trial.books.check(trial.pbx);
  CHECK(trial.pbx.queue_remove("support", "PJSIP/alice") == queue_change::not_dynamic);
  CHECK(trial.pbx.queue_remove("none", "PJSIP/carol") == queue_change::no_such_queue);
  CHECK(trial.pbx.queue_remove("support", "PJSIP/carol") == queue_change::done);
  CHECK(trial.take_events().starts_with("Event: QueueMemberRemoved\r\n"));
  CHECK(trial.pbx.queue_remove("support", "PJSIP/carol") == queue_change::not_there);
  CHECK(trial.take_events().empty());
}

TEST_CASE("simulated PBX: a queue rings who is not paused, the lowest penalty first", "[fake]") {
  const auto who_is_called = [](auto prepare) {
    std::string called;
    simulated_pbx pbx{with_carol().endpoint(pbx_endpoint{"dave", "2004", "Dave"}), [&](const frame_text& event) {
                        if (event.get("Event") == "AgentCalled") {
                          called += std::string{*event.get("Interface")} + " ";
                        }
                      }};
    pbx.advance(1s);
    prepare(pbx);
    pbx.originate(pbx_call{"PJSIP/dave"}.extension("default", "500", 1), {});
    pbx.advance(10s);
    return called;
  };
  CHECK(who_is_called([](simulated_pbx&) {}) == "PJSIP/alice ");
  CHECK(who_is_called([](simulated_pbx& pbx) { pbx.queue_pause("PJSIP/alice", true); }).empty());
  CHECK(who_is_called([](simulated_pbx& pbx) {
          pbx.queue_pause("PJSIP/alice", true);
          pbx.queue_add("support", pbx_member{"PJSIP/carol"});
        }) == "PJSIP/carol ");
  CHECK(who_is_called([](simulated_pbx& pbx) {
          pbx.queue_penalty("PJSIP/alice", 5);
          pbx.queue_add("support", pbx_member{"PJSIP/carol"}.penalty(4));
        }) == "PJSIP/carol ");
  // Somebody who waits is served when a member comes.
  std::string called;
  simulated_pbx pbx{with_carol(), [&](const frame_text& event) {
                      if (event.get("Event") == "AgentConnect") {
                        called = *event.get("Interface");
                      }
                    }};
  pbx.queue_pause("PJSIP/alice", true);
  pbx.originate(pbx_call{"Local/9@default"}.extension("default", "500", 1), {});
  pbx.advance(2s);
  CHECK(called.empty());
  pbx.queue_pause("PJSIP/alice", false);
  pbx.advance(4s);
  CHECK(called == "PJSIP/alice");
}

TEST_CASE("simulated PBX: an interface that is no telephone is a member all the same", "[fake]") {
  queue_trial trial{small_pbx()};
  CHECK(trial.pbx.queue_add("support", pbx_member{"Local/7@agents"}) == queue_change::done);
  CHECK(trial.pbx.queue_add("support", pbx_member{"Local/8@agents"}.state_interface("PJSIP/alice").paused(true)) ==
        queue_change::done);
  const auto members = items_of(trial.pbx.queue_status("support", {}), "QueueMember");
  REQUIRE(members.size() == 4);
  CHECK(value(members[2], "Status") == "4");
  CHECK(value(members[3], "Status") == "1");
  CHECK(value(members[3], "Paused") == "1");
  trial.pbx.originate(pbx_call{"PJSIP/alice"}.application("Wait", "60"), {});
  trial.pbx.advance(5s);
  CHECK(value(items_of(trial.pbx.queue_status("support", "Local/8@agents"), "QueueMember").front(), "Status") == "2");
}

TEST_CASE("simulated PBX: a reload changes queues without events for members", "[fake]") {
  const auto names = [](const simulated_pbx& pbx) {
    std::string text;
    for (const auto& item : items_of(pbx.queue_status({}, {}), "QueueMember")) {
      text += value(item, "Queue") + " " + value(item, "Location") + ", ";
    }
    return text;
  };
  std::string events;
  simulated_pbx pbx{with_carol(), [&](const frame_text& event) { events += std::string{*event.get("Event")} + " "; }};
  pbx.advance(1s);
  pbx.queue_add("support", pbx_member{"PJSIP/trunk"});
  events.clear();
  pbx.configure_queue(pbx_queue{"support", "500"}.member("carol"));
  pbx.configure_queue(pbx_queue{"sales", "501"}.member("alice"));
  CHECK(names(pbx) == "support PJSIP/alice, support PJSIP/bob, support PJSIP/trunk, ");
  pbx.queue_reload("sales");
  CHECK(names(pbx) == "support PJSIP/alice, support PJSIP/bob, support PJSIP/trunk, sales PJSIP/alice, ");
  pbx.queue_reload();
  CHECK(names(pbx) == "support PJSIP/trunk, support PJSIP/carol, sales PJSIP/alice, ");
  // The devices of the new members and of the new queue; nothing of members.
  CHECK(events == "DeviceStateChange DeviceStateChange DeviceStateChange ");

  // A queue that is removed stays for who is in it.
  pbx.queue_pause("PJSIP/alice", true);
  pbx.originate(pbx_call{"Local/9@default"}.extension("default", "501", 1), {});
  pbx.advance(2s);
  CHECK(pbx.remove_queue("sales"));
  CHECK_FALSE(pbx.remove_queue("sales"));
  pbx.queue_reload();
  CHECK(pbx.queue_summary().size() == 2);
  CHECK(pbx.queue_add("sales", pbx_member{"PJSIP/carol"}) == queue_change::no_such_queue);
  pbx.hang_up_all();
  CHECK(pbx.queue_summary().size() == 1);
}

TEST_CASE("fake server: queue actions, and the response before the events", "[fake]") {
  fake_asterisk server{quiet().pbx(with_carol())};
  text_client client{server, "agent"};
  const auto ask = [&](const std::string& action) {
    const std::string reply = client.ask(action);
    const std::size_t message = reply.find("Message: ");
    return reply.substr(10, reply.find("\r\n") - 10) + ": " +
           reply.substr(message + 9, reply.find("\r\n", message) - message - 9);
  };
  const std::string carol = "\r\nInterface: PJSIP/carol";
  CHECK(ask("Action: QueueAdd") == "Error: 'Queue' not specified.");
  CHECK(ask("Action: QueueAdd\r\nQueue: support") == "Error: 'Interface' not specified.");
  CHECK(ask("Action: QueueAdd\r\nQueue: none" + carol) == "Error: Unable to add interface to queue: No such queue");
  CHECK(ask("Action: QueueAdd\r\nQueue: support\r\nPenalty: 3\r\nMemberName: Carol" + carol) ==
        "Success: Added interface to queue");
  const std::string added = client.read_frame();
  CHECK(
      added.starts_with("Event: QueueMemberAdded\r\nPrivilege: agent,all\r\nQueue: support\r\nMemberName: Carol\r\n"));
  CHECK(added.find("Penalty: 3\r\n") != std::string::npos);
  CHECK(ask("Action: QueueAdd\r\nQueue: support" + carol) == "Error: Unable to add interface: Already there");
  CHECK(ask("Action: QueuePause") == "Error: Need 'Interface' and 'Paused' parameters.");
  CHECK(ask("Action: QueuePause\r\nPaused: true\r\nInterface: x") == "Error: Interface not found");
  CHECK(ask("Action: QueuePause\r\nPaused: true\r\nReason: lunch" + carol) == "Success: Interface paused successfully");
  CHECK(client.read_frame().find("Paused: 1\r\nPausedReason: lunch\r\n") != std::string::npos);
  CHECK(ask("Action: QueuePause\r\nPaused: no" + carol) == "Success: Interface unpaused successfully");
  CHECK(client.read_frame().starts_with("Event: QueueMemberPause\r\n"));
  CHECK(ask("Action: QueuePenalty" + carol) == "Error: Need 'Interface' and 'Penalty' parameters.");
  CHECK(ask("Action: QueuePenalty\r\nPenalty: -1" + carol) == "Error: Invalid interface, queuename or penalty");
  CHECK(ask("Action: QueuePenalty\r\nPenalty: 7" + carol) == "Success: Interface penalty set successfully");
  CHECK(client.read_frame().starts_with("Event: QueueMemberPenalty\r\n"));
  CHECK(ask("Action: QueueMemberRingInUse" + carol) == "Error: Need 'Interface' and 'RingInUse' parameters.");
  CHECK(ask("Action: QueueMemberRingInUse\r\nRingInUse: yes" + carol) ==
        "Success: Interface ringinuse set successfully");
  CHECK(client.read_frame().starts_with("Event: QueueMemberRinginuse\r\n"));
  CHECK(ask("Action: QueueRemove\r\nQueue: support") == "Error: Need 'Queue' and 'Interface' parameters.");
  CHECK(ask("Action: QueueRemove\r\nQueue: support\r\nInterface: PJSIP/alice") == "Error: Member not dynamic");
  CHECK(ask("Action: QueueRemove\r\nQueue: support" + carol) == "Success: Removed interface from queue");
  CHECK(client.read_frame().starts_with("Event: QueueMemberRemoved\r\n"));
  CHECK(ask("Action: QueueRemove\r\nQueue: support" + carol) == "Error: Unable to remove interface: Not there");

  server.with_pbx([](simulated_pbx& pbx) { pbx.configure_queue(pbx_queue{"new", "502"}.member("carol")); });
  CHECK(ask("Action: QueueReload\r\nMembers: no") == "Success: Queue reloaded successfully");
  CHECK(client.ask("Action: QueueSummary\r\nQueue: new").find("Event: QueueSummary\r\n") == std::string::npos);
  CHECK(ask("Action: QueueReload") == "Success: Queue reloaded successfully");
  CHECK(client.ask("Action: QueueSummary\r\nQueue: new").find("Event: QueueSummary\r\n") != std::string::npos);
  CHECK(ask("Action: QueueReset") == "Success: Queue stats reset successfully");
}

TEST_CASE("simulated PBX: the figures of a queue can be reset", "[fake]") {
  simulated_pbx pbx{pbx_options{}.calls_per_second(1).queue_share(1)};
  pbx.advance(300s);
  const auto completed = [&] {
    return value(items_of(pbx.queue_status("support", {}), "QueueParams").front(), "Completed");
  };
  CHECK(completed() != "0");
  pbx.queue_reset("SUPPORT");
  CHECK(completed() == "0");
}

TEST_CASE("simulated PBX: the lists agree with the events while members come, pause and go", "[fake]") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    std::mt19937_64 random{seed};
    queue_trial trial{
        pbx_options{}.seed(seed).calls_per_second(2).queue_share(0.7).queue_patience(6s).all_states(seed % 2 == 0)};
    simulated_pbx& pbx = trial.pbx;
    const std::vector<std::string> queues{"support", "sales"};
    const std::vector<std::string> people{"alice", "bob", "erin", "grace", "hana"};
    for (int step = 1; step <= 200; ++step) {
      pbx.advance(1s + step * 200ms);
      const std::string& queue = queues[random() % queues.size()];
      const std::string interface = "PJSIP/" + people[random() % people.size()];
      switch (random() % 5) {
      case 0: pbx.queue_add(queue, pbx_member{interface}); break;
      case 1: pbx.queue_remove(queue, interface); break;
      case 2: pbx.queue_pause(interface, true, queue, "rest"); break;
      case 3: pbx.queue_pause(interface, false); break;
      default: pbx.queue_penalty(interface, static_cast<std::int64_t>(random() % 3), queue);
      }
      INFO("seed " << seed << ", step " << step);
      trial.books.check(pbx);
    }
    CHECK(trial.books.seen().contains("AgentComplete"));
  }
}

TEST_CASE("simulated PBX: a member's call is told by its status, or by AgentConnect alone", "[fake]") {
  const auto last_told = [](bool late) {
    std::string told;
    simulated_pbx pbx{with_carol().late_in_call(late), [&](const frame_text& event) {
                        if (event.get("Event") == "QueueMemberStatus" && event.get("Interface") == "PJSIP/alice") {
                          told = *event.get("InCall");
                        }
                      }};
    pbx.originate(pbx_call{"Local/9@default"}.extension("default", "500", 1), {});
    pbx.advance(5s);
    CHECK(value(items_of(pbx.queue_status("support", "PJSIP/alice"), "QueueMember").front(), "InCall") == "1");
    return told;
  };
  CHECK(last_told(false) == "1");
  CHECK(last_told(true) == "0");
}
