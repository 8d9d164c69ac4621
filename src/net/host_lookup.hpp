// Looks up the addresses of host names, so that a slow name holds up nobody.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <string>
#include <vector>

namespace ami::detail {

// Who waits for the addresses of a host, and is told unless it has been destroyed before.
class host_lookup_listener {
public:
  using error_code = boost::system::error_code;

  host_lookup_listener() = default;
  host_lookup_listener(const host_lookup_listener&) = delete;
  host_lookup_listener& operator=(const host_lookup_listener&) = delete;
  virtual ~host_lookup_listener() = default;

  // On the look-up's thread.
  virtual void looked_up(error_code error, const std::vector<boost::asio::ip::address>& addresses) = 0;
};

// Looks up `host` on a thread of its own. The system's resolver can be neither interrupted nor asked without blocking,
// and Asio has one thread for all names of an execution context, which it joins when the context is destroyed: one slow
// name would hold up all others, and the end of the program. Nobody waits for the thread that is started here. Those
// who ask for a name that is being looked up already share the result, so that there are never more threads than slow
// names, however often the connection to one is tried. When the system gives no thread, the listener is told so within
// this call.
void look_up_host(const std::string& host, const std::shared_ptr<host_lookup_listener>& listener);

}  // namespace ami::detail
