// The value of a `Variable` header.
#pragma once

#include <ami/config.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

// `name=value`; commas, quotes and backslashes of the value are escaped: the server splits the line at commas, drops
// quotes, and takes a backslash as escape.
AMI_DECL std::string variable_assignment(std::string_view name, std::string_view value);

}  // namespace ami::detail
