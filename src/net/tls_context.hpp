// What the TLS session of one connection is made with: whom it trusts, the client's certificate, versions. Each attempt
// to connect has its own, since the files are read anew; so there is no session that could be resumed either.
#pragma once

#include "options/tls_fingerprint.hpp"

#include <ami/tls.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ami::detail {

class tls_context {
public:
  // Reads the files. Nothing when something cannot be used; `problem` says what then.
  static std::shared_ptr<tls_context> make(const tls_options& how, std::string& problem);

  explicit tls_context(const tls_options& how)
      : context_{boost::asio::ssl::context::tls_client}, server_name_{how.server_name()}, verifies_{how.verifies()},
        verifies_name_{how.verifies_name()} {}
  // OpenSSL holds its address.
  tls_context(const tls_context&) = delete;
  tls_context& operator=(const tls_context&) = delete;

  boost::asio::ssl::context& native() noexcept { return context_; }
  // The name to verify: the options', or else the host.
  const std::string& name_for(const std::string& host) const noexcept {
    return server_name_.empty() ? host : server_name_;
  }
  bool verifies() const noexcept { return verifies_; }
  bool verifies_name() const noexcept { return verifies_name_; }
  // The fingerprint of a certificate that is none of the pinned ones, which the server has shown.
  const std::optional<fingerprint>& unpinned() const noexcept { return unpinned_; }

private:
  std::string load(const tls_options& how);
  std::string load_trust(const tls_options& how);
  std::string load_pins(const tls_options& options);
  std::string add_pins(BIO* from);
  std::string load_client_certificate(const tls_options& how);
  // In place of OpenSSL's own verification, where certificates are pinned.
  static int verify_pin(X509_STORE_CTX* chain, void* context) noexcept;

  boost::asio::ssl::context context_;
  std::string server_name_;
  std::vector<fingerprint> pins_;
  std::optional<fingerprint> unpinned_;
  bool verifies_;
  bool verifies_name_;
};

}  // namespace ami::detail
