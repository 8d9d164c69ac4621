// What arrives: replies to their actions, events to their subscribers.
#include "base/escaped_text.hpp"
#include "connection/operations.hpp"
#include "values/secret_finder.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>

#include <spdlog/common.h>

namespace ami::detail {

namespace {

std::string first_line(const wire::raw_frame& raw) {
  std::string text;
  append_escaped(text, raw.first_line());
  return text;
}

}  // namespace

// Dispatches at most `most` frames. True when no whole frame is left.
bool connection::dispatch_buffered(std::size_t most) {
  const bool traced = log_.traces();
  bool done = false;
  bool any = false;
  for (; most != 0 && !done; --most) {
    const auto found = reader_.next();
    if (found == wire::frame_reader::result::frame) {
      any = true;
      if (traced) {
        log_frame(reader_.current());
      }
      dispatch_frame(reader_.current());
      done = stopping();
    } else {
      if (found == wire::frame_reader::result::error) {
        counters_.malformed();
        stop(reader_.error());
      }
      done = true;
    }
  }
  if (any) {
    liveness_.on_frame(read_at_);
  }
  flush_streams();
  return done;
}

void connection::dispatch_frame(const wire::raw_frame& raw) {
  const auto kind = raw.kind();
  if (kind == wire::frame_kind::event && !actions_.replies().takes_events()) [[likely]] {
    counters_.frame(wire::frame_kind::event);
    hub_.publish_event(raw);
    return;
  }
  counters_.frame(kind);
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
      publish_or_note_stray(raw);
    }
    break;
  case session::correlator::verdict::not_ours:
    if (kind == wire::frame_kind::response) {
      publish_or_note_stray(raw);
    } else {
      hub_.publish(raw, kind == wire::frame_kind::event ? find_event_type(raw.name()) : event_type::unknown);
    }
    break;
  }
  if (actions_.replies().has_rest()) [[unlikely]] {
    const auto rest = actions_.replies().take_rest();
    dispatch_frame(*rest);
  }
}

// A frame that begins as a response and belongs to no action in flight: an event with its headers in another order, or
// a reply that is not waited for.
void connection::publish_or_note_stray(const wire::raw_frame& raw) {
  if (const auto event = raw.as_event()) {
    hub_.publish_event(*event);
  } else {
    note_stray(raw);
  }
}

void connection::log_frame(const wire::raw_frame& raw) const {
  const wire::frame frame = raw.to_frame();
  std::string text = "<- " + first_line(raw);
  append_headers(text, frame.view());
  log_.write(spdlog::level::trace, "{}", text);
}

void connection::note_stray(const wire::raw_frame& raw) {
  counters_.stray();
  if (log_.enabled(spdlog::level::debug)) {
    log_.write(spdlog::level::debug, "a reply that nobody waits for: {}", first_line(raw));
  }
}

void connection::flush_streams() {
  for (const auto& list : lists_to_flush_) {
    list->flush();
  }
  lists_to_flush_.clear();
  hub_.flush();
}

std::shared_ptr<subscription> connection::subscribe(std::span<const event_filter> filters,
                                                    const subscribe_options& settings) {
  auto added = hub_.subscribe(filters, settings);
  if (options_.event_mask_from_subscriptions() && !context_->gone()) {
    submit_new<subscribed_request>();
  }
  return added;
}

// While connected, after a subscription.
void connection::update_mask() {
  if (stopping() || state() != connection_state::connected) {
    return;
  }
  if (const auto mask = mask_.change(hub_.types())) {
    send_internal(action{"Events"}.header("EventMask", *mask), session::action_owner::mask);
  }
}

}  // namespace ami::detail
