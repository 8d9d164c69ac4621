#include "amictl/server_link.hpp"

#include <ami/errc.hpp>
#include <ami/tls.hpp>

#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace amictl {

namespace {

using certificate_ptr = std::unique_ptr<X509, decltype(&X509_free)>;
using bio_pointer = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

// Lower-case hexadecimal digits without anything between them.
std::string link_fingerprint(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  std::string result;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1) {
    for (unsigned at = 0; at < size; ++at) {
      result += fmt::format("{:02x}", digest[at]);
    }
  }
  return result;
}

std::string plain_fingerprint(std::string_view text) {
  text.remove_prefix(text.find('=') != std::string_view::npos ? text.find('=') + 1 : 0);
  std::string result;
  for (const char letter : text) {
    if (std::isxdigit(static_cast<unsigned char>(letter)) != 0) {
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
  }
  return result;
}

void add_pins_from(std::vector<std::string>& pins, BIO* from, std::string_view source) {
  const std::size_t before = pins.size();
  while (certificate_ptr found{from != nullptr ? PEM_read_bio_X509(from, nullptr, nullptr, nullptr) : nullptr,
                               X509_free}) {
    pins.push_back(link_fingerprint(found.get()));
  }
  ERR_clear_error();
  if (pins.size() == before) {
    throw std::runtime_error{fmt::format("{}: there is no certificate in it", source)};
  }
}

std::vector<std::string> pins_of(const ami::tls_options& options) {
  std::vector<std::string> pins;
  for (const std::string& text : options.pinned_certificate_sha256s()) {
    pins.push_back(plain_fingerprint(text));
  }
  for (const std::string& text : options.pinned_certificate_pems()) {
    const bio_pointer from{BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free_all};
    add_pins_from(pins, from.get(), "the pinned certificate");
  }
  for (const std::string& path : options.pinned_certificate_files()) {
    const bio_pointer from{BIO_new_file(path.c_str(), "r"), BIO_free_all};
    add_pins_from(pins, from.get(), path);
  }
  return pins;
}

void trust(asio::ssl::context& context, const ami::tls_options& options) {
  if (options.pins()) {
    // The certificate itself decides, and nothing that OpenSSL finds wrong with it.
    context.set_verify_callback([pins = pins_of(options)](bool, asio::ssl::verify_context& chain) {
      const X509* const shown = X509_STORE_CTX_get0_cert(chain.native_handle());
      return shown != nullptr && std::ranges::find(pins, link_fingerprint(shown)) != pins.end();
    });
    return;
  }
  if (!options.ca_file().empty()) {
    context.load_verify_file(options.ca_file());
  }
  if (!options.ca_directory().empty()) {
    context.add_verify_path(options.ca_directory());
  }
  if (!options.ca_pem().empty()) {
    context.add_certificate_authority(asio::buffer(options.ca_pem()));
  }
  if (options.system_cas()) {
    context.set_default_verify_paths();
  }
}

void show_certificate(asio::ssl::context& context, const ami::tls_options& options) {
  context.set_password_callback(
      [&options](std::size_t, asio::ssl::context::password_purpose) { return options.key_passphrase().reveal(); });
  if (!options.certificate_file().empty()) {
    context.use_certificate_chain_file(options.certificate_file());
    context.use_private_key_file(options.key_file(), asio::ssl::context::pem);
  } else if (!options.certificate_pem().empty()) {
    context.use_certificate_chain(asio::buffer(options.certificate_pem()));
    context.use_private_key(asio::buffer(options.key_pem().reveal()), asio::ssl::context::pem);
  }
}

ami::error_code tls_failure(const boost::system::error_code& error, SSL* tls) {
  switch (SSL_get_verify_result(tls)) {
  case X509_V_OK: break;
  case X509_V_ERR_CERT_HAS_EXPIRED:
  case X509_V_ERR_CERT_NOT_YET_VALID: return ami::errc::tls_certificate_expired;
  case X509_V_ERR_HOSTNAME_MISMATCH:
  case X509_V_ERR_IP_ADDRESS_MISMATCH: return ami::errc::tls_wrong_host;
  default: return ami::errc::tls_untrusted;
  }
  const bool no_tls = error.category() == asio::error::get_ssl_category() &&
                      ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_WRONG_VERSION_NUMBER;
  return no_tls ? ami::errc::tls_not_tls : ami::errc::tls_handshake_failed;
}

ami::error_code connect_failure(const boost::system::error_code& error) {
  if (error == asio::error::connection_refused) {
    return ami::errc::connection_refused;
  }
  if (error == asio::error::network_unreachable) {
    return ami::errc::network_unreachable;
  }
  if (error == asio::error::host_unreachable) {
    return ami::errc::host_unreachable;
  }
  return error;
}

}  // namespace

std::shared_ptr<asio::ssl::context> make_tls_context(const ami::tls_options& options) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
  try {
    const int oldest = options.minimum_version() == ami::tls_version::v1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
    SSL_CTX_set_min_proto_version(context->native_handle(), oldest);
    if (!options.ciphers().empty() &&
        SSL_CTX_set_cipher_list(context->native_handle(), options.ciphers().c_str()) != 1) {
      throw std::runtime_error{"none of the ciphers is available"};
    }
    if (options.verifies()) {
      context->set_verify_mode(asio::ssl::verify_peer);
      trust(*context, options);
    }
    show_certificate(*context, options);
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error{fmt::format("TLS: {}", error.what())};
  }
  return context;
}

// ---- The link

server_link::server_link(const asio::any_io_executor& executor, const ami::options& options)
    : options_{options}, resolver_{executor}, socket_{executor} {
  if (options.tls()) {
    context_ = make_tls_context(*options.tls());
  }
}

asio::awaitable<void> server_link::open(const ami::server_address& server) {
  co_await connect(server);
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
  socket_.set_option(asio::socket_base::keep_alive{options_.tcp_keep_alive()}, ignored);
  if (context_) {
    co_await shake_hands(server);
  }
}

asio::awaitable<void> server_link::connect(const ami::server_address& server) {
  asio::ip::tcp::resolver::results_type found;
  {
    const deadline limit{socket_.get_executor(), options_.resolve_timeout(), [this] { resolver_.cancel(); }};
    try {
      found = co_await resolver_.async_resolve(server.host(), std::to_string(server.port()), asio::use_awaitable);
    } catch (const boost::system::system_error&) {
      const ami::error_code reason = limit.is_over() ? ami::errc::resolve_timed_out : ami::errc::host_not_found;
      throw boost::system::system_error{reason, server.host()};
    }
  }
  boost::system::error_code last = asio::error::host_not_found;
  for (const auto& entry : found) {
    socket_.close();
    const deadline limit{socket_.get_executor(), options_.connect_timeout(), [this] { socket_.close(); }};
    try {
      co_await socket_.async_connect(entry.endpoint(), asio::use_awaitable);
      co_return;
    } catch (const boost::system::system_error& error) {
      last = limit.is_over() ? ami::error_code{ami::errc::connect_timed_out} : connect_failure(error.code());
    }
  }
  throw boost::system::system_error{last, to_string(server)};
}

asio::awaitable<void> server_link::shake_hands(const ami::server_address& server) {
  const ami::tls_options& settings = *options_.tls();
  tls_ = std::make_unique<asio::ssl::stream<asio::ip::tcp::socket&>>(socket_, *context_);
  const std::string& name = settings.server_name().empty() ? server.host() : settings.server_name();
  boost::system::error_code is_no_address;
  asio::ip::make_address(name, is_no_address);
  if (is_no_address) {
    SSL_set_tlsext_host_name(tls_->native_handle(), name.c_str());
  }
  if (settings.verifies_name()) {
    X509_VERIFY_PARAM* const wanted = SSL_get0_param(tls_->native_handle());
    if (is_no_address) {
      X509_VERIFY_PARAM_set1_host(wanted, name.c_str(), name.size());
    } else {
      X509_VERIFY_PARAM_set1_ip_asc(wanted, name.c_str());
    }
  }
  const deadline limit{socket_.get_executor(), options_.connect_timeout(), [this] { socket_.close(); }};
  try {
    co_await tls_->async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
  } catch (const boost::system::system_error& error) {
    const ami::error_code reason =
        limit.is_over() ? ami::errc::tls_timed_out : tls_failure(error.code(), tls_->native_handle());
    throw boost::system::system_error{reason, to_string(server)};
  }
}

asio::awaitable<std::size_t> server_link::read_some(asio::mutable_buffer to) {
  if (tls_) {
    co_return co_await tls_->async_read_some(to, asio::use_awaitable);
  }
  co_return co_await socket_.async_read_some(to, asio::use_awaitable);
}

asio::awaitable<void> server_link::write(std::string_view bytes) {
  if (tls_) {
    co_await asio::async_write(*tls_, asio::buffer(bytes), asio::use_awaitable);
  } else {
    co_await asio::async_write(socket_, asio::buffer(bytes), asio::use_awaitable);
  }
}

void server_link::abort() noexcept {
  boost::system::error_code ignored;
  resolver_.cancel();
  socket_.close(ignored);
}

std::string server_link::address() const {
  boost::system::error_code error;
  const auto remote = socket_.remote_endpoint(error);
  return error ? std::string{} : to_string(ami::server_address{remote.address().to_string(), remote.port()});
}

// ---- Deadlines

class deadline::state {
public:
  state(const asio::any_io_executor& executor, std::function<void()> function)
      : timer{executor}, when_over{std::move(function)} {}

  asio::steady_timer timer;
  std::function<void()> when_over;
  bool ended = false;
  bool over = false;
};

deadline::deadline(const asio::any_io_executor& executor, std::chrono::milliseconds limit,
                   std::function<void()> when_over)
    : state_{std::make_shared<state>(executor, std::move(when_over))} {
  if (limit > std::chrono::milliseconds::zero()) {
    state_->timer.expires_after(limit);
    state_->timer.async_wait([kept = state_](const boost::system::error_code& error) {
      if (!error && !kept->ended) {
        kept->over = true;
        kept->when_over();
      }
    });
  }
}

deadline::~deadline() {
  state_->ended = true;
  state_->timer.cancel();
}

bool deadline::is_over() const noexcept {
  return state_->over;
}

}  // namespace amictl
