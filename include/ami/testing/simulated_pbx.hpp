// A small telephone system that makes realistic calls. No sockets, no threads, and no clock of its own.
//
//     simulated_pbx pbx{pbx_options{}.seed(7).calls_per_second(2), [](const frame_text& event) { print(event.str());
//     }}; pbx.advance(60s);                                          // one minute of calls, in a moment
//     pbx.originate(pbx_call{"PJSIP/alice"}.extension("default", "2002", 1), [](const pbx_call_result& result) { ...
//     });
//
// fake_asterisk has one, and gives it the real time. By itself it is for tests of code that takes events, without a
// connection and without waiting: the same seed gives the same events.
#pragma once

#include <ami/testing/channel_snapshot.hpp>
#include <ami/testing/frame_text.hpp>
#include <ami/testing/pbx_call.hpp>
#include <ami/testing/pbx_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::testing {

/// Calls between telephones, from outside and into queues, as the events of an Asterisk 22 report them.
///
/// advance() sets the time. The order of events and headers, Uniqueid and Linkedid, the numbers of channels in bridges
/// and of callers in queues, and device and member states are consistent at every moment. The simulated dialplan knows
/// the telephones' numbers, the extensions of queues and conferences, and the spaces of parked calls in every context,
/// and answers and waits at any other; the second half of a Local channel answers at once and waits.
///
/// Channels are named as the server's actions name them: by their name (any case), or else by their Uniqueid.
/// @par Thread safety None: one thread at a time, and the sink must not call back into it.
class simulated_pbx {
public:
  /// Time since the PBX was started.
  using duration = std::chrono::microseconds;
  /// Receives the events, in order.
  using sink = std::function<void(const frame_text&)>;
  /// Receives the result of a call.
  using call_handler = std::function<void(const pbx_call_result&)>;

  /// Starts at time zero; nothing happens before the first advance().
  /// @param options how it behaves.
  /// @param events where the events go; none: they are dropped.
  explicit simulated_pbx(pbx_options options = {}, sink events = {});
  /// Calls in progress end without events, and handlers that wait for a result are not called.
  ~simulated_pbx();
  simulated_pbx(const simulated_pbx&) = delete;
  simulated_pbx& operator=(const simulated_pbx&) = delete;

  /// Makes everything happen that is due until `now`, each at its own time, so that the events do not depend on how
  /// often this is called. Time does not go back: an earlier time does nothing.
  /// @param now time since the start, in microseconds.
  void advance(duration now);
  /// When something happens next; nothing when nothing is scheduled.
  std::optional<duration> next_due() const;
  /// Changes how many calls begin in a second, on average; 0 for none. Calls in progress go on.
  void calls_per_second(double value);

  /// Makes a call; `done` is called once with the result, from advance() or hang_up(), or at once when the call cannot
  /// be tried. It may not be called when the PBX is destroyed.
  /// @param call what to call, and what to do with it when it is answered.
  /// @param done receives the result; may be empty.
  void originate(const pbx_call& call, call_handler done);
  /// Hangs up a channel, as the action does: here and below by its name, or by its Uniqueid.
  /// @param channel the channel.
  /// @param cause the cause for the far end; 0 for 16, normal clearing.
  /// @return false when there is no such channel.
  bool hang_up(std::string_view channel, int cause = 0);
  /// Hangs up everything.
  void hang_up_all();
  /// Sends a channel to another extension; the party it talks to is hung up.
  /// @param channel the channel.
  /// @param context, exten, priority where it goes on.
  /// @return false when there is no such channel, or when it is a called one that has not answered yet.
  bool redirect(std::string_view channel, std::string_view context, std::string_view exten, std::int64_t priority);
  /// Sets a variable of a channel, with the event VarSet.
  /// @param channel the channel.
  /// @param name, value the variable.
  /// @return false when there is no such channel.
  bool set_variable(std::string_view channel, std::string_view name, std::string_view value);
  /// A variable of a channel; empty when not set, nothing when there is no such channel. Also knows `CHANNEL`,
  /// `UNIQUEID`, `CONTEXT`, `EXTEN`, `CALLERID(num)` and `CALLERID(name)`.
  std::optional<std::string> variable(std::string_view channel, std::string_view name) const;

  /// Puts the party that a channel talks to on hold, with the events Hold and MusicOnHoldStart.
  /// @param channel the channel whose telephone does so; its state is "on hold" when it has no other call.
  /// @param music_class the music that it suggests; empty for none.
  /// @return false when it talks to nobody, or holds already.
  bool hold(std::string_view channel, std::string_view music_class = {});
  /// Ends that, with the events MusicOnHoldStop and Unhold.
  /// @return false when the channel does not hold.
  bool unhold(std::string_view channel);
  /// Gives a channel another name, with the event Rename.
  /// @return false when there is no such channel.
  bool rename(std::string_view channel, std::string_view new_name);
  /// Transfers the party that a channel talks to, as the action BlindTransfer does, with the event of this name.
  /// @param channel the channel that transfers, and is hung up.
  /// @param context, exten where the other party goes on; an empty context is that of the channel.
  /// @return false when the channel talks to nobody.
  bool blind_transfer(std::string_view channel, std::string_view context, std::string_view exten);
  /// Begins an attended transfer, as the action Atxfer does: the channel dials the digits (DTMFEnd), puts the other
  /// party on hold, and its telephone calls the target with another channel. When that has answered, and one of the
  /// two channels of the telephone is hung up, the two others are connected, as attended_transfer() does; the same
  /// happens when they have talked for `pbx_options::talk_time()`. A real server moves the same channel, and calls the
  /// target through a Local channel.
  /// @param channel the channel of a telephone that talks.
  /// @param context the value of its variable TRANSFER_CONTEXT; empty for none.
  /// @param exten whom it calls.
  /// @return false when the channel talks to nobody, or is none of a telephone.
  bool begin_transfer(std::string_view channel, std::string_view context, std::string_view exten);
  /// Connects the parties of two calls of one telephone with each other, with the event AttendedTransfer. Both channels
  /// of the telephone are hung up.
  /// @param first the telephone's channel in the call that is transferred.
  /// @param second its channel in the call to the target.
  /// @return false when these are not two answered calls of one telephone.
  bool attended_transfer(std::string_view first, std::string_view second);
  /// Lets another telephone answer a call that rings, with the event Pickup: its new channel takes the place of the one
  /// that rang. The Linkedid of the new channel becomes that of the call, and no event tells so.
  /// @param ringing_channel the channel that rings; not that of a queue's member.
  /// @param endpoint the name of the telephone.
  /// @return false when nothing rings there, or when there is no such telephone.
  bool pick_up(std::string_view ringing_channel, std::string_view endpoint);
  /// Parks a channel, as the action Park does, with the event ParkedCall; the party it talks to is hung up. A channel
  /// that dials the space's number retrieves it (UnParkedCall). When its time is over, ParkedCallTimeOut, it calls back
  /// who parked it; hung up before, it gives up (ParkedCallGiveUp).
  /// @param channel the channel to park.
  /// @param limit how long it may be parked; 0 for `pbx_options::parking()`.
  /// @param timeout_channel whom it calls when its time is over: "PJSIP/alice"; empty for the other party.
  /// @return false when there is no such channel, when it cannot leave what it does, or when the lot is full.
  bool park(std::string_view channel, duration limit = {}, std::string_view timeout_channel = {});
  /// Mutes a channel in its conference, with the event ConfbridgeMute, or lets it be heard again, ConfbridgeUnmute.
  /// @param channel the channel.
  /// @param muted whether it is muted from now on.
  /// @return false when the channel is in no conference, or when it is so already.
  bool mute(std::string_view channel, bool muted);
  /// Mutes members of a conference, or lets them be heard again, as the actions ConfbridgeMute and ConfbridgeUnmute do:
  /// there is an event for each, also for one that is so already.
  /// @param conference its name, in any case.
  /// @param channel the first whose name begins so, in any case; "all" and "participants" are all, since nobody here is
  ///   an administrator of a conference.
  /// @param muted whether they are muted from now on.
  /// @return how many these are.
  std::size_t mute_members(std::string_view conference, std::string_view channel, bool muted);
  /// Adds a member to a queue, as the action QueueAdd does, with the event QueueMemberAdded.
  queue_change queue_add(std::string_view queue, const pbx_member& member);
  /// Removes a member that was added, with the event QueueMemberRemoved. A call that it has goes on.
  queue_change queue_remove(std::string_view queue, std::string_view interface);
  /// Pauses a member, or ends the pause, with the event QueueMemberPause. A member that is paused is not rung.
  /// @param interface the member.
  /// @param paused whether it is paused from now on.
  /// @param queue only in this queue; empty for all.
  /// @param reason shown while it is paused; may be empty.
  /// @return false when there is no such member.
  bool queue_pause(std::string_view interface, bool paused, std::string_view queue = {}, std::string_view reason = {});
  /// Changes the penalty of a member, with the event QueueMemberPenalty. Parameters and result as above.
  bool queue_penalty(std::string_view interface, std::int64_t penalty, std::string_view queue = {});
  /// Changes whether a member is rung although it is in use, with the event QueueMemberRinginuse; it is only reported,
  /// as the queues here never ring telephones in use. Parameters and result as above.
  bool queue_ring_in_use(std::string_view interface, bool value, std::string_view queue = {});
  /// Changes the configuration of a queue, or adds one, as an administrator does in queues.conf: it takes effect at the
  /// next queue_reload().
  /// @param queue its name, extension and static members.
  void configure_queue(const pbx_queue& queue);
  /// Removes a queue from the configuration, likewise.
  /// @return false when it is not in the configuration.
  bool remove_queue(std::string_view name);
  /// Applies the configuration, as the action QueueReload does. No event tells of members and queues that come or go:
  /// there are only changes of devices, of pauses and, with `pbx_options::all_states()`, of availability. A queue that
  /// is removed is there until its last caller has left it.
  /// @param queue only this one; empty for all.
  void queue_reload(std::string_view queue = {});
  /// Sets the figures of a queue, or of all when it is empty, to 0, as the action QueueReset does, without an event.
  void queue_reset(std::string_view queue = {});

  /// The names of the channels, oldest first.
  std::vector<std::string> channels() const;
  /// A channel as its events describe it, for events of your own about it; nothing when there is no such channel:
  /// `frame_text::event("DTMFEnd").channel("", *pbx.channel(name)).header("Digit", "5")`.
  std::optional<channel_snapshot> channel(std::string_view name) const;
  /// True when there is a channel of this name.
  bool has_channel(std::string_view channel) const;
  /// How many calls there are now.
  std::size_t active_calls() const noexcept;
  /// How many calls have begun so far.
  std::uint64_t started_calls() const noexcept;

  /// The reply to the action Status.
  /// @param channel only this one; empty for all.
  /// @param variables the names of variables to include, separated by commas; "*" for all.
  list_text status(std::string_view channel, std::string_view variables) const;
  /// The reply to the action CoreShowChannels.
  list_text core_show_channels() const;
  /// The reply to the action QueueStatus.
  /// @param queue only this one; empty for all.
  /// @param member only this member's interface; empty for all.
  list_text queue_status(std::string_view queue, std::string_view member) const;
  /// The reply to the action QueueSummary.
  /// @param queue only this one; empty for all.
  list_text queue_summary(std::string_view queue = {}) const;
  /// The reply to the action BridgeList.
  /// @param type only bridges of this type ("basic"); empty for all.
  list_text bridge_list(std::string_view type = {}) const;
  /// The reply to the action BridgeInfo; nothing when there is no such bridge.
  /// @param unique_id the bridge's unique id.
  std::optional<list_text> bridge_info(std::string_view unique_id) const;
  /// The reply to the action ParkedCalls.
  list_text parked_calls() const;
  /// The reply to the action Parkinglots.
  list_text parking_lots() const;
  /// The reply to the action ConfbridgeList; without items when nobody is in this conference.
  list_text confbridge_list(std::string_view conference) const;
  /// The reply to the action ConfbridgeListRooms; without items when nobody is in any conference.
  list_text confbridge_list_rooms() const;
  /// The reply to the action DeviceStateList: telephones, and the devices that stand for queues and for whether their
  /// members are paused.
  list_text device_state_list() const;
  /// The reply to the action ExtensionStateList: each telephone's number is an extension with that telephone as hint.
  list_text extension_state_list() const;
  /// The reply to the action PJSIPShowEndpoints.
  list_text pjsip_show_endpoints() const;

private:
  class implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace ami::testing
