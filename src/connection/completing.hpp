// How results reach those who wait for them: posted to their handlers, never within the call.
#pragma once

#include "connection/action_in_flight.hpp"
#include "runtime/completion.hpp"
#include "runtime/context_executor.hpp"

#include <ami/detail/handler.hpp>
#include <ami/reply.hpp>
#include <ami/response.hpp>

#include <boost/system/error_code.hpp>

#include <memory>
#include <string>

namespace ami::detail {

// `detail`: what is known of an error beyond its code; `answer`: the server's response.
reply make_reply(std::string detail, outcome result, std::string action_id = {}, response answer = {});

// `context`: of the connection. When the first two throw std::bad_alloc, a handler was not taken.
void complete(const std::shared_ptr<const context_executor>& context, stored_handler<reply_handler>&& stored,
              boost::system::error_code error, reply result);
void complete(const std::shared_ptr<const context_executor>& context, recipient&& to, boost::system::error_code error,
              reply result);
// Allocates nothing when the handler runs on the connection's own executor. When it throws, the action is destroyed,
// and its handler with it.
void complete(const std::shared_ptr<const context_executor>& context, action_ptr action,
              boost::system::error_code error, reply result);

}  // namespace ami::detail
