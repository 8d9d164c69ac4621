// A call from dial to hangup: one object, whose stages are awaited; also across the loss of the connection.
#pragma once

#include <ami/actions/channel.hpp>
#include <ami/basic_stream.hpp>
#include <ami/call_options.hpp>
#include <ami/call_update.hpp>
#include <ami/config.hpp>
#include <ami/detail/spawned_operation.hpp>
#include <ami/detail/stream_operations.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>
#include <ami/values.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami {

namespace detail {

class call_state;

AMI_DECL take_result take_value(call_state& source, std::optional<call_update>& value);
AMI_DECL void async_wait(std::shared_ptr<call_state> source, wait_handler handler);
AMI_DECL void close_source(call_state& source) noexcept;
AMI_DECL boost::system::error_code end_reason_of(const call_state& source);
AMI_DECL boost::asio::any_io_executor executor_of(const call_state& source);

}  // namespace detail

/// A call that this client made, or that it follows. Move-only; originate() and follow() make it.
///
///     auto call = co_await ami::originate(pbx, ami::actions::originate{"PJSIP/alice"}.application("Wait").data("60"));
///     co_await call.wait_answered();
///     auto end = co_await call.wait_hangup();
///
/// or, stage by stage:
///
///     while (auto update = co_await call.next()) { log("{}", to_string(*update)); }
///
/// It is a stream of its stages (see `basic_stream`), of which the first is `queued`. Failures are stages, too, and no
/// exceptions of next(). Its end_reason() is the error() of the last stage once that was given, and
/// `errc::disconnected` after close(). Cancelling a wait for a stage leaves the call as it is. close() lets go of the
/// call, as the destructor does.
///
/// It follows the channel that Originate makes, by a Uniqueid chosen before the action is sent. The stages come from
/// the events Newchannel, Newstate, Dial..., OriginateResponse and Hangup of this channel; those of other calls never
/// get here. A user without the right to read class call sees none of them: the call is then `lost` with
/// `errc::call_timed_out`, although it may go on; see call_options::sight_check(). A Local channel without `/n` is
/// optimised away when both its ends are in bridges, which looks like its end: add `/n` to follow it.
///
/// @par Loss of the connection By default the call is `lost` then, which says nothing of what becomes of it. With a
/// supervised manager and call_options::on_link_loss() it is followed on, so that it is not known for a while, and then
/// is. The server is asked, and a call that nobody answered is hung up, while an operation waits for a stage. A call
/// that the options give several servers for is `lost` all the same, unless connection_restored::restarted() says that
/// it is the same one.
/// @par Destruction A call that was not answered is hung up: nobody's telephone rings for nobody. An answered call goes
/// on. detach() before, and an unanswered call rings on too. What is destroyed together with its connection, or
/// while the server is shutting down, cannot be hung up.
/// Operations that wait for it end: next() returns nothing, the others throw `operation_aborted`.
/// So `co_await originate(...);` as a statement makes the call and hangs it up at once. Clang warns of that, and GCC 12
/// does not, which does not see the result of `co_await`: a call that is hung up before anything was asked of it is
/// logged as a warning, too.
/// @par Hanging up what may ring The hangup names the channel by its Uniqueid, so it needs no answer to the Originate:
/// also an Originate whose outcome is unknown is followed for at most 30 s, and hung up as soon as its channel appears.
/// With call_options::on_link_loss() a lost connection is waited for besides, for call_options::link_wait(). This runs
/// on the manager's executor and holds a copy of the manager meanwhile. It ends when there will be no connection any
/// more; the Originate itself is never sent again.
/// @par Executor The operations resume on the executor of the awaiting coroutine; those with a completion token run and
/// complete on that of the handler, default the manager's.
/// @par Thread safety One consumer: one operation at a time, and not together with destruction on another thread.
class [[nodiscard("a call that nobody answered is hung up when its object is dropped")]] AMI_CLASS_DECL call
    : public basic_stream<call_update, detail::call_state> {
public:
  /// No call: it has no stages, and must not be waited for or hung up.
  call() noexcept;

  /// The Uniqueid of its channel: chosen by the library, unless the Originate had a `ChannelId`.
  [[nodiscard]] std::string_view uniqueid() const& noexcept;
  std::string_view uniqueid() const&& = delete;
  /// The Uniqueid of the second half of a Local channel; empty for any other.
  [[nodiscard]] std::string_view other_uniqueid() const& noexcept;
  std::string_view other_uniqueid() const&& = delete;
  /// The ActionID of the Originate; empty for a call of follow().
  [[nodiscard]] std::string_view action_id() const& noexcept;
  std::string_view action_id() const&& = delete;
  /// The channel's name, for example "PJSIP/alice-00000001"; empty before it is known.
  [[nodiscard]] std::string channel() const;
  /// The Linkedid, which all channels of the call share; empty before it is known.
  [[nodiscard]] std::string linkedid() const;
  /// The last stage that was given.
  [[nodiscard]] call_stage stage() const noexcept;

  /// Waits until the far end answers.
  /// @return the stage `answered`; at once when the call was answered before.
  /// @par Errors Throws `ami::error`: `errc::call_busy`, `errc::call_not_answered`, `errc::call_congested`,
  ///   `errc::call_unreachable`, `errc::call_refused`, `errc::call_cancelled`, `errc::call_failed`,
  ///   `errc::call_ended_unseen`; outcome unknown: `errc::call_timed_out`, `errc::call_lost`. last() has the numbers
  ///   behind it.
  /// @par Cancellation All types: hangs the call up, unless it comes from follow(), and throws `operation_aborted`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<call_update> wait_answered();
  /// wait_answered() for any completion token.
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, call_update)`; last() has the stage also when there is an error.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_answered(Token && token) {
    return detail::async_spawned(executor_of(*source_), wait_answered(), std::forward<Token>(token));
  }

  /// Waits until the call has ended, answered or not.
  /// @return the stage `hung_up` or `failed`, with the cause.
  /// @par Errors Throws `ami::error` with `errc::call_timed_out` or `errc::call_lost` when the end cannot be known.
  /// @par Cancellation All types: throws `operation_aborted`; the call goes on.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<call_update> wait_hangup();
  /// wait_hangup() for any completion token.
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, call_update)`; last() has the stage also when there is an error.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_hangup(Token && token) {
    return detail::async_spawned(executor_of(*source_), wait_hangup(), std::forward<Token>(token));
  }

  /// The last stage that was given, with all that was known then.
  [[nodiscard]] const call_update& last() const& noexcept;
  const call_update& last() const&& = delete;

  /// Hangs the call up. When its channel is not there yet, that happens when it appears. The stages go on to the last
  /// one; before an answer that is `failed` with `errc::call_cancelled`. With call_options::on_link_loss() a connection
  /// is waited for, and a Hangup whose reply was lost is sent again.
  /// @par Completes when the server has taken the Hangup.
  /// @par Errors Throws `ami::error` as send_action(); not when the channel is gone already. With
  ///   `errc::permission_denied` or `errc::shutting_down` the call goes on.
  /// @par Cancellation As send_action().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> hang_up(hangup_cause cause =
                                                                                         hangup_cause::normal_clearing);
  /// hang_up() for any completion token.
  /// @param token the completion token.
  /// @par Handler signature `void(error_code)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_hang_up(Token && token) {
    return async_hang_up(hangup_cause::normal_clearing, std::forward<Token>(token));
  }
  /// @param cause as for hang_up().
  /// @param token the completion token.
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_hang_up(hangup_cause cause, Token && token) {
    return detail::async_spawned(executor_of(*source_), hang_up(cause), std::forward<Token>(token));
  }

  /// The destructor does not hang up any more. That of a call of follow() never does.
  void detach() noexcept;

  // Not for users: originate() and follow() make calls.
  explicit call(std::shared_ptr<detail::call_state> state) noexcept;
};

/// Makes a call, and completes with it as soon as the server has queued it.
///
/// Sends the action with `Async: true` always, since a synchronous Originate stops the connection's events until the
/// call is answered, and with a `ChannelId` (and `OtherChannelId` for Local channels) unless it has them. Subscribes
/// to the channel's events before.
/// @param pbx the connection; copied.
/// @param action the Originate. Its `Timeout` says how long it may ring.
/// @param options limits.
/// @par Completes when the server has accepted the Originate.
/// @par Errors Throws `ami::error` as send_action(); the outcome says whether there may be a call. When it is unknown,
/// the call is hung up if it comes about. With call_options::on_link_loss() an unknown outcome is found out first, and
/// the call given if there is one: the error is `errc::call_ended_unseen` when the server knows no channel of it, or as
/// before when there is no connection within call_options::link_wait(). `errc::invalid_header` for a `ChannelId` that
/// begins with a slash; `errc::events_masked` when the options' event mask leaves out class call, without which nothing
/// would be seen of it.
/// @par Cancellation All types: throws `operation_aborted`; a call that was sent is hung up.
[[nodiscard("await it, or nothing happens")]] AMI_DECL boost::asio::awaitable<call> originate(
    const manager& pbx, actions::originate action, call_options options = {});

/// originate() for any completion token.
/// @param pbx, action, options as for originate().
/// @param token the completion token.
/// @par Handler signature `void(error_code, ami::call)`; with an error it is no call. A handler that drops it hangs up.
/// @par Executor The handler's associated one, default the manager's; never inline.
template <class Token>
[[nodiscard("await it, or ask it for the result")]] auto async_originate(const manager& pbx, actions::originate action,
                                                                         call_options options, Token&& token) {
  return detail::async_spawned(pbx.get_executor(), originate(pbx, std::move(action), options),
                               std::forward<Token>(token));
}
template <class Token>
[[nodiscard("await it, or ask it for the result")]] auto async_originate(const manager& pbx, actions::originate action,
                                                                         Token&& token) {
  return async_originate(pbx, std::move(action), call_options{}, std::forward<Token>(token));
}

/// Follows a channel that is there, whoever made it: a call of a telephone, of the dialplan, of another client.
///
///     auto call = co_await ami::follow(pbx, event.uniqueid());
///     auto end = co_await call.wait_hangup();
///
/// Its stages go from the present one to the end; there is no `queued`. `answered` is that of this channel: the one of
/// a caller is answered when the dialplan answers it. A channel that ends without an answer has `failed`.
///
/// The call that is given never hangs up by itself: as if detached, and also when wait_answered() is cancelled.
/// call::hang_up() does, and so does `link_loss_policy::hang_up_unanswered`.
/// @param pbx the connection; copied. Its user must read class call, or no further stage comes.
/// @param uniqueid the Uniqueid of the channel; its name will not do.
/// @param options limits. Those of an Originate have no meaning here: it may ring for any time.
/// @par Completes when the server has told the channel's state.
/// @par Errors Throws `ami::error` as send_action() with a Status: `errc::action_rejected` when there is no such
/// channel,
///   `errc::permission_denied` without the right to write class system, call or reporting. `errc::invalid_header` for a
///   Uniqueid that is empty or begins with a slash; `errc::events_masked` as originate().
/// @par Cancellation As send_action().
[[nodiscard("await it, or nothing happens")]] AMI_DECL boost::asio::awaitable<call> follow(const manager& pbx,
                                                                                           std::string uniqueid,
                                                                                           call_options options = {});

/// follow() for any completion token.
/// @param pbx, uniqueid, options as for follow().
/// @param token the completion token.
/// @par Handler signature `void(error_code, ami::call)`; with an error it is no call.
/// @par Executor The handler's associated one, default the manager's; never inline.
template <class Token>
[[nodiscard("await it, or ask it for the result")]] auto async_follow(const manager& pbx, std::string uniqueid,
                                                                      call_options options, Token&& token) {
  return detail::async_spawned(pbx.get_executor(), follow(pbx, std::move(uniqueid), options),
                               std::forward<Token>(token));
}
template <class Token>
[[nodiscard("await it, or ask it for the result")]] auto async_follow(const manager& pbx, std::string uniqueid,
                                                                      Token&& token) {
  return async_follow(pbx, std::move(uniqueid), call_options{}, std::forward<Token>(token));
}

}  // namespace ami
