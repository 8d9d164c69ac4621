#include "cluster/cluster_operations.hpp"

#include "connection/connection.hpp"

#include <ami/error.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

// ---- What both have in common

joint_operation::joint_operation(answers_handler handler, std::vector<member_ptr> members)
    : members_{std::move(members)}, handler_{std::move(handler)}, own_executor_{asio::get_associated_executor(
                                                                      handler_, asio::any_completion_executor{})} {
  signals_.reserve(members_.size());
  for (std::size_t i = 0; i < members_.size(); ++i) {
    signals_.push_back(std::make_unique<asio::cancellation_signal>());
  }
}

void joint_operation::listen_for_cancellation() {
  auto slot = handler_.get_cancellation_slot();
  if (slot.is_connected()) {
    slot.assign([weak = weak_from_this()](asio::cancellation_type type) {
      if (const auto self = weak.lock()) {
        self->cancel(type);
      }
    });
  }
}

reply_handler joint_operation::make_part(std::size_t index) {
  return part{shared_from_this(), index};
}

void joint_operation::begin_starting() {
  const std::lock_guard lock{mutex_};
  starting_ = true;
}

void joint_operation::end_starting() {
  const std::lock_guard lock{mutex_};
  starting_ = false;
  if (pending_ != asio::cancellation_type::none) {
    emit(std::exchange(pending_, asio::cancellation_type::none));
  }
}

void joint_operation::cancel_parts(asio::cancellation_type type) {
  const std::lock_guard lock{mutex_};
  if (starting_) {
    pending_ = pending_ | type;
  } else {
    emit(type);
  }
}

// With the lock held. A part never completes in there.
void joint_operation::emit(asio::cancellation_type type) {
  for (const auto& signal : signals_) {
    signal->emit(type);
  }
}

void joint_operation::cancel(asio::cancellation_type type) {
  {
    const std::lock_guard lock{mutex_};
    cancelled_ = true;
  }
  cancel_parts(type);
}

bool joint_operation::cancelled() const {
  const std::lock_guard lock{mutex_};
  return cancelled_;
}

server_answer joint_operation::make_answer(std::size_t index, error_code error, reply answer) const {
  return server_answer{*members_[index]->name_, error, std::move(answer)};
}

void joint_operation::complete(error_code error, std::vector<server_answer> answers) {
  auto handler = std::move(handler_);
  std::move(handler)(error, std::move(answers));
}

// ---- All

void all_servers::start(const starter& start_one) {
  answers_.resize(members_.size());
  waiting_for_ = members_.size();
  listen_for_cancellation();
  // The last part may end, and with it the whole, before this function does.
  const auto self = shared_from_this();
  begin_starting();
  for (std::size_t i = 0; i < members_.size(); ++i) {
    start_one(*members_[i], make_part(i));
  }
  end_starting();
}

void all_servers::part_ended(std::size_t index, error_code error, reply answer) {
  bool last = false;
  bool first_success = false;
  {
    const std::lock_guard lock{mutex_};
    answers_[index] = make_answer(index, error, std::move(answer));
    first_success = !error && !std::exchange(succeeded_, succeeded_ || !error);
    last = --waiting_for_ == 0;
  }
  if (last) {
    finish();
  } else if (first_success && verdict_ == verdict::any) {
    cancel_parts(asio::cancellation_type::terminal);
  }
}

void all_servers::finish() {
  if (at_end_) {
    at_end_();
  }
  error_code error;
  const auto failed = std::ranges::find_if(answers_, [](const server_answer& answer) { return bool{answer.error()}; });
  if (verdict_ != verdict::none && failed != answers_.end() && !(verdict_ == verdict::any && succeeded_)) {
    error = failed->error();
  }
  if (cancelled() && !(verdict_ == verdict::any && succeeded_)) {
    error = asio::error::operation_aborted;
  }
  complete(error, std::move(answers_));
}

// ---- One after the other

void one_server::start() {
  listen_for_cancellation();
  try_server(0);
}

// False when the time is over.
bool one_server::try_server(std::size_t index) {
  send_options settings = asked_.options();
  cluster_member& server = *members_[index];
  settings.wait_for_connection(options::duration::zero());
  const auto limit = settings.timeout().value_or(server.connection_->settings().action_timeout());
  if (limit > options::duration::zero() && index != 0) {
    const auto passed = std::chrono::ceil<options::duration>(std::chrono::steady_clock::now() - began_);
    if (passed >= limit) {
      return false;
    }
    settings.timeout(limit - passed);
  }
  const auto self = shared_from_this();
  begin_starting();
  ++server.in_flight_;
  start_send(server.connection_, prepared_action{*server.connection_, *asked_.value(), settings}, make_part(index));
  end_starting();
  return true;
}

// Only what is certain not to have been acted upon, and only for a reason that another server may not have: one that
// has just started may not have loaded the module yet.
bool one_server::may_go_on(std::size_t index, error_code error, const reply& answer) const {
  const bool not_taken = answer.outcome() == outcome::never_sent &&
                         (error == errc::not_connected || error == errc::not_sent || error == errc::queue_full);
  return (not_taken || error == errc::shutting_down || error == errc::module_not_loaded) &&
         index + 1 < members_.size() && !cancelled();
}

void one_server::part_ended(std::size_t index, error_code error, reply answer) {
  --members_[index]->in_flight_;
  if (error && may_go_on(index, error, answer) && try_server(index + 1)) {
    return;
  }
  std::vector<server_answer> answers;
  answers.push_back(make_answer(index, error, std::move(answer)));
  complete(error, std::move(answers));
}

}  // namespace ami::detail
