// The way in and out: operations arrive from any thread, wait on the strand, and complete.
#include "connection/core.hpp"

#include "base/memory_reserve.hpp"
#include "net/tls_context.hpp"
#include "runtime/core_registry.hpp"

#include <ami/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/logger.h>

#include <algorithm>
#include <random>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

std::uint64_t next_number() noexcept {
  static std::atomic<std::uint64_t> count{0};
  return count.fetch_add(1, std::memory_order_relaxed) + 1;
}

std::uint64_t random_seed() {
  std::random_device random;
  return std::uint64_t{random()} << 32U | random();
}

}  // namespace

core::core(asio::any_io_executor executor, options how)
    : own_context_{std::make_shared<context_executor>(executor)}, context_{own_context_}, options_{std::move(how)},
      number_{next_number()}, correlator_{session::make_id_prefix()}, mask_{options_.event_mask(),
                                                                            options_.event_mask_from_subscriptions()},
      supervisor_{options_, random_seed()}, liveness_{options_.ping_after(), options_.ping_timeout()}, hub_{context_,
                                                                                                            counters_} {
  fill_memory_reserve();
  correlator_.limit_lists(
      session::list_limits{}.max_items(options_.max_list_items()).max_bytes(options_.max_list_bytes()));
  io_.emplace(serial_executor{context_}, executor);
}

core::~core() {
  if (registry_) {
    registry_->remove(this);
  }
}

void core::enlist() {
  context_->use([&](const asio::any_io_executor& executor) {
    registry_ = core_registry::of(asio::query(executor, asio::execution::context));
  });
  registry_->add(shared_from_this());
  io_->strand_.on_failure([weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->out_of_memory();
    }
  });
}

ami::server_version core::server_version() const noexcept {
  const std::uint64_t packed = version_.load(std::memory_order_acquire);
  constexpr std::uint64_t part = 0xFFFFU;
  return {static_cast<unsigned>(packed >> 32U & part), static_cast<unsigned>(packed >> 16U & part),
          static_cast<unsigned>(packed & part)};
}

bool core::logs(int level) const noexcept {
  return options_.logger() != nullptr && options_.logger()->should_log(static_cast<spdlog::level::level_enum>(level));
}

bool core::traces() const noexcept {
  return logs(SPDLOG_LEVEL_TRACE);
}

void core::log(int level, const std::string& text) const {
  if (logs(level)) {
    options_.logger()->log(static_cast<spdlog::level::level_enum>(level), "ami #{} {}: {}", number_,
                           to_string(options_), text);
  }
}

void core::warn(const std::string& text) const {
  log(SPDLOG_LEVEL_WARN, text);
}

// ---- The way in

// False when the execution context is gone; `request` is refused then. Everything else is in the inbox, from which
// either the strand or abandon() takes it: nothing is forgotten between the two.
bool core::submit(inbox_item request) {
  auto result = runtime::put_result::refused;
  const std::size_t sends = std::holds_alternative<send_request>(request) ? 1 : 0;
  with_memory_reserve([&] { result = inbox_.put(request, sends); });
  if (result == runtime::put_result::refused) {
    refuse(request);
    return false;
  }
  context_->use([&](const asio::any_io_executor&) {
    if (result == runtime::put_result::first) {
      post_drain();
    } else {
      io_->strand_.post_again();
    }
  });
  return true;
}

// The requests stay in the inbox when there is no memory for this; the next submit() tries it again.
void core::post_drain() noexcept {
  try {
    asio::post(io_->strand_, [self = shared_from_this()] { self->drain(); });
  } catch (const std::bad_alloc&) {
    inbox_.not_asked();
  }
}

// What a handler sends is taken over within the call that sends it, when nothing is in its way; this calls no code of
// the user. It leaves within that call as well when it is alone. When others are in flight, or handlers wait that may
// send too, it waits a moment for those that come with it; but not for too many while the server has nothing to do.
void core::submit(action_ptr what) {
  constexpr std::size_t many = 64;
  if (context_->runs_handlers_here()) {
    io_->strand_.try_run_first([&] {
      if (!inbox_.empty() || !can_collect()) {
        return;
      }
      const bool alone = actions_.empty() && !context_->more_ready();
      // One look at the clock for all that leave together: what is late is seen then.
      const bool may_have_to_wait = stopping() || what->wait_for_connection_ > options::duration::zero();
      if (in_write_.empty() || may_have_to_wait) {
        taken_over_at_ = clock_type::now();
      }
      take_over(what);
      try {
        if (alone) {
          write_queued(taken_over_at_);
        } else if (in_write_.size() >= many && in_write_.size() == actions_.size()) {
          write_queued();
        } else if (!write_posted_) {
          // After what the handlers have cancelled.
          asio::post(io_->strand_, [self = shared_from_this()] {
            self->write_posted_ = false;
            self->drain();
          });
          write_posted_ = true;
        }
      } catch (const std::bad_alloc&) {
        // The action has been taken over: its handler will be told.
        out_of_memory();
      }
    });
  }
  if (what != nullptr) {
    submit(send_request{std::move(what)});
  }
}

void core::drain() {
  taken_over_at_ = clock_type::now();
  inbox_.take([this](inbox_item& request) {
    try {
      std::visit([this](auto& content) { take_over(content); }, request);
    } catch (const std::bad_alloc&) {
      not_taken_over(request);
    }
  });
  // Actions that arrived together leave together.
  write_queued(taken_over_at_);
}

void core::not_taken_over(inbox_item& request) noexcept {
  try {
    drop(request, make_error_code(boost::system::errc::not_enough_memory));
  } catch (const std::bad_alloc&) {
    // Its handler can only be destroyed.
    out_of_memory();
    return;
  }
  // All others may have been begun, or have nobody who could be told.
  if (!std::holds_alternative<send_request>(request) && !std::holds_alternative<wait_request>(request) &&
      !std::holds_alternative<statistics_request>(request)) {
    out_of_memory();
  }
}

void core::take_over(connect_request& what) {
  do_connect(what.operation_);
}

void core::take_over(disconnect_request& what) {
  do_disconnect(what.operation_);
}

void core::take_over(wait_request& what) {
  do_wait(what.operation_);
}

void core::take_over(send_request& what) {
  take_over(what.action_);
}

void core::take_over(release_request& /*what*/) {
  released_ = true;
  if (supervisor_.running()) {
    end(errc::disconnected);
  } else {
    hub_.end(errc::disconnected);
  }
  // It will not be connected again: who waits for that would keep it, and its execution context, alive for ever.
  end_waits([](connection_state wanted) { return wanted != connection_state::disconnected; }, errc::disconnected);
}

// Those of wait_for() for whose state `ends` is true.
void core::end_waits(const std::function<bool(connection_state)>& ends, error_code error) {
  for (auto waiting = state_waits_.begin(); waiting != state_waits_.end();) {
    if (ends((*waiting)->wanted_)) {
      complete(std::move((*waiting)->handler_), error, make_reply({}, error ? outcome::never_sent : outcome::accepted));
      waiting = state_waits_.erase(waiting);
    } else {
      ++waiting;
    }
  }
}

void core::take_over(statistics_request& what) {
  post_completion(context_, *what.handler_, [now = snapshot()](statistics_handler handler) mutable {
    std::move(handler)(error_code{}, std::move(now));
  });
}

statistics core::snapshot() {
  take_back_collected();
  statistics result;
  counters_.fill(result);
  result.state = state();
  result.server_version = server_version();
  if (const auto since = supervisor_.session_since()) {
    const auto held = std::chrono::duration_cast<std::chrono::system_clock::duration>(clock_type::now() - *since);
    result.connected_since = std::chrono::system_clock::now() - held;
  }
  actions_.for_each([&](std::uint64_t /*id*/, const action_ptr& action) {
    if (!action->to_.nobody()) {
      ++(action->written_ ? result.actions_in_flight : result.actions_waiting);
    }
  });
  result.unsent_bytes = unsent_bytes_;
  hub_.fill(result);
  return result;
}

void core::take_over(cancellation& what) {
  const auto same = [&](const operation_ptr& operation) { return operation->id_ == what.id_; };
  switch (what.kind_) {
  case operation_kind::connect:
    if (connect_operation_ != nullptr && same(connect_operation_)) {
      // Completes when the attempt has ended, so that the next connect() finds nothing in its way.
      connect_operation_->cancelled_ = true;
      end(errc::disconnected);
    }
    break;
  case operation_kind::disconnect:
    if (const auto found = std::ranges::find_if(disconnect_operations_, same); found != disconnect_operations_.end()) {
      (*found)->cancelled_ = true;
      stop(errc::disconnected);
    }
    break;
  case operation_kind::send: cancel_action(what.id_, what.type_); break;
  case operation_kind::wait:
    if (const auto found = std::ranges::find_if(state_waits_, same); found != state_waits_.end()) {
      complete(std::move((*found)->handler_), asio::error::operation_aborted, make_reply({}, outcome::never_sent));
      state_waits_.erase(found);
    }
    break;
  }
}

// Before the operation is submitted: afterwards its handler may run at any time, on any thread.
void core::assign_slot(reply_handler& handler, operation_kind kind, std::uint64_t id) {
  auto slot = handler.get_cancellation_slot();
  if (slot.is_connected()) {
    with_memory_reserve([&] {
      slot.assign([weak = weak_from_this(), kind, id](asio::cancellation_type type) {
        if (const auto self = weak.lock()) {
          self->submit(cancellation{kind, id, type});
        }
      });
    });
  }
}

core::operation_ptr core::make_operation(reply_handler handler, operation_kind kind) {
  const std::uint64_t id = next_id();
  assign_slot(handler, kind, id);
  return with_memory_reserve([&] { return std::make_unique<waiting_operation>(std::move(handler), *context_, id); });
}

void core::async_connect(reply_handler handler) {
  submit(connect_request{make_operation(std::move(handler), operation_kind::connect)});
}

void core::async_disconnect(options::duration limit, reply_handler handler) {
  auto operation = make_operation(std::move(handler), operation_kind::disconnect);
  operation->limit_ = limit;
  submit(disconnect_request{std::move(operation)});
}

void core::async_wait_for(connection_state wanted, reply_handler handler) {
  auto operation = make_operation(std::move(handler), operation_kind::wait);
  operation->wanted_ = wanted;
  submit(wait_request{std::move(operation)});
}

void core::async_statistics(statistics_handler handler) {
  submit(statistics_request{with_memory_reserve(
      [&] { return std::make_unique<stored_handler<statistics_handler>>(std::move(handler), *context_); })});
}

void core::async_send(prepared_action request, reply_handler handler, const asio::any_io_executor* own) {
  action_ptr what = request.take();
  assign_slot(handler, operation_kind::send, what->id_);
  if (own != nullptr) {
    what->to_.handler_ = stored_handler{std::move(handler), *context_, *own};
  } else {
    what->to_.handler_ = stored_handler{std::move(handler), *context_};
  }
  error_code error = what->error_;
  if (!error && inbox_.load() >= options_.max_actions_in_flight()) {
    error = errc::queue_full;
    what->extras().detail_ = what->name_;
  }
  if (error && !context_->gone()) {
    complete(std::move(what->to_), error, make_reply(what->take_detail(), outcome::never_sent, action_id_of(*what)));
    return;
  }
  submit(std::move(what));
}

std::shared_ptr<list_source> core::list(prepared_action request, const list_options& how) {
  action_ptr what = request.take();
  auto source = std::make_shared<list_source>(weak_from_this(), what->id_, what->name_, context_, how);
  if (what->error_) {
    source->end(what->error_, make_reply(what->take_detail(), outcome::never_sent, action_id_of(*what)));
  } else {
    what->to_ = recipient{source};
    submit(std::move(what));
  }
  return source;
}

void core::drop_list(std::uint64_t id) {
  submit(cancellation{operation_kind::send, id, asio::cancellation_type::terminal});
}

void core::release() noexcept {
  try {
    submit(release_request{});
  } catch (const std::bad_alloc&) {
    // The connection goes on until its execution context ends.
    return;
  }
}

// ---- The way out

reply core::make_reply(std::string detail, outcome how, std::string action_id, response answer) {
  auto data = with_memory_reserve([] { return make_reply_data(); });
  if (!detail.empty() || !action_id.empty()) {
    auto& more = with_memory_reserve([&]() -> reply_more& { return data->more(); });
    more.detail = std::move(detail);
    more.action_id = std::move(action_id);
  }
  data->outcome = how;
  data->response = std::move(answer);
  return reply{std::move(data)};
}

void core::complete(stored_handler<reply_handler>&& operation, error_code error, reply result) {
  post_completion(context_, operation, [error, result = std::move(result)](reply_handler handler) mutable {
    std::move(handler)(error, std::move(result));
  });
}

// As the others, without memory for it.
void core::complete(action_ptr what, error_code error, reply result) {
  if (!what->to_.handler_.on_default_executor()) {
    complete(std::move(what->to_), error, std::move(result));
    return;
  }
  what->error_ = error;
  what->result_ = std::move(result);
  action_in_flight& inside = *what;
  ready_queue::entry_ptr one = std::move(what);
  if (!context_->run_soon(one)) {
    complete_elsewhere(completion{std::move(inside.to_.handler_.handler()),
                                  [error, result = std::move(inside.result_)](reply_handler handler) mutable {
                                    std::move(handler)(error, std::move(result));
                                  }});
  }
}

void core::complete(recipient&& to, error_code error, reply result) {
  if (!to.handler_.empty()) {
    complete(std::move(to.handler_), error, std::move(result));
  } else if (to.list_ != nullptr) {
    to.list_->end(error, std::move(result));
  }
}

// An operation that begins after the execution context went away.
void core::refuse(inbox_item& what) {
  const auto refuse_one = [](operation_ptr& operation, error_code error) {
    refuse_elsewhere(completion{std::move(operation->handler_.handler()), [error](reply_handler ready) {
                                  std::move(ready)(error, make_reply({}, outcome::never_sent));
                                }});
  };
  if (auto* const connecting = std::get_if<connect_request>(&what)) {
    refuse_one(connecting->operation_, errc::disconnected);
  } else if (auto* const disconnecting = std::get_if<disconnect_request>(&what)) {
    refuse_one(disconnecting->operation_, {});
  } else if (auto* const waiting = std::get_if<wait_request>(&what)) {
    refuse_one(waiting->operation_, errc::disconnected);
  } else if (auto* const counting = std::get_if<statistics_request>(&what)) {
    refuse_elsewhere(completion{std::move(counting->handler_->handler()), [](statistics_handler ready) {
                                  std::move(ready)(make_error_code(errc::disconnected), statistics{});
                                }});
  } else if (auto* const sending = std::get_if<send_request>(&what);
             sending != nullptr && sending->action_->to_.list_) {
    sending->action_->to_.list_->end(errc::not_connected, make_reply(sending->action_->name_, outcome::never_sent));
  } else if (sending != nullptr && !sending->action_->to_.handler_.empty()) {
    refuse_elsewhere(
        completion{std::move(sending->action_->to_.handler_.handler()),
                   [name = sending->action_->name_, id = action_id_of(*sending->action_)](reply_handler ready) {
                     std::move(ready)(errc::not_connected, make_reply(name, outcome::never_sent, id));
                   }});
  }
}

// An operation that began, and that the execution context never ran, or that there was no memory for.
void core::drop(inbox_item& request, error_code no_memory) {
  const auto drop_operation = [&](operation_ptr& operation, error_code error) {
    if (operation != nullptr) {
      complete(std::move(operation->handler_), no_memory ? no_memory : error, make_reply({}, outcome::never_sent));
    }
  };
  if (auto* const connecting = std::get_if<connect_request>(&request)) {
    drop_operation(connecting->operation_, errc::disconnected);
  } else if (auto* const disconnecting = std::get_if<disconnect_request>(&request)) {
    drop_operation(disconnecting->operation_, {});
  } else if (auto* const waiting = std::get_if<wait_request>(&request)) {
    drop_operation(waiting->operation_, errc::disconnected);
  } else if (auto* const counting = std::get_if<statistics_request>(&request)) {
    const error_code error = no_memory ? no_memory : make_error_code(errc::disconnected);
    post_completion(context_, *counting->handler_,
                    [error](statistics_handler ready) { std::move(ready)(error, statistics{}); });
  } else if (auto* const sending = std::get_if<send_request>(&request);
             sending != nullptr && sending->action_ != nullptr) {
    complete(std::move(sending->action_->to_), no_memory ? no_memory : make_error_code(errc::not_sent),
             make_reply(sending->action_->name_, outcome::never_sent, action_id_of(*sending->action_)));
  }
}

void core::announce_state() {
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

// ---- connect(), disconnect(), wait_for()

// These take the operation only when they succeed.
void core::do_connect(operation_ptr& operation) {
  error_code error;
  std::string detail;
  if (released_) {
    error = errc::disconnected;
  } else if (supervisor_.running()) {
    error = errc::already_connected;
  } else if (detail = options_.problem(); !detail.empty()) {
    error = errc::invalid_options;
  } else if (options_.tls()) {
    tls_ = tls_context::make(*options_.tls(), detail);
    error = tls_ ? error_code{} : make_error_code(errc::invalid_options);
  }
  if (error) {
    complete(std::move(operation->handler_), error, make_reply(std::move(detail), outcome::never_sent));
    return;
  }
  connect_operation_ = std::move(operation);
  begin_run();
}

void core::do_disconnect(operation_ptr& operation) {
  if (!supervisor_.running()) {
    complete(std::move(operation->handler_), {}, make_reply({}, outcome::accepted));
    return;
  }
  const options::duration limit = operation->limit_;
  disconnect_operations_.push_back(std::move(operation));
  const bool at_once = limit <= options::duration::zero();
  if (!at_once && supervisor_.begin_logoff()) {
    announce_state();
    send_logoff(limit);
  } else if (at_once || state() != connection_state::disconnecting) {
    end(errc::disconnected);
  } else if (!stopping() && clock_type::now() + limit < io_->deadline_.due()) {
    // The shorter of two limits holds.
    arm_deadline(limit, errc::disconnected);
  }
}

void core::end_disconnects() {
  for (operation_ptr& operation : disconnect_operations_) {
    if (operation == nullptr) {
      continue;  // told before, in a call that had no memory for the others
    }
    if (operation->cancelled_) {
      complete(std::move(operation->handler_), asio::error::operation_aborted, make_reply({}, outcome::never_sent));
    } else {
      complete(std::move(operation->handler_), {}, make_reply({}, outcome::accepted));
    }
    operation.reset();
  }
  disconnect_operations_.clear();
}

void core::do_wait(operation_ptr& operation) {
  if (state() == operation->wanted_) {
    complete(std::move(operation->handler_), {}, make_reply({}, outcome::accepted));
  } else if (released_ && operation->wanted_ != connection_state::disconnected) {
    complete(std::move(operation->handler_), errc::disconnected, make_reply({}, outcome::never_sent));
  } else {
    state_waits_.push_back(std::move(operation));
  }
}

// ---- The end of the execution context

void core::abandon() {
  // From here on nothing is posted to the context any more; handlers with an executor of their own still complete.
  own_context_->drop();
  std::vector<inbox_item> waiting = inbox_.close();
  supervisor_.abandon();
  state_.store(connection_state::disconnected, std::memory_order_release);
  hub_.abandon();
  fail_actions(supervisor_.reason(), true);
  end_waits([](connection_state) { return true; }, errc::disconnected);
  if (connect_operation_ != nullptr) {
    complete(std::move(connect_operation_->handler_), errc::disconnected, make_reply({}, outcome::never_sent));
    connect_operation_.reset();
  }
  end_disconnects();
  for (inbox_item& request : waiting) {
    drop(request);
  }
  io_->strand_.drop_waiting();
  io_.reset();
}

}  // namespace ami::detail
