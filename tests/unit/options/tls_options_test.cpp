// ami::tls_options.
#include "catch.hpp"

#include <ami/ami.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using ami::options;
using ami::tls_options;

namespace {

static_assert(!std::is_aggregate_v<tls_options>);

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("options: TLS changes the port where none is given") {
  CHECK(options{"pbx"}.tls(tls_options{}).port() == 5039);
  CHECK(options{"pbx:5038"}.tls(tls_options{}).port() == 5038);
  CHECK(options{"pbx"}.port(5038).tls(tls_options{}).port() == 5038);
  CHECK(options{"pbx"}.tls(tls_options{}).port(7).port() == 7);
  const options before = options{"a:1"}.or_host("b").tls(tls_options{});
  CHECK(before.servers()[0].port() == 1);
  CHECK(before.servers()[1].port() == 5039);
  const options after = options{"a"}.tls(tls_options{}).or_host("b");
  CHECK(after.servers()[1].port() == 5039);
  const options plain{"pbx"};
  CHECK_FALSE(plain.tls());
}

TEST_CASE("tls_options: defaults, and what cannot be") {
  const tls_options how;
  CHECK(how.problem().empty());
  CHECK(how.verifies());
  CHECK(how.minimum_version() == ami::tls_version::v1_2);
  CHECK(how.system_cas());
  CHECK_FALSE(tls_options{}.ca_file("x").system_cas());
  CHECK_FALSE(tls_options{}.ca_directory("x").system_cas());
  CHECK_FALSE(tls_options{}.ca_pem("x").system_cas());
  CHECK(tls_options{}.ca_pem("x").also_system_cas(true).system_cas());
  CHECK_FALSE(tls_options{}.client_certificate_file("c", "").problem().empty());
  CHECK_FALSE(tls_options{}.client_certificate_file("", "k").problem().empty());
  CHECK_FALSE(tls_options{}.client_certificate_pem("c", "").problem().empty());
  CHECK_FALSE(tls_options{}.key_passphrase("p").problem().empty());
  CHECK_FALSE(tls_options{}.server_name(std::string{"a\0b", 3}).problem().empty());
  const auto either = tls_options{}.client_certificate_pem("c", "hunter").client_certificate_file("c", "k");
  CHECK(either.key_pem().empty());
  CHECK(either.problem().empty());
  CHECK(has(options{"pbx"}.tls(tls_options{}.key_passphrase("hunter")).problem(), "passphrase"));
  CHECK_FALSE(has(options{"pbx"}.tls(tls_options{}.key_passphrase("hunter")).problem(), "hunter"));
}

TEST_CASE("tls_options: a pinned certificate, and a CA without a name") {
  const std::string digits = "0123456789abcdefABCDEF0123456789abcdef0123456789ABCDEF0123456789";
  std::string colons;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    colons += (i == 0 ? "" : ":") + digits.substr(i, 2);
  }
  const auto problem = [](const std::string& text) { return tls_options{}.pinned_certificate_sha256(text).problem(); };
  for (const std::string& good : {digits, colons, " " + digits + "\r\n", "sha256 Fingerprint=" + colons,
                                  "SHA256 Fingerprint=" + colons + "\n", "sha256=" + digits}) {
    CAPTURE(good);
    CHECK(problem(good).empty());
  }
  std::string shifted = colons;
  std::swap(shifted[2], shifted[3]);
  std::string no_digit = digits;
  no_digit[63] = 'g';
  std::string spaced = colons;
  spaced[5] = ' ';
  for (const std::string& bad :
       {std::string{}, digits.substr(1), digits + "0", digits.substr(0, 40), shifted, no_digit, spaced, colons + ":",
        "sha1 Fingerprint=" + digits, "=" + digits, digits.substr(0, 63) + std::string(1, '\0')}) {
    CAPTURE(bad);
    CHECK(has(problem(bad), "64 hexadecimal digits"));
  }
  // What was pasted by mistake may be a secret.
  CHECK_FALSE(has(problem("hunter2"), "hunter2"));
  CHECK(has(problem("hunter2"), "7 characters"));

  CHECK(tls_options{}.pinned_certificate_file("a").pinned_certificate_file("b").problem().empty());
  CHECK(tls_options{}.pinned_certificate_file("a").server_name("pbx").problem().empty());
  CHECK_FALSE(tls_options{}.pinned_certificate_file("a").verifies_name());
  CHECK(tls_options{}.pinned_certificate_file("a").verifies());
  CHECK(tls_options{}.ca_file("a").verifies_name());
  CHECK_FALSE(tls_options{}.pinned_certificate_file("").problem().empty());
  CHECK_FALSE(tls_options{}.pinned_certificate_file(std::string{"a\0b", 3}).problem().empty());
  // What contradicts itself is not guessed at.
  CHECK(has(tls_options{}.pinned_certificate_pem("p").ca_pem("c").problem(), "no CA is asked"));
  CHECK(has(tls_options{}.pinned_certificate_pem("p").also_system_cas(true).problem(), "no CA is asked"));
  CHECK(has(tls_options{}.pinned_certificate_pem("p").ca_without_name().problem(), "no CA is asked"));
  CHECK(has(tls_options{}.pinned_certificate_pem("p").unsafe_without_verification().problem(), "none is verified"));
  CHECK(has(tls_options{}.ca_without_name().problem(), "system"));
  CHECK(has(tls_options{}.ca_pem("c").also_system_cas(true).ca_without_name().problem(), "system"));
  CHECK(tls_options{}.ca_pem("c").ca_without_name().problem().empty());
  CHECK(tls_options{}.ca_without_name(false).problem().empty());
}
