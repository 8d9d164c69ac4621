#include "core.hpp"

#include "core_registry.hpp"
#include "text.hpp"

#include <ami/error.hpp>
#include <ami/wire/action_writer.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <spdlog/logger.h>

#include <algorithm>
#include <exception>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

constexpr std::size_t first_read_size = std::size_t{4} << 10;
constexpr std::size_t largest_read_size = std::size_t{256} << 10;
constexpr std::size_t largest_write = std::size_t{64} << 10;

std::uint64_t next_number() noexcept {
  static std::atomic<std::uint64_t> count{0};
  return count.fetch_add(1, std::memory_order_relaxed) + 1;
}

error_code rejection(const response& answer) noexcept {
  const std::string_view message = answer.message();
  if (message == "Permission denied") {
    return errc::permission_denied;
  }
  if (message.starts_with("Invalid/unknown command")) {
    return errc::unknown_action;
  }
  return errc::action_rejected;
}

std::string first_line(const wire::raw_frame& raw) {
  std::string text;
  append_escaped(text, raw.first_line());
  return text;
}

}  // namespace

core::core(asio::any_io_executor executor, options how)
    : executor_{std::move(executor)}, options_{std::move(how)}, number_{next_number()}, correlator_{
                                                                                            session::make_id_prefix()} {
  io_.emplace(asio::make_strand(executor_));
  io_->wake_.expires_at(clock_type::time_point::max());
}

core::~core() {
  if (registry_) {
    registry_->remove(this);
  }
}

void core::enlist() {
  registry_ = core_registry::of(asio::query(executor_, asio::execution::context));
  registry_->add(shared_from_this());
}

ami::server_version core::server_version() const noexcept {
  const std::uint64_t packed = version_.load(std::memory_order_acquire);
  constexpr std::uint64_t part = 0xFFFFU;
  return {static_cast<unsigned>(packed >> 32U & part), static_cast<unsigned>(packed >> 16U & part),
          static_cast<unsigned>(packed & part)};
}

bool core::alive() const {
  const std::lock_guard lock{life_mutex_};
  return alive_;
}

// An operation that begins after the execution context went away.
void core::refuse(reply_handler handler) {
  complete_elsewhere(std::move(handler), [](reply_handler ready) {
    std::move(ready)(make_error_code(errc::disconnected), make_reply({}, outcome::never_sent));
  });
}

// Runs `function` on the strand, at once when that is possible here. After the context is gone it is dropped.
template <class Function>
void core::on_strand(Function&& function) {
  std::optional<strand_type> strand;
  {
    const std::lock_guard lock{life_mutex_};
    if (alive_) {
      strand.emplace(io_->strand_);
    }
  }
  if (strand) {
    asio::dispatch(*strand, std::forward<Function>(function));
  }
}

bool core::logs(int level) const noexcept {
  return options_.logger() != nullptr && options_.logger()->should_log(static_cast<spdlog::level::level_enum>(level));
}

bool core::traces() const noexcept {
  return logs(SPDLOG_LEVEL_TRACE);
}

void core::log(int level, const std::string& text) const {
  if (logs(level)) {
    options_.logger()->log(static_cast<spdlog::level::level_enum>(level), "ami #{} {}: {}", number_,
                           to_string(options_), text);
  }
}

void core::set_state(connection_state value) {
  state_.store(value, std::memory_order_release);
}

// ---- Completion

reply core::make_reply(std::string detail, outcome how, std::string action_id, response answer) {
  auto data = std::make_shared<reply_data>();
  data->detail = std::move(detail);
  data->outcome = how;
  data->action_id = std::move(action_id);
  data->response = std::move(answer);
  return reply{std::move(data)};
}

void core::complete(stored_handler<reply_handler> operation, error_code error, reply result) {
  post_completion(executor_, alive(), operation, [error, result = std::move(result)](reply_handler handler) mutable {
    std::move(handler)(error, std::move(result));
  });
}

// ---- connect()

void core::async_connect(reply_handler handler) {
  if (!alive()) {
    refuse(std::move(handler));
    return;
  }
  auto slot = handler.get_cancellation_slot();
  auto operation = std::make_unique<waiting_operation>(std::move(handler), executor_, next_id());
  if (slot.is_connected()) {
    slot.assign([weak = weak_from_this(), id = operation->id_](asio::cancellation_type) {
      if (const auto self = weak.lock()) {
        self->on_strand([self, id] { self->cancel_connect(id); });
      }
    });
  }
  on_strand([self = shared_from_this(), operation = std::move(operation)]() mutable {
    self->do_connect(std::move(operation));
  });
}

void core::do_connect(std::unique_ptr<waiting_operation> operation) {
  error_code error;
  std::string detail;
  if (released_) {
    error = errc::disconnected;
  } else if (running_) {
    error = errc::already_connected;
  } else if (detail = options_.problem(); !detail.empty()) {
    error = errc::invalid_options;
  }
  if (error) {
    complete(std::move(operation->handler_), error, make_reply(std::move(detail), outcome::never_sent));
    return;
  }
  connect_operation_ = std::move(operation);
  running_ = true;
  established_ = false;
  stop_reason_ = {};
  stop_detail_.clear();
  refusal_ = {};
  reader_ = wire::frame_reader{options_.limits()};
  read_size_ = first_read_size;
  set_state(connection_state::resolving);
  asio::co_spawn(io_->strand_, run(shared_from_this()),
                 asio::bind_executor(io_->strand_, [self = shared_from_this()](const std::exception_ptr& failure) {
                   self->run_ended(failure);
                 }));
}

void core::cancel_connect(std::uint64_t id) {
  if (connect_operation_ != nullptr && connect_operation_->id_ == id) {
    auto operation = std::move(connect_operation_);
    complete(std::move(operation->handler_), asio::error::operation_aborted, make_reply({}, outcome::never_sent));
    stop(errc::disconnected);
  }
}

// ---- The connection's coroutine

asio::awaitable<void> core::run(std::shared_ptr<core> self) {
  co_await self->establish();
  if (!self->stopping()) {
    co_await self->read_until_end();
  }
  co_await self->wait_for_writer();
}

asio::awaitable<void> core::establish() {
  const auto addresses = co_await resolve();
  if (!stopping()) {
    co_await open_link(addresses);
  }
  if (!stopping()) {
    co_await log_in();
  }
}

asio::awaitable<std::vector<asio::ip::tcp::endpoint>> core::resolve() {
  auto literal = literal_address();
  if (literal) {
    co_return std::move(*literal);
  }
  const auto done = std::make_shared<bool>(false);
  const auto addresses = std::make_shared<std::vector<asio::ip::tcp::endpoint>>();
  start_resolving(done, addresses);
  while (!*done && !stopping()) {
    error_code ignored;
    co_await io_->wake_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  disarm_deadline();
  co_return *addresses;
}

std::optional<std::vector<asio::ip::tcp::endpoint>> core::literal_address() const {
  error_code error;
  const auto address = asio::ip::make_address(options_.host(), error);
  if (error) {
    return std::nullopt;
  }
  return std::vector<asio::ip::tcp::endpoint>{{address, options_.port()}};
}

// The system's resolver cannot be interrupted: it may end long after this attempt did, and then finds nobody.
void core::start_resolving(std::shared_ptr<bool> done,
                           std::shared_ptr<std::vector<asio::ip::tcp::endpoint>> addresses) {
  log(SPDLOG_LEVEL_DEBUG, "resolving");
  arm_deadline(options_.resolve_timeout(), errc::resolve_timed_out);
  io_->resolver_.async_resolve(
      options_.host(), std::to_string(options_.port()), asio::ip::tcp::resolver::numeric_service,
      [weak = weak_from_this(), attempt = std::weak_ptr<bool>{done},
       addresses = std::move(addresses)](error_code error, const asio::ip::tcp::resolver::results_type& found) {
        const auto self = weak.lock();
        const auto wanted = attempt.lock();
        if (self == nullptr || wanted == nullptr || self->stopping()) {
          return;
        }
        for (const auto& entry : found) {
          addresses->push_back(entry.endpoint());
        }
        *wanted = true;
        if (error || addresses->empty()) {
          self->stop_detail_ = error ? error.message() : std::string{};
          self->stop(errc::host_not_found);
        }
        self->io_->wake_.cancel();
      });
}

asio::awaitable<void> core::open_link(const std::vector<asio::ip::tcp::endpoint>& addresses) {
  set_state(connection_state::connecting);
  for (const auto& address : addresses) {
    if (stopping() || !begin_connecting(address)) {
      continue;
    }
    error_code error;
    co_await io_->socket_.async_connect(address, asio::redirect_error(asio::use_awaitable, error));
    const bool opened = link_opened(address, error);
    if (opened) {
      co_return;
    }
  }
  stop(link_error_);
}

bool core::begin_connecting(const asio::ip::tcp::endpoint& address) {
  error_code ignored;
  io_->socket_.close(ignored);
  io_->socket_.open(address.protocol(), link_error_);
  if (link_error_) {
    return false;
  }
  arm_deadline(options_.connect_timeout(), errc::connect_timed_out);
  return true;
}

bool core::link_opened(const asio::ip::tcp::endpoint& address, error_code error) {
  const error_code timed_out = deadline_error_;
  disarm_deadline();
  if (stopping()) {
    return false;
  }
  if (!error && !timed_out) {
    error_code ignored;
    io_->socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
    return true;
  }
  link_error_ = timed_out                                  ? timed_out
                : error == asio::error::connection_refused ? make_error_code(errc::connection_refused)
                                                           : error;
  if (logs(SPDLOG_LEVEL_DEBUG)) {
    log(SPDLOG_LEVEL_DEBUG, fmt::format("{}: {}", address.address().to_string(), link_error_.message()));
  }
  return false;
}

asio::awaitable<void> core::log_in() {
  begin_login();
  for (;;) {
    const auto step = log_in_with_buffered();
    if (step == session::login::step::done || step == session::login::step::failed) {
      co_return;
    }
    error_code error;
    if (step == session::login::step::send) {
      co_await asio::async_write(io_->socket_, asio::buffer(login_->output()),
                                 asio::redirect_error(asio::use_awaitable, error));
    } else {
      co_await read_some(error);
    }
    if (error || stopping()) {
      read_ended(error);
      co_return;
    }
  }
}

void core::begin_login() {
  set_state(connection_state::logging_in);
  login_.emplace(options_, correlator_.prefix());
  arm_deadline(options_.login_timeout(), errc::login_timed_out);
}

session::login::step core::log_in_with_buffered() {
  using step_type = session::login::step;
  step_type step = step_type::wait;
  while (step == step_type::wait) {
    switch (reader_.next()) {
    case wire::frame_reader::result::need_more: return step;
    case wire::frame_reader::result::error: stop(reader_.error()); return step_type::failed;
    case wire::frame_reader::result::greeting: step = login_->on_greeting(reader_.greeting_line()); break;
    case wire::frame_reader::result::frame: {
      const bool accepted = login_->accepted();
      const wire::frame frame = reader_.current().to_frame();
      step = login_->on_frame(frame.view());
      if (!accepted && login_->accepted() && step == step_type::wait) {
        arm_deadline(*options_.wait_fully_booted(), errc::fully_booted_timed_out);
      }
      if (reader_.current().kind() != wire::frame_kind::response) {
        dispatch_frame(reader_.current());
      }
      break;
    }
    }
  }
  return after_login_step(step);
}

session::login::step core::after_login_step(session::login::step step) {
  const auto version = login_->server_version();
  version_.store(std::uint64_t{version.major_number()} << 32U | std::uint64_t{version.minor_number()} << 16U |
                     version.patch_number(),
                 std::memory_order_release);
  if (step == session::login::step::failed) {
    refusal_ = login_->refusal();
    stop(login_->error());
  } else if (step == session::login::step::done) {
    logged_in();
  } else if (step == session::login::step::send) {
    log(SPDLOG_LEVEL_TRACE, "-> login (secrets left out)");
  }
  return step;
}

void core::logged_in() {
  disarm_deadline();
  login_.reset();
  established_ = true;
  set_state(connection_state::connected);
  if (logs(SPDLOG_LEVEL_INFO)) {
    log(SPDLOG_LEVEL_INFO, fmt::format("connected, AMI {}", to_string(server_version())));
  }
  if (connect_operation_ != nullptr) {
    auto operation = std::move(connect_operation_);
    complete(std::move(operation->handler_), {}, make_reply({}, outcome::accepted));
  }
}

asio::awaitable<void> core::read_until_end() {
  dispatch_buffered();
  while (!stopping()) {
    error_code error;
    co_await read_some(error);
    if (error) {
      read_ended(error);
    } else {
      dispatch_buffered();
    }
  }
}

asio::awaitable<std::size_t> core::read_some(error_code& error) {
  const auto room = reader_.prepare(read_size_);
  const std::size_t size = co_await io_->socket_.async_read_some(asio::buffer(room, read_size_),
                                                                 asio::redirect_error(asio::use_awaitable, error));
  reader_.commit(size);
  if (size == read_size_ && read_size_ < largest_read_size) {
    read_size_ *= 2;
  }
  co_return size;
}

void core::read_ended(error_code error) {
  if (stopping()) {
    return;
  }
  if (deadline_error_) {
    stop(deadline_error_);
  } else if (state() == connection_state::disconnecting) {
    stop(errc::disconnected);
  } else if (error != asio::error::eof) {
    stop(error);
  } else if (reader_.mid_frame()) {
    stop(reader_.account().greeting == 0 ? errc::not_ami : errc::connection_closed_in_frame);
  } else {
    stop(reader_.account().greeting == 0 ? errc::no_greeting : errc::connection_closed);
  }
}

asio::awaitable<void> core::wait_for_writer() {
  while (writing_) {
    error_code ignored;
    co_await io_->wake_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

void core::run_ended(const std::exception_ptr& failure) {
  if (failure) {
    stop(make_error_code(boost::system::errc::not_enough_memory));
  }
  finish();
}

void core::finish() {
  const error_code reason = stop_reason_;
  login_.reset();
  running_ = false;
  set_state(connection_state::disconnected);
  const bool expected = reason == errc::disconnected;
  if (logs(expected ? SPDLOG_LEVEL_INFO : SPDLOG_LEVEL_WARN)) {
    log(expected ? SPDLOG_LEVEL_INFO : SPDLOG_LEVEL_WARN,
        fmt::format("{}: {}", established_ ? "connection ended" : "no connection", reason.message()));
  }
  fail_all_actions();
  if (connect_operation_ != nullptr) {
    auto operation = std::move(connect_operation_);
    complete(std::move(operation->handler_), reason,
             make_reply(std::move(stop_detail_), outcome::never_sent, {}, std::move(refusal_)));
  }
  if (established_ && !expected) {
    publish(event{connection_lost{reason}});
  }
  flush_streams();
  if (established_ || released_) {
    end_streams(reason);
  }
  auto waiting = std::move(disconnect_operations_);
  disconnect_operations_.clear();
  for (auto& operation : waiting) {
    complete(std::move(operation->handler_), {}, make_reply({}, outcome::accepted));
  }
}

// Ends the connection: the coroutine sees it at its next step.
void core::stop(error_code reason) {
  if (!running_ || stopping()) {
    return;
  }
  stop_reason_ = reason;
  error_code ignored;
  io_->socket_.close(ignored);
  io_->resolver_.cancel();
  disarm_deadline();
  io_->wake_.cancel();
}

void core::arm_deadline(options::duration limit, error_code what) {
  disarm_deadline();
  io_->deadline_.expires_after(limit);
  io_->deadline_.async_wait([weak = weak_from_this(), generation = deadline_generation_, what](error_code error) {
    const auto self = weak.lock();
    if (error || self == nullptr || generation != self->deadline_generation_) {
      return;
    }
    self->deadline_error_ = what;
    if (self->state() == connection_state::resolving || self->state() == connection_state::disconnecting) {
      self->stop(what);
      return;
    }
    // What waits on the socket ends, and looks at deadline_error_.
    error_code ignored;
    self->io_->socket_.close(ignored);
  });
}

void core::disarm_deadline() {
  ++deadline_generation_;
  deadline_error_ = {};
  io_->deadline_.cancel();
}

// ---- What arrives

void core::dispatch_buffered() {
  for (;;) {
    const auto found = reader_.next();
    if (found == wire::frame_reader::result::frame) {
      dispatch_frame(reader_.current());
      if (stopping()) {
        break;
      }
    } else if (found == wire::frame_reader::result::error) {
      stop(reader_.error());
      break;
    } else {
      break;
    }
  }
  flush_streams();
}

void core::dispatch_frame(const wire::raw_frame& raw) {
  const auto kind = raw.kind();
  if (logs(SPDLOG_LEVEL_TRACE)) {
    log_frame(raw);
  }
  switch (correlator_.on_frame(raw, kind)) {
  case session::correlator::verdict::complete: reply_arrived(); break;
  case session::correlator::verdict::consumed: break;
  case session::correlator::verdict::not_ours:
    if (kind == wire::frame_kind::response) {
      log_stray(raw);
    } else {
      publish_raw(raw, kind == wire::frame_kind::event ? find_event_type(raw.name()) : event_type::unknown);
    }
    break;
  }
}

void core::log_frame(const wire::raw_frame& raw) const {
  const wire::frame frame = raw.to_frame();
  std::string text = "<- " + first_line(raw);
  append_headers(text, frame.view());
  log(SPDLOG_LEVEL_TRACE, text);
}

void core::log_stray(const wire::raw_frame& raw) const {
  if (logs(SPDLOG_LEVEL_DEBUG)) {
    log(SPDLOG_LEVEL_DEBUG, "a reply that nobody waits for: " + first_line(raw));
  }
}

void core::reply_arrived() {
  const std::uint64_t id = correlator_.finished();
  const auto data = correlator_.take_finished();
  const auto found = actions_.find(id);
  if (found == actions_.end()) {
    return;
  }
  action_in_flight action = std::move(found->second);
  actions_.erase(found);
  if (id == logoff_id_) {
    stop(errc::disconnected);
    return;
  }
  error_code error;
  data->outcome = outcome::accepted;
  if (!data->response.success()) {
    data->outcome = outcome::rejected;
    error = rejection(data->response);
  }
  if (logs(SPDLOG_LEVEL_DEBUG)) {
    log(SPDLOG_LEVEL_DEBUG, fmt::format("{} {}: {}", action.request_.name_, data->action_id, to_string(data->outcome)));
  }
  // What came before the reply is to be there when the reply is.
  flush_streams();
  complete(std::move(*action.handler_), error, reply{data});
}

void core::refresh_subscriptions() {
  if (!subscriptions_changed_.exchange(false, std::memory_order_acq_rel)) {
    return;
  }
  const std::lock_guard lock{subscriptions_mutex_};
  for (auto& added : new_subscriptions_) {
    subscriptions_.push_back(std::move(added));
  }
  new_subscriptions_.clear();
}

void core::publish_raw(const wire::raw_frame& raw, event_type type) {
  if (subscriptions_changed_.load(std::memory_order_acquire)) {
    refresh_subscriptions();
  }
  std::optional<event> value;  // made for the first who wants it
  for (const auto& subscriber : subscriptions_) {
    if (!subscriber->wants(type, raw)) {
      continue;
    }
    if (!value) {
      value.emplace(raw.to_frame(), type);
    }
    if (subscriber->accepts(*value)) {
      subscriber->stage(*value);
    }
  }
}

void core::publish(const event& value) {
  refresh_subscriptions();
  for (const auto& subscriber : subscriptions_) {
    subscriber->stage(value);
  }
}

void core::flush_streams() {
  bool closed = false;
  for (const auto& subscriber : subscriptions_) {
    subscriber->flush();
    closed = closed || subscriber->closed();
  }
  if (closed) {
    std::erase_if(subscriptions_, [](const auto& subscriber) { return subscriber->closed(); });
  }
}

void core::end_streams(error_code reason) {
  refresh_subscriptions();
  for (const auto& subscriber : subscriptions_) {
    subscriber->end(reason);
  }
  subscriptions_.clear();
}

std::shared_ptr<subscription> core::subscribe(std::span<const event_filter> filters, const subscribe_options& how) {
  auto added = std::make_shared<subscription>(executor_, filters, how);
  {
    const std::lock_guard lock{subscriptions_mutex_};
    // Streams that were made and dropped while no connection was there.
    std::erase_if(new_subscriptions_, [](const auto& subscriber) { return subscriber->closed(); });
    new_subscriptions_.push_back(added);
  }
  subscriptions_changed_.store(true, std::memory_order_release);
  const std::lock_guard lock{life_mutex_};
  if (!alive_) {
    added->abandon();
  }
  return added;
}

// ---- Actions

void core::async_send(prepared_action request, reply_handler handler) {
  if (!alive()) {
    refuse(std::move(handler));
    return;
  }
  auto slot = handler.get_cancellation_slot();
  stored_handler<reply_handler> stored{std::move(handler), executor_};
  if (request.error_) {
    const error_code error = request.error_;
    complete(std::move(stored), error,
             make_reply(std::move(request.detail_), outcome::never_sent, std::move(request.action_id_)));
    return;
  }
  if (slot.is_connected()) {
    slot.assign([weak = weak_from_this(), id = request.id_](asio::cancellation_type type) {
      if (const auto self = weak.lock()) {
        self->on_strand([self, id, type] { self->cancel_action(id, type); });
      }
    });
  }
  on_strand([self = shared_from_this(), request = std::move(request), stored = std::move(stored)]() mutable {
    self->do_send(std::move(request), std::move(stored));
  });
}

void core::do_send(prepared_action request, stored_handler<reply_handler> handler) {
  error_code error;
  if (state() != connection_state::connected || stopping()) {
    error = errc::not_connected;
  } else if (actions_.size() >= options_.max_actions_in_flight()) {
    error = errc::queue_full;
  } else if (!correlator_.add(request.id_, request.action_id_)) {
    error = errc::duplicate_action_id;
  }
  if (error) {
    complete(std::move(handler), error, make_reply(request.name_, outcome::never_sent, std::move(request.action_id_)));
    return;
  }
  const std::uint64_t id = request.id_;
  if (!request.trace_.empty()) {
    log(SPDLOG_LEVEL_TRACE, "-> " + request.trace_ + " ActionID=" + request.action_id_);
  }
  if (request.timeout_ > options::duration::zero()) {
    deadlines_.push_back({clock_type::now() + request.timeout_, id});
    std::ranges::push_heap(deadlines_, std::greater<>{});
    arm_action_timer();
  }
  actions_.emplace(id, action_in_flight{std::move(request), std::move(handler)});
  enqueue(id);
}

void core::enqueue(std::uint64_t id) {
  unsent_.push_back(id);
  write_queued();
}

void core::write_queued() {
  if (writing_ || stopping()) {
    return;
  }
  write_buffer_.clear();
  in_write_.clear();
  while (!unsent_.empty() && write_buffer_.size() < largest_write) {
    const std::uint64_t id = unsent_.front();
    unsent_.pop_front();
    const auto found = actions_.find(id);
    if (found == actions_.end()) {
      continue;
    }
    in_write_.emplace_back(id, write_buffer_.size());
    write_buffer_ += found->second.request_.bytes_;
    found->second.request_.bytes_ = {};
    found->second.written_ = true;
  }
  if (in_write_.empty()) {
    return;
  }
  writing_ = true;
  asio::async_write(io_->socket_, asio::buffer(write_buffer_),
                    [self = shared_from_this()](error_code error, std::size_t size) { self->written(error, size); });
}

void core::written(error_code error, std::size_t size) {
  writing_ = false;
  if (error) {
    // No byte of the later ones left this process.
    for (const auto& [id, begin] : in_write_) {
      const auto found = actions_.find(id);
      if (begin >= size && found != actions_.end()) {
        found->second.written_ = false;
      }
    }
    stop(state() == connection_state::disconnecting ? make_error_code(errc::disconnected) : error);
  }
  if (stopping()) {
    io_->wake_.cancel();
  } else {
    write_queued();
  }
}

void core::fail_action(std::uint64_t id, error_code error, const std::string& detail) {
  const auto found = actions_.find(id);
  if (found == actions_.end()) {
    return;
  }
  action_in_flight action = std::move(found->second);
  actions_.erase(found);
  correlator_.remove(id);
  if (!action.handler_) {
    return;
  }
  if (logs(SPDLOG_LEVEL_WARN)) {
    log(SPDLOG_LEVEL_WARN,
        fmt::format("{} {}: {}", action.request_.name_, action.request_.action_id_, error.message()));
  }
  complete(std::move(*action.handler_), error,
           make_reply(action.request_.name_ + (detail.empty() ? "" : ": ") + detail,
                      action.written_ ? outcome::unknown : outcome::never_sent, action.request_.action_id_));
}

void core::fail_all_actions() {
  std::vector<std::uint64_t> ids;
  for (const auto& [id, action] : actions_) {
    ids.push_back(id);
  }
  std::ranges::sort(ids);
  const std::string detail = stop_reason_.message();
  for (const std::uint64_t id : ids) {
    const bool written = actions_.at(id).written_;
    fail_action(id, written ? errc::reply_lost : errc::not_sent, detail);
  }
  unsent_.clear();
  deadlines_.clear();
  action_timer_at_ = clock_type::time_point::max();
  io_->action_timer_.cancel();
}

void core::cancel_action(std::uint64_t id, asio::cancellation_type type) {
  const auto found = actions_.find(id);
  if (found == actions_.end()) {
    return;
  }
  const bool only_total =
      (type & (asio::cancellation_type::terminal | asio::cancellation_type::partial)) == asio::cancellation_type::none;
  if (found->second.written_ && only_total) {
    return;
  }
  fail_action(id, asio::error::operation_aborted, {});
}

void core::arm_action_timer() {
  // Finished actions leave their entries behind: clear up before they are more than those in flight.
  constexpr std::size_t slack = 64;
  if (deadlines_.size() > 2 * actions_.size() + slack) {
    std::erase_if(deadlines_, [&](const action_deadline& entry) { return !actions_.contains(entry.id_); });
    std::ranges::make_heap(deadlines_, std::greater<>{});
  }
  if (deadlines_.empty() || deadlines_.front().when_ >= action_timer_at_) {
    return;
  }
  action_timer_at_ = deadlines_.front().when_;
  io_->action_timer_.expires_at(action_timer_at_);
  io_->action_timer_.async_wait([weak = weak_from_this()](error_code error) {
    const auto self = weak.lock();
    if (!error && self != nullptr) {
      self->action_timer_fired();
    }
  });
}

void core::action_timer_fired() {
  action_timer_at_ = clock_type::time_point::max();
  const auto now = clock_type::now();
  while (!deadlines_.empty() && deadlines_.front().when_ <= now) {
    std::ranges::pop_heap(deadlines_, std::greater<>{});
    const std::uint64_t id = deadlines_.back().id_;
    deadlines_.pop_back();
    const auto found = actions_.find(id);
    if (found != actions_.end()) {
      fail_action(id, found->second.written_ ? errc::response_timed_out : errc::not_sent, "deadline");
    }
  }
  arm_action_timer();
}

// ---- disconnect()

void core::async_disconnect(reply_handler handler) {
  if (!alive()) {
    refuse(std::move(handler));
    return;
  }
  auto slot = handler.get_cancellation_slot();
  auto operation = std::make_unique<waiting_operation>(std::move(handler), executor_, next_id());
  if (slot.is_connected()) {
    slot.assign([weak = weak_from_this(), id = operation->id_](asio::cancellation_type) {
      if (const auto self = weak.lock()) {
        self->on_strand([self, id] { self->cancel_disconnect(id); });
      }
    });
  }
  on_strand([self = shared_from_this(), operation = std::move(operation)]() mutable {
    self->do_disconnect(std::move(operation));
  });
}

void core::do_disconnect(std::unique_ptr<waiting_operation> operation) {
  if (!running_) {
    complete(std::move(operation->handler_), {}, make_reply({}, outcome::accepted));
    return;
  }
  disconnect_operations_.push_back(std::move(operation));
  if (state() == connection_state::connected && !stopping() &&
      options_.disconnect_timeout() > options::duration::zero()) {
    set_state(connection_state::disconnecting);
    send_logoff();
  } else if (state() != connection_state::disconnecting) {
    stop(errc::disconnected);
  }
}

void core::send_logoff() {
  log(SPDLOG_LEVEL_DEBUG, "logging off");
  arm_deadline(options_.disconnect_timeout(), errc::disconnected);
  prepared_action request{*this, action{"Logoff"}, send_options{}};
  logoff_id_ = request.id_;
  correlator_.add(request.id_, request.action_id_);
  const std::uint64_t id = request.id_;
  actions_.emplace(id, action_in_flight{std::move(request), std::nullopt});
  enqueue(id);
}

void core::cancel_disconnect(std::uint64_t id) {
  const auto same = [&](const auto& operation) { return operation->id_ == id; };
  const auto found = std::ranges::find_if(disconnect_operations_, same);
  if (found == disconnect_operations_.end()) {
    return;
  }
  auto operation = std::move(*found);
  disconnect_operations_.erase(found);
  complete(std::move(operation->handler_), asio::error::operation_aborted, make_reply({}, outcome::never_sent));
  stop(errc::disconnected);
}

void core::release() {
  on_strand([self = shared_from_this()] { self->do_release(); });
}

void core::do_release() {
  released_ = true;
  if (running_) {
    stop(errc::disconnected);
  } else {
    end_streams(errc::disconnected);
  }
}

void core::abandon() {
  {
    const std::lock_guard lock{life_mutex_};
    alive_ = false;
  }
  stop_reason_ = errc::disconnected;
  set_state(connection_state::disconnected);
  refresh_subscriptions();
  const auto streams = std::move(subscriptions_);
  subscriptions_.clear();
  for (const auto& stream : streams) {
    stream->abandon();
  }
  fail_all_actions();
  if (connect_operation_ != nullptr) {
    auto operation = std::move(connect_operation_);
    complete(std::move(operation->handler_), errc::disconnected, make_reply({}, outcome::never_sent));
  }
  auto waiting = std::move(disconnect_operations_);
  disconnect_operations_.clear();
  for (auto& operation : waiting) {
    complete(std::move(operation->handler_), {}, make_reply({}, outcome::accepted));
  }
  io_.reset();
}

}  // namespace ami::detail
