// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
// clang-format off
#include "amictl/catalogue_table.hpp"

namespace amictl::catalogue {

namespace {

constexpr action_entry all_actions[]{
    {"AbsoluteTimeout", "Hangs a channel up after a time from now.",
     "system,call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Timeout|seconds|!|||time until it is hung up\n"},
    {"AgentLogoff", "Logs an agent off.",
     "agent", 16, 22, ami::repeat::set, "", "", false,
     "Agent|text|!|||id of the agent\n"
     "Soft|boolean|||true,false|wait until the agent's call ends\n"},
    {"Agents", "Lists the agents.",
     "agent", 16, 22, ami::repeat::read, "Agents", "AgentsComplete", false,
     ""},
    {"AGI", "Queues a command for a channel in AsyncAGI. The result comes as the event AsyncAGIExec.",
     "agi", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Command|text|!|||the command\n"
     "CommandID|text||||id that the event AsyncAGIExec will have as CommandId\n"},
    {"AOCMessage", "Sends advice of charge to a channel.",
     "aoc", 16, 22, ami::repeat::unsafe, "", "", false,
     "MsgType|one of|!||S,D,E|when it is given\n"
     "Channel|text||||the channel's name\n"
     "ChannelPrefix|text||||begin of the name of the channels that get it\n"
     "ChargeType|one of|||NA,FREE,Currency,Unit|kind of charge\n"
     "CurrencyName|text||||name of the currency\n"
     "CurrencyAmount|integer||||amount of money\n"
     "CurrencyMultiplier|one of|||OneThousandth,OneHundredth,OneTenth,One,Ten,Hundred,Thousand|multiplier of the amount\n"
     "TotalType|one of|||Total,SubTotal|kind of sum\n"
     "AOCBillingId|one of|||Normal,ReverseCharge,CreditCard,CallFwdUnconditional,CallFwdBusy,CallFwdNoReply,CallDeflection,CallTransfer|kind of billing\n"
     "ChargingAssociationId|integer||||id of the association\n"
     "ChargingAssociationNumber|text||||number that is charged\n"
     "ChargingAssociationPlan|text||||numbering plan of that number\n"
     "ChargedItem|one of|||NA,SpecialArrangement,BasicCommunication,CallAttempt,CallSetup,UserUserInfo,SupplementaryService|what is charged for\n"
     "RateType|one of|||NA,Free,FreeFromBeginning,Duration,Flat,Volume,SpecialCode|kind of rate\n"
     "Time|integer||||length of the time\n"
     "TimeScale|one of|||OneHundredthSecond,OneTenthSecond,Second,TenSeconds,Minute,Hour,Day|unit of the time\n"
     "Granularity|integer||||length of a step\n"
     "GranularityTimeScale|one of|||OneHundredthSecond,OneTenthSecond,Second,TenSeconds,Minute,Hour,Day|unit of the step\n"
     "ChargingType|one of|||ContinuousCharging,StepFunction|how it is charged\n"
     "VolumeUnit|one of|||Octet,Segment,Message|unit of the volume\n"
     "Code|integer||||special code\n"
     "UnitAmount(#)|integer||||an amount of units\n"
     "UnitType(#)|integer||||their type\n"},
    {"Atxfer", "Begins an attended transfer, as if the channel had dialled it.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Exten|text|!|||extension to transfer to\n"
     "Context|text||||context of the extension\n"},
    {"BlindTransfer", "Transfers the party that a channel talks to.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Exten|text|!|||extension to transfer to\n"
     "Context|text||||context of the extension\n"},
    {"Bridge", "Connects two channels.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel1|text|!|||name of the one channel\n"
     "Channel2|text|!|||name of the other channel\n"
     "Tone|one of|||no,Channel1,Channel2,Both|who hears a tone\n"},
    {"BridgeDestroy", "Ends a bridge: its channels leave it.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "BridgeUniqueid|text|!|||unique id of the bridge\n"},
    {"BridgeInfo", "Lists the channels of a bridge.",
     "", 16, 22, ami::repeat::read, "BridgeInfoChannel", "BridgeInfoComplete", false,
     "BridgeUniqueid|text|!|||unique id of the bridge\n"},
    {"BridgeKick", "Takes a channel out of a bridge.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "BridgeUniqueid|text||||the bridge; without it whichever the channel is in\n"},
    {"BridgeList", "Lists the bridges.",
     "", 16, 22, ami::repeat::read, "BridgeListItem", "BridgeListComplete", false,
     "BridgeType|text||||only bridges of this kind\n"},
    {"BridgeTechnologyList", "Lists the bridge technologies.",
     "", 16, 22, ami::repeat::read, "BridgeTechnologyListItem", "BridgeTechnologyListComplete", false,
     ""},
    {"BridgeTechnologySuspend", "Takes a bridge technology out of use.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "BridgeTechnology|text|!|||name of the technology\n"},
    {"BridgeTechnologyUnsuspend", "Puts a bridge technology into use again.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "BridgeTechnology|text|!|||name of the technology\n"},
    {"CancelAtxfer", "Cancels an attended transfer.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"},
    {"Challenge", "Asks for a challenge, to log in with MD5. The manager logs in by itself.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "AuthType|text|!||MD5|kind of authentication: MD5 or plain\n"},
    {"ChangeMonitor", "Changes the file of a recording of the action Monitor.",
     "call", 16, 20, ami::repeat::set, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "File|text|!|||the file\n"},
    {"Command", "Runs a command of Asterisk's command line.",
     "command", 16, 22, ami::repeat::unsafe, "", "", false,
     "Command|text|!|||for example \"core show channels\"\n"},
    {"ConfbridgeKick", "Takes a channel out of a conference.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Conference|text|!|||the conference's name\n"
     "Channel|text|!|||the channel, \"all\" or \"participants\"\n"},
    {"ConfbridgeList", "Lists the channels of a conference. An empty one is an error.",
     "reporting", 16, 22, ami::repeat::read, "ConfbridgeList", "ConfbridgeListComplete", false,
     "Conference|text|!|||the conference's name\n"},
    {"ConfbridgeListRooms", "Lists the conferences. None is an error.",
     "reporting", 16, 22, ami::repeat::read, "ConfbridgeListRooms", "ConfbridgeListRoomsComplete", false,
     ""},
    {"ConfbridgeLock", "Locks a conference: only administrators can join.",
     "call", 16, 22, ami::repeat::set, "", "", false,
     "Conference|text|!|||the conference's name\n"},
    {"ConfbridgeMute", "Mutes channels of a conference.",
     "call", 16, 22, ami::repeat::set, "", "", false,
     "Conference|text|!|||the conference's name\n"
     "Channel|text|!|||the channel, \"all\" or \"participants\"\n"},
    {"ConfbridgeSetSingleVideoSrc", "Makes a channel the only video source of a conference.",
     "call", 16, 22, ami::repeat::set, "", "", false,
     "Conference|text|!|||the conference's name\n"
     "Channel|text|!|||the channel's name\n"},
    {"ConfbridgeStartRecord", "Begins to record a conference.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Conference|text|!|||the conference's name\n"
     "RecordFile|text||||file to record to\n"},
    {"ConfbridgeStopRecord", "Ends the recording of a conference.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Conference|text|!|||the conference's name\n"},
    {"ConfbridgeUnlock", "Unlocks a conference.",
     "call", 16, 22, ami::repeat::set, "", "", false,
     "Conference|text|!|||the conference's name\n"},
    {"ConfbridgeUnmute", "Unmutes channels of a conference.",
     "call", 16, 22, ami::repeat::set, "", "", false,
     "Conference|text|!|||the conference's name\n"
     "Channel|text|!|||the channel, \"all\" or \"participants\"\n"},
    {"ControlPlayback", "Controls a file that a channel plays with ControlPlayback.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Control|one of|!||stop,forward,reverse,pause,restart|the operation\n"},
    {"CoreSettings", "Asks for settings of the server.",
     "system,reporting", 16, 22, ami::repeat::read, "", "", false,
     ""},
    {"CoreShowChannelMap", "Lists the channels that a channel is connected to, directly or not.",
     "system,reporting", 18, 22, ami::repeat::read, "CoreShowChannelMap", "CoreShowChannelMapComplete", false,
     "Channel|text|!|||the channel's name\n"},
    {"CoreShowChannels", "Lists the channels.",
     "system,reporting", 16, 22, ami::repeat::read, "CoreShowChannel", "CoreShowChannelsComplete", false,
     ""},
    {"CoreStatus", "Asks how long the server runs and how many calls it has.",
     "system,reporting", 16, 22, ami::repeat::read, "", "", false,
     ""},
    {"CreateConfig", "Makes an empty configuration file.",
     "config", 16, 22, ami::repeat::unsafe, "", "", false,
     "Filename|text|!|||the file, for example \"queues.conf\"\n"},
    {"DAHDIDialOffhook", "Dials on a DAHDI channel that is off hook.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "DAHDIChannel|text|!|||number of the DAHDI channel\n"
     "Number|text|!|||number to dial\n"},
    {"DAHDIDNDoff", "Switches do-not-disturb of a DAHDI channel off.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "DAHDIChannel|text|!|||number of the DAHDI channel\n"},
    {"DAHDIDNDon", "Switches do-not-disturb of a DAHDI channel on.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "DAHDIChannel|text|!|||number of the DAHDI channel\n"},
    {"DAHDIHangup", "Hangs a DAHDI channel up.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "DAHDIChannel|text|!|||number of the DAHDI channel\n"},
    {"DAHDIRestart", "Restarts chan_dahdi: its calls end. A failure ends this session.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     ""},
    {"DAHDIShowChannels", "Lists the DAHDI channels.",
     "", 16, 22, ami::repeat::read, "DAHDIShowChannels", "DAHDIShowChannelsComplete", false,
     "DAHDIChannel|text||||only this DAHDI channel\n"},
    {"DAHDIShowStatus", "Lists the DAHDI spans.",
     "", 18, 22, ami::repeat::read, "DAHDIShowStatus", "DAHDIShowStatusComplete", false,
     ""},
    {"DAHDITransfer", "Transfers a DAHDI channel, by a hook flash.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "DAHDIChannel|text|!|||number of the DAHDI channel\n"},
    {"DBDel", "Deletes a key of the database. A missing one is an error.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Family|text|!|||family of the key\n"
     "Key|text|!|||key in the family\n"},
    {"DBDelTree", "Deletes a family of the database. A missing one is an error.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Family|text|!|||family of the key\n"
     "Key|text||||key in the family\n"},
    {"DBGet", "Reads a key of the database. A missing one is an error.",
     "system,reporting", 16, 22, ami::repeat::read, "DBGetResponse", "DBGetComplete", false,
     "Family|text|!|||family of the key\n"
     "Key|text|!|||key in the family\n"},
    {"DBGetTree", "Lists keys of the database.",
     "system,reporting", 16, 22, ami::repeat::read, "DBGetTreeResponse", "DBGetTreeComplete", false,
     "Family|text||||only this family\n"
     "Key|text||||only keys that begin with this\n"},
    {"DBPut", "Writes a key of the database.",
     "system", 16, 22, ami::repeat::set, "", "", false,
     "Family|text|!|||family of the key\n"
     "Key|text|!|||key in the family\n"
     "Val|text|!|||the value\n"},
    {"DeviceStateList", "Lists the states of devices.",
     "call,reporting", 16, 22, ami::repeat::read, "DeviceStateChange", "DeviceStateListComplete", false,
     ""},
    {"DialplanExtensionAdd", "Adds a priority to the dialplan.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Context|text|!|||context in the dialplan\n"
     "Extension|text|!|||extension in the dialplan\n"
     "Priority|priority or label|!|||number, \"hint\", or label\n"
     "Application|text|!|||application to run\n"
     "ApplicationData|text||||arguments of the application\n"
     "Replace|boolean|||yes,no|replace a priority that is there\n"},
    {"DialplanExtensionRemove", "Removes an extension, or one of its priorities, from the dialplan.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Context|text|!|||context in the dialplan\n"
     "Extension|text|!|||extension in the dialplan\n"
     "Priority|priority or label||||priority or label in the extension\n"},
    {"Events", "Chooses which classes of events this connection receives.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "EventMask|text|!|||\"on\", \"off\", or classes separated by commas, without spaces: \"call,system\"\n"},
    {"ExtensionState", "Asks for the state of an extension's hint.",
     "call,reporting", 16, 22, ami::repeat::read, "", "", false,
     "Exten|text|!|||extension in the dialplan\n"
     "Context|text|!|||context in the dialplan\n"},
    {"ExtensionStateList", "Lists the states of hints. None is an error.",
     "call,reporting", 16, 22, ami::repeat::read, "ExtensionStatus", "ExtensionStateListComplete", false,
     ""},
    {"FAXSession", "Asks for a fax session. The answer is followed by one event FAXSession.",
     "call", 16, 22, ami::repeat::read, "FAXSession", "", false,
     "SessionNumber|integer|!|||number of the session\n"},
    {"FAXSessions", "Lists the fax sessions.",
     "call", 16, 22, ami::repeat::read, "FAXSessionsEntry", "FAXSessionsComplete", false,
     ""},
    {"FAXStats", "Asks for counts of faxes. The answer is followed by one event FAXStats.",
     "reporting", 16, 22, ami::repeat::read, "FAXStats", "", false,
     ""},
    {"Filter", "Adds a filter of events to this session. There is no way to remove it.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Filter|text|!|||regular expression on whole events; with ! in front those that match are dropped\n"
     "MatchCriteria|text||||the part of an event that the filter is compared with, for example \"action(include),name(Newchannel)\"; since Asterisk 18\n"
     "Operation|one of|!||Add|what is done with filters\n"},
    {"GetConfig", "Reads a configuration file.",
     "system,config", 16, 22, ami::repeat::read, "", "", false,
     "Filename|text|!|||the file, for example \"queues.conf\"\n"
     "Category|text||||only this category\n"
     "Filter|text||||only categories with these variables, \"name=regular expression\" with commas\n"},
    {"GetConfigJSON", "Reads a configuration file as JSON, in which keys can be repeated.",
     "system,config", 16, 22, ami::repeat::read, "", "", false,
     "Filename|text|!|||the file, for example \"queues.conf\"\n"
     "Category|text||||only this category\n"
     "Filter|text||||only categories with these variables, \"name=regular expression\" with commas\n"},
    {"Getvar", "Reads a variable or a function. Do not repeat it for the few functions that act when read (INC, SHELL).",
     "call,reporting", 16, 22, ami::repeat::read, "", "", false,
     "Variable|text|!|||a variable or function, for example \"CALLERID(num)\"; without Channel a global one\n"
     "Channel|text||||the channel whose variable it is\n"},
    {"Hangup", "Hangs up.",
     "system,call", 16, 22, ami::repeat::unsafe, "ChannelHungup", "ChannelsHungupListComplete", false,
     "Channel|text|!|||a channel's name, or a regular expression between slashes for all that match (then the reply is a list)\n"
     "Cause|hangup cause (number)||||the cause that the far end receives\n"},
    {"IAXnetstats", "Asks for statistics of IAX2.",
     "system,reporting", 16, 22, ami::repeat::read, "", "", false,
     ""},
    {"IAXpeerlist", "Lists the peers of chan_iax2.",
     "system,reporting", 16, 22, ami::repeat::read, "PeerEntry", "PeerlistComplete", false,
     ""},
    {"IAXpeers", "Lists the peers of chan_iax2, as events without ActionID that stand before the end of the list.",
     "system,reporting", 16, 22, ami::repeat::read, "PeerEntry", "PeerlistComplete", false,
     ""},
    {"IAXregistry", "Lists the registrations of chan_iax2.",
     "system,reporting", 16, 22, ami::repeat::read, "RegistryEntry", "RegistrationsComplete", false,
     ""},
    {"JabberSend", "Sends a message with XMPP.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Jabber|text|!|||name of the XMPP connection\n"
     "ScreenName|text|!|||address to send to\n"
     "Message|text|!|||the text\n"},
    {"ListCategories", "Lists the categories of a configuration file.",
     "config", 16, 22, ami::repeat::read, "", "", false,
     "Filename|text|!|||the file, for example \"queues.conf\"\n"},
    {"ListCommands", "Lists the actions that this user may send.",
     "", 16, 22, ami::repeat::read, "", "", false,
     ""},
    {"LocalOptimizeAway", "Takes a Local channel out of its call.",
     "system,call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"},
    {"LoggerRotate", "Rotates the logs.",
     "system,reporting", 16, 22, ami::repeat::unsafe, "", "", false,
     ""},
    {"Login", "Logs in. The manager does it by itself.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "Username|text|!|||name of the user\n"
     "Secret|text|!|||the password\n"
     "AuthType|text|||plain,MD5|kind of authentication: MD5 or plain\n"
     "Key|text||||for MD5: lower case hex of MD5 of the challenge and the password\n"
     "Events|text||||\"on\", \"off\", or classes separated by commas, without spaces\n"},
    {"Logoff", "Ends the session: the server answers and closes.",
     "", 16, 22, ami::repeat::set, "", "", false,
     ""},
    {"MailboxCount", "Asks how many messages a mailbox has.",
     "call,reporting", 16, 22, ami::repeat::read, "", "", false,
     "Mailbox|text|!|||the mailbox, for example \"1234@default\"\n"},
    {"MailboxStatus", "Asks whether a mailbox has messages.",
     "call,reporting", 16, 22, ami::repeat::read, "", "", false,
     "Mailbox|text|!|||the mailbox, for example \"1234@default\"\n"},
    {"MeetmeList", "Lists the users of MeetMe conferences. None is an error.",
     "reporting", 16, 22, ami::repeat::read, "MeetmeList", "MeetmeListComplete", false,
     "Conference|text||||only this conference\n"},
    {"MeetmeListRooms", "Lists the MeetMe conferences. None is an error.",
     "reporting", 16, 22, ami::repeat::read, "MeetmeListRooms", "MeetmeListRoomsComplete", false,
     ""},
    {"MeetmeMute", "Mutes a user of a MeetMe conference.",
     "call", 16, 22, ami::repeat::set, "", "", false,
     "Meetme|text|!|||the conference's number\n"
     "Usernum|integer|!|||number of the user in the conference\n"},
    {"MeetmeUnmute", "Unmutes a user of a MeetMe conference.",
     "call", 16, 22, ami::repeat::set, "", "", false,
     "Meetme|text|!|||the conference's number\n"
     "Usernum|integer|!|||number of the user in the conference\n"},
    {"MessageSend", "Sends a message outside of calls.",
     "message", 16, 22, ami::repeat::unsafe, "", "", false,
     "Destination|text||||where to send it, for example \"pjsip:alice\"\n"
     "To|text||||the recipient\n"
     "From|text||||the sender\n"
     "Body|text||||the message, as one line\n"
     "Base64Body|text||||the message in base64. The server takes it before Body\n"
     "Variable|NAME=VALUE, repeated||||sets a variable\n"},
    {"MixMonitor", "Begins to record a channel, both directions mixed.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "File|text||||the file\n"
     "Options|text||||options of the application MixMonitor\n"
     "Command|text||||command to run when the recording ends\n"},
    {"MixMonitorMute", "Mutes a recording of MixMonitor.",
     "system,call", 16, 22, ami::repeat::set, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Direction|one of|||read,write,both|the direction to mute\n"
     "State|one of|||1,0|whether it is muted\n"},
    {"ModuleCheck", "Asks whether a module is loaded. One that is not is an error.",
     "system", 16, 22, ami::repeat::read, "", "", false,
     "Module|text|!|||the module, for example \"app_queue.so\"\n"},
    {"ModuleLoad", "Loads, unloads or reloads a module.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "LoadType|one of|!||load,unload,reload,refresh|the operation\n"
     "Module|text|||cdr,dnsmgr,extconfig,enum,acl,manager,http,logger,features,dsp,udptl,indications,cel,plc|the module, for example \"app_queue.so\"; without it all, where load_type allows that\n"
     "Recursive|boolean|||true,false|with the modules that it needs; since Asterisk 18\n"},
    {"Monitor", "Begins to record a channel, one file for each direction.",
     "call", 16, 20, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "File|text||||the file\n"
     "Format|text||||format of the files\n"
     "Mix|one of|||1,0|mix both files when the recording ends\n"},
    {"MuteAudio", "Mutes a channel.",
     "system", 16, 22, ami::repeat::set, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Direction|one of|!||in,out,all|the direction to mute\n"
     "State|one of|!||on,off|whether it is muted\n"},
    {"MWIDelete", "Deletes mailboxes that clients keep.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "Mailbox|text|!|||the mailbox, or a regular expression between slashes\n"},
    {"MWIGet", "Lists mailboxes that clients keep.",
     "call,reporting", 16, 22, ami::repeat::read, "MWIGet", "MWIGetComplete", false,
     "Mailbox|text|!|||the mailbox, or a regular expression between slashes\n"},
    {"MWIUpdate", "Sets the counts of a mailbox that clients keep.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "Mailbox|text|!|||the mailbox\n"
     "OldMessages|integer||||old messages\n"
     "NewMessages|integer||||new messages\n"},
    {"Originate", "Makes a call. Give either Exten, Context and Priority, or Application and Data. Without Async the server answers only when the call was answered or failed, and this connection's other actions and events wait until then.",
     "originate", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel to call, for example \"PJSIP/alice\"\n"
     "Exten|text||||extension to connect to\n"
     "Context|text||||context of the extension\n"
     "Priority|priority or label||||priority or label in the extension\n"
     "Application|text||||application to run on the channel\n"
     "Data|text||||arguments of the application\n"
     "Timeout|milliseconds||||how long it may ring. The server's default is 30 s\n"
     "CallerID|text||||caller id to show, for example \"Alice <2001>\"\n"
     "Variable|NAME=VALUE, repeated||||sets a channel variable, or a function such as CHANNEL(language)\n"
     "Account|text||||account code of the channel\n"
     "EarlyMedia|boolean|||true,false|connect when the far end sends media, before it answers\n"
     "Async|boolean|||true,false|answer at once; the result comes as the event OriginateResponse with this action's ActionID\n"
     "Codecs|text||||codecs to offer, with commas\n"
     "ChannelId|text||||the Uniqueid that the channel is to have, at most 149 bytes\n"
     "OtherChannelId|text||||the Uniqueid of the second half of a Local channel\n"
     "PreDialGoSub|text||||context, extension and priority of a subroutine to run on the channel first; since Asterisk 18\n"},
    {"Park", "Parks a channel.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "TimeoutChannel|text||||channel to ring when it is parked for too long\n"
     "AnnounceChannel|text||||channel that hears where it is parked\n"
     "Timeout|milliseconds||||how long it is parked\n"
     "Parkinglot|text||||the parking lot\n"
     "ParkingSpace|text||||place to park at; since Asterisk 18\n"},
    {"ParkedCalls", "Lists the parked calls.",
     "call", 16, 22, ami::repeat::read, "ParkedCall", "ParkedCallsComplete", false,
     "ParkingLot|text||||only this parking lot\n"},
    {"Parkinglots", "Lists the parking lots.",
     "call", 16, 22, ami::repeat::read, "Parkinglot", "ParkinglotsComplete", false,
     ""},
    {"PauseMonitor", "Pauses a recording of the action Monitor.",
     "call", 16, 20, ami::repeat::set, "", "", false,
     "Channel|text|!|||the channel's name\n"},
    {"Ping", "Asks for a sign of life.",
     "", 16, 22, ami::repeat::read, "", "", false,
     ""},
    {"PJSIPHangup", "Refuses a call that rings, with a cause of SIP.",
     "system,call", 18, 22, ami::repeat::unsafe, "ChannelHungup", "ChannelsHungupListComplete", false,
     "Channel|text|!|||a channel's name, or a regular expression between slashes for all that match (then the reply is a list)\n"
     "Cause|text|!|||code of a SIP response, or its name\n"},
    {"PJSIPNotify", "Sends a NOTIFY.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Endpoint|text||||the endpoint\n"
     "URI|text||||address to send to\n"
     "channel|text||||channel to send it in, of its dialog\n"
     "Option|text||||section of pjsip_notify.conf; since Asterisk 18\n"
     "Variable|NAME=VALUE, repeated||||a header, or Content for the body\n"},
    {"PJSIPQualify", "Checks the contacts of an endpoint.",
     "system,reporting", 16, 22, ami::repeat::unsafe, "", "", false,
     "Endpoint|text|!|||the endpoint\n"},
    {"PJSIPRegister", "Registers with another server.",
     "system,reporting", 16, 22, ami::repeat::unsafe, "", "", false,
     "Registration|text|!|||name of the registration; \"*all\" for all\n"},
    {"PJSIPSetMaintenance", "Puts an endpoint into maintenance, or takes it out of it.",
     "system", 20, 22, ami::repeat::set, "", "", false,
     "Endpoint|text|!|||the endpoint\n"
     "State|one of|!||on,off|whether it is in maintenance\n"},
    {"PJSIPShowAors", "Lists the addresses of record. None is an error.",
     "system", 16, 22, ami::repeat::read, "AorList", "AorListComplete", false,
     ""},
    {"PJSIPShowAuths", "Lists the authentication sections, with their secrets. None is an error.",
     "system", 16, 22, ami::repeat::read, "AuthList", "AuthListComplete", false,
     ""},
    {"PJSIPShowContacts", "Lists the contacts. None is an error.",
     "system", 16, 22, ami::repeat::read, "ContactList", "ContactListComplete", false,
     ""},
    {"PJSIPShowEndpoint", "Lists an endpoint's configuration, with secrets.",
     "system", 16, 22, ami::repeat::read, "EndpointDetail,AorDetail,AuthDetail,TransportDetail,IdentifyDetail,ContactStatusDetail", "EndpointDetailComplete", false,
     "Endpoint|text|!|||the endpoint\n"},
    {"PJSIPShowEndpoints", "Lists the endpoints. None is an error.",
     "system", 16, 22, ami::repeat::read, "EndpointList", "EndpointListComplete", false,
     ""},
    {"PJSIPShowMaintenance", "Lists the endpoints in maintenance.",
     "system,reporting", 20, 22, ami::repeat::read, "PJSIPMaintenanceStatus", "PJSIPMaintenanceStatusComplete", false,
     "Endpoint|text||||only this endpoint\n"},
    {"PJSIPShowRegistrationInboundContactStatuses", "Lists the status of contacts that registered.",
     "system", 16, 22, ami::repeat::read, "ContactStatusDetail", "ContactStatusDetailComplete", false,
     ""},
    {"PJSIPShowRegistrationsInbound", "Lists the addresses of record that phones can register with.",
     "system", 16, 22, ami::repeat::read, "InboundRegistrationDetail", "InboundRegistrationDetailComplete", false,
     ""},
    {"PJSIPShowRegistrationsOutbound", "Lists the registrations with other servers, with secrets.",
     "system,reporting", 16, 22, ami::repeat::read, "OutboundRegistrationDetail,AuthDetail", "OutboundRegistrationDetailComplete", false,
     ""},
    {"PJSIPShowResourceLists", "Lists the resource lists. None is an error.",
     "system", 16, 22, ami::repeat::read, "ResourceListDetail", "ResourceListDetailComplete", false,
     ""},
    {"PJSIPShowSubscriptionsInbound", "Lists the subscriptions of phones.",
     "system", 16, 22, ami::repeat::read, "InboundSubscriptionDetail", "InboundSubscriptionDetailComplete", false,
     ""},
    {"PJSIPShowSubscriptionsOutbound", "Lists the subscriptions to other servers.",
     "system", 16, 22, ami::repeat::read, "OutboundSubscriptionDetail", "OutboundSubscriptionDetailComplete", false,
     ""},
    {"PJSIPUnregister", "Ends a registration with another server.",
     "system,reporting", 16, 22, ami::repeat::unsafe, "", "", false,
     "Registration|text|!|||name of the registration; \"*all\" for all\n"},
    {"PlayDTMF", "Plays a key's tone on a channel.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Digit|text|!|||the key, for example \"5\" or \"#\"\n"
     "Duration|milliseconds||||how long to play it\n"
     "Receive|boolean|||true,false|as if the channel had received it\n"},
    {"PlayMF", "Plays an MF tone on a channel.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Digit|text|!|||the key, for example \"5\" or \"#\"\n"
     "Duration|milliseconds||||how long to play it\n"},
    {"PresenceState", "Asks for a presence.",
     "call,reporting", 16, 22, ami::repeat::read, "", "", false,
     "Provider|text|!|||the presence, for example \"CustomPresence:alice\"\n"},
    {"PresenceStateList", "Lists the presence states.",
     "call,reporting", 16, 22, ami::repeat::read, "PresenceStateChange", "PresenceStateListComplete", false,
     ""},
    {"PRIDebugFileSet", "Chooses the file for debug output of PRI.",
     "system", 16, 22, ami::repeat::set, "", "", false,
     "File|text|!|||the file\n"},
    {"PRIDebugFileUnset", "Ends debug output of PRI to a file.",
     "", 16, 22, ami::repeat::set, "", "", false,
     ""},
    {"PRIDebugSet", "Chooses how much debug output a PRI span makes.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "Span|text|!|||number of the span\n"
     "Level|one of|!||off,on,hex,intense|how much\n"},
    {"PRIShowSpans", "Lists the PRI spans.",
     "", 16, 22, ami::repeat::read, "PRIShowSpans", "PRIShowSpansComplete", false,
     "Span|text||||only this span\n"},
    {"QueueAdd", "Adds a member to a queue. One that is there already is an error.",
     "agent", 16, 22, ami::repeat::unsafe, "", "", false,
     "Queue|text|!|||the queue\n"
     "Interface|text|!|||interface that the queue dials to reach the member, for example \"PJSIP/alice\"\n"
     "Penalty|integer||||higher ones are called later\n"
     "Paused|boolean|||true,false|whether it is paused\n"
     "Reason|text||||why it is paused\n"
     "MemberName|text||||name of the member\n"
     "StateInterface|text||||whose state is the member's\n"},
    {"QueueChangePriorityCaller", "Changes the priority of a caller.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "Queue|text|!|||the queue\n"
     "Caller|text|!|||name of the caller's channel\n"
     "Priority|integer|!|||the new priority\n"
     "Immediate|boolean|||true,false|change the caller's place at once\n"},
    {"QueueLog", "Writes to the queue log.",
     "agent", 16, 22, ami::repeat::unsafe, "", "", false,
     "Queue|text|!|||the queue\n"
     "Event|text|!|||name of the entry\n"
     "Uniqueid|text||||unique id to log\n"
     "Interface|text||||the agent\n"
     "Message|text||||further data\n"},
    {"QueueMemberRingInUse", "Chooses whether a member is called while in use.",
     "agent", 16, 22, ami::repeat::set, "", "", false,
     "Interface|text|!|||interface that the queue dials to reach the member, for example \"PJSIP/alice\"\n"
     "RingInUse|boolean|!||true,false|whether it is called while in use\n"
     "Queue|text||||only in this queue\n"},
    {"QueuePause", "Pauses a member, or ends the pause.",
     "agent", 16, 22, ami::repeat::set, "", "", false,
     "Interface|text|!|||interface that the queue dials to reach the member, for example \"PJSIP/alice\"\n"
     "Paused|boolean|!||true,false|whether it is paused\n"
     "Queue|text||||only in this queue\n"
     "Reason|text||||why\n"},
    {"QueuePenalty", "Sets the penalty of a member.",
     "agent", 16, 22, ami::repeat::set, "", "", false,
     "Interface|text|!|||interface that the queue dials to reach the member, for example \"PJSIP/alice\"\n"
     "Penalty|integer|!|||higher ones are called later\n"
     "Queue|text||||only in this queue\n"},
    {"QueueReload", "Reads the configuration of queues again.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "Queue|text||||only this queue\n"
     "Members|boolean|||yes,no|read members again\n"
     "Rules|boolean|||yes,no|read rules again\n"
     "Parameters|boolean|||yes,no|read settings of queues again\n"},
    {"QueueRemove", "Removes a member from a queue. One that is not there is an error.",
     "agent", 16, 22, ami::repeat::unsafe, "", "", false,
     "Queue|text|!|||the queue\n"
     "Interface|text|!|||interface that the queue dials to reach the member, for example \"PJSIP/alice\"\n"},
    {"QueueReset", "Sets the statistics of queues to zero.",
     "", 16, 22, ami::repeat::set, "", "", false,
     "Queue|text||||only this queue\n"},
    {"QueueRule", "Lists the rules for penalties.",
     "", 16, 22, ami::repeat::read, "", "", false,
     "Rule|text||||only this rule\n"},
    {"QueueStatus", "Lists queues, their members and callers. For an unknown queue the list is empty.",
     "", 16, 22, ami::repeat::read, "QueueParams,QueueMember,QueueEntry", "QueueStatusComplete", false,
     "Queue|text||||only this queue\n"
     "Member|text||||only this member\n"},
    {"QueueSummary", "Lists queues in short.",
     "", 16, 22, ami::repeat::read, "QueueSummary", "QueueSummaryComplete", false,
     "Queue|text||||only this queue\n"},
    {"QueueWithdrawCaller", "Sends a caller out of a queue.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "Queue|text|!|||the queue\n"
     "Caller|text|!|||name of the caller's channel\n"
     "WithdrawInfo|text||||value for the channel variable QUEUE_WITHDRAW_INFO\n"},
    {"Redirect", "Sends a channel to an extension.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Context|text|!|||context in the dialplan\n"
     "Exten|text|!|||extension in the dialplan\n"
     "Priority|priority or label|!|||priority or label in the extension\n"
     "ExtraChannel|text||||a second channel to send along, to its own place or, without one, to the same\n"
     "ExtraExten|text||||extension for the second channel\n"
     "ExtraContext|text||||context for the second channel\n"
     "ExtraPriority|priority or label||||priority for the second channel\n"},
    {"Reload", "Reloads a module, or all.",
     "system,config", 16, 22, ami::repeat::set, "", "", false,
     "Module|text||||only this module\n"},
    {"SendFlash", "Flashes the hook of a channel.",
     "call", 18, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Receive|boolean|||true,false|as if the channel had received it\n"},
    {"SendText", "Sends a text to a channel.",
     "call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "Message|text|!|||the text\n"
     "Content-Type|text||||type of the text, for example text/plain\n"},
    {"Setvar", "Sets a variable or a function. Do not repeat it for the few functions that add a value (PUSH, UNSHIFT).",
     "call", 16, 22, ami::repeat::set, "", "", false,
     "Variable|text|!|||a variable or function\n"
     "Value|text|!|||its value, unchanged; spaces at its beginning get lost\n"
     "Channel|text||||the channel whose variable it is; without it, a global one\n"},
    {"ShowDialPlan", "Lists the dialplan.",
     "config,reporting", 16, 22, ami::repeat::read, "ListDialplan", "ShowDialPlanComplete", false,
     "Extension|text||||only this extension\n"
     "Context|text||||only this context\n"},
    {"SIPnotify", "Sends a NOTIFY with chan_sip.",
     "system", 16, 20, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the peer\n"
     "Variable|NAME=VALUE, repeated||||a header, or Content for the body\n"
     "Call-ID|text||||Call-ID of the dialog\n"},
    {"SIPpeers", "Lists the peers of chan_sip.",
     "system,reporting", 16, 20, ami::repeat::read, "PeerEntry", "PeerlistComplete", false,
     ""},
    {"SIPpeerstatus", "Lists the status of peers of chan_sip, as events PeerStatus.",
     "system", 16, 20, ami::repeat::read, "PeerStatus", "SIPpeerstatusComplete", false,
     "Peer|text||||the peer\n"},
    {"SIPqualifypeer", "Checks a peer of chan_sip. The result comes as the event SIPQualifyPeerDone.",
     "system,reporting", 16, 20, ami::repeat::unsafe, "", "", false,
     "Peer|text|!|||the peer\n"},
    {"SIPshowpeer", "Asks for a peer of chan_sip.",
     "system,reporting", 16, 20, ami::repeat::read, "", "", false,
     "Peer|text|!|||the peer\n"},
    {"SIPshowregistry", "Lists the registrations of chan_sip.",
     "system,reporting", 16, 20, ami::repeat::read, "RegistryEntry", "RegistrationsComplete", false,
     ""},
    {"SKINNYdevices", "Lists the devices of chan_skinny.",
     "system,reporting", 16, 20, ami::repeat::read, "DeviceEntry", "DevicelistComplete", false,
     ""},
    {"SKINNYlines", "Lists the lines of chan_skinny.",
     "system,reporting", 16, 20, ami::repeat::read, "LineEntry", "LinelistComplete", false,
     ""},
    {"SKINNYshowdevice", "Asks for a device of chan_skinny.",
     "system,reporting", 16, 20, ami::repeat::read, "", "", false,
     "Device|text|!|||name of the device\n"},
    {"SKINNYshowline", "Asks for a line of chan_skinny.",
     "system,reporting", 16, 20, ami::repeat::read, "", "", false,
     "Line|text|!|||name of the line\n"},
    {"SorceryMemoryCacheExpire", "Drops all objects of a cache.",
     "system", 16, 22, ami::repeat::set, "", "", false,
     "Cache|text|!|||name of the cache\n"},
    {"SorceryMemoryCacheExpireObject", "Drops an object of a cache. A missing one is an error.",
     "system", 16, 22, ami::repeat::unsafe, "", "", false,
     "Cache|text|!|||name of the cache\n"
     "Object|text|!|||name of the object\n"},
    {"SorceryMemoryCachePopulate", "Refills a cache.",
     "system", 16, 22, ami::repeat::set, "", "", false,
     "Cache|text|!|||name of the cache\n"},
    {"SorceryMemoryCacheStale", "Marks all objects of a cache as stale.",
     "system", 16, 22, ami::repeat::set, "", "", false,
     "Cache|text|!|||name of the cache\n"},
    {"SorceryMemoryCacheStaleObject", "Marks an object of a cache as stale.",
     "system", 16, 22, ami::repeat::set, "", "", false,
     "Cache|text|!|||name of the cache\n"
     "Object|text|!|||name of the object\n"
     "Reload|boolean|||true,false|fetch it again at once\n"},
    {"Status", "Lists the channels with details.",
     "system,call,reporting", 16, 22, ami::repeat::read, "Status", "StatusComplete", false,
     "Channel|text||||only this channel\n"
     "Variables|text||||channel variables to include, separated by commas\n"
     "AllVariables|boolean|||true,false|include all channel variables\n"},
    {"StopMixMonitor", "Ends a recording of MixMonitor.",
     "system,call", 16, 22, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"
     "MixMonitorID|text||||id of the recording, when the channel has several\n"},
    {"StopMonitor", "Ends a recording of the action Monitor.",
     "call", 16, 20, ami::repeat::unsafe, "", "", false,
     "Channel|text|!|||the channel's name\n"},
    {"UnpauseMonitor", "Goes on with a recording of the action Monitor.",
     "call", 16, 20, ami::repeat::set, "", "", false,
     "Channel|text|!|||the channel's name\n"},
    {"UpdateConfig", "Changes a configuration file. The changes are made in the order in which they are given. All are made or, when the server refuses one, none. The server drops spaces before a value; a value that begins with > is written as name => value, without the sign.",
     "config", 16, 22, ami::repeat::unsafe, "", "", false,
     "SrcFilename|text|!|||file to read\n"
     "DstFilename|text|!|||file to write\n"
     "Reload|text||||\"yes\", or the module to reload afterwards\n"
     "PreserveEffectiveContext|boolean|||yes,no|keep empty categories that others are made from\n"
     "Action-#|one of|||NewCat,RenameCat,DelCat,EmptyCat,Update,Delete,Append,Insert|what change # does\n"
     "Cat-#|text||||the category that change # is made in\n"
     "Var-#|text||||its variable\n"
     "Value-#|text||||its new value or name\n"
     "Match-#|text||||only where the variable has this value\n"
     "Line-#|integer||||the line in the category; the first is 0\n"
     "Options-#|text||||a filter of categories, templates, and the like\n"},
    {"UserEvent", "Makes an event of type UserEvent that every client sees.",
     "user", 16, 22, ami::repeat::unsafe, "", "", true,
     "UserEvent|text|!|||the value of the header UserEvent\n"},
    {"VoicemailBoxSummary", "Lists the messages of a mailbox. Nothing found is answered without a list.",
     "call,reporting", 18, 22, ami::repeat::read, "VoicemailBoxDetail", "VoicemailBoxDetailComplete", false,
     "Context|text|!|||context of the mailbox\n"
     "Mailbox|text|!|||the mailbox\n"},
    {"VoicemailForward", "Copies a message to another mailbox. Failures are answered as a success.",
     "user", 18, 22, ami::repeat::unsafe, "", "", false,
     "Context|text|!|||context of the mailbox\n"
     "Mailbox|text|!|||the mailbox\n"
     "Folder|text|!|||folder that the message is in\n"
     "ID|text|!|||id of the message\n"
     "ToContext|text|!|||context of the mailbox to copy to\n"
     "ToMailbox|text|!|||mailbox to copy to\n"
     "ToFolder|text|!|||folder to put it in\n"},
    {"VoicemailMove", "Moves a message to another folder. Failures are answered as a success.",
     "user", 18, 22, ami::repeat::unsafe, "", "", false,
     "Context|text|!|||context of the mailbox\n"
     "Mailbox|text|!|||the mailbox\n"
     "Folder|text|!|||folder that the message is in\n"
     "ID|text|!|||id of the message\n"
     "ToFolder|text|!|||folder to put it in\n"},
    {"VoicemailRefresh", "Looks for new messages in mailboxes.",
     "user", 16, 22, ami::repeat::set, "", "", false,
     "Context|text||||only mailboxes of this context\n"
     "Mailbox|text||||only this mailbox\n"},
    {"VoicemailRemove", "Deletes a message. Failures are answered as a success.",
     "user", 18, 22, ami::repeat::unsafe, "", "", false,
     "Context|text|!|||context of the mailbox\n"
     "Mailbox|text|!|||the mailbox\n"
     "Folder|text|!|||folder that the message is in\n"
     "ID|text|!|||id of the message\n"},
    {"VoicemailUsersList", "Lists the mailboxes. Nothing found is answered without a list.",
     "call,reporting", 16, 22, ami::repeat::read, "VoicemailUserEntry", "VoicemailUserEntryComplete", false,
     ""},
    {"VoicemailUserStatus", "Asks for a mailbox. Nothing found is answered without a list.",
     "call,reporting", 16, 22, ami::repeat::read, "VoicemailUserDetail", "VoicemailUserDetailComplete", false,
     "Context|text|!|||context of the mailbox\n"
     "Mailbox|text|!|||the mailbox\n"},
    {"WaitEvent", "Holds this session up until an event comes. Of no use on a connection like this one: events come by themselves.",
     "", 16, 22, ami::repeat::unsafe, "", "", false,
     "Timeout|seconds|!|||how long to wait at most\n"},
};

constexpr event_entry all_events[]{
    {"AgentCalled", "A queue calls a member.",
     "agent", 16, 22, ",Dest,", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"},
    {"AgentComplete", "A member's call of a queue ended. An ordinary event, not the end of a list.",
     "agent", 16, 22, ",Dest,", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "HoldTime|seconds||||how long the caller waited\n"
     "TalkTime|seconds||||how long they talked\n"
     "Reason|text|||caller,agent,transfer|who ended the call: caller, agent or transfer\n"},
    {"AgentConnect", "A member answered a caller of a queue.",
     "agent", 16, 22, ",Dest,", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "RingTime|seconds||||how long it rang\n"
     "HoldTime|seconds||||how long the caller waited\n"},
    {"AgentDump", "A member hung up on a caller while it heard the announcement.",
     "agent", 16, 22, ",Dest,", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"},
    {"AgentLogin", "An agent logged in.",
     "agent", 16, 22, ",", "", false,
     "Agent|text||||the agent's id\n"},
    {"AgentLogoff", "An agent logged off.",
     "agent", 16, 22, ",", "", false,
     "Agent|text||||the agent's id\n"
     "Logintime|seconds||||how long the agent was logged in\n"},
    {"AgentRingNoAnswer", "A member did not answer a call of a queue.",
     "agent", 16, 22, ",Dest,", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "RingTime|milliseconds||||how long it rang\n"},
    {"Agents", "An agent, answer to the action Agents. The channel's headers are there while it talks.",
     "agent", 16, 22, ",", "", false,
     "Agent|text||||the agent's id\n"
     "Name|text||||the agent's name\n"
     "Status|agent state|||AGENT_LOGGEDOFF,AGENT_IDLE,AGENT_ONCALL|the agent's state\n"
     "TalkingToChan|text||||the channel that the agent talks to\n"
     "CallStarted|seconds since 1970||||when the call began\n"
     "LoggedInTime|seconds since 1970||||when the agent logged in\n"},
    {"AgentsComplete", "The end of the list of agents.",
     "agent", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"AGIExecEnd", "A command of an AGI script ended.",
     "agi", 16, 22, ",", "", false,
     "Command|text||||the command\n"
     "CommandId|text||||id of the command\n"
     "ResultCode|integer||||the result as a number\n"
     "Result|text||||the result, in words\n"},
    {"AGIExecStart", "A command of an AGI script begins.",
     "agi", 16, 22, ",", "", false,
     "Command|text||||the command\n"
     "CommandId|text||||id of the command\n"},
    {"Alarm", "A DAHDI channel has an alarm.",
     "system", 16, 22, "", "", false,
     "DAHDIChannel|text||||number of the DAHDI channel, not the name of a channel\n"
     "Alarm|text||||the alarm\n"},
    {"AlarmClear", "A DAHDI channel's alarm is over.",
     "system", 16, 22, "", "", false,
     "DAHDIChannel|text||||number of the DAHDI channel, not the name of a channel\n"},
    {"AOC-D", "Advice of charge during a call.",
     "aoc", 16, 22, ",", "", false,
     "Charge/Type|text||||kind of charge: NotAvailable, Free, Currency or Units\n"
     "Charge/BillingID|text||||kind of billing\n"
     "Charge/TotalType|text||||SubTotal or Total\n"
     "Charge/Currency/Name|text||||name of the currency\n"
     "Charge/Currency/Cost|integer||||amount of money, to be multiplied\n"
     "Charge/Currency/Multiplier|text||||multiplier of the cost, for example 1/100\n"
     "Charge/Units(#)/NumberOf|integer||||number of units\n"
     "Charge/Units(#)/TypeOf|integer||||type of the units\n"},
    {"AOC-E", "Advice of charge at the end of a call.",
     "aoc", 16, 22, ",", "", false,
     "ChargingAssociation/Number|text||||number that is charged for\n"
     "ChargingAssociation/Plan|integer||||numbering plan of the number\n"
     "ChargingAssociation/ID|integer||||id of the association\n"
     "Charge/Type|text||||kind of charge: NotAvailable, Free, Currency or Units\n"
     "Charge/BillingID|text||||kind of billing\n"
     "Charge/TotalType|text||||SubTotal or Total\n"
     "Charge/Currency/Name|text||||name of the currency\n"
     "Charge/Currency/Cost|integer||||amount of money, to be multiplied\n"
     "Charge/Currency/Multiplier|text||||multiplier of the cost, for example 1/100\n"
     "Charge/Units(#)/NumberOf|integer||||number of units\n"
     "Charge/Units(#)/TypeOf|integer||||type of the units\n"},
    {"AOC-S", "Advice of charge at the begin of a call: the rates. Which headers a rate has depends on its kind.",
     "aoc", 16, 22, ",", "", false,
     "(null)(#)/Chargeable|text||||what rate index is for\n"
     "(null)(#)/Duration/ChargingType|text||||StepFunction or ContinuousCharging\n"
     "(null)(#)/Duration/Time/Length|integer||||how much time the amount is for\n"
     "(null)(#)/Duration/Time/Scale|text||||unit of that time\n"
     "(null)(#)/Duration/Granularity/Length|integer||||least time that is charged\n"
     "(null)(#)/Duration/Granularity/Scale|text||||unit of that time\n"
     "(null)(#)/Duration/Currency/Name|text||||name of the currency of what is charged for a time\n"
     "(null)(#)/Duration/Currency/Cost|integer||||amount of money charged for a time, to be multiplied\n"
     "(null)(#)/Duration/Currency/Multiplier|text||||multiplier of the cost, for example 1/100\n"
     "(null)(#)/Flat/Currency/Name|text||||name of the currency of what is charged once\n"
     "(null)(#)/Flat/Currency/Cost|integer||||amount of money charged once, to be multiplied\n"
     "(null)(#)/Flat/Currency/Multiplier|text||||multiplier of the cost, for example 1/100\n"
     "(null)(#)/Volume/Unit|text||||unit of the volume: Octet, Segment or Message\n"
     "(null)(#)/Volume/Currency/Name|text||||name of the currency of what is charged for a volume\n"
     "(null)(#)/Volume/Currency/Cost|integer||||amount of money charged for a volume, to be multiplied\n"
     "(null)(#)/Volume/Currency/Multiplier|text||||multiplier of the cost, for example 1/100\n"
     "(null)(#)/SpecialCode/SpecialCode|integer||||code of a special rate\n"},
    {"AorDetail", "An address of record of an endpoint.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "MinimumExpiration|seconds||||shortest expiration of a registration\n"
     "MaximumExpiration|seconds||||longest expiration of a registration\n"
     "DefaultExpiration|seconds||||expiration of a registration that does not set one\n"
     "QualifyFrequency|seconds||||time between two checks, 0 for none\n"
     "AuthenticateQualify|boolean||||whether the check needs authentication\n"
     "MaxContacts|integer||||how many contacts it may have\n"
     "RemoveExisting|boolean||||whether a new contact replaces old ones\n"
     "RemoveUnavailable|boolean||||whether unavailable contacts are replaced first\n"
     "Mailboxes|text||||mailboxes, with commas\n"
     "OutboundProxy|text||||proxy for outgoing requests\n"
     "SupportPath|boolean||||whether Path is supported\n"
     "Qualify2xxOnly|boolean||22||whether only a 2xx answer counts as reachable\n"
     "QualifyTimeout|seconds with fraction||||how long a check waits for an answer\n"
     "VoicemailExtension|text||||extension of voicemail\n"
     "Contacts|text||||the contacts, with commas\n"
     "TotalContacts|integer||||number of contacts\n"
     "ContactsRegistered|integer||||contacts that registered\n"
     "EndpointName|text||||its endpoint\n"},
    {"AorList", "An address of record.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "MinimumExpiration|seconds||||shortest expiration of a registration\n"
     "MaximumExpiration|seconds||||longest expiration of a registration\n"
     "DefaultExpiration|seconds||||expiration of a registration that does not set one\n"
     "QualifyFrequency|seconds||||time between two checks, 0 for none\n"
     "QualifyTimeout|seconds with fraction||||how long a check waits for an answer\n"
     "Qualify2xxOnly|boolean||22||whether only a 2xx answer counts as reachable\n"
     "AuthenticateQualify|boolean||||whether the check needs authentication\n"
     "MaxContacts|integer||||how many contacts it may have\n"
     "RemoveExisting|boolean||||whether a new contact replaces old ones\n"
     "RemoveUnavailable|boolean||||whether unavailable contacts are replaced first\n"
     "Mailboxes|text||||mailboxes, with commas\n"
     "VoicemailExtension|text||||extension of voicemail\n"
     "OutboundProxy|text||||proxy for outgoing requests\n"
     "SupportPath|boolean||||whether Path is supported\n"
     "Contacts|text||||the contacts, with commas\n"},
    {"AorListComplete", "The end of the list of addresses of record.",
     "command", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"AsyncAGIEnd", "A channel left AsyncAGI.",
     "agi", 16, 22, ",", "", false,
     ""},
    {"AsyncAGIExec", "The result of an AGI command that a client queued.",
     "agi", 16, 22, ",", "", false,
     "CommandId|text||||the CommandID given with the action, when one was\n"
     "Result|text, percent-encoded||||answer of the command\n"},
    {"AsyncAGIStart", "A channel waits for AGI commands of clients.",
     "agi", 16, 22, ",", "", false,
     "Env|text, percent-encoded||||the environment of the script, lines of name and value\n"},
    {"AttendedTransfer", "An attended transfer ended. Which headers are there depends on DestType.",
     "call", 16, 22, "OrigTransferer,SecondTransferer,LocalOne,LocalTwo,Transferee,TransferTarget,", "Orig,Second,", false,
     "Result|transfer result||||how it ended\n"
     "DestType|text|||Bridge,App,Link,Threeway,Fail|outcome of the call: Bridge, App, Link, Threeway, Fail\n"
     "DestBridgeUniqueid|text||||unique id of the bridge that the target went to\n"
     "DestApp|text||||application that the target went to\n"
     "DestTransfererChannel|text||||transferer's channel in the surviving conference\n"
     "IsExternal|boolean||||whether a call from outside was transferred\n"},
    {"AuthDetail", "An authentication section of an endpoint or registration. Its secrets are in clear text.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "Username|text||||the user's name\n"
     "Password|text||||the password: a secret\n"
     "Md5Cred|text||||MD5 of user, realm and password: a secret\n"
     "Realm|text||||the realm\n"
     "NonceLifetime|seconds||||how long a nonce is valid\n"
     "AuthType|text||||kind of authentication\n"
     "EndpointName|text||||its endpoint\n"
     "OauthClientid|text||22||client id of OAuth\n"
     "OauthSecret|text||22||secret of OAuth\n"
     "PasswordDigest|text||22||digest of the password: a secret\n"
     "RefreshToken|text||22||token of OAuth: a secret\n"
     "SupportedAlgorithmsUac|text||22||digest algorithms for outgoing requests\n"
     "SupportedAlgorithmsUas|text||22||digest algorithms for incoming requests\n"},
    {"AuthList", "An authentication section. Its secrets are in clear text.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "Username|text||||the user's name\n"
     "Md5Cred|text||||MD5 of user, realm and password: a secret\n"
     "Realm|text||||the realm\n"
     "AuthType|text||||kind of authentication\n"
     "Password|text||||the password: a secret\n"
     "NonceLifetime|seconds||||how long a nonce is valid\n"
     "OauthClientid|text||22||client id of OAuth\n"
     "OauthSecret|text||22||secret of OAuth\n"
     "PasswordDigest|text||22||digest of the password: a secret\n"
     "RefreshToken|text||22||token of OAuth: a secret\n"
     "SupportedAlgorithmsUac|text||22||digest algorithms for outgoing requests\n"
     "SupportedAlgorithmsUas|text||22||digest algorithms for incoming requests\n"},
    {"AuthListComplete", "The end of the list of authentication sections.",
     "command", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"AuthMethodNotAllowed", "A client used a way to authenticate that is not allowed.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "AuthMethod|text||||how the client authenticated\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"BlindTransfer", "A blind transfer ended.",
     "call", 16, 22, "Transferer,Transferee,", ",", false,
     "Result|transfer result||||how it ended\n"
     "IsExternal|boolean||||whether a call from outside was transferred\n"
     "Context|text||||context in the dialplan\n"
     "Extension|text||||extension in the dialplan\n"},
    {"BridgeCreate", "A bridge was made.",
     "call", 16, 22, "", ",", false,
     ""},
    {"BridgeDestroy", "A bridge is gone.",
     "call", 16, 22, "", ",", false,
     ""},
    {"BridgeEnter", "A channel entered a bridge.",
     "call", 16, 22, ",", ",", false,
     "SwapUniqueid|text||||unique id of the channel that it takes the place of\n"},
    {"BridgeInfoChannel", "A channel of a bridge, answer to the action BridgeInfo.",
     "command", 16, 22, ",", "", false,
     ""},
    {"BridgeInfoComplete", "The end of the list of a bridge's channels, and the bridge itself.",
     "command", 16, 22, "", ",", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"BridgeLeave", "A channel left a bridge.",
     "call", 16, 22, ",", ",", false,
     ""},
    {"BridgeListComplete", "The end of the list of bridges.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"BridgeListItem", "A bridge, answer to the action BridgeList.",
     "", 16, 22, "", ",", false,
     ""},
    {"BridgeMerge", "Two bridges were merged.",
     "call", 16, 22, "", "To,From,", false,
     ""},
    {"BridgeTechnologyListComplete", "The end of the list of bridge technologies.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"BridgeTechnologyListItem", "A bridge technology.",
     "", 16, 22, "", "", false,
     "BridgeTechnology|text||||name of the technology\n"
     "BridgeType|text||||kind of bridge\n"
     "BridgePriority|integer||||which technology is preferred\n"
     "BridgeSuspended|boolean||||whether it is out of use\n"},
    {"BridgeVideoSourceUpdate", "The video source of a bridge changed.",
     "call", 16, 22, "", ",", false,
     "BridgePreviousVideoSource|text||||unique id of the video source before\n"},
    {"CCAvailable", "Call completion is on offer.",
     "call", 16, 22, "", "", false,
     "Service|text||||kind of call completion\n"
     "CoreID|integer||||number of the attempt\n"
     "Callee|text||||device called\n"},
    {"CCCallerRecalling", "The caller is being called back.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Caller|text||||device that calls\n"},
    {"CCCallerStartMonitoring", "The caller is free again: the callee is watched further.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Caller|text||||device that calls\n"},
    {"CCCallerStopMonitoring", "The caller is busy: the callee is not watched.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Caller|text||||device that calls\n"},
    {"CCFailure", "Call completion failed.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Caller|text||||device that calls\n"
     "Reason|text||||why\n"},
    {"CCMonitorFailed", "A callee can no longer be watched.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Callee|text||||device called\n"},
    {"CCOfferTimerStart", "The time in which a caller may ask for call completion begins.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Caller|text||||device that calls\n"
     "Expires|seconds||||time left to ask for it\n"},
    {"CCRecallComplete", "The caller was called back.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Caller|text||||device that calls\n"},
    {"CCRequestAcknowledged", "A request of call completion was accepted.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Caller|text||||device that calls\n"},
    {"CCRequested", "A caller asked for call completion.",
     "call", 16, 22, "", "", false,
     "CoreID|integer||||number of the attempt\n"
     "Caller|text||||device that calls\n"
     "Callee|text||||device called\n"},
    {"Cdr", "A call detail record.",
     "cdr", 16, 22, "", "", false,
     "AccountCode|text||||account code for billing\n"
     "Source|text||||number of the caller\n"
     "Destination|text||||number called\n"
     "DestinationContext|text||||context of the call\n"
     "CallerID|text||||caller id, name and number; empty when it is unknown\n"
     "Channel|text||||the channel's name\n"
     "DestinationChannel|text||||the channel called\n"
     "LastApplication|text||||last application\n"
     "LastData|text of several lines||||arguments of the last application\n"
     "StartTime|server's local time||||when the call began\n"
     "AnswerTime|server's local time||||when the call was answered; nothing when it was not\n"
     "EndTime|server's local time||||when the call ended\n"
     "Duration|seconds||||length of the call from its begin on\n"
     "BillableSeconds|seconds||||length from the answer on\n"
     "Disposition|call disposition||||how the call ended\n"
     "AMAFlags|text|||OMIT,BILLING,DOCUMENTATION|flag for billing: OMIT, BILLING, DOCUMENTATION\n"
     "UniqueID|text||||unique id of the channel, an opaque text\n"
     "UserField|text of several lines||||text of the user\n"},
    {"CEL", "Channel event logging.",
     "call,cel", 16, 22, "", "", false,
     "EventName|text|||CHAN_START,CHAN_END,ANSWER,HANGUP,BRIDGE_ENTER,BRIDGE_EXIT,APP_START,APP_END,PARK_START,PARK_END,BLINDTRANSFER,ATTENDEDTRANSFER,PICKUP,FORWARD,LINKEDID_END,LOCAL_OPTIMIZE_BEGIN,LOCAL_OPTIMIZE,STREAM_BEGIN,STREAM_END,DTMF,USER_DEFINED|kind of the event, for example CHAN_START\n"
     "AccountCode|text||||account code for billing\n"
     "CallerIDnum|text||||number of the caller id; empty when it is unknown\n"
     "CallerIDname|text||||name of the caller id, not escaped here; empty when it is unknown\n"
     "CallerIDani|text||||number of the caller's line (ANI); empty when it is unknown\n"
     "CallerIDrdnis|text||||number that the call was forwarded from (RDNIS); empty when it is unknown\n"
     "CallerIDdnid|text||||number dialled (DNID); empty when it is unknown\n"
     "Exten|text||||extension in the dialplan\n"
     "Context|text||||context in the dialplan\n"
     "Application|text||||application that runs\n"
     "AppData|text of several lines||||arguments of the application\n"
     "EventTime|server's local time||||when it happened; the text depends on dateformat in cel.conf\n"
     "AMAFlags|text|||OMIT,BILLING,DOCUMENTATION|flag for billing: OMIT, BILLING, DOCUMENTATION\n"
     "UniqueID|text||||unique id of the channel, an opaque text\n"
     "LinkedID|text||||unique id of the oldest channel of the call\n"
     "Userfield|text of several lines||||text of the user\n"
     "Peer|text||||the channel on the other side\n"
     "PeerAccount|text||||account code of the peer\n"
     "Extra|text of several lines||||more data, as JSON\n"
     "Channel|text||||the channel's name\n"
     "TenantID|text||22||tenant, when one is set\n"
     "UserDefType|text||||name of a USER_DEFINED event\n"},
    {"ChallengeResponseFailed", "A client answered a challenge wrongly.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "Challenge|text||||the challenge\n"
     "Response|text||||the answer that the client gave\n"
     "ExpectedResponse|text||||the answer expected\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"ChallengeSent", "A client was sent a challenge.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "Challenge|text||||the challenge\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"ChannelHungup", "A channel that the action Hangup with a regular expression hung up.",
     "", 16, 22, "", "", false,
     "Channel|text||||the channel's name\n"},
    {"ChannelsHungupListComplete", "The end of the list of channels hung up.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ChannelTalkingStart", "Somebody begins to talk on a channel.",
     "call", 16, 22, ",", "", false,
     ""},
    {"ChannelTalkingStop", "Nobody talks on a channel any more.",
     "call", 16, 22, ",", "", false,
     "Duration|milliseconds||||how long the participant talked\n"},
    {"ChanSpyStart", "A channel begins to listen to another.",
     "call", 16, 22, "Spyer,Spyee,", "", false,
     ""},
    {"ChanSpyStop", "A channel stopped listening to another.",
     "call", 16, 22, "Spyer,Spyee,", "", false,
     ""},
    {"ConfbridgeEnd", "A conference ended.",
     "call", 16, 22, "", ",", false,
     "Conference|text||||the conference's name\n"},
    {"ConfbridgeJoin", "A channel joined a conference.",
     "call", 16, 22, ",", ",", false,
     "Conference|text||||the conference's name\n"
     "Admin|boolean||||whether the user is an administrator\n"
     "Muted|boolean||||whether it is muted\n"},
    {"ConfbridgeLeave", "A channel left a conference.",
     "call", 16, 22, ",", ",", false,
     "Conference|text||||the conference's name\n"
     "Admin|boolean||||whether the user is an administrator\n"},
    {"ConfbridgeList", "A channel in a conference, answer to the action of the same name.",
     "reporting", 16, 22, ",", "", false,
     "Conference|text||||the conference's name\n"
     "Admin|boolean||||whether the user is an administrator\n"
     "MarkedUser|boolean||||whether the user is marked\n"
     "WaitMarked|boolean||||whether it waits for a marked user\n"
     "EndMarked|boolean||||whether it leaves with the last marked user\n"
     "Waiting|boolean||||whether it waits for a marked user\n"
     "Muted|boolean||||whether it is muted\n"
     "Talking|boolean||||whether it talks\n"
     "AnsweredTime|seconds||||how long it is answered\n"
     "EndMarkedAny|boolean||22||whether it leaves with any marked user\n"},
    {"ConfbridgeListComplete", "The end of the list of a conference's channels.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ConfbridgeListRooms", "A conference, answer to the action of the same name.",
     "reporting", 16, 22, "", "", false,
     "Conference|text||||the conference's name\n"
     "Parties|integer||||number of users\n"
     "Marked|integer||||marked users\n"
     "Locked|boolean||||whether no further participant can join\n"
     "Muted|boolean||||whether all users are muted\n"},
    {"ConfbridgeListRoomsComplete", "The end of the list of conferences.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ConfbridgeMute", "A channel in a conference was muted.",
     "call", 16, 22, ",", ",", false,
     "Conference|text||||the conference's name\n"
     "Admin|boolean||||whether the user is an administrator\n"},
    {"ConfbridgeRecord", "The recording of a conference begins.",
     "call", 16, 22, "", ",", false,
     "Conference|text||||the conference's name\n"},
    {"ConfbridgeStart", "A conference begins.",
     "call", 16, 22, "", ",", false,
     "Conference|text||||the conference's name\n"},
    {"ConfbridgeStopRecord", "The recording of a conference ended.",
     "call", 16, 22, "", ",", false,
     "Conference|text||||the conference's name\n"},
    {"ConfbridgeTalking", "A channel in a conference begins to talk or stops.",
     "call", 16, 22, ",", ",", false,
     "Conference|text||||the conference's name\n"
     "TalkingStatus|boolean||||whether it talks\n"
     "Admin|boolean||||whether the user is an administrator\n"},
    {"ConfbridgeUnmute", "A channel in a conference is no longer muted.",
     "call", 16, 22, ",", ",", false,
     "Conference|text||||the conference's name\n"
     "Admin|boolean||||whether the user is an administrator\n"},
    {"ContactList", "A contact.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "ViaAddr|text||||address of the Via header\n"
     "ViaPort|integer||||port of the Via header\n"
     "QualifyTimeout|seconds with fraction||||how long a check waits for an answer\n"
     "CallId|text||||Call-ID of SIP\n"
     "RegServer|text||||server that it registered with\n"
     "PruneOnBoot|boolean||||whether it is dropped at the start\n"
     "Path|text||||path of the registration\n"
     "Endpoint|text||||the endpoint\n"
     "AuthenticateQualify|boolean||||whether the check needs authentication\n"
     "Uri|text||||the contact's URI\n"
     "QualifyFrequency|seconds||||time between two checks, 0 for none\n"
     "UserAgent|text||||the phone's User-Agent\n"
     "ExpirationTime|seconds since 1970||||when the registration expires\n"
     "OutboundProxy|text||||proxy for outgoing requests\n"
     "Status|contact state|||Reachable,Unreachable,NonQualified,Unknown|status of the contact\n"
     "RoundtripUsec|microseconds||||round trip\n"
     "Qualify2xxOnly|boolean||22||whether only a 2xx answer counts as reachable\n"},
    {"ContactListComplete", "The end of the list of contacts.",
     "command", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ContactStatus", "The status of a PJSIP contact changed.",
     "system", 16, 22, "", "", false,
     "URI|text||||the contact's URI\n"
     "ContactStatus|contact state|||Unknown,Unreachable,Reachable,Unqualified,Removed,Updated|its new status\n"
     "AOR|text||||address of record\n"
     "EndpointName|text||||its endpoint\n"
     "RoundtripUsec|microseconds||||round trip\n"},
    {"ContactStatusDetail", "The status of a contact.",
     "command", 16, 22, "", "", false,
     "AOR|text||||address of record\n"
     "URI|text||||the contact's URI\n"
     "Status|contact state|||Reachable,Unreachable,NonQualified,Unknown|status of the contact\n"
     "RoundtripUsec|microseconds||||round trip\n"
     "EndpointName|text||||its endpoint\n"
     "UserAgent|text||||the phone's User-Agent\n"
     "RegExpire|seconds since 1970||||when the registration expires\n"
     "ViaAddress|text||||address and port of the Via header\n"
     "CallID|text||||Call-ID of SIP\n"
     "ID|text||||name of the contact's object\n"
     "AuthenticateQualify|boolean||||whether the check needs authentication\n"
     "OutboundProxy|text||||proxy for outgoing requests\n"
     "Path|text||||path of the registration\n"
     "QualifyFrequency|seconds||||time between two checks, 0 for none\n"
     "QualifyTimeout|seconds with fraction||||how long a check waits for an answer\n"
     "Qualify2xxOnly|boolean||22||whether only a 2xx answer counts as reachable\n"},
    {"ContactStatusDetailComplete", "The end of the list of contacts with their status.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"CoreShowChannel", "A channel, answer to the action CoreShowChannels.",
     "call", 16, 22, ",", "", false,
     "BridgeId|text||||unique id of the bridge, empty without one\n"
     "Application|text||||application that runs\n"
     "ApplicationData|text of several lines||||arguments of the application\n"
     "Duration|h:mm:ss||||how long the channel exists\n"},
    {"CoreShowChannelMap", "A channel that is connected to the one asked for, directly or not.",
     "", 18, 22, "", "", false,
     "Channel|text||||the channel asked for\n"
     "ConnectedChannel|text||||a channel that it is connected to\n"},
    {"CoreShowChannelMapComplete", "The end of the list of connected channels.",
     "call", 18, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"CoreShowChannelsComplete", "The end of the list of channels.",
     "call", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"DAHDIChannel", "A call has a DAHDI channel now.",
     "call", 16, 22, ",", "", false,
     "DAHDIGroup|text||||group of the DAHDI channel\n"
     "DAHDISpan|text||||span of the DAHDI channel\n"
     "DAHDIChannel|text||||number of the DAHDI channel, not the name of a channel\n"},
    {"DAHDIShowChannels", "A DAHDI channel, answer to the action of the same name.",
     "", 16, 22, "", "", false,
     "Channel|text||||name of the channel on it, when there is one\n"
     "Uniqueid|text||||unique id of that channel\n"
     "AccountCode|text||||account code of that channel\n"
     "DAHDIChannel|text||||number of the DAHDI channel, not the name of a channel\n"
     "Signalling|text||||its signalling\n"
     "SignallingCode|integer||||its signalling as a number\n"
     "Context|text||||context in the dialplan\n"
     "DND|boolean||||whether do-not-disturb is on\n"
     "Alarm|text||||the alarm\n"
     "Description|text||||description\n"},
    {"DAHDIShowChannelsComplete", "The end of the list of DAHDI channels.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"
     "Items|integer||||number of items of the list\n"},
    {"DAHDIShowStatus", "A DAHDI span, answer to the action of the same name.",
     "", 18, 22, "", "", false,
     "Description|text||||description\n"
     "Alarms|text||||the alarms\n"
     "IRQ|integer||||interrupts missed\n"
     "bpviol|integer||||bipolar violations\n"
     "CRC|integer||||CRC errors\n"
     "Fra|text||||framing\n"
     "Codi|text||||line coding\n"
     "Opts|text||||options\n"
     "LBO|text||||line build out\n"},
    {"DAHDIShowStatusComplete", "The end of the list of DAHDI spans.",
     "", 18, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"
     "Items|integer||||number of items of the list\n"},
    {"DBGetComplete", "The end of the answer to the action DBGet.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"DBGetResponse", "A value of the database, answer to the action DBGet.",
     "", 16, 22, "", "", false,
     "Family|text||||family of the key\n"
     "Key|text||||key in the database\n"
     "Val|text of several lines||||the value\n"},
    {"DBGetTreeComplete", "The end of the answer to the action DBGetTree. Asterisk 16 counts one item always.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"DBGetTreeResponse", "A value of the database, answer to the action DBGetTree.",
     "", 16, 22, "", "", false,
     "Key|text||||family and key, with slashes\n"
     "Val|text of several lines||||the value\n"},
    {"DeadlockStart", "A thread probably waits for a lock for ever; only in builds that look for that.",
     "system", 18, 22, "", "", false,
     "Mutex|text||||the lock\n"},
    {"DeviceEntry", "A device of chan_skinny, answer to the action SKINNYdevices.",
     "", 16, 20, "", "", false,
     "Type|text||||model of the device\n"
     "Channeltype|text||||technology of the channel\n"
     "ObjectName|text||||the name in the configuration\n"
     "ChannelObjectType|text||||kind of object\n"
     "DeviceId|text||||the device's id\n"
     "IPaddress|text||||IP address\n"
     "Devicestatus|peer state||||whether it is registered\n"
     "NumberOfLines|integer||||number of lines\n"},
    {"DevicelistComplete", "The end of the list of devices.",
     "", 16, 20, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"DeviceStateChange", "The state of a device changed.",
     "call", 16, 22, "", "", false,
     "Device|text||||the device, for example PJSIP/alice\n"
     "State|device state||||its new state\n"},
    {"DeviceStateListComplete", "The end of the list of device states.",
     "command", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"DialBegin", "A channel begins to call another. Without a calling channel (Originate) only the Dest headers are there.",
     "call", 16, 22, ",Dest,", "", false,
     "DialString|text||||the dial string\n"},
    {"DialEnd", "A call attempt ended.",
     "call", 16, 22, ",Dest,", "", false,
     "DialStatus|dial status|||ABORT,ANSWER,BUSY,CANCEL,CHANUNAVAIL,CONGESTION,CONTINUE,GOTO,NOANSWER|state or result of the attempt\n"
     "Forward|text||||where the call was forwarded to\n"},
    {"DialState", "A call attempt made progress.",
     "call", 16, 22, ",Dest,", "", false,
     "DialStatus|dial status|||RINGING,PROCEEDING,PROGRESS|state or result of the attempt\n"
     "Forward|text||||where the call was forwarded to\n"},
    {"DNDState", "Do-not-disturb of a DAHDI channel changed.",
     "system", 16, 22, "", "", false,
     "DAHDIChannel|text||||number of the DAHDI channel, not the name of a channel\n"
     "Status|boolean||||whether it is on\n"},
    {"DTMFBegin", "A key was pressed, or is being sent.",
     "dtmf", 16, 22, ",", "", false,
     "Digit|text||||the key\n"
     "Direction|stream direction|||Received,Sent|whether it was received or sent\n"},
    {"DTMFEnd", "A key was released.",
     "dtmf", 16, 22, ",", "", false,
     "Digit|text||||the key\n"
     "DurationMs|milliseconds||||how long the key was held\n"
     "Direction|stream direction|||Received,Sent|whether it was received or sent\n"},
    {"EndpointDetail", "An endpoint with its configuration, answer to the action PJSIPShowEndpoint.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "Context|text||||context in the dialplan\n"
     "Allow|text||||codecs allowed\n"
     "DtmfMode|text||||setting of the endpoint\n"
     "RtpIpv6|boolean||||setting of the endpoint\n"
     "RtpSymmetric|boolean||||setting of the endpoint\n"
     "IceSupport|boolean||||setting of the endpoint\n"
     "UsePtime|boolean||||setting of the endpoint\n"
     "ForceRport|boolean||||setting of the endpoint\n"
     "RewriteContact|boolean||||setting of the endpoint\n"
     "Transport|text||||the transport\n"
     "OutboundProxy|text||||proxy for outgoing requests\n"
     "MohSuggest|text||||setting of the endpoint\n"
     "100rel|text||||setting of the endpoint\n"
     "Timers|text||||setting of the endpoint\n"
     "TimersMinSe|seconds||||shortest session timer\n"
     "TimersSessExpires|seconds||||session timer\n"
     "Auth|text||||setting of the endpoint\n"
     "OutboundAuth|text||||authentication sections for outgoing requests\n"
     "Aors|text||||addresses of record, with commas\n"
     "MediaAddress|text||||setting of the endpoint\n"
     "IdentifyBy|text||||setting of the endpoint\n"
     "DirectMedia|boolean||||setting of the endpoint\n"
     "DirectMediaMethod|text||||setting of the endpoint\n"
     "TrustConnectedLine|boolean||||setting of the endpoint\n"
     "SendConnectedLine|boolean||||setting of the endpoint\n"
     "ConnectedLineMethod|text||||setting of the endpoint\n"
     "DirectMediaGlareMitigation|text||||setting of the endpoint\n"
     "DisableDirectMediaOnNat|boolean||||setting of the endpoint\n"
     "Callerid|text||||caller id, name and number; empty when it is unknown\n"
     "CalleridPrivacy|text||||setting of the endpoint\n"
     "CalleridTag|text||||setting of the endpoint\n"
     "TrustIdInbound|boolean||||setting of the endpoint\n"
     "TrustIdOutbound|boolean||||setting of the endpoint\n"
     "SendPai|boolean||||setting of the endpoint\n"
     "SendRpid|boolean||||setting of the endpoint\n"
     "SendDiversion|boolean||||setting of the endpoint\n"
     "Mailboxes|text||||mailboxes, with commas\n"
     "AggregateMwi|boolean||||setting of the endpoint\n"
     "MediaEncryption|text||||setting of the endpoint\n"
     "MediaEncryptionOptimistic|boolean||||setting of the endpoint\n"
     "UseAvpf|boolean||||setting of the endpoint\n"
     "ForceAvp|boolean||||setting of the endpoint\n"
     "MediaUseReceivedTransport|boolean||||setting of the endpoint\n"
     "OneTouchRecording|boolean||||setting of the endpoint\n"
     "InbandProgress|boolean||||setting of the endpoint\n"
     "CallGroup|text||||setting of the endpoint\n"
     "PickupGroup|text||||setting of the endpoint\n"
     "NamedCallGroup|text||||setting of the endpoint\n"
     "NamedPickupGroup|text||||setting of the endpoint\n"
     "DeviceStateBusyAt|integer||||setting of the endpoint\n"
     "T38Udptl|boolean||||setting of the endpoint\n"
     "T38UdptlEc|text||||setting of the endpoint\n"
     "T38UdptlMaxdatagram|integer||||setting of the endpoint\n"
     "FaxDetect|boolean||||whether fax tones are looked for\n"
     "T38UdptlNat|boolean||||setting of the endpoint\n"
     "T38UdptlIpv6|boolean||||setting of the endpoint\n"
     "T38BindUdptlToMediaAddress|boolean||||setting of the endpoint\n"
     "ToneZone|text||||setting of the endpoint\n"
     "Language|text||||language of prompts\n"
     "RecordOnFeature|text||||setting of the endpoint\n"
     "RecordOffFeature|text||||setting of the endpoint\n"
     "AllowTransfer|boolean||||setting of the endpoint\n"
     "UserEqPhone|boolean||||setting of the endpoint\n"
     "MohPassthrough|boolean||||setting of the endpoint\n"
     "SdpOwner|text||||setting of the endpoint\n"
     "SdpSession|text||||setting of the endpoint\n"
     "TosAudio|integer||||setting of the endpoint\n"
     "TosVideo|integer||||setting of the endpoint\n"
     "CosAudio|integer||||setting of the endpoint\n"
     "CosVideo|integer||||setting of the endpoint\n"
     "AllowSubscribe|boolean||||setting of the endpoint\n"
     "SubMinExpiry|seconds||||shortest subscription\n"
     "FromUser|text||||setting of the endpoint\n"
     "FromDomain|text||||setting of the endpoint\n"
     "MwiFromUser|text||||setting of the endpoint\n"
     "RtpEngine|text||||setting of the endpoint\n"
     "DtlsVerify|text||||whether certificates of DTLS are checked, and how\n"
     "DtlsRekey|seconds||||time between new keys of DTLS, 0 for never\n"
     "DtlsCertFile|text||||setting of the endpoint\n"
     "DtlsPrivateKey|text||||setting of the endpoint\n"
     "DtlsCipher|text||||setting of the endpoint\n"
     "DtlsCaFile|text||||setting of the endpoint\n"
     "DtlsCaPath|text||||setting of the endpoint\n"
     "DtlsSetup|text||||setting of the endpoint\n"
     "SrtpTag32|boolean||||setting of the endpoint\n"
     "RedirectMethod|text||22||setting of the endpoint\n"
     "SetVar|text||||setting of the endpoint\n"
     "MessageContext|text||||setting of the endpoint\n"
     "Accountcode|text||||account code for billing\n"
     "PreferredCodecOnly|boolean||||setting of the endpoint\n"
     "DeviceState|device state||||state of its devices\n"
     "ActiveChannels|integer||||channels in use\n"
     "SubscribeContext|text||||setting of the endpoint\n"
     "AllowOverlap|boolean||||setting of the endpoint\n"
     "OverlapContext|text||22||setting of the endpoint\n"
     "AcceptMultipleSdpAnswers|boolean||||setting of the endpoint\n"
     "Acl|text||||names of access control lists\n"
     "AllowUnauthenticatedOptions|boolean||||setting of the endpoint\n"
     "AsymmetricRtpCodec|boolean||||setting of the endpoint\n"
     "BindRtpToMediaAddress|boolean||||setting of the endpoint\n"
     "Bundle|boolean||||setting of the endpoint\n"
     "CodecPrefsIncomingAnswer|text||22||setting of the endpoint\n"
     "CodecPrefsIncomingOffer|text||22||setting of the endpoint\n"
     "CodecPrefsOutgoingAnswer|text||22||setting of the endpoint\n"
     "CodecPrefsOutgoingOffer|text||22||setting of the endpoint\n"
     "ContactAcl|text||||setting of the endpoint\n"
     "DtlsAutoGenerateCert|boolean||||setting of the endpoint\n"
     "DtlsFingerprint|text||||setting of the endpoint\n"
     "FaxDetectTimeout|seconds||||how long fax tones are looked for, 0 for always\n"
     "FollowEarlyMediaFork|boolean||||setting of the endpoint\n"
     "G726NonStandard|boolean||||setting of the endpoint\n"
     "GeolocIncomingCallProfile|text||||setting of the endpoint\n"
     "GeolocOutgoingCallProfile|text||||setting of the endpoint\n"
     "Ignore183WithoutSdp|boolean||||setting of the endpoint\n"
     "IncomingCallOfferPref|text||22||setting of the endpoint\n"
     "IncomingMwiMailbox|text||||setting of the endpoint\n"
     "MaxAudioStreams|integer||||setting of the endpoint\n"
     "MaxVideoStreams|integer||||setting of the endpoint\n"
     "MwiSubscribeReplacesUnsolicited|text||||setting of the endpoint\n"
     "NotifyEarlyInuseRinging|boolean||||setting of the endpoint\n"
     "OutgoingCallOfferPref|text||22||setting of the endpoint\n"
     "ReferBlindProgress|boolean||||setting of the endpoint\n"
     "RpidImmediate|boolean||||setting of the endpoint\n"
     "RtcpMux|boolean||||setting of the endpoint\n"
     "RtpKeepalive|seconds||||time between keepalives of media, 0 for none\n"
     "RtpTimeout|seconds||||silence after which a call ends, 0 for never\n"
     "RtpTimeoutHold|seconds||||silence after which a call on hold ends, 0 for never\n"
     "RtpPortStart|integer||22||setting of the endpoint\n"
     "RtpPortEnd|integer||22||setting of the endpoint\n"
     "SecurityNegotiation|text||22||mechanism of security negotiation\n"
     "SendAoc|boolean||22||setting of the endpoint\n"
     "SendHistoryInfo|boolean||||setting of the endpoint\n"
     "StirShaken|text||||what is done for STIR/SHAKEN: a boolean or off, attest, verify, on\n"
     "StirShakenProfile|text||||setting of the endpoint\n"
     "SuppressMohOnSendonly|boolean||22||setting of the endpoint\n"
     "SuppressQ850ReasonHeaders|boolean||||setting of the endpoint\n"
     "Tenantid|text||22||tenant that calls of the endpoint belong to\n"
     "VoicemailExtension|text||||extension of voicemail\n"
     "Webrtc|boolean||||setting of the endpoint\n"
     "Disallow|text||16||setting of the endpoint\n"
     "FollowRedirectMethods|text||22||methods whose redirections are followed\n"},
    {"EndpointDetailComplete", "The end of an endpoint's details.",
     "command", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"EndpointList", "An endpoint, answer to the action PJSIPShowEndpoints.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "Transport|text||||the transport\n"
     "Aor|text||||address of record\n"
     "Auths|text||||authentication sections, with commas\n"
     "OutboundAuths|text||||authentication sections for outgoing requests, with commas\n"
     "DeviceState|device state||||state of its devices\n"
     "ActiveChannels|integer||||channels in use\n"
     "Contacts|text||||the contacts, with commas\n"},
    {"EndpointListComplete", "The end of the list of endpoints.",
     "command", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ExtensionStateListComplete", "The end of the list of extension states.",
     "command", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ExtensionStatus", "The state of an extension's hint changed.",
     "call", 16, 22, "", "", false,
     "Exten|text||||extension in the dialplan\n"
     "Context|text||||context in the dialplan\n"
     "Hint|text||||the devices of the hint\n"
     "Status|extension state (number)|||-2,-1,0,1,2,4,8,9,16,17|state of the hint\n"
     "StatusText|text||||the status in words\n"},
    {"FailedACL", "A client's address is not allowed.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "Module|text||||the module\n"
     "ACLName|text||||name of the access control list\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"FAXSession", "A fax session, answer to the action of the same name.",
     "reporting", 16, 22, "", "", false,
     "SessionNumber|integer||||number of the session\n"
     "Operation|text||||what is done, for example send, receive\n"
     "State|text|||Uninitialized,Initialized,Open,Active,Complete,Reserved,Inactive,Unknown|state of the session\n"
     "ErrorCorrectionMode|boolean||||whether errors are corrected\n"
     "DataRate|integer||||bits per second\n"
     "ImageResolution|text||||resolution of the page\n"
     "PageNumber|integer||||number of the page\n"
     "FileName|text||||the file\n"
     "PagesTransmitted|integer||||pages sent\n"
     "PagesReceived|integer||||pages received\n"
     "TotalBadLines|integer||||bad lines\n"},
    {"FAXSessionsComplete", "The end of the list of fax sessions.",
     "call", 16, 22, "", "", false,
     "Total|integer||||number of items of the list\n"
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"FAXSessionsEntry", "A fax session, answer to the action FAXSessions.",
     "reporting", 16, 22, "", "", false,
     "Channel|text||||the channel's name\n"
     "Technology|text||||the technology\n"
     "SessionNumber|integer||||number of the session\n"
     "SessionType|text||||kind of session\n"
     "Operation|text||||what is done, for example send, receive\n"
     "State|text|||Uninitialized,Initialized,Open,Active,Complete,Reserved,Inactive,Unknown|its state\n"
     "Files|text||||the files\n"},
    {"FAXStats", "Counts of faxes, answer to the action of the same name.",
     "reporting", 16, 22, "", "", false,
     "CurrentSessions|integer||||sessions now\n"
     "ReservedSessions|integer||||sessions reserved\n"
     "TransmitAttempts|integer||||faxes begun to send\n"
     "ReceiveAttempts|integer||||faxes begun to receive\n"
     "CompletedFAXes|integer||||faxes that went well\n"
     "FailedFAXes|integer||||faxes that failed\n"},
    {"FAXStatus", "A fax made progress.",
     "call", 16, 22, ",", "", false,
     "Operation|text|||gateway,receive,send|what is done, for example send, receive\n"
     "Status|text||||its present state, in words\n"
     "LocalStationID|text||||own station id\n"
     "FileName|text, repeated||||the files\n"},
    {"Flash", "A channel's hook was flashed.",
     "call", 16, 22, ",", "", false,
     ""},
    {"FullyBooted", "The server is fully booted; sent at login too, to users that may read class system.",
     "system", 16, 22, "", "", false,
     "Status|text||||always \"Fully Booted\"\n"
     "Uptime|seconds||||time since the start\n"
     "LastReload|seconds||||time since the last reload\n"},
    {"Hangup", "A channel is gone.",
     "call", 16, 22, ",", "", false,
     "Cause|hangup cause (number)||||why, as a number of Q.850\n"
     "Cause-txt|text||||why, in words\n"
     "TechCause|integer||22||why, as a number of the channel's technology\n"},
    {"HangupHandlerPop", "A hangup handler was taken off a channel.",
     "dialplan", 16, 22, ",", "", false,
     "Handler|text||||the handler: context, extension, priority and arguments\n"},
    {"HangupHandlerPush", "A hangup handler was put on a channel.",
     "dialplan", 16, 22, ",", "", false,
     "Handler|text||||the handler: context, extension, priority and arguments\n"},
    {"HangupHandlerRun", "A channel's hangup handler runs.",
     "dialplan", 16, 22, ",", "", false,
     "Handler|text||||the handler: context, extension, priority and arguments\n"},
    {"HangupRequest", "A channel is asked to hang up, with a cause.",
     "call", 16, 22, ",", "", false,
     "Cause|hangup cause (number)||||why, as a number of Q.850\n"
     "TechCause|integer||22||why, as a number of the channel's technology\n"},
    {"Hold", "A channel was put on hold.",
     "call", 16, 22, ",", "", false,
     "MusicClass|text||||class of the music suggested\n"},
    {"IdentifyDetail", "How an endpoint is recognised.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "Endpoint|text||||the endpoint\n"
     "SrvLookups|boolean||||whether names are looked up as SRV\n"
     "Match|text||||addresses that it is recognised by\n"
     "MatchHeader|text||||header that it is recognised by\n"
     "MatchRequestUri|text||||request URI that it is recognised by\n"
     "EndpointName|text||||its endpoint\n"},
    {"InboundRegistrationDetail", "An address of record to which phones can register.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "MinimumExpiration|seconds||||shortest expiration of a registration\n"
     "DefaultExpiration|seconds||||expiration of a registration that does not set one\n"
     "QualifyTimeout|seconds with fraction||||how long a check waits for an answer\n"
     "Qualify2xxOnly|boolean||22||whether only a 2xx answer counts as reachable\n"
     "Mailboxes|text||||mailboxes, with commas\n"
     "SupportPath|boolean||||whether Path is supported\n"
     "RemoveUnavailable|boolean||||whether unavailable contacts are replaced first\n"
     "VoicemailExtension|text||||extension of voicemail\n"
     "MaxContacts|integer||||how many contacts it may have\n"
     "AuthenticateQualify|boolean||||whether the check needs authentication\n"
     "MaximumExpiration|seconds||||longest expiration of a registration\n"
     "QualifyFrequency|seconds||||time between two checks, 0 for none\n"
     "RemoveExisting|boolean||||whether a new contact replaces old ones\n"
     "OutboundProxy|text||||proxy for outgoing requests\n"
     "Contacts|text||||the contacts, with commas\n"
     "Contact|text||||the contacts, with commas\n"},
    {"InboundRegistrationDetailComplete", "The end of the list of inbound registrations.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"InboundSubscriptionDetail", "A subscription of a phone. Which headers are there depends on SubscriptionType.",
     "command", 16, 22, "", "", false,
     "Role|text||||Notifier\n"
     "Endpoint|text||||the endpoint\n"
     "Callid|text||||Call-ID of SIP\n"
     "State|text||||state of the subscription\n"
     "Callerid|text||||caller id, name and number; empty when it is unknown\n"
     "SubscriptionType|text|||mwi,extension_state|mwi or extension_state\n"
     "Extension|text||||extension in the dialplan\n"
     "ExtensionStates|extension state (number)||||state of the extension\n"
     "Mailboxes|text||||mailboxes, with commas\n"},
    {"InboundSubscriptionDetailComplete", "The end of the list of inbound subscriptions.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"InvalidAccountID", "A client gave an account that does not exist.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"InvalidPassword", "A client gave a wrong password.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"
     "Challenge|text||||the challenge\n"
     "ReceivedChallenge|text||||the challenge as the client gave it\n"
     "ReceivedHash|text||||the hash that the client gave\n"},
    {"InvalidTransport", "A client used a transport that is not allowed.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "AttemptedTransport|text||||transport that the client used\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"JabberStatus", "The presence of an XMPP contact changed.",
     "user", 16, 22, "", "", false,
     "Status|integer||||the presence as a number\n"
     "Priority|integer||||priority of the resource\n"
     "Account|text||||name of the XMPP connection\n"
     "JID|text||||address of the XMPP contact\n"
     "Resource|text||||resource of the XMPP contact\n"
     "Description|text||||description\n"},
    {"LineEntry", "A line of chan_skinny, answer to the action SKINNYlines.",
     "", 16, 20, "", "", false,
     "Device|text||||its device\n"
     "Channeltype|text||||technology of the channel\n"
     "ObjectName|text||||the name in the configuration\n"
     "ChannelObjectType|text||||kind of object\n"
     "Instance|integer||||its place on the device\n"
     "Label|text||||its label\n"},
    {"LinelistComplete", "The end of the list of lines.",
     "", 16, 20, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ListDialplan", "A priority, hint, include, switch or ignored pattern of the dialplan, answer to the action ShowDialPlan.",
     "", 16, 22, "", "", false,
     "Priority|text||||number of the priority, or \"hint\"\n"
     "Application|text||||application, or the devices of a hint\n"
     "Context|text||||context in the dialplan\n"
     "Extension|text||||extension in the dialplan\n"
     "ExtensionLabel|text||||label of the priority\n"
     "AppData|text of several lines||||arguments of the application\n"
     "Registrar|text||||who made it\n"
     "IncludeContext|text||||context that is included\n"
     "Switch|text||||switch that is included\n"
     "IgnorePattern|text||||pattern after which the dial tone goes on\n"},
    {"Load", "A module was loaded, or could not be.",
     "system", 16, 22, "", "", false,
     "Module|text||||the module\n"
     "Status|text|||Failure,Success,Decline|Success, Failure or Decline\n"},
    {"LoadAverageLimit", "A client was rejected because of the server's load.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"LocalBridge", "The two halves of a Local channel are connected.",
     "call", 16, 22, "LocalOne,LocalTwo,", "", false,
     "Context|text||||context in the dialplan\n"
     "Exten|text||||extension in the dialplan\n"
     "LocalOptimization|boolean||||whether the Local channel may be taken out of the call\n"},
    {"LocalOptimizationBegin", "A Local channel is about to be taken out of a call.",
     "call", 16, 22, "LocalOne,LocalTwo,Source,", "", false,
     "DestUniqueId|text||||unique id of the channel that the other half is to follow\n"
     "Id|text||||id of the optimization\n"},
    {"LocalOptimizationEnd", "A Local channel was taken out of a call, or could not be.",
     "call", 16, 22, "LocalOne,LocalTwo,", "", false,
     "Success|boolean||||whether it went well\n"
     "Id|text||||id of the optimization\n"},
    {"LogChannel", "A log was switched on or off.",
     "system", 16, 22, "", "", false,
     "Channel|text||||the log\n"
     "Reason|text||||why it was switched off: number and text\n"
     "Enabled|boolean||||whether it is on\n"},
    {"MCID", "A malicious call was reported.",
     "call", 16, 22, ",", "", false,
     "MCallerIDNumValid|boolean||||whether the caller's number is valid\n"
     "MCallerIDNum|text||||number of the caller; empty when it is unknown\n"
     "MCallerIDton|text||||type of the caller's number\n"
     "MCallerIDNumPlan|text||||numbering plan of the caller's number\n"
     "MCallerIDNumPres|text||||presentation of the caller's number\n"
     "MCallerIDNameValid|boolean||||whether the caller's name is valid\n"
     "MCallerIDName|text||||name of the caller; empty when it is unknown\n"
     "MCallerIDNameCharSet|text||||character set of the caller's name\n"
     "MCallerIDNamePres|text||||presentation of the caller's name\n"
     "MCallerIDSubaddr|text||||subaddress of the caller\n"
     "MCallerIDSubaddrType|text||||type of the caller's subaddress\n"
     "MCallerIDSubaddrOdd|text||||whether the caller's subaddress has an odd number of digits\n"
     "MCallerIDPres|text||||presentation of the caller\n"
     "MConnectedIDNumValid|boolean||||whether the called party's number is valid\n"
     "MConnectedIDNum|text||||number of the party called; empty when it is unknown\n"
     "MConnectedIDton|text||||type of the called party's number\n"
     "MConnectedIDNumPlan|text||||numbering plan of the called party's number\n"
     "MConnectedIDNumPres|text||||presentation of the called party's number\n"
     "MConnectedIDNameValid|boolean||||whether the called party's name is valid\n"
     "MConnectedIDName|text||||name of the party called; empty when it is unknown\n"
     "MConnectedIDNameCharSet|text||||character set of the called party's name\n"
     "MConnectedIDNamePres|text||||presentation of the called party's name\n"
     "MConnectedIDSubaddr|text||||subaddress of the party called\n"
     "MConnectedIDSubaddrType|text||||type of the called party's subaddress\n"
     "MConnectedIDSubaddrOdd|text||||whether the called party's subaddress has an odd number of digits\n"
     "MConnectedIDPres|text||||presentation of the party called\n"},
    {"MeetmeEnd", "A MeetMe conference ended.",
     "call", 16, 22, "", "", false,
     "Meetme|text||||the conference's number\n"},
    {"MeetmeJoin", "A channel joined a MeetMe conference.",
     "call", 16, 22, ",", "", false,
     "Meetme|text||||the conference's number\n"
     "User|text||||number of the user in the conference\n"},
    {"MeetmeLeave", "A channel left a MeetMe conference.",
     "call", 16, 22, ",", "", false,
     "Meetme|text||||the conference's number\n"
     "User|text||||number of the user in the conference\n"
     "Duration|seconds||||how long it took\n"},
    {"MeetmeList", "A user of a MeetMe conference, answer to the action of the same name.",
     "call", 16, 22, "", "", false,
     "Conference|text||||the conference's name\n"
     "UserNumber|integer||||number of the user\n"
     "CallerIDNum|text||||number of the caller id; empty when it is unknown\n"
     "CallerIDName|text||||name of the caller id; empty when it is unknown\n"
     "ConnectedLineNum|text||||number of the other party; empty when it is unknown\n"
     "ConnectedLineName|text||||name of the other party, not escaped here; empty when it is unknown\n"
     "Channel|text||||the channel's name\n"
     "Admin|boolean||||whether the user is an administrator\n"
     "Role|text||||what the user may do: Listen only, Talk only or Talk and listen\n"
     "MarkedUser|boolean||||whether the user is marked\n"
     "Muted|text||||whether and by whom it is muted\n"
     "Talking|text||||whether it talks\n"},
    {"MeetmeListComplete", "The end of the list of users of MeetMe conferences.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"MeetmeListRooms", "A MeetMe conference, answer to the action of the same name.",
     "call", 16, 22, "", "", false,
     "Conference|text||||the conference's name\n"
     "Parties|integer||||number of users\n"
     "Marked|text||||marked users: a number, or N/A\n"
     "Activity|h:mm:ss||||how long it exists\n"
     "Creation|text||||how it was made\n"
     "Locked|boolean||||whether no further participant can join\n"},
    {"MeetmeListRoomsComplete", "The end of the list of MeetMe conferences.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"MeetmeMute", "A user of a MeetMe conference was muted, or no longer is.",
     "call", 16, 22, ",", "", false,
     "Meetme|text||||the conference's number\n"
     "User|text||||number of the user in the conference\n"
     "Duration|seconds||||how long it took\n"
     "Status|boolean||||whether it is muted\n"},
    {"MeetmeTalking", "A user of a MeetMe conference begins to talk or stops.",
     "call", 16, 22, ",", "", false,
     "Meetme|text||||the conference's number\n"
     "User|text||||number of the user in the conference\n"
     "Duration|seconds||||how long it took\n"
     "Status|boolean||||whether it talks\n"},
    {"MeetmeTalkRequest", "A user of a MeetMe conference asks to talk, or no longer does.",
     "call", 16, 22, ",", "", false,
     "Meetme|text||||the conference's number\n"
     "User|text||||number of the user in the conference\n"
     "Duration|seconds||||how long it took\n"
     "Status|boolean||||whether it asks to talk\n"},
    {"MemoryLimit", "A client was rejected because the server is out of memory.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"MessageWaiting", "The number of messages in a mailbox changed.",
     "call", 16, 22, ",", "", false,
     "Mailbox|text||||the mailbox\n"
     "Waiting|boolean||||whether there are messages\n"
     "New|integer||||new messages\n"
     "Old|integer||||old messages\n"},
    {"MiniVoiceMail", "A notice of MiniVM was sent.",
     "call", 16, 22, ",", "", false,
     "Action|text||||the announcement\n"
     "Mailbox|text||||the mailbox\n"
     "Counter|text||||count of messages\n"},
    {"MixMonitorMute", "A mixed recording was muted, or no longer is.",
     "call", 16, 22, ",", "", false,
     "Direction|text||||the muted direction: read, write or both\n"
     "State|boolean||||whether it is muted\n"},
    {"MixMonitorStart", "A mixed recording begins.",
     "call", 16, 22, ",", "", false,
     ""},
    {"MixMonitorStop", "A mixed recording ended.",
     "call", 16, 22, ",", "", false,
     ""},
    {"MobileStatus", "A phone of chan_mobile connected or went away.",
     "system", 16, 22, "", "", false,
     "Status|text||||Connect or Disconnect\n"
     "Device|text||||the phone\n"},
    {"MonitorStart", "A recording begins.",
     "call", 16, 20, ",", "", false,
     ""},
    {"MonitorStop", "A recording ended.",
     "call", 16, 20, ",", "", false,
     ""},
    {"MusicOnHoldStart", "Music on hold begins on a channel.",
     "call", 16, 22, ",", "", false,
     "Class|text||||class of the music\n"},
    {"MusicOnHoldStop", "Music on hold ended on a channel.",
     "call", 16, 22, ",", "", false,
     ""},
    {"MWIGet", "A mailbox kept by clients, answer to the action of the same name.",
     "reporting", 16, 22, "", "", false,
     "Mailbox|text||||the mailbox\n"
     "OldMessages|integer||||old messages\n"
     "NewMessages|integer||||new messages\n"},
    {"MWIGetComplete", "The end of the answer to the action MWIGet.",
     "reporting", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"NewAccountCode", "A channel's account code changed.",
     "call", 16, 22, ",", "", false,
     "OldAccountCode|text||||the account code before\n"},
    {"NewCallerid", "A channel's caller id changed.",
     "call", 16, 22, ",", "", false,
     "CID-CallingPres|text||||number of the presentation and, in parentheses, its text\n"},
    {"Newchannel", "A channel was made.",
     "call", 16, 22, ",", "", false,
     ""},
    {"NewConnectedLine", "What a channel knows of its other party changed.",
     "call", 16, 22, ",", "", false,
     ""},
    {"Newexten", "A channel continues with the next application of the dialplan. One of the most frequent events.",
     "dialplan", 16, 22, ",", "", false,
     "Extension|text||||extension in the dialplan\n"
     "Application|text||||application that it continues with\n"
     "AppData|text of several lines||||arguments of the application\n"},
    {"Newstate", "A channel's state changed.",
     "call", 16, 22, ",", "", false,
     ""},
    {"OriginateResponse", "The outcome of an asynchronous Originate.",
     "call", 16, 22, "", "", false,
     "Response|text|||Failure,Success|\"Success\" or \"Failure\"\n"
     "Channel|text||||the channel called\n"
     "Context|text||||context it was sent to\n"
     "Exten|text||||extension it was sent to\n"
     "Application|text||||application it was sent to\n"
     "Data|text of several lines||||arguments of the application\n"
     "Reason|reason (number)||||how the call went\n"
     "Uniqueid|text||||unique id of the channel, <unknown> when none was made\n"
     "CallerIDNum|text||||number given as caller id; empty when it is unknown\n"
     "CallerIDName|text||||name given as caller id, not escaped here; empty when it is unknown\n"},
    {"OutboundRegistrationDetail", "A registration with another server.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "MaxRetries|integer||||how often it is tried\n"
     "ClientUri|text||||own address\n"
     "SecurityNegotiation|text||22||mechanism of security negotiation\n"
     "AuthRejectionPermanent|boolean||||whether a rejected login is not tried again\n"
     "ServerUri|text||||address of the server\n"
     "MaxRandomInitialDelay|seconds||||longest random wait before the first try\n"
     "SupportPath|boolean||||whether Path is supported\n"
     "RetryInterval|seconds||||time until it is tried again\n"
     "ContactHeaderParams|text||22||parameters added to the Contact header\n"
     "Expiration|seconds||||expiration\n"
     "Transport|text||||the transport\n"
     "Line|boolean||||whether a line parameter is added\n"
     "ContactUser|text||||user in the Contact header\n"
     "Endpoint|text||||the endpoint\n"
     "UserAgent|text||22||the phone's User-Agent\n"
     "ForbiddenRetryInterval|seconds||||time until it is tried again after 403\n"
     "OutboundAuth|text||||authentication sections for outgoing requests\n"
     "OutboundProxy|text||||proxy for outgoing requests\n"
     "FatalRetryInterval|seconds||||time until it is tried again after a fatal answer\n"
     "SupportOutbound|boolean||22||whether RFC 5626 is supported\n"
     "Status|registration state|||Registered,Unregistered,Rejected|status of the registration\n"
     "NextReg|seconds||||time until the next registration\n"},
    {"OutboundRegistrationDetailComplete", "The end of the list of outbound registrations.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"
     "Registered|integer||||registrations that are registered\n"
     "NotRegistered|integer||||registrations that are not registered\n"},
    {"OutboundSubscriptionDetail", "A subscription to another server. Which headers are there depends on SubscriptionType.",
     "command", 16, 22, "", "", false,
     "Role|text||||Subscriber\n"
     "Endpoint|text||||the endpoint\n"
     "Callid|text||||Call-ID of SIP\n"
     "State|text||||state of the subscription\n"
     "Callerid|text||||caller id, name and number; empty when it is unknown\n"
     "SubscriptionType|text|||mwi,extension_state|mwi or extension_state\n"
     "Extension|text||||extension in the dialplan\n"
     "ExtensionStates|extension state (number)||||state of the extension\n"
     "Mailboxes|text||||mailboxes, with commas\n"},
    {"OutboundSubscriptionDetailComplete", "The end of the list of outbound subscriptions.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ParkedCall", "A call was parked, or is. Without the parker's channel its headers are missing.",
     "call", 16, 22, "Parkee,Parker,", "", false,
     "ParkerDialString|text||||dial string of the channel that parked it\n"
     "Parkinglot|text||||the parking lot\n"
     "ParkingSpace|integer||||place in the parking lot\n"
     "ParkingTimeout|seconds||||time until it is sent away\n"
     "ParkingDuration|seconds||||how long it was parked\n"},
    {"ParkedCallGiveUp", "A parked call hung up.",
     "call", 16, 22, "Parkee,Parker,", "", false,
     "ParkerDialString|text||||dial string of the channel that parked it\n"
     "Parkinglot|text||||the parking lot\n"
     "ParkingSpace|integer||||place in the parking lot\n"
     "ParkingTimeout|seconds||||time until it is sent away\n"
     "ParkingDuration|seconds||||how long it was parked\n"},
    {"ParkedCallsComplete", "The end of the list of parked calls.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"
     "Total|integer||||number of items of the list\n"},
    {"ParkedCallSwap", "A parked channel was replaced by another.",
     "call", 16, 22, "Parkee,Parker,", "", false,
     "ParkerDialString|text||||dial string of the channel that parked it\n"
     "Parkinglot|text||||the parking lot\n"
     "ParkingSpace|integer||||place in the parking lot\n"
     "ParkingTimeout|seconds||||time until it is sent away\n"
     "ParkingDuration|seconds||||how long it was parked\n"},
    {"ParkedCallTimeOut", "A parked call was parked for too long and is sent away.",
     "call", 16, 22, "Parkee,Parker,", "", false,
     "ParkerDialString|text||||dial string of the channel that parked it\n"
     "Parkinglot|text||||the parking lot\n"
     "ParkingSpace|integer||||place in the parking lot\n"
     "ParkingTimeout|seconds||||time until it is sent away\n"
     "ParkingDuration|seconds||||how long it was parked\n"},
    {"Parkinglot", "A parking lot, answer to the action Parkinglots.",
     "", 16, 22, "", "", false,
     "Name|text||||name of the parking lot\n"
     "StartSpace|integer||||first place\n"
     "StopSpace|integer||||last place\n"
     "Timeout|seconds||||how long a call is parked\n"},
    {"ParkinglotsComplete", "The end of the list of parking lots.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"PeerEntry", "A peer of chan_iax2 or chan_sip. Which headers are there depends on the action that asked.",
     "", 16, 22, "", "", false,
     "Status|peer state||||whether it answers\n"
     "Channeltype|text||||technology of the channel\n"
     "ObjectName|text||||the name in the configuration\n"
     "ObjectUsername|text||||user name\n"
     "ChanObjectType|text||||kind of object\n"
     "IPaddress|text||||IP address\n"
     "IPport|integer||||port\n"
     "Mask|text||||network mask\n"
     "Port|integer||||port\n"
     "Dynamic|boolean||||whether it registers\n"
     "AutoForcerport|boolean||||whether NAT is found out\n"
     "Forcerport|boolean||||whether answers go where requests come from\n"
     "AutoComedia|boolean||||whether symmetric media is found out\n"
     "Comedia|boolean||||whether media is symmetric\n"
     "VideoSupport|boolean||||whether video is supported\n"
     "TextSupport|boolean||||whether text is supported\n"
     "ACL|boolean||||whether it has an access control list\n"
     "Trunk|boolean||||whether calls are bundled\n"
     "Encryption|boolean||||whether calls are encrypted\n"
     "RealtimeDevice|boolean||||whether it comes from a database\n"
     "Description|text||||description\n"
     "Accountcode|text||||account code for billing\n"},
    {"PeerlistComplete", "The end of the list of peers.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"PeerStatus", "The status of a peer changed.",
     "system", 16, 22, "", "", false,
     "ChannelType|text||||technology of the channel\n"
     "Peer|text||||the peer, with its technology\n"
     "PeerStatus|peer state|||Unknown,Registered,Unregistered,Rejected,Lagged|its new status\n"
     "Cause|text||||why, when the server says so\n"
     "Address|text||||where it registered from\n"
     "Port|integer||||port\n"
     "Time|milliseconds||||round trip\n"},
    {"Pickup", "A ringing call was picked up.",
     "call", 16, 22, ",Target,", "", false,
     ""},
    {"PJSIPMaintenanceStatus", "An endpoint entered or left maintenance, or is in it.",
     "system", 20, 22, "", "", false,
     "Endpoint|text||||the endpoint\n"
     "Status|boolean||||whether it is in maintenance\n"},
    {"PJSIPMaintenanceStatusComplete", "The end of the list of endpoints in maintenance.",
     "", 20, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"PresenceStateChange", "A person's presence changed.",
     "call", 16, 22, "", "", false,
     "Presentity|text||||whose presence it is\n"
     "Status|presence state||||the presence\n"
     "Subtype|text||||more about it\n"
     "Message|text of several lines||||the message given with it\n"},
    {"PresenceStateListComplete", "The end of the list of presence states.",
     "command", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"PresenceStatus", "The presence of an extension's hint changed.",
     "call", 16, 22, "", "", false,
     "Exten|text||||extension in the dialplan\n"
     "Context|text||||context in the dialplan\n"
     "Hint|text||||the devices of the hint\n"
     "Status|presence state||||the presence\n"
     "Subtype|text||||more about it\n"
     "Message|text of several lines||||the message given with it\n"},
    {"PRIShowSpans", "A PRI span, answer to the action of the same name.",
     "", 16, 22, "", "", false,
     "Span|integer||||number of the span\n"
     "Alarm|boolean||||whether it has an alarm\n"
     "DChannel|integer||||its D channel\n"
     "Order|text||||order of the D channel\n"
     "Active|boolean||||whether it is the active one\n"
     "Up|boolean||||whether it is up\n"},
    {"PRIShowSpansComplete", "The end of the list of PRI spans.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"
     "Items|integer||||number of items of the list\n"},
    {"QueueCallerAbandon", "A caller hung up before anybody answered.",
     "agent", 16, 22, ",", "", false,
     "Queue|text||||the queue's name\n"
     "Position|integer||||place in the queue, 1 is the first\n"
     "OriginalPosition|integer||||place in the queue when the caller joined\n"
     "HoldTime|seconds||||how long the caller waited\n"},
    {"QueueCallerJoin", "A caller joined a queue.",
     "agent", 16, 22, ",", "", false,
     "Queue|text||||the queue's name\n"
     "Position|integer||||place in the queue, 1 is the first\n"
     "Count|integer||||callers in the queue now\n"},
    {"QueueCallerLeave", "A caller left a queue.",
     "agent", 16, 22, ",", "", false,
     "Queue|text||||the queue's name\n"
     "Count|integer||||callers in the queue now\n"
     "Position|integer||||place in the queue, 1 is the first\n"},
    {"QueueEntry", "A caller in a queue, answer to the action QueueStatus.",
     "agent", 16, 22, "", "", false,
     "Queue|text||||the queue's name\n"
     "Position|integer||||place in the queue, 1 is the first\n"
     "Channel|text||||the channel's name\n"
     "Uniqueid|text||||unique id of the channel, an opaque text\n"
     "CallerIDNum|text||||number of the caller id; empty when it is unknown\n"
     "CallerIDName|text||||name of the caller id, not escaped here; empty when it is unknown\n"
     "ConnectedLineNum|text||||number of the other party; empty when it is unknown\n"
     "ConnectedLineName|text||||name of the other party, not escaped here; empty when it is unknown\n"
     "Wait|seconds||||how long the caller waits\n"
     "Priority|integer||||priority of the caller\n"},
    {"QueueMember", "A member of a queue, answer to the action QueueStatus.",
     "", 16, 22, "", "", false,
     "Name|text||||the member's name\n"
     "Status|device state (number)||||its device's state\n"
     "Queue|text||||the queue's name\n"
     "Location|text||||interface that the queue dials to reach the member\n"
     "StateInterface|text||||whose state is the member's\n"
     "Membership|queue membership||||whether it is dynamic, realtime or static\n"
     "Penalty|integer||||higher ones are called later\n"
     "CallsTaken|integer||||calls answered\n"
     "LastCall|seconds since 1970||||end of the last call\n"
     "LastPause|seconds since 1970||||begin of the last pause\n"
     "LoginTime|seconds since 1970||||when it was added\n"
     "InCall|boolean||||whether it is in a call of the queue\n"
     "Paused|boolean||||whether it is paused\n"
     "PausedReason|text||||why it is paused\n"
     "Wrapuptime|seconds||||time it is left alone after a call\n"},
    {"QueueMemberAdded", "A member was added to a queue.",
     "agent", 16, 22, "", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "StateInterface|text||||whose state is the member's\n"
     "Membership|queue membership|||dynamic,realtime,static|whether it is dynamic, realtime or static\n"
     "Penalty|integer||||higher ones are called later\n"
     "CallsTaken|integer||||calls answered\n"
     "LastCall|seconds since 1970||||end of the last call\n"
     "LastPause|seconds since 1970||||begin of the last pause\n"
     "LoginTime|seconds since 1970||||when it was added\n"
     "InCall|boolean||||whether it is in a call of the queue\n"
     "Status|device state (number)|||0,1,2,3,4,5,6,7,8|its device's state\n"
     "Paused|boolean||||whether it is paused\n"
     "PausedReason|text||||why it is paused\n"
     "Ringinuse|boolean||||whether it is called while in use\n"
     "Wrapuptime|seconds||||time it is left alone after a call\n"},
    {"QueueMemberPause", "A queue's member was paused, or no longer is.",
     "agent", 16, 22, "", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "StateInterface|text||||whose state is the member's\n"
     "Membership|queue membership|||dynamic,realtime,static|whether it is dynamic, realtime or static\n"
     "Penalty|integer||||higher ones are called later\n"
     "CallsTaken|integer||||calls answered\n"
     "LastCall|seconds since 1970||||end of the last call\n"
     "LastPause|seconds since 1970||||begin of the last pause\n"
     "LoginTime|seconds since 1970||||when it was added\n"
     "InCall|boolean||||whether it is in a call of the queue\n"
     "Status|device state (number)|||0,1,2,3,4,5,6,7,8|its device's state\n"
     "Paused|boolean||||whether it is paused\n"
     "PausedReason|text||||why it is paused\n"
     "Ringinuse|boolean||||whether it is called while in use\n"
     "Wrapuptime|seconds||||time it is left alone after a call\n"
     "Reason|text||16||why it is paused, beside PausedReason\n"},
    {"QueueMemberPenalty", "The penalty of a queue's member changed.",
     "agent", 16, 22, "", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "StateInterface|text||||whose state is the member's\n"
     "Membership|queue membership|||dynamic,realtime,static|whether it is dynamic, realtime or static\n"
     "Penalty|integer||||higher ones are called later\n"
     "CallsTaken|integer||||calls answered\n"
     "LastCall|seconds since 1970||||end of the last call\n"
     "LastPause|seconds since 1970||||begin of the last pause\n"
     "LoginTime|seconds since 1970||||when it was added\n"
     "InCall|boolean||||whether it is in a call of the queue\n"
     "Status|device state (number)|||0,1,2,3,4,5,6,7,8|its device's state\n"
     "Paused|boolean||||whether it is paused\n"
     "PausedReason|text||||why it is paused\n"
     "Ringinuse|boolean||||whether it is called while in use\n"
     "Wrapuptime|seconds||||time it is left alone after a call\n"},
    {"QueueMemberRemoved", "A member was removed from a queue.",
     "agent", 16, 22, "", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "StateInterface|text||||whose state is the member's\n"
     "Membership|queue membership|||dynamic,realtime,static|whether it is dynamic, realtime or static\n"
     "Penalty|integer||||higher ones are called later\n"
     "CallsTaken|integer||||calls answered\n"
     "LastCall|seconds since 1970||||end of the last call\n"
     "LastPause|seconds since 1970||||begin of the last pause\n"
     "LoginTime|seconds since 1970||||when it was added\n"
     "InCall|boolean||||whether it is in a call of the queue\n"
     "Status|device state (number)|||0,1,2,3,4,5,6,7,8|its device's state\n"
     "Paused|boolean||||whether it is paused\n"
     "PausedReason|text||||why it is paused\n"
     "Ringinuse|boolean||||whether it is called while in use\n"
     "Wrapuptime|seconds||||time it is left alone after a call\n"},
    {"QueueMemberRinginuse", "Whether a queue's member is called while in use changed.",
     "agent", 16, 22, "", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "StateInterface|text||||whose state is the member's\n"
     "Membership|queue membership|||dynamic,realtime,static|whether it is dynamic, realtime or static\n"
     "Penalty|integer||||higher ones are called later\n"
     "CallsTaken|integer||||calls answered\n"
     "LastCall|seconds since 1970||||end of the last call\n"
     "LastPause|seconds since 1970||||begin of the last pause\n"
     "LoginTime|seconds since 1970||||when it was added\n"
     "InCall|boolean||||whether it is in a call of the queue\n"
     "Status|device state (number)|||0,1,2,3,4,5,6,7,8|its device's state\n"
     "Paused|boolean||||whether it is paused\n"
     "PausedReason|text||||why it is paused\n"
     "Ringinuse|boolean||||whether it is called while in use\n"
     "Wrapuptime|seconds||||time it is left alone after a call\n"},
    {"QueueMemberStatus", "The status of a queue's member changed.",
     "agent", 16, 22, "", "", false,
     "Queue|text||||the queue's name\n"
     "MemberName|text||||the member's name\n"
     "Interface|text||||interface that the queue dials to reach the member\n"
     "StateInterface|text||||whose state is the member's\n"
     "Membership|queue membership|||dynamic,realtime,static|whether it is dynamic, realtime or static\n"
     "Penalty|integer||||higher ones are called later\n"
     "CallsTaken|integer||||calls answered\n"
     "LastCall|seconds since 1970||||end of the last call\n"
     "LastPause|seconds since 1970||||begin of the last pause\n"
     "LoginTime|seconds since 1970||||when it was added\n"
     "InCall|boolean||||whether it is in a call of the queue\n"
     "Status|device state (number)|||0,1,2,3,4,5,6,7,8|its device's state\n"
     "Paused|boolean||||whether it is paused\n"
     "PausedReason|text||||why it is paused\n"
     "Ringinuse|boolean||||whether it is called while in use\n"
     "Wrapuptime|seconds||||time it is left alone after a call\n"},
    {"QueueParams", "A queue, answer to the action QueueStatus.",
     "agent", 16, 22, "", "", false,
     "Max|integer||||how many callers may wait, 0 for any number\n"
     "Strategy|text||||how members are chosen\n"
     "Calls|integer||||callers that wait\n"
     "Holdtime|seconds||||average time that callers wait\n"
     "TalkTime|seconds||||average length of calls\n"
     "Completed|integer||||callers that were answered\n"
     "Abandoned|integer||||callers that hung up before they were answered\n"
     "ServicelevelPerf|number||||callers answered in time, percent of those answered\n"
     "ServicelevelPerf2|number||||callers answered in time, percent of all\n"
     "Queue|text||||the queue's name\n"
     "ServiceLevel|seconds||||how long a caller may wait to be answered in time\n"
     "Weight|integer||||queues of more weight are served first\n"},
    {"QueueStatusComplete", "The end of the answer to the action QueueStatus.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"QueueSummary", "A queue in short, answer to the action of the same name.",
     "", 16, 22, "", "", false,
     "HoldTime|seconds||||average time that callers wait\n"
     "TalkTime|seconds||||average length of calls\n"
     "Queue|text||||the queue's name\n"
     "LoggedIn|integer||||members logged in\n"
     "Available|integer||||members that can take a call\n"
     "Callers|integer||||callers that wait\n"
     "LongestHoldTime|seconds||||how long the first caller waits\n"},
    {"QueueSummaryComplete", "The end of the answer to the action QueueSummary.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"ReceiveFAX", "A fax was received.",
     "call", 16, 22, ",", "", false,
     "LocalStationID|text||||own station id\n"
     "RemoteStationID|text||||station id of the far end\n"
     "PagesTransferred|integer||||pages transferred\n"
     "Resolution|text||||resolution of the page\n"
     "TransferRate|integer||||bits per second\n"
     "FileName|text, repeated||||the files\n"},
    {"RegistrationsComplete", "The end of the list of registrations.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"Registry", "A registration with another server changed.",
     "system", 16, 22, "", "", false,
     "ChannelType|text||||technology of the channel\n"
     "Username|text||||the user's name\n"
     "Domain|text||||the domain\n"
     "Status|registration state|||Registered,Unregistered,Rejected,Failed|status of the registration\n"
     "Cause|text||||why, when the server says so\n"},
    {"RegistryEntry", "A registration of chan_iax2 or chan_sip. Which headers are there depends on the action that asked.",
     "", 16, 22, "", "", false,
     "State|registration state||||state of the registration\n"
     "Host|text||||the other server\n"
     "Port|integer||||port\n"
     "Username|text||||the user's name\n"
     "Domain|text||||the domain\n"
     "DomainPort|integer||||port of the domain\n"
     "Refresh|seconds||||time between two registrations\n"
     "RegistrationTime|seconds since 1970||||when it registered\n"
     "DNSmanager|boolean||||whether its name is looked up again\n"
     "Perceived|text||||own address as the other server sees it\n"},
    {"Reload", "A module, or all, were reloaded.",
     "system", 16, 22, "", "", false,
     "Module|text||||the module\n"
     "Status|result (number)|||0,1,2,3,4,5,6|how it went\n"},
    {"Rename", "A channel has another name now.",
     "call", 16, 20, "", "", false,
     "Channel|text||||the name before\n"
     "Newname|text||||the new name\n"
     "Uniqueid|text||||unique id of the channel, an opaque text\n"},
    {"RequestBadFormat", "A client sent a request that makes no sense.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "RequestType|text||||the request\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"
     "RequestParams|text||||arguments of the request\n"},
    {"RequestNotAllowed", "A client sent a request that it may not send.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "RequestType|text||||the request\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"
     "RequestParams|text||||arguments of the request\n"},
    {"RequestNotSupported", "A client sent a request that is not supported.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "RequestType|text||||the request\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"ResourceListDetail", "A resource list.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "Event|text||||event package of the list\n"
     "FullState|boolean||||whether each notice has the state of all\n"
     "ListItem|text||||the resources, with commas\n"
     "NotificationBatchInterval|milliseconds||||how long notices are collected\n"
     "ResourceDisplayName|boolean||||whether names of resources are sent\n"},
    {"ResourceListDetailComplete", "The end of the list of resource lists.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"RTCPReceived", "A report about a media stream was received. Report blocks are numbered from 0.",
     "reporting", 16, 22, ",", "", false,
     "SSRC|hexadecimal number||||the stream's source\n"
     "PT|text||||type of the packet, for example 200(SR)\n"
     "From|address||||where it was received from\n"
     "RTT|seconds with fraction||||round trip\n"
     "ReportCount|integer||||number of report blocks\n"
     "SentNTP|seconds since 1970||||when it was sent\n"
     "SentRTP|integer||||RTP timestamp\n"
     "SentPackets|integer||||packets sent\n"
     "SentOctets|integer||||bytes sent\n"
     "To|address||||where it was sent to\n"
     "MES|number||22||media experience score\n"
     "Report#SourceSSRC|hexadecimal number||||source that block index is about\n"
     "Report#FractionLost|integer||||256ths of the packets lost since the report before\n"
     "Report#CumulativeLost|integer||||packets lost\n"
     "Report#HighestSequence|integer||||highest sequence number received\n"
     "Report#SequenceNumberCycles|integer||||how often sequence numbers wrapped around\n"
     "Report#IAJitter|integer||||jitter between arrivals, in units of the timestamp\n"
     "Report#LSR|integer||||middle 32 bits of the last sender report's time\n"
     "Report#DLSR|seconds with fraction||||time since the last sender report\n"},
    {"RTCPSent", "A report about a media stream was sent. Report blocks are numbered from 0.",
     "reporting", 16, 22, ",", "", false,
     "SSRC|hexadecimal number||||the stream's source\n"
     "PT|text||||type of the packet, for example 200(SR)\n"
     "To|address||||where it was sent to\n"
     "ReportCount|integer||||number of report blocks\n"
     "SentNTP|seconds since 1970||||when it was sent\n"
     "SentRTP|integer||||RTP timestamp\n"
     "SentPackets|integer||||packets sent\n"
     "SentOctets|integer||||bytes sent\n"
     "From|address||||where it was received from\n"
     "MES|number||22||media experience score\n"
     "RTT|seconds with fraction||||round trip\n"
     "Report#SourceSSRC|hexadecimal number||||source that block index is about\n"
     "Report#FractionLost|integer||||256ths of the packets lost since the report before\n"
     "Report#CumulativeLost|integer||||packets lost\n"
     "Report#HighestSequence|integer||||highest sequence number received\n"
     "Report#SequenceNumberCycles|integer||||how often sequence numbers wrapped around\n"
     "Report#IAJitter|integer||||jitter between arrivals, in units of the timestamp\n"
     "Report#LSR|integer||||middle 32 bits of the last sender report's time\n"
     "Report#DLSR|seconds with fraction||||time since the last sender report\n"},
    {"SendFAX", "A fax was sent.",
     "call", 16, 22, ",", "", false,
     "LocalStationID|text||||own station id\n"
     "RemoteStationID|text||||station id of the far end\n"
     "PagesTransferred|integer||||pages transferred\n"
     "Resolution|text||||resolution of the page\n"
     "TransferRate|integer||||bits per second\n"
     "FileName|text, repeated||||the files\n"},
    {"SessionLimit", "A client was rejected because there are too many sessions.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"SessionTimeout", "A session of chan_sip timed out.",
     "call", 16, 20, ",", "", false,
     "Source|text|||RTPTimeout,SIPSessionTimer|which timer: RTPTimeout or SIPSessionTimer\n"},
    {"ShowDialPlanComplete", "The end of the answer to the action ShowDialPlan.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"
     "ListExtensions|integer||||number of extensions\n"
     "ListPriorities|integer||||number of priorities\n"
     "ListContexts|integer||||number of contexts\n"},
    {"Shutdown", "The server goes down.",
     "system", 16, 22, "", "", false,
     "Shutdown|text|||Uncleanly,Cleanly|\"Cleanly\" or \"Uncleanly\"\n"
     "Restart|boolean||||whether it comes back\n"},
    {"SIPpeerstatusComplete", "The end of the answer to the action SIPpeerstatus.",
     "", 16, 20, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"SIPQualifyPeerDone", "A peer of chan_sip was asked whether it is there, by the action SIPqualifypeer.",
     "call", 16, 20, "", "", false,
     "Peer|text||||the peer, with its technology\n"},
    {"SoftHangupRequest", "A channel is asked to hang up.",
     "call", 16, 22, ",", "", false,
     "Cause|hangup cause (number)||||why, as a number of Q.850\n"
     "TechCause|integer||22||why, as a number of the channel's technology\n"},
    {"SpanAlarm", "A DAHDI span has an alarm.",
     "system", 16, 22, "", "", false,
     "Span|text||||the span\n"
     "Alarm|text||||the alarm\n"},
    {"SpanAlarmClear", "A DAHDI span's alarm is over.",
     "system", 16, 22, "", "", false,
     "Span|text||||the span\n"},
    {"Status", "A channel with details, answer to the action of the same name.",
     "call", 16, 22, ",", "", false,
     "Type|text||||technology of the channel\n"
     "DNID|text||||number dialled (DNID); empty when it is unknown\n"
     "EffectiveConnectedLineNum|text||||number of the other party as last sent; empty when it is unknown\n"
     "EffectiveConnectedLineName|text||||name of the other party as last sent, not escaped here; empty when it is unknown\n"
     "TimeToHangup|seconds since 1970||||when it will be hung up\n"
     "BridgeID|text||||unique id of the bridge, empty without one\n"
     "Application|text||||application that runs\n"
     "Data|text of several lines||||arguments of the application\n"
     "Nativeformats|text||||codecs of the channel\n"
     "Readformat|text||||codec that is read\n"
     "Readtrans|text||||translation of what is read\n"
     "Writeformat|text||||codec that is written\n"
     "Writetrans|text||||translation of what is written\n"
     "Callgroup|integer||||call groups, a bit for each\n"
     "Pickupgroup|integer||||pickup groups, a bit for each\n"
     "Seconds|seconds||||how long the channel exists\n"
     "Variable|text, repeated||||name=value of each variable asked for\n"},
    {"StatusComplete", "The end of the answer to the action Status.",
     "call", 16, 22, "", "", false,
     "Items|integer||||number of items of the list\n"
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"SuccessfulAuth", "A client logged in.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "UsingPassword|boolean||||whether a password was used\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"TestEvent", "For Asterisk's own tests; only builds with its test framework send it.",
     "reporting", 16, 22, "", "", true,
     "Type|text||||StateChange or Assert\n"
     "State|text||||the state under test\n"
     "AppFile|text||||source file\n"
     "AppFunction|text||||function in it\n"
     "AppLine|integer||||line in it\n"},
    {"TransportDetail", "A transport of an endpoint.",
     "command", 16, 22, "", "", false,
     "ObjectType|text||||kind of configuration section\n"
     "ObjectName|text||||the name in the configuration\n"
     "Protocol|text||||the protocol\n"
     "Bind|text||||address and port that it listens on\n"
     "AsyncOperations|integer||||operations at a time\n"
     "CaListFile|text||||file of trusted certificates\n"
     "CaListPath|text||||folder of trusted certificates\n"
     "CertFile|text||||file of the certificate\n"
     "PrivKeyFile|text||||file of the private key\n"
     "Password|text||||the password: a secret\n"
     "ExternalSignalingAddress|text||||address for signalling, seen from outside\n"
     "ExternalSignalingPort|integer||||port for signalling, seen from outside\n"
     "ExternalMediaAddress|text||||address for media, seen from outside\n"
     "Domain|text||||the domain\n"
     "VerifyServer|boolean||||whether the certificate of servers is checked\n"
     "VerifyClient|boolean||||whether the certificate of clients is checked\n"
     "RequireClientCert|boolean||||whether clients need a certificate\n"
     "Method|text||||version of TLS\n"
     "Cipher|text||||ciphers allowed\n"
     "LocalNet|text||||networks that are not behind NAT\n"
     "Tos|integer||||type of service\n"
     "Cos|integer||||class of service\n"
     "WebsocketWriteTimeout|milliseconds||||how long a write to a WebSocket may take\n"
     "AllowReload|boolean||||whether it may change with a reload\n"
     "AllowWildcardCerts|boolean||||whether wildcard certificates are accepted\n"
     "SymmetricTransport|boolean||||whether answers use the transport of the request\n"
     "TcpKeepaliveEnable|boolean||||whether keepalive of TCP is on\n"
     "TcpKeepaliveIdleTime|seconds||||idle time before the first keepalive\n"
     "TcpKeepaliveIntervalTime|seconds||||time between two keepalives\n"
     "TcpKeepaliveProbeCount|integer||||keepalives without answer until the connection is dropped\n"
     "EndpointName|text||||its endpoint\n"},
    {"UnexpectedAddress", "A client's requests came from different addresses.",
     "security", 16, 22, "", "", false,
     "EventTV|time (ISO 8601)||||when it happened\n"
     "Severity|text|||Informational,Error|Informational or Error\n"
     "Service|text||||the service, for example AMI, PJSIP\n"
     "EventVersion|integer||||version of the event's form\n"
     "AccountID|text||||account that the client gave\n"
     "SessionID|text||||id of the session\n"
     "LocalAddress|address||||own address\n"
     "RemoteAddress|address||||the client's address\n"
     "ExpectedAddress|address||||the address expected\n"
     "Module|text||||the module\n"
     "SessionTV|time (ISO 8601)||||when the session began\n"},
    {"Unhold", "A channel is no longer on hold.",
     "call", 16, 22, ",", "", false,
     ""},
    {"Unload", "A module was unloaded.",
     "system", 16, 22, "", "", false,
     "Module|text||||the module\n"
     "Status|text|||Success|Success\n"},
    {"UnParkedCall", "A parked call was taken back.",
     "call", 16, 22, "Parkee,Parker,Retriever,", "", false,
     "ParkerDialString|text||||dial string of the channel that parked it\n"
     "Parkinglot|text||||the parking lot\n"
     "ParkingSpace|integer||||place in the parking lot\n"
     "ParkingTimeout|seconds||||time until it is sent away\n"
     "ParkingDuration|seconds||||how long it was parked\n"},
    {"UserEvent", "Made by the application or the action UserEvent.",
     "user", 16, 22, ",", "", true,
     "UserEvent|text||||the name given to it\n"},
    {"VarSet", "A channel variable or, with Channel: none, a global variable was set.",
     "dialplan", 16, 22, ",", "", false,
     "Variable|text||||name of the variable\n"
     "Value|text of several lines||||its new value\n"},
    {"VoicemailBoxDetail", "A message in a mailbox, answer to the action VoicemailBoxSummary.",
     "", 18, 22, "", "", false,
     "CallerID|text||||caller id of the person who left it; empty when it is unknown\n"
     "Duration|seconds||||length of the message\n"
     "ID|text||||id of the message\n"
     "Folder|text||||folder of the mailbox\n"
     "Date|text||||when it was left, as text\n"
     "Flag|text||||mark of the message, for example Urgent\n"},
    {"VoicemailBoxDetailComplete", "The end of the list of messages.",
     "", 18, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"VoicemailPasswordChange", "The password of a mailbox changed. It is in clear text.",
     "user", 18, 22, "", "", false,
     "Context|text||||context of the mailbox\n"
     "Mailbox|text||||the mailbox\n"
     "NewPassword|text||||the new password: a secret\n"},
    {"VoicemailUserDetail", "A mailbox, answer to the action VoicemailUserStatus.",
     "", 16, 22, "", "", false,
     "UniqueID|text||||unique id in the database\n"
     "VMContext|text||||context of the mailbox\n"
     "VoiceMailbox|text||||number of the mailbox\n"
     "Fullname|text||||the owner's name\n"
     "Email|text||||mail address\n"
     "Pager|text||||mail address of the pager\n"
     "ServerEmail|text||||sender of mails\n"
     "FromString|text||||sender's name of mails\n"
     "MailCommand|text||||command that sends mails\n"
     "Language|text||||language of prompts\n"
     "TimeZone|text||||time zone\n"
     "Callback|text||||context to call back in\n"
     "Dialout|text||||context to dial out from\n"
     "ExitContext|text||||context that operators are called in\n"
     "SayDurationMinimum|minutes||||shortest message whose length is said\n"
     "SayEnvelope|boolean||||whether the time is said\n"
     "SayCID|boolean||||whether the caller id is said\n"
     "AttachMessage|boolean||||whether messages are attached to mails\n"
     "AttachmentFormat|text||||format of attached messages\n"
     "DeleteMessage|boolean||||whether messages are deleted once they were mailed\n"
     "VolumeGain|number||||gain of messages in mails, decibels\n"
     "CanReview|boolean||||whether callers may hear their message again\n"
     "CanMarkUrgent|boolean||22||whether callers may mark messages as urgent\n"
     "CallOperator|boolean||||whether callers may reach the operator\n"
     "MaxMessageCount|integer||||how many messages a folder may hold\n"
     "MaxMessageLength|seconds||||how long a message may be\n"
     "NewMessageCount|integer||||new messages\n"
     "OldMessageCount|integer||||old messages\n"},
    {"VoicemailUserDetailComplete", "The end of the answer to the action VoicemailUserStatus.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"VoicemailUserEntry", "A mailbox, answer to the action VoicemailUsersList.",
     "", 16, 22, "", "", false,
     "UniqueID|text||||unique id in the database\n"
     "VMContext|text||||context of the mailbox\n"
     "VoiceMailbox|text||||number of the mailbox\n"
     "Fullname|text||||the owner's name\n"
     "Email|text||||mail address\n"
     "Pager|text||||mail address of the pager\n"
     "ServerEmail|text||||sender of mails\n"
     "FromString|text||||sender's name of mails\n"
     "MailCommand|text||||command that sends mails\n"
     "Language|text||||language of prompts\n"
     "TimeZone|text||||time zone\n"
     "Callback|text||||context to call back in\n"
     "Dialout|text||||context to dial out from\n"
     "ExitContext|text||||context that operators are called in\n"
     "SayDurationMinimum|minutes||||shortest message whose length is said\n"
     "SayEnvelope|boolean||||whether the time is said\n"
     "SayCID|boolean||||whether the caller id is said\n"
     "AttachMessage|boolean||||whether messages are attached to mails\n"
     "AttachmentFormat|text||||format of attached messages\n"
     "DeleteMessage|boolean||||whether messages are deleted once they were mailed\n"
     "VolumeGain|number||||gain of messages in mails, decibels\n"
     "CanReview|boolean||||whether callers may hear their message again\n"
     "CanMarkUrgent|boolean||22||whether callers may mark messages as urgent\n"
     "CallOperator|boolean||||whether callers may reach the operator\n"
     "MaxMessageCount|integer||||how many messages a folder may hold\n"
     "MaxMessageLength|seconds||||how long a message may be\n"
     "NewMessageCount|integer||||new messages\n"
     "OldMessageCount|integer||||old messages\n"},
    {"VoicemailUserEntryComplete", "The end of the list of mailboxes.",
     "", 16, 22, "", "", false,
     "EventList|text||||Complete: the list ends\n"
     "ListItems|integer||||number of items of the list, as the server counts them\n"},
    {"WaitEventComplete", "The end of the action WaitEvent. Carries no EventList.",
     "", 16, 22, "", "", false,
     ""},
    {"Wink", "A channel's far end winked.",
     "call", 16, 22, ",", "", false,
     ""},
};

constexpr prefix_entry all_channel_prefixes[]{
    {"", ""},
    {"Dest", "channel called"},
    {"LocalOne", "first half of the Local channel"},
    {"LocalTwo", "second half of the Local channel"},
    {"OrigTransferer", "transferer's first channel"},
    {"Parkee", "channel parked"},
    {"Parker", "channel that parked it"},
    {"Retriever", "channel that took it back"},
    {"SecondTransferer", "transferer's second channel"},
    {"Source", "channel that the other half follows"},
    {"Spyee", "channel listened to"},
    {"Spyer", "channel that listens"},
    {"Target", "channel picked up"},
    {"TransferTarget", "channel of the transfer's target"},
    {"Transferee", "channel transferred"},
    {"Transferer", "channel that transfers"},
};

constexpr prefix_entry all_bridge_prefixes[]{
    {"", ""},
    {"From", "bridge that goes away"},
    {"Orig", "bridge of the transferer's first channel"},
    {"Second", "bridge of the transferer's second channel"},
    {"To", "bridge that stays"},
};

}  // namespace

const std::span<const action_entry> actions{all_actions};
const std::span<const event_entry> events{all_events};
const std::span<const prefix_entry> channel_prefixes{all_channel_prefixes};
const std::span<const prefix_entry> bridge_prefixes{all_bridge_prefixes};

const std::string_view channel_fields{
     "Channel|text||||the channel's name\n"
     "ChannelState|channel state (number)||||the channel's state\n"
     "ChannelStateDesc|text||||the state in words\n"
     "CallerIDNum|text||||number of the channel's caller id; empty when it is unknown\n"
     "CallerIDName|text||||name of the channel's caller id; empty when it is unknown\n"
     "ConnectedLineNum|text||||number of the party it talks to; empty when it is unknown\n"
     "ConnectedLineName|text||||name of the party it talks to; empty when it is unknown\n"
     "Language|text||||language of prompts\n"
     "AccountCode|text||||account code for billing\n"
     "Context|text||||context in the dialplan\n"
     "Exten|text||||extension in the dialplan\n"
     "Priority|integer||||priority in the dialplan\n"
     "Uniqueid|text||||unique id of the channel, an opaque text\n"
     "Linkedid|text||||unique id of the oldest channel of the call\n"
     "Tenantid|text||||tenant that the channel belongs to, when one is set; since Asterisk 20\n"
};
const std::string_view bridge_fields{
     "BridgeUniqueid|text||||unique id of the bridge\n"
     "BridgeType|text||||kind of bridge\n"
     "BridgeTechnology|text||||the technology that mixes the media\n"
     "BridgeCreator|text||||the creator of the bridge, <unknown> when it is not known\n"
     "BridgeName|text||||name given to the bridge, <unknown> without one\n"
     "BridgeNumChannels|integer||||number of channels in the bridge\n"
     "BridgeVideoSourceMode|text||||how the video source is chosen\n"
     "BridgeVideoSource|text||||unique id of the video source, when one is set\n"
};

const int oldest_version = 16;
const int newest_version = 22;

}  // namespace amictl::catalogue
