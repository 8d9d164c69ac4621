// The error codes of this library, and how far an action got.
#pragma once

#include <ami/config.hpp>

#include <boost/system/error_code.hpp>

#include <iosfwd>
#include <string_view>
#include <type_traits>

namespace ami {

using boost::system::error_code;

/// Error codes of this library. Errors of the operating system (`boost::system::system_category()`) and of Asio are
/// passed on where no code below says more. Those below that have a portable meaning compare equal to it too:
/// `ec == boost::system::errc::connection_refused`.
enum class errc {
  // The caller's input. Nothing was sent.
  invalid_options = 1,   ///< The options cannot be used; the message says which.
  invalid_header,        ///< A header's key or value holds CR, LF or NUL, or the key is empty or holds a colon.
  action_line_too_long,  ///< A header line is longer than 1022 bytes; the server would cut the action in two.
  too_many_headers,      ///< More than 128 headers, Action and ActionID included.
  invalid_action_id,     ///< An ActionID is empty, longer than 64 bytes, or begins or ends with a blank.
  duplicate_action_id,   ///< An action with this ActionID waits for its reply already.

  // The manager's state. Nothing was sent.
  events_masked,      ///< The options' event mask leaves out events that the operation needs; the detail says which.
  not_connected,      ///< There is no connection that takes actions.
  already_connected,  ///< connect() while connecting or connected.
  queue_full,         ///< Too many actions wait to be written or answered.
  already_waiting,    ///< A stream can have one waiting operation at a time.

  // connect() failed.
  host_not_found,         ///< The host name has no address.
  resolve_timed_out,      ///< The name was not resolved in time.
  connection_refused,     ///< Nothing listens on that port.
  network_unreachable,    ///< This host has no route to the server's network, or its own network is down.
  host_unreachable,       ///< No route to the server: it is down, or a firewall says so.
  connect_timed_out,      ///< No TCP connection in time.
  no_greeting,            ///< The peer closed without a greeting (Asterisk does so above its `authlimit`).
  not_ami,                ///< What answered is not an Asterisk Manager Interface.
  login_timed_out,        ///< No greeting or no answer to the login in time.
  authentication_failed,  ///< User, secret or address refused; the server does not say which.
  already_logged_in,      ///< The user allows one login at a time and has one.
  challenge_refused,      ///< MD5 login refused, and the options do not allow to send the secret in clear text.
  md5_unavailable,  ///< This process has no MD5 (OpenSSL in FIPS mode), so it cannot answer the challenge that the
                    ///< server gave. The secret is not sent in clear text then, whatever the options allow after a
                    ///< refusal: ask for that with `login_method::plain`, over TLS.
  tls_timed_out,    ///< No end of the TLS handshake in time.
  tls_not_tls,      ///< The port speaks no TLS, most likely plain AMI.
  tls_certificate_expired,         ///< The server's certificate (or a CA's) is not valid any more, or not yet.
  tls_wrong_host,                  ///< The server's certificate is for another host.
  tls_untrusted,                   ///< No trusted CA has signed the server's certificate; the detail says more.
  tls_client_certificate_refused,  ///< The server refused the client's certificate, or misses one.
  tls_handshake_failed,            ///< The TLS handshake failed otherwise; the detail has OpenSSL's words.
  fully_booted_timed_out,          ///< Logged in, but no FullyBooted event in time.
  event_mask_rejected,             ///< Logged in, but the server did not take the event mask.
  event_filter_rejected,           ///< Logged in, but the server refused an event filter; the response says why.

  // The connection ended.
  connection_closed,           ///< The server closed the connection between two frames.
  connection_closed_in_frame,  ///< The server closed the connection in the middle of a frame.
  connection_reset,            ///< The server, or something in between, broke the connection off (a TCP reset).
  disconnected,                ///< disconnect(), or the last handle went away.
  ping_timed_out,              ///< The server did not answer a ping in time.
  tls_broken,                  ///< The server sent what is no TLS, or a TLS alert; the detail has OpenSSL's words.
  line_too_long,               ///< The server sent a line above the limit.
  frame_too_large,             ///< The server sent a frame above the limit.
  too_many_fields,             ///< The server sent a frame with more lines than the limit.

  // A stream ended by itself.
  stream_overflowed,  ///< The consumer was too slow for a stream that is to close then (`overflow::close`).

  // An action failed.
  not_sent,            ///< The deadline or the connection's end came before the action was written: never sent.
  reply_lost,          ///< Written, but the connection ended before the reply: outcome unknown.
  response_timed_out,  ///< Written, but no reply in time: outcome unknown.
  list_overflow,       ///< More items of a list than its limits allow: of those that wait to be taken
                       ///< (`list_options`), or of those that are kept for the reply (`options::max_list_items()`).
  action_rejected,     ///< The server answered `Response: Error`; error::what() has its message.
  permission_denied,   ///< Rejected: the manager user lacks the right, or is not logged in.
  unknown_action,      ///< Rejected: the server has no such action, as far as is known of its version.
  module_not_loaded,  ///< Rejected: Asterisk of this major version has the action (perhaps only from a later release on
                      ///< than this server's), but only while its module is loaded: not yet, when it has just started.
  list_failed,    ///< Rejected: the server began a list, and broke it off with an error. The reply has the items that
                  ///< came, and the error.
  shutting_down,  ///< Rejected, an action or a login: the server is shutting down, and acts on nothing meanwhile.

  // A call (ami/call.hpp) was accepted by the server, and did not come about.
  call_busy,          ///< The far end is busy.
  call_not_answered,  ///< It rang until the timeout.
  call_congested,     ///< No circuit, or the network refused for now.
  call_unreachable,   ///< No such number or endpoint, or it is not registered.
  call_refused,       ///< The far end refused the call.
  call_cancelled,     ///< Hung up from this side before it was answered.
  call_failed,        ///< It failed, and the server does not say more.
  // What became of a call cannot be known: outcome unknown.
  call_timed_out,  ///< The server did not tell in time how the call went; the user may lack the right to see it.
  call_lost,       ///< The connection ended while the call was in progress.

  // A command of AsyncAGI (ami/async_agi.hpp) failed.
  agi_ended,         ///< The channel has left AsyncAGI (hung up, sent on, or after a failure): never sent.
  agi_interrupted,   ///< The channel left AsyncAGI before the command's result came: outcome unknown.
  agi_bad_command,   ///< Rejected: no such command, or wrong arguments.
  agi_dead_channel,  ///< Rejected: the command does not work on a channel that has hung up.
  agi_failed,        ///< The command was run and reports a failure; often the caller has hung up.

  // Changes of a configuration file (ami/update_config.hpp) needed several actions.
  config_partly_updated,  ///< The first of them are made, and a later one failed: outcome unknown as a whole.
};

/// How far an action got. Compare with an error code: `if (ec == ami::outcome::never_sent)`.
enum class outcome {
  accepted = 1,  ///< The server answered, and not with an error.
  never_sent,    ///< No byte of the action left this process: it is safe to send it again.
  unknown,       ///< It was (at least in part) written, and no answer came: the server may or may not have acted.
  rejected,      ///< The server answered that it refuses.
};

/// The category of `ami::errc`.
AMI_DECL const boost::system::error_category& error_category() noexcept;
/// The category of `ami::outcome` conditions.
AMI_DECL const boost::system::error_category& outcome_category() noexcept;

inline error_code make_error_code(errc code) noexcept {
  return {static_cast<int>(code), error_category()};
}
inline boost::system::error_condition make_error_condition(outcome value) noexcept {
  return {static_cast<int>(value), outcome_category()};
}

/// The text of a code, for example "permission denied by the server".
AMI_DECL std::string_view to_string(errc code) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, errc code);

/// The name of an outcome: "accepted", "never sent", "outcome unknown", "rejected".
AMI_DECL std::string_view to_string(outcome value) noexcept;
AMI_DECL std::ostream& operator<<(std::ostream& out, outcome value);

}  // namespace ami

template <>
struct boost::system::is_error_code_enum<ami::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<ami::outcome> : std::true_type {};
