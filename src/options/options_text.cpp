// Options from a URL or the environment.
#include "base/escaped_text.hpp"
#include "base/wipe.hpp"

#include <ami/event_view.hpp>
#include <ami/options.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

namespace ami {

namespace {

// A setting of a URL or an environment variable. Its function returns false for a value that it does not accept.
class setting {
public:
  std::string_view name_;
  bool (*apply_)(options&, std::string_view);
  bool (*apply_tls_)(tls_options&, std::string_view);
};

std::optional<bool> to_bool(std::string_view text) {
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return wire::equal_ignoring_case(word, text); });
  };
  if (is_one_of({"yes", "true", "on", "1"})) {
    return true;
  }
  return is_one_of({"no", "false", "off", "0"}) ? std::optional{false} : std::nullopt;
}

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

constexpr std::array settings{
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

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Removes percent-encoding; empty when there is a wrong one.
std::optional<std::string> decoded(std::string_view text) {
  // Constructed in place: moving would leave a copy of a short text here.
  std::optional<std::string> result{std::in_place};
  result->reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      *result += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      detail::wipe(*result);
      result.reset();
      return result;
    }
    *result += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return result;
}

// The settings of a URL and the environment, before options are made of them.
class collected {
public:
  std::vector<std::string> hosts_;
  std::optional<std::uint16_t> port_;
  std::string user_;
  secret secret_;
  secret key_passphrase_;
  std::optional<bool> tls_;
  std::array<std::optional<std::string>, settings.size()> values_;

  // Each of these returns what is wrong, or an empty text.
  std::string read_url(std::string_view url);
  std::string read_environment(std::string_view prefix);
  std::string make(options& result) const;

private:
  std::string read_credentials(std::string_view text);
  std::string read_settings(std::string_view text);
  std::string read_port(const std::string& name, std::string_view text);
  bool add_hosts(std::string_view list);
};

bool collected::add_hosts(std::string_view list) {
  hosts_.clear();
  for (bool more = true; more;) {
    const std::size_t comma = list.find(',');
    auto host = decoded(list.substr(0, comma));
    if (!host) {
      return false;
    }
    hosts_.push_back(std::move(*host));
    more = comma != std::string_view::npos;
    list.remove_prefix(more ? comma + 1 : list.size());
  }
  return true;
}

std::string collected::read_url(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  const std::string_view scheme = url.substr(0, std::min(scheme_end, url.size()));
  const bool secure = wire::equal_ignoring_case(scheme, "amis");
  if (scheme_end == std::string_view::npos || (!secure && !wire::equal_ignoring_case(scheme, "ami"))) {
    return "the URL does not begin with ami:// or amis://";
  }
  if (secure) {
    tls_ = true;
  }
  url.remove_prefix(scheme_end + 3);
  const std::size_t authority_end = std::min(url.find_first_of("/?#"), url.size());
  std::string_view authority = url.substr(0, authority_end);
  std::string_view rest = url.substr(authority_end);
  // Otherwise the first part of a secret would be taken for a host.
  if (rest.find('@') != std::string_view::npos) {
    return "an @ behind the URL's hosts: what is special in user, secret and settings is to be percent-encoded";
  }
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    if (std::string problem = read_credentials(authority.substr(0, at)); !problem.empty()) {
      return problem;
    }
    authority.remove_prefix(at + 1);
  }
  if (!add_hosts(authority)) {
    return "a wrong percent-encoding in the URL's hosts";
  }
  if (rest.starts_with('/')) {
    rest.remove_prefix(1);
  }
  if (rest.empty()) {
    return {};
  }
  if (!rest.starts_with('?') || rest.find('#') != std::string_view::npos) {
    return "the URL has a path or a fragment";
  }
  return read_settings(rest.substr(1));
}

std::string collected::read_credentials(std::string_view text) {
  const std::size_t colon = text.find(':');
  auto user = decoded(text.substr(0, colon));
  auto word = decoded(colon != std::string_view::npos ? text.substr(colon + 1) : std::string_view{});
  if (user && word) {
    user_ = std::move(*user);
    secret_ = secret{*word};
  }
  const bool good = user && word;
  if (word) {
    detail::wipe(*word);
  }
  return good ? std::string{} : "a wrong percent-encoding in the URL's user or secret";
}

std::string collected::read_settings(std::string_view text) {
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    const auto known = std::ranges::find(settings, name, &setting::name_);
    std::string shown = "the URL's setting '";
    detail::append_escaped(shown, name);
    shown += "' ";
    if (known == settings.end()) {
      return shown + "is unknown";
    }
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())));
    if (!value) {
      return shown + "has a wrong percent-encoding";
    }
    auto& place = values_[static_cast<std::size_t>(known - settings.begin())];
    if (place) {
      return shown + "is there twice";
    }
    place = std::move(*value);
  }
  return {};
}

std::string collected::read_port(const std::string& name, std::string_view text) {
  const auto number = parse_integer(text);
  if (!number || *number < 1 || *number > 65535) {
    return name + " is no number from 1 to 65535";
  }
  port_ = static_cast<std::uint16_t>(*number);
  return {};
}

// The value of an environment variable; empty when it is not set.
std::string_view variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value != nullptr ? std::string_view{value} : std::string_view{};
}

// Reads the first line of a file; false when there is none. Uses no stream buffer and no growing string, because both
// leave parts of the secret in freed memory.
bool read_line(const std::string& path, detail::wiped_text& line) {
  std::ifstream file;
  file.rdbuf()->pubsetbuf(nullptr, 0);
  file.open(path, std::ios::binary);
  std::array<char, 1024> buffer{};
  bool any = false;
  for (bool more = file.is_open(); more;) {
    file.read(buffer.data(), buffer.size());
    const std::string_view read{buffer.data(), static_cast<std::size_t>(file.gcount())};
    const std::size_t end = read.find('\n');
    line.append(read.substr(0, end));
    any = any || !read.empty();
    more = file && end == std::string_view::npos;
  }
  detail::wipe(buffer.data(), buffer.size());
  return any;
}

// Reads a secret from a variable, or from the first line of the file that another variable names.
std::string read_secret(const std::string& name, secret& to) {
  const std::string_view value = variable(name);
  const std::string path{variable(name + "_FILE")};
  if (!value.empty() && !path.empty()) {
    return "there are both " + name + " and " + name + "_FILE";
  }
  if (!value.empty()) {
    to = secret{value};
  }
  if (!path.empty()) {
    detail::wiped_text line;
    if (!read_line(path, line)) {
      return "no line can be read from the file of " + name + "_FILE";
    }
    if (line.view().ends_with('\r')) {
      line.cut(line.size() - 1);
    }
    to = secret{line.view()};
  }
  return {};
}

std::string collected::read_environment(std::string_view prefix) {
  const auto name_of = [&](std::string_view name) {
    std::string full{prefix};
    for (const char c : name) {
      full += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return full;
  };
  std::string problem;
  if (const std::string_view url = variable(name_of("URL")); !url.empty()) {
    problem = read_url(url);
  }
  if (const std::string_view list = variable(name_of("HOST")); problem.empty() && !list.empty() && !add_hosts(list)) {
    problem = "a wrong percent-encoding in " + name_of("HOST");
  }
  if (problem.empty() && hosts_.empty()) {
    problem = "neither " + name_of("URL") + " nor " + name_of("HOST") + " is set";
  }
  if (const std::string_view text = variable(name_of("PORT")); problem.empty() && !text.empty()) {
    problem = read_port(name_of("PORT"), text);
  }
  if (const std::string_view user = variable(name_of("USERNAME")); !user.empty()) {
    user_ = user;
  }
  if (problem.empty()) {
    problem = read_secret(name_of("SECRET"), secret_);
  }
  if (problem.empty()) {
    problem = read_secret(name_of("TLS_KEY_PASSPHRASE"), key_passphrase_);
  }
  if (const std::string_view text = variable(name_of("TLS")); problem.empty() && !text.empty()) {
    const auto wanted = to_bool(text);
    if (!wanted || (!*wanted && tls_.value_or(false))) {
      problem = name_of("TLS") + (wanted ? " says no, and the URL says amis" : " is neither yes nor no");
    }
    tls_ = wanted;
  }
  for (std::size_t i = 0; i < settings.size() && problem.empty(); ++i) {
    if (const std::string_view text = variable(name_of(settings[i].name_)); !text.empty()) {
      values_[i] = text;
    }
  }
  return problem;
}

std::string collected::make(options& result) const {
  options made{hosts_.front()};
  tls_options tls;
  const bool secure = tls_.value_or(false);
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (!values_[i]) {
      continue;
    }
    const std::string name{settings[i].name_};
    if (settings[i].apply_ == nullptr && !secure) {
      return "the setting '" + name + "' needs TLS, which is not asked for";
    }
    const bool good = settings[i].apply_ != nullptr ? settings[i].apply_(made, *values_[i])
                                                    : settings[i].apply_tls_(tls, *values_[i]);
    if (!good) {
      return "the setting '" + name + "' has a value that it cannot have";
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

}  // namespace

options options::from_url(std::string_view url) {
  collected found;
  std::string problem = found.read_url(url);
  options result{""};
  if (problem.empty()) {
    problem = found.make(result);
  }
  return problem.empty() ? result : unusable(std::move(problem));
}

options options::from_environment(std::string_view prefix) {
  collected found;
  std::string problem = found.read_environment(prefix);
  options result{""};
  if (problem.empty()) {
    problem = found.make(result);
  }
  return problem.empty() ? result : unusable(std::move(problem));
}

}  // namespace ami
