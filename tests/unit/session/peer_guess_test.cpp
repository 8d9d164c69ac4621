// What a peer probably is that is no Asterisk Manager Interface.
#include "catch.hpp"
#include "session/peer_guess.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::detail::describe_silence;
using ami::detail::describe_stranger;

TEST_CASE("peer guess: what speaks first is named, and what it said is shown in one line") {
  const std::vector<std::pair<std::string, std::string>> strangers{
      {"HTTP/1.1 400 Bad Request", "HTTP"},
      {"http/1.0 408 Request Time-out\r\nServer: x", "HTTP"},
      {"<html><head>", "HTTP"},
      {"SSH-2.0-OpenSSH_9.2p1 Debian", "SSH"},
      {"SIP/2.0 400 Bad Request", "SIP"},
      {"220 mail.example.com ESMTP", "SMTP or FTP"},
      {std::string{"\x15\x03\x03\x00\x02\x02\x0a", 7}, "TLS"},
      {std::string{"\x16\x03\x01", 3}, "TLS"},
      {"Content-Type: auth/request", "FreeSWITCH"},
      {"Asterisk Call Manager?", "came in part, or changed"},
      {"Asterisk Ca", "came in part, or changed"},
      {"hello", "another protocol"},
      {"", "another protocol"},
  };
  for (const auto& [said, name] : strangers) {
    const std::string text = describe_stranger(said);
    CAPTURE(text);
    CHECK(text.find(name) != std::string::npos);
    CHECK(text.find_first_of("\r\n\x15\x16") == std::string::npos);
  }
  CHECK(describe_stranger("hello\r\nworld") == "the port speaks another protocol; it said \"hello\"");
  CHECK(describe_stranger(std::string(100000, 'x')).size() < 150);
}

TEST_CASE("peer guess: a silent port is named by what it usually is") {
  for (const auto& [port, name] : std::vector<std::pair<int, std::string>>{
           {5039, "TLS"}, {8088, "web server"}, {443, "web server"}, {5060, "SIP"}, {4573, "FastAGI"}, {5038, "TLS"}}) {
    CAPTURE(port);
    const std::string text = describe_silence(static_cast<std::uint16_t>(port), false);
    CHECK(text.starts_with("the server said nothing: "));
    CHECK(text.find(name) != std::string::npos);
  }
  // Over TLS it is not TLS that is missing.
  for (const int port : {443, 5039, 5061, 8089, 8443}) {
    CHECK(describe_silence(static_cast<std::uint16_t>(port), false).find("options::tls() is missing") !=
          std::string::npos);
    CHECK(describe_silence(static_cast<std::uint16_t>(port), true).find("missing") == std::string::npos);
  }
  CHECK(describe_silence(5038, true).find("another service") != std::string::npos);
}
