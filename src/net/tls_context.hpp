// The settings of one connection's TLS session: trusted certificates, the client's certificate, versions. Each attempt
// to connect makes a new one, so that changed files are noticed; hence sessions are not resumed.
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
  // Reads the files. Returns null when something cannot be used, with the reason in `problem`.
  static std::shared_ptr<tls_context> make(const tls_options& options, std::string& problem);

  explicit tls_context(const tls_options& options)
      : context_{boost::asio::ssl::context::tls_client},
        server_name_{options.server_name()}, verifies_{options.verifies()}, verifies_name_{options.verifies_name()} {}
  tls_context(const tls_context&) = delete;
  tls_context& operator=(const tls_context&) = delete;

  boost::asio::ssl::context& native() noexcept { return context_; }
  // The name that the server's certificate must have: the one of the options, or else the host.
  const std::string& name_for(const std::string& host) const noexcept {
    return server_name_.empty() ? host : server_name_;
  }
  bool verifies() const noexcept { return verifies_; }
  bool verifies_name() const noexcept { return verifies_name_; }
  // The fingerprint of the server's certificate, when that is not a pinned one.
  const std::optional<fingerprint>& unpinned() const noexcept { return unpinned_; }

private:
  std::string load(const tls_options& options);
  std::string load_trust(const tls_options& options);
  std::string load_pins(const tls_options& options);
  std::string add_pins(BIO* from);
  std::string load_client_certificate(const tls_options& options);
  // Replaces OpenSSL's own verification when certificates are pinned.
  static int verify_pin(X509_STORE_CTX* chain, void* context) noexcept;

  boost::asio::ssl::context context_;
  std::string server_name_;
  std::vector<fingerprint> pins_;
  std::optional<fingerprint> unpinned_;
  bool verifies_;
  bool verifies_name_;
};

}  // namespace ami::detail
