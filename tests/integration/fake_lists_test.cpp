// The lists of the fake server: byte for byte, and in agreement with its events.
#include "catch.hpp"
#include "support/fake_server.hpp"
#include "support/state_books.hpp"
#include "support/text_client.hpp"

#include <ami/testing/simulated_pbx.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using ami::testing::pbx_call;
using ami::testing::pbx_options;
using ami::testing::simulated_pbx;
using test::items_of;
using test::small_pbx;
using test::state_books;
using test::text_client;
using test::value;

namespace {

std::string reply_with(std::string_view message, std::string_view items, std::string_view complete) {
  return std::string{"Response: Success\r\nActionID: 7\r\nEventList: start\r\nMessage: "}
      .append(message)
      .append("\r\n\r\n")
      .append(items)
      .append(complete);
}

std::string complete(std::string_view name, int items) {
  return std::string{"Event: "}.append(name) +
         "\r\nActionID: 7\r\nEventList: Complete\r\nListItems: " + std::to_string(items) + "\r\n\r\n";
}

// The simulation has run for a while, and every list has agreed with the events after every step.
std::map<std::string, int> agree_for(const pbx_options& options, std::uint64_t seed) {
  state_books books;
  simulated_pbx pbx{pbx_options{options}.seed(seed), [&](const frame_text& event) { books(event); }};
  books.begin(pbx, options.all_states());
  for (int step = 1; step <= 150; ++step) {
    pbx.advance(step * 150ms);
    INFO("seed " << seed << ", step " << step);
    books.check(pbx);
  }
  pbx.calls_per_second(0);
  pbx.hang_up_all();
  books.check(pbx);
  CHECK(items_of(pbx.core_show_channels(), "CoreShowChannel").empty());
  return books.seen();
}

}  // namespace

TEST_CASE("fake server: lists of devices, extensions and endpoints, byte for byte", "[fake]") {
  const fake_asterisk server{quiet().pbx(small_pbx().all_states(true))};
  text_client client{server};
  CHECK(client.ask("Action: DeviceStateList\r\nActionID: 7") ==
        reply_with("Device State Changes will follow",
                   "Event: DeviceStateChange\r\nActionID: 7\r\nDevice: PJSIP/alice\r\nState: NOT_INUSE\r\n\r\n"
                   "Event: DeviceStateChange\r\nActionID: 7\r\nDevice: PJSIP/bob\r\nState: UNAVAILABLE\r\n\r\n"
                   "Event: DeviceStateChange\r\nActionID: 7\r\nDevice: PJSIP/trunk\r\nState: NOT_INUSE\r\n\r\n"
                   "Event: DeviceStateChange\r\nActionID: 7\r\nDevice: Queue:support\r\nState: NOT_INUSE\r\n\r\n"
                   "Event: DeviceStateChange\r\nActionID: 7\r\nDevice: Queue:support_avail\r\nState: NOT_INUSE\r\n\r\n"
                   "Event: DeviceStateChange\r\nActionID: 7\r\nDevice: Queue:support_pause_PJSIP/alice\r\n"
                   "State: NOT_INUSE\r\n\r\n"
                   "Event: DeviceStateChange\r\nActionID: 7\r\nDevice: Queue:support_pause_PJSIP/bob\r\n"
                   "State: NOT_INUSE\r\n\r\n",
                   complete("DeviceStateListComplete", 7)));
  CHECK(client.ask("Action: ExtensionStateList\r\nActionID: 7") ==
        reply_with("Extension Statuses will follow",
                   "Event: ExtensionStatus\r\nActionID: 7\r\nExten: 2001\r\nContext: default\r\nHint: PJSIP/alice\r\n"
                   "Status: 0\r\nStatusText: Idle\r\n\r\n"
                   "Event: ExtensionStatus\r\nActionID: 7\r\nExten: 2002\r\nContext: default\r\nHint: PJSIP/bob\r\n"
                   "Status: 4\r\nStatusText: Unavailable\r\n\r\n",
                   complete("ExtensionStateListComplete", 2)));
  CHECK(client.ask("Action: PJSIPShowEndpoints\r\nActionID: 7") ==
        reply_with("A listing of Endpoints follows, presented as EndpointList events",
                   "Event: EndpointList\r\nActionID: 7\r\nObjectType: endpoint\r\nObjectName: alice\r\nTransport: \r\n"
                   "Aor: alice\r\nAuths: alice\r\nOutboundAuths: \r\nContacts: alice/sip:alice@127.0.0.1:5060,\r\n"
                   "DeviceState: Not in use\r\nActiveChannels: 0\r\n\r\n"
                   "Event: EndpointList\r\nActionID: 7\r\nObjectType: endpoint\r\nObjectName: bob\r\nTransport: \r\n"
                   "Aor: bob\r\nAuths: bob\r\nOutboundAuths: \r\nContacts: \r\n"
                   "DeviceState: Unavailable\r\nActiveChannels: 0\r\n\r\n"
                   "Event: EndpointList\r\nActionID: 7\r\nObjectType: endpoint\r\nObjectName: trunk\r\nTransport: \r\n"
                   "Aor: trunk\r\nAuths: \r\nOutboundAuths: trunk\r\nContacts: trunk/sip:trunk@127.0.0.1:5060,\r\n"
                   "DeviceState: Not in use\r\nActiveChannels: 0\r\n\r\n",
                   complete("EndpointListComplete", 3)));
}

TEST_CASE("fake server: lists of queues and bridges, byte for byte", "[fake]") {
  const fake_asterisk server{quiet().pbx(small_pbx())};
  text_client client{server};
  CHECK(
      client.ask("Action: QueueSummary\r\nActionID: 7") ==
      reply_with("Queue summary will follow",
                 "Event: QueueSummary\r\nQueue: support\r\nLoggedIn: 2\r\nAvailable: 2\r\nCallers: 0\r\nHoldTime: 0\r\n"
                 "TalkTime: 0\r\nLongestHoldTime: 0\r\nActionID: 7\r\n\r\n",
                 complete("QueueSummaryComplete", 1)));
  CHECK(client.ask("Action: QueueSummary\r\nActionID: 7\r\nQueue: none") ==
        reply_with("Queue summary will follow", "", complete("QueueSummaryComplete", 0)));
  CHECK(client.ask("Action: BridgeList\r\nActionID: 7") ==
        reply_with("Bridge listing will follow", "", complete("BridgeListComplete", 0)));
  CHECK(client.ask("Action: BridgeInfo\r\nActionID: 7\r\nBridgeUniqueid: none") ==
        "Response: Error\r\nActionID: 7\r\nMessage: Specified BridgeUniqueid not found\r\n\r\n");
}

TEST_CASE("simulated PBX: a bridge is listed with its channels", "[fake]") {
  std::vector<frame_text> bridge_events;
  simulated_pbx pbx{pbx_options{}.talk_time(1h, 1h), [&](const frame_text& event) {
                      if (event.get("BridgeUniqueid")) {
                        bridge_events.push_back(event);
                      }
                    }};
  pbx.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1), {});
  pbx.advance(30s);
  REQUIRE(bridge_events.size() == 3);
  const std::string id{*bridge_events[0].get("BridgeUniqueid")};
  const std::string snapshot =
      "BridgeUniqueid: " + id +
      "\r\nBridgeType: basic\r\nBridgeTechnology: simple_bridge\r\nBridgeCreator: <unknown>\r\n"
      "BridgeName: <unknown>\r\nBridgeNumChannels: 2\r\nBridgeVideoSourceMode: none\r\n";
  CHECK(pbx.bridge_list().str("7") == reply_with("Bridge listing will follow",
                                                 "Event: BridgeListItem\r\nActionID: 7\r\n" + snapshot + "\r\n",
                                                 complete("BridgeListComplete", 1)));
  CHECK(pbx.bridge_list("BASIC").size() == 1);
  CHECK(pbx.bridge_list("parking").size() == 0);
  const auto info = pbx.bridge_info(id);
  REQUIRE(info);
  CHECK(items_of(*info, "BridgeInfoChannel").size() == 2);
  CHECK(info->str("7").ends_with("Event: BridgeInfoComplete\r\nActionID: 7\r\nEventList: Complete\r\nListItems: 2\r\n" +
                                 snapshot + "\r\n"));
  CHECK_FALSE(pbx.bridge_info("none"));
}

TEST_CASE("simulated PBX: all lists agree with the events after every step", "[fake]") {
  const auto options = pbx_options{}.calls_per_second(2).queue_share(0.5).queue_patience(6s);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    agree_for(options, seed);
    const auto seen = agree_for(pbx_options{options}.all_states(true), seed);
    CHECK(seen.contains("ExtensionStatus"));
    CHECK(seen.contains("QueueCallerAbandon"));
    CHECK(seen.contains("AgentComplete"));
  }
}

TEST_CASE("simulated PBX: further states are told only when they are asked for", "[fake]") {
  const auto tells = [](bool all_states) {
    state_books books;
    simulated_pbx pbx{small_pbx().all_states(all_states), [&](const frame_text& event) { books(event); }};
    books.begin(pbx, all_states);
    pbx.originate(pbx_call{"PJSIP/alice"}.application("Wait", "5"), {});
    pbx.advance(1s);
    books.check(pbx);
    const auto availability = items_of(pbx.device_state_list(), "DeviceStateChange");
    const bool busy = std::any_of(availability.begin(), availability.end(), [](const auto& item) {
      return value(item, "Device") == "Queue:support_avail" && value(item, "State") == "INUSE";
    });
    CHECK(busy == all_states);
    return books.seen().contains("ExtensionStatus");
  };
  CHECK(tells(true));
  CHECK_FALSE(tells(false));
}
