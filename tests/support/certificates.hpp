// Certificates for tests, made while they run: there are no keys in the repository.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace test {

class certificate {
public:
  std::string pem;
  std::string key;  // PEM, not encrypted
};

// What a certificate is for. A value with fluent setters.
class certificate_request {
public:
  explicit certificate_request(std::string common_name) : common_name_{std::move(common_name)} {}

  // In OpenSSL's form: "DNS:pbx.example,IP:127.0.0.1".
  certificate_request& names(std::string value) {
    names_ = std::move(value);
    return *this;
  }
  // From when to when, seen from now.
  certificate_request& valid(std::chrono::hours from, std::chrono::hours until) {
    from_ = from;
    until_ = until;
    return *this;
  }

  const std::string& common_name() const { return common_name_; }
  const std::string& names() const { return names_; }
  std::chrono::hours from() const { return from_; }
  std::chrono::hours until() const { return until_; }

private:
  std::string common_name_;
  std::string names_;
  std::chrono::hours from_{-1};
  std::chrono::hours until_{24};
};

// The SHA-256 fingerprint of a certificate, as OpenSSL prints it: upper case, with colons.
std::string fingerprint_of(const std::string& pem);

// The key, encrypted with a passphrase.
std::string encrypted_key(const std::string& key, const std::string& passphrase);

class certificate_authority {
public:
  explicit certificate_authority(const std::string& name);
  certificate_authority(const certificate_authority&) = delete;
  certificate_authority& operator=(const certificate_authority&) = delete;
  ~certificate_authority();

  // Its own certificate.
  const std::string& pem() const { return pem_; }
  // The same with its key, for a server that shows the CA's own certificate.
  certificate own() const;
  certificate issue(const certificate_request& what) const;
  // For 127.0.0.1, ::1 and localhost.
  certificate issue_for_loopback() const;

private:
  class parts;
  std::unique_ptr<parts> parts_;
  std::string pem_;
};

}  // namespace test
