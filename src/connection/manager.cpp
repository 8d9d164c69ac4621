#include "catalogue/event_classes.hpp"
#include "connection/core.hpp"
#include "runtime/initiate_as_tuple.hpp"
#include "values/throw_error.hpp"
#include "wire/action_text.hpp"

#include <ami/manager.hpp>

#include <boost/asio/associated_executor.hpp>

#include <array>
#include <ostream>

namespace asio = boost::asio;

namespace ami {

namespace detail {

namespace {

void throw_if_failed(const sent_result& result, const std::string& operation) {
  if (const error_code error = std::get<0>(result)) {
    throw_error(error, std::get<1>(result), operation);
  }
}

}  // namespace

// Not in a coroutine's body: exceptions and texts are made in ordinary functions.
reply take_or_throw(sent_result& result) {
  if (const error_code error = std::get<0>(result)) {
    const reply& given = std::get<1>(result);
    throw_error(error, given, std::string{name_of_refused(given)});
  }
  return std::move(std::get<1>(result));
}

prepared_action::prepared_action(const core& owner, const action& value, const send_options& how)
    : content_{std::make_unique<action_in_flight>()} {
  content_->name_ = value.name();
  content_->text_reply_ = value.is_text_reply();
  content_->id_ = owner.next_id();
  content_->timeout_ = how.timeout().value_or(owner.settings().action_timeout());
  content_->wait_for_connection_ = how.wait_for_connection().value_or(owner.settings().wait_for_connection());
  content_->publish_items_ = how.publish_list_items().value_or(owner.settings().publish_list_items());
  if (how.max_list_items() || how.max_list_bytes()) {
    content_->extras().list_limits_ = session::list_limits{}
                                          .max_items(how.max_list_items().value_or(owner.settings().max_list_items()))
                                          .max_bytes(how.max_list_bytes().value_or(owner.settings().max_list_bytes()));
  }
  std::array<char, session::correlator::max_made_bytes> made{};
  std::string_view action_id;
  std::string detail;
  if (value.action_id() != nullptr) {
    content_->extras().action_id_ = *value.action_id();
    content_->names_itself_ = true;
    action_id = content_->extras_->action_id_;
    content_->error_ = wire::detail::check_action_id(action_id, detail);
  } else {
    action_id = owner.make_action_id(content_->id_, made);
  }
  std::size_t size = 0;
  if (!content_->error_) {
    content_->error_ = wire::detail::check_action(value, action_id, size, detail);
  }
  if (content_->error_) {
    content_->extras().detail_ = content_->name_ + ": " + detail;
    return;
  }
  wire::detail::put_action(value, action_id, content_->bytes_.make(size));
  if (owner.log().traces()) {
    content_->extras().trace_ = to_string(value);
  }
}

prepared_action::prepared_action(prepared_action&& other) noexcept = default;

prepared_action& prepared_action::operator=(prepared_action&& other) noexcept = default;

prepared_action::~prepared_action() = default;

std::unique_ptr<action_in_flight> prepared_action::take() noexcept {
  return std::move(content_);
}

void start_connect(std::shared_ptr<core> owner, reply_handler handler) {
  owner->async_connect(std::move(handler));
}

void start_disconnect(std::shared_ptr<core> owner, options::duration limit, reply_handler handler) {
  owner->async_disconnect(limit, std::move(handler));
}

void start_wait_for(std::shared_ptr<core> owner, connection_state wanted, reply_handler handler) {
  owner->async_wait_for(wanted, std::move(handler));
}

void start_statistics(std::shared_ptr<core> owner, statistics_handler handler) {
  owner->async_statistics(std::move(handler));
}

options::duration disconnect_limit(const core& owner) noexcept {
  return owner.settings().disconnect_timeout();
}

void require_event_class(const manager& connection, std::string_view event_class, std::string_view operation) {
  const options& settings = connection.core_->settings();
  const auto& mask = settings.event_mask();
  if (!mask || settings.event_mask_from_subscriptions() || mask_has_class(*mask, event_class)) {
    return;
  }
  std::string detail{operation};
  detail.append(": event_mask(\"").append(*mask).append("\") leaves out class ").append(event_class);
  throw ami::error{errc::events_masked, detail.append(": add it, or use event_mask_from_subscriptions()"), response{},
                   outcome::never_sent};
}

void start_send(std::shared_ptr<core> owner, prepared_action request, reply_handler handler) {
  owner->async_send(std::move(request), std::move(handler));
}

asio::awaitable<void> connect_or_throw(std::shared_ptr<core> owner) {
  auto operation = initiate_as_tuple<void(error_code, reply)>(
      [](auto handler, std::shared_ptr<core> target) { target->async_connect(std::move(handler)); }, owner);
  auto result = co_await std::move(operation);
  throw_if_failed(result, "connect");
}

asio::awaitable<void> disconnect_or_throw(std::shared_ptr<core> owner, options::duration limit) {
  auto operation = initiate_as_tuple<void(error_code, reply)>(
      [](auto handler, std::shared_ptr<core> target, options::duration most) {
        target->async_disconnect(most, std::move(handler));
      },
      owner, limit);
  auto result = co_await std::move(operation);
  throw_if_failed(result, "disconnect");
}

asio::awaitable<void> wait_for_or_throw(std::shared_ptr<core> owner, connection_state wanted) {
  auto operation = initiate_as_tuple<void(error_code, reply)>(
      [](auto handler, std::shared_ptr<core> target, connection_state state) {
        target->async_wait_for(state, std::move(handler));
      },
      owner, wanted);
  auto result = co_await std::move(operation);
  throw_if_failed(result, "wait_for");
}

asio::awaitable<statistics> statistics_or_throw(std::shared_ptr<core> owner) {
  auto operation = initiate_as_tuple<void(error_code, statistics)>(
      [](auto handler, std::shared_ptr<core> target) { target->async_statistics(std::move(handler)); },
      std::move(owner));
  auto result = co_await std::move(operation);
  if (const error_code error = std::get<0>(result)) {
    throw_error(error, reply{}, "statistics");
  }
  co_return std::move(std::get<1>(result));
}

void start_send(std::shared_ptr<core> owner, prepared_action request, reply_handler handler,
                const asio::any_io_executor& own) {
  owner->async_send(std::move(request), std::move(handler), &own);
}

std::shared_ptr<event_source> subscribe(const std::shared_ptr<core>& owner, std::span<const event_filter> filters,
                                        const subscribe_options& how) {
  return owner->subscribe(filters, how);
}

std::shared_ptr<list_source> start_list(const std::shared_ptr<core>& owner, prepared_action request,
                                        const list_options& how) {
  return owner->list(std::move(request), how);
}

}  // namespace detail

manager::manager(executor_type executor, options how)
    : core_{std::make_shared<detail::core>(std::move(executor), std::move(how))},
      guard_{std::make_shared<detail::handle_guard>(core_)} {
  core_->enlist();
}

manager::executor_type manager::get_executor() const noexcept {
  return core_->executor();
}

connection_state manager::state() const noexcept {
  return core_->state();
}

ami::server_version manager::server_version() const noexcept {
  return core_->server_version();
}

std::string_view to_string(connection_state value) noexcept {
  switch (value) {
  case connection_state::disconnected: return "disconnected";
  case connection_state::resolving: return "resolving";
  case connection_state::connecting: return "connecting";
  case connection_state::logging_in: return "logging in";
  case connection_state::connected: return "connected";
  case connection_state::disconnecting: return "disconnecting";
  case connection_state::waiting: return "waiting";
  }
  return "invalid state";
}

std::ostream& operator<<(std::ostream& out, connection_state value) {
  return out << to_string(value);
}

}  // namespace ami
