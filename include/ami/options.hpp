// What a connection is made with.
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame_reader.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace spdlog {
class logger;
}

namespace ami {

/// A text whose memory is overwritten before it is given back, and which has no textual form.
class AMI_DECL secret {
public:
  secret() noexcept {}
  explicit secret(std::string_view value) : value_{value} {}
  secret(const secret& other) = default;
  secret(secret&& other) noexcept;
  secret& operator=(secret other) noexcept;
  ~secret();

  /// The text itself. Do not copy it further than needed.
  const std::string& reveal() const noexcept { return value_; }
  bool empty() const noexcept { return value_.empty(); }

private:
  std::string value_;
};

/// How to log in.
enum class login_method : std::uint8_t {
  challenge,           ///< MD5 challenge only: the secret does not go over the link.
  challenge_or_plain,  ///< MD5 challenge first; the secret in clear text when the server refuses it.
  plain,               ///< The secret in clear text.
};

/// Options of one connection: a value with fluent setters.
///
///     ami::options{"pbx.example.org"}.credentials("admin", secret).login_timeout(10s)
///
/// What cannot be used is refused by connect() with `errc::invalid_options`.
class AMI_DECL options {
public:
  using duration = std::chrono::milliseconds;

  /// @param host a host name or address, optionally with a port: "pbx", "192.0.2.1:5038", "[2001:db8::1]:5038".
  explicit options(std::string host);

  /// The TCP port. Default: 5038.
  options& port(std::uint16_t value) &;
  options&& port(std::uint16_t value) && { return std::move(port(value)); }
  /// The manager user and its secret.
  options& credentials(std::string user, std::string_view secret_text) &;
  options&& credentials(std::string user, std::string_view secret_text) && {
    return std::move(credentials(std::move(user), secret_text));
  }
  /// How to log in. Default: `login_method::challenge`, so that no secret crosses the link in clear text.
  options& login(login_method value) &;
  options&& login(login_method value) && { return std::move(login(value)); }
  /// The classes of events to receive: "on", "off", or class names with commas ("call,system"; blanks are dropped), or
  /// the number of a bit mask. Unknown names are refused, since the server would silently send nothing.
  /// Default: all that the user may read.
  options& event_mask(std::string value) &;
  options&& event_mask(std::string value) && { return std::move(event_mask(std::move(value))); }
  /// connect() completes only after the event FullyBooted, waiting at most this long after the login. Users without
  /// the right to read class system never see that event. Default: does not wait.
  options& wait_fully_booted(duration limit) &;
  options&& wait_fully_booted(duration limit) && { return std::move(wait_fully_booted(limit)); }

  /// At most this long to resolve the host name. Default: 10 s.
  options& resolve_timeout(duration value) &;
  options&& resolve_timeout(duration value) && { return std::move(resolve_timeout(value)); }
  /// At most this long for the TCP connection to each address. Default: 10 s.
  options& connect_timeout(duration value) &;
  options&& connect_timeout(duration value) && { return std::move(connect_timeout(value)); }
  /// At most this long from the TCP connection to the end of the login. Default: 10 s.
  options& login_timeout(duration value) &;
  options&& login_timeout(duration value) && { return std::move(login_timeout(value)); }
  /// At most this long from send_action() to the reply, unless the action says otherwise. Default: 30 s. Zero: no
  /// limit.
  options& action_timeout(duration value) &;
  options&& action_timeout(duration value) && { return std::move(action_timeout(value)); }
  /// disconnect() waits at most this long for replies that are due and for the server's goodbye. Default: 5 s.
  options& disconnect_timeout(duration value) &;
  options&& disconnect_timeout(duration value) && { return std::move(disconnect_timeout(value)); }

  /// At most this many actions wait to be written or answered; more are refused with `errc::queue_full`.
  /// Default: 65536.
  options& max_actions_in_flight(std::size_t value) &;
  options&& max_actions_in_flight(std::size_t value) && { return std::move(max_actions_in_flight(value)); }
  /// What the server may send. See `wire::read_limits`.
  options& limits(wire::read_limits value) &;
  options&& limits(wire::read_limits value) && { return std::move(limits(value)); }

  /// Where to log to. Default: nowhere; everything is reported by results and events. One line each, with the
  /// connection's id: connections at info, failures at warn, actions at debug, the wire (secrets replaced) at trace.
  options& logger(std::shared_ptr<spdlog::logger> value) &;
  options&& logger(std::shared_ptr<spdlog::logger> value) && { return std::move(logger(std::move(value))); }

  const std::string& host() const noexcept { return host_; }
  std::uint16_t port() const noexcept { return port_; }
  const std::string& user() const noexcept { return user_; }
  const secret& secret_text() const noexcept { return secret_; }
  login_method login() const noexcept { return login_; }
  const std::optional<std::string>& event_mask() const noexcept { return event_mask_; }
  std::optional<duration> wait_fully_booted() const noexcept { return wait_fully_booted_; }
  duration resolve_timeout() const noexcept { return resolve_timeout_; }
  duration connect_timeout() const noexcept { return connect_timeout_; }
  duration login_timeout() const noexcept { return login_timeout_; }
  duration action_timeout() const noexcept { return action_timeout_; }
  duration disconnect_timeout() const noexcept { return disconnect_timeout_; }
  std::size_t max_actions_in_flight() const noexcept { return max_actions_in_flight_; }
  const wire::read_limits& limits() const noexcept { return limits_; }
  const std::shared_ptr<spdlog::logger>& logger() const noexcept { return logger_; }

  /// Empty when the options can be used, else what is wrong with them (never a secret).
  std::string problem() const;

private:
  std::string host_;
  std::string host_problem_;
  std::string user_;
  secret secret_;
  std::optional<std::string> event_mask_;
  std::shared_ptr<spdlog::logger> logger_;
  std::optional<duration> wait_fully_booted_;
  duration resolve_timeout_{10000};
  duration connect_timeout_{10000};
  duration login_timeout_{10000};
  duration action_timeout_{30000};
  duration disconnect_timeout_{5000};
  std::size_t max_actions_in_flight_ = 65536;
  wire::read_limits limits_;
  std::uint16_t port_ = 5038;
  login_method login_ = login_method::challenge;
};

/// How one action is sent, where it differs from the connection's options. Converts from a duration:
/// `pbx.send_action(ami::actions::ping{}, 2s)`.
class send_options {
public:
  send_options() noexcept {}
  template <class Rep, class Period>
  send_options(std::chrono::duration<Rep, Period> timeout)  // NOLINT(google-explicit-constructor)
      : timeout_{std::chrono::duration_cast<options::duration>(timeout)} {}

  /// At most this long until the reply. Zero: no limit.
  send_options& timeout(options::duration value) & {
    timeout_ = value;
    return *this;
  }
  send_options&& timeout(options::duration value) && { return std::move(timeout(value)); }

  std::optional<options::duration> timeout() const noexcept { return timeout_; }

private:
  std::optional<options::duration> timeout_;
};

/// One line: host, port and user; never the secret.
AMI_DECL std::string to_string(const options& value);
AMI_DECL std::ostream& operator<<(std::ostream& out, const options& value);

}  // namespace ami
