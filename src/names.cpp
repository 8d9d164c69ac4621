#include <ami/names.hpp>
#include <ami/values.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace ami {

namespace {

using wire::equal_ignoring_case;

bool is_decimal(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool is_hexadecimal(char c) noexcept {
  return is_decimal(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What the server puts behind the name of a channel that another one took the place of, and around that of a channel
// that runs elsewhere for a while: the application of another channel, a bridge, a parking lot.
constexpr std::array<std::string_view, 2> endings{"<ZOMBIE>", "<MASQ>"};
constexpr std::array<std::string_view, 6> beginnings{"AsyncGoto/",   "Surrogate/", "Transfered/",
                                                     "Transferred/", "Parked/",    "Bridge/"};

// The name of the channel itself. There can be several around it, one in the other.
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
      // Without a technology behind it, it is one itself.
      if (channel.starts_with(beginning) && channel.find('/', beginning.size()) != std::string_view::npos) {
        channel.remove_prefix(beginning.size());
        found = true;
      }
    }
  }
  return channel;
}

// Where ";1" or ";2" stands at the end of a half's name, or ",1" and ",2"; the size of `channel` when it is no half.
std::size_t half_mark(std::string_view channel) noexcept {
  const std::size_t size = channel.size();
  const bool is_half = size > 2 && (channel[size - 1] == '1' || channel[size - 1] == '2') &&
                       (channel[size - 2] == ';' || channel[size - 2] == ',');
  return is_half ? size - 2 : size;
}

// Whether a channel of this technology can have this number behind the last dash of its name.
bool is_channel_number(std::string_view technology, std::string_view number, bool is_half) noexcept {
  if (number.empty()) {
    return false;
  }
  const bool hexadecimal = std::ranges::all_of(number, is_hexadecimal);
  if (equal_ignoring_case(technology, "PJSIP")) {
    return hexadecimal && number.size() == 8;
  }
  if (equal_ignoring_case(technology, "SIP")) {
    return hexadecimal && (number.size() == 8 || number.size() == 4);
  }
  if (equal_ignoring_case(technology, "Local")) {
    return hexadecimal && is_half;
  }
  if (equal_ignoring_case(technology, "IAX2")) {
    return std::ranges::all_of(number, is_decimal);
  }
  // These have one channel for each device, and no number.
  for (const std::string_view unnumbered : {"Agent", "Console", "Message"}) {
    if (equal_ignoring_case(technology, unnumbered)) {
      return false;
    }
  }
  if (number.starts_with("0x") && number.size() > 2) {
    number.remove_prefix(2);
    return std::ranges::all_of(number, is_hexadecimal);
  }
  return hexadecimal;
}

// The first of these headers that has a value.
template <std::size_t Size>
std::string_view first_of(wire::frame_view frame, const std::array<std::string_view, Size>& keys) noexcept {
  for (const std::string_view key : keys) {
    if (const std::string_view value = frame.first_line(key); !value.empty()) {
      return value;
    }
  }
  return {};
}

std::string_view without_blanks(std::string_view text) noexcept {
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

// Of a name, of a number, or of one of them in brackets.
bool is_nobody(std::string_view text) noexcept {
  for (text = without_blanks(text);; text = without_blanks(text.substr(1, text.size() - 2))) {
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
  const std::string_view name = channel.substr(0, mark);
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash <= slash + 1 ||
      !is_channel_number(name.substr(0, slash), name.substr(dash + 1), mark != channel.size())) {
    return channel;
  }
  return name.substr(0, dash);
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
  // Nearly all numbers and names are told by their first byte.
  constexpr std::string_view first_bytes = "\"<([ \tuUnN";
  if (!text.empty() && first_bytes.find(text.front()) == std::string_view::npos) {
    return text;
  }
  if (is_nobody(text)) {
    return {};
  }
  // A name and a number in one: "..." <...>.
  const std::string_view whole = without_blanks(text);
  if (const std::size_t bracket = whole.rfind('<'); bracket != std::string_view::npos && whole.ends_with('>') &&
                                                    is_nobody(whole.substr(0, bracket)) &&
                                                    is_nobody(whole.substr(bracket))) {
    return {};
  }
  return text;
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
