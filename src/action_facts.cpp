// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#include "action_facts.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ami::detail {

namespace {

using enum repeat;
using enum session::reply_form;

constexpr std::array<action_facts, 169> facts{{
    {"absolutetimeout", unsafe, standard, "", true},
    {"agentlogoff", set, standard, "", true},
    {"agents", read, standard, "", true},
    {"agi", unsafe, standard, "", true},
    {"aocmessage", unsafe, standard, "", true},
    {"atxfer", unsafe, standard, "", true},
    {"blindtransfer", unsafe, standard, "", true},
    {"bridge", unsafe, standard, "", true},
    {"bridgedestroy", unsafe, standard, "", true},
    {"bridgeinfo", read, standard, "", true},
    {"bridgekick", unsafe, standard, "", true},
    {"bridgelist", read, standard, "", true},
    {"bridgetechnologylist", read, standard, "", true},
    {"bridgetechnologysuspend", set, standard, "", true},
    {"bridgetechnologyunsuspend", set, standard, "", true},
    {"cancelatxfer", unsafe, standard, "", true},
    {"challenge", unsafe, standard, "", true},
    {"changemonitor", set, standard, "", true},
    {"command", unsafe, standard, "", true},
    {"confbridgekick", unsafe, standard, "", true},
    {"confbridgelist", read, standard, "", true},
    {"confbridgelistrooms", read, standard, "", true},
    {"confbridgelock", set, standard, "", true},
    {"confbridgemute", set, standard, "", true},
    {"confbridgesetsinglevideosrc", set, standard, "", true},
    {"confbridgestartrecord", unsafe, standard, "", true},
    {"confbridgestoprecord", unsafe, standard, "", true},
    {"confbridgeunlock", set, standard, "", true},
    {"confbridgeunmute", set, standard, "", true},
    {"controlplayback", unsafe, standard, "", true},
    {"coresettings", read, standard, "", true},
    {"coreshowchannelmap", read, standard, "", true},
    {"coreshowchannels", read, standard, "", true},
    {"corestatus", read, standard, "", true},
    {"createconfig", unsafe, standard, "", true},
    {"dahdidialoffhook", unsafe, standard, "", true},
    {"dahdidndoff", set, standard, "", true},
    {"dahdidndon", set, standard, "", true},
    {"dahdihangup", unsafe, standard, "", true},
    {"dahdirestart", unsafe, standard, "", true},
    {"dahdishowchannels", read, standard, "", true},
    {"dahdishowstatus", read, standard, "", true},
    {"dahditransfer", unsafe, standard, "", true},
    {"dbdel", unsafe, standard, "", true},
    {"dbdeltree", unsafe, standard, "", true},
    {"dbget", read, standard, "", true},
    {"dbgettree", read, standard, "", false},
    {"dbput", set, standard, "", true},
    {"devicestatelist", read, standard, "", true},
    {"dialplanextensionadd", unsafe, standard, "", true},
    {"dialplanextensionremove", unsafe, standard, "", true},
    {"events", set, standard, "", true},
    {"extensionstate", read, standard, "", true},
    {"extensionstatelist", read, standard, "", true},
    {"faxsession", read, one_event, "FAXSession", true},
    {"faxsessions", read, standard, "", true},
    {"faxstats", read, one_event, "FAXStats", true},
    {"filter", unsafe, standard, "", true},
    {"getconfig", read, standard, "", true},
    {"getconfigjson", read, standard, "", true},
    {"getvar", read, standard, "", true},
    {"hangup", unsafe, standard, "", true},
    {"iaxnetstats", read, standard, "", true},
    {"iaxpeerlist", read, standard, "", true},
    {"iaxpeers", read, items_by_place, "PeerEntry", true},
    {"iaxregistry", read, standard, "", true},
    {"jabbersend", unsafe, standard, "", true},
    {"listcategories", read, standard, "", true},
    {"listcommands", read, standard, "", true},
    {"localoptimizeaway", unsafe, standard, "", true},
    {"loggerrotate", unsafe, standard, "", true},
    {"login", unsafe, standard, "", true},
    {"logoff", set, standard, "", true},
    {"mailboxcount", read, standard, "", true},
    {"mailboxstatus", read, standard, "", true},
    {"meetmelist", read, standard, "", true},
    {"meetmelistrooms", read, standard, "", true},
    {"meetmemute", set, standard, "", true},
    {"meetmeunmute", set, standard, "", true},
    {"messagesend", unsafe, standard, "", true},
    {"mixmonitor", unsafe, standard, "", true},
    {"mixmonitormute", set, standard, "", true},
    {"modulecheck", read, standard, "", true},
    {"moduleload", unsafe, standard, "", true},
    {"monitor", unsafe, standard, "", true},
    {"muteaudio", set, standard, "", true},
    {"mwidelete", unsafe, standard, "", true},
    {"mwiget", read, standard, "", true},
    {"mwiupdate", set, standard, "", true},
    {"originate", unsafe, standard, "", true},
    {"park", unsafe, standard, "", true},
    {"parkedcalls", read, standard, "", true},
    {"parkinglots", read, standard, "", true},
    {"pausemonitor", set, standard, "", true},
    {"ping", read, standard, "", true},
    {"pjsiphangup", unsafe, standard, "", true},
    {"pjsipnotify", unsafe, standard, "", true},
    {"pjsipqualify", unsafe, standard, "", true},
    {"pjsipregister", unsafe, standard, "", true},
    {"pjsipsetmaintenance", set, standard, "", true},
    {"pjsipshowaors", read, standard, "", true},
    {"pjsipshowauths", read, standard, "", true},
    {"pjsipshowcontacts", read, standard, "", true},
    {"pjsipshowendpoint", read, standard, "", true},
    {"pjsipshowendpoints", read, standard, "", true},
    {"pjsipshowmaintenance", read, standard, "", true},
    {"pjsipshowregistrationinboundcontactstatuses", read, standard, "", true},
    {"pjsipshowregistrationsinbound", read, standard, "", true},
    {"pjsipshowregistrationsoutbound", read, standard, "", false},
    {"pjsipshowresourcelists", read, standard, "", true},
    {"pjsipshowsubscriptionsinbound", read, standard, "", true},
    {"pjsipshowsubscriptionsoutbound", read, standard, "", true},
    {"pjsipunregister", unsafe, standard, "", true},
    {"playdtmf", unsafe, standard, "", true},
    {"playmf", unsafe, standard, "", true},
    {"presencestate", read, standard, "", true},
    {"presencestatelist", read, standard, "", true},
    {"pridebugfileset", set, standard, "", true},
    {"pridebugfileunset", set, standard, "", true},
    {"pridebugset", set, standard, "", true},
    {"prishowspans", read, standard, "", true},
    {"queueadd", unsafe, standard, "", true},
    {"queuechangeprioritycaller", set, standard, "", true},
    {"queuelog", unsafe, standard, "", true},
    {"queuememberringinuse", set, standard, "", true},
    {"queuepause", set, standard, "", true},
    {"queuepenalty", set, standard, "", true},
    {"queuereload", set, standard, "", true},
    {"queueremove", unsafe, standard, "", true},
    {"queuereset", set, standard, "", true},
    {"queuerule", read, standard, "", true},
    {"queuestatus", read, standard, "", true},
    {"queuesummary", read, standard, "", true},
    {"queuewithdrawcaller", unsafe, standard, "", true},
    {"redirect", unsafe, standard, "", true},
    {"reload", set, standard, "", true},
    {"sendflash", unsafe, standard, "", true},
    {"sendtext", unsafe, standard, "", true},
    {"setvar", set, standard, "", true},
    {"showdialplan", read, standard, "", true},
    {"sipnotify", unsafe, standard, "", true},
    {"sippeers", read, standard, "", true},
    {"sippeerstatus", read, standard, "", true},
    {"sipqualifypeer", unsafe, standard, "", true},
    {"sipshowpeer", read, standard, "", true},
    {"sipshowregistry", read, standard, "", true},
    {"skinnydevices", read, standard, "", true},
    {"skinnylines", read, standard, "", true},
    {"skinnyshowdevice", read, standard, "", true},
    {"skinnyshowline", read, standard, "", true},
    {"sorcerymemorycacheexpire", set, standard, "", true},
    {"sorcerymemorycacheexpireobject", unsafe, standard, "", true},
    {"sorcerymemorycachepopulate", set, standard, "", true},
    {"sorcerymemorycachestale", set, standard, "", true},
    {"sorcerymemorycachestaleobject", set, standard, "", true},
    {"status", read, standard, "", true},
    {"stopmixmonitor", unsafe, standard, "", true},
    {"stopmonitor", unsafe, standard, "", true},
    {"unpausemonitor", set, standard, "", true},
    {"updateconfig", unsafe, standard, "", true},
    {"userevent", unsafe, standard, "", true},
    {"voicemailboxsummary", read, standard, "", true},
    {"voicemailforward", unsafe, standard, "", true},
    {"voicemailmove", unsafe, standard, "", true},
    {"voicemailrefresh", set, standard, "", true},
    {"voicemailremove", unsafe, standard, "", true},
    {"voicemailuserslist", read, standard, "", true},
    {"voicemailuserstatus", read, standard, "", true},
    {"waitevent", unsafe, until_event, "WaitEventComplete", true},
}};

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Where the names with each first letter begin, and, last, where all end.
constexpr auto letters = [] {
  std::array<std::size_t, 'z' - 'a' + 2> begins{};
  for (std::size_t letter = 0; letter < begins.size(); ++letter) {
    while (begins[letter] < facts.size() && facts[begins[letter]].name[0] < static_cast<char>('a' + letter)) {
      ++begins[letter];
    }
  }
  return begins;
}();

}  // namespace

const action_facts* find_action_facts(std::string_view name) noexcept {
  const char first = name.empty() ? '\0' : lower(name[0]);
  if (first < 'a' || first > 'z') {
    return nullptr;
  }
  const auto before = [](const action_facts& entry, std::string_view wanted) {
    return std::ranges::lexicographical_compare(entry.name, wanted, {}, {}, lower);
  };
  const auto same = [](char a, char b) { return a == lower(b); };
  const auto* const begin = facts.begin() + letters[static_cast<std::size_t>(first - 'a')];
  const auto* const end = facts.begin() + letters[static_cast<std::size_t>(first - 'a') + 1];
  const auto* const found = std::lower_bound(begin, end, name, before);
  return found != end && std::ranges::equal(found->name, name, same) ? found : nullptr;
}

}  // namespace ami::detail
