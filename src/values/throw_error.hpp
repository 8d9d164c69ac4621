// Turns a failed operation into an exception.
#pragma once

#include <ami/error.hpp>
#include <ami/reply.hpp>

#include <string>

namespace ami::detail {

// Throws an `ami::error` for the operation or action `name`, with the server's message and the response of `given`.
[[noreturn]] void throw_error(error_code error, const reply& given, const std::string& name);

}  // namespace ami::detail
