// What names in events say: devices, halves of Local channels, members of queues, callers.
#include "catch.hpp"

#include <ami/event.hpp>
#include <ami/events.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace events = ami::events;

ami::event event_of(std::string_view text) {
  return ami::event{ami::wire::frame::from_text(text)};
}

}  // namespace

TEST_CASE("the device of a channel is its name without the channel's number", "[names]") {
  const std::vector<std::pair<std::string_view, std::string_view>> channels{
      {"PJSIP/alice-00000001", "PJSIP/alice"},
      {"PJSIP/front-desk-0000beef", "PJSIP/front-desk"},
      {"PJSIP/line-2-0000000a", "PJSIP/line-2"},
      {"PJSIP/line-2", "PJSIP/line-2"},
      {"PJSIP/front-desk", "PJSIP/front-desk"},
      {"PJSIP/alice", "PJSIP/alice"},
      {"SIP/10.0.0.1:5060-00000001", "SIP/10.0.0.1:5060"},
      {"SIP/10.0.0.1:5060-0001", "SIP/10.0.0.1:5060-0001"},
      {"SIP/room-2001", "SIP/room-2001"},
      {"SIP/gate-cafe", "SIP/gate-cafe"},
      {"SIP/desk-0101-0000000c", "SIP/desk-0101"},
      {"AudioSocket/127.0.0.1:9092-40325ec2-5efd-4bd3-805f-53576e581d13", "AudioSocket/127.0.0.1:9092"},
      {"AudioSocket/voice-bot.example:9092-40325EC2-5efd-4bd3-805f-53576e581d13", "AudioSocket/voice-bot.example:9092"},
      {"AudioSocket/127.0.0.1:9092-53576e581d13", "AudioSocket/127.0.0.1:9092-53576e581d13"},
      {"AudioSocket/40325ec2-5efd-4bd3-805f-53576e581d13", "AudioSocket/40325ec2-5efd-4bd3-805f-53576e581d13"},
      {"WebSocket/media1/0x7f3c2c00a1b0", "WebSocket/media1"},
      {"WebSocket/media-1/0x7f3c2c00a1b0", "WebSocket/media-1"},
      {"WebSocket/0x7f3c2c00a1b0", "WebSocket/0x7f3c2c00a1b0"},
      {"WebSocket/media1/0x", "WebSocket/media1/0x"},
      {"mISDN/1-u5", "mISDN/1"},
      {"mISDN/1-5", "mISDN/1"},
      {"mISDN/1-u", "mISDN/1-u"},
      {"vpb/1-1", "vpb/1-1"},
      {"Radio/usb-1", "Radio/usb-1"},
      {"usrp/127.0.0.1:34001-1", "usrp/127.0.0.1:34001-1"},
      {"Mobile/phone-ab", "Mobile/phone-ab"},
      {"Mobile/phone-3f0c", "Mobile/phone"},
      {"Motif/office-0a1b", "Motif/office"},
      {"OOH323/gateway-17", "OOH323/gateway"},
      {"Skinny/101@SEP001122334455-3", "Skinny/101@SEP001122334455"},
      {"Acme/front-desk-12", "Acme/front-desk-12"},
      {"Acme/front-desk-0000beef", "Acme/front-desk"},
      {"Local/200@default/n", "Local/200@default"},
      {"Local/200@from-internal/nj", "Local/200@from-internal"},
      {"Local/200@default/", "Local/200@default"},
      {"Local/s/1@default", "Local/s/1@default"},
      {"SIP/my-trunk-0a1b2c3d", "SIP/my-trunk"},
      {"sip/my-trunk", "sip/my-trunk"},
      {"Local/200@default-00000000;1", "Local/200@default"},
      {"Local/200@from-internal-0000001f;2", "Local/200@from-internal"},
      {"Local/200@from-internal-1f3c,2", "Local/200@from-internal"},
      {"Local/200@from-internal", "Local/200@from-internal"},
      {"Local/200@cafe-babe", "Local/200@cafe-babe"},
      {"DAHDI/1-1", "DAHDI/1"},
      {"DAHDI/i1/5551234-a", "DAHDI/i1/5551234"},
      {"DAHDI/pseudo-1234567890", "DAHDI/pseudo"},
      {"Zap/31-1", "Zap/31"},
      {"IAX2/office-1234", "IAX2/office"},
      {"IAX2/branch-office-7", "IAX2/branch-office"},
      {"IAX2/10.0.0.1:4569-1234", "IAX2/10.0.0.1:4569"},
      {"IAX2/head-cafe", "IAX2/head-cafe"},
      {"MGCP/aaln/1@gateway-2", "MGCP/aaln/1@gateway"},
      {"UnicastRTP/127.0.0.1:8000-0x7f3c2c00a1b0", "UnicastRTP/127.0.0.1:8000"},
      {"CBAnn/400-00000002;1", "CBAnn/400"},
      {"Agent/team-a", "Agent/team-a"},
      {"Console/dsp", "Console/dsp"},
      {"Message/ast_msg_queue", "Message/ast_msg_queue"},
      {"PJSIP/alice-00000001<ZOMBIE>", "PJSIP/alice"},
      {"PJSIP/alice-00000001<MASQ>", "PJSIP/alice"},
      {"AsyncGoto/PJSIP/alice-00000001", "PJSIP/alice"},
      {"AsyncGoto/PJSIP/alice-00000001<ZOMBIE>", "PJSIP/alice"},
      {"Surrogate/Local/200@default-00000000;1", "Local/200@default"},
      {"Surrogate/AsyncGoto/DAHDI/1-1", "DAHDI/1"},
      {"Parked/IAX2/office-1234", "IAX2/office"},
      {"Bridge/PJSIP/alice-00000001<MASQ><ZOMBIE>", "PJSIP/alice"},
      {"", ""},
      {"none", ""},
      {"<unknown>", ""},
      {"N/A", ""},
      {"/", ""},
      {"PJSIP/", ""},
      {"/alice-00000001", ""},
      {"<ZOMBIE>", ""},
      {"PJSIP/-00000001", "PJSIP/-00000001"}};
  for (const auto& [channel, device] : channels) {
    INFO(channel);
    CHECK(ami::channel_device(channel) == device);
  }
}

TEST_CASE("the halves of a Local channel name each other", "[names]") {
  for (const auto& [one, two] : std::vector<std::pair<std::string, std::string>>{
           {"Local/200@default-00000000;1", "Local/200@default-00000000;2"},
           {"Local/2@a-b-0000001f;1", "Local/2@a-b-0000001f;2"},
           {"Local/200@default-1f3c,1", "Local/200@default-1f3c,2"},
           {"CBRec/400-00000002;1", "CBRec/400-00000002;2"}}) {
    INFO(one);
    CHECK(ami::other_half(one) == two);
    CHECK(ami::other_half(two) == one);
    CHECK(ami::other_half(one + "<ZOMBIE>") == two);
    CHECK(ami::other_half("AsyncGoto/" + two) == one);
  }
  for (const auto* channel : {"", ";1", "PJSIP/alice-00000001", "Local/200@default", "Local/200@default-00000000;3",
                              "Local/200@default-00000000;", "Local/x-;1", "Local/200@default-xyz;1"}) {
    INFO(channel);
    CHECK_FALSE(ami::other_half(channel));
  }
}

TEST_CASE("a caller that nobody knows is nothing", "[names]") {
  for (const auto* text : {"",
                           " ",
                           "<unknown>",
                           "<Unknown>",
                           "unknown",
                           "UNKNOWN",
                           "(unknown)",
                           "\"unknown\"",
                           "<none>",
                           "(null)",
                           "<Not set>",
                           "N/A",
                           "\"\"",
                           "<>",
                           "\"\" <>",
                           "\"\" <unknown>",
                           "<unknown> <unknown>",
                           "\"Unknown\" <>",
                           " <unknown> ",
                           "<(null)>"}) {
    INFO(text);
    CHECK(ami::known_caller_id(text).empty());
  }
  for (const auto* text :
       {"0", "100", "unknown caller", "Nobody", "None", "anonymous", "private", "Una", "n", "\"Bob\" <>", "\"\" <100>",
        "<100>", "\"unknown\" <100>", "Nora <(null)>", "null", "\"", "<", "<unknown"}) {
    INFO(text);
    CHECK(ami::known_caller_id(text) == text);
  }
}

TEST_CASE("events and snapshots give the device, the other half and known callers", "[names]") {
  const auto event = event_of("Event: DialBegin\r\nChannel: PJSIP/alice-00000001\r\nChannelStateDesc: Ring\r\n"
                              "CallerIDNum: <unknown>\r\nCallerIDName: <unknown>\r\nConnectedLineNum: unknown\r\n"
                              "ConnectedLineName: O\\'Brien\r\nDestChannel: Local/2@x-00000000;1\r\n"
                              "DestChannelStateDesc: Down\r\nDestCallerIDNum: 200\r\nDestCallerIDName: \r\n\r\n");
  const auto begin = event.get_if<events::dial_begin>();
  REQUIRE(begin);
  CHECK(begin->caller_id_num().empty());
  CHECK(begin->caller_id_name().empty());
  CHECK(begin->connected_line_num().empty());
  CHECK(begin->connected_line_name() == "O'Brien");
  CHECK(begin->dest_caller_id_num() == "200");
  CHECK((*begin)["CallerIDNum"] == "<unknown>");
  REQUIRE(begin->snapshot());
  CHECK(begin->snapshot()->device() == "PJSIP/alice");
  CHECK_FALSE(begin->snapshot()->other_half());
  CHECK(begin->snapshot()->caller_id_num().empty());
  CHECK(begin->snapshot()->caller_id_name().empty());
  CHECK(begin->snapshot()->connected_line_num().empty());
  CHECK(begin->snapshot()->connected_line_name() == "O'Brien");
  REQUIRE(begin->dest());
  CHECK(begin->dest()->device() == "Local/2@x");
  CHECK(begin->dest()->other_half() == "Local/2@x-00000000;2");

  // What the server escapes is told by what it means.
  const auto escaped = event_of("Event: Newchannel\r\nChannelStateDesc: Down\r\nCallerIDName: \\\"unknown\\\"\r\n"
                                "ConnectedLineName: \\\"Bob\\\"\r\n\r\n");
  const auto channel = escaped.get_if<events::newchannel>();
  CHECK(channel->caller_id_name().empty());
  CHECK(channel->connected_line_name() == "\"Bob\"");
  CHECK(channel->snapshot()->caller_id_name().empty());
  CHECK(channel->snapshot()->connected_line_name() == "\"Bob\"");

  const auto entry = event_of("Event: QueueEntry\r\nCallerIDNum: unknown\r\nCallerIDName: Bob\r\n\r\n");
  CHECK(entry.get_if<events::queue_entry>()->caller_id_num().empty());
  CHECK(entry.get_if<events::queue_entry>()->caller_id_name() == "Bob");
  const auto cdr = event_of("Event: Cdr\r\nCallerID: \"\" <>\r\n\r\n");
  CHECK(cdr.get_if<events::cdr>()->caller_id().empty());
}

TEST_CASE("a queue's member has one accessor for its interface in all events and versions", "[names]") {
  const auto member = event_of("Event: QueueMember\r\nQueue: q\r\nName: Bob\r\nLocation: PJSIP/bob\r\n\r\n");
  CHECK(member.get_if<events::queue_member>()->interface() == "PJSIP/bob");
  CHECK(member.get_if<events::queue_member>()->location() == "PJSIP/bob");
  CHECK(member.get_if<events::queue_member>()->member_name() == "Bob");
  CHECK(member.get_if<events::queue_member>()->name() == "Bob");
  // Since Asterisk 12, and before.
  for (const auto* key : {"Interface", "Location"}) {
    for (const auto* name : {"QueueMemberAdded", "QueueMemberRemoved", "QueueMemberPause", "QueueMemberPaused",
                             "QueueMemberPenalty", "QueueMemberStatus", "QueueMemberRinginuse"}) {
      INFO(name);
      const auto event =
          event_of(std::string{"Event: "} + name + "\r\n" + key + ": PJSIP/bob\r\nMemberName: Bob\r\n\r\n");
      CHECK(ami::queue_member_interface(event.frame()) == "PJSIP/bob");
      CHECK(ami::queue_member_name(event.frame()) == "Bob");
    }
  }
  const auto status = event_of("Event: QueueMemberStatus\r\nLocation: PJSIP/bob\r\nMemberName: Bob\r\n\r\n");
  CHECK(status.get_if<events::queue_member_status>()->interface() == "PJSIP/bob");
  const auto called = event_of("Event: AgentCalled\r\nAgentCalled: PJSIP/bob\r\nAgentName: Bob\r\n\r\n");
  CHECK(called.get_if<events::agent_called>()->interface() == "PJSIP/bob");
  CHECK(called.get_if<events::agent_called>()->member_name() == "Bob");
  const auto connect = event_of("Event: AgentConnect\r\nMember: PJSIP/bob\r\nMemberName: Bob\r\n\r\n");
  CHECK(connect.get_if<events::agent_connect>()->interface() == "PJSIP/bob");
  const auto complete = event_of("Event: AgentComplete\r\nInterface: PJSIP/bob\r\nMemberName: Bob\r\n\r\n");
  CHECK(complete.get_if<events::agent_complete>()->interface() == "PJSIP/bob");
  CHECK(complete.get_if<events::agent_complete>()->member_name() == "Bob");
  const auto join = event_of("Event: QueueCallerJoin\r\nQueue: q\r\n\r\n");
  CHECK(ami::queue_member_interface(join.frame()).empty());
}
