#include "net/link.hpp"

#include "base/close_on_exec.hpp"
#include "net/tls_context.hpp"

#include <ami/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace asio = boost::asio;

namespace ami::detail {

class tls_session {
public:
  tls_session(std::shared_ptr<tls_context> context, link::socket_type& socket)
      : context_{std::move(context)}, stream_{socket, context_->native()} {}

  std::shared_ptr<tls_context> context_;
  asio::ssl::stream<link::socket_type&> stream_;
  bool asked_for_certificate_ = false;
};

namespace {

bool is_of_openssl(const boost::system::error_code& error) {
  return error.category() == asio::error::get_ssl_category();
}

int reason_of(const boost::system::error_code& error) {
  return ERR_GET_REASON(static_cast<unsigned long>(error.value()));
}

// The host name in the form that certificates and SNI use.
std::string without_last_dot(std::string name) {
  if (name.ends_with('.')) {
    name.pop_back();
  }
  return name;
}

int note_request(SSL* /*session*/, void* asked) {
  *static_cast<bool*>(asked) = true;
  return 1;
}

errc certificate_error(long result) {
  switch (result) {
  case X509_V_ERR_CERT_HAS_EXPIRED:
  case X509_V_ERR_CERT_NOT_YET_VALID: return errc::tls_certificate_expired;
  case X509_V_ERR_HOSTNAME_MISMATCH:
  case X509_V_ERR_IP_ADDRESS_MISMATCH: return errc::tls_wrong_host;
  default: return errc::tls_untrusted;
  }
}

// Alerts by which a server rejects the client's certificate, or reports that it is missing.
bool refuses_certificate(int reason, bool asked) {
  switch (reason) {
  case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
  case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
  case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
  case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
  case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
  case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
  case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
  case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
  case SSL_R_TLSV1_ALERT_DECRYPT_ERROR: return true;
  // Before TLS 1.3 a missing certificate has no alert of its own.
  case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE: return asked;
  default: return false;
  }
}

// Whether the server has answered with something that is not TLS.
bool is_plain_text(int reason) {
  return reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST ||
         reason == SSL_R_PACKET_LENGTH_TOO_LONG || reason == SSL_R_RECORD_LENGTH_MISMATCH;
}

}  // namespace

link::link(serial_executor strand, const asio::any_io_executor& executor)
    : strand_{std::move(strand)}, socket_{executor} {}

link::~link() = default;

void link::open(const asio::ip::tcp::endpoint& address, error_code& error) {
  close();
  tls_.reset();
  open_close_on_exec(socket_, address.protocol(), error);
}

void link::close() noexcept {
  error_code ignored;
  socket_.close(ignored);
}

std::size_t link::try_write(asio::const_buffer bytes, error_code& error) {
  if (tls_ != nullptr || !socket_.non_blocking()) {
    return 0;
  }
  const std::size_t size = socket_.write_some(bytes, error);
  if (error && (error == asio::error::would_block || error == asio::error::try_again)) {
    error = {};
  }
  return size;
}

// Asio compiles some 20 KB for each type of handler of a TLS transfer, so that all have the same. The coroutine is on
// the strand already; that is said again, because Asio asks the handler for its executor, and an erased handler has to
// allocate the one of a coroutine, and returns an empty one without memory for it.
template <class Start>
asio::awaitable<std::size_t> link::await_transfer(Start start, error_code& error) {
  auto token = asio::redirect_error(asio::use_awaitable, error);
  return asio::async_initiate<decltype(token), void(error_code, std::size_t)>(
      [this, start](auto handler) { start(transfer_handler{asio::bind_executor(strand_, std::move(handler))}); },
      token);
}

asio::awaitable<std::size_t> link::read_some(asio::mutable_buffer room, error_code& error) {
  if (tls_ != nullptr) {
    return await_transfer([this, room](transfer_handler handler) { async_read_secure(room, std::move(handler)); },
                          error);
  }
  return socket_.async_read_some(room, asio::redirect_error(asio::use_awaitable, error));
}

asio::awaitable<std::size_t> link::write(asio::const_buffer bytes, error_code& error) {
  if (tls_ != nullptr) {
    return await_transfer([this, bytes](transfer_handler handler) { async_write_secure(bytes, std::move(handler)); },
                          error);
  }
  return asio::async_write(socket_, bytes, asio::redirect_error(asio::use_awaitable, error));
}

void link::async_read_secure(asio::mutable_buffer room, transfer_handler handler) {
  tls_->stream_.async_read_some(room, std::move(handler));
}

void link::async_write_secure(asio::const_buffer bytes, transfer_handler handler) {
  asio::async_write(tls_->stream_, bytes, std::move(handler));
}

void link::make_secure(std::shared_ptr<tls_context> context, const std::string& host, error_code& error) {
  const bool verifies_name = context->verifies_name();
  const std::string name = without_last_dot(context->name_for(host));
  tls_ = std::make_unique<tls_session>(std::move(context), socket_);
  SSL* const native = tls_->stream_.native_handle();
  SSL_set_cert_cb(native, note_request, &tls_->asked_for_certificate_);

  X509_VERIFY_PARAM* const checks = SSL_get0_param(native);
  error_code no_address;
  auto address = asio::ip::make_address(name, no_address);
  bool good = true;
  if (!no_address) {
    if (address.is_v6()) {
      auto without_scope = address.to_v6();
      without_scope.scope_id(0);
      address = without_scope;
    }
    good = !verifies_name || X509_VERIFY_PARAM_set1_ip_asc(checks, address.to_string().c_str()) == 1;
  } else {
    good = SSL_set_tlsext_host_name(native, name.c_str()) == 1;
    if (verifies_name) {
      X509_VERIFY_PARAM_set_hostflags(checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
      good = good && X509_VERIFY_PARAM_set1_host(checks, name.c_str(), name.size()) == 1;
    }
  }
  if (!good) {
    ERR_clear_error();
    error = errc::tls_handshake_failed;
  }
}

asio::awaitable<void> link::handshake(error_code& error) {
  return tls_->stream_.async_handshake(asio::ssl::stream_base::client,
                                       asio::redirect_error(asio::use_awaitable, error));
}

asio::awaitable<void> link::shut_down(error_code& error) {
  SSL* const native = tls_->stream_.native_handle();
  SSL_set_shutdown(native, SSL_get_shutdown(native) | SSL_RECEIVED_SHUTDOWN);
  return tls_->stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
}

link::error_code link::handshake_success(std::string& detail) const {
  // Cipher suites without certificates can be configured; OpenSSL then has nothing to verify.
  if (tls_->context_->verifies() && SSL_get0_peer_certificate(tls_->stream_.native_handle()) == nullptr) {
    detail = "the server showed no certificate";
    return errc::tls_untrusted;
  }
  return {};
}

link::error_code link::handshake_failure(error_code error, std::string& detail) const {
  if (!is_of_openssl(error)) {
    const bool closed = error == asio::error::eof || error == asio::ssl::error::stream_truncated;
    detail = closed ? "the server closed the connection" : error.message();
    return errc::tls_handshake_failed;
  }
  const int reason = reason_of(error);
  // When a signature is wrong, for example by another CA of the same name, the first error in the queue is an
  // arithmetic one.
  const bool unverified =
      tls_->context_->verifies() && SSL_get_verify_result(tls_->stream_.native_handle()) != X509_V_OK;
  if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED || unverified) {
    if (const auto& shown = tls_->context_->unpinned()) {
      detail = "the server's certificate is not the pinned one; its SHA-256 fingerprint is " + to_string(*shown);
      return errc::tls_untrusted;
    }
    const long result = SSL_get_verify_result(tls_->stream_.native_handle());
    detail = X509_verify_cert_error_string(result);
    return certificate_error(result);
  }
  detail = error.message();
  if (is_plain_text(reason)) {
    return errc::tls_not_tls;
  }
  return refuses_certificate(reason, tls_->asked_for_certificate_) ? errc::tls_client_certificate_refused
                                                                   : errc::tls_handshake_failed;
}

link::error_code link::transfer_failure(error_code error, std::string& detail) const {
  if (error == asio::ssl::error::stream_truncated) {
    return asio::error::eof;
  }
  if (tls_ == nullptr || !is_of_openssl(error)) {
    return error;
  }
  detail = error.message();
  // In TLS 1.3 the client's handshake has ended when the server looks at its certificate.
  return refuses_certificate(reason_of(error), tls_->asked_for_certificate_) ? errc::tls_client_certificate_refused
                                                                             : errc::tls_broken;
}

}  // namespace ami::detail
