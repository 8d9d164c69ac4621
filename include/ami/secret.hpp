// A text that must not be shown.
#pragma once

#include <ami/config.hpp>

#include <string>
#include <string_view>

namespace ami {

/// A text whose memory is overwritten before it is freed, and which cannot be printed.
class AMI_DECL secret {
public:
  secret() noexcept {}
  explicit secret(std::string_view value) : value_{value} {}
  secret(const secret& other) = default;
  secret(secret&& other) noexcept;
  secret& operator=(secret other) noexcept;
  ~secret();

  /// The text itself. Do not copy it further than needed.
  const std::string& reveal() const& noexcept { return value_; }
  const std::string& reveal() const&& = delete;
  bool empty() const noexcept { return value_.empty(); }

private:
  std::string value_;
};

}  // namespace ami
