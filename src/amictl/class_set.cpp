#include "amictl/class_set.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstddef>

namespace amictl {

namespace {

class class_facts {
public:
  std::string_view name;
  std::uint32_t bit;  // as a mask that is a number has it
  std::string_view events;
};

constexpr std::array class_table{
    class_facts{"system", 1U << 0U, "Reload, Shutdown, PeerStatus, ContactStatus, Registry"},
    class_facts{"call", 1U << 1U,
                "Newchannel, Newstate, DialBegin, DialEnd, BridgeEnter, BridgeLeave, Hangup, Hold, OriginateResponse, "
                "DeviceStateChange, ExtensionStatus"},
    class_facts{"log", 1U << 2U, ""},
    class_facts{"verbose", 1U << 3U, ""},
    class_facts{"command", 1U << 4U, ""},
    class_facts{
        "agent", 1U << 5U,
        "QueueCallerJoin, QueueCallerLeave, QueueCallerAbandon, QueueMemberStatus, QueueMemberPause, AgentCalled, "
        "AgentConnect, AgentComplete"},
    class_facts{"user", 1U << 6U, "UserEvent"},
    class_facts{"config", 1U << 7U, ""},
    class_facts{"dtmf", 1U << 8U, "DTMFBegin, DTMFEnd"},
    class_facts{"reporting", 1U << 9U, "RTCPSent, RTCPReceived"},
    class_facts{"cdr", 1U << 10U, "Cdr"},
    class_facts{"dialplan", 1U << 11U, "Newexten, VarSet"},
    class_facts{"originate", 1U << 12U, ""},
    class_facts{"agi", 1U << 13U, "AsyncAGIStart, AsyncAGIEnd, AGIExecStart, AGIExecEnd"},
    class_facts{"cc", 1U << 15U, ""},
    class_facts{"aoc", 1U << 16U, "AOC-S, AOC-D, AOC-E"},
    class_facts{"test", 1U << 17U, ""},
    class_facts{"security", 1U << 18U, "SuccessfulAuth, ChallengeSent, InvalidPassword, InvalidAccountID, FailedACL"},
    class_facts{"message", 1U << 30U, ""},
};

std::string plain_list(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    if (letter != ' ' && letter != '\t') {
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
  }
  return result;
}

}  // namespace

class_set class_set::all() noexcept {
  class_set result;
  for (const class_facts& facts : class_table) {
    result.bits_ |= facts.bit;
  }
  return result;
}

class_set class_set::with_events() noexcept {
  class_set result;
  for (const class_facts& facts : class_table) {
    result.bits_ |= facts.events.empty() ? 0 : facts.bit;
  }
  return result;
}

class_set class_set::parse(std::string_view text) {
  const std::string lowered_list = plain_list(text);
  const std::string_view list = lowered_list;
  const auto is_any_of = [](std::string_view word, auto... words) { return ((word == words) || ...); };
  if (is_any_of(list, "on", "yes", "true", "y")) {
    return all();
  }
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(list.data(), list.data() + list.size(), number);
  if (!list.empty() && error == std::errc{} && end == list.data() + list.size()) {
    return class_set{number} & all();
  }
  class_set result;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t comma = std::min(list.find(',', begin), list.size());
    const std::string_view word = list.substr(begin, comma - begin);
    for (const class_facts& facts : class_table) {
      result.bits_ |= word == facts.name || word == "all" ? facts.bit : 0;
    }
    begin = comma + 1;
  }
  return result;
}

std::string class_set::names(std::string_view between) const {
  if (*this == all()) {
    return "all";
  }
  std::string result;
  for (const class_facts& facts : class_table) {
    if ((bits_ & facts.bit) != 0) {
      result.append(result.empty() ? std::string_view{} : between).append(facts.name);
    }
  }
  return result.empty() ? "none" : result;
}

std::string class_set::with_event_names() const {
  std::string result;
  for (const class_facts& facts : class_table) {
    if ((bits_ & facts.bit) != 0 && !facts.events.empty()) {
      result.append(result.empty() ? "" : ", ").append(facts.name).append(" (").append(facts.events).append(")");
    }
  }
  return result.empty() ? "none" : result;
}

}  // namespace amictl
