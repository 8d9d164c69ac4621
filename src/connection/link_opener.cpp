#include "connection/link_opener.hpp"

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
class link_opener::address_wait : public host_lookup_listener, public std::enable_shared_from_this<address_wait> {
public:
  address_wait(std::weak_ptr<link_opener> owner, std::shared_ptr<const context_executor> context,
               serial_executor strand)
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
  const std::weak_ptr<link_opener> owner_;
  std::mutex mutex_;
  std::shared_ptr<const context_executor> context_;  // until the attempt is over, as the next one
  std::optional<serial_executor> strand_;
  // The look-up's thread may have marked the strand for a run that it has not posted yet. Others rely on that run then,
  // and without this the context could run out of work, and return from run(), before it is there.
  std::optional<asio::executor_work_guard<asio::any_io_executor>> work_;
};

// Closes the wait, however its coroutine ends.
class link_opener::address_wait_guard {
public:
  explicit address_wait_guard(std::shared_ptr<address_wait> wait) noexcept : wait_{std::move(wait)} {}
  address_wait_guard(const address_wait_guard&) = delete;
  address_wait_guard& operator=(const address_wait_guard&) = delete;
  ~address_wait_guard() { wait_->close(); }

private:
  std::shared_ptr<address_wait> wait_;
};

bool link_opener::prepare(std::string& detail) {
  tls_ = shared_.settings_.tls() ? tls_context::make(*shared_.settings_.tls(), detail) : nullptr;
  return tls_ != nullptr || !shared_.settings_.tls();
}

asio::awaitable<std::vector<asio::ip::tcp::endpoint>> link_opener::resolve(server_address server) {
  auto literal = literal_address(server);
  if (literal) {
    co_return std::move(*literal);
  }
  const auto wait = start_resolving(server);
  const address_wait_guard guard{wait};
  while (!attempt_.stopping() && !wait->done_) {
    co_await shared_.io_->addresses_known_.wait();
  }
  attempt_.disarm_deadline();
  wait->done_ = true;  // what is still on its way comes too late
  std::vector<asio::ip::tcp::endpoint> endpoints;
  if (!attempt_.stopping()) {
    for (const auto& address : wait->addresses_) {
      endpoints.emplace_back(address, server.port());
    }
  }
  co_return endpoints;
}

std::optional<std::vector<asio::ip::tcp::endpoint>> link_opener::literal_address(const server_address& server) {
  error_code error;
  const auto address = asio::ip::make_address(server.host(), error);
  if (error) {
    return std::nullopt;
  }
  return std::vector<asio::ip::tcp::endpoint>{{address, server.port()}};
}

std::shared_ptr<link_opener::address_wait> link_opener::start_resolving(const server_address& server) {
  shared_.log_.write(spdlog::level::debug, "resolving");
  attempt_.arm_deadline(shared_.settings_.resolve_timeout(), errc::resolve_timed_out);
  auto wait = std::make_shared<address_wait>(shared_.watch(*this), shared_.context_, shared_.io_->strand_);
  look_up_host(server.host(), wait);
  return wait;
}

void link_opener::resolved(address_wait& wait, error_code error, const std::vector<asio::ip::address>& addresses) {
  if (attempt_.stopping() || wait.done_) {
    return;
  }
  wait.done_ = true;
  wait.addresses_ = addresses;
  if (error || addresses.empty()) {
    attempt_.stop(error == boost::system::errc::not_enough_memory ? error : make_error_code(errc::host_not_found),
                  error ? error.message() : std::string{});
  }
  shared_.io_->addresses_known_.notify();
}

asio::awaitable<void> link_opener::open(std::vector<asio::ip::tcp::endpoint> addresses) {
  error_code failure;  // of the last address
  for (const auto& address : addresses) {
    if (attempt_.stopping() || !begin_connecting(address, failure)) {
      continue;
    }
    error_code error;
    co_await shared_.io_->link_.socket().async_connect(address, asio::redirect_error(asio::use_awaitable, error));
    failure = connected(address, error);
    if (!failure) {
      co_return;
    }
  }
  attempt_.stop(failure);
}

bool link_opener::begin_connecting(const asio::ip::tcp::endpoint& address, error_code& failure) {
  shared_.io_->link_.open(address, failure);
  if (failure) {
    return false;
  }
  attempt_.arm_deadline(shared_.settings_.connect_timeout(), errc::connect_timed_out);
  return true;
}

// Returns why this address cannot be used.
error_code link_opener::connected(const asio::ip::tcp::endpoint& address, error_code error) {
  attempt_.set_server_port(address.port());
  const error_code timed_out = attempt_.disarm_deadline();
  if (attempt_.stopping()) {
    return attempt_.supervisor().reason();
  }
  if (!error && !timed_out) {
    set_socket_options();
    return {};
  }
  const bool given_up = error == asio::error::timed_out;  // by the system, before the options' limit
  const error_code failure = timed_out  ? timed_out
                             : given_up ? make_error_code(errc::connect_timed_out)
                                        : named_error(error);
  shared_.log_.write(spdlog::level::debug, "{}: {}", address.address().to_string(), failure.message());
  return failure;
}

// Options that the system does not know are left out: the protocol needs none of them.
void link_opener::set_socket_options() {
  error_code ignored;
  auto& socket = shared_.io_->link_.socket();
  socket.non_blocking(true, ignored);  // for link::try_write()
  socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
  if (!shared_.settings_.tcp_keep_alive()) {
    return;
  }
  socket.set_option(asio::socket_base::keep_alive{true}, ignored);
#if defined(__linux__)
  using user_timeout = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
  using keep_idle = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_KEEPIDLE>;
  // The times after which the liveness check would give the link up.
  if (shared_.settings_.ping_after() > options::duration::zero()) {
    const auto limit = shared_.settings_.ping_timeout().count();
    const auto idle = std::max<options::duration::rep>(1, shared_.settings_.ping_after().count() / 1000);
    constexpr options::duration::rep largest = 1 << 30;
    socket.set_option(user_timeout{static_cast<int>(std::min(limit, largest))}, ignored);
    socket.set_option(keep_idle{static_cast<int>(std::min<options::duration::rep>(idle, 32767))}, ignored);
  }
#endif
}

asio::awaitable<void> link_opener::secure(server_address server) {
  if (!begin_handshake(server)) {
    co_return;
  }
  error_code error;
  co_await shared_.io_->link_.handshake(error);
  handshake_ended(error);
}

bool link_opener::begin_handshake(const server_address& server) {
  error_code error;
  std::string detail;
  // prepare() has read the files for the first attempt; each further one reads them again.
  auto context = std::move(tls_);
  if (context == nullptr) {
    context = tls_context::make(*shared_.settings_.tls(), detail);
  }
  if (context == nullptr) {
    shared_.log_.write(spdlog::level::warn, "{}", detail);
    attempt_.stop(errc::invalid_options, std::move(detail));
    return false;
  }
  shared_.io_->link_.make_secure(std::move(context), server.host(), error);
  if (error) {
    attempt_.stop(error, "the server's name cannot be verified");
    return false;
  }
  attempt_.arm_deadline(shared_.settings_.connect_timeout(), errc::tls_timed_out);
  return true;
}

void link_opener::handshake_ended(error_code error) {
  const error_code timed_out = attempt_.disarm_deadline();
  if (attempt_.stopping()) {
    return;
  }
  if (timed_out) {
    attempt_.stop(timed_out);
    return;
  }
  std::string detail;
  const error_code failure =
      error ? shared_.io_->link_.handshake_failure(error, detail) : shared_.io_->link_.handshake_success(detail);
  if (failure) {
    shared_.log_.write(spdlog::level::debug, "TLS: {}", detail);
    attempt_.stop(failure, std::move(detail));
  }
}

}  // namespace ami::detail
