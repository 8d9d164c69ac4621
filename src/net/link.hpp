// The way to the server: a TCP socket, and TLS above it where the options ask for it. Lives on the connection's strand.
#pragma once

#include "runtime/serial_executor.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace ami::detail {

class tls_context;
class tls_session;

// A link without TLS costs a branch for each operation, and nothing else. What returns an awaitable is an ordinary
// function. Not to be closed for good (or opened anew) before the operations on it have ended.
class link {
public:
  using error_code = boost::system::error_code;
  link(const serial_executor& strand, const boost::asio::any_io_executor& executor);
  link(const link&) = delete;
  link& operator=(const link&) = delete;
  ~link();

  // Of the context, not of the strand: everything is begun on the strand, and ends there when it is bound to it.
  using socket_type = boost::asio::ip::tcp::socket;

  socket_type& socket() noexcept { return socket_; }
  bool is_secure() const noexcept { return tls_ != nullptr; }

  // Forgets the connection before.
  void open(const boost::asio::ip::tcp::endpoint& address, error_code& error);
  // At once; what is under way ends with operation_aborted.
  void close() noexcept;

  // What the system takes without waiting, for when no async_write() is under way; nothing with TLS.
  std::size_t try_write(boost::asio::const_buffer bytes, error_code& error);
  // At most one of these three at a time, beside one async_write(). The first ends on the strand with TLS, and anywhere
  // on the context without: whoever wants to do something off the strand afterwards saves the way out of it.
  template <class Handler>
  void async_read_some(boost::asio::mutable_buffer room, Handler handler) {
    if (tls_ != nullptr) {
      async_read_secure(room, boost::asio::bind_executor(strand_, std::move(handler)));
    } else {
      socket_.async_read_some(room, std::move(handler));
    }
  }
  boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer room, error_code& error);
  boost::asio::awaitable<std::size_t> write(boost::asio::const_buffer bytes, error_code& error);
  template <class Handler>
  void async_write(boost::asio::const_buffer bytes, Handler handler) {
    auto bound = boost::asio::bind_executor(strand_, std::move(handler));
    if (tls_ != nullptr) {
      async_write_secure(bytes, std::move(bound));
    } else {
      boost::asio::async_write(socket_, bytes, std::move(bound));
    }
  }

  // Makes a new session above the open socket, to be begun by handshake().
  void make_secure(std::shared_ptr<tls_context> context, const std::string& host, error_code& error);
  boost::asio::awaitable<void> handshake(error_code& error);
  // Says close_notify, and does not wait for the server's.
  boost::asio::awaitable<void> shut_down(error_code& error);

  // Whether a session that was made can be trusted; `detail` says why not.
  error_code handshake_success(std::string& detail) const;
  // What an error of the handshake means, as a code of this library; `detail` gets OpenSSL's own words.
  error_code handshake_failure(error_code error, std::string& detail) const;
  // The same for an error while reading or writing. What TCP says is not changed; a server that closes without
  // close_notify has closed, as Asterisk does at times.
  error_code transfer_failure(error_code error, std::string& detail) const;

private:
  using transfer_handler = boost::asio::any_completion_handler<void(error_code, std::size_t)>;

  void async_read_secure(boost::asio::mutable_buffer room, transfer_handler handler);
  void async_write_secure(boost::asio::const_buffer bytes, transfer_handler handler);

  serial_executor strand_;
  socket_type socket_;
  std::unique_ptr<tls_session> tls_;
};

}  // namespace ami::detail
