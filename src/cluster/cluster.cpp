#include "cluster/cluster_core.hpp"
#include "runtime/initiate_as_tuple.hpp"

#include <ami/cluster.hpp>

#include <stdexcept>
#include <tuple>
#include <utility>

namespace asio = boost::asio;

namespace ami {

namespace detail {

namespace {

using answers_signature = void(error_code, std::vector<server_answer>);
using result_tuple = std::tuple<error_code, std::vector<server_answer>>;

// Not in the coroutine's body: exceptions and texts are made in ordinary functions.
std::vector<server_answer> take_or_throw(result_tuple& result, const std::string& name) {
  auto& answers = std::get<1>(result);
  const error_code error = std::get<0>(result);
  if (!error) {
    return std::move(answers);
  }
  std::string text;
  response refusal;
  outcome how = outcome::never_sent;
  if (!answers.empty()) {
    const server_answer& first = answers.front();
    text = first.server().empty() ? "" : first.server() + ": ";
    refusal = first.reply().response();
    how = first.reply().outcome();
  }
  text += name;
  if (!answers.empty()) {
    std::string detail{answers.front().reply().detail()};
    if (detail.empty()) {
      detail = refusal.message();
    } else if (detail.starts_with(name)) {
      detail.erase(0, detail.starts_with(name + ": ") ? name.size() + 2 : name.size());
    }
    text += detail.empty() ? "" : ": " + detail;
  }
  throw ami::error{error, text, refusal, how};
}

const char* name_of(cluster_operation what) noexcept {
  switch (what) {
  case cluster_operation::connect:
  case cluster_operation::connect_any: return "connect";
  case cluster_operation::disconnect: return "disconnect";
  case cluster_operation::wait_for_all:
  case cluster_operation::wait_for_any: return "wait_for";
  }
  return "";
}

}  // namespace

cluster_request::cluster_request(const action& value, const send_options& options, std::optional<pick> order)
    : value_{std::make_shared<const action>(value)}, options_{options}, order_{order} {}

void start_operation(std::shared_ptr<cluster_core> owner, cluster_operation what,
                     std::optional<options::duration> limit, answers_handler handler) {
  switch (what) {
  case cluster_operation::connect: owner->async_connect(false, std::move(handler)); break;
  case cluster_operation::connect_any: owner->async_connect(true, std::move(handler)); break;
  case cluster_operation::disconnect: owner->async_disconnect(limit, std::move(handler)); break;
  case cluster_operation::wait_for_all: owner->async_wait_for(false, std::move(handler)); break;
  case cluster_operation::wait_for_any: owner->async_wait_for(true, std::move(handler)); break;
  }
}

void start_request(std::shared_ptr<cluster_core> owner, cluster_request what, answers_handler handler) {
  if (what.order()) {
    owner->async_send_any(what, std::move(handler));
  } else {
    owner->async_send_all(what, std::move(handler));
  }
}

asio::awaitable<void> operate_or_throw(std::shared_ptr<cluster_core> owner, cluster_operation what,
                                       std::optional<options::duration> limit) {
  auto operation = initiate_as_tuple<answers_signature>(
      [](auto handler, std::shared_ptr<cluster_core> target, cluster_operation which,
         std::optional<options::duration> most) { start_operation(target, which, most, std::move(handler)); },
      owner, what, limit);
  auto result = co_await std::move(operation);
  take_or_throw(result, name_of(what));
}

asio::awaitable<std::vector<server_answer>> request_or_throw(std::shared_ptr<cluster_core> owner,
                                                             cluster_request what) {
  auto operation = initiate_as_tuple<answers_signature>(
      [](auto handler, std::shared_ptr<cluster_core> target, cluster_request request) {
        start_request(target, request, std::move(handler));
      },
      owner, what);
  auto result = co_await std::move(operation);
  co_return take_or_throw(result, what.value()->name());
}

std::shared_ptr<merged_stream> subscribe(cluster_core& owner, std::span<const event_filter> filters,
                                         const subscribe_options& how) {
  return owner.subscribe(filters, how);
}

}  // namespace detail

cluster::cluster(executor_type executor)
    : core_{std::make_shared<detail::cluster_core>(std::move(executor))}, guard_{
                                                                              std::make_shared<detail::cluster_guard>(
                                                                                  core_)} {
  core_->enlist();
}

cluster::executor_type cluster::get_executor() const noexcept {
  return core_->executor();
}

manager cluster::add(std::string name, options how) {
  return core_->add(std::move(name), std::move(how));
}

bool cluster::remove(std::string_view name) {
  return core_->remove(name);
}

manager cluster::server(std::string_view name) const {
  auto found = core_->find(name);
  if (!found) {
    throw std::out_of_range{"ami::cluster: there is no server \"" + std::string{name} + "\""};
  }
  return std::move(*found);
}

std::optional<manager> cluster::find(std::string_view name) const {
  return core_->find(name);
}

std::vector<std::string> cluster::names() const {
  return core_->names();
}

std::vector<server_status> cluster::states() const {
  return core_->states();
}

}  // namespace ami
