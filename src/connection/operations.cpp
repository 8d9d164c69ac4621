#include "connection/operations.hpp"

#include "connection/completing.hpp"

#include <ami/error.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace ami::detail {

void connection::operation::give_up(connection& owner, failure reason) {
  if (handler_.empty()) {
    return;  // completed before
  }
  end(owner, handler_, reason, [error = error_of(reason, ended_error())](reply_handler handler) {
    std::move(handler)(error, make_reply({}, outcome::never_sent));
  });
}

error_code connection::operation::ended_error() const noexcept {
  return errc::disconnected;
}

// ---- connect()

void connection::connect_operation::begin(connection& owner, std::unique_ptr<request>& self) {
  error_code error;
  std::string detail;
  if (owner.released_) {
    error = errc::disconnected;
  } else if (owner.attempt_.supervisor().running()) {
    error = errc::already_connected;
  } else if (detail = owner.shared_.settings_.problem(); !detail.empty()) {
    error = errc::invalid_options;
  } else if (!owner.opener_.prepare(detail)) {
    error = errc::invalid_options;
  }
  if (error) {
    complete(owner, error, make_reply(std::move(detail), outcome::never_sent));
    return;
  }
  owner.connect_operation_.reset(static_cast<connect_operation*>(self.release()));
  owner.begin_run();
}

// ---- disconnect()

void connection::disconnect_operation::begin(connection& owner, std::unique_ptr<request>& self) {
  if (!owner.attempt_.supervisor().running()) {
    complete(owner, {}, make_reply({}, outcome::accepted));
    return;
  }
  owner.disconnect_operations_.reserve(owner.disconnect_operations_.size() + 1);
  owner.disconnect_operations_.emplace_back(static_cast<disconnect_operation*>(self.release()));
  const bool at_once = limit_ <= options::duration::zero();
  if (!at_once && owner.attempt_.supervisor().begin_logoff()) {
    owner.announce_state();
    owner.shared_.log_.write(spdlog::level::debug, "logging off");
    owner.attempt_.arm_deadline(limit_, errc::disconnected);
    owner.sender_.send_own(action{"Logoff"}, session::action_owner::logoff);
  } else if (at_once || owner.state() != connection_state::disconnecting) {
    owner.attempt_.end(errc::disconnected);
  } else if (!owner.attempt_.stopping() && clock_type::now() + limit_ < owner.shared_.io_->deadline_.due()) {
    // The shorter of two limits holds.
    owner.attempt_.arm_deadline(limit_, errc::disconnected);
  }
}

void connection::end_disconnects() {
  for (auto& waiting : disconnect_operations_) {
    if (waiting == nullptr) {
      continue;  // completed before, in a call that had no memory for the others
    }
    if (waiting->cancelled_) {
      waiting->complete(*this, asio::error::operation_aborted, make_reply({}, outcome::never_sent));
    } else {
      waiting->complete(*this, {}, make_reply({}, outcome::accepted));
    }
    waiting.reset();
  }
  disconnect_operations_.clear();
}

// ---- wait_for()

void connection::state_wait::begin(connection& owner, std::unique_ptr<request>& self) {
  if (owner.state() == wanted_) {
    complete(owner, {}, make_reply({}, outcome::accepted));
  } else if (owner.released_ && wanted_ != connection_state::disconnected) {
    complete(owner, errc::disconnected, make_reply({}, outcome::never_sent));
  } else {
    owner.state_waits_.reserve(owner.state_waits_.size() + 1);
    owner.state_waits_.emplace_back(static_cast<state_wait*>(self.release()));
  }
}

// Those for whose state `ends` is true.
void connection::end_waits(const std::function<bool(connection_state)>& ends, error_code error) {
  for (auto waiting = state_waits_.begin(); waiting != state_waits_.end();) {
    if (ends((*waiting)->wanted_)) {
      (*waiting)->complete(*this, error, make_reply({}, error ? outcome::never_sent : outcome::accepted));
      waiting = state_waits_.erase(waiting);
    } else {
      ++waiting;
    }
  }
}

// ---- send_action() and list()

void connection::send_request::begin(connection& owner, std::unique_ptr<request>& /*self*/) {
  owner.sender_.admit(action_, owner.now_);
}

void connection::send_request::give_up(connection& owner, failure reason) {
  if (action_ == nullptr) {
    return;  // the connection has it, or has completed it
  }
  const error_code error = error_of(reason, reason == failure::refused ? errc::not_connected : errc::not_sent);
  reply result = make_reply(action_->name_, outcome::never_sent, owner.actions_.action_id_of(*action_));
  if (action_->to_.list_ != nullptr) {
    action_->to_.list_->end(error, std::move(result));
  } else if (!action_->to_.handler_.empty()) {
    end(owner, action_->to_.handler_, reason, [error, result = std::move(result)](reply_handler handler) mutable {
      std::move(handler)(error, std::move(result));
    });
  }
}

// ---- statistics()

void connection::statistics_request::begin(connection& owner, std::unique_ptr<request>& /*self*/) {
  post_completion(owner.shared_.context_, handler_, [now = owner.snapshot()](statistics_handler handler) mutable {
    std::move(handler)(error_code{}, std::move(now));
  });
}

void connection::statistics_request::give_up(connection& owner, failure reason) {
  end(owner, handler_, reason, [error = error_of(reason, errc::disconnected)](statistics_handler handler) {
    std::move(handler)(error, statistics{});
  });
}

// ---- Requests without a handler

void connection::cancel_request::begin(connection& owner, std::unique_ptr<request>& /*self*/) {
  const auto same = [&](const auto& waiting) { return waiting->id() == id_; };
  switch (kind_) {
  case operation_kind::connect:
    if (owner.connect_operation_ != nullptr && same(owner.connect_operation_)) {
      // Completes when the attempt has ended, so that the next connect() finds nothing in its way.
      owner.connect_operation_->cancelled_ = true;
      owner.attempt_.end(errc::disconnected);
    }
    break;
  case operation_kind::disconnect: {
    auto& waiting = owner.disconnect_operations_;
    if (const auto found = std::ranges::find_if(waiting, same); found != waiting.end()) {
      (*found)->cancelled_ = true;
      owner.attempt_.stop(errc::disconnected);
    }
    break;
  }
  case operation_kind::send: {
    constexpr auto also_written = asio::cancellation_type::terminal | asio::cancellation_type::partial;
    const bool only_total = (type_ & also_written) == asio::cancellation_type::none;
    owner.sender_.cancel(id_, only_total);
    break;
  }
  case operation_kind::wait: {
    auto& waiting = owner.state_waits_;
    if (const auto found = std::ranges::find_if(waiting, same); found != waiting.end()) {
      (*found)->complete(owner, asio::error::operation_aborted, make_reply({}, outcome::never_sent));
      waiting.erase(found);
    }
    break;
  }
  }
}

void connection::release_request::begin(connection& owner, std::unique_ptr<request>& /*self*/) {
  owner.released_ = true;
  if (owner.attempt_.supervisor().running()) {
    owner.attempt_.end(errc::disconnected);
  } else {
    owner.hub_.end(errc::disconnected);
  }
  // It is not connected again. A wait for that would keep it, and its execution context, alive for ever.
  owner.end_waits([](connection_state wanted) { return wanted != connection_state::disconnected; }, errc::disconnected);
}

void connection::subscribed_request::begin(connection& owner, std::unique_ptr<request>& /*self*/) {
  owner.hub_.refresh();
  owner.dispatcher_.update_mask();
}

}  // namespace ami::detail
