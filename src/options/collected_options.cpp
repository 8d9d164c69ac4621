#include "options/collected_options.hpp"

#include <ami/event_view.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <utility>

namespace ami::detail {

namespace {

// Reads "500ms", "5s", "2m", "1h"; "0" needs no unit.
std::optional<options::duration> to_duration(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = parse_integer(text.substr(0, digits));
  constexpr std::int64_t most = 1'000'000'000;
  if (!number || *number > most) {
    return std::nullopt;
  }
  const std::string_view unit = text.substr(digits);
  if (unit == "ms" || (unit.empty() && *number == 0)) {
    return std::chrono::milliseconds{*number};
  }
  if (unit == "s") {
    return std::chrono::seconds{*number};
  }
  if (unit == "m") {
    return std::chrono::minutes{*number};
  }
  return unit == "h" ? std::optional<options::duration>{std::chrono::hours{*number}} : std::nullopt;
}

template <options& (options::*Set)(time_span) &>
bool set_time(options& target, std::string_view text) {
  const auto value = to_duration(text);
  if (value) {
    (target.*Set)(*value);
  }
  return value.has_value();
}

template <options& (options::*Set)(bool)&>
bool set_bool(options& target, std::string_view text) {
  const auto value = to_bool(text);
  if (value) {
    (target.*Set)(*value);
  }
  return value.has_value();
}

template <tls_options& (tls_options::*Set)(std::string) &>
bool set_text(tls_options& target, std::string_view text) {
  (target.*Set)(std::string{text});
  return true;
}

bool set_events(options& target, std::string_view text) {
  target.event_mask(std::string{text});
  return true;
}

bool set_login(options& target, std::string_view text) {
  if (text == "challenge") {
    target.login(login_method::challenge);
  } else if (text == "challenge_or_plain") {
    target.login(login_method::challenge_or_plain);
  } else if (text == "plain") {
    target.login(login_method::plain);
  } else {
    return false;
  }
  return true;
}

bool set_reconnect(options& target, std::string_view text) {
  const auto value = to_bool(text);
  if (value.value_or(false)) {
    target.reconnect(reconnect_policy{});
  }
  return value.has_value();
}

bool set_certificate(tls_options& target, std::string_view text) {
  target.client_certificate_file(std::string{text}, target.key_file());
  return true;
}

bool set_key(tls_options& target, std::string_view text) {
  target.client_certificate_file(target.certificate_file(), std::string{text});
  return true;
}

bool set_version(tls_options& target, std::string_view text) {
  if (text == "1.3") {
    target.minimum_version(tls_version::v1_3);
  }
  return text == "1.2" || text == "1.3";
}

bool set_unsafe(tls_options& target, std::string_view text) {
  const auto value = to_bool(text);
  target.unsafe_without_verification(value.value_or(false));
  return value.has_value();
}

// Fingerprints separated by commas, so that the next certificate can be pinned beside the current one. Empty items are
// ignored, as in a list that a script has put together.
bool set_fingerprints(tls_options& tls, std::string_view text) {
  bool any = false;
  for (bool more = true; more;) {
    const std::size_t comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    if (part.find_first_not_of(" \t\r\n") != std::string_view::npos) {
      tls.pinned_certificate_sha256(std::string{part});
      any = true;
    }
    more = comma != std::string_view::npos;
    text.remove_prefix(more ? comma + 1 : text.size());
  }
  return any;
}

bool set_ca_without_name(tls_options& tls, std::string_view text) {
  const auto value = to_bool(text);
  tls.ca_without_name(value.value_or(false));
  return value.has_value();
}

}  // namespace

std::optional<bool> to_bool(std::string_view text) {
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return wire::equal_ignoring_case(word, text); });
  };
  if (is_one_of({"yes", "true", "on", "1"})) {
    return true;
  }
  return is_one_of({"no", "false", "off", "0"}) ? std::optional{false} : std::nullopt;
}

constinit const std::array<setting, setting_count> known_settings{
    setting{"events", set_events, nullptr},
    setting{"events_from_subscriptions", set_bool<&options::event_mask_from_subscriptions>, nullptr},
    setting{"login", set_login, nullptr},
    setting{"reconnect", set_reconnect, nullptr},
    setting{"tcp_keep_alive", set_bool<&options::tcp_keep_alive>, nullptr},
    setting{"resolve_timeout", set_time<&options::resolve_timeout>, nullptr},
    setting{"connect_timeout", set_time<&options::connect_timeout>, nullptr},
    setting{"login_timeout", set_time<&options::login_timeout>, nullptr},
    setting{"action_timeout", set_time<&options::action_timeout>, nullptr},
    setting{"disconnect_timeout", set_time<&options::disconnect_timeout>, nullptr},
    setting{"wait_fully_booted", set_time<&options::wait_fully_booted>, nullptr},
    setting{"wait_for_connection", set_time<&options::wait_for_connection>, nullptr},
    setting{"ping_after", set_time<&options::ping_after>, nullptr},
    setting{"ping_timeout", set_time<&options::ping_timeout>, nullptr},
    setting{"tls_ca_file", nullptr, set_text<&tls_options::ca_file>},
    setting{"tls_ca_directory", nullptr, set_text<&tls_options::ca_directory>},
    setting{"tls_ca_without_name", nullptr, set_ca_without_name},
    setting{"tls_pinned_certificate_file", nullptr, set_text<&tls_options::pinned_certificate_file>},
    setting{"tls_pinned_certificate_sha256", nullptr, set_fingerprints},
    setting{"tls_certificate_file", nullptr, set_certificate},
    setting{"tls_key_file", nullptr, set_key},
    setting{"tls_server_name", nullptr, set_text<&tls_options::server_name>},
    setting{"tls_minimum_version", nullptr, set_version},
    setting{"tls_ciphers", nullptr, set_text<&tls_options::ciphers>},
    setting{"tls_unsafe_without_verification", nullptr, set_unsafe},
};

std::string collected_options::make(options& result) const {
  options made{hosts_.front()};
  tls_options tls;
  const bool secure = tls_.value_or(false);
  for (std::size_t i = 0; i < known_settings.size(); ++i) {
    if (!values_[i]) {
      continue;
    }
    const std::string name{known_settings[i].name_};
    if (known_settings[i].apply_ == nullptr && !secure) {
      return "the setting '" + name + "' needs TLS, which is not asked for";
    }
    const bool good = known_settings[i].apply_ != nullptr ? known_settings[i].apply_(made, *values_[i])
                                                          : known_settings[i].apply_tls_(tls, *values_[i]);
    if (!good) {
      return "the setting '" + name + "' has an invalid value";
    }
  }
  for (std::size_t i = 1; i < hosts_.size(); ++i) {
    made.or_host(hosts_[i]);
  }
  if (port_) {
    made.port(*port_);
  }
  made.credentials(user_, secret_.reveal());
  if (!key_passphrase_.empty()) {
    if (!secure) {
      return "there is a passphrase for TLS, which is not asked for";
    }
    tls.key_passphrase(key_passphrase_.reveal());
  }
  if (secure) {
    made.tls(std::move(tls));
  }
  std::string problem = made.problem();
  if (problem.empty()) {
    result = std::move(made);
  }
  return problem;
}

}  // namespace ami::detail
