#include "connection/login_runner.hpp"

#include "base/memory_reserve.hpp"
#include "session/peer_guess.hpp"

#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <spdlog/common.h>

#include <string>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

asio::awaitable<void> login_runner::run() {
  begin();
  for (;;) {
    const auto step = continue_with_buffered();
    if (step == session::login::step::done || step == session::login::step::failed) {
      publish_restored();
      co_return;
    }
    error_code error;
    if (step == session::login::step::send) {
      shared_.counters_.bytes_out(co_await shared_.io_->link_.write(asio::buffer(login_->output()), error));
    } else {
      co_await reader_.read_some(error);
    }
    if (boot_limit_passed_ && error == asio::error::operation_aborted && !attempt_.deadline_error()) {
      error = {};
    }
    if (error || attempt_.stopping()) {
      publish_restored();
      reader_.read_ended(error);
      co_return;
    }
  }
}

void login_runner::begin() {
  hub_.refresh();
  downtime_.reset();
  boot_limit_passed_ = false;
  login_.emplace(shared_.settings_, actions_.replies().prefix(), mask_.begin(hub_.types()));
  attempt_.arm_deadline(shared_.settings_.login_timeout(), errc::login_timed_out);
}

session::login::step login_runner::continue_with_buffered() {
  using step_type = session::login::step;
  wire::frame_reader& frames = reader_.frames();
  step_type step = step_type::wait;
  while (step == step_type::wait) {
    switch (frames.next()) {
    case wire::frame_reader::result::need_more:
      dispatcher_.flush();
      return boot_limit_passed_ && login_->waits_for_boot() ? after(login_->on_boot_limit()) : step;
    case wire::frame_reader::result::error:
      shared_.counters_.malformed();
      attempt_.stop(frames.error(),
                    frames.error() == errc::not_ami ? describe_stranger(frames.pending()) : std::string{});
      return step_type::failed;
    case wire::frame_reader::result::greeting: step = login_->on_greeting(frames.greeting_line()); break;
    case wire::frame_reader::result::frame: step = on_frame(frames.current()); break;
    }
  }
  return after(step);
}

// Streams get events also while the login goes on.
session::login::step login_runner::on_frame(const wire::raw_frame& raw) {
  const bool was_accepted = login_->accepted();
  const wire::frame frame = raw.to_frame();
  const auto step = login_->on_frame(frame.view());
  if (was_accepted) {
    note_frame(frame.view());
  } else if (login_->accepted()) {
    accepted(raw.arrived());
    if (step == session::login::step::wait) {
      wait_for_boot();
    }
  }
  const bool is_reply = raw.kind() == wire::frame_kind::response && !raw.as_event();
  if (shared_.log_.traces() && (was_accepted || !is_reply)) {
    dispatcher_.log_frame(raw);
  }
  if (!is_reply) {
    dispatcher_.dispatch(raw);
    return step;
  }
  shared_.counters_.frame(wire::frame_kind::response);
  if (!login_->answered()) {
    dispatcher_.count_unmatched(raw);
  }
  return step;
}

session::login::step login_runner::after(session::login::step step) {
  shared_.state_.set(login_->server_version());
  if (step == session::login::step::failed) {
    attempt_.stop(login_->error(),
                  login_->error() == errc::not_ami ? describe_stranger(reader_.frames().greeting_line())
                                                   : std::string{},
                  login_->refusal());
  } else if (step == session::login::step::send && login_->accepted()) {
    shared_.log_.write(spdlog::level::trace, "-> event mask and filters");
    attempt_.arm_deadline(shared_.settings_.login_timeout(), errc::login_timed_out);
  } else if (step == session::login::step::send) {
    shared_.log_.write(spdlog::level::trace, "-> login (secrets left out)");
  }
  return step;
}

// From here on events of the new session arrive. The streams learn that it is back before the next of them.
void login_runner::accepted(clock_type::time_point now) {
  shared_.counters_.connected();
  server_start_.on_login();
  downtime_ = attempt_.supervisor().on_session(now);
  accepted_at_ = now;
}

void login_runner::wait_for_boot() {
  attempt_.disarm_deadline();
  shared_.io_->deadline_.set_after(shared_.settings_.wait_fully_booted(), [weak = shared_.watch(*this)] {
    if (const auto self = weak.lock()) {
      self->boot_limit_passed();
    }
  });
}

// The coroutine is reading, or about to.
void login_runner::boot_limit_passed() {
  if (!login_ || !login_->waits_for_boot() || attempt_.stopping()) {
    return;
  }
  shared_.log_.write(spdlog::level::warn,
                     "no FullyBooted within {} ms, going on: the server still starts, or the user may not read class "
                     "system (see options::wait_fully_booted())",
                     shared_.settings_.wait_fully_booted().count());
  boot_limit_passed_ = true;
  // With TLS the read may begin anew after it was cancelled.
  attempt_.arm_deadline(shared_.settings_.login_timeout(), errc::login_timed_out);
  error_code ignored;
  shared_.io_->link_.socket().cancel(ignored);
}

// The first frame after the login tells whether the server was restarted.
void login_runner::note_frame(wire::frame_view frame) {
  if (frame.kind() == wire::frame_kind::event && wire::equal_ignoring_case(frame.name(), "FullyBooted")) {
    server_start_.on_fully_booted(frame.first_line("Uptime"), frame.arrived());
  } else if (login_->sees_boot()) {
    server_start_.on_other();
  }
  publish_restored();
}

void login_runner::publish_restored() {
  if (const auto downtime = std::exchange(downtime_, std::nullopt)) {
    if (boot_limit_passed_) {
      server_start_.on_other();  // unless it is decided
    }
    hub_.publish(with_memory_reserve([&] {
      return event{connection_restored{attempt_.supervisor().epoch(), *downtime, server_start_.restarted()},
                   accepted_at_};
    }));
  }
}

}  // namespace ami::detail
