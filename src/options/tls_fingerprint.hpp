// SHA-256 fingerprints of certificates, in binary form and as text.
#pragma once

#include <ami/config.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

using fingerprint = std::array<unsigned char, 32>;

// Reads 64 hexadecimal digits in any case, with a colon between each two bytes or without any, and with spaces around
// them; the digest's name and an equals sign may precede them, as OpenSSL prints it. Empty for anything else.
AMI_DECL std::optional<fingerprint> parse_fingerprint(std::string_view text) noexcept;

// Upper case with colons, as OpenSSL prints it.
AMI_DECL std::string to_string(const fingerprint& value);

}  // namespace ami::detail
