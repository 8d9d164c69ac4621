// Actions: waiting for a connection, written together, answered, given up.
#include "base/memory_reserve.hpp"
#include "connection/core.hpp"
#include "session/rejection.hpp"
#include "wire/action_text.hpp"

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

namespace {

constexpr std::size_t largest_write = std::size_t{64} << 10;

}  // namespace

void core::take_over(action_ptr& what) {
  action_in_flight& action = *what;
  const bool usable = state() == connection_state::connected && !stopping();
  const bool may_wait = options_.reconnect() && action.wait_for_connection_ > options::duration::zero();
  error_code error;
  if (!usable && !(may_wait && supervisor_.may_connect())) {
    error = errc::not_connected;
  } else if (actions_.size() >= options_.max_actions_in_flight() ||
             unsent_bytes_ + (writing_ ? 0 : write_buffer_.size()) + action.bytes_.size() >
                 options_.max_unsent_bytes()) {
    error = errc::queue_full;
  } else {
    try {
      if (correlate(action)) {
        if (action.extras_ != nullptr && !action.extras_->trace_.empty()) {
          log(SPDLOG_LEVEL_TRACE, "-> " + action.extras_->trace_ + " ActionID=" + action_id_of(action));
        }
        accept(what, usable, may_wait);
        return;
      }
      error = errc::duplicate_action_id;
    } catch (const std::bad_alloc&) {
      correlator_.remove(action.id_);
      error = make_error_code(boost::system::errc::not_enough_memory);
    }
  }
  with_memory_reserve([&] { counters_.ended(action.name_, action_end::never_sent); });
  complete(std::move(action.to_), error, make_reply(action.name_, outcome::never_sent, action_id_of(action)));
  what = nullptr;
}

// Takes the action into the tables and queues, where correlate() has already been. When it throws for want of memory
// the caller has the action back, and only the correlator still knows it.
void core::accept(action_ptr& accepted, bool usable, bool may_wait) {
  action_in_flight& action = *accepted;
  const std::uint64_t id = action.id_;
  const std::size_t size = action.bytes_.size();
  unsent_bytes_ += size;
  try {
    add_action(accepted);
    action.may_wait_ = may_wait;
    if (action.timeout_ > options::duration::zero()) {
      action.due_ = taken_over_at_ + action.timeout_;
      add_deadline(action.due_, id, false);
    }
    if (may_wait) {
      add_deadline(taken_over_at_ + action.wait_for_connection_, id, true);
    }
    // While it is in the processor's cache.
    if (usable && can_collect()) {
      collect(action, taken_over_at_);
    } else {
      unsent_.push_back(id);
    }
  } catch (const std::bad_alloc&) {
    unsent_bytes_ -= size;
    if (accepted == nullptr) {
      accepted = take_action(id);
    }
    throw;
  }
}

bool core::correlate(action_in_flight& action) {
  auto plan = catalogue::find_reply_plan(action.name_).streamed(action.to_.list_ != nullptr);
  if (action.text_reply_) {
    plan.form(catalogue::reply_form::text);
  }
  action.text_reply_ = plan.form() == catalogue::reply_form::text;
  if (action.text_reply_) {
    append_end_of_text(action);
  }
  const bool added = action.names_itself_ ? correlator_.add(action.id_, action.extras_->action_id_, plan)
                                          : correlator_.add_made(action.id_, plan);
  if (added && action.extras_ != nullptr && action.extras_->list_limits_) {
    correlator_.limit_list(action.id_, *action.extras_->list_limits_);
  }
  return added;
}

// The Ping whose reply ends the text. It is written as one with the action, so that nothing comes in between.
void core::append_end_of_text(action_in_flight& action) const {
  const ami::action ping{"Ping"};
  const std::string action_id = correlator_.make_text_end_id(action.id_);
  std::string ignored;
  std::size_t size = 0;
  wire::detail::check_action(ping, action_id, size, ignored);
  action_bytes both;
  char* const end = std::ranges::copy(action.bytes_.view(), both.make(action.bytes_.size() + size)).out;
  wire::detail::put_action(ping, action_id, end);
  action.bytes_.swap(both);
}

action_in_flight* core::find_action(std::uint64_t id) noexcept {
  const action_ptr* const found = actions_.find(id);
  return found != nullptr ? found->get() : nullptr;
}

void core::add_action(action_ptr& action) {
  actions_.add(action->id_, std::move(action));
}

action_ptr core::take_action(std::uint64_t id) {
  action_ptr* const found = actions_.find(id);
  if (found == nullptr) {
    return nullptr;
  }
  action_ptr taken = std::move(*found);
  actions_.erase(id);
  return taken;
}

std::string core::action_id_of(const action_in_flight& action) const {
  return action.names_itself_ ? action.extras_->action_id_ : correlator_.make_action_id(action.id_);
}

// Actions of the library's own have nobody who waits for them; their deadlines are those of what they belong to.
bool core::send_internal(const action& value, action_owner owner) {
  action_ptr made = prepared_action{*this, value, send_options{}}.take();
  if (made->error_ || !correlator_.add_made(made->id_)) {
    return false;
  }
  const std::uint64_t id = made->id_;
  const std::size_t size = made->bytes_.size();
  made->owner_ = owner;
  // Logoff is the last thing to say, the others are the first.
  auto& queue = owner == action_owner::logoff ? unsent_ : urgent_;
  try {
    queue.push_back(id);
    add_action(made);
  } catch (...) {
    correlator_.remove(id);
    throw;  // an id without an action is passed over
  }
  unsent_bytes_ += size;
  write_queued();
  return true;
}

void core::send_logoff(options::duration limit) {
  log(SPDLOG_LEVEL_DEBUG, "logging off");
  arm_deadline(limit, errc::disconnected);
  send_internal(action{"Logoff"}, action_owner::logoff);
}

// Whether what comes now may leave next.
bool core::can_collect() const noexcept {
  return !writing_ && urgent_.empty() && unsent_.empty() && write_buffer_.size() < largest_write;
}

// Into the buffer of what is written next. It is as good as written; as long as that is not so, take_back() undoes it.
void core::collect(action_in_flight& action, clock_type::time_point now) {
  if (in_write_.empty()) {
    collected_at_ = now;
  }
  const bool counts = !action.to_.nobody();
  in_write_.emplace_back(action.id_, write_buffer_.size());
  try {
    write_buffer_.append(action.bytes_.view());
    if (action.text_reply_) {
      correlator_.text_written(action.id_);
    }
    if (counts) {
      action.counts_ = &counters_.sent(action.name_);
    }
  } catch (...) {
    correlator_.text_not_written(action.id_);
    write_buffer_.cut(in_write_.back().second);
    in_write_.pop_back();
    throw;
  }
  unsent_bytes_ -= action.bytes_.size();
  action.bytes_.clear();
  action.written_ = true;
  action.written_at_ = now;
}

void core::collect_from(std::deque<std::uint64_t>& queue, clock_type::time_point now) {
  while (!queue.empty() && write_buffer_.size() < largest_write) {
    if (auto* const found = find_action(queue.front())) {
      collect(*found, now);
    }
    queue.pop_front();
  }
}

// True when there is something in the buffer.
bool core::collect_queued(clock_type::time_point now) {
  note_delay(now);
  const bool connected = state() == connection_state::connected || state() == connection_state::disconnecting;
  if (connected) {
    collect_from(urgent_, now);
    collect_from(unsent_, now);
  }
  return !in_write_.empty();
}

// The time of what was collected begins now, when a handler that took long stands in between.
void core::note_delay(clock_type::time_point now) {
  constexpr std::chrono::milliseconds tolerance{1};
  if (now - collected_at_ <= tolerance) {
    return;
  }
  for (const auto& [id, begin] : in_write_) {
    auto* const found = find_action(id);
    if (found == nullptr) {
      continue;
    }
    found->written_at_ = now;
    if (found->due_ != clock_type::time_point::max()) {
      found->due_ = now + found->timeout_;  // as the timer will see
    }
  }
}

// What is in the buffer waits again, except what begins in its first `left` bytes, which left this process. One action
// after the other, each as a whole: when memory is wanting, no byte is both here and there.
void core::take_back(std::size_t left) {
  while (!in_write_.empty() && in_write_.back().second >= left) {
    const auto [id, begin] = in_write_.back();
    auto* const found = find_action(id);
    if (found != nullptr) {
      const std::string_view bytes = write_buffer_.view().substr(begin);
      unsent_.push_front(id);
      try {
        bytes.copy(found->bytes_.make(bytes.size()), bytes.size());
      } catch (...) {
        unsent_.pop_front();
        throw;
      }
      unsent_bytes_ += bytes.size();
      found->written_ = false;
      found->counts_ = nullptr;
      if (found->text_reply_) {
        correlator_.text_not_written(id);
      }
    }
    write_buffer_.cut(begin);
    in_write_.pop_back();
    if (found != nullptr && !found->to_.nobody()) {
      counters_.not_sent(found->name_);
    }
  }
}

void core::take_back_collected() {
  if (!writing_ && !in_write_.empty()) {
    note_delay(clock_type::now());
    take_back(0);
  }
}

void core::write_queued() {
  if (!in_write_.empty() || !urgent_.empty() || !unsent_.empty()) {
    write_queued(clock_type::now());
  }
}

void core::write_queued(clock_type::time_point now) {
  if (writing_ || stopping() || !collect_queued(now)) {
    return;
  }
  // The system nearly always takes all at once: that needs no operation of the execution context.
  error_code error;
  written_ahead_ = io_->link_.try_write(asio::buffer(write_buffer_.view()), error);
  counters_.bytes_out(written_ahead_);
  if (error) {
    write_failed(error, written_ahead_);
    return;
  }
  if (written_ahead_ == write_buffer_.size()) {
    written_ahead_ = 0;
    buffer_done();
    if ((urgent_.empty() && unsent_.empty()) || !collect_queued(clock_type::now())) {
      return;
    }
  }
  try {
    const beginning here{*this};
    io_->link_.async_write(asio::buffer(write_buffer_.view()) + written_ahead_, write_handler{shared_from_this()});
    writing_ = true;
  } catch (const std::bad_alloc&) {
    write_failed(make_error_code(boost::system::errc::not_enough_memory), written_ahead_);
  }
}

void core::buffer_done() noexcept {
  write_buffer_.clear();
  in_write_.clear();
}

void core::write_failed(error_code error, std::size_t size) {
  try {
    take_back(size);
  } catch (...) {
    // For want of memory. What is still in the buffer counts as written: then it is not written again.
  }
  buffer_done();
  std::string detail;
  const error_code meaning = io_->link_.transfer_failure(error, detail);
  link_failed(meaning == asio::error::eof ? make_error_code(errc::connection_closed) : meaning, std::move(detail));
}

void core::written(error_code error, std::size_t size) {
  writing_ = false;
  counters_.bytes_out(size);
  if (error) {
    write_failed(error, written_ahead_ + size);
  } else {
    buffer_done();
  }
  if (stopping()) {
    io_->writing_over_.notify();
    conclude();
  } else {
    write_queued();
  }
}

void core::reply_arrived() {
  const std::uint64_t id = correlator_.finished();
  auto data = correlator_.take_finished();
  action_in_flight* const found = find_action(id);
  if (found == nullptr) {
    return;
  }
  // Stays in the table until everything is done that needs memory: without it the reply is lost with the connection.
  action_in_flight& action = *found;
  if (data->outcome == outcome::accepted && mask_.on_accepted()) [[unlikely]] {
    update_mask();
  }
  if (action.to_.nobody()) {
    const action_ptr taken = forget_action(id);
    internal_reply(*taken, *data);
    return;
  }
  error_code error;
  if (data->outcome == outcome::rejected) {
    error = judge_refusal(*data, action.name_, server_version());
  }
  if (action.counts_ != nullptr) {
    statistics_counters::answered(*action.counts_, !error, read_at_ - action.written_at_);
  }
  if (logs(SPDLOG_LEVEL_DEBUG)) {
    log(SPDLOG_LEVEL_DEBUG, fmt::format("{} {}: {}", action.name_, data->sent_action_id(), to_string(data->outcome)));
  }
  if (action.to_.list_ != nullptr) {
    for (const event& item : data->seen().items) {
      action.to_.list_->stage(item);
    }
    if (data->more_if_any != nullptr) {
      data->more_if_any->items.clear();
    }
  }
  if (error) {
    data->more().action = action.name_;
  }
  // What came before the reply is to be there when the reply is.
  flush_streams();
  const reply_data& answer = *data;
  reply result{std::move(data)};
  if (!error && result.is_list() && !result.list_complete() && logs(SPDLOG_LEVEL_WARN)) {
    log(SPDLOG_LEVEL_WARN,
        fmt::format("{} {}: {} items came, the server states {}", action.name_, answer.sent_action_id(),
                    answer.seen().item_count, answer.seen().stated_item_count.value_or(-1)));
  }
  complete(forget_action(id), error, std::move(result));
}

// Takes out of the table what has been answered or given up.
action_ptr core::forget_action(std::uint64_t id) {
  action_ptr taken = take_action(id);
  unsent_bytes_ -= taken->bytes_.size();  // of one that a server answers before it has it
  return taken;
}

// Another part of a reply came: its time begins anew.
void core::list_goes_on(const wire::raw_frame& raw, wire::frame_kind kind, bool streamed) {
  auto* const found = find_action(correlator_.subject());
  if (found == nullptr) {
    return;
  }
  action_in_flight& action = *found;
  if (action.due_ != clock_type::time_point::max()) {
    action.due_ = read_at_ + action.timeout_;
  }
  if (kind == wire::frame_kind::event && action.publish_items_) {
    hub_.publish(raw, find_event_type(raw.name()));
  }
  if (!streamed) {
    return;
  }
  if (!action.to_.list_->stage(correlator_.take_item())) {
    action.to_.list_->flush();
    fail_action(action.id_, errc::list_overflow, "too many items wait");
  } else if (lists_to_flush_.empty() || lists_to_flush_.back() != action.to_.list_) {
    lists_to_flush_.push_back(action.to_.list_);
  }
}

// What comes of it from now on is late, and not kept.
void core::list_overflowed(std::uint64_t id) {
  const session::list_limits limits = correlator_.limits_of(id);
  const auto* const found = find_action(id);
  if (found != nullptr && found->text_reply_) {
    fail_action(id, errc::list_overflow,
                fmt::format("the text has more than {} bytes (max_list_bytes)", limits.max_bytes()));
    return;
  }
  fail_action(id, errc::list_overflow,
              fmt::format("the list has more than {} items or {} bytes (max_list_items, max_list_bytes)",
                          limits.max_items(), limits.max_bytes()));
}

void core::internal_reply(const action_in_flight& action, const reply_data& answer) {
  switch (action.owner_) {
  case action_owner::user: return;
  case action_owner::ping:
    counters_.ping_answered(read_at_ - action.written_at_);
    liveness_.on_answer(read_at_);
    return;
  case action_owner::logoff: stop_politely(errc::disconnected); return;
  case action_owner::mask:
    if (!answer.response.success()) {
      log(SPDLOG_LEVEL_WARN, "the event mask was not changed: " + to_string(answer.response));
      mask_.on_refusal(answer.response.message());
    }
    return;
  }
}

void core::fail_action(std::uint64_t id, error_code error, const std::string& detail) {
  action_in_flight* const found = find_action(id);
  if (found == nullptr) {
    return;
  }
  // Nothing is changed before everything is done that needs memory.
  action_in_flight& action = *found;
  reply result;
  if (!action.to_.nobody()) {
    result = with_memory_reserve([&] { return failed_reply(action, error, detail); });
  }
  if (action.written_) {
    with_memory_reserve([&] { correlator_.abandon(id); });
  } else {
    correlator_.remove(id);
  }
  if (const action_ptr taken = forget_action(id); !action.to_.nobody()) {
    complete(std::move(taken->to_), error, std::move(result));
  }
}

// What an action is told that has no reply, with the part of it that came.
reply core::failed_reply(const action_in_flight& action, error_code error, const std::string& detail) {
  auto data = correlator_.take_partial(action.id_);
  if (data == nullptr) {
    data = make_reply_data();
  }
  data->more().detail = action.name_ + (detail.empty() ? "" : ": ") + detail;
  data->outcome = error == errc::list_overflow ? outcome::accepted
                  : action.written_            ? outcome::unknown
                                               : outcome::never_sent;
  data->more().action_id = action_id_of(action);
  if (logs(SPDLOG_LEVEL_WARN)) {
    log(SPDLOG_LEVEL_WARN, fmt::format("{} {}: {}", action.name_, data->more().action_id, error.message()));
  }
  counters_.ended(action.name_, !action.written_                    ? action_end::never_sent
                                : error == errc::response_timed_out ? action_end::timed_out
                                : error == errc::reply_lost         ? action_end::lost
                                                                    : action_end::cancelled);
  return reply{std::move(data)};
}

// The link ended: what was written may have been acted upon, and is never written again. What was not may wait for the
// next connection, where the caller wants it.
void core::fail_actions(error_code reason, bool also_waiting) {
  take_back_collected();
  std::vector<std::uint64_t> ids;
  with_memory_reserve([&] { ids.reserve(actions_.size()); });
  actions_.for_each([&](std::uint64_t id, const action_ptr& action) {
    if (also_waiting || action->written_ || !action->may_wait_ || action->to_.nobody()) {
      ids.push_back(id);
    }
  });
  std::ranges::sort(ids);
  const std::string detail = reason.message();
  for (const std::uint64_t id : ids) {
    const bool written = find_action(id)->written_;
    fail_action(id, written ? errc::reply_lost : errc::not_sent, detail);
  }
  correlator_.forget_abandoned();
  urgent_.clear();
  std::erase_if(unsent_, [&](std::uint64_t id) { return !actions_.contains(id); });
  if (actions_.empty()) {
    deadlines_.clear();
    io_->action_alarm_.cancel();
  }
}

void core::cancel_action(std::uint64_t id, asio::cancellation_type type) {
  take_back_collected();
  auto* const found = find_action(id);
  if (found == nullptr) {
    return;
  }
  const bool only_total =
      (type & (asio::cancellation_type::terminal | asio::cancellation_type::partial)) == asio::cancellation_type::none;
  if (found->written_ && only_total) {
    return;
  }
  fail_action(id, asio::error::operation_aborted, {});
}

void core::add_deadline(clock_type::time_point when, std::uint64_t id, bool for_connection) {
  deadlines_.add({when, id, for_connection}, actions_.size(),
                 [this](const action_deadline& one) { return actions_.contains(one.id_); });
  arm_action_timer(when);
}

void core::arm_action_timer(clock_type::time_point when) {
  if (when >= io_->action_alarm_.due()) {
    return;
  }
  io_->action_alarm_.set(when, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->action_timer_fired();
    }
  });
}

void core::action_timer_fired() {
  take_back_collected();
  const auto now = clock_type::now();
  for (auto passed = deadlines_.take(now); passed; passed = deadlines_.take(now)) {
    auto* const found = find_action(passed->id_);
    if (found == nullptr) {
      continue;
    }
    const bool connected = state() == connection_state::connected || state() == connection_state::disconnecting;
    if (!passed->for_connection_ && found->due_ > now) {
      // A list that goes on.
      add_deadline(found->due_, passed->id_, false);
    } else if (passed->for_connection_) {
      if (!found->written_ && !connected) {
        fail_action(passed->id_, errc::not_connected, "no connection in time");
      } else {
        found->may_wait_ = false;  // when this connection ends
      }
    } else if (found->written_) {
      fail_action(passed->id_, errc::response_timed_out, "deadline");
    } else {
      fail_action(passed->id_, connected ? errc::not_sent : errc::not_connected, "deadline");
    }
  }
  arm_action_timer(deadlines_.earliest());
}

}  // namespace ami::detail
