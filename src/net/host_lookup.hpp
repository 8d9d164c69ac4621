// Looks up the addresses of host names without blocking anything but a thread of its own.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <string>
#include <vector>

namespace ami::detail {

// Receives the addresses of a host, if it still exists when they are known.
class host_lookup_listener {
public:
  using error_code = boost::system::error_code;

  host_lookup_listener() = default;
  host_lookup_listener(const host_lookup_listener&) = delete;
  host_lookup_listener& operator=(const host_lookup_listener&) = delete;
  virtual ~host_lookup_listener() = default;

  // Called on the look-up's thread.
  virtual void looked_up(error_code error, const std::vector<boost::asio::ip::address>& addresses) = 0;
};

// Looks up `host` on a thread of its own. The system's resolver can neither be interrupted nor asked without blocking,
// and Asio has one thread for all names of an execution context, which it joins when the context is destroyed: one slow
// name would delay all others and the end of the program. The thread started here is never joined. A name that is being
// looked up already is not looked up a second time, so there are never more threads than slow names, however often a
// connection is tried. When no thread can be started, the listener is told within this call.
void look_up_host(const std::string& host, const std::shared_ptr<host_lookup_listener>& listener);

}  // namespace ami::detail
