// Hands records from the thread that makes them to the one that delivers them.
#pragma once

#include "buffer.hpp"
#include "delivery.hpp"
#include "sink.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>

namespace relay {

/// How much has gone where.
class spool_figures {
public:
  std::uint64_t confirmed = 0;  // records
  std::uint64_t retries = 0;
  std::size_t records = 0;  // that wait
  std::size_t bytes = 0;
  std::string problem;  // of the disk; empty when all is well
};

/// The buffer, and a thread that delivers its records to the sink. What comes next is decided by `delivery`.
/// @par Thread safety All but begin() and finish() from any thread, these from one.
class spool {
public:
  using duration = std::chrono::milliseconds;

  /// What the thread tells, on that thread; to be quick, and not to call the spool.
  class listener {
  public:
    std::function<void(std::uint32_t partitions)> ready;     // the sink's partitions are known
    std::function<void()> confirmed;                         // there may be room
    std::function<void(const std::string& problem)> failed;  // an attempt failed; not again for the same problem
    std::function<void()> recovered;                         // the first success after that
  };

  spool(std::unique_ptr<buffer> records, std::unique_ptr<sink> target, delivery plan, std::size_t batch, listener told);
  /// Without finish() it ends at once.
  ~spool();
  spool(const spool&) = delete;
  spool& operator=(const spool&) = delete;

  /// Starts the thread.
  /// @param ask whether the sink is to be asked for its partitions first, until it answers.
  void begin(bool ask);
  /// As buffer::number_for().
  [[nodiscard]] numbering number_for(std::uint32_t partitions, std::string new_run);
  /// As buffer::push().
  [[nodiscard]] bool push(std::span<const record> records);
  /// Delivers what is there, for so long at most, and ends the thread.
  /// @return how many records are left.
  std::size_t finish(duration limit);
  [[nodiscard]] spool_figures figures() const;

private:
  void run(bool ask);
  void ask_for_partitions(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] delivery::step next() const;
  void deliver(std::unique_lock<std::mutex>& lock);

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<buffer> records_;
  std::unique_ptr<sink> target_;
  delivery plan_;
  std::size_t batch_;
  listener told_;
  std::string last_problem_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace relay
