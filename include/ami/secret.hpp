// A text that must not be shown.
//
//     const ami::secret password{read_from_vault()};
//     settings.credentials("admin", password.reveal());                        // reveal() is the only way to the text
#pragma once

#include <ami/config.hpp>

#include <string>
#include <string_view>

namespace ami {

/// A text whose memory is overwritten before it is freed, and which cannot be printed: there is no `operator<<`, and no
/// formatter. The options keep secrets, passphrases and private keys in it. A value; each copy is overwritten.
///
/// What it cannot do: the text that it was made of, copies of reveal(), and memory that the system has swapped out are
/// the caller's concern.
/// @par Thread safety As any value.
class AMI_DECL secret {
public:
  /// An empty text.
  secret() noexcept {}
  /// @param value the text; copied.
  explicit secret(std::string_view value) : value_{value} {}
  secret(const secret& other) = default;
  /// Leaves `other` empty, and nothing of the text in it.
  secret(secret&& other) noexcept;
  secret& operator=(secret other) noexcept;
  ~secret();

  /// The text itself, for as long as this object lives and is not assigned to. Do not copy it further than needed. It
  /// refuses a temporary.
  const std::string& reveal() const& noexcept { return value_; }
  const std::string& reveal() const&& = delete;
  /// True when there is no text.
  bool empty() const noexcept { return value_.empty(); }

private:
  std::string value_;
};

}  // namespace ami
