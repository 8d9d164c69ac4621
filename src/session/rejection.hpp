// What the server says when it refuses an action.
#pragma once

#include <ami/error.hpp>
#include <ami/reply.hpp>
#include <ami/server_version.hpp>

#include <string_view>

namespace ami::detail {

// `message`: of a `Response: Error`.
errc rejection(std::string_view message) noexcept;

// What a `Response: Error` to an action means: besides what it says itself, whether servers of this version have the
// action at all, whether a list was begun before, and whether it only says that a list has no items. Then it is no
// error, and `refused` becomes an empty list.
error_code judge_refusal(reply_data& refused, std::string_view action, const server_version& server);

}  // namespace ami::detail
