#include "net/tls_context.hpp"

#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <climits>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

// OpenSSL's own error for a missing file is only a number.
std::string unreadable(std::string_view thing, const std::string& path) {
  const std::ifstream file{path};
  return file ? std::string{} : std::string{thing}.append(" cannot be read: ").append(path);
}

std::string unusable(std::string_view thing, const error_code& error) {
  return error ? std::string{thing}.append(" cannot be used: ").append(error.message()) : std::string{};
}

// Without a callback OpenSSL would ask on the terminal.
int copy_passphrase(char* to, int size, int /*encrypting*/, void* from) {
  const std::string& passphrase = static_cast<const secret*>(from)->reveal();
  if (passphrase.size() > static_cast<std::size_t>(size)) {
    return 0;
  }
  std::ranges::copy(passphrase, to);
  return static_cast<int>(passphrase.size());
}

bool digest(const X509* certificate, fingerprint& to) noexcept {
  unsigned size = 0;
  return X509_digest(certificate, EVP_sha256(), to.data(), &size) == 1 && size == to.size();
}

using bio_ptr = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using x509_ptr = std::unique_ptr<X509, decltype(&X509_free)>;

// True when one of the certificates has signed another one.
bool holds_chain(const std::vector<x509_ptr>& certificates) {
  const auto has_signed = [](const x509_ptr& issuer, const x509_ptr& other) {
    EVP_PKEY* const key = X509_get0_pubkey(issuer.get());
    return key != nullptr && X509_cmp(issuer.get(), other.get()) != 0 &&
           X509_NAME_cmp(X509_get_subject_name(issuer.get()), X509_get_issuer_name(other.get())) == 0 &&
           X509_verify(other.get(), key) == 1;
  };
  const bool found = std::ranges::any_of(certificates, [&](const x509_ptr& issuer) {
    return std::ranges::any_of(certificates, [&](const x509_ptr& other) { return has_signed(issuer, other); });
  });
  ERR_clear_error();  // removes the errors of signatures that did not match
  return found;
}

}  // namespace

std::shared_ptr<tls_context> tls_context::make(const tls_options& options, std::string& problem) {
  std::shared_ptr<tls_context> made;
  try {
    made = std::make_shared<tls_context>(options);
    problem = made->load(options);
  } catch (const std::exception& failure) {
    problem = std::string{"TLS: "} + failure.what();
  }
  return problem.empty() ? made : nullptr;
}

std::string tls_context::load(const tls_options& options) {
  SSL_CTX* const native = context_.native_handle();
  const int oldest = options.minimum_version() == tls_version::v1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
  if (SSL_CTX_set_min_proto_version(native, oldest) != 1) {
    return "this version of TLS is not available";
  }
  if (!options.ciphers().empty() && SSL_CTX_set_cipher_list(native, options.ciphers().c_str()) != 1) {
    return "none of the ciphers is available";
  }
  if (options.verifies()) {
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
    if (std::string problem = options.pins() ? load_pins(options) : load_trust(options); !problem.empty()) {
      return problem;
    }
  }
  return load_client_certificate(options);
}

std::string tls_context::load_trust(const tls_options& options) {
  error_code error;
  std::string problem;
  if (!options.ca_file().empty()) {
    problem = unreadable("the CA file", options.ca_file());
    if (problem.empty()) {
      context_.load_verify_file(options.ca_file(), error);
      problem = unusable("the CA file", error);
    }
  }
  if (problem.empty() && !options.ca_directory().empty()) {
    std::error_code missing;
    if (!std::filesystem::is_directory(options.ca_directory(), missing)) {
      return "the CA folder does not exist: " + options.ca_directory();
    }
    context_.add_verify_path(options.ca_directory(), error);
    problem = unusable("the CA folder", error);
  }
  if (problem.empty() && !options.ca_pem().empty()) {
    // Asio accepts a text without any certificate.
    if (options.ca_pem().find("-----BEGIN") == std::string::npos) {
      return "the CA's text holds no certificate";
    }
    context_.add_certificate_authority(asio::buffer(options.ca_pem()), error);
    problem = unusable("the CA's text", error);
  }
  if (problem.empty() && options.system_cas()) {
    context_.set_default_verify_paths(error);
    problem = unusable("the system's CAs", error);
  }
  return problem;
}

std::string tls_context::load_pins(const tls_options& options) {
  for (const std::string& text : options.pinned_certificate_sha256s()) {
    if (const auto value = parse_fingerprint(text)) {
      pins_.push_back(*value);
    }
  }
  for (const std::string& text : options.pinned_certificate_pems()) {
    if (text.size() > INT_MAX) {
      return "the pinned certificate's text is too long";
    }
    const bio_ptr from{BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free_all};
    if (const std::string problem = add_pins(from.get()); !problem.empty()) {
      return "the pinned certificate's text " + problem;
    }
  }
  for (const std::string& path : options.pinned_certificate_files()) {
    if (std::string problem = unreadable("the pinned certificate's file", path); !problem.empty()) {
      return problem;
    }
    // Not read into a string: the file may also hold a private key.
    const bio_ptr from{BIO_new_file(path.c_str(), "r"), BIO_free_all};
    if (const std::string problem = add_pins(from.get()); !problem.empty()) {
      return "the pinned certificate's file " + problem + ": " + path;
    }
  }
  SSL_CTX_set_cert_verify_callback(context_.native_handle(), verify_pin, this);
  return {};
}

// Returns an error as the end of a sentence, or an empty text.
std::string tls_context::add_pins(BIO* from) {
  std::vector<x509_ptr> read;
  ERR_clear_error();
  // Skips objects other than certificates, such as a private key, for which it needs no passphrase.
  while (
      x509_ptr certificate{from != nullptr ? PEM_read_bio_X509(from, nullptr, nullptr, nullptr) : nullptr, X509_free}) {
    fingerprint value{};
    if (!digest(certificate.get(), value)) {
      break;
    }
    pins_.push_back(value);
    read.push_back(std::move(certificate));
  }
  const unsigned long reason = ERR_peek_last_error();
  ERR_clear_error();
  const bool to_the_end = ERR_GET_LIB(reason) == ERR_LIB_PEM && ERR_GET_REASON(reason) == PEM_R_NO_START_LINE;
  if (!to_the_end) {
    const char* const words = ERR_reason_error_string(reason);
    return "holds a certificate that cannot be used" +
           (words != nullptr ? " (" + std::string{words} + ")" : std::string{});
  }
  if (holds_chain(read)) {
    return "holds a certificate with the one that signed it, which would be trusted as well; it has to hold the "
           "server's own only";
  }
  return read.empty() ? "holds no certificate in PEM form" : "";
}

int tls_context::verify_pin(X509_STORE_CTX* chain, void* context) noexcept {
  auto& self = *static_cast<tls_context*>(context);
  const X509* const shown = X509_STORE_CTX_get0_cert(chain);
  fingerprint value{};
  const bool known = shown != nullptr && digest(shown, value);
  if (known && std::ranges::find(self.pins_, value) != self.pins_.end()) {
    X509_STORE_CTX_set_error(chain, X509_V_OK);
    return 1;
  }
  if (known) {
    self.unpinned_ = value;
  }
  X509_STORE_CTX_set_error(chain, X509_V_ERR_CERT_UNTRUSTED);
  return 0;
}

std::string tls_context::load_client_certificate(const tls_options& options) {
  const bool files = !options.certificate_file().empty();
  if (!files && options.certificate_pem().empty()) {
    return {};
  }
  error_code error;
  std::string problem;
  if (files) {
    problem = unreadable("the client certificate's file", options.certificate_file());
    if (problem.empty()) {
      problem = unreadable("the private key's file", options.key_file());
    }
    if (!problem.empty()) {
      return problem;
    }
    context_.use_certificate_chain_file(options.certificate_file(), error);
  } else {
    context_.use_certificate_chain(asio::buffer(options.certificate_pem()), error);
  }
  if (error) {
    return unusable("the client certificate", error);
  }
  SSL_CTX* const native = context_.native_handle();
  secret passphrase = options.key_passphrase();
  SSL_CTX_set_default_passwd_cb(native, copy_passphrase);
  SSL_CTX_set_default_passwd_cb_userdata(native, &passphrase);
  if (files) {
    context_.use_private_key_file(options.key_file(), asio::ssl::context::pem, error);
  } else {
    context_.use_private_key(asio::buffer(options.key_pem().reveal()), asio::ssl::context::pem, error);
  }
  SSL_CTX_set_default_passwd_cb_userdata(native, nullptr);
  SSL_CTX_set_default_passwd_cb(native, nullptr);
  return unusable("the private key", error);
}

}  // namespace ami::detail
