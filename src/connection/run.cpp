// The coroutine of a connection: executes what the supervisor decides, one task after the other.
#include "base/memory_reserve.hpp"
#include "connection/completing.hpp"
#include "connection/operations.hpp"

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
  run_over_ = false;
  attempt_.begin_run();
  asio::co_spawn(shared_.io_->strand_, run(shared_from_this(), run_guard{shared_from_this()}), asio::detached);
}

// Executes one task after the other.
asio::awaitable<void> connection::run(std::shared_ptr<connection> self, run_guard guard) {
  using step = session::supervisor::task;
  std::vector<asio::ip::tcp::endpoint> addresses;
  for (step current = self->next_task(); current != step::finish; current = self->next_task()) {
    switch (current) {
    case step::resolve: addresses = co_await self->opener_.resolve(self->attempt_.supervisor().server()); break;
    case step::open: co_await self->opener_.open(addresses); break;
    case step::secure: co_await self->opener_.secure(self->attempt_.supervisor().server()); break;
    case step::log_in: co_await self->login_.run(); break;
    case step::serve: co_await self->serve(); break;
    case step::say_goodbye: co_await self->say_goodbye(); break;
    case step::pause: co_await self->shared_.io_->pause_over_.wait_for(self->attempt_.supervisor().pause()); break;
    case step::finish: break;
    }
    self->attempt_.supervisor().on_done();
  }
  self->run_over_ = true;
  self->conclude();
  guard.release();
}

session::supervisor::task connection::next_task() {
  const auto next = attempt_.supervisor().next();
  if (next == session::supervisor::task::resolve) {
    fill_memory_reserve();
    reader_.reset();
  }
  announce_state();
  return next;
}

void connection::announce_state() {
  const connection_state before = state();
  const connection_state value = attempt_.supervisor().state();
  if (before == value) {
    return;
  }
  shared_.state_.set(value);
  const bool ended = value == connection_state::disconnected || value == connection_state::waiting;
  hub_.publish_state(connection_state_changed{before, value, ended ? attempt_.supervisor().reason() : error_code{}},
                     clock_type::now());
  end_waits([value](connection_state wanted) { return wanted == value; }, {});
}

// The login is done. No coroutine of its own, whose frame every idle connection would keep.
asio::awaitable<void> connection::serve() {
  attempt_.disarm_deadline();
  login_.reset();
  shared_.log_.write(spdlog::level::info, "connected, AMI {}", to_string(server_version()));
  liveness_.start();
  if (connect_operation_ != nullptr) {
    connect_operation_->complete(*this, {}, make_reply({}, outcome::accepted));
    connect_operation_.reset();
  }
  dispatcher_.update_mask();
  sender_.write_queued();
  return reader_.run();
}

asio::awaitable<void> connection::say_goodbye() {
  if (attempt_.supervisor().goodbye_due()) {
    error_code ignored;
    co_await shared_.io_->link_.shut_down(ignored);
    attempt_.disarm_deadline();
    shared_.io_->link_.close();
  }
  while (outbox_.writing()) {
    co_await shared_.io_->writing_over_.wait();
  }
  attempt_ended();
}

void connection::log_attempt_end(const session::attempt_end& end) const {
  using sequel = session::attempt_end::sequel;
  const auto level = end.expected ? spdlog::level::info : spdlog::level::warn;
  if (shared_.log_.enabled(level)) {
    const std::string next = end.then == sequel::finish ? std::string{}
                             : end.then == sequel::next_server
                                 ? "; trying the next server"
                                 : fmt::format("; trying again in {} ms", attempt_.supervisor().pause().count());
    shared_.log_.write(level, "{}: {}{}", end.had_session ? "connection ended" : "no connection",
                       attempt_.supervisor().reason_text(), next);
  }
}

// The link is closed, and nothing is read or written any more.
void connection::attempt_ended() {
  session::supervisor& supervisor = attempt_.supervisor();
  using sequel = session::attempt_end::sequel;
  login_.reset();
  opener_.reset();
  reader_.reset();  // its buffer may hold half a frame of the largest size
  attempt_.disarm_deadline();
  liveness_.stop();
  const auto now = clock_type::now();
  const auto end = supervisor.end_attempt(now);
  log_attempt_end(end);
  announce_state();
  sender_.link_lost(end.reason, end.then == sequel::finish);
  switch (supervisor.take_loss()) {
  case session::supervisor::loss::session:
    shared_.counters_.link_lost(end.reason);
    hub_.publish(with_memory_reserve([&] { return event{connection_lost{end.reason}, now}; }));
    break;
  case session::supervisor::loss::attempt: shared_.counters_.attempt_failed(end.reason); break;
  case session::supervisor::loss::none: break;
  }
  dispatcher_.flush();
}

// Called where an allocation has failed, so the strand goes on with it later.
void connection::run_broken_off() noexcept {
  attempt_.post_to_run([this] {
    run_over_ = true;
    out_of_memory();
  });
}

// Ends the run when the coroutine and its transfers have ended. Does the rest when there was no memory for it before.
void connection::conclude() {
  session::supervisor& supervisor = attempt_.supervisor();
  if (!supervisor.running() || !run_over_ || reader_.reading() || outbox_.writing()) {
    return;
  }
  if (supervisor.next() == session::supervisor::task::say_goodbye) {
    attempt_ended();
    supervisor.on_done();
  }
  if (supervisor.next() == session::supervisor::task::finish) {
    finish();
  }
}

void connection::finish() {
  session::supervisor& supervisor = attempt_.supervisor();
  const error_code reason = supervisor.reason();
  announce_state();
  end_waits([](connection_state wanted) { return wanted == connection_state::disconnected; }, {});
  sender_.link_lost(reason, true);
  if (connect_operation_ != nullptr) {
    const error_code error = connect_operation_->cancelled_ ? error_code{asio::error::operation_aborted} : reason;
    connect_operation_->complete(*this, error,
                                 make_reply(supervisor.detail(),
                                            reason == outcome::rejected ? outcome::rejected : outcome::never_sent, {},
                                            supervisor.refusal()));
    connect_operation_.reset();
  }
  if (supervisor.ever_connected() || released_) {
    hub_.end(reason);
  }
  end_disconnects();
  supervisor.on_done();
}

// There was no memory for something that may matter to the connection: ends it.
void connection::out_of_memory() noexcept {
  if (!attempt_.supervisor().running()) {
    return;
  }
  attempt_.supervisor().on_out_of_memory();
  attempt_.interrupt();
  try {
    try {
      conclude();
    } catch (const std::bad_alloc&) {
      // The rest is for later.
      asio::post(shared_.io_->strand_, [self = shared_from_this()] { self->out_of_memory(); });
    }
  } catch (const std::bad_alloc&) {
    // Operations that wait complete when the execution context ends.
    return;
  }
}

// The coroutine was broken off for want of memory while a transfer was under way; the run can end now.
void connection::transfer_ended() noexcept {
  if (run_over_) {
    out_of_memory();
  }
}

}  // namespace ami::detail
