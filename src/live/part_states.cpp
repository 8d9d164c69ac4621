#include "live/part_states.hpp"

#include <string_view>
#include <utility>

namespace ami::live {

part_states::part_states(change_log& log, const settings& wanted) : log_{&log} {
  for (std::size_t i = 0; i < live_part_count; ++i) {
    states_[i].validity_ = wanted.parts_[i] ? live_validity::never_seeded : live_validity::left_out;
  }
}

void part_states::set(live_part part, live_validity validity, std::string detail) {
  live_part_state& state = states_[static_cast<std::size_t>(part)];
  const bool was_valid = state.valid();
  if (state.validity_ == validity && state.detail_ == detail) {
    return;
  }
  state.validity_ = validity;
  state.detail_ = std::move(detail);
  if (validity == live_validity::valid || validity == live_validity::connection_lost) {
    state.events_lost_ = 0;
  }
  if (was_valid != state.valid()) {
    log_->note_state(part, state);
  } else {
    log_->count_state();
  }
}

void part_states::lose_events(live_part part, std::uint64_t count) {
  live_part_state& state = states_[static_cast<std::size_t>(part)];
  // How many a lost connection swallowed is not known; these would only seem to be all.
  if (state.validity_ != live_validity::connection_lost) {
    state.events_lost_ += count;
    set(part, live_validity::events_lost);
    log_->count_state();
  }
}

void part_states::verified(live_part part, live_time now) {
  states_[static_cast<std::size_t>(part)].last_verified_ = now;
  log_->count_state();
}

void part_states::forget(live_validity validity) noexcept {
  for (live_part_state& state : states_) {
    if (state.validity_ != live_validity::left_out && state.validity_ != live_validity::no_right) {
      state.validity_ = validity;
      state.events_lost_ = 0;
      state.detail_.clear();
      if (validity == live_validity::events_lost) {
        constexpr std::string_view reason = "no memory";  // no longer than a string holds without any
        state.detail_ = reason;
      }
    }
  }
}

}  // namespace ami::live
