#include "streams/event_hub.hpp"

#include "base/memory_reserve.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace ami::detail {

std::shared_ptr<subscription> event_hub::subscribe(std::span<const event_filter> filters,
                                                   const subscribe_options& options) {
  auto added = std::make_shared<subscription>(context_, filters, options);
  added->owned_by(owner_);
  {
    const std::lock_guard lock{mutex_};
    // Streams may have been made and closed while there was no connection.
    std::erase_if(new_, [](const auto& subscriber) { return subscriber->closed(); });
    new_.push_back(added);
  }
  changed_.store(true, std::memory_order_release);
  if (context_->gone()) {
    added->abandon();
  }
  return added;
}

void event_hub::add_new() {
  if (!changed_.exchange(false, std::memory_order_acq_rel)) {
    return;
  }
  const std::lock_guard lock{mutex_};
  try {
    if (const std::size_t size = subscriptions_.size() + new_.size(); size > subscriptions_.capacity()) {
      with_memory_reserve([&] { subscriptions_.reserve(size * 2); });
    }
  } catch (const std::bad_alloc&) {
    changed_.store(true, std::memory_order_release);
    throw;
  }
  for (auto& added : new_) {
    subscriptions_.push_back(std::move(added));
  }
  new_.clear();
  note_types();
}

void event_hub::note_types() {
  types_.reset();
  for (const auto& subscriber : subscriptions_) {
    types_ |= subscriber->types();
  }
  sizes_ = 0;
  for (std::size_t type = 0; type < types_.size(); ++type) {
    if (types_.test(type)) {
      sizes_ |= size_bit(to_string(static_cast<event_type>(type)));
    }
  }
  if (types_.test(static_cast<std::size_t>(event_type::unknown))) {
    sizes_ = ~std::uint64_t{0};
  }
}

void event_hub::publish(const wire::raw_frame& raw, event_type type) {
  refresh();
  const bool taken = types_.test(static_cast<std::size_t>(type)) && stage_frame(raw, type);
  if (raw.kind() != wire::frame_kind::event) {
    return;
  }
  if (taken) {
    counters_.published(type, raw.name());
  } else {
    counters_.unwanted();
  }
}

// Stages the frame in the streams that want it. False when none does.
bool event_hub::stage_frame(const wire::raw_frame& raw, event_type type) {
  wire::frame frame;             // copied from the reader's buffer when the first stream wants it
  subscription* last = nullptr;  // this stream gets the frame itself, the others a copy
  bool shown = false;            // the user's code has seen it, and may have passed it to another thread
  for (const auto& subscriber : subscriptions_) {
    if (!subscriber->wants(type, raw)) {
      continue;
    }
    if (last == nullptr && !shown) {
      frame = with_memory_reserve([&] { return raw.to_frame(); });
    }
    if (subscriber->runs_user_code()) {
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

void event_hub::publish(const event& value) {
  refresh();
  for (const auto& subscriber : subscriptions_) {
    subscriber->stage(value);
  }
}

void event_hub::publish_state(const connection_state_changed& change, event::time_point now) {
  refresh();
  constexpr auto type = static_cast<std::size_t>(event_type::connection_state_changed);
  if (!types_.test(type)) {
    return;
  }
  const event value = with_memory_reserve([&] { return event{change, now}; });
  for (const auto& subscriber : subscriptions_) {
    if (subscriber->types().test(type)) {
      subscriber->stage(value);
      subscriber->flush();
    }
  }
}

bool event_hub::flush_streams() {
  bool closed = false;
  bool wait = false;
  for (const auto& subscriber : subscriptions_) {
    wait = subscriber->flush() || wait;
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
    note_types();
  }
  return wait;
}

bool event_hub::room_wanted() const {
  return std::ranges::any_of(subscriptions_, [](const auto& subscriber) { return subscriber->room_wanted(); });
}

void event_hub::stop_waiting() {
  for (const auto& subscriber : subscriptions_) {
    subscriber->stop_waiting();
  }
}

void event_hub::end(boost::system::error_code reason) {
  refresh();
  for (const auto& subscriber : subscriptions_) {
    subscriber->end(reason);
    count_gone(*subscriber);
  }
  subscriptions_.clear();
  note_types();
}

void event_hub::abandon() {
  refresh();
  const auto streams = std::exchange(subscriptions_, {});
  note_types();
  for (const auto& stream : streams) {
    stream->abandon();
  }
}

void event_hub::fill(statistics& result) {
  refresh();
  for (const auto& subscriber : subscriptions_) {
    result.subscribers.push_back(subscriber->statistics());
    result.events_lost += result.subscribers.back().lost;
    result.events_coalesced += result.subscribers.back().coalesced;
  }
}

// Keeps the losses of a closed stream in the connection's statistics.
void event_hub::count_gone(const subscription& gone) {
  counters_.subscriber_gone(gone.lost(), gone.coalesced());
}

}  // namespace ami::detail
