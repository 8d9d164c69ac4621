// Follows one call: what its stages are read from.
#pragma once

#include "calls/send_result.hpp"
#include "calls/stream_access.hpp"
#include "session/call_progress.hpp"

#include <ami/actions/channel.hpp>
#include <ami/call.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/dial.hpp>
#include <ami/manager.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace ami::detail {

using steady_clock = std::chrono::steady_clock;
using call_stream = event_stream<events::newchannel, events::newstate, events::dial_begin, events::dial_state,
                                 events::dial_end, events::originate_response, events::hangup>;

// Belongs to the consumer of the call: nothing here happens but when that asks.
class call_state {
public:
  // `target`: what is called. `ring_time`: how long it may ring.
  call_state(manager pbx, session::call_identity ids, std::string target, std::chrono::milliseconds ring_time,
             const call_options& limits);

  // Looks at what came, up to the next stage. True when take() has one, or there will be none any more.
  bool look();

  std::optional<call_update> take();
  bool finished() const noexcept { return progress_.finished(); }
  // No stage will be given any more.
  bool over() const noexcept { return released_ || (progress_.finished() && !progress_.has_update()); }
  error_code end_reason() const noexcept;
  const std::shared_ptr<event_source>& source() const noexcept { return stream_access::source(stream_); }

  // When the consumer is to look again although nothing came.
  std::optional<steady_clock::time_point> look_again_at();
  // Nothing came until now: ends the call's stages when it was waited for long enough.
  void on_time(steady_clock::time_point now);

  // Whether to ask the server for the channel, and how.
  bool is_to_be_asked_for(steady_clock::time_point now) const;
  actions::status status_request() const;
  // Of what is sent about the call, for which a connection may be waited for.
  send_options send_limits() const;
  bool survives_loss() const noexcept { return limits_.on_link_loss() != link_loss_policy::lose; }
  // The server's answer.
  void channel_looked_for(const send_result& sent);

  void hang_up_in_background() noexcept;
  // The consumer lets go of the call.
  void release() noexcept;

  manager pbx_;
  call_options limits_;
  session::call_progress progress_;
  std::string target_;
  call_stream stream_;
  call_update last_;
  std::optional<call_update> answer_;
  steady_clock::time_point checked_at_;  // that the channel is there, or the Originate accepted
  bool released_ = false;
  bool detached_ = false;
  bool hanging_up_ = false;
  bool given_ = false;  // originate() has returned it
  bool used_ = false;   // an operation was started

private:
  std::optional<steady_clock::time_point> deadline();
  std::optional<steady_clock::time_point> ask_at() const;

  // `co_await originate(...)` as a statement is a mistake of which GCC 12 does not warn.
  void warn_of_drop() noexcept;
  bool feed_buffered();

  using patience = session::call_progress::patience;

  std::chrono::milliseconds ring_time_;
  patience waits_for_ = patience::outcome;
  steady_clock::time_point waits_since_;  // for that
};

// Gives the Originate its identity.
std::shared_ptr<call_state> make_new_call(const manager& pbx, actions::originate& action, const call_options& limits);
// A call that is there, as if detached.
std::shared_ptr<call_state> make_followed_call(const manager& pbx, std::string uniqueid, const call_options& limits);

}  // namespace ami::detail
