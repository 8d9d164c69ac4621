// The connection's coroutine: connects, logs in, reads, and starts again where the options ask for it.
#include "base/memory_reserve.hpp"
#include "connection/operations.hpp"
#include "net/host_lookup.hpp"
#include "net/tls_context.hpp"
#include "session/peer_guess.hpp"
#include "values/named_error.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/common.h>

#include <algorithm>

#if defined(__linux__)
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace asio = boost::asio;

namespace ami::detail {

namespace {

constexpr const char* half_a_greeting = "the server began a line, and did not end it: ";
// The server's receive window may be full.
constexpr options::duration longest_close_notify{500};

}  // namespace

// Of one attempt, which owns it: the addresses come to the strand unless it has ended.
class core::address_wait : public host_lookup_listener, public std::enable_shared_from_this<address_wait> {
public:
  address_wait(std::weak_ptr<core> owner, std::shared_ptr<const context_executor> context, serial_executor strand)
      : owner_{std::move(owner)}, context_{std::move(context)}, strand_{std::move(strand)} {
    context_->use([this](const asio::any_io_executor& executor) { work_.emplace(executor); });
  }

  void looked_up(error_code error, const std::vector<asio::ip::address>& addresses) override {
    const std::lock_guard lock{mutex_};
    if (context_ == nullptr) {
      return;
    }
    context_->use([&](const asio::any_io_executor&) {
      asio::post(*strand_, [weak = weak_from_this(), error, addresses] {
        const auto self = weak.lock();
        const auto owner = self != nullptr ? self->owner_.lock() : nullptr;
        if (owner != nullptr) {
          owner->resolved(*self, error, addresses);
        }
      });
    });
  }

  // The attempt is over, and its context may end before the look-up does: waits until the look-up's thread does nothing
  // with it, and lets go of all that belongs to it, which would otherwise be destroyed on that thread.
  void close() {
    const std::lock_guard lock{mutex_};
    strand_.reset();
    context_.reset();
    work_.reset();
  }

  // On the strand.
  bool done_ = false;
  std::vector<asio::ip::address> addresses_;

private:
  const std::weak_ptr<core> owner_;
  std::mutex mutex_;
  std::shared_ptr<const context_executor> context_;  // until the attempt is over, as the next one
  std::optional<serial_executor> strand_;
  // The look-up's thread may have asked for the strand's turn and not posted it yet. Others count on that turn then,
  // and without this the context could run out of work, and return from run(), before it is there.
  std::optional<asio::executor_work_guard<asio::any_io_executor>> work_;
};

// Closes it, however the coroutine ends that waits.
class core::address_wait_guard {
public:
  explicit address_wait_guard(std::shared_ptr<address_wait> wait) noexcept : wait_{std::move(wait)} {}
  address_wait_guard(const address_wait_guard&) = delete;
  address_wait_guard& operator=(const address_wait_guard&) = delete;
  ~address_wait_guard() { wait_->close(); }

private:
  std::shared_ptr<address_wait> wait_;
};

// Begins to connect, in a coroutine of its own.
void core::begin_run() {
  ++runs_;
  run_over_ = false;
  supervisor_.start();
  asio::co_spawn(io_->strand_, run(shared_from_this(), run_guard{shared_from_this()}), asio::detached);
}

// Executes one task after the other.
asio::awaitable<void> core::run(std::shared_ptr<core> self, run_guard guard) {
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

session::supervisor::task core::next_task() {
  const auto next = supervisor_.next();
  if (next == session::supervisor::task::resolve) {
    fill_memory_reserve();
    reset_reader();
  }
  announce_state();
  return next;
}

void core::reset_reader() {
  reader_ = wire::frame_reader{options_.limits()};
  reader_.join_cut_events();
  reader_.expect_output(
      [this](std::string_view action_id) { return actions_.replies().expects_output(action_id, server_version()); });
  read_size_ = {};
}

asio::awaitable<std::vector<asio::ip::tcp::endpoint>> core::resolve(server_address server) {
  auto literal = literal_address(server);
  if (literal) {
    co_return std::move(*literal);
  }
  const auto wait = start_resolving(server);
  const address_wait_guard guard{wait};
  while (!stopping() && !wait->done_) {
    co_await io_->addresses_known_.wait();
  }
  disarm_deadline();
  wait->done_ = true;  // what is still on its way comes too late
  std::vector<asio::ip::tcp::endpoint> endpoints;
  if (!stopping()) {
    for (const auto& address : wait->addresses_) {
      endpoints.emplace_back(address, server.port());
    }
  }
  co_return endpoints;
}

std::optional<std::vector<asio::ip::tcp::endpoint>> core::literal_address(const server_address& server) {
  error_code error;
  const auto address = asio::ip::make_address(server.host(), error);
  if (error) {
    return std::nullopt;
  }
  return std::vector<asio::ip::tcp::endpoint>{{address, server.port()}};
}

std::shared_ptr<core::address_wait> core::start_resolving(const server_address& server) {
  log(SPDLOG_LEVEL_DEBUG, "resolving");
  arm_deadline(options_.resolve_timeout(), errc::resolve_timed_out);
  auto wait = std::make_shared<address_wait>(weak_from_this(), context_, io_->strand_);
  look_up_host(server.host(), wait);
  return wait;
}

void core::resolved(address_wait& wait, error_code error, const std::vector<asio::ip::address>& addresses) {
  if (stopping() || wait.done_) {
    return;
  }
  wait.done_ = true;
  wait.addresses_ = addresses;
  if (error || addresses.empty()) {
    stop(error == boost::system::errc::not_enough_memory ? error : make_error_code(errc::host_not_found),
         error ? error.message() : std::string{});
  }
  io_->addresses_known_.notify();
}

asio::awaitable<void> core::open_link(std::vector<asio::ip::tcp::endpoint> addresses) {
  error_code failure;  // of the last address
  for (const auto& address : addresses) {
    if (stopping() || !begin_connecting(address, failure)) {
      continue;
    }
    error_code error;
    co_await io_->link_.socket().async_connect(address, asio::redirect_error(asio::use_awaitable, error));
    failure = link_opened(address, error);
    if (!failure) {
      co_return;
    }
  }
  stop(failure);
}

bool core::begin_connecting(const asio::ip::tcp::endpoint& address, error_code& failure) {
  io_->link_.open(address, failure);
  if (failure) {
    return false;
  }
  arm_deadline(options_.connect_timeout(), errc::connect_timed_out);
  return true;
}

// Gives why this address cannot be used.
error_code core::link_opened(const asio::ip::tcp::endpoint& address, error_code error) {
  server_port_ = address.port();
  const error_code timed_out = deadline_error_;
  disarm_deadline();
  if (stopping()) {
    return supervisor_.reason();
  }
  if (!error && !timed_out) {
    set_socket_options();
    return {};
  }
  const bool given_up = error == asio::error::timed_out;  // by the system, before the options' limit
  const error_code failure = timed_out  ? timed_out
                             : given_up ? make_error_code(errc::connect_timed_out)
                                        : named_error(error);
  if (logs(SPDLOG_LEVEL_DEBUG)) {
    log(SPDLOG_LEVEL_DEBUG, fmt::format("{}: {}", address.address().to_string(), failure.message()));
  }
  return failure;
}

// What the system does not know is done without: none of it is needed for the protocol.
void core::set_socket_options() {
  error_code ignored;
  auto& socket = io_->link_.socket();
  socket.non_blocking(true, ignored);  // for link::try_write()
  socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
  if (!options_.tcp_keep_alive()) {
    return;
  }
  socket.set_option(asio::socket_base::keep_alive{true}, ignored);
#if defined(__linux__)
  using user_timeout = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
  using keep_idle = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_KEEPIDLE>;
  if (liveness_.enabled()) {
    const auto limit = options_.ping_timeout().count();
    const auto idle = std::max<options::duration::rep>(1, options_.ping_after().count() / 1000);
    constexpr options::duration::rep largest = 1 << 30;
    socket.set_option(user_timeout{static_cast<int>(std::min(limit, largest))}, ignored);
    socket.set_option(keep_idle{static_cast<int>(std::min<options::duration::rep>(idle, 32767))}, ignored);
  }
#endif
}

asio::awaitable<void> core::secure(server_address server) {
  if (!begin_handshake(server)) {
    co_return;
  }
  error_code error;
  co_await io_->link_.handshake(error);
  handshake_ended(error);
}

bool core::begin_handshake(const server_address& server) {
  error_code error;
  std::string detail;
  // connect() has read the files for the first attempt; each further one reads them anew.
  auto context = std::move(tls_);
  if (context == nullptr) {
    context = tls_context::make(*options_.tls(), detail);
  }
  if (context == nullptr) {
    log(SPDLOG_LEVEL_WARN, detail);
    stop(errc::invalid_options, std::move(detail));
    return false;
  }
  io_->link_.make_secure(std::move(context), server.host(), error);
  if (error) {
    stop(error, "the server's name cannot be verified");
    return false;
  }
  arm_deadline(options_.connect_timeout(), errc::tls_timed_out);
  return true;
}

void core::handshake_ended(error_code error) {
  const error_code timed_out = deadline_error_;
  disarm_deadline();
  if (stopping()) {
    return;
  }
  if (timed_out) {
    stop(timed_out);
    return;
  }
  std::string detail;
  const error_code failure = error ? io_->link_.handshake_failure(error, detail) : io_->link_.handshake_success(detail);
  if (failure) {
    log(SPDLOG_LEVEL_DEBUG, "TLS: " + detail);
    stop(failure, std::move(detail));
  }
}

asio::awaitable<void> core::log_in() {
  begin_login();
  for (;;) {
    const auto step = log_in_with_buffered();
    if (step == session::login::step::done || step == session::login::step::failed) {
      co_return;
    }
    error_code error;
    if (step == session::login::step::send) {
      counters_.bytes_out(co_await io_->link_.write(asio::buffer(login_->output()), error));
    } else {
      co_await read_some(error);
    }
    if (error || stopping()) {
      read_ended(error);
      co_return;
    }
  }
}

void core::begin_login() {
  hub_.refresh();
  login_.emplace(options_, actions_.replies().prefix(), mask_.begin(hub_.types()));
  arm_deadline(options_.login_timeout(), errc::login_timed_out);
}

session::login::step core::log_in_with_buffered() {
  using step_type = session::login::step;
  step_type step = step_type::wait;
  while (step == step_type::wait) {
    switch (reader_.next()) {
    case wire::frame_reader::result::need_more: flush_streams(); return step;
    case wire::frame_reader::result::error:
      counters_.malformed();
      stop(reader_.error(), reader_.error() == errc::not_ami ? describe_stranger(reader_.pending()) : std::string{});
      return step_type::failed;
    case wire::frame_reader::result::greeting: step = login_->on_greeting(reader_.greeting_line()); break;
    case wire::frame_reader::result::frame: step = on_login_frame(reader_.current()); break;
    }
  }
  return after_login_step(step);
}

// Events are for their streams also while the login goes on.
session::login::step core::on_login_frame(const wire::raw_frame& raw) {
  const bool was_accepted = login_->accepted();
  const wire::frame frame = raw.to_frame();
  const auto step = login_->on_frame(frame.view());
  if (!was_accepted && login_->accepted()) {
    login_accepted();
    if (step == session::login::step::wait) {
      arm_deadline(*options_.wait_fully_booted(), errc::fully_booted_timed_out);
    }
  }
  const bool is_reply = raw.kind() == wire::frame_kind::response && !raw.as_event();
  if (traces() && (was_accepted || !is_reply)) {
    log_frame(raw);
  }
  if (!is_reply) {
    dispatch_frame(raw);
    return step;
  }
  counters_.frame(wire::frame_kind::response);
  if (!login_->answered()) {
    note_stray(raw);
  }
  return step;
}

session::login::step core::after_login_step(session::login::step step) {
  const auto version = login_->server_version();
  version_.store(std::uint64_t{version.major_number()} << 32U | std::uint64_t{version.minor_number()} << 16U |
                     version.patch_number(),
                 std::memory_order_release);
  if (step == session::login::step::failed) {
    stop(login_->error(), login_->error() == errc::not_ami ? describe_stranger(reader_.greeting_line()) : std::string{},
         login_->refusal());
  } else if (step == session::login::step::send && login_->accepted()) {
    log(SPDLOG_LEVEL_TRACE, "-> event mask and filters");
    arm_deadline(options_.login_timeout(), errc::login_timed_out);
  } else if (step == session::login::step::send) {
    log(SPDLOG_LEVEL_TRACE, "-> login (secrets left out)");
  }
  return step;
}

// From here on events arrive; those of the connection before have ended.
void core::login_accepted() {
  counters_.connected();
  if (const auto downtime = supervisor_.on_session(clock_type::now())) {
    hub_.publish(with_memory_reserve([&] { return event{connection_restored{supervisor_.epoch(), *downtime}}; }));
  }
}

void core::logged_in() {
  disarm_deadline();
  login_.reset();
  if (logs(SPDLOG_LEVEL_INFO)) {
    log(SPDLOG_LEVEL_INFO, fmt::format("connected, AMI {}", to_string(server_version())));
  }
  liveness_.start(clock_type::now());
  arm_liveness_timer();
  if (connect_operation_ != nullptr) {
    connect_operation_->complete(*this, {}, make_reply({}, outcome::accepted));
    connect_operation_.reset();
  }
  update_mask();
  write_queued();
}

asio::awaitable<void> core::serve() {
  logged_in();
  if (!stopping()) {
    reading_ = true;
    frames_left_ = true;
    next_batch();
  }
  while (reading_) {
    co_await io_->reading_over_.wait();
  }
}

asio::awaitable<void> core::read_some(error_code& error) {
  note_read(co_await io_->link_.read_some(room_to_read(), error));
}

void core::read_next() {
  const beginning here{*this};
  io_->link_.async_read_some(room_to_read(), read_handler{shared_from_this()});
}

void core::arrived(const std::shared_ptr<core>& self, error_code error, std::size_t size) {
  self->io_->batches_.run(self, [error, size](core& owner) { return owner.received(error, size); });
}

// True when another batch is due.
bool core::received(error_code error, std::size_t size) {
  return run_batch([&] {
    note_read(size);
    if (error) {
      read_ended(error);
    } else {
      frames_left_ = true;
    }
  });
}

bool core::next_batch() {
  return frames_left_ && run_batch([] {});
}

// Dispatches some of the frames that were read, and reads again when none is left.
template <class Before>
bool core::run_batch(Before before) {
  try {
    before();
    io_->batches_.begin_batch();
    frames_left_ = frames_left_ && !stopping() && !dispatch_buffered(frames_in_batch);
    if (frames_left_) {
      io_->batches_.post_next(shared_from_this());
      return true;
    }
    if (!stopping()) {
      read_next();
      return false;
    }
  } catch (...) {
    // Only std::bad_alloc is thrown here.
    out_of_memory();
  }
  frames_left_ = false;
  reading_ = false;
  io_->reading_over_.notify();
  if (run_over_) {
    out_of_memory();  // the coroutine was broken off for it, and waited for this
  }
  return false;
}

asio::mutable_buffer core::room_to_read() {
  return asio::buffer(reader_.prepare(read_size_.value()), read_size_.value());
}

void core::note_read(std::size_t size) {
  reader_.commit(size);
  counters_.bytes_in(size);
  if (read_size_.note(size)) {
    reader_.shrink_to_fit();
  }
  read_at_ = clock_type::now();
}

void core::read_ended(error_code error) {
  if (stopping()) {
    return;
  }
  std::string detail;
  error = io_->link_.transfer_failure(error, detail);
  const bool no_greeting = reader_.account().greeting == 0;
  if (deadline_error_) {
    stop(deadline_error_, deadline_error_ == errc::login_timed_out && no_greeting ? describe_lack_of_greeting() : "");
  } else if (error != asio::error::eof) {
    link_failed(error, std::move(detail));
  } else if (reader_.mid_frame()) {
    link_failed(no_greeting ? errc::not_ami : errc::connection_closed_in_frame,
                no_greeting ? describe_stranger(reader_.pending()) : std::string{});
  } else {
    link_failed(no_greeting ? errc::no_greeting : errc::connection_closed,
                no_greeting ? describe_silence(server_port_, io_->link_.is_secure()) : std::string{});
  }
}

std::string core::describe_lack_of_greeting() const {
  return reader_.mid_frame() ? half_a_greeting + describe_stranger(reader_.pending())
                             : describe_silence(server_port_, io_->link_.is_secure());
}

asio::awaitable<void> core::say_goodbye() {
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

// The link is closed, and nothing is read or written any more.
void core::attempt_ended() {
  using sequel = session::attempt_end::sequel;
  login_.reset();
  tls_.reset();    // of an attempt that did not get so far
  reset_reader();  // its buffer may hold half a frame of the largest size
  disarm_deadline();
  io_->liveness_alarm_.cancel();
  const auto end = supervisor_.end_attempt(clock_type::now());
  const int level = end.expected ? SPDLOG_LEVEL_INFO : SPDLOG_LEVEL_WARN;
  if (logs(level)) {
    log(level,
        fmt::format("{}: {}{}", end.had_session ? "connection ended" : "no connection", supervisor_.reason_text(),
                    end.then == sequel::finish ? std::string{}
                    : end.then == sequel::next_server
                        ? std::string{"; trying the next server"}
                        : fmt::format("; trying again in {} ms", supervisor_.pause().count())));
  }
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

// From within whatever there was no memory for: the strand goes on with it.
void core::run_broken_off() noexcept {
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
    // Not even for that. What waits is told when the execution context ends.
    return;
  }
}

// The same for a transfer. Of what was being written nobody knows how much left.
void core::transfer_broken_off(transfer under_way) noexcept {
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

void core::run_ended() {
  run_over_ = true;
  conclude();
}

// When nothing is left to be done. Does the rest, when there was no memory for all of it before.
void core::conclude() {
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

void core::finish() {
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

// Something was not done for want of memory, and what it was may matter to the connection: ends it.
void core::out_of_memory() noexcept {
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
    // What waits is told when the execution context ends.
    return;
  }
}

void core::stop(error_code reason, std::string detail, response refusal) {
  if (supervisor_.stop(reason, std::move(detail), std::move(refusal))) {
    interrupt();
  }
}

void core::link_failed(error_code reason, std::string detail) {
  if (supervisor_.link_failed(reason, std::move(detail))) {
    interrupt();
  }
}

void core::stop_politely(error_code reason) {
  // Nothing may be written at the same time.
  if (!io_->link_.is_secure() || outbox_.writing()) {
    stop(reason);
  } else if (supervisor_.stop_politely(reason)) {
    interrupt();
    arm_deadline(longest_close_notify, reason);
  }
}

void core::end(error_code reason) {
  if (supervisor_.end(reason)) {
    interrupt();
  }
}

// The current task ends as soon as it can.
void core::interrupt() {
  if (!supervisor_.goodbye_due()) {
    io_->link_.close();
  }
  disarm_deadline();
  io_->addresses_known_.notify();
  io_->pause_over_.notify();
}

void core::arm_deadline(options::duration limit, error_code error) {
  disarm_deadline();
  io_->deadline_.set_after(limit, [weak = weak_from_this(), error] {
    if (const auto self = weak.lock()) {
      self->deadline_passed(error);
    }
  });
}

void core::deadline_passed(error_code error) {
  deadline_error_ = error;
  if (!stopping() && (state() == connection_state::resolving || state() == connection_state::disconnecting)) {
    stop(error);
    return;
  }
  // The operation on the socket ends, and its caller looks at deadline_error_.
  io_->link_.close();
}

void core::disarm_deadline() {
  deadline_error_ = {};
  io_->deadline_.cancel();
}

void core::arm_liveness_timer() {
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

void core::liveness_timer_fired() {
  switch (liveness_.check(clock_type::now())) {
  case session::liveness::verdict::wait: break;
  case session::liveness::verdict::ping:
    log(SPDLOG_LEVEL_DEBUG, "no frame arrives: pinging");
    counters_.ping();
    send_internal(action{"Ping"}, session::action_owner::ping);
    break;
  case session::liveness::verdict::dead: stop(errc::ping_timed_out); return;
  }
  arm_liveness_timer();
}

}  // namespace ami::detail
