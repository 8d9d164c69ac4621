#include "peer_guess.hpp"

#include "text.hpp"

#include <algorithm>
#include <array>

namespace ami::detail {

namespace {

struct service {
  std::string_view begin;  // of what it says first
  std::string_view name;
};

constexpr auto services = std::to_array<service>({
    {"HTTP/", "speaks HTTP, as Asterisk's own web server and most web servers do"},
    {"<!DOCTYPE", "speaks HTTP"},
    {"<html", "speaks HTTP"},
    {"SIP/2.0", "speaks SIP"},
    {"SSH-", "speaks SSH"},
    {"220 ", "speaks SMTP or FTP"},
    {"220-", "speaks SMTP or FTP"},
    {"+OK", "speaks POP3"},
    {"-ERR", "speaks Redis or POP3"},
    {"* OK", "speaks IMAP"},
    {"RFB 00", "speaks VNC"},
    {"Content-Type: auth/request", "is the event socket of FreeSWITCH"},
    {"Asterisk Call Manager", "is an Asterisk Manager Interface behind something that changes its greeting"},
    // The records of an alert and of a handshake, of TLS 1.0 to 1.3.
    {"\x15\x03", "speaks TLS: options::tls() is missing"},
    {"\x16\x03", "speaks TLS: options::tls() is missing"},
});

struct usual_port {
  std::uint16_t port;
  std::string_view name;
};

constexpr auto usual_ports = std::to_array<usual_port>({
    {80, "a web server, which waits for a request"},
    {443, "a web server, which waits for TLS"},
    {4573, "a FastAGI server, which waits for the Asterisk that calls it"},
    {5039, "the manager's port for TLS: options::tls() is missing"},
    {5060, "SIP, which waits for a request"},
    {5061, "SIP, which waits for TLS"},
    {8080, "a web server, which waits for a request"},
    {8088, "Asterisk's web server, which waits for a request; the manager's port is 5038 by default"},
    {8089, "Asterisk's web server, which waits for TLS; the manager's port is 5038 by default"},
    {8443, "a web server, which waits for TLS"},
});

// Of a text that nobody has looked at before.
std::string shown(std::string_view begin) {
  constexpr std::size_t longest = 60;
  const std::string_view line = begin.substr(0, begin.find_first_of("\r\n"));
  std::string text;
  append_escaped(text, cut_text(line, longest));
  return text + (line.size() > longest ? "..." : "");
}

bool begins_with(std::string_view text, std::string_view begin) noexcept {
  return wire::equal_ignoring_case(text.substr(0, begin.size()), begin);
}

}  // namespace

std::string describe_stranger(std::string_view begin) {
  const auto* const found =
      std::ranges::find_if(services, [&](const service& known) { return begins_with(begin, known.begin); });
  std::string text{"the port "};
  text += found != services.end() ? found->name : "speaks another protocol";
  return text + "; it said \"" + shown(begin) + '"';
}

std::string describe_silence(std::uint16_t port, bool secure) {
  std::string text{"the server said nothing: "};
  const auto* const found = std::ranges::find(usual_ports, port, &usual_port::port);
  if (found != usual_ports.end() && (!secure || port != 5039)) {
    return text + "port " + std::to_string(port) + " is usually " + std::string{found->name};
  }
  if (secure) {
    return text + "the port may be one of another service that speaks TLS, for example a web server";
  }
  return text + "the port may be one for TLS, or of a service that waits for the client to begin, as web servers do";
}

}  // namespace ami::detail
