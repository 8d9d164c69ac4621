// What the TLS sessions of one manager share: trusted CAs, the client's certificate, versions.
#pragma once

#include <ami/tls.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace ami::detail {

class tls_context {
public:
  // Reads the files. Nothing when something cannot be used; `problem` says what then.
  static std::shared_ptr<tls_context> make(const tls_options& how, std::string& problem);

  explicit tls_context(const tls_options& how)
      : context_{boost::asio::ssl::context::tls_client}, server_name_{how.server_name()}, verifies_{how.verifies()} {}

  boost::asio::ssl::context& native() noexcept { return context_; }
  // The name to verify: the options', or else the host.
  const std::string& name_for(const std::string& host) const noexcept {
    return server_name_.empty() ? host : server_name_;
  }
  bool verifies() const noexcept { return verifies_; }

private:
  std::string load(const tls_options& how);
  std::string load_trust(const tls_options& how);
  std::string load_client_certificate(const tls_options& how);

  boost::asio::ssl::context context_;
  std::string server_name_;
  bool verifies_;
};

}  // namespace ami::detail
