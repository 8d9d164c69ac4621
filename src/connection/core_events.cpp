// What arrives: replies to their actions, events to their subscribers.
#include "base/memory_reserve.hpp"
#include "base/text.hpp"
#include "connection/core.hpp"

#include <ami/action.hpp>
#include <ami/error.hpp>

#include <spdlog/common.h>

#include <algorithm>

namespace ami::detail {

namespace {

std::string first_line(const wire::raw_frame& raw) {
  std::string text;
  append_escaped(text, raw.first_line());
  return text;
}

constexpr std::uint64_t size_bit(std::string_view name) noexcept {
  constexpr std::size_t largest = 63;
  return std::uint64_t{1} << std::min(name.size(), largest);
}

}  // namespace

// At most so many frames. True when nothing is left that is whole.
bool core::dispatch_buffered(std::size_t most) {
  const bool traced = traces();
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

void core::dispatch_frame(const wire::raw_frame& raw) {
  const auto kind = raw.kind();
  if (kind == wire::frame_kind::event && !correlator_.takes_events()) [[likely]] {
    counters_.frame(wire::frame_kind::event);
    publish_event(raw);
    return;
  }
  counters_.frame(kind);
  switch (correlator_.on_frame(raw, kind)) {
  case session::correlator::verdict::complete:
    if (kind == wire::frame_kind::event) {
      list_goes_on(raw, kind, false);
    }
    reply_arrived();
    break;
  case session::correlator::verdict::consumed: list_goes_on(raw, kind, false); break;
  case session::correlator::verdict::item: list_goes_on(raw, kind, true); break;
  case session::correlator::verdict::overflow: {
    const std::uint64_t id = correlator_.subject();
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
      publish_raw(raw, kind == wire::frame_kind::event ? find_event_type(raw.name()) : event_type::unknown);
    }
    break;
  }
  if (correlator_.has_rest()) [[unlikely]] {
    const auto rest = correlator_.take_rest();
    dispatch_frame(*rest);
  }
}

// What begins as a response and is nobody's.
void core::publish_or_note_stray(const wire::raw_frame& raw) {
  if (const auto event = raw.as_event()) {
    publish_event(*event);
  } else {
    note_stray(raw);
  }
}

void core::log_frame(const wire::raw_frame& raw) const {
  const wire::frame frame = raw.to_frame();
  std::string text = "<- " + first_line(raw);
  append_headers(text, frame.view());
  log(SPDLOG_LEVEL_TRACE, text);
}

void core::note_stray(const wire::raw_frame& raw) {
  counters_.stray();
  if (logs(SPDLOG_LEVEL_DEBUG)) {
    log(SPDLOG_LEVEL_DEBUG, "a reply that nobody waits for: " + first_line(raw));
  }
}

void core::refresh_subscriptions() {
  if (!subscriptions_changed_.exchange(false, std::memory_order_acq_rel)) {
    return;
  }
  const std::lock_guard lock{subscriptions_mutex_};
  try {
    if (const std::size_t size = subscriptions_.size() + new_subscriptions_.size(); size > subscriptions_.capacity()) {
      with_memory_reserve([&] { subscriptions_.reserve(size * 2); });
    }
  } catch (const std::bad_alloc&) {
    subscriptions_changed_.store(true, std::memory_order_release);
    throw;
  }
  for (auto& added : new_subscriptions_) {
    subscriptions_.push_back(std::move(added));
  }
  new_subscriptions_.clear();
  note_wanted();
}

void core::note_wanted() {
  wanted_.reset();
  for (const auto& subscriber : subscriptions_) {
    wanted_ |= subscriber->types();
  }
  wanted_sizes_ = 0;
  for (std::size_t type = 0; type < wanted_.size(); ++type) {
    if (wanted_.test(type)) {
      wanted_sizes_ |= size_bit(to_string(static_cast<event_type>(type)));
    }
  }
  if (wanted_.test(static_cast<std::size_t>(event_type::unknown))) {
    wanted_sizes_ = ~std::uint64_t{0};
  }
}

// Most events that nobody wants are known by the length of their name.
void core::publish_event(const wire::raw_frame& raw) {
  if (subscriptions_changed_.load(std::memory_order_acquire)) {
    refresh_subscriptions();
  }
  if ((wanted_sizes_ & size_bit(raw.name())) != 0) {
    publish_raw(raw, find_event_type(raw.name()));
  } else {
    counters_.unwanted();
  }
}

void core::publish_raw(const wire::raw_frame& raw, event_type type) {
  if (subscriptions_changed_.load(std::memory_order_acquire)) {
    refresh_subscriptions();
  }
  const bool taken = wanted_.test(static_cast<std::size_t>(type)) && publish_wanted(raw, type);
  if (raw.kind() != wire::frame_kind::event) {
    return;
  }
  if (taken) {
    counters_.published(type, raw.name());
  } else {
    counters_.unwanted();
  }
}

// True when somebody took it.
bool core::publish_wanted(const wire::raw_frame& raw, event_type type) {
  wire::frame frame;             // made for the first who wants it
  subscription* last = nullptr;  // gets it, the others a copy
  bool shown = false;            // to code of the user, which may have kept it or given it to another thread
  for (const auto& subscriber : subscriptions_) {
    if (!subscriber->wants(type, raw)) {
      continue;
    }
    if (last == nullptr && !shown) {
      frame = with_memory_reserve([&] { return raw.to_frame(); });
    }
    if (subscriber->looks_at_events()) {
      shown = true;
      if (!subscriber->accepts(event{frame, type})) {
        continue;
      }
    }
    if (last != nullptr) {
      last->stage(event{shown ? frame : wire::frame::copy_unshared(frame), type});
    }
    last = subscriber.get();
  }
  if (last != nullptr) {
    last->stage(event{std::move(frame), type});
  }
  return last != nullptr;
}

// Only for those who ask for it; nothing may arrive soon that would hand it over.
void core::publish_state(const connection_state_changed& change) {
  refresh_subscriptions();
  constexpr auto type = static_cast<std::size_t>(event_type::connection_state_changed);
  if (!wanted_.test(type)) {
    return;
  }
  const event value = with_memory_reserve([&] { return event{change}; });
  for (const auto& subscriber : subscriptions_) {
    if (subscriber->types().test(type)) {
      subscriber->stage(value);
      subscriber->flush();
    }
  }
}

void core::publish(const event& value) {
  refresh_subscriptions();
  for (const auto& subscriber : subscriptions_) {
    subscriber->stage(value);
  }
}

void core::flush_streams() {
  for (const auto& list : lists_to_flush_) {
    list->flush();
  }
  lists_to_flush_.clear();
  bool closed = false;
  for (const auto& subscriber : subscriptions_) {
    subscriber->flush();
    closed = closed || subscriber->closed();
  }
  if (closed) {
    std::erase_if(subscriptions_, [this](const auto& subscriber) {
      const bool gone = subscriber->closed();
      if (gone) {
        count_gone(*subscriber);
      }
      return gone;
    });
    note_wanted();
  }
}

void core::end_streams(error_code reason) {
  refresh_subscriptions();
  for (const auto& subscriber : subscriptions_) {
    subscriber->end(reason);
    count_gone(*subscriber);
  }
  subscriptions_.clear();
  note_wanted();
}

// What it lost stays counted.
void core::count_gone(const subscription& which) {
  counters_.subscriber_gone(which.lost(), which.coalesced());
}

std::shared_ptr<subscription> core::subscribe(std::span<const event_filter> filters, const subscribe_options& how) {
  auto added = std::make_shared<subscription>(context_, filters, how);
  {
    const std::lock_guard lock{subscriptions_mutex_};
    // Streams that were made and dropped while no connection was there.
    std::erase_if(new_subscriptions_, [](const auto& subscriber) { return subscriber->closed(); });
    new_subscriptions_.push_back(added);
  }
  subscriptions_changed_.store(true, std::memory_order_release);
  if (context_->gone()) {
    added->abandon();
  } else if (options_.event_mask_from_subscriptions()) {
    submit(subscribed_request{});
  }
  return added;
}

void core::take_over(subscribed_request& /*what*/) {
  refresh_subscriptions();
  update_mask();
}

// What the server is to send: what the options name, and the classes of all streams. Nothing: the server's default.
std::optional<std::string> core::wanted_mask() {
  if (!options_.event_mask_from_subscriptions()) {
    return options_.event_mask();
  }
  for (const auto& subscriber : subscriptions_) {
    classes_.add(subscriber->types());
  }
  return classes_.mask(options_.event_mask().value_or(""));
}

// While connected, after a subscription.
void core::update_mask() {
  if (!session_open_ || stopping() || state() != connection_state::connected) {
    return;
  }
  const auto wanted = wanted_mask();
  if (wanted != mask_) {
    send_internal(action{"Events"}.header("EventMask", *wanted), action_owner::mask);
    mask_ = wanted;
  }
}

}  // namespace ami::detail
