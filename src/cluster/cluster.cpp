#include "base/release_guard.hpp"
#include "cluster/cluster_state.hpp"

#include <ami/cluster.hpp>
#include <ami/detail/failure.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;

namespace ami {

namespace detail {

namespace {

[[noreturn]] void throw_failed(error_code error, const std::vector<server_answer>& answers, std::string_view name) {
  if (answers.empty()) {
    throw ami::error{error, std::string{name}, response{}, outcome::never_sent};
  }
  const server_answer& first = answers.front();
  const reply& given = first.reply();
  const std::string text = failure_text(name, words_of(given));
  const std::string detail = first.server().empty() ? text : failure_text(first.server(), text);
  throw ami::error{error, detail, given.response(), given.outcome()};
}

}  // namespace

std::exception_ptr make_failure(error_code error, const std::vector<server_answer>& answers,
                                std::string_view name) noexcept {
  return error ? exception_of([&] { throw_failed(error, answers, name); }) : nullptr;
}

std::string_view name_of(cluster_operation operation) noexcept {
  switch (operation) {
  case cluster_operation::connect:
  case cluster_operation::connect_any: return "connect";
  case cluster_operation::disconnect: return "disconnect";
  case cluster_operation::wait_for_all:
  case cluster_operation::wait_for_any: return "wait_for";
  }
  return "";
}

cluster_request::cluster_request(const action& value, const send_options& options, std::optional<pick> order)
    : value_{std::make_shared<const action>(value)}, options_{options}, order_{order} {}

void start_operation(std::shared_ptr<cluster_state> owner, cluster_operation operation,
                     std::optional<options::duration> limit, answers_handler handler) {
  switch (operation) {
  case cluster_operation::connect: owner->async_connect(false, std::move(handler)); break;
  case cluster_operation::connect_any: owner->async_connect(true, std::move(handler)); break;
  case cluster_operation::disconnect: owner->async_disconnect(limit, std::move(handler)); break;
  case cluster_operation::wait_for_all: owner->async_wait_for(false, std::move(handler)); break;
  case cluster_operation::wait_for_any: owner->async_wait_for(true, std::move(handler)); break;
  }
}

void start_request(std::shared_ptr<cluster_state> owner, cluster_request request, answers_handler handler) {
  if (request.order()) {
    owner->async_send_any(request, std::move(handler));
  } else {
    owner->async_send_all(request, std::move(handler));
  }
}

std::shared_ptr<merged_stream> subscribe(cluster_state& owner, std::span<const event_filter> filters,
                                         const subscribe_options& options) {
  return owner.subscribe(filters, options);
}

}  // namespace detail

cluster::cluster(executor_type executor)
    : state_{std::make_shared<detail::cluster_state>(std::move(executor))}, guard_{detail::make_release_guard(state_)} {
  state_->enlist();
}

cluster::executor_type cluster::get_executor() const noexcept {
  return state_->executor();
}

manager cluster::add(std::string name, options settings) {
  return state_->add(std::move(name), std::move(settings));
}

bool cluster::remove(std::string_view name) {
  return state_->remove(name);
}

manager cluster::server(std::string_view name) const {
  auto found = state_->find(name);
  if (!found) {
    throw std::out_of_range{"ami::cluster: there is no server \"" + std::string{name} + "\""};
  }
  return std::move(*found);
}

std::optional<manager> cluster::find(std::string_view name) const {
  return state_->find(name);
}

std::vector<std::string> cluster::names() const {
  return state_->names();
}

std::vector<server_status> cluster::states() const {
  return state_->states();
}

asio::awaitable<void> cluster::connect() const {
  return async_connect(detail::make_default_token());
}

asio::awaitable<void> cluster::connect_any() const {
  return async_connect_any(detail::make_default_token());
}

asio::awaitable<void> cluster::disconnect() const {
  return async_disconnect(detail::make_default_token());
}

asio::awaitable<void> cluster::disconnect(time_span limit) const {
  return async_disconnect(limit, detail::make_default_token());
}

asio::awaitable<void> cluster::wait_for_all() const {
  return async_wait_for_all(detail::make_default_token());
}

asio::awaitable<void> cluster::wait_for_any() const {
  return async_wait_for_any(detail::make_default_token());
}

}  // namespace ami
