// ami::action and the typed actions: what they hold, and what they show.
// clang-format off
// Before the library's own header for it, as in a program that formats other things too.
#include <fmt/format.h>
// clang-format on

#include "catch.hpp"
#include "support/frames.hpp"

#include <ami/ami.hpp>
#include <ami/fmt.hpp>
#include <ami/wire/action_writer.hpp>

#include <chrono>
#include <concepts>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

using ami::action;
namespace actions = ami::actions;
using test::header_list;

namespace {

header_list headers_of(const action& value) {
  header_list result;
  for (const auto& header : value.headers()) {
    result.emplace_back(header.key(), header.value());
  }
  return result;
}

// An action must not be an aggregate: GCC 12 destroys such a temporary twice in a co_await expression.
static_assert(!std::is_aggregate_v<action> && !std::is_aggregate_v<actions::ping> &&
              !std::is_aggregate_v<actions::originate> && !std::is_aggregate_v<action::entry>);
// The setters keep the type and the value category.
static_assert(std::same_as<decltype(actions::originate{"x"}.exten("1")), actions::originate&&>);
static_assert(std::same_as<decltype(actions::originate{"x"}.header("a", "b").action_id("c")), actions::originate&&>);
static_assert(std::same_as<decltype(std::declval<actions::originate&>().header("a", "b")), actions::originate&>);
static_assert(std::same_as<decltype(std::declval<const actions::originate&>().action_id()), const std::string*>);
static_assert(std::same_as<actions::command::reply_type, ami::replies::command>);

// Without what the server requires there is no action: these cannot be made of nothing, and all others can.
template <class... Actions>
inline constexpr bool all_need_something = !(std::is_default_constructible_v<Actions> || ...);
template <class... Actions>
inline constexpr bool none_needs_anything = (std::is_default_constructible_v<Actions> && ...);
static_assert(
    all_need_something<
        actions::absolute_timeout, actions::agent_logoff, actions::agi, actions::aoc_message, actions::atxfer,
        actions::blind_transfer, actions::bridge, actions::bridge_destroy, actions::bridge_info, actions::bridge_kick,
        actions::bridge_technology_suspend, actions::bridge_technology_unsuspend, actions::cancel_atxfer,
        actions::change_monitor, actions::command, actions::confbridge_kick, actions::confbridge_list,
        actions::confbridge_lock, actions::confbridge_mute, actions::confbridge_set_single_video_src,
        actions::confbridge_start_record, actions::confbridge_stop_record, actions::confbridge_unlock,
        actions::confbridge_unmute, actions::control_playback, actions::core_show_channel_map, actions::create_config,
        actions::dahdi_dial_offhook, actions::dahdi_dnd_off, actions::dahdi_dnd_on, actions::dahdi_hangup,
        actions::dahdi_transfer, actions::db_del, actions::db_del_tree, actions::db_get, actions::db_put,
        actions::dialplan_extension_add, actions::dialplan_extension_remove, actions::events, actions::extension_state,
        actions::fax_session, actions::filter, actions::get_config, actions::get_config_json, actions::getvar,
        actions::hangup, actions::jabber_send, actions::list_categories, actions::local_optimize_away, actions::login,
        actions::mailbox_count, actions::mailbox_status, actions::meetme_mute, actions::meetme_unmute,
        actions::mix_monitor, actions::mix_monitor_mute, actions::module_check, actions::module_load, actions::monitor,
        actions::mute_audio, actions::mwi_delete, actions::mwi_get, actions::mwi_update, actions::originate,
        actions::park, actions::pause_monitor, actions::pjsip_hangup, actions::pjsip_qualify, actions::pjsip_register,
        actions::pjsip_set_maintenance, actions::pjsip_show_endpoint, actions::pjsip_unregister, actions::play_dtmf,
        actions::play_mf, actions::presence_state, actions::pri_debug_file_set, actions::pri_debug_set,
        actions::queue_add, actions::queue_change_priority_caller, actions::queue_log,
        actions::queue_member_ring_in_use, actions::queue_pause, actions::queue_penalty, actions::queue_remove,
        actions::queue_withdraw_caller, actions::redirect, actions::send_flash, actions::send_text, actions::setvar,
        actions::sip_notify, actions::sip_qualify_peer, actions::sip_show_peer, actions::skinny_show_device,
        actions::skinny_show_line, actions::sorcery_memory_cache_expire, actions::sorcery_memory_cache_expire_object,
        actions::sorcery_memory_cache_populate, actions::sorcery_memory_cache_stale,
        actions::sorcery_memory_cache_stale_object, actions::stop_mix_monitor, actions::stop_monitor,
        actions::unpause_monitor, actions::update_config, actions::user_event, actions::voicemail_box_summary,
        actions::voicemail_forward, actions::voicemail_move, actions::voicemail_remove, actions::voicemail_user_status,
        actions::wait_event>);
static_assert(none_needs_anything<
              actions::agents, actions::bridge_list, actions::bridge_technology_list, actions::challenge,
              actions::confbridge_list_rooms, actions::core_settings, actions::core_show_channels, actions::core_status,
              actions::dahdi_restart, actions::dahdi_show_channels, actions::dahdi_show_status, actions::db_get_tree,
              actions::device_state_list, actions::extension_state_list, actions::fax_sessions, actions::fax_stats,
              actions::iax_netstats, actions::iax_peer_list, actions::iax_peers, actions::iax_registry,
              actions::list_commands, actions::logger_rotate, actions::logoff, actions::meetme_list,
              actions::meetme_list_rooms, actions::message_send, actions::parked_calls, actions::parkinglots,
              actions::ping, actions::pjsip_notify, actions::pjsip_show_aors, actions::pjsip_show_auths,
              actions::pjsip_show_contacts, actions::pjsip_show_endpoints, actions::pjsip_show_maintenance,
              actions::pjsip_show_registration_inbound_contact_statuses, actions::pjsip_show_registrations_inbound,
              actions::pjsip_show_registrations_outbound, actions::pjsip_show_resource_lists,
              actions::pjsip_show_subscriptions_inbound, actions::pjsip_show_subscriptions_outbound,
              actions::presence_state_list, actions::pri_debug_file_unset, actions::pri_show_spans,
              actions::queue_reload, actions::queue_reset, actions::queue_rule, actions::queue_status,
              actions::queue_summary, actions::reload, actions::show_dial_plan, actions::sip_peers,
              actions::sip_peer_status, actions::sip_show_registry, actions::skinny_devices, actions::skinny_lines,
              actions::status, actions::voicemail_refresh, actions::voicemail_users_list>);
// Nor of a part of it.
static_assert(std::constructible_from<actions::setvar, std::string, std::string> &&
              !std::constructible_from<actions::setvar, std::string>);
static_assert(std::constructible_from<actions::queue_pause, std::string, bool> &&
              !std::constructible_from<actions::queue_pause, std::string>);
static_assert(std::constructible_from<actions::redirect, std::string, std::string, std::string> &&
              !std::constructible_from<actions::redirect, std::string, std::string>);
static_assert(std::constructible_from<actions::mute_audio, std::string, actions::audio_direction, bool> &&
              !std::constructible_from<actions::mute_audio, std::string, actions::audio_direction>);
// A text is no boolean, although the language takes a pointer for one: "no" would be sent as true. Nor is a number a
// time.
template <class Action>
concept takes_text_for_async = requires(Action action) {
  action.async("no");
};
template <class Action, class Timeout>
concept takes_timeout = requires(Action action, Timeout value) {
  action.timeout(value);
};
static_assert(!takes_text_for_async<actions::originate&> && !takes_text_for_async<actions::originate>);
static_assert(!std::constructible_from<actions::queue_pause, std::string, const char*>);
static_assert(!std::constructible_from<actions::mute_audio, std::string, actions::audio_direction, char*>);
static_assert(takes_timeout<actions::originate&, std::chrono::seconds> && !takes_timeout<actions::originate&, int>);

}  // namespace

TEST_CASE("action: headers stay in order, and repeated keys are repeated") {
  const action value = action{"QueueAdd"}.header("B", "1").header("A", "2").header("b", "3").header("A", "2");
  CHECK(value.name() == "QueueAdd");
  CHECK(headers_of(value) == header_list{{"B", "1"}, {"A", "2"}, {"b", "3"}, {"A", "2"}});
  CHECK(value.action_id() == nullptr);
}

TEST_CASE("action: the ActionID is no header, and the last one counts") {
  action value{"Ping"};
  value.action_id("one");
  value.header("ACTIONID", "two");
  REQUIRE(value.action_id() != nullptr);
  CHECK(*value.action_id() == "two");
  CHECK(value.headers().empty());
  // An empty one is the caller's too: it is refused when it is sent, not replaced.
  const action empty_id = action{"Ping"}.action_id("");
  CHECK(empty_id.action_id() != nullptr);
}

TEST_CASE("action: copies are independent of each other") {
  const auto first = actions::hangup{"A/1"};
  auto second = first;
  second.cause(ami::hangup_cause::user_busy).action_id("x");
  CHECK(headers_of(first) == header_list{{"Channel", "A/1"}});
  CHECK(headers_of(second) == header_list{{"Channel", "A/1"}, {"Cause", "17"}});
  CHECK(first.action_id() == nullptr);
}

TEST_CASE("action: to_string shows one line without secrets") {
  CHECK(ami::to_string(action{"Ping"}) == "Ping");
  CHECK(ami::to_string(action{"A"}.header("K", "v").header("E", "")) == "A K=v E=");
  for (const char* key : {"Secret", "SECRET", "secret", "Password", "password", "MD5Cred", "PasswordDigest",
                          "OAuthSecret", "RefreshToken"}) {
    CAPTURE(key);
    CHECK(ami::is_secret_header(key));
    const auto text = ami::to_string(action{"Any"}.header(key, "hidden"));
    CHECK(text == std::string{"Any "} + key + "=***");
  }
  for (const char* key : {"Secrets", "Key", "Passwor", "", "Username", "Value"}) {
    CHECK_FALSE(ami::is_secret_header(key));
  }
  CHECK(ami::to_string(action{"login"}.header("key", "hidden")) == "login key=***");
  CHECK(ami::to_string(action{"DBPut"}.header("Family", "f").header("Key", "shown")) == "DBPut Family=f Key=shown");
}

TEST_CASE("action: no text of an action breaks the line it is shown on") {
  const auto text = ami::to_string(action{"A\nB"}.header("K\r\x1b[2J", "v\n\x7f\\"));
  CHECK(text == "A\\nB K\\r\\x1b[2J=v\\n\\x7f\\\\");
}

TEST_CASE("action: ostream and fmt give the same text as to_string, for typed actions too") {
  const auto value = actions::setvar{"X", "a b"}.channel("PJSIP/1");
  std::ostringstream out;
  out << value;
  CHECK(out.str() == "Setvar Variable=X Value=a b Channel=PJSIP/1");
  CHECK(ami::to_string(value) == out.str());
  CHECK(fmt::format("{}", value) == out.str());
  CHECK(fmt::format("{:>6}", action{"Ping"}) == "  Ping");
}

TEST_CASE("action: typed setters replace what they set before, in its place") {
  auto call = actions::originate{"PJSIP/alice"}.exten("1").context("c").priority(1);
  call.exten("2").priority("start");
  CHECK(headers_of(call) ==
        header_list{{"Channel", "PJSIP/alice"}, {"Exten", "2"}, {"Context", "c"}, {"Priority", "start"}});
  // header() appends, always.
  call.header("Exten", "3");
  CHECK(headers_of(call).back() == std::pair<std::string, std::string>{"Exten", "3"});
  CHECK(call.headers().size() == 5);
}

TEST_CASE("action: every setter of originate sets the header that the server reads") {
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  const auto call = actions::originate{"Local/1@a"}
                        .application("Playback")
                        .data("beep&beep")
                        .timeout(seconds{2})
                        .caller_id("Alice <2001>")
                        .account("acc")
                        .early_media(true)
                        .codecs("ulaw,alaw")
                        .channel_id("my-1")
                        .other_channel_id("my-2")
                        .async();
  CHECK(call.name() == "Originate");
  CHECK(headers_of(call) == header_list{{"Channel", "Local/1@a"},
                                        {"Application", "Playback"},
                                        {"Data", "beep&beep"},
                                        {"Timeout", "2000"},
                                        {"CallerID", "Alice <2001>"},
                                        {"Account", "acc"},
                                        {"EarlyMedia", "true"},
                                        {"Codecs", "ulaw,alaw"},
                                        {"ChannelId", "my-1"},
                                        {"OtherChannelId", "my-2"},
                                        {"Async", "true"}});
  CHECK(headers_of(actions::originate{"x"}.async(false).early_media(false).timeout(milliseconds{1})) ==
        header_list{{"Channel", "x"}, {"Async", "false"}, {"EarlyMedia", "false"}, {"Timeout", "1"}});
}

TEST_CASE("action: variables are escaped as the server takes them apart, and are never merged") {
  const auto call = actions::originate{"x"}
                        .variable("A", "1")
                        .variable("A", "a,b")
                        .variable("__B", "say \"hi\"")
                        .variable("C", "back\\slash")
                        .variable("D", "")
                        .variable("E", "p=q (r) 'caf\xe9'");
  CHECK(headers_of(call) == header_list{{"Channel", "x"},
                                        {"Variable", "A=1"},
                                        {"Variable", "A=a\\,b"},
                                        {"Variable", "__B=say \\\"hi\\\""},
                                        {"Variable", "C=back\\\\slash"},
                                        {"Variable", "D="},
                                        {"Variable", "E=p=q (r) 'caf\xe9'"}});
}

namespace {

// As a generator or a filtering view: begin() is not const.
class read_once {
public:
  auto begin() { return pairs_.begin(); }
  auto end() { return pairs_.end(); }

private:
  std::vector<std::pair<const char*, std::string_view>> pairs_{{"A", "1"}, {"C", "3"}};
};

}  // namespace

TEST_CASE("action: variables come from any range, also from one that can only be read once") {
  const header_list expected{{"Channel", "x"}, {"Variable", "A=1"}, {"Variable", "C=3"}};
  CHECK(headers_of(actions::originate{"x"}.variables(read_once{})) == expected);
  read_once some;
  actions::originate call{"x"};
  call.variables(some);
  CHECK(headers_of(call) == expected);
  const std::map<std::string, std::string> constant{{"A", "1"}, {"C", "3"}};
  CHECK(headers_of(actions::originate{"x"}.variables(constant)) == expected);
  CHECK(headers_of(actions::originate{"x"}.variables(std::map<std::string, std::string>{})) ==
        header_list{{"Channel", "x"}});
}

TEST_CASE("action: names of variables are escaped too, and those that cannot arrive are refused") {
  const auto call = actions::originate{"x"}
                        .variable("HASH(a,b)", "1")
                        .variable("A\"B\\C", "2")
                        .variable("CHANNEL(language)", "de")
                        .variable("___X", "3")
                        .variable("A B ", "=");
  CHECK(headers_of(call) == header_list{{"Channel", "x"},
                                        {"Variable", "HASH(a\\,b)=1"},
                                        {"Variable", "A\\\"B\\\\C=2"},
                                        {"Variable", "CHANNEL(language)=de"},
                                        {"Variable", "___X=3"},
                                        {"Variable", "A B =="}});
  std::string out;
  std::string detail;
  CHECK_FALSE(ami::wire::write_action(call, "id", out, detail));
  for (const std::string_view name : {"", "_", "__", "A=B", "DB(a=b)", "=", " A", "\tA",
                                      "\x01"
                                      "A",
                                      "A)"}) {
    CAPTURE(name);
    for (const ami::action& value :
         {ami::action{actions::originate{"x"}.variable(name, "hunter")},
          ami::action{actions::message_send{}.variable(name, "hunter")},
          ami::action{actions::pjsip_notify{}.variables(std::map<std::string_view, std::string>{{name, "hunter"}})}}) {
      out.clear();
      CHECK(ami::wire::write_action(value, "id", out, detail) == ami::errc::invalid_header);
      CHECK(out.empty());
      CHECK(detail.find("the name of a variable") != std::string::npos);
      CHECK(detail.find("hunter") == std::string::npos);
    }
  }
  // Which one of many it is.
  const auto refused = [&](const ami::action& value) {
    const auto error = ami::wire::write_action(value, "id", out, detail);
    CHECK(detail.find("'LONG'") != std::string::npos);
    CHECK(detail.find("xxxx") == std::string::npos);
    return error;
  };
  CHECK(refused(actions::originate{"x"}.variable("LONG", std::string(1008, 'x'))) == ami::errc::action_line_too_long);
  CHECK(refused(actions::originate{"x"}.variable("LONG", std::string(600, ','))) == ami::errc::action_line_too_long);
  CHECK(refused(actions::originate{"x"}.variable("LONG", "a\nb")) == ami::errc::invalid_header);
  CHECK(refused(actions::originate{"x"}.variable("LONG", std::string_view{"a\0b", 3})) == ami::errc::invalid_header);
  CHECK_FALSE(
      ami::wire::write_action(actions::originate{"x"}.variable("LONG", std::string(1007, 'x')), "id", out, detail));
}

TEST_CASE("action: the text of a message is sent as it is, or in base64 where a line cannot carry it") {
  const auto headers = [](std::string text) { return headers_of(actions::message_send{}.body(std::move(text))); };
  for (const std::string plain : {"", "hello", "a\tb", "trail ", "a\"b;c,d\\", "\x7f"}) {
    CHECK(headers(plain) == header_list{{"Body", plain}});
  }
  const std::vector<std::pair<std::string, std::string>> coded{
      {"a\nb", "YQpi"},         {"a\r\nb\r\n", "YQ0KYg0K"}, {"Zo\xc3\xab", "Wm/Dqw=="},
      {"caf\xe9", "Y2Fm6Q=="},  {" lead", "IGxlYWQ="},      {"\n", "Cg=="},
      {"\xff\xfe\xfd", "//79"}, {"\x01", "AQ=="},           {"\tand a blank", "CWFuZCBhIGJsYW5r"}};
  for (const auto& [text, base64] : coded) {
    CHECK(headers(text) == header_list{{"Base64Body", base64}});
  }
  // The last call counts, whichever form it needs; the others' headers stay where they are.
  auto message = actions::message_send{}.body("one").to("pjsip:bob");
  CHECK(headers_of(message.body("\xc3\xab")) == header_list{{"To", "pjsip:bob"}, {"Base64Body", "w6s="}});
  CHECK(headers_of(message.body("two")) == header_list{{"To", "pjsip:bob"}, {"Body", "two"}});

  std::string out;
  std::string detail;
  const auto error = [&](std::string text) {
    detail.clear();
    return ami::wire::write_action(actions::message_send{}.body(std::move(text)), "id", out, detail);
  };
  CHECK_FALSE(error(std::string(1016, 'x')));
  CHECK_FALSE(error("\n" + std::string(755, 'x')));
  for (const std::string& text : {std::string(1017, 'x'), "\n" + std::string(756, 'x'), std::string(757, '\xe9')}) {
    CHECK(error(text) == ami::errc::action_line_too_long);
    CHECK(detail.find("1016") != std::string::npos);
    CHECK(detail.find("756") != std::string::npos);
    CHECK(detail.find("several messages") != std::string::npos);
  }
  // The server would end the text there.
  CHECK(error(std::string{"a\0b", 3}) == ami::errc::invalid_header);
  CHECK(error(std::string{"\0\xe9", 2}) == ami::errc::invalid_header);
}

TEST_CASE("action: a line end in a variable is refused when it is written") {
  std::string out;
  std::string detail;
  const auto call = actions::originate{"x"}.variable("A", "1\r\nVariable: B=2");
  CHECK(ami::wire::write_action(call, "id", out, detail) == ami::errc::invalid_header);
  CHECK(out.empty());
}

TEST_CASE("action: the typed actions have their wire names and required headers") {
  const auto is = [](const action& value, std::string_view name, const header_list& headers) {
    CHECK(value.name() == name);
    CHECK(headers_of(value) == headers);
  };
  is(actions::ping{}, "Ping", {});
  is(actions::command{"core show uptime"}, "Command", {{"Command", "core show uptime"}});
  is(actions::events{"call,user"}, "Events", {{"EventMask", "call,user"}});
  is(actions::user_event{"Mine"}.header("Body", "b"), "UserEvent", {{"UserEvent", "Mine"}, {"Body", "b"}});
  is(actions::logoff{}, "Logoff", {});
  is(actions::hangup{"/^PJSIP/"}.cause(ami::hangup_cause::normal_clearing), "Hangup",
     {{"Channel", "/^PJSIP/"}, {"Cause", "16"}});
  is(actions::getvar{"CALLERID(num)"}.channel("A/1"), "Getvar", {{"Variable", "CALLERID(num)"}, {"Channel", "A/1"}});
  is(actions::setvar{"V", " x"}, "Setvar", {{"Variable", "V"}, {"Value", " x"}});
  is(actions::status{}.channel("A/1").variables("X,Y").all_variables(), "Status",
     {{"Channel", "A/1"}, {"Variables", "X,Y"}, {"AllVariables", "true"}});
  is(actions::core_show_channels{}, "CoreShowChannels", {});
  is(actions::redirect{"A/1", "default", "200"}, "Redirect",
     {{"Channel", "A/1"}, {"Context", "default"}, {"Exten", "200"}, {"Priority", "1"}});
  is(actions::redirect{"A/1", "c", "e", "p"}.extra_channel("B/1").extra_context("d").extra_exten("f").extra_priority(
         "2"),
     "Redirect",
     {{"Channel", "A/1"},
      {"Context", "c"},
      {"Exten", "e"},
      {"Priority", "p"},
      {"ExtraChannel", "B/1"},
      {"ExtraContext", "d"},
      {"ExtraExten", "f"},
      {"ExtraPriority", "2"}});
}
