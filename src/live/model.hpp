// The PBX in memory: fed with events, list items, gaps and time, it says which list to ask for, and gives snapshots and
// changes. No sockets, no clocks, no threads.
//
//     model.start(now);
//     while (auto request = model.next_request(now)) { send(request->to_action()); ... }
#pragma once

#include "live/call_tables.hpp"
#include "live/change_log.hpp"
#include "live/conference_tables.hpp"
#include "live/device_tables.hpp"
#include "live/list_schedule.hpp"
#include "live/parking_tables.hpp"
#include "live/part_states.hpp"
#include "live/queue_tables.hpp"
#include "live/settings.hpp"

#include <ami/config.hpp>
#include <ami/event.hpp>
#include <ami/live_change.hpp>
#include <ami/live_snapshot.hpp>

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::live {

/// How a list ended.
enum class list_outcome : std::uint8_t {
  complete,           ///< Its completing event came.
  error,              ///< The server refused it with some text, which may mean that it is empty.
  permission_denied,  ///< This user has no right to it.
  unknown_action,     ///< The server does not know the action.
  lost,               ///< It was not sent, or its end never came.
  no_memory,          ///< It was not sent, or not kept, for want of memory.
};

/// What a model has done.
/// @par Thread safety As any value.
class model_counters {
public:
  std::uint64_t events_ = 0;
  std::uint64_t unknown_channels_ = 0;  ///< Channels in events that are not known: such events are late.
  std::uint64_t gaps_ = 0;
  std::uint64_t restarts_ = 0;       ///< Of the server.
  std::uint64_t lists_ = 0;          ///< That were taken over.
  std::uint64_t spoiled_lists_ = 0;  ///< Thrown away because of a gap.
  std::uint64_t comparisons_ = 0;    ///< Of a part that was valid, each with as many lists as it took.
  std::uint64_t repairs_ = 0;        ///< Differences that were real.
};

/// Keeps the state of one PBX. Everything is to be called in the order of the wire: an event, an item or the end of a
/// list where it stands between the others, a gap where the events are missing.
///
/// Each list that next_request() gave has to be ended by exactly one on_list_end() or on_core_status(), also after a
/// gap and when the connection is lost.
///
/// A change for which there is no memory leaves tables behind that are at odds with each other, and nobody can tell
/// which. They all go then, and the server is read anew, as after a gap. Only the constructor and snapshot() throw.
/// @par Thread safety None: it belongs to a strand. Snapshots and changes that it gave may be used anywhere.
class AMI_DECL model {
public:
  explicit model(settings wanted = {});
  model(const model&) = delete;
  model& operator=(const model&) = delete;
  ~model() = default;

  /// There is a connection to a server that is booted, and its events arrive.
  void start(live_time now);
  /// Any event of the server, and the three gaps. Not the items of lists.
  /// @param now when it arrived at the socket.
  void on_event(const event& value, live_time now) noexcept;
  /// The connection is gone: the gap, for a caller that has no memory for the event.
  void on_connection_lost(live_time now) noexcept;
  /// The server said FullyBooted while the client logged in, where no event is seen. Before or after
  /// connection_restored.
  void on_booted(live_time now);

  /// A part cannot be kept because its events do not come, as the caller knows beforehand: a mask leaves them out. Its
  /// lists are asked for no more, until there is another model. What the caller cannot know, such as a missing right to
  /// read events, the model finds out by a list that has what an event should have told.
  /// @param reason for people: "class agent".
  void forbid(live_part part, std::string reason, live_time now) noexcept;

  /// The list to ask for now; nothing when there is none, or one is under way.
  std::optional<list_request> next_request(live_time now) noexcept;
  /// When to call next_request() again at the latest; nothing while a list is under way, or without a connection.
  std::optional<live_time> next_due() const { return schedule_.next_due(); }
  /// An item of the list under way.
  void on_list_item(event item) noexcept;
  /// The list under way has ended: what it has takes effect here.
  /// @param text the server's, where it refused.
  void on_list_end(list_outcome outcome, std::string_view text, live_time now) noexcept;
  /// The same for CoreStatus, when there is a response.
  void on_core_status(wire::frame_view response, live_time now) noexcept;

  /// All valid parts are compared with their lists as soon as may be, and those that failed are read again.
  void verify(live_time now) { schedule_.verify(now); }
  /// Whether each part has been compared or read since then, or has failed and says why. A part that waits for its turn
  /// has not; without a connection there is nothing to wait for.
  bool verified_since(live_time begin) const noexcept;

  /// What there is now. Costs the same for any number of records; the same one is given again when nothing changed.
  live_snapshot snapshot();
  /// Whether changes are collected, for take_changes(). Not from the start.
  void watch(bool on) noexcept { log_.watch(on); }
  /// The changes since the last call, in the order in which they happened.
  std::vector<live_change> take_changes() noexcept { return log_.take(); }
  /// True once after changes for which there was no memory: those of take_changes() do not lead to what there is now.
  bool take_loss() noexcept { return log_.take_loss(); }
  const part_states& states() const noexcept { return states_; }
  model_counters counters() const noexcept;

private:
  void begin(live_time now, live_cause cause) noexcept;
  template <class Function>
  void attempt(live_time now, Function change) noexcept;
  void forget(live_time now) noexcept;
  void apply(const event& value);
  void apply_device_state(wire::frame_view frame);
  void lose_connection();
  void lose_events(std::uint64_t count);
  template <class Lose>
  void lose_all(Lose lose);
  void end_list(list_outcome outcome, std::string_view text);
  void compare_start(wire::frame_view response);
  void take_over_list();
  std::vector<std::string> merge(const list_request& list, list_judge& judge);
  void refuse_list(list_outcome outcome, std::string_view text);
  void forget_places(live_part part);
  bool hears(live_part part) const noexcept;
  void note_class(const event& value);
  void miss_class_of(live_part part);
  void forget_calls();

  settings settings_;
  change_log log_;
  part_states states_;
  list_schedule schedule_;
  call_tables calls_;
  queue_tables queues_;
  device_tables devices_;
  parking_tables parking_;
  conference_tables conferences_;
  std::vector<event> items_;             // of the list under way
  bool items_lost_ = false;              // there was no memory for some of them
  std::string started_;                  // when the server was, in its words
  std::uint32_t heard_ = 0;              // classes of which an event has come since the login
  std::bitset<live_part_count> silent_;  // parts whose events do not come, as a list has shown
  std::shared_ptr<const snapshot_data> last_snapshot_;
  model_counters counters_;
};

}  // namespace ami::live
