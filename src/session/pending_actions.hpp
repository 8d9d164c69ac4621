// The actions that wait for a reply, and when each of them is overdue.
#pragma once

#include "base/deadline_queue.hpp"
#include "session/correlator.hpp"
#include "session/pending_action.hpp"
#include "session/statistics_counters.hpp"

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::session {

// When an action is to be looked at again.
class action_deadline {
public:
  std::chrono::steady_clock::time_point when_;
  std::uint64_t id_ = 0;
  bool for_connection_ = false;  // how long it may wait for a connection, not for its reply
};

// The one table of a connection's actions: written, or still to be written. No socket, no clock: times are arguments.
class pending_actions {
public:
  using key = correlator::key;
  using time_point = pending_action::time_point;

  // `id_prefix`: of the ActionIDs. `limits`: of the lists that have none of their own. `counters` must outlive this.
  pending_actions(std::string id_prefix, const list_limits& limits, detail::statistics_counters& counters);

  // Matches frames to the actions.
  correlator& replies() noexcept { return replies_; }
  const correlator& replies() const noexcept { return replies_; }

  // Adds an action, whose times begin at `now`. False when its ActionID is in flight already. The action stays with the
  // caller then, and when this throws std::bad_alloc.
  bool add(pending_ptr& action, time_point now);
  pending_action* find(key id) noexcept { return replies_.find_action(id); }
  std::size_t size() const noexcept { return replies_.size(); }
  bool empty() const noexcept { return size() == 0; }
  std::string action_id_of(const pending_action& action) const;

  // Another part of the reply came: the time for the next part begins.
  static void prolong(pending_action& action, time_point now) noexcept;
  // The earliest deadline; the end of time when there is none.
  time_point next_deadline() const noexcept { return deadlines_.earliest(); }
  // The next deadline that has passed, of an action that is still there.
  std::optional<action_deadline> take_passed(time_point now);
  // Looks at an action again at `when`.
  void add_deadline(time_point when, key id, bool for_connection);
  void forget_deadlines() noexcept { deadlines_.clear(); }

  // Takes out an action that gets no reply, with `error` and what is known as its result: the part of a list that came,
  // `detail`, and whether it may have been carried out, which it may when it was `written`. What still comes of the
  // reply is recognized as late. Null when there is none of this id. When this throws std::bad_alloc, the action is as
  // it was.
  pending_ptr fail(key id, boost::system::error_code error, std::string_view detail, bool written);
  // The same for the action whose reply came, and was not handed over because there was no memory for that.
  pending_ptr fail_finished(boost::system::error_code error, std::string_view detail);

private:
  bool correlate(pending_ptr& action);
  void append_end_of_text(pending_action& action) const;
  reply failed_reply(const pending_action& action, boost::system::error_code error, std::string_view detail,
                     bool written);

  correlator replies_;
  detail::deadline_queue<action_deadline> deadlines_;
  detail::statistics_counters* counters_;
};

}  // namespace ami::session
