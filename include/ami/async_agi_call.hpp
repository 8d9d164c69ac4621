// A channel that sits in `AGI(agi:async)`, and the commands that it can be given.
//
//     boost::asio::awaitable<void> serve(ami::async_agi::call call) {           // from a listener: ami/async_agi.hpp
//       co_await call.answer();
//       const auto digits = co_await call.get_data("vm-extension", 5s, 4);
//       if (digits.value_text() == "1234") { co_await call.exec("Dial", "PJSIP/alice,30"); }
//       co_await call.hangup();
//     }
//
// The commands are those of Asterisk's AGI; `asterisk -rx "agi show commands"` lists them with their arguments.
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
/// where T is the result of the short form, or `(error_code)` when that has none. with_details() brings it the
/// `ami::error` that the short form throws.
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
  /// Leaves `other` without a call.
  call(call && other) noexcept;
  /// Lets go of the call that it had, as the destructor does.
  call& operator=(call&& other) noexcept;
  call(const call&) = delete;
  call& operator=(const call&) = delete;
  /// Lets go of the call: see the paragraph on destruction above.
  ~call();

  /// The event AsyncAGIStart, with the channel's state, caller and place in the dialplan.
  [[nodiscard]] const event& start() const& noexcept;
  const event& start() const&& = delete;
  /// The channel's name when it came into AsyncAGI; empty for no call.
  [[nodiscard]] std::string_view channel() const& noexcept;
  std::string_view channel() const&& = delete;
  /// The channel's Uniqueid; empty for no call.
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
  /// @param text the command with its arguments: at most 1013 bytes.
  /// @return the answer, with code 200; its value may say that the command failed, which is not an error here.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> command(std::string text);
  /// command() for any completion token.
  /// @param text as for command().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_command(std::string text, Token && token) {
    return run(command(std::move(text)), std::forward<Token>(token));
  }

  /// `ANSWER`: answers the channel, so that it can be heard; most other commands need that. Nothing happens when it is
  /// answered already.
  /// @return the server's answer, as for the commands below that return a result.
  /// @par Errors, cancellation As for every command: see above.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> answer();
  /// answer() for any completion token.
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_answer(Token && token) {
    return run(answer(), std::forward<Token>(token));
  }
  /// `HANGUP`: hangs this channel up, with which it leaves AsyncAGI.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> hangup();
  /// hangup() for any completion token.
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_hangup(Token && token) {
    return run(hangup(), std::forward<Token>(token));
  }
  /// `EXEC`: runs an application of the dialplan, for example `exec("Playback", "demo-congrats")`.
  /// @param application its name.
  /// @param arguments as in the dialplan, with commas between them; empty for none.
  /// @par Completes when the application has ended, however long that takes: a `Dial` when the call is over.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> exec(std::string application,
                                                                                    std::string arguments = {});
  /// exec() for any completion token. The arguments may be left out.
  /// @param application, arguments as for exec().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_exec(std::string application, std::string arguments,
                                                                      Token && token) {
    return run(exec(std::move(application), std::move(arguments)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_exec(std::string application, Token && token) {
    return run(exec(std::move(application)), std::forward<Token>(token));
  }
  /// `GET VARIABLE`: a variable or function of the channel.
  /// @param name for example "CALLERID(num)", without `${}`.
  /// @return its value; nothing when it is not set.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<std::string>> get_variable(
      std::string name);
  /// get_variable() for any completion token.
  /// @param name as for get_variable().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, std::optional<std::string>)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_get_variable(std::string name, Token && token) {
    return run(get_variable(std::move(name)), std::forward<Token>(token));
  }
  /// `GET FULL VARIABLE`: an expression in which the server replaces variables.
  /// @param expression for example "${CHANNEL(state)}-${EXTEN}".
  /// @return what became of it; nothing when that is not available.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<std::string>> get_full_variable(
      std::string expression);
  /// get_full_variable() for any completion token.
  /// @param expression as for get_full_variable().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, std::optional<std::string>)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_get_full_variable(std::string expression,
                                                                                   Token && token) {
    return run(get_full_variable(std::move(expression)), std::forward<Token>(token));
  }
  /// `SET VARIABLE`: sets a variable or function of the channel.
  /// @param name its name, without `${}`; with `__` in front channels that this one calls inherit it.
  /// @param value the new value.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> set_variable(std::string name,
                                                                                          std::string value);
  /// set_variable() for any completion token.
  /// @param name, value as for set_variable().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_set_variable(std::string name, std::string value,
                                                                              Token && token) {
    return run(set_variable(std::move(name), std::move(value)), std::forward<Token>(token));
  }
  /// `STREAM FILE`: plays a sound.
  /// @param file its name, without the extension.
  /// @param escape_digits the digits, `*` and `#` of which each ends it; none by default.
  /// @par Completes when it was played, or ended by a digit.
  /// @return digit() is what ended it, endpos() where.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> stream_file(
      std::string file, std::string escape_digits = {});
  /// stream_file() for any completion token. The digits may be left out.
  /// @param file, escape_digits as for stream_file().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_stream_file(
      std::string file, std::string escape_digits, Token && token) {
    return run(stream_file(std::move(file), std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_stream_file(std::string file, Token && token) {
    return run(stream_file(std::move(file)), std::forward<Token>(token));
  }
  /// `GET DATA`: plays a sound and collects digits; `#` ends them.
  /// @param file the sound, without the extension.
  /// @param timeout how long to wait for each digit, in milliseconds.
  /// @param max_digits how many digits end it.
  /// @return value_text() has the digits; data() is "timeout" when it ended by the timeout.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> get_data(
      std::string file, std::chrono::milliseconds timeout, int max_digits);
  /// get_data() for any completion token.
  /// @param file, timeout, max_digits as for get_data().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_get_data(
      std::string file, std::chrono::milliseconds timeout, int max_digits, Token&& token) {
    return run(get_data(std::move(file), timeout, max_digits), std::forward<Token>(token));
  }
  /// `WAIT FOR DIGIT`: waits for a single digit.
  /// @param timeout how long, in milliseconds; -1 for ever.
  /// @return the digit, or nothing when none came in time.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<char>> wait_for_digit(
      std::chrono::milliseconds timeout);
  /// wait_for_digit() for any completion token.
  /// @param timeout as for wait_for_digit().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, std::optional<char>)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_wait_for_digit(std::chrono::milliseconds timeout,
                                                                                Token && token) {
    return run(wait_for_digit(timeout), std::forward<Token>(token));
  }
  /// `RECORD FILE`: records what the channel says into a file of the server.
  /// @param file its name, without the extension.
  /// @param format the extension and format, for example "wav".
  /// @param escape_digits the digits, `*` and `#` of which each ends it.
  /// @param timeout the longest recording, in milliseconds; -1 for any length.
  /// @param beep whether a tone says when to speak.
  /// @return endpos() has the length; data() why it ended ("dtmf", "timeout", "hangup").
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> record_file(
      std::string file, std::string format, std::string escape_digits, std::chrono::milliseconds timeout,
      bool beep = true);
  /// record_file() for any completion token. The beep may be left out.
  /// @param file, format, escape_digits, timeout, beep as for record_file().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
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
  /// `SAY DIGITS`: says digits one by one, in the language of the channel.
  /// @param digits the digits, `*` and `#`.
  /// @param escape_digits the digits of which each ends it; none by default.
  /// @return digit() is what ended it; 0 when nothing did. The same for the next three.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> say_digits(
      std::string digits, std::string escape_digits = {});
  /// say_digits() for any completion token. The digits that end it may be left out.
  /// @param digits, escape_digits as for say_digits().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_digits(std::string digits,
                                                                            std::string escape_digits, Token && token) {
    return run(say_digits(std::move(digits), std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_digits(std::string digits, Token && token) {
    return run(say_digits(std::move(digits)), std::forward<Token>(token));
  }
  /// `SAY NUMBER`: says a number as a whole, "forty-two".
  /// @param number the number.
  /// @param escape_digits as for say_digits().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> say_number(
      std::int64_t number, std::string escape_digits = {});
  /// say_number() for any completion token. The digits that end it may be left out.
  /// @param number, escape_digits as for say_number().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_number(std::int64_t number,
                                                                            std::string escape_digits, Token && token) {
    return run(say_number(number, std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_number(std::int64_t number, Token && token) {
    return run(say_number(number), std::forward<Token>(token));
  }
  /// `SAY ALPHA`: spells a text by the names of its letters.
  /// @param text the text.
  /// @param escape_digits as for say_digits().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> say_alpha(
      std::string text, std::string escape_digits = {});
  /// say_alpha() for any completion token. The digits that end it may be left out.
  /// @param text, escape_digits as for say_alpha().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_alpha(std::string text, std::string escape_digits,
                                                                           Token && token) {
    return run(say_alpha(std::move(text), std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_alpha(std::string text, Token && token) {
    return run(say_alpha(std::move(text)), std::forward<Token>(token));
  }
  /// `SAY PHONETIC`: spells a text by the phonetic alphabet, "alpha, bravo".
  /// @param text the text.
  /// @param escape_digits as for say_digits().
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<result> say_phonetic(
      std::string text, std::string escape_digits = {});
  /// say_phonetic() for any completion token. The digits that end it may be left out.
  /// @param text, escape_digits as for say_phonetic().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, ami::async_agi::result)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_phonetic(
      std::string text, std::string escape_digits, Token && token) {
    return run(say_phonetic(std::move(text), std::move(escape_digits)), std::forward<Token>(token));
  }
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_say_phonetic(std::string text, Token && token) {
    return run(say_phonetic(std::move(text)), std::forward<Token>(token));
  }
  /// `DATABASE GET`: reads an entry of the server's own database (AstDB).
  /// @param family, key where it is.
  /// @return its value; nothing when there is no such entry.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<std::optional<std::string>> database_get(
      std::string family, std::string key);
  /// database_get() for any completion token.
  /// @param family, key as for database_get().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, std::optional<std::string>)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_database_get(std::string family, std::string key,
                                                                              Token && token) {
    return run(database_get(std::move(family), std::move(key)), std::forward<Token>(token));
  }
  /// `DATABASE PUT`: makes or replaces an entry of the server's own database.
  /// @param family, key where it is.
  /// @param value the new value.
  /// @par Errors As for every command, and `errc::agi_failed` when the server could not write it.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> database_put(
      std::string family, std::string key, std::string value);
  /// database_put() for any completion token.
  /// @param family, key, value as for database_put().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_database_put(std::string family, std::string key,
                                                                              std::string value, Token && token) {
    return run(database_put(std::move(family), std::move(key), std::move(value)), std::forward<Token>(token));
  }
  /// `DATABASE DEL`: deletes an entry of the server's own database.
  /// @param family, key where it is.
  /// @return false when the server could not; that there was no such entry is no failure to every version.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<bool> database_del(std::string family,
                                                                                          std::string key);
  /// database_del() for any completion token.
  /// @param family, key as for database_del().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code, bool)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_database_del(std::string family, std::string key,
                                                                              Token && token) {
    return run(database_del(std::move(family), std::move(key)), std::forward<Token>(token));
  }
  /// `VERBOSE`: writes to the server's log and console.
  /// @param text what to write.
  /// @param level the verbosity from which on it is shown, 1 to 4.
  [[nodiscard("await it, or nothing happens")]] boost::asio::awaitable<void> verbose(std::string text, int level = 1);
  /// verbose() for any completion token. The level may be left out.
  /// @param text, level as for verbose().
  /// @param token the completion token.
  /// @par Handler signature `void(error_code)`
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
  /// release() for any completion token.
  /// @param token the completion token.
  /// @par Handler signature `void(error_code)`
  template <class Token>
  [[nodiscard("await it, or ask it for the result")]] auto async_release(Token && token) {
    return run(release(), std::forward<Token>(token));
  }
  /// The destructor leaves the channel where it is: in AsyncAGI, for whoever gives it commands next, or until it is
  /// hung up.
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
