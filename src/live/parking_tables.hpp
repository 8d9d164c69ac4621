// Parking lots and parked calls, kept from events and lists. No sockets, no clocks.
#pragma once

#include "live/call_tables.hpp"
#include "live/change_log.hpp"
#include "live/list_judge.hpp"
#include "live/record_table.hpp"

#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/live_room.hpp>

#include <span>
#include <string_view>

namespace ami::live {

/// The part "parking". It tells the calls who is parked.
/// @par Thread safety None.
class AMI_DECL parking_tables {
public:
  /// @param log, calls outlive this.
  parking_tables(change_log& log, call_tables& calls) noexcept
      : lots_{log, live_part::parking}, parked_{log, live_part::parking}, log_{&log}, calls_{&calls} {}

  void on_event(const event& value);
  /// Parkinglots.
  void merge_lots(std::span<const event> items, list_judge& judge);
  /// ParkedCalls.
  void merge_parked(std::span<const event> items, list_judge& judge);
  /// The server was started anew, or nothing will be known of parking: nobody is parked.
  void clear_calls();
  /// As call_tables::forget().
  void forget() noexcept {
    lots_.forget();
    parked_.forget();
  }
  /// The channels are listed: those who are parked are told to the calls again.
  void tell_calls();

  void begin_changes() noexcept;
  const record_table<live_parking_lot>& lots() const noexcept { return lots_; }
  const record_table<live_parked_call>& parked() const noexcept { return parked_; }
  live_table<live_parking_lot> freeze_lots() { return lots_.freeze(); }
  live_table<live_parked_call> freeze_parked() { return parked_.freeze(); }

private:
  live_parked_call parked_of(wire::frame_view frame, bool exact) const;
  void on_parked(wire::frame_view frame);
  void add(live_parked_call parked);
  void remove(std::string_view uniqueid);
  void remove_from_space(std::string_view lot, std::string_view space);
  void rename(std::string_view uniqueid, std::string_view name);

  record_table<live_parking_lot> lots_;
  record_table<live_parked_call> parked_;
  change_log* log_;
  call_tables* calls_;
};

}  // namespace ami::live
