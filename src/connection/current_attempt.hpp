// The attempt to connect, or the session, that is under way: what ends it, and when it is overdue.
#pragma once

#include "connection/environment.hpp"
#include "session/supervisor.hpp"

#include <ami/options.hpp>
#include <ami/response.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/error_code.hpp>

#include <cstdint>
#include <new>
#include <string>
#include <utility>

namespace ami::detail {

// Tells the supervisor why a task has to end, and interrupts what the connection's coroutine waits for. On the strand.
class current_attempt {
public:
  explicit current_attempt(environment& shared);
  current_attempt(const current_attempt&) = delete;
  current_attempt& operator=(const current_attempt&) = delete;

  session::supervisor& supervisor() noexcept { return supervisor_; }
  const session::supervisor& supervisor() const noexcept { return supervisor_; }
  bool stopping() const noexcept { return supervisor_.stopping(); }

  // Ends the link, or the attempt to make one; the coroutine sees it at its next step. `detail`: what is known beyond
  // the reason; `refusal`: the server's response.
  void stop(boost::system::error_code reason, std::string detail = {}, response refusal = {});
  // The same, where reading or writing failed.
  void link_failed(boost::system::error_code reason, std::string detail);
  // As stop(), where nothing is being read: with TLS, the coroutine tells the server before it closes the link.
  // `writing`: a write is under way, which rules that out.
  void stop_politely(boost::system::error_code reason, bool writing);
  // As stop(), and no attempt follows.
  void end(boost::system::error_code reason);
  // The current task ends as soon as it can; its deadline is cancelled.
  void interrupt();

  // Limits the time of the current task, which then ends with `error`.
  void arm_deadline(options::duration limit, boost::system::error_code error);
  // Returns the error of the deadline when it had passed.
  boost::system::error_code disarm_deadline();
  boost::system::error_code deadline_error() const noexcept { return deadline_error_; }

  // Each connect() begins a run of the coroutine.
  void begin_run() {
    ++run_;
    supervisor_.start();
  }
  // Calls `function()` on the strand later, unless another run has begun by then. For destructors of handlers and
  // coroutines that Asio has no memory to go on with. Without memory even for this nothing happens: operations that
  // wait complete when the execution context ends.
  template <class Function>
  void post_to_run(Function function) noexcept {
    try {
      shared_.context_->use([&](const boost::asio::any_io_executor&) {
        boost::asio::post(shared_.io_->strand_, [self = shared_.keep(*this), run = run_, function] {
          if (run == self->run_) {
            function();
          }
        });
      });
    } catch (const std::bad_alloc&) {
      return;
    }
  }

  // The port that was tried last.
  std::uint16_t server_port() const noexcept { return server_port_; }
  void set_server_port(std::uint16_t port) noexcept { server_port_ = port; }

private:
  void deadline_passed(boost::system::error_code error);

  environment& shared_;
  session::supervisor supervisor_;
  boost::system::error_code deadline_error_;  // set when the deadline of the task passed
  std::uint64_t run_ = 0;
  std::uint16_t server_port_ = 0;
};

}  // namespace ami::detail
