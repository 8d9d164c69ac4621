// A channel that sits in `AGI(agi:async)`, and the commands that it can be given.
#pragma once

#include <ami/agi_result.hpp>
#include <ami/config.hpp>
#include <ami/detail/spawned_operation.hpp>
#include <ami/event.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::async_agi {

namespace detail {

class call_state;

AMI_DECL boost::asio::any_io_executor executor_of(const call_state& source);

}  // namespace detail

/// A channel that waits in AsyncAGI for commands. Move-only; a `listener` yields it.
///
///     co_await call.answer();
///     co_await call.exec("Playback", "demo-congrats");
///     co_await call.hangup();
///
/// One command at a time: each completes when the server has run it, however long that takes (a Playback takes as long
/// as the sound). It completes with an error when the channel hangs up or leaves AsyncAGI meanwhile.
///
/// Each command has a form for any completion token, for example `async_answer(token)`, with the same parameters in
/// front of the token, of which the last may be left out where it has a default. Its handler takes `(error_code, T)`,
/// where T is the result of the short form, or `(error_code)` when that has none.
///
/// The arguments may hold any bytes but CR, LF and NUL; they are quoted as needed. A command is at most 1013 bytes
/// long.
///
/// @par Errors Every command throws `ami::error`: `errc::agi_ended` when the channel is no longer in AsyncAGI,
///   `errc::agi_interrupted` when it left before the result came, `errc::agi_bad_command`, `errc::agi_dead_channel`,
///   `errc::already_waiting` when another command of this channel is not finished, and the errors of send_action()
///   (`errc::invalid_header`, `errc::permission_denied`: it needs class agi to read and write; `errc::shutting_down`;
///   `errc::reply_lost` when the connection ended before the result). After the end of the connection, how it ended.
///   The helpers, but not command(), throw `errc::agi_failed` too, when the command reports that it failed; most do so
///   when the caller hangs up. Where a failure ends the AGI is Asterisk's choice: after a STREAM FILE of a missing file
///   the channel goes on in the dialplan.
/// @par Cancellation All types: throws `operation_aborted`. The server may still run the command; what it answers is
///   dropped, and the next command waits behind it.
/// @par Destruction The channel goes on in the dialplan, behind the command that runs; unless it has ended, release()
///   was called, or detach(). While the server is shutting down it stays in AsyncAGI until it is hung up.
/// @par Executor The operations resume on the executor of the awaiting coroutine; those with a completion token run and
/// complete on that of the handler, default the manager's.
/// @par Thread safety One user: one operation at a time, and not together with destruction on another thread. Different
/// calls are independent.
class [[nodiscard("the channel goes on in the dialplan when its call is dropped")]] AMI_CLASS_DECL call {
public:
  /// No call: nothing may be done with it.
  call() noexcept;
  call(call && other) noexcept;
  call& operator=(call&& other) noexcept;
  call(const call&) = delete;
  call& operator=(const call&) = delete;
  ~call();

  /// The event AsyncAGIStart, with the channel's state, caller and place in the dialplan.
  [[nodiscard]] const event& start() const& noexcept;
  const event& start() const&& = delete;
  /// The channel's name.
  [[nodiscard]] std::string_view channel() const& noexcept;
  std::string_view channel() const&& = delete;
  [[nodiscard]] std::string_view uniqueid() const& noexcept;
  std::string_view uniqueid() const&& = delete;
  /// The AGI environment in its order: "agi_channel", "agi_callerid", "agi_extension", "agi_arg_1", ....
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& variables() const& noexcept;
  const std::vector<std::pair<std::string, std::string>>& variables() const&& = delete;
  /// A variable of the environment, for example "agi_callerid"; empty when there is none.
  [[nodiscard]] std::string_view variable(std::string_view name) const& noexcept;
  std::string_view variable(std::string_view name) const&& = delete;
  /// True when the channel is known to have left AsyncAGI.
  [[nodiscard]] bool ended() const;
  /// Why; no error while it has not. `errc::agi_ended`, or how the connection ended.
  [[nodiscard]] boost::system::error_code end_reason() const;

  /// Sends a command as it is, for example "GET VARIABLE CHANNEL"; append_argument() quotes what is not fixed.
  /// @return the answer, with code 200; its value may say that the command failed.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> command(std::string text);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_command(std::string text, Token && token) {
    return run(command(std::move(text)), std::forward<Token>(token));
  }

  /// `ANSWER`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> answer();
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_answer(Token && token) {
    return run(answer(), std::forward<Token>(token));
  }
  /// `HANGUP`: hangs this channel up.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> hangup();
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_hangup(Token && token) {
    return run(hangup(), std::forward<Token>(token));
  }
  /// `EXEC`: runs an application of the dialplan, for example `exec("Playback", "demo-congrats")`.
  /// @param arguments as in the dialplan, with commas between them.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> exec(std::string application,
                                                                                    std::string arguments = {});
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_exec(std::string application, std::string arguments,
                                                                      Token && token) {
    return run(exec(std::move(application), std::move(arguments)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_exec(std::string application, Token && token) {
    return run(exec(std::move(application)), std::forward<Token>(token));
  }
  /// `GET VARIABLE`: a variable or function of the channel, for example "CALLERID(num)"; nothing when it is not set.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<std::string>> get_variable(
      std::string name);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_get_variable(std::string name, Token && token) {
    return run(get_variable(std::move(name)), std::forward<Token>(token));
  }
  /// `GET FULL VARIABLE`: an expression, for example "${CHANNEL(state)}-${EXTEN}".
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<std::string>> get_full_variable(
      std::string expression);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_get_full_variable(std::string expression,
                                                                                   Token && token) {
    return run(get_full_variable(std::move(expression)), std::forward<Token>(token));
  }
  /// `SET VARIABLE`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> set_variable(std::string name,
                                                                                          std::string value);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_set_variable(std::string name, std::string value,
                                                                              Token && token) {
    return run(set_variable(std::move(name), std::move(value)), std::forward<Token>(token));
  }
  /// `STREAM FILE`: plays a sound, which one of `escape_digits` ends.
  /// @return digit() is what ended it, endpos() where.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> stream_file(
      std::string file, std::string escape_digits = {});
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_stream_file(
      std::string file, std::string escape_digits, Token && token) {
    return run(stream_file(std::move(file), std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_stream_file(std::string file, Token && token) {
    return run(stream_file(std::move(file)), std::forward<Token>(token));
  }
  /// `GET DATA`: plays a sound and collects digits.
  /// @param timeout how long to wait for each digit.
  /// @return value_text() has the digits; data() is "timeout" when it ended by the timeout.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> get_data(
      std::string file, std::chrono::milliseconds timeout, int max_digits);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_get_data(
      std::string file, std::chrono::milliseconds timeout, int max_digits, Token&& token) {
    return run(get_data(std::move(file), timeout, max_digits), std::forward<Token>(token));
  }
  /// `WAIT FOR DIGIT`.
  /// @return the digit, or nothing when none came.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<char>> wait_for_digit(
      std::chrono::milliseconds timeout);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_for_digit(std::chrono::milliseconds timeout,
                                                                                Token && token) {
    return run(wait_for_digit(timeout), std::forward<Token>(token));
  }
  /// `RECORD FILE`.
  /// @return endpos() has the length; data() why it ended ("dtmf", "timeout", "hangup").
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> record_file(
      std::string file, std::string format, std::string escape_digits, std::chrono::milliseconds timeout,
      bool beep = true);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_record_file(
      std::string file, std::string format, std::string escape_digits, std::chrono::milliseconds timeout, bool beep,
      Token&& token) {
    return run(record_file(std::move(file), std::move(format), std::move(escape_digits), timeout, beep),
               std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_record_file(
      std::string file, std::string format, std::string escape_digits, std::chrono::milliseconds timeout,
      Token && token) {
    return run(record_file(std::move(file), std::move(format), std::move(escape_digits), timeout),
               std::forward<Token>(token));
  }
  /// `SAY DIGITS`, `SAY NUMBER`, `SAY ALPHA`, `SAY PHONETIC`. digit() of the result is what ended it.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> say_digits(
      std::string digits, std::string escape_digits = {});
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_digits(std::string digits,
                                                                            std::string escape_digits, Token && token) {
    return run(say_digits(std::move(digits), std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_digits(std::string digits, Token && token) {
    return run(say_digits(std::move(digits)), std::forward<Token>(token));
  }
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> say_number(
      std::int64_t number, std::string escape_digits = {});
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_number(std::int64_t number,
                                                                            std::string escape_digits, Token && token) {
    return run(say_number(number, std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_number(std::int64_t number, Token && token) {
    return run(say_number(number), std::forward<Token>(token));
  }
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> say_alpha(
      std::string text, std::string escape_digits = {});
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_alpha(std::string text, std::string escape_digits,
                                                                           Token && token) {
    return run(say_alpha(std::move(text), std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_alpha(std::string text, Token && token) {
    return run(say_alpha(std::move(text)), std::forward<Token>(token));
  }
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> say_phonetic(
      std::string text, std::string escape_digits = {});
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_phonetic(
      std::string text, std::string escape_digits, Token && token) {
    return run(say_phonetic(std::move(text), std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_phonetic(std::string text, Token && token) {
    return run(say_phonetic(std::move(text)), std::forward<Token>(token));
  }
  /// `DATABASE GET`: nothing when there is no such entry.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<std::string>> database_get(
      std::string family, std::string key);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_database_get(std::string family, std::string key,
                                                                              Token && token) {
    return run(database_get(std::move(family), std::move(key)), std::forward<Token>(token));
  }
  /// `DATABASE PUT`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> database_put(
      std::string family, std::string key, std::string value);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_database_put(std::string family, std::string key,
                                                                              std::string value, Token && token) {
    return run(database_put(std::move(family), std::move(key), std::move(value)), std::forward<Token>(token));
  }
  /// `DATABASE DEL`. @return false when the server could not; that there was no such entry is no failure to every
  /// version.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<bool> database_del(std::string family,
                                                                                          std::string key);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_database_del(std::string family, std::string key,
                                                                              Token && token) {
    return run(database_del(std::move(family), std::move(key)), std::forward<Token>(token));
  }
  /// `VERBOSE`: writes to the server's log and console.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> verbose(std::string text, int level = 1);
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_verbose(std::string text, int level, Token&& token) {
    return run(verbose(std::move(text), level), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_verbose(std::string text, Token && token) {
    return run(verbose(std::move(text)), std::forward<Token>(token));
  }

  /// `ASYNCAGI BREAK`: the channel goes on in the dialplan at its next priority.
  /// @par Completes when it has left AsyncAGI.
  /// @par Errors As any command, but not `errc::agi_ended` and `errc::agi_interrupted`.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> release();
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_release(Token && token) {
    return run(release(), std::forward<Token>(token));
  }
  /// The destructor leaves the channel where it is: in AsyncAGI.
  void detach() noexcept;

  // Not for users: a listener makes calls.
  explicit call(std::shared_ptr<detail::call_state> state) noexcept;

private:
  template <class Result, class Token>
  auto run(boost::asio::awaitable<Result> command, Token && token) {
    return ami::detail::async_spawned(detail::executor_of(*state_), std::move(command), std::forward<Token>(token));
  }
  void let_go() noexcept;

  std::shared_ptr<detail::call_state> state_;
};

}  // namespace ami::async_agi
