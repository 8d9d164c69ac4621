// What all parts of one connection use.
#pragma once

#include "connection/connection_log.hpp"
#include "net/link.hpp"
#include "runtime/alarm.hpp"
#include "runtime/batch_runner.hpp"
#include "runtime/context_executor.hpp"
#include "runtime/serial_executor.hpp"
#include "runtime/signal.hpp"
#include "session/statistics_counters.hpp"

#include <ami/connection_state.hpp>
#include <ami/options.hpp>
#include <ami/server_version.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <cassert>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace ami::detail {

using clock_type = std::chrono::steady_clock;

class read_loop;

// The objects of the execution context, which have to be destroyed before it.
class io_objects {
public:
  // One read may bring thousands of events, more than a stream's queue holds; and when they are few, those who read
  // them find them in the processor's cache.
  static constexpr std::size_t frames_in_batch = 256;

  io_objects(const std::shared_ptr<const context_executor>& context, const boost::asio::any_io_executor& executor)
      : strand_{context}, link_{strand_, executor}, batches_{strand_, context, executor, frames_in_batch},
        addresses_known_{strand_}, reading_over_{strand_}, writing_over_{strand_},
        pause_over_{strand_}, deadline_{strand_}, action_alarm_{strand_}, liveness_alarm_{strand_}, patience_{strand_} {
  }

  serial_executor strand_;
  link link_;
  runtime::batch_runner<read_loop> batches_;
  // The coroutine waits for these.
  runtime::signal addresses_known_;
  runtime::signal reading_over_;
  runtime::signal writing_over_;
  runtime::signal pause_over_;
  runtime::alarm deadline_;      // of the current task
  runtime::alarm action_alarm_;  // of the actions in flight
  runtime::alarm liveness_alarm_;
  runtime::alarm patience_;  // with consumers that have not made room
};

// What any thread may use.
class shared_state {
public:
  // The number of an action, or of another operation that can be cancelled.
  std::uint64_t next_id() const noexcept { return ids_.fetch_add(1, std::memory_order_relaxed); }
  connection_state state() const noexcept { return state_.load(std::memory_order_acquire); }
  // set() belongs to the strand.
  void set(connection_state value) noexcept { state_.store(value, std::memory_order_release); }
  // 0.0.0 before the first greeting.
  ami::server_version server_version() const noexcept;
  void set(ami::server_version value) noexcept;

private:
  mutable std::atomic<std::uint64_t> ids_{1};
  std::atomic<connection_state> state_{connection_state::disconnected};
  std::atomic<std::uint64_t> version_{0};
};

// What the parts of a connection report to the whole of it, on the strand.
class part_owner {
public:
  part_owner(const part_owner&) = delete;
  part_owner& operator=(const part_owner&) = delete;

  // There was no memory for something that may matter: the connection ends.
  virtual void out_of_memory() noexcept = 0;
  // A read or a write ended, and no other follows.
  virtual void transfer_ended() noexcept = 0;

protected:
  part_owner() = default;
  ~part_owner() = default;
};

// The parts of a connection refer to it, and to each other, by reference: the connection owns all of them.
class environment {
public:
  environment(part_owner& owner, boost::asio::any_io_executor executor, options settings);
  environment(const environment&) = delete;
  environment& operator=(const environment&) = delete;

  // Called once, before anything else. `whole`: the connection, which keep() and watch() make their pointers from.
  void owned_by(std::weak_ptr<void> whole) noexcept { whole_ = std::move(whole); }
  // A pointer to a part that keeps the whole connection alive.
  template <class Part>
  std::shared_ptr<Part> keep(Part& part) const noexcept {
    auto whole = whole_.lock();
    assert(whole != nullptr);
    return std::shared_ptr<Part>{std::move(whole), &part};
  }
  // The same without keeping it alive.
  template <class Part>
  std::weak_ptr<Part> watch(Part& part) const noexcept {
    return keep(part);
  }

  // From any thread.
  const std::shared_ptr<context_executor> own_context_;  // to end it
  const std::shared_ptr<const context_executor> context_;
  const options settings_;
  const connection_log log_{settings_};
  shared_state state_;
  // On the strand, or within use() of context_.
  std::optional<io_objects> io_;  // until the execution context ends
  // On the strand.
  statistics_counters counters_;
  part_owner& owner_;

private:
  std::weak_ptr<void> whole_;
};

}  // namespace ami::detail
