// The version of the AMI protocol that a server speaks.
//
//     if (pbx.server_version() >= ami::server_version{11, 0, 0}) { ... }      // Asterisk 22 or later
#pragma once

#include <ami/config.hpp>

#include <compare>
#include <iosfwd>
#include <string>

namespace ami {

/// The version of the AMI protocol, as the server's greeting names it: 11.0.0 for Asterisk 22, 5.0.x for Asterisk 16.
/// From Asterisk 14 on the first number is Asterisk's own minus 11; Asterisk 13 is 2.10.x, Asterisk 11 is 1.3. A value
/// that compares number by number; 0.0.0 means that it is unknown.
/// @par Thread safety As any value.
class server_version {
public:
  /// Unknown: 0.0.0.
  server_version() noexcept {}
  /// @param first, second, third the numbers, from the left.
  server_version(unsigned first, unsigned second, unsigned third) noexcept
      : major_{first}, minor_{second}, patch_{third} {}

  /// The first number: 11 for Asterisk 22.
  unsigned major_number() const noexcept { return major_; }
  /// The second number; 0 when the greeting has none.
  unsigned minor_number() const noexcept { return minor_; }
  /// The third number; 0 when the greeting has none.
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
/// Writes the same.
AMI_DECL std::ostream& operator<<(std::ostream& out, const server_version& value);

}  // namespace ami
