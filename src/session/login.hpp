// Greeting and login as a state machine. No sockets, no clocks.
#pragma once

#include <ami/config.hpp>
#include <ami/options.hpp>
#include <ami/response.hpp>
#include <ami/server_version.hpp>
#include <ami/wire/frame.hpp>

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::session {

/// Reads a greeting line such as "Asterisk Call Manager/11.0.0"; nothing when it is not one of an Asterisk Manager
/// Interface.
AMI_DECL std::optional<server_version> parse_greeting(std::string_view line) noexcept;

/// The answer to an MD5 challenge: the lower-case hexadecimal MD5 of challenge and secret. Empty when OpenSSL has no
/// MD5, as in FIPS mode.
AMI_DECL std::string challenge_key(std::string_view challenge, std::string_view secret_text);

/// Logs in: the greeting, the challenge or the secret in clear text, the event mask, optionally FullyBooted.
///
/// Feed it what arrives, and do what it says; it needs no clock, because the caller knows the deadlines.
/// @par Thread safety None.
class AMI_DECL login {
public:
  /// What to do next.
  enum class step : std::uint8_t {
    wait,    ///< Wait for the next frame.
    send,    ///< Write output(), then wait.
    done,    ///< Logged in.
    failed,  ///< Give up: see error() and refusal().
  };

  /// @param credentials user, secret, method, mask; copied.
  /// @param id_prefix makes the ActionIDs of the login: `<prefix>-login1` and so on.
  login(const options& credentials, std::string id_prefix);
  /// @param event_mask instead of the credentials' own; nothing: the server's default.
  login(const options& credentials, std::string id_prefix, std::optional<std::string> event_mask);

  /// The greeting came.
  step on_greeting(std::string_view line);
  /// A frame came.
  step on_frame(wire::frame_view frame);
  /// The server closed the connection.
  step on_end();

  /// Bytes to write; holds secrets. Cleared by the next call.
  const std::string& output() const noexcept { return output_.reveal(); }
  /// Why it failed.
  boost::system::error_code error() const noexcept { return error_; }
  /// The server's refusal; empty when there is none.
  const response& refusal() const noexcept { return refusal_; }
  /// What the greeting said.
  ami::server_version server_version() const noexcept { return version_; }
  /// True once the server accepted the login, also while it waits for FullyBooted.
  bool accepted() const noexcept { return state_ == state::booting || state_ == state::done; }

private:
  enum class state : std::uint8_t { greeting, challenging, logging_in, booting, done, failed };

  step send_challenge();
  step send_login(std::string_view key);
  step on_reply(wire::frame_view frame);
  step fail(boost::system::error_code error);
  step refuse(wire::frame_view frame, boost::system::error_code error);
  std::string next_action_id();

  std::string user_;
  secret secret_;
  std::optional<std::string> event_mask_;
  std::string id_prefix_;
  std::string action_id_;
  secret output_;
  response refusal_;
  boost::system::error_code error_;
  ami::server_version version_;
  unsigned ids_ = 0;
  login_method method_;
  bool wait_fully_booted_;
  state state_ = state::greeting;
};

}  // namespace ami::session
