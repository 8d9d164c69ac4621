// The server of a fake_asterisk: one thread, one io_context, all connections, the simulated PBX.
#pragma once

#include "testing/connection.hpp"
#include "testing/playback.hpp"
#include "testing/request_parser.hpp"

#include <ami/testing/fake_asterisk.hpp>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami::testing::detail {

// Bytes that are not AMI: any but LF, then a blank line.
std::string garbage(std::size_t size, std::uint64_t seed);

class server : public std::enable_shared_from_this<server> {
public:
  explicit server(fake_options options);
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  // Starts listening, which may throw, and starts the thread.
  void start();
  // Ends the thread; nothing runs afterwards.
  void stop();

  // Runs `function` on the server's thread.
  template <class Function>
  void post(Function function) {
    boost::asio::post(context_, std::move(function));
  }
  // Runs `function` on the server's thread, at once when this is it.
  template <class Function>
  void dispatch(Function function) {
    boost::asio::dispatch(context_, std::move(function));
  }
  // Runs `function` on the server's thread and waits for its result.
  template <class Function>
  auto invoke(Function function) -> std::invoke_result_t<Function&> {
    if (context_.get_executor().running_in_this_thread()) {
      return function();
    }
    std::packaged_task<std::invoke_result_t<Function&>()> task{std::move(function)};
    auto result = task.get_future();
    // Asio takes a packaged_task for a completion token where its header for these is included, as in a program that uses
    // futures: the same function would be two.
    post([task = std::move(task)]() mutable { task(); });
    return result.get();
  }

  // ---- From any thread

  const fake_options& options() const noexcept { return options_; }
  std::uint16_t port() const noexcept { return port_; }
  std::vector<request> requests() const;
  void clear_requests();
  std::optional<request> wait_for_request(std::string_view name, std::chrono::milliseconds limit);
  bool wait_for_sessions(std::size_t count, std::chrono::milliseconds limit) const;
  bool wait_for_no_connections(std::chrono::milliseconds limit) const;
  bool wait_for_played(std::uint64_t count, std::chrono::milliseconds limit) const;
  std::vector<session> sessions() const;
  std::size_t connections() const;
  bool is_open(std::uint64_t id) const;
  std::string user_of(std::uint64_t id) const;
  std::uint64_t accepted() const noexcept { return accepted_; }
  std::uint64_t logins() const noexcept { return logins_; }
  std::uint64_t failed_logins() const noexcept { return failed_logins_; }
  std::uint64_t received_requests() const noexcept { return received_requests_; }
  std::uint64_t received_bytes() const noexcept { return received_bytes_; }
  std::uint64_t sent_bytes() const noexcept { return sent_bytes_; }
  std::uint64_t close_notifies() const noexcept { return close_notifies_; }
  std::string tls_server_name() const;

  // ---- On the server's thread only

  void on(std::string name, fake_asterisk::handler function);
  void off(std::string_view name);
  void on_command(std::string command, std::string output, bool success);
  void set_variable(std::string name, std::string value);
  std::optional<std::string> variable(std::string_view name) const;

  void handle(connection& from, received_message message);
  void answer_by_default(connection& from, const request& action);
  void broadcast(const frame_text& event);
  void flood(std::uint64_t count, double per_second);
  void log_in(connection& from, const std::string& user);

  // The PBX, advanced to this moment; to be called again for each use.
  simulated_pbx& pbx();
  void originate(const pbx_call& call);

  std::shared_ptr<connection> find(std::uint64_t id);
  // Calls `function` with each connection; it may end that connection, but no other.
  template <class Function>
  void for_each(Function function) {
    for (auto next = connections_.begin(); next != connections_.end();) {
      const auto current = (next++)->second;
      function(*current);
    }
  }
  lasting_faults& faults() noexcept { return faults_; }
  void shut_down_gracefully(bool on) noexcept { shutting_down_ = on; }
  void refuse_sessions(bool on) noexcept { refuse_sessions_ = on; }
  void mute_sessions(bool on) noexcept { mute_sessions_ = on; }
  void shut_down(bool restarts);
  void restart(std::chrono::milliseconds boot_time);
  void finish_boot();
  // Moves the clock, and does what becomes due.
  void advance(std::chrono::milliseconds by);
  void play(const recording& recorded_session, double speed);
  void stop_listening();
  void listen_again();

  // Called by connections.
  void logged_in(const connection& who);
  void gone(const connection& who);
  void count_received(std::size_t bytes) noexcept { received_bytes_ += bytes; }
  void count_sent(std::size_t bytes) noexcept { sent_bytes_ += bytes; }
  void count_close_notify() noexcept { ++close_notifies_; }
  void asked_for(std::string name);
  boost::asio::ssl::context* tls() noexcept { return tls_ ? &*tls_ : nullptr; }

private:
  using clock = std::chrono::steady_clock;
  using default_answer = void (server::*)(connection&, const request&);

  class known_action;
  class active_flood;
  // A recording that is being played to a client.
  class active_play {
  public:
    std::uint64_t client;  // the connection's id
    play_through through;
    bool waits = false;  // for the client to take what was sent
  };

  static std::optional<boost::asio::ssl::context> make_tls(const fake_options& options);
  static const std::vector<known_action>& known_actions();
  static const known_action* find_action(std::string_view name);

  void accept();
  // The clock of the PBX and of recordings, which a test may move.
  clock::time_point now() const;
  void jump_to(clock::time_point when);
  void set_timer(boost::asio::steady_timer& timer, clock::time_point when);
  play_through::time played_time() const;
  void begin_play(const connection& client);
  bool play_due(active_play& play);
  void play_due();
  void run_plays();
  void advance_pbx();
  void run_pbx();
  void pbx_event(const frame_text& event);
  std::unique_ptr<simulated_pbx> make_pbx();
  void run_floods();
  session make_session(const connection& who, std::string action_id);
  static void respond(connection& to, const request& action, frame_text answer);
  static void respond_error(connection& to, const request& action, std::string_view message);
  static void respond_unknown(connection& to, const request& action);
  static void respond_success(connection& to, const request& action, std::string_view message);
  static frame_text success(std::string_view message);
  static frame_text error(std::string_view message);
  // Changes the PBX and sends the response that `change` returns; the events of the change follow it.
  template <class Change>
  void respond_before_events(connection& from, const request& action, Change change) {
    simulated_pbx& telephones = pbx();
    held_events_.emplace();
    respond(from, action, change(telephones));
    const std::vector<frame_text> held = *std::exchange(held_events_, std::nullopt);
    for (const frame_text& event : held) {
      broadcast(event);
    }
  }
  const fake_user* find_user(std::string_view name) const;
  void fail_login(connection& from, const request& action, std::string_view message);

  void answer_login(connection& from, const request& action);
  void answer_challenge(connection& from, const request& action);
  void answer_logoff(connection& from, const request& action);
  void answer_ping(connection& from, const request& action);
  void answer_filter(connection& from, const request& action);
  void answer_events(connection& from, const request& action);
  void answer_list_commands(connection& from, const request& action);
  void answer_command(connection& from, const request& action);
  void answer_core_settings(connection& from, const request& action);
  void answer_core_status(connection& from, const request& action);
  void answer_user_event(connection& from, const request& action);
  void answer_getvar(connection& from, const request& action);
  void answer_setvar(connection& from, const request& action);
  void answer_originate(connection& from, const request& action);
  void answer_hangup(connection& from, const request& action);
  void answer_redirect(connection& from, const request& action);
  void answer_status(connection& from, const request& action);
  void answer_core_show_channels(connection& from, const request& action);
  void answer_queue_status(connection& from, const request& action);
  void answer_atxfer(connection& from, const request& action);
  void answer_blind_transfer(connection& from, const request& action);
  void answer_park(connection& from, const request& action);
  void answer_parked_calls(connection& from, const request& action);
  void answer_parking_lots(connection& from, const request& action);
  void answer_confbridge_mute(connection& from, const request& action);
  void answer_confbridge_unmute(connection& from, const request& action);
  void mute_members(connection& from, const request& action, bool muted);
  void answer_confbridge_list(connection& from, const request& action);
  void answer_confbridge_list_rooms(connection& from, const request& action);
  void answer_queue_add(connection& from, const request& action);
  void answer_queue_remove(connection& from, const request& action);
  void answer_queue_pause(connection& from, const request& action);
  void answer_queue_penalty(connection& from, const request& action);
  void answer_queue_ring_in_use(connection& from, const request& action);
  void answer_queue_reload(connection& from, const request& action);
  void answer_queue_reset(connection& from, const request& action);
  void answer_queue_summary(connection& from, const request& action);
  void answer_bridge_list(connection& from, const request& action);
  void answer_bridge_info(connection& from, const request& action);
  void answer_device_state_list(connection& from, const request& action);
  void answer_extension_state_list(connection& from, const request& action);
  void answer_pjsip_show_endpoints(connection& from, const request& action);

  fake_options options_;
  std::optional<boost::asio::ssl::context> tls_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer accept_timer_;
  boost::asio::steady_timer pbx_timer_;
  boost::asio::steady_timer flood_timer_;
  boost::asio::steady_timer boot_timer_;
  boost::asio::steady_timer play_timer_;
  clock::time_point manual_now_ = clock::now();
  clock::duration skipped_{0};  // by advance()
  clock::time_point started_ = manual_now_;
  std::chrono::system_clock::time_point started_at_ = std::chrono::system_clock::now();
  std::atomic<std::uint16_t> port_{0};
  std::unique_ptr<simulated_pbx> pbx_;  // a restart makes another one
  std::int64_t clock_origin_;           // of its Uniqueids
  std::uint64_t restarts_ = 0;
  bool booting_ = false;                                // modules are not loaded yet
  std::optional<std::vector<frame_text>> held_events_;  // of the PBX, while an action changes it
  std::mt19937_64 random_{std::random_device{}()};
  std::map<std::uint64_t, std::shared_ptr<connection>> connections_;
  std::map<std::string, std::shared_ptr<const fake_asterisk::handler>, std::less<>> handlers_;
  std::map<std::string, std::pair<std::string, bool>, std::less<>> commands_;
  std::map<std::string, std::string, std::less<>> variables_;
  std::vector<active_flood> floods_;
  std::shared_ptr<const playback_plan> plan_;  // null when nothing is played
  double play_speed_ = 1;
  std::vector<active_play> plays_;
  // The users whose link ended as in the recording, and the link that they get when they come back.
  std::deque<std::pair<std::string, std::size_t>> returning_;
  lasting_faults faults_;
  bool pbx_tick_is_due_ = false;
  bool shutting_down_ = false;
  bool refuse_sessions_ = false;
  bool mute_sessions_ = false;

  std::atomic<std::uint64_t> accepted_{0};
  std::atomic<std::uint64_t> logins_{0};
  std::atomic<std::uint64_t> failed_logins_{0};
  std::atomic<std::uint64_t> received_requests_{0};
  std::atomic<std::uint64_t> received_bytes_{0};
  std::atomic<std::uint64_t> sent_bytes_{0};
  std::atomic<std::uint64_t> close_notifies_{0};

  // State that other threads read, guarded by the mutex.
  class open_session {
  public:
    std::string user;
    bool logged_in = false;
  };
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::string tls_server_name_;
  std::deque<request> requests_;
  std::uint64_t played_ = 0;  // recordings that were played to their end
  std::map<std::string, std::uint64_t, std::less<>>
      waited_for_;  // by name: the sequence number of the last request that was returned
  std::map<std::uint64_t, open_session> open_;

  std::thread thread_;
};

}  // namespace ami::testing::detail
