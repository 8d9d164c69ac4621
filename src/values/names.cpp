#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/values.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace ami {

namespace {

using wire::equal_ignoring_case;

bool is_decimal(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_hexadecimal(char c) noexcept {
  return is_decimal(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What the server appends to the name of a channel that another one has replaced, and puts around the name of a channel
// that is temporarily run by something else: another channel's application, a bridge, a parking lot.
constexpr std::array<std::string_view, 2> endings{"<ZOMBIE>", "<MASQ>"};
constexpr std::array<std::string_view, 6> beginnings{"AsyncGoto/",   "Surrogate/", "Transfered/",
                                                     "Transferred/", "Parked/",    "Bridge/"};

// The name inside such marks, of which there can be several.
std::string_view channel_itself(std::string_view channel) noexcept {
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view ending : endings) {
      if (channel.ends_with(ending)) {
        channel.remove_suffix(ending.size());
        found = true;
      }
    }
    for (const std::string_view beginning : beginnings) {
      // When no technology follows, this is the channel's own name.
      if (channel.starts_with(beginning) && channel.find('/', beginning.size()) != std::string_view::npos) {
        channel.remove_prefix(beginning.size());
        found = true;
      }
    }
  }
  return channel;
}

// The offset of ";1" or ";2" at the end of the name of a Local channel's half, or of ",1" or ",2"; channel.size() when
// the channel is no half.
std::size_t half_mark(std::string_view channel) noexcept {
  const std::size_t size = channel.size();
  const bool is_half = size > 2 && (channel[size - 1] == '1' || channel[size - 1] == '2') &&
                       (channel[size - 2] == ';' || channel[size - 2] == ',');
  return is_half ? size - 2 : size;
}

// "0x7f3c2c00a1b0", an address as printf() prints it
bool is_pointer(std::string_view text) noexcept {
  return text.size() > 2 && text.starts_with("0x") && std::ranges::all_of(text.substr(2), is_hexadecimal);
}

// "40325ec2-5efd-4bd3-805f-53576e581d13"
bool is_uuid(std::string_view text) noexcept {
  constexpr std::string_view form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(text, form,
                            [](char c, char wanted) { return wanted == '-' ? c == '-' : is_hexadecimal(c); });
}

// How channel drivers write the number behind the last dash of a channel's name.
enum class numbering : unsigned char {
  none,               // one channel for each device
  decimal,            // "%d"
  hexadecimal,        // "%x"
  four_hexadecimal,   // "%04x" of 16 random bits
  eight_hexadecimal,  // "%08x"
  unit,               // "u%d"
  half,               // hexadecimal, but only of a half
  long_or_pointer,    // "%08x" or "%p": for unknown drivers, as hardly any device name ends like that
};

numbering numbering_of(std::string_view technology) noexcept {
  static constexpr std::array<std::pair<std::string_view, numbering>, 21> known{{
      {"PJSIP", numbering::eight_hexadecimal},
      {"SIP", numbering::eight_hexadecimal},
      {"Local", numbering::half},
      {"IAX2", numbering::decimal},
      {"DAHDI", numbering::hexadecimal},
      {"Zap", numbering::hexadecimal},
      {"CAPI", numbering::hexadecimal},
      {"MGCP", numbering::decimal},
      {"Skinny", numbering::decimal},
      {"OOH323", numbering::decimal},
      {"Mobile", numbering::four_hexadecimal},
      {"Motif", numbering::four_hexadecimal},
      {"Jingle", numbering::four_hexadecimal},
      {"Gtalk", numbering::four_hexadecimal},
      {"mISDN", numbering::unit},
      {"Agent", numbering::none},
      {"Console", numbering::none},
      {"Message", numbering::none},
      {"Radio", numbering::none},
      {"usrp", numbering::none},
      // Board and channel number are the device: "vpb/1-1".
      {"vpb", numbering::none},
  }};
  for (const auto& [name, value] : known) {
    if (equal_ignoring_case(name, technology)) {
      return value;
    }
  }
  return numbering::long_or_pointer;
}

// Whether a channel of this technology can have this number.
bool is_channel_number(std::string_view technology, std::string_view number, bool is_half) noexcept {
  if (number.empty()) {
    return false;
  }
  const bool hexadecimal = std::ranges::all_of(number, is_hexadecimal);
  switch (numbering_of(technology)) {
  case numbering::none: return false;
  case numbering::decimal: return std::ranges::all_of(number, is_decimal);
  case numbering::hexadecimal: return hexadecimal;
  case numbering::four_hexadecimal: return hexadecimal && number.size() == 4;
  case numbering::eight_hexadecimal: return hexadecimal && number.size() == 8;
  case numbering::unit:
    number.remove_prefix(number.starts_with('u') ? 1 : 0);
    return !number.empty() && std::ranges::all_of(number, is_decimal);
  case numbering::half: return hexadecimal && is_half;
  case numbering::long_or_pointer: return (hexadecimal && (is_half || number.size() >= 8)) || is_pointer(number);
  }
  return false;
}

// The number of bytes of the name, without a half's mark, that name the device.
std::size_t device_size(std::string_view name, std::size_t slash, bool is_half) noexcept {
  const std::string_view technology = name.substr(0, slash);
  const std::size_t last_slash = name.rfind('/');
  if (equal_ignoring_case(technology, "WebSocket")) {
    return last_slash != slash && is_pointer(name.substr(last_slash + 1)) ? last_slash : name.size();
  }
  if (equal_ignoring_case(technology, "AudioSocket")) {
    constexpr std::size_t uuid_size = 36;
    const std::size_t begin = name.size() - std::min(name.size(), uuid_size + 1);
    return begin > slash + 1 && name[begin] == '-' && is_uuid(name.substr(begin + 1)) ? begin : name.size();
  }
  if (equal_ignoring_case(technology, "Local") && !is_half && last_slash > slash + 1 &&
      std::ranges::all_of(name.substr(last_slash + 1), is_letter)) {
    return last_slash;
  }
  const std::size_t dash = name.rfind('-');
  const bool is_numbered = dash != std::string_view::npos && dash > slash + 1 &&
                           is_channel_number(technology, name.substr(dash + 1), is_half);
  return is_numbered ? dash : name.size();
}

// The value of the first of these headers that has one.
template <std::size_t Size>
std::string_view first_of(wire::frame_view frame, const std::array<std::string_view, Size>& keys) noexcept {
  for (const std::string_view key : keys) {
    if (const std::string_view value = frame.first_line(key); !value.empty()) {
      return value;
    }
  }
  return {};
}

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

bool is_bracketed(std::string_view text) noexcept {
  static constexpr std::array<std::string_view, 4> pairs{"\"\"", "<>", "()", "[]"};
  return text.size() > 1 && std::ranges::any_of(pairs, [&](std::string_view pair) {
           return text.front() == pair.front() && text.back() == pair.back();
         });
}

// Whether the text stands for an unknown name, an unknown number, or one of the two in brackets.
bool means_unknown(std::string_view text) noexcept {
  for (text = trimmed(text);; text = trimmed(text.substr(1, text.size() - 2))) {
    if (is_no_value(text) || equal_ignoring_case(text, "unknown")) {
      return true;
    }
    if (!is_bracketed(text)) {
      return false;
    }
  }
}

}  // namespace

std::string_view channel_device(std::string_view channel) noexcept {
  channel = channel_itself(channel);
  const std::size_t slash = channel.find('/');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == channel.size() || is_no_value(channel)) {
    return {};
  }
  const std::size_t mark = half_mark(channel);
  const std::size_t size = device_size(channel.substr(0, mark), slash, mark != channel.size());
  // A name without a channel number is not that of a half, whatever it ends with.
  return size != mark ? channel.substr(0, size) : channel;
}

std::optional<std::string> other_half(std::string_view channel) {
  channel = channel_itself(channel);
  const std::size_t mark = half_mark(channel);
  const std::string_view name = channel.substr(0, mark);
  const std::size_t dash = name.rfind('-');
  if (mark == channel.size() || name.find('/') == std::string_view::npos || dash == std::string_view::npos ||
      dash + 1 == name.size() || !std::ranges::all_of(name.substr(dash + 1), is_hexadecimal)) {
    return std::nullopt;
  }
  std::string other{channel};
  other.back() = channel.back() == '1' ? '2' : '1';
  return other;
}

std::string_view known_caller_id(std::string_view text) noexcept {
  // For nearly all numbers and names the first byte decides.
  constexpr std::string_view first_bytes = "\"<([ \tuUnN";
  if (!text.empty() && first_bytes.find(text.front()) == std::string_view::npos) {
    return text;
  }
  if (means_unknown(text)) {
    return {};
  }
  // Name and number together: "..." <...>.
  const std::string_view whole = trimmed(text);
  if (const std::size_t bracket = whole.rfind('<'); bracket != std::string_view::npos && whole.ends_with('>') &&
                                                    means_unknown(whole.substr(0, bracket)) &&
                                                    means_unknown(whole.substr(bracket))) {
    return {};
  }
  return text;
}

std::string detail::known_caller_name(std::string_view escaped) {
  std::string name = unescape(escaped);
  if (known_caller_id(name).empty()) {
    name.clear();
  }
  return name;
}

std::string_view queue_member_interface(wire::frame_view event) noexcept {
  static constexpr std::array<std::string_view, 4> keys{"Interface", "Location", "Member", "AgentCalled"};
  return first_of(event, keys);
}

std::string_view queue_member_name(wire::frame_view event) noexcept {
  static constexpr std::array<std::string_view, 3> keys{"MemberName", "Name", "AgentName"};
  return first_of(event, keys);
}

}  // namespace ami
