// What keeps up with the servers of a cluster.
#pragma once

#include <boost/system/error_code.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace ami::detail {

class connection;

// The cluster calls add() and remove() one after the other, with its lock held.
class server_follower {
public:
  server_follower(const server_follower&) = delete;
  server_follower& operator=(const server_follower&) = delete;

  virtual void add(std::shared_ptr<const std::string> name, const std::shared_ptr<connection>& server) = 0;
  virtual void remove(std::string_view name) = 0;
  // The servers are about to be disconnected, and end() follows: no connection that ends now is waited for again.
  virtual void finish() = 0;
  virtual void end(boost::system::error_code reason) = 0;

protected:
  server_follower() = default;
  virtual ~server_follower() = default;
};

}  // namespace ami::detail
