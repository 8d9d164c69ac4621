// A call that this client makes or follows, as a state machine: fed the reply to its Originate, the events, and what
// the server says of its channel, it yields the stages. No sockets, no clocks.
#pragma once

#include <ami/call_options.hpp>
#include <ami/call_update.hpp>
#include <ami/event.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::session {

/// The server has no such channel: not yet, or no more.
inline bool says_no_channel(boost::system::error_code error) {
  return error == errc::action_rejected;
}

/// What a call is known by: all of it chosen by the client before anything is sent, but for a call of somebody else,
/// which has the Uniqueid of its channel and no ActionID.
class call_identity {
public:
  call_identity() = default;
  call_identity(std::string action_id, std::string channel_id, std::string other_channel_id)
      : action_id_{std::move(action_id)}, channel_id_{std::move(channel_id)}, other_channel_id_{
                                                                                  std::move(other_channel_id)} {}

  /// Of the Originate; empty for a call that this client did not make.
  const std::string& action_id() const& noexcept { return action_id_; }
  const std::string& action_id() const&& = delete;
  /// The Uniqueid of the channel.
  const std::string& channel_id() const& noexcept { return channel_id_; }
  const std::string& channel_id() const&& = delete;
  /// The Uniqueid of the second half of a Local channel; empty for other channels.
  const std::string& other_channel_id() const& noexcept { return other_channel_id_; }
  const std::string& other_channel_id() const&& = delete;

  /// True for the events that call_progress wants to see; those of other calls are recognized by ids alone.
  bool concerns(const event& value) const noexcept;
  /// True for the OriginateResponse of this call: other clients' may carry the same ActionID.
  bool is_own_response(const event& value) const noexcept;
  /// True when this client sends the Originate.
  bool made_here() const noexcept { return !action_id_.empty(); }

private:
  std::string action_id_;
  std::string channel_id_;
  std::string other_channel_id_;
};

/// Follows one call. Whatever the order in which events arrive, the stages come in theirs.
///
/// A failure is reported when the result of the Originate and the channel's end are both known, because each has a part
/// of the reason; patience() says when it waits for the other one.
///
/// While the link is away there is no stage. When it is back, or when the reply to the Originate was lost, the server
/// is asked for the channel, since events were missed: asks_after() says when, on_status() takes the answer. The events
/// that follow may come before the answer or after it. A call of somebody else is asked for in the beginning, too.
/// @par Thread safety None.
class call_progress {
public:
  /// What it waits for, so that the caller knows which limit applies.
  enum class patience : std::uint8_t {
    forever,  ///< For the end of an answered call, or for nothing.
    outcome,  ///< For an answer or a failure.
    details,  ///< The call is over: for the rest of the reason.
    link,     ///< For the connection, and for what the server says then.
  };
  using duration = call_options::duration;

  /// `one_server`: a connection that is restored leads to the same server, as far as the options say.
  explicit call_progress(call_identity ids, const call_options& options = {}, bool one_server = true);

  /// From now on the Originate may have been sent.
  void on_send() noexcept { sent_ = true; }
  /// The reply to the Originate, or its failure.
  void on_reply(boost::system::error_code error, const reply& result);
  /// Any event; those that do not concern the call change nothing.
  void on_event(const event& value);
  /// This side asks for the call to be hung up.
  void on_hang_up_request() noexcept {
    ++hang_ups_;
    unwanted_ = false;
  }
  /// The server refused to do so.
  void on_hang_up_refused() noexcept { --hang_ups_; }
  /// The answer to a Status for the channel, or its failure.
  ///
  /// When the server has said three times that the channel exists, and no event of it has come, then none will come:
  /// this user does not see the call, and it is lost.
  void on_status(boost::system::error_code error, const reply& answer);
  /// The limit that patience() asked for has passed.
  void on_timeout();
  /// The connection ended, and there will be no other.
  void on_link_ended(boost::system::error_code reason);

  /// The next stage that was reached, in order; nothing when there is none.
  std::optional<call_update> take();
  /// True when take() would return one.
  bool has_update() const noexcept { return !updates_.empty(); }
  /// True when the last stage was reached, taken or not.
  bool finished() const noexcept { return stage_ >= call_stage::failed; }
  /// How far the call got, taken or not.
  call_stage stage() const noexcept { return stage_; }
  patience waits_for() const noexcept;
  /// When the server is to be asked for the channel, counted from its last answer; nothing when there is no need.
  std::optional<duration> asks_after() const noexcept;
  /// True when this side wants the call to be hung up, until on_hang_up_request().
  bool wants_hang_up() const noexcept { return unwanted_ && !finished(); }
  /// True when it is known that the server took the Originate.
  bool came_about() const noexcept { return came_about_; }
  /// True when the server has accepted the Originate, and no event of the call has come.
  bool unseen() const noexcept { return stage_ == call_stage::queued && !responded_ && !gone_; }
  /// True when there may be a call on the server that nobody has answered: what must be hung up when nobody wants it
  /// any more. Not when the server does not tell how calls go, since the call may be answered then.
  bool may_ring() const noexcept;

  const call_identity& identity() const noexcept { return ids_; }
  /// The channel's name; empty before it is known.
  const std::string& channel() const noexcept { return channel_; }
  /// The Linkedid; empty before it is known.
  const std::string& linkedid() const noexcept { return linkedid_; }

private:
  void on_link_lost(const event& value);
  void on_link_restored(const event& value);
  void on_channel_exists();
  void found(const event& channel);
  void not_found();
  void look();
  void on_originate_response(const event& value);
  void on_hangup(const event& value);
  void on_dial(const event& value, std::string_view status);
  void learn(std::string_view channel, std::string_view linkedid);
  void reach(call_stage stage);
  void answered();
  void hung_up();
  void fail();
  void fail_when_known();
  void conclude();
  void lose(boost::system::error_code error, std::string detail);
  void lose_sight(std::string detail);
  void lose_track(std::string detail);
  call_update make(call_stage stage) const;
  boost::system::error_code failure() const noexcept;

  call_identity ids_;
  call_options options_;
  std::string channel_;
  std::string linkedid_;
  std::string cause_text_;
  std::deque<call_update> updates_;
  std::optional<originate_reason> reason_;
  std::optional<ami::dial_status> dial_status_;
  std::optional<hangup_cause> cause_;
  std::chrono::steady_clock::time_point known_at_;  // what the server said last of the call: gaps before do not matter
  boost::system::error_code doubt_;                 // why there was no reply to the Originate
  boost::system::error_code link_error_;            // why the link was lost last
  call_stage stage_ = call_stage::idle;
  bool one_server_;
  bool sent_ = false;
  bool refused_ = false;    // nothing of the Originate can have any effect
  bool responded_ = false;  // OriginateResponse said Failure
  bool gone_ = false;       // the channel was hung up
  bool missing_ = false;    // the server does not know the channel any more
  bool came_about_ = false;
  bool away_ = false;     // no link
  bool looking_ = false;  // the server is to be asked what became of the call
  bool ask_now_ = false;
  bool may_ask_ = true;    // the server does not refuse to say whether this user sees the call
  bool unwanted_ = false;  // to be hung up
  bool untraced_ = false;  // there was never a sign of the channel
  bool blind_ = false;     // the server does not tell
  int hang_ups_ = 0;       // asked for, and not refused
  int sightings_ = 0;      // how often the server said that the channel exists
  int misses_ = 0;         // how often it said that there is none yet
  int failed_asks_ = 0;    // how often it did not say
};

}  // namespace ami::session
