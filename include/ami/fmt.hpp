// Opt-in: fmt formatting for this library's types, the same text as with operator<<.
//
//     #include <ami/fmt.hpp>
//     fmt::print("{}: {:>12}\n", event, channel.channel_state().value_or(ami::channel_state::unknown));
//     logger->info("{}", reply);                                // spdlog formats with fmt
//
// For actions, replies, events, responses, options, errors and their codes, states, versions, and the enumerations of
// ami/values.hpp. Texts of actions, replies, events and options show no secrets. Needs fmt 9 or newer; a program that
// does not include this header needs no headers of fmt.
#pragma once

#include <ami/action.hpp>
#include <ami/error.hpp>
#include <ami/event.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>
#include <ami/reply.hpp>
#include <ami/response.hpp>
#include <ami/values.hpp>

#include <fmt/format.h>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace ami::detail {

template <class T>
concept formatted = std::derived_from<T, action> || std::derived_from<T, reply> || std::derived_from<T, event> ||
    std::same_as<T, response> || std::same_as<T, options> || std::same_as<T, outcome> || std::same_as<T, errc> ||
    std::same_as<T, connection_state> || std::same_as<T, server_version> || std::same_as<T, channel_state> ||
    std::same_as<T, device_state> || std::same_as<T, hangup_cause> || std::same_as<T, originate_reason> ||
    std::same_as<T, extension_state> || std::same_as<T, presence_state> || std::same_as<T, dial_status> ||
    std::same_as<T, queue_membership> || std::same_as<T, agent_state> || std::same_as<T, contact_state> ||
    std::same_as<T, peer_state> || std::same_as<T, registration_state> || std::same_as<T, call_disposition> ||
    std::same_as<T, stream_direction> || std::same_as<T, transfer_result> || std::same_as<T, reload_result>;

// Not in fmt's namespace: its own to_string() would be a better match for a derived class and would format it again.
template <formatted T>
auto text_of(const T& value) {
  return to_string(value);
}

}  // namespace ami::detail

/// Formats what to_string() returns, also of classes that are derived from ami::action, ami::reply or ami::event. Takes
/// fmt's format specification for text: `fmt::format("{:>20}", ami::channel_state::up)`.
template <ami::detail::formatted T>
struct fmt::formatter<T, char> : fmt::formatter<std::string_view, char> {
  template <class Context>
  auto format(const T& value, Context& context) const {
    const auto text = ami::detail::text_of(value);
    return fmt::formatter<std::string_view, char>::format(std::string_view{text}, context);
  }
};

/// Formats an exception's `what()`; the specification is that of text.
template <>
struct fmt::formatter<ami::error, char> : fmt::formatter<std::string_view, char> {
  template <class Context>
  auto format(const ami::error& value, Context& context) const {
    return fmt::formatter<std::string_view, char>::format(std::string_view{value.what()}, context);
  }
};
