// Requests come in from any thread, and wait for the strand.
#include "base/memory_reserve.hpp"
#include "connection/completing.hpp"
#include "connection/operations.hpp"

#include <ami/error.hpp>

#include <boost/asio/post.hpp>

namespace asio = boost::asio;

namespace ami::detail {

connection::connection(asio::any_io_executor executor, options settings)
    : shared_{*this, std::move(executor), std::move(settings)},
      mask_{shared_.settings_.event_mask(), shared_.settings_.event_mask_from_subscriptions()},
      actions_{session::make_id_prefix(),
               session::list_limits{}
                   .max_items(shared_.settings_.max_list_items())
                   .max_bytes(shared_.settings_.max_list_bytes()),
               shared_.counters_},
      outbox_{shared_.settings_, actions_, shared_.counters_}, hub_{shared_.context_, shared_.counters_},
      maker_{shared_, actions_.replies()}, attempt_{shared_}, sender_{shared_, attempt_, maker_, actions_, outbox_},
      liveness_{shared_, attempt_, sender_}, dispatcher_{shared_,  attempt_, sender_, liveness_,
                                                         actions_, outbox_,  mask_,   hub_},
      reader_{shared_, attempt_, dispatcher_, actions_}, opener_{shared_, attempt_}, login_{shared_,     attempt_,
                                                                                            dispatcher_, reader_,
                                                                                            actions_,    mask_,
                                                                                            hub_} {}

connection::~connection() = default;

void connection::enlist() {
  shared_.owned_by(weak_from_this());
  hub_.owned_by(weak_from_this());
  join(*shared_.context_, shared_from_this());
  shared_.io_->strand_.on_failure([weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->out_of_memory();
    }
  });
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
  shared_.context_->use([&](const asio::any_io_executor&) {
    if (result == runtime::put_result::first) {
      post_drain();
    } else {
      shared_.io_->strand_.post_again();
    }
  });
}

// The requests stay in the inbox when there is no memory for this; the next submit() tries it again.
void connection::post_drain() noexcept {
  try {
    asio::post(shared_.io_->strand_, [self = shared_from_this()] { self->drain(); });
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
  if (shared_.context_->runs_handlers_here()) {
    shared_.io_->strand_.try_run_first([&] {
      if (!inbox_.empty() || !outbox_.can_stage()) {
        return;
      }
      const bool alone = actions_.empty() && !shared_.context_->more_ready();
      // The clock is read once for all that leave together: the outbox corrects it when a handler took long.
      const bool may_have_to_wait = attempt_.stopping() || action->wait_for_connection_ > options::duration::zero();
      if (outbox_.staged() == 0 || may_have_to_wait) {
        now_ = clock_type::now();
      }
      sender_.admit(action, now_);
      try {
        if (alone) {
          sender_.write_queued(now_);
        } else if (outbox_.staged() >= many && outbox_.staged() == actions_.size()) {
          sender_.write_queued();
        } else if (!write_posted_) {
          // Posted, so that a handler can still cancel what it sent.
          asio::post(shared_.io_->strand_, [self = shared_from_this()] {
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
  sender_.write_queued(now_);
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
  shared_.counters_.fill(result);
  result.state = state();
  result.server_version = server_version();
  if (const auto since = attempt_.supervisor().session_since()) {
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
  const std::uint64_t id = shared_.state_.next_id();
  assign_slot(handler, kind, id);
  return with_memory_reserve([&] { return std::make_unique<Operation>(std::move(handler), *shared_.context_, id); });
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
  submit_new<statistics_request>(std::move(handler), *shared_.context_);
}

void connection::async_send(prepared_action prepared, reply_handler handler, const asio::any_io_executor* own) {
  action_ptr action = prepared.take();
  assign_slot(handler, operation_kind::send, action->id_);
  if (own != nullptr) {
    action->to_.handler_ = stored_handler{std::move(handler), *shared_.context_, *own};
  } else {
    action->to_.handler_ = stored_handler{std::move(handler), *shared_.context_};
  }
  error_code error = action->error_;
  if (!error && inbox_.load() >= shared_.settings_.max_actions_in_flight()) {
    error = errc::queue_full;
    action->extras().detail_ = action->name_;
  }
  if (error && !shared_.context_->gone()) {
    complete(shared_.context_, std::move(action->to_), error,
             make_reply(action->take_detail(), outcome::never_sent, actions_.action_id_of(*action)));
    return;
  }
  submit(std::move(action));
}

std::shared_ptr<list_source> connection::list(prepared_action prepared, const list_options& settings,
                                              const std::shared_ptr<list_listener>& listener) {
  action_ptr action = prepared.take();
  auto source = std::make_shared<list_source>(weak_from_this(), action->id_, action->name_, shared_.context_, settings);
  if (listener != nullptr) {
    listener->listen_to(source);
    source->items()->listen(listener);
  }
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

std::shared_ptr<subscription> connection::subscribe(std::span<const event_filter> filters,
                                                    const subscribe_options& settings) {
  auto added = hub_.subscribe(filters, settings);
  if (shared_.settings_.event_mask_from_subscriptions() && !shared_.context_->gone()) {
    submit_new<subscribed_request>();
  }
  return added;
}

// ---- The end of the execution context

void connection::abandon() {
  // From here on nothing is posted to the context any more; handlers with an executor of their own still complete.
  shared_.own_context_->drop();
  std::vector<request_ptr> waiting = inbox_.close();
  attempt_.supervisor().abandon();
  shared_.state_.set(connection_state::disconnected);
  hub_.abandon();
  sender_.link_lost(attempt_.supervisor().reason(), true);
  end_waits([](connection_state) { return true; }, errc::disconnected);
  if (connect_operation_ != nullptr) {
    connect_operation_->complete(*this, errc::disconnected, make_reply({}, outcome::never_sent));
    connect_operation_.reset();
  }
  end_disconnects();
  for (const request_ptr& unbegun : waiting) {
    unbegun->give_up(*this, request::failure::dropped);
  }
  shared_.io_->strand_.drop_waiting();
  shared_.io_.reset();
}

}  // namespace ami::detail
