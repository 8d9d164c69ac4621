// The options of a connection.
//
//     auto settings = ami::options{"pbx1.example.org"}
//                         .or_host("pbx2.example.org")
//                         .credentials("admin", secret)
//                         .tls(ami::tls_options{}.ca_file("/etc/pbx-ca.pem"))
//                         .reconnect(ami::reconnect_policy{});
//     ami::manager pbx{executor, settings};
//
// Every option has a setter and, under the same name, a getter; a setter works on a temporary as well as on a variable,
// and returns the options. Times are any duration that milliseconds hold, see ami/time_span.hpp.
#pragma once

#include <ami/config.hpp>
#include <ami/reconnect_policy.hpp>
#include <ami/secret.hpp>
#include <ami/send_options.hpp>
#include <ami/server_address.hpp>
#include <ami/time_span.hpp>
#include <ami/tls.hpp>
#include <ami/wire/frame_reader.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spdlog {
class logger;
}

namespace ami {

/// How to log in.
enum class login_method : std::uint8_t {
  /// MD5 challenge only: the secret does not go over the link. A server that refuses it is `errc::challenge_refused`.
  challenge,
  /// MD5 challenge first; the secret in clear text when the server refuses it. Somebody who acts as the server, or
  /// changes what it says, gets the secret: use TLS.
  challenge_or_plain,
  /// The secret in clear text, to whoever reads along unless there is TLS. Needed where this process has no MD5.
  plain,
};

/// A filter of events that the server applies: see `options::event_filter()`.
/// @par Thread safety As any value.
class AMI_DECL server_event_filter {
public:
  /// @param expression, match_criteria as for options::event_filter().
  server_event_filter(std::string expression, std::string match_criteria)
      : expression_{std::move(expression)}, match_criteria_{std::move(match_criteria)} {}

  /// The regular expression, with `!` in front when it drops what matches.
  const std::string& expression() const& noexcept { return expression_; }
  const std::string& expression() const&& = delete;
  /// The header `MatchCriteria`; empty for the classic form.
  const std::string& match_criteria() const& noexcept { return match_criteria_; }
  const std::string& match_criteria() const&& = delete;

private:
  std::string expression_;
  std::string match_criteria_;
};

/// Options of one connection: a value with fluent setters.
///
///     ami::options{"pbx.example.org"}.credentials("admin", secret).login_timeout(10s)
///
/// from_url() and from_environment() read them from a text or from environment variables. connect() fails with
/// `errc::invalid_options` when they cannot be used. A manager copies them: what is changed afterwards has no effect.
/// The secret is overwritten in memory when the options are destroyed, and is in no text that is made of them.
/// @par Thread safety As any value: different threads need copies, or only read.
class AMI_DECL options {
public:
  /// What times are kept in.
  using duration = std::chrono::milliseconds;

  /// Options with the defaults that the setters name.
  /// @param host a host name or address, optionally with a port: "pbx", "192.0.2.1:5038", "[2001:db8::1]:5038". What is
  ///   wrong with it is said by problem() and connect().
  explicit options(std::string host);

  /// Reads options from a URL:
  ///
  ///     amis://user@pbx.example.org?events=call,agent&login_timeout=5s&tls_ca_file=/etc/pbx-ca.pem
  ///
  /// The scheme is `ami`, or `amis` for TLS. It is followed by user and secret (both optional), one or several hosts
  /// separated by commas, each with an optional port, and settings. Characters that are special in a URL are
  /// percent-encoded. A setting has the name of its setter, in lower case: `events` (event_mask()),
  /// `events_from_subscriptions`, `login` (`challenge`, `challenge_or_plain`, `plain`), `reconnect` (yes or no),
  /// `tcp_keep_alive` (yes or no), and times with their unit (`ms`, `s`, `m`, `h`): `resolve_timeout`,
  /// `connect_timeout`, `login_timeout`, `action_timeout`, `disconnect_timeout`, `wait_fully_booted`,
  /// `wait_for_connection`, `ping_after`, `ping_timeout`. With TLS: `tls_ca_file`, `tls_ca_directory`,
  /// `tls_certificate_file` and `tls_key_file`, `tls_server_name`, `tls_minimum_version` (1.2 or 1.3), `tls_ciphers`,
  /// `tls_unsafe_without_verification` (yes or no).
  ///
  /// A secret in a URL is accepted, but URLs tend to be logged: credentials() after from_url() is better.
  /// @par Errors None here: problem() and connect() (`errc::invalid_options`) report what is wrong, without any part of
  ///   the user and the secret; the options have no host then.
  static options from_url(std::string_view url);
  /// Reads options from environment variables: `AMI_URL` (as for from_url()) or `AMI_HOST` (one or several hosts
  /// separated by commas), `AMI_PORT` (of the first), `AMI_USERNAME`, `AMI_SECRET` or `AMI_SECRET_FILE` (a file's first
  /// line), `AMI_TLS` (yes or no), `AMI_TLS_KEY_PASSPHRASE` or `AMI_TLS_KEY_PASSPHRASE_FILE`, and each setting of
  /// from_url() in upper case, for example `AMI_LOGIN_TIMEOUT=5s`. A variable takes precedence over the URL; an empty
  /// one counts as not set.
  /// @param prefix the beginning of all names.
  /// @par Errors As for from_url().
  /// @par Thread safety As for `std::getenv`: no other thread may change the environment meanwhile.
  static options from_environment(std::string_view prefix = "AMI_");
  /// The type of from_values()'s parameter: the value of a setting, or an empty text for one that is not set. What it
  /// refers to has to stay as it is until from_values() returns.
  using value_lookup = std::function<std::string_view(std::string_view name)>;
  /// Reads options from a configuration of your own: a section of a file, flags, a database. The names are those of
  /// from_environment() in lower case and without a prefix: `url`, `host`, `port`, `username`, `secret`, `secret_file`,
  /// `tls`, `login_timeout` and so on.
  ///
  ///     const auto pbx = ami::options::from_values([&](std::string_view name) { return section.value(name); });
  ///
  /// @param lookup called once or several times for each setting, before this returns.
  /// @par Errors As for from_url(), with the names of settings as given here. What `lookup` throws comes out.
  static options from_values(const value_lookup& lookup);

  /// Adds a server with the same users: each attempt to connect tries the servers in this order, and stays with the
  /// first that accepts the login.
  /// @param host as for the constructor.
  options& or_host(std::string host) &;
  options&& or_host(std::string host) && { return std::move(or_host(std::move(host))); }
  /// The TCP port of the first server. Default: 5038, and 5039 with TLS.
  options& port(std::uint16_t value) &;
  options&& port(std::uint16_t value) && { return std::move(port(value)); }
  /// The manager user and its secret, as a section of manager.conf has them. Neither may hold a line end.
  /// @param user the name; it is no secret, and shown in logs.
  /// @param secret_text the secret; copied into memory that is overwritten when it is freed.
  options& credentials(std::string user, std::string_view secret_text) &;
  options&& credentials(std::string user, std::string_view secret_text) && {
    return std::move(credentials(std::move(user), secret_text));
  }
  /// How to log in. Default: `login_method::challenge`, so that no secret crosses the link in clear text.
  options& login(login_method value) &;
  options&& login(login_method value) && { return std::move(login(value)); }
  /// The classes of events to receive: "on", "off", class names separated by commas ("call,system", in any case, spaces
  /// are ignored), or the number of a bit mask. Unknown names are rejected, since the server would silently send
  /// nothing. Default: all that the user may read.
  options& event_mask(std::string value) &;
  options&& event_mask(std::string value) && { return std::move(event_mask(std::move(value))); }
  /// Receives only the classes of events that the typed streams ask for (a stream without types asks for all), besides
  /// those of event_mask(): the mask grows with each subscription, and never shrinks during a connection.
  /// Default: false.
  options& event_mask_from_subscriptions(bool value) &;
  options&& event_mask_from_subscriptions(bool value) && { return std::move(event_mask_from_subscriptions(value)); }
  /// Adds a filter that the server applies to this connection's events; may be called several times. The filters are
  /// set after each login, before connect() completes, which fails with `errc::event_filter_rejected` when the server
  /// rejects one. Needs the right to write class system.
  /// @param expression an extended regular expression, matched against whole events, with `!` in front to drop those
  ///   that match; once there is a filter without `!`, only events that match one arrive.
  /// @param match_criteria the advanced form's header `MatchCriteria`, for example
  ///   "action(exclude),name(VarSet),method(none)"; empty for the classic form. Known to Asterisk 18.26, 20.21, 22.10
  ///   and later; older ones take the classic form.
  options& event_filter(std::string expression, std::string match_criteria = {}) &;
  options&& event_filter(std::string expression, std::string match_criteria = {}) && {
    return std::move(event_filter(std::move(expression), std::move(match_criteria)));
  }
  /// connect() completes, and actions are sent after a reconnect, only when the server has said FullyBooted, or has not
  /// said it for this long after the login. A server takes logins before it has loaded all its modules, whose actions
  /// it does not know until then. Users without the right to read class system never see that event: set 0 for them, or
  /// each login takes that long; the log says when it was waited for in vain. Zero does not wait. Default: 5 s with
  /// reconnect(), else 0.
  options& wait_fully_booted(time_span limit) &;
  options&& wait_fully_booted(time_span limit) && { return std::move(wait_fully_booted(limit)); }

  /// Encrypts the connection and verifies the server. The default port is 5039 then. connect() fails with one of the
  /// errors `errc::tls_...` when the server cannot be trusted or does not speak TLS; a supervised manager tries again,
  /// since a certificate may be renewed, and never continues without TLS. Default: no TLS.
  options& tls(tls_options value) &;
  options&& tls(tls_options value) && { return std::move(tls(std::move(value))); }

  /// At most this long to resolve the host name. Default: 10 s.
  options& resolve_timeout(time_span value) &;
  options&& resolve_timeout(time_span value) && { return std::move(resolve_timeout(value)); }
  /// At most this long for the TCP connection to each address, and then again for the TLS handshake. Default: 10 s.
  options& connect_timeout(time_span value) &;
  options&& connect_timeout(time_span value) && { return std::move(connect_timeout(value)); }
  /// At most this long from the TCP connection (or the TLS handshake) to the end of the login. Default: 10 s.
  options& login_timeout(time_span value) &;
  options&& login_timeout(time_span value) && { return std::move(login_timeout(value)); }
  /// At most this long from send_action() to the reply, unless the action says otherwise; within a list, from one item
  /// to the next, however long the whole takes. Default: 30 s. Zero: no limit.
  options& action_timeout(time_span value) &;
  options&& action_timeout(time_span value) && { return std::move(action_timeout(value)); }
  /// disconnect() waits at most this long for pending replies and for the server's goodbye. Default: 5 s.
  options& disconnect_timeout(time_span value) &;
  options&& disconnect_timeout(time_span value) && { return std::move(disconnect_timeout(value)); }

  /// Supervises the connection: a lost connection is re-established, streams and handles stay usable, and the mask and
  /// the filters are set again. connect() then tries until it succeeds, and fails only for good: when user or secret,
  /// the mask or a filter are rejected, when the policy's attempts are used up, or by disconnect() and cancellation.
  /// Default: a single connection, whose end is reported.
  options& reconnect(reconnect_policy value) &;
  options&& reconnect(reconnect_policy value) && { return std::move(reconnect(value)); }
  /// How long an action waits for a supervised manager to be connected before it fails with `errc::not_connected`,
  /// unless the action says otherwise. An action that waits has not been sent. A server that is shutting down rejects
  /// actions (`errc::shutting_down`) and is not waited for. Default: zero, it fails at once.
  options& wait_for_connection(time_span value) &;
  options&& wait_for_connection(time_span value) && { return std::move(wait_for_connection(value)); }
  /// After this long without a whole frame from the server it is pinged. Zero: never. Default: 15 s.
  options& ping_after(time_span value) &;
  options&& ping_after(time_span value) && { return std::move(ping_after(value)); }
  /// How long the answer to a ping may take before the connection is closed with `errc::ping_timed_out`, whatever else
  /// arrives. A frame of many megabytes on a slow link has to arrive within ping_after() and this. Default: 10 s.
  options& ping_timeout(time_span value) &;
  options&& ping_timeout(time_span value) && { return std::move(ping_timeout(value)); }
  /// Whether the operating system watches the connection as well (TCP keep-alive, and on Linux ping_timeout as the TCP
  /// user timeout). Default: true.
  options& tcp_keep_alive(bool value) &;
  options&& tcp_keep_alive(bool value) && { return std::move(tcp_keep_alive(value)); }

  /// At most this many bytes of actions wait to be written; further actions fail with `errc::queue_full`. Default: 16
  /// MiB.
  options& max_unsent_bytes(std::size_t value) &;
  options&& max_unsent_bytes(std::size_t value) && { return std::move(max_unsent_bytes(value)); }
  /// At most this many actions wait to be written or answered; further ones fail with `errc::queue_full`. Default:
  /// 65536.
  options& max_actions_in_flight(std::size_t value) &;
  options&& max_actions_in_flight(std::size_t value) && { return std::move(max_actions_in_flight(value)); }
  /// At most this many items of the list in a reply to send_action() are kept; with one more the action fails with
  /// `errc::list_overflow`, and its reply has the items so far. Zero keeps none. A list that is streamed keeps none,
  /// see `list_options`. Default: 262,144. Each item takes some 100 bytes besides the bytes received.
  options& max_list_items(std::size_t value) &;
  options&& max_list_items(std::size_t value) && { return std::move(max_list_items(value)); }
  /// At most this many bytes of such a list, counted as received, are kept; see max_list_items(). Default: 64 MiB, so
  /// that with max_list_items() one list takes less than 100 MiB of memory.
  options& max_list_bytes(std::size_t value) &;
  options&& max_list_bytes(std::size_t value) && { return std::move(max_list_bytes(value)); }
  /// Whether items of lists, and the events that end them, are also published to subscribers, like ordinary events.
  /// Default: no, only the action gets them.
  options& publish_list_items(bool value) &;
  options&& publish_list_items(bool value) && { return std::move(publish_list_items(value)); }
  /// Limits on what the server may send; beyond them the connection is closed, and actions in flight fail with
  /// `errc::reply_lost`. See `wire::read_limits`.
  options& limits(wire::read_limits value) &;
  options&& limits(wire::read_limits value) && { return std::move(limits(value)); }

  /// The logger. Default: none; everything is reported by results and events. One line each, with the connection's id:
  /// connections at info, failures at warn, actions at debug, the wire (secrets replaced) at trace.
  options& logger(std::shared_ptr<spdlog::logger> value) &;
  options&& logger(std::shared_ptr<spdlog::logger> value) && { return std::move(logger(std::move(value))); }

  // ---- What was set, or the default. Views of these options; they refuse a temporary.

  /// The host of the first server, without port and brackets; empty when it could not be read.
  const std::string& host() const& noexcept { return servers_.front().host(); }
  const std::string& host() const&& = delete;
  /// The port of the first server.
  std::uint16_t port() const noexcept { return servers_.front().port(); }
  /// All servers, in their order.
  const std::vector<server_address>& servers() const& noexcept { return servers_; }
  const std::vector<server_address>& servers() const&& = delete;
  const std::string& user() const& noexcept { return user_; }
  const std::string& user() const&& = delete;
  const secret& secret_text() const& noexcept { return secret_; }
  const secret& secret_text() const&& = delete;
  login_method login() const noexcept { return login_; }
  /// Nothing when none was set: all that the user may read.
  const std::optional<std::string>& event_mask() const& noexcept { return event_mask_; }
  const std::optional<std::string>& event_mask() const&& = delete;
  bool event_mask_from_subscriptions() const noexcept { return event_mask_from_subscriptions_; }
  const std::vector<server_event_filter>& event_filters() const& noexcept { return event_filters_; }
  const std::vector<server_event_filter>& event_filters() const&& = delete;
  /// Nothing when the manager is not supervised.
  const std::optional<reconnect_policy>& reconnect() const& noexcept { return reconnect_; }
  const std::optional<reconnect_policy>& reconnect() const&& = delete;
  duration wait_for_connection() const noexcept { return wait_for_connection_; }
  duration ping_after() const noexcept { return ping_after_; }
  duration ping_timeout() const noexcept { return ping_timeout_; }
  /// Nothing without TLS.
  const std::optional<tls_options>& tls() const& noexcept { return tls_; }
  const std::optional<tls_options>& tls() const&& = delete;
  bool tcp_keep_alive() const noexcept { return tcp_keep_alive_; }
  std::size_t max_unsent_bytes() const noexcept { return max_unsent_bytes_; }
  duration wait_fully_booted() const noexcept {
    constexpr duration of_supervised{5000};
    return wait_fully_booted_.value_or(reconnect_ ? of_supervised : duration::zero());
  }
  duration resolve_timeout() const noexcept { return resolve_timeout_; }
  duration connect_timeout() const noexcept { return connect_timeout_; }
  duration login_timeout() const noexcept { return login_timeout_; }
  duration action_timeout() const noexcept { return action_timeout_; }
  duration disconnect_timeout() const noexcept { return disconnect_timeout_; }
  std::size_t max_actions_in_flight() const noexcept { return max_actions_in_flight_; }
  std::size_t max_list_items() const noexcept { return max_list_items_; }
  std::size_t max_list_bytes() const noexcept { return max_list_bytes_; }
  bool publish_list_items() const noexcept { return publish_list_items_; }
  const wire::read_limits& limits() const& noexcept { return limits_; }
  const wire::read_limits& limits() const&& = delete;
  /// Null without one.
  const std::shared_ptr<spdlog::logger>& logger() const& noexcept { return logger_; }
  const std::shared_ptr<spdlog::logger>& logger() const&& = delete;

  /// Empty when the options can be used, as far as can be told without their files and without the server, else a
  /// description of what is wrong with them (without secrets). connect() asks the same.
  std::string problem() const;

private:
  void add_host(std::string_view text);
  static options unusable(std::string problem);

  std::string host_problem_;
  std::vector<server_address> servers_;
  std::vector<bool> port_given_;  // for each server
  std::optional<tls_options> tls_;
  std::vector<server_event_filter> event_filters_;
  std::string user_;
  secret secret_;
  std::optional<std::string> event_mask_;
  std::shared_ptr<spdlog::logger> logger_;
  std::optional<duration> wait_fully_booted_;
  std::optional<reconnect_policy> reconnect_;
  duration wait_for_connection_{0};
  duration ping_after_{15000};
  duration ping_timeout_{10000};
  std::size_t max_unsent_bytes_ = std::size_t{16} << 20;
  duration resolve_timeout_{10000};
  duration connect_timeout_{10000};
  duration login_timeout_{10000};
  duration action_timeout_{30000};
  duration disconnect_timeout_{5000};
  std::size_t max_actions_in_flight_ = 65536;
  std::size_t max_list_items_ = std::size_t{1} << 18;
  std::size_t max_list_bytes_ = std::size_t{64} << 20;
  wire::read_limits limits_;
  login_method login_ = login_method::challenge;
  bool event_mask_from_subscriptions_ = false;
  bool tcp_keep_alive_ = true;
  bool publish_list_items_ = false;
};

/// As one line: host, port, whether there is TLS, and user; never a secret.
AMI_DECL std::string to_string(const options& value);
/// Writes the same.
AMI_DECL std::ostream& operator<<(std::ostream& out, const options& value);

}  // namespace ami
