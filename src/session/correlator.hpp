// Which reply belongs to which action, and which events belong to a list. No sockets, no clocks.
#pragma once

#include "base/number_map.hpp"
#include "base/text_hash.hpp"
#include "catalogue/reply_plan.hpp"
#include "session/pending_action.hpp"

#include <ami/reply.hpp>
#include <ami/server_version.hpp>
#include <ami/wire/frame.hpp>
#include <ami/wire/frame_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ami::session {

/// A random text that makes ActionIDs unique among all clients of all servers: 16 characters.
std::string make_id_prefix();

/// The table of the actions in flight. Matches frames to them by their ActionID, never by order: frames that belong to
/// none of them occur.
///
/// An action is added before it is written, and leaves the table with its reply (a list with its last event), or by
/// remove() and abandon(). A list is open when the response carries `EventList: start`; it is complete with the event
/// of its ActionID that carries `EventList: Complete`; for the few actions that do it otherwise see
/// `catalogue::reply_form`. An event of an ActionID without an open list is nobody's reply (OriginateResponse). Text
/// without an ActionID is that of the first action with `catalogue::reply_form::text` that was written and is not
/// complete.
/// @par Thread safety None.
class correlator {
public:
  /// Names an action in flight; never used twice.
  using key = std::uint64_t;

  /// What a frame was.
  enum class verdict : std::uint8_t {
    not_ours,  ///< No action in flight has its ActionID, or it is an ordinary event.
    consumed,  ///< Part of a reply that is not complete: see subject().
    item,      ///< An item of a streamed list: see subject() and take_item().
    overflow,  ///< An item or text that would exceed the limits of its reply, and was not kept: see subject().
    complete,  ///< The last part: see finished().
    late,      ///< Part of the reply to an abandoned action.
  };

  /// The size of the largest ActionID that make_action_id() makes.
  static constexpr std::size_t max_made_bytes = 64;
  /// How many abandoned actions are remembered.
  static constexpr std::size_t max_abandoned = 1024;

  /// @param id_prefix the first part of the generated ActionIDs; of at most 43 bytes.
  explicit correlator(std::string id_prefix);

  /// The first part of the generated ActionIDs.
  const std::string& prefix() const noexcept { return prefix_; }

  /// The next ActionID, `<prefix>-<counter>`, for the action that will be added with `id`.
  std::string make_action_id(key id) const;

  /// Writes the same ActionID to `to`, and returns it.
  std::string_view make_action_id(key id, std::span<char, max_made_bytes> to) const noexcept;

  /// The ActionID of the Ping that has to follow an action of the form `catalogue::reply_form::text` at once. A server
  /// answers the actions of a connection in their order, so the text that comes before the reply to this Ping is all of
  /// the action's reply, whether or not it ends with a blank line, holds some, or is empty.
  std::string make_text_end_id(key id) const;

  /// Says that an action of the form `catalogue::reply_form::text`, which was added before, has been written. From now
  /// on text is its, behind that of those that were written before it; without this it gets none.
  void text_written(key id);
  /// Takes that back: it has not left.
  void text_not_written(key id) noexcept;

  /// Adds an action. False, and the action stays with the caller, when its ActionID is in flight already; also when
  /// this throws std::bad_alloc.
  bool add(pending_ptr& action, std::string_view action_id, catalogue::reply_plan plan = {});
  /// As add(), with the ActionID that make_action_id() returns for the action's id.
  bool add_made(pending_ptr& action, catalogue::reply_plan plan = {});

  /// The action in flight of this id; null when there is none.
  pending_action* find_action(key id) noexcept;
  /// Calls `function(action)` for all actions in flight, in no order. It must not add or remove any.
  template <class Function>
  void for_each(Function&& function) const {
    entries_.for_each([&](key /*id*/, const entry& known) {
      if (known.action_ != nullptr) {
        function(std::as_const(*known.action_));
      }
    });
  }

  /// How much is kept of the lists of all actions that have no limits of their own. An item beyond that is given out as
  /// `verdict::overflow`, and not counted; the list stays open, until the caller makes an end with take_partial() and
  /// abandon(). What is not kept in a list (streamed items, the single event of `one_event`) has no limit here.
  void limit_lists(const list_limits& limits) noexcept { limits_ = limits; }
  /// The same for the list of one action that was added, instead of limit_lists().
  void limit_list(key id, const list_limits& limits);
  /// The limits that apply to the list of an action.
  const list_limits& limits_of(key id) const;

  /// Takes an action out that was not sent, or of which nothing can arrive any more. Its reply so far is dropped. Null
  /// when there is none of this id.
  pending_ptr remove(key id);
  /// Takes an action out that was sent, cancelled or timed out: what still arrives of its reply is `late`, so that the
  /// items of its list are not taken for events. Only the last max_abandoned are remembered.
  pending_ptr abandon(key id);
  /// The part of its list that has come; null when none. To be called before remove() or abandon().
  std::shared_ptr<detail::reply_data> take_partial(key id);
  /// Forgets the abandoned actions: the connection ended.
  void forget_abandoned();

  /// Looks at a frame as it lies in the reader's buffer; copies it only when it is part of a reply.
  verdict on_frame(const wire::raw_frame& raw, wire::frame_kind kind);

  /// Whether an event may be part of a reply now: when not, on_frame() says `not_ours` of all events.
  bool takes_events() const noexcept { return open_lists_ != 0 || !texts_.empty(); }

  /// True when a frame stands behind the text in the frame that on_frame() was given last, where no blank line parts
  /// them. It is to be taken at once, and given to on_frame() too.
  bool has_rest() const noexcept { return rest_.has_value(); }
  std::optional<wire::raw_frame> take_rest() noexcept { return std::exchange(rest_, std::nullopt); }

  /// Whether a `Response: Follows` with this ActionID is the reply to an action in flight (or to an abandoned one), so
  /// that what follows is its text: for `wire::frame_reader::expect_output()`.
  bool expects_output(std::string_view action_id, const server_version& server);

  /// The action that the last `consumed`, `item`, `overflow` or `complete` was for; it may be over.
  key subject() const noexcept { return subject_; }
  /// The same; null when it is over. Valid until the table changes.
  pending_action* subject_action() const noexcept { return subject_action_; }
  /// The item that the last `item` was about.
  event take_item() noexcept { return std::move(item_); }
  /// The action that the last `complete` was for, and its reply; outcome `accepted` or `rejected`.
  key finished() const noexcept { return finished_; }
  std::shared_ptr<detail::reply_data> take_finished() noexcept { return std::move(finished_reply_); }
  /// That action, which is not in the table any more; null when it was taken.
  pending_action* finished_action() const noexcept { return finished_action_.get(); }
  pending_ptr take_finished_action() noexcept { return std::move(finished_action_); }

  /// The number of actions in flight.
  std::size_t size() const noexcept { return in_flight_; }
  bool contains(key id) const noexcept;

private:
  // One line of the processor's cache, together with its key in the table.
  class entry {
  public:
    entry(std::string_view name, catalogue::reply_plan plan)
        : plan_{plan}, name_{name.empty() ? nullptr : std::make_unique<std::string>(name)} {}
    bool abandoned() const noexcept { return action_ == nullptr; }
    catalogue::reply_plan plan_;
    std::unique_ptr<std::string> name_;         // an ActionID that was not made here; null otherwise
    std::shared_ptr<detail::reply_data> list_;  // set while a list is open
    pending_ptr action_;                        // null when it was abandoned
  };
  class found_action {
  public:
    explicit operator bool() const noexcept { return entry_ != nullptr; }
    entry* operator->() const noexcept { return entry_; }
    key id_ = 0;
    entry* entry_ = nullptr;
  };
  std::optional<key> own_number(std::string_view action_id) const noexcept;
  std::optional<key> number_on_second_line(const wire::raw_frame& raw) const noexcept;
  found_action find(std::string_view action_id, std::optional<key> number);
  found_action find_in_flight(key id);
  found_action owner_of(const wire::raw_frame& raw, wire::frame_kind kind);
  verdict on_response(found_action found, const wire::raw_frame& raw);
  verdict on_event(found_action found, const wire::raw_frame& raw);
  std::optional<verdict> on_frame_in_text(const wire::raw_frame& raw, wire::frame_kind kind);
  std::size_t find_frame_behind_text(std::string_view text);
  std::optional<key> text_that_ends(std::string_view action_id) noexcept;
  verdict on_text_response(found_action found, const wire::raw_frame& raw);
  verdict add_text(key id, std::string_view text);
  verdict end_text(key id);
  detail::reply_data& open_text(found_action found);
  void give_up_name(found_action found);
  verdict finish(found_action found, std::shared_ptr<detail::reply_data> data);
  void open(found_action found, std::shared_ptr<detail::reply_data> data);
  void close(found_action found);
  void erase(found_action found);
  void erase_abandoned(key id);
  pending_ptr take_action(found_action found) noexcept;
  pending_ptr give_up(found_action found, std::shared_ptr<detail::reply_data> rest);
  void set_subject(found_action found) noexcept;

  std::string prefix_;
  std::string own_line_;               // how the line of an ActionID begins that was made here
  detail::number_map<entry> entries_;  // in flight or abandoned
  std::size_t in_flight_ = 0;
  // By an ActionID that was not made here.
  std::unordered_map<std::string, key, detail::text_hash, std::equal_to<>> named_;
  list_limits limits_;
  std::unordered_map<key, list_limits> own_limits_;  // of the few actions that have some
  std::deque<key> abandoned_;                        // oldest first; may hold finished ones
  std::optional<key> by_place_;                      // the open list that has items without an ActionID
  std::deque<key> texts_;  // written, and answered with text: in flight or abandoned, in the order of their replies
  std::optional<wire::raw_frame> rest_;  // of the frame that was looked at last
  std::size_t open_lists_ = 0;
  key subject_ = 0;
  pending_action* subject_action_ = nullptr;
  event item_;
  key finished_ = 0;
  pending_ptr finished_action_;
  std::shared_ptr<detail::reply_data> finished_reply_;
};

}  // namespace ami::session
