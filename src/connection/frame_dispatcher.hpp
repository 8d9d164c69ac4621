// What arrives: replies to their actions, events to their subscribers.
#pragma once

#include "connection/action_in_flight.hpp"
#include "connection/action_sender.hpp"
#include "connection/current_attempt.hpp"
#include "connection/environment.hpp"
#include "connection/liveness_watch.hpp"
#include "session/event_mask.hpp"
#include "session/outbox.hpp"
#include "session/pending_actions.hpp"
#include "streams/event_hub.hpp"
#include "streams/list_source.hpp"

#include <ami/wire/frame_reader.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ami::detail {

// Asks session::correlator which action a frame belongs to, and the event_hub who wants it. On the strand.
class frame_dispatcher {
public:
  frame_dispatcher(environment& shared, current_attempt& attempt, action_sender& sender, liveness_watch& liveness,
                   session::pending_actions& actions, session::outbox& outbox, session::event_mask& mask,
                   event_hub& hub) noexcept
      : shared_{shared}, attempt_{attempt}, sender_{sender}, liveness_{liveness}, actions_{actions}, outbox_{outbox},
        mask_{mask}, hub_{hub} {}
  frame_dispatcher(const frame_dispatcher&) = delete;
  frame_dispatcher& operator=(const frame_dispatcher&) = delete;

  // The bytes that are dispatched next arrived `now`.
  void bytes_arrived(clock_type::time_point now) noexcept { arrived_at_ = now; }
  // Dispatches at most `most` frames, and makes them visible. True when no whole frame is left.
  bool dispatch_from(wire::frame_reader& reader, std::size_t most);
  // Dispatches one frame, which subscribers see after flush().
  void dispatch(const wire::raw_frame& raw);
  void flush() {
    if (!lists_to_flush_.empty()) [[unlikely]] {
      flush_lists();
    }
    consumers_behind_ = hub_.flush() || consumers_behind_;
  }
  // How many frames the last dispatch_from() dispatched.
  std::size_t dispatched() const noexcept { return dispatched_; }
  // Whether a consumer should be waited for before more is dispatched, since its stream has no room for much more.
  bool consumers_behind() const noexcept { return consumers_behind_; }
  // Whether one of those who are waited for has not made room yet.
  bool room_wanted() { return hub_.room_wanted(); }
  // They have been waited for in vain.
  void stop_waiting() { hub_.stop_waiting(); }
  void log_frame(const wire::raw_frame& raw) const;
  // Counts a reply that nobody waits for.
  void count_unmatched(const wire::raw_frame& raw);
  // Asks the server for the events that streams want, while connected.
  void update_mask();

private:
  void flush_lists();
  void publish_or_count_unmatched(const wire::raw_frame& raw);
  void reply_arrived();
  void own_reply_arrived(const session::pending_action& action, const reply_data& answer);
  void stage_items(action_in_flight& action, reply_data& data);
  void list_goes_on(const wire::raw_frame& raw, wire::frame_kind kind, bool streamed);
  void list_overflowed(std::uint64_t id);

  environment& shared_;
  current_attempt& attempt_;
  action_sender& sender_;
  liveness_watch& liveness_;
  session::pending_actions& actions_;
  session::outbox& outbox_;
  session::event_mask& mask_;
  event_hub& hub_;
  std::vector<std::shared_ptr<list_source>> lists_to_flush_;
  std::size_t dispatched_ = 0;
  bool consumers_behind_ = false;
  clock_type::time_point arrived_at_;  // when the bytes arrived that are being dispatched
};

}  // namespace ami::detail
