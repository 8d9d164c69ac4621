#include "net/host_lookup.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <csignal>
#include <exception>
#include <map>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

using listeners = std::vector<std::weak_ptr<host_lookup_listener>>;

// All look-ups of this process that have not ended.
class running_lookups {
public:
  // Never destroyed, because a look-up may end after static objects have been destroyed.
  static running_lookups& instance() {
    static auto* const made = new running_lookups;  // NOLINT(cppcoreguidelines-owning-memory)
    return *made;
  }

  // True when the caller has to start the look-up.
  bool add(const std::string& host, const std::shared_ptr<host_lookup_listener>& listener) {
    const std::lock_guard lock{mutex_};
    // After a fork() the threads of the parent do not exist in the child.
    if (const pid_t process = ::getpid(); process != process_) {
      by_host_.clear();
      process_ = process;
    }
    if (const auto found = by_host_.find(host); found != by_host_.end()) {
      std::erase_if(found->second, [](const auto& waiting) { return waiting.expired(); });
      found->second.push_back(listener);
      return false;
    }
    by_host_.emplace(host, listeners{listener});
    return true;
  }

  listeners take(const std::string& host) {
    const std::lock_guard lock{mutex_};
    auto taken = by_host_.extract(host);
    return taken.empty() ? listeners{} : std::move(taken.mapped());
  }

private:
  std::mutex mutex_;
  pid_t process_ = 0;
  std::map<std::string, listeners> by_host_;
};

// Keeps signals on the program's own threads.
class all_signals_blocked {
public:
  all_signals_blocked() noexcept {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  all_signals_blocked(const all_signals_blocked&) = delete;
  all_signals_blocked& operator=(const all_signals_blocked&) = delete;
  ~all_signals_blocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
  sigset_t before_{};
};

std::vector<asio::ip::address> addresses_of(const std::string& host, boost::system::error_code& error) {
  std::vector<asio::ip::address> addresses;
  asio::io_context context;  // only needed by the resolver; it is not run
  asio::ip::tcp::resolver resolver{context};
  for (const auto& entry : resolver.resolve(host, std::string{}, asio::ip::tcp::resolver::numeric_service, error)) {
    addresses.push_back(entry.endpoint().address());
  }
  return addresses;
}

// Tells all who wait for this name.
void tell(const std::string& host, boost::system::error_code error, const std::vector<asio::ip::address>& addresses) {
  for (const auto& waiting : running_lookups::instance().take(host)) {
    const auto listener = waiting.lock();
    if (listener == nullptr) {
      continue;
    }
    try {
      listener->looked_up(error, addresses);
    } catch (const std::bad_alloc&) {
      // The listener is not told; its time limit ends the attempt.
      continue;
    }
  }
}

void look_up(const std::string& host) {
  boost::system::error_code error;
  std::vector<asio::ip::address> addresses;
  try {
    addresses = addresses_of(host, error);
  } catch (const boost::system::system_error& failure) {
    error = failure.code();
  } catch (const std::exception&) {
    error = make_error_code(boost::system::errc::not_enough_memory);
  }
  tell(host, error, addresses);
}

}  // namespace

void look_up_host(const std::string& host, const std::shared_ptr<host_lookup_listener>& listener) {
  if (!running_lookups::instance().add(host, listener)) {
    return;
  }
  try {
    const all_signals_blocked while_it_starts;
    std::thread{[host] { look_up(host); }}.detach();
  } catch (const std::system_error& failure) {
    tell(host, failure.code(), {});
  } catch (...) {
    tell(host, make_error_code(boost::system::errc::not_enough_memory), {});
  }
}

}  // namespace ami::detail
