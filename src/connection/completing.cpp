#include "connection/completing.hpp"

#include "base/memory_reserve.hpp"

#include <utility>

namespace ami::detail {

reply make_reply(std::string detail, outcome result, std::string action_id, response answer) {
  auto data = with_memory_reserve([] { return make_reply_data(); });
  if (!detail.empty() || !action_id.empty()) {
    auto& more = with_memory_reserve([&]() -> reply_more& { return data->more(); });
    more.detail = std::move(detail);
    more.action_id = std::move(action_id);
  }
  data->outcome = result;
  data->response = std::move(answer);
  return reply{std::move(data)};
}

void complete(const std::shared_ptr<const context_executor>& context, stored_handler<reply_handler>&& stored,
              error_code error, reply result) {
  post_completion(context, stored, [error, result = std::move(result)](reply_handler handler) mutable {
    std::move(handler)(error, std::move(result));
  });
}

void complete(const std::shared_ptr<const context_executor>& context, recipient&& to, error_code error, reply result) {
  if (!to.handler_.empty()) {
    complete(context, std::move(to.handler_), error, std::move(result));
  } else if (to.list_ != nullptr) {
    to.list_->end(error, std::move(result));
  }
}

void complete(const std::shared_ptr<const context_executor>& context, action_ptr action, error_code error,
              reply result) {
  if (!action->to_.handler_.on_default_executor()) {
    complete(context, std::move(action->to_), error, std::move(result));
    return;
  }
  action->error_ = error;
  action->result_ = std::move(result);
  const reply_handler& handler = action->to_.handler_.handler();
  task_ptr ready = std::move(action);
  if (!context->run_soon(ready)) {
    execute_on(own_executor(handler), std::move(ready));
  }
}

}  // namespace ami::detail
