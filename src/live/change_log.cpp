#include "live/change_log.hpp"

namespace ami::live {

void change_log::note_state(live_part part, const live_part_state& state) {
  ++generation_;
  auto& differences = differences_[static_cast<std::size_t>(part)];
  if (watched_) {
    live_change change;
    change.kind_ = state.valid() ? live_change_kind::valid_again : live_change_kind::invalid;
    change.part_ = part;
    change.cause_ = cause_;
    change.time_ = now_;
    change.state_ = state;
    change.differences_ = state.valid() ? differences : 0;
    changes_.push_back(std::move(change));
  }
  differences = 0;
}

}  // namespace ami::live
