// Writes actions, and ends those that get no reply: executes what the outbox decides.
#pragma once

#include "connection/action_in_flight.hpp"
#include "connection/action_maker.hpp"
#include "connection/current_attempt.hpp"
#include "connection/environment.hpp"
#include "connection/transfer_handler.hpp"
#include "session/outbox.hpp"
#include "session/pending_actions.hpp"

#include <ami/action.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ami::detail {

// On the strand.
class action_sender {
public:
  action_sender(environment& shared, current_attempt& attempt, const action_maker& maker,
                session::pending_actions& actions, session::outbox& outbox) noexcept
      : shared_{shared}, attempt_{attempt}, maker_{maker}, actions_{actions}, outbox_{outbox} {}
  action_sender(const action_sender&) = delete;
  action_sender& operator=(const action_sender&) = delete;

  // Takes an action of the user's, or completes it with the reason why it cannot be sent. When this throws
  // std::bad_alloc and `action` is null, it was taken, and is completed later; else the caller still has it.
  void admit(action_ptr& action, clock_type::time_point now);
  // Sends an action of the library's own. No handler waits for it, and the liveness check or the disconnect limits its
  // time. False when it is not sent.
  bool send_own(const action& value, session::action_owner owner);

  // Writes what waits, unless the link is not ready or a write is under way.
  void write_queued();
  void write_queued(clock_type::time_point now);

  // The user's cancellation. `unless_written`: an action that was written goes on.
  void cancel(std::uint64_t id, bool unless_written);
  // Ends one action with an error.
  void fail(std::uint64_t id, boost::system::error_code error, std::string_view detail);
  // The link ended: ends the actions that cannot wait for the next one. `none_follows`: none can.
  void link_lost(boost::system::error_code reason, bool none_follows);

private:
  friend class transfer_handler<action_sender>;
  friend class transfer_start<action_sender>;
  class write_handler;

  session::gate gate() const noexcept;
  bool link_is_ready() const noexcept;
  void write_failed(boost::system::error_code error, std::size_t size);
  void written(boost::system::error_code error, std::size_t size);
  void transfer_broken_off() noexcept;
  void complete_ended();
  void arm_timer() {
    if (actions_.next_deadline() < shared_.io_->action_alarm_.due()) [[unlikely]] {
      set_timer();
    }
  }
  void set_timer();
  void timer_fired();

  environment& shared_;
  current_attempt& attempt_;
  const action_maker& maker_;
  session::pending_actions& actions_;
  session::outbox& outbox_;
  bool starts_transfer_ = false;  // is within the call that starts one
};

}  // namespace ami::detail
