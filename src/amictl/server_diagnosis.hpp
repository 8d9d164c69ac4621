// What the doctor's observations on the way to a server mean: name, port, TLS, greeting, login. Here are the rules; who
// observes is doctor_probe.
#pragma once

#include "amictl/finding.hpp"

#include <ami/errc.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

using measured_time = std::chrono::duration<double, std::milli>;

/// A time as people read it: "0.21 ms", "12 ms", "3.0 s".
std::string in_words(measured_time time);

/// What a host name was resolved to.
class name_observation {
public:
  std::string host;
  std::vector<std::string> addresses;
  ami::error_code error;
  bool timed_out = false;
  measured_time took{0};
};

finding judge_name(const name_observation& seen);

/// How a TCP connection to the addresses went; the error is that of the last.
class port_observation {
public:
  std::string address;  // the one that answered, or the last
  std::string own_address;
  std::uint16_t port = 0;
  ami::error_code error;
  bool timed_out = false;
  measured_time took{0};
};

/// @param tls whether the connection is to be encrypted.
finding judge_port(const port_observation& seen, bool tls);

/// What sits behind a port.
enum class peer_kind {
  manager,       // an Asterisk Manager Interface
  asterisk_web,  // Asterisk's own web server
  web,           // another web server
  web_proxy,     // a proxy for HTTP
  ssh,
  tls,
  mail,  // SMTP, POP3, IMAP, or FTP, which greets as SMTP does
  freeswitch,
  other,
  nothing  // it said nothing
};

/// Who spoke, by the first bytes; `software` as it names itself.
class peer {
public:
  peer_kind kind = peer_kind::nothing;
  std::string software;
};

/// @param bytes what came first, of a greeting or of the answer to an HTTP request.
peer recognise(std::string_view bytes);

/// What a port says, without TLS or inside of it.
class speech_observation {
public:
  std::string greeting;     // the first bytes, unasked
  std::string http_answer;  // what it answered to an HTTP request, if it said nothing by itself
  bool closed = false;      // it closed the connection instead of a greeting
  bool speaks_tls = false;  // seen without TLS: it ends a handshake
  measured_time waited{0};
};

/// @param tls whether all this was inside of TLS.
finding judge_greeting(const speech_observation& seen, bool tls, std::uint16_t port);

/// A server's certificate.
class certificate_facts {
public:
  std::string subject;
  std::string issuer;
  std::vector<std::string> names;
  std::chrono::system_clock::time_point not_before;
  std::chrono::system_clock::time_point not_after;
  bool self_signed = false;
  bool fits_name = false;  // is issued for the name that is expected
  std::string sha256;      // the fingerprint, as OpenSSL prints it
};

/// How a TLS handshake went, in which nothing was verified.
class tls_observation {
public:
  bool secured = false;
  bool timed_out = false;
  std::string version;  // "TLSv1.3"
  std::string error;    // in OpenSSL's words
  std::optional<certificate_facts> certificate;
  speech_observation without_tls;  // what the port says without, when the handshake failed
};

/// What is asked of the server, and what a connection that does ask found.
class tls_demand {
public:
  std::string name;  // the name that the certificate is to be for
  bool verifies = true;
  bool verifies_name = true;
  bool pins = false;
  bool judged = true;       // a connection was made that asks for it
  ami::error_code verdict;  // the error of connecting; none when it connected, or failed for other reasons than TLS
  std::string detail;       // what it says beyond its code
};

finding judge_tls(const tls_observation& seen, const tls_demand& wanted, std::chrono::system_clock::time_point now,
                  std::uint16_t port);

/// True for the errors that judge_tls() explains.
bool is_about_tls(ami::error_code code) noexcept;

/// How the login went.
class login_observation {
public:
  std::string user;
  ami::error_code error;
  std::string message;      // of the server, or what is known beyond the code
  std::string own_address;  // as this side of the connection has it
  bool challenge = true;    // the secret did not cross the link
  bool tls = false;
};

finding judge_login(const login_observation& seen);

}  // namespace amictl
