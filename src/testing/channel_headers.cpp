#include "testing/channel_headers.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace ami::testing {

namespace detail {

namespace {

constexpr std::string_view unknown_value = "<unknown>";

std::string_view state_text(int state) noexcept {
  constexpr std::array<std::string_view, 10> texts{"Down",    "Rsrvd", "OffHook", "Dialing",         "Ring",
                                                   "Ringing", "Up",    "Busy",    "Dialing Offhook", "Pre-ring"};
  const auto index = static_cast<std::size_t>(state);
  return state >= 0 && index < texts.size() ? texts[index] : std::string_view{"Unknown"};
}

}  // namespace

void add_channel_headers(frame_text& text, std::string_view prefix, const channel_headers& of) {
  const auto add = [&](std::string_view key, std::string_view value) {
    text.header(std::string{prefix}.append(key), value);
  };
  const auto number = [](std::string_view value) { return value.empty() ? unknown_value : value; };
  const auto name = [](std::string_view value) { return value.empty() ? std::string{unknown_value} : escape_c(value); };
  add("Channel", of.name);
  add("ChannelState", std::to_string(of.state));
  add("ChannelStateDesc", state_text(of.state));
  add("CallerIDNum", number(of.caller_number));
  add("CallerIDName", name(of.caller_name));
  add("ConnectedLineNum", number(of.connected_number));
  add("ConnectedLineName", name(of.connected_name));
  add("Language", "en");
  add("AccountCode", of.account);
  add("Context", of.context);
  add("Exten", of.exten);
  add("Priority", std::to_string(of.priority));
  add("Uniqueid", of.unique_id);
  add("Linkedid", of.linked_id);
}

}  // namespace detail

frame_text& frame_text::channel(std::string_view prefix, const channel_snapshot& leg) & {
  detail::add_channel_headers(*this, prefix,
                              {leg.name(), leg.state(), leg.caller_number(), leg.caller_name(), leg.connected_number(),
                               leg.connected_name(), leg.account(), leg.context(), leg.exten(), leg.priority(),
                               leg.unique_id(), leg.linked_id()});
  return *this;
}

}  // namespace ami::testing
