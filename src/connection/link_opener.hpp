// From a host name to a link that the server can be spoken to on: addresses, TCP, TLS.
#pragma once

#include "connection/current_attempt.hpp"
#include "connection/environment.hpp"

#include <ami/options.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ami::detail {

class tls_context;

// The tasks `resolve`, `open` and `secure` of the supervisor. When one of them fails, it has told the attempt why. On
// the strand.
class link_opener {
public:
  link_opener(environment& shared, current_attempt& attempt) noexcept : shared_{shared}, attempt_{attempt} {}
  link_opener(const link_opener&) = delete;
  link_opener& operator=(const link_opener&) = delete;

  // Reads the TLS files for the first attempt. False when one of them cannot be used; `detail` says why.
  bool prepare(std::string& detail);
  boost::asio::awaitable<std::vector<boost::asio::ip::tcp::endpoint>> resolve(server_address server);
  boost::asio::awaitable<void> open(std::vector<boost::asio::ip::tcp::endpoint> addresses);
  boost::asio::awaitable<void> secure(server_address server);
  // Forgets what an attempt has left behind that did not get so far.
  void reset() noexcept { tls_.reset(); }

private:
  class address_wait;
  class address_wait_guard;

  static std::optional<std::vector<boost::asio::ip::tcp::endpoint>> literal_address(const server_address& server);
  std::shared_ptr<address_wait> start_resolving(const server_address& server);
  void resolved(address_wait& wait, boost::system::error_code error,
                const std::vector<boost::asio::ip::address>& addresses);
  bool begin_connecting(const boost::asio::ip::tcp::endpoint& address, boost::system::error_code& failure);
  boost::system::error_code connected(const boost::asio::ip::tcp::endpoint& address, boost::system::error_code error);
  void set_socket_options();
  bool begin_handshake(const server_address& server);
  void handshake_ended(boost::system::error_code error);

  environment& shared_;
  current_attempt& attempt_;
  std::shared_ptr<tls_context> tls_;  // made by prepare(), for the first attempt
};

}  // namespace ami::detail
