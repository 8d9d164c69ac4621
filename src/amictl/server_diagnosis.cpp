#include "amictl/server_diagnosis.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <ctime>
#include <iterator>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

constexpr std::string_view manager_greeting = "Asterisk Call Manager";

std::string lower_case(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return result;
}

// The first line without its end, and not all of it when it is long.
std::string opening_line(std::string_view text) {
  constexpr std::size_t longest = 100;
  std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  return line.size() > longest ? std::string{line.substr(0, longest)} + "..." : std::string{line};
}

// The value of a header of an HTTP answer.
std::string http_header(std::string_view answer, std::string_view name) {
  const std::string all = lower_case(answer);
  const std::size_t at = all.find(fmt::format("\n{}:", name));
  if (at == std::string::npos) {
    return {};
  }
  std::string value = opening_line(answer.substr(at + name.size() + 2));
  value.erase(0, std::min(value.find_first_not_of(' '), value.size()));
  return value;
}

peer recognise_web(std::string_view answer) {
  std::string software = http_header(answer, "server");
  if (software.starts_with("Asterisk")) {
    return {peer_kind::asterisk_web, std::move(software)};
  }
  const bool proxy = !http_header(answer, "via").empty() || !http_header(answer, "proxy-authenticate").empty() ||
                     !http_header(answer, "proxy-connection").empty() || !http_header(answer, "proxy-agent").empty() ||
                     lower_case(opening_line(answer)).find("proxy") != std::string::npos ||
                     lower_case(software).find("squid") != std::string::npos ||
                     lower_case(software).find("tinyproxy") != std::string::npos;
  return {proxy ? peer_kind::web_proxy : peer_kind::web, std::move(software)};
}

bool is_tls_record(std::string_view bytes) {
  return bytes.size() >= 2 && (bytes[0] == '\x15' || bytes[0] == '\x16') && bytes[1] == '\x03';
}

std::string in_brackets(const std::string& software) {
  return software.empty() ? std::string{} : fmt::format(" ({})", software);
}

std::string asterisk_of(std::string_view greeting) {
  const std::size_t slash = greeting.find('/');
  if (slash == std::string_view::npos) {
    return {};
  }
  unsigned number = 0;
  const std::string_view version = greeting.substr(slash + 1);
  std::from_chars(version.data(), version.data() + version.size(), number);
  // From Asterisk 14 on, whose interface is 3.2, the two numbers go together.
  return number >= 3 ? fmt::format(", that of Asterisk {}", number + 11) : std::string{};
}

std::string calendar_day(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
  return {text.data(), size};
}

std::int64_t whole_days(std::chrono::system_clock::duration time) {
  return std::chrono::duration_cast<std::chrono::hours>(time).count() / 24;
}

std::string day_count(std::int64_t count) {
  return count == 1 ? "1 day" : fmt::format("{} days", count);
}

constexpr const char* usual_ports = "The manager's ports are 5038 and, with TLS, 5039, unless manager.conf says "
                                    "otherwise: port = 5038 under [general].";

finding other_server(const peer& found, bool tls, std::uint16_t port) {
  const auto not_manager = [](const std::string& text) {
    return faulty("greeting", text + ", and no Asterisk Manager Interface", usual_ports, exit_code::not_connected);
  };
  switch (found.kind) {
  case peer_kind::asterisk_web:
    return faulty(
        "greeting",
        fmt::format("port {} is Asterisk's own web server{}, where http.conf has it (8088, with TLS 8089), and "
                    "not the manager's port",
                    port, in_brackets(found.software)),
        fmt::format("connect to port {}, and see that manager.conf has enabled = yes and port = 5038 under "
                    "[general]",
                    tls ? 5039 : 5038),
        exit_code::not_connected);
  case peer_kind::web_proxy:
    return faulty(
        "greeting",
        fmt::format("port {} is an HTTP proxy{}, and no Asterisk Manager Interface", port, in_brackets(found.software)),
        "amictl speaks to no proxies: connect to the server itself (-H HOST -P 5038), or through a tunnel, for "
        "example ssh -L 5038:127.0.0.1:5038 HOST",
        exit_code::not_connected);
  case peer_kind::web: return not_manager(fmt::format("port {} is a web server{}", port, in_brackets(found.software)));
  case peer_kind::ssh: return not_manager(fmt::format("port {} is an SSH server{}", port, in_brackets(found.software)));
  case peer_kind::mail:
    return not_manager(fmt::format("port {} is a mail or FTP server{}", port, in_brackets(found.software)));
  case peer_kind::freeswitch: return not_manager(fmt::format("port {} is the event socket of FreeSWITCH", port));
  case peer_kind::tls:
    return faulty("greeting", fmt::format("port {} answers with TLS, which was not asked for", port),
                  "use --tls (a URL that begins with amis://)", exit_code::not_connected);
  default: break;
  }
  return not_manager(fmt::format("port {} says \"{}\"", port, found.software));
}

}  // namespace

std::string in_words(measured_time time) {
  const double value = time.count();
  if (value < 10) {
    return fmt::format("{:.2f} ms", value);
  }
  return value < 1000 ? fmt::format("{:.0f} ms", value) : fmt::format("{:.1f} s", value / 1000);
}

finding judge_name(const name_observation& seen) {
  if (seen.timed_out) {
    return faulty("name", fmt::format("{} was not resolved within {}", seen.host, in_words(seen.took)),
                  "check the name servers in /etc/resolv.conf, or give the server's address: -H ADDRESS",
                  exit_code::not_connected);
  }
  if (seen.error || seen.addresses.empty()) {
    const std::string reason = seen.error ? seen.error.message() : "it has none";
    return faulty("name", fmt::format("{} has no address: {}", seen.host, reason),
                  fmt::format("check the spelling; getent hosts {} shows what this machine knows", seen.host),
                  exit_code::not_connected);
  }
  if (seen.addresses.size() == 1 && seen.addresses.front() == seen.host) {
    return good("name", fmt::format("{} is an address", seen.host));
  }
  return good("name", fmt::format("{} is {} ({})", seen.host, fmt::join(seen.addresses, ", "), in_words(seen.took)));
}

finding judge_port(const port_observation& seen, bool tls) {
  const std::string place = fmt::format("port {} of {}", seen.port, seen.address);
  if (seen.timed_out) {
    return faulty("port",
                  fmt::format("{} does not answer within {}: the server is off, or a firewall drops what comes", place,
                              in_words(seen.took)),
                  fmt::format("let {} in through the firewalls to TCP port {}",
                              seen.own_address.empty() ? std::string{"this machine"} : seen.own_address, seen.port),
                  exit_code::not_connected);
  }
  if (seen.error == asio::error::connection_refused) {
    return faulty(
        "port",
        fmt::format("{} is closed: Asterisk is not running, has its manager switched off, or listens elsewhere", place),
        fmt::format("manager.conf, [general]: enabled = yes, {} = 0.0.0.0{}; then: asterisk -rx \"manager "
                    "show settings\"",
                    tls ? "tlsenable = yes, tlsbindaddr" : "bindaddr",
                    tls ? fmt::format(":{}", seen.port) : fmt::format(", port = {}", seen.port)),
        exit_code::not_connected);
  }
  if (seen.error == asio::error::network_unreachable || seen.error == asio::error::host_unreachable) {
    return faulty(
        "port", fmt::format("there is no way to {}: {}", seen.address, seen.error.message()),
        fmt::format("check this machine's network, and the firewalls on the way: ip route get {}", seen.address),
        exit_code::not_connected);
  }
  if (seen.error) {
    return faulty("port", fmt::format("{}: {}", place, seen.error.message()), {}, exit_code::not_connected);
  }
  return good("port", fmt::format("{} is open ({})", place, in_words(seen.took)));
}

peer recognise(std::string_view bytes) {
  const std::string line = opening_line(bytes);
  const auto begins = [&](std::string_view text) { return bytes.starts_with(text); };
  if (bytes.empty()) {
    return {};
  }
  if (begins(manager_greeting)) {
    return {peer_kind::manager, line};
  }
  if (begins("HTTP/")) {
    return recognise_web(bytes);
  }
  if (begins("SSH-")) {
    return {peer_kind::ssh, line};
  }
  if (is_tls_record(bytes)) {
    return {peer_kind::tls, {}};
  }
  if (begins("220 ") || begins("220-") || begins("+OK") || begins("* OK")) {
    return {peer_kind::mail, line};
  }
  if (begins("Content-Type: auth/request")) {
    return {peer_kind::freeswitch, {}};
  }
  return {peer_kind::other, line};
}

finding judge_greeting(const speech_observation& seen, bool tls, std::uint16_t port) {
  const peer speaker = recognise(seen.greeting.empty() ? seen.http_answer : seen.greeting);
  if (speaker.kind == peer_kind::manager) {
    return good("greeting",
                fmt::format("{}{} ({})", speaker.software, asterisk_of(speaker.software), in_words(seen.waited)));
  }
  if (seen.speaks_tls) {
    return faulty("greeting",
                  fmt::format("port {} speaks TLS, and the connection is to be without: it waits for a handshake, and "
                              "says nothing",
                              port),
                  "use --tls (a URL that begins with amis://), or the port without TLS, usually 5038",
                  exit_code::not_connected);
  }
  if (speaker.kind != peer_kind::nothing) {
    return other_server(speaker, tls, port);
  }
  if (seen.closed) {
    return faulty(
        "greeting",
        fmt::format("port {} closes the connection without a greeting. Asterisk does so when as many "
                    "connections as authlimit allows (50) have not logged in yet, and a forwarder when "
                    "nothing is behind it",
                    port),
        "manager.conf, [general]: authlimit = 200, authtimeout = 10; and look for clients that connect and do "
        "not log in: ss -tn",
        exit_code::not_connected);
  }
  return faulty(
      "greeting",
      fmt::format("port {} accepts the connection and says nothing, neither by itself within {} nor when asked "
                  "for HTTP or TLS: a proxy, a forwarder or a firewall that answers for a server that is not "
                  "there, or an Asterisk that hangs",
                  port, in_words(seen.waited)),
      "connect to the server itself, past proxies and tunnels; on the server: asterisk -rx \"core show uptime\"",
      exit_code::not_connected);
}

bool is_about_tls(ami::error_code code) noexcept {
  static constexpr std::array codes{ami::errc::tls_timed_out,           ami::errc::tls_not_tls,
                                    ami::errc::tls_certificate_expired, ami::errc::tls_wrong_host,
                                    ami::errc::tls_untrusted,           ami::errc::tls_client_certificate_refused,
                                    ami::errc::tls_handshake_failed,    ami::errc::tls_broken};
  return std::any_of(codes.begin(), codes.end(), [&](ami::errc known) { return code == known; });
}

namespace {

finding no_handshake(const tls_observation& seen, const tls_demand& wanted, std::uint16_t port) {
  const peer speaker =
      recognise(seen.without_tls.greeting.empty() ? seen.without_tls.http_answer : seen.without_tls.greeting);
  if (speaker.kind == peer_kind::manager) {
    return faulty("tls",
                  fmt::format("port {} is a manager without TLS ({}), and TLS was asked for", port, speaker.software),
                  "connect to the port for TLS, usually 5039 (manager.conf, [general]: tlsenable = yes, tlsbindaddr = "
                  "0.0.0.0:5039, tlscertfile = /etc/asterisk/keys/asterisk.pem), or do without --tls",
                  exit_code::not_connected);
  }
  if (speaker.kind != peer_kind::nothing && speaker.kind != peer_kind::tls) {
    finding found = other_server(speaker, true, port);
    found.check = "tls";
    return found;
  }
  if (wanted.verdict == ami::errc::tls_client_certificate_refused) {
    return faulty("tls", "the server asks for a certificate of the client, and refuses what it gets",
                  "-o tls_certificate_file=FILE -o tls_key_file=FILE", exit_code::not_connected);
  }
  if (seen.timed_out) {
    return faulty("tls",
                  fmt::format("port {} does not answer the TLS handshake, nor anything else: a proxy, a forwarder, "
                              "or an Asterisk that hangs",
                              port),
                  "connect to the server itself, past proxies and tunnels", exit_code::not_connected);
  }
  return faulty("tls", fmt::format("the TLS handshake failed: {}", wanted.detail.empty() ? seen.error : wanted.detail),
                "manager.conf, [general]: tlscertfile, tlsprivatekey and tlscipher have to be usable; openssl s_client "
                "-connect HOST:PORT shows more",
                exit_code::not_connected);
}

std::string identity_of(const certificate_facts& facts) {
  std::string text = facts.names.empty() ? facts.subject : fmt::format("{}", fmt::join(facts.names, ", "));
  return text.empty() ? std::string{"nobody"} : text;
}

}  // namespace

finding judge_tls(const tls_observation& seen, const tls_demand& wanted, std::chrono::system_clock::time_point now,
                  std::uint16_t port) {
  if (!seen.secured) {
    return no_handshake(seen, wanted, port);
  }
  if (!seen.certificate) {
    return faulty("tls", "the server shows no certificate", "manager.conf, [general]: tlscertfile = FILE",
                  exit_code::not_connected);
  }
  const certificate_facts& facts = *seen.certificate;
  const std::string whose = fmt::format("{}, certificate for {}, issued by {}", seen.version, identity_of(facts),
                                        facts.self_signed ? "itself" : facts.issuer);
  // All that is wrong with it, beginning with what the connection failed for.
  const bool checks_dates = wanted.verifies && !wanted.pins;
  std::string faults;
  std::string remedy;
  const auto add = [&](const std::string& fault, const std::string& what_to_do) {
    faults += (faults.empty() ? "" : "; ") + fault;
    remedy += (remedy.empty() ? "" : "; ") + what_to_do;
  };
  if (now > facts.not_after) {
    add(fmt::format("it expired on {}, {} ago", calendar_day(facts.not_after),
                    day_count(whole_days(now - facts.not_after))),
        "renew it, put it where manager.conf has tlscertfile, and asterisk -rx \"manager reload\"");
  } else if (now < facts.not_before) {
    add(fmt::format("it is not valid before {}", calendar_day(facts.not_before)), "check the clocks of both machines");
  }
  if (!facts.fits_name && wanted.verifies_name) {
    add(fmt::format("it is not issued for {}", wanted.name),
        fmt::format("connect by a name that is in it, or -o tls_server_name={}",
                    facts.names.empty() ? std::string{"NAME"} : facts.names.front()));
  }
  if (wanted.verdict == ami::errc::tls_untrusted) {
    if (wanted.pins) {
      add(fmt::format("it is not the pinned one; its SHA-256 is {}", facts.sha256),
          "pin the new one, if it is genuine");
    } else {
      add("no CA that is trusted here has signed it",
          fmt::format("--ca-file FILE, with the CA that issued it, or pin it: -o tls_pinned_certificate_sha256={}",
                      facts.sha256));
    }
  }
  if (wanted.verdict == ami::errc::tls_client_certificate_refused) {
    add("the server refuses the client's certificate, or misses one",
        "-o tls_certificate_file=FILE -o tls_key_file=FILE");
  }
  const bool failed = is_about_tls(wanted.verdict);
  if (failed && faults.empty()) {
    add(wanted.detail.empty() ? wanted.verdict.message() : wanted.detail,
        "openssl s_client -connect HOST:PORT shows more");
  }
  if (failed) {
    return faulty("tls", fmt::format("{}: {}", whose, faults), remedy, exit_code::not_connected);
  }
  if (!wanted.verifies) {
    return doubtful(
        "tls",
        fmt::format("{}, which is not verified{}: whoever is in between can read and change everything", whose,
                    faults.empty() ? std::string{} : " (" + faults + ")"),
        fmt::format("--ca-file FILE instead of --insecure, or -o tls_pinned_certificate_sha256={}", facts.sha256));
  }
  const std::int64_t left = whole_days(facts.not_after - now);
  constexpr std::int64_t soon = 21;
  if (!faults.empty()) {
    return doubtful("tls", fmt::format("{}, accepted although {}", whose, faults), remedy);
  }
  if (left < soon && checks_dates) {
    return doubtful(
        "tls",
        fmt::format("{}, trusted, for {} more (until {})", whose, day_count(left), calendar_day(facts.not_after)),
        "renew it, put it where manager.conf has tlscertfile, and asterisk -rx \"manager reload\"");
  }
  const std::string_view trust = !wanted.judged ? "not verified, since this is no manager"
                                 : wanted.pins  ? "pinned"
                                                : "trusted";
  return good("tls", fmt::format("{}, {}, {} left", whose, trust, day_count(left)));
}

finding judge_login(const login_observation& seen) {
  const auto refused = [&](const std::string& text, const std::string& remedy) {
    return faulty("login", text, remedy, exit_code::login_refused);
  };
  if (!seen.error) {
    if (!seen.challenge && !seen.tls) {
      return doubtful("login", fmt::format("logged in as {}; the secret crossed the network in clear text", seen.user),
                      "-o login=challenge, or TLS");
    }
    return good("login", fmt::format("logged in as {}{}", seen.user, seen.challenge ? " by MD5 challenge" : ""));
  }
  if (seen.error == ami::errc::authentication_failed) {
    return refused(
        fmt::format("the server says \"{}\", and does not say which it is: the secret of {} is wrong, there is no such "
                    "user, or its deny, permit or acl leaves out {}",
                    seen.message.empty() ? std::string{"Authentication failed"} : seen.message, seen.user,
                    seen.own_address.empty() ? std::string{"this address"} : seen.own_address),
        fmt::format(
            "manager.conf, [{0}]: compare secret = ..., and permit = {1}; then asterisk -rx \"manager "
            "reload\". Asterisk's log has the reason: \"failed to authenticate as '{0}'\", \"nonexistent user\", "
            "or \"failed to pass IP ACL\"",
            seen.user,
            seen.own_address.empty()                          ? std::string{"ADDRESS/255.255.255.255"}
            : seen.own_address.find(':') != std::string::npos ? seen.own_address + "/128"
                                                              : seen.own_address + "/255.255.255.255"));
  }
  if (seen.error == ami::errc::already_logged_in) {
    return refused(
        fmt::format("{} is logged in already, and may be only once", seen.user),
        fmt::format("a user of its own for each program, or manager.conf, [{}]: allowmultiplelogin = yes; who "
                    "it is: asterisk -rx \"manager show connected\"",
                    seen.user));
  }
  if (seen.error == ami::errc::challenge_refused) {
    return refused("the server offers no login by MD5 challenge",
                   "-o login=challenge_or_plain, over TLS, since the secret is sent in clear text then");
  }
  if (seen.error == ami::errc::md5_unavailable) {
    return refused("this machine has no MD5 (OpenSSL in FIPS mode), so it cannot answer the server's challenge",
                   "-o login=plain, over TLS, since the secret is sent in clear text then");
  }
  if (seen.error == ami::errc::shutting_down) {
    return faulty("login", "the server is shutting down: it refuses everything until its last call has ended",
                  "wait until it is back, or asterisk -rx \"core abort shutdown\"");
  }
  if (seen.error == ami::errc::login_timed_out) {
    return faulty("login", "the server greets, and does not answer the login: it hangs, or is very busy",
                  "on the server: asterisk -rx \"core show uptime\", asterisk -rx \"core show taskprocessors\"",
                  exit_code::not_connected);
  }
  return faulty("login", fmt::format("no login: {}", seen.message.empty() ? seen.error.message() : seen.message), {},
                exit_code::not_connected);
}

}  // namespace amictl
