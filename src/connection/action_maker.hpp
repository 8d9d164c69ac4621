// Makes what is sent out of a user's action: checked, with an ActionID, as bytes.
#pragma once

#include "connection/action_in_flight.hpp"
#include "connection/environment.hpp"
#include "session/correlator.hpp"

#include <ami/action.hpp>
#include <ami/options.hpp>

#include <atomic>
#include <cstdint>

namespace ami::detail {

// From any thread.
class action_maker {
public:
  // `replies`: makes the ActionIDs.
  action_maker(const environment& shared, const session::correlator& replies) noexcept
      : shared_{shared}, replies_{replies} {}

  // The number of an action, or of another operation that can be cancelled.
  std::uint64_t next_id() const noexcept { return ids_.fetch_add(1, std::memory_order_relaxed); }
  // An action that cannot be sent has the error, and what is known of it, in it.
  action_ptr make(const action& value, const send_options& options) const;

private:
  const environment& shared_;
  const session::correlator& replies_;
  mutable std::atomic<std::uint64_t> ids_{1};
};

}  // namespace ami::detail
