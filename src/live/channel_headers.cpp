#include "live/channel_headers.hpp"

namespace ami::live {

namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view end) noexcept {
  return text.size() >= end.size() && wire::equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start) noexcept {
  return text.size() >= start.size() && wire::equal_ignoring_case(text.substr(0, start.size()), start);
}

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
  for (; at_ != std::default_sentinel; before = *at_, ++at_) {
    if (!ends_with_ignoring_case(at_->key, state_key)) {
      continue;
    }
    channel_headers found;
    found.prefix_ = at_->key.substr(0, at_->key.size() - state_key.size());
    if (before.key.size() != found.prefix_.size() + name_key.size() ||
        !starts_with_ignoring_case(before.key, found.prefix_) || !ends_with_ignoring_case(before.key, name_key)) {
      continue;
    }
    found.channel_ = before.value;
    found.state_ = at_->value;
    for (++at_; at_ != std::default_sentinel; ++at_) {
      if (!starts_with_ignoring_case(at_->key, found.prefix_) ||
          !found.take(at_->key.substr(found.prefix_.size()), at_->value)) {
        break;
      }
    }
    return found;
  }
  return std::nullopt;
}

}  // namespace ami::live
