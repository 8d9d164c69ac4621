// The relay at work: connections, live states, the buffer and the sink.
#pragma once

#include "record_maker.hpp"
#include "settings.hpp"
#include "spool.hpp"

#include <ami/cluster.hpp>
#include <ami/cluster_live_state.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spdlog {
class logger;
}

namespace relay {

/// Takes the events of all servers, and has them delivered. All of it runs on one thread, that of the io_context, but
/// the delivery, which has its own.
///
/// When the buffer is full, no more events are taken from the library's queue, which then drops the oldest and says how
/// many: the one place at which events are lost while the connection is there.
class service {
public:
  /// @par Errors Throws what the buffer and the sink throw when they cannot be used.
  service(boost::asio::io_context& io, settings wanted, std::shared_ptr<spdlog::logger> log);
  ~service();
  service(const service&) = delete;
  service& operator=(const service&) = delete;

  /// Begins. Returns at once.
  void begin();
  /// Ends: disconnects, takes what the library has queued, delivers for `settings::drain`, and says what is left. Then
  /// the io_context has nothing more to do.
  void end();
  /// Once it has ended: how many records are lost with the process.
  [[nodiscard]] std::size_t left() const noexcept { return left_; }

private:
  // What is known of a server's gaps, and when its consumers got the state.
  class server_state {
  public:
    explicit server_state(const boost::asio::any_io_executor& executor) : changed{executor} {}

    boost::asio::steady_timer changed;  // cancelled when the next two change
    bool is_down = false;               // its connection is lost, as far as the records go
    bool needs_snapshot = true;
    std::chrono::steady_clock::time_point last;  // snapshot
  };

  [[nodiscard]] std::unique_ptr<buffer> make_buffer();
  [[nodiscard]] std::unique_ptr<sink> make_sink();
  [[nodiscard]] spool::listener make_listener();
  void run(std::uint32_t partitions);
  void watch(boost::asio::awaitable<void> job, const char* name);
  boost::asio::awaitable<void> take_events();
  boost::asio::awaitable<void> write_snapshots(std::string server);
  boost::asio::awaitable<bool> write_snapshot(const std::string& server);
  boost::asio::awaitable<void> flush();
  boost::asio::awaitable<void> report();
  boost::asio::awaitable<void> drain();
  void note_gap(const std::string& server, const ami::event& event);
  void add_marker(const char* type);
  void log_figures() const;

  boost::asio::io_context& io_;
  settings settings_;
  std::shared_ptr<spdlog::logger> log_;
  ami::cluster pbxs_;
  std::unique_ptr<spool> spool_;
  std::optional<record_maker> maker_;
  std::optional<ami::cluster_stream<>> events_;
  std::optional<ami::cluster_live_state> live_;
  std::map<std::string, server_state> servers_;
  std::vector<record> outbox_;  // made, and not yet in the buffer
  boost::asio::steady_timer room_;
  boost::asio::steady_timer report_timer_;
  boost::asio::steady_timer events_ended_;
  std::atomic<bool> waits_for_room_{false};
  std::uint64_t taken_ = 0;
  std::size_t left_ = 0;
  bool is_taking_ = false;
  bool is_ending_ = false;
};

}  // namespace relay
