#include "options/tls_fingerprint.hpp"

#include <ami/tls.hpp>

namespace ami {

tls_options& tls_options::ca_file(std::string path) & {
  ca_file_ = std::move(path);
  return *this;
}

tls_options& tls_options::ca_directory(std::string path) & {
  ca_directory_ = std::move(path);
  return *this;
}

tls_options& tls_options::ca_pem(std::string text) & {
  ca_pem_ = std::move(text);
  return *this;
}

tls_options& tls_options::also_system_cas(bool value) & {
  also_system_cas_ = value;
  return *this;
}

tls_options& tls_options::pinned_certificate_file(std::string path) & {
  pinned_files_.push_back(std::move(path));
  return *this;
}

tls_options& tls_options::pinned_certificate_pem(std::string text) & {
  pinned_pems_.push_back(std::move(text));
  return *this;
}

tls_options& tls_options::pinned_certificate_sha256(std::string fingerprint) & {
  pinned_sha256s_.push_back(std::move(fingerprint));
  return *this;
}

tls_options& tls_options::ca_without_name(bool value) & {
  ca_without_name_ = value;
  return *this;
}

tls_options& tls_options::client_certificate_file(std::string certificate_file, std::string key_file) & {
  certificate_file_ = std::move(certificate_file);
  key_file_ = std::move(key_file);
  certificate_pem_.clear();
  key_pem_ = secret{};
  return *this;
}

tls_options& tls_options::client_certificate_pem(std::string certificate, std::string_view key) & {
  certificate_pem_ = std::move(certificate);
  key_pem_ = secret{key};
  certificate_file_.clear();
  key_file_.clear();
  return *this;
}

tls_options& tls_options::key_passphrase(std::string_view value) & {
  key_passphrase_ = secret{value};
  return *this;
}

tls_options& tls_options::minimum_version(tls_version value) & {
  minimum_version_ = value;
  return *this;
}

tls_options& tls_options::server_name(std::string value) & {
  server_name_ = std::move(value);
  return *this;
}

tls_options& tls_options::ciphers(std::string value) & {
  ciphers_ = std::move(value);
  return *this;
}

tls_options& tls_options::unsafe_without_verification(bool value) & {
  verifies_ = !value;
  return *this;
}

std::string tls_options::problem() const {
  if (certificate_file_.empty() != key_file_.empty() || certificate_pem_.empty() != key_pem_.empty()) {
    return "a client certificate needs its private key, and the key its certificate";
  }
  if (!key_passphrase_.empty() && key_file_.empty() && key_pem_.empty()) {
    return "a passphrase without a private key";
  }
  for (const std::string* const text :
       {&ca_file_, &ca_directory_, &certificate_file_, &key_file_, &server_name_, &ciphers_}) {
    if (text->find('\0') != std::string::npos) {
      return "a path, a name or the ciphers of TLS hold NUL";
    }
  }
  for (const std::string& path : pinned_files_) {
    if (path.empty() || path.find('\0') != std::string::npos) {
      return "the path of a pinned certificate is empty or holds NUL";
    }
  }
  for (const std::string& text : pinned_sha256s_) {
    // The text is not shown: it may be something else that was pasted by mistake.
    if (!detail::parse_fingerprint(text)) {
      return "the SHA-256 fingerprint of a pinned certificate has 64 hexadecimal digits, with colons between the bytes "
             "or without; one has not, and is " +
             std::to_string(text.size()) + " characters long";
    }
  }
  const bool own_cas = !ca_file_.empty() || !ca_directory_.empty() || !ca_pem_.empty();
  if (pins() && !verifies_) {
    return "a certificate is pinned, and the options say that none is verified";
  }
  if (pins() && (own_cas || also_system_cas_ || ca_without_name_)) {
    return "a certificate is pinned, and a CA is given: with a pinned certificate no CA is asked";
  }
  if (ca_without_name_ && verifies_ && system_cas()) {
    return "a CA without a name needs a CA file, folder or text, and no CAs of the system: of those everybody has a "
           "certificate";
  }
  return {};
}

}  // namespace ami
