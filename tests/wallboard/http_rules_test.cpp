// Who may ask for what.
#include "catch.hpp"
#include "wallboard/http_rules.hpp"

#include <algorithm>
#include <string>

using namespace wallboard;

TEST_CASE("The token") {
  CHECK(has_token("Bearer secret", "secret"));
  CHECK(has_token("bearer secret", "secret"));
  for (const char* wrong : {"", "secret", "Bearer", "Bearer ", "Bearer secreT", "Bearer secre", "Bearer secrets",
                            "Bearer  secret", "Basic secret", "Bearer secret "}) {
    INFO(wrong);
    CHECK_FALSE(has_token(wrong, "secret"));
  }
  CHECK_FALSE(has_token("Bearer ", ""));
  CHECK_FALSE(has_token("Bearer secretsecret", "secret"));
  CHECK(is_token("abcDEF019-._~+/="));
  CHECK_FALSE(is_token(""));
  CHECK_FALSE(is_token("a b"));
  CHECK_FALSE(is_token("caf\xe9"));
}

TEST_CASE("The header Host of a service on loopback") {
  for (const char* right : {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"}) {
    INFO(right);
    CHECK(is_host_of_loopback(right));
  }
  for (const char* wrong : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:",
                            "localhost:80x", "evil.example:8080", "localhost@evil.example", "::1", "127.0.0.2"}) {
    INFO(wrong);
    CHECK_FALSE(is_host_of_loopback(wrong));
  }
  CHECK(is_loopback("localhost"));
  CHECK(is_loopback("127.0.0.1"));
  CHECK(is_loopback("::1"));
  CHECK_FALSE(is_loopback("0.0.0.0"));
  CHECK_FALSE(is_loopback("192.0.2.1"));
}

TEST_CASE("The type of a body") {
  CHECK(is_json("application/json"));
  CHECK(is_json("Application/JSON; charset=utf-8"));
  CHECK(is_json("application/json ;x"));
  CHECK_FALSE(is_json("text/plain"));
  CHECK_FALSE(is_json("application/jsonx"));
  CHECK_FALSE(is_json(""));
}

TEST_CASE("Headers: no caching of what is alive, and no script from elsewhere") {
  const auto value = [](std::string_view path, std::string_view name) {
    const auto headers = headers_for(path);
    const auto found = std::ranges::find(headers, name, [](const auto& header) { return header.first; });
    return found != headers.end() ? found->second : std::string{};
  };
  CHECK(value("/api/state", "Cache-Control") == "no-store");
  CHECK(value("/health", "Cache-Control") == "no-store");
  CHECK(value("/", "Cache-Control") == "no-cache");
  CHECK(value("/", "Content-Security-Policy").starts_with("default-src 'none'; script-src 'self'; "));
  CHECK(value("/api/state", "X-Content-Type-Options") == "nosniff");
}
