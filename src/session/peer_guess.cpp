#include "session/peer_guess.hpp"

#include "base/escaped_text.hpp"

#include <ami/wire/frame.hpp>

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
    // The records of an alert and of a handshake, of TLS 1.0 to 1.3.
    {"\x15\x03", "speaks TLS: options::tls() is missing"},
    {"\x16\x03", "speaks TLS: options::tls() is missing"},
});

struct usual_port {
  std::uint16_t port;
  bool secure;
  std::string_view name;
};

constexpr auto usual_ports = std::to_array<usual_port>({
    {80, false, "a web server, which waits for a request"},
    {443, true, "a web server, which waits for a request"},
    {4573, false, "a FastAGI server, which waits for the Asterisk that calls it"},
    {5039, true, "the manager's port for TLS"},
    {5060, false, "SIP, which waits for a request"},
    {5061, true, "SIP, which waits for a request"},
    {8080, false, "a web server, which waits for a request"},
    {8088, false, "Asterisk's web server, which waits for a request; the manager's port is 5038 by default"},
    {8089, true, "Asterisk's web server, which waits for a request; the manager's port for TLS is 5039 by default"},
    {8443, true, "a web server, which waits for a request"},
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
  constexpr std::string_view greeting = "Asterisk Call Manager";
  if (!begin.empty() && (greeting.starts_with(begin) || begin.starts_with(greeting))) {
    return "the greeting of an Asterisk Manager Interface came in part, or changed: \"" + shown(begin) + '"';
  }
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
    text.append("port ").append(std::to_string(port)).append(" is usually ").append(found->name);
    return text + (found->secure && !secure ? ", over TLS: options::tls() is missing" : "");
  }
  if (secure) {
    return text + "the port may be one of another service that speaks TLS, for example a web server";
  }
  return text + "the port may be one for TLS, or of a service that waits for the client to begin, as web servers do";
}

}  // namespace ami::detail
