// The connection behind a manager: executes what the parts in session/ and streams/ decide. All of it is on one strand,
// but for what is marked otherwise.
#pragma once

#include "connection/action_in_flight.hpp"
#include "connection/connection_log.hpp"
#include "net/link.hpp"
#include "runtime/alarm.hpp"
#include "runtime/batch_runner.hpp"
#include "runtime/context_executor.hpp"
#include "runtime/context_registry.hpp"
#include "runtime/mailbox.hpp"
#include "runtime/serial_executor.hpp"
#include "runtime/signal.hpp"
#include "session/event_mask.hpp"
#include "session/liveness.hpp"
#include "session/login.hpp"
#include "session/outbox.hpp"
#include "session/pending_actions.hpp"
#include "session/read_size.hpp"
#include "session/statistics_counters.hpp"
#include "session/supervisor.hpp"
#include "streams/event_hub.hpp"
#include "streams/list_source.hpp"

#include <ami/detail/handler.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>
#include <ami/wire/frame_reader.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

class tls_context;

using clock_type = std::chrono::steady_clock;

class connection : public context_member, public list_owner, public std::enable_shared_from_this<connection> {
public:
  connection(boost::asio::any_io_executor executor, options settings);
  ~connection() override;

  // Registers it with its execution context, so that abandon() is called before the context is destroyed.
  void enlist();

  // From any thread.
  boost::asio::any_io_executor executor() const { return context_->get(); }
  const options& settings() const noexcept { return options_; }
  connection_state state() const noexcept { return state_.load(std::memory_order_acquire); }
  ami::server_version server_version() const noexcept;
  std::uint64_t next_id() const noexcept { return ids_.fetch_add(1, std::memory_order_relaxed); }
  std::string_view make_action_id(std::uint64_t id,
                                  std::span<char, session::correlator::max_made_bytes> to) const noexcept {
    return actions_.replies().make_action_id(id, to);
  }
  const connection_log& log() const noexcept { return log_; }
  void async_connect(reply_handler handler);
  void async_disconnect(options::duration limit, reply_handler handler);
  // `own`: the handler's executor, when it is known without asking it.
  void async_send(prepared_action prepared, reply_handler handler, const boost::asio::any_io_executor* own = nullptr);
  std::shared_ptr<list_source> list(prepared_action prepared, const list_options& settings);
  void drop_list(std::uint64_t id) override;
  void async_wait_for(connection_state wanted, reply_handler handler);
  void async_statistics(statistics_handler handler);
  std::shared_ptr<subscription> subscribe(std::span<const event_filter> filters, const subscribe_options& settings);
  // The last handle of the user's is gone.
  void release() noexcept;
  void abandon() override;

private:
  friend class runtime::batch_runner<connection>;

  // One read may bring thousands of events, more than a stream's queue holds; and when they are few, those who read
  // them find them in the processor's cache.
  static constexpr std::size_t frames_in_batch = 256;

  // Objects of the execution context, which have to be destroyed before it.
  class io_objects {
  public:
    io_objects(const serial_executor& strand, const std::shared_ptr<const context_executor>& context,
               const boost::asio::any_io_executor& executor)
        : strand_{strand}, link_{strand, executor}, batches_{strand_, context, executor, frames_in_batch},
          addresses_known_{strand}, reading_over_{strand}, writing_over_{strand},
          pause_over_{strand}, deadline_{strand}, action_alarm_{strand}, liveness_alarm_{strand} {}

    serial_executor strand_;
    link link_;
    runtime::batch_runner<connection> batches_;
    // The coroutine waits for these.
    runtime::signal addresses_known_;
    runtime::signal reading_over_;
    runtime::signal writing_over_;
    runtime::signal pause_over_;
    runtime::alarm deadline_;      // of the current phase
    runtime::alarm action_alarm_;  // of the actions in flight
    runtime::alarm liveness_alarm_;
  };

  class address_wait;
  class address_wait_guard;
  class run_guard;

  // Waits for the socket: transfers.hpp.
  enum class transfer : std::uint8_t { read, write };
  class transfer_handler;
  class read_handler;
  class write_handler;
  class transfer_start;

  // What callers ask for: operations.hpp.
  class request;
  class operation;
  class connect_operation;
  class disconnect_operation;
  class state_wait;
  class send_request;
  class statistics_request;
  class cancel_request;
  class release_request;
  class subscribed_request;
  enum class operation_kind : std::uint8_t { connect, disconnect, send, wait };
  using request_ptr = std::unique_ptr<request>;

  // ---- connection.cpp: requests come in, results go out
  void submit(request_ptr made, std::size_t actions = 0);
  template <class Request, class... Arguments>
  void submit_new(Arguments&&... arguments);
  void submit(action_ptr action);
  void post_drain() noexcept;
  void drain();
  void not_begun(request* failed) noexcept;
  template <class Operation>
  std::unique_ptr<Operation> make_operation(reply_handler& handler, operation_kind kind);
  void assign_slot(reply_handler& handler, operation_kind kind, std::uint64_t id);
  void complete(stored_handler<reply_handler>&& stored, boost::system::error_code error, reply result);
  void complete(recipient&& to, boost::system::error_code error, reply result);
  void complete(action_ptr action, boost::system::error_code error, reply result);
  static reply make_reply(std::string detail, outcome result, std::string action_id = {}, response answer = {});
  void announce_state();
  statistics snapshot();

  // ---- operations.cpp
  void end_waits(const std::function<bool(connection_state)>& ends, boost::system::error_code error);
  void end_disconnects();

  // ---- run.cpp: the coroutine, and what ends its tasks
  void begin_run();
  static boost::asio::awaitable<void> run(std::shared_ptr<connection> self, run_guard guard);
  session::supervisor::task next_task();
  boost::asio::awaitable<void> say_goodbye();
  void attempt_ended();
  void log_attempt_end(const session::attempt_end& end) const;
  void run_broken_off() noexcept;
  void transfer_broken_off(transfer under_way) noexcept;
  void run_ended();
  void conclude();
  void finish();
  void out_of_memory() noexcept;
  // Ends the link, or the attempt to make one; the coroutine sees it at its next step.
  void stop(boost::system::error_code reason, std::string detail = {}, response refusal = {});
  // The same, where reading or writing failed.
  void link_failed(boost::system::error_code reason, std::string detail);
  // As stop(), where nothing is being read: with TLS, the coroutine tells the server before it closes the link.
  void stop_politely(boost::system::error_code reason);
  // As stop(), and no attempt follows.
  void end(boost::system::error_code reason);
  void interrupt();
  bool stopping() const noexcept { return supervisor_.stopping(); }
  void arm_deadline(options::duration limit, boost::system::error_code error);
  void deadline_passed(boost::system::error_code error);
  void disarm_deadline();
  void arm_liveness_timer();
  void liveness_timer_fired();

  // ---- connect.cpp: addresses, TCP, TLS
  boost::asio::awaitable<std::vector<boost::asio::ip::tcp::endpoint>> resolve(server_address server);
  static std::optional<std::vector<boost::asio::ip::tcp::endpoint>> literal_address(const server_address& server);
  std::shared_ptr<address_wait> start_resolving(const server_address& server);
  void resolved(address_wait& wait, boost::system::error_code error,
                const std::vector<boost::asio::ip::address>& addresses);
  boost::asio::awaitable<void> open_link(std::vector<boost::asio::ip::tcp::endpoint> addresses);
  bool begin_connecting(const boost::asio::ip::tcp::endpoint& address, boost::system::error_code& failure);
  boost::system::error_code link_opened(const boost::asio::ip::tcp::endpoint& address, boost::system::error_code error);
  void set_socket_options();
  boost::asio::awaitable<void> secure(server_address server);
  bool begin_handshake(const server_address& server);
  void handshake_ended(boost::system::error_code error);

  // ---- log_in.cpp
  boost::asio::awaitable<void> log_in();
  void begin_login();
  session::login::step log_in_with_buffered();
  session::login::step on_login_frame(const wire::raw_frame& raw);
  session::login::step after_login_step(session::login::step step);
  void login_accepted();
  void logged_in();

  // ---- read_loop.cpp
  boost::asio::awaitable<void> serve();
  void reset_reader();
  boost::asio::awaitable<void> read_some(boost::system::error_code& error);
  void read_next();
  static void arrived(const std::shared_ptr<connection>& self, boost::system::error_code error, std::size_t size);
  bool received(boost::system::error_code error, std::size_t size);
  bool next_batch();
  bool batch_due() const noexcept { return frames_left_; }
  template <class Before>
  bool run_batch(Before before);
  boost::asio::mutable_buffer room_to_read();
  void note_read(std::size_t size);
  void read_ended(boost::system::error_code error);
  std::string describe_lack_of_greeting() const;

  // ---- dispatch.cpp: frames to the actions and the subscribers that they are for
  bool dispatch_buffered(std::size_t most = std::numeric_limits<std::size_t>::max());
  void dispatch_frame(const wire::raw_frame& raw);
  void log_frame(const wire::raw_frame& raw) const;
  void note_stray(const wire::raw_frame& raw);
  void publish_or_note_stray(const wire::raw_frame& raw);
  void flush_streams();
  void update_mask();

  // ---- actions.cpp
  session::gate gate() const noexcept;
  void admit(action_ptr& action);
  bool send_internal(const action& value, session::action_owner owner);
  void send_logoff(options::duration limit);
  void write_queued();
  void write_queued(clock_type::time_point now);
  void write_failed(boost::system::error_code error, std::size_t bytes);
  void written(boost::system::error_code error, std::size_t bytes);
  void reply_arrived();
  void stage_items(action_in_flight& action, reply_data& data);
  void list_goes_on(const wire::raw_frame& raw, wire::frame_kind kind, bool streamed);
  void list_overflowed(std::uint64_t id);
  void internal_reply(const session::pending_action& action, const reply_data& answer);
  void fail_action(std::uint64_t id, boost::system::error_code error, const std::string& detail);
  void fail_actions(boost::system::error_code reason, bool none_follows);
  void complete_ended();
  void arm_action_timer();
  void action_timer_fired();

  const std::shared_ptr<context_executor> own_context_;  // to end it
  const std::shared_ptr<const context_executor> context_;
  const options options_;
  const connection_log log_{options_};
  mutable std::atomic<std::uint64_t> ids_{1};
  std::atomic<connection_state> state_{connection_state::disconnected};
  std::atomic<std::uint64_t> version_{0};
  std::optional<io_objects> io_;  // until abandon()

  runtime::mailbox<request_ptr> inbox_;  // its load is the number of actions

  // On the strand from here on.
  clock_type::time_point now_;  // when the requests that are being begun were taken from the mailbox
  wire::frame_reader reader_;
  std::optional<session::login> login_;
  session::event_mask mask_;
  session::supervisor supervisor_;
  session::liveness liveness_;
  statistics_counters counters_;
  session::pending_actions actions_;
  session::outbox outbox_;
  event_hub hub_;
  std::unique_ptr<connect_operation> connect_operation_;
  std::vector<std::unique_ptr<disconnect_operation>> disconnect_operations_;
  std::vector<std::unique_ptr<state_wait>> state_waits_;
  std::vector<std::shared_ptr<list_source>> lists_to_flush_;
  clock_type::time_point read_at_;  // when the bytes came that are being looked at
  session::read_size read_size_;
  boost::system::error_code deadline_error_;  // set when the deadline of the phase passed
  std::uint16_t server_port_ = 0;             // that was tried last
  std::shared_ptr<tls_context> tls_;          // made by connect(), for its first attempt
  std::uint64_t runs_ = 0;                    // so far
  bool run_over_ = false;                     // the coroutine is; what it began may be under way
  bool starts_transfer_ = false;              // is within the call that starts one
  bool reading_ = false;                      // a read is under way, or frames of the last one are dispatched
  bool frames_left_ = false;                  // whole frames may wait in the buffer for the next batch
  bool write_posted_ = false;                 // for what handlers have sent
  bool released_ = false;
};

}  // namespace ami::detail
