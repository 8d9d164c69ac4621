// The version of the AMI protocol that a server speaks.
#pragma once

#include <ami/config.hpp>

#include <compare>
#include <iosfwd>
#include <string>

namespace ami {

/// The version of the AMI protocol, as the server's greeting names it: 11.0.0 for Asterisk 22, 5.0.x for Asterisk 16.
/// From Asterisk 14 on the first number is Asterisk's own minus 11.
class server_version {
public:
  server_version() noexcept {}
  server_version(unsigned first, unsigned second, unsigned third) noexcept
      : major_{first}, minor_{second}, patch_{third} {}

  unsigned major_number() const noexcept { return major_; }
  unsigned minor_number() const noexcept { return minor_; }
  unsigned patch_number() const noexcept { return patch_; }

  /// Whether the server may answer Command with `Response: Follows` and raw text, as Asterisk 13 and older do. True
  /// when the version is unknown.
  bool may_reply_with_text() const noexcept { return major_ < 3; }

  friend bool operator==(const server_version&, const server_version&) noexcept = default;
  friend auto operator<=>(const server_version&, const server_version&) noexcept = default;

private:
  unsigned major_ = 0;
  unsigned minor_ = 0;
  unsigned patch_ = 0;
};

/// For example "11.0.0".
AMI_DECL std::string to_string(const server_version& value);
AMI_DECL std::ostream& operator<<(std::ostream& out, const server_version& value);

}  // namespace ami
