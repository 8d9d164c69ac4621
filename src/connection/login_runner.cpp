#include "connection/login_runner.hpp"

#include "base/memory_reserve.hpp"
#include "session/peer_guess.hpp"

#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <spdlog/common.h>

#include <string>

namespace asio = boost::asio;

namespace ami::detail {

asio::awaitable<void> login_runner::run() {
  begin();
  for (;;) {
    const auto step = continue_with_buffered();
    if (step == session::login::step::done || step == session::login::step::failed) {
      co_return;
    }
    error_code error;
    if (step == session::login::step::send) {
      shared_.counters_.bytes_out(co_await shared_.io_->link_.write(asio::buffer(login_->output()), error));
    } else {
      co_await reader_.read_some(error);
    }
    if (error || attempt_.stopping()) {
      reader_.read_ended(error);
      co_return;
    }
  }
}

void login_runner::begin() {
  hub_.refresh();
  login_.emplace(shared_.settings_, actions_.replies().prefix(), mask_.begin(hub_.types()));
  attempt_.arm_deadline(shared_.settings_.login_timeout(), errc::login_timed_out);
}

session::login::step login_runner::continue_with_buffered() {
  using step_type = session::login::step;
  wire::frame_reader& frames = reader_.frames();
  step_type step = step_type::wait;
  while (step == step_type::wait) {
    switch (frames.next()) {
    case wire::frame_reader::result::need_more: dispatcher_.flush(); return step;
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
  if (!was_accepted && login_->accepted()) {
    accepted();
    if (step == session::login::step::wait) {
      attempt_.arm_deadline(*shared_.settings_.wait_fully_booted(), errc::fully_booted_timed_out);
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

// From here on events of the new session arrive.
void login_runner::accepted() {
  shared_.counters_.connected();
  if (const auto downtime = attempt_.supervisor().on_session(clock_type::now())) {
    hub_.publish(with_memory_reserve([&] {
      return event{connection_restored{attempt_.supervisor().epoch(), *downtime}};
    }));
  }
}

}  // namespace ami::detail
