// Watches the PBXs and makes the messages for browsers of what happens: the part of the program that the library runs
// in, on one thread, with callbacks.
#pragma once

#include "wallboard/board.hpp"
#include "wallboard/message_hub.hpp"

#include <ami/cluster.hpp>
#include <ami/cluster_live_state.hpp>
#include <ami/error.hpp>
#include <ami/event_types.hpp>
#include <ami/events/queue.hpp>
#include <ami/library_events.hpp>
#include <ami/options.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace wallboard {

/// A server and how to connect to it.
class pbx_settings {
public:
  std::string name;
  ami::options options;
};

/// How PBXs are watched.
class feed_settings {
public:
  /// The service level of queues that have none of their own; zero for none.
  std::chrono::seconds usual_level{20};
  /// A message with what has changed comes at most this often.
  std::chrono::milliseconds between_messages{250};
  /// How many messages are kept for browsers that come back, and how many bytes of them: five minutes.
  std::size_t messages_kept = 1200;
  std::size_t bytes_kept = std::size_t{8} << 20;
};

/// Watches the PBXs.
/// @par Thread safety What says so, from any thread; all else runs on the thread of its io_context.
class pbx_feed {
public:
  /// @param io runs all handlers, on one thread; it has to outlive the feed.
  /// @param pbxs the servers.
  /// @param settings how they are watched.
  pbx_feed(boost::asio::io_context& io, const std::vector<pbx_settings>& pbxs, const feed_settings& settings);
  pbx_feed(const pbx_feed&) = delete;
  pbx_feed& operator=(const pbx_feed&) = delete;

  /// Begins, from any thread. A server that is down does not hold up the others.
  void start();
  /// Disconnects from all servers and waits for that, from any thread but that of the io_context. No handler runs again
  /// when the io_context has run out of work then.
  void stop();

  /// The whole state as JSON, the position of the last message that it includes, and when it was made.
  class whole_state {
  public:
    std::shared_ptr<const std::string> json;
    message_ring::position position = 0;
    milliseconds time = 0;
  };

  // From any thread but that of the io_context, which answers.
  whole_state state();
  std::string state_of(table only);
  std::pair<bool, std::string> health();

  /// The messages; from any thread.
  message_hub& messages() noexcept { return messages_; }
  /// The servers, and what they do now; from any thread.
  const ami::cluster& pbxs() const noexcept { return pbxs_; }
  const ami::cluster_live_state& live() const noexcept { return live_; }

private:
  using queue_events = ami::event_types<ami::events::queue_caller_join, ami::events::queue_caller_abandon,
                                        ami::events::agent_connect, ami::connection_state_changed>::cluster_stream_type;

  // What the statistics of a server said last.
  class server_counts {
  public:
    ami::error_code refused;  // why connecting has failed for good
    ami::error_code failure;  // why there is no connection
    std::uint64_t events = 0;
    std::uint64_t events_lost = 0;
    std::uint64_t reconnects = 0;
    std::chrono::steady_clock::time_point at;
    bool known = false;
  };

  void connect(const std::string& server);
  void connect_later(const std::string& server);
  void read_changes();
  void read_events();
  void take(const queue_events::value_type& event);
  void tick_later();
  void tick();
  void count_later();
  void count();
  void counted(const std::string& server, const ami::statistics& now);
  moment now();

  template <class Function>
  std::invoke_result_t<Function> ask(Function function);

  boost::asio::io_context& io_;
  ami::cluster pbxs_;
  ami::cluster_live_state live_;
  ami::cluster_live_stream changes_;
  queue_events events_;
  feed_settings settings_;
  board board_;
  message_hub messages_;
  wall_clock clock_;
  std::map<std::string, server_counts, std::less<>> counts_;
  std::map<std::string, boost::asio::steady_timer, std::less<>> retries_;
  boost::asio::steady_timer tick_timer_;
  boost::asio::steady_timer count_timer_;
  whole_state last_state_;
  bool stopping_ = false;
};

}  // namespace wallboard
