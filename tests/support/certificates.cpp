#include "certificates.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdexcept>
#include <string_view>

namespace test {

namespace {

using key_ptr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using certificate_ptr = std::unique_ptr<X509, decltype(&X509_free)>;
using bio_ptr = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

void require(bool good, std::string_view what) {
  if (!good) {
    throw std::runtime_error{"no certificate: " + std::string{what}};
  }
}

key_ptr make_key() {
  key_ptr key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  require(key != nullptr, "key");
  return key;
}

std::string text_of(const bio_ptr& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* made) {
  const bio_ptr bio{BIO_new(BIO_s_mem()), BIO_free_all};
  require(PEM_write_bio_X509(bio.get(), made) == 1, "text");
  return text_of(bio);
}

std::string pem_of(EVP_PKEY* key) {
  const bio_ptr bio{BIO_new(BIO_s_mem()), BIO_free_all};
  require(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "text of the key");
  return text_of(bio);
}

void add(X509* to, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  X509_EXTENSION* const made = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
  require(made != nullptr, value);
  X509_add_ext(to, made, -1);
  X509_EXTENSION_free(made);
}

// Without its signature.
certificate_ptr make(const certificate_request& what, EVP_PKEY* key) {
  certificate_ptr made{X509_new(), X509_free};
  X509_set_version(made.get(), 2);
  std::int64_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
  ASN1_INTEGER_set_int64(X509_get_serialNumber(made.get()), serial & 0x7FFFFFFFFFFFFFFF);
  using seconds = std::chrono::seconds;
  X509_gmtime_adj(X509_getm_notBefore(made.get()), static_cast<long>(seconds{what.from()}.count()));
  X509_gmtime_adj(X509_getm_notAfter(made.get()), static_cast<long>(seconds{what.until()}.count()));
  X509_set_pubkey(made.get(), key);
  const auto* const name = reinterpret_cast<const unsigned char*>(what.common_name().c_str());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8, name, -1, -1, 0);
  return made;
}

}  // namespace

std::string fingerprint_of(const std::string& pem) {
  const bio_ptr from{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free_all};
  const certificate_ptr read{PEM_read_bio_X509(from.get(), nullptr, nullptr, nullptr), X509_free};
  require(read != nullptr, "text");
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  require(X509_digest(read.get(), EVP_sha256(), digest, &size) == 1, "digest");
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    constexpr char digits[] = "0123456789ABCDEF";
    text += i == 0 ? "" : ":";
    text += digits[digest[i] >> 4U];
    text += digits[digest[i] & 0xFU];
  }
  return text;
}

std::string encrypted_key(const std::string& key, const std::string& passphrase) {
  const bio_ptr from{BIO_new_mem_buf(key.data(), static_cast<int>(key.size())), BIO_free_all};
  const key_ptr read{PEM_read_bio_PrivateKey(from.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
  require(read != nullptr, "key");
  const bio_ptr to{BIO_new(BIO_s_mem()), BIO_free_all};
  require(PEM_write_bio_PrivateKey(to.get(), read.get(), EVP_aes_256_cbc(),
                                   reinterpret_cast<const unsigned char*>(passphrase.data()),
                                   static_cast<int>(passphrase.size()), nullptr, nullptr) == 1,
          "encrypted key");
  return text_of(to);
}

class certificate_authority::parts {
public:
  key_ptr key{make_key()};
  certificate_ptr own{nullptr, X509_free};
};

certificate_authority::certificate_authority(const std::string& name) : parts_{std::make_unique<parts>()} {
  parts_->own = make(certificate_request{name}, parts_->key.get());
  X509* const own = parts_->own.get();
  X509_set_issuer_name(own, X509_get_subject_name(own));
  add(own, own, NID_basic_constraints, "critical,CA:TRUE");
  add(own, own, NID_key_usage, "critical,digitalSignature,keyCertSign,cRLSign");
  add(own, own, NID_subject_key_identifier, "hash");
  require(X509_sign(own, parts_->key.get(), EVP_sha256()) > 0, "signature");
  pem_ = pem_of(own);
}

certificate_authority::~certificate_authority() = default;

certificate certificate_authority::issue(const certificate_request& what) const {
  const key_ptr key = make_key();
  const certificate_ptr made = make(what, key.get());
  X509* const own = parts_->own.get();
  X509_set_issuer_name(made.get(), X509_get_subject_name(own));
  add(made.get(), own, NID_basic_constraints, "CA:FALSE");
  if (!what.names().empty()) {
    add(made.get(), own, NID_subject_alt_name, what.names());
  }
  require(X509_sign(made.get(), parts_->key.get(), EVP_sha256()) > 0, "signature");
  certificate result;
  result.pem = pem_of(made.get());
  result.key = pem_of(key.get());
  return result;
}

certificate certificate_authority::own() const {
  certificate result;
  result.pem = pem_;
  result.key = pem_of(parts_->key.get());
  return result;
}

certificate certificate_authority::issue_for_loopback() const {
  return issue(certificate_request{"localhost"}.names("DNS:localhost,IP:127.0.0.1,IP:::1"));
}

}  // namespace test
