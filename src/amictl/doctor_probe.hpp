// A bare look at a server for amictl doctor: what a port says before anything is asked of it, and its certificate.
// Where ami::manager tells enough, the doctor asks that.
#pragma once

#include "amictl/server_diagnosis.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

/// Resolves a host name.
/// @param limit how long it may take.
boost::asio::awaitable<name_observation> look_up_name(std::string host, std::chrono::milliseconds limit);

/// A connection that observes. Each step takes no longer than its limit. Nothing is verified, and no secret is sent.
/// @par Thread safety None. It has to live until its operations have ended.
class probe_link {
public:
  /// @param limit how long each step may take.
  probe_link(const boost::asio::any_io_executor& executor, std::chrono::milliseconds limit);
  probe_link(const probe_link&) = delete;
  probe_link& operator=(const probe_link&) = delete;

  /// Connects to the first of these addresses that answers.
  boost::asio::awaitable<port_observation> open(std::vector<std::string> addresses, std::uint16_t port);
  /// Makes a TLS handshake on the open connection.
  /// @param name the name to ask for and to compare with; an address is only compared.
  boost::asio::awaitable<tls_observation> secure(std::string name);
  /// Reads what comes unasked, and what comes when it is asked for HTTP if that is nothing.
  boost::asio::awaitable<speech_observation> listen();

private:
  using tcp_socket = boost::asio::ip::tcp::socket;

  // Reads until `end` or the limit; sets `closed` when the peer has closed.
  boost::asio::awaitable<std::string> read_until(std::string_view end, bool* closed);

  std::shared_ptr<tcp_socket> socket_;
  boost::asio::ssl::context context_;
  std::unique_ptr<boost::asio::ssl::stream<tcp_socket&>> tls_;
  std::chrono::milliseconds limit_;
};

}  // namespace amictl
