// Options from a URL.
#include "base/escaped_text.hpp"
#include "base/wipe.hpp"
#include "options/collected_options.hpp"

#include <ami/wire/frame.hpp>

#include <algorithm>
#include <utility>

namespace ami {

namespace detail {

namespace {

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Removes percent-encoding; empty when it is invalid.
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
      wipe(*result);
      result.reset();
      return result;
    }
    *result += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return result;
}

}  // namespace

bool collected_options::add_hosts(std::string_view list) {
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

std::string collected_options::read_url(std::string_view url) {
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
    return "an @ after the URL's hosts: special characters in user, secret and settings have to be percent-encoded";
  }
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    if (std::string problem = read_credentials(authority.substr(0, at)); !problem.empty()) {
      return problem;
    }
    authority.remove_prefix(at + 1);
  }
  if (!add_hosts(authority)) {
    return "an invalid percent-encoding in the URL's hosts";
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

std::string collected_options::read_credentials(std::string_view text) {
  const std::size_t colon = text.find(':');
  auto user = decoded(text.substr(0, colon));
  auto word = decoded(colon != std::string_view::npos ? text.substr(colon + 1) : std::string_view{});
  if (user && word) {
    user_ = std::move(*user);
    secret_ = secret{*word};
  }
  const bool good = user && word;
  if (word) {
    wipe(*word);
  }
  return good ? std::string{} : "an invalid percent-encoding in the URL's user or secret";
}

std::string collected_options::read_settings(std::string_view text) {
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    const auto known = std::ranges::find(known_settings, name, &setting::name_);
    std::string shown = "the URL's setting '";
    append_escaped(shown, name);
    shown += "' ";
    if (known == known_settings.end()) {
      return shown + "is unknown";
    }
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())));
    if (!value) {
      return shown + "has an invalid percent-encoding";
    }
    auto& place = values_[static_cast<std::size_t>(known - known_settings.begin())];
    if (place) {
      return shown + "is there twice";
    }
    place = std::move(*value);
  }
  return {};
}

}  // namespace detail

options options::from_url(std::string_view url) {
  detail::collected_options found;
  std::string problem = found.read_url(url);
  options result{""};
  if (problem.empty()) {
    problem = found.make(result);
  }
  return problem.empty() ? result : unusable(std::move(problem));
}

}  // namespace ami
