// The link to the server: a TCP socket, with TLS above it if the options ask for it. Lives on the connection's strand.
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

// Without TLS an operation costs one more branch than the socket's own. Functions that return an awaitable are no
// coroutines. open() and destruction require that all operations have ended.
class link {
public:
  using error_code = boost::system::error_code;
  link(serial_executor strand, const boost::asio::any_io_executor& executor);
  link(const link&) = delete;
  link& operator=(const link&) = delete;
  ~link();

  // Its executor is the context's, not the strand: operations are begun on the strand, and complete there when they are
  // bound to it.
  using socket_type = boost::asio::ip::tcp::socket;

  socket_type& socket() noexcept { return socket_; }
  bool is_secure() const noexcept { return tls_ != nullptr; }

  // Opens a new socket; a TLS session of the old one is forgotten.
  void open(const boost::asio::ip::tcp::endpoint& address, error_code& error);
  // Closes at once; pending operations end with operation_aborted.
  void close() noexcept;

  // Writes as much as the system takes without blocking, while no async_write() is pending; nothing with TLS.
  std::size_t try_write(boost::asio::const_buffer bytes, error_code& error);
  // One of the next three operations may be pending at a time, beside one async_write(). With TLS the handler of
  // async_read_some() runs on the strand, else on any thread of the context, so that the reader can run handlers off
  // the strand.
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

  // Creates a TLS session on the open socket; handshake() is to follow.
  void make_secure(std::shared_ptr<tls_context> context, const std::string& host, error_code& error);
  boost::asio::awaitable<void> handshake(error_code& error);
  // Sends close_notify, and does not wait for the server's.
  boost::asio::awaitable<void> shut_down(error_code& error);

  // Whether the session after the handshake can be trusted; if not, `detail` has the reason.
  error_code handshake_success(std::string& detail) const;
  // Translates an error of the handshake to an error of this library; `detail` becomes OpenSSL's own text.
  error_code handshake_failure(error_code error, std::string& detail) const;
  // The same for an error of reading or writing. Errors of TCP stay what they are; a server that closes without
  // close_notify, as Asterisk may, counts as having closed.
  error_code transfer_failure(error_code error, std::string& detail) const;

private:
  using transfer_handler = boost::asio::any_completion_handler<void(error_code, std::size_t)>;

  void async_read_secure(boost::asio::mutable_buffer room, transfer_handler handler);
  void async_write_secure(boost::asio::const_buffer bytes, transfer_handler handler);
  template <class Start>
  boost::asio::awaitable<std::size_t> await_transfer(Start start, error_code& error);

  serial_executor strand_;
  socket_type socket_;
  std::unique_ptr<tls_session> tls_;
};

}  // namespace ami::detail
