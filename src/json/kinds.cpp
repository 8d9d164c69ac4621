// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
// clang-format off
#include "json/kinds.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>

namespace ami::detail {

namespace {

// Each word is a letter (integer, real, boolean, text), a colon and a key in lower case, in which # stands for a
// number.

// In the order of event_type.
constexpr std::array<std::string_view, event_type_count> events{
    "",  // unknown
    "",  // lagged
    "",  // connection_lost
    "",  // connection_restored
    "",  // connection_state_changed
    // AgentCalled
    "i:channelstate i:priority i:destchannelstate i:destpriority",
    // AgentComplete
    "i:channelstate i:priority i:destchannelstate i:destpriority i:holdtime i:talktime",
    // AgentConnect
    "i:channelstate i:priority i:destchannelstate i:destpriority i:ringtime i:holdtime",
    // AgentDump
    "i:channelstate i:priority i:destchannelstate i:destpriority",
    // AgentLogin
    "i:channelstate i:priority",
    // AgentLogoff
    "i:channelstate i:priority i:logintime",
    // AgentRingNoAnswer
    "i:channelstate i:priority i:destchannelstate i:destpriority i:ringtime",
    // Agents
    "i:channelstate i:priority i:callstarted i:loggedintime",
    // AgentsComplete
    "i:listitems",
    // AGIExecEnd
    "i:channelstate i:priority i:resultcode",
    // AGIExecStart
    "i:channelstate i:priority",
    // Alarm
    "",
    // AlarmClear
    "",
    // AOC-D
    "i:channelstate i:priority i:charge/currency/cost i:charge/units(#)/numberof i:charge/units(#)/typeof",
    // AOC-E
    "i:channelstate i:priority i:chargingassociation/plan i:chargingassociation/id i:charge/currency/cost "
    "i:charge/units(#)/numberof i:charge/units(#)/typeof",
    // AOC-S
    "i:channelstate i:priority i:(null)(#)/duration/time/length i:(null)(#)/duration/granularity/length "
    "i:(null)(#)/duration/currency/cost i:(null)(#)/flat/currency/cost i:(null)(#)/volume/currency/cost "
    "i:(null)(#)/specialcode/specialcode",
    // AorDetail
    "i:minimumexpiration i:maximumexpiration i:defaultexpiration i:qualifyfrequency b:authenticatequalify "
    "i:maxcontacts b:removeexisting b:removeunavailable b:supportpath b:qualify2xxonly r:qualifytimeout "
    "i:totalcontacts i:contactsregistered",
    // AorList
    "i:minimumexpiration i:maximumexpiration i:defaultexpiration i:qualifyfrequency r:qualifytimeout b:qualify2xxonly "
    "b:authenticatequalify i:maxcontacts b:removeexisting b:removeunavailable b:supportpath",
    // AorListComplete
    "i:listitems",
    // AsyncAGIEnd
    "i:channelstate i:priority",
    // AsyncAGIExec
    "i:channelstate i:priority",
    // AsyncAGIStart
    "i:channelstate i:priority",
    // AttendedTransfer
    "i:origbridgenumchannels i:secondbridgenumchannels i:origtransfererchannelstate i:origtransfererpriority "
    "i:secondtransfererchannelstate i:secondtransfererpriority i:localonechannelstate i:localonepriority "
    "i:localtwochannelstate i:localtwopriority i:transfereechannelstate i:transfereepriority "
    "i:transfertargetchannelstate i:transfertargetpriority b:isexternal",
    // AuthDetail
    "i:noncelifetime",
    // AuthList
    "i:noncelifetime",
    // AuthListComplete
    "i:listitems",
    // AuthMethodNotAllowed
    "i:eventversion",
    // BlindTransfer
    "i:bridgenumchannels i:transfererchannelstate i:transfererpriority i:transfereechannelstate i:transfereepriority "
    "b:isexternal",
    // BridgeCreate
    "i:bridgenumchannels",
    // BridgeDestroy
    "i:bridgenumchannels",
    // BridgeEnter
    "i:bridgenumchannels i:channelstate i:priority",
    // BridgeInfoChannel
    "i:channelstate i:priority",
    // BridgeInfoComplete
    "i:bridgenumchannels i:listitems",
    // BridgeLeave
    "i:bridgenumchannels i:channelstate i:priority",
    // BridgeListComplete
    "i:listitems",
    // BridgeListItem
    "i:bridgenumchannels",
    // BridgeMerge
    "i:tobridgenumchannels i:frombridgenumchannels",
    // BridgeTechnologyListComplete
    "i:listitems",
    // BridgeTechnologyListItem
    "i:bridgepriority b:bridgesuspended",
    // BridgeVideoSourceUpdate
    "i:bridgenumchannels",
    // CCAvailable
    "i:coreid",
    // CCCallerRecalling
    "i:coreid",
    // CCCallerStartMonitoring
    "i:coreid",
    // CCCallerStopMonitoring
    "i:coreid",
    // CCFailure
    "i:coreid",
    // CCMonitorFailed
    "i:coreid",
    // CCOfferTimerStart
    "i:coreid i:expires",
    // CCRecallComplete
    "i:coreid",
    // CCRequestAcknowledged
    "i:coreid",
    // CCRequested
    "i:coreid",
    // Cdr
    "i:duration i:billableseconds",
    // CEL
    "",
    // ChallengeResponseFailed
    "i:eventversion",
    // ChallengeSent
    "i:eventversion",
    // ChanSpyStart
    "i:spyerchannelstate i:spyerpriority i:spyeechannelstate i:spyeepriority",
    // ChanSpyStop
    "i:spyerchannelstate i:spyerpriority i:spyeechannelstate i:spyeepriority",
    // ChannelHungup
    "",
    // ChannelTalkingStart
    "i:channelstate i:priority",
    // ChannelTalkingStop
    "i:channelstate i:priority i:duration",
    // ChannelsHungupListComplete
    "i:listitems",
    // ConfbridgeEnd
    "i:bridgenumchannels",
    // ConfbridgeJoin
    "i:bridgenumchannels i:channelstate i:priority b:admin b:muted",
    // ConfbridgeLeave
    "i:bridgenumchannels i:channelstate i:priority b:admin",
    // ConfbridgeList
    "i:channelstate i:priority b:admin b:markeduser b:waitmarked b:endmarked b:waiting b:muted b:talking "
    "i:answeredtime b:endmarkedany",
    // ConfbridgeListComplete
    "i:listitems",
    // ConfbridgeListRooms
    "i:parties i:marked b:locked b:muted",
    // ConfbridgeListRoomsComplete
    "i:listitems",
    // ConfbridgeMute
    "i:bridgenumchannels i:channelstate i:priority b:admin",
    // ConfbridgeRecord
    "i:bridgenumchannels",
    // ConfbridgeStart
    "i:bridgenumchannels",
    // ConfbridgeStopRecord
    "i:bridgenumchannels",
    // ConfbridgeTalking
    "i:bridgenumchannels i:channelstate i:priority b:talkingstatus b:admin",
    // ConfbridgeUnmute
    "i:bridgenumchannels i:channelstate i:priority b:admin",
    // ContactList
    "i:viaport r:qualifytimeout b:pruneonboot b:authenticatequalify i:qualifyfrequency i:expirationtime "
    "i:roundtripusec b:qualify2xxonly",
    // ContactListComplete
    "i:listitems",
    // ContactStatus
    "i:roundtripusec",
    // ContactStatusDetail
    "i:roundtripusec i:regexpire b:authenticatequalify i:qualifyfrequency r:qualifytimeout b:qualify2xxonly",
    // ContactStatusDetailComplete
    "i:listitems",
    // CoreShowChannel
    "i:channelstate i:priority",
    // CoreShowChannelMap
    "",
    // CoreShowChannelMapComplete
    "i:listitems",
    // CoreShowChannelsComplete
    "i:listitems",
    // DAHDIChannel
    "i:channelstate i:priority",
    // DAHDIShowChannels
    "i:signallingcode b:dnd",
    // DAHDIShowChannelsComplete
    "i:listitems i:items",
    // DAHDIShowStatus
    "i:irq i:bpviol i:crc",
    // DAHDIShowStatusComplete
    "i:listitems i:items",
    // DBGetComplete
    "i:listitems",
    // DBGetResponse
    "",
    // DBGetTreeComplete
    "i:listitems",
    // DBGetTreeResponse
    "",
    // DeadlockStart
    "",
    // DeviceEntry
    "i:numberoflines",
    // DeviceStateChange
    "",
    // DeviceStateListComplete
    "i:listitems",
    // DevicelistComplete
    "i:listitems",
    // DialBegin
    "i:channelstate i:priority i:destchannelstate i:destpriority",
    // DialEnd
    "i:channelstate i:priority i:destchannelstate i:destpriority",
    // DialState
    "i:channelstate i:priority i:destchannelstate i:destpriority",
    // DNDState
    "b:status",
    // DTMFBegin
    "i:channelstate i:priority",
    // DTMFEnd
    "i:channelstate i:priority i:durationms",
    // EndpointDetail
    "b:rtpipv6 b:rtpsymmetric b:icesupport b:useptime b:forcerport b:rewritecontact i:timersminse i:timerssessexpires "
    "b:directmedia b:trustconnectedline b:sendconnectedline b:disabledirectmediaonnat b:trustidinbound "
    "b:trustidoutbound b:sendpai b:sendrpid b:senddiversion b:aggregatemwi b:mediaencryptionoptimistic b:useavpf "
    "b:forceavp b:mediausereceivedtransport b:onetouchrecording b:inbandprogress i:devicestatebusyat b:t38udptl "
    "i:t38udptlmaxdatagram b:faxdetect b:t38udptlnat b:t38udptlipv6 b:t38bindudptltomediaaddress b:allowtransfer "
    "b:usereqphone b:mohpassthrough i:tosaudio i:tosvideo i:cosaudio i:cosvideo b:allowsubscribe i:subminexpiry "
    "i:dtlsrekey b:srtptag32 b:preferredcodeconly i:activechannels b:allowoverlap b:acceptmultiplesdpanswers "
    "b:allowunauthenticatedoptions b:asymmetricrtpcodec b:bindrtptomediaaddress b:bundle b:dtlsautogeneratecert "
    "i:faxdetecttimeout b:followearlymediafork b:g726nonstandard b:ignore183withoutsdp i:maxaudiostreams "
    "i:maxvideostreams b:notifyearlyinuseringing b:referblindprogress b:rpidimmediate b:rtcpmux i:rtpkeepalive "
    "i:rtptimeout i:rtptimeouthold i:rtpportstart i:rtpportend b:sendaoc b:sendhistoryinfo b:suppressmohonsendonly "
    "b:suppressq850reasonheaders b:webrtc",
    // EndpointDetailComplete
    "i:listitems",
    // EndpointList
    "i:activechannels",
    // EndpointListComplete
    "i:listitems",
    // ExtensionStateListComplete
    "i:listitems",
    // ExtensionStatus
    "i:status",
    // FailedACL
    "i:eventversion",
    // FAXSession
    "i:sessionnumber b:errorcorrectionmode i:datarate i:pagenumber i:pagestransmitted i:pagesreceived i:totalbadlines",
    // FAXSessionsComplete
    "i:total i:listitems",
    // FAXSessionsEntry
    "i:sessionnumber",
    // FAXStats
    "i:currentsessions i:reservedsessions i:transmitattempts i:receiveattempts i:completedfaxes i:failedfaxes",
    // FAXStatus
    "i:channelstate i:priority",
    // Flash
    "i:channelstate i:priority",
    // FullyBooted
    "i:uptime i:lastreload",
    // Hangup
    "i:channelstate i:priority i:cause i:techcause",
    // HangupHandlerPop
    "i:channelstate i:priority",
    // HangupHandlerPush
    "i:channelstate i:priority",
    // HangupHandlerRun
    "i:channelstate i:priority",
    // HangupRequest
    "i:channelstate i:priority i:cause i:techcause",
    // Hold
    "i:channelstate i:priority",
    // IdentifyDetail
    "b:srvlookups",
    // InboundRegistrationDetail
    "i:minimumexpiration i:defaultexpiration r:qualifytimeout b:qualify2xxonly b:supportpath b:removeunavailable "
    "i:maxcontacts b:authenticatequalify i:maximumexpiration i:qualifyfrequency b:removeexisting",
    // InboundRegistrationDetailComplete
    "i:listitems",
    // InboundSubscriptionDetail
    "i:extensionstates",
    // InboundSubscriptionDetailComplete
    "i:listitems",
    // InvalidAccountID
    "i:eventversion",
    // InvalidPassword
    "i:eventversion",
    // InvalidTransport
    "i:eventversion",
    // JabberStatus
    "i:status i:priority",
    // LineEntry
    "i:instance",
    // LinelistComplete
    "i:listitems",
    // ListDialplan
    "",
    // Load
    "",
    // LoadAverageLimit
    "i:eventversion",
    // LocalBridge
    "i:localonechannelstate i:localonepriority i:localtwochannelstate i:localtwopriority b:localoptimization",
    // LocalOptimizationBegin
    "i:localonechannelstate i:localonepriority i:localtwochannelstate i:localtwopriority i:sourcechannelstate "
    "i:sourcepriority",
    // LocalOptimizationEnd
    "i:localonechannelstate i:localonepriority i:localtwochannelstate i:localtwopriority b:success",
    // LogChannel
    "b:enabled",
    // MCID
    "i:channelstate i:priority b:mcalleridnumvalid b:mcalleridnamevalid b:mconnectedidnumvalid "
    "b:mconnectedidnamevalid",
    // MeetmeEnd
    "",
    // MeetmeJoin
    "i:channelstate i:priority",
    // MeetmeLeave
    "i:channelstate i:priority i:duration",
    // MeetmeList
    "i:usernumber b:admin b:markeduser",
    // MeetmeListComplete
    "i:listitems",
    // MeetmeListRooms
    "i:parties b:locked",
    // MeetmeListRoomsComplete
    "i:listitems",
    // MeetmeMute
    "i:channelstate i:priority i:duration b:status",
    // MeetmeTalkRequest
    "i:channelstate i:priority i:duration b:status",
    // MeetmeTalking
    "i:channelstate i:priority i:duration b:status",
    // MemoryLimit
    "i:eventversion",
    // MessageWaiting
    "i:channelstate i:priority b:waiting i:new i:old",
    // MiniVoiceMail
    "i:channelstate i:priority",
    // MixMonitorMute
    "i:channelstate i:priority b:state",
    // MixMonitorStart
    "i:channelstate i:priority",
    // MixMonitorStop
    "i:channelstate i:priority",
    // MobileStatus
    "",
    // MonitorStart
    "i:channelstate i:priority",
    // MonitorStop
    "i:channelstate i:priority",
    // MusicOnHoldStart
    "i:channelstate i:priority",
    // MusicOnHoldStop
    "i:channelstate i:priority",
    // MWIGet
    "i:oldmessages i:newmessages",
    // MWIGetComplete
    "i:listitems",
    // NewAccountCode
    "i:channelstate i:priority",
    // NewCallerid
    "i:channelstate i:priority",
    // NewConnectedLine
    "i:channelstate i:priority",
    // Newchannel
    "i:channelstate i:priority",
    // Newexten
    "i:channelstate i:priority",
    // Newstate
    "i:channelstate i:priority",
    // OriginateResponse
    "i:reason",
    // OutboundRegistrationDetail
    "i:maxretries b:authrejectionpermanent i:maxrandominitialdelay b:supportpath i:retryinterval i:expiration b:line "
    "i:forbiddenretryinterval i:fatalretryinterval b:supportoutbound i:nextreg",
    // OutboundRegistrationDetailComplete
    "i:listitems i:registered i:notregistered",
    // OutboundSubscriptionDetail
    "i:extensionstates",
    // OutboundSubscriptionDetailComplete
    "i:listitems",
    // ParkedCall
    "i:parkeechannelstate i:parkeepriority i:parkerchannelstate i:parkerpriority i:parkingspace i:parkingtimeout "
    "i:parkingduration",
    // ParkedCallGiveUp
    "i:parkeechannelstate i:parkeepriority i:parkerchannelstate i:parkerpriority i:parkingspace i:parkingtimeout "
    "i:parkingduration",
    // ParkedCallSwap
    "i:parkeechannelstate i:parkeepriority i:parkerchannelstate i:parkerpriority i:parkingspace i:parkingtimeout "
    "i:parkingduration",
    // ParkedCallTimeOut
    "i:parkeechannelstate i:parkeepriority i:parkerchannelstate i:parkerpriority i:parkingspace i:parkingtimeout "
    "i:parkingduration",
    // ParkedCallsComplete
    "i:listitems i:total",
    // Parkinglot
    "i:startspace i:stopspace i:timeout",
    // ParkinglotsComplete
    "i:listitems",
    // PeerEntry
    "i:ipport i:port b:dynamic b:autoforcerport b:forcerport b:autocomedia b:comedia b:videosupport b:textsupport "
    "b:acl b:trunk b:encryption b:realtimedevice",
    // PeerStatus
    "i:port i:time",
    // PeerlistComplete
    "i:listitems",
    // Pickup
    "i:channelstate i:priority i:targetchannelstate i:targetpriority",
    // PJSIPMaintenanceStatus
    "b:status",
    // PJSIPMaintenanceStatusComplete
    "i:listitems",
    // PresenceStateChange
    "",
    // PresenceStateListComplete
    "i:listitems",
    // PresenceStatus
    "",
    // PRIShowSpans
    "i:span b:alarm i:dchannel b:active b:up",
    // PRIShowSpansComplete
    "i:listitems i:items",
    // QueueCallerAbandon
    "i:channelstate i:priority i:position i:originalposition i:holdtime",
    // QueueCallerJoin
    "i:channelstate i:priority i:position i:count",
    // QueueCallerLeave
    "i:channelstate i:priority i:count i:position",
    // QueueEntry
    "i:position i:wait i:priority",
    // QueueMember
    "i:status i:penalty i:callstaken i:lastcall i:lastpause i:logintime b:incall b:paused i:wrapuptime",
    // QueueMemberAdded
    "i:penalty i:callstaken i:lastcall i:lastpause i:logintime b:incall i:status b:paused b:ringinuse i:wrapuptime",
    // QueueMemberPause
    "i:penalty i:callstaken i:lastcall i:lastpause i:logintime b:incall i:status b:paused b:ringinuse i:wrapuptime",
    // QueueMemberPenalty
    "i:penalty i:callstaken i:lastcall i:lastpause i:logintime b:incall i:status b:paused b:ringinuse i:wrapuptime",
    // QueueMemberRemoved
    "i:penalty i:callstaken i:lastcall i:lastpause i:logintime b:incall i:status b:paused b:ringinuse i:wrapuptime",
    // QueueMemberRinginuse
    "i:penalty i:callstaken i:lastcall i:lastpause i:logintime b:incall i:status b:paused b:ringinuse i:wrapuptime",
    // QueueMemberStatus
    "i:penalty i:callstaken i:lastcall i:lastpause i:logintime b:incall i:status b:paused b:ringinuse i:wrapuptime",
    // QueueParams
    "i:max i:calls i:holdtime i:talktime i:completed i:abandoned r:servicelevelperf r:servicelevelperf2 "
    "i:servicelevel i:weight",
    // QueueStatusComplete
    "i:listitems",
    // QueueSummary
    "i:holdtime i:talktime i:loggedin i:available i:callers i:longestholdtime",
    // QueueSummaryComplete
    "i:listitems",
    // ReceiveFAX
    "i:channelstate i:priority i:pagestransferred i:transferrate",
    // RegistrationsComplete
    "i:listitems",
    // Registry
    "",
    // RegistryEntry
    "i:port i:domainport i:refresh i:registrationtime b:dnsmanager",
    // Reload
    "i:status",
    // Rename
    "",
    // RequestBadFormat
    "i:eventversion",
    // RequestNotAllowed
    "i:eventversion",
    // RequestNotSupported
    "i:eventversion",
    // ResourceListDetail
    "b:fullstate i:notificationbatchinterval b:resourcedisplayname",
    // ResourceListDetailComplete
    "i:listitems",
    // RTCPReceived
    "i:channelstate i:priority r:rtt i:reportcount r:sentntp i:sentrtp i:sentpackets i:sentoctets r:mes "
    "i:report#fractionlost i:report#cumulativelost i:report#highestsequence i:report#sequencenumbercycles "
    "i:report#iajitter i:report#lsr r:report#dlsr",
    // RTCPSent
    "i:channelstate i:priority i:reportcount r:sentntp i:sentrtp i:sentpackets i:sentoctets r:mes r:rtt "
    "i:report#fractionlost i:report#cumulativelost i:report#highestsequence i:report#sequencenumbercycles "
    "i:report#iajitter i:report#lsr r:report#dlsr",
    // SendFAX
    "i:channelstate i:priority i:pagestransferred i:transferrate",
    // SessionLimit
    "i:eventversion",
    // SessionTimeout
    "i:channelstate i:priority",
    // ShowDialPlanComplete
    "i:listitems i:listextensions i:listpriorities i:listcontexts",
    // Shutdown
    "b:restart",
    // SIPpeerstatusComplete
    "i:listitems",
    // SIPQualifyPeerDone
    "",
    // SoftHangupRequest
    "i:channelstate i:priority i:cause i:techcause",
    // SpanAlarm
    "",
    // SpanAlarmClear
    "",
    // Status
    "i:channelstate i:priority i:timetohangup i:callgroup i:pickupgroup i:seconds",
    // StatusComplete
    "i:items i:listitems",
    // SuccessfulAuth
    "i:eventversion b:usingpassword",
    // TestEvent
    "i:appline",
    // TransportDetail
    "i:asyncoperations i:externalsignalingport b:verifyserver b:verifyclient b:requireclientcert i:tos i:cos "
    "i:websocketwritetimeout b:allowreload b:allowwildcardcerts b:symmetrictransport b:tcpkeepaliveenable "
    "i:tcpkeepaliveidletime i:tcpkeepaliveintervaltime i:tcpkeepaliveprobecount",
    // UnParkedCall
    "i:parkeechannelstate i:parkeepriority i:parkerchannelstate i:parkerpriority i:retrieverchannelstate "
    "i:retrieverpriority i:parkingspace i:parkingtimeout i:parkingduration",
    // UnexpectedAddress
    "i:eventversion",
    // Unhold
    "i:channelstate i:priority",
    // Unload
    "",
    // UserEvent
    "i:channelstate i:priority",
    // VarSet
    "i:channelstate i:priority",
    // VoicemailBoxDetail
    "i:duration",
    // VoicemailBoxDetailComplete
    "i:listitems",
    // VoicemailPasswordChange
    "",
    // VoicemailUserDetail
    "i:saydurationminimum b:sayenvelope b:saycid b:attachmessage b:deletemessage r:volumegain b:canreview "
    "b:canmarkurgent b:calloperator i:maxmessagecount i:maxmessagelength i:newmessagecount i:oldmessagecount",
    // VoicemailUserDetailComplete
    "i:listitems",
    // VoicemailUserEntry
    "i:saydurationminimum b:sayenvelope b:saycid b:attachmessage b:deletemessage r:volumegain b:canreview "
    "b:canmarkurgent b:calloperator i:maxmessagecount i:maxmessagelength i:newmessagecount i:oldmessagecount",
    // VoicemailUserEntryComplete
    "i:listitems",
    // WaitEventComplete
    "",
    // Wink
    "i:channelstate i:priority",
};

constexpr std::string_view every_event = "r:timestamp i:sequencenumber i:line";

class action_kinds {
public:
  std::string_view name;
  std::string_view keys;
};

constexpr action_kinds actions[] = {
    {"AbsoluteTimeout",
     "i:timeout"},
    {"AgentLogoff",
     "b:soft"},
    {"AOCMessage",
     "i:currencyamount i:chargingassociationid i:time i:granularity i:code"},
    {"DialplanExtensionAdd",
     "b:replace"},
    {"FAXSession",
     "i:sessionnumber"},
    {"Hangup",
     "i:cause"},
    {"MeetmeMute",
     "i:usernum"},
    {"MeetmeUnmute",
     "i:usernum"},
    {"MixMonitorMute",
     "b:state"},
    {"ModuleLoad",
     "b:recursive"},
    {"Monitor",
     "b:mix"},
    {"MuteAudio",
     "b:state"},
    {"MWIUpdate",
     "i:oldmessages i:newmessages"},
    {"Originate",
     "i:timeout b:earlymedia b:async"},
    {"Park",
     "i:timeout"},
    {"PJSIPSetMaintenance",
     "b:state"},
    {"PlayDTMF",
     "i:duration b:receive"},
    {"PlayMF",
     "i:duration"},
    {"QueueAdd",
     "i:penalty b:paused"},
    {"QueueChangePriorityCaller",
     "i:priority b:immediate"},
    {"QueueMemberRingInUse",
     "b:ringinuse"},
    {"QueuePause",
     "b:paused"},
    {"QueuePenalty",
     "i:penalty"},
    {"QueueReload",
     "b:members b:rules b:parameters"},
    {"SendFlash",
     "b:receive"},
    {"SKINNYshowline",
     "t:line"},
    {"SorceryMemoryCacheStaleObject",
     "b:reload"},
    {"Status",
     "b:allvariables"},
    {"UpdateConfig",
     "b:preserveeffectivecontext"},
    {"WaitEvent",
     "i:timeout"},
};

constexpr std::string_view responses =
    "i:coremaxcalls r:coremaxloadavg i:coremaxfilehandles b:corerealtimeenabled b:corecdrenabled b:corehttpenabled "
    "b:soundssearchcustomdir i:corecurrentcalls i:coreprocessedcalls i:urgmessages i:newmessages i:oldmessages "
    "b:waiting b:secretexist b:remotesecretexist b:md5secretexist i:lastmsgssent i:maxforwards i:call-limit "
    "i:busy-level b:dynamic b:acl b:sip-canreinvite b:sip-directmedia b:sip-promiscredir b:sip-userphone "
    "b:sip-videosupport b:sip-textsupport b:sip-t.38support i:sip-t.38maxdtgrm i:sip-sess-expires i:sip-sess-min "
    "b:sip-encryption b:sip-rtcp-mux i:address-port i:default-addr-port b:sip-use-reason-header";

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// Whether `key` matches `pattern`, in which # stands for one or more digits.
bool matches(std::string_view key, std::string_view pattern) noexcept {
  std::size_t at = 0;
  for (const char c : pattern) {
    if (at == key.size() || (c == '#' ? !is_digit(key[at]) : lower(key[at]) != c)) {
      return false;
    }
    ++at;
    while (c == '#' && at < key.size() && is_digit(key[at])) {
      ++at;
    }
  }
  return at == key.size();
}

std::optional<json_kind> find(std::string_view words, std::string_view key) noexcept {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (matches(key, words.substr(2, end - 2))) {
      switch (words.front()) {
      case 'i': return json_kind::integer;
      case 'r': return json_kind::real;
      case 'b': return json_kind::boolean;
      default: return json_kind::text;
      }
    }
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return std::nullopt;
}

}  // namespace

json_kind kind_in_event(event_type type, std::string_view key) noexcept {
  const auto index = static_cast<std::size_t>(type);
  const auto own = index < events.size() ? find(events[index], key) : std::nullopt;
  return own ? *own : find(every_event, key).value_or(json_kind::text);
}

json_kind kind_in_action(std::string_view action, std::string_view key) noexcept {
  const auto* const found = std::ranges::find_if(
      actions, [&](const action_kinds& entry) { return wire::equal_ignoring_case(entry.name, action); });
  return found != std::end(actions) ? find(found->keys, key).value_or(json_kind::text) : json_kind::text;
}

json_kind kind_in_response(std::string_view key) noexcept {
  return find(responses, key).value_or(json_kind::text);
}

}  // namespace ami::detail
