// Values of headers from their texts, in the spellings that Asterisk has for them.
//
//     const auto state = ami::parse_device_state(event["State"]);            // "NOT_INUSE", "Not in use", ...
//     if (state == ami::device_state::unavailable) { ... }
//
// The typed accessors of events use these. They are for events and headers that the catalogue does not have, for your
// own user events (ami/user_event.hpp), and for texts of other sources.
//
// Each parse function returns nothing for a text that does not parse as a whole, or whose value does not fit. None of
// them throws, allocates or depends on the locale, and all may be called from any thread.
#pragma once

#include <ami/config.hpp>
#include <ami/value_types.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ami {

/// True for the texts with which Asterisk says that there is no value: empty, `<unknown>`, `<none>`, `(null)`,
/// `<Not set>`, `N/A` (any case). Accessors of other types than text return nothing for them. For caller ids, which
/// have further such texts, see known_caller_id() in ami/names.hpp.
/// @param text the whole value, as received.
AMI_DECL bool is_no_value(std::string_view text) noexcept;

// In the words of the states below, up to parse_transfer_result(), case and separators do not matter ("NOT_INUSE" and
// "Not in use"); to_string() of each state is among the words.

/// A state of a device in any of its spellings in words: "NOT_INUSE" (`DeviceStateChange`), "Not in use", "Ring+Inuse",
/// "On Hold" (`EndpointList`, `EndpointDetail`).
AMI_DECL std::optional<device_state> parse_device_state(std::string_view text) noexcept;
/// The state of a queue's member: a number of device_state (`Status` of QueueMember and its like), or its words.
AMI_DECL std::optional<device_state> parse_member_state(std::string_view text) noexcept;
/// A number of extension_state, or the words for it: "Idle", "InUse&Ringing", "Hold". Asterisk says "Unknown" both for
/// a removed and for a deactivated hint: that is extension_state::deactivated here.
AMI_DECL std::optional<extension_state> parse_extension_state(std::string_view text) noexcept;
/// A number of channel_state (`ChannelState`), or the words for it (`ChannelStateDesc`): "Rsrvd", "OffHook", "Dialing
/// Offhook", "Unknown (12)".
AMI_DECL std::optional<channel_state> parse_channel_state(std::string_view text) noexcept;
/// "Reachable", "NonQualified", ..., and the short forms of the console: "Avail", "NonQual".
AMI_DECL std::optional<contact_state> parse_contact_state(std::string_view text) noexcept;
/// "Registered", "Lagged", "UNREACHABLE", "Unmonitored", "OK (3 ms)", "LAGGED (2100 ms)", ..., and the "online" and
/// "offline" of endpoints.
AMI_DECL std::optional<peer_state> parse_peer_state(std::string_view text) noexcept;
/// "Registered", "Request Sent", "Auth. Sent", "No Authentication", ....
AMI_DECL std::optional<registration_state> parse_registration_state(std::string_view text) noexcept;

/// The device state for a word of any of the states above (see the overloads in ami/value_types.hpp); words that
/// several of them have mean the same. Nothing for any other text and for a number, whose meaning depends on its
/// header.
AMI_DECL std::optional<device_state> to_device_state(std::string_view text) noexcept;

/// "not_set", "away", ....
AMI_DECL std::optional<presence_state> parse_presence_state(std::string_view text) noexcept;
/// "ANSWER", "CHANUNAVAIL", ....
AMI_DECL std::optional<dial_status> parse_dial_status(std::string_view text) noexcept;
/// "static", "dynamic", "realtime".
AMI_DECL std::optional<queue_membership> parse_queue_membership(std::string_view text) noexcept;
/// "AGENT_IDLE", ....
AMI_DECL std::optional<agent_state> parse_agent_state(std::string_view text) noexcept;
/// "NO ANSWER", "ANSWERED", ....
AMI_DECL std::optional<call_disposition> parse_call_disposition(std::string_view text) noexcept;
/// "Received", "Sent".
AMI_DECL std::optional<stream_direction> parse_stream_direction(std::string_view text) noexcept;
/// "Success", "Not Permitted", ....
AMI_DECL std::optional<transfer_result> parse_transfer_result(std::string_view text) noexcept;

/// A decimal number, with or without a fraction; no exponent. Spaces in front are skipped: the server pads some.
AMI_DECL std::optional<double> parse_real(std::string_view text) noexcept;
/// A number in hexadecimal, with or without `0x`.
AMI_DECL std::optional<std::uint64_t> parse_hex(std::string_view text) noexcept;

/// Whole minutes. Negative durations are not accepted, here and below.
AMI_DECL std::optional<std::chrono::minutes> parse_minutes(std::string_view text) noexcept;
/// Whole seconds.
AMI_DECL std::optional<std::chrono::seconds> parse_seconds(std::string_view text) noexcept;
/// Whole milliseconds.
AMI_DECL std::optional<std::chrono::milliseconds> parse_milliseconds(std::string_view text) noexcept;
/// Whole microseconds.
AMI_DECL std::optional<std::chrono::microseconds> parse_microseconds(std::string_view text) noexcept;
/// Seconds with up to six digits of a fraction: "3.000000", "0.9790".
AMI_DECL std::optional<std::chrono::microseconds> parse_decimal_seconds(std::string_view text) noexcept;
/// Hours, minutes and seconds: "00:01:59". Hours may have more digits.
AMI_DECL std::optional<std::chrono::seconds> parse_hms(std::string_view text) noexcept;

/// Seconds since 1970; nothing for 0, which means never.
AMI_DECL std::optional<std::chrono::sys_seconds> parse_epoch(std::string_view text) noexcept;
/// Seconds since 1970 with a fraction of six digits: "1795405828.992365".
AMI_DECL std::optional<std::chrono::sys_time<std::chrono::microseconds>> parse_epoch_fraction(
    std::string_view text) noexcept;
/// A time with its offset from UTC: "2026-11-23T03:49:50.103+0000".
AMI_DECL std::optional<std::chrono::sys_time<std::chrono::milliseconds>> parse_iso_time(std::string_view text) noexcept;
/// A time in the server's time zone, which the server does not send: "2026-11-23 03:49:50".
AMI_DECL std::optional<std::chrono::local_seconds> parse_local_time(std::string_view text) noexcept;
/// The same from a date and a time.
AMI_DECL std::optional<std::chrono::local_seconds> parse_local_time(std::string_view date,
                                                                    std::string_view time) noexcept;

/// An address of security events: "IPV4/TCP/127.0.0.1/5038".
AMI_DECL std::optional<network_address> parse_address(std::string_view text) noexcept;
/// An address and its port: "127.0.0.1:10073", "[::1]:10073".
AMI_DECL std::optional<network_address> parse_host_port(std::string_view text) noexcept;

}  // namespace ami
