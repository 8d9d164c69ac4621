// The error codes of this library, and how far an action got.
//
//     auto result = co_await pbx.async_send_action(action, asio::as_tuple(asio::use_awaitable));
//     auto& [error, reply] = result;
//     if (error == ami::errc::permission_denied) { ask_for_the_right(); }        // one code
//     if (error == ami::outcome::never_sent)     { send_it_again(); }            // a group of codes
//     if (error == boost::system::errc::timed_out) { ... }                       // a portable meaning
#pragma once

#include <ami/config.hpp>

#include <boost/system/error_code.hpp>

#include <iosfwd>
#include <string_view>
#include <type_traits>

namespace ami {

using boost::system::error_code;

/// Error codes of this library. Errors of the operating system (`boost::system::system_category()`) and of Asio are
/// passed on where no code below says more; a cancelled operation completes with Asio's `operation_aborted`. Those
/// below that have a portable meaning compare equal to it too: `ec == boost::system::errc::connection_refused`; the
/// codes of deadlines (`..._timed_out`) are `boost::system::errc::timed_out`.
///
/// "Supervised" means a manager with `options::reconnect()`. It tries again after every failure to connect but
/// authentication_failed, challenge_refused, md5_unavailable, event_mask_rejected and event_filter_rejected, which
/// another attempt would only repeat.
enum class errc {
  // ---- The caller's input. Nothing was sent, and the same call fails again.

  /// The options cannot be used. Cause: a host, URL, variable, mask, time or TLS setting that makes no sense, or a file
  /// for TLS that cannot be read. What to do: options::problem() and error::what() say which one; correct it.
  invalid_options = 1,
  /// A header cannot be sent. Cause: CR, LF or NUL in a key or value, which would be a header or an action of its own
  /// to the server; a key that is empty, holds a colon or has outer blanks; a second `Action`. What to do: the detail
  /// names the header; AMI has no escape for line ends.
  invalid_header,
  /// A header line is longer than 1022 bytes, where the server would cut the action in two. What to do: shorten it, or
  /// split it where the action allows a header to be repeated (several `Variable`).
  action_line_too_long,
  /// More than 128 headers, Action and ActionID included. What to do: send several actions; update_config() does so by
  /// itself.
  too_many_headers,
  /// An ActionID of action::action_id() is empty, longer than 64 bytes, holds a line end, or begins or ends with a
  /// blank. What to do: leave it to the library.
  invalid_action_id,
  /// An action with this ActionID is in flight already. What to do: wait for its reply, or leave the ActionID to the
  /// library.
  duplicate_action_id,

  // ---- The manager's state. Nothing was sent.

  /// options::event_mask() leaves out a class of events without which the operation would wait for ever: "call" for
  /// originate(), "agi" for async_agi::accept(). What to do: add it, or set event_mask_from_subscriptions().
  events_masked,
  /// There is no connection that takes actions: never connected, lost, or disconnect() was called. What to do:
  /// connect(), or with a supervised manager options::wait_for_connection(), so that actions wait for the next one.
  not_connected,
  /// connect() while connecting or connected, or while a supervised manager waits for its next attempt. What to do:
  /// wait_for() the state, or nothing.
  already_connected,
  /// More actions, or more bytes of them, than options::max_actions_in_flight() or max_unsent_bytes() allow wait to be
  /// written or answered. Cause: the server answers more slowly than actions come. What to do: send fewer at a time,
  /// and this one later.
  queue_full,
  /// A second operation on a stream, or a second command of a channel in AsyncAGI, while one waits. What to do: one
  /// consumer for each stream; subscribe once more for another.
  already_waiting,

  // ---- connect() failed.

  /// The host name has no address, or the resolver failed; the detail has its words. What to do: check the name and the
  /// resolver.
  host_not_found,
  /// The name was not resolved within options::resolve_timeout().
  resolve_timed_out,
  /// Nothing listens on that port: Asterisk is down, has `enabled = no` in manager.conf, or listens elsewhere (the
  /// usual ports are 5038, and 5039 for TLS).
  connection_refused,
  /// This host has no route to the server's network, or its own network is down.
  network_unreachable,
  /// No route to the server: it is down, or a firewall says so.
  host_unreachable,
  /// No TCP connection within options::connect_timeout(): the server is off, or a firewall drops what comes.
  connect_timed_out,
  /// The peer closed without a greeting. Asterisk does so when as many connections as `authlimit` in manager.conf (50)
  /// have not logged in yet; a server of another protocol may do so too. The detail has a guess.
  no_greeting,
  /// What answered is not an Asterisk Manager Interface. What to do: check the port; the detail says what it sounded
  /// like, for example TLS or HTTP.
  not_ami,
  /// No greeting, or no answer to the login, within options::login_timeout(). A port that speaks TLS is silent to a
  /// client that does not.
  login_timed_out,
  /// User, secret or address refused; the server does not say which. What to do: compare with manager.conf (`secret`,
  /// `deny`, `permit`). Final for a supervised manager.
  authentication_failed,
  /// The user has `allowmultiplelogin = no` and is logged in. What to do: a user of its own for each program. A
  /// supervised manager tries again, since the other connection may end.
  already_logged_in,
  /// The server refuses a login by MD5 challenge, and options::login() does not allow the secret in clear text. What to
  /// do: `login_method::challenge_or_plain`, preferably over TLS. Final for a supervised manager.
  challenge_refused,
  /// This process has no MD5 (OpenSSL in FIPS mode), so it cannot answer the challenge that the server gave. The secret
  /// is not sent in clear text then, whatever the options allow after a refusal: ask for that with
  /// `login_method::plain`, over TLS. Final for a supervised manager.
  md5_unavailable,
  /// No end of the TLS handshake within options::connect_timeout().
  tls_timed_out,
  /// The port speaks no TLS, most likely plain AMI (5038). What to do: the port for TLS, or no options::tls().
  tls_not_tls,
  /// The server's certificate (or a CA's) is not valid any more, or not yet. What to do: renew it; check both clocks.
  tls_certificate_expired,
  /// The server's certificate is for another host. What to do: connect by the name in it, set
  /// tls_options::server_name(), pin it, or, with CAs of your own, ca_without_name().
  tls_wrong_host,
  /// No trusted CA has signed the server's certificate, it is not the pinned one, or there is none; the detail says
  /// more, with the fingerprint of a certificate that was not pinned. What to do: tls_options::ca_file(), or pin it.
  tls_untrusted,
  /// The server refused the client's certificate, or misses one. What to do: tls_options::client_certificate_file(). It
  /// may come while logging in: in TLS 1.3 the server looks at the certificate when the handshake has ended for the
  /// client.
  tls_client_certificate_refused,
  /// The TLS handshake failed otherwise, for example without a common version or cipher; the detail has OpenSSL's
  /// words.
  tls_handshake_failed,
  /// Logged in, but the server did not take options::event_mask(): it would send no event at all. Final for a
  /// supervised manager.
  event_mask_rejected,
  /// Logged in, but the server refused an options::event_filter(); the response says why, for example a wrong
  /// expression, or no right to write class system. Final for a supervised manager.
  event_filter_rejected,

  // ---- The connection ended. Actions that were written fail with reply_lost, others with not_sent unless they wait
  // for the next connection. Streams of a manager that is not supervised end; those of a supervised one go on, with a
  // connection_lost at the place.

  /// The server closed the connection between two frames: it was stopped, or an administrator ended the connection.
  connection_closed,
  /// The server closed the connection in the middle of a frame. Asterisk does so to a client that reads nothing for
  /// `writetimeout` (100 ms) while there is more to send than the system buffers, for example in a suspended process.
  connection_closed_in_frame,
  /// The server, or something in between, broke the connection off (a TCP reset).
  connection_reset,
  /// disconnect(), close(), or the last handle went away: what was asked for. Also where the execution context was
  /// destroyed.
  disconnected,
  /// The server was silent for options::ping_after(), and did not answer the Ping within options::ping_timeout(): it
  /// hangs, an action blocks this connection (a synchronous Originate, WaitEvent), or the network lost the link.
  ping_timed_out,
  /// The server sent what is no TLS, or a TLS alert; the detail has OpenSSL's words.
  tls_broken,
  /// The server sent a line above `wire::read_limits::max_line_bytes`. What to do: raise options::limits() if that line
  /// was meant. The same for the next two.
  line_too_long,
  /// The server sent a frame above `wire::read_limits::max_frame_bytes`.
  frame_too_large,
  /// The server sent a frame with more lines than `wire::read_limits::max_fields`.
  too_many_fields,

  // ---- A stream ended by itself.

  /// The consumer was too slow for a stream that is to close then (`overflow::close`). What to do: read faster, raise
  /// subscribe_options::capacity(), or subscribe again and ask for the state anew.
  stream_overflowed,

  // ---- An action failed.

  /// The deadline, or the connection's end, came before the action was written. Never sent: safe to send again.
  not_sent,
  /// Written (at least in part), but the connection ended before the reply. Outcome unknown: find out what became of it
  /// before it is sent again, unless its class says that it may be repeated (`action::repeat_safety`).
  reply_lost,
  /// Written, but no reply within the action's timeout. Outcome unknown, as reply_lost: the server may be slow, another
  /// action of this connection may block it, or it answers with text that no ActionID names (`action::text_reply()`).
  response_timed_out,
  /// More items of a list than its limits allow: of those that wait to be taken (`list_options`), or of those that are
  /// kept for the reply (`options::max_list_items()`, max_list_bytes()). The server did what was asked for. What to do:
  /// stream the list with manager::list() and take its items faster, or raise the limits.
  list_overflow,
  /// The server answered `Response: Error`; error::what() and reply::message() have its words, which are free text.
  /// What is only empty comes so too in some versions ("No active conferences.") where the catalogue does not know it.
  action_rejected,
  /// Rejected: the manager user lacks the right (`write` in manager.conf). Asterisk says the same of an action whose
  /// module is not running, and then closes the connection.
  permission_denied,
  /// Rejected: the server has no such action, as far as is known of its version.
  unknown_action,
  /// Rejected: Asterisk of this major version has the action (perhaps only from a later release on than this server's),
  /// but only while its module is loaded: not yet, when it has just started. What to do: load the module, or wait.
  module_not_loaded,
  /// Rejected: the server began a list, and broke it off with an error. The reply has the items that came, and the
  /// error.
  list_failed,
  /// Rejected, an action or a login: the server is shutting down, and acts on nothing meanwhile. What to do: use
  /// another server, as cluster::send_any() does, or wait until it is back; a supervised manager tries a login again.
  shutting_down,

  // ---- A call (ami/call.hpp) was accepted by the server, and did not come about. call_update has the details.

  /// The far end is busy.
  call_busy,
  /// It rang until the timeout of the Originate, or the server says that nobody answered.
  call_not_answered,
  /// No circuit, or the network refused the call; it may work later.
  call_congested,
  /// No such number or endpoint, or it is not registered.
  call_unreachable,
  /// The far end refused the call.
  call_refused,
  /// Hung up from this side before it was answered: by call::hang_up(), or by link_loss_policy::hang_up_unanswered.
  call_cancelled,
  /// It failed, and the server does not say more.
  call_failed,
  /// It ended while the connection was lost: for certain, but how is not known, and it may have been answered for a
  /// moment. Also an Originate whose reply was lost, and of which the server knows no channel afterwards. See
  /// call_options::on_link_loss().
  call_ended_unseen,

  // What became of a call cannot be known: outcome unknown. It may be going on.

  /// The server did not tell in time how the call went. Cause, most of the time: the user may not read class call, or a
  /// mask or filter leaves its events out. See call_options::sight_check().
  call_timed_out,
  /// The connection ended while the call was in progress; call_update::link_error() says how. What to do: with a
  /// supervised manager call_options::on_link_loss(), so that the call is followed on.
  call_lost,

  // ---- A command of AsyncAGI (ami/async_agi.hpp) failed.

  /// The channel has left AsyncAGI (hung up, sent on, or after a failure): never sent.
  agi_ended,
  /// The channel left AsyncAGI before the command's result came, mostly because the caller hung up: outcome unknown.
  agi_interrupted,
  /// Rejected: no such command, or wrong arguments; error::what() has the server's answer.
  agi_bad_command,
  /// Rejected: the command does not work on a channel that has hung up.
  agi_dead_channel,
  /// The command was run and reports a failure; often the caller has hung up.
  agi_failed,

  // ---- Changes of a configuration file (ami/update_config.hpp) needed several actions.

  /// The first of them are made, and a later one failed: outcome unknown as a whole. What to do: do not send all of it
  /// again; update_config_error says which changes are made, and why the next one failed.
  config_partly_updated,
};

/// How far an action got. Compare with an error code: `if (ec == ami::outcome::never_sent)`; reply::outcome() and
/// error::outcome() have it as well. Each code of errc belongs to one of them, and success is `accepted`. Errors of
/// other categories belong to none: when an operation was cancelled, ask the reply.
enum class outcome {
  /// The server answered, and not with an error; also a call or an AGI command that it took and that failed afterwards.
  accepted = 1,
  /// No byte of the action left this process: it is safe to send it again.
  never_sent,
  /// It was (at least in part) written, and no answer came: the server may or may not have acted. Sending it again may
  /// do it twice, so the library never does.
  unknown,
  /// The server answered with an error, and its message says why. Sending the same again is of no use until something
  /// has changed there.
  rejected,
};

/// The category of `ami::errc`; its name is "ami".
/// @par Thread safety Any thread, as all functions of this header.
AMI_DECL const boost::system::error_category& error_category() noexcept;
/// The category of `ami::outcome` conditions; its name is "ami.outcome".
AMI_DECL const boost::system::error_category& outcome_category() noexcept;

/// What makes an `ami::errc` convert to `error_code`, and compare with one.
inline error_code make_error_code(errc code) noexcept {
  return {static_cast<int>(code), error_category()};
}
/// What makes an `ami::outcome` compare with an `error_code`.
inline boost::system::error_condition make_error_condition(outcome value) noexcept {
  return {static_cast<int>(value), outcome_category()};
}

/// The text of a code, for example "permission denied by the server"; "unknown error" for a value without an
/// enumerator. A literal: it lives for ever.
AMI_DECL std::string_view to_string(errc code) noexcept;
/// Writes that text.
AMI_DECL std::ostream& operator<<(std::ostream& out, errc code);

/// The name of an outcome: "accepted", "never sent", "outcome unknown", "rejected".
AMI_DECL std::string_view to_string(outcome value) noexcept;
/// Writes that name.
AMI_DECL std::ostream& operator<<(std::ostream& out, outcome value);

}  // namespace ami

template <>
struct boost::system::is_error_code_enum<ami::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<ami::outcome> : std::true_type {};
