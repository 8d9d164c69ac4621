// The last messages for browsers, as server-sent events. All browsers share them: one that reads slowly costs its
// position, which falls out of the ring in the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wallboard {

/// Messages with ids RUN-1, RUN-2 and so on, bounded by their number and their bytes. No lock of its own.
class message_ring {
public:
  using position = std::uint64_t;  // the number of the last message that a browser has; 0 for none
  using message = std::shared_ptr<const std::string>;

  /// @param run what tells this run of the program from others: ids of another run are none of these.
  /// @param max_messages, max_bytes how much is kept.
  message_ring(std::string run, std::size_t max_messages, std::size_t max_bytes)
      : run_{std::move(run)}, max_messages_{max_messages}, max_bytes_{max_bytes} {}

  /// Adds a message.
  /// @param event its type.
  /// @param data its data, a text of one line.
  void append(std::string_view event, std::string_view data);

  /// The message after a position; null when there is none yet.
  /// @pre `keeps(after)`
  message next(position after) const { return after == last_ ? nullptr : messages_[after - first_before()]; }
  /// Whether all messages after this position are there.
  bool keeps(position after) const noexcept { return after <= last_ && after >= first_before(); }

  /// The position of the newest message.
  position last() const noexcept { return last_; }
  /// The id of a position: "RUN-7".
  std::string id_of(position at) const { return run_ + '-' + std::to_string(at); }
  /// The position of an id; nothing when it is none of this run.
  std::optional<position> position_of(std::string_view id) const;

private:
  position first_before() const noexcept { return last_ - messages_.size(); }

  std::string run_;
  std::size_t max_messages_;
  std::size_t max_bytes_;
  std::deque<message> messages_;
  std::size_t bytes_ = 0;
  position last_ = 0;
};

}  // namespace wallboard
