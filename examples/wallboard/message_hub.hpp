// Where the threads of the browsers wait for the next message.
#pragma once

#include "wallboard/message_ring.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wallboard {

/// A message_ring for many threads.
/// @par Thread safety All functions, from any thread.
class message_hub {
public:
  explicit message_hub(message_ring ring) : ring_{std::move(ring)} {}

  /// What a wait ended with.
  enum class outcome {
    message,  ///< There is one.
    gone,     ///< Messages after that position are gone: the whole state is needed.
    none,     ///< None came in time.
    closed,   ///< close() was called.
  };

  /// Adds a message, and wakes those who wait.
  void publish(std::string_view event, std::string_view data) {
    {
      const std::lock_guard lock{mutex_};
      ring_.append(event, data);
      ++messages_;
      bytes_ += data.size();
    }
    changed_.notify_all();
  }

  /// Waits for the message after a position.
  std::pair<outcome, message_ring::message> wait_after(message_ring::position position,
                                                       std::chrono::milliseconds limit) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, limit, [&] { return closed_ || position != ring_.last(); });
    if (closed_) {
      return {outcome::closed, nullptr};
    }
    if (!ring_.keeps(position)) {
      return {outcome::gone, nullptr};
    }
    auto found = ring_.next(position);
    return {found ? outcome::message : outcome::none, std::move(found)};
  }

  /// Ends all waits, now and later.
  void close() {
    {
      const std::lock_guard lock{mutex_};
      closed_ = true;
    }
    changed_.notify_all();
  }

  message_ring::position last() const {
    const std::lock_guard lock{mutex_};
    return ring_.last();
  }
  std::string id_of(message_ring::position at) const {
    const std::lock_guard lock{mutex_};
    return ring_.id_of(at);
  }
  /// The position of an id after which messages can be sent; nothing when they cannot.
  std::optional<message_ring::position> resumable(std::string_view id) const {
    const std::lock_guard lock{mutex_};
    const auto position = ring_.position_of(id);
    return position && ring_.keeps(*position) ? position : std::nullopt;
  }
  std::uint64_t messages() const {
    const std::lock_guard lock{mutex_};
    return messages_;
  }
  std::uint64_t bytes() const {
    const std::lock_guard lock{mutex_};
    return bytes_;
  }

private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  message_ring ring_;
  std::uint64_t messages_ = 0;
  std::uint64_t bytes_ = 0;
  bool closed_ = false;
};

}  // namespace wallboard
