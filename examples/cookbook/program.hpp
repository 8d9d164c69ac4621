// What the programs of the cookbook have in common: the server, the end by Ctrl-C, and what is said about errors.
//
// The server is the one that the environment names: AMI_HOST (host or host:port), AMI_USERNAME, AMI_SECRET, and all
// others that ami::options::from_environment() knows, for example AMI_TLS=yes.
#pragma once

#include <ami/manager.hpp>

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace cookbook {

/// What a program does: a coroutine that gives the exit status.
using job = std::function<boost::asio::awaitable<int>(ami::manager pbx)>;

/// Runs a job that ends by itself. The connection is made once: a server that is down is an error.
///
/// What the job writes to std::cout appears line by line, also in a pipe. An exception that leaves it goes to
/// std::cerr. Ctrl-C and SIGTERM cancel what it waits for, and so end it: its objects are destroyed, and the connection
/// is closed in order.
/// @param name what an error message begins with.
/// @param work the job; it has to connect.
/// @return the exit status for main(): that of the job, 1 after an error, 0 after Ctrl-C or SIGTERM.
int run_command(const char* name, const job& work);

/// The same for a job that is meant to run for months: the connection is made again whenever it is lost, and a server
/// that is down is waited for.
int run_service(const char* name, const job& work);

}  // namespace cookbook
