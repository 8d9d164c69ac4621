// How the operations of a cluster begin and complete.
#pragma once

#include <ami/action.hpp>
#include <ami/cluster_stream.hpp>
#include <ami/config.hpp>
#include <ami/detail/adapted_handler.hpp>
#include <ami/errc.hpp>
#include <ami/event_stream.hpp>
#include <ami/reply.hpp>
#include <ami/send_options.hpp>
#include <ami/server_choice.hpp>
#include <ami/server_reply.hpp>
#include <ami/typed_event.hpp>
#include <ami/with_details.hpp>

#include <boost/asio/any_completion_handler.hpp>

#include <concepts>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

class cluster_state;

using server_answer = server_reply<reply>;
/// What every operation of a cluster completes with.
using answers_handler =
    boost::asio::any_completion_handler<void(boost::system::error_code, std::vector<server_answer>)>;

enum class cluster_operation : std::uint8_t { connect, connect_any, disconnect, wait_for_all, wait_for_any };

// An action for some server: a copy, since its bytes depend on the connection.
class AMI_DECL cluster_request {
public:
  // Without `order`: for all servers.
  cluster_request(const action& value, const send_options& options, std::optional<pick> order);

  const std::shared_ptr<const action>& value() const noexcept { return value_; }
  const send_options& options() const noexcept { return options_; }
  std::optional<pick> order() const noexcept { return order_; }

private:
  std::shared_ptr<const action> value_;
  send_options options_;
  std::optional<pick> order_;
};

// By value, as for a manager: another thread may complete what has begun, and what that resumes may destroy the rest.
AMI_DECL void start_operation(std::shared_ptr<cluster_state> owner, cluster_operation operation,
                              std::optional<send_options::duration> limit, answers_handler handler);
AMI_DECL void start_request(std::shared_ptr<cluster_state> owner, cluster_request request, answers_handler handler);

// What is known of a failure: the server's name, and its words. Null when there is no error.
AMI_DECL std::exception_ptr make_failure(error_code error, const std::vector<server_answer>& answers,
                                         std::string_view name) noexcept;
AMI_DECL std::string_view name_of(cluster_operation operation) noexcept;

template <class Reply>
server_reply<Reply> convert_answer(server_answer&& answer) {
  if constexpr (std::same_as<Reply, reply>) {
    return std::move(answer);
  } else {
    return server_reply<Reply>{answer.server(), answer.error(), Reply{answer.reply()}};
  }
}

template <class Reply>
std::vector<server_reply<Reply>> convert_answers(std::vector<server_answer>&& answers) {
  std::vector<server_reply<Reply>> result;
  result.reserve(answers.size());
  for (server_answer& answer : answers) {
    result.push_back(convert_answer<Reply>(std::move(answer)));
  }
  return result;
}

// The answers as `Result`: all, or the first.
template <class Result>
class convert_to;
template <class Reply>
class convert_to<server_reply<Reply>> {
public:
  static server_reply<Reply> from(std::vector<server_answer>&& answers) {
    return answers.empty() ? server_reply<Reply>{} : convert_answer<Reply>(std::move(answers.front()));
  }
};
template <class Reply>
class convert_to<std::vector<server_reply<Reply>>> {
public:
  static std::vector<server_reply<Reply>> from(std::vector<server_answer>&& answers) {
    return convert_answers<Reply>(std::move(answers));
  }
};

class initiate_operation {
public:
  explicit initiate_operation(std::shared_ptr<cluster_state> owner) noexcept : owner_{std::move(owner)} {}

  template <class Handler>
  void operator()(Handler handler, cluster_operation operation, std::optional<send_options::duration> limit) const {
    auto complete = [operation](Handler ready, error_code error, const std::vector<server_answer>& answers) {
      complete_with(std::move(ready), error, [&] { return make_failure(error, answers, name_of(operation)); });
    };
    start_operation(owner_, operation, limit, adapted_handler{std::move(handler), std::move(complete)});
  }

private:
  std::shared_ptr<cluster_state> owner_;
};

template <class Result>
class initiate_request {
public:
  explicit initiate_request(std::shared_ptr<cluster_state> owner) noexcept : owner_{std::move(owner)} {}

  template <class Handler>
  void operator()(Handler handler, const cluster_request& request) const {
    auto complete = [value = request.value()](Handler ready, error_code error, std::vector<server_answer> answers) {
      if constexpr (takes_details<Handler>) {
        auto failure = make_failure(error, answers, value->name());
        std::move(ready)(std::move(failure), convert_to<Result>::from(std::move(answers)));
      } else {
        std::move(ready)(error, convert_to<Result>::from(std::move(answers)));
      }
    };
    start_request(owner_, request, adapted_handler{std::move(handler), std::move(complete)});
  }

private:
  std::shared_ptr<cluster_state> owner_;
};

// No filters: all events.
AMI_DECL std::shared_ptr<merged_stream> subscribe(cluster_state& owner, std::span<const event_filter> filters,
                                                  const subscribe_options& options);

}  // namespace ami::detail
