// What an action came to, for what is composed of actions.
#pragma once

#include <ami/error.hpp>
#include <ami/reply.hpp>

#include <tuple>

namespace ami::detail {

using send_result = std::tuple<error_code, reply>;

inline error_code error_of(const send_result& result) {
  return std::get<0>(result);
}

}  // namespace ami::detail
