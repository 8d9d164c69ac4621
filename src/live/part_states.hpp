// Which parts can be relied on. No sockets, no clocks.
#pragma once

#include "live/change_log.hpp"
#include "live/settings.hpp"

#include <ami/config.hpp>
#include <ami/live_values.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace ami::live {

/// The states of all parts; that one became valid or invalid is noted as a change.
/// @par Thread safety None.
class AMI_DECL part_states {
public:
  /// @param log outlives this.
  part_states(change_log& log, const settings& wanted);

  const live_part_state& of(live_part part) const noexcept { return states_[static_cast<std::size_t>(part)]; }
  const std::array<live_part_state, live_part_count>& all() const noexcept { return states_; }
  bool wanted(live_part part) const noexcept { return of(part).validity() != live_validity::left_out; }

  /// @param detail the server's words, where it refused.
  void set(live_part part, live_validity validity, std::string detail = {});
  /// Events were lost.
  void lose_events(live_part part, std::uint64_t count);
  void verified(live_part part, live_time now);
  /// There was no memory for a change: no part can be relied on. That is not noted as a change.
  /// @param validity events_lost or connection_lost.
  void forget(live_validity validity) noexcept;

private:
  std::array<live_part_state, live_part_count> states_;
  change_log* log_;
};

}  // namespace ami::live
