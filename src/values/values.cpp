#include <ami/event_view.hpp>
#include <ami/values.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <ostream>
#include <system_error>
#include <utility>

namespace ami {

namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

template <class Enum, std::size_t Size>
using texts = std::array<std::pair<std::string_view, Enum>, Size>;

// The characters between the words of a state: "NOT_INUSE", "Not in use", "Ring+Inuse", "InUse&Ringing", "Pre-ring",
// "Auth. Sent".
constexpr std::string_view word_joints = " _-+&.";

// Whether `text` consists of these words; `words` is in lower case with nothing between them.
bool has_words(std::string_view words, std::string_view text) noexcept {
  for (const char c : text) {
    if (word_joints.find(c) != std::string_view::npos) {
      continue;
    }
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    if (words.empty() || words.front() != lower) {
      return false;
    }
    words.remove_prefix(1);
  }
  return words.empty();
}

template <class Enum, std::size_t Size>
std::optional<Enum> find_words(const texts<Enum, Size>& known, std::string_view text) noexcept {
  for (const auto& [words, value] : known) {
    if (has_words(words, text)) {
      return value;
    }
  }
  return std::nullopt;
}

// The text before the number in "OK (3 ms)" and "Unknown (12)".
std::string_view without_parenthesis(std::string_view text) noexcept {
  const auto begin = text.find(" (");
  return begin != std::string_view::npos && text.ends_with(')') ? text.substr(0, begin) : text;
}

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// Digits only: no sign, no space.
template <class Number>
std::optional<Number> parse_digits(std::string_view text, int base = 10) noexcept {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number, base);
  if (text.empty() || text.front() == '-' || parsed.ec != std::errc{} || parsed.ptr != end) {
    return std::nullopt;
  }
  return number;
}

// The number in `count` digits from `begin` on; empty when it is out of range.
std::optional<int> parse_part(std::string_view text, std::size_t begin, std::size_t count, int least,
                              int most) noexcept {
  if (begin + count > text.size()) {
    return std::nullopt;
  }
  const auto number = parse_digits<int>(text.substr(begin, count));
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

template <class Duration>
std::optional<Duration> parse_duration(std::string_view text) noexcept {
  const auto number = parse_digits<std::int64_t>(text);
  return number ? std::optional<Duration>{Duration{*number}} : std::nullopt;
}

// "2026-11-23"
std::optional<std::chrono::local_days> parse_date(std::string_view text) noexcept {
  const auto year = parse_part(text, 0, 4, 0, 9999);
  const auto month = parse_part(text, 5, 2, 1, 12);
  const auto day = parse_part(text, 8, 2, 1, 31);
  if (text.size() != 10 || !year || !month || !day || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional<std::chrono::local_days>{std::chrono::local_days{date}} : std::nullopt;
}

// "03:49:50"
std::optional<seconds> parse_time_of_day(std::string_view text) noexcept {
  const auto hour = parse_part(text, 0, 2, 0, 23);
  const auto minute = parse_part(text, 3, 2, 0, 59);
  const auto second = parse_part(text, 6, 2, 0, 60);
  if (text.size() != 8 || !hour || !minute || !second || text[2] != ':' || text[5] != ':') {
    return std::nullopt;
  }
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + seconds{*second};
}

constexpr std::string_view invalid_state = "invalid state";

constexpr std::int64_t end_of_time = 253402300800;  // year 10000

std::optional<network_address> make_address(std::string_view transport, std::string_view host,
                                            std::string_view port) noexcept {
  const auto number = parse_digits<std::uint16_t>(port);
  return number && !host.empty() ? std::optional<network_address>{network_address{transport, host, *number}}
                                 : std::nullopt;
}

}  // namespace

bool is_no_value(std::string_view text) noexcept {
  for (const std::string_view none : {"", "<unknown>", "<none>", "(null)", "<Not set>", "N/A"}) {
    if (wire::equal_ignoring_case(text, none)) {
      return true;
    }
  }
  return false;
}

std::optional<double> parse_real(std::string_view text) noexcept {
  // A width in the server's format: the MES of RTCPReceived is " 0.0" and "88.1".
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  double number = 0;
  const char* const end = text.data() + text.size();
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || !is_digit(digits.front()) || !is_digit(digits.back())) {
    return std::nullopt;
  }
  const auto parsed = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  return parsed.ec == std::errc{} && parsed.ptr == end ? std::optional<double>{number} : std::nullopt;
}

std::optional<std::uint64_t> parse_hex(std::string_view text) noexcept {
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
  }
  return parse_digits<std::uint64_t>(text, 16);
}

std::optional<std::chrono::minutes> parse_minutes(std::string_view text) noexcept {
  return parse_duration<std::chrono::minutes>(text);
}

std::optional<seconds> parse_seconds(std::string_view text) noexcept {
  return parse_duration<seconds>(text);
}

std::optional<std::chrono::milliseconds> parse_milliseconds(std::string_view text) noexcept {
  return parse_duration<std::chrono::milliseconds>(text);
}

std::optional<microseconds> parse_microseconds(std::string_view text) noexcept {
  return parse_duration<microseconds>(text);
}

std::optional<microseconds> parse_decimal_seconds(std::string_view text) noexcept {
  const auto point = text.find('.');
  const auto whole = parse_digits<std::int64_t>(text.substr(0, point));
  if (!whole || *whole > std::numeric_limits<std::int64_t>::max() / 1000000 - 1) {
    return std::nullopt;
  }
  std::int64_t fraction = 0;
  if (point != std::string_view::npos) {
    const std::string_view digits = text.substr(point + 1);
    const auto number = parse_digits<std::int64_t>(digits);
    if (!number || digits.size() > 6) {
      return std::nullopt;
    }
    fraction = *number;
    for (std::size_t i = digits.size(); i < 6; ++i) {
      fraction *= 10;
    }
  }
  return seconds{*whole} + microseconds{fraction};
}

std::optional<seconds> parse_hms(std::string_view text) noexcept {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  const auto hours = parse_digits<std::int32_t>(text.substr(0, colon));
  const auto minute = parse_part(text, colon + 1, 2, 0, 59);
  const auto second = parse_part(text, colon + 4, 2, 0, 59);
  if (text.size() != colon + 6 || !hours || !minute || !second || text[colon + 3] != ':') {
    return std::nullopt;
  }
  return std::chrono::hours{*hours} + std::chrono::minutes{*minute} + seconds{*second};
}

std::optional<std::chrono::sys_seconds> parse_epoch(std::string_view text) noexcept {
  const auto number = parse_digits<std::int64_t>(text);
  return number && *number > 0 && *number < end_of_time
             ? std::optional<std::chrono::sys_seconds>{std::chrono::sys_seconds{seconds{*number}}}
             : std::nullopt;
}

std::optional<std::chrono::sys_time<microseconds>> parse_epoch_fraction(std::string_view text) noexcept {
  const auto point = text.find('.');
  if (point == std::string_view::npos || text.size() != point + 7) {
    return std::nullopt;
  }
  const auto time = parse_decimal_seconds(text);
  return time && *time < seconds{end_of_time}
             ? std::optional<std::chrono::sys_time<microseconds>>{std::chrono::sys_time<microseconds>{*time}}
             : std::nullopt;
}

std::optional<std::chrono::sys_time<std::chrono::milliseconds>> parse_iso_time(std::string_view text) noexcept {
  if (text.size() != 28 || text[10] != 'T' || text[19] != '.' || (text[23] != '+' && text[23] != '-')) {
    return std::nullopt;
  }
  const auto date = parse_date(text.substr(0, 10));
  const auto time = parse_time_of_day(text.substr(11, 8));
  const auto fraction = parse_part(text, 20, 3, 0, 999);
  const auto hours = parse_part(text, 24, 2, 0, 23);
  const auto minutes = parse_part(text, 26, 2, 0, 59);
  if (!date || !time || !fraction || !hours || !minutes) {
    return std::nullopt;
  }
  const std::chrono::minutes offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  const auto utc = *time + std::chrono::milliseconds{*fraction} - (text[23] == '-' ? -offset : offset);
  return std::chrono::sys_days{date->time_since_epoch()} + utc;
}

std::optional<std::chrono::local_seconds> parse_local_time(std::string_view text) noexcept {
  return text.size() == 19 && text[10] == ' ' ? parse_local_time(text.substr(0, 10), text.substr(11)) : std::nullopt;
}

std::optional<std::chrono::local_seconds> parse_local_time(std::string_view date, std::string_view time) noexcept {
  const auto day = parse_date(date);
  const auto second = parse_time_of_day(time);
  return day && second ? std::optional<std::chrono::local_seconds>{*day + *second} : std::nullopt;
}

std::optional<network_address> parse_address(std::string_view text) noexcept {
  const auto first = text.find('/');
  const auto second = text.find('/', first + 1);
  const auto last = text.rfind('/');
  if (first == std::string_view::npos || second == std::string_view::npos || last == second) {
    return std::nullopt;
  }
  return make_address(text.substr(first + 1, second - first - 1), text.substr(second + 1, last - second - 1),
                      text.substr(last + 1));
}

std::optional<network_address> parse_host_port(std::string_view text) noexcept {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;  // in an IPv6 address without brackets the port cannot be told apart
  }
  return make_address({}, host, text.substr(colon + 1));
}

std::optional<device_state> parse_device_state(std::string_view text) noexcept {
  static constexpr texts<device_state, 12> known{{
      {"unknown", device_state::unknown},
      {"notinuse", device_state::not_in_use},
      {"inuse", device_state::in_use},
      {"busy", device_state::busy},
      {"invalid", device_state::invalid},
      {"unavailable", device_state::unavailable},
      {"ringing", device_state::ringing},
      {"ringinuse", device_state::ringing_in_use},
      {"ringinginuse", device_state::ringing_in_use},
      {"inuseringing", device_state::ringing_in_use},
      {"onhold", device_state::on_hold},
      {"hold", device_state::on_hold},
  }};
  return find_words(known, text);
}

std::optional<device_state> parse_member_state(std::string_view text) noexcept {
  const auto number = parse_integer(text);
  if (!number) {
    return parse_device_state(text);
  }
  return *number >= 0 && *number <= static_cast<int>(device_state::on_hold)
             ? std::optional<device_state>{static_cast<device_state>(*number)}
             : std::nullopt;
}

std::optional<extension_state> parse_extension_state(std::string_view text) noexcept {
  static constexpr texts<extension_state, 15> known{{
      {"idle", extension_state::idle},
      {"notinuse", extension_state::idle},
      {"inuse", extension_state::in_use},
      {"busy", extension_state::busy},
      {"unavailable", extension_state::unavailable},
      {"ringing", extension_state::ringing},
      {"inuseringing", extension_state::in_use_ringing},
      {"ringinuse", extension_state::in_use_ringing},
      {"hold", extension_state::on_hold},
      {"onhold", extension_state::on_hold},
      {"inusehold", extension_state::in_use_on_hold},
      {"inuseonhold", extension_state::in_use_on_hold},
      {"removed", extension_state::removed},
      {"deactivated", extension_state::deactivated},
      {"unknown", extension_state::deactivated},
  }};
  const auto number = parse_integer(text);
  if (!number) {
    return find_words(known, text);
  }
  if (*number < -2 || *number > 17) {
    return std::nullopt;
  }
  const auto value = static_cast<extension_state>(*number);
  return to_string(value) != invalid_state ? std::optional<extension_state>{value} : std::nullopt;
}

std::optional<channel_state> parse_channel_state(std::string_view text) noexcept {
  static constexpr texts<channel_state, 12> known{{
      {"down", channel_state::down},
      {"rsrvd", channel_state::reserved},
      {"reserved", channel_state::reserved},
      {"offhook", channel_state::off_hook},
      {"dialing", channel_state::dialing},
      {"ring", channel_state::ring},
      {"ringing", channel_state::ringing},
      {"up", channel_state::up},
      {"busy", channel_state::busy},
      {"dialingoffhook", channel_state::dialing_off_hook},
      {"prering", channel_state::pre_ring},
      {"unknown", channel_state::unknown},
  }};
  if (const auto number = parse_integer(text)) {
    return *number >= 0 && *number <= static_cast<int>(channel_state::unknown)
               ? std::optional<channel_state>{static_cast<channel_state>(*number)}
               : std::nullopt;
  }
  return find_words(known, without_parenthesis(text));
}

std::optional<contact_state> parse_contact_state(std::string_view text) noexcept {
  static constexpr texts<contact_state, 12> known{{
      {"unknown", contact_state::unknown},
      {"reachable", contact_state::reachable},
      {"avail", contact_state::reachable},
      {"unreachable", contact_state::unreachable},
      {"unavail", contact_state::unreachable},
      {"nonqualified", contact_state::not_qualified},
      {"unqualified", contact_state::not_qualified},
      {"notqualified", contact_state::not_qualified},
      {"nonqual", contact_state::not_qualified},
      {"created", contact_state::created},
      {"updated", contact_state::updated},
      {"removed", contact_state::removed},
  }};
  return find_words(known, text);
}

std::optional<peer_state> parse_peer_state(std::string_view text) noexcept {
  static constexpr texts<peer_state, 11> known{{
      {"unknown", peer_state::unknown},
      {"registered", peer_state::registered},
      {"unregistered", peer_state::unregistered},
      {"reachable", peer_state::reachable},
      {"ok", peer_state::reachable},
      {"online", peer_state::reachable},
      {"lagged", peer_state::lagged},
      {"unreachable", peer_state::unreachable},
      {"offline", peer_state::unreachable},
      {"rejected", peer_state::rejected},
      {"unmonitored", peer_state::unmonitored},
  }};
  return find_words(known, without_parenthesis(text));
}

std::optional<registration_state> parse_registration_state(std::string_view text) noexcept {
  static constexpr texts<registration_state, 13> known{{
      {"unregistered", registration_state::unregistered},
      {"registered", registration_state::registered},
      {"requestsent", registration_state::request_sent},
      {"authsent", registration_state::authentication_sent},
      {"authenticationsent", registration_state::authentication_sent},
      {"rejected", registration_state::rejected},
      {"timeout", registration_state::timeout},
      {"noauthentication", registration_state::no_authentication},
      {"noauth", registration_state::no_authentication},
      {"failed", registration_state::failed},
      {"stopping", registration_state::stopping},
      {"stopped", registration_state::stopped},
      {"unknown", registration_state::unknown},
  }};
  return find_words(known, text);
}

device_state to_device_state(extension_state value) noexcept {
  switch (value) {
  case extension_state::removed:
  case extension_state::deactivated: return device_state::unknown;
  case extension_state::idle: return device_state::not_in_use;
  case extension_state::in_use: return device_state::in_use;
  case extension_state::busy: return device_state::busy;
  case extension_state::unavailable: return device_state::unavailable;
  case extension_state::ringing: return device_state::ringing;
  case extension_state::in_use_ringing: return device_state::ringing_in_use;
  case extension_state::on_hold:
  case extension_state::in_use_on_hold: return device_state::on_hold;
  }
  return device_state::unknown;
}

device_state to_device_state(channel_state value) noexcept {
  switch (value) {
  case channel_state::down: return device_state::not_in_use;
  case channel_state::reserved:
  case channel_state::off_hook:
  case channel_state::dialing:
  case channel_state::ring:
  case channel_state::up:
  case channel_state::dialing_off_hook: return device_state::in_use;
  case channel_state::ringing:
  case channel_state::pre_ring: return device_state::ringing;
  case channel_state::busy: return device_state::busy;
  case channel_state::unknown: return device_state::unknown;
  }
  return device_state::unknown;
}

device_state to_device_state(contact_state value) noexcept {
  switch (value) {
  case contact_state::unknown: return device_state::unknown;
  case contact_state::reachable:
  case contact_state::not_qualified:
  case contact_state::created:
  case contact_state::updated: return device_state::not_in_use;
  case contact_state::unreachable:
  case contact_state::removed: return device_state::unavailable;
  }
  return device_state::unknown;
}

device_state to_device_state(peer_state value) noexcept {
  switch (value) {
  case peer_state::unknown:
  case peer_state::unmonitored: return device_state::unknown;
  case peer_state::registered:
  case peer_state::reachable:
  case peer_state::lagged: return device_state::not_in_use;
  case peer_state::unregistered:
  case peer_state::unreachable:
  case peer_state::rejected: return device_state::unavailable;
  }
  return device_state::unknown;
}

device_state to_device_state(agent_state value) noexcept {
  switch (value) {
  case agent_state::logged_off: return device_state::unavailable;
  case agent_state::idle: return device_state::not_in_use;
  case agent_state::on_call: return device_state::in_use;
  case agent_state::unknown: return device_state::unknown;
  }
  return device_state::unknown;
}

std::optional<device_state> to_device_state(std::string_view text) noexcept {
  if (parse_integer(text)) {
    return std::nullopt;
  }
  if (const auto state = parse_device_state(text)) {
    return state;
  }
  // Before the extensions: there is no header that says in words that a hint was removed.
  if (const auto state = parse_contact_state(text)) {
    return to_device_state(*state);
  }
  if (const auto state = parse_extension_state(text)) {
    return to_device_state(*state);
  }
  if (const auto state = parse_channel_state(text)) {
    return to_device_state(*state);
  }
  if (const auto state = parse_peer_state(text)) {
    return to_device_state(*state);
  }
  return to_device_state(parse_agent_state(text));
}

std::string_view to_string(channel_state value) noexcept {
  switch (value) {
  case channel_state::down: return "down";
  case channel_state::reserved: return "reserved";
  case channel_state::off_hook: return "off hook";
  case channel_state::dialing: return "dialing";
  case channel_state::ring: return "ring";
  case channel_state::ringing: return "ringing";
  case channel_state::up: return "up";
  case channel_state::busy: return "busy";
  case channel_state::dialing_off_hook: return "dialing off hook";
  case channel_state::pre_ring: return "pre ring";
  case channel_state::unknown: return "unknown";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, channel_state value) {
  return out << to_string(value);
}

std::string_view to_string(device_state value) noexcept {
  switch (value) {
  case device_state::unknown: return "unknown";
  case device_state::not_in_use: return "not in use";
  case device_state::in_use: return "in use";
  case device_state::busy: return "busy";
  case device_state::invalid: return "invalid";
  case device_state::unavailable: return "unavailable";
  case device_state::ringing: return "ringing";
  case device_state::ringing_in_use: return "ringing in use";
  case device_state::on_hold: return "on hold";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, device_state value) {
  return out << to_string(value);
}

std::string_view to_string(hangup_cause value) noexcept {
  switch (value) {
  case hangup_cause::not_defined: return "not defined";
  case hangup_cause::unallocated: return "unallocated";
  case hangup_cause::no_route_transit_net: return "no route transit net";
  case hangup_cause::no_route_destination: return "no route destination";
  case hangup_cause::misdialled_trunk_prefix: return "misdialled trunk prefix";
  case hangup_cause::channel_unacceptable: return "channel unacceptable";
  case hangup_cause::call_awarded_delivered: return "call awarded delivered";
  case hangup_cause::preempted: return "preempted";
  case hangup_cause::number_ported_not_here: return "number ported not here";
  case hangup_cause::normal_clearing: return "normal clearing";
  case hangup_cause::user_busy: return "user busy";
  case hangup_cause::no_user_response: return "no user response";
  case hangup_cause::no_answer: return "no answer";
  case hangup_cause::subscriber_absent: return "subscriber absent";
  case hangup_cause::call_rejected: return "call rejected";
  case hangup_cause::number_changed: return "number changed";
  case hangup_cause::redirected_to_new_destination: return "redirected to new destination";
  case hangup_cause::answered_elsewhere: return "answered elsewhere";
  case hangup_cause::destination_out_of_order: return "destination out of order";
  case hangup_cause::invalid_number_format: return "invalid number format";
  case hangup_cause::facility_rejected: return "facility rejected";
  case hangup_cause::response_to_status_enquiry: return "response to status enquiry";
  case hangup_cause::normal_unspecified: return "normal unspecified";
  case hangup_cause::normal_circuit_congestion: return "normal circuit congestion";
  case hangup_cause::network_out_of_order: return "network out of order";
  case hangup_cause::normal_temporary_failure: return "normal temporary failure";
  case hangup_cause::switch_congestion: return "switch congestion";
  case hangup_cause::access_info_discarded: return "access info discarded";
  case hangup_cause::requested_channel_unavailable: return "requested channel unavailable";
  case hangup_cause::facility_not_subscribed: return "facility not subscribed";
  case hangup_cause::outgoing_call_barred: return "outgoing call barred";
  case hangup_cause::incoming_call_barred: return "incoming call barred";
  case hangup_cause::bearer_capability_not_authorized: return "bearer capability not authorized";
  case hangup_cause::bearer_capability_not_available: return "bearer capability not available";
  case hangup_cause::bearer_capability_not_implemented: return "bearer capability not implemented";
  case hangup_cause::channel_not_implemented: return "channel not implemented";
  case hangup_cause::facility_not_implemented: return "facility not implemented";
  case hangup_cause::invalid_call_reference: return "invalid call reference";
  case hangup_cause::incompatible_destination: return "incompatible destination";
  case hangup_cause::invalid_message_unspecified: return "invalid message unspecified";
  case hangup_cause::mandatory_element_missing: return "mandatory element missing";
  case hangup_cause::message_type_nonexistent: return "message type nonexistent";
  case hangup_cause::wrong_message: return "wrong message";
  case hangup_cause::element_nonexistent: return "element nonexistent";
  case hangup_cause::invalid_element_contents: return "invalid element contents";
  case hangup_cause::wrong_call_state: return "wrong call state";
  case hangup_cause::recovery_on_timer_expire: return "recovery on timer expire";
  case hangup_cause::mandatory_element_length_error: return "mandatory element length error";
  case hangup_cause::protocol_error: return "protocol error";
  case hangup_cause::interworking: return "interworking";
  }
  return "other cause";
}

std::ostream& operator<<(std::ostream& out, hangup_cause value) {
  return out << to_string(value);
}

std::string_view to_string(originate_reason value) noexcept {
  switch (value) {
  case originate_reason::failure: return "failure";
  case originate_reason::hangup: return "hangup";
  case originate_reason::ring: return "ring";
  case originate_reason::answer: return "answer";
  case originate_reason::busy: return "busy";
  case originate_reason::congestion: return "congestion";
  }
  return "other reason";
}

std::ostream& operator<<(std::ostream& out, originate_reason value) {
  return out << to_string(value);
}

std::optional<presence_state> parse_presence_state(std::string_view text) noexcept {
  static constexpr texts<presence_state, 7> known{{
      {"notset", presence_state::not_set},
      {"unavailable", presence_state::unavailable},
      {"available", presence_state::available},
      {"away", presence_state::away},
      {"xa", presence_state::xa},
      {"chat", presence_state::chat},
      {"dnd", presence_state::dnd},
  }};
  return find_words(known, text);
}

std::optional<dial_status> parse_dial_status(std::string_view text) noexcept {
  static constexpr texts<dial_status, 12> known{{
      {"ringing", dial_status::ringing},
      {"proceeding", dial_status::proceeding},
      {"progress", dial_status::progress},
      {"answer", dial_status::answer},
      {"busy", dial_status::busy},
      {"cancel", dial_status::cancel},
      {"chanunavail", dial_status::chan_unavail},
      {"congestion", dial_status::congestion},
      {"noanswer", dial_status::no_answer},
      {"abort", dial_status::abort},
      {"continue", dial_status::continue_},
      {"goto", dial_status::goto_},
  }};
  return find_words(known, text);
}

std::optional<queue_membership> parse_queue_membership(std::string_view text) noexcept {
  static constexpr texts<queue_membership, 3> known{{
      {"static", queue_membership::static_},
      {"dynamic", queue_membership::dynamic},
      {"realtime", queue_membership::realtime},
  }};
  return find_words(known, text);
}

std::optional<agent_state> parse_agent_state(std::string_view text) noexcept {
  static constexpr texts<agent_state, 4> known{{
      {"loggedoff", agent_state::logged_off},
      {"idle", agent_state::idle},
      {"oncall", agent_state::on_call},
      {"unknown", agent_state::unknown},
  }};
  constexpr std::string_view prefix = "AGENT_";
  const bool prefixed = wire::equal_ignoring_case(text.substr(0, prefix.size()), prefix);
  return find_words(known, prefixed ? text.substr(prefix.size()) : text);
}

std::optional<call_disposition> parse_call_disposition(std::string_view text) noexcept {
  static constexpr texts<call_disposition, 5> known{{
      {"noanswer", call_disposition::no_answer},
      {"failed", call_disposition::failed},
      {"busy", call_disposition::busy},
      {"answered", call_disposition::answered},
      {"congestion", call_disposition::congestion},
  }};
  return find_words(known, text);
}

std::optional<stream_direction> parse_stream_direction(std::string_view text) noexcept {
  static constexpr texts<stream_direction, 2> known{{
      {"received", stream_direction::received},
      {"sent", stream_direction::sent},
  }};
  return find_words(known, text);
}

std::optional<transfer_result> parse_transfer_result(std::string_view text) noexcept {
  static constexpr texts<transfer_result, 4> known{{
      {"success", transfer_result::success},
      {"fail", transfer_result::fail},
      {"invalid", transfer_result::invalid},
      {"notpermitted", transfer_result::not_permitted},
  }};
  return find_words(known, text);
}

std::string_view to_string(presence_state value) noexcept {
  switch (value) {
  case presence_state::not_set: return "not set";
  case presence_state::unavailable: return "unavailable";
  case presence_state::available: return "available";
  case presence_state::away: return "away";
  case presence_state::xa: return "xa";
  case presence_state::chat: return "chat";
  case presence_state::dnd: return "dnd";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, presence_state value) {
  return out << to_string(value);
}

std::string_view to_string(dial_status value) noexcept {
  switch (value) {
  case dial_status::ringing: return "ringing";
  case dial_status::proceeding: return "proceeding";
  case dial_status::progress: return "progress";
  case dial_status::answer: return "answer";
  case dial_status::busy: return "busy";
  case dial_status::cancel: return "cancel";
  case dial_status::chan_unavail: return "chan unavail";
  case dial_status::congestion: return "congestion";
  case dial_status::no_answer: return "no answer";
  case dial_status::abort: return "abort";
  case dial_status::continue_: return "continue";
  case dial_status::goto_: return "goto";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, dial_status value) {
  return out << to_string(value);
}

std::string_view to_string(queue_membership value) noexcept {
  switch (value) {
  case queue_membership::static_: return "static";
  case queue_membership::dynamic: return "dynamic";
  case queue_membership::realtime: return "realtime";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, queue_membership value) {
  return out << to_string(value);
}

std::string_view to_string(agent_state value) noexcept {
  switch (value) {
  case agent_state::logged_off: return "logged off";
  case agent_state::idle: return "idle";
  case agent_state::on_call: return "on call";
  case agent_state::unknown: return "unknown";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, agent_state value) {
  return out << to_string(value);
}

std::string_view to_string(contact_state value) noexcept {
  switch (value) {
  case contact_state::unknown: return "unknown";
  case contact_state::reachable: return "reachable";
  case contact_state::unreachable: return "unreachable";
  case contact_state::not_qualified: return "not qualified";
  case contact_state::created: return "created";
  case contact_state::updated: return "updated";
  case contact_state::removed: return "removed";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, contact_state value) {
  return out << to_string(value);
}

std::string_view to_string(peer_state value) noexcept {
  switch (value) {
  case peer_state::unknown: return "unknown";
  case peer_state::registered: return "registered";
  case peer_state::unregistered: return "unregistered";
  case peer_state::reachable: return "reachable";
  case peer_state::lagged: return "lagged";
  case peer_state::unreachable: return "unreachable";
  case peer_state::rejected: return "rejected";
  case peer_state::unmonitored: return "unmonitored";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, peer_state value) {
  return out << to_string(value);
}

std::string_view to_string(registration_state value) noexcept {
  switch (value) {
  case registration_state::unregistered: return "unregistered";
  case registration_state::registered: return "registered";
  case registration_state::request_sent: return "request sent";
  case registration_state::authentication_sent: return "authentication sent";
  case registration_state::rejected: return "rejected";
  case registration_state::timeout: return "timeout";
  case registration_state::no_authentication: return "no authentication";
  case registration_state::failed: return "failed";
  case registration_state::stopping: return "stopping";
  case registration_state::stopped: return "stopped";
  case registration_state::unknown: return "unknown";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, registration_state value) {
  return out << to_string(value);
}

std::string_view to_string(call_disposition value) noexcept {
  switch (value) {
  case call_disposition::no_answer: return "no answer";
  case call_disposition::failed: return "failed";
  case call_disposition::busy: return "busy";
  case call_disposition::answered: return "answered";
  case call_disposition::congestion: return "congestion";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, call_disposition value) {
  return out << to_string(value);
}

std::string_view to_string(stream_direction value) noexcept {
  switch (value) {
  case stream_direction::received: return "received";
  case stream_direction::sent: return "sent";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, stream_direction value) {
  return out << to_string(value);
}

std::string_view to_string(transfer_result value) noexcept {
  switch (value) {
  case transfer_result::success: return "success";
  case transfer_result::fail: return "fail";
  case transfer_result::invalid: return "invalid";
  case transfer_result::not_permitted: return "not permitted";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, transfer_result value) {
  return out << to_string(value);
}

std::string_view to_string(reload_result value) noexcept {
  switch (value) {
  case reload_result::success: return "success";
  case reload_result::queued: return "queued";
  case reload_result::not_found: return "not found";
  case reload_result::error: return "error";
  case reload_result::in_progress: return "in progress";
  case reload_result::uninitialized: return "uninitialized";
  case reload_result::not_implemented: return "not implemented";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, reload_result value) {
  return out << to_string(value);
}

std::string_view to_string(extension_state value) noexcept {
  switch (value) {
  case extension_state::removed: return "removed";
  case extension_state::deactivated: return "deactivated";
  case extension_state::idle: return "idle";
  case extension_state::in_use: return "in use";
  case extension_state::busy: return "busy";
  case extension_state::unavailable: return "unavailable";
  case extension_state::ringing: return "ringing";
  case extension_state::in_use_ringing: return "in use ringing";
  case extension_state::on_hold: return "on hold";
  case extension_state::in_use_on_hold: return "in use on hold";
  }
  return invalid_state;
}

std::ostream& operator<<(std::ostream& out, extension_state value) {
  return out << to_string(value);
}

}  // namespace ami
