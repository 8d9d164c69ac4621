// The value of a `Variable` header.
#pragma once

#include <ami/config.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

// `name=value`, with commas, quotes and backslashes escaped: the server splits the line at commas, drops quotes, and
// takes a backslash as escape. Parentheses, brackets and spaces need no escape (seen with Asterisk 16 and 22).
//
// A name that cannot arrive gets a NUL before it, so that the line is refused before it is sent, with an error about
// the name: an empty name (also behind `_` or `__`), one with an equals sign, which ends it for the server, one that
// begins with a space, which the server drops, and one with a closing parenthesis and no opening one.
AMI_DECL std::string variable_assignment(std::string_view name, std::string_view value);

// The first character of a line whose variable name cannot arrive.
inline constexpr char unusable_variable = '\0';

}  // namespace ami::detail
