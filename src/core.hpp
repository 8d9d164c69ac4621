// The connection behind the handles: socket, coroutine, timers and what waits, all on one strand.
#pragma once

#include "subscription.hpp"

#include <ami/detail/handler.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>
#include <ami/session/correlator.hpp>
#include <ami/session/login.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ami::detail {

class core_registry;

using strand_type = boost::asio::strand<boost::asio::any_io_executor>;
using clock_type = std::chrono::steady_clock;

class core : public std::enable_shared_from_this<core> {
public:
  core(boost::asio::any_io_executor executor, options how);
  core(const core&) = delete;
  core& operator=(const core&) = delete;
  ~core();

  // Makes it known to its execution context, so that it lets go of everything before the context does.
  void enlist();

  // From any thread.
  const boost::asio::any_io_executor& executor() const noexcept { return executor_; }
  const options& settings() const noexcept { return options_; }
  connection_state state() const noexcept { return state_.load(std::memory_order_acquire); }
  ami::server_version server_version() const noexcept;
  std::uint64_t next_id() const noexcept { return ids_.fetch_add(1, std::memory_order_relaxed); }
  std::string make_action_id(std::uint64_t id) const { return correlator_.make_action_id(id); }
  bool traces() const noexcept;
  void async_connect(reply_handler handler);
  void async_disconnect(reply_handler handler);
  void async_send(prepared_action request, reply_handler handler);
  std::shared_ptr<subscription> subscribe(std::span<const event_filter> filters, const subscribe_options& how);
  // The last handle went away.
  void release();
  // The execution context is being destroyed; no thread runs it any more.
  void abandon();

private:
  // What belongs to the execution context and must go before it does.
  class io_objects {
  public:
    explicit io_objects(const strand_type& strand)
        : strand_{strand}, resolver_{strand}, socket_{strand}, wake_{strand}, deadline_{strand}, action_timer_{strand} {
    }

    strand_type strand_;
    boost::asio::ip::tcp::resolver resolver_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer wake_;          // never expires by itself: the coroutine's condition variable
    boost::asio::steady_timer deadline_;      // of the current phase
    boost::asio::steady_timer action_timer_;  // of the actions in flight
  };

  class waiting_operation {
  public:
    waiting_operation(reply_handler handler, const boost::asio::any_io_executor& fallback, std::uint64_t id)
        : handler_{std::move(handler), fallback}, id_{id} {}

    stored_handler<reply_handler> handler_;
    std::uint64_t id_;
  };

  class action_in_flight {
  public:
    action_in_flight(prepared_action request, std::optional<stored_handler<reply_handler>> handler)
        : request_{std::move(request)}, handler_{std::move(handler)} {}

    prepared_action request_;
    std::optional<stored_handler<reply_handler>> handler_;  // none for our own Logoff
    bool written_ = false;
  };

  class action_deadline {
  public:
    clock_type::time_point when_;
    std::uint64_t id_ = 0;
    bool operator>(const action_deadline& other) const noexcept { return when_ > other.when_; }
  };

  static boost::asio::awaitable<void> run(std::shared_ptr<core> self);
  boost::asio::awaitable<void> establish();
  boost::asio::awaitable<std::vector<boost::asio::ip::tcp::endpoint>> resolve();
  boost::asio::awaitable<void> open_link(const std::vector<boost::asio::ip::tcp::endpoint>& addresses);
  boost::asio::awaitable<void> log_in();
  boost::asio::awaitable<void> read_until_end();
  boost::asio::awaitable<std::size_t> read_some(boost::system::error_code& error);
  boost::asio::awaitable<void> wait_for_writer();

  // The helpers of the coroutine: everything with a branch or a log line is an ordinary function.
  std::optional<std::vector<boost::asio::ip::tcp::endpoint>> literal_address() const;
  void start_resolving(std::shared_ptr<bool> done,
                       std::shared_ptr<std::vector<boost::asio::ip::tcp::endpoint>> addresses);
  bool begin_connecting(const boost::asio::ip::tcp::endpoint& address);
  bool link_opened(const boost::asio::ip::tcp::endpoint& address, boost::system::error_code error);
  void begin_login();
  session::login::step log_in_with_buffered();
  session::login::step after_login_step(session::login::step step);
  void logged_in();
  void read_ended(boost::system::error_code error);
  void dispatch_buffered();
  void dispatch_frame(const wire::raw_frame& raw);
  void finish();
  void run_ended(const std::exception_ptr& failure);

  void set_state(connection_state value);
  void arm_deadline(options::duration limit, boost::system::error_code what);
  void disarm_deadline();
  void stop(boost::system::error_code reason);
  bool stopping() const noexcept { return static_cast<bool>(stop_reason_); }

  void do_connect(std::unique_ptr<waiting_operation> operation);
  void do_disconnect(std::unique_ptr<waiting_operation> operation);
  void do_send(prepared_action request, stored_handler<reply_handler> handler);
  void do_release();
  void cancel_connect(std::uint64_t id);
  void cancel_disconnect(std::uint64_t id);
  void cancel_action(std::uint64_t id, boost::asio::cancellation_type type);

  void send_logoff();
  void enqueue(std::uint64_t id);
  void write_queued();
  void written(boost::system::error_code error, std::size_t bytes);
  void reply_arrived();
  void fail_action(std::uint64_t id, boost::system::error_code error, const std::string& detail);
  void fail_all_actions();
  void arm_action_timer();
  void action_timer_fired();

  void publish(const event& value);
  void publish_raw(const wire::raw_frame& raw, event_type type);
  void flush_streams();
  void end_streams(boost::system::error_code reason);
  void refresh_subscriptions();

  void complete(stored_handler<reply_handler> operation, boost::system::error_code error, reply result);
  static reply make_reply(std::string detail, outcome how, std::string action_id = {}, response answer = {});

  bool alive() const;
  static void refuse(reply_handler handler);
  template <class Function>
  void on_strand(Function&& function);

  bool logs(int level) const noexcept;
  void log(int level, const std::string& text) const;
  void log_frame(const wire::raw_frame& raw) const;
  void log_stray(const wire::raw_frame& raw) const;

  const boost::asio::any_io_executor executor_;
  const options options_;
  const std::uint64_t number_;  // for the log
  mutable std::atomic<std::uint64_t> ids_{1};
  std::atomic<connection_state> state_{connection_state::disconnected};
  std::atomic<std::uint64_t> version_{0};

  mutable std::mutex life_mutex_;
  std::shared_ptr<core_registry> registry_;
  std::optional<io_objects> io_;
  bool alive_ = true;

  // On the strand from here on.
  wire::frame_reader reader_;
  session::correlator correlator_;
  std::optional<session::login> login_;
  std::unique_ptr<waiting_operation> connect_operation_;
  std::vector<std::unique_ptr<waiting_operation>> disconnect_operations_;
  std::unordered_map<std::uint64_t, action_in_flight> actions_;
  std::deque<std::uint64_t> unsent_;
  std::vector<std::pair<std::uint64_t, std::size_t>> in_write_;  // action, where its bytes begin in write_buffer_
  std::string write_buffer_;
  std::vector<action_deadline> deadlines_;  // a heap, earliest first; may hold entries of finished actions
  clock_type::time_point action_timer_at_ = clock_type::time_point::max();
  std::uint64_t deadline_generation_ = 0;
  std::uint64_t logoff_id_ = 0;
  std::size_t read_size_ = 0;
  boost::system::error_code stop_reason_;
  boost::system::error_code deadline_error_;  // set when the deadline of the phase passed
  boost::system::error_code link_error_;      // why the last address failed
  std::string stop_detail_;
  response refusal_;
  bool established_ = false;
  bool running_ = false;
  bool writing_ = false;
  bool released_ = false;

  // Subscribing works from any thread; the strand takes the list over when it has changed.
  std::mutex subscriptions_mutex_;
  std::vector<std::shared_ptr<subscription>> new_subscriptions_;
  std::atomic<bool> subscriptions_changed_{false};
  std::vector<std::shared_ptr<subscription>> subscriptions_;
};

// Counts the user's handles: operations own the core, and only handles own this.
class handle_guard {
public:
  explicit handle_guard(std::shared_ptr<core> owner) noexcept : core_{std::move(owner)} {}
  handle_guard(const handle_guard&) = delete;
  handle_guard& operator=(const handle_guard&) = delete;
  ~handle_guard() { core_->release(); }

private:
  std::shared_ptr<core> core_;
};

}  // namespace ami::detail
