// Makes what is sent out of a user's action: checked, with an ActionID, as bytes.
#pragma once

#include "connection/action_in_flight.hpp"
#include "connection/environment.hpp"
#include "session/correlator.hpp"

#include <ami/action.hpp>
#include <ami/options.hpp>

namespace ami::detail {

// From any thread.
class action_maker {
public:
  // `replies`: makes the ActionIDs.
  action_maker(const environment& shared, const session::correlator& replies) noexcept
      : shared_{shared}, replies_{replies} {}
  action_maker(const action_maker&) = delete;
  action_maker& operator=(const action_maker&) = delete;

  // An action that cannot be sent has the error, and what is known of it, in it.
  action_ptr make(const action& value, const send_options& options) const;

private:
  const environment& shared_;
  const session::correlator& replies_;
};

}  // namespace ami::detail
