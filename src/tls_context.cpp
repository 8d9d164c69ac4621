#include "tls_context.hpp"

#include <ami/error.hpp>

#include <boost/asio/buffer.hpp>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>

namespace asio = boost::asio;

namespace ami::detail {

namespace {

// OpenSSL says no more about a missing file than the number of an error.
std::string unreadable(std::string_view what, const std::string& path) {
  const std::ifstream file{path};
  return file ? std::string{} : std::string{what}.append(" cannot be read: ").append(path);
}

std::string unusable(std::string_view what, const error_code& error) {
  return error ? std::string{what}.append(" cannot be used: ").append(error.message()) : std::string{};
}

// Without one of ours OpenSSL asks on the terminal.
int give_passphrase(char* to, int size, int /*encrypting*/, void* from) {
  const std::string& passphrase = static_cast<const secret*>(from)->reveal();
  if (passphrase.size() > static_cast<std::size_t>(size)) {
    return 0;
  }
  std::ranges::copy(passphrase, to);
  return static_cast<int>(passphrase.size());
}

}  // namespace

std::shared_ptr<tls_context> tls_context::make(const tls_options& how, std::string& problem) {
  std::shared_ptr<tls_context> made;
  try {
    made = std::make_shared<tls_context>(how);
    problem = made->load(how);
  } catch (const std::exception& failure) {
    problem = std::string{"TLS: "} + failure.what();
  }
  return problem.empty() ? made : nullptr;
}

std::string tls_context::load(const tls_options& how) {
  SSL_CTX* const native = context_.native_handle();
  const int oldest = how.minimum_version() == tls_version::v1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
  if (SSL_CTX_set_min_proto_version(native, oldest) != 1) {
    return "this version of TLS is not available";
  }
  if (!how.ciphers().empty() && SSL_CTX_set_cipher_list(native, how.ciphers().c_str()) != 1) {
    return "none of the ciphers is available";
  }
  if (how.verifies()) {
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
    if (std::string problem = load_trust(how); !problem.empty()) {
      return problem;
    }
  }
  return load_client_certificate(how);
}

std::string tls_context::load_trust(const tls_options& how) {
  error_code error;
  std::string problem;
  if (!how.ca_file().empty()) {
    problem = unreadable("the CA file", how.ca_file());
    if (problem.empty()) {
      context_.load_verify_file(how.ca_file(), error);
      problem = unusable("the CA file", error);
    }
  }
  if (problem.empty() && !how.ca_directory().empty()) {
    std::error_code missing;
    if (!std::filesystem::is_directory(how.ca_directory(), missing)) {
      return "the CA folder is none: " + how.ca_directory();
    }
    context_.add_verify_path(how.ca_directory(), error);
    problem = unusable("the CA folder", error);
  }
  if (problem.empty() && !how.ca_pem().empty()) {
    // Asio takes a text without any certificate for a good one.
    if (how.ca_pem().find("-----BEGIN") == std::string::npos) {
      return "the CA's text holds no certificate";
    }
    context_.add_certificate_authority(asio::buffer(how.ca_pem()), error);
    problem = unusable("the CA's text", error);
  }
  if (problem.empty() && how.system_cas()) {
    context_.set_default_verify_paths(error);
    problem = unusable("the system's CAs", error);
  }
  return problem;
}

std::string tls_context::load_client_certificate(const tls_options& how) {
  const bool files = !how.certificate_file().empty();
  if (!files && how.certificate_pem().empty()) {
    return {};
  }
  error_code error;
  std::string problem;
  if (files) {
    problem = unreadable("the client certificate's file", how.certificate_file());
    if (problem.empty()) {
      problem = unreadable("the private key's file", how.key_file());
    }
    if (!problem.empty()) {
      return problem;
    }
    context_.use_certificate_chain_file(how.certificate_file(), error);
  } else {
    context_.use_certificate_chain(asio::buffer(how.certificate_pem()), error);
  }
  if (error) {
    return unusable("the client certificate", error);
  }
  SSL_CTX* const native = context_.native_handle();
  secret passphrase = how.key_passphrase();
  SSL_CTX_set_default_passwd_cb(native, give_passphrase);
  SSL_CTX_set_default_passwd_cb_userdata(native, &passphrase);
  if (files) {
    context_.use_private_key_file(how.key_file(), asio::ssl::context::pem, error);
  } else {
    context_.use_private_key(asio::buffer(how.key_pem().reveal()), asio::ssl::context::pem, error);
  }
  SSL_CTX_set_default_passwd_cb_userdata(native, nullptr);
  SSL_CTX_set_default_passwd_cb(native, nullptr);
  return unusable("the private key", error);
}

}  // namespace ami::detail
