#include "live/channel_headers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace ami::live {

namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view end) noexcept {
  return text.size() >= end.size() && wire::equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start) noexcept {
  return text.size() >= start.size() && wire::equal_ignoring_case(text.substr(0, start.size()), start);
}

constexpr std::string_view separator = ": ";

// One line without its end.
std::string_view take_line(std::string_view& rest) noexcept {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

// The keys that are looked for have no colon in them.
wire::field split_header(std::string_view line) noexcept {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return {{}, line};
  }
  const std::size_t value = colon + (line.substr(colon).starts_with(separator) ? separator.size() : 1);
  return {line.substr(0, colon), line.substr(value)};
}

bool begins_with_header(std::string_view text, std::string_view prefix, std::string_view name) noexcept {
  return text.starts_with(prefix) && text.substr(prefix.size()).starts_with(name) &&
         text.substr(prefix.size() + name.size()).starts_with(separator);
}

class usual_header {
public:
  std::string_view name_;
  std::string_view channel_headers::*member_;
};

// As Asterisk 12 and later write them behind the state.
constexpr std::array<usual_header, 12> usual_order{{
    {"ChannelStateDesc", nullptr},
    {"CallerIDNum", &channel_headers::caller_id_num_},
    {"CallerIDName", &channel_headers::caller_id_name_},
    {"ConnectedLineNum", &channel_headers::connected_line_num_},
    {"ConnectedLineName", &channel_headers::connected_line_name_},
    {"Language", nullptr},
    {"AccountCode", &channel_headers::account_code_},
    {"Context", &channel_headers::context_},
    {"Exten", &channel_headers::exten_},
    {"Priority", &channel_headers::priority_},
    {"Uniqueid", &channel_headers::uniqueid_},
    {"Linkedid", &channel_headers::linkedid_},
}};

}  // namespace

bool channel_headers::take(std::string_view name, std::string_view value) noexcept {
  const auto is = [name](std::string_view known) { return wire::equal_ignoring_case(name, known); };
  // The second of a kind is a header of the event itself.
  const auto take_into = [value](std::string_view& member) {
    const bool is_first = member.data() == nullptr;
    member = is_first ? value : member;
    return is_first;
  };
  switch (name.size()) {
  case 5: return is("Exten") && take_into(exten_);
  case 7: return is("Context") && take_into(context_);
  case 8:
    return (is("Uniqueid") && take_into(uniqueid_)) || (is("Linkedid") && take_into(linkedid_)) ||
           (is("Priority") && take_into(priority_)) || is("Language") || is("Tenantid");
  case 11: return (is("CallerIDNum") && take_into(caller_id_num_)) || (is("AccountCode") && take_into(account_code_));
  case 12: return (is("CallerIDName") && take_into(caller_id_name_)) || is("ChanVariable");
  case 16: return is("ChannelStateDesc") || (is("ConnectedLineNum") && take_into(connected_line_num_));
  case 17: return is("ConnectedLineName") && take_into(connected_line_name_);
  default: return false;
  }
}

std::optional<channel_headers> channel_scanner::next() noexcept {
  constexpr std::string_view name_key = "Channel";
  constexpr std::string_view state_key = "ChannelState";
  wire::field before;
  while (!rest_.empty()) {
    const wire::field header = split_header(take_line(rest_));
    const wire::field name = std::exchange(before, header);
    if (!ends_with_ignoring_case(header.key, state_key)) {
      continue;
    }
    channel_headers found;
    found.prefix_ = header.key.substr(0, header.key.size() - state_key.size());
    if (name.key.size() == found.prefix_.size() + name_key.size() &&
        starts_with_ignoring_case(name.key, found.prefix_) && ends_with_ignoring_case(name.key, name_key)) {
      found.channel_ = name.value;
      found.state_ = header.value;
      read_group(found);
      return found;
    }
  }
  return std::nullopt;
}

// What follows the state. A line that does not belong to the group is left for next().
void channel_scanner::read_group(channel_headers& found) noexcept {
  std::size_t expected = 0;
  std::string_view* last = nullptr;
  while (!rest_.empty()) {
    if (expected < usual_order.size() && begins_with_header(rest_, found.prefix_, usual_order[expected].name_)) {
      const auto& usual = usual_order[expected++];
      const std::string_view line = take_line(rest_);
      last = usual.member_ != nullptr ? &(found.*usual.member_) : nullptr;
      if (last != nullptr) {
        *last = line.substr(found.prefix_.size() + usual.name_.size() + separator.size());
      }
      continue;
    }
    std::string_view after = rest_;
    const std::string_view line = take_line(after);
    if (line.empty()) {
      return;
    }
    const wire::field header = split_header(line);
    if (header.key.empty()) {
      // Text without a key goes on with the value before it.
      if (last != nullptr) {
        *last = {last->data(), static_cast<std::size_t>(line.data() + line.size() - last->data())};
      }
    } else if (!starts_with_ignoring_case(header.key, found.prefix_) ||
               !found.take(header.key.substr(found.prefix_.size()), header.value)) {
      return;
    } else {
      last = nullptr;
    }
    rest_ = after;
  }
}

}  // namespace ami::live
