// Accessors of typed events, setters of typed actions, and the values that they convert.
#include "catch.hpp"

#include <ami/actions.hpp>
#include <ami/events.hpp>
#include <ami/fmt.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
namespace events = ami::events;
namespace actions = ami::actions;

ami::event event_of(std::string_view text) {
  return ami::event{ami::wire::frame::from_text(text)};
}

std::string lines_of(const ami::action& action) {
  std::string text;
  for (const auto& header : action.headers()) {
    text += header.key() + ": " + header.value() + "\n";
  }
  return text;
}

template <class Reply>
Reply reply_of(std::string_view text) {
  auto data = std::make_shared<ami::detail::reply_data>();
  data->response = ami::response{ami::wire::frame::from_text(text)};
  return Reply{ami::reply{std::move(data)}};
}

std::chrono::sys_seconds epoch(std::int64_t seconds) {
  return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

}  // namespace

TEST_CASE("numbers parse as a whole or not at all", "[values]") {
  CHECK(ami::parse_real("100.0") == 100.0);
  CHECK(ami::parse_real("-0.5") == -0.5);
  CHECK(ami::parse_real("7") == 7.0);
  CHECK(ami::parse_real("  0.0") == 0.0);
  for (const auto* text :
       {"", " ", "nan", "inf", "1e3", ".5", "5.", "1,5", "\t1", "1 ", "- 1", "+1", "-", "0x10", "<unknown>"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_real(text));
  }
  CHECK(ami::parse_hex("0xeeae41db") == 0xeeae41dbU);
  CHECK(ami::parse_hex("ff") == 255U);
  for (const auto* text : {"", "0x", "0x0x1", "-1", "0x-1", "g", "0x11112222333344445"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_hex(text));
  }
}

TEST_CASE("durations have the unit of their header", "[values]") {
  CHECK(ami::parse_seconds("45") == 45s);
  CHECK(ami::parse_milliseconds("150") == 150ms);
  CHECK(ami::parse_microseconds("3293") == 3293us);
  CHECK(ami::parse_minutes("2") == 2min);
  CHECK(ami::parse_hms("00:01:59") == 119s);
  CHECK(ami::parse_hms("123:00:00") == 123h);
  CHECK(ami::parse_decimal_seconds("3.000000") == 3s);
  CHECK(ami::parse_decimal_seconds("0.9790") == 979ms);
  CHECK(ami::parse_decimal_seconds("3") == 3s);
  for (const auto* text : {"", "-1", "+1", "18446744073709551615", "1.5", "N/A", "60 s"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_seconds(text));
  }
  for (const auto* text :
       {"", "1:2:3", "00:60:00", "00:00:60", "-1:00:00", "00:00", "00:00:00 ", "99999999999:00:00"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_hms(text));
  }
  for (const auto* text : {"", ".5", "1.", "-1.0", "1.1234567", "9223372036854775807.0", "1.-5", "1.5.5"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_decimal_seconds(text));
  }
}

TEST_CASE("a header of one name has another unit in another event", "[values]") {
  const auto missed = event_of("Event: AgentRingNoAnswer\r\nRingTime: 5000\r\n\r\n");
  CHECK(missed.get_if<events::agent_ring_no_answer>()->ring_time() == 5s);
  const auto answered = event_of("Event: AgentConnect\r\nHoldTime: 7\r\nRingTime: 5\r\n\r\n");
  CHECK(answered.get_if<events::agent_connect>()->ring_time() == 5s);
  CHECK(answered.get_if<events::agent_connect>()->hold_time() == 7s);
  const auto talked = event_of("Event: ChannelTalkingStop\r\nDuration: 1500\r\n\r\n");
  CHECK(talked.get_if<events::channel_talking_stop>()->duration() == 1500ms);
  const auto pressed = event_of("Event: DTMFEnd\r\nDurationMs: 120\r\n\r\n");
  CHECK(pressed.get_if<events::dtmf_end>()->duration_ms() == 120ms);
  const auto called = event_of("Event: CoreShowChannel\r\nDuration: 00:01:59\r\n\r\n");
  CHECK(called.get_if<events::core_show_channel>()->duration() == 119s);
}

TEST_CASE("times are of their clock", "[values]") {
  CHECK(ami::parse_epoch("1795406373") == epoch(1795406373));
  CHECK_FALSE(ami::parse_epoch("0"));
  CHECK_FALSE(ami::parse_epoch("-1"));
  CHECK_FALSE(ami::parse_epoch("9223372036854775807"));
  CHECK(ami::parse_epoch_fraction("1795405828.092365") == epoch(1795405828) + 92365us);
  CHECK_FALSE(ami::parse_epoch_fraction("1795405828.92365"));
  CHECK_FALSE(ami::parse_epoch_fraction("1795405828"));
  CHECK(ami::parse_iso_time("2026-11-23T03:49:50.103+0000") == epoch(1795405790) + 103ms);
  CHECK(ami::parse_iso_time("2026-11-23T05:49:50.103+0200") == epoch(1795405790) + 103ms);
  CHECK(ami::parse_iso_time("2026-11-22T22:19:50.103-0530") == epoch(1795405790) + 103ms);
  for (const auto* text :
       {"", "2026-11-23T03:49:50.103Z", "2026-13-23T03:49:50.103+0000", "2026-02-30T03:49:50.103+0000",
        "2026-11-23T24:49:50.103+0000", "2026-11-23 03:49:50.103+0000"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_iso_time(text));
  }
  const std::chrono::local_seconds local{epoch(1795405790).time_since_epoch()};
  CHECK(ami::parse_local_time("2026-11-23 03:49:50") == local);
  CHECK(ami::parse_local_time("2026-11-23", "03:49:50") == local);
  CHECK_FALSE(ami::parse_local_time(""));
  CHECK_FALSE(ami::parse_local_time("1795405790.000000"));
  CHECK_FALSE(ami::parse_local_time("2026-11-23T03:49:50"));
}

TEST_CASE("addresses", "[values]") {
  const auto v4 = ami::parse_address("IPV4/TCP/127.0.0.1/5038");
  REQUIRE(v4);
  CHECK(v4->transport() == "TCP");
  CHECK(v4->host() == "127.0.0.1");
  CHECK(v4->port() == 5038);
  CHECK_FALSE(v4->is_v6());
  const auto v6 = ami::parse_address("IPV6/UDP/::1/5060");
  REQUIRE(v6);
  CHECK(v6->host() == "::1");
  CHECK(v6->is_v6());
  const auto plain = ami::parse_host_port("[::1]:10073");
  REQUIRE(plain);
  CHECK(plain->host() == "::1");
  CHECK(plain->port() == 10073);
  CHECK(plain->transport().empty());
  for (const auto* text : {"", "IPV4", "IPV4/TCP", "IPV4/TCP/1.2.3.4", "IPV4/TCP/1.2.3.4/65536", "IPV4/TCP//1"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_address(text));
  }
  for (const auto* text : {"", "127.0.0.1", "127.0.0.1:", ":1", "::1:5060", "127.0.0.1:-1", "(null)"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_host_port(text));
  }
}

TEST_CASE("states by number and by text", "[values]") {
  CHECK(ami::parse_extension_state("-1") == ami::extension_state::deactivated);
  CHECK(ami::parse_extension_state("9") == ami::extension_state::in_use_ringing);
  CHECK_FALSE(ami::parse_extension_state("3"));
  CHECK_FALSE(ami::parse_extension_state("18"));
  CHECK(ami::parse_dial_status("CHANUNAVAIL") == ami::dial_status::chan_unavail);
  CHECK(ami::parse_presence_state("Away") == ami::presence_state::away);
  CHECK(ami::parse_queue_membership("static") == ami::queue_membership::static_);
  CHECK(ami::parse_call_disposition("NO ANSWER") == ami::call_disposition::no_answer);
  CHECK(ami::parse_transfer_result("Not Permitted") == ami::transfer_result::not_permitted);
  CHECK_FALSE(ami::parse_dial_status("<unknown>"));
  CHECK(to_string(ami::dial_status::continue_) == "continue");
  CHECK(to_string(ami::extension_state::in_use_on_hold) == "in use on hold");
  for (const auto* text : {"", "<unknown>", "<UNKNOWN>", "(null)", "<none>", "<Not set>", "N/A"}) {
    CHECK(ami::is_no_value(text));
  }
  CHECK_FALSE(ami::is_no_value("0"));
}

TEST_CASE("every spelling of a state parses, and none of another text", "[values]") {
  using ami::device_state;
  const std::vector<std::pair<std::string_view, device_state>> devices{{"UNKNOWN", device_state::unknown},
                                                                       {"Unknown", device_state::unknown},
                                                                       {"NOT_INUSE", device_state::not_in_use},
                                                                       {"Not in use", device_state::not_in_use},
                                                                       {"INUSE", device_state::in_use},
                                                                       {"In use", device_state::in_use},
                                                                       {"BUSY", device_state::busy},
                                                                       {"Busy", device_state::busy},
                                                                       {"INVALID", device_state::invalid},
                                                                       {"Invalid", device_state::invalid},
                                                                       {"UNAVAILABLE", device_state::unavailable},
                                                                       {"Unavailable", device_state::unavailable},
                                                                       {"RINGING", device_state::ringing},
                                                                       {"Ringing", device_state::ringing},
                                                                       {"RINGINUSE", device_state::ringing_in_use},
                                                                       {"Ring+Inuse", device_state::ringing_in_use},
                                                                       {"ONHOLD", device_state::on_hold},
                                                                       {"On Hold", device_state::on_hold},
                                                                       {"not in use", device_state::not_in_use},
                                                                       {"ring_inuse", device_state::ringing_in_use}};
  for (const auto& [text, state] : devices) {
    INFO(text);
    CHECK(ami::parse_device_state(text) == state);
    CHECK(ami::parse_member_state(text) == state);
    CHECK(ami::parse_member_state(std::to_string(static_cast<int>(state))) == state);
    CHECK_FALSE(ami::parse_device_state(std::to_string(static_cast<int>(state))));
  }
  CHECK_FALSE(ami::parse_member_state("9"));
  CHECK_FALSE(ami::parse_member_state("-1"));
  for (const auto* text : {"", " ", "_", "<unknown>", "Notinuses", "In", "use", "(null)"}) {
    INFO(text);
    CHECK_FALSE(ami::parse_device_state(text));
    CHECK_FALSE(ami::parse_extension_state(text));
    CHECK_FALSE(ami::parse_contact_state(text));
    CHECK_FALSE(ami::parse_peer_state(text));
    CHECK_FALSE(ami::parse_registration_state(text));
    CHECK_FALSE(ami::parse_agent_state(text));
  }
  using ami::extension_state;
  const std::vector<std::pair<std::string_view, extension_state>> hints{
      {"Idle", extension_state::idle},           {"InUse", extension_state::in_use},
      {"Busy", extension_state::busy},           {"Unavailable", extension_state::unavailable},
      {"Ringing", extension_state::ringing},     {"InUse&Ringing", extension_state::in_use_ringing},
      {"Hold", extension_state::on_hold},        {"InUse&Hold", extension_state::in_use_on_hold},
      {"Unknown", extension_state::deactivated}, {"17", extension_state::in_use_on_hold}};
  for (const auto& [text, state] : hints) {
    INFO(text);
    CHECK(ami::parse_extension_state(text) == state);
  }
  constexpr std::array<std::string_view, 11> channels{
      "Down", "Rsrvd", "OffHook", "Dialing", "Ring", "Ringing", "Up", "Busy", "Dialing Offhook", "Pre-ring", "Unknown"};
  for (std::size_t i = 0; i < channels.size(); ++i) {
    INFO(channels.at(i));
    CHECK(ami::parse_channel_state(channels.at(i)) == static_cast<ami::channel_state>(i));
    CHECK(ami::parse_channel_state(std::to_string(i)) == static_cast<ami::channel_state>(i));
  }
  CHECK(ami::parse_channel_state("Unknown (12)") == ami::channel_state::unknown);
  for (const auto* text : {"", "11", "-1", "<unknown>", "Up (", "Ringinging"}) {
    CHECK_FALSE(ami::parse_channel_state(text));
  }
  CHECK(ami::parse_contact_state("NonQualified") == ami::contact_state::not_qualified);
  CHECK(ami::parse_contact_state("Unqualified") == ami::contact_state::not_qualified);
  CHECK(ami::parse_contact_state("Avail") == ami::contact_state::reachable);
  CHECK(ami::parse_peer_state("OK (3 ms)") == ami::peer_state::reachable);
  CHECK(ami::parse_peer_state("LAGGED (2100 ms)") == ami::peer_state::lagged);
  CHECK(ami::parse_peer_state("UNREACHABLE") == ami::peer_state::unreachable);
  CHECK(ami::parse_peer_state("Unmonitored") == ami::peer_state::unmonitored);
  CHECK(ami::parse_peer_state("offline") == ami::peer_state::unreachable);
  CHECK(ami::parse_registration_state("Auth. Sent") == ami::registration_state::authentication_sent);
  CHECK(ami::parse_registration_state("Unknown") == ami::registration_state::unknown);
  CHECK(ami::parse_registration_state("Request Sent") == ami::registration_state::request_sent);
  CHECK(ami::parse_registration_state("No Authentication") == ami::registration_state::no_authentication);
  CHECK(ami::parse_agent_state("AGENT_ONCALL") == ami::agent_state::on_call);
  CHECK(ami::parse_agent_state("AGENT_UNKNOWN") == ami::agent_state::unknown);
}

namespace {

// What a state is called parses as the state.
template <class State, class Parse>
void check_names(int first, int last, Parse parse) {
  for (int i = first; i <= last; ++i) {
    const std::string_view name = to_string(static_cast<State>(i));
    INFO(name);
    if (name != "invalid state") {
      CHECK(parse(name) == static_cast<State>(i));
    }
  }
}

}  // namespace

TEST_CASE("the name of each state is one of its spellings", "[values]") {
  check_names<ami::device_state>(0, 8, [](auto text) { return ami::parse_device_state(text); });
  check_names<ami::extension_state>(-2, 17, [](auto text) { return ami::parse_extension_state(text); });
  check_names<ami::channel_state>(0, 10, [](auto text) { return ami::parse_channel_state(text); });
  check_names<ami::contact_state>(0, 6, [](auto text) { return ami::parse_contact_state(text); });
  check_names<ami::peer_state>(0, 7, [](auto text) { return ami::parse_peer_state(text); });
  check_names<ami::registration_state>(0, 10, [](auto text) { return ami::parse_registration_state(text); });
  check_names<ami::agent_state>(0, 3, [](auto text) { return ami::parse_agent_state(text); });
  check_names<ami::presence_state>(0, 6, [](auto text) { return ami::parse_presence_state(text); });
  check_names<ami::dial_status>(0, 11, [](auto text) { return ami::parse_dial_status(text); });
  check_names<ami::queue_membership>(0, 2, [](auto text) { return ami::parse_queue_membership(text); });
  check_names<ami::call_disposition>(0, 4, [](auto text) { return ami::parse_call_disposition(text); });
  check_names<ami::stream_direction>(0, 1, [](auto text) { return ami::parse_stream_direction(text); });
  check_names<ami::transfer_result>(0, 3, [](auto text) { return ami::parse_transfer_result(text); });
}

TEST_CASE("any state is one of a device", "[values]") {
  using ami::device_state;
  using ami::to_device_state;
  CHECK(to_device_state(ami::extension_state::idle) == device_state::not_in_use);
  CHECK(to_device_state(ami::extension_state::in_use_ringing) == device_state::ringing_in_use);
  CHECK(to_device_state(ami::extension_state::in_use_on_hold) == device_state::on_hold);
  CHECK(to_device_state(ami::extension_state::removed) == device_state::unknown);
  CHECK(to_device_state(ami::channel_state::up) == device_state::in_use);
  CHECK(to_device_state(ami::channel_state::ringing) == device_state::ringing);
  CHECK(to_device_state(ami::channel_state::down) == device_state::not_in_use);
  CHECK(to_device_state(ami::contact_state::reachable) == device_state::not_in_use);
  CHECK(to_device_state(ami::contact_state::unreachable) == device_state::unavailable);
  CHECK(to_device_state(ami::peer_state::lagged) == device_state::not_in_use);
  CHECK(to_device_state(ami::peer_state::unregistered) == device_state::unavailable);
  CHECK(to_device_state(ami::agent_state::logged_off) == device_state::unavailable);
  CHECK(to_device_state(device_state::busy) == device_state::busy);
  CHECK(to_device_state(std::optional{ami::channel_state::busy}) == device_state::busy);
  CHECK_FALSE(to_device_state(std::optional<ami::channel_state>{}));

  const std::vector<std::pair<std::string_view, device_state>> words{{"Not in use", device_state::not_in_use},
                                                                     {"RINGINUSE", device_state::ringing_in_use},
                                                                     {"Idle", device_state::not_in_use},
                                                                     {"InUse&Ringing", device_state::ringing_in_use},
                                                                     {"Hold", device_state::on_hold},
                                                                     {"InUse&Hold", device_state::on_hold},
                                                                     {"Up", device_state::in_use},
                                                                     {"Rsrvd", device_state::in_use},
                                                                     {"Reachable", device_state::not_in_use},
                                                                     {"Removed", device_state::unavailable},
                                                                     {"OK (3 ms)", device_state::not_in_use},
                                                                     {"UNREACHABLE", device_state::unavailable},
                                                                     {"NonQualified", device_state::not_in_use},
                                                                     {"AGENT_ONCALL", device_state::in_use},
                                                                     {"Unknown", device_state::unknown},
                                                                     {"online", device_state::not_in_use}};
  for (const auto& [text, state] : words) {
    INFO(text);
    CHECK(to_device_state(text) == state);
  }
  for (const auto* text : {"", "1", "-1", "<unknown>", "somebody"}) {
    INFO(text);
    CHECK_FALSE(to_device_state(text));
  }
}

TEST_CASE("events have their states typed", "[events]") {
  const auto endpoint = event_of("Event: EndpointList\r\nObjectName: alice\r\nDeviceState: Not in use\r\n\r\n");
  CHECK(endpoint.get_if<events::endpoint_list>()->device_state() == ami::device_state::not_in_use);
  const auto detail = event_of("Event: EndpointDetail\r\nDeviceState: Ring+Inuse\r\n\r\n");
  CHECK(detail.get_if<events::endpoint_detail>()->device_state() == ami::device_state::ringing_in_use);
  const auto contact = event_of("Event: ContactStatus\r\nContactStatus: NonQualified\r\n\r\n");
  CHECK(contact.get_if<events::contact_status>()->contact_status_() == ami::contact_state::not_qualified);
  const auto peer = event_of("Event: PeerEntry\r\nStatus: OK (1 ms)\r\n\r\n");
  CHECK(peer.get_if<events::peer_entry>()->status() == ami::peer_state::reachable);
  CHECK((*peer.get_if<events::peer_entry>())["Status"] == "OK (1 ms)");
  const auto member = event_of("Event: QueueMember\r\nStatus: 7\r\n\r\n");
  CHECK(member.get_if<events::queue_member>()->status() == ami::device_state::ringing_in_use);
  const auto watched = event_of("Event: InboundSubscriptionDetail\r\nExtensionStates: InUse&Hold\r\n\r\n");
  CHECK(watched.get_if<events::inbound_subscription_detail>()->extension_states() ==
        ami::extension_state::in_use_on_hold);
  const auto registration = event_of("Event: Registry\r\nStatus: Auth. Sent\r\n\r\n");
  CHECK(registration.get_if<events::registry>()->status() == ami::registration_state::authentication_sent);
  const auto state = event_of("Event: Newstate\r\nChannelState: Dialing Offhook\r\n\r\n");
  CHECK(state.get_if<events::newstate>()->channel_state() == ami::channel_state::dialing_off_hook);
  CHECK(fmt::format("{}", ami::peer_state::lagged) == "lagged");
}

TEST_CASE("text behind a header is no part of a value of one line", "[events]") {
  // As servers without a header for the text of a user event send it.
  const std::string text = "\r\nfive lines\nof text\r\n\\t and\r\nthe last";
  const auto user =
      event_of("Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Alarm\r\nChannel: PJSIP/a-00000001" + text +
               "\r\nChannelState: 6" + text + "\r\nChannelStateDesc: Up\r\nCallerIDName: O\\'Brien" + text +
               "\r\nUniqueid: 1795406860.86" + text + "\r\n\r\n");
  const auto view = user.get_if<events::user_event>();
  REQUIRE(view);
  CHECK(view->uniqueid() == "1795406860.86");
  CHECK(view->channel() == "PJSIP/a-00000001");
  CHECK(view->channel_state() == ami::channel_state::up);
  CHECK(view->caller_id_name() == "O'Brien");
  REQUIRE(view->snapshot());
  CHECK(view->snapshot()->uniqueid() == "1795406860.86");
  CHECK(view->snapshot()->channel_state() == ami::channel_state::up);
  CHECK(view->snapshot()->caller_id_name() == "O'Brien");
  CHECK((*view)["Uniqueid"] == "1795406860.86" + text);
  CHECK(view->get("ChannelState") == "6" + text);
  CHECK(user["Channel"] == "PJSIP/a-00000001" + text);

  const auto join =
      event_of("Event: QueueCallerJoin\r\nPrivilege: agent,all\r\nmore\r\nPosition: 3" + text + "\r\nCount: 4\r\n\r\n");
  CHECK(join.get_if<events::queue_caller_join>()->position() == 3);
  CHECK(join.get_if<events::queue_caller_join>()->privilege() == "agent,all");
  const auto bridge =
      event_of("Event: BridgeCreate\r\nBridgeUniqueid: b" + text + "\r\nBridgeNumChannels: 2" + text + "\r\n\r\n");
  CHECK(bridge.get_if<events::bridge_create>()->bridge()->bridge_uniqueid() == "b");
  CHECK(bridge.get_if<events::bridge_create>()->bridge_num_channels() == 2);
  const auto second = event_of("Event: ResourceListDetail\r\nEvent: pres\rence" + text + "\r\n\r\n");
  CHECK(second.get_if<events::resource_list_detail>()->event() == "pres\rence");

  const auto status = reply_of<ami::replies::core_status>("Response: Success\r\nCoreCurrentCalls: 5" + text +
                                                          "\r\nCoreStartupDate: 2026-11-23" + text + "\r\n\r\n");
  CHECK(status.core_current_calls() == 5);
  CHECK(status.core_startup_date() == "2026-11-23");
  CHECK(status["CoreStartupDate"] == "2026-11-23" + text);

  // Free text has as many lines as it has.
  const auto exten = event_of("Event: Newexten\r\nApplication: Set\r\nAppData: A=1" + text + "\r\n\r\n");
  CHECK(exten.get_if<events::newexten>()->app_data() == "A=1" + text);
  const auto value = event_of("Event: VarSet\r\nVariable: A\r\nValue: x\ny\\tz\r\n\r\n");
  CHECK(value.get_if<events::var_set>()->value() == "x\ny\tz");
  const auto variable = reply_of<ami::replies::getvar>("Response: Success\r\nValue: one" + text + "\r\n\r\n");
  CHECK(variable.value() == "one" + text);
}

TEST_CASE("a snapshot is there as a whole or not at all", "[events]") {
  const auto with_caller = event_of("Event: DialBegin\r\nChannel: a\r\nChannelStateDesc: Ring\r\nDestChannel: b\r\n"
                                    "DestChannelState: 5\r\nDestChannelStateDesc: Ringing\r\n"
                                    "DestCallerIDName: O\\'Brien\\?\r\nDestPriority: 3\r\n"
                                    "DestChanVariable: one=a\\\"b\r\nDestChanVariable: two=\r\nDialString: b\r\n\r\n");
  const auto begin = with_caller.get_if<events::dial_begin>();
  REQUIRE(begin);
  REQUIRE(begin->snapshot());
  CHECK(begin->snapshot()->channel() == "a");
  const auto dest = begin->dest();
  REQUIRE(dest);
  CHECK(dest->prefix() == "Dest");
  CHECK(dest->channel() == begin->dest_channel());
  CHECK(dest->channel_state() == ami::channel_state::ringing);
  CHECK(dest->caller_id_name() == "O'Brien?");
  CHECK(begin->dest_caller_id_name() == "O'Brien?");
  CHECK(dest->priority() == 3);
  const std::vector<std::pair<std::string, std::string>> variables{{"one", "a\"b"}, {"two", ""}};
  CHECK(dest->chan_variables() == variables);
  CHECK(begin->dest_chan_variables() == variables);
  CHECK(begin->chan_variables().empty());

  const auto global =
      event_of("Event: VarSet\r\nChannel: none\r\nUniqueid: none\r\nVariable: G\r\nValue: a\\nb\r\n\r\n");
  const auto set = global.get_if<events::var_set>();
  REQUIRE(set);
  CHECK_FALSE(set->snapshot());
  CHECK(set->value() == "a\nb");
  CHECK_FALSE(set->priority());

  const auto merge = event_of("Event: BridgeMerge\r\nToBridgeUniqueid: t\r\nToBridgeNumChannels: 2\r\n\r\n");
  const auto bridges = merge.get_if<events::bridge_merge>();
  REQUIRE(bridges);
  REQUIRE(bridges->to_bridge());
  CHECK(bridges->to_bridge()->bridge_num_channels() == 2);
  CHECK_FALSE(bridges->from_bridge());
}

TEST_CASE("odd keys and values have accessors", "[events]") {
  const auto rtcp = event_of("Event: RTCPSent\r\nReportCount: 2\r\nReport0DLSR: 0.9790\r\nReport1SourceSSRC: 0x1f\r\n"
                             "To: 127.0.0.1:33194\r\n\r\n");
  const auto sent = rtcp.get_if<events::rtcp_sent>();
  REQUIRE(sent);
  CHECK(sent->report_dlsr(0) == 979ms);
  CHECK(sent->report_source_ssrc(1) == 31U);
  CHECK_FALSE(sent->report_dlsr(1));
  CHECK(sent->to()->port() == 33194);

  const auto list = event_of("Event: ResourceListDetail\r\nObjectName: office\r\nEvent: presence\r\n\r\n");
  CHECK(list.get_if<events::resource_list_detail>()->event() == "presence");

  const auto agi = event_of("Event: AsyncAGIExec\r\nResult: 200%20result%3D1%0A\r\n\r\n");
  CHECK(agi.get_if<events::async_agi_exec>()->result() == "200 result=1\n");

  const auto cdr = event_of("Event: Cdr\r\nStartTime: 2026-11-23 03:49:50\r\nAnswerTime: \r\nDuration: 7\r\n"
                            "Disposition: NO ANSWER\r\n\r\n");
  const auto record = cdr.get_if<events::cdr>();
  CHECK(record->start_time() == "2026-11-23 03:49:50");
  CHECK(record->start_time_local());
  CHECK_FALSE(record->answer_time_local());
  CHECK(record->duration() == 7s);
  CHECK(record->disposition() == ami::call_disposition::no_answer);

  const auto parked = event_of("Event: ParkedCallTimeOut\r\nParkingTimeout: 18446744073709551615\r\n\r\n");
  CHECK_FALSE(parked.get_if<events::parked_call_time_out>()->parking_timeout());

  const auto debug = event_of("Event: MusicOnHoldStart\r\nTimestamp: 1795405828.092365\r\nSystemName: rig\r\n"
                              "SequenceNumber: 7\r\nFile: a.c\r\nLine: 3\r\nFunc: f\r\nClass: default\r\n"
                              "ChanVariable(SIP/10.0.0.1:5060-1): A=1\r\n\r\n");
  const auto music = debug.get_if<events::music_on_hold_start>();
  CHECK(music->class_() == "default");
  CHECK(music->timestamp() == epoch(1795405828) + 92365us);
  CHECK(music->system_name() == "rig");
  CHECK(music->sequence_number() == 7);
  CHECK(music->source_file() == "a.c");
  CHECK(music->source_line() == 3);
  CHECK(music->source_function() == "f");
  CHECK(music->channel_variables("SIP/10.0.0.1:5060-1") ==
        std::vector<std::pair<std::string, std::string>>{{"A", "1"}});
}

TEST_CASE("advice of charge, whose keys are paths", "[events]") {
  const auto during = event_of("Event: AOC-D\r\nCharge/Type: Currency\r\nCharge/BillingID: Normal\r\n"
                               "Charge/TotalType: SubTotal\r\nCharge/Currency/Name: EUR\r\n"
                               "Charge/Currency/Cost: 25\r\nCharge/Currency/Multiplier: 1/100\r\n\r\n");
  const auto charged = during.get_if<events::aoc_d>();
  REQUIRE(charged);
  CHECK(charged->charge_type() == "Currency");
  CHECK(charged->charge_currency_name() == "EUR");
  CHECK(charged->charge_currency_cost() == 25);
  CHECK(charged->charge_currency_multiplier() == "1/100");
  CHECK_FALSE(charged->charge_units_number_of(0));

  const auto end = event_of("Event: AOC-E\r\nChargingAssociation/ID: 7\r\nCharge/Type: Units\r\n"
                            "Charge/TotalType: Total\r\nCharge/Units(0)/NumberOf: 3\r\nCharge/Units(0)/TypeOf: 1\r\n"
                            "Charge/Units(1)/NumberOf: 4\r\n\r\n");
  const auto total = end.get_if<events::aoc_e>();
  REQUIRE(total);
  CHECK(total->charging_association_id() == 7);
  CHECK(total->charge_units_number_of(0) == 3);
  CHECK(total->charge_units_type_of(0) == 1);
  CHECK(total->charge_units_number_of(1) == 4);
  CHECK_FALSE(total->charge_units_type_of(1));

  const auto begin = event_of("Event: AOC-S\r\n(null)(0)/Chargeable: CallSetup\r\n(null)(0)/Flat/Currency/Cost: 1\r\n"
                              "(null)(1)/Chargeable: BasicCommunication\r\n"
                              "(null)(1)/Duration/ChargingType: StepFunction\r\n"
                              "(null)(1)/Duration/Granularity: \r\n(null)(1)/Duration/Time/Length: 60\r\n\r\n");
  const auto rates = begin.get_if<events::aoc_s>();
  REQUIRE(rates);
  CHECK(rates->rate_chargeable(0) == "CallSetup");
  CHECK(rates->rate_flat_currency_cost(0) == 1);
  CHECK(rates->rate_chargeable(1) == "BasicCommunication");
  CHECK(rates->rate_duration_charging_type(1) == "StepFunction");
  CHECK(rates->rate_duration_time_length(1) == 60);
  CHECK_FALSE(rates->rate_duration_granularity_length(1));
  CHECK(rates->rate_chargeable(2).empty());
}

TEST_CASE("setters write what the server reads", "[actions]") {
  CHECK(lines_of(actions::mute_audio{"c", actions::audio_direction::in, true}) ==
        "Channel: c\nDirection: in\nState: on\n");
  CHECK(lines_of(actions::redirect{"c", "ctx", "200"}) == "Channel: c\nContext: ctx\nExten: 200\nPriority: 1\n");
  CHECK(lines_of(actions::park{"c"}.timeout(45s).parkinglot("fast")) ==
        "Channel: c\nTimeout: 45000\nParkinglot: fast\n");
  CHECK(lines_of(actions::filter{"Event: Newchannel"}) == "Operation: Add\nFilter: Event: Newchannel\n");
  CHECK(lines_of(actions::challenge{}) == "AuthType: MD5\n");
  const std::map<std::string, std::string> variables{{"A", "1,2"}, {"B", "\"x\""}};
  CHECK(lines_of(actions::originate{"c"}.variables(variables).variable("C", "3")) ==
        "Channel: c\nVariable: A=1\\,2\nVariable: B=\\\"x\\\"\nVariable: C=3\n");
  CHECK(lines_of(actions::aoc_message{actions::aoc_message_type::d}.unit(3, 1).unit(4, 2)) ==
        "MsgType: D\nUnitAmount(0): 3\nUnitType(0): 1\nUnitAmount(1): 4\nUnitType(1): 2\n");
  CHECK(lines_of(actions::update_config{"a.conf", "b.conf"}.new_category("x").append("x", "k", "v")) ==
        "SrcFilename: a.conf\nDstFilename: b.conf\nAction-000000: NewCat\nCat-000000: x\nAction-000001: Append\n"
        "Cat-000001: x\nVar-000001: k\nValue-000001: v\n");
}

TEST_CASE("typed replies", "[actions]") {
  const auto config = reply_of<ami::replies::get_config>(
      "Response: Success\r\nCategory-000000: one\r\nLine-000000-000000: key=val: \"x\" = y\r\n"
      "Category-000001: two\r\nIsTemplate-000001: 1\r\nTemplates-000001: \"one\"\r\n\r\n");
  const auto categories = config.categories();
  REQUIRE(categories.size() == 2);
  CHECK(categories[0].name() == "one");
  CHECK(categories[0].lines() == std::vector<std::pair<std::string, std::string>>{{"key", "val: \"x\" = y"}});
  CHECK(categories[1].is_template());
  CHECK(categories[1].templates() == "\"one\"");

  const auto rules = reply_of<ami::replies::queue_rule>(
                         "Response: Success\r\nRuleList: a\r\nRule: 30,+3,+0\r\nRule: 60,10,+5\r\nRuleList: b\r\n\r\n")
                         .rules();
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].second == std::vector<std::string>{"30,+3,+0", "60,10,+5"});
  CHECK(rules[1].second.empty());

  const auto status = reply_of<ami::replies::core_status>(
      "Response: Success\r\nCoreStartupDate: 2026-11-23\r\nCoreStartupTime: 03:49:50\r\nCoreCurrentCalls: 2\r\n\r\n");
  CHECK(status.core_current_calls() == 2);
  CHECK(status.core_startup() == ami::parse_local_time("2026-11-23 03:49:50"));
  CHECK_FALSE(status.core_reload());
  const auto state = reply_of<ami::replies::extension_state>("Response: Success\r\nStatus: -1\r\n\r\n");
  CHECK(state.status() == ami::extension_state::deactivated);
}
