// An action of a connection, with whom its reply is for.
#pragma once

#include "runtime/completion.hpp"
#include "session/pending_action.hpp"
#include "streams/list_source.hpp"

#include <ami/detail/handler.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

// A handler, a streamed list, or neither: the library's own actions.
class recipient {
public:
  recipient() noexcept {}
  explicit recipient(std::shared_ptr<list_source> list) noexcept : list_{std::move(list)} {}

  stored_handler<reply_handler> handler_;
  std::shared_ptr<list_source> list_;
};

class action_in_flight final : public session::pending_action {
public:
  action_in_flight() noexcept {}

  // Hands its result to its handler.
  void run() override {
    reply_handler handler{std::move(to_.handler_.handler())};
    std::move(handler)(error_, std::move(result_));
  }

  recipient to_;
};
using action_ptr = std::unique_ptr<action_in_flight>;

// All actions of a connection are of this class.
inline action_in_flight& in_flight(session::pending_action& action) noexcept {
  return static_cast<action_in_flight&>(action);
}
inline action_ptr in_flight(session::pending_ptr action) noexcept {
  return action_ptr{static_cast<action_in_flight*>(action.release())};
}

}  // namespace ami::detail
