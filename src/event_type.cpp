#include <ami/event_type.hpp>
#include <ami/wire/frame.hpp>

#include <array>

namespace ami {

namespace {

// In the order of event_type.
constexpr std::array<std::string_view, event_type_count> names{
    "unknown",         "lagged",           "connection_lost",   "connection_restored",
    "BridgeEnter",     "BridgeLeave",      "ContactStatus",     "DeviceStateChange",
    "DialBegin",       "DialEnd",          "FullyBooted",       "Hangup",
    "Newchannel",      "Newstate",         "OriginateResponse", "PeerStatus",
    "QueueCallerJoin", "QueueCallerLeave", "QueueMemberStatus", "Shutdown",
    "UserEvent",       "VarSet",
};

constexpr std::size_t first_of_server = static_cast<std::size_t>(event_type::connection_restored) + 1;

constexpr std::size_t slot_count = 1024;
static_assert(event_type_count * 2 < slot_count, "the table of names is too full");

constexpr std::size_t slot_of(std::string_view name) noexcept {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) {
    const char folded = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    hash = (hash ^ static_cast<unsigned char>(folded)) * 16777619U;
  }
  return (hash ^ (hash >> 15U)) % slot_count;
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
    if (wire::equal_ignoring_case(names[table[slot]], name)) {
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
