// Reads the names in events: the device of a channel, the other half of a Local channel, a queue's member, and whether
// a caller is known.
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace ami {

/// The device of a channel: `PJSIP/alice` of "PJSIP/alice-00000001", `Local/200@default` of
/// "Local/200@default-00000000;1", `DAHDI/1` of "DAHDI/1-1", `IAX2/office` of "IAX2/office-1234". Queue members,
/// DeviceStateChange and hints use this name.
///
/// A channel's name is a technology, a device that may contain dashes, and a dash with the channel's number. The number
/// is recognised by the rules of the technology, so that nothing is cut off a name without one: `PJSIP/front-desk` is
/// its own device. The words that the server adds to the name of a channel that it moves or is about to end are not
/// part of the device: "AsyncGoto/PJSIP/alice-00000001", "Surrogate/...", "PJSIP/alice-00000001<ZOMBIE>". Nor are the
/// options of a Local channel: a queue's member "Local/200@default/n" and its channel "Local/200@default-00000000;1"
/// are both `Local/200@default`.
///
/// @param channel a channel's name, or the dial string of one.
/// @return a view of `channel`; empty when it names no channel ("<unknown>", the "none" of a global variable).
/// @par Thread safety Any thread.
/// @note Source: the channel drivers of Asterisk 1.8 to 22. For PJSIP, SIP and unknown technologies the number has
/// eight or more hexadecimal digits, or is a pointer ("0x7f3c2c00a1b0"). Some drivers use shorter numbers; a device
/// that ends like one is then cut when it is passed without a channel's number: a dash and decimal digits (IAX2, MGCP,
/// Skinny, OOH323), a dash and hexadecimal digits (DAHDI, Zap, CAPI), a dash and four of them (Mobile, Motif, Jingle,
/// Gtalk). Agent, Console, Message, Radio, usrp and vpb have no number.
AMI_DECL std::string_view channel_device(std::string_view channel) noexcept;
// The result would refer to the temporary.
template <std::same_as<std::string> Text>
std::string_view channel_device(Text&& channel) = delete;

/// The name of the other half of a Local channel: "Local/200@default-00000000;2" of "Local/200@default-00000000;1", and
/// the other way round. This includes the halves with which the server plays into and records conferences (`CBAnn`,
/// `CBRec`, `Announcer`, `Recorder`), and the names of Asterisk 1.4, which have a comma. Words that the server adds to
/// a name are ignored, as in channel_device().
///
/// @param channel a channel's name.
/// @return nothing when the channel is not a half.
/// @par Thread safety Any thread.
AMI_DECL std::optional<std::string> other_half(std::string_view channel);

/// A caller id, its number or its name; empty for a text that means that there is none: all texts of is_no_value(),
/// "unknown" (of queues and conferences, and of carriers) in any case and in brackets of any kind, `"" <>`, spaces. A
/// text that hides a number ("anonymous", "private") is a value.
///
/// @param text the value of `CallerIDNum` and its like, as received.
/// @return `text`, or an empty view. A name that Asterisk escapes has to be unescaped before, as the typed accessors
/// do: `\"unknown\"` means that there is none.
/// @par Thread safety Any thread.
AMI_DECL std::string_view known_caller_id(std::string_view text) noexcept;
template <std::same_as<std::string> Text>
std::string_view known_caller_id(Text&& text) = delete;

namespace detail {

// The name of a caller from its escaped text; empty when known_caller_id() is.
AMI_DECL std::string known_caller_name(std::string_view escaped);

}  // namespace detail

/// The interface of a queue's member, that is, what the queue dials, in any event of a queue that is about a member:
/// `Interface` since Asterisk 12, but `Location` in QueueMember; before that `Location`, `Member` or `AgentCalled`,
/// depending on the event. Typed views have it as `interface()`.
///
/// @param event the frame of AgentCalled, AgentComplete, AgentConnect, AgentDump, AgentRingNoAnswer, QueueMember,
/// QueueMemberAdded or any other QueueMember... event.
/// @return a view of the frame; empty when the event has none.
/// @par Thread safety Any thread.
AMI_DECL std::string_view queue_member_interface(wire::frame_view event) noexcept;

/// The name of a queue's member, as queue_member_interface(): `MemberName`, but `Name` in QueueMember, and `AgentName`
/// in AgentCalled before Asterisk 12. Typed views have it as `member_name()`.
/// @param event as for queue_member_interface().
/// @return a view of the frame; empty when the event has none.
/// @par Thread safety Any thread.
AMI_DECL std::string_view queue_member_name(wire::frame_view event) noexcept;

}  // namespace ami
