// Conferences with their participants, kept from events and lists. No sockets, no clocks.
#pragma once

#include "live/call_tables.hpp"
#include "live/change_log.hpp"
#include "live/list_judge.hpp"
#include "live/record_table.hpp"

#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/live_room.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ami::live {

/// The part "conferences".
/// @par Thread safety None.
class AMI_DECL conference_tables {
public:
  /// @param log, calls outlive this.
  conference_tables(change_log& log, const call_tables& calls) noexcept
      : conferences_{log, live_part::conferences}, log_{&log}, calls_{&calls} {}

  void on_event(const event& value);
  /// ConfbridgeListRooms.
  /// @param bridges_known whether the bridges of the calls can be relied on.
  /// @return the names of all rooms that the list has: each has a list of its own.
  std::vector<std::string> merge_rooms(std::span<const event> items, list_judge& judge, bool bridges_known);
  /// ConfbridgeList of one conference; one that is not known is ignored.
  void merge_participants(std::string_view name, std::span<const event> items, list_judge& judge);
  /// The server was started anew.
  void clear() { conferences_.clear(); }
  /// As call_tables::forget().
  void forget() noexcept { conferences_.forget(); }

  void begin_changes() noexcept { conferences_.begin_changes(); }
  const record_table<live_conference>& conferences() const noexcept { return conferences_; }
  live_table<live_conference> freeze() { return conferences_.freeze(); }

private:
  live_conference& edit_or_add(std::string_view name);
  void show_bridge(std::string_view name, wire::frame_view frame);
  void on_join(std::string_view name, wire::frame_view frame);
  void on_leave(std::string_view name, std::string_view uniqueid);
  template <class Value>
  void set_everywhere(std::string_view uniqueid, std::string live_participant::*member, const Value& value);
  template <class Member, class Value>
  void set(std::string_view name, std::string_view uniqueid, Member live_participant::*member, const Value& value);
  live_participant participant_of(wire::frame_view frame) const;
  void merge_participant(std::string_view name, wire::frame_view item, list_judge& judge);

  record_table<live_conference> conferences_;
  change_log* log_;
  const call_tables* calls_;
};

}  // namespace ami::live
