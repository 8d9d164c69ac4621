// What a connection does next: one task after the other, from connect() to its end.
#pragma once

#include "session/back_off.hpp"

#include <ami/connection_state.hpp>
#include <ami/options.hpp>
#include <ami/response.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ami::session {

// What became of an attempt to connect, or of the session that it led to.
class attempt_end {
public:
  // What follows.
  enum class sequel : std::uint8_t { next_server, pause, finish };

  boost::system::error_code reason;
  bool expected = false;     // it was asked for
  bool had_session = false;  // the server had taken the login, and connect() had succeeded before
  sequel then = sequel::finish;
};

// Decides which server is tried, when another attempt follows, and which state is announced. No socket, no clock: the
// caller executes a task at a time, says how it ended, and interrupts it when stop() or end() took effect.
class supervisor {
public:
  using duration = reconnect_policy::duration;
  using time_point = std::chrono::steady_clock::time_point;

  enum class task : std::uint8_t {
    resolve,      // the name of server()
    open,         // a TCP connection to one of its addresses
    secure,       // the TLS handshake
    log_in,       // until mask and filters are confirmed
    serve,        // read until stop()
    say_goodbye,  // close the link, wait for what is being written, then end_attempt()
    pause,        // wait for pause(), or until end()
    finish,       // tell all who wait that the connection has ended
  };

  // What the end of an attempt counts as. A session is one that streams know of: those before the first `serve` are
  // attempts, even when the server took the login.
  enum class loss : std::uint8_t { none, attempt, session };

  // `settings`: servers, TLS, reconnect policy; must outlive this. `seed`: of the jitter of the pauses.
  supervisor(const options& settings, std::uint64_t seed);

  // connect(): from now on next() has tasks, until `finish` is done.
  void start();
  // Begins the next task, and announces the state that goes with it. Called again before on_done() it returns the same
  // task, unless the attempt was stopped or ended meanwhile.
  task next();
  // The task that next() gave ended. A result that comes after stop() is too late, and changes nothing.
  // `detail`: what is known beyond the code; `refusal`: the server's reply.
  void on_done(boost::system::error_code error = {}, std::string detail = {}, response refusal = {});
  // The server took the login: events flow. Gives the time without a session when there was one before.
  std::optional<std::chrono::nanoseconds> on_session(time_point now);
  // The link is closed and nothing is written any more: decides what follows. Within `say_goodbye`, before on_done();
  // may be repeated when there was no memory for what the caller had to do then.
  attempt_end end_attempt(time_point now);
  // What the attempt that ended counts as; `none` when it was expected, and when this was asked before.
  loss take_loss() noexcept;

  // Ends the attempt or the session; another may follow. False when nothing is to be interrupted: nothing runs, or
  // the attempt has a reason to end already.
  bool stop(boost::system::error_code reason, std::string detail = {}, response refusal = {});
  // Reading or writing failed. That is expected once the server was asked to end the session.
  bool link_failed(boost::system::error_code reason, std::string detail = {});
  // As stop(); TLS' close_notify is sent before the link is closed.
  bool stop_politely(boost::system::error_code reason);
  // As stop(), and no attempt follows. True also when it interrupts a pause.
  bool end(boost::system::error_code reason);
  // disconnect() with a limit: true when there is a session that a Logoff can end; no attempt follows it.
  bool begin_logoff() noexcept;
  // There was no memory for something that may matter: ends everything, whatever was to be done.
  void on_out_of_memory() noexcept;
  // The execution context has ended: no task is begun any more.
  void abandon() noexcept;

  bool running() const noexcept { return running_; }
  // The current attempt, or the last, has a reason to end.
  bool stopping() const noexcept { return static_cast<bool>(reason_); }
  // A connection is there, or may come: an action can wait for it.
  bool may_connect() const noexcept { return running_ && !ending_; }
  bool ever_connected() const noexcept { return ever_connected_; }  // since start()
  bool goodbye_due() const noexcept { return goodbye_due_; }
  connection_state state() const noexcept { return state_; }
  boost::system::error_code reason() const noexcept { return reason_; }
  // The reason with what is known beyond its code.
  std::string reason_text() const;
  const std::string& detail() const noexcept { return detail_; }
  const response& refusal() const noexcept { return refusal_; }
  duration pause() const noexcept { return pause_; }
  const server_address& server() const noexcept { return options_->servers()[server_]; }
  // Which session it is, or was last; the first is 1.
  std::uint64_t epoch() const noexcept { return epoch_; }
  // Nothing when there is no session.
  std::optional<time_point> session_since() const noexcept;

private:
  void begin_attempt();
  task after(task done) const noexcept;
  attempt_end::sequel choose_sequel(time_point now);

  const options* options_;
  back_off back_off_;
  task task_ = task::finish;
  attempt_end::sequel sequel_ = attempt_end::sequel::finish;  // of the attempt that ended last
  connection_state state_;
  std::size_t server_ = 0;
  boost::system::error_code reason_;  // why the attempt ends, or ended
  std::string detail_;
  response refusal_;
  duration pause_{};
  std::uint64_t epoch_ = 0;
  time_point connected_at_;
  std::optional<time_point> ended_at_;  // of the attempt
  std::optional<time_point> lost_at_;   // of the session before
  bool running_ = false;
  bool ending_ = false;        // no attempt follows
  bool attempt_open_ = false;  // from `resolve` to the end of `say_goodbye`
  bool established_ = false;   // the attempt came as far as `serve`
  bool loss_due_ = false;      // the end of the attempt is not counted yet
  bool session_open_ = false;
  bool ever_connected_ = false;
  bool goodbye_due_ = false;
};

}  // namespace ami::session
