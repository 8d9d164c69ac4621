// The coroutine of a connection: executes what the supervisor decides, one task after the other.
#include "base/memory_reserve.hpp"
#include "connection/operations.hpp"
#include "net/tls_context.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/common.h>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

// The server's receive window may be full.
constexpr options::duration longest_close_notify{500};

}  // namespace

// Lies in the coroutine. Asio destroys a coroutine that has not ended when there is no memory for what it waits for.
class connection::run_guard {
public:
  explicit run_guard(std::shared_ptr<connection> owner) noexcept : owner_{std::move(owner)} {}
  run_guard(run_guard&& other) noexcept = default;
  run_guard& operator=(run_guard&& other) = delete;
  ~run_guard() {
    if (owner_ != nullptr) {
      owner_->run_broken_off();
    }
  }
  void release() noexcept { owner_.reset(); }

private:
  std::shared_ptr<connection> owner_;
};

// Begins to connect, in a coroutine of its own.
void connection::begin_run() {
  ++runs_;
  run_over_ = false;
  supervisor_.start();
  asio::co_spawn(io_->strand_, run(shared_from_this(), run_guard{shared_from_this()}), asio::detached);
}

// Executes one task after the other.
asio::awaitable<void> connection::run(std::shared_ptr<connection> self, run_guard guard) {
  using step = session::supervisor::task;
  std::vector<asio::ip::tcp::endpoint> addresses;
  for (step current = self->next_task(); current != step::finish; current = self->next_task()) {
    switch (current) {
    case step::resolve: addresses = co_await self->resolve(self->supervisor_.server()); break;
    case step::open: co_await self->open_link(addresses); break;
    case step::secure: co_await self->secure(self->supervisor_.server()); break;
    case step::log_in: co_await self->log_in(); break;
    case step::serve: co_await self->serve(); break;
    case step::say_goodbye: co_await self->say_goodbye(); break;
    case step::pause: co_await self->io_->pause_over_.wait_for(self->supervisor_.pause()); break;
    case step::finish: break;
    }
    self->supervisor_.on_done();
  }
  self->run_ended();
  guard.release();
}

session::supervisor::task connection::next_task() {
  const auto next = supervisor_.next();
  if (next == session::supervisor::task::resolve) {
    fill_memory_reserve();
    reset_reader();
  }
  announce_state();
  return next;
}

asio::awaitable<void> connection::say_goodbye() {
  if (supervisor_.goodbye_due()) {
    error_code ignored;
    co_await io_->link_.shut_down(ignored);
    disarm_deadline();
    io_->link_.close();
  }
  while (outbox_.writing()) {
    co_await io_->writing_over_.wait();
  }
  attempt_ended();
}

void connection::log_attempt_end(const session::attempt_end& end) const {
  using sequel = session::attempt_end::sequel;
  const auto level = end.expected ? spdlog::level::info : spdlog::level::warn;
  if (log_.enabled(level)) {
    const std::string next = end.then == sequel::finish ? std::string{}
                             : end.then == sequel::next_server
                                 ? "; trying the next server"
                                 : fmt::format("; trying again in {} ms", supervisor_.pause().count());
    log_.write(level, "{}: {}{}", end.had_session ? "connection ended" : "no connection", supervisor_.reason_text(),
               next);
  }
}

// The link is closed, and nothing is read or written any more.
void connection::attempt_ended() {
  using sequel = session::attempt_end::sequel;
  login_.reset();
  tls_.reset();    // of an attempt that did not get so far
  reset_reader();  // its buffer may hold half a frame of the largest size
  disarm_deadline();
  io_->liveness_alarm_.cancel();
  const auto end = supervisor_.end_attempt(clock_type::now());
  log_attempt_end(end);
  announce_state();
  fail_actions(end.reason, end.then == sequel::finish);
  switch (supervisor_.take_loss()) {
  case session::supervisor::loss::session:
    counters_.link_lost(end.reason);
    hub_.publish(with_memory_reserve([&] { return event{connection_lost{end.reason}}; }));
    break;
  case session::supervisor::loss::attempt: counters_.attempt_failed(end.reason); break;
  case session::supervisor::loss::none: break;
  }
  flush_streams();
}

// Called where an allocation has failed, so the strand goes on with it later.
void connection::run_broken_off() noexcept {
  try {
    context_->use([&](const asio::any_io_executor&) {
      asio::post(io_->strand_, [self = shared_from_this(), run = runs_] {
        if (run == self->runs_) {
          self->run_over_ = true;
          self->out_of_memory();
        }
      });
    });
  } catch (const std::bad_alloc&) {
    // Not even for that. Operations that wait complete when the execution context ends.
    return;
  }
}

// The same for a transfer. It is unknown how much of a write has left.
void connection::transfer_broken_off(transfer under_way) noexcept {
  try {
    context_->use([&](const asio::any_io_executor&) {
      asio::post(io_->strand_, [self = shared_from_this(), run = runs_, under_way] {
        if (run != self->runs_) {
          return;
        }
        if (under_way == transfer::write) {
          self->outbox_.abandon_write();
        } else {
          self->reading_ = false;
          self->frames_left_ = false;
        }
        self->io_->reading_over_.notify();
        self->io_->writing_over_.notify();
        self->out_of_memory();
      });
    });
  } catch (const std::bad_alloc&) {
    return;
  }
}

void connection::run_ended() {
  run_over_ = true;
  conclude();
}

// Ends the run when the coroutine and its transfers have ended. Does the rest when there was no memory for it before.
void connection::conclude() {
  if (!supervisor_.running() || !run_over_ || reading_ || outbox_.writing()) {
    return;
  }
  if (supervisor_.next() == session::supervisor::task::say_goodbye) {
    attempt_ended();
    supervisor_.on_done();
  }
  if (supervisor_.next() == session::supervisor::task::finish) {
    finish();
  }
}

void connection::finish() {
  const error_code reason = supervisor_.reason();
  announce_state();
  end_waits([](connection_state wanted) { return wanted == connection_state::disconnected; }, {});
  fail_actions(reason, true);
  if (connect_operation_ != nullptr) {
    const error_code error = connect_operation_->cancelled_ ? error_code{asio::error::operation_aborted} : reason;
    connect_operation_->complete(*this, error,
                                 make_reply(supervisor_.detail(),
                                            reason == outcome::rejected ? outcome::rejected : outcome::never_sent, {},
                                            supervisor_.refusal()));
    connect_operation_.reset();
  }
  if (supervisor_.ever_connected() || released_) {
    hub_.end(reason);
  }
  end_disconnects();
  supervisor_.on_done();
}

// There was no memory for something that may matter to the connection: ends it.
void connection::out_of_memory() noexcept {
  if (!supervisor_.running()) {
    return;
  }
  supervisor_.on_out_of_memory();
  interrupt();
  try {
    try {
      conclude();
    } catch (const std::bad_alloc&) {
      // The rest is for later.
      asio::post(io_->strand_, [self = shared_from_this()] { self->out_of_memory(); });
    }
  } catch (const std::bad_alloc&) {
    // Operations that wait complete when the execution context ends.
    return;
  }
}

void connection::stop(error_code reason, std::string detail, response refusal) {
  if (supervisor_.stop(reason, std::move(detail), std::move(refusal))) {
    interrupt();
  }
}

void connection::link_failed(error_code reason, std::string detail) {
  if (supervisor_.link_failed(reason, std::move(detail))) {
    interrupt();
  }
}

void connection::stop_politely(error_code reason) {
  // Nothing may be written at the same time.
  if (!io_->link_.is_secure() || outbox_.writing()) {
    stop(reason);
  } else if (supervisor_.stop_politely(reason)) {
    interrupt();
    arm_deadline(longest_close_notify, reason);
  }
}

void connection::end(error_code reason) {
  if (supervisor_.end(reason)) {
    interrupt();
  }
}

// The current task ends as soon as it can.
void connection::interrupt() {
  if (!supervisor_.goodbye_due()) {
    io_->link_.close();
  }
  disarm_deadline();
  io_->addresses_known_.notify();
  io_->pause_over_.notify();
}

void connection::arm_deadline(options::duration limit, error_code error) {
  disarm_deadline();
  io_->deadline_.set_after(limit, [weak = weak_from_this(), error] {
    if (const auto self = weak.lock()) {
      self->deadline_passed(error);
    }
  });
}

void connection::deadline_passed(error_code error) {
  deadline_error_ = error;
  if (!stopping() && (state() == connection_state::resolving || state() == connection_state::disconnecting)) {
    stop(error);
    return;
  }
  // The operation on the socket ends, and its caller looks at deadline_error_.
  io_->link_.close();
}

void connection::disarm_deadline() {
  deadline_error_ = {};
  io_->deadline_.cancel();
}

void connection::arm_liveness_timer() {
  if (!liveness_.enabled()) {
    return;
  }
  io_->liveness_alarm_.set(std::chrono::time_point_cast<clock_type::duration>(liveness_.next()),
                           [weak = weak_from_this()] {
                             if (const auto self = weak.lock()) {
                               self->liveness_timer_fired();
                             }
                           });
}

void connection::liveness_timer_fired() {
  switch (liveness_.check(clock_type::now())) {
  case session::liveness::verdict::wait: break;
  case session::liveness::verdict::ping:
    log_.write(spdlog::level::debug, "no frame arrives: pinging");
    counters_.ping();
    send_internal(action{"Ping"}, session::action_owner::ping);
    break;
  case session::liveness::verdict::dead: stop(errc::ping_timed_out); return;
  }
  arm_liveness_timer();
}

}  // namespace ami::detail
