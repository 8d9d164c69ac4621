// An Asterisk manager interface in this process, to test your own code with.
#pragma once

#include <ami/testing/frame_text.hpp>
#include <ami/testing/request.hpp>
#include <ami/testing/session.hpp>
#include <ami/testing/simulated_pbx.hpp>
#include <ami/time_span.hpp>
#include <ami/tls.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// A manager user of the fake server. A value with fluent setters.
class fake_user {
public:
  fake_user(std::string name, std::string secret) : name_{std::move(name)}, secret_{std::move(secret)} {}

  /// Classes of events that it may see, as in manager.conf: "all", "system,call". Default: all.
  fake_user& read(std::string_view classes) & {
    read_ = event_classes::parse(classes);
    return *this;
  }
  fake_user&& read(std::string_view classes) && { return std::move(read(classes)); }
  /// Classes of actions that it may use. Default: all.
  fake_user& write(std::string_view classes) & {
    write_ = event_classes::parse(classes);
    return *this;
  }
  fake_user&& write(std::string_view classes) && { return std::move(write(classes)); }
  /// May it be logged in more than once? Default: yes.
  fake_user& multiple_logins(bool value) & {
    multiple_logins_ = value;
    return *this;
  }
  fake_user&& multiple_logins(bool value) && { return std::move(multiple_logins(value)); }

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
class fake_options {
public:
  using duration = std::chrono::milliseconds;

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
  /// The TCP port on 127.0.0.1. Default: 0, one that is free; see `fake_asterisk::port()`.
  fake_options& port(std::uint16_t value) & {
    port_ = value;
    return *this;
  }
  fake_options&& port(std::uint16_t value) && { return std::move(port(value)); }
  /// The greeting, without its line end. Default: "Asterisk Call Manager/11.0.0", which is Asterisk 22; with
  /// old_command_form() "Asterisk Call Manager/2.10.6", which is Asterisk 13.
  fake_options& greeting(std::string value) & {
    greeting_ = std::move(value);
    return *this;
  }
  fake_options&& greeting(std::string value) && { return std::move(greeting(std::move(value))); }
  /// Does the event FullyBooted follow a login? Default: yes.
  fake_options& fully_booted(bool value) & {
    fully_booted_ = value;
    return *this;
  }
  fake_options&& fully_booted(bool value) && { return std::move(fully_booted(value)); }
  /// Is a login by MD5 challenge accepted? Default: yes. When not, the action Challenge is answered with an error.
  fake_options& challenge_login(bool value) & {
    challenge_login_ = value;
    return *this;
  }
  fake_options&& challenge_login(bool value) && { return std::move(challenge_login(value)); }
  /// Is a login with the secret in clear text accepted? Default: yes.
  fake_options& plain_login(bool value) & {
    plain_login_ = value;
    return *this;
  }
  fake_options&& plain_login(bool value) && { return std::move(plain_login(value)); }
  /// How long a failed login waits for its answer. Default: none; a real server takes 1 s.
  fake_options& login_failure_delay(time_span value) & {
    login_failure_delay_ = value;
    return *this;
  }
  fake_options&& login_failure_delay(time_span value) && { return std::move(login_failure_delay(value)); }
  /// Who does not log in within this time is thrown off. Default: 30 s.
  fake_options& login_timeout(time_span value) & {
    login_timeout_ = value;
    return *this;
  }
  fake_options&& login_timeout(time_span value) && { return std::move(login_timeout(value)); }
  /// Answer the action Command as Asterisk 13 and older do, with raw text up to `--END COMMAND--`. Default: no.
  fake_options& old_command_form(bool value) & {
    old_command_form_ = value;
    return *this;
  }
  fake_options&& old_command_form(bool value) && { return std::move(old_command_form(value)); }
  /// The size of the sockets' receive buffers, for tests of slow reading. Default: the system's.
  fake_options& receive_buffer(int bytes) & {
    receive_buffer_ = bytes;
    return *this;
  }
  fake_options&& receive_buffer(int bytes) && { return std::move(receive_buffer(bytes)); }
  /// The size of the sockets' send buffers. Default: the system's.
  fake_options& send_buffer(int bytes) & {
    send_buffer_ = bytes;
    return *this;
  }
  fake_options&& send_buffer(int bytes) && { return std::move(send_buffer(bytes)); }
  /// A client that takes nothing for this time while something waits to be written is thrown off, in the middle of a
  /// frame if need be, as a real server does after 100 ms. Default: never.
  fake_options& write_timeout(time_span value) & {
    write_timeout_ = value;
    return *this;
  }
  fake_options&& write_timeout(time_span value) && { return std::move(write_timeout(value)); }
  /// A client for which more bytes than this wait to be written is thrown off. Default: 256 MiB.
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
  /// @param certificate_pem the certificate, then those between it and the CA.
  /// @param key_pem its private key, which is not encrypted.
  fake_options& tls(std::string certificate_pem, std::string key_pem) & {
    tls_certificate_ = std::move(certificate_pem);
    tls_key_ = std::move(key_pem);
    return *this;
  }
  fake_options&& tls(std::string certificate_pem, std::string key_pem) && {
    return std::move(tls(std::move(certificate_pem), std::move(key_pem)));
  }
  /// With TLS: takes only clients that have a certificate of this CA. Default: takes all, and asks for no certificate.
  fake_options& tls_client_ca(std::string ca_pem) & {
    tls_client_ca_ = std::move(ca_pem);
    return *this;
  }
  fake_options&& tls_client_ca(std::string ca_pem) && { return std::move(tls_client_ca(std::move(ca_pem))); }
  /// With TLS: the newest version to offer. Default: TLS 1.3.
  fake_options& tls_maximum_version(tls_version value) & {
    tls_maximum_version_ = value;
    return *this;
  }
  fake_options&& tls_maximum_version(tls_version value) && { return std::move(tls_maximum_version(value)); }
  /// With TLS: is close_notify sent before a connection is closed in order? Real servers do not always. Default: yes.
  fake_options& tls_close_notify(bool value) & {
    tls_close_notify_ = value;
    return *this;
  }
  fake_options&& tls_close_notify(bool value) && { return std::move(tls_close_notify(value)); }
  /// The simulated PBX: how many calls it makes, what telephones and queues there are.
  fake_options& pbx(pbx_options value) & {
    pbx_ = std::move(value);
    return *this;
  }
  fake_options&& pbx(pbx_options value) && { return std::move(pbx(std::move(value))); }

  const std::vector<fake_user>& users() const& noexcept { return users_; }
  const std::vector<fake_user>& users() const&& = delete;
  std::uint16_t port() const noexcept { return port_; }
  std::string greeting() const {
    return greeting_.value_or(old_command_form_ ? "Asterisk Call Manager/2.10.6" : "Asterisk Call Manager/11.0.0");
  }
  bool fully_booted() const noexcept { return fully_booted_; }
  bool challenge_login() const noexcept { return challenge_login_; }
  bool plain_login() const noexcept { return plain_login_; }
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
  bool old_command_form_ = false;
  std::string tls_certificate_;
  std::string tls_key_;
  std::string tls_client_ca_;
  tls_version tls_maximum_version_ = tls_version::v1_3;
  bool tls_close_notify_ = true;
};

/// An Asterisk manager interface on 127.0.0.1, in this process.
///
///     ami::testing::fake_asterisk server;
///     ami::manager pbx{executor, ami::options{server.host()}.port(server.port()).credentials("admin", "secret")};
///
/// It runs on a thread of its own, so that it works with any executor, and also while a test blocks. Without any set-up
/// it greets, logs in (MD5 challenge and plain), and answers Challenge, Login, Logoff, Ping, Events, Filter,
/// ListCommands, Command, CoreSettings, CoreStatus, UserEvent, Getvar, Setvar, Originate, Hangup, Redirect, Status,
/// CoreShowChannels and QueueStatus in the form of Asterisk 22; on() replaces any answer. The calls come from a
/// simulated PBX, which makes some by itself when it is told to by `pbx_options::calls_per_second` or simulate_calls().
///
/// Functions that change something have done so when they return, unless they say otherwise; what they send is on its
/// way then. The destructor closes all connections and ends the thread.
/// @par Thread safety All member functions but the destructor may be called from any thread, the handlers of on()
///   included; these must not destroy it.
class fake_asterisk {
public:
  using duration = std::chrono::milliseconds;
  /// Answers an action, at once or later, by the session, or not at all.
  using handler = std::function<void(const request&, session)>;

  /// Starts the server.
  /// @par Errors Throws `boost::system::system_error` when it cannot listen on the port, or not use a certificate.
  explicit fake_asterisk(fake_options options = {});
  ~fake_asterisk();
  fake_asterisk(const fake_asterisk&) = delete;
  fake_asterisk& operator=(const fake_asterisk&) = delete;

  /// "127.0.0.1".
  std::string host() const { return "127.0.0.1"; }
  /// The port it listens on; remains the same while it does not listen.
  std::uint16_t port() const noexcept;

  // ---- Scripts

  /// From now on the action `name` (any case) is answered by `function`, which runs on the server's thread. An action
  /// that the session may not use does not come to it. What it throws is answered as `Response: Error`.
  void on(std::string name, handler function);
  /// The action `name` is answered by the server's own means again.
  void off(std::string_view name);
  /// What the action Command answers to `command`: `output` is cut at its line feeds.
  /// @param success false for `Response: Error`.
  void on_command(std::string command, std::string output, bool success = true);
  /// Sets a global variable, as the action Setvar does, but without an event.
  void set_variable(std::string name, std::string value);
  /// A global variable; nothing when it is not set.
  std::optional<std::string> variable(std::string_view name) const;

  // ---- What the clients did

  /// All requests of all sessions in the order of their arrival, login and all; what was too long or had no action too.
  std::vector<request> requests() const;
  /// Forgets the requests so far, for requests() and wait_for_request(); the counters go on.
  void clear_requests();
  /// Waits for a request with this action name (any case) and gives it. Every call gives the next one, beginning with
  /// those that came before the call; nothing when none came in time. Not to be called by a handler.
  std::optional<request> wait_for_request(std::string_view name, time_span limit);
  /// Waits until so many sessions (or more) are logged in. Not to be called by a handler.
  bool wait_for_sessions(std::size_t count, time_span limit) const;
  /// Waits until there is no connection. Not to be called by a handler.
  bool wait_for_no_connections(time_span limit) const;
  /// The sessions that are logged in, oldest first.
  std::vector<session> sessions() const;
  /// How many connections there are now, logged in or not.
  std::size_t connections() const;
  /// How many connections were ended by the client as TLS asks for, with close_notify, so far.
  std::uint64_t close_notifies() const noexcept;
  /// The name that the last client with TLS asked for (SNI); empty when it asked for none.
  std::string tls_server_name() const;
  /// How many connections were accepted so far.
  std::uint64_t connections_accepted() const noexcept;
  /// How many logins succeeded so far.
  std::uint64_t logins() const noexcept;
  /// How many logins failed so far.
  std::uint64_t failed_logins() const noexcept;
  /// How many requests came so far.
  std::uint64_t requests_received() const noexcept;
  /// How many bytes came so far.
  std::uint64_t bytes_received() const noexcept;
  /// How many bytes were written so far.
  std::uint64_t bytes_sent() const noexcept;

  // ---- Events

  /// Sends an event to all sessions that may and want to see it. What has no `Privilege` goes to all that are logged
  /// in.
  void send_event(const frame_text& event);
  /// Sends these bytes to all connections, logged in or not.
  void send_raw(std::string bytes);
  /// Sends `count` UserEvents "Flood" with the header `Sequence` from 1 on to all sessions, and returns at once.
  /// @param per_second how fast; 0 for as fast as the clients take them.
  void flood(std::uint64_t count, double per_second = 0);

  // ---- The simulated PBX

  /// The PBX makes so many calls in a second, on the average; 0 ends it, and calls in progress go on.
  void simulate_calls(double per_second);
  /// Makes a call; the events tell how it goes.
  void originate(const pbx_call& call);
  /// Hangs up a channel, or all.
  /// @return false when there is no such channel.
  bool hang_up(std::string_view channel, int cause = 0);
  void hang_up_all();
  /// The names of the channels, oldest first.
  std::vector<std::string> channels() const;

  // ---- Faults. Those that last are for all connections, those to come included.

  /// Writes at most `size` bytes at a time, and waits for `pause` after each; 0 ends it.
  void split_writes(std::size_t size, time_span pause = std::chrono::milliseconds{0});
  /// Replies leave only after `delay`; events do not wait. 0 ends it.
  void delay_replies(time_span delay);
  /// Reads at most `size` bytes in `interval` from each connection; 0 ends it. See `fake_options::receive_buffer`.
  void read_slowly(std::size_t size, time_span interval);
  /// Neither reads nor writes on the connections there are now, but keeps them; false lets them go on.
  void half_open(bool on = true);
  /// Sends bytes that are no protocol to all connections. See `session::send_garbage`.
  void send_garbage(std::size_t size, std::uint64_t seed = 1);
  /// Closes all connections after what waits was written.
  void close_connections();
  /// Drops all links: closes at once.
  void drop_connections();
  /// Drops all links with a TCP reset.
  void reset_connections();
  /// Sends the first half of an event to all connections, and closes them.
  void close_in_frame();
  /// Sends the event Shutdown, and closes all connections, as a server does that is stopped; it listens further.
  void shut_down();
  /// Answers every action with the error "Asterisk is shutting down", a login too, as a server does from
  /// `core stop gracefully` on until its last call has ended. What goes on are calls and events. False ends it.
  void shut_down_gracefully(bool on = true);
  /// New connections are refused, since nothing listens. Those there are stay.
  void stop_listening();
  /// Listens on the same port again. Does nothing when it listens.
  /// @par Errors Throws `boost::system::system_error` when the port was taken by somebody else.
  void listen_again();
  /// New connections are accepted and closed without a greeting, as a server does that has too many.
  void refuse_sessions(bool on = true);
  /// New connections are accepted and never greeted.
  void mute_sessions(bool on = true);

private:
  std::shared_ptr<detail::server> server_;
};

}  // namespace ami::testing
