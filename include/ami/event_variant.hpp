// All typed events in one: visit() and as_variant().
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event.hpp>
#include <ami/event_type.hpp>
#include <ami/event_view.hpp>
#include <ami/events.hpp>

#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace ami {

namespace detail {

template <class... Types>
class event_list {
public:
  static_assert((typed_event<Types> && ...));
  using variant = std::variant<Types...>;

  template <class Result, class Function>
  static Result visit(Function& function, const event& value) {
    using call = Result (*)(Function&, const event&);
    static constexpr call calls[] = {&call_with<Result, Function, Types>...};
    static_assert(sizeof...(Types) == event_type_count);
    return calls[static_cast<std::size_t>(value.type())](function, value);
  }

private:
  template <class Result, class Function, class Type>
  static Result call_with(Function& function, const event& value) {
    if constexpr (std::is_base_of_v<event_view, Type>) {
      return static_cast<Result>(function(Type{value.frame()}));
    } else {
      return static_cast<Result>(function(*value.get_if<Type>()));
    }
  }
};

// In the order of event_type.
using every_event = event_list<
    events::unknown, lagged, connection_lost, connection_restored, connection_state_changed, events::agent_called,
    events::agent_complete, events::agent_connect, events::agent_dump, events::agent_login, events::agent_logoff,
    events::agent_ring_no_answer, events::agents, events::agents_complete, events::agi_exec_end, events::agi_exec_start,
    events::alarm, events::alarm_clear, events::aoc_d, events::aoc_e, events::aoc_s, events::aor_detail,
    events::aor_list, events::aor_list_complete, events::async_agi_end, events::async_agi_exec, events::async_agi_start,
    events::attended_transfer, events::auth_detail, events::auth_list, events::auth_list_complete,
    events::auth_method_not_allowed, events::blind_transfer, events::bridge_create, events::bridge_destroy,
    events::bridge_enter, events::bridge_info_channel, events::bridge_info_complete, events::bridge_leave,
    events::bridge_list_complete, events::bridge_list_item, events::bridge_merge,
    events::bridge_technology_list_complete, events::bridge_technology_list_item, events::bridge_video_source_update,
    events::cc_available, events::cc_caller_recalling, events::cc_caller_start_monitoring,
    events::cc_caller_stop_monitoring, events::cc_failure, events::cc_monitor_failed, events::cc_offer_timer_start,
    events::cc_recall_complete, events::cc_request_acknowledged, events::cc_requested, events::cdr, events::cel,
    events::challenge_response_failed, events::challenge_sent, events::chan_spy_start, events::chan_spy_stop,
    events::channel_hungup, events::channel_talking_start, events::channel_talking_stop,
    events::channels_hungup_list_complete, events::confbridge_end, events::confbridge_join, events::confbridge_leave,
    events::confbridge_list, events::confbridge_list_complete, events::confbridge_list_rooms,
    events::confbridge_list_rooms_complete, events::confbridge_mute, events::confbridge_record,
    events::confbridge_start, events::confbridge_stop_record, events::confbridge_talking, events::confbridge_unmute,
    events::contact_list, events::contact_list_complete, events::contact_status, events::contact_status_detail,
    events::contact_status_detail_complete, events::core_show_channel, events::core_show_channel_map,
    events::core_show_channel_map_complete, events::core_show_channels_complete, events::dahdi_channel,
    events::dahdi_show_channels, events::dahdi_show_channels_complete, events::dahdi_show_status,
    events::dahdi_show_status_complete, events::db_get_complete, events::db_get_response, events::db_get_tree_complete,
    events::db_get_tree_response, events::deadlock_start, events::device_entry, events::device_state_change,
    events::device_state_list_complete, events::devicelist_complete, events::dial_begin, events::dial_end,
    events::dial_state, events::dnd_state, events::dtmf_begin, events::dtmf_end, events::endpoint_detail,
    events::endpoint_detail_complete, events::endpoint_list, events::endpoint_list_complete,
    events::extension_state_list_complete, events::extension_status, events::failed_acl, events::fax_session,
    events::fax_sessions_complete, events::fax_sessions_entry, events::fax_stats, events::fax_status, events::flash,
    events::fully_booted, events::hangup, events::hangup_handler_pop, events::hangup_handler_push,
    events::hangup_handler_run, events::hangup_request, events::hold, events::identify_detail,
    events::inbound_registration_detail, events::inbound_registration_detail_complete,
    events::inbound_subscription_detail, events::inbound_subscription_detail_complete, events::invalid_account_id,
    events::invalid_password, events::invalid_transport, events::jabber_status, events::line_entry,
    events::linelist_complete, events::list_dialplan, events::load, events::load_average_limit, events::local_bridge,
    events::local_optimization_begin, events::local_optimization_end, events::log_channel, events::mc_id,
    events::meetme_end, events::meetme_join, events::meetme_leave, events::meetme_list, events::meetme_list_complete,
    events::meetme_list_rooms, events::meetme_list_rooms_complete, events::meetme_mute, events::meetme_talk_request,
    events::meetme_talking, events::memory_limit, events::message_waiting, events::mini_voice_mail,
    events::mix_monitor_mute, events::mix_monitor_start, events::mix_monitor_stop, events::mobile_status,
    events::monitor_start, events::monitor_stop, events::music_on_hold_start, events::music_on_hold_stop,
    events::mwi_get, events::mwi_get_complete, events::new_account_code, events::new_callerid,
    events::new_connected_line, events::newchannel, events::newexten, events::newstate, events::originate_response,
    events::outbound_registration_detail, events::outbound_registration_detail_complete,
    events::outbound_subscription_detail, events::outbound_subscription_detail_complete, events::parked_call,
    events::parked_call_give_up, events::parked_call_swap, events::parked_call_time_out, events::parked_calls_complete,
    events::parkinglot, events::parkinglots_complete, events::peer_entry, events::peer_status,
    events::peerlist_complete, events::pickup, events::pjsip_maintenance_status,
    events::pjsip_maintenance_status_complete, events::presence_state_change, events::presence_state_list_complete,
    events::presence_status, events::pri_show_spans, events::pri_show_spans_complete, events::queue_caller_abandon,
    events::queue_caller_join, events::queue_caller_leave, events::queue_entry, events::queue_member,
    events::queue_member_added, events::queue_member_pause, events::queue_member_penalty, events::queue_member_removed,
    events::queue_member_ringinuse, events::queue_member_status, events::queue_params, events::queue_status_complete,
    events::queue_summary, events::queue_summary_complete, events::receive_fax, events::registrations_complete,
    events::registry, events::registry_entry, events::reload, events::rename, events::request_bad_format,
    events::request_not_allowed, events::request_not_supported, events::resource_list_detail,
    events::resource_list_detail_complete, events::rtcp_received, events::rtcp_sent, events::send_fax,
    events::session_limit, events::session_timeout, events::show_dial_plan_complete, events::shutdown,
    events::sip_peer_status_complete, events::sip_qualify_peer_done, events::soft_hangup_request, events::span_alarm,
    events::span_alarm_clear, events::status, events::status_complete, events::successful_auth, events::test_event,
    events::transport_detail, events::un_parked_call, events::unexpected_address, events::unhold, events::unload,
    events::user_event, events::var_set, events::voicemail_box_detail, events::voicemail_box_detail_complete,
    events::voicemail_password_change, events::voicemail_user_detail, events::voicemail_user_detail_complete,
    events::voicemail_user_entry, events::voicemail_user_entry_complete, events::wait_event_complete, events::wink>;

template <class... Types>
std::optional<std::variant<Types...>> find_alternative(const event& value, std::variant<Types...>* /*type*/) {
  std::optional<std::variant<Types...>> result;
  const auto try_one = [&](auto view) {
    if (view) {
      result.emplace(*view);
    }
    return result.has_value();
  };
  // A user's class with a condition comes before the plain type, and that before a kind.
  if constexpr ((is_conditional<Types> || ...)) {
    (void)((is_conditional<Types> && try_one(value.get_if<Types>())) || ...);
  }
  if (!result) {
    (void)((!is_conditional<Types> && !event_group<Types> && try_one(value.get_if<Types>())) || ...);
  }
  if constexpr ((event_group<Types> || ...)) {
    if (!result) {
      (void)((!is_conditional<Types> && event_group<Types> && try_one(value.get_if<Types>())) || ...);
    }
  }
  return result;
}

}  // namespace detail

/// Calls `function` with the typed view of an event: a class of `ami::events`, or `lagged`, `connection_lost`,
/// `connection_restored`. It must take all of them (a generic lambda, or overloads with one) and its result must
/// convert to its result for `events::unknown`. Costs one indirect call, and half a second to compile.
template <class Function>
auto visit(Function&& function, const event& value) {
  constexpr bool takes_unknown = std::is_invocable_v<Function&, events::unknown>;
  static_assert(takes_unknown, "the function of visit() takes every typed event: a generic lambda, or overloads with one");
  if constexpr (takes_unknown) {
    using result = std::invoke_result_t<Function&, events::unknown>;
    return detail::every_event::visit<result>(function, value);
  }
}

/// Any typed event, as views: it must not outlive the event that it was made from.
/// @warning `std::visit` of a variant of so many alternatives takes 12 s and 0.8 GB to compile (GCC 12), and to make
///   one 100 s and 3 GB. visit() does the same for next to nothing; so does as_variant() with a smaller variant, and
///   what `subscribe<Types...>()` yields has one.
using event_variant = detail::every_event::variant;

/// An event as a variant of typed views: the alternative of its type, or `events::unknown`, which `Variant` must have.
/// `ami::as_variant<std::variant<ami::events::unknown, ami::events::hangup>>(event)`
template <class Variant = event_variant>
[[nodiscard]] Variant as_variant(const event& value) {
  auto found = detail::find_alternative(value, static_cast<Variant*>(nullptr));
  return found ? *found : Variant{events::unknown{value.frame()}};
}
template <class Variant = event_variant>
Variant as_variant(const event&& value) = delete;

}  // namespace ami
