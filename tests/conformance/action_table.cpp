#include "conformance/action_table.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace conformance {

namespace {

using namespace std::chrono_literals;
namespace act = ami::actions;

// A channel that the action is done to, in a room.
std::string participant(scene& on) {
  const std::string id = on.channel_in("conference");
  on.wait_for(id, [](const ami::events::core_show_channel& each) { return !each.bridge_id().empty(); });
  return on.name_of(id);
}

std::string caller_in_queue(scene& on) {
  const std::string id = on.channel_in("queue-b");
  on.wait_for_application(id, "Queue");
  return on.name_of(id);
}

void add_calls(std::vector<table_entry>& all) {
  all.emplace_back("Originate", [](scene&) {
    return act::originate{"Local/102@default/n"}.application("Wait").data("1").variable("A", "1").async();
  });
  all.emplace_back("AbsoluteTimeout", [](scene& on) { return act::absolute_timeout{on.channel(), 300s}; });
  all.emplace_back("Setvar", [](scene& on) { return act::setvar{"AMI_CONFORMANCE", "1"}.channel(on.channel()); });
  all.emplace_back("Getvar", [](scene& on) { return act::getvar{"CHANNEL(state)"}.channel(on.channel()); });
  all.emplace_back("Status", [](scene& on) { return act::status{}.channel(on.channel()).variables("CHANNEL(name)"); });
  all.emplace_back("CoreShowChannels", [](scene& on) {
    on.talking();
    return act::core_show_channels{};
  });
  all.emplace_back("CoreShowChannelMap",
                   [](scene& on) { return act::core_show_channel_map{on.name_of(on.talking())}; });
  all.emplace_back("Redirect", [](scene& on) { return act::redirect{on.channel(), "load", "music"}; });
  all.emplace_back("Atxfer", [](scene& on) { return act::atxfer{on.talking(), "21"}.context("load"); });
  all.emplace_back("CancelAtxfer", [](scene& on) { return act::cancel_atxfer{on.talking()}; });
  all.emplace_back("BlindTransfer", [](scene& on) {
    return act::blind_transfer{on.talking(), "music"}.context("load");
  });
  all.emplace_back("Bridge", [](scene& on) { return act::bridge{on.name_of(on.channel()), on.name_of(on.channel())}; });
  all.emplace_back("BridgeList", [](scene&) { return act::bridge_list{}; });
  all.emplace_back("BridgeInfo", [](scene& on) { return act::bridge_info{on.bridge_of(on.talking())}; });
  all.emplace_back("BridgeKick", [](scene& on) { return act::bridge_kick{on.name_of(on.talking())}; });
  all.emplace_back("BridgeDestroy", [](scene& on) { return act::bridge_destroy{on.bridge_of(on.talking())}; });
  all.emplace_back("BridgeTechnologyList", [](scene&) { return act::bridge_technology_list{}; });
  all.emplace_back("BridgeTechnologySuspend", [](scene&) { return act::bridge_technology_suspend{"simple_bridge"}; });
  all.emplace_back("BridgeTechnologyUnsuspend",
                   [](scene&) { return act::bridge_technology_unsuspend{"simple_bridge"}; });
  all.emplace_back("LocalOptimizeAway", [](scene& on) { return act::local_optimize_away{on.name_of(on.channel())}; });
  all.emplace_back("PlayDTMF", [](scene& on) { return act::play_dtmf{on.talking(), "5"}.duration(100ms); });
  all.emplace_back("PlayMF", [](scene& on) { return act::play_mf{on.talking(), "5"}; });
  all.emplace_back("SendText", [](scene& on) { return act::send_text{on.talking(), "a text"}; });
  all.emplace_back("SendFlash", [](scene& on) { return act::send_flash{on.talking()}; });
  all.emplace_back("MuteAudio", [](scene& on) {
    return act::mute_audio{on.talking(), act::audio_direction::in, true};
  });
  all.emplace_back("ControlPlayback", [](scene& on) {
    return act::control_playback{on.channel_in("play"), act::playback_control::pause};
  });
  all.emplace_back("MixMonitor", [](scene& on) { return act::mix_monitor{on.talking()}.file("conformance.wav"); });
  all.emplace_back("MixMonitorMute", [](scene& on) {
    const std::string id = on.talking();
    on.send(act::mix_monitor{id}.file("conformance-mute.wav"));
    return act::mix_monitor_mute{id}.direction(act::recording_direction::both).state(true);
  });
  all.emplace_back("StopMixMonitor", [](scene& on) {
    const std::string id = on.talking();
    on.send(act::mix_monitor{id}.file("conformance-stop.wav"));
    return act::stop_mix_monitor{id};
  });
  all.emplace_back("Monitor", [](scene& on) { return act::monitor{on.talking()}.file("conformance-old"); });
  const auto monitored = [](scene& on) {
    const std::string id = on.talking();
    on.try_send(act::monitor{id}.file("conformance-old"));
    return id;
  };
  all.emplace_back("ChangeMonitor", [=](scene& on) { return act::change_monitor{monitored(on), "conformance-other"}; });
  all.emplace_back("PauseMonitor", [=](scene& on) { return act::pause_monitor{monitored(on)}; });
  all.emplace_back("UnpauseMonitor", [=](scene& on) { return act::unpause_monitor{monitored(on)}; });
  all.emplace_back("StopMonitor", [=](scene& on) { return act::stop_monitor{monitored(on)}; });
  all.emplace_back("AGI", [](scene& on) {
    const std::string id = on.channel_in("async-agi");
    on.wait_for_application(id, "AGI");
    return act::agi{id, "VERBOSE text"}.command_id("one");
  });
  all.emplace_back("AOCMessage", [](scene& on) {
    return act::aoc_message{act::aoc_message_type::d}
        .channel(on.name_of(on.talking()))
        .charge_type(act::charge_type::currency)
        .currency_name("EUR")
        .currency_amount(5)
        .currency_multiplier(act::currency_multiplier::one)
        .total_type(act::total_type::sub_total);
  });
  all.emplace_back("Park", [](scene& on) { return act::park{on.name_of(on.talking())}.parkinglot("default"); });
  all.emplace_back("ParkedCalls", [](scene&) { return act::parked_calls{}; });
  all.emplace_back("Parkinglots", [](scene&) { return act::parkinglots{}; });
  all.emplace_back("Hangup", [](scene& on) { return act::hangup{on.channel()}.cause(ami::hangup_cause::user_busy); });
}

void add_rooms_and_queues(std::vector<table_entry>& all) {
  all.emplace_back("ConfbridgeListRooms", [](scene& on) {
    participant(on);
    return act::confbridge_list_rooms{};
  });
  all.emplace_back("ConfbridgeList", [](scene&) { return act::confbridge_list{"load"}; });
  all.emplace_back("ConfbridgeLock", [](scene&) { return act::confbridge_lock{"load"}; });
  all.emplace_back("ConfbridgeUnlock", [](scene&) { return act::confbridge_unlock{"load"}; });
  all.emplace_back("ConfbridgeMute", [](scene&) { return act::confbridge_mute{"load", "all"}; });
  all.emplace_back("ConfbridgeUnmute", [](scene&) { return act::confbridge_unmute{"load", "all"}; });
  all.emplace_back("ConfbridgeSetSingleVideoSrc", [](scene& on) {
    return act::confbridge_set_single_video_src{"load", participant(on)};
  });
  all.emplace_back("ConfbridgeStartRecord",
                   [](scene&) { return act::confbridge_start_record{"load"}.record_file("conformance-room.wav"); });
  all.emplace_back("ConfbridgeStopRecord", [](scene&) { return act::confbridge_stop_record{"load"}; });
  all.emplace_back("ConfbridgeKick", [](scene& on) { return act::confbridge_kick{"load", participant(on)}; });
  all.emplace_back("MeetmeList", [](scene&) { return act::meetme_list{}; });
  all.emplace_back("MeetmeListRooms", [](scene&) { return act::meetme_list_rooms{}; });
  all.emplace_back("MeetmeMute", [](scene&) { return act::meetme_mute{"1", 1}; });
  all.emplace_back("MeetmeUnmute", [](scene&) { return act::meetme_unmute{"1", 1}; });

  const std::string member = "Local/302@load/n";
  all.emplace_back("QueueAdd", [=](scene&) {
    return act::queue_add{"load-b", member}.member_name("Agent").penalty(1).paused();
  });
  all.emplace_back("QueuePause", [=](scene&) { return act::queue_pause{member, true}.queue("load-b").reason("tea"); });
  all.emplace_back("QueuePenalty", [=](scene&) { return act::queue_penalty{member, 2}.queue("load-b"); });
  all.emplace_back("QueueMemberRingInUse", [=](scene&) {
    return act::queue_member_ring_in_use{member, true}.queue("load-b");
  });
  all.emplace_back("QueueStatus", [](scene&) { return act::queue_status{}; });
  all.emplace_back("QueueSummary", [](scene&) { return act::queue_summary{}; });
  all.emplace_back("QueueRule", [](scene&) { return act::queue_rule{}; });
  all.emplace_back("QueueLog", [=](scene&) {
    return act::queue_log{"load-b", "CONFORMANCE"}.interface(member).uniqueid("1.1").message("a message");
  });
  all.emplace_back("QueueChangePriorityCaller", [](scene& on) {
    return act::queue_change_priority_caller{"load-b", caller_in_queue(on), 3};
  });
  all.emplace_back("QueueWithdrawCaller", [](scene& on) {
    return act::queue_withdraw_caller{"load-b", caller_in_queue(on)};
  });
  all.emplace_back("QueueRemove", [=](scene&) { return act::queue_remove{"load-b", member}; });
  all.emplace_back("QueueReset", [](scene&) { return act::queue_reset{}.queue("load-b"); });
  all.emplace_back("QueueReload", [](scene&) { return act::queue_reload{}.members(true); });
  all.emplace_back("Agents", [](scene&) { return act::agents{}; });
  all.emplace_back("AgentLogoff", [](scene&) { return act::agent_logoff{"1001"}; });
}

void add_state(std::vector<table_entry>& all) {
  all.emplace_back("DeviceStateList", [](scene& on) {
    on.send(act::setvar{"DEVICE_STATE(Custom:ami-test)", "INUSE"});
    return act::device_state_list{};
  });
  all.emplace_back("ExtensionState", [](scene&) { return act::extension_state{"800", "default"}; });
  all.emplace_back("ExtensionStateList", [](scene&) { return act::extension_state_list{}; });
  all.emplace_back("PresenceState", [](scene& on) {
    on.send(act::setvar{"PRESENCE_STATE(CustomPresence:ami-test)", "away,lunch,a message"});
    return act::presence_state{"CustomPresence:ami-test"};
  });
  all.emplace_back("PresenceStateList", [](scene&) { return act::presence_state_list{}; });
  all.emplace_back("MailboxCount", [](scene&) { return act::mailbox_count{"1234@default"}; });
  all.emplace_back("MailboxStatus", [](scene&) { return act::mailbox_status{"1234@default"}; });
  all.emplace_back("MWIGet", [](scene&) { return act::mwi_get{"1234@default"}; });
  all.emplace_back("MWIUpdate", [](scene&) { return act::mwi_update{"1234@default"}.new_messages(1); });
  all.emplace_back("MWIDelete", [](scene&) { return act::mwi_delete{"1234@default"}; });
  all.emplace_back("VoicemailUsersList", [](scene&) { return act::voicemail_users_list{}; });
  all.emplace_back("VoicemailUserStatus", [](scene&) { return act::voicemail_user_status{"default", "1234"}; });
  all.emplace_back("VoicemailBoxSummary", [](scene&) { return act::voicemail_box_summary{"default", "1234"}; });
  all.emplace_back("VoicemailRefresh", [](scene&) { return act::voicemail_refresh{}.context("default"); });
  all.emplace_back("VoicemailForward", [](scene&) {
    return act::voicemail_forward{"default", "1234", "INBOX", "none", "default", "1235", "INBOX"};
  });
  all.emplace_back("VoicemailMove", [](scene&) {
    return act::voicemail_move{"default", "1234", "INBOX", "none", "Old"};
  });
  all.emplace_back("VoicemailRemove", [](scene&) { return act::voicemail_remove{"default", "1234", "INBOX", "none"}; });
  all.emplace_back("FAXSessions", [](scene&) { return act::fax_sessions{}; });
  all.push_back(table_entry{"FAXSession", [](scene&) { return act::fax_session{77}; }}.refused("Session not found"));
  all.emplace_back("FAXStats", [](scene&) { return act::fax_stats{}; });
  all.emplace_back("MessageSend", [](scene&) {
    return act::message_send{}.destination("pjsip:bob").to("pjsip:bob").from("sip:test@127.0.0.1").body("a text");
  });
  all.emplace_back("JabberSend", [](scene&) { return act::jabber_send{"nobody", "somebody@127.0.0.1", "a text"}; });
}

void add_telephones(std::vector<table_entry>& all) {
  all.emplace_back("PJSIPShowEndpoints", [](scene&) { return act::pjsip_show_endpoints{}; });
  all.emplace_back("PJSIPShowEndpoint", [](scene&) { return act::pjsip_show_endpoint{"alice"}; });
  all.emplace_back("PJSIPShowAors", [](scene&) { return act::pjsip_show_aors{}; });
  all.emplace_back("PJSIPShowAuths", [](scene&) { return act::pjsip_show_auths{}; });
  all.emplace_back("PJSIPShowContacts", [](scene&) { return act::pjsip_show_contacts{}; });
  all.emplace_back("PJSIPShowRegistrationsInbound", [](scene&) { return act::pjsip_show_registrations_inbound{}; });
  all.emplace_back("PJSIPShowRegistrationsOutbound", [](scene&) { return act::pjsip_show_registrations_outbound{}; });
  all.emplace_back("PJSIPShowRegistrationInboundContactStatuses",
                   [](scene&) { return act::pjsip_show_registration_inbound_contact_statuses{}; });
  all.emplace_back("PJSIPShowResourceLists", [](scene&) { return act::pjsip_show_resource_lists{}; });
  all.emplace_back("PJSIPShowSubscriptionsInbound", [](scene&) { return act::pjsip_show_subscriptions_inbound{}; });
  all.emplace_back("PJSIPShowSubscriptionsOutbound", [](scene&) { return act::pjsip_show_subscriptions_outbound{}; });
  all.emplace_back("PJSIPQualify", [](scene&) { return act::pjsip_qualify{"bob"}; });
  all.emplace_back("PJSIPNotify", [](scene&) { return act::pjsip_notify{}.endpoint("bob").variable("Event", "x"); });
  all.emplace_back("PJSIPRegister", [](scene&) { return act::pjsip_register{"ami-test"}; });
  all.emplace_back("PJSIPUnregister", [](scene&) { return act::pjsip_unregister{"ami-test"}; });
  all.emplace_back("PJSIPSetMaintenance", [](scene&) { return act::pjsip_set_maintenance{"bob", true}; });
  all.emplace_back("PJSIPShowMaintenance", [](scene&) { return act::pjsip_show_maintenance{}; });
  all.emplace_back("PJSIPHangup", [](scene& on) {
    on.talking("dial-sip");
    std::string name;
    const auto listed = on.send(act::core_show_channels{});
    for (const auto each : listed.items()) {
      name = each.channel().starts_with("PJSIP/") ? std::string{each.channel()} : name;
    }
    return act::pjsip_hangup{name, "603"};
  });
  all.emplace_back("SIPpeers", [](scene&) { return act::sip_peers{}; });
  all.emplace_back("SIPpeerstatus", [](scene&) { return act::sip_peer_status{}; });
  all.emplace_back("SIPshowpeer", [](scene&) { return act::sip_show_peer{"peer1"}; });
  all.emplace_back("SIPqualifypeer", [](scene&) { return act::sip_qualify_peer{"peer1"}; });
  all.emplace_back("SIPshowregistry", [](scene&) { return act::sip_show_registry{}; });
  all.emplace_back("SIPnotify", [](scene&) { return act::sip_notify{"peer2"}.variable("Event", "x"); });
  all.emplace_back("SKINNYdevices", [](scene&) { return act::skinny_devices{}; });
  all.emplace_back("SKINNYlines", [](scene&) { return act::skinny_lines{}; });
  all.emplace_back("SKINNYshowdevice", [](scene&) { return act::skinny_show_device{"phone"}; });
  all.emplace_back("SKINNYshowline", [](scene&) { return act::skinny_show_line{"line"}; });
  all.emplace_back("IAXpeers", [](scene&) { return act::iax_peers{}; });
  all.emplace_back("IAXpeerlist", [](scene&) { return act::iax_peer_list{}; });
  all.emplace_back("IAXregistry", [](scene&) { return act::iax_registry{}; });
  all.emplace_back("IAXnetstats", [](scene&) { return act::iax_netstats{}; });
  all.emplace_back("DAHDIDialOffhook", [](scene&) { return act::dahdi_dial_offhook{"1", "100"}; });
  all.emplace_back("DAHDIDNDoff", [](scene&) { return act::dahdi_dnd_off{"1"}; });
  all.emplace_back("DAHDIDNDon", [](scene&) { return act::dahdi_dnd_on{"1"}; });
  all.emplace_back("DAHDIHangup", [](scene&) { return act::dahdi_hangup{"1"}; });
  all.emplace_back("DAHDIShowChannels", [](scene&) { return act::dahdi_show_channels{}; });
  all.emplace_back("DAHDIShowStatus", [](scene&) { return act::dahdi_show_status{}; });
  all.emplace_back("DAHDITransfer", [](scene&) { return act::dahdi_transfer{"1"}; });
  all.emplace_back("PRIDebugFileSet", [](scene&) { return act::pri_debug_file_set{"pri"}; });
  all.emplace_back("PRIDebugFileUnset", [](scene&) { return act::pri_debug_file_unset{}; });
  all.emplace_back("PRIDebugSet", [](scene&) { return act::pri_debug_set{"1", act::pri_debug_level::off}; });
  all.emplace_back("PRIShowSpans", [](scene&) { return act::pri_show_spans{}; });
}

void add_server(std::vector<table_entry>& all) {
  all.emplace_back("Ping", [](scene&) { return act::ping{}; });
  all.emplace_back("CoreSettings", [](scene&) { return act::core_settings{}; });
  all.emplace_back("CoreStatus", [](scene&) { return act::core_status{}; });
  all.emplace_back("ListCommands", [](scene&) { return act::list_commands{}; });
  all.emplace_back("Command", [](scene&) { return act::command{"core show version"}; });
  all.emplace_back("UserEvent", [](scene&) { return act::user_event{"Conformance"}.header("Text", "a text"); });
  all.emplace_back("WaitEvent", [](scene&) { return act::wait_event{1s}; });
  all.emplace_back("ModuleCheck", [](scene&) { return act::module_check{"app_queue"}; });
  all.emplace_back("ShowDialPlan", [](scene&) { return act::show_dial_plan{}.context("default"); });
  all.emplace_back("DialplanExtensionAdd", [](scene&) {
    return act::dialplan_extension_add{"ami-conformance", "1", "1", "NoOp"}.application_data("text").replace();
  });
  all.emplace_back("DialplanExtensionRemove", [](scene&) {
    return act::dialplan_extension_remove{"ami-conformance", "1"};
  });
  all.emplace_back("DBPut", [](scene&) { return act::db_put{"ami-conformance", "key", "a value"}; });
  all.emplace_back("DBGet", [](scene&) { return act::db_get{"ami-conformance", "key"}; });
  all.emplace_back("DBGetTree", [](scene&) { return act::db_get_tree{}.family("ami-conformance"); });
  all.emplace_back("DBDel", [](scene&) { return act::db_del{"ami-conformance", "key"}; });
  all.emplace_back("DBDelTree", [](scene& on) {
    on.send(act::db_put{"ami-conformance", "key", "a value"});
    return act::db_del_tree{"ami-conformance"};
  });
  all.emplace_back("CreateConfig", [](scene&) { return act::create_config{"ami-conformance.conf"}; });
  all.emplace_back("UpdateConfig", [](scene&) {
    return act::update_config{"ami-conformance.conf", "ami-conformance.conf"}.new_category("general").append(
        "general", "key", "value");
  });
  all.emplace_back("GetConfig", [](scene&) { return act::get_config{"ami-conformance.conf"}; });
  all.emplace_back("GetConfigJSON", [](scene&) { return act::get_config_json{"ami-conformance.conf"}; });
  all.emplace_back("ListCategories", [](scene&) { return act::list_categories{"ami-conformance.conf"}; });
  const std::string cache = "ami-conformance";
  all.emplace_back("SorceryMemoryCachePopulate", [=](scene&) { return act::sorcery_memory_cache_populate{cache}; });
  all.emplace_back("SorceryMemoryCacheStale", [=](scene&) { return act::sorcery_memory_cache_stale{cache}; });
  // It caches all objects or none, and has none.
  all.push_back(table_entry{
      "SorceryMemoryCacheStaleObject", [=](scene&) {
        return act::sorcery_memory_cache_stale_object{cache, "test.example"};
      }}.refused("The provided object could not be marked as stale in the cache"));
  all.push_back(table_entry{
      "SorceryMemoryCacheExpireObject",
      [=](scene&) {
        return act::sorcery_memory_cache_expire_object{cache, "test.example"};
      }}.refused("Due to full backend caching per-object expiration is not available, consider using "
                 "SorceryMemoryCachePopulate or SorceryMemoryCacheExpire instead"));
  all.emplace_back("SorceryMemoryCacheExpire", [=](scene&) { return act::sorcery_memory_cache_expire{cache}; });
  all.emplace_back("LoggerRotate", [](scene&) { return act::logger_rotate{}; });
  all.emplace_back("ModuleLoad",
                   [](scene&) { return act::module_load{act::load_type::reload}.module("app_queue.so"); });
  all.emplace_back("Reload", [](scene&) { return act::reload{}.module("cdr"); });
}

void add_last(std::vector<table_entry>& all) {
  // A session that logs in asks for a challenge, and may log in again.
  all.push_back(table_entry{"Challenge", [](scene&) { return act::challenge{}; }}.aside());
  all.push_back(table_entry{"Login", [](scene&) { return act::login{"admin", "s3cret"}; }}.aside());
  all.push_back(table_entry{"Events", [](scene&) { return act::events{"call"}; }}.aside());
  all.push_back(table_entry{"Filter", [](scene&) { return act::filter{"Event: Hangup"}; }}.aside());
  all.push_back(table_entry{"DAHDIRestart", [](scene&) { return act::dahdi_restart{}; }}.aside());
  all.push_back(table_entry{"Logoff", [](scene&) { return act::logoff{}; }}.aside());
}

}  // namespace

std::vector<table_entry> action_table() {
  std::vector<table_entry> all;
  add_server(all);
  add_telephones(all);
  add_state(all);
  add_rooms_and_queues(all);
  add_calls(all);
  add_last(all);
  return all;
}

}  // namespace conformance
