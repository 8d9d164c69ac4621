// The same on one server or on several, one after the other.
#pragma once

#include "amictl/connection_flags.hpp"
#include "amictl/exit_code.hpp"

#include <ami/manager.hpp>

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>

namespace amictl {

class tool;

/// What is done on a server that is connected.
/// @param name of the server where there are several, else empty.
using server_body = std::function<boost::asio::awaitable<exit_code>(ami::manager pbx, std::string name)>;

/// Connects to each server that the flags name, without events, and runs `body` there. A failure of one of several is
/// reported, and the others are still asked.
/// @returns the first exit code that is no success.
/// @throws what connecting and `body` throw when there is one server.
exit_code on_each_server(tool& shared, const server_body& body);

}  // namespace amictl
