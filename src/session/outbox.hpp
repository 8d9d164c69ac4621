// What is written to the server next, and how much of it has left this process.
#pragma once

#include "base/wipe.hpp"
#include "session/pending_action.hpp"
#include "session/pending_actions.hpp"
#include "session/statistics_counters.hpp"

#include <ami/options.hpp>
#include <ami/statistics.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::session {

// Whether the connection can take an action.
enum class gate : std::uint8_t {
  closed,   // it can not, and no other connection follows
  waiting,  // not now, but a connection may come
  open      // it can
};

// How far an action has come.
enum class action_stage : std::uint8_t {
  waiting,  // its bytes wait in it
  staged,   // its bytes are in the buffer of what is written next; none of them has left
  written   // some of its bytes may have left, and must not be written again
};

// The order in which actions leave, and what becomes of those that do not. An action waits, is staged, and is written.
// Many are written with one system call; until that call is made each of them can still be cancelled without a trace on
// the server. No socket, no clock: the caller writes to_write(), says how much of it left, and completes what
// next_ended() returns.
class outbox {
public:
  using key = pending_actions::key;
  using time_point = pending_action::time_point;

  // How much is staged for one write.
  static constexpr std::size_t largest_write = std::size_t{64} << 10;

  // All must outlive this.
  outbox(const options& settings, pending_actions& actions, detail::statistics_counters& counters)
      : settings_{&settings}, actions_{&actions}, counters_{&counters} {}

  // Takes an action of the user's, or says why it cannot be sent: then it stays with the caller. Its times begin `now`.
  boost::system::error_code admit(pending_ptr& action, gate connection, time_point now);
  // Takes an action of the library's own. It leaves before those of the user that wait; Logoff leaves after them.
  // False, and it is not sent, when an action of the user's has its ActionID.
  bool admit_own(pending_ptr& action);

  // Whether an action that is admitted now would be staged at once.
  bool can_stage() const noexcept { return !writing_ && unsent_.empty() && buffer_.size() < largest_write; }
  std::size_t staged() const noexcept { return writing_ ? 0 : batch_actions_.size(); }
  // Whether to_write() would return something.
  bool empty() const noexcept { return batch_actions_.empty() && unsent_.empty(); }
  action_stage stage(const pending_action& action) const noexcept;

  // Stages what waits, and returns what is to be written; empty when there is nothing, or a write is under way. From
  // then on a write is under way, until wrote() returns true, or write_failed() or abandon_write() is called.
  std::string_view to_write(time_point now);
  // What has not left of that.
  std::string_view rest() const noexcept { return buffer_.view().substr(left_); }
  // `size` bytes more have left. True when all have.
  bool wrote(std::size_t size) noexcept;
  // `size` bytes more have left, and then the link failed: the actions of which no byte left wait again.
  void write_failed(std::size_t size) noexcept;
  // The write ended, and nobody knows how much has left: all of it counts as written.
  void abandon_write() noexcept;
  bool writing() const noexcept { return writing_; }

  // The caller's cancellation: takes the action out. `unless_written`: a written one stays.
  void cancel(key id, bool unless_written, time_point now);
  // Takes out what is overdue. `connected`: whether actions can be written now.
  void on_time(time_point now, bool connected);
  // Takes out one action for another reason.
  void fail(key id, boost::system::error_code error, std::string_view detail, time_point now);
  // The link ended for `reason`. What was written may have been carried out, and is never written again. What was not
  // may wait for the next connection where the user wants it, unless none follows.
  void link_lost(boost::system::error_code reason, bool none_follows, time_point now);
  // The reply to an action came, which may not have been written yet.
  void answered(const pending_action& action) noexcept { unsent_bytes_ -= action.bytes_.size(); }

  // The next action that was taken out, with its result in it; null when there is none.
  pending_ptr next_ended() noexcept;

  // Of the actions that wait or are staged.
  std::size_t unsent_bytes() const noexcept { return unsent_bytes_ + (writing_ ? 0 : buffer_.size()); }
  // The numbers of actions in flight and waiting. What is staged counts as waiting.
  void fill(statistics& to) const;

private:
  class batch_action {
  public:
    key id_;
    std::size_t begin_;  // of its bytes in the buffer
  };

  void stage_next(pending_action& action, time_point now);
  void stage_waiting(time_point now);
  void note_delay(time_point now);
  void unstage_from(std::size_t left);
  void unstage_all(time_point now);
  void next_batch() noexcept;
  void take_out(key id, boost::system::error_code error, std::string_view detail, bool written);

  const options* settings_;
  pending_actions* actions_;
  detail::statistics_counters* counters_;
  std::deque<key> unsent_;        // those that wait, in the order in which they leave; an action may be gone
  std::size_t own_in_front_ = 0;  // the library's own among them, which come first
  std::size_t unsent_bytes_ = 0;  // of those that wait
  // One batch: what is staged, or is being written.
  std::uint64_t batch_ = 1;
  detail::wiped_text buffer_;
  std::vector<batch_action> batch_actions_;
  time_point staged_at_;  // the first of them
  std::size_t left_ = 0;  // how many bytes of the buffer have left
  bool writing_ = false;
  std::deque<pending_ptr> ended_;
};

}  // namespace ami::session
