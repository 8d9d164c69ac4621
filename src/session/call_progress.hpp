// A call that this client makes, as a state machine: fed the reply to its Originate and the events, it yields the
// stages. No sockets, no clocks.
#pragma once

#include <ami/call_update.hpp>
#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::session {

/// What a call is known by: all of it chosen by the client, before anything is sent.
class AMI_DECL call_identity {
public:
  call_identity() = default;
  call_identity(std::string action_id, std::string channel_id, std::string other_channel_id)
      : action_id_{std::move(action_id)}, channel_id_{std::move(channel_id)}, other_channel_id_{
                                                                                  std::move(other_channel_id)} {}

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

private:
  std::string action_id_;
  std::string channel_id_;
  std::string other_channel_id_;
};

/// Follows one call. Whatever the order in which events arrive, the stages come in theirs.
///
/// A failure is reported when the result of the Originate and the channel's end are both known, because each has a part
/// of the reason; patience() says when it waits for the other one.
/// @par Thread safety None.
class AMI_DECL call_progress {
public:
  /// What it waits for, so that the caller knows which limit applies.
  enum class patience : std::uint8_t {
    forever,  ///< For the end of an answered call, or for nothing.
    outcome,  ///< For an answer or a failure.
    details,  ///< The call failed: for the rest of the reason.
  };

  explicit call_progress(call_identity ids);

  /// From now on the Originate may have been sent.
  void on_send() noexcept { sent_ = true; }
  /// The reply to the Originate, or its failure.
  void on_reply(boost::system::error_code error, const reply& result);
  /// Any event; those that do not concern the call change nothing.
  void on_event(const event& value);
  /// This side asks for the call to be hung up.
  void on_hang_up_request() noexcept { ++hang_ups_; }
  /// The server refused to do so.
  void on_hang_up_refused() noexcept { --hang_ups_; }
  /// The server says that the channel exists. When it has said so three times, and no event of the channel has come,
  /// then none will come: this user does not see the call, and it is lost.
  void on_channel_exists();
  /// How often it has said so.
  int sightings() const noexcept { return sightings_; }
  /// The limit that patience() asked for has passed.
  void on_timeout();
  /// The connection ended, and with it the events.
  void on_link_lost(boost::system::error_code reason);

  /// The next stage that was reached, in order; nothing when there is none.
  std::optional<call_update> take();
  /// True when take() would return one.
  bool has_update() const noexcept { return !updates_.empty(); }
  /// True when the last stage was reached, taken or not.
  bool finished() const noexcept { return stage_ >= call_stage::failed; }
  /// How far the call got, taken or not.
  call_stage stage() const noexcept { return stage_; }
  patience waits_for() const noexcept;
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
  void on_originate_response(const event& value);
  void on_hangup(const event& value);
  void on_dial(const event& value, std::string_view status);
  void learn(std::string_view channel, std::string_view linkedid);
  void reach(call_stage stage);
  void answered();
  void fail();
  void fail_when_known();
  void lose_sight(std::string detail);
  call_update make(call_stage stage) const;
  boost::system::error_code failure() const noexcept;

  call_identity ids_;
  std::string channel_;
  std::string linkedid_;
  std::string cause_text_;
  std::deque<call_update> updates_;
  std::optional<originate_reason> reason_;
  std::optional<ami::dial_status> dial_status_;
  std::optional<hangup_cause> cause_;
  call_stage stage_ = call_stage::idle;
  bool sent_ = false;
  bool refused_ = false;    // nothing of the Originate can have any effect
  bool responded_ = false;  // OriginateResponse said Failure
  bool gone_ = false;       // the channel was hung up
  int hang_ups_ = 0;        // asked for, and not refused
  int sightings_ = 0;       // how often the server said that the channel exists
  bool blind_ = false;      // the server does not tell
};

}  // namespace ami::session
