// The connection behind a manager: executes, one after the other, the tasks that session::supervisor names, and takes
// the requests of callers. Each part of the work is a class of its own; all of them are on one strand, but for what is
// marked otherwise.
#pragma once

#include "connection/action_in_flight.hpp"
#include "connection/action_maker.hpp"
#include "connection/action_sender.hpp"
#include "connection/current_attempt.hpp"
#include "connection/environment.hpp"
#include "connection/frame_dispatcher.hpp"
#include "connection/link_opener.hpp"
#include "connection/liveness_watch.hpp"
#include "connection/login_runner.hpp"
#include "connection/read_loop.hpp"
#include "runtime/context_registry.hpp"
#include "runtime/mailbox.hpp"
#include "session/event_mask.hpp"
#include "session/outbox.hpp"
#include "session/pending_actions.hpp"
#include "session/supervisor.hpp"
#include "streams/event_hub.hpp"
#include "streams/list_source.hpp"

#include <ami/config.hpp>
#include <ami/detail/handler.hpp>
#include <ami/manager.hpp>
#include <ami/options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace ami::detail {

class connection final : public context_member,
                         public list_owner,
                         public stream_owner,
                         public part_owner,
                         public std::enable_shared_from_this<connection> {
public:
  connection(boost::asio::any_io_executor executor, options settings);
  ~connection() override;

  // Registers it with its execution context, so that abandon() is called before the context is destroyed.
  void enlist();

  // From any thread.
  boost::asio::any_io_executor executor() const { return shared_.context_->get(); }
  const options& settings() const noexcept { return shared_.settings_; }
  connection_state state() const noexcept { return shared_.state_.state(); }
  ami::server_version server_version() const noexcept { return shared_.state_.server_version(); }
  const connection_log& log() const noexcept { return shared_.log_; }
  action_ptr make_action(const action& value, const send_options& options) const { return maker_.make(value, options); }
  void async_connect(reply_handler handler);
  void async_disconnect(options::duration limit, reply_handler handler);
  // `own`: the handler's executor, when it is known without asking it.
  AMI_DECL void async_send(prepared_action prepared, reply_handler handler,
                           const boost::asio::any_io_executor* own = nullptr);
  // `listener`: told of the items on the strand; null for none.
  AMI_DECL std::shared_ptr<list_source> list(prepared_action prepared, const list_options& settings,
                                             const std::shared_ptr<list_listener>& listener = nullptr);
  void drop_list(std::uint64_t id) override;
  void room_made() noexcept override { reader_.room_made(); }
  AMI_DECL void async_wait_for(connection_state wanted, reply_handler handler);
  void async_statistics(statistics_handler handler);
  AMI_DECL std::shared_ptr<subscription> subscribe(std::span<const event_filter> filters,
                                                   const subscribe_options& settings);
  // The last handle of the user's is gone.
  void release() noexcept;
  void abandon() override;

private:
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

  // ---- connection.cpp: requests come in
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
  statistics snapshot();

  // ---- operations.cpp
  void end_waits(const std::function<bool(connection_state)>& ends, boost::system::error_code error);
  void end_disconnects();

  // ---- run.cpp: the coroutine, and what ends it
  class run_guard;
  void begin_run();
  static boost::asio::awaitable<void> run(std::shared_ptr<connection> self, run_guard guard);
  session::supervisor::task next_task();
  void announce_state();
  boost::asio::awaitable<void> serve();
  boost::asio::awaitable<void> say_goodbye();
  void attempt_ended();
  void log_attempt_end(const session::attempt_end& end) const;
  void run_broken_off() noexcept;
  void conclude();
  void finish();
  void out_of_memory() noexcept override;
  void transfer_ended() noexcept override;

  environment shared_;
  runtime::mailbox<request_ptr> inbox_;  // its load is the number of actions

  // What decides. On the strand, but for subscribe() of the hub and the ActionIDs.
  session::event_mask mask_;
  session::pending_actions actions_;
  session::outbox outbox_;
  event_hub hub_;

  // What executes.
  action_maker maker_;  // from any thread
  current_attempt attempt_;
  action_sender sender_;
  liveness_watch liveness_;
  frame_dispatcher dispatcher_;
  read_loop reader_;
  link_opener opener_;
  login_runner login_;

  // Who waits for what.
  std::unique_ptr<connect_operation> connect_operation_;
  std::vector<std::unique_ptr<disconnect_operation>> disconnect_operations_;
  std::vector<std::unique_ptr<state_wait>> state_waits_;

  clock_type::time_point now_;  // when the requests that are being begun were taken from the mailbox
  bool run_over_ = false;       // the coroutine has ended; a transfer that it began may be under way
  bool write_posted_ = false;   // for what handlers have sent
  bool released_ = false;
};

}  // namespace ami::detail
