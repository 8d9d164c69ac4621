#include "base/escaped_text.hpp"
#include "base/wipe.hpp"

#include <ami/event_view.hpp>
#include <ami/options.hpp>
#include <ami/secret.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace ami {

namespace {

constexpr std::uint16_t plain_port = 5038;
constexpr std::uint16_t tls_port = 5039;

// The event classes of Asterisk's manager, and the words for all and none of them.
constexpr std::array<std::string_view, 21> mask_classes{
    "system",   "call",      "log", "verbose", "command", "agent", "user",     "config",  "dtmf", "reporting", "cdr",
    "dialplan", "originate", "agi", "cc",      "aoc",     "test",  "security", "message", "all",  "none"};
// Words that the server understands only as the whole mask, and ignores in a list.
constexpr std::array<std::string_view, 7> mask_switches{"on", "yes", "true", "y", "off", "no", "false"};

bool known_mask_word(std::string_view word, bool is_whole_mask) noexcept {
  const auto is_word = [&](std::string_view known) { return wire::equal_ignoring_case(known, word); };
  if (std::ranges::any_of(mask_classes, is_word)) {
    return true;
  }
  const bool number = !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
  return is_whole_mask && (number || std::ranges::any_of(mask_switches, is_word));
}

bool breaks_line(std::string_view text) noexcept {
  return text.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos;
}

}  // namespace

secret::secret(secret&& other) noexcept : value_{std::move(other.value_)} {
  // A short text is copied when it is moved.
  detail::wipe(other.value_);
}

secret& secret::operator=(secret other) noexcept {
  detail::wipe(value_);
  value_.swap(other.value_);
  return *this;
}

secret::~secret() {
  detail::wipe(value_);
}

void options::add_host(std::string_view text) {
  const std::uint16_t default_port = tls_ ? tls_port : plain_port;
  const auto add = [&](std::string_view name, std::uint16_t port, bool given) {
    servers_.emplace_back(std::string{name}, port);
    port_given_.push_back(given);
  };
  std::string_view name = text;
  std::string_view rest = text;
  std::string_view digits;
  bool has_port = false;
  if (rest.starts_with('[')) {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) {
      host_problem_ = "the host's address has no closing bracket";
      add(text, default_port, false);
      return;
    }
    name = rest.substr(1, close - 1);
    rest.remove_prefix(close + 1);
    has_port = rest.starts_with(':');
    if (!rest.empty() && !has_port) {
      host_problem_ = "text behind the host's closing bracket";
      add(text, default_port, false);
      return;
    }
    digits = has_port ? rest.substr(1) : rest;
  } else if (const std::size_t colon = rest.find(':');
             colon != std::string_view::npos && rest.find(':', colon + 1) == std::string_view::npos) {
    name = rest.substr(0, colon);
    digits = rest.substr(colon + 1);
    has_port = true;
  }
  std::uint16_t port = default_port;
  if (has_port) {
    const auto number = parse_integer(digits);
    if (!number || *number < 1 || *number > 65535 || digits.starts_with('+')) {
      host_problem_ = "the host's port is no number from 1 to 65535";
      add(text, default_port, false);
      return;
    }
    port = static_cast<std::uint16_t>(*number);
  }
  add(name, port, has_port);
}

options::options(std::string host) {
  add_host(host);
}

options options::unusable(std::string problem) {
  options result{""};
  result.host_problem_ = std::move(problem);
  return result;
}

options& options::or_host(std::string host) & {
  add_host(host);
  return *this;
}

options& options::port(std::uint16_t value) & {
  servers_.front() = server_address{servers_.front().host(), value};
  port_given_.front() = true;
  return *this;
}

options& options::tls(tls_options value) & {
  tls_ = std::move(value);
  for (std::size_t i = 0; i < servers_.size(); ++i) {
    if (!port_given_[i]) {
      servers_[i] = server_address{servers_[i].host(), tls_port};
    }
  }
  return *this;
}

options& options::event_mask_from_subscriptions(bool value) & {
  event_mask_from_subscriptions_ = value;
  return *this;
}

options& options::event_filter(std::string expression, std::string match_criteria) & {
  event_filters_.emplace_back(std::move(expression), std::move(match_criteria));
  return *this;
}

options& options::reconnect(reconnect_policy value) & {
  reconnect_ = value;
  return *this;
}

options& options::wait_for_connection(time_span value) & {
  wait_for_connection_ = value;
  return *this;
}

options& options::ping_after(time_span value) & {
  ping_after_ = value;
  return *this;
}

options& options::ping_timeout(time_span value) & {
  ping_timeout_ = value;
  return *this;
}

options& options::tcp_keep_alive(bool value) & {
  tcp_keep_alive_ = value;
  return *this;
}

options& options::max_unsent_bytes(std::size_t value) & {
  max_unsent_bytes_ = value;
  return *this;
}

options& options::credentials(std::string user, std::string_view secret_text) & {
  user_ = std::move(user);
  secret_ = secret{secret_text};
  return *this;
}

options& options::login(login_method value) & {
  login_ = value;
  return *this;
}

options& options::event_mask(std::string value) & {
  std::erase_if(value, [](char c) { return c == ' ' || c == '\t'; });
  // The server knows its classes in lower case only, and ignores other words.
  std::ranges::transform(value, value.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  event_mask_ = std::move(value);
  return *this;
}

options& options::wait_fully_booted(time_span limit) & {
  wait_fully_booted_ = limit;
  return *this;
}

options& options::resolve_timeout(time_span value) & {
  resolve_timeout_ = value;
  return *this;
}

options& options::connect_timeout(time_span value) & {
  connect_timeout_ = value;
  return *this;
}

options& options::login_timeout(time_span value) & {
  login_timeout_ = value;
  return *this;
}

options& options::action_timeout(time_span value) & {
  action_timeout_ = value;
  return *this;
}

options& options::disconnect_timeout(time_span value) & {
  disconnect_timeout_ = value;
  return *this;
}

options& options::max_actions_in_flight(std::size_t value) & {
  max_actions_in_flight_ = value;
  return *this;
}

options& options::max_list_items(std::size_t value) & {
  max_list_items_ = value;
  return *this;
}

options& options::max_list_bytes(std::size_t value) & {
  max_list_bytes_ = value;
  return *this;
}

options& options::publish_list_items(bool value) & {
  publish_list_items_ = value;
  return *this;
}

options& options::limits(wire::read_limits value) & {
  limits_ = value;
  return *this;
}

options& options::logger(std::shared_ptr<spdlog::logger> value) & {
  logger_ = std::move(value);
  return *this;
}

std::string options::problem() const {
  if (!host_problem_.empty()) {
    return host_problem_;
  }
  for (const server_address& server : servers_) {
    if (server.host().empty()) {
      return "the host is empty";
    }
    if (server.port() == 0) {
      return "the port is 0";
    }
    if (breaks_line(server.host())) {
      return "the host holds CR, LF or NUL";
    }
  }
  if (breaks_line(user_) || breaks_line(secret_.reveal())) {
    return "user or secret holds CR, LF or NUL";
  }
  for (const server_event_filter& filter : event_filters_) {
    if (filter.expression().empty() || breaks_line(filter.expression()) || breaks_line(filter.match_criteria())) {
      return "an event filter is empty, or holds CR, LF or NUL";
    }
  }
  if (tls_) {
    if (std::string problem = tls_->problem(); !problem.empty()) {
      return problem;
    }
  }
  if (reconnect_) {
    if (std::string problem = reconnect_->problem(); !problem.empty()) {
      return problem;
    }
  }
  if (event_mask_) {
    std::string_view rest = *event_mask_;
    for (bool more = true; more;) {
      const std::size_t comma = rest.find(',');
      const std::string_view word = rest.substr(0, comma);
      if (!known_mask_word(word, word.size() == event_mask_->size())) {
        std::string text = "unknown class in the event mask: '";
        detail::append_escaped(text, word);
        return text + "'";
      }
      more = comma != std::string_view::npos;
      rest.remove_prefix(more ? comma + 1 : rest.size());
    }
  }
  for (const duration limit : {resolve_timeout_, connect_timeout_, login_timeout_}) {
    if (limit <= duration::zero()) {
      return "resolve, connect and login timeouts must be positive";
    }
  }
  if (ping_after_ < duration::zero() || wait_for_connection_ < duration::zero() ||
      (ping_after_ > duration::zero() && ping_timeout_ <= duration::zero())) {
    return "the times of pings or of waiting for a connection are negative, or no time is left for a ping";
  }
  if (action_timeout_ < duration::zero() || disconnect_timeout_ < duration::zero() ||
      wait_fully_booted_.value_or(duration::zero()) < duration::zero()) {
    return "a timeout is negative";
  }
  if (max_actions_in_flight_ == 0) {
    return "no action may be in flight";
  }
  return {};
}

std::string to_string(const server_address& value) {
  const bool v6 = value.host().find(':') != std::string::npos;
  std::string text = v6 ? "[" : "";
  detail::append_escaped(text, value.host());
  return text.append(v6 ? "]:" : ":").append(std::to_string(value.port()));
}

std::string to_string(const options& value) {
  std::string text;
  for (const server_address& server : value.servers()) {
    text.append(text.empty() ? "" : ",").append(to_string(server));
  }
  if (value.tls()) {
    const tls_options& tls = *value.tls();
    text.append(!tls.verifies()        ? " tls(unverified)"
                : tls.pins()           ? " tls(pinned)"
                : !tls.verifies_name() ? " tls(any name)"
                                       : " tls");
  }
  if (!value.user().empty()) {
    text.append(" user=");
    detail::append_escaped(text, value.user());
  }
  return text;
}

std::ostream& operator<<(std::ostream& out, const options& value) {
  return out << to_string(value);
}

}  // namespace ami
