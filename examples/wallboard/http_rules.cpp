#include "wallboard/http_rules.hpp"

#include <algorithm>
#include <cstddef>

namespace wallboard {

namespace {

char lower(char each) {
  return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_port(std::string_view text) {
  return text.size() > 1 && text[0] == ':' &&
         std::ranges::all_of(text.substr(1), [](char each) { return each >= '0' && each <= '9'; });
}

}  // namespace

bool has_token(std::string_view authorization, std::string_view token) {
  constexpr std::string_view scheme = "Bearer ";
  if (token.empty() || authorization.size() <= scheme.size() ||
      !same_word(authorization.substr(0, scheme.size()), scheme)) {
    return false;
  }
  const std::string_view given = authorization.substr(scheme.size());
  volatile unsigned differs = given.size() != token.size() ? 1U : 0U;
  for (std::size_t index = 0; index < given.size(); ++index) {
    const auto expected = static_cast<unsigned char>(token[index % token.size()]);
    differs = differs | static_cast<unsigned>(static_cast<unsigned char>(given[index]) ^ expected);
  }
  return differs == 0;
}

bool is_loopback(std::string_view host) {
  return same_word(host, "localhost") || host == "::1" || host == "[::1]" || host.starts_with("127.");
}

bool is_host_of_loopback(std::string_view header) {
  for (const std::string_view name : {"localhost", "127.0.0.1", "[::1]"}) {
    if (header.size() >= name.size() && same_word(header.substr(0, name.size()), name)) {
      const std::string_view rest = header.substr(name.size());
      return rest.empty() || is_port(rest);
    }
  }
  return false;
}

bool is_json(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') {
    type.remove_suffix(1);
  }
  return same_word(type, "application/json");
}

std::vector<std::pair<std::string, std::string>> headers_for(std::string_view path) {
  std::vector<std::pair<std::string, std::string>> headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
       "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"}};
  // The page is small, and a new version of the service may have a new one.
  const bool is_api = path.starts_with("/api/") || path == "/health" || path == "/metrics";
  headers.emplace_back("Cache-Control", is_api ? "no-store" : "no-cache");
  return headers;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char each) { return each > ' ' && each < 0x7f; });
}

}  // namespace wallboard
