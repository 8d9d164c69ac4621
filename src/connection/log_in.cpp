// The login of a connection, as session::login decides it. Events are dispatched meanwhile.
#include "base/memory_reserve.hpp"
#include "connection/operations.hpp"
#include "session/peer_guess.hpp"

#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <spdlog/common.h>

namespace asio = boost::asio;

namespace ami::detail {

asio::awaitable<void> connection::log_in() {
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

void connection::begin_login() {
  hub_.refresh();
  login_.emplace(options_, actions_.replies().prefix(), mask_.begin(hub_.types()));
  arm_deadline(options_.login_timeout(), errc::login_timed_out);
}

session::login::step connection::log_in_with_buffered() {
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

// Streams get events also while the login goes on.
session::login::step connection::on_login_frame(const wire::raw_frame& raw) {
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
  if (log_.traces() && (was_accepted || !is_reply)) {
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

session::login::step connection::after_login_step(session::login::step step) {
  const auto version = login_->server_version();
  version_.store(std::uint64_t{version.major_number()} << 32U | std::uint64_t{version.minor_number()} << 16U |
                     version.patch_number(),
                 std::memory_order_release);
  if (step == session::login::step::failed) {
    stop(login_->error(), login_->error() == errc::not_ami ? describe_stranger(reader_.greeting_line()) : std::string{},
         login_->refusal());
  } else if (step == session::login::step::send && login_->accepted()) {
    log_.write(spdlog::level::trace, "-> event mask and filters");
    arm_deadline(options_.login_timeout(), errc::login_timed_out);
  } else if (step == session::login::step::send) {
    log_.write(spdlog::level::trace, "-> login (secrets left out)");
  }
  return step;
}

// From here on events of the new session arrive.
void connection::login_accepted() {
  counters_.connected();
  if (const auto downtime = supervisor_.on_session(clock_type::now())) {
    hub_.publish(with_memory_reserve([&] { return event{connection_restored{supervisor_.epoch(), *downtime}}; }));
  }
}

void connection::logged_in() {
  disarm_deadline();
  login_.reset();
  log_.write(spdlog::level::info, "connected, AMI {}", to_string(server_version()));
  liveness_.start(clock_type::now());
  arm_liveness_timer();
  if (connect_operation_ != nullptr) {
    connect_operation_->complete(*this, {}, make_reply({}, outcome::accepted));
    connect_operation_.reset();
  }
  update_mask();
  write_queued();
}

}  // namespace ami::detail
