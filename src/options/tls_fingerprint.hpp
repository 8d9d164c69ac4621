// SHA-256 fingerprints of certificates: as they are compared, and as people write them.
#pragma once

#include <ami/config.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

using fingerprint = std::array<unsigned char, 32>;

// 64 hexadecimal digits of any case, with a colon between each two bytes or with none, and outer blanks; in front of
// them the name of the digest and an equals sign, as OpenSSL prints it. Nothing when it is something else.
AMI_DECL std::optional<fingerprint> parse_fingerprint(std::string_view text) noexcept;

// Upper case with colons, as OpenSSL prints it.
AMI_DECL std::string to_string(const fingerprint& value);

}  // namespace ami::detail
