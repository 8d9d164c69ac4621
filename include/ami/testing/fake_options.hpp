// How a fake_asterisk behaves: its users, its logins, its sockets.
//
//     fake_asterisk server{fake_options{}
//         .user(fake_user{"watcher", "secret"}.read("call,agent").write("system"))
//         .greeting("Asterisk Call Manager/5.0.4")
//         .login_failure_delay(1s)};
//
// What is set here holds for the life of the server. Faults that begin and end (slow links, lost connections) are
// functions of fake_asterisk and of its sessions.
#pragma once

#include <ami/testing/frame_text.hpp>
#include <ami/testing/pbx_options.hpp>
#include <ami/time_span.hpp>
#include <ami/tls.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// A manager user of the fake server, as a section of manager.conf describes one. A value with fluent setters.
/// @par Thread safety As any value.
class fake_user {
public:
  /// @param name, secret what it logs in with.
  fake_user(std::string name, std::string secret) : name_{std::move(name)}, secret_{std::move(secret)} {}

  /// The classes of events that it may see, as in manager.conf: "all", "system,call". Default: all.
  fake_user& read(std::string_view classes) & {
    read_ = event_classes::parse(classes);
    return *this;
  }
  fake_user&& read(std::string_view classes) && { return std::move(read(classes)); }
  /// The classes of actions that it may use; others are answered "Permission denied". Default: all.
  fake_user& write(std::string_view classes) & {
    write_ = event_classes::parse(classes);
    return *this;
  }
  fake_user&& write(std::string_view classes) && { return std::move(write(classes)); }
  /// Whether it may be logged in more than once; if not, a further login is refused with "Login Already In Use".
  /// Default: yes.
  fake_user& multiple_logins(bool value) & {
    multiple_logins_ = value;
    return *this;
  }
  fake_user&& multiple_logins(bool value) && { return std::move(multiple_logins(value)); }

  // What was set, or the default.
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  const std::string& secret() const& noexcept { return secret_; }
  const std::string& secret() const&& = delete;
  event_classes read() const noexcept { return read_; }
  event_classes write() const noexcept { return write_; }
  bool multiple_logins() const noexcept { return multiple_logins_; }

private:
  std::string name_;
  std::string secret_;
  event_classes read_ = event_classes::all();
  event_classes write_ = event_classes::all();
  bool multiple_logins_ = true;
};

/// How a fake_asterisk behaves. A value with fluent setters.
///
///     fake_asterisk server{fake_options{}.user("admin", "secret").fully_booted(false)};
///
/// @par Thread safety As any value; the server copies it.
class fake_options {
public:
  /// What times are kept in.
  using duration = std::chrono::milliseconds;

  /// With the defaults that the setters name: a server like Asterisk 22, without TLS, in which nothing happens.
  fake_options() = default;

  /// Adds a user. Without any there is "admin" with the secret "secret" and all rights.
  fake_options& user(fake_user value) & {
    users_.push_back(std::move(value));
    return *this;
  }
  fake_options&& user(fake_user value) && { return std::move(user(std::move(value))); }
  /// Adds a user with all rights.
  fake_options& user(std::string name, std::string secret) & {
    return user(fake_user{std::move(name), std::move(secret)});
  }
  fake_options&& user(std::string name, std::string secret) && {
    return std::move(user(std::move(name), std::move(secret)));
  }
  /// The TCP port on 127.0.0.1. Default: 0, a free one; see `fake_asterisk::port()`.
  fake_options& port(std::uint16_t value) & {
    port_ = value;
    return *this;
  }
  fake_options&& port(std::uint16_t value) && { return std::move(port(value)); }
  /// The greeting without its line end. Default: "Asterisk Call Manager/11.0.0", that of Asterisk 22; with
  /// old_command_form() "Asterisk Call Manager/2.10.6", that of Asterisk 13.
  fake_options& greeting(std::string value) & {
    greeting_ = std::move(value);
    return *this;
  }
  fake_options&& greeting(std::string value) && { return std::move(greeting(std::move(value))); }
  /// Whether the event FullyBooted follows a login: for options::wait_fully_booted(). Default: yes.
  fake_options& fully_booted(bool value) & {
    fully_booted_ = value;
    return *this;
  }
  fake_options&& fully_booted(bool value) && { return std::move(fully_booted(value)); }
  /// Whether a login by MD5 challenge is accepted. Default: yes. If not, the action Challenge is answered with an
  /// error.
  fake_options& challenge_login(bool value) & {
    challenge_login_ = value;
    return *this;
  }
  fake_options&& challenge_login(bool value) && { return std::move(challenge_login(value)); }
  /// Whether a login with the secret in clear text is accepted; if not, it fails as one with a wrong secret. Default:
  /// yes.
  fake_options& plain_login(bool value) & {
    plain_login_ = value;
    return *this;
  }
  fake_options&& plain_login(bool value) && { return std::move(plain_login(value)); }
  /// Whether every login is accepted, whatever the user and the secret; users that were not added have all rights.
  /// Default: no.
  fake_options& any_login(bool value) & {
    any_login_ = value;
    return *this;
  }
  fake_options&& any_login(bool value) && { return std::move(any_login(value)); }
  /// Whether the clock of the simulated PBX and of recordings stands still until `fake_asterisk::advance()` moves it.
  /// Sockets and their delays and timeouts have the real time in any case. Default: no.
  fake_options& manual_clock(bool value) & {
    manual_clock_ = value;
    return *this;
  }
  fake_options&& manual_clock(bool value) && { return std::move(manual_clock(value)); }
  /// How long the answer to a failed login is delayed. Default: not at all; a real server takes 1 s.
  fake_options& login_failure_delay(time_span value) & {
    login_failure_delay_ = value;
    return *this;
  }
  fake_options&& login_failure_delay(time_span value) && { return std::move(login_failure_delay(value)); }
  /// A client that has not logged in within this time is disconnected, without a word, as by a real server. Default: 30
  /// s.
  fake_options& login_timeout(time_span value) & {
    login_timeout_ = value;
    return *this;
  }
  fake_options&& login_timeout(time_span value) && { return std::move(login_timeout(value)); }
  /// Whether the action Command is answered as by Asterisk 13 and older, with raw text up to `--END COMMAND--`.
  /// Default: no.
  fake_options& old_command_form(bool value) & {
    old_command_form_ = value;
    return *this;
  }
  fake_options&& old_command_form(bool value) && { return std::move(old_command_form(value)); }
  /// The size of the sockets' receive buffers, in bytes, for tests of slow reading (fake_asterisk::read_slowly()): what
  /// fits into a buffer is taken from the client at once. Default: the system's.
  fake_options& receive_buffer(int bytes) & {
    receive_buffer_ = bytes;
    return *this;
  }
  fake_options&& receive_buffer(int bytes) && { return std::move(receive_buffer(bytes)); }
  /// The size of the sockets' send buffers, in bytes: with a small one a client that does not read is felt soon.
  /// Default: the system's.
  fake_options& send_buffer(int bytes) & {
    send_buffer_ = bytes;
    return *this;
  }
  fake_options&& send_buffer(int bytes) && { return std::move(send_buffer(bytes)); }
  /// A client that reads nothing for this time while something waits to be written is disconnected, in the middle of a
  /// frame if need be, as by a real server after 100 ms. Default: never.
  fake_options& write_timeout(time_span value) & {
    write_timeout_ = value;
    return *this;
  }
  fake_options&& write_timeout(time_span value) && { return std::move(write_timeout(value)); }
  /// A client for which more bytes than this wait to be written is disconnected. Default: 256 MiB.
  fake_options& max_unsent(std::size_t bytes) & {
    max_unsent_ = bytes;
    return *this;
  }
  fake_options&& max_unsent(std::size_t bytes) && { return std::move(max_unsent(bytes)); }
  /// How many requests `fake_asterisk::requests()` keeps; older ones are dropped. Default: 100,000.
  fake_options& keep_requests(std::size_t count) & {
    keep_requests_ = count;
    return *this;
  }
  fake_options&& keep_requests(std::size_t count) && { return std::move(keep_requests(count)); }
  /// Speaks TLS, with this certificate.
  /// @param certificate_pem the certificate, then the intermediate ones up to the CA.
  /// @param key_pem its private key, not encrypted.
  fake_options& tls(std::string certificate_pem, std::string key_pem) & {
    tls_certificate_ = std::move(certificate_pem);
    tls_key_ = std::move(key_pem);
    return *this;
  }
  fake_options&& tls(std::string certificate_pem, std::string key_pem) && {
    return std::move(tls(std::move(certificate_pem), std::move(key_pem)));
  }
  /// With TLS: accepts only clients with a certificate of this CA. Default: accepts all, and asks for no certificate.
  fake_options& tls_client_ca(std::string ca_pem) & {
    tls_client_ca_ = std::move(ca_pem);
    return *this;
  }
  fake_options&& tls_client_ca(std::string ca_pem) && { return std::move(tls_client_ca(std::move(ca_pem))); }
  /// With TLS: the newest version of the protocol that it speaks. Default: TLS 1.3.
  fake_options& tls_maximum_version(tls_version value) & {
    tls_maximum_version_ = value;
    return *this;
  }
  fake_options&& tls_maximum_version(tls_version value) && { return std::move(tls_maximum_version(value)); }
  /// With TLS: whether close_notify is sent before a connection is closed in order. Real servers do not always do so.
  /// Default: yes.
  fake_options& tls_close_notify(bool value) & {
    tls_close_notify_ = value;
    return *this;
  }
  fake_options&& tls_close_notify(bool value) && { return std::move(tls_close_notify(value)); }
  /// The simulated PBX: the number of calls, the telephones and the queues. Default: ten telephones and two queues, and
  /// no calls by themselves.
  fake_options& pbx(pbx_options value) & {
    pbx_ = std::move(value);
    return *this;
  }
  fake_options&& pbx(pbx_options value) && { return std::move(pbx(std::move(value))); }

  // What was set, or the default.
  const std::vector<fake_user>& users() const& noexcept { return users_; }
  const std::vector<fake_user>& users() const&& = delete;
  std::uint16_t port() const noexcept { return port_; }
  std::string greeting() const {
    return greeting_.value_or(old_command_form_ ? "Asterisk Call Manager/2.10.6" : "Asterisk Call Manager/11.0.0");
  }
  bool fully_booted() const noexcept { return fully_booted_; }
  bool challenge_login() const noexcept { return challenge_login_; }
  bool plain_login() const noexcept { return plain_login_; }
  bool any_login() const noexcept { return any_login_; }
  bool manual_clock() const noexcept { return manual_clock_; }
  duration login_failure_delay() const noexcept { return login_failure_delay_; }
  duration login_timeout() const noexcept { return login_timeout_; }
  bool old_command_form() const noexcept { return old_command_form_; }
  int receive_buffer() const noexcept { return receive_buffer_; }
  int send_buffer() const noexcept { return send_buffer_; }
  duration write_timeout() const noexcept { return write_timeout_; }
  std::size_t max_unsent() const noexcept { return max_unsent_; }
  std::size_t keep_requests() const noexcept { return keep_requests_; }
  bool tls() const noexcept { return !tls_certificate_.empty(); }
  const std::string& tls_certificate() const& noexcept { return tls_certificate_; }
  const std::string& tls_certificate() const&& = delete;
  const std::string& tls_key() const& noexcept { return tls_key_; }
  const std::string& tls_key() const&& = delete;
  const std::string& tls_client_ca() const& noexcept { return tls_client_ca_; }
  const std::string& tls_client_ca() const&& = delete;
  tls_version tls_maximum_version() const noexcept { return tls_maximum_version_; }
  bool tls_close_notify() const noexcept { return tls_close_notify_; }
  const pbx_options& pbx() const& noexcept { return pbx_; }
  const pbx_options& pbx() const&& = delete;

private:
  std::vector<fake_user> users_;
  std::optional<std::string> greeting_;
  pbx_options pbx_;
  duration login_failure_delay_{0};
  duration login_timeout_{30000};
  duration write_timeout_{0};
  std::size_t max_unsent_ = std::size_t{256} << 20;
  std::size_t keep_requests_ = 100000;
  int receive_buffer_ = 0;
  int send_buffer_ = 0;
  std::uint16_t port_ = 0;
  bool fully_booted_ = true;
  bool challenge_login_ = true;
  bool plain_login_ = true;
  bool any_login_ = false;
  bool manual_clock_ = false;
  bool old_command_form_ = false;
  std::string tls_certificate_;
  std::string tls_key_;
  std::string tls_client_ca_;
  tls_version tls_maximum_version_ = tls_version::v1_3;
  bool tls_close_notify_ = true;
};

}  // namespace ami::testing
