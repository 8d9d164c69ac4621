#include "amictl/doctor_probe.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <mutex>
#include <thread>
#include <utility>

namespace asio = boost::asio;

namespace amictl {

namespace {

using asio::ip::tcp;

constexpr auto probe_token = asio::as_tuple(asio::use_awaitable);

measured_time since(std::chrono::steady_clock::time_point began) {
  return std::chrono::steady_clock::now() - began;
}

// Ends what a socket waits for when its time is over.
class probe_limit {
public:
  probe_limit(const std::shared_ptr<tcp::socket>& socket, std::chrono::milliseconds limit)
      : timer_{socket->get_executor(), limit}, expired_{std::make_shared<bool>(false)} {
    timer_.async_wait([waiting = std::weak_ptr{socket}, expired = expired_](const boost::system::error_code& error) {
      const auto open = waiting.lock();
      if (!error && open) {
        *expired = true;
        boost::system::error_code ignored;
        open->cancel(ignored);
      }
    });
  }
  probe_limit(const probe_limit&) = delete;
  probe_limit& operator=(const probe_limit&) = delete;

  bool expired() const noexcept { return *expired_; }

private:
  asio::steady_timer timer_;
  std::shared_ptr<bool> expired_;
};

// A look-up on a thread of its own, which nobody waits for: the system's resolver cannot be interrupted.
class name_lookup {
public:
  class state {
  public:
    std::mutex mutex;
    asio::steady_timer* waiting = nullptr;  // null when nobody waits any more
    std::vector<std::string> addresses;
    boost::system::error_code error;
    bool done = false;
  };

  name_lookup(const std::string& host, asio::steady_timer& timer) : state_{std::make_shared<state>()} {
    state_->waiting = &timer;
    std::thread{[host, shared = state_] { run(host, shared); }}.detach();
  }
  name_lookup(const name_lookup&) = delete;
  name_lookup& operator=(const name_lookup&) = delete;
  ~name_lookup() {
    const std::lock_guard lock{state_->mutex};
    state_->waiting = nullptr;
  }

  void take(name_observation& seen) const {
    const std::lock_guard lock{state_->mutex};
    seen.addresses = state_->addresses;
    seen.error = state_->error;
    seen.timed_out = !state_->done;
  }

private:
  static void run(const std::string& host, const std::shared_ptr<state>& shared) {
    asio::io_context context;  // only needed by the resolver; it is not run
    tcp::resolver resolver{context};
    boost::system::error_code error;
    std::vector<std::string> addresses;
    for (const auto& entry : resolver.resolve(host, std::string{}, tcp::resolver::numeric_service, error)) {
      addresses.push_back(entry.endpoint().address().to_string());
    }
    const std::lock_guard lock{shared->mutex};
    shared->addresses = std::move(addresses);
    shared->error = error;
    shared->done = true;
    if (shared->waiting != nullptr) {
      asio::post(shared->waiting->get_executor(), [shared] {
        const std::lock_guard waiting_lock{shared->mutex};
        if (shared->waiting != nullptr) {
          shared->waiting->cancel();
        }
      });
    }
  }

  std::shared_ptr<state> state_;
};

class openssl_deleter {
public:
  void operator()(X509* certificate) const noexcept { X509_free(certificate); }
  void operator()(BIO* bio) const noexcept { BIO_free_all(bio); }
  void operator()(GENERAL_NAMES* names) const noexcept { GENERAL_NAMES_free(names); }
};

// As "CN = pbx.example.org, O = Example".
std::string text_of_name(const X509_NAME* name) {
  const std::unique_ptr<BIO, openssl_deleter> bio{BIO_new(BIO_s_mem())};
  if (!bio || X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB) < 0) {
    return {};
  }
  std::string text(static_cast<std::size_t>(BIO_ctrl_pending(bio.get())), '\0');
  const int size = BIO_read(bio.get(), text.data(), static_cast<int>(text.size()));
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return text;
}

std::chrono::system_clock::time_point time_of(const ASN1_TIME* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? std::chrono::system_clock::from_time_t(::timegm(&parts))
                                            : std::chrono::system_clock::time_point{};
}

std::string address_in(const ASN1_OCTET_STRING* bytes) {
  const auto* const data = ASN1_STRING_get0_data(bytes);
  const int size = ASN1_STRING_length(bytes);
  asio::ip::address_v4::bytes_type four{};
  asio::ip::address_v6::bytes_type sixteen{};
  if (size == static_cast<int>(four.size())) {
    std::memcpy(four.data(), data, four.size());
    return asio::ip::address_v4{four}.to_string();
  }
  if (size == static_cast<int>(sixteen.size())) {
    std::memcpy(sixteen.data(), data, sixteen.size());
    return asio::ip::address_v6{sixteen}.to_string();
  }
  return {};
}

std::vector<std::string> alternative_names(const X509* certificate) {
  std::vector<std::string> result;
  const std::unique_ptr<GENERAL_NAMES, openssl_deleter> names{
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr))};
  for (int at = 0; names && at < sk_GENERAL_NAME_num(names.get()); ++at) {
    const GENERAL_NAME* const name = sk_GENERAL_NAME_value(names.get(), at);
    if (name->type == GEN_DNS) {
      result.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                          static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
    } else if (name->type == GEN_IPADD) {
      result.push_back(address_in(name->d.iPAddress));
    }
  }
  return result;
}

bool is_address(const std::string& host) {
  boost::system::error_code error;
  asio::ip::make_address(host, error);
  return !error;
}

std::string fingerprint(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  std::string text;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1) {
    for (unsigned at = 0; at < size; ++at) {
      text += fmt::format("{}{:02X}", at == 0 ? "" : ":", digest[at]);
    }
  }
  return text;
}

certificate_facts facts_of(X509* certificate, const std::string& name) {
  certificate_facts facts;
  facts.subject = text_of_name(X509_get_subject_name(certificate));
  facts.issuer = text_of_name(X509_get_issuer_name(certificate));
  facts.names = alternative_names(certificate);
  facts.not_before = time_of(X509_get0_notBefore(certificate));
  facts.not_after = time_of(X509_get0_notAfter(certificate));
  facts.self_signed = X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
  facts.fits_name = (is_address(name) ? X509_check_ip_asc(certificate, name.c_str(), 0)
                                      : X509_check_host(certificate, name.c_str(), 0, 0, nullptr)) == 1;
  facts.sha256 = fingerprint(certificate);
  return facts;
}

void observe_certificate(SSL* connection, const std::string& name, tls_observation& seen) {
  seen.version = SSL_get_version(connection);
  if (const std::unique_ptr<X509, openssl_deleter> certificate{SSL_get1_peer_certificate(connection)}) {
    seen.certificate = facts_of(certificate.get(), name);
  }
}

}  // namespace

asio::awaitable<name_observation> look_up_name(std::string host, std::chrono::milliseconds limit) {
  name_observation seen;
  seen.host = host;
  if (is_address(host)) {
    seen.addresses.push_back(std::move(host));
    co_return seen;
  }
  const auto began = std::chrono::steady_clock::now();
  asio::steady_timer timer{co_await asio::this_coro::executor, limit};
  const name_lookup lookup{host, timer};
  [[maybe_unused]] auto ended = co_await timer.async_wait(probe_token);
  seen.took = since(began);
  lookup.take(seen);
  // An address of each family may come several times.
  std::vector<std::string> once;
  for (const std::string& address : seen.addresses) {
    if (std::find(once.begin(), once.end(), address) == once.end()) {
      once.push_back(address);
    }
  }
  seen.addresses = std::move(once);
  co_return seen;
}

probe_link::probe_link(const asio::any_io_executor& executor, std::chrono::milliseconds limit)
    : socket_{std::make_shared<tcp::socket>(executor)}, context_{asio::ssl::context::tls_client}, limit_{limit} {}

asio::awaitable<port_observation> probe_link::open(std::vector<std::string> addresses, std::uint16_t port) {
  port_observation seen;
  seen.port = port;
  for (const std::string& address : addresses) {
    seen.address = address;
    const auto began = std::chrono::steady_clock::now();
    boost::system::error_code ignored;
    socket_->close(ignored);
    const probe_limit limit{socket_, limit_};
    const tcp::endpoint place{asio::ip::make_address(address), port};
    auto result = co_await socket_->async_connect(place, probe_token);
    seen.took = since(began);
    seen.error = std::get<0>(result);
    seen.timed_out = seen.error && limit.expired();
    if (!seen.error) {
      seen.own_address = socket_->local_endpoint(ignored).address().to_string();
      break;
    }
  }
  co_return seen;
}

asio::awaitable<tls_observation> probe_link::secure(std::string name) {
  tls_observation seen;
  context_.set_verify_mode(asio::ssl::verify_none);
  tls_ = std::make_unique<asio::ssl::stream<tcp::socket&>>(*socket_, context_);
  SSL* const connection = tls_->native_handle();
  if (!is_address(name)) {
    SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  }
  const probe_limit limit{socket_, limit_};
  auto result = co_await tls_->async_handshake(asio::ssl::stream_base::client, probe_token);
  const boost::system::error_code error = std::get<0>(result);
  seen.timed_out = error && limit.expired();
  seen.secured = !error;
  if (error) {
    seen.error = error.message();
  } else {
    observe_certificate(connection, name, seen);
  }
  co_return seen;
}

asio::awaitable<std::string> probe_link::read_until(std::string_view end, bool* closed) {
  constexpr std::size_t enough = 8192;
  std::string text;
  std::array<char, 2048> buffer{};
  const probe_limit limit{socket_, limit_};
  while (text.size() < enough && text.find(end) == std::string::npos) {
    std::size_t count = 0;
    boost::system::error_code error;
    if (tls_) {
      auto result = co_await tls_->async_read_some(asio::buffer(buffer), probe_token);
      error = std::get<0>(result);
      count = std::get<1>(result);
    } else {
      auto result = co_await socket_->async_read_some(asio::buffer(buffer), probe_token);
      error = std::get<0>(result);
      count = std::get<1>(result);
    }
    text.append(buffer.data(), count);
    if (error) {
      *closed = !limit.expired();
      break;
    }
  }
  co_return text;
}

asio::awaitable<speech_observation> probe_link::listen() {
  speech_observation seen;
  const auto began = std::chrono::steady_clock::now();
  std::string greeting = co_await read_until("\n", &seen.closed);
  seen.greeting = std::move(greeting);
  seen.waited = since(began);
  if (!seen.greeting.empty() || seen.closed) {
    co_return seen;
  }
  const std::string question = "GET / HTTP/1.0\r\n\r\n";
  const probe_limit limit{socket_, limit_};
  if (tls_) {
    [[maybe_unused]] auto written = co_await asio::async_write(*tls_, asio::buffer(question), probe_token);
  } else {
    [[maybe_unused]] auto written = co_await asio::async_write(*socket_, asio::buffer(question), probe_token);
  }
  bool closed_after_question = false;
  std::string answer = co_await read_until("\r\n\r\n", &closed_after_question);
  seen.http_answer = std::move(answer);
  co_return seen;
}

}  // namespace amictl
