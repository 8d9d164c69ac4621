// Channels, bridges and calls, kept from events and lists. No sockets, no clocks.
#pragma once

#include "live/change_log.hpp"
#include "live/channel_headers.hpp"
#include "live/list_judge.hpp"
#include "live/record_table.hpp"
#include "live/shown_channels.hpp"

#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/live_channel.hpp>
#include <ami/snapshot.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ami::live {

/// The part "channels". Events set absolute values, so that one that comes twice or late does no harm; only Newchannel
/// and lists make a channel, since events for channels that are gone come, too.
/// @par Thread safety None.
class AMI_DECL call_tables {
public:
  /// @param log outlives this.
  explicit call_tables(change_log& log);

  /// Any event: the channel that it is about is updated, and what it tells besides is applied.
  void on_event(const event& value);
  /// Events are missing: from the next list on nothing is known of what lists do not tell, hold and who dials whom, but
  /// for channels of which an event tells it before.
  void on_gap();
  /// CoreShowChannels: the items of the whole list.
  void merge_channels(std::span<const event> items, list_judge& judge);
  /// BridgeList.
  void merge_bridges(std::span<const event> items, list_judge& judge);
  /// The server was started anew: nothing of it is left.
  void clear();
  /// There was no memory for a change: the tables may be at odds with each other, and go.
  void forget() noexcept;

  /// The channel waits in a queue, or waits no more. An unknown channel is ignored, here and below.
  void set_waiting(std::string_view uniqueid, std::string_view queue, const live_since& since);
  void end_waiting(std::string_view uniqueid);
  /// The call that the channel is of waited that long for a member.
  void set_queue_wait(std::string_view uniqueid, std::chrono::seconds wait);
  /// The channel is parked, or no more.
  void set_parked(std::string_view uniqueid, std::string_view lot, const live_since& since);
  void end_parked(std::string_view uniqueid);

  /// The bridge of a conference; empty when it is not known.
  std::string conference_bridge(std::string_view conference) const;

  /// Events that showed a channel which is not known.
  std::uint64_t dropped() const noexcept { return dropped_; }

  void begin_changes() noexcept;
  const record_table<live_channel>& channels() const noexcept { return channels_; }
  const record_table<live_bridge>& bridges() const noexcept { return bridges_; }
  const record_table<live_call>& calls() const noexcept { return calls_; }
  live_table<live_channel> freeze_channels() { return channels_.freeze(); }
  live_table<live_bridge> freeze_bridges() { return bridges_.freeze(); }
  live_table<live_call> freeze_calls() { return calls_.freeze(); }

private:
  // channels.cpp
  void show_channel(const event& value);
  void on_new_channel(wire::frame_view frame);
  void update(const channel_headers& shown);
  void update(const live_channel& known, const channel_headers& shown, list_judge* judge);
  void update_place(record_editor<live_channel>& channel, const channel_headers& shown);
  void on_new_exten(wire::frame_view frame);
  void on_hangup(std::string_view uniqueid);
  void on_rename(wire::frame_view frame);
  void on_hold(wire::frame_view frame, bool held);
  void on_dial(wire::frame_view frame, bool begins);
  void add_channel(const channel_headers& shown, const live_since& since, bool seen_from_start);
  void remove_channel(std::string_view uniqueid);
  void merge_channel(wire::frame_view item, list_judge& judge);
  void end_gap();
  void settle_untold(const live_channel& known, list_judge& judge);

  // bridges.cpp
  void on_bridge_event(const event& value);
  void show_bridge(const bridge_snapshot& shown, list_judge* judge);
  void enter_bridge(std::string_view uniqueid, std::string_view bridge, std::optional<live_since> since);
  void leave_bridge(std::string_view uniqueid);
  void destroy_bridge(std::string_view id);
  void share_oldest_linkedid(std::string_view bridge);

  // calls.cpp
  void join_call(std::string_view uniqueid, std::string_view linkedid, const live_since& since);
  void leave_call(std::string_view uniqueid, std::string_view linkedid, std::string_view next);
  void touch_call(std::string_view linkedid);
  void touch_calls_in(std::string_view bridge);
  void settle_calls();
  void settle_call(std::string_view linkedid);
  live_call_status status_of(const live_call& call) const;
  live_call_status status_in_bridge(const live_bridge& bridge) const;
  void date_status(std::string_view linkedid, live_call_status status, const live_since& since);

  record_table<live_channel> channels_;
  record_table<live_bridge> bridges_;
  record_table<live_call> calls_;
  shown_channels shown_;
  std::vector<std::string> touched_;                       // calls whose status may be another
  std::deque<std::pair<std::string, live_time>> hung_up_;  // a short time ago
  std::unordered_set<std::string> holds_heard_;            // channels whose hold was told since the gap
  std::unordered_set<std::string> dials_heard_;            // and by whom they are dialed
  change_log* log_;
  std::uint64_t dropped_ = 0;
  bool after_gap_ = false;  // until the next list
};

/// The older of two Linkedids, which begin with the time at which the server made them.
/// @return nothing when that cannot be told, as for one that a client chose.
AMI_DECL std::optional<std::string_view> older_linkedid(std::string_view a, std::string_view b) noexcept;

}  // namespace ami::live
