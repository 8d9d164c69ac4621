// A link to a server of which every byte is seen, for commands that need more than events and replies: plain or TLS, as
// the options say.
#pragma once

#include <ami/options.hpp>
#include <ami/server_address.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace amictl {

/// Reads the files that the options name, and makes of them what OpenSSL needs to verify a server.
/// @throws std::runtime_error when one cannot be used.
std::shared_ptr<boost::asio::ssl::context> make_tls_context(const ami::tls_options& options);

/// @par Thread safety One thread.
class server_link {
public:
  /// @param options outlive the link.
  server_link(const boost::asio::any_io_executor& executor, const ami::options& options);

  /// Resolves the name, connects, and makes the TLS handshake, within the options' limits.
  /// @throws boost::system::system_error with an `ami::errc` where there is one for the reason.
  boost::asio::awaitable<void> open(const ami::server_address& server);
  /// Reads what has arrived, at least a byte.
  /// @throws boost::system::system_error at the end of the link.
  boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer to);
  /// Writes all bytes. One at a time.
  boost::asio::awaitable<void> write(std::string_view bytes);
  /// Ends it at once: what is under way fails.
  void abort() noexcept;

  /// The address that answered.
  std::string address() const;

private:
  boost::asio::awaitable<void> connect(const ami::server_address& server);
  boost::asio::awaitable<void> shake_hands(const ami::server_address& server);

  const ami::options& options_;
  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::ip::tcp::socket socket_;
  std::shared_ptr<boost::asio::ssl::context> context_;
  std::unique_ptr<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
};

/// Calls a function unless it is destroyed before its time is over. Zero: never.
class deadline {
public:
  deadline(const boost::asio::any_io_executor& executor, std::chrono::milliseconds limit,
           std::function<void()> when_over);
  ~deadline();
  deadline(const deadline&) = delete;
  deadline& operator=(const deadline&) = delete;

  /// Whether the time is over.
  bool is_over() const noexcept;

private:
  class state;
  std::shared_ptr<state> state_;
};

}  // namespace amictl
