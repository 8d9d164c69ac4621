#include "session/supervisor.hpp"

#include "values/named_error.hpp"

#include <ami/error.hpp>
#include <ami/manager.hpp>

#include <utility>

namespace ami::session {

namespace {

// Another attempt would only repeat it.
bool is_final(error_code reason) noexcept {
  return reason == errc::authentication_failed || reason == errc::challenge_refused ||
         reason == errc::md5_unavailable || reason == errc::event_mask_rejected ||
         reason == errc::event_filter_rejected;
}

connection_state state_in(supervisor::task current, connection_state before) noexcept {
  switch (current) {
  case supervisor::task::resolve: return connection_state::resolving;
  case supervisor::task::open:
  case supervisor::task::secure: return connection_state::connecting;
  case supervisor::task::log_in: return connection_state::logging_in;
  case supervisor::task::serve: return before == connection_state::disconnecting ? before : connection_state::connected;
  case supervisor::task::say_goodbye: return before;
  case supervisor::task::pause: return connection_state::waiting;
  case supervisor::task::finish: return connection_state::disconnected;
  }
  return before;
}

}  // namespace

supervisor::supervisor(const options& settings, std::uint64_t seed)
    : options_{&settings}, back_off_{settings.reconnect().value_or(reconnect_policy{}), seed},
      state_{connection_state::disconnected} {}

void supervisor::start() {
  running_ = true;
  ending_ = false;
  ever_connected_ = false;
  lost_at_.reset();
  server_ = 0;
  task_ = task::resolve;
  begin_attempt();
}

void supervisor::begin_attempt() {
  attempt_open_ = true;
  established_ = false;
  loss_due_ = true;
  goodbye_due_ = false;
  ended_at_.reset();
  reason_ = {};
  detail_.clear();
  refusal_ = {};
}

supervisor::task supervisor::next() {
  if (attempt_open_ && stopping()) {
    task_ = task::say_goodbye;
  } else if (!attempt_open_ && ending_) {
    task_ = task::finish;
  } else if (!attempt_open_ && task_ == task::resolve) {
    begin_attempt();
  } else if (task_ == task::serve) {
    established_ = true;
    ever_connected_ = true;
  }
  state_ = state_in(task_, state_);
  return task_;
}

supervisor::task supervisor::after(task done) const noexcept {
  switch (done) {
  case task::resolve: return task::open;
  case task::open: return options_->tls() ? task::secure : task::log_in;
  case task::secure: return task::log_in;
  case task::log_in: return task::serve;
  case task::serve: return task::say_goodbye;
  case task::say_goodbye:
    return sequel_ == attempt_end::sequel::next_server ? task::resolve
           : sequel_ == attempt_end::sequel::pause     ? task::pause
                                                       : task::finish;
  case task::pause: return task::resolve;
  case task::finish: break;
  }
  return task::finish;
}

void supervisor::on_done(error_code error, std::string detail, response refusal) {
  if (!running_) {
    return;
  }
  if (task_ == task::say_goodbye) {
    attempt_open_ = false;
  } else if (task_ == task::finish) {
    running_ = false;
  } else if (task_ == task::serve && !error) {
    error = errc::connection_closed;
  }
  if (attempt_open_ && error) {
    stop(error, std::move(detail), std::move(refusal));
  }
  task_ = after(task_);
}

std::optional<std::chrono::nanoseconds> supervisor::on_session(time_point now) {
  session_open_ = true;
  ++epoch_;
  connected_at_ = now;
  if (!lost_at_) {
    return std::nullopt;
  }
  return now - *std::exchange(lost_at_, std::nullopt);
}

attempt_end supervisor::end_attempt(time_point now) {
  if (!ended_at_ && !ending_) {
    sequel_ = choose_sequel(now);
  }
  if (ending_) {
    sequel_ = attempt_end::sequel::finish;
  }
  ended_at_ = now;
  attempt_end result;
  result.reason = reason_;
  result.expected = reason_ == errc::disconnected;
  result.had_session = session_open_ && ever_connected_;
  result.then = sequel_;
  if (sequel_ == attempt_end::sequel::finish) {
    ending_ = true;
    state_ = connection_state::disconnected;
  } else if (sequel_ == attempt_end::sequel::pause) {
    state_ = connection_state::waiting;
  }
  return result;
}

attempt_end::sequel supervisor::choose_sequel(time_point now) {
  if (is_final(reason_)) {
    return attempt_end::sequel::finish;
  }
  if (!established_ && server_ + 1 < options_->servers().size()) {
    ++server_;
    return attempt_end::sequel::next_server;
  }
  server_ = 0;
  std::optional<std::chrono::nanoseconds> held;
  if (session_open_) {
    held = now - connected_at_;
  }
  const auto delay = options_->reconnect() ? back_off_.next(held) : std::nullopt;
  pause_ = delay.value_or(duration::zero());
  return delay ? attempt_end::sequel::pause : attempt_end::sequel::finish;
}

supervisor::loss supervisor::take_loss() noexcept {
  if (!std::exchange(loss_due_, false)) {
    return loss::none;
  }
  const bool had_session = std::exchange(session_open_, false) && ever_connected_;
  if (had_session) {
    lost_at_ = ended_at_;
  }
  if (reason_ == errc::disconnected) {
    return loss::none;
  }
  return had_session ? loss::session : loss::attempt;
}

bool supervisor::stop(error_code reason, std::string detail, response refusal) {
  if (!running_ || stopping()) {
    return false;
  }
  reason_ = detail::named_error(reason);
  detail_ = std::move(detail);
  refusal_ = std::move(refusal);
  return true;
}

bool supervisor::link_failed(error_code reason, std::string detail) {
  if (state_ == connection_state::disconnecting) {
    return stop(errc::disconnected);
  }
  return stop(reason, std::move(detail));
}

bool supervisor::stop_politely(error_code reason) {
  const bool stopped = stop(reason);
  goodbye_due_ = goodbye_due_ || stopped;
  return stopped;
}

bool supervisor::end(error_code reason) {
  if (!running_) {
    return false;
  }
  ending_ = true;
  if (attempt_open_) {
    return stop(reason);
  }
  reason_ = reason;
  detail_.clear();
  refusal_ = {};
  return true;
}

bool supervisor::begin_logoff() noexcept {
  if (state_ != connection_state::connected || stopping()) {
    return false;
  }
  ending_ = true;
  state_ = connection_state::disconnecting;
  return true;
}

void supervisor::on_out_of_memory() noexcept {
  if (!running_) {
    return;
  }
  // Of a disconnect() that was asked for before, the reason stays.
  if (!ending_ || !stopping()) {
    reason_ = make_error_code(boost::system::errc::not_enough_memory);
  }
  goodbye_due_ = false;
  ending_ = true;
}

void supervisor::abandon() noexcept {
  ending_ = true;
  reason_ = errc::disconnected;
  state_ = connection_state::disconnected;
}

std::string supervisor::reason_text() const {
  return detail_.empty() ? reason_.message() : reason_.message() + " (" + detail_ + ')';
}

std::optional<supervisor::time_point> supervisor::session_since() const noexcept {
  return session_open_ ? std::optional{connected_at_} : std::nullopt;
}

}  // namespace ami::session
