// The servers of commands that stay connected: supervised, one or several at once.
#pragma once

#include "amictl/connection_flags.hpp"

#include <ami/cluster.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>
#include <vector>

namespace amictl {

/// A cluster of these servers, each of which is connected again whenever its link is lost.
ami::cluster make_cluster(boost::asio::any_io_executor executor, std::vector<target> servers);

/// Connects all, showing progress on a terminal, and returns as soon as one is connected; the others go on trying.
/// @param report is told once of each server of several that could not be connected at first: "paris: no such host".
/// @throws ami::error when the first attempt has failed for each: there is something wrong with what was asked for.
boost::asio::awaitable<void> connect_first(ami::cluster pbxs, std::function<void(const std::string& text)> report);

}  // namespace amictl
