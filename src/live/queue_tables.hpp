// Queues with their callers and members, kept from events and lists. No sockets, no clocks.
#pragma once

#include "base/text_hash.hpp"
#include "live/call_tables.hpp"
#include "live/change_log.hpp"
#include "live/list_judge.hpp"
#include "live/record_table.hpp"

#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/live_queue.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ami::live {

/// The part "queues". It tells the calls who waits and how long they waited.
/// @par Thread safety None.
class AMI_DECL queue_tables {
public:
  /// @param log, calls outlive this.
  queue_tables(change_log& log, call_tables& calls) noexcept
      : queues_{log, live_part::queues}, log_{&log}, calls_{&calls} {}

  void on_event(const event& value);
  /// A device has a state; it need not be one of a queue. Reloading queues sends nothing but these for what is new.
  /// @param heard whether events of queues have come since the login: if not, the device of a member is a reason to
  ///   look whether they come at all.
  void on_device(std::string_view name, bool heard);
  /// QueueStatus: the items of the whole list.
  void merge(std::span<const event> items, list_judge& judge);
  /// The server was started anew, or nothing will be known of the queues: nobody waits, and no member talks. The queues
  /// themselves are in the server's files.
  void clear_callers();
  /// As call_tables::forget().
  void forget() noexcept {
    queues_.forget();
    queue_of_caller_.clear();
    doubt_ = false;
  }
  /// The channels are listed: those who wait are told to the calls again.
  void tell_calls();

  /// True once after an event that cannot be so: the list is to be read.
  bool take_doubt() noexcept { return std::exchange(doubt_, false); }

  void begin_changes() noexcept { queues_.begin_changes(); }
  const record_table<live_queue>& queues() const noexcept { return queues_; }
  live_table<live_queue> freeze() { return queues_.freeze(); }

private:
  class listed_queue;

  using caller = live_queue_caller::data;

  // queue_tables.cpp
  void on_join(wire::frame_view frame);
  void on_gone(std::string_view uniqueid);
  void on_leave(wire::frame_view frame);
  template <class Change>
  void change_caller(std::string_view uniqueid, Change change);
  void on_new_caller_id(wire::frame_view frame);
  void on_member(wire::frame_view frame, bool may_be_new);
  void on_member_removed(wire::frame_view frame);
  void on_agent(wire::frame_view frame, bool in_call);
  live_queue& edit_or_add(std::string_view name);
  void check_count(std::string_view queue, wire::frame_view frame);
  void erase_caller(std::string_view queue, std::string_view uniqueid);
  void forget_caller(std::string_view uniqueid);
  void link(const caller& waiting, std::string_view queue);
  bool is_of_member(std::string_view device) const;
  static std::size_t place_of_member(const live_queue& queue, std::string_view interface) noexcept;
  static std::size_t place_of_caller(const live_queue& queue, std::string_view uniqueid) noexcept;
  static live_queue_member member_of(wire::frame_view frame);

  // queue_lists.cpp
  static std::unordered_map<std::string_view, listed_queue> sort_by_queue(std::span<const event> items);
  void merge_queue(std::string_view name, listed_queue& listed, list_judge& judge);
  void merge_members(std::string_view name, const listed_queue& listed, list_judge& judge);
  void merge_member(std::string_view name, wire::frame_view item, list_judge& judge);
  void merge_callers(std::string_view name, listed_queue& listed, list_judge& judge);
  void merge_caller(std::string_view name, std::size_t place, wire::frame_view item, list_judge& judge);
  void merge_order(std::string_view name, const listed_queue& listed, list_judge& judge);
  void remove_queue(std::string_view name);
  static live_queue_figures figures_of(wire::frame_view frame);
  std::shared_ptr<const caller> caller_of(wire::frame_view item) const;

  record_table<live_queue> queues_;
  std::unordered_map<std::string, std::string, ami::detail::text_hash, std::equal_to<>> queue_of_caller_;
  change_log* log_;
  call_tables* calls_;
  bool doubt_ = false;
};

}  // namespace ami::live
