// Which reply belongs to which action, and which events belong to a list. No sockets, no clocks.
#pragma once

#include <ami/config.hpp>
#include <ami/reply.hpp>
#include <ami/wire/frame.hpp>
#include <ami/wire/frame_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ami::session {

/// A random text that makes ActionIDs unique among all clients of all servers: 16 characters.
AMI_DECL std::string make_id_prefix();

/// Matches frames to the actions in flight by their ActionID, never by order: frames that belong to nobody occur.
///
/// An action is added before it is written and removed by its reply, by complete lists by their last event, or by
/// remove(). A list is open when the response carries `EventList: start`; it is complete with the event of its
/// ActionID that carries `EventList: Complete`. An event of an ActionID without an open list is nobody's reply
/// (OriginateResponse).
/// @par Thread safety None.
class AMI_DECL correlator {
public:
  /// Names an action in flight; never used twice.
  using key = std::uint64_t;

  /// What a frame was.
  enum class verdict : std::uint8_t {
    not_ours,  ///< No action in flight has its ActionID, or it is an ordinary event.
    consumed,  ///< Part of a reply that is not complete.
    complete,  ///< The last part: see finished().
  };

  /// @param id_prefix the first part of the generated ActionIDs.
  explicit correlator(std::string id_prefix);

  /// The first part of the generated ActionIDs.
  const std::string& prefix() const noexcept { return prefix_; }

  /// The next ActionID, `<prefix>-<counter>`, for the action that will be added with `id`.
  std::string make_action_id(key id) const;

  /// Adds an action. False when its ActionID is in flight already.
  bool add(key id, std::string_view action_id);

  /// Takes an action out: cancelled, timed out, or the connection is gone. Its reply so far is dropped; what may still
  /// arrive for it belongs to nobody.
  bool remove(key id);

  /// Looks at a frame as it lies in the reader's buffer; copies it only when it is part of a reply.
  verdict on_frame(const wire::raw_frame& raw, wire::frame_kind kind);

  /// The action that the last `complete` was for, and its reply (response, items, completion; outcome is the caller's).
  key finished() const noexcept { return finished_; }
  std::shared_ptr<detail::reply_data> take_finished() noexcept { return std::move(finished_reply_); }

  /// The number of actions in flight.
  std::size_t size() const noexcept { return pending_.size(); }
  bool contains(key id) const noexcept { return ids_.contains(id); }
  /// Any action in flight.
  std::optional<key> any() const noexcept;

private:
  class text_hash {
  public:
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  class pending {
  public:
    explicit pending(key id) noexcept : id_{id} {}
    key id_;
    std::shared_ptr<detail::reply_data> list_;  // set while a list is open
  };
  using table = std::unordered_map<std::string, pending, text_hash, std::equal_to<>>;

  verdict finish(table::iterator found, std::shared_ptr<detail::reply_data> data);

  std::string prefix_;
  table pending_;
  std::unordered_map<key, std::string_view> ids_;  // views of the table's keys
  std::size_t open_lists_ = 0;
  key finished_ = 0;
  std::shared_ptr<detail::reply_data> finished_reply_;
};

}  // namespace ami::session
