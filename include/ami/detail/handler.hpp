// The erased handlers that the operations of the compiled half complete.
#pragma once

#include <ami/reply.hpp>
#include <ami/statistics.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/system/error_code.hpp>

namespace ami::detail {

/// The handler of operations that complete with a reply, in the compiled part of the library.
using reply_handler = boost::asio::any_completion_handler<void(boost::system::error_code, reply)>;
using statistics_handler = boost::asio::any_completion_handler<void(boost::system::error_code, statistics)>;
using wait_handler = boost::asio::any_completion_handler<void(boost::system::error_code)>;

}  // namespace ami::detail
