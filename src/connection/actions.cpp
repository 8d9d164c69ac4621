// Actions: executes what the outbox and the table of pending actions decide.
#include "base/memory_reserve.hpp"
#include "connection/transfers.hpp"
#include "session/rejection.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <spdlog/common.h>

#include <algorithm>

namespace asio = boost::asio;

namespace ami::detail {

session::gate connection::gate() const noexcept {
  if (state() == connection_state::connected && !stopping()) {
    return session::gate::open;
  }
  return supervisor_.may_connect() ? session::gate::waiting : session::gate::closed;
}

void connection::admit(action_ptr& action) {
  session::pending_ptr offered = std::move(action);
  const session::pending_action& admitted = *offered;
  const error_code error = outbox_.admit(offered, gate(), now_);
  if (!error) [[likely]] {
    arm_action_timer();
    if (admitted.extras_ != nullptr && !admitted.extras_->trace_.empty()) {
      with_memory_reserve([&] {
        log_.write(spdlog::level::trace, "-> {} ActionID={}", admitted.extras_->trace_,
                   actions_.action_id_of(admitted));
      });
    }
    return;
  }
  action = in_flight(std::move(offered));
  with_memory_reserve([&] { counters_.ended(action->name_, action_end::never_sent); });
  complete(std::move(action->to_), error,
           make_reply(action->name_, outcome::never_sent, actions_.action_id_of(*action)));
  action = nullptr;
}

// For the library's own actions. No handler waits for them, and the liveness check or the disconnect limits their time.
bool connection::send_internal(const action& value, session::action_owner owner) {
  action_ptr made = prepared_action{*this, value, send_options{}}.take();
  if (made->error_) {
    return false;
  }
  made->owner_ = owner;
  made->timeout_ = {};
  session::pending_ptr offered = std::move(made);
  if (!outbox_.admit_own(offered)) {
    return false;
  }
  write_queued();
  return true;
}

void connection::send_logoff(options::duration limit) {
  log_.write(spdlog::level::debug, "logging off");
  arm_deadline(limit, errc::disconnected);
  send_internal(action{"Logoff"}, session::action_owner::logoff);
}

void connection::write_queued() {
  if (!outbox_.empty()) {
    write_queued(clock_type::now());
  }
}

void connection::write_queued(clock_type::time_point now) {
  const bool connected = state() == connection_state::connected || state() == connection_state::disconnecting;
  if (stopping() || !connected) {
    return;
  }
  const std::string_view bytes = outbox_.to_write(now);
  if (bytes.empty()) {
    return;
  }
  // The system nearly always takes all at once: that needs no operation of the execution context.
  error_code error;
  const std::size_t size = io_->link_.try_write(asio::buffer(bytes), error);
  counters_.bytes_out(size);
  if (error) {
    write_failed(error, size);
    return;
  }
  if (outbox_.wrote(size) && (outbox_.empty() || outbox_.to_write(clock_type::now()).empty())) {
    return;
  }
  try {
    const transfer_start here{*this};
    io_->link_.async_write(asio::buffer(outbox_.rest()), write_handler{shared_from_this()});
  } catch (const std::bad_alloc&) {
    write_failed(make_error_code(boost::system::errc::not_enough_memory), 0);
  }
}

void connection::write_failed(error_code error, std::size_t size) {
  outbox_.write_failed(size);
  std::string detail;
  const error_code meaning = io_->link_.transfer_failure(error, detail);
  link_failed(meaning == asio::error::eof ? make_error_code(errc::connection_closed) : meaning, std::move(detail));
}

void connection::written(error_code error, std::size_t size) {
  counters_.bytes_out(size);
  if (error) {
    write_failed(error, size);
  } else {
    outbox_.wrote(size);
  }
  if (stopping()) {
    io_->writing_over_.notify();
    conclude();
  } else {
    write_queued();
  }
}

void connection::reply_arrived() {
  auto data = actions_.replies().take_finished();
  // Not taken until everything is done that needs memory: without it the reply is lost with the connection.
  action_in_flight& action = in_flight(*actions_.replies().finished_action());
  if (data->outcome == outcome::accepted && mask_.on_accepted()) [[unlikely]] {
    update_mask();
  }
  if (!action.of_user()) {
    outbox_.answered(action);
    const session::pending_ptr taken = actions_.replies().take_finished_action();
    internal_reply(*taken, *data);
    return;
  }
  error_code error;
  if (data->outcome == outcome::rejected) {
    error = judge_refusal(*data, action.name_, server_version());
    if (error) {
      data->more().action = action.name_;
    }
  }
  if (action.counts_ != nullptr) {
    statistics_counters::answered(*action.counts_, !error, read_at_ - action.written_at_);
  }
  if (log_.enabled(spdlog::level::debug)) {
    log_.write(spdlog::level::debug, "{} {}: {}", action.name_, data->sent_action_id(), to_string(data->outcome));
  }
  if (action.to_.list_ != nullptr) {
    stage_items(action, *data);
  }
  // Events that arrived before the reply are visible when the reply is.
  flush_streams();
  const reply_data& answer = *data;
  reply result{std::move(data)};
  if (!error && result.is_list() && !result.list_complete()) {
    log_.write(spdlog::level::warn, "{} {}: {} items came, the server states {}", action.name_, answer.sent_action_id(),
               answer.seen().item_count, answer.seen().stated_item_count.value_or(-1));
  }
  outbox_.answered(action);
  complete(in_flight(actions_.replies().take_finished_action()), error, std::move(result));
}

// The items of a streamed list that came with its reply.
void connection::stage_items(action_in_flight& action, reply_data& data) {
  for (const event& item : data.seen().items) {
    action.to_.list_->stage(item);
  }
  if (data.more_if_any != nullptr) {
    data.more_if_any->items.clear();
  }
}

// Another part of a reply came.
void connection::list_goes_on(const wire::raw_frame& raw, wire::frame_kind kind, bool streamed) {
  session::pending_action* const found = actions_.replies().subject_action();
  if (found == nullptr) {
    return;
  }
  action_in_flight& action = in_flight(*found);
  session::pending_actions::prolong(action, read_at_);
  if (kind == wire::frame_kind::event && action.publish_items_) {
    hub_.publish(raw, find_event_type(raw.name()));
  }
  if (!streamed) {
    return;
  }
  if (!action.to_.list_->stage(actions_.replies().take_item())) {
    action.to_.list_->flush();
    fail_action(action.id_, errc::list_overflow, "too many items wait");
  } else if (lists_to_flush_.empty() || lists_to_flush_.back() != action.to_.list_) {
    lists_to_flush_.push_back(action.to_.list_);
  }
}

// The items that still arrive are late, and not kept.
void connection::list_overflowed(std::uint64_t id) {
  const session::list_limits limits = actions_.replies().limits_of(id);
  const auto* const found = actions_.find(id);
  if (found != nullptr && found->text_reply_) {
    fail_action(id, errc::list_overflow,
                fmt::format("the text has more than {} bytes (max_list_bytes)", limits.max_bytes()));
    return;
  }
  fail_action(id, errc::list_overflow,
              fmt::format("the list has more than {} items or {} bytes (max_list_items, max_list_bytes)",
                          limits.max_items(), limits.max_bytes()));
}

void connection::internal_reply(const session::pending_action& action, const reply_data& answer) {
  switch (action.owner_) {
  case session::action_owner::user: return;
  case session::action_owner::ping:
    counters_.ping_answered(read_at_ - action.written_at_);
    liveness_.on_answer(read_at_);
    return;
  case session::action_owner::logoff: stop_politely(errc::disconnected); return;
  case session::action_owner::mask:
    if (!answer.response.success()) {
      log_.write(spdlog::level::warn, "the event mask was not changed: {}", to_string(answer.response));
      mask_.on_refusal(answer.response.message());
    }
    return;
  }
}

void connection::fail_action(std::uint64_t id, error_code error, const std::string& detail) {
  outbox_.fail(id, error, detail, clock_type::now());
  complete_ended();
}

void connection::fail_actions(error_code reason, bool none_follows) {
  outbox_.link_lost(reason, none_follows, clock_type::now());
  complete_ended();
  if (actions_.empty()) {
    io_->action_alarm_.cancel();
  }
}

void connection::complete_ended() {
  while (session::pending_ptr ended = outbox_.next_ended()) {
    if (!ended->of_user()) {
      continue;
    }
    const error_code error = ended->error_;
    reply result = std::move(ended->result_);
    log_.write(spdlog::level::warn, "{} {}: {}", ended->name_, result.action_id(), error.message());
    complete(in_flight(std::move(ended)), error, std::move(result));
  }
}

void connection::arm_action_timer() {
  const auto when = actions_.next_deadline();
  if (when >= io_->action_alarm_.due()) {
    return;
  }
  io_->action_alarm_.set(when, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->action_timer_fired();
    }
  });
}

void connection::action_timer_fired() {
  const bool connected = state() == connection_state::connected || state() == connection_state::disconnecting;
  outbox_.on_time(clock_type::now(), connected);
  complete_ended();
  arm_action_timer();
}

}  // namespace ami::detail
