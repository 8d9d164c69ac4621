// Says which headers hold secrets, and writes the others as text.
#pragma once

#include <ami/config.hpp>
#include <ami/wire/frame.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

// Says which values must not be shown. hides() is to be called for all headers of one frame or action, in their order.
// Secret are headers by their names, and settings of configuration files: `Line-000000-000001: secret=x`, the JSON of
// GetConfig, and in UpdateConfig the `Value` and `Match` of a `Var` that names a secret.
class AMI_DECL secret_finder {
public:
  // `action` is the action's name; empty for a frame of the server.
  explicit secret_finder(std::string_view action = {}) noexcept : login_{wire::equal_ignoring_case(action, "Login")} {}

  bool hides(std::string_view key, std::string_view value);

private:
  std::string secret_number_;  // the number of the last Var header that named a secret
  bool login_;
};

// Appends all headers but the one that names the frame as " Key=value"; values of secrets are replaced.
void append_headers(std::string& out, const wire::frame_view& frame);

}  // namespace ami::detail
