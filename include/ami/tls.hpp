// How a connection is encrypted.
#pragma once

#include <ami/config.hpp>
#include <ami/secret.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

/// Versions of the TLS protocol.
enum class tls_version : std::uint8_t {
  /// TLS 1.2, the oldest that is ever used.
  v1_2,
  /// TLS 1.3.
  v1_3,
};

/// How a connection is encrypted: a value with fluent setters, for `options::tls()`.
///
///     ami::options{"pbx.example.org"}.credentials("admin", secret).tls(ami::tls_options{}.ca_file("/etc/pbx-ca.pem"))
///
/// By default the server's certificate has to be signed by a CA that the system trusts, to be valid now, and to be
/// issued for the host in the options. When it is not, as with the certificates of Asterisk's own script for a server
/// reached by its address, pin the certificate (pinned_certificate_file() and the like) or trust the script's CA
/// without checking the name (ca_without_name()).
///
/// Files are read by connect(), which fails with `errc::invalid_options` when one cannot be used, and again for each
/// further attempt to connect, so that renewed files are used. An attempt that cannot use a file fails with the same
/// code, and the next one reads it again. Each connection makes its own handshake: no TLS session is resumed, so every
/// connection is verified. The private key and its passphrase cannot be printed.
class AMI_DECL tls_options {
public:
  /// The server has to be trusted by the system's CAs.
  tls_options() noexcept {}

  /// Trusts the CAs (or the server's own certificate) in this PEM file, instead of the system's.
  tls_options& ca_file(std::string path) &;
  tls_options&& ca_file(std::string path) && { return std::move(ca_file(std::move(path))); }
  /// Trusts the CAs in this folder, whose files have the names that `openssl rehash` gives them, instead of the
  /// system's.
  tls_options& ca_directory(std::string path) &;
  tls_options&& ca_directory(std::string path) && { return std::move(ca_directory(std::move(path))); }
  /// Trusts the CAs in this PEM text, instead of the system's.
  tls_options& ca_pem(std::string text) &;
  tls_options&& ca_pem(std::string text) && { return std::move(ca_pem(std::move(text))); }
  /// Trusts the system's CAs besides those of the setters above.
  tls_options& also_system_cas(bool value) &;
  tls_options&& also_system_cas(bool value) && { return std::move(also_system_cas(value)); }

  /// Trusts only the certificate in this PEM file: the server's certificate has to be the same, byte for byte. Its CA,
  /// its name and its dates are not checked: renewing it requires a new pin in any case. Further certificates in the
  /// file, and further calls of this and of the two setters below, are trusted as well, so that a server can change its
  /// certificate: so do not name a file with a chain, whose CA certificates would be pins too. A file in which one
  /// certificate is signed by another is rejected (`errc::invalid_options`). Private keys in the file are not read, so
  /// Asterisk's own file can be named. It cannot be combined with a CA. Any other certificate fails with
  /// `errc::tls_untrusted` and its fingerprint.
  tls_options& pinned_certificate_file(std::string path) &;
  tls_options&& pinned_certificate_file(std::string path) && {
    return std::move(pinned_certificate_file(std::move(path)));
  }
  /// As pinned_certificate_file(), with the PEM text itself.
  tls_options& pinned_certificate_pem(std::string text) &;
  tls_options&& pinned_certificate_pem(std::string text) && {
    return std::move(pinned_certificate_pem(std::move(text)));
  }
  /// As pinned_certificate_file(), with the SHA-256 fingerprint of the certificate: 64 hexadecimal digits, with or
  /// without colons between the bytes, as `openssl x509 -noout -fingerprint -sha256` prints them; the
  /// `sha256 Fingerprint=` in front may stay.
  tls_options& pinned_certificate_sha256(std::string fingerprint) &;
  tls_options&& pinned_certificate_sha256(std::string fingerprint) && {
    return std::move(pinned_certificate_sha256(std::move(fingerprint)));
  }
  /// Trusts every certificate of the CAs in ca_file(), ca_directory() or ca_pem(), whatever name it is issued for:
  /// everybody who has one can act as the server. It still has to be signed by one of them and to be valid now. Needs
  /// CAs of your own; with the system's, which would accept anybody's certificate, it is rejected. Default: false.
  tls_options& ca_without_name(bool value = true) &;
  tls_options&& ca_without_name(bool value = true) && { return std::move(ca_without_name(value)); }

  /// The client certificate, for a server that asks for one.
  /// @param certificate_file PEM: the certificate, then the intermediate ones up to the CA.
  /// @param key_file PEM: its private key; may be the same file.
  tls_options& client_certificate_file(std::string certificate_file, std::string key_file) &;
  tls_options&& client_certificate_file(std::string certificate_file, std::string key_file) && {
    return std::move(client_certificate_file(std::move(certificate_file), std::move(key_file)));
  }
  /// As client_certificate_file(), with the texts themselves.
  tls_options& client_certificate_pem(std::string certificate, std::string_view key) &;
  tls_options&& client_certificate_pem(std::string certificate, std::string_view key) && {
    return std::move(client_certificate_pem(std::move(certificate), key));
  }
  /// The passphrase of the private key.
  tls_options& key_passphrase(std::string_view value) &;
  tls_options&& key_passphrase(std::string_view value) && { return std::move(key_passphrase(value)); }

  /// The oldest version to accept. Default: TLS 1.2.
  tls_options& minimum_version(tls_version value) &;
  tls_options&& minimum_version(tls_version value) && { return std::move(minimum_version(value)); }
  /// The name (or address) that the certificate has to be issued for, and that is sent to the server (SNI). Default:
  /// the host of the options. For an address no name is sent, and the certificate has to contain that IP address.
  tls_options& server_name(std::string value) &;
  tls_options&& server_name(std::string value) && { return std::move(server_name(std::move(value))); }
  /// The ciphers of TLS 1.2, in OpenSSL's form. Default: OpenSSL's.
  tls_options& ciphers(std::string value) &;
  tls_options&& ciphers(std::string value) && { return std::move(ciphers(std::move(value))); }
  /// Accepts any certificate: an attacker on the network can read and change everything. For tests only. Default:
  /// false.
  tls_options& unsafe_without_verification(bool value = true) &;
  tls_options&& unsafe_without_verification(bool value = true) && {
    return std::move(unsafe_without_verification(value));
  }

  // What was set, or the default.
  const std::string& ca_file() const& noexcept { return ca_file_; }
  const std::string& ca_file() const&& = delete;
  const std::string& ca_directory() const& noexcept { return ca_directory_; }
  const std::string& ca_directory() const&& = delete;
  const std::string& ca_pem() const& noexcept { return ca_pem_; }
  const std::string& ca_pem() const&& = delete;
  /// Whether the system's CAs are trusted.
  bool system_cas() const noexcept {
    return also_system_cas_ || (ca_file_.empty() && ca_directory_.empty() && ca_pem_.empty());
  }
  const std::vector<std::string>& pinned_certificate_files() const& noexcept { return pinned_files_; }
  const std::vector<std::string>& pinned_certificate_files() const&& = delete;
  const std::vector<std::string>& pinned_certificate_pems() const& noexcept { return pinned_pems_; }
  const std::vector<std::string>& pinned_certificate_pems() const&& = delete;
  const std::vector<std::string>& pinned_certificate_sha256s() const& noexcept { return pinned_sha256s_; }
  const std::vector<std::string>& pinned_certificate_sha256s() const&& = delete;
  /// Whether the server's certificate is only compared with pinned ones.
  bool pins() const noexcept { return !pinned_files_.empty() || !pinned_pems_.empty() || !pinned_sha256s_.empty(); }
  /// Whether the certificate has to be issued for the host (or server_name()).
  bool verifies_name() const noexcept { return verifies_ && !ca_without_name_ && !pins(); }
  const std::string& certificate_file() const& noexcept { return certificate_file_; }
  const std::string& certificate_file() const&& = delete;
  const std::string& key_file() const& noexcept { return key_file_; }
  const std::string& key_file() const&& = delete;
  const std::string& certificate_pem() const& noexcept { return certificate_pem_; }
  const std::string& certificate_pem() const&& = delete;
  const secret& key_pem() const& noexcept { return key_pem_; }
  const secret& key_pem() const&& = delete;
  const secret& key_passphrase() const& noexcept { return key_passphrase_; }
  const secret& key_passphrase() const&& = delete;
  tls_version minimum_version() const noexcept { return minimum_version_; }
  const std::string& server_name() const& noexcept { return server_name_; }
  const std::string& server_name() const&& = delete;
  const std::string& ciphers() const& noexcept { return ciphers_; }
  const std::string& ciphers() const&& = delete;
  bool verifies() const noexcept { return verifies_; }

  /// Empty when the options can be used, as far as can be told without their files, else a description of what is
  /// wrong.
  std::string problem() const;

private:
  std::string ca_file_;
  std::string ca_directory_;
  std::string ca_pem_;
  std::string certificate_file_;
  std::string key_file_;
  std::string certificate_pem_;
  std::vector<std::string> pinned_files_;
  std::vector<std::string> pinned_pems_;
  std::vector<std::string> pinned_sha256s_;
  secret key_pem_;
  secret key_passphrase_;
  std::string server_name_;
  std::string ciphers_;
  tls_version minimum_version_ = tls_version::v1_2;
  bool also_system_cas_ = false;
  bool ca_without_name_ = false;
  bool verifies_ = true;
};

}  // namespace ami
