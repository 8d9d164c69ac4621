#include "live/channel_headers.hpp"

#include <algorithm>
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

// Takes the lines of a group as long as they come in the order in which they are asked for. The names are constants,
// which are compared without a call where read() is inlined.
class usual_lines {
public:
  usual_lines(std::string_view& rest, std::string_view prefix) noexcept : rest_{&rest}, prefix_{prefix} {}

  [[gnu::always_inline]] void read(std::string_view name_and_separator, std::string_view& value) noexcept {
    if (skip(name_and_separator)) {
      value = line_.substr(prefix_.size() + name_and_separator.size());
      last_ = &value;
    }
  }
  // False when the line is another one, or one before it was.
  [[gnu::always_inline]] bool skip(std::string_view name_and_separator) noexcept {
    in_order_ =
        in_order_ && rest_->starts_with(prefix_) && rest_->substr(prefix_.size()).starts_with(name_and_separator);
    if (in_order_) {
      line_ = take_line(*rest_);
      last_ = nullptr;
    }
    return in_order_;
  }
  // The value of the last line, when it was read.
  std::string_view* last() const noexcept { return last_; }

private:
  std::string_view* rest_;
  std::string_view prefix_;
  std::string_view line_;
  std::string_view* last_ = nullptr;
  bool in_order_ = true;
};

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
  // As Asterisk 12 and later write them.
  usual_lines lines{rest_, found.prefix_};
  lines.skip("ChannelStateDesc: ");
  lines.read("CallerIDNum: ", found.caller_id_num_);
  lines.read("CallerIDName: ", found.caller_id_name_);
  lines.read("ConnectedLineNum: ", found.connected_line_num_);
  lines.read("ConnectedLineName: ", found.connected_line_name_);
  lines.skip("Language: ");
  lines.read("AccountCode: ", found.account_code_);
  lines.read("Context: ", found.context_);
  lines.read("Exten: ", found.exten_);
  lines.read("Priority: ", found.priority_);
  lines.read("Uniqueid: ", found.uniqueid_);
  lines.read("Linkedid: ", found.linkedid_);
  std::string_view* last = lines.last();
  while (!rest_.empty()) {
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
