#include "connection/frame_dispatcher.hpp"

#include "base/escaped_text.hpp"
#include "connection/completing.hpp"
#include "session/rejection.hpp"
#include "values/secret_finder.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>

#include <fmt/format.h>
#include <spdlog/common.h>

#include <string>
#include <utility>

namespace ami::detail {

namespace {

std::string first_line(const wire::raw_frame& raw) {
  std::string text;
  append_escaped(text, raw.first_line());
  return text;
}

}  // namespace

bool frame_dispatcher::dispatch_from(wire::frame_reader& reader, std::size_t most) {
  const bool traced = shared_.log_.traces();
  bool done = false;
  dispatched_ = 0;
  consumers_behind_ = false;
  while (dispatched_ != most && !done) {
    const auto found = reader.next();
    if (found == wire::frame_reader::result::frame) {
      ++dispatched_;
      if (traced) {
        log_frame(reader.current());
      }
      dispatch(reader.current());
      done = attempt_.stopping();
    } else {
      if (found == wire::frame_reader::result::error) {
        shared_.counters_.malformed();
        attempt_.stop(reader.error());
      }
      done = true;
    }
  }
  if (dispatched_ != 0) {
    liveness_.on_frame(arrived_at_);
  }
  flush();
  return done;
}

void frame_dispatcher::dispatch(const wire::raw_frame& raw) {
  const auto kind = raw.kind();
  if (kind == wire::frame_kind::event && !actions_.replies().takes_events()) [[likely]] {
    shared_.counters_.frame(wire::frame_kind::event);
    hub_.publish_event(raw);
    return;
  }
  shared_.counters_.frame(kind);
  switch (actions_.replies().on_frame(raw, kind)) {
  case session::correlator::verdict::complete:
    if (kind == wire::frame_kind::event) {
      list_goes_on(raw, kind, false);
    }
    reply_arrived();
    break;
  case session::correlator::verdict::consumed: list_goes_on(raw, kind, false); break;
  case session::correlator::verdict::item: list_goes_on(raw, kind, true); break;
  case session::correlator::verdict::overflow: {
    const std::uint64_t id = actions_.replies().subject();
    list_goes_on(raw, kind, false);
    list_overflowed(id);
    break;
  }
  case session::correlator::verdict::late:
    if (kind == wire::frame_kind::response) {
      publish_or_count_unmatched(raw);
    }
    break;
  case session::correlator::verdict::not_ours:
    if (kind == wire::frame_kind::response) {
      publish_or_count_unmatched(raw);
    } else {
      hub_.publish(raw, kind == wire::frame_kind::event ? find_event_type(raw.name()) : event_type::unknown);
    }
    break;
  }
  if (actions_.replies().has_rest()) [[unlikely]] {
    const auto rest = actions_.replies().take_rest();
    dispatch(*rest);
  }
}

// A frame that begins as a response and belongs to no action in flight: an event with its headers in another order, or
// a reply that is not waited for.
void frame_dispatcher::publish_or_count_unmatched(const wire::raw_frame& raw) {
  if (const auto event = raw.as_event()) {
    hub_.publish_event(*event);
  } else {
    count_unmatched(raw);
  }
}

void frame_dispatcher::log_frame(const wire::raw_frame& raw) const {
  const wire::frame frame = raw.to_frame();
  std::string text = "<- " + first_line(raw);
  append_headers(text, frame.view());
  shared_.log_.write(spdlog::level::trace, "{}", text);
}

void frame_dispatcher::count_unmatched(const wire::raw_frame& raw) {
  shared_.counters_.stray();
  if (shared_.log_.enabled(spdlog::level::debug)) {
    shared_.log_.write(spdlog::level::debug, "a reply that nobody waits for: {}", first_line(raw));
  }
}

void frame_dispatcher::flush_lists() {
  for (const auto& list : lists_to_flush_) {
    list->flush();
  }
  lists_to_flush_.clear();
}

void frame_dispatcher::update_mask() {
  if (attempt_.stopping() || shared_.state_.state() != connection_state::connected) {
    return;
  }
  if (const auto mask = mask_.change(hub_.types())) {
    sender_.send_own(action{"Events"}.header("EventMask", *mask), session::action_owner::mask);
  }
}

void frame_dispatcher::reply_arrived() {
  auto data = actions_.replies().take_finished();
  // Not taken until everything is done that needs memory: without it the reply is lost with the connection.
  action_in_flight& action = in_flight(*actions_.replies().finished_action());
  if (data->outcome == outcome::accepted && mask_.on_accepted()) [[unlikely]] {
    update_mask();
  }
  if (!action.of_user()) {
    outbox_.answered(action);
    const session::pending_ptr taken = actions_.replies().take_finished_action();
    own_reply_arrived(*taken, *data);
    return;
  }
  error_code error;
  if (data->outcome == outcome::rejected) {
    error = judge_refusal(*data, action.name_, shared_.state_.server_version());
    if (error) {
      data->more().action = action.name_;
    }
  }
  if (action.counts_ != nullptr) {
    statistics_counters::answered(*action.counts_, !error, arrived_at_ - action.written_at_);
  }
  if (shared_.log_.enabled(spdlog::level::debug)) {
    shared_.log_.write(spdlog::level::debug, "{} {}: {}", action.name_, data->sent_action_id(),
                       to_string(data->outcome));
  }
  if (action.to_.list_ != nullptr) {
    stage_items(action, *data);
  }
  // Events that arrived before the reply are visible when the reply is.
  flush();
  const reply_data& answer = *data;
  reply result{std::move(data)};
  if (!error && result.is_list() && !result.list_complete()) {
    shared_.log_.write(spdlog::level::warn, "{} {}: {} items came, the server states {}", action.name_,
                       answer.sent_action_id(), answer.seen().item_count, answer.seen().stated_item_count.value_or(-1));
  }
  outbox_.answered(action);
  complete(shared_.context_, in_flight(actions_.replies().take_finished_action()), error, std::move(result));
}

void frame_dispatcher::own_reply_arrived(const session::pending_action& action, const reply_data& answer) {
  switch (action.owner_) {
  case session::action_owner::user: return;
  case session::action_owner::ping: liveness_.on_answer(arrived_at_, arrived_at_ - action.written_at_); return;
  case session::action_owner::logoff: attempt_.stop_politely(errc::disconnected, outbox_.writing()); return;
  case session::action_owner::mask:
    if (!answer.response.success()) {
      shared_.log_.write(spdlog::level::warn, "the event mask was not changed: {}", to_string(answer.response));
      mask_.on_refusal(answer.response.message());
    }
    return;
  }
}

// The items of a streamed list that came with its reply.
void frame_dispatcher::stage_items(action_in_flight& action, reply_data& data) {
  for (const event& item : data.seen().items) {
    action.to_.list_->stage(item);
  }
  if (data.more_if_any != nullptr) {
    data.more_if_any->items.clear();
  }
}

// Another part of a reply came.
void frame_dispatcher::list_goes_on(const wire::raw_frame& raw, wire::frame_kind kind, bool streamed) {
  session::pending_action* const found = actions_.replies().subject_action();
  if (found == nullptr) {
    return;
  }
  action_in_flight& action = in_flight(*found);
  session::pending_actions::prolong(action, arrived_at_);
  if (kind == wire::frame_kind::event && action.publish_items_) {
    hub_.publish(raw, find_event_type(raw.name()));
  }
  if (!streamed) {
    return;
  }
  if (!action.to_.list_->stage(actions_.replies().take_item())) {
    action.to_.list_->flush();
    sender_.fail(action.id_, errc::list_overflow, "too many items wait");
  } else if (lists_to_flush_.empty() || lists_to_flush_.back() != action.to_.list_) {
    lists_to_flush_.push_back(action.to_.list_);
  }
}

// The items that still arrive are late, and not kept.
void frame_dispatcher::list_overflowed(std::uint64_t id) {
  const session::list_limits limits = actions_.replies().limits_of(id);
  const auto* const found = actions_.find(id);
  if (found != nullptr && found->text_reply_) {
    sender_.fail(id, errc::list_overflow,
                 fmt::format("the text has more than {} bytes (max_list_bytes)", limits.max_bytes()));
    return;
  }
  sender_.fail(id, errc::list_overflow,
               fmt::format("the list has more than {} items or {} bytes (max_list_items, max_list_bytes)",
                           limits.max_items(), limits.max_bytes()));
}

}  // namespace ami::detail
