#include "connection/current_attempt.hpp"

#include <ami/error.hpp>

#include <random>

namespace ami::detail {

namespace {

// The server's receive window may be full.
constexpr options::duration longest_close_notify{500};

std::uint64_t random_seed() {
  std::random_device random;
  return std::uint64_t{random()} << 32U | random();
}

}  // namespace

current_attempt::current_attempt(environment& shared) : shared_{shared}, supervisor_{shared.settings_, random_seed()} {}

void current_attempt::stop(error_code reason, std::string detail, response refusal) {
  if (supervisor_.stop(reason, std::move(detail), std::move(refusal))) {
    interrupt();
  }
}

void current_attempt::link_failed(error_code reason, std::string detail) {
  if (supervisor_.link_failed(reason, std::move(detail))) {
    interrupt();
  }
}

void current_attempt::stop_politely(error_code reason, bool writing) {
  if (!shared_.io_->link_.is_secure() || writing) {
    stop(reason);
  } else if (supervisor_.stop_politely(reason)) {
    interrupt();
    arm_deadline(longest_close_notify, reason);
  }
}

void current_attempt::end(error_code reason) {
  if (supervisor_.end(reason)) {
    interrupt();
  }
}

void current_attempt::interrupt() {
  if (!supervisor_.goodbye_due()) {
    shared_.io_->link_.close();
  }
  disarm_deadline();
  shared_.io_->addresses_known_.notify();
  shared_.io_->pause_over_.notify();
}

void current_attempt::arm_deadline(options::duration limit, error_code error) {
  disarm_deadline();
  shared_.io_->deadline_.set_after(limit, [weak = shared_.watch(*this), error] {
    if (const auto self = weak.lock()) {
      self->deadline_passed(error);
    }
  });
}

void current_attempt::deadline_passed(error_code error) {
  deadline_error_ = error;
  const auto state = supervisor_.state();
  if (!stopping() && (state == connection_state::resolving || state == connection_state::disconnecting)) {
    stop(error);
    return;
  }
  // The operation on the socket ends, and its caller looks at deadline_error().
  shared_.io_->link_.close();
}

error_code current_attempt::disarm_deadline() {
  shared_.io_->deadline_.cancel();
  return std::exchange(deadline_error_, {});
}

}  // namespace ami::detail
