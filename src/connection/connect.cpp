// From a host name to a link that the server can be spoken to on: addresses, TCP, TLS.
#include "connection/connection.hpp"
#include "net/host_lookup.hpp"
#include "net/tls_context.hpp"
#include "values/named_error.hpp"

#include <ami/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/common.h>

#include <algorithm>
#include <mutex>

#if defined(__linux__)
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace asio = boost::asio;

namespace ami::detail {

// The wait of one attempt for the addresses of its server. The attempt owns it, and what arrives after its end is
// ignored.
class connection::address_wait : public host_lookup_listener, public std::enable_shared_from_this<address_wait> {
public:
  address_wait(std::weak_ptr<connection> owner, std::shared_ptr<const context_executor> context, serial_executor strand)
      : owner_{std::move(owner)}, context_{std::move(context)}, strand_{std::move(strand)} {
    context_->use([this](const asio::any_io_executor& executor) { work_.emplace(executor); });
  }

  void looked_up(error_code error, const std::vector<asio::ip::address>& addresses) override {
    const std::lock_guard lock{mutex_};
    if (context_ == nullptr) {
      return;
    }
    context_->use([&](const asio::any_io_executor&) {
      asio::post(*strand_, [weak = weak_from_this(), error, addresses] {
        const auto self = weak.lock();
        const auto owner = self != nullptr ? self->owner_.lock() : nullptr;
        if (owner != nullptr) {
          owner->resolved(*self, error, addresses);
        }
      });
    });
  }

  // The attempt is over, and its context may end before the look-up does: waits until the look-up's thread does nothing
  // with it, and lets go of all that belongs to it, which would otherwise be destroyed on that thread.
  void close() {
    const std::lock_guard lock{mutex_};
    strand_.reset();
    context_.reset();
    work_.reset();
  }

  // On the strand.
  bool done_ = false;
  std::vector<asio::ip::address> addresses_;

private:
  const std::weak_ptr<connection> owner_;
  std::mutex mutex_;
  std::shared_ptr<const context_executor> context_;  // until the attempt is over, as the next one
  std::optional<serial_executor> strand_;
  // The look-up's thread may have marked the strand for a run that it has not posted yet. Others rely on that run then,
  // and without this the context could run out of work, and return from run(), before it is there.
  std::optional<asio::executor_work_guard<asio::any_io_executor>> work_;
};

// Closes the wait, however its coroutine ends.
class connection::address_wait_guard {
public:
  explicit address_wait_guard(std::shared_ptr<address_wait> wait) noexcept : wait_{std::move(wait)} {}
  address_wait_guard(const address_wait_guard&) = delete;
  address_wait_guard& operator=(const address_wait_guard&) = delete;
  ~address_wait_guard() { wait_->close(); }

private:
  std::shared_ptr<address_wait> wait_;
};

asio::awaitable<std::vector<asio::ip::tcp::endpoint>> connection::resolve(server_address server) {
  auto literal = literal_address(server);
  if (literal) {
    co_return std::move(*literal);
  }
  const auto wait = start_resolving(server);
  const address_wait_guard guard{wait};
  while (!stopping() && !wait->done_) {
    co_await io_->addresses_known_.wait();
  }
  disarm_deadline();
  wait->done_ = true;  // what is still on its way comes too late
  std::vector<asio::ip::tcp::endpoint> endpoints;
  if (!stopping()) {
    for (const auto& address : wait->addresses_) {
      endpoints.emplace_back(address, server.port());
    }
  }
  co_return endpoints;
}

std::optional<std::vector<asio::ip::tcp::endpoint>> connection::literal_address(const server_address& server) {
  error_code error;
  const auto address = asio::ip::make_address(server.host(), error);
  if (error) {
    return std::nullopt;
  }
  return std::vector<asio::ip::tcp::endpoint>{{address, server.port()}};
}

std::shared_ptr<connection::address_wait> connection::start_resolving(const server_address& server) {
  log_.write(spdlog::level::debug, "resolving");
  arm_deadline(options_.resolve_timeout(), errc::resolve_timed_out);
  auto wait = std::make_shared<address_wait>(weak_from_this(), context_, io_->strand_);
  look_up_host(server.host(), wait);
  return wait;
}

void connection::resolved(address_wait& wait, error_code error, const std::vector<asio::ip::address>& addresses) {
  if (stopping() || wait.done_) {
    return;
  }
  wait.done_ = true;
  wait.addresses_ = addresses;
  if (error || addresses.empty()) {
    stop(error == boost::system::errc::not_enough_memory ? error : make_error_code(errc::host_not_found),
         error ? error.message() : std::string{});
  }
  io_->addresses_known_.notify();
}

asio::awaitable<void> connection::open_link(std::vector<asio::ip::tcp::endpoint> addresses) {
  error_code failure;  // of the last address
  for (const auto& address : addresses) {
    if (stopping() || !begin_connecting(address, failure)) {
      continue;
    }
    error_code error;
    co_await io_->link_.socket().async_connect(address, asio::redirect_error(asio::use_awaitable, error));
    failure = link_opened(address, error);
    if (!failure) {
      co_return;
    }
  }
  stop(failure);
}

bool connection::begin_connecting(const asio::ip::tcp::endpoint& address, error_code& failure) {
  io_->link_.open(address, failure);
  if (failure) {
    return false;
  }
  arm_deadline(options_.connect_timeout(), errc::connect_timed_out);
  return true;
}

// Returns why this address cannot be used.
error_code connection::link_opened(const asio::ip::tcp::endpoint& address, error_code error) {
  server_port_ = address.port();
  const error_code timed_out = deadline_error_;
  disarm_deadline();
  if (stopping()) {
    return supervisor_.reason();
  }
  if (!error && !timed_out) {
    set_socket_options();
    return {};
  }
  const bool given_up = error == asio::error::timed_out;  // by the system, before the options' limit
  const error_code failure = timed_out  ? timed_out
                             : given_up ? make_error_code(errc::connect_timed_out)
                                        : named_error(error);
  log_.write(spdlog::level::debug, "{}: {}", address.address().to_string(), failure.message());
  return failure;
}

// Options that the system does not know are left out: the protocol needs none of them.
void connection::set_socket_options() {
  error_code ignored;
  auto& socket = io_->link_.socket();
  socket.non_blocking(true, ignored);  // for link::try_write()
  socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
  if (!options_.tcp_keep_alive()) {
    return;
  }
  socket.set_option(asio::socket_base::keep_alive{true}, ignored);
#if defined(__linux__)
  using user_timeout = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
  using keep_idle = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_KEEPIDLE>;
  if (liveness_.enabled()) {
    const auto limit = options_.ping_timeout().count();
    const auto idle = std::max<options::duration::rep>(1, options_.ping_after().count() / 1000);
    constexpr options::duration::rep largest = 1 << 30;
    socket.set_option(user_timeout{static_cast<int>(std::min(limit, largest))}, ignored);
    socket.set_option(keep_idle{static_cast<int>(std::min<options::duration::rep>(idle, 32767))}, ignored);
  }
#endif
}

asio::awaitable<void> connection::secure(server_address server) {
  if (!begin_handshake(server)) {
    co_return;
  }
  error_code error;
  co_await io_->link_.handshake(error);
  handshake_ended(error);
}

bool connection::begin_handshake(const server_address& server) {
  error_code error;
  std::string detail;
  // connect() has read the files for the first attempt; each further one reads them again.
  auto context = std::move(tls_);
  if (context == nullptr) {
    context = tls_context::make(*options_.tls(), detail);
  }
  if (context == nullptr) {
    log_.write(spdlog::level::warn, "{}", detail);
    stop(errc::invalid_options, std::move(detail));
    return false;
  }
  io_->link_.make_secure(std::move(context), server.host(), error);
  if (error) {
    stop(error, "the server's name cannot be verified");
    return false;
  }
  arm_deadline(options_.connect_timeout(), errc::tls_timed_out);
  return true;
}

void connection::handshake_ended(error_code error) {
  const error_code timed_out = deadline_error_;
  disarm_deadline();
  if (stopping()) {
    return;
  }
  if (timed_out) {
    stop(timed_out);
    return;
  }
  std::string detail;
  const error_code failure = error ? io_->link_.handshake_failure(error, detail) : io_->link_.handshake_success(detail);
  if (failure) {
    log_.write(spdlog::level::debug, "TLS: {}", detail);
    stop(failure, std::move(detail));
  }
}

}  // namespace ami::detail
