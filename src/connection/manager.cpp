#include "base/release_guard.hpp"
#include "catalogue/event_classes.hpp"
#include "connection/connection.hpp"

#include <ami/manager.hpp>

#include <boost/asio/associated_executor.hpp>

namespace asio = boost::asio;

namespace ami {

namespace detail {

prepared_action::prepared_action(const connection& owner, const action& value, const send_options& options)
    : content_{owner.make_action(value, options)} {}

prepared_action::prepared_action(prepared_action&& other) noexcept = default;

prepared_action& prepared_action::operator=(prepared_action&& other) noexcept = default;

prepared_action::~prepared_action() = default;

std::unique_ptr<action_in_flight> prepared_action::take() noexcept {
  return std::move(content_);
}

void start_connect(std::shared_ptr<connection> owner, reply_handler handler) {
  owner->async_connect(std::move(handler));
}

void start_disconnect(std::shared_ptr<connection> owner, options::duration limit, reply_handler handler) {
  owner->async_disconnect(limit, std::move(handler));
}

void start_wait_for(std::shared_ptr<connection> owner, connection_state wanted, reply_handler handler) {
  owner->async_wait_for(wanted, std::move(handler));
}

void start_statistics(std::shared_ptr<connection> owner, statistics_handler handler) {
  owner->async_statistics(std::move(handler));
}

options::duration disconnect_limit(const connection& owner) noexcept {
  return owner.settings().disconnect_timeout();
}

void require_event_class(const manager& connection, std::string_view event_class, std::string_view operation) {
  const options& settings = connection.connection_->settings();
  const auto& mask = settings.event_mask();
  if (!mask || settings.event_mask_from_subscriptions() || mask_has_class(*mask, event_class)) {
    return;
  }
  std::string detail{operation};
  detail.append(": event_mask(\"").append(*mask).append("\") leaves out class ").append(event_class);
  throw ami::error{errc::events_masked, detail.append(": add it, or use event_mask_from_subscriptions()"), response{},
                   outcome::never_sent};
}

void start_send(std::shared_ptr<connection> owner, prepared_action request, reply_handler handler) {
  owner->async_send(std::move(request), std::move(handler));
}

void start_send(std::shared_ptr<connection> owner, prepared_action request, reply_handler handler,
                const asio::any_io_executor& own) {
  owner->async_send(std::move(request), std::move(handler), &own);
}

std::shared_ptr<event_source> subscribe(const std::shared_ptr<connection>& owner, std::span<const event_filter> filters,
                                        const subscribe_options& options) {
  return owner->subscribe(filters, options);
}

std::shared_ptr<list_source> start_list(const std::shared_ptr<connection>& owner, prepared_action request,
                                        const list_options& options) {
  return owner->list(std::move(request), options);
}

}  // namespace detail

manager::manager(executor_type executor, options settings)
    : connection_{std::make_shared<detail::connection>(std::move(executor), std::move(settings))},
      guard_{detail::make_release_guard(connection_)} {
  connection_->enlist();
}

manager::executor_type manager::get_executor() const noexcept {
  return connection_->executor();
}

connection_state manager::state() const noexcept {
  return connection_->state();
}

ami::server_version manager::server_version() const noexcept {
  return connection_->server_version();
}

asio::awaitable<void> manager::connect() const {
  return async_connect(detail::make_default_token());
}

asio::awaitable<void> manager::disconnect() const {
  return async_disconnect(detail::make_default_token());
}

asio::awaitable<void> manager::disconnect(time_span limit) const {
  return async_disconnect(limit, detail::make_default_token());
}

asio::awaitable<void> manager::wait_for(connection_state wanted) const {
  return async_wait_for(wanted, detail::make_default_token());
}

asio::awaitable<ami::statistics> manager::statistics() const {
  return async_statistics(detail::make_default_token());
}

}  // namespace ami
