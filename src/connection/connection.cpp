// Requests come in from any thread, and results go out to their handlers.
#include "base/memory_reserve.hpp"
#include "connection/operations.hpp"

#include <ami/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <random>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

std::uint64_t random_seed() {
  std::random_device random;
  return std::uint64_t{random()} << 32U | random();
}

}  // namespace

connection::connection(asio::any_io_executor executor, options settings)
    : own_context_{std::make_shared<context_executor>(executor)}, context_{own_context_}, options_{std::move(settings)},
      mask_{options_.event_mask(), options_.event_mask_from_subscriptions()},
      supervisor_{options_, random_seed()}, liveness_{options_.ping_after(), options_.ping_timeout()},
      actions_{session::make_id_prefix(),
               session::list_limits{}.max_items(options_.max_list_items()).max_bytes(options_.max_list_bytes()),
               counters_},
      outbox_{options_, actions_, counters_}, hub_{context_, counters_} {
  fill_memory_reserve();
  io_.emplace(serial_executor{context_}, context_, executor);
}

connection::~connection() = default;

void connection::enlist() {
  join(*context_, shared_from_this());
  io_->strand_.on_failure([weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->out_of_memory();
    }
  });
}

ami::server_version connection::server_version() const noexcept {
  const std::uint64_t packed = version_.load(std::memory_order_acquire);
  constexpr std::uint64_t part = 0xFFFFU;
  return {static_cast<unsigned>(packed >> 32U & part), static_cast<unsigned>(packed >> 16U & part),
          static_cast<unsigned>(packed & part)};
}

// ---- The way in

// A request that is not refused is in the mailbox, from which either the strand or abandon() takes it: none is
// forgotten between the two. `actions`: how many it sends.
void connection::submit(request_ptr made, std::size_t actions) {
  auto result = runtime::put_result::refused;
  with_memory_reserve([&] { result = inbox_.put(made, actions); });
  if (result == runtime::put_result::refused) {
    made->give_up(*this, request::failure::refused);
    return;
  }
  context_->use([&](const asio::any_io_executor&) {
    if (result == runtime::put_result::first) {
      post_drain();
    } else {
      io_->strand_.post_again();
    }
  });
}

// The requests stay in the inbox when there is no memory for this; the next submit() tries it again.
void connection::post_drain() noexcept {
  try {
    asio::post(io_->strand_, [self = shared_from_this()] { self->drain(); });
  } catch (const std::bad_alloc&) {
    inbox_.not_asked();
  }
}

// An action that a handler sends is admitted within the call that sends it, when the strand is free and nothing waits;
// no code of the user runs in here. It is written within that call as well when it is alone. When others are in flight,
// or handlers are ready that may send too, it is staged, to be written together with theirs; but not with too many
// while the server has nothing to do.
void connection::submit(action_ptr action) {
  constexpr std::size_t many = 64;
  if (context_->runs_handlers_here()) {
    io_->strand_.try_run_first([&] {
      if (!inbox_.empty() || !outbox_.can_stage()) {
        return;
      }
      const bool alone = actions_.empty() && !context_->more_ready();
      // The clock is read once for all that leave together: the outbox corrects it when a handler took long.
      const bool may_have_to_wait = stopping() || action->wait_for_connection_ > options::duration::zero();
      if (outbox_.staged() == 0 || may_have_to_wait) {
        now_ = clock_type::now();
      }
      admit(action);
      try {
        if (alone) {
          write_queued(now_);
        } else if (outbox_.staged() >= many && outbox_.staged() == actions_.size()) {
          write_queued();
        } else if (!write_posted_) {
          // Posted, so that a handler can still cancel what it sent.
          asio::post(io_->strand_, [self = shared_from_this()] {
            self->write_posted_ = false;
            self->drain();
          });
          write_posted_ = true;
        }
      } catch (const std::bad_alloc&) {
        // The connection has the action: its handler is called when the connection ends.
        out_of_memory();
      }
    });
  }
  if (action != nullptr) {
    submit(with_memory_reserve([&] { return std::make_unique<send_request>(std::move(action)); }), 1);
  }
}

void connection::drain() {
  now_ = clock_type::now();
  inbox_.take([this](request_ptr& next) {
    try {
      next->begin(*this, next);
    } catch (const std::bad_alloc&) {
      not_begun(next.get());
    }
  });
  // Actions that arrived together leave together.
  write_queued(now_);
}

// There was no memory for it. `failed`: null when the connection has it already.
void connection::not_begun(request* failed) noexcept {
  bool told = false;
  try {
    if (failed != nullptr) {
      failed->give_up(*this, request::failure::out_of_memory);
      told = !failed->vital();
    }
  } catch (const std::bad_alloc&) {
    told = false;  // its handler can only be destroyed
  }
  if (!told) {
    out_of_memory();
  }
}

statistics connection::snapshot() {
  statistics result;
  counters_.fill(result);
  result.state = state();
  result.server_version = server_version();
  if (const auto since = supervisor_.session_since()) {
    const auto held = std::chrono::duration_cast<std::chrono::system_clock::duration>(clock_type::now() - *since);
    result.connected_since = std::chrono::system_clock::now() - held;
  }
  outbox_.fill(result);
  hub_.fill(result);
  return result;
}

// Before the operation is submitted: afterwards its handler may run at any time, on any thread.
void connection::assign_slot(reply_handler& handler, operation_kind kind, std::uint64_t id) {
  auto slot = handler.get_cancellation_slot();
  if (slot.is_connected()) {
    with_memory_reserve([&] {
      slot.assign([weak = weak_from_this(), kind, id](asio::cancellation_type type) {
        if (const auto self = weak.lock()) {
          self->submit_new<cancel_request>(kind, id, type);
        }
      });
    });
  }
}

template <class Operation>
std::unique_ptr<Operation> connection::make_operation(reply_handler& handler, operation_kind kind) {
  const std::uint64_t id = next_id();
  assign_slot(handler, kind, id);
  return with_memory_reserve([&] { return std::make_unique<Operation>(std::move(handler), *context_, id); });
}

void connection::async_connect(reply_handler handler) {
  submit(make_operation<connect_operation>(handler, operation_kind::connect));
}

void connection::async_disconnect(options::duration limit, reply_handler handler) {
  auto made = make_operation<disconnect_operation>(handler, operation_kind::disconnect);
  made->limit_ = limit;
  submit(std::move(made));
}

void connection::async_wait_for(connection_state wanted, reply_handler handler) {
  auto made = make_operation<state_wait>(handler, operation_kind::wait);
  made->wanted_ = wanted;
  submit(std::move(made));
}

void connection::async_statistics(statistics_handler handler) {
  submit_new<statistics_request>(std::move(handler), *context_);
}

void connection::async_send(prepared_action prepared, reply_handler handler, const asio::any_io_executor* own) {
  action_ptr action = prepared.take();
  assign_slot(handler, operation_kind::send, action->id_);
  if (own != nullptr) {
    action->to_.handler_ = stored_handler{std::move(handler), *context_, *own};
  } else {
    action->to_.handler_ = stored_handler{std::move(handler), *context_};
  }
  error_code error = action->error_;
  if (!error && inbox_.load() >= options_.max_actions_in_flight()) {
    error = errc::queue_full;
    action->extras().detail_ = action->name_;
  }
  if (error && !context_->gone()) {
    complete(std::move(action->to_), error,
             make_reply(action->take_detail(), outcome::never_sent, actions_.action_id_of(*action)));
    return;
  }
  submit(std::move(action));
}

std::shared_ptr<list_source> connection::list(prepared_action prepared, const list_options& settings) {
  action_ptr action = prepared.take();
  auto source = std::make_shared<list_source>(weak_from_this(), action->id_, action->name_, context_, settings);
  if (action->error_) {
    source->end(action->error_, make_reply(action->take_detail(), outcome::never_sent, actions_.action_id_of(*action)));
  } else {
    action->to_ = recipient{source};
    action->streamed_ = true;
    submit(std::move(action));
  }
  return source;
}

void connection::drop_list(std::uint64_t id) {
  submit_new<cancel_request>(operation_kind::send, id, asio::cancellation_type::terminal);
}

void connection::release() noexcept {
  try {
    submit_new<release_request>();
  } catch (const std::bad_alloc&) {
    // The connection goes on until its execution context ends.
    return;
  }
}

// ---- The way out

reply connection::make_reply(std::string detail, outcome result, std::string action_id, response answer) {
  auto data = with_memory_reserve([] { return make_reply_data(); });
  if (!detail.empty() || !action_id.empty()) {
    auto& more = with_memory_reserve([&]() -> reply_more& { return data->more(); });
    more.detail = std::move(detail);
    more.action_id = std::move(action_id);
  }
  data->outcome = result;
  data->response = std::move(answer);
  return reply{std::move(data)};
}

void connection::complete(stored_handler<reply_handler>&& stored, error_code error, reply result) {
  post_completion(context_, stored, [error, result = std::move(result)](reply_handler handler) mutable {
    std::move(handler)(error, std::move(result));
  });
}

// As the others, but without allocating.
void connection::complete(action_ptr action, error_code error, reply result) {
  if (!action->to_.handler_.on_default_executor()) {
    complete(std::move(action->to_), error, std::move(result));
    return;
  }
  action->error_ = error;
  action->result_ = std::move(result);
  action_in_flight& inside = *action;
  task_ptr ready = std::move(action);
  if (!context_->run_soon(ready)) {
    complete_elsewhere(completion{std::move(inside.to_.handler_.handler()),
                                  [error, result = std::move(inside.result_)](reply_handler handler) mutable {
                                    std::move(handler)(error, std::move(result));
                                  }});
  }
}

void connection::complete(recipient&& to, error_code error, reply result) {
  if (!to.handler_.empty()) {
    complete(std::move(to.handler_), error, std::move(result));
  } else if (to.list_ != nullptr) {
    to.list_->end(error, std::move(result));
  }
}

void connection::announce_state() {
  const connection_state before = state();
  const connection_state value = supervisor_.state();
  if (before == value) {
    return;
  }
  state_.store(value, std::memory_order_release);
  const bool ended = value == connection_state::disconnected || value == connection_state::waiting;
  hub_.publish_state(connection_state_changed{before, value, ended ? supervisor_.reason() : error_code{}});
  end_waits([value](connection_state wanted) { return wanted == value; }, {});
}

// ---- The end of the execution context

void connection::abandon() {
  // From here on nothing is posted to the context any more; handlers with an executor of their own still complete.
  own_context_->drop();
  std::vector<request_ptr> waiting = inbox_.close();
  supervisor_.abandon();
  state_.store(connection_state::disconnected, std::memory_order_release);
  hub_.abandon();
  fail_actions(supervisor_.reason(), true);
  end_waits([](connection_state) { return true; }, errc::disconnected);
  if (connect_operation_ != nullptr) {
    connect_operation_->complete(*this, errc::disconnected, make_reply({}, outcome::never_sent));
    connect_operation_.reset();
  }
  end_disconnects();
  for (const request_ptr& unbegun : waiting) {
    unbegun->give_up(*this, request::failure::dropped);
  }
  io_->strand_.drop_waiting();
  io_.reset();
}

}  // namespace ami::detail
