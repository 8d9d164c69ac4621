// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#include <ami/event_type.hpp>
#include <ami/wire/frame.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace ami {

namespace {

// In the order of event_type.
constexpr std::array<std::string_view, event_type_count> names{
    "unknown",
    "lagged",
    "connection_lost",
    "connection_restored",
    "connection_state_changed",
    "AgentCalled",
    "AgentComplete",
    "AgentConnect",
    "AgentDump",
    "AgentLogin",
    "AgentLogoff",
    "AgentRingNoAnswer",
    "Agents",
    "AgentsComplete",
    "AGIExecEnd",
    "AGIExecStart",
    "Alarm",
    "AlarmClear",
    "AOC-D",
    "AOC-E",
    "AOC-S",
    "AorDetail",
    "AorList",
    "AorListComplete",
    "AsyncAGIEnd",
    "AsyncAGIExec",
    "AsyncAGIStart",
    "AttendedTransfer",
    "AuthDetail",
    "AuthList",
    "AuthListComplete",
    "AuthMethodNotAllowed",
    "BlindTransfer",
    "BridgeCreate",
    "BridgeDestroy",
    "BridgeEnter",
    "BridgeInfoChannel",
    "BridgeInfoComplete",
    "BridgeLeave",
    "BridgeListComplete",
    "BridgeListItem",
    "BridgeMerge",
    "BridgeTechnologyListComplete",
    "BridgeTechnologyListItem",
    "BridgeVideoSourceUpdate",
    "CCAvailable",
    "CCCallerRecalling",
    "CCCallerStartMonitoring",
    "CCCallerStopMonitoring",
    "CCFailure",
    "CCMonitorFailed",
    "CCOfferTimerStart",
    "CCRecallComplete",
    "CCRequestAcknowledged",
    "CCRequested",
    "Cdr",
    "CEL",
    "ChallengeResponseFailed",
    "ChallengeSent",
    "ChanSpyStart",
    "ChanSpyStop",
    "ChannelHungup",
    "ChannelTalkingStart",
    "ChannelTalkingStop",
    "ChannelsHungupListComplete",
    "ConfbridgeEnd",
    "ConfbridgeJoin",
    "ConfbridgeLeave",
    "ConfbridgeList",
    "ConfbridgeListComplete",
    "ConfbridgeListRooms",
    "ConfbridgeListRoomsComplete",
    "ConfbridgeMute",
    "ConfbridgeRecord",
    "ConfbridgeStart",
    "ConfbridgeStopRecord",
    "ConfbridgeTalking",
    "ConfbridgeUnmute",
    "ContactList",
    "ContactListComplete",
    "ContactStatus",
    "ContactStatusDetail",
    "ContactStatusDetailComplete",
    "CoreShowChannel",
    "CoreShowChannelMap",
    "CoreShowChannelMapComplete",
    "CoreShowChannelsComplete",
    "DAHDIChannel",
    "DAHDIShowChannels",
    "DAHDIShowChannelsComplete",
    "DAHDIShowStatus",
    "DAHDIShowStatusComplete",
    "DBGetComplete",
    "DBGetResponse",
    "DBGetTreeComplete",
    "DBGetTreeResponse",
    "DeadlockStart",
    "DeviceEntry",
    "DeviceStateChange",
    "DeviceStateListComplete",
    "DevicelistComplete",
    "DialBegin",
    "DialEnd",
    "DialState",
    "DNDState",
    "DTMFBegin",
    "DTMFEnd",
    "EndpointDetail",
    "EndpointDetailComplete",
    "EndpointList",
    "EndpointListComplete",
    "ExtensionStateListComplete",
    "ExtensionStatus",
    "FailedACL",
    "FAXSession",
    "FAXSessionsComplete",
    "FAXSessionsEntry",
    "FAXStats",
    "FAXStatus",
    "Flash",
    "FullyBooted",
    "Hangup",
    "HangupHandlerPop",
    "HangupHandlerPush",
    "HangupHandlerRun",
    "HangupRequest",
    "Hold",
    "IdentifyDetail",
    "InboundRegistrationDetail",
    "InboundRegistrationDetailComplete",
    "InboundSubscriptionDetail",
    "InboundSubscriptionDetailComplete",
    "InvalidAccountID",
    "InvalidPassword",
    "InvalidTransport",
    "JabberStatus",
    "LineEntry",
    "LinelistComplete",
    "ListDialplan",
    "Load",
    "LoadAverageLimit",
    "LocalBridge",
    "LocalOptimizationBegin",
    "LocalOptimizationEnd",
    "LogChannel",
    "MCID",
    "MeetmeEnd",
    "MeetmeJoin",
    "MeetmeLeave",
    "MeetmeList",
    "MeetmeListComplete",
    "MeetmeListRooms",
    "MeetmeListRoomsComplete",
    "MeetmeMute",
    "MeetmeTalkRequest",
    "MeetmeTalking",
    "MemoryLimit",
    "MessageWaiting",
    "MiniVoiceMail",
    "MixMonitorMute",
    "MixMonitorStart",
    "MixMonitorStop",
    "MobileStatus",
    "MonitorStart",
    "MonitorStop",
    "MusicOnHoldStart",
    "MusicOnHoldStop",
    "MWIGet",
    "MWIGetComplete",
    "NewAccountCode",
    "NewCallerid",
    "NewConnectedLine",
    "Newchannel",
    "Newexten",
    "Newstate",
    "OriginateResponse",
    "OutboundRegistrationDetail",
    "OutboundRegistrationDetailComplete",
    "OutboundSubscriptionDetail",
    "OutboundSubscriptionDetailComplete",
    "ParkedCall",
    "ParkedCallGiveUp",
    "ParkedCallSwap",
    "ParkedCallTimeOut",
    "ParkedCallsComplete",
    "Parkinglot",
    "ParkinglotsComplete",
    "PeerEntry",
    "PeerStatus",
    "PeerlistComplete",
    "Pickup",
    "PJSIPMaintenanceStatus",
    "PJSIPMaintenanceStatusComplete",
    "PresenceStateChange",
    "PresenceStateListComplete",
    "PresenceStatus",
    "PRIShowSpans",
    "PRIShowSpansComplete",
    "QueueCallerAbandon",
    "QueueCallerJoin",
    "QueueCallerLeave",
    "QueueEntry",
    "QueueMember",
    "QueueMemberAdded",
    "QueueMemberPause",
    "QueueMemberPenalty",
    "QueueMemberRemoved",
    "QueueMemberRinginuse",
    "QueueMemberStatus",
    "QueueParams",
    "QueueStatusComplete",
    "QueueSummary",
    "QueueSummaryComplete",
    "ReceiveFAX",
    "RegistrationsComplete",
    "Registry",
    "RegistryEntry",
    "Reload",
    "Rename",
    "RequestBadFormat",
    "RequestNotAllowed",
    "RequestNotSupported",
    "ResourceListDetail",
    "ResourceListDetailComplete",
    "RTCPReceived",
    "RTCPSent",
    "SendFAX",
    "SessionLimit",
    "SessionTimeout",
    "ShowDialPlanComplete",
    "Shutdown",
    "SIPpeerstatusComplete",
    "SIPQualifyPeerDone",
    "SoftHangupRequest",
    "SpanAlarm",
    "SpanAlarmClear",
    "Status",
    "StatusComplete",
    "SuccessfulAuth",
    "TestEvent",
    "TransportDetail",
    "UnParkedCall",
    "UnexpectedAddress",
    "Unhold",
    "Unload",
    "UserEvent",
    "VarSet",
    "VoicemailBoxDetail",
    "VoicemailBoxDetailComplete",
    "VoicemailPasswordChange",
    "VoicemailUserDetail",
    "VoicemailUserDetailComplete",
    "VoicemailUserEntry",
    "VoicemailUserEntryComplete",
    "WaitEventComplete",
    "Wink",
};

constexpr std::size_t first_of_server = static_cast<std::size_t>(event_type::connection_state_changed) + 1;

constexpr std::size_t slot_count = 1024;
static_assert(event_type_count * 2 < slot_count, "the table of names is too full");

// Eight bytes, or as many as there are, with letters in lower case and other bytes mapped to something.
constexpr std::uint64_t folded_word(std::string_view text) noexcept {
  std::uint64_t word = 0;
  if (std::is_constant_evaluated() || text.size() < sizeof(word)) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = std::uint64_t{static_cast<unsigned char>(text[i])};
      word |= byte << 8U * (std::endian::native == std::endian::big ? sizeof(word) - 1 - i : i);
    }
  } else {
    std::memcpy(&word, text.data(), sizeof(word));
  }
  return word | 0x2020202020202020U;
}

// Of the length, the first bytes and the last bytes.
constexpr std::size_t slot_of(std::string_view name) noexcept {
  constexpr std::size_t part = sizeof(std::uint64_t);
  const std::uint64_t head = folded_word(name.substr(0, part));
  const std::uint64_t tail = name.size() > part ? folded_word(name.substr(name.size() - part)) : 0;
  const std::uint64_t mixed = (head + name.size()) * 0x9E3779B97F4A7C15U ^ tail * 0xC2B2AE3D27D4EB4FU;
  return static_cast<std::size_t>((mixed ^ mixed >> 29U) * 0x9E3779B97F4A7C15U >> 32U) % slot_count;
}

// Open addressing; 0 is an empty slot.
constexpr auto table = [] {
  std::array<std::uint16_t, slot_count> slots{};
  for (std::size_t i = first_of_server; i < names.size(); ++i) {
    std::size_t slot = slot_of(names[i]);
    while (slots[slot] != 0) {
      slot = (slot + 1) % slot_count;
    }
    slots[slot] = static_cast<std::uint16_t>(i);
  }
  return slots;
}();

}  // namespace

event_type find_event_type(std::string_view name) noexcept {
  for (std::size_t slot = slot_of(name); table[slot] != 0; slot = (slot + 1) % slot_count) {
    const std::string_view known = names[table[slot]];
    if (known == name || wire::equal_ignoring_case(known, name)) [[likely]] {
      return static_cast<event_type>(table[slot]);
    }
  }
  return event_type::unknown;
}

std::string_view to_string(event_type type) noexcept {
  const auto index = static_cast<std::size_t>(type);
  return index < names.size() ? names[index] : std::string_view{"invalid"};
}

}  // namespace ami
